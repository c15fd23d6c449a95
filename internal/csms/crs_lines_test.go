package csms

import (
	"testing"

	"ringwall/internal/risk/spec"
)

func TestLinesOfASpecificationAreReadInPagesAndWrittenTogether(t *testing.T) {
	a := newAssessed(t)
	written := a.specification(t)
	before := a.crs(t)
	outline, err := a.CRSOutline(t.Context(), a.ada, a.site, "")
	if err != nil {
		t.Fatal(err)
	}
	if outline.Digest != before.Digest || outline.Counts.Lines != len(before.CRS.Lines) || outline.Latest != "2029-03-02" || outline.Specification.ID != written.ID {
		t.Errorf("outline: %+v", outline)
	}
	var read []spec.Line
	after := ""
	for {
		page, err := a.CRSLines(t.Context(), a.ada, a.site, "", spec.LineFilter{}, after, 20)
		if err != nil {
			t.Fatal(err)
		}
		read = append(read, page.Items...)
		if after = page.Next; after == "" {
			break
		}
	}
	if len(read) != len(before.CRS.Lines) || read[len(read)-1].ID != before.CRS.Lines[len(read)-1].ID {
		t.Fatalf("%d lines in pages, want %d", len(read), len(before.CRS.Lines))
	}
	_, err = a.CRSLines(t.Context(), a.ada, a.site, "", spec.LineFilter{FRs: []string{"FR 1"}}, mark(t, a), 20)
	refused(t, "a page of another filter", err, Invalid, "")

	hold := true
	filter := spec.LineFilter{FRs: []string{"FR 5"}}
	out, err := a.SetCRSLines(t.Context(), a.ada, a.site, LineBulk{All: &filter, Set: spec.LineSet{HoldPoint: &hold}})
	if err != nil || out.Changed == 0 || out.Entry == 0 {
		t.Fatalf("%+v, %v", out, err)
	}
	for _, l := range a.crs(t).CRS.Lines {
		if l.FR == "FR 5" && !l.HoldPoint {
			t.Errorf("%s is no hold point", l.ID)
		}
	}
	if a.crs(t).Digest == before.Digest {
		t.Error("hold points are not bound by an approval")
	}
	if _, err := a.Undo(t.Context(), a.ada, a.site, out.Entry); err != nil {
		t.Fatal(err)
	}
	if v := a.crs(t); v.CRS.Counts.HoldPoints != before.CRS.Counts.HoldPoints {
		t.Errorf("undone, there are %d hold points, want %d", v.CRS.Counts.HoldPoints, before.CRS.Counts.HoldPoints)
	}

	for name, bulk := range map[string]LineBulk{
		"no lines":        {Set: spec.LineSet{HoldPoint: &hold}},
		"nothing to set":  {All: &filter},
		"lines not there": {IDs: []string{"Z-99/SR 1.1"}, Set: spec.LineSet{HoldPoint: &hold}},
	} {
		_, err := a.SetCRSLines(t.Context(), a.ada, a.site, bulk)
		refused(t, name, err, Invalid, "")
	}
}

// mark is the mark of the second page of all lines.
func mark(t *testing.T, a *assessed) string {
	t.Helper()
	page, err := a.CRSLines(t.Context(), a.ada, a.site, "", spec.LineFilter{}, "", 1)
	if err != nil {
		t.Fatal(err)
	}
	return page.Next
}
