package assess_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// without is a list without what matches, in a new list.
func without[T any](all []T, match func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(all), match)
}

// Whatever changes among components, products, claims, devices and verdicts,
// and in whatever order, the engine says what a computation from nothing says;
// and a fork says what was said when it was made.
func TestEngineWithComponentsSaysWhatAssessSaysFromScratch(t *testing.T) {
	rules := []catalog.RequirementID{"CR 6.1", "CR 6.1 RE 1", "CR 6.2", "NDR 5.2", "CCSC 1", "CR 9.9"}
	states := []assess.State{assess.Met, assess.Met, assess.Met, assess.NotMet, assess.Compensated, assess.NotApplicable}
	rapid.Check(t, func(t *rapid.T) {
		a, b := zone("Z-01", sl.Uniform(2)), zone("Z-02", sl.Uniform(1))
		in := input(plant.Site{Zones: []plant.Zone{a, b}, Conduits: []plant.Conduit{conduit("C-01", a, b)}})
		in.Counts = map[plant.ZoneID]int{}
		in.Components = assess.ComponentInput{Set: catalog.ComponentSet()}
		for _, id := range []catalog.RequirementID{"SR 6.1", "SR 6.1 RE 1", "SR 5.2"} {
			in.Verdicts = append(in.Verdicts, answer(ofZone("Z-01"), id, assess.ByComponents), inherit(ofZone("Z-02"), id, ofZone("Z-01")), answer(ofConduit("C-01"), id, assess.ByComponents))
		}
		e := assess.NewEngine(in)
		pick := func(what string, from ...string) string { return rapid.SampledFrom(from).Draw(t, what) }
		asset := func() string { return pick("asset", "A-1", "A-2", "A-3") }
		types := func() []catalog.ComponentType {
			return rapid.SampledFrom([][]catalog.ComponentType{nil, {catalog.EmbeddedDevice}, {catalog.NetworkDevice, catalog.HostDevice}}).Draw(t, "types")
		}
		verdict := func(s assess.Subject) assess.Verdict {
			v := claim(s, rapid.SampledFrom(rules).Draw(t, "requirement"), rapid.SampledFrom(states).Draw(t, "state"))
			v.ID = assess.VerdictID(string(s.Kind) + pick("id", "1", "2", "3", "4"))
			v.Compensating, v.Expires = "guard", rapid.SampledFrom(someDays).Draw(t, "expires")
			v.Reason, v.Approver = "no radio", pick("approver", "", "A. Ito")
			return v
		}
		product := func() string { return pick("product", "PD-1", "PD-2") }
		t.Repeat(map[string]func(*rapid.T){
			"put asset": func(*rapid.T) {
				x := component(asset(), pick("zone", "Z-01", "Z-02", "Z-03"), pick("product", "", "PD-1", "PD-2"), types()...)
				x.Retired = rapid.SampledFrom(someDays).Draw(t, "retired")
				in.Components.Components = append(without(in.Components.Components, func(o assess.Component) bool { return o.Asset == x.Asset }), x)
				e.PutAsset(x)
			},
			"drop asset": func(*rapid.T) {
				id := plant.AssetID("id-" + asset())
				in.Components.Components = without(in.Components.Components, func(o assess.Component) bool { return o.Asset == id })
				e.DropAsset(id)
			},
			"put product": func(*rapid.T) {
				p := assess.Product{ID: product(), Types: types()}
				in.Components.Products = append(without(in.Components.Products, func(o assess.Product) bool { return o.ID == p.ID }), p)
				e.PutProduct(p)
			},
			"drop product": func(*rapid.T) {
				id := product()
				in.Components.Products = without(in.Components.Products, func(o assess.Product) bool { return o.ID == id })
				e.DropProduct(id)
			},
			"put claim": func(*rapid.T) {
				c := assess.Claim{Verdict: verdict(assess.Subject{Kind: assess.OfProduct, ID: product()})}
				in.Components.Claims = append(without(in.Components.Claims, func(o assess.Claim) bool {
					return o.ID == c.ID || o.Subject == c.Subject && o.Requirement == c.Requirement
				}), c)
				e.PutClaim(c)
			},
			"drop claim": func(*rapid.T) {
				id := assess.VerdictID("product" + pick("id", "1", "2", "3", "4"))
				in.Components.Claims = without(in.Components.Claims, func(o assess.Claim) bool { return o.ID == id })
				e.DropClaim(id)
			},
			"put verdict of an asset": func(*rapid.T) {
				v := verdict(assess.Subject{Kind: assess.OfAsset, ID: "id-" + asset()})
				in.Verdicts = append(without(in.Verdicts, func(o assess.Verdict) bool {
					return o.ID == v.ID || o.Subject == v.Subject && o.Requirement == v.Requirement
				}), v)
				e.PutVerdict(v)
			},
			"drop verdict of an asset": func(*rapid.T) {
				id := assess.VerdictID("asset" + pick("id", "1", "2", "3", "4"))
				in.Verdicts = without(in.Verdicts, func(o assess.Verdict) bool { return o.ID == id })
				e.DropVerdict(id)
			},
			"name devices": func(*rapid.T) {
				c := conduit("C-01", a, b)
				c.Devices = rapid.SampledFrom([][]plant.AssetID{nil, {"id-A-1"}, {"id-A-3", "id-A-1"}}).Draw(t, "devices")
				in.Site.Conduits = []plant.Conduit{c}
				e.PutConduit(c)
			},
			"turn the calendar": func(*rapid.T) {
				in.Today = rapid.SampledFrom(someDays).Draw(t, "today")
				e.SetToday(in.Today)
			},
			"try out": func(*rapid.T) {
				f := e.Fork()
				f.DropAsset("id-A-1")
				f.PutProduct(assess.Product{ID: "PD-1"})
				f.SetToday("2028-01-01")
				f.Posture()
			},
			"": func(t *rapid.T) {
				if got, want := e.Posture(), assess.Assess(in); !reflect.DeepEqual(got, want) {
					t.Fatalf("the engine says otherwise (-scratch +engine):\n%s", cmp.Diff(want, got))
				}
			},
		})
	})
}
