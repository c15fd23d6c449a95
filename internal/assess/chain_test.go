package assess_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// Products and assets of the tests: a controller of two makes, a switch.
var (
	controller = assess.Product{ID: "PD-1", Key: "PD-1", Name: "Controller 7", Types: []catalog.ComponentType{catalog.EmbeddedDevice}, Aim: 2}
	netSwitch  = assess.Product{ID: "PD-2", Key: "PD-2", Name: "Switch 24", Types: []catalog.ComponentType{catalog.NetworkDevice}}
)

func component(key, zone, product string, types ...catalog.ComponentType) assess.Component {
	return assess.Component{Asset: plant.AssetID("id-" + key), Key: key, Name: "Name of " + key, Zone: plant.ZoneID("id-" + zone), Product: product, Types: types}
}

func ofProduct(p assess.Product) assess.Subject {
	return assess.Subject{Kind: assess.OfProduct, ID: p.ID}
}
func ofAsset(key string) assess.Subject { return assess.Subject{Kind: assess.OfAsset, ID: "id-" + key} }

// claim answers a component requirement.
func claim(s assess.Subject, id catalog.RequirementID, state assess.State) assess.Verdict {
	v := answer(s, id, state)
	v.Set = catalog.ComponentRequirements
	return v
}

// claims are met claims for whatever the level asks of the product, but for some.
func claims(p assess.Product, level sl.Level, but ...catalog.RequirementID) []assess.Claim {
	var all []assess.Claim
	for _, q := range catalog.ComponentSet().For(p.Types) {
		if q.From <= level && !slices.Contains(but, q.ID) {
			all = append(all, assess.Claim{Verdict: claim(ofProduct(p), q.ID, assess.Met)})
		}
	}
	return all
}

func parts(components []assess.Component, claims ...assess.Claim) assess.ComponentInput {
	return assess.ComponentInput{
		Set: catalog.ComponentSet(), Products: []assess.Product{controller, netSwitch},
		Components: components, Claims: claims, Today: today,
	}
}

func TestComponentsCarryASystemRequirementOnlyTogether(t *testing.T) {
	full := claims(controller, 4)
	without := func(ids ...catalog.RequirementID) []assess.Claim { return claims(controller, 4, ids...) }
	two := []assess.Component{component("PLC-1", "Z-01", "PD-1"), component("PLC-2", "Z-01", "PD-1")}
	stranger := component("PLC-3", "Z-01", "", catalog.EmbeddedDevice)
	retired := component("PLC-4", "Z-01", "", catalog.EmbeddedDevice)
	retired.Retired = "2026-11-01"
	for _, c := range []struct {
		name    string
		in      assess.ComponentInput
		sr      catalog.RequirementID
		holds   bool
		holding string
		why     string
	}{
		{"each is of a product that claims it", parts(two, full...), "SR 1.1", true, "2 of 2", "met by all 2 components that it applies to"},
		{"the product does not claim it", parts(two, without("CR 1.1")...), "SR 1.1", false, "0 of 2", "not met by 2 of 2 components: PLC-1 (CR 1.1 unanswered) and PLC-2 (CR 1.1 unanswered)"},
		{"an asset of no known product stands among them", parts(append(slices.Clone(two), stranger), full...), "SR 1.1", false, "2 of 3", "not met by 1 of 3 components: PLC-3 (CR 1.1 unanswered: no product of the library matches)"},
		{"an asset that has been retired stands among them no more", parts(append(slices.Clone(two), retired), full...), "SR 1.1", true, "2 of 2", "met by all 2 components that it applies to"},
		{"a product without claims", parts([]assess.Component{component("SW-1", "Z-01", "PD-2")}, full...), "SR 5.2", false, "0 of 1", "not met by 1 of 1 component: SW-1 (NDR 5.2 unanswered: its product has no claims)"},
		{"only the enhancement is missing, which is another requirement", parts(two, without("CR 1.1 RE 1")...), "SR 1.1", true, "2 of 2", "met by all 2"},
		{"and that one is not carried", parts(two, without("CR 1.1 RE 1")...), "SR 1.1 RE 1", false, "0 of 2", "CR 1.1 RE 1 unanswered"},
		{"a requirement that is for network devices, in a zone of controllers", parts(two, full...), "SR 5.2", false, "0 of 0", "not met by components: none of 2 components is of a type that is asked for it"},
		{"a requirement that no component serves", parts(two, full...), "SR 5.4", false, "0 of 0", "not met by components: IEC 62443-4-2:2019 derives nothing from SR 5.4"},
		{"a zone without components", parts(nil, full...), "SR 1.1", false, "0 of 0", "not met by components: the zone has none"},
	} {
		s := assess.NewChain(c.in).Support("id-Z-01", c.sr)
		if s.Holds != c.holds || fmt.Sprintf("%d of %d", s.Holding, s.Applicable) != c.holding || !strings.Contains(s.Why, c.why) {
			t.Errorf("%s: %v, %d of %d, %q; want %v, %s, …%s…", c.name, s.Holds, s.Holding, s.Applicable, s.Why, c.holds, c.holding, c.why)
		}
	}
}

func TestManyComponentsThatLackSomethingAreNamedByTheFirstFew(t *testing.T) {
	var many []assess.Component
	for i := range 9 {
		many = append(many, component(fmt.Sprint("PLC-", i), "Z-01", "PD-1"))
	}
	s := assess.NewChain(parts(many)).Support("id-Z-01", "SR 1.1")
	if len(s.Missing) != 3 || s.Missing[0].Key != "PLC-0" || s.Missing[0].Requirement != "CR 1.1" {
		t.Errorf("named are %v", s.Missing)
	}
	if !strings.HasSuffix(s.Why, "PLC-2 (CR 1.1 unanswered: its product has no claims) and 6 more") {
		t.Errorf("%q", s.Why)
	}
}

// byComponents is a site of two zones. Z-01 answers SR 1.1 by its components,
// Z-02 inherits it from there.
func byComponents() *assess.Engine {
	in := input(zones(zone("Z-01", sl.Uniform(1)), zone("Z-02", sl.Uniform(1))),
		append(but(ofZone("Z-01"), "SR 1.1"), answer(ofZone("Z-01"), "SR 1.1", assess.ByComponents), inherit(ofZone("Z-02"), "SR 1.1", ofZone("Z-01")))...)
	in.Components = parts([]assess.Component{component("PLC-1", "Z-01", "PD-1")}, claims(controller, 2)...)
	return assess.NewEngine(in)
}

func TestTheLossOfAComponentsAnswerShowsDownstreamAtOnce(t *testing.T) {
	lost := claim(ofAsset("PLC-1"), "CR 1.1", assess.NotMet)
	expiring := claim(ofProduct(controller), "CR 1.1", assess.Compensated)
	expiring.Compensating, expiring.Expires = "guard", "2026-12-01"
	for _, c := range []struct {
		name   string
		change func(*assess.Engine)
		holds  bool
		why    string // of the zone that inherits
	}{
		{"nothing happens", func(*assess.Engine) {}, true, "inherited from zone Z-01, where it is met by the 1 component that it applies to"},
		{"the claim is withdrawn", func(e *assess.Engine) { e.DropClaim(claim(ofProduct(controller), "CR 1.1", "").ID) }, false, "where it is not met by 1 of 1 component: PLC-1 (CR 1.1 unanswered)"},
		{"the claim turns out wrong", func(e *assess.Engine) {
			e.PutClaim(assess.Claim{Verdict: claim(ofProduct(controller), "CR 1.1", assess.NotMet)})
		}, false, "PLC-1 (CR 1.1 not met)"},
		{"the claim rests on a countermeasure, which still stands", func(e *assess.Engine) { e.PutClaim(assess.Claim{Verdict: expiring}) }, true, "met by the 1 component"},
		{"and then expires", func(e *assess.Engine) {
			e.PutClaim(assess.Claim{Verdict: expiring})
			e.SetToday("2026-12-01")
		}, false, "compensating measure expired on 2026-12-01"},
		{"the feature is switched off on the asset", func(e *assess.Engine) { e.PutVerdict(lost) }, false, "PLC-1 (CR 1.1 not met)"},
		{"and on again", func(e *assess.Engine) { e.PutVerdict(lost); e.DropVerdict(lost.ID) }, true, "met by the 1 component"},
		{"an asset that nothing is known of is added", func(e *assess.Engine) { e.PutAsset(component("PLC-2", "Z-01", "")) }, false, "not met by 1 of 2 components: PLC-2"},
		{"and moved elsewhere", func(e *assess.Engine) {
			e.PutAsset(component("PLC-2", "Z-01", ""))
			e.PutAsset(component("PLC-2", "Z-02", ""))
		}, true, "met by the 1 component"},
		{"an unknown asset is moved in from elsewhere", func(e *assess.Engine) {
			e.PutAsset(component("PLC-2", "Z-02", ""))
			e.MoveAsset("id-PLC-2", "id-Z-01")
			e.MoveAsset("id-PLC-9", "id-Z-01") // is not there
		}, false, "not met by 1 of 2 components: PLC-2"},
		{"the only asset goes", func(e *assess.Engine) { e.DropAsset("id-PLC-1") }, false, "the zone has none"},
		{"the product is deleted", func(e *assess.Engine) { e.DropProduct("PD-1") }, false, "no product of the library matches"},
		{"the product turns out to be a host", func(e *assess.Engine) {
			p := controller
			p.Types = []catalog.ComponentType{catalog.HostDevice}
			e.PutProduct(p)
		}, true, "met by the 1 component"},
	} {
		e := byComponents()
		before := e.Posture()
		c.change(e)
		p := e.Posture()
		for _, s := range []assess.Subject{ofZone("Z-01"), ofZone("Z-02")} {
			answers, _ := e.Answers(s)
			i := slices.IndexFunc(answers, func(a assess.Answer) bool { return a.Requirement.ID == "SR 1.1" })
			if got := answers[i].Effective; got.Holds != c.holds || s == ofZone("Z-02") && !strings.Contains(got.Why, c.why) {
				t.Errorf("%s: %s holds %v because %q, want %v because …%s…", c.name, s.ID, got.Holds, got.Why, c.holds, c.why)
			}
		}
		sp, _ := p.Of(ofZone("Z-01"))
		if want := map[bool]sl.Level{true: 1, false: 0}[c.holds]; sp.Achieved[sl.IAC] != min(want, sp.Achieved[sl.IAC]) || c.holds && sp.Achieved[sl.IAC] == 0 {
			t.Errorf("%s: SL-A of FR 1 is %d", c.name, sp.Achieved[sl.IAC])
		}
		if was, _ := before.Of(ofZone("Z-01")); was.Achieved[sl.IAC] == 0 {
			t.Fatalf("%s: the site did not begin as it should: %s", c.name, was.FRs[0].Reason)
		}
	}
}

func TestAConduitIsMetByItsDevices(t *testing.T) {
	a, b := zone("Z-01"), zone("Z-02")
	link := conduit("C-01", a, b, sl.Uniform(1))
	in := input(plant.Site{Zones: []plant.Zone{a, b}, Conduits: []plant.Conduit{link}}, answer(ofConduit("C-01"), "SR 5.2", assess.ByComponents))
	in.Components = parts([]assess.Component{component("FW-1", "Z-01", "PD-2")}, claims(netSwitch, 3)...)
	e := assess.NewEngine(in)
	fr := func() assess.FRPosture {
		sp, _ := e.Posture().Of(ofConduit("C-01"))
		return sp.FRs[sl.RDF]
	}
	if f := fr(); f.Capable != nil || f.CapableReason != "FR 5 has no SL-C: no device of the conduit is named." || !strings.Contains(f.Reason, "no device is named") {
		t.Errorf("without devices: %+v", f)
	}
	link.Devices = []plant.AssetID{"id-FW-1"}
	e.PutConduit(link)
	if f := fr(); f.Capable == nil || strings.Contains(f.Reason, "SR 5.2 (") {
		t.Errorf("with its firewall: %+v", f)
	}
	e.DropAsset("id-FW-1")
	if f := fr(); f.Capable != nil || !strings.Contains(f.Reason, "SR 5.2") {
		t.Errorf("with a firewall that is gone: %+v", f)
	}
}

func TestASiteHasNoComponentsOfItsOwn(t *testing.T) {
	in := input(zones(zone("Z-01")), answer(ofSite, "SR 1.1", assess.ByComponents))
	in.Components = parts([]assess.Component{component("PLC-1", "Z-01", "PD-1")}, claims(controller, 4)...)
	if e := effective(in, ofSite, "SR 1.1"); e.Holds || !strings.Contains(e.Why, "the site has none of its own") {
		t.Errorf("%+v", e)
	}
}
