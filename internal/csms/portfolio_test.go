package csms

import (
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

func TestThePortfolioCountsWhatOneMaySee(t *testing.T) {
	w := newWorks(t)
	ctx := t.Context()
	w.addSite(t, w.ada, "AAA")
	z := w.cell
	z.Target = &plant.Target{Vector: sl.Uniform(2), Method: "decided", Approver: "Ada"}
	if _, _, err := w.ChangeZone(ctx, w.ada, w.site, z); err != nil {
		t.Fatal(err)
	}
	p, err := w.Portfolio(ctx, w.ada, "", 1)
	if err != nil || p.Total != 2 || p.Items[0].Site.Key != "AAA" || p.Items[0].Zones != 0 || p.Next == "" {
		t.Fatalf("first page %+v, %v", p, err)
	}
	if p, err = w.Portfolio(ctx, w.ada, p.Next, 1); err != nil || len(p.Items) != 1 {
		t.Fatalf("second page %+v, %v", p, err)
	}
	s := p.Items[0]
	if s.Zones != 3 || s.Conduits != 1 || s.Assets != 4 || s.Unzoned != 1 {
		t.Errorf("counts %+v", s.Summary)
	}
	if s.Gap.Worst == nil || s.Gap.Worst.Key != "Z-01" || s.Gap.Steps != 14 || s.TargetMax == nil || s.TargetMax.Level != 2 {
		t.Errorf("gap %+v", s.Gap)
	}
	z = w.safe
	z.Target = &plant.Target{Vector: sl.Uniform(3), Method: "decided", Approver: "Ada"}
	if _, _, err := w.ChangeZone(ctx, w.ada, w.site, z); err != nil {
		t.Fatal(err)
	}
	for range 2 { // computed, and then remembered
		if p, err = w.Portfolio(ctx, w.ada, "", 9); err != nil || p.Items[1].TargetMax.Level != 3 || p.Items[1].Gap.Steps != 14+21 {
			t.Errorf("after a change: %+v, %v", p.Items[1].Gap, err)
		}
	}
	ivo := w.user(access.Integrator, access.Grant{Zones: []plant.ZoneID{w.safe.ID}})
	if p, err = w.Portfolio(ctx, ivo, "", 9); err != nil || p.Total != 1 {
		t.Fatalf("of an integrator: %+v, %v", p, err)
	}
	if s := p.Items[0]; s.Zones != 1 || s.Assets != 1 || s.Gap.Steps != 21 {
		t.Errorf("of an integrator: %+v", s.Summary)
	}
}
