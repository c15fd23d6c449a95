package main

import (
	"fmt"
	"os"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTheInitialRiskIsDecidedZoneByZone decides that a zone is assessed in
// detail, is refused to stop above what is tolerable, stops where the worst case
// is tolerable, and sees that decision go out of date when it grows worse.
func TestTheInitialRiskIsDecidedZoneByZone(t *testing.T) {
	p := start(t, "--demo")
	b := newBrowser(t, p.address)
	site := atDemo(b)
	api := "/api/v1/sites/" + site
	above := b.call("GET", api+"/risk/comparison", nil, `(l) => l.zones.find((z) => z.state === "above" && z.standing === "none").key`)

	b.open("/sites/" + site + "/risk?view=worst")
	b.sees("Is a detailed assessment needed?")
	b.axe("comparison")
	b.press("Decide on " + above)
	b.check("Stop here")
	b.axe("deciding")
	b.press("Store the decision")
	b.sees("The assessment cannot stop here.")
	b.shot("comparison-refused")
	b.check("Assess in detail")
	b.press("Store the decision")
	b.closed()
	b.wait("the decision", `document.querySelector('[aria-label="Withdraw the decision on `+above+`"]')`)
	b.press("Withdraw the decision on " + above)
	b.axe("withdrawing")
	b.press("Withdraw the decision")
	b.sees("Decision on " + above + " withdrawn.")
	b.press("Undo")
	b.wait("the decision again", `document.querySelector('[aria-label="Withdraw the decision on `+above+`"]')`)

	// A site whose only worst case is tolerable, until it is rated anew.
	other := b.call("POST", "/api/v1/sites", `{key: "TOL", name: "Labels"}`, "(s) => s.id")
	at := "/api/v1/sites/" + other
	b.open("/sites/" + other + "/risk?view=worst")
	b.sees("No essential functions yet")
	draft := b.call("GET", api+"/criteria", nil, `(l) => {
		const c = l.items.find((c) => c.key === "CR-01");
		for (const name of ["id", "version", "signed", "site", "$schema"]) delete c[name];
		c.matrix = c.matrix.map((row) => row.map((band, i) => (i === 0 ? c.bands[0].id : band)));
		return JSON.stringify(c); }`)
	criteria := b.call("POST", at+"/criteria", draft, "(c) => c.id")
	b.call("POST", at+"/criteria/"+criteria+"/sign", `{password: "`+password+`"}`, "(c) => c.signed.by")
	b.call("POST", at+"/functions", `{key: "", name: "Packing", kind: "production"}`, "(f) => f.id")
	b.open("/sites/" + other + "/risk?view=worst")
	b.sees("No zones of your own yet")
	b.axe("no zones")
	b.shot("comparison-empty")
	zone := b.call("POST", at+"/zones", `{key: "Z-01", name: "Labels", kind: "control"}`, "(z) => z.id")
	function := b.call("POST", at+"/functions", `{key: "", name: "Labelling", kind: "production", zones: ["`+zone+`"]}`, "(f) => f.id")
	rate := func(safety string) {
		b.call("POST", at+"/worst-cases", `{key: "", name: "Spill", function: "`+function+`", ratings: {safety: `+safety+`, environment: 0}}`, "(w) => w.id")
	}
	rate("1")
	b.open("/sites/" + other + "/risk?view=worst")
	b.press("Decide on Z-01")
	b.check("Stop here")
	b.press("Store the decision")
	b.sees("The rationale for going without a detailed assessment is missing")
	b.axe("without a rationale")
	b.shot("comparison-rationale")
	b.fill("Rationale", "The tanks are small.")
	b.press("Store the decision")
	b.closed()
	b.sees("Stops here")
	b.sees("The tanks are small.")
	rate("4")
	b.open("/sites/" + other + "/risk?view=worst&sort=decision")
	b.sees("Out of date")
	b.sees("decide again")
	if os.Getenv("SCREENSHOTS") != "" {
		b.everyLook("comparison", []struct{ name, path, shows string }{
			{"stale", "/sites/" + other + "/risk?view=worst", "Out of date"},
			{"zones", "/sites/" + site + "/risk?view=worst", "Is a detailed assessment needed?"},
			{"reports", "/sites/" + site + "/report", "Detailed risk assessment"},
		})
		for _, width := range []int64{1440, 390} {
			b.do(chromedp.EmulateViewport(width, 1600))
			b.open("/sites/" + site + "/risk?view=worst&sort=-consequence")
			b.sees("Is a detailed assessment needed?")
			b.settled()
			eval[bool](b, `(document.getElementById("compare-title").scrollIntoView(), true)`)
			b.shot(fmt.Sprintf("comparison-table-%d", width))
		}
	}
	b.open("/sites/" + site + "/report")
	b.sees("Detailed risk assessment")
	b.waitFor("the report in every format", `Promise.all([...document.querySelectorAll('[aria-label="Detailed risk assessment"] a')].map((a) => fetch(a.href).then((r) => r.status))).then(String)`, "200,200,200,200,200")
	b.open("/sites/" + site + "/history")
	b.sees("Initial risk decided")
	b.quiet()
}
