package sheet

import (
	"fmt"
	"strings"

	"ringwall/internal/plant"
	book "ringwall/internal/plant/sheet"
	"ringwall/internal/risk"
)

// scenarioColumns are the columns of a scenario, in the order of the worksheet.
var scenarioColumns = func() []column[risk.Scenario] {
	type S = risk.Scenario
	list := []column[S]{
		text("Key", 10, "/key", func(x *S) *string { return &x.Key }),
		text("Name", 30, "/name", func(x *S) *string { return &x.Name }),
		reference("Zone", 10, "/zone", risk.OfZone, func(x *S) *plant.ZoneID { return &x.Zone }),
		reference("Conduit", 10, "/conduit", risk.OfConduit, func(x *S) *plant.ConduitID { return &x.Conduit }),
		references("Functions", "/functions", risk.OfFunction, func(x *S) *[]risk.ID { return &x.Functions }),
		reference("Worst case", 11, "/worstCase", risk.OfWorstCase, func(x *S) *risk.ID { return &x.WorstCase }),
		text("Objective", 24, "/objective", func(x *S) *string { return &x.Objective }),
		flag("Opportunity", "/opportunity", func(x *S) *bool { return &x.Opportunity }),
		text("Deviation", 30, "/deviation", func(x *S) *string { return &x.Deviation }),
		text("Cause", 36, "/cause", func(x *S) *string { return &x.Cause }),
		oneOf("Cause kind", 11, "/causeKind", risk.CauseKinds, func(x *S) *risk.CauseKind { return &x.CauseKind }),
		flag("Cause hackable", "/causeHackable", func(x *S) *bool { return &x.CauseHackable }),
		oneOf("Mechanism", 22, "/mechanism", risk.Mechanisms, func(x *S) *risk.Mechanism { return &x.Mechanism }),
		oneOf("Threat source", 15, "/threatSource", risk.ThreatSources, func(x *S) *risk.ThreatSource { return &x.ThreatSource }),
		count("Skill", "/skill", func(x *S) *int { return &x.Skill }),
		{"Techniques", 18, "/techniques",
			func(_ *names, x *S) book.Cell { return textCell(strings.Join(x.Techniques, ", ")) },
			func(_ *planner, x *S, s string) error { x.Techniques = words(s); return nil }},
		text("ATT&CK release", 9, "/release", func(x *S) *string { return &x.Release }),
		text("Vulnerability", 30, "/vulnerability", func(x *S) *string { return &x.Vulnerability }),
		text("Consequence", 36, "/consequence", func(x *S) *string { return &x.Consequence }),
	}
	for _, c := range risk.Categories {
		list = append(list, rating(c))
	}
	return append(list,
		column[S]{"Likelihood", 11, "/likelihood",
			func(_ *names, x *S) book.Cell { return intCell(x.Likelihood) },
			func(p *planner, x *S, s string) (err error) {
				x.Likelihood, _, err = level(s, p.likelihoods(), "likelihood", p.scale())
				return err
			}},
		oneOf("Confidence", 11, "/confidence", risk.Confidences, func(x *S) *risk.Confidence { return &x.Confidence }),
		text("Rationale", 30, "/rationale", func(x *S) *string { return &x.Rationale }),
		references("Assumptions", "/assumptions", risk.OfAssumption, func(x *S) *[]risk.ID { return &x.Assumptions }),
		text("PHA reference", 18, "/pha", func(x *S) *string { return &x.PHA }),
		amount("Initiating per year", "/lopa/initiatingPerYear", lopaOf, func(l *risk.LOPA) *float64 { return &l.InitiatingPerYear }),
		amount("Tolerable per year", "/lopa/targetPerYear", lopaOf, func(l *risk.LOPA) *float64 { return &l.TargetPerYear }),
		amount("Stated per year", "/lopa/statedPerYear", lopaOf, func(l *risk.LOPA) *float64 { return &l.StatedPerYear }),
		amount("Loss events per year", "/loss/eventsPerYear", lossOf, func(l *risk.LossRange) *float64 { return &l.EventsPerYear }),
		amount("Loss low", "/loss/low", lossOf, func(l *risk.LossRange) *float64 { return &l.Low }),
		amount("Loss high", "/loss/high", lossOf, func(l *risk.LossRange) *float64 { return &l.High }),
		oneOf("Treatment", 11, "/treatment", risk.Treatments, func(x *S) *risk.Treatment { return &x.Treatment }),
		text("Owner", 24, "/owner", func(x *S) *string { return &x.Owner }),
		text("Due", 12, "/due", func(x *S) *plant.Date { return &x.Due }),
		text("Note", 36, "/note", func(x *S) *string { return &x.Note }),
		text("Removed by design", 24, "/removed", func(x *S) *string { return &x.Removed }),
	)
}()

// safeguardColumns are the columns of a safeguard, after the key of its scenario.
var safeguardColumns = func() []column[risk.Safeguard] {
	type G = risk.Safeguard
	return []column[G]{
		reference("Countermeasure", 16, "/countermeasure", risk.OfCountermeasure, func(x *G) *risk.ID { return &x.Countermeasure }),
		text("Safeguard", 36, "/name", func(x *G) *string { return &x.Name }),
		oneOf("Layer", 16, "/layer", risk.Layers, func(x *G) *risk.Layer { return &x.Layer }),
		flag("Hackable", "/hackable", func(x *G) *bool { return &x.Hackable }),
		reference("Placed in", 10, "/placedIn", risk.OfZone, func(x *G) *plant.ZoneID { return &x.PlacedIn }),
		{"Depends on", 30, "/dependencies", func(_ *names, x *G) book.Cell { return textCell(dependencies(x.Dependencies)) },
			func(_ *planner, x *G, s string) (err error) { x.Dependencies, err = dependenciesIn(s); return err }},
		flag("Planned", "/planned", func(x *G) *bool { return &x.Planned }),
		count("Lowers likelihood", "/lowersLikelihood", func(x *G) *int { return &x.LowersLikelihood }),
		count("Lowers consequence", "/lowersConsequence", func(x *G) *int { return &x.LowersConsequence }),
		text("Reason", 30, "/reason", func(x *G) *string { return &x.Reason }),
		{"PFD", 11, "/pfd",
			func(_ *names, x *G) book.Cell {
				if x.PFD == 0 {
					return book.Cell{}
				}
				return numberCell(x.PFD)
			},
			func(_ *planner, x *G, s string) (err error) {
				if x.PFD = 0; strings.TrimSpace(s) != "" {
					x.PFD, err = probability(s)
				}
				return err
			}},
		text("Evidence", 30, "/evidence", func(x *G) *string { return &x.Evidence }),
	}
}()

// dependencies are a line each: "vendor: Fortinet". The further lines of a name
// that has several begin with two blanks.
func dependencies(list []risk.Dependency) string {
	lines := make([]string, len(list))
	for i, d := range list {
		lines[i] = string(d.Kind) + ": " + strings.ReplaceAll(d.Name, "\n", "\n  ")
	}
	return strings.Join(lines, "\n")
}

func dependenciesIn(s string) (out []risk.Dependency, err error) {
	for line := range strings.SplitSeq(s, "\n") {
		if rest, more := strings.CutPrefix(line, "  "); more && len(out) > 0 {
			out[len(out)-1].Name += "\n" + rest
			continue
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		kind, name, ok := strings.Cut(line, ":")
		d := risk.Dependency{Name: strings.TrimPrefix(name, " ")}
		if d.Kind, err = choice(kind, risk.DependencyKinds); err != nil || !ok {
			return nil, fmt.Errorf("%q is no dependency: write its kind, a colon and its name, such as vendor: Fortinet", line)
		}
		out = append(out, d)
	}
	return out, nil
}
