package csms

import (
	"testing"

	"ringwall/internal/risk"
)

func TestAListCarriesNoAnswersThatWereKept(t *testing.T) {
	a := newAssessed(t)
	p := added(t, a.works, a.Proposals(), risk.Proposal{
		Head: risk.Head{Name: "Close the link"}, Result: []byte(`{"rules":["one"]}`),
		Changes: []risk.Change{{Kind: risk.SetAssumption, Record: string(a.assumption.ID), Value: "false"}},
	})
	m := added(t, a.works, a.Roadmaps(), risk.Roadmap{Head: risk.Head{Name: "May"}, Asked: []byte(`{}`), Plan: []byte(`{"steps":[]}`)})
	for range 2 { // the second time from what is kept in memory
		proposals, err := a.Proposals().List(t.Context(), a.ada, a.site, "", 10)
		if err != nil || len(proposals.Items) != 1 || proposals.Items[0].Result != nil || len(proposals.Items[0].Changes) != 1 {
			t.Errorf("%+v, %v", proposals, err)
		}
		roadmaps, err := a.Roadmaps().List(t.Context(), a.ada, a.site, "", 10)
		if err != nil || len(roadmaps.Items) != 1 || roadmaps.Items[0].Plan != nil || string(roadmaps.Items[0].Asked) != `{}` {
			t.Errorf("%+v, %v", roadmaps, err)
		}
	}
	if one, err := a.Proposals().One(t.Context(), a.ada, a.site, p.ID); err != nil || string(one.Result) != `{"rules":["one"]}` {
		t.Errorf("one proposal: %s, %v", one.Result, err)
	}
	if one, err := a.Roadmaps().One(t.Context(), a.ada, a.site, m.ID); err != nil || string(one.Plan) != `{"steps":[]}` {
		t.Errorf("one roadmap: %s, %v", one.Plan, err)
	}
}
