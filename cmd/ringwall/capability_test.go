package main

import (
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTheCapabilityOnThePages looks at SL-T, SL-C and SL-A beside each other,
// finds the components that stop SL-C, makes products of assets that have none
// and takes that back, and names the devices of a conduit.
func TestTheCapabilityOnThePages(t *testing.T) {
	p := start(t, "--demo")
	b := newBrowser(t, p.address)
	b.open("/")
	b.sees("Set up Ringwall")
	b.setUp()
	b.press("QB Quellbrunn bottling plant")
	b.sees("What to do next")
	site := eval[string](b, "location.pathname")
	api := "/api/v1" + site

	b.open(site + "/levels")
	b.sees("what is achieved")
	b.settled()
	b.axe("levels")
	b.shot("capability-levels")
	b.threeLevels(site)
	b.madeProducts(site, api)
	b.namedDevices(site, api)

	zone := eval[string](b, `fetch("`+api+`/posture").then((r) => r.json()).then((p) => p.subjects.find((s) => s.capable && s.subject.kind === "zone").subject.id)`)
	for _, scheme := range []string{"light", "dark"} {
		eval[bool](b, `(localStorage.setItem("mantine-color-scheme-value", `+quote(scheme)+`), true)`)
		for _, width := range []int64{1440, 390} {
			b.do(chromedp.EmulateViewport(width, 900))
			for name, path := range map[string]string{
				"levels": "/levels?kind=zone", "components": "/levels?tab=components", "zone": "/levels?tab=components&zone=" + zone,
				"conduits": "/zones?tab=conduits",
			} {
				b.open(site + path)
				b.wait("the content of "+name, `document.querySelectorAll("main table, main section").length > 0`)
				b.settled()
				if over := eval[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
					t.Errorf("the page of %s, %d wide, scrolls sideways by %d pixels", name, width, over)
				}
				at := strconv.FormatInt(width, 10) + "-" + scheme + "-" + name
				b.axe(at)
				b.shot("capability-" + at)
				if name == "levels" {
					eval[bool](b, `(document.querySelector("main tbody th button, main section button").click(), true)`)
					b.wait("the reasons", `document.querySelector("main dl")`)
					b.settled()
					b.axe(at + " with reasons")
					b.shot("capability-" + at + "-reasons")
				}
			}
		}
	}
	b.do(chromedp.EmulateViewport(1440, 900))
	b.quiet()
}

// threeLevels opens the reasons of a zone whose SL-C is stopped by a component
// and goes on to that component.
func (b *browser) threeLevels(site string) {
	b.t.Helper()
	b.open(site + "/levels?standing=incapable&kind=zone")
	b.wait("a zone whose components are not capable of its target", `document.querySelector("main [data-short]")`)
	eval[bool](b, `(document.querySelector("td:has([data-short]) button").click(), true)`)
	b.sees("What stands in the way of SL-C")
	b.wait("a component", `document.querySelector('dl a[href*="asset="]')`)
	b.wait("three levels for each of the seven", `[...document.querySelectorAll("dl")].filter((dl) => [...dl.querySelectorAll("dt")].map((e) => e.innerText.slice(0, 4)).join() === "SL-T,SL-C,SL-A").length === 7`)
	b.settled()
	b.axe("the reasons")
	b.shot("capability-reasons")
	b.printed("capability-reasons")
	b.open(site + "/levels?standing=incapable")
	b.press("Show all reasons")
	b.wait("the product of a component that lacks something", `document.querySelector('dl a[href*="/products?product="]')`)
	b.open(site + "/levels?standing=incapable&kind=zone")
	b.wait("the table", `document.querySelector("td:has([data-short]) button")`)
	eval[bool](b, `(document.querySelector("td:has([data-short]) button").click(), true)`)
	b.press("All components of this zone")
	b.sees("What it rests on")
	b.wait("only that zone", `location.search.includes("zone=")`)
}

// madeProducts makes products from assets of no product, and undoes it.
func (b *browser) madeProducts(site, api string) {
	b.t.Helper()
	unmatched := `fetch("` + api + `/components?unmatched=true&limit=1").then((r) => r.json()).then((p) => String(p.total))`
	before := eval[string](b, unmatched)
	if before == "0" {
		b.t.Fatal("the example has no asset without a product")
	}
	b.open(site + "/levels?tab=components&unmatched=true")
	b.sees("no product, so no claim speaks for")
	b.settled()
	b.axe("components without a product")
	b.shot("capability-unmatched")
	b.press("Make products from them")
	b.sees("One product for each vendor, model and firmware")
	b.wait("the preview", `document.querySelectorAll("[role=dialog] tbody tr").length > 0`)
	b.settled()
	b.axe("products that would be made")
	b.shot("capability-make")
	eval[bool](b, `([...document.querySelectorAll("[role=dialog] button")].find((e) => e.innerText.startsWith("Make ")).click(), true)`)
	b.sees("made. Answer")
	b.wait("fewer assets without a product", `!document.querySelector("[role=dialog]")`)
	if after := eval[string](b, unmatched); after == before {
		b.t.Errorf("%s assets have no product, as before", after)
	}
	b.shot("capability-made")
	b.press("Undo")
	b.waitFor("the assets without a product", unmatched, before)
}

// namedDevices takes the devices of a conduit away and names them again, and
// sees them in the register and on the drawing.
func (b *browser) namedDevices(site, api string) {
	b.t.Helper()
	const find = `.then((r) => r.json()).then((p) => p.items.find((c) => (c.devices ?? []).length === 1)`
	conduit := eval[string](b, `fetch("`+api+`/conduits?limit=200")`+find+`.id)`)
	device := eval[string](b, `fetch("`+api+`/conduits?limit=200")`+find+`.devices[0]).then((id) => fetch("`+api+`/assets?id=" + id)).then((r) => r.json()).then((p) => p.items[0].key)`)
	named := `fetch("` + api + `/conduits/` + conduit + `").then((r) => r.json()).then((c) => String((c.devices ?? []).length))`

	b.open(site + "/zones?tab=conduits")
	b.wait("the device in the register", `[...document.querySelectorAll('td a[href*="asset="]')].some((a) => a.innerText === `+quote(device)+`)`)
	b.open(site + "/zones?tab=conduits&edit=" + conduit)
	b.sees("What their products claim gives the conduit its SL-C")
	b.wait("the device in the dialog", `document.querySelector("[role=dialog]")?.innerText.includes(`+quote(device)+`)`)
	b.settled()
	b.axe("a conduit with its devices")
	eval[bool](b, "("+byLabel("Devices")+".scrollIntoView({block: 'center'}), "+byLabel("Devices")+".focus(), true)")
	b.key("\b")
	b.press("Save")
	b.waitFor("no device", named, "0")

	b.open(site + "/drawing?select=" + conduit)
	b.sees("No device is named, so no SL-C can be stated.")
	b.open(site + "/zones?tab=conduits&edit=" + conduit)
	b.fill("Devices", device)
	b.wait("the device on offer", `[...document.querySelectorAll("[role=option]")].some((e) => e.innerText.startsWith(`+quote(device)+`))`)
	b.sees("In the zones at its ends")
	b.settled()
	b.shot("capability-devices")
	eval[bool](b, `([...document.querySelectorAll("[role=option]")].find((e) => e.innerText.startsWith(`+quote(device)+`)).click(), true)`)
	b.key("\x1b")
	b.press("Save")
	b.waitFor("the device is named again", named, "1")
	b.open(site + "/drawing?select=" + conduit)
	b.sees("Devices: " + device)
	b.settled()
	b.shot("capability-drawing")
}
