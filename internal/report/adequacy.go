package report

import (
	"cmp"
	"fmt"
	"strconv"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// AdequacyInput is what the report on the adequacy of availability is made of.
type AdequacyInput struct {
	Site     plant.SiteRecord
	Adequacy risk.AvailabilityAdequacy
	Today    plant.Date
	Stamp    Stamp
}

// Adequacy tells for each essential function whether its availability is managed
// well enough: what is asked, what was shown, and the gap.
func Adequacy(in AdequacyInput) Document {
	a := in.Adequacy
	t := Table{
		Name: "Functions", Empty: "No essential function is registered.",
		Columns: []Column{{Title: "Key", Share: 1}, {Title: "Function", Share: 3}, {Title: "Worst consequence", Share: 1.9}, {Title: "Verdict", Share: 1.4}, {Title: "Recovery time", Share: 1.8}, {Title: "Recovery point", Share: 1.8}, {Title: "Restore tested", Share: 1.6}},
	}
	each := Section{Heading: "Function by function"}
	for _, f := range a.Functions {
		worst := "not rated"
		if f.Consequence > 0 {
			worst = fmt.Sprintf("%d, %s", f.Consequence, f.Driving)
		}
		r := f.Recovery
		if r == nil {
			r = &risk.Recovery{}
		}
		t.Rows = append(t.Rows, []string{f.Key, f.Name, worst, verdictWord(f.Verdict), ofTarget(r.MeasuredTime, r.TargetTime), ofTarget(r.MeasuredPoint, r.TargetPoint), orNone(r.RestoreTested)})
		each.Blocks = append(each.Blocks, heading(fmt.Sprintf("%s, %s: %s", f.Key, f.Name, verdictWord(f.Verdict))), text(f.Why), tableOf(recoveryFacts(f, r)))
		if len(f.Gaps) > 0 {
			each.Blocks = append(each.Blocks, tableOf(gapTable(f)))
		}
	}
	if len(each.Blocks) == 0 {
		each.Blocks = []Block{text("No essential function is registered: add those that health, safety, environment or availability depend on.")}
	}
	return Document{
		Title:   "Adequacy of availability",
		Subject: fmt.Sprintf("%s (%s)", in.Site.Name, in.Site.Key),
		Stamp:   in.Stamp,
		Sections: []Section{
			{Heading: "Answer", Blocks: []Block{text(a.Answer), text("A recovery time or point reads as what was measured, then what its target is. The function with the worst consequence comes first."), tableOf(t)}},
			each,
			{Heading: "How this was computed", Blocks: []Block{list(append(append([]string{}, a.Rules...), fmt.Sprintf("Judged by the day %s.", in.Today))...)}},
		},
		Data: map[string]any{"site": in.Site, "adequacy": a},
	}
}

func recoveryFacts(f risk.FunctionAdequacy, r *risk.Recovery) Table {
	const unstated = "not stated"
	tested := "never"
	if r.RestoreTested != "" {
		tested = string(r.RestoreTested)
		if f.TestAge >= 0 {
			tested += fmt.Sprintf(", %s ago", plural(f.TestAge, "day"))
		}
	}
	return facts("Recovery",
		"Kind", string(f.Kind), "Owner", cmp.Or(f.Owner, "not named"),
		"Recovery time", targetHours(r.TargetTime)+", "+measuredHours(r.MeasuredTime), "Recovery point", targetHours(r.TargetPoint)+", "+measuredHours(r.MeasuredPoint),
		"Redundancy", cmp.Or(r.Redundancy, unstated), "Manual fallback", r.Fallback(), "Last restore test", tested, "Spares", cmp.Or(r.Spares, unstated), "Note", r.Note)
}

func gapTable(f risk.FunctionAdequacy) Table {
	t := Table{Name: "Gaps", Columns: []Column{{Title: "Gap", Share: 8}, {Title: "Means", Share: 2}}}
	for _, g := range f.Gaps {
		means := "worth knowing"
		if g.Means != "" {
			means = verdictWord(g.Means)
		}
		t.Rows = append(t.Rows, []string{g.Text, means})
	}
	return t
}

func verdictWord(v risk.AdequacyVerdict) string {
	switch v {
	case risk.Adequate:
		return "adequate"
	case risk.NotAdequate:
		return "not adequate"
	case risk.NotShown:
		return "not shown"
	}
	return string(v)
}

// ofTarget shows a measured time beside its target.
func ofTarget(measured, target *float64) string {
	if measured == nil && target == nil {
		return "–"
	}
	return measuredHours(measured) + ", " + targetHours(target)
}

func measuredHours(h *float64) string {
	if h == nil {
		return "never measured"
	}
	return "measured " + hours(h)
}

func targetHours(h *float64) string {
	if h == nil {
		return "no target"
	}
	return "target " + hours(h)
}

func hours(h *float64) string {
	return strconv.FormatFloat(*h, 'f', -1, 64) + " h"
}
