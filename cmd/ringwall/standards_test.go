package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTheStandardsOnThePages finds a part by the numbers of both publishers,
// looks how it hangs together, adds a set of one's own out of a spreadsheet that
// has to be mended first, attaches a text, decides about pairs and takes that
// back, and asks for a word where it is used.
func TestTheStandardsOnThePages(t *testing.T) {
	p := start(t, "--demo")
	b := newBrowser(t, p.address)
	b.open("/")
	b.sees("Set up Ringwall")
	b.setUp()
	b.sees("Quellbrunn bottling plant")
	b.settled()
	b.key("g")
	b.key("b")
	b.sees("What each part of IEC 62443 is for")

	// The series, by either number.
	b.sees("out of date in")
	b.settled()
	b.axe("series")
	b.shot("standards-series")
	for _, number := range []string{"ISA-99.03.03", "IEC 62443-3-3:2013"} {
		b.open("/standards?search=" + strings.ReplaceAll(number, " ", "+"))
		b.wait("one part for "+number, `document.querySelectorAll("article h3").length === 1 && document.querySelector("article h3").innerText.startsWith("IEC 62443-3-3")`)
	}
	b.press("IEC 62443-3-3 System security requirements and security levels")
	b.sees("ANSI/ISA-62443-3-3 (99.03.03)-2013")
	b.axe("a part")
	b.shot("standards-part")
	b.open("/standards?view=together&for=all")
	b.wait("the picture", `document.querySelector('[data-id="IEC 62443-4-2"]')`)
	eval[bool](b, `(document.querySelector('[data-id="IEC 62443-4-2"]').focus(), true)`)
	b.key("\r")
	b.sees("Ties of IEC 62443-4-2")
	b.sees("Component requirements break system requirements down.")
	b.settled()
	b.axe("how they hang together")
	b.shot("standards-together")

	b.standardSets()
	b.standardPairs()

	// A word, in German, and where it is used.
	b.open("/standards?tab=glossary")
	b.fill("A word in English, German or Japanese", "Betreiber")
	b.sees("One word")
	b.sees("asset owner")
	b.axe("glossary")
	b.open("/")
	b.press("QB Quellbrunn bottling plant")
	b.sees("What to do next")
	b.open(eval[string](b, "location.pathname") + "/levels")
	b.press("SL-T")
	b.sees("decided by the owner out of the risk")
	b.settled()
	b.axe("a term")
	b.shot("standards-term")

	for _, scheme := range []string{"light", "dark"} {
		b.do(chromedp.EmulateViewport(390, 844))
		eval[bool](b, `(localStorage.setItem("mantine-color-scheme-value", `+quote(scheme)+`), true)`)
		for name, path := range map[string]string{
			"series": "", "together": "?view=together", "sets": "?tab=sets", "glossary": "?tab=glossary",
			"set":         "?tab=sets&set=iec-62443-4-2:2019",
			"requirement": "?tab=sets&set=iec-62443-4-2:2019&requirement=EDR+2.4",
			"crosswalks":  "?tab=crosswalks", "crosswalk": "?tab=crosswalks&crosswalk=2-1-2010-2024",
		} {
			b.open("/standards" + path)
			b.wait("the content of "+name, `document.querySelector("h1") && document.querySelectorAll("main article, main table, main nav, main svg[role=group]").length > 0`)
			b.settled()
			if over := eval[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
				t.Errorf("the narrow page of %s scrolls sideways by %d pixels", name, over)
			}
			b.axe("narrow " + scheme + " " + name)
			b.shot("standards-narrow-" + scheme + "-" + name)
		}
	}
	b.quiet()
}

// standardSets walks over the requirement sets.
func (b *browser) standardSets() {
	b.t.Helper()
	dir := b.t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			b.t.Fatal(err)
		}
		return path
	}
	b.open("/standards?tab=sets")
	b.sees("IEC 62443-2-1:2010")
	b.sees("replaces IEC 62443-2-1:2010")
	b.settled()
	b.axe("sets")
	b.shot("standards-sets")

	// A spreadsheet with a row that cannot be taken, and the same one mended.
	b.press("Add a set")
	b.sees("The file is checked first")
	b.do(chromedp.SetUploadFiles(`input[type="file"]`, []string{write("own.csv", "id,title,question\nW-1,Keys of the pump house,Who has a key?\n,Without an id,Why?\n")}))
	b.fill("Id", "own-rules:2026")
	b.fill("Title", "Own rules of the works")
	b.press("Check the file")
	b.sees("has to be mended")
	b.sees("row 3")
	b.axe("a set that is refused")
	b.shot("standards-refused")
	b.do(chromedp.SetUploadFiles(`input[type="file"]`, []string{write("mended.csv", "id,title,question\nW-1,Keys of the pump house,Who has a key?\nW-2,Fence,Is the fence whole?\n")}))
	b.press("Check the file")
	b.sees("The file can be added")
	b.shot("standards-add")
	b.press("Add this set")
	b.sees("Own rules of the works")
	b.sees("Who has a key?")

	// The wording out of the copy that was bought.
	b.open("/standards?tab=sets&set=iec-62443-3-3:2013&requirement=SR+1.1")
	b.sees("The same matter elsewhere")
	b.sees("NIST CSF 1.1")
	b.press("Attach the text")
	b.fill("Wording", "Words out of our licensed copy.")
	b.press("Save")
	b.sees("The text of SR 1.1 is kept.")
	b.wait("the kept text", `[...document.querySelectorAll("p")].some((p) => p.innerText === "Words out of our licensed copy.")`)
	b.press("For this requirement")
	b.fill("Days, for SR 1.1", "90")
	b.press("Save")
	b.sees("90 days, for this requirement.")
	b.settled()
	b.axe("a requirement")
	b.shot("standards-requirement")

	// Levels and component types, as they are in the address.
	b.open("/standards?tab=sets&set=iec-62443-4-2:2019&level=1&type=host-device")
	b.wait("requirements of hosts up to SL 1", `document.querySelectorAll("nav li").length > 20 && ![...document.querySelectorAll("nav li")].some((e) => e.innerText.startsWith("EDR"))`)

	b.open("/standards?tab=sets&set=own-rules:2026")
	b.press("Actions")
	b.press("Remove this set")
	b.sees("Remove Own rules of the works?")
	b.press("Remove the set")
	b.sees("Own rules of the works is removed.")
}

// standardPairs decides about pairs of a crosswalk, and takes it back.
func (b *browser) standardPairs() {
	b.t.Helper()
	const path = "/api/v1/catalog/crosswalks/2-1-2010-2024"
	open := `fetch("` + path + `").then((r) => r.json()).then((c) => String(c.pairs.filter((p) => p.state === "suggested").length))`
	before, err := strconv.Atoi(eval[string](b, open))
	if err != nil {
		b.t.Fatal(err)
	}
	b.open("/standards?tab=crosswalks")
	b.sees("decided")
	b.settled()
	b.axe("crosswalks")
	b.press("IEC 62443-2-1:2010 → IEC 62443-2-1:2024")
	b.sees("Tick pairs to decide about them")
	b.press("4.2.3.1 Select a risk assessment methodology")
	b.sees("Has one method for rating cyber risk been chosen")
	b.settled()
	b.axe("a pair")
	b.shot("standards-pair")
	// Those that are suggestions still, two of them.
	b.open("/standards?tab=crosswalks&crosswalk=2-1-2010-2024&state=suggested")
	b.sees("Tick pairs to decide about them")
	eval[bool](b, `([...document.querySelectorAll("tbody input[type=checkbox]")].slice(0, 2).forEach((box) => box.click()), true)`)
	b.sees("2 pairs chosen")
	b.press("Confirm")
	b.sees("Confirmed: 2 pairs.")
	b.waitFor("two suggestions less", open, strconv.Itoa(before-2))
	b.press("Undo")
	b.waitFor("the pairs as they were", open, strconv.Itoa(before))
}
