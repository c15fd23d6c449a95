package supply

import (
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// DifferenceInput is all that a reply is held against.
type DifferenceInput struct {
	Sent Asked
	// Now is what the specification asks today.
	Now   Asked
	Reply ReplyContent
	Offer ClaimsContent
	// Capable is the SL-C of an offered product, by its key in the offer.
	Capable func(product string) (Capable, bool)
	// Decided are the owner's words so far, by line.
	Decided map[string]ReplyLine
}

// Difference is what an owner asked against what an integrator answered.
type Difference struct {
	Lines  []LineDifference `json:"lines"`
	Levels []Shortfall      `json:"levels"`
	Counts DifferenceCounts `json:"counts"`
	Says   string           `json:"says"`
}

// DifferenceCounts are the numbers that people ask for first.
type DifferenceCounts struct {
	Lines      int            `json:"lines"`
	Unanswered int            `json:"unanswered"`
	By         map[Answer]int `json:"by"`
	Undecided  int            `json:"undecided"` // deviations
	Changed    int            `json:"changed"`   // lines asked differently since
	Short      int            `json:"short"`     // places where products fall short
}

// LineDifference is one line: what was asked, what was answered, and what became
// of the line since.
type LineDifference struct {
	Line    AskedLine    `json:"line"`
	Asks    string       `json:"asks"`
	Answer  *OfferedLine `json:"answer,omitempty"`
	Since   string       `json:"since,omitempty"` // "changed", "gone" or "new" since it was sent
	Changes []string     `json:"changes,omitempty"`
	Decided string       `json:"decided,omitempty"`
	Comment string       `json:"comment,omitempty"`
	Why     string       `json:"why"`
}

// Shortfall is a zone or conduit at which an offered product does not reach the
// SL-T in a foundational requirement that it is named for.
type Shortfall struct {
	Subject string   `json:"subject"`
	FR      string   `json:"fr"`
	Target  sl.Level `json:"target"`
	Product string   `json:"product,omitempty"` // key; empty: none is named
	Capable sl.Level `json:"capable"`
	Lines   int      `json:"lines"`
	Why     string   `json:"why"`
}

// DifferenceOf holds a reply against what was asked, and against what is asked
// today.
func DifferenceOf(in DifferenceInput) Difference {
	d := Difference{Lines: []LineDifference{}, Levels: []Shortfall{}, Counts: DifferenceCounts{By: map[Answer]int{}}}
	answers := map[string]*OfferedLine{}
	for i := range in.Reply.Lines {
		answers[in.Reply.Lines[i].Line] = &in.Reply.Lines[i]
	}
	today, texts, textsNow := map[string]AskedLine{}, textsOf(in.Sent), textsOf(in.Now)
	for _, l := range in.Now.Lines {
		today[l.ID] = l
	}
	sent := map[string]bool{}
	for _, l := range in.Sent.Lines {
		sent[l.ID] = true
		x := LineDifference{Line: l, Asks: texts.of(l), Answer: answers[l.ID], Decided: in.Decided[l.ID].Decided, Comment: in.Decided[l.ID].Comment}
		if now, still := today[l.ID]; !still {
			x.Since = "gone"
		} else if x.Changes = lineChanges(l, now, texts.of(l), textsNow.of(now)); len(x.Changes) > 0 {
			x.Since = "changed"
		}
		d.take(x)
	}
	for _, l := range in.Now.Lines {
		if !sent[l.ID] {
			d.take(LineDifference{Line: l, Asks: textsNow.of(l), Answer: answers[l.ID], Since: "new"})
		}
	}
	d.Levels = shortfalls(in)
	d.Counts.Short = len(d.Levels)
	n := d.Counts
	d.Says = fmt.Sprintf("%s: %d comply, %d deviate, %d ask for clarification, %d are not applicable, %d not answered. %s decided; %s asked differently since it was sent; %s short of the target.",
		several(n.Lines, "line", "lines"), n.By["comply"], n.By["deviate"], n.By["clarify"], n.By["not-applicable"], n.Unanswered,
		several(n.Undecided, "deviation is not", "deviations are not"), several(n.Changed, "line is", "lines are"), several(n.Short, "place falls", "places fall"))
	return d
}

// take adds a line with its reason, and counts it.
func (d *Difference) take(x LineDifference) {
	d.Counts.Lines++
	var why []string
	switch {
	case x.Answer == nil:
		d.Counts.Unanswered++
		why = append(why, "Not answered.")
	default:
		d.Counts.By[x.Answer.Answer]++
		why = append(why, answerWords(*x.Answer))
		if x.Answer.Answer == "deviate" && x.Decided == "" {
			d.Counts.Undecided++
		}
	}
	switch x.Since {
	case "changed":
		why = append(why, "Asked differently since: "+strings.Join(x.Changes, ", ")+".")
	case "gone":
		why = append(why, "No longer asked.")
	case "new":
		why = append(why, "Asked only since the package was sent.")
	}
	if x.Since != "" {
		d.Counts.Changed++
	}
	x.Why = strings.Join(why, " ")
	d.Lines = append(d.Lines, x)
}

func answerWords(l OfferedLine) string {
	words := map[Answer]string{"comply": "Complies", "deviate": "Deviates", "clarify": "Asks for clarification", "not-applicable": "Not applicable"}[l.Answer]
	if len(l.Products) > 0 && l.Answer == "comply" {
		words += " with " + strings.Join(l.Products, ", ")
	}
	if r := strings.TrimSpace(l.Reason); r != "" {
		words += ": " + strings.TrimSuffix(r, ".")
	}
	words += "."
	if i := strings.TrimSpace(l.Instead); i != "" {
		words += " Offered instead: " + strings.TrimSuffix(i, ".") + "."
	}
	return words
}

// lineChanges names what of a line differs today.
func lineChanges(was, now AskedLine, text, textNow string) []string {
	var list []string
	add := func(differs bool, what string) {
		if differs {
			list = append(list, what)
		}
	}
	add(was.Target != now.Target, fmt.Sprintf("SL-T %d became %d", was.Target, now.Target))
	add(text != textNow, "its text")
	add(was.Verification != now.Verification, fmt.Sprintf("verification by %s became %s", was.Verification.Word(), now.Verification.Word()))
	add(was.HoldPoint != now.HoldPoint, map[bool]string{true: "it became a hold point", false: "it is no hold point any more"}[now.HoldPoint])
	add(was.Note != now.Note, "its note")
	return list
}

// shortfalls compares, at each subject and foundational requirement, the SL-C of
// the products that are named there with the SL-T.
func shortfalls(in DifferenceInput) []Shortfall {
	type place struct{ subject, fr string }
	type group struct {
		target   sl.Level
		products []string
		lines    map[string]int
		complies int
	}
	asked := map[string]AskedLine{}
	for _, l := range in.Sent.Lines {
		asked[l.ID] = l
	}
	groups, order := map[place]*group{}, []place{}
	for _, o := range in.Reply.Lines {
		l, ok := asked[o.Line]
		if !ok || l.FR == "" || o.Answer != "comply" {
			continue
		}
		at := place{l.Subject, l.FR}
		g := groups[at]
		if g == nil {
			g = &group{lines: map[string]int{}}
			groups[at], order = g, append(order, at)
		}
		g.target, g.complies = max(g.target, l.Target), g.complies+1
		for _, p := range o.Products {
			if g.lines[p]++; !slices.Contains(g.products, p) {
				g.products = append(g.products, p)
			}
		}
	}
	slices.SortFunc(order, func(a, b place) int {
		if c := plant.CompareKeys(a.subject, b.subject); c != 0 {
			return c
		}
		return strings.Compare(a.fr, b.fr)
	})
	list := []Shortfall{}
	for _, at := range order {
		g := groups[at]
		fr, err := sl.ParseFR(at.fr)
		if err != nil || g.target == 0 {
			continue
		}
		if len(g.products) == 0 {
			list = append(list, Shortfall{Subject: at.subject, FR: at.fr, Target: g.target, Lines: g.complies,
				Why: fmt.Sprintf("No product is named that carries %s at %s, where the SL-T is %d.", at.fr, at.subject, g.target)})
		}
		slices.SortFunc(g.products, plant.CompareKeys)
		for _, p := range g.products {
			capable, known := in.Capable(p)
			switch {
			case !known:
				list = append(list, Shortfall{at.subject, at.fr, g.target, p, 0, g.lines[p], fmt.Sprintf("Nothing is claimed of product %s, and %s at %s asks for SL-T %d.", p, at.fr, at.subject, g.target)})
			case capable.Levels[fr] < g.target:
				list = append(list, Shortfall{at.subject, at.fr, g.target, p, capable.Levels[fr], g.lines[p],
					strings.TrimSpace(fmt.Sprintf("Product %s reaches SL-C %d in %s, and %s asks for SL-T %d. %s", p, capable.Levels[fr], at.fr, at.subject, g.target, capable.Reasons[fr]))})
			}
		}
	}
	return list
}

// changedFields names the attributes in which two records of one type differ.
func changedFields[T any](a, b T) []string {
	var list []string
	for _, f := range plant.FieldsChanged(a, b) {
		list = append(list, f.Path)
	}
	return list
}
