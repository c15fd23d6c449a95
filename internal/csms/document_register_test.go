package csms

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/testdata/example"
)

// exported is a site as a document, and its text.
func (o *office) exportedSite(t *testing.T, site plant.SiteID) (risk.Document, string) {
	t.Helper()
	var b bytes.Buffer
	if err := o.Export(t.Context(), o.ada, site, "yaml", "", &b); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	doc, err := risk.ReadDocument(&b, plant.DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	return doc, text
}

func (o *office) manager(t *testing.T) access.Principal {
	t.Helper()
	user := o.hire(t, access.Grant{Role: access.SecurityManager})
	return access.Principal{User: user.ID, Name: user.Name, Email: user.Email, Org: o.ada.Org, Grants: user.Grants}
}

func TestDocumentOfTheExampleIsLoadedWithItsRegister(t *testing.T) {
	o := newOffice(t)
	o.Service.example = example.Document
	loaded, err := o.LoadExample(t.Context(), o.manager(t))
	if err != nil {
		t.Fatal(err)
	}
	want, err := example.Document()
	if err != nil {
		t.Fatal(err)
	}
	want.Sort()
	got, text := o.exportedSite(t, loaded.Site)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the example came back changed (-file +export):\n%s", diff)
	}
	if !strings.Contains(text, "imported: true") {
		t.Error("the signatures of the example are not marked")
	}
	again, err := o.ApplyDocument(t.Context(), o.ada, ApplyInput{Document: got, Prune: true})
	if err != nil || !again.Changes.Empty() {
		t.Errorf("to apply the export changes %v (%v)", again.Changes.Counts(), err)
	}
}

func TestDocumentRestoresARegisterIntoANewSite(t *testing.T) {
	a := newAssessed(t)
	kept := added(t, a.works, a.Proposals(), risk.Proposal{
		Head: risk.Head{Name: "Cut"}, Changes: []risk.Change{{Kind: risk.CloseConduit, Record: string(a.conduit.ID)}}, Result: []byte(`{"shown":1}`),
	})
	doc, first := a.exportedSite(t, a.site)
	doc.Site.Key = "BOT-2"
	applied, err := a.ApplyDocument(t.Context(), a.ada, ApplyInput{Document: doc})
	if err != nil {
		t.Fatal(err)
	}
	restored, second := a.exportedSite(t, applied.Site)
	second = strings.NewReplacer("key: BOT-2", "key: BOT", ", imported: true", "", "\n      imported: true", "").Replace(second)
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("export, import, export (-first +second):\n%s", diff)
	}
	if !restored.Criteria[0].Signed.Imported {
		t.Error("the restored signature is not marked")
	}
	// Into its own site nothing changes, and what no document holds stays.
	doc.Site.Key, doc.Proposals[0].Note = "BOT", "Ask operations"
	if _, err = a.ApplyDocument(t.Context(), a.manager(t), ApplyInput{Document: doc, Site: a.site}); err != nil {
		t.Fatal(err)
	}
	after, err := a.Proposals().One(t.Context(), a.ada, a.site, kept.ID)
	if err != nil || after.Note != "Ask operations" || string(after.Result) != `{"shown":1}` || after.Changes[0].Record != string(a.conduit.ID) {
		t.Errorf("the proposal is %+v (%v)", after, err)
	}
}

func TestDocumentSignsForNobody(t *testing.T) {
	a := newAssessed(t)
	manager := a.manager(t)
	signature := risk.Signature{By: adaEmail, Name: "Ada", At: a.clock.now(), Meaning: "I accept this risk."}
	for _, tt := range []struct {
		name   string
		change func(*risk.Document)
		prune  bool
	}{
		{"changes signed criteria", func(d *risk.Document) { d.Criteria[0].Note = "Softer" }, false},
		{"takes a signature away", func(d *risk.Document) { d.Criteria[0].Signed = nil }, false},
		{"removes signed criteria", func(d *risk.Document) { d.Criteria = []risk.Criteria{} }, true},
		{"signs new criteria", func(d *risk.Document) {
			c := plant.Tidy(d.Criteria[0])
			c.Key = "CR-77"
			d.Criteria = append(d.Criteria, c)
		}, false},
		{"accepts a risk", func(d *risk.Document) {
			d.Scenarios[0].Acceptance = &risk.Acceptance{Band: "low", Criteria: a.criteria.Key, Until: "2026-12-01", Justification: "Small", Signed: signature}
		}, false},
		{"accepts a finding", func(d *risk.Document) {
			d.Findings = append(d.Findings, risk.FindingDecision{Head: risk.Head{Key: "asset-unzoned/{asset LAP-301}", Name: "Laptop"},
				Accepted: &risk.FindingAccepted{Justification: "Soon gone", By: "Ada", On: "2026-03-01", Until: "2026-04-01"}})
		}, false},
		{"brings an approval", func(d *risk.Document) {
			d.Approvals = append(d.Approvals, risk.Approval{Head: risk.Head{Key: "AP-1", Name: "All"}, Revision: 1, Digest: strings.Repeat("0", 64), ReviewBy: "2026-12-01", Signed: signature})
		}, false},
	} {
		doc, _ := a.exportedSite(t, a.site)
		tt.change(&doc)
		for who, principal := range map[string]access.Principal{"a manager": manager, "an administrator": a.ada} {
			_, err := a.ApplyDocument(t.Context(), principal, ApplyInput{Document: doc, Site: a.site, Prune: tt.prune})
			refused(t, who+" "+tt.name, err, Denied, "signature")
		}
	}
	doc, _ := a.exportedSite(t, a.site)
	doc.Site.Key = "NEW"
	_, err := a.ApplyDocument(t.Context(), manager, ApplyInput{Document: doc})
	refused(t, "a manager restores signatures into a new site", err, Denied, "signature")
	doc.Site.Key, doc.Criteria[0].Note = "BOT", "Mended on the machine"
	system := access.Principal{Org: a.ada.Org, Name: "System", System: true}
	if _, err := a.ApplyDocument(t.Context(), system, ApplyInput{Document: doc, Site: a.site}); err != nil {
		t.Errorf("the command line on the machine: %v", err)
	}
	if c, err := a.Criteria().One(t.Context(), a.ada, a.site, a.criteria.ID); err != nil || !c.Signed.Imported {
		t.Errorf("the criteria that the command line wrote are %+v (%v)", c.Signed, err)
	}
}

func TestDocumentWritesARegisterUnderItsRules(t *testing.T) {
	a := newAssessed(t)
	engineer := a.manager(t)
	engineer.Grants = []access.Grant{{Role: access.Engineer, Site: a.site}}
	apply := func(who access.Principal, prune bool, change func(*risk.Document)) error {
		doc, _ := a.exportedSite(t, a.site)
		change(&doc)
		_, err := a.ApplyDocument(t.Context(), who, ApplyInput{Document: doc, Site: a.site, Prune: prune})
		return err
	}
	if err := apply(engineer, false, func(d *risk.Document) { d.Scenarios[0].Name = "Trip switched off" }); err != nil {
		t.Errorf("an engineer renames a scenario: %v", err)
	}
	auditor := engineer
	auditor.Grants = []access.Grant{{Role: access.Auditor, Site: a.site}}
	refused(t, "an auditor changes the register", apply(auditor, false, func(d *risk.Document) { d.Scenarios[0].Name = "X" }), Denied, "")
	if err := apply(engineer, false, func(d *risk.Document) { d.Scenarios[0].Zone = "Z-99" }); KindOf(err) != Invalid {
		t.Errorf("a scenario in a zone that is not there: %v", err)
	}
	if err := apply(engineer, true, func(d *risk.Document) { d.Scenarios = []risk.Scenario{} }); KindOf(err) != Invalid {
		t.Errorf("a scenario goes without evidence that its hazard is gone: %v", err)
	}
	refused(t, "two keys differ in case only", apply(engineer, false, func(d *risk.Document) {
		d.Functions = append(d.Functions, risk.Function{Head: risk.Head{Key: strings.ToLower(d.Functions[0].Key) + " ", Name: "X"}, Kind: "safety"})
		d.Functions[1].Key = strings.ToLower(d.Functions[0].Key)
		d.Functions = d.Functions[1:]
		d.WorstCases, d.Scenarios = nil, nil
	}), Conflict, "key-taken")
	// What lets go of an asset and takes another on may remove the first.
	if err := apply(engineer, false, func(d *risk.Document) { d.Functions[0].Assets = []plant.AssetID{"SIS-201"} }); err != nil {
		t.Fatal(err)
	}
	err := apply(engineer, true, func(d *risk.Document) {
		d.Assets = d.Assets[:len(d.Assets)-1] // SIS-201 is the last
		d.Assets = append(d.Assets, plant.DocAsset{Key: "SIS-202", Type: plant.EmbeddedDevice, Zone: "Z-02"})
		d.Functions[0].Assets = []plant.AssetID{"SIS-202"}
	})
	if err != nil {
		t.Errorf("the controller of a function is replaced: %v", err)
	}
}

func TestDocumentOpensNoDetailedAssessmentWithoutCriteria(t *testing.T) {
	w := newWorks(t)
	doc, _ := w.exportedSite(t, w.site)
	doc.Scenarios = []risk.Scenario{{Head: risk.Head{Key: "SC-1", Name: "Stop"}, Zone: "Z-01", CauseKind: "process", Ratings: risk.Ratings{risk.Safety: 1, risk.Environmental: 0}, Likelihood: 2}}
	_, err := w.ApplyDocument(t.Context(), w.ada, ApplyInput{Document: doc, Site: w.site})
	refused(t, "a likelihood without criteria in force", err, Conflict, "criteria-unsigned")
	doc.Scenarios[0].Likelihood = 0
	if _, err := w.ApplyDocument(t.Context(), w.ada, ApplyInput{Document: doc, Site: w.site}); err != nil {
		t.Errorf("a scenario that is not rated yet: %v", err)
	}
}
