package api

import (
	"fmt"
	"slices"
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
	"ringwall/internal/supply"
)

func TestComponentsByTheAPI(t *testing.T) {
	w := newWorld(t)
	h := w.orgs[0]
	site := h.sites[0]
	root := "/api/v1/sites/" + string(site.id)
	as := bySession(w.secretOf(t, h.admin.email))
	asset := read[plant.Asset](t, w.send("GET", root+"/assets/"+string(site.asset.ID), nil, as), 200)
	product := read[supply.Product](t, w.send("POST", "/api/v1/products", map[string]any{
		"key": "", "name": "The same", "vendor": "Vulcan", "model": "V-7", "types": []string{string(asset.Type)}, "aim": 2,
	}, as), 201)
	component := "/api/v1/products/" + string(product.ID) + "/component"
	if p := read[assess.ComponentPosture](t, w.send("GET", component, nil, as), 200); p.Note == "" || p.Capable.Max() != 0 || len(p.Constraints) != 4 || len(p.Answers) == 0 {
		t.Errorf("without claims: %v, %q", p.Capable, p.Note)
	}
	claim := map[string]any{
		"subjects": []any{map[string]any{"kind": "product", "id": product.ID}}, "requirementSet": "iec-62443-4-2:2019",
		"requirements": []string{"CR 6.1"}, "set": map[string]any{"state": "met"},
	}
	read[csms.Claimed](t, w.send("PUT", "/api/v1/claims", claim, as), 200)
	if p := read[assess.ComponentPosture](t, w.send("GET", component, nil, as), 200); p.Capable[5] != 1 || p.Conditional == "" {
		t.Errorf("with one claim: %v, %q", p.Capable, p.Conditional)
	}
	levels := read[page[csms.ProductLevel]](t, w.send("GET", "/api/v1/products/levels", nil, as), 200)
	if i := slices.IndexFunc(levels.Items, func(l csms.ProductLevel) bool { return l.Product == product.ID }); i < 0 || levels.Items[i].Capable[5] != 1 || levels.Items[i].Conditional == "" {
		t.Errorf("levels: %+v", levels.Items)
	}
	in := read[csms.InstalledComponent](t, w.send("GET", root+"/assets/"+string(asset.ID)+"/component", nil, as), 200)
	if in.Key != asset.Key || in.Match.Why == "" {
		t.Errorf("the asset: %+v", in.Match)
	}
	list := read[page[csms.ComponentRow]](t, w.send("GET", root+"/components?unmatched=true&limit=1", nil, as), 200)
	if list.Total == 0 || len(list.Items) != 1 || list.Items[0].Product != "" {
		t.Errorf("unmatched: %+v", list)
	}
	dry := read[csms.ByComponents](t, w.send("POST", root+"/verdicts/by-components", map[string]any{"dry": true}, as), 200)
	if dry.Entry != 0 || dry.Subjects == nil {
		t.Errorf("a dry run: %+v", dry)
	}
	n := 0
	for name, c := range map[string]struct {
		as     access.Grant
		method string
		path   string
		body   any
		status int
	}{
		"a supplier and another's product":        {access.Grant{Role: access.Supplier, Vendor: "Nobody"}, "GET", component, nil, 404},
		"a supplier and its own":                  {access.Grant{Role: access.Supplier, Vendor: "vulcan"}, "GET", component, nil, 200},
		"a viewer answers":                        {access.Grant{Role: access.Viewer}, "POST", root + "/verdicts/by-components", map[string]any{}, 403},
		"an integrator and a zone of others":      {access.Grant{Role: access.Integrator, Site: site.id, Zones: []plant.ZoneID{site.zones[1].ID}}, "POST", root + "/verdicts/by-components", map[string]any{"subjects": []any{map[string]any{"kind": "zone", "id": site.zones[0].ID}}}, 404},
		"an asset that does not exist":            {access.Grant{Role: access.Viewer}, "GET", root + "/assets/nobody/component", nil, 404},
		"a product of another organisation":       {access.Grant{Role: access.Viewer}, "GET", "/api/v1/products/nobody/component", nil, 404},
		"a parameter that the list does not have": {access.Grant{Role: access.Viewer}, "GET", root + "/components?matched=true", nil, 422},
	} {
		n++
		who := bySession(w.secretOf(t, w.account(t, h, fmt.Sprint("person", n), c.as).Email))
		if r := w.send(c.method, c.path, c.body, who); r.StatusCode != c.status {
			t.Errorf("%s: %d, want %d: %s", name, r.StatusCode, c.status, text(t, r))
		}
	}
}

func TestProgramsAndRatingsByTheAPI(t *testing.T) {
	w := newWorld(t)
	h := w.orgs[0]
	site := h.sites[0]
	root := "/api/v1/sites/" + string(site.id)
	as := bySession(w.secretOf(t, h.admin.email))
	answer := map[string]any{
		"subjects": []any{map[string]any{"kind": "site", "id": site.id}}, "requirementSet": "iec-62443-2-1:2024",
		"requirements": []string{"CM 1.1"}, "set": map[string]any{"state": "met", "maturity": 3, "maturityTarget": 4},
	}
	if r := w.send("POST", root+"/verdicts", answer, as); r.StatusCode != 200 {
		t.Fatal(text(t, r))
	}
	p := read[csms.ProgramView](t, w.send("GET", root+"/program", nil, as), 200)
	if !p.Rated || p.Whole.Counts.Met != 1 || p.Whole.Maturity == nil || *p.Whole.Maturity != 0 || len(p.Groups) == 0 || len(p.Steps) == 0 {
		t.Errorf("%+v", p.Whole)
	}
	if p := read[csms.ProgramView](t, w.send("GET", root+"/program?set=iec-62443-3-2:2020", nil, as), 200); p.Rated || p.Whole.Maturity != nil {
		t.Errorf("a set without maturity: %+v", p.Whole)
	}
	for set, status := range map[string]int{"iec-62443-4-2:2019": 422, "iec-9": 404} {
		if r := w.send("GET", root+"/program?set="+set, nil, as); r.StatusCode != status {
			t.Errorf("%s: %d, want %d", set, r.StatusCode, status)
		}
	}
	all := read[csms.RatingView](t, w.send("GET", root+"/ratings", nil, as), 200)
	if all.Method != assess.RatingMethod || len(all.Zones) < 2 || len(all.Zones[0].Requirements) != 0 {
		t.Errorf("%s, %d zones", all.Method, len(all.Zones))
	}
	one := read[csms.RatingView](t, w.send("GET", root+"/ratings?zone="+string(site.zones[0].ID), nil, as), 200)
	if len(one.Zones) != 1 || len(one.Zones[0].Requirements) == 0 {
		t.Errorf("one zone: %+v", one.Zones)
	}
	integrator := bySession(w.secretOf(t, w.account(t, h, "integrator", access.Grant{Role: access.Integrator, Site: site.id, Zones: []plant.ZoneID{site.zones[0].ID}}).Email))
	if r := read[csms.RatingView](t, w.send("GET", root+"/ratings", nil, integrator), 200); len(r.Zones) != 1 || r.Zones[0].Key != site.zones[0].Key {
		t.Errorf("an integrator sees %d zones", len(r.Zones))
	}
}
