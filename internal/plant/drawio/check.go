package drawio

import (
	"context"
	"strings"

	"ringwall/internal/plant"
	"ringwall/internal/plant/sheet"
)

func typeOf(role plant.AssetRole) plant.AssetType {
	if role == "" {
		return plant.EmbeddedDevice
	}
	return sheet.TypeOf(role)
}

// check holds what the page says against the rules of the plant. A record that
// breaks one is refused and stays as the site has it; what refers to it then
// is checked again.
func (p *proposer) check(ctx context.Context) error {
	for range 10 {
		if err := ctx.Err(); err != nil {
			return err
		}
		p.out.Wanted = p.document()
		if !p.drop(plant.SiteOf(p.out.Wanted)) {
			return nil
		}
	}
	return refuse("The drawing breaks too many rules to be read: mend what was refused first.")
}

// document is the site with what the page says laid over.
func (p *proposer) document() plant.Document {
	d := p.original
	d.Zones, d.Assets, d.Conduits = p.zone.list, p.asset.list, p.conduit.list
	return d.Normalise()
}

// drop takes back the records of the page that break a rule, and says whether
// there were any.
func (p *proposer) drop(s plant.Site) bool {
	rules := plant.RulesOf(s)
	before := len(p.out.Refusals)
	p.zone.list = keepSound(p, "zone", p.zone.list, p.original.Zones, zoneKey, func(i int) plant.Problems { return rules.Zone(s.Zones[i]) })
	p.conduit.list = keepSound(p, "conduit", p.conduit.list, p.original.Conduits, conduitKey, func(i int) plant.Problems { return rules.Conduit(s.Conduits[i]) })
	p.asset.list = keepSound(p, "asset", p.asset.list, p.original.Assets, assetKey, func(i int) plant.Problems { return rules.Asset(s.Assets[i]) })
	return len(p.out.Refusals) > before
}

func zoneKey(z plant.DocZone) string       { return z.Key }
func conduitKey(c plant.DocConduit) string { return c.Key }
func assetKey(a plant.DocAsset) string     { return a.Key }

func keepSound[T any](p *proposer, kind string, list, original []T, key func(T) string, problems func(int) plant.Problems) []T {
	kept := list[:0:0]
	for i, r := range list {
		name := kind + " " + key(r)
		var broken plant.Problems
		if p.out.Drawn[name] {
			broken = problems(i)
		}
		if len(broken) == 0 {
			kept = append(kept, r)
			continue
		}
		if c := p.drawnBy[kind+" "+strings.ToLower(key(r))]; c != nil {
			p.refuse(c, "%s", broken[0].Text)
		}
		p.unclaim(kind, key(r))
		if i < len(original) {
			kept = append(kept, original[i])
		}
	}
	return kept
}
