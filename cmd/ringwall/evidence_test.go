package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// papers are files as somebody collects them: one of each that the page shows,
// and one that it must not.
func papers(t *testing.T) map[string]string {
	t.Helper()
	dir := t.TempDir()
	picture := "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
	content := map[string]string{
		"restore protocol.txt": "All programs of the line were restored.\n4 < 5 & nothing differed.\n",
		"panel.png":            picture,
		"report.pdf":           onePage("Restore test of the line"),
		"page.html":            "<!doctype html><script>window.parent.ran = true</script>",
	}
	out := map[string]string{}
	for name, text := range content {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		out[name] = path
	}
	return out
}

// onePage is a PDF of one page with a line of text.
func onePage(line string) string {
	stream := "BT /F1 24 Tf 40 100 Td (" + line + ") Tj ET"
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(stream), stream),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
	}
	var b, table strings.Builder
	b.WriteString("%PDF-1.4\n")
	for i, o := range objects {
		fmt.Fprintf(&table, "%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj%sendobj\n", i+1, o)
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF", table.String(), at)
	return b.String()
}

// drops lets files fall onto the page, as a hand with the mouse would.
func (b *browser) drops(files map[string]string) {
	b.t.Helper()
	var made []string
	for name, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			b.t.Fatal(err)
		}
		bytes := strings.Trim(strings.ReplaceAll(fmt.Sprint(text), " ", ","), "[]")
		made = append(made, fmt.Sprintf("new File([new Uint8Array([%s])], %q)", bytes, name))
	}
	eval[bool](b, `(() => {
		const data = new DataTransfer();
		for (const f of [`+strings.Join(made, ",")+`]) data.items.add(f);
		for (const type of ["dragenter", "dragover", "drop"])
			document.body.dispatchEvent(new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true}));
		return true;
	})()`)
}

// picks chooses an option of a field that offers many.
func (b *browser) picks(label, text, option string) {
	b.t.Helper()
	b.fill(label, text)
	b.press(option)
	b.key(kb.Escape)
}

// dark shows the pages in the dark scheme, or in the light one again.
func (b *browser) dark(on bool) {
	b.t.Helper()
	scheme := "light"
	if on {
		scheme = "dark"
	}
	eval[bool](b, `(document.documentElement.setAttribute("data-mantine-color-scheme", "`+scheme+`"), true)`)
}

// narrowly runs something in a window of a telephone, and tells when the page
// scrolls sideways there.
func (b *browser) narrowly(name string, run func()) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(390, 844))
	run()
	b.settled()
	if wide := eval[int](b, `document.documentElement.scrollWidth`); wide > 390 {
		b.t.Errorf("%s is %d wide on a telephone", name, wide)
	}
	b.shot(name + "-narrow")
	b.axe(name + " narrow")
	b.do(chromedp.EmulateViewport(1440, 900))
}

// atTheExample is a browser at the example plant, with the addresses of its
// site on the pages and over the API.
func atTheExample(t *testing.T) (b *browser, site, api string) {
	t.Helper()
	p := start(t, "--demo")
	b = newBrowser(t, p.address)
	b.open("/")
	b.sees("Set up Ringwall")
	b.setUp()
	b.sees("Quellbrunn bottling plant")
	b.press("QB Quellbrunn bottling plant")
	b.sees("What to do next")
	site = "/sites/" + strings.TrimPrefix(eval[string](b, "location.pathname"), "/sites/")
	return b, site, "/api/v1" + site
}

// got is a promise of one thing out of an answer of the API.
func got(path, pick string) string {
	return fmt.Sprintf(`fetch(%q).then((r) => r.json()).then((l) => String(%s))`, path, pick)
}

// TestEvidenceOnThePages drops files onto the page, looks at them in place,
// links them to answers, and has the program make evidence of its own record.
func TestEvidenceOnThePages(t *testing.T) {
	b, site, api := atTheExample(t)
	files := papers(t)
	b.open(site + "/evidence")
	b.sees("Evidence")
	b.settled()
	b.axe("evidence")
	b.shot("evidence")
	b.dark(true)
	b.shot("evidence-dark")
	b.dark(false)
	b.press("What an auditor asks for")
	b.sees("Backups, and the tests that they can be restored.")
	b.axe("binder")
	b.shot("evidence-binder")

	// Files fall onto the page and become one evidence.
	b.open(site + "/evidence")
	b.sees("What an auditor asks for")
	b.settled()
	b.drops(map[string]string{"report.pdf": files["report.pdf"], "restore protocol.txt": files["restore protocol.txt"], "panel.png": files["panel.png"], "page.html": files["page.html"]})
	b.sees("They are one piece of evidence")
	b.fill("Name", "Restore of the filler, 2026")
	b.day("Speaks from", eval[string](b, `new Date().toISOString().slice(0, 10)`))
	b.settled()
	b.axe("add evidence")
	b.shot("evidence-add")
	b.press("Add")
	b.waitFor("four files", got(api+"/evidence/standing?q=filler", `(l.items[0]?.evidence.files ?? []).length`), "4")
	b.sees("What it proves")
	b.sees("Link it to the requirements that it shows to be met.")
	b.sees("page.html")
	b.settled()
	b.axe("evidence drawer")
	b.shot("evidence-drawer")

	// They are looked at in place; what could hold script is not offered.
	if eval[bool](b, `document.querySelector('[aria-label="Show page.html"]') !== null`) {
		b.t.Error("a page of HTML is offered to be shown")
	}
	b.press("Show restore protocol.txt")
	b.sees("4 < 5 & nothing differed.")
	b.axe("text")
	b.key(kb.Escape)
	b.press("Show panel.png")
	b.wait("the picture", `document.querySelector("img[alt='panel.png']")?.naturalWidth === 1`)
	b.key(kb.Escape)
	b.wait("the picture gone", `!document.querySelector("img[alt='panel.png']")`)
	b.press("Show report.pdf")
	b.wait("the paper or the word that there is no reader", `document.querySelector("iframe[title='report.pdf']") || document.body.innerText.includes("no reader for PDF")`)
	b.settled()
	b.shot("evidence-pdf")
	b.key(kb.Escape)
	b.wait("the paper gone", `!document.querySelector("iframe")`)

	// A new revision of the same name takes its place.
	b.drops(map[string]string{"panel.png": files["panel.png"]})
	b.sees("1 earlier revision")

	// It is linked to answers.
	b.press("Link to answers")
	b.picks("Requirements", "SR 7.3", "SR 7.3 Control system backup")
	b.picks("Answers of", "services", "Services of the whole site")
	b.settled()
	b.axe("link")
	b.shot("evidence-link")
	b.press("Link")
	b.waitFor("the link", got(api+"/evidence/standing?q=filler", `l.items[0].answers`), "1")
	b.sees("SR 7.3")

	// The program makes evidence of its own record, and looks again.
	b.open(site + "/evidence")
	b.press("Add evidence")
	b.press("Let the program make it")
	b.sees("Make now")
	b.wait("the menu gone", `!document.querySelector("[role=menu]")`)
	b.settled()
	b.axe("made")
	b.shot("evidence-made")
	name := eval[string](b, got("/api/v1/evidence/made-rules", `l.items.find((r) => r.rule === "inventory-reconciliation").name`))
	b.press("Make now: " + name)
	b.sees("Look again now")
	b.settled()
	b.shot("evidence-made-drawer")
	b.press("Look again now")
	b.sees("Looked at again:")

	// Many at once.
	b.open(site + "/evidence?q=filler")
	b.sees("Restore of the filler")
	b.settled()
	b.key("j")
	b.key("x")
	b.press("Set")
	b.check("Change Expires")
	expires := eval[string](b, `new Date(Date.now() + 400 * 86400000).toISOString().slice(0, 10)`)
	b.day("Expires", expires)
	b.axe("set many")
	b.press("Apply to 1 piece")
	b.waitFor("the expiry", got(api+"/evidence/standing?q=filler", `l.items[0].evidence.expires`), expires)

	// What still carries answers cannot be deleted.
	key := eval[string](b, got(api+"/evidence/standing?q=filler", `l.items[0].evidence.key`))
	b.press(key + " Restore of the filler, 2026")
	b.press("Delete")
	b.sees("These still rest on it")
	b.key(kb.Escape)

	b.narrowly("evidence", func() {
		b.open(site + "/evidence")
		b.sees("Restore of the filler")
	})
	b.quiet()
}

// TestXRaysOnThePages names who sees to a contradiction, by mouse and keyboard.
func TestXRaysOnThePages(t *testing.T) {
	b, site, api := atTheExample(t)
	b.open(site + "/xrays")
	b.sees("To mend it:")
	b.settled()
	b.axe("X-rays")
	b.shot("xrays")
	b.dark(true)
	b.shot("xrays-dark")
	b.dark(false)
	before := eval[string](b, got(api+"/xrays?state=open", "l.total"))
	b.key("j")
	b.key(kb.Enter)
	b.sees("Why it matters")
	b.fill("Owner", "Jonas")
	b.settled()
	b.axe("X-ray")
	b.shot("xrays-drawer")
	b.press("Save")
	b.waitFor("Jonas sees to it", got(api+"/xrays?owner=Jonas", "l.total"), "1")
	for _, key := range []string{"j", "x", "j", "x", "e"} {
		b.key(key)
	}
	b.sees("Decide about 2 X-rays")
	b.check("Change Due")
	b.day("Due", eval[string](b, `new Date(Date.now() + 30 * 86400000).toISOString().slice(0, 10)`))
	b.press("Apply to 2 X-rays")
	b.sees("2 X-rays decided about")
	if after := eval[string](b, got(api+"/xrays?state=open", "l.total")); after != before {
		b.t.Errorf("%s X-rays are open after owners were named, %s before", after, before)
	}
	b.narrowly("xrays", func() {
		b.open(site + "/xrays")
		b.sees("To mend it:")
	})
	b.quiet()
}

// TestTheTraceOnThePages walks the chain from a risk to the proof, and back.
func TestTheTraceOnThePages(t *testing.T) {
	b, site, api := atTheExample(t)
	b.open(site + "/trace")
	b.sees("Risk scenarios")
	b.settled()
	b.axe("starts")
	b.shot("trace-starts")
	id := eval[string](b, got(api+"/evidence/standing?q=EV-002", `l.items[0].evidence.id`))
	b.open(site + "/trace?kind=evidence&id=" + id)
	b.sees("Requirement and answer")
	b.settled()
	b.axe("trace")
	b.shot("trace")
	// The left key walks up, towards the risk.
	eval[bool](b, `(document.querySelector('[data-node][aria-pressed=true]').focus(), true)`)
	b.key(kb.ArrowLeft)
	b.wait("a requirement in hand", `document.activeElement.dataset.node?.startsWith("requirement ")`)
	b.sees("It serves")
	scenario := eval[string](b, got(api+"/trace/starts?kind=scenario", `l.items[0].id`))
	b.open(site + "/trace?kind=scenario&id=" + scenario)
	b.sees("Requirement and answer")
	b.settled()
	b.axe("trace of a scenario")
	b.shot("trace-scenario")
	b.dark(true)
	b.shot("trace-dark")
	b.dark(false)
	b.check("Only what lacks something")
	b.settled()
	b.shot("trace-lacking")
	b.narrowly("trace", func() {
		b.open(site + "/trace?kind=scenario&id=" + scenario)
		b.sees("It rests on")
	})
	b.quiet()
}
