package csms

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/catalog/intake"
)

const ownRules = "id,title,summary\nR 1,Doors are locked,Every cabinet has a lock.\nR 2,Keys are counted,Keys are counted each month.\n"

func TestASetIsAddedFromAFileTriedAnsweredAndKept(t *testing.T) {
	w := newWorks(t)
	in := SetFile{Name: "rules.csv", Data: []byte(ownRules), Head: intake.Head{ID: "rules:1", Title: "House rules"}, Dry: true}
	out, err := w.AddSets(t.Context(), w.ada, in)
	if err != nil || out.Entry != 0 || len(out.Sets) != 1 || out.Sets[0].Requirements != 2 || out.Sets[0].Outcome != "add" || len(out.Refusals) != 0 {
		t.Fatalf("a try: %+v, %v", out, err)
	}
	if _, err := w.RequirementSet(t.Context(), w.ada, "rules:1"); KindOf(err) != NotFound {
		t.Errorf("after a try the set is there: %v", err)
	}
	in.Dry = false
	if out, err = w.AddSets(t.Context(), w.ada, in); err != nil || out.Entry == 0 {
		t.Fatalf("%+v, %v", out, err)
	}
	set, err := w.RequirementSet(t.Context(), w.ada, "rules:1")
	if err != nil || set.Kind != catalog.OfFramework || len(set.Requirements) != 2 {
		t.Fatalf("%+v, %v", set, err)
	}
	if again, err := w.AddSets(t.Context(), w.ada, in); err != nil || again.Entry != 0 || again.Sets[0].Outcome != "skip" {
		t.Errorf("the same again: %+v, %v", again, err)
	}
	site := assess.Subject{Kind: assess.OfSite}
	if _, err := w.SetVerdicts(t.Context(), w.ada, w.site, VerdictInput{Subjects: []assess.Subject{site}, Set: "rules:1", Requirements: []catalog.RequirementID{"R 2"}, Answer: assess.Verdict{State: assess.Met}}); err != nil {
		toldOf(t, err)
	}
	_, err = w.DeleteSet(t.Context(), w.ada, "rules:1")
	refused(t, "a set that is answered", err, Conflict, "in-use")
	if !strings.Contains(err.Error(), "R 2") {
		t.Errorf("it does not say by what: %v", err)
	}
	shorter := in
	shorter.Data = []byte("id,title,summary\nR 1,Doors are locked,Every cabinet has a lock.\n")
	if out, err := w.AddSets(t.Context(), w.ada, shorter); err != nil || out.Entry != 0 || len(out.Refusals) != 1 || !strings.Contains(out.Refusals[0].Reason, "R 2") {
		t.Errorf("a set without what is answered: %+v, %v", out, err)
	}
	if _, err := w.SetVerdicts(t.Context(), w.ada, w.site, VerdictInput{Subjects: []assess.Subject{site}, Set: "rules:1", Requirements: []catalog.RequirementID{"R 2"}, Clear: true}); err != nil {
		toldOf(t, err)
	}
	entry, err := w.DeleteSet(t.Context(), w.ada, "rules:1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.RequirementSet(t.Context(), w.ada, "rules:1"); KindOf(err) != NotFound {
		t.Errorf("the set is still there: %v", err)
	}
	if _, err := w.Undo(t.Context(), w.ada, "", entry); err != nil {
		t.Fatal(err)
	}
	if _, err := w.RequirementSet(t.Context(), w.ada, "rules:1"); err != nil {
		t.Errorf("it did not come back: %v", err)
	}
	eve := w.otherOrganisation(t)
	if _, err := w.RequirementSet(t.Context(), eve, "rules:1"); KindOf(err) != NotFound {
		t.Errorf("another organisation is asked by it: %v", err)
	}
}

func TestWhatCannotBeASetIsRefusedWithItsPlace(t *testing.T) {
	w := newWorks(t)
	pack, err := catalog.SystemSet().Pack()
	if err != nil {
		t.Fatal(err)
	}
	var folder bytes.Buffer
	z := zip.NewWriter(&folder)
	f, err := z.Create("own/broken.yaml")
	if err != nil {
		t.Fatal(err)
	}
	f.Write([]byte("format: ringwall-catalogue/1\nnonsense: 1\n"))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	head := intake.Head{ID: "rules:1", Title: "House rules"}
	for _, c := range []struct {
		name string
		in   SetFile
		want string // in a refusal, or in the error
	}{
		{"a row without a title", SetFile{Name: "r.csv", Data: []byte("id,title\nR 1,\n"), Head: head}, "title"},
		{"an id twice", SetFile{Name: "r.csv", Data: []byte("id,title\nR 1,A\nR 1,B\n"), Head: head}, "R 1"},
		{"a set that the program carries", SetFile{Name: "p.yaml", Data: pack}, "carries"},
		{"a pack that is none", SetFile{Name: "p.yaml", Data: []byte("format: ringwall-catalogue/1\n")}, ""},
		{"a zip with a broken pack", SetFile{Name: "p.zip", Data: folder.Bytes()}, "nonsense"},
		{"an empty file", SetFile{Name: "p.yaml"}, "empty"},
		{"a sheet for a set without an id", SetFile{Name: "r.csv", Data: []byte(ownRules)}, "id"},
		{"a catalogue that is none", SetFile{Name: "c.json", Data: []byte(`{"a":1}`), Head: head}, ""},
	} {
		out, err := w.AddSets(t.Context(), w.ada, c.in)
		said := ""
		for _, r := range out.Refusals {
			said += r.Sheet + " " + r.Cell + " " + r.Reason + "\n"
		}
		if err != nil {
			if KindOf(err) != Invalid {
				t.Errorf("%s: %v", c.name, err)
			}
			said += err.Error()
		}
		if said == "" || !strings.Contains(said, c.want) || out.Entry != 0 {
			t.Errorf("%s: %q, want %q", c.name, said, c.want)
		}
	}
	_, err = w.AddSets(t.Context(), w.user(access.Engineer, access.Grant{}), SetFile{Name: "r.csv", Data: []byte(ownRules), Head: head})
	refused(t, "an engineer adds a set", err, Denied, "")
	_, err = w.DeleteSet(t.Context(), w.ada, catalog.SystemRequirements)
	refused(t, "deleting a set that the program carries", err, Conflict, "built-in")
}

func TestLicensedTextsAreStoredByOneActAndReadFromASheet(t *testing.T) {
	w := newWorks(t)
	done, err := w.PutTexts(t.Context(), w.ada, catalog.SystemRequirements, []TextPut{{"SR 1.1", "first"}, {"SR 1.2", "second"}})
	if err != nil || done.Changed != 2 || done.Entry == 0 {
		t.Fatalf("%+v, %v", done, err)
	}
	done, err = w.PutTexts(t.Context(), w.ada, catalog.SystemRequirements, []TextPut{{"SR 1.1", "first"}, {"SR 1.2", ""}, {"SR 1.3", ""}})
	if err != nil || done.Changed != 0 || done.Removed != 1 {
		t.Errorf("%+v, %v", done, err)
	}
	_, err = w.PutTexts(t.Context(), w.ada, catalog.SystemRequirements, []TextPut{{"SR 1.4", "fine"}, {"SR 9.9", "no such"}})
	if diff := cmp.Diff([]string{"/texts/1/requirement"}, fieldsOf(err)); diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	sheet := "Requirement,Text\nSR 1.1,first\nSR 2.1,\"third, with a comma\"\nSR 9.9,none\n"
	read, err := w.ReadTexts(t.Context(), w.ada, catalog.SystemRequirements, "texts.csv", []byte(sheet), false)
	if err != nil || read.Entry != 0 || len(read.Refused) != 1 || read.Refused[0].Row != 4 {
		t.Errorf("with a wrong row: %+v, %v", read, err)
	}
	sheet = strings.Replace(sheet, "SR 9.9,none\n", "", 1)
	if read, err = w.ReadTexts(t.Context(), w.ada, catalog.SystemRequirements, "texts.csv", []byte(sheet), true); err != nil || read.Entry != 0 || read.Changed != 1 {
		t.Errorf("a try: %+v, %v", read, err)
	}
	if read, err = w.ReadTexts(t.Context(), w.ada, catalog.SystemRequirements, "texts.csv", []byte(sheet), false); err != nil || read.Entry == 0 || read.Changed != 1 {
		t.Errorf("%+v, %v", read, err)
	}
	texts, err := w.Texts(t.Context(), w.user(access.Viewer, access.Grant{}), catalog.SystemRequirements)
	if err != nil || len(texts) != 2 || texts[1].Text != "third, with a comma" {
		t.Errorf("%+v, %v", texts, err)
	}
	_, err = w.Texts(t.Context(), w.user(access.Supplier, access.Grant{Vendor: "Siemens"}), catalog.SystemRequirements)
	refused(t, "a supplier and the licensed texts", err, Denied, "")
}

func TestPairsOfACrosswalkAreDecidedAboutTogether(t *testing.T) {
	w := newWorks(t)
	walks := catalog.Crosswalks()
	if len(walks) == 0 {
		t.Fatal("the program carries no crosswalk")
	}
	c := walks[0]
	pair := c.Pairs[0]
	done, err := w.DecidePairs(t.Context(), w.ada, c.ID, []PairPut{{From: pair.From, To: pair.To, State: catalog.Rejected, Note: "not here"}})
	if err != nil || done.Changed != 1 || done.Entry == 0 {
		toldOf(t, err)
	}
	decided, err := w.Crosswalk(t.Context(), w.user(access.Viewer, access.Grant{}), c.ID)
	if err != nil || decided.Pairs[0].State != catalog.Rejected || decided.Pairs[0].Note != "not here" || c.Pairs[0].State == catalog.Rejected {
		t.Errorf("%+v, %v", decided.Pairs[0], err)
	}
	list, err := w.Crosswalks(t.Context(), w.ada)
	if err != nil || list[0].ID != c.ID || list[0].Decided != 1 || list[0].Rejected != 1 {
		t.Errorf("%+v, %v", list[0], err)
	}
	if again, err := w.DecidePairs(t.Context(), w.ada, c.ID, []PairPut{{From: pair.From, To: pair.To, State: catalog.Rejected, Note: "not here"}}); err != nil || again.Changed != 0 || again.Entry != 0 {
		t.Errorf("the same again: %+v, %v", again, err)
	}
	_, err = w.DecidePairs(t.Context(), w.ada, c.ID, []PairPut{{From: pair.From, To: pair.To, State: catalog.Confirmed}, {From: "nothing", To: pair.To, State: catalog.Confirmed}})
	if diff := cmp.Diff([]string{"/pairs/1/from"}, fieldsOf(err)); diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	if back, err := w.DecidePairs(t.Context(), w.ada, c.ID, []PairPut{{From: pair.From, To: pair.To}}); err != nil || back.Removed != 1 {
		t.Errorf("taken back: %+v, %v", back, err)
	}
	_, err = w.DecidePairs(t.Context(), w.ada, "no-walk", []PairPut{{From: "a", To: "b", State: catalog.Confirmed}})
	refused(t, "a crosswalk that is none", err, NotFound, "")
	_, err = w.DecidePairs(t.Context(), w.user(access.Assessor, access.Grant{}), c.ID, []PairPut{{From: pair.From, To: pair.To, State: catalog.Confirmed}})
	refused(t, "an assessor of one site decides for all", err, Denied, "")
}
