package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const password = "correct horse battery 7"

// ctrl presses a key with Ctrl, as the browser's own command where it has one.
func (b *browser) ctrl(key string, command ...string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(key, chromedp.KeyModifiers(chromedp.ModifierCtrl), func(p *input.DispatchKeyEventParams) {
		if p.Type != input.DispatchKeyEventTypeKeyUp {
			p.Commands = command
		}
	}))
}

// call asks the API from within the page, as the signed-in user, and picks from the answer.
func (b *browser) call(method, path string, body any, pick string) string {
	b.t.Helper()
	sent := "undefined"
	if body != nil {
		sent = fmt.Sprintf("JSON.stringify(%s)", body)
	}
	return eval[string](b, fmt.Sprintf(`fetch(%q, {method: %q, headers: {"Content-Type": "application/json"}, body: %s})
		.then(async (r) => { const l = await r.json(); if (!r.ok) throw new Error(JSON.stringify(l)); return String((%s)(l)); })`, path, method, sent, pick))
}

// rows is a table of scenarios as a spreadsheet puts it on the clipboard.
func rows(n int, node string) string {
	lines := []string{"Scenario\tZone\tThreat source\tKind of cause\tConsequence\tSafety\tEnvironment\tAvailability\tLikelihood\tOwner"}
	for i := range n {
		lines = append(lines, fmt.Sprintf("Pump %d stops\t%s\tMalware\tCyber\t\"Water runs dry\nfor a shift\"\t%d\t0\t2 Minor\t%d\tUtilities", i+1, node, i%5+1, i%5+1))
	}
	return strings.Join(lines, "\r\n") + "\r\n"
}

// copied puts a text on the clipboard as another program would.
func (b *browser) copied(text string) {
	b.t.Helper()
	eval[bool](b, `(() => { const t = document.createElement("textarea"); t.value = `+quote(text)+`; document.body.append(t); t.focus(); t.select(); globalThis.copying = t; return true; })()`)
	b.ctrl("c", "copy")
	eval[bool](b, `(globalThis.copying.remove(), true)`)
}

const grid = `document.querySelector("[role=grid]")`

// focusGrid puts the keyboard into the worksheet.
func (b *browser) focusGrid() {
	b.t.Helper()
	b.wait("the worksheet", grid)
	eval[bool](b, "("+grid+".focus(), true)")
}

// cursor goes to a column of the row with the cursor.
func (b *browser) cursor(column string) {
	b.t.Helper()
	b.key(kb.Home)
	for range 40 {
		if strings.HasPrefix(eval[string](b, `(() => {
			const at = document.getElementById(`+grid+`.getAttribute("aria-activedescendant"));
			const heads = document.querySelectorAll("[role=grid] [aria-rowindex='2'] [role=columnheader]");
			return at ? heads[Number(at.getAttribute("aria-colindex")) - 1].innerText.trim() : ""; })()`), column) {
			return
		}
		b.key(kb.ArrowRight)
	}
	b.fail(fmt.Errorf("no column %q", column))
}

// saved waits until nothing is left to be stored.
func (b *browser) saved() {
	b.t.Helper()
	b.sees("Everything is saved.")
}

// TestTheWorksheetTakesTheKeyboard signs criteria, pastes five hundred rows out
// of a spreadsheet, sees them rated, edits by keyboard, fills down, undoes, and
// is refused an acceptance above its authority.
func TestTheWorksheetTakesTheKeyboard(t *testing.T) {
	p := start(t, "--demo")
	b := newBrowser(t, p.address)
	b.open("/")
	b.sees("Set up Ringwall")
	b.setUp()
	b.sees("Quellbrunn bottling plant")
	b.press("QB Quellbrunn bottling plant")
	b.sees("What to do next")
	site := strings.TrimPrefix(eval[string](b, "location.pathname"), "/sites/")
	api := "/api/v1/sites/" + site

	// Without criteria in force the worksheet is locked, and says why.
	other := b.call("POST", "/api/v1/sites", `{key: "NEW", name: "New line"}`, "(s) => s.id")
	b.open("/sites/" + other + "/risk?view=worksheet")
	b.sees("The worksheet is locked")
	b.sees("There are no risk criteria yet")
	b.settled()
	b.axe("locked")
	b.shot("sheet-locked")

	// Criteria in which Ann has the lowest authority.
	draft := b.call("GET", api+"/criteria", nil, `(l) => {
		const c = l.items.find((c) => c.key === "CR-01");
		for (const name of ["id", "version", "signed", "$schema"]) delete c[name];
		c.key = "";
		c.authorities[0].holders = ["ann@example.test"];
		return JSON.stringify(c); }`)
	id := b.call("POST", api+"/criteria", draft, "(c) => c.id")
	b.call("POST", api+"/criteria/"+id+"/sign", `{password: "`+password+`"}`, "(c) => c.signed.by")

	b.open("/sites/" + site + "/risk")
	b.wait("the worksheet", grid)
	b.settled()
	b.axe("worksheet")
	b.shot("sheet")
	before := eval[int](b, `fetch("`+api+`/scenarios?limit=1").then((r) => r.json()).then((l) => l.total)`)
	zone := b.call("GET", api+"/zones", nil, "(l) => l.items[0].key")

	// Five hundred rows at once, from below the last row.
	b.copied(rows(500, zone))
	b.focusGrid()
	b.ctrl(kb.End)
	begin := time.Now()
	b.ctrl("v", "paste")
	b.sees("500 rows pasted.")
	b.saved()
	t.Logf("500 rows are stored %v after they were pasted", time.Since(begin).Round(time.Millisecond))
	b.waitFor("the new scenarios", `fetch("`+api+`/scenarios?limit=1").then((r) => r.json()).then((l) => String(l.total))`, fmt.Sprint(before+500))
	b.waitFor("their ratings", `fetch("`+api+`/risk").then((r) => r.json()).then((l) => String(l.scenarios.filter((s) => s.name.startsWith("Pump ") && s.unmitigated.rank >= 0).length))`, "500")
	b.ctrl(kb.Home)
	b.ctrl(kb.End)
	b.key(kb.ArrowUp)
	b.cursor("Unmitigated")
	b.sees("driven by safety")
	b.settled()
	b.shot("sheet-pasted")

	// One cell by keyboard: typed over, and stored when the row is left.
	pump := func(n int, pick string) string {
		return fmt.Sprintf(`fetch("`+api+`/scenarios?limit=1000").then((r) => r.json()).then((l) => String((%s)(l.items.find((s) => s.name === "Pump %d stops"))))`, pick, n)
	}
	b.cursor("Likelihood")
	b.key("2")
	b.wait("the list of levels", `document.querySelector("[role=listbox]")`)
	b.shot("sheet-edit")
	b.key(kb.Enter)
	b.saved()
	b.waitFor("the likelihood", pump(500, "(s) => s.likelihood"), "2")

	// The owner of four rows, filled down from the first.
	b.ctrl(kb.End)
	for range 4 {
		b.key(kb.ArrowUp)
	}
	b.cursor("Owner")
	b.key("Night shift")
	b.key(kb.Enter)
	b.key(kb.ArrowUp)
	b.saved()
	for range 3 {
		b.do(chromedp.KeyEvent(kb.ArrowDown, chromedp.KeyModifiers(chromedp.ModifierShift)))
	}
	b.ctrl("d")
	b.saved()
	b.waitFor("the owner filled down", pump(500, "(s) => s.owner"), "Night shift")
	b.shot("sheet-filled")
	b.ctrl("z")
	b.waitFor("the owner after undo", pump(500, "(s) => s.owner"), "Utilities")
	b.waitFor("the first of the four", pump(497, "(s) => s.owner"), "Night shift")
	b.ctrl("y")
	b.waitFor("the owner after redo", pump(500, "(s) => s.owner"), "Night shift")
	b.sees("Everything is saved.")

	// A copied range is what spreadsheets read.
	b.ctrl("c", "copy")
	eval[bool](b, `(() => { const t = document.createElement("textarea"); t.id = "clip"; document.body.append(t); t.focus(); return true; })()`)
	b.ctrl("v", "paste")
	if got := eval[string](b, `document.getElementById("clip").value`); got != strings.TrimSuffix(strings.Repeat("Night shift\n", 4), "\n") {
		t.Errorf("the copied range is %q", got)
	}
	eval[bool](b, `(document.getElementById("clip").remove(), true)`)

	// One bad cell, and nothing of the paste is stored; each problem stands in its place.
	b.copied("Scenario\tZone\tLikelihood\nValve stays open\t" + zone + "\t3\nTank runs over\tZ-99\t3\nFan stops\t" + zone + "\toften\n")
	b.focusGrid()
	b.ctrl("v", "paste")
	b.sees("3 rows are not saved.")
	b.sees("2 cells need a correction.")
	b.press("Go to the next")
	b.wait("the cell marked", `document.getElementById(`+grid+`.getAttribute("aria-activedescendant"))?.getAttribute("aria-invalid") === "true"`)
	b.sees("is no zone or conduit of this site")
	b.axe("refused")
	b.shot("sheet-refused")
	b.waitFor("none of them stored", `fetch("`+api+`/scenarios?limit=1").then((r) => r.json()).then((l) => String(l.total))`, fmt.Sprint(before+500))
	b.press("Discard the changes of 3 rows")
	b.saved()

	// A risk above Ann's authority: the refusal says who may accept it.
	b.open("/sites/" + site + "/risk?view=worksheet&search=SC-003&above=")
	b.wait("the scenario", `document.querySelector('button[aria-label="Open SC-003"]')`)
	b.focusGrid()
	b.ctrl(kb.Enter)
	b.sees("Accept the residual risk")
	b.settled()
	b.axe("details")
	b.shot("sheet-details")
	b.press("Accept the residual risk")
	b.fill("Justification", "The line runs two shifts only.")
	b.fill("Your password", password)
	b.sees("This is above your authority")
	b.settled()
	b.shot("sheet-accept")
	b.press("Accept and sign")
	b.sees("You may not do this")
	b.sees("is accepted by the")
	b.axe("refused acceptance")
	b.shot("sheet-accept-refused")
	b.press("Cancel")

	// A safeguard in the details, with what it is worth; then the hazard goes by design.
	b.open("/sites/" + site + "/risk?view=worksheet&scenario=" + eval[string](b, pump(500, "(s) => s.id")))
	b.press("Add a safeguard")
	b.fill("Name", "Flow switch, hard-wired")
	b.fill("Lowers the likelihood by", "1")
	b.press("Save")
	b.sees("It lowers the likelihood by 1 level.")
	b.settled()
	b.shot("sheet-safeguard")
	b.press("Take out of the register")
	b.fill("How the hazard was removed by design", "The pump is gone: drawing P-12, revision D.")
	b.axe("removal")
	b.press("Delete")
	b.waitFor("one scenario less", `fetch("`+api+`/scenarios?limit=1").then((r) => r.json()).then((l) => String(l.total))`, fmt.Sprint(before+499))

	// The worst cases: what is to be rated comes first.
	b.open("/sites/" + site + "/risk?view=worst")
	b.sees("essential functions have a worst case")
	b.settled()
	b.axe("worst cases")
	b.shot("worst")
	b.press("Rate a worst case")
	b.fill("What happens", "Everybody leaves the hall because of ammonia.")
	b.settled()
	b.axe("worst case")
	b.shot("worst-form")
	b.press("Cancel")

	if os.Getenv("SCREENSHOTS") != "" {
		looks(b, site)
	}
	b.quiet()
}

// looks takes pictures of every view, narrow and dark.
func looks(b *browser, site string) {
	for _, look := range []struct {
		name   string
		width  int64
		scheme string
	}{{"narrow", 390, "light"}, {"dark", 1440, "dark"}} {
		b.do(chromedp.EmulateViewport(look.width, 900))
		eval[bool](b, `(localStorage.setItem("mantine-color-scheme-value", "`+look.scheme+`"), true)`)
		for _, view := range []string{"worst", "worksheet"} {
			b.open("/sites/" + site + "/risk?view=" + view)
			b.sees("Risks")
			time.Sleep(700 * time.Millisecond)
			b.settled()
			b.axe(look.name + " " + view)
			b.shot(look.name + "-" + view)
			if wide := eval[int](b, "document.documentElement.scrollWidth - innerWidth"); wide > 0 {
				b.t.Errorf("%s %s scrolls sideways by %d pixels", look.name, view, wide)
			}
		}
		scenario := b.call("GET", "/api/v1/sites/"+site+"/scenarios", nil, `(l) => l.items.find((s) => s.key === "SC-004").id`)
		b.open("/sites/" + site + "/risk?view=worksheet&scenario=" + scenario)
		b.sees("Lowers the likelihood by")
		b.settled()
		b.axe(look.name + " details")
		b.shot(look.name + "-details")
		for _, part := range []string{"What happens", "Layer of protection analysis"} {
			eval[bool](b, `([...document.querySelectorAll("section h3, section p")].find((e) => e.textContent === `+quote(part)+`).scrollIntoView(), true)`)
			b.shot(look.name + "-details-" + strings.ToLower(strings.Fields(part)[0]))
		}
	}
}

// TestAHazopBecomesScenarios reads rows of a HAZOP by what their columns mean,
// sees the refused one with its cell, and applies the others.
func TestAHazopBecomesScenarios(t *testing.T) {
	p := start(t, "--demo")
	b := newBrowser(t, p.address)
	b.open("/")
	b.sees("Set up Ringwall")
	b.setUp()
	b.sees("Quellbrunn bottling plant")
	b.press("QB Quellbrunn bottling plant")
	b.sees("What to do next")
	site := strings.TrimPrefix(eval[string](b, "location.pathname"), "/sites/")
	api := "/api/v1/sites/" + site
	total := `fetch("` + api + `/scenarios?limit=1").then((r) => r.json()).then((l) => String(l.total))`
	before := eval[string](b, total)

	file := filepath.Join(t.TempDir(), "hazop.csv")
	const hazop = "Node,Deviation,Cause,Consequence,Safeguards,Severity,Likelihood\n" +
		"Z-02,More pressure,Valve stuck,Vessel bursts,Relief valve,4,2\n" +
		"Z-02,Less flow,Pump stops,Product off spec,Low flow alarm,2,3\n" +
		"Z-02,More flow,Wrong setpoint,Overflow,High level trip,frightful,3\n"
	if err := os.WriteFile(file, []byte(hazop), 0o600); err != nil {
		t.Fatal(err)
	}
	b.open("/sites/" + site + "/risk?view=worksheet")
	b.press("Import HAZOP, LOPA or physical-security rows…")
	b.sees("What it holds")
	b.do(chromedp.SetUploadFiles(`input[type="file"]`, []string{file}))
	b.press("Read")
	b.sees("refused 1.")
	b.settled()
	b.axe("import")
	b.shot("import")
	eval[bool](b, `(document.querySelector("[role=dialog] table:last-of-type").scrollIntoView(), [...document.querySelectorAll("[role=dialog] h3")].at(-1).scrollIntoView(), true)`)
	b.shot("import-rows")
	b.check("Leave 1 refused row out")
	b.press("Apply: 2 new, 0 changed")
	b.waitFor("two scenarios more", total, fmt.Sprint(atoi(t, before)+2))
	b.quiet()
}

func atoi(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
