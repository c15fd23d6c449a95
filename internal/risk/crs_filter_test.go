package risk_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/risk"
)

func TestLinesOfASpecificationAreNarrowedByWhatTheyHave(t *testing.T) {
	c := risk.BuildCRS(crsPlant())
	counts := risk.CountLines(c.Lines)
	yes := true
	for name, row := range map[string]struct {
		filter risk.LineFilter
		want   int
	}{
		"nothing narrows":   {risk.LineFilter{}, len(c.Lines)},
		"one zone":          {risk.LineFilter{Subjects: []string{counts.Subjects[0].ID}}, counts.Subjects[0].Lines},
		"one requirement":   {risk.LineFilter{FRs: []string{"FR 5"}}, counts.FR["FR 5"]},
		"hold points":       {risk.LineFilter{HoldPoint: &yes}, counts.HoldPoints},
		"without a trace":   {risk.LineFilter{Traces: []risk.Trace{risk.TraceNone}}, c.Counts.Untraced},
		"tested on site":    {risk.LineFilter{Verifications: []risk.Verification{"sat"}}, counts.Verification["sat"]},
		"a word of nothing": {risk.LineFilter{Search: "rhubarb"}, 0},
	} {
		if got := len(row.filter.Lines(c.Lines)); got != row.want {
			t.Errorf("%s: %d lines, want %d", name, got, row.want)
		}
	}
	first := c.Lines[0]
	found := risk.LineFilter{Search: first.Number + " " + first.SubjectName}.Lines(c.Lines)
	if len(found) != 1 || found[0].ID != first.ID {
		t.Errorf("the search for %s finds %d lines", first.Number, len(found))
	}
	for _, l := range (risk.LineFilter{Risk: "SC-001"}).Lines(c.Lines) {
		if len(l.Serves) == 0 {
			t.Errorf("%s serves nothing", l.ID)
		}
	}
}

func TestWhatIsWrittenOfManyLinesHoldsForThoseAlone(t *testing.T) {
	in := crsPlant()
	in.Specification.Lines = nil
	before := risk.BuildCRS(in)
	chosen := before.Lines[:2]
	hold, by := true, risk.Verification("contract")
	spec, changed := in.Specification.SetLines(chosen, risk.LineSet{HoldPoint: &hold, Verification: &by})
	if changed != 2 || len(spec.Lines) != 2 {
		t.Fatalf("%d changed: %+v", changed, spec.Lines)
	}
	in.Specification = spec
	after := risk.BuildCRS(in)
	for i, l := range after.Lines {
		was := before.Lines[i]
		if i < 2 && (!l.HoldPoint || l.Verification != by) || i >= 2 && (l.HoldPoint != was.HoldPoint || l.Verification != was.Verification) {
			t.Errorf("%s is %v by %s", l.ID, l.HoldPoint, l.Verification)
		}
	}
	if _, changed := spec.SetLines(after.Lines[:2], risk.LineSet{HoldPoint: &hold}); changed != 0 {
		t.Errorf("written again, %d lines change", changed)
	}
	// Only the note: what else is said of the line stays as it was computed.
	note := "Ask the maker."
	spec, _ = in.Specification.SetLines(after.Lines[2:3], risk.LineSet{Note: &note})
	in.Specification = spec
	if l, was := risk.BuildCRS(in).Lines[2], before.Lines[2]; l.Note != note || l.Verification != was.Verification || l.HoldPoint != was.HoldPoint {
		t.Errorf("with a note: %+v", l)
	}
	spec, changed = spec.SetLines(risk.BuildCRS(in).Lines, risk.LineSet{AsComputed: true})
	if changed != 3 || len(spec.Lines) != 0 {
		t.Errorf("taken back: %d changed, %+v left", changed, spec.Lines)
	}
}

func TestARequirementOfTheOwnerIsWrittenWhereverItApplies(t *testing.T) {
	in := crsPlant()
	in.Specification.Own = []risk.OwnRequirement{{Key: "OR-01", Text: "Locked."}, {Key: "OR-02", Text: "Lit."}}
	var own []risk.CRSLine
	for _, l := range risk.BuildCRS(in).Lines {
		if l.Requirement == "OR-01" {
			own = append(own, l)
		}
	}
	hold := true
	spec, changed := in.Specification.SetLines(own, risk.LineSet{HoldPoint: &hold})
	want := []risk.OwnRequirement{{Key: "OR-01", Text: "Locked.", HoldPoint: true}, {Key: "OR-02", Text: "Lit."}}
	if diff := cmp.Diff(want, spec.Own); changed == 0 || diff != "" {
		t.Errorf("%d changed: %s", changed, diff)
	}
	if in.Specification.Own[0].HoldPoint {
		t.Error("the specification that was given is changed")
	}
}
