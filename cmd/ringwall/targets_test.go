package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// atDemo opens the example plant as its first administrator and gives the id of
// the site.
func atDemo(b *browser) (site string) {
	b.t.Helper()
	b.open("/")
	b.sees("Set up Ringwall")
	b.setUp()
	b.sees("Quellbrunn bottling plant")
	b.press("QB Quellbrunn bottling plant")
	b.sees("What to do next")
	return strings.TrimPrefix(eval[string](b, "location.pathname"), "/sites/")
}

// TestTargetsAreDecidedAndDepthAndRiskAreSeen decides targets of a zone and a
// conduit, looks at the threats, at the depth of the defence and at the pictures
// of the risks.
func TestTargetsAreDecidedAndDepthAndRiskAreSeen(t *testing.T) {
	p := start(t, "--demo")
	b := newBrowser(t, p.address)
	site := atDemo(b)
	at, api := "/sites/"+site, "/api/v1/sites/"+site
	read := func(path, pick string) string {
		return fmt.Sprintf(`fetch(%q).then((r) => r.json()).then((l) => String((%s)(l)))`, api+path, pick)
	}

	// Levels: what is decided beside what the method of the criteria proposes.
	b.open(at + "/targets")
	b.sees("Decided (SL-T)")
	b.settled()
	b.axe("targets")
	b.shot("targets")
	const taken = `p.subject.kind === "zone" && p.vector && p.complete && p.overall < 4 && !p.present?.agrees`
	zone := eval[string](b, read("/risk/targets", `(l) => l.items.find((p) => `+taken+`)?.key`))
	if zone == "undefined" {
		t.Fatal("every zone of the example is decided as proposed: nothing is left to take")
	}
	id := eval[string](b, read("/risk/targets", `(l) => l.items.find((p) => p.key === "`+zone+`").subject.id`))
	title := eval[string](b, read("/risk/targets", `(l) => l.items[0].title`))
	b.press(zone)
	b.sees("Six methods side by side")
	b.sees("Cross-check")
	b.settled()
	b.axe("methods")
	b.shot("targets-methods")
	b.press("Take this proposal: " + title)
	b.press("Sign the decision…")
	b.fill("Your password", "not my password")
	b.axe("signing")
	b.press("Sign and decide")
	b.sees("The password is wrong")
	b.shot("targets-wrong-password")
	if got := eval[string](b, read("/zones/"+id, `(z) => z.target?.approver ?? ""`)); got == "Ann Berg" {
		t.Fatal("a wrong password decided a target")
	}
	b.fill("Your password", "correct horse battery 7")
	b.press("Sign and decide")
	b.sees("The target of " + zone + " is decided")
	b.waitFor("the decided target", read("/zones/"+id, `(z) => z.target?.approver`), "Ann Berg")
	b.press("Undo")
	b.waitFor("the target before", read("/zones/"+id, `(z) => z.target?.approver === "Ann Berg"`), "false")

	// A conduit below one of its ends needs a reason.
	conduit := eval[string](b, read("/risk/targets", `(l) => l.items.find((p) => p.subject.kind === "conduit" && p.present && Math.min(...p.present.vector) > 1)?.key`))
	b.open(at + "/targets?kind=conduit")
	b.press(conduit)
	b.press("Set all seven to 1")
	b.press("Sign the decision…")
	b.fill("Your password", "correct horse battery 7")
	b.press("Sign and decide")
	b.sees("The decision was refused")
	b.sees("which the conduit joins")
	b.settled()
	b.axe("refused")
	b.shot("targets-refused")

	// Many at once: one password, a decision of its own for each.
	b.open(at + "/targets?compared=differs&kind=zone")
	b.sees("Decided (SL-T)")
	b.settled()
	b.wait("rows", `document.querySelectorAll("tbody tr").length > 0`)
	eval[bool](b, `([...document.querySelectorAll("label")].find((l) => /^Select (all|the one)/.test(l.textContent)).click(), true)`)
	b.wait("the bulk bar", `[...document.querySelectorAll("button")].some((e) => /^Take the proposal for/.test(e.innerText))`)
	eval[bool](b, `([...document.querySelectorAll("button")].find((e) => /^Take the proposal for/.test(e.innerText)).click(), true)`)
	b.sees("a signature of its own")
	b.settled()
	b.axe("many")
	b.shot("targets-many")
	differing := read("/risk/targets", `(l) => l.items.filter((p) => p.subject.kind === "zone" && p.present && !p.present.agrees).length`)
	before := eval[string](b, differing)
	b.fill("Your password", "correct horse battery 7")
	eval[bool](b, `([...document.querySelectorAll("button[type=submit]")].find((e) => /^Sign (one|\d+) decision/.test(e.innerText)).click(), true)`)
	b.wait("the decisions", `/target(s are| is) decided/.test(document.body.innerText)`)
	b.waitFor("no zone that differs", differing, "0")
	b.press("Undo")
	b.waitFor("the zones as before", differing, before)

	// Threats.
	b.open(at + "/targets?tab=threats")
	b.sees("What stands there")
	b.sees("MITRE")
	b.settled()
	b.axe("threats")
	b.shot("targets-threats")
	b.press("Show the techniques that reach Z-01")
	b.sees("Requirements against it")
	b.settled()
	b.axe("techniques")
	b.shot("targets-techniques")

	// The register of countermeasures and the map of depth.
	b.open(at + "/countermeasures")
	b.sees("CM-01")
	b.settled()
	b.axe("countermeasures")
	b.shot("countermeasures")
	b.press("CM-04")
	b.sees("Shares with others")
	b.settled()
	b.axe("countermeasure")
	b.shot("countermeasure")
	b.open(at + "/countermeasures?tab=depth")
	b.sees("empty cells")
	b.settled()
	b.axe("depth")
	b.shot("depth")
	b.wait("an empty cell", `[...document.querySelectorAll("tbody button")].some((e) => e.innerText.trim().endsWith("empty"))`)
	eval[bool](b, `([...document.querySelectorAll("tbody button")].find((e) => e.innerText.trim().endsWith("empty")).click(), true)`)
	b.wait("a form for that layer and zone", `/inLayer=[^&]+/.test(location.search) && /inZone=[^&]+/.test(location.search) && `+byLabel("Name"))
	b.press("Cancel")
	b.wait("no form", `!`+byLabel("Name"))
	layers := eval[string](b, `[...document.querySelectorAll("button[aria-label^='Add a countermeasure in the layer']")].map((e) => e.getAttribute("aria-label"))[0]`)
	b.press(layers)
	b.sees("Add countermeasure")
	b.fill("Name", "Drill of the alarm plan")
	b.settled()
	b.axe("new countermeasure")
	b.press("Save")
	b.waitFor("the countermeasure", read("/countermeasures?limit=200", `(l) => l.items.find((m) => m.name === "Drill of the alarm plan")?.zones?.length`), "1")

	// A zone with technical measures only fails and stands first.
	post := func(path, body string) string {
		return eval[string](b, fmt.Sprintf(`fetch("/api/v1/sites%s", {method: "POST", headers: {"Content-Type": "application/json"}, body: %q}).then((r) => r.json()).then((x) => x.id ?? JSON.stringify(x))`, path, body))
	}
	small := post("", `{"key":"TEC","name":"Pump station"}`)
	people := post("/"+small+"/zones", `{"key":"Z-01","name":"Control","kind":"control"}`)
	machines := post("/"+small+"/zones", `{"key":"Z-02","name":"Pumps","kind":"control"}`)
	post("/"+small+"/countermeasures", `{"key":"","name":"Training","layer":"policy-people","kind":"people","state":"existing","zones":["`+people+`"]}`)
	post("/"+small+"/countermeasures", `{"key":"","name":"Firewall","layer":"perimeter","kind":"technical","state":"existing","zones":["`+machines+`"]}`)
	b.open("/sites/" + small + "/countermeasures?tab=depth")
	b.sees("Fails: technical measures only")
	b.sees("One of 2 zones fails")
	b.wait("the failing zone first", `document.querySelector("tbody tr")?.innerText.startsWith("Z-02")`)
	b.settled()
	b.axe("failing zone")
	b.shot("depth-fails")

	// The risks in pictures.
	pictures := at + "/risk?view=pictures&picture="
	b.open(pictures + "matrix")
	b.sees("Likelihood upwards")
	b.settled()
	b.axe("matrix")
	b.shot("matrix")
	count := eval[string](b, read("/risk", `(r) => r.matrix.cells.flat().reduce((n, c) => n + c.residual.length, 0)`))
	shown := eval[string](b, `String([...document.querySelectorAll("section[aria-labelledby=matrix-residual] button")].reduce((n, e) => n + Number(e.querySelector("[aria-hidden]:nth-of-type(3)")?.innerText ?? 0), 0))`)
	if shown != count || count == "0" {
		t.Errorf("the residual matrix shows %s scenarios, the server has %s", shown, count)
	}
	eval[bool](b, `([...document.querySelectorAll("section[aria-labelledby=matrix-residual] button:not([data-none])")][0].click(), true)`)
	b.press("Follow")
	b.sees("The way of")
	b.settled()
	b.shot("matrix-cell")

	b.open(pictures + "bowtie&bow=SC-004")
	b.wait("the bow-tie", `document.querySelectorAll("svg[role=img] rect").length > 3`)
	b.sees("Barriers that lower the likelihood")
	b.settled()
	b.axe("bow-tie")
	b.shot("bowtie")
	eval[bool](b, `(() => {
		const make = URL.createObjectURL;
		URL.createObjectURL = (blob) => (blob.text().then((text) => { window.savedPicture = text; }), make(blob));
		return true;
	})()`)
	b.press("Download as SVG")
	b.wait("the saved picture", `window.savedPicture?.startsWith("<svg") && !window.savedPicture.includes("class=") && window.savedPicture.includes("fill=")`)

	b.open(pictures + "map")
	b.sees("not assessed")
	b.settled()
	b.axe("map")
	b.shot("map")
	b.open(pictures + "beyond")
	b.sees("Driven by Safety")
	b.settled()
	b.axe("beyond")
	b.shot("beyond")
	for _, report := range []string{"beyond", "adequacy"} {
		if head := eval[string](b, `fetch("`+api+`/reports/`+report+`.pdf").then((r) => r.text()).then((s) => s.slice(0, 5))`); head != "%PDF-" {
			t.Errorf("the report %s begins with %q", report, head)
		}
	}
	b.open(pictures + "adequacy")
	b.sees("What stands against it")
	b.settled()
	b.axe("adequacy")
	b.shot("adequacy")

	// A year's loss needs an estimate.
	put := eval[int](b, fmt.Sprintf(`fetch("%[1]s/scenarios?limit=200").then((r) => r.json()).then((l) => l.items[0]).then((s) =>
		fetch("%[1]s/scenarios/" + s.id, {method: "PUT", headers: {"Content-Type": "application/json", "If-Match": '"v' + s.version + '"'}, body: JSON.stringify({...s, loss: {eventsPerYear: 0.4, low: 20000, high: 900000}})})).then((r) => r.status)`, api))
	if put != 200 {
		t.Fatalf("an estimate of the loss was refused with %d", put)
	}
	b.open(pictures + "loss&seed=7")
	b.sees("Loss-exceedance curve")
	b.sees("Seed 7")
	b.settled()
	b.axe("loss")
	b.shot("loss")

	// In the dark, and on a narrow screen.
	screens := []struct{ name, path string }{
		{"targets", "/targets"}, {"method", "/targets?subject=zone/" + id}, {"threats", "/targets?tab=threats"},
		{"countermeasures", "/countermeasures"}, {"depth", "/countermeasures?tab=depth"},
		{"matrix", "/risk?view=pictures"}, {"bowtie", "/risk?view=pictures&picture=bowtie"}, {"map", "/risk?view=pictures&picture=map"},
		{"beyond", "/risk?view=pictures&picture=beyond"}, {"adequacy", "/risk?view=pictures&picture=adequacy"}, {"loss", "/risk?view=pictures&picture=loss"},
	}
	eval[bool](b, `(localStorage.setItem("mantine-color-scheme-value", "dark"), true)`)
	look := func(name, path string) {
		b.open(at + path)
		b.wait("the screen", `document.querySelector("h1") && !document.querySelector(".mantine-Skeleton-root")`)
		b.settled()
		b.shot(name)
	}
	for _, s := range screens {
		look("dark-"+s.name, s.path)
		b.axe(s.name + " in the dark")
	}
	eval[bool](b, `(localStorage.setItem("mantine-color-scheme-value", "light"), true)`)
	b.do(chromedp.EmulateViewport(390, 844))
	for _, s := range screens {
		look("narrow-"+s.name, s.path)
		if over := eval[int](b, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
			t.Errorf("%s is %d px wider than a narrow window", s.path, over)
		}
	}
	b.quiet()
}
