package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// day writes a day into a date field, whose own order of keys depends on the
// language of the browser.
func (b *browser) day(label, value string) {
	b.t.Helper()
	b.wait("the field "+quote(label), byLabel(label))
	eval[bool](b, `((input) => {
		Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, `+quote(value)+`);
		input.dispatchEvent(new Event("input", {bubbles: true}));
		return true;
	})(`+byLabel(label)+`)`)
}

// TestADecisionOnAFindingOnThePages accepts a finding with a justification,
// sees it survive a change of the model, decides about many, and puts the
// assets without a zone where they belong.
func TestADecisionOnAFindingOnThePages(t *testing.T) {
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
	count := func(query string) string {
		return fmt.Sprintf(`fetch(%q).then((r) => r.json()).then((l) => String(l.total))`, api+"/findings?"+query)
	}

	b.open("/sites/" + site + "/findings?rule=flow-any")
	b.sees("Flow rule 1 of conduit C-11 permits all traffic")
	b.press("Flow rule 1 of conduit C-11 permits all traffic: protocol any, any port.")
	b.sees("What is decided")
	b.fill("Owner", "Automation engineering")
	b.check("Live with it for a time")
	b.fill("Justification", "The washer is exchanged in spring")
	b.day("Accepted until", "2020-01-01")
	b.press("Save")
	b.sees("The acceptance would end on 2020-01-01")
	b.axe("finding")
	b.shot("findings-drawer")
	until := eval[string](b, `new Date(Date.now() + 200 * 86400000).toISOString().slice(0, 10)`)
	b.day("Accepted until", until)
	b.press("Save")
	b.sees("No finding matches")
	b.waitFor("the accepted finding", count("state=accepted"), "1")

	// Renaming the conduit leaves the decision where it was.
	eval[bool](b, fmt.Sprintf(`fetch(%q).then((r) => r.json()).then((l) => l.items.find((c) => c.key === "C-11")).then((c) =>
		fetch(%q + c.id, {method: "PUT", headers: {"Content-Type": "application/json", "If-Match": '"v' + c.version + '"'}, body: JSON.stringify({...c, key: "C-77"})})).then((r) => r.ok)`,
		api+"/conduits", api+"/conduits/"))
	b.waitFor("the finding on the renamed conduit", count("state=accepted&key=C-77"), "1")
	b.open("/sites/" + site + "/findings?state=accepted")
	b.sees("accepted it until " + until)
	b.axe("accepted findings")

	// Many at once, by keyboard.
	b.open("/sites/" + site + "/findings?severity=high")
	b.sees("lies in no zone")
	b.settled()
	b.axe("findings")
	b.shot("findings")
	for _, key := range []string{"j", "x", "j", "x", "e"} {
		b.key(key)
	}
	b.sees("Decide about 2 findings")
	b.check("Change Owner")
	b.fill("Owner", "Ada")
	b.axe("many findings")
	b.shot("findings-many")
	b.press("Apply to 2 findings")
	b.waitFor("two of Ada's", count("owner=Ada"), "2")

	// Narrow and dark.
	b.do(chromedp.EmulateViewport(390, 844))
	b.open("/sites/" + site + "/findings")
	b.sees("to mend it")
	b.settled()
	b.shot("findings-narrow")
	b.axe("narrow findings")
	b.do(chromedp.EmulateViewport(1440, 900))

	// Zones are proposed, and the assets without one put where they belong.
	b.open("/sites/" + site + "/zones")
	b.press("Propose zones")
	b.sees("Zone Z-01 Bottling line")
	b.check("Take the proposal for Zone Z-01 Bottling line")
	b.check("Also move assets that their zone must not hold")
	b.sees("Temporary devices")
	b.settled()
	b.axe("zone proposals")
	b.shot("findings-zones")
	b.press("Put 2 assets into their zones")
	b.waitFor("no asset without a zone", fmt.Sprintf(`fetch(%q).then((r) => r.json()).then((l) => String(l.total))`, api+"/assets?zone=none"), "0")
	b.quiet()
}
