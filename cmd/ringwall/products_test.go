package main

import (
	"path"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTheProductsOnThePages is the supplier's first ten minutes: pick a component
// type, answer IEC 62443-4-2 up to an aim, hand the claim sheet over and see what
// the next level needs; then the next release, the parties with their keys and
// programs, the certificates, and the asset that is a product.
func TestTheProductsOnThePages(t *testing.T) {
	p := start(t, "--demo")
	b := newBrowser(t, p.address)
	b.open("/")
	b.sees("Set up Ringwall")
	b.setUp()
	b.sees("Quellbrunn bottling plant")
	b.settled()

	b.key("g")
	b.key("g")
	b.sees("release by release")
	b.sees("Veltrona VC 500")
	b.settled()
	b.axe("products")
	b.shot("products-list")
	b.open("/products?support=soon")
	b.sees("Clear the filters")
	b.press("Clear the filters")
	b.sees("Veltrona VC 500")

	b.supplierProduct()
	b.productKnown()
	b.parties()
	b.assetComponent()

	for _, scheme := range []string{"light", "dark"} {
		b.do(chromedp.EmulateViewport(390, 844))
		eval[bool](b, `(localStorage.setItem("mantine-color-scheme-value", `+quote(scheme)+`), true)`)
		pd := b.idOf("products", "PD-001")
		for name, query := range map[string]string{
			"list": "", "form": "?edit=new", "answers": "?product=" + pd, "levels": "?view=levels&product=" + pd, "gaps": "?view=gaps&product=" + pd,
			"facts": "?view=facts&product=" + pd, "installed": "?view=installed&product=" + pd,
			"parties": "?tab=parties", "company": "?company=" + b.idOf("companies", "CO-003"), "certificates": "?tab=certificates",
		} {
			b.open("/products" + query)
			b.wait("the content of "+name, `document.querySelector("h1") && document.querySelectorAll("main table, main ul, main dl").length > 0`)
			b.settled()
			if over := eval[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
				t.Errorf("the narrow page of %s scrolls sideways by %d pixels", name, over)
			}
			b.axe("narrow " + scheme + " " + name)
			b.shot("products-narrow-" + scheme + "-" + name)
		}
	}
	b.do(chromedp.EmulateViewport(1440, 900))
	for name, query := range map[string]string{"list": "", "answers": "?product=" + b.idOf("products", "PD-001"), "company": "?company=" + b.idOf("companies", "CO-003")} {
		b.open("/products" + query)
		b.settled()
		b.axe("dark " + name)
		b.shot("products-dark-" + name)
	}
	b.quiet()
}

// idOf is the id of a record of the library by its key.
func (b *browser) idOf(segment, key string) string {
	b.t.Helper()
	return eval[string](b, `fetch("/api/v1/`+segment+`").then((r) => r.json()).then((p) => p.items.find((x) => x.key === `+quote(key)+`)?.id ?? "")`)
}

// supplierProduct makes a product, answers for it and hands it over.
func (b *browser) supplierProduct() {
	b.t.Helper()
	b.open("/products")
	b.press("Add a product")
	b.sees("What it is asked follows from them")
	b.axe("a new product")
	b.shot("products-form")
	b.fill("Vendor", "Veltrona")
	b.key("\t")
	b.press("Add and answer")
	b.sees("Say which types of component the product is")
	b.check("Embedded device")
	b.fill("Model", "VM 90 gauge")
	b.fill("Release", "1.0")
	b.press("Add and answer")
	b.sees("Veltrona VM 90 gauge 1.0")
	b.sees("Nothing is claimed of this product yet.")
	b.sees("Next: answer the")
	b.settled()
	b.shot("products-new")

	// One by one from the keyboard: the next is at hand at once.
	b.press("Answer SL 1")
	b.wait("the first requirement", `document.querySelector("li[data-active]")`)
	first := eval[string](b, `document.querySelector("li[data-active] .key").innerText`)
	b.key("1")
	b.wait("the next requirement", `document.querySelector("li[data-active]") && document.querySelector("li[data-active] .key").innerText !== `+quote(first))
	b.key("2")
	b.sees("Answer: Partly met")
	b.fill("Reason", "Only on the web page, not on the display.")
	b.axe("an answer")
	b.shot("products-answer")
	b.press("Save")
	b.sees("Only on the web page, not on the display.")

	// Many at once only after each was chosen and read once more.
	b.key("j")
	b.key("x")
	b.key("j")
	b.key("x")
	b.sees("2 chosen")
	b.press("Answer: met")
	b.sees("Read each question once more.")
	b.settled()
	b.axe("many")
	b.shot("products-many")
	b.press("Answer 2: Met")
	b.sees("2 answers: Met.")
	b.settled()
	b.axe("answers")
	b.shot("products-answers")

	b.press("Gap list")
	b.sees("What Veltrona VM 90 gauge lacks for SL 3")
	b.axe("gaps")
	b.shot("products-gaps")
	b.press("Hand over")
	b.sees("Claim sheet (Excel)")
	if status := eval[int](b, `fetch(document.querySelector('a[href$="claims.xlsx"]').href).then((r) => r.status)`); status != 200 {
		b.t.Errorf("the claim sheet: %d", status)
	}
	b.key("\x1b")

	// The next release takes the claims along, to be confirmed.
	b.open("/products?product=" + b.idOf("products", "PD-001") + "&edit=next")
	b.sees("Next release of PD-001")
	b.fill("Release", "V2.9.5")
	b.shot("products-next")
	b.press("Save")
	b.sees("came over from the release before and are to be confirmed")
	b.press("Confirm them")
	b.sees("Carried over, to be confirmed")
	b.settled()
	b.axe("to be confirmed")
	b.shot("products-confirm")
	b.wait("claims to confirm", `document.querySelectorAll("[aria-label='Carried over, to be confirmed']").length > 1`)
	count := `Number(document.body.innerText.match(/(\d+) claims came over/)?.[1] ?? 0)`
	before := eval[int](b, count)
	b.key("c")
	b.wait("one claim less to confirm", count+" === "+strconv.Itoa(before-1))
}

// productKnown looks at a product of the example.
func (b *browser) productKnown() {
	b.t.Helper()
	id := b.idOf("products", "PD-001")
	for _, view := range []struct{ name, sees string }{
		{"answers", "SL-C"}, {"levels", "What holds at every level"}, {"facts", "Last security updates"}, {"installed", "How it was matched"},
	} {
		b.open("/products?product=" + id + "&view=" + view.name)
		b.sees(view.sees)
		b.settled()
		b.axe("product " + view.name)
		b.shot("products-product-" + view.name)
	}
}

// parties looks at the companies, trusts a key, and notes a certificate.
func (b *browser) parties() {
	b.t.Helper()
	b.open("/products?tab=parties")
	b.sees("Own organisation")
	b.sees("Critical")
	b.settled()
	b.axe("parties")
	b.shot("products-parties")
	b.open("/products?company=" + b.idOf("companies", "CO-003"))
	b.sees("Answer IEC 62443-4-1")
	b.settled()
	b.axe("a company")
	b.shot("products-company")
	b.press("Add a key")
	b.sees("Let them read all eight words")
	b.settled()
	b.axe("trust")
	b.shot("products-trust")
	b.key("\x1b")
	b.press("Answer IEC 62443-4-1")
	b.wait("the answers of the company", `location.search.includes("view=development")`)
	b.settled()
	b.shot("products-company-program")

	b.open("/products?tab=certificates")
	b.press("Add a certificate")
	b.sees("By the requirements of")
	b.axe("a new certificate")
	b.fill("Number", "CSA 2026-1")
	b.press("Save")
	b.sees("Say who holds the certificate")
	b.shot("products-certificate-form")
	b.press("Cancel")
	b.settled()
	b.axe("certificates")
	b.shot("products-certificates")
}

// assetComponent goes from an asset to its product, and makes a product of one
// that is none.
func (b *browser) assetComponent() {
	b.t.Helper()
	b.open("/")
	b.press("QB Quellbrunn bottling plant")
	b.sees("What to do next")
	root := eval[string](b, "location.pathname")
	site := path.Base(root)
	matched := eval[string](b, `fetch("/api/v1/sites/`+site+`/components?product=`+b.idOf("products", "PD-001")+`").then((r) => r.json()).then((p) => p.items[0].asset)`)
	b.open(root + "/assets?asset=" + matched)
	b.sees("is its product")
	b.settled()
	b.axe("an asset with its product")
	b.shot("products-asset")
	b.press("Answer for this asset")
	b.sees("What is answered here counts for this asset only")
	b.wait("the answers of the asset", `document.querySelector("[role=dialog] li[data-active]")`)
	b.settled()
	b.axe("answers of an asset")
	b.shot("products-asset-answers")
	without := eval[string](b, `fetch("/api/v1/sites/`+site+`/components?unmatched=true").then((r) => r.json()).then((p) => p.items.find((x) => x.model)?.asset ?? "")`)
	if without == "" {
		b.t.Error("the example has no asset without a product")
		return
	}
	b.open(root + "/assets?asset=" + without)
	b.press("Make one from this asset")
	b.sees("What it is asked follows from them")
	b.wait("the model of the asset", byLabel("Model")+`?.value`)
	b.shot("products-from-asset")
}
