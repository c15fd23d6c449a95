package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// pick opens a list by its label and takes the first option with a text.
func (b *browser) pick(label, option string) {
	b.t.Helper()
	b.wait(label, byLabel(label))
	eval[bool](b, "("+byLabel(label)+".focus(), "+byLabel(label)+".click(), true)")
	offered := `[...document.querySelectorAll("[role=option]")].find((e) => e.getClientRects().length > 0 && e.innerText.includes(` + quote(option) + `))`
	b.wait("option "+option, offered)
	eval[bool](b, "("+offered+".click(), true)")
	b.settled()
}

// printed lays the page out on paper, and keeps that where SCREENSHOTS names a folder.
func (b *browser) printed(name string) {
	b.t.Helper()
	paper, err := chromedp.Run(b.ctx, chromedp.PrintToPDF())
	if err != nil {
		b.t.Fatalf("print %s: %v", name, err)
	}
	if dir := os.Getenv("SCREENSHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name+".pdf"), paper, 0o644); err != nil {
			b.t.Logf("print %s: %v", name, err)
		}
	}
}

// TestWhatIfsAndRoadmapsAreTriedAndKept tries two changes out, keeps them, plans
// the way to the targets over an outage, and keeps the plan.
func TestWhatIfsAndRoadmapsAreTriedAndKept(t *testing.T) {
	p := start(t, "--demo")
	b := newBrowser(t, p.address)
	site := atDemo(b)
	count := func(kind string) string {
		return `fetch("/api/v1/sites/` + site + `/` + kind + `").then((r) => r.json()).then((l) => String(l.total))`
	}
	proposals, roadmaps := eval[string](b, count("proposals")), eval[string](b, count("roadmaps"))

	b.open("/sites/" + site + "/plan")
	b.sees("What would happen if")
	b.axe("no what-if")
	b.shot("plan-empty")
	b.press("Add a change")
	b.pick("What changes", "Close a conduit")
	b.pick("Conduit", "C-")
	b.axe("adding a change")
	b.shot("plan-add-conduit")
	b.press("Try it out")
	b.sees("Before and after")

	b.press("Add a change")
	b.pick("What changes", "Add a countermeasure")
	b.fill("Name", "Central directory")
	b.check("Protects the whole site")
	b.pick("Requirements that it meets", "SR 1.1")
	b.shot("plan-add-measure")
	b.key("\t\t")
	b.press("Try it out")
	b.sees("Central directory")
	b.settled()
	b.axe("a what-if")
	b.shot("plan-what-if")
	b.printed("plan-what-if")

	b.press("Keep as a proposal")
	b.fill("Name", "Close the link")
	b.press("Keep")
	b.sees("Close the link")
	b.settled()
	b.axe("what was kept, with its notice")
	if got := eval[string](b, count("proposals")); got == proposals {
		t.Errorf("nothing was kept: %s proposals", got)
	}
	b.press("Clear")
	b.sees("What would happen if")
	kept := `[...document.querySelectorAll("li button")].find((e) => e.innerText.includes("Close the link"))`
	b.wait("the proposal", kept)
	eval[bool](b, "("+kept+".click(), true)")
	b.sees("Before and after")
	b.sees("Central directory")

	b.press("Roadmap")
	b.sees("The cheapest way to the targets")
	b.axe("no roadmap")
	b.press("Add an outage window")
	eval[bool](b, `(() => {
		const fields = [...document.querySelectorAll("input[type=date]")], day = fields[fields.length - 1];
		Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(day, "2030-05-01");
		return day.dispatchEvent(new Event("input", {bubbles: true}));
	})()`)
	b.press("Add one")
	b.pick("Foundational requirement", "Restricted")
	b.axe("asking for a roadmap")
	b.shot("plan-ask")
	b.press("Plan")
	b.sees("Steps in order")
	b.settled()
	b.axe("a roadmap")
	b.shot("plan-roadmap")
	b.printed("plan-roadmap")
	b.press("Keep the roadmap")
	b.fill("Name", "Outage of May")
	b.press("Keep")
	b.sees("Outage of May")
	b.settled()
	if got := eval[string](b, count("roadmaps")); got == roadmaps {
		t.Errorf("nothing was kept: %s roadmaps", got)
	}

	b.do(chromedp.EmulateViewport(390, 844))
	b.settled()
	b.shot("plan-narrow")
	if width := eval[int](b, "document.documentElement.scrollWidth"); width > 390 {
		t.Errorf("on a narrow screen the page is %d wide", width)
	}
	b.do(chromedp.EmulateViewport(1440, 900))
	eval[bool](b, `(document.documentElement.setAttribute("data-mantine-color-scheme", "dark"), true)`)
	b.settled()
	b.axe("a roadmap, dark")
	b.shot("plan-dark")
	b.quiet()
}

// laterRelease is a small STIX bundle of our own that retires a technique.
const laterRelease = `{"type":"bundle","objects":[
 {"type":"x-mitre-collection","id":"c","x_mitre_version":"99.0"},
 {"type":"x-mitre-tactic","id":"t","name":"Stop","x_mitre_shortname":"stop","external_references":[{"source_name":"mitre-attack","external_id":"TA9001"}]},
 {"type":"attack-pattern","id":"a","name":"Send","external_references":[{"source_name":"mitre-attack","external_id":"T9001"}],"kill_chain_phases":[{"kill_chain_name":"mitre-ics-attack","phase_name":"stop"}]}]}`

// TestAReleaseOfTechniquesIsReadIn reads a later release in, after what it would
// flag was shown, and removes it.
func TestAReleaseOfTechniquesIsReadIn(t *testing.T) {
	p := start(t, "--demo")
	b := newBrowser(t, p.address)
	atDemo(b)
	b.open("/settings?section=threats")
	b.sees("MITRE ATT&CK for ICS 18.1 is in use")
	b.sees("Reproduced with the permission of The MITRE Corporation")
	b.axe("releases")
	b.shot("threats-settings")
	choose := func(name, content string) {
		b.wait("the file field", `document.querySelector("input[type=file]")`)
		eval[bool](b, `(() => {
			const files = new DataTransfer(), field = document.querySelector("input[type=file]");
			files.items.add(new File([`+quote(content)+`], `+quote(name)+`));
			field.files = files.files;
			return field.dispatchEvent(new Event("change", {bubbles: true}));
		})()`)
	}
	choose("notes.json", "hello")
	b.sees("The STIX file:")
	b.shot("threats-refused")
	choose("ics-attack.json", laterRelease)
	b.sees("What is to be looked at again")
	b.settled()
	b.axe("what a release would flag")
	b.shot("threats-new")
	releases := `fetch("/api/v1/threats").then((r) => r.json()).then((l) => String(l.items.length))`
	if got := eval[string](b, releases); got != "1" {
		t.Errorf("looking at a file left %s releases", got)
	}
	b.press("Read it in")
	b.sees("MITRE ATT&CK for ICS 99.0 is in use")
	b.sees("Release 99.0 read in.")
	b.settled()
	b.axe("a second release")
	b.shot("threats-added")
	b.press("Remove release 99.0")
	b.sees("The release before it is in use again")
	b.settled()
	b.axe("removing a release")
	eval[bool](b, `([...document.querySelectorAll("[role=dialog] button")].find((e) => e.innerText === "Remove").click(), true)`)
	b.sees("MITRE ATT&CK for ICS 18.1 is in use")
	b.do(chromedp.EmulateViewport(390, 844))
	b.settled()
	b.shot("threats-narrow")
	if width := eval[int](b, "document.documentElement.scrollWidth"); width > 390 {
		t.Errorf("on a narrow screen the page is %d wide", width)
	}
	b.quiet()
}
