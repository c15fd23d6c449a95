package report

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

func carriedSet(t *testing.T, id catalog.SetID) *catalog.Set {
	t.Helper()
	set, ok := catalog.NewShelf(nil).Find(id)
	if !ok {
		t.Fatalf("%s is not carried", id)
	}
	return set
}

// someCoverage is a small coverage of a set: one outcome in each state.
func someCoverage(t *testing.T, id catalog.SetID) CoverageInput {
	t.Helper()
	in := pumpHouse()
	set := carriedSet(t, id)
	part := func(key string, h catalog.Holding, s assess.State) PartAnswer {
		return PartAnswer{Subject: assess.Subject{Kind: assess.OfZone, ID: key}, Key: key, Name: key, State: s, Holds: h, Why: s.Word(), Owner: "Ann Berg", Checked: "2026-05-04",
			Evidence: []string{"Firewall rules <2026>"}, Proofs: []ProofName{{ID: "e1", Key: "EV-001", Name: "Account review"}}}
	}
	pair := func(p CoveragePair, parts ...PartAnswer) CoveragePair {
		p.Crosswalk, p.Set, p.Asked, p.Parts = "csf-2.0-3-3", catalog.SystemRequirements, p.Holds != catalog.OutOfScope || len(parts) > 0, parts
		return p
	}
	held := pair(CoveragePair{Requirement: "SR 1.1", Title: "Human users", Strength: catalog.Superset, State: catalog.Confirmed, Holds: catalog.HoldsFully, Why: "holds in Z-01, Z-02"}, part("Z-01", catalog.HoldsFully, assess.Met))
	weak := pair(CoveragePair{Requirement: "SR 1.3", Title: "Accounts", Strength: catalog.Related, State: catalog.Suggested, Holds: catalog.HoldsNot, Why: "does not hold in Z-02 (not met); holds in 1 of 2"}, part("Z-02", catalog.HoldsNot, assess.NotMet))
	none := pair(CoveragePair{Requirement: "SR 1.6", Title: "Wireless", Strength: catalog.Related, State: catalog.Confirmed, Holds: catalog.OutOfScope, Why: "no target level of a zone or conduit asks for it"})
	out := CoverageInput{Site: in.Site.SiteRecord, Set: set, Today: in.Posture.Today, Stamp: in.Stamp, Notes: []string{"Nothing is answered by iec-62443-2-1:2010, so it is left aside."},
		Sources: []CoverageSource{{Crosswalk: "csf-2.0-3-3", Title: "CSF", Source: "Derived over CSF 1.1.", Set: catalog.SystemRequirements, Standard: "IEC 62443-3-3:2013", Derived: true, Pairs: 158, Decided: 1}}}
	for i, q := range set.Requirements {
		l := CoverageLine{Requirement: q.ID, Title: q.Title, Group: q.Group, State: catalog.Unreached, Why: "No pair leads here from what was answered."}
		switch i {
		case 0:
			l = CoverageLine{Requirement: q.ID, Title: q.Title, Group: q.Group, State: catalog.CoveredFully, Strength: catalog.Superset, Confirmed: true, Asked: true, Why: "SR 1.1 asks for all of it and holds.", Pairs: []CoveragePair{held}}
		case 1:
			l = CoverageLine{Requirement: q.ID, Title: q.Title, Group: q.Group, State: catalog.CoveredPartly, Strength: catalog.Related, Asked: true, Why: "1 of 2 that lead here hold at least partly.", Pairs: []CoveragePair{func() CoveragePair { p := held; p.State = catalog.Suggested; return p }(), weak}}
		case 2:
			l = CoverageLine{Requirement: q.ID, Title: q.Title, Group: q.Group, State: catalog.NotCovered, Strength: catalog.Related, Asked: true, Why: "Nothing that leads here holds.", Pairs: []CoveragePair{weak}}
		case 3:
			l = CoverageLine{Requirement: q.ID, Title: q.Title, Group: q.Group, State: catalog.NotYetKnown, Strength: catalog.Related, Confirmed: true, Why: "Nothing that leads here applies.", Pairs: []CoveragePair{none}}
		}
		out.Lines = append(out.Lines, l)
	}
	return out
}

func TestTheProfileSaysWhatIsMissingAndByWhichStrength(t *testing.T) {
	all := texts(Profile(someCoverage(t, catalog.CSF20)))
	for _, want := range []string{
		"Outcomes: 106. Achieved: 1. Partly achieved: 1. Not achieved: 1. Not answered: 1.", "for themselves: 102", "Resting on suggested pairs only: 2",
		"achieved | asked | superset, confirmed | none | EV-001 Account review; Firewall rules <2026>",
		"partly | asked | related, suggested | SR 1.3: does not hold in Z-02 (not met); holds in 1 of 2",
		"not answered | not asked | related, confirmed | Nothing that leads here is asked of this site.",
		"not reached | – | – | Answer it for itself.", "Nobody was asked by NIST CSF 2.0", "left aside", "Derived over CSF 1.1.",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("the profile does not say %q", want)
		}
	}
}

func TestTheDerivedStatementKeepsSuggestionsApart(t *testing.T) {
	d := DerivedStatement(someCoverage(t, catalog.ISO27001))
	all := texts(d)
	for _, want := range []string{
		"This statement is derived.", "nothing in this section is a statement yet", "by confirmed pairs: 1. By suggested pairs only: 2", "A.8.34 | Protection",
		"yes | The site is asked for SR 1.1. | implemented | superset, confirmed | SR 1.1: holds in Z-01, Z-02",
		"to decide | No target level of the site asks for what leads here. | not answered",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("the statement does not say %q", want)
		}
	}
	for _, s := range d.Sections {
		if s.Heading == "Controls by confirmed pairs" && len(s.Blocks[0].Table.Rows) != 1 {
			t.Errorf("%d controls by confirmed pairs, want 1", len(s.Blocks[0].Table.Rows))
		}
	}
}

func statementOf(t *testing.T, id catalog.SetID) StatementInput {
	t.Helper()
	in := pumpHouse()
	set := carriedSet(t, id)
	site := assess.Subject{Kind: assess.OfSite, ID: "s"}
	out := StatementInput{Site: in.Site.SiteRecord, Set: set, Today: in.Posture.Today, Stamp: in.Stamp}
	var verdicts []assess.Verdict
	for i, q := range set.Requirements[:4] {
		v := assess.Verdict{Subject: site, Set: id, Requirement: q.ID, State: assess.Met, Maturity: 2, MaturityTarget: 3, Assessor: "Ann Berg", AssessedOn: "2026-05-04", Evidence: []string{"POL-1"}}
		switch i {
		case 1:
			v.State, v.Reason = assess.Partly, "The plant is not in scope yet."
		case 2:
			v.State, v.Reason, v.Approver, v.Maturity = assess.NotApplicable, "No wireless.", "Ben", 0
		}
		verdicts = append(verdicts, v)
	}
	p := assess.Program(set, verdicts, out.Today, nil)
	if !set.Levelled() {
		out.Program = &p
	}
	for i, x := range p.Answers {
		a := SiteAnswer{Requirement: x.Requirement.ID, Asked: true, Holds: catalog.Unanswered, Why: x.Why}
		pa := PartAnswer{Subject: site, Key: "PH", Name: "Pump house", State: x.Effective.State, Holds: catalog.Unanswered, Why: x.Why, Maturity: x.Maturity, Target: x.Target}
		if v := x.Verdict; v != nil {
			pa.Reason, pa.Owner, pa.Checked, pa.Evidence = v.Reason, v.Assessor, v.AssessedOn, v.Evidence
			a.Holds = []catalog.Holding{catalog.HoldsFully, catalog.HoldsPartly, catalog.OutOfScope, catalog.HoldsFully}[i]
			pa.Holds = a.Holds
		}
		a.Parts = []PartAnswer{pa}
		if set.Levelled() && i > 0 {
			a.Asked, a.Parts, a.Holds, a.Why = false, nil, catalog.OutOfScope, "no target level of a zone or conduit asks for it"
		}
		if set.Levelled() && i == 0 {
			a.Holds = catalog.HoldsNot
			for n := range 9 {
				z := pa
				z.Key, z.State = fmt.Sprintf("Z-%02d", n), assess.Met
				if n == 8 {
					z.State, z.Holds = assess.NotMet, catalog.HoldsNot
				}
				a.Parts = append(a.Parts, z)
			}
		}
		out.Answers = append(out.Answers, a)
	}
	return out
}

func TestAStatementTellsWhatAppliesHowItStandsAndWhatShowsIt(t *testing.T) {
	all := texts(Statement(statementOf(t, catalog.ProgramRequirements)))
	for _, want := range []string{
		"Asked: 87. Of these applicable: 86.", "They hold: 2. Hold partly: 1. Do not hold: 0. Not answered: 83.",
		"yes | Asked by the set. | met | ML 2 | ML 3 | POL-1 | Ann Berg | 2026-05-04",
		"yes | The plant is not in scope yet. | partly met | ML 1 | ML 3", "no | No wireless. | not applicable | – | –", "unanswered | ML 0",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("the statement does not say %q", want)
		}
	}
	d := Statement(statementOf(t, catalog.SystemRequirements))
	all = texts(d)
	for _, want := range []string{"The targets of 10 zones and conduits ask for it.", "Z-08 not met; PH met", "4 more", "no | No target level of a zone or conduit asks for it. | –"} {
		if !strings.Contains(all, want) {
			t.Errorf("the statement of 3-3 does not say %q", want)
		}
	}
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			if b.Table != nil && len(b.Table.Full) > 0 && strings.Contains(s.Heading, "FR 1") && strings.Count(b.Table.Full[0][5], ";") != 9 {
				t.Errorf("a workbook names %q", b.Table.Full[0][5])
			}
		}
	}
}

func TestCoverageReportsAreWrittenInEveryFormat(t *testing.T) {
	empty := CoverageInput{Site: plant.SiteRecord{Key: "E", Name: "Empty"}, Set: carriedSet(t, catalog.ANSSI), Stamp: pumpHouse().Stamp}
	for name, d := range map[string]Document{
		"csf-profile": Profile(someCoverage(t, catalog.CSF20)), "iso-statement": DerivedStatement(someCoverage(t, catalog.ISO27001)), "empty-profile": Profile(empty), "empty-statement": DerivedStatement(empty),
		"statement-2-1": Statement(statementOf(t, catalog.ProgramRequirements)), "statement-3-3": Statement(statementOf(t, catalog.SystemRequirements)), "statement-2-4": Statement(statementOf(t, catalog.ProviderRequirements)),
	} {
		for format, write := range map[string]func(*bytes.Buffer) error{
			"html": func(b *bytes.Buffer) error { return WriteHTML(b, d) }, "pdf": func(b *bytes.Buffer) error { return WritePDF(b, d) },
			"xlsx": func(b *bytes.Buffer) error { return WriteXLSX(b, d) }, "json": func(b *bytes.Buffer) error { return WriteJSON(b, d) },
			"docx": func(b *bytes.Buffer) error { return WriteDOCX(b, d) },
		} {
			var b bytes.Buffer
			if err := write(&b); err != nil || b.Len() == 0 {
				t.Errorf("%s as %s: %v", name, format, err)
			}
			if dir := os.Getenv("REPORT_DIR"); dir != "" { // to look at
				if err := os.WriteFile(filepath.Join(dir, name+"."+format), b.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

func TestCoverageReportsLookAsTheyDid(t *testing.T) {
	for name, d := range map[string]Document{
		"csf-profile.html": Profile(someCoverage(t, catalog.CSF20)), "iso-statement.html": DerivedStatement(someCoverage(t, catalog.ISO27001)), "statement.html": Statement(statementOf(t, catalog.ProgramRequirements)),
	} {
		d.Data = nil
		golden(t, name, func(b *bytes.Buffer) error { return WriteHTML(b, d) })
	}
}
