package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTheProgramOnThePages answers the security program of a site one by one and
// many at once, looks at the ratings and at what the answers settle elsewhere,
// takes a statement of applicability over, and carries answers of the old
// edition to the new one.
func TestTheProgramOnThePages(t *testing.T) {
	p := start(t, "--demo")
	b := newBrowser(t, p.address)
	b.open("/")
	b.sees("Set up Ringwall")
	b.setUp()
	b.press("QB Quellbrunn bottling plant")
	b.sees("What to do next")
	site := eval[string](b, "location.pathname")
	b.settled()
	b.key("g")
	b.key("y")
	b.sees("IEC 62443-2-1:2024")
	b.sees("Maturity shown")

	b.programAnswers(site)
	b.programCompany(site)
	b.programRatings(site)
	b.programFrameworks(site)
	b.programISMS(site)
	b.programEdition(site)

	for _, scheme := range []string{"light", "dark"} {
		b.do(chromedp.EmulateViewport(390, 844))
		eval[bool](b, `(localStorage.setItem("mantine-color-scheme-value", `+quote(scheme)+`), true)`)
		for name, path := range map[string]string{
			"answers": "", "procedure": "?set=iec-62443-3-2:2020", "ratings": "?tab=ratings", "frameworks": "?tab=frameworks",
			"line": "?tab=frameworks&state=partly", "isms": "?tab=isms", "edition": "?tab=edition&show=all",
		} {
			b.open(site + "/program" + path)
			b.wait("the content of "+name, `document.querySelector("h1") && document.querySelectorAll("main li, main section, main table").length > 0`)
			b.settled()
			if over := eval[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
				t.Errorf("the narrow page of %s scrolls sideways by %d pixels", name, over)
			}
			b.axe("narrow " + scheme + " " + name)
			b.shot("program-narrow-" + scheme + "-" + name)
		}
		b.open(site + "/program?group=SPE+1")
		b.wait("the rows", `document.querySelectorAll("main li button[aria-current], main ul[aria-label=Requirements] li").length > 0`)
		eval[bool](b, `(document.querySelector("main ul[aria-label=Requirements] li button").click(), true)`)
		b.sees("Save and go on")
		b.settled()
		b.axe("narrow " + scheme + " detail")
		b.shot("program-narrow-" + scheme + "-detail")

		b.do(chromedp.EmulateViewport(1440, 900))
		for name, path := range map[string]string{"answers": "", "ratings": "?tab=ratings", "frameworks": "?tab=frameworks&state=partly", "edition": "?tab=edition&show=all"} {
			b.open(site + "/program" + path)
			b.wait("the content of "+name, `document.querySelector("h1") && document.querySelectorAll("main ul li, main section").length > 0`)
			b.settled()
			b.axe("wide " + scheme + " " + name)
			b.shot("program-wide-" + scheme + "-" + name)
		}
	}
	b.quiet()
}

// opened waits until the detail panel shows a requirement.
func (b *browser) opened(id string) {
	b.t.Helper()
	b.wait("the panel of "+id, `document.querySelector('section[aria-label="The requirement and its answer"] .key')?.innerText === `+quote(id))
}

// programAnswers answers requirements of IEC 62443-2-1 by hand.
func (b *browser) programAnswers(site string) {
	b.t.Helper()
	b.settled()
	b.axe("answers")
	b.shot("program-answers")

	// A set that nobody has answered says how to begin, and needs no maturity.
	b.open(site + "/program?set=iec-62443-3-2:2020")
	b.sees("Nothing is answered yet")
	b.wait("no maturity", `!document.body.innerText.includes("Maturity shown")`)
	b.settled()
	b.axe("nothing answered")
	b.shot("program-empty")

	// One requirement, by keyboard and form; the next one comes by itself.
	b.open(site + "/program?requirement=ORG+1.1")
	b.opened("ORG 1.1")
	b.settled()
	b.key("2")
	b.sees("say what is missing")
	b.press("Save and go on")
	b.sees("Needed")
	b.press("Partly met 2")
	b.fill("Reason", "Written for the filling hall, not for the boiler house")
	b.check("ML 2 Managed")
	b.shot("program-form")
	b.axe("form")
	b.press("Save and go on")
	b.sees("ORG 1.1: Partly met")
	b.opened("ORG 1.2")
	b.wait("its mark in the list", `document.querySelector('[aria-label="Select ORG 1.1"]').closest("li").querySelector('[aria-label="Partly met"]')`)
	b.open(site + "/program?requirement=ORG+1.1")
	b.opened("ORG 1.1")
	b.sees("which counts as ML 1 at most")

	// Many at once, as one act that is taken back.
	b.open(site + "/program?group=SPE+6&show=open")
	b.press("Select all shown")
	b.sees("The same answer, as one act")
	b.press("Not met 3")
	b.shot("program-bulk")
	b.axe("bulk")
	b.wait("the button", `[...document.querySelectorAll("button[type=submit]")].some((e) => /^Answer \d+ requirement/.test(e.innerText) && (e.click(), true))`)
	b.sees("requirements: Not met")
	b.sees("Every requirement here is answered")
	b.shot("program-none")
	b.press("Undo")
	b.sees("undone")
	b.wait("the answers gone", `document.querySelectorAll("main ul[aria-label=Requirements] li").length > 1`)

	// Evidence that is missing, and what is to be done next.
	b.open(site + "/program?show=unproven")
	b.wait("what names no evidence", `document.querySelector('[aria-label="Select ORG 1.6"]') && !document.querySelector('[aria-label="Select ORG 1.3"]')`)
}

// programCompany answers for a service provider.
func (b *browser) programCompany(site string) {
	b.t.Helper()
	b.open(site + "/program")
	b.wait("the companies", byLabel("Whose program"))
	company := eval[string](b, `fetch("/api/v1/companies").then((r) => r.json()).then((p) => p.items.find((c) => c.key === "CO-002").id)`)
	b.open(site + "/program?company=" + company)
	b.sees("SP.01")
	b.wait("answers of the provider", `document.querySelectorAll('main [aria-label="Met"]').length > 3`)
	b.settled()
	b.axe("company")
	b.shot("program-company")
}

// programRatings looks why a zone is rated as it is.
func (b *browser) programRatings(site string) {
	b.t.Helper()
	b.open(site + "/program?tab=ratings")
	b.sees("SPR by the method of this program (A)")
	b.sees("Revalidated")
	b.settled()
	b.axe("ratings")
	b.shot("program-ratings")
	b.press("Why, for Z-01")
	b.sees("By requirement")
	b.wait("single requirements", `document.querySelectorAll('[aria-label="By requirement"] tbody tr').length > 10`)
	b.settled()
	b.axe("ratings of a zone")
	b.shot("program-rating-zone")
}

// programFrameworks looks what stands behind a subcategory and confirms a pair.
func (b *browser) programFrameworks(site string) {
	b.t.Helper()
	b.open(site + "/program?tab=frameworks&search=PR.AA-01&line=PR.AA-01")
	b.sees("counterparts stand behind this")
	b.sees("Suggested")
	b.settled()
	b.axe("frameworks")
	b.shot("program-frameworks")
	b.press("Confirm")
	b.sees("confirmed")
	b.shot("program-confirmed")
	b.press("Undo")
	b.sees("undone")
	b.waitFor("the profile as a file", `fetch("/api/v1"+location.pathname.replace("/program", "") + "/reports/csf-profile.json").then((r) => String(r.status))`, "200")
}

// programISMS takes a statement of applicability and a register of risks over.
func (b *browser) programISMS(site string) {
	b.t.Helper()
	dir := b.t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			b.t.Fatal(err)
		}
		return path
	}
	b.open(site + "/program?tab=isms")
	b.sees("No file has been taken over yet")
	b.settled()
	b.axe("isms")
	b.shot("program-isms")
	b.do(chromedp.SetUploadFiles(`input[type="file"]`, []string{write("soa.csv",
		"Control,Applicable,Status,Justification\nA.5.1,yes,implemented,\nA.5.2,yes,partly,\nA.5.3,perhaps,planned,\nA.7.4,no,,No site of our own\n")}))
	b.press("Read the file")
	b.sees("1 cell has to be mended")
	b.sees("B4")
	b.sees("Remains to be asked")
	b.settled()
	b.axe("statement")
	b.shot("program-statement")
	b.check("Go on without the refused row")
	b.wait("the way on", `[...document.querySelectorAll("button")].some((e) => /^Keep/.test(e.innerText) && !e.disabled && (e.click(), true))`)
	b.sees("The file is kept as evidence")
	b.settled()
	b.axe("taken over")
	b.shot("program-taken")

	b.press("Take over another file")
	b.do(chromedp.SetUploadFiles(`input[type="file"]`, []string{write("risks.csv",
		"Risk ID,Risk,Asset,Likelihood,Impact,Owner\nR-1,Malware stops the filler PLC,Filling line PLC,likely,high,Ada\nR-2,Loss of a laptop with mail,Office,rare,low,Bo\n")}))
	b.press("Read the file")
	b.sees("concerns the plant")
	b.check("R-1 Malware stops the filler PLC")
	b.sees("Where it plays")
	b.press("Check 1 chosen risk")
	b.settled()
	b.axe("risks")
	b.shot("program-risks")
}

// programEdition answers the edition of 2010 and carries that over.
func (b *browser) programEdition(site string) {
	b.t.Helper()
	company := eval[string](b, `fetch("/api/v1/companies").then((r) => r.json()).then((p) => p.items.find((c) => c.key === "CO-002").id)`)
	b.open(site + "/program?tab=edition&company=" + company)
	b.sees("The edition of 2010 is not answered")
	b.settled()
	b.axe("no old answers")
	b.shot("program-edition-empty")
	b.press("Enter answers of 2010")
	b.sees("How a company that works for you")
	b.sees("4.3.2.3.1")
	b.open(site + "/program?set=iec-62443-2-1:2010&group=4.3.3.5")
	b.press("Select all shown")
	b.press("Met 1")
	b.wait("the button", `[...document.querySelectorAll("button[type=submit]")].some((e) => /^Answer \d+ requirement/.test(e.innerText) && (e.click(), true))`)
	b.sees("requirements: Met")
	b.open(site + "/program?tab=edition")
	b.sees("becomes")
	b.settled()
	b.axe("edition")
	b.shot("program-edition")
	label := eval[string](b, `[...document.querySelectorAll("label")].map((l) => l.innerText.trim()).find((s) => s.startsWith("Select")) ?? ""`)
	if !strings.HasPrefix(label, "Select") {
		b.t.Fatalf("no way to select all lines: %q", label)
	}
	b.check(label)
	b.wait("the button", `[...document.querySelectorAll("button")].some((e) => /^Carry \d+ over/.test(e.innerText) && !e.disabled && (e.click(), true))`)
	b.sees("carried over")
	b.sees("Answered already, and left as they are")
}
