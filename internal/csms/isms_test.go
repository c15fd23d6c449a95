package csms

import (
	"io"
	"slices"
	"strings"
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/proof/isms"
	"ringwall/internal/risk/sheet"
	"ringwall/internal/supply"
)

const soa = "Control,Applicable,Status,Justification\nA.5.1,yes,implemented,\nA.5.2,yes,partly,\nA.5.3,yes,planned,\nA.7.4,no,,No site of our own\n"

func (w *works) isms(t testing.TB, text string, in ISMSInput) ISMS {
	t.Helper()
	in.Name, in.Data = "soa.csv", []byte(text)
	out, err := w.ReadISMS(t.Context(), w.ada, w.site, in)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return out
}

func markOf(t testing.TB, out ISMS, set catalog.SetID) (ISMSMark, map[catalog.RequirementID]ISMSLine) {
	t.Helper()
	i := slices.IndexFunc(out.Marks, func(m ISMSMark) bool { return m.Set == set })
	if i < 0 {
		t.Fatalf("no mark of %s", set)
	}
	by := map[catalog.RequirementID]ISMSLine{}
	for _, l := range out.Marks[i].Lines {
		by[l.Requirement] = l
	}
	return out.Marks[i], by
}

// led is a requirement of 2-1:2010 to which a control leads alone.
func led(t testing.TB, by map[catalog.RequirementID]ISMSLine, control catalog.RequirementID) ISMSLine {
	t.Helper()
	for _, q := range catalogSet(t, catalog.ProgramRequirements2010).Requirements {
		for _, p := range by[q.ID].By {
			if p.Control == control {
				return by[q.ID]
			}
		}
	}
	t.Fatalf("%s leads nowhere", control)
	return ISMSLine{}
}

func catalogSet(t testing.TB, id catalog.SetID) *catalog.Set {
	t.Helper()
	set, ok := catalog.NewShelf(nil).Find(id)
	if !ok {
		t.Fatalf("no set %s", id)
	}
	return set
}

func TestAStatementMarksWhatItCoversAndAnswersNothingByItself(t *testing.T) {
	w := newWorks(t)
	w.targeted(t)
	dry := w.isms(t, soa, ISMSInput{})
	if dry.Kind != isms.SoA || !dry.Guessed || dry.Counts != (isms.Counts{Read: 4}) || dry.Entry != 0 || dry.Writes != 0 || len(dry.Marks) != 3 || dry.Evidence != nil {
		t.Fatalf("%+v", dry)
	}
	m, by := markOf(t, dry, catalog.ProgramRequirements2010)
	if m.Counts.Full != 0 || m.Counts.Partly == 0 || m.Counts.Total != 126 || m.Delta != 126 || m.Answers {
		t.Errorf("2-1:2010: %+v, delta %d", m.Counts, m.Delta)
	}
	if l := led(t, by, "A.5.1"); l.State != catalog.CoveredPartly || l.Confirmed || l.Gives != "" || !strings.Contains(l.Asks, "suggested") {
		t.Errorf("%+v", l)
	}
	if m, _ := markOf(t, dry, catalog.ProgramRequirements); m.Counts.Partly == 0 || !m.Answers {
		t.Errorf("2-1:2024 over 2010: %+v", m.Counts)
	}
	if m, by := markOf(t, dry, w.set.ID); m.Delta == 0 || m.Delta == m.Counts.Total || by["SR 1.1"].Group == "" {
		t.Errorf("3-3: %+v, delta %d", m.Counts, m.Delta)
	}
	// Applied, the statement is kept, and nothing is met by it.
	done := w.isms(t, soa, ISMSInput{Apply: true, Hash: dry.Hash, Note: "ISMS of the group"})
	if done.Entry == 0 || done.Writes != 0 || done.Evidence == nil || done.Evidence.Key != "EV-001" {
		t.Fatalf("entry %d, %d writes, %+v", done.Entry, done.Writes, done.Evidence)
	}
	e, err := w.Evidence().One(t.Context(), w.ada, done.Evidence.ID)
	if err != nil || e.Source != fromStatement || e.Kind != "implemented" || len(e.Files) != 1 || e.Files[0].Name != "soa.csv" || e.AddedBy == "" || !strings.Contains(e.Description, "3 controls that apply, 1 of them implemented") {
		t.Fatalf("%+v %v", e, err)
	}
	f, err := w.OpenEvidenceFile(t.Context(), w.ada, supply.ID(e.ID), 1, false)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if b, err := io.ReadAll(f); err != nil || string(b) != soa {
		t.Errorf("the file that is kept: %q %v", b, err)
	}
	again := w.isms(t, soa, ISMSInput{Apply: true})
	if again.Entry != 0 || again.Evidence.Key != "EV-001" {
		t.Errorf("the same again: entry %d, %+v", again.Entry, again.Evidence)
	}
	kept, err := w.KeptISMS(t.Context(), w.ada, w.site)
	if err != nil || len(kept) != 1 || kept[0].File != "soa.csv" || len(kept[0].Hash) != 64 || kept[0].By != w.ada.Name {
		t.Errorf("%+v %v", kept, err)
	}
}

func TestAConfirmedPairOfAnImplementedControlAnswersWithProof(t *testing.T) {
	w := newWorks(t)
	dry := w.isms(t, soa, ISMSInput{Sets: []catalog.SetID{catalog.ProgramRequirements2010}})
	_, by := markOf(t, dry, catalog.ProgramRequirements2010)
	for _, control := range []catalog.RequirementID{"A.5.1", "A.5.2"} {
		l := led(t, by, control)
		i := slices.IndexFunc(l.By, func(p ISMSPair) bool { return p.Control == control })
		p := l.By[i]
		w.decides(t, catalog.PairDecision{Crosswalk: p.Crosswalk, From: p.From, To: p.To, State: catalog.Confirmed, Strength: catalog.Superset})
	}
	in := ISMSInput{Sets: []catalog.SetID{catalog.ProgramRequirements2010}, Day: "2026-02-01"}
	shown := w.isms(t, soa, in)
	m, by := markOf(t, shown, catalog.ProgramRequirements2010)
	met := led(t, by, "A.5.1")
	if met.State != catalog.CoveredFully || met.Gives != assess.Met || met.Reason != "covered by ISO/IEC 27001:2022 control A.5.1, statement soa.csv of 2026-02-01" || met.Delta {
		t.Fatalf("%+v", met)
	}
	half := led(t, by, "A.5.2")
	if half.Requirement != met.Requirement && (half.Gives != assess.Partly || !strings.Contains(half.Reason, "partly covered by")) {
		t.Errorf("%+v", half)
	}
	if shown.Writes == 0 || shown.Writes != m.Writes || m.Delta != 126-m.Writes {
		t.Errorf("%d writes, delta %d", shown.Writes, m.Delta)
	}
	if m, _ := markOf(t, shown, catalog.ProgramRequirements); m.Writes != 0 || m.Answers {
		t.Errorf("2024 is not to be answered: %+v", m.Writes)
	}
	in.Apply, in.Hash = true, dry.Hash
	in.Name, in.Data = "soa.csv", []byte(soa)
	_, err := w.ReadISMS(t.Context(), w.ada, w.site, in)
	refused(t, "the hash of before the decision", err, Conflict, "stale")
	in.Hash = shown.Hash
	done := w.isms(t, soa, in)
	v := w.answerOf(t, catalog.ProgramRequirements2010, met.Requirement)
	if done.Entry == 0 || done.Writes != shown.Writes || v.State != assess.Met || len(v.Proofs) != 1 || string(v.Proofs[0]) != done.Evidence.ID || v.Reason != met.Reason {
		t.Fatalf("%+v, %+v", done.Writes, v)
	}
	kept, err := w.KeptISMS(t.Context(), w.ada, w.site)
	if err != nil || kept[0].Answers != done.Writes || kept[0].Day != "2026-02-01" {
		t.Errorf("%+v %v", kept, err)
	}
	// An answer that stands is not touched by another statement.
	other := strings.Replace(soa, "A.5.1,yes,implemented", "A.5.1,yes,planned", 1)
	if next := w.isms(t, other, ISMSInput{Apply: true, Sets: in.Sets}); next.Writes != 0 || w.answerOf(t, catalog.ProgramRequirements2010, met.Requirement).State != assess.Met {
		t.Errorf("%d writes", next.Writes)
	} else if _, err := w.Undo(t.Context(), w.ada, w.site, next.Entry); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Undo(t.Context(), w.ada, w.site, done.Entry); err != nil {
		t.Fatal(err)
	}
	if v := w.answerOf(t, catalog.ProgramRequirements2010, met.Requirement); v.State != "" {
		t.Errorf("undone, it is still %s", v.State)
	}
}

func TestAPairOverTheOtherEditionCanBeDecidedToo(t *testing.T) {
	w := newWorks(t)
	_, by := markOf(t, w.isms(t, soa, ISMSInput{}), catalog.ProgramRequirements)
	for _, l := range by {
		for _, p := range l.By {
			if p.Control != "A.5.1" {
				continue
			}
			w.decides(t, catalog.PairDecision{Crosswalk: p.Crosswalk, From: p.From, To: p.To, State: catalog.Confirmed, Strength: catalog.Equal})
			_, after := markOf(t, w.isms(t, soa, ISMSInput{}), catalog.ProgramRequirements)
			if x := after[l.Requirement]; x.State != catalog.CoveredFully || x.Gives != assess.Met {
				t.Errorf("%+v", x)
			}
			return
		}
	}
	t.Error("A.5.1 leads nowhere in 2-1:2024")
}

func TestFilesOfAnISMSThatAreRefused(t *testing.T) {
	w := newWorks(t)
	ask := func(who access.Principal, text string, in ISMSInput) error {
		in.Name, in.Data = "soa.csv", []byte(text)
		_, err := w.ReadISMS(t.Context(), who, w.site, in)
		return err
	}
	bad := soa + "A.5.99,yes,implemented,\n"
	refused(t, "a refused row", ask(w.ada, bad, ISMSInput{Apply: true}), Conflict, "refused-rows")
	refused(t, "a viewer", ask(w.user(access.Viewer, access.Grant{}), soa, ISMSInput{}), Denied, "")
	refused(t, "a picture", ask(w.ada, "\x89PNG\r\n\x00\x00", ISMSInput{}), Invalid, "")
	refused(t, "OSCAL of another model", ask(w.ada, `{"catalog":{}}`, ISMSInput{}), Invalid, "")
	refused(t, "risks in OSCAL", ask(w.ada, `{"profile":{}}`, ISMSInput{Kind: isms.Risks}), Invalid, "")
	refused(t, "a day to come", ask(w.ada, soa, ISMSInput{Day: "2031-01-01"}), Invalid, "")
	refused(t, "a column that is not there", ask(w.ada, soa, ISMSInput{Mapping: &isms.Mapping{Sheet: "soa", Header: 1, Columns: map[string]int{"control": 77}}}), Invalid, "")
	refused(t, "a set that is no program", ask(w.ada, soa, ISMSInput{Sets: []catalog.SetID{w.set.ID}}), Invalid, "")
	refused(t, "headings only", ask(w.ada, "Control,Status\nPolicies,\n", ISMSInput{Apply: true}), Invalid, "")
	if out := w.isms(t, bad, ISMSInput{Apply: true, WithoutRefused: true}); out.Entry == 0 || out.Counts.Refuse != 1 {
		t.Errorf("without the refused row: %+v", out.Counts)
	}
	out := w.isms(t, `{"system-security-plan":{"metadata":{"title":"Group","last-modified":"2026-01-05T00:00:00Z"},"control-implementation":{"implemented-requirements":[{"control-id":"a.5.1","props":[{"name":"implementation-status","value":"implemented"}]}]}}}`, ISMSInput{})
	if !out.OSCAL || out.Day != "2026-01-05" || out.Title != "Group" || out.Counts.Read != 1 {
		t.Errorf("%+v", out)
	}
}

const register = "Risk ID,Risk,Description,Asset,Likelihood,Impact,Treatment,Risk owner\nR-1,Trip disabled by a programming laptop,Somebody loads another program,SIS-201,high,4,reduce,Ada\nR-2,Payroll leak,,HR database,low,2,accept,Ben\nR-3,Line stands still after a worm,,Production,medium,3,reduce,\n"

func TestRisksOfAnISMSAreShownBesideAndTakenOverOnlyWhenChosen(t *testing.T) {
	a := newAssessed(t)
	dry := a.isms(t, register, ISMSInput{})
	if dry.Kind != isms.Risks || dry.Counts.Read != 3 || len(dry.Risks) != 3 || dry.Scenarios != nil {
		t.Fatalf("%+v", dry)
	}
	r := dry.Risks
	if r[0].ID != "R-1" || !r[0].Concerns || r[0].NodeKey != "Z-02" || len(r[0].Like) == 0 || r[0].Like[0].Key != "SC-001" || r[1].ID != "R-3" || !r[1].Concerns || r[1].Node != nil || r[2].Concerns {
		t.Fatalf("%+v", r)
	}
	kept := a.isms(t, register, ISMSInput{Apply: true})
	if kept.Entry == 0 || len(a.scenarios(t)) != 1 || !strings.Contains(kept.Evidence.Name, "risk register") {
		t.Errorf("nothing chosen: %d scenarios", len(a.scenarios(t)))
	}
	// R-3 names no zone, so it has to be said where it plays.
	shown := a.isms(t, register, ISMSInput{Take: []int{2, 4}})
	if shown.Scenarios.Counts != (sheet.Counts{Add: 1, Refuse: 1}) {
		t.Fatalf("%+v", shown.Scenarios.Rows)
	}
	if r := shown.Scenarios.Rows[1]; r.Row != 4 || r.Cell != "D4" || !strings.Contains(r.Reason, "Production") {
		t.Errorf("refused at %s, row %d: %q", r.Cell, r.Row, r.Reason)
	}
	nodes := map[int]sheet.Node{4: {Kind: "zone", ID: string(a.line.ID)}}
	in := ISMSInput{Take: []int{2, 4}, Nodes: nodes}
	shown = a.isms(t, register, in)
	if shown.Scenarios.Counts != (sheet.Counts{Add: 2}) {
		t.Fatalf("%+v", shown.Scenarios.Rows)
	}
	in.Apply, in.Hash = true, shown.Hash
	done := a.isms(t, register, in)
	all := a.scenarios(t)
	if done.Entry == 0 || len(all) != 3 || all[1].PHA != "ISMS R-1" || all[1].Zone != a.safe.ID || all[2].Zone != a.line.ID || len(all[1].Ratings) != 0 || all[1].Likelihood != 0 || !strings.Contains(all[1].Note, "likelihood high") || all[1].Owner != "Ada" {
		t.Fatalf("%+v", all)
	}
	if again := a.isms(t, register, ISMSInput{}); again.Risks[0].Scenario != all[1].Key {
		t.Errorf("%+v", again.Risks[0])
	}
	if _, err := a.Undo(t.Context(), a.ada, a.site, done.Entry); err != nil || len(a.scenarios(t)) != 1 {
		t.Errorf("undone, %d scenarios are left, %v", len(a.scenarios(t)), err)
	}
	_, err := a.ReadISMS(t.Context(), a.ada, a.site, ISMSInput{Name: "r.csv", Data: []byte(register), Take: []int{77}})
	refused(t, "a row that is not there", err, Invalid, "")
}
