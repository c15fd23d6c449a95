package sheet

import (
	"fmt"
	"strconv"
	"strings"

	"ringwall/internal/plant"
	book "ringwall/internal/plant/sheet"
	"ringwall/internal/risk"
)

// column is one column of the worksheet: how to get its cell out of a record,
// and back. One without set is computed and not read.
type column[T any] struct {
	title   string
	width   int // in characters
	pointer string
	get     func(n *names, x *T) book.Cell
	set     func(p *planner, x *T, text string) error
}

// computed marks the columns that are written and not read.
const computed = " (computed)"

func itoa(n int) string { return strconv.Itoa(n) }

func textCell(s string) book.Cell { return book.Cell{Text: s} }

func numberCell(x float64) book.Cell {
	return book.Cell{Text: strconv.FormatFloat(x, 'g', -1, 64), Number: true}
}

func intCell(n int) book.Cell {
	if n == 0 {
		return book.Cell{}
	}
	return book.Cell{Text: itoa(n), Number: true}
}

func yesCell(yes bool) book.Cell {
	if yes {
		return textCell("yes")
	}
	return book.Cell{}
}

func text[T any, S ~string](title string, width int, pointer string, at func(*T) *S) column[T] {
	return column[T]{title, width, pointer,
		func(_ *names, x *T) book.Cell { return textCell(string(*at(x))) },
		func(_ *planner, x *T, s string) error { *at(x) = S(s); return nil },
	}
}

func flag[T any](title string, pointer string, at func(*T) *bool) column[T] {
	return column[T]{title, 11, pointer,
		func(_ *names, x *T) book.Cell { return yesCell(*at(x)) },
		func(_ *planner, x *T, s string) (err error) { *at(x), err = mark(s); return err },
	}
}

func oneOf[T any, S ~string](title string, width int, pointer string, allowed []S, at func(*T) *S) column[T] {
	return column[T]{title, width, pointer,
		func(_ *names, x *T) book.Cell { return textCell(string(*at(x))) },
		func(_ *planner, x *T, s string) (err error) { *at(x), err = choice(s, allowed); return err },
	}
}

func count[T any](title string, pointer string, at func(*T) *int) column[T] {
	return column[T]{title, 11, pointer,
		func(_ *names, x *T) book.Cell { return intCell(*at(x)) },
		func(_ *planner, x *T, s string) error {
			if *at(x) = 0; strings.TrimSpace(s) == "" {
				return nil
			}
			n, err := strconv.Atoi(plainText(s))
			if err != nil {
				return fmt.Errorf("%q is no whole number", s)
			}
			*at(x) = n
			return nil
		},
	}
}

// reference is a column that names one record by key.
func reference[T any, S ~string](title string, width int, pointer, kind string, at func(*T) *S) column[T] {
	return column[T]{title, width, pointer,
		func(n *names, x *T) book.Cell { return textCell(n.key(kind, string(*at(x)))) },
		func(p *planner, x *T, s string) error {
			id, err := p.names.id(kind, s)
			*at(x) = S(id)
			return err
		},
	}
}

func references(title string, pointer, kind string, at func(*risk.Scenario) *[]risk.ID) column[risk.Scenario] {
	return column[risk.Scenario]{title, 16, pointer,
		func(n *names, x *risk.Scenario) book.Cell { return textCell(n.list(kind, *at(x))) },
		func(p *planner, x *risk.Scenario, s string) (err error) {
			*at(x), err = p.names.idsOf(kind, s)
			return err
		},
	}
}

// rating is the column of one category of consequence. An empty cell is not
// rated, 0 an explicit none.
func rating(c risk.Category) column[risk.Scenario] {
	return column[risk.Scenario]{strings.ToUpper(string(c)[:1]) + string(c)[1:], 11, "/ratings/" + string(c),
		func(_ *names, x *risk.Scenario) book.Cell {
			if n, rated := x.Ratings[c]; rated {
				return book.Cell{Text: itoa(n), Number: true}
			}
			return book.Cell{}
		},
		func(p *planner, x *risk.Scenario, s string) error {
			n, rated, err := level(s, p.levels(), "consequence", p.scale())
			if err != nil {
				return err
			}
			after := risk.Ratings{}
			for k, v := range x.Ratings {
				after[k] = v
			}
			if delete(after, c); rated {
				after[c] = n
			}
			if x.Ratings = after; len(after) == 0 {
				x.Ratings = nil
			}
			return nil
		},
	}
}

// amount is a number of a part that a scenario may lack as a whole. It lacks the
// part when every cell of it is empty.
func amount[P any](title string, pointer string, part func(*risk.Scenario) **P, at func(*P) *float64) column[risk.Scenario] {
	return column[risk.Scenario]{title, 13, pointer,
		func(_ *names, x *risk.Scenario) book.Cell {
			if *part(x) == nil {
				return book.Cell{}
			}
			return numberCell(*at(*part(x)))
		},
		func(_ *planner, x *risk.Scenario, s string) error {
			if strings.TrimSpace(s) == "" {
				if *part(x) != nil {
					*at(*part(x)) = 0
				}
				return nil
			}
			n, err := frequency(s)
			if err != nil {
				return fmt.Errorf("%q is no number", s)
			}
			if *part(x) == nil {
				*part(x) = new(P)
			}
			*at(*part(x)) = n
			return nil
		},
	}
}

func lopaOf(x *risk.Scenario) **risk.LOPA      { return &x.LOPA }
func lossOf(x *risk.Scenario) **risk.LossRange { return &x.Loss }

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

// changes are the fields that differ, in the words of the worksheet's columns;
// before is nil for a new scenario.
func (p *planner) changes(before, after *risk.Scenario) []FieldChange {
	none := risk.Scenario{}
	if before == nil {
		before = &none
	}
	var out []FieldChange
	for _, c := range scenarioColumns {
		a, b := c.get(p.names, before).Text, c.get(p.names, after).Text
		if a != b {
			out = append(out, FieldChange{c.title, a, b})
		}
	}
	if a, b := p.guards(before), p.guards(after); a != b {
		out = append(out, FieldChange{"Safeguards", a, b})
	}
	return out
}

// guards are all safeguards of a scenario in words, one on each line.
func (p *planner) guards(s *risk.Scenario) string {
	lines := make([]string, len(s.Safeguards))
	for i := range s.Safeguards {
		g := &s.Safeguards[i]
		var parts []string
		for _, c := range safeguardColumns {
			switch text := c.get(p.names, g).Text; {
			case text == "":
			case c.title == "Countermeasure" || c.title == "Safeguard":
				parts = append(parts, text)
			case text == "yes":
				parts = append(parts, strings.ToLower(c.title))
			default:
				parts = append(parts, strings.ToLower(c.title[:1])+c.title[1:]+" "+text)
			}
		}
		lines[i] = strings.Join(parts, ", ")
	}
	return strings.Join(lines, "\n")
}
