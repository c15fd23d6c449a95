package main

import (
	"os"
	"testing"
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
	b.press("Decide")
	b.sees("The assessment cannot stop here.")
	b.shot("comparison-refused")
	b.check("Assess in detail")
	b.press("Decide")
	b.closed()
	b.wait("the decision", `document.querySelector('[aria-label="Withdraw the decision on `+above+`"]')`)
	b.press("Withdraw the decision on " + above)
	b.axe("withdrawing")
	b.press("Withdraw")
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
	function := b.call("POST", at+"/functions", `{key: "", name: "Labelling", kind: "production"}`, "(f) => f.id")
	b.open("/sites/" + other + "/risk?view=worst")
	b.sees("No zones of your own yet")
	b.axe("no zones")
	b.shot("comparison-empty")
	zone := b.call("POST", at+"/zones", `{key: "Z-01", name: "Labels"}`, "(z) => z.id")
	of := b.call("GET", at+"/functions/"+function, nil, `(f) => { f.zones = ["`+zone+`"]; delete f["$schema"]; return JSON.stringify(f); }`)
	eval[string](b, `fetch("`+at+`/functions/`+function+`", {method: "PUT", headers: {"Content-Type": "application/json", "If-Match": '"1"'}, body: JSON.stringify(`+of+`)}).then((r) => { if (!r.ok) throw new Error(String(r.status)); return "" })`)
	worst := b.call("POST", at+"/worst-cases", `{key: "", name: "Spill", function: "`+function+`", ratings: {safety: 1, environment: 0}}`, "(w) => w.id")
	b.open("/sites/" + other + "/risk?view=worst")
	b.press("Decide on Z-01")
	b.check("Stop here")
	b.press("Decide")
	b.sees("The rationale for going without a detailed assessment is missing")
	b.axe("without a rationale")
	b.shot("comparison-rationale")
	b.fill("Rationale", "The tanks are small.")
	b.press("Decide")
	b.closed()
	b.sees("Stops here")
	b.sees("The tanks are small.")
	case1 := b.call("GET", at+"/worst-cases/"+worst, nil, `(w) => { w.ratings.safety = 4; delete w["$schema"]; return JSON.stringify(w); }`)
	eval[string](b, `fetch("`+at+`/worst-cases/`+worst+`", {method: "PUT", headers: {"Content-Type": "application/json", "If-Match": '"1"'}, body: JSON.stringify(`+case1+`)}).then((r) => { if (!r.ok) throw new Error(String(r.status)); return "" })`)
	b.open("/sites/" + other + "/risk?view=worst&sort=decision")
	b.sees("Out of date")
	b.sees("decide again")
	if os.Getenv("SCREENSHOTS") != "" {
		b.everyLook("comparison", []struct{ name, path, shows string }{
			{"stale", "/sites/" + other + "/risk?view=worst", "Out of date"},
			{"zones", "/sites/" + site + "/risk?view=worst", "Is a detailed assessment needed?"},
			{"reports", "/sites/" + site + "/report", "Detailed risk assessment"},
		})
	}
	b.open("/sites/" + site + "/history")
	b.sees("Initial risk decided")
	b.quiet()
}
