package api

import (
	"testing"

	"ringwall/internal/plant"
)

func TestAssetsAreReadByTheirIds(t *testing.T) {
	w := newWorld(t)
	h := w.orgs[0]
	site := h.sites[0]
	as := bySession(w.secretOf(t, h.admin.email))
	list := read[page[plant.Asset]](t, w.send("GET", "/api/v1/sites/"+string(site.id)+"/assets?id="+string(site.asset.ID)+"&id=nobody", nil, as), 200)
	if len(list.Items) != 1 || list.Items[0].ID != site.asset.ID || list.Total != 1 {
		t.Errorf("%d assets, %d in all", len(list.Items), list.Total)
	}
}

// Without a claim no SL-C can be stated, and no requirement says that it is carried.
func TestWithoutClaimsNoAnswerIsCarried(t *testing.T) {
	w := newWorld(t)
	h := w.orgs[0]
	site := h.sites[0]
	as := bySession(w.secretOf(t, h.admin.email))
	list := read[requirementList](t, w.send("GET", "/api/v1/sites/"+string(site.id)+"/subjects/zone/"+string(site.zones[0].ID)+"/requirements", nil, as), 200)
	if list.Posture.Capable != nil || len(list.Items) == 0 {
		t.Fatalf("SL-C %v, %d answers", list.Posture.Capable, len(list.Items))
	}
	for _, a := range list.Items {
		if a.Carry != nil {
			t.Errorf("%s: %+v", a.Requirement.ID, *a.Carry)
		}
	}
}
