package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// choose takes an option of the select with a label.
func (b *browser) choose(label, option string) {
	b.t.Helper()
	b.wait("the select "+quote(label), byLabel(label))
	eval[bool](b, "("+byLabel(label)+".click(), true)")
	b.press(option)
}

// closed waits until no dialog is open any more.
func (b *browser) closed() {
	b.t.Helper()
	b.wait("the dialog to close", `!document.querySelector("[role=dialog]")`)
	b.settled()
}

// menu opens the menu of a row, which must be in sight for it.
func (b *browser) menu(name string) {
	b.t.Helper()
	b.wait("the menu "+quote(name), byName(name))
	eval[bool](b, "("+byName(name)+`.scrollIntoView({block: "center"}), true)`)
	b.press(name)
}

// tab opens a tab; places of the navigation may have the same name.
func (b *browser) tab(name string) {
	b.t.Helper()
	tab := `[...document.querySelectorAll("[role=tab]")].find((e) => e.innerText.trim() === ` + quote(name) + `)`
	b.wait("the tab "+quote(name), tab)
	eval[bool](b, "("+tab+".click(), true)")
	b.wait("the tab to be open", tab+`.getAttribute("aria-selected") === "true"`)
}

// cell is an expression for the cell of the matrix of a likelihood and a
// consequence.
func cell(likelihood, consequence int) string {
	return fmt.Sprintf(`document.querySelector('[role=grid] [data-cell="%d/%d"]')`, likelihood-1, consequence-1)
}

// everyLook looks at screens wide and narrow, light and dark.
func (b *browser) everyLook(area string, screens []struct{ name, path, shows string }) {
	b.t.Helper()
	for _, look := range []struct {
		name, scheme  string
		width, height int64
	}{{"wide-light", "light", 1440, 900}, {"wide-dark", "dark", 1440, 900}, {"narrow-light", "light", 390, 844}, {"narrow-dark", "dark", 390, 844}} {
		b.do(chromedp.EmulateViewport(look.width, look.height))
		eval[bool](b, `(localStorage.setItem("mantine-color-scheme-value", "`+look.scheme+`"), true)`)
		for _, screen := range screens {
			b.open(screen.path)
			b.sees(screen.shows)
			b.axe(look.name + " " + screen.name)
			b.shot(area + "-" + look.name + "-" + screen.name)
			if over := eval[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
				b.t.Errorf("%s %s is %d pixels wider than the window", look.name, screen.name, over)
			}
		}
	}
	b.do(chromedp.EmulateViewport(1440, 900))
	eval[bool](b, `(localStorage.setItem("mantine-color-scheme-value", "light"), true)`)
}

// TestCriteriaComeBeforeTheAssessment walks from the scope to criteria in
// force: an access point, a draft from a preset, a cell changed by keyboard,
// what can come out, and a signature that opens the detailed assessment.
func TestCriteriaComeBeforeTheAssessment(t *testing.T) {
	p := start(t, "--demo")
	b := newBrowser(t, p.address)
	b.open("/")
	b.sees("Set up Ringwall")
	b.setUp()
	b.sees("Quellbrunn bottling plant")
	demo := eval[string](b, `fetch("/api/v1/sites").then((r) => r.json()).then((l) => l.items[0].id)`)

	// The scope of the example: an access point is added and what it lacks is marked.
	b.open("/sites/" + demo + "/scope")
	b.sees("AP-09")
	b.sees("missing")
	b.key("n")
	b.sees("Add access point")
	b.fill("Name", "Laptop of the washer's maker")
	b.choose("Kind", "Vendor's access")
	b.fill("Counterparty", "Maker of the washer")
	b.settled()
	b.axe("access point")
	b.shot("scope-access-point")
	b.press("Save")
	points := func(pick string) string {
		return fmt.Sprintf(`fetch("/api/v1/sites/%s/systems").then((r) => r.json()).then((l) => String((%s)(l.items[0].accessPoints)))`, demo, pick)
	}
	b.waitFor("the access point", points(`(l) => l.find((p) => p.key === "AP-10")?.kind`), "vendor")
	b.sees("Laptop of the washer's maker")
	b.wait("its missing owner", `[...document.querySelectorAll("tr")].find((r) => /^AP-10\s/.test(r.innerText.trim()))?.innerText.match(/missing/g)?.length >= 3`)
	b.closed()
	b.menu("Actions for AP-10")
	b.press("Duplicate")
	b.sees("Add access point")
	b.press("Save")
	b.waitFor("the copy", points(`(l) => l.find((p) => p.key === "AP-11")?.name`), "Laptop of the washer's maker, copy")
	b.closed()
	b.menu("Actions for AP-11")
	b.press("Delete")
	b.sees("Delete it when the way is closed")
	b.wait("the button", `[...document.querySelectorAll('[role=dialog] button')].find((e) => e.innerText === "Delete")`)
	eval[bool](b, `([...document.querySelectorAll('[role=dialog] button')].find((e) => e.innerText === "Delete").click(), true)`)
	b.waitFor("one less", points(`(l) => l.length`), "10")

	// A test shows an assumption false; the dialog says before what follows.
	b.open("/sites/" + demo + "/scope?tab=assumptions")
	b.sees("AS-05")
	b.menu("Actions for AS-05")
	b.press("Record a test")
	b.sees("What the test showed")
	const no = `document.querySelector('[role=dialog] input[type=radio][value=false]')`
	b.wait("the result", no)
	eval[bool](b, "("+no+".click(), true)")
	b.sees("If it is false, this follows")
	b.settled()
	b.axe("test of an assumption")
	b.shot("scope-assumption-false")
	b.press("Record")
	b.waitFor("the state", fmt.Sprintf(`fetch("/api/v1/sites/%s/assumptions").then((r) => r.json()).then((l) => l.items.find((a) => a.key === "AS-05").state)`, demo), "false")

	// A function is changed with an asset that is found by searching.
	b.open("/sites/" + demo + "/scope?tab=functions")
	b.sees("F-08")
	b.press("F-08")
	b.sees("Function F-08")
	b.settled()
	b.axe("function")
	b.shot("scope-function")
	b.fill("Measured time, hours", "6")
	b.press("Save")
	b.waitFor("the measured time", fmt.Sprintf(`fetch("/api/v1/sites/%s/functions").then((r) => r.json()).then((l) => String(l.items.find((f) => f.key === "F-08").recovery.measuredTime))`, demo), "6")

	// The criteria in force came in with a document, and say so.
	b.open("/sites/" + demo + "/criteria")
	b.sees("Signed by Dr. Henrike Vogt")
	b.sees("nobody signed in for it here")
	b.sees("CR-02")

	// At a new site the detailed assessment is closed until criteria are in force.
	site := eval[string](b, `fetch("/api/v1/sites", {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify({key: "NEW", name: "New plant"})}).then((r) => r.json()).then((s) => s.id)`)
	api := "/api/v1/sites/" + site
	zone := eval[string](b, `fetch("`+api+`/zones", {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify({key: "Z-01", name: "Line", kind: "control"})}).then((r) => r.json()).then((z) => z.id)`)
	scenario := fmt.Sprintf(`fetch("%s/scenarios", {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify({key: "", name: "Recipe changed", zone: %q, likelihood: 3, causeKind: "cyber", mechanism: "manipulation-of-control", ratings: {safety: 3, environment: 0}})}).then((r) => r.json().then((x) => r.status + " " + (x.code ?? "")))`, api, zone)
	if got := eval[string](b, scenario); got != "409 criteria-unsigned" {
		t.Fatalf("a scenario before criteria are in force: %s", got)
	}
	b.open("/sites/" + site + "/criteria")
	b.sees("No risk criteria yet")
	b.axe("no criteria")
	b.shot("criteria-none")
	b.press("From a preset")
	b.sees("Process plant, 5 × 5")
	b.settled()
	b.axe("presets")
	b.shot("criteria-presets")
	b.fill("Name", "Criteria of the new plant")
	b.press("Make a draft")
	b.sees("Draft CR-01")
	b.sees("What can come out")
	b.sees("Extreme comes out of 5 of 25 cells.")
	b.sees("Nobody holds the authority Plant manager yet")
	b.settled()
	b.axe("editor")
	b.shot("criteria-editor")

	// A cell is changed by keyboard: from the top left down and to the right.
	eval[bool](b, `(`+cell(5, 1)+`.focus(), true)`)
	b.key(kb.ArrowDown)
	b.key(kb.ArrowRight)
	b.wait("the focus in the cell", `document.activeElement === `+cell(4, 2))
	b.key("e")
	b.wait("the band", cell(4, 2)+`.innerText === "E"`)
	b.sees("Extreme comes out of 6 of 25 cells.")
	b.sees("has a lower band than")
	b.key("1")
	b.wait("the lowest band", cell(4, 2)+`.innerText === "L"`)
	b.key(kb.Enter)
	b.wait("the next band", cell(4, 2)+`.innerText === "M"`)
	b.sees("Extreme comes out of 5 of 25 cells.")
	b.key("h")
	b.wait("the band", cell(4, 2)+`.innerText === "H"`)
	b.sees("High comes out of 7 of 25 cells.")
	b.settled()
	b.shot("criteria-matrix")

	// What is not saved is not left behind by accident.
	b.press("Back to the criteria")
	b.sees("Leave without saving?")
	b.axe("guard")
	b.press("Cancel")
	b.wait("the editor", cell(4, 2))

	// What stands against signing is said at the field and keeps the signature off.
	b.tab("Bands and authorities")
	b.wait("the bands", `document.querySelectorAll("fieldset").length > 5`)
	b.settled()
	b.axe("bands")
	b.shot("criteria-bands")
	for _, part := range []string{"Consequences", "Likelihood", "Overrides", "Target levels", "Name"} {
		b.tab(part)
		b.settled()
		b.axe(part)
		b.shot("criteria-" + strings.ReplaceAll(part, " ", "-"))
	}
	b.tab("Likelihood")
	b.wait("the levels", `document.querySelector("fieldset input")`)
	eval[bool](b, `(document.querySelector("fieldset input").focus(), document.querySelector("fieldset input").select(), true)`)
	b.key(" ")
	b.sees("One thing stands against signing")
	b.wait("the message at the field", `document.querySelector("fieldset [id$=-error]")?.innerText.includes("name of the level")`)
	b.key(kb.Backspace + "Very likely")
	b.sees("Nothing stands against signing.")
	b.press("Save")
	b.sees("Ready to be signed.")

	// Signed with a wrong password, then with the right one.
	b.press("Sign")
	b.sees("What signing does")
	b.sees("It opens the detailed assessment")
	b.fill("Your password", "not the password")
	b.settled()
	b.axe("sign")
	b.shot("criteria-sign")
	b.press("Sign and put into force")
	b.sees("The password is wrong.")
	b.shot("criteria-sign-wrong")
	const inForce = `fetch("%s/risk").then((r) => r.json()).then((r) => String(r.inForce))`
	b.waitFor("no criteria in force", fmt.Sprintf(inForce, api), "false")
	b.fill("Your password", "correct horse battery 7")
	b.press("Sign and put into force")
	b.sees("Signed by Ann Berg")
	b.waitFor("criteria in force", fmt.Sprintf(inForce, api), "true")
	if got := eval[string](b, scenario); got != "201 " {
		t.Errorf("a scenario once criteria are in force: %s", got)
	}
	if got := eval[string](b, fmt.Sprintf(`fetch("%s/criteria").then((r) => r.json()).then((l) => l.items[0].matrix[3][1])`, api)); got != "high" {
		t.Errorf("the signed matrix has %s in the cell that was changed", got)
	}

	// Later criteria begin from these and are compared with them.
	b.press("New draft")
	b.press("From CR-01")
	b.sees("Draft CR-02")
	b.wait("the matrix", cell(4, 2))
	eval[bool](b, `(`+cell(4, 2)+`.click(), true)`)
	b.wait("the next band", cell(4, 2)+`.innerText === "E"`)
	b.press("Save")
	b.sees("Ready to be signed.")
	b.press("Back to the criteria")
	b.sees("CR-02 Criteria of the new plant, new draft is a draft.")
	b.tab("Versions (2)")
	b.sees("They differ in 2 things.")
	b.sees("with one cell changed")
	b.settled()
	b.axe("versions")
	b.shot("criteria-compare")

	// Tasks on the overview: one is added and done.
	b.open("/sites/" + demo)
	b.sees("Look at the scenarios that rest on AS-04")
	b.settled()
	b.axe("overview with tasks")
	b.shot("criteria-tasks")
	b.press("Mark as done: T-01")
	b.sees("T-01 is done")
	b.fill("Outcome", "Ports are locked since October.")
	b.settled()
	b.axe("task")
	eval[bool](b, `([...document.querySelectorAll('[role=dialog] button')].find((e) => e.innerText === "Mark as done").click(), true)`)
	b.waitFor("the outcome", fmt.Sprintf(`fetch("/api/v1/sites/%s/tasks").then((r) => r.json()).then((l) => l.items.find((x) => x.key === "T-01").outcome ?? "")`, demo), "Ports are locked since October.")

	draft := eval[string](b, fmt.Sprintf(`fetch("/api/v1/sites/%s/criteria").then((r) => r.json()).then((l) => l.items.find((c) => c.key === "CR-02").id)`, demo))
	b.everyLook("criteria", []struct{ name, path, shows string }{
		{"scope", "/sites/" + demo + "/scope", "AP-09"},
		{"functions", "/sites/" + demo + "/scope?tab=functions", "F-08"},
		{"assumptions", "/sites/" + demo + "/scope?tab=assumptions", "AS-05"},
		{"environments", "/sites/" + demo + "/scope?tab=environments", "SE-01"},
		{"in-force", "/sites/" + demo + "/criteria", "Signed by"},
		{"versions", "/sites/" + demo + "/criteria?tab=versions", "Compare two versions"},
		{"draft", "/sites/" + demo + "/criteria?edit=" + draft, "comes out of"},
		{"draft-scales", "/sites/" + demo + "/criteria?part=scales&edit=" + draft, "comes out of"},
		{"draft-overrides", "/sites/" + demo + "/criteria?part=overrides&edit=" + draft, "comes out of"},
	})
	b.quiet()
}
