package spec_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/risk"
	"ringwall/internal/risk/spec"
)

func TestLinesOfASpecificationAreNarrowedByWhatTheyHave(t *testing.T) {
	c := spec.Build(crsPlant())
	counts := spec.CountLines(c.Lines)
	yes := true
	for name, row := range map[string]struct {
		filter spec.LineFilter
		want   int
	}{
		"nothing narrows":   {spec.LineFilter{}, len(c.Lines)},
		"one zone":          {spec.LineFilter{Subjects: []string{counts.Subjects[0].ID}}, counts.Subjects[0].Lines},
		"one requirement":   {spec.LineFilter{FRs: []string{"FR 5"}}, counts.FR["FR 5"]},
		"hold points":       {spec.LineFilter{HoldPoint: &yes}, counts.HoldPoints},
		"without a trace":   {spec.LineFilter{Traces: []spec.Trace{spec.TraceNone}}, c.Counts.Untraced},
		"tested on site":    {spec.LineFilter{Verifications: []risk.Verification{"sat"}}, counts.Verification["sat"]},
		"a word of nothing": {spec.LineFilter{Search: "rhubarb"}, 0},
	} {
		if got := len(row.filter.Lines(c.Lines)); got != row.want {
			t.Errorf("%s: %d lines, want %d", name, got, row.want)
		}
	}
	first := c.Lines[0]
	found := spec.LineFilter{Search: first.Number + " " + first.SubjectName}.Lines(c.Lines)
	if len(found) != 1 || found[0].ID != first.ID {
		t.Errorf("the search for %s finds %d lines", first.Number, len(found))
	}
	for _, l := range (spec.LineFilter{Risk: "SC-001"}).Lines(c.Lines) {
		if len(l.Serves) == 0 {
			t.Errorf("%s serves nothing", l.ID)
		}
	}
}

func TestWhatIsWrittenOfManyLinesHoldsForThoseAlone(t *testing.T) {
	in := crsPlant()
	in.Specification.Lines = nil
	before := spec.Build(in)
	chosen := before.Lines[:2]
	hold, by := true, risk.Verification("contract")
	written, changed := spec.SetLines(in.Specification, chosen, spec.LineSet{HoldPoint: &hold, Verification: &by})
	if changed != 2 || len(written.Lines) != 2 {
		t.Fatalf("%d changed: %+v", changed, written.Lines)
	}
	in.Specification = written
	after := spec.Build(in)
	for i, l := range after.Lines {
		was := before.Lines[i]
		if i < 2 && (!l.HoldPoint || l.Verification != by) || i >= 2 && (l.HoldPoint != was.HoldPoint || l.Verification != was.Verification) {
			t.Errorf("%s is %v by %s", l.ID, l.HoldPoint, l.Verification)
		}
	}
	if _, changed := spec.SetLines(written, after.Lines[:2], spec.LineSet{HoldPoint: &hold}); changed != 0 {
		t.Errorf("written again, %d lines change", changed)
	}
	// Only the note: what else is said of the line stays as it was computed.
	note := "Ask the maker."
	written, _ = spec.SetLines(in.Specification, after.Lines[2:3], spec.LineSet{Note: &note})
	in.Specification = written
	if l, was := spec.Build(in).Lines[2], before.Lines[2]; l.Note != note || l.Verification != was.Verification || l.HoldPoint != was.HoldPoint {
		t.Errorf("with a note: %+v", l)
	}
	written, changed = spec.SetLines(written, spec.Build(in).Lines, spec.LineSet{AsComputed: true})
	if changed != 3 || len(written.Lines) != 0 {
		t.Errorf("taken back: %d changed, %+v left", changed, written.Lines)
	}
}

func TestARequirementOfTheOwnerIsWrittenWhereverItApplies(t *testing.T) {
	in := crsPlant()
	in.Specification.Own = []risk.OwnRequirement{{Key: "OR-01", Text: "Locked."}, {Key: "OR-02", Text: "Lit."}}
	var own []spec.Line
	for _, l := range spec.Build(in).Lines {
		if l.Requirement == "OR-01" {
			own = append(own, l)
		}
	}
	hold := true
	written, changed := spec.SetLines(in.Specification, own, spec.LineSet{HoldPoint: &hold})
	want := []risk.OwnRequirement{{Key: "OR-01", Text: "Locked.", HoldPoint: true}, {Key: "OR-02", Text: "Lit."}}
	if diff := cmp.Diff(want, written.Own); changed == 0 || diff != "" {
		t.Errorf("%d changed: %s", changed, diff)
	}
	if in.Specification.Own[0].HoldPoint {
		t.Error("the specification that was given is changed")
	}
}
