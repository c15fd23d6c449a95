package supply

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// NewReply is a draft that answers a requirements package. It has no line until
// somebody answers one: what is unanswered stays visible as that.
func NewReply(pkg Package, a Asked) Reply {
	name := "Reply to " + joined(" ", a.Specification.Key, a.System.Name)
	return Reply{Head: Head{Name: name}, Package: pkg.ID, State: "draft"}
}

// Capable is the SL-C of a product, with the reason for each level.
type Capable struct {
	Levels  sl.Vector
	Reasons [len(sl.FRs)]string
	Why     string // of the whole
}

// Capability is the SL-C of a product; false where nothing is claimed of it.
type Capability func(product ID) (Capable, bool)

// LineState is a line with the answer to it, as a page shows both.
type LineState struct {
	AskedLine
	Asks     string     `json:"asks"` // the text of what is asked
	Reply    *ReplyLine `json:"reply,omitempty"`
	Problems []string   `json:"problems"` // that stand against sending
	Warnings []string   `json:"warnings"`
}

// Progress is how far a reply has come.
type Progress struct {
	Lines    int            `json:"lines"`
	Answered int            `json:"answered"`
	By       map[Answer]int `json:"by"`
	Problems int            `json:"problems"`
	Warnings int            `json:"warnings"`
	Says     string         `json:"says"`
}

// LinesOf brings the lines that are asked and the answers together, each with
// what is wrong with it.
func LinesOf(a Asked, r Reply, products []Product, capable Capability) ([]LineState, Progress) {
	answers := make(map[string]*ReplyLine, len(r.Lines))
	for i := range r.Lines {
		answers[r.Lines[i].Line] = &r.Lines[i]
	}
	known := make(map[ID]Product, len(products))
	for _, p := range products {
		known[p.ID] = p
	}
	texts := textsOf(a)
	list := make([]LineState, 0, len(a.Lines))
	p := Progress{Lines: len(a.Lines), By: map[Answer]int{}}
	for _, l := range a.Lines {
		s := LineState{AskedLine: l, Asks: texts.of(l), Reply: answers[l.ID], Problems: []string{}, Warnings: []string{}}
		if s.Reply != nil {
			p.Answered++
			p.By[s.Reply.Answer]++
			s.Problems = LineProblems(l, *s.Reply)
			s.Warnings = lineWarnings(l, *s.Reply, known, capable)
		}
		p.Problems += len(s.Problems)
		p.Warnings += len(s.Warnings)
		list = append(list, s)
	}
	p.Says = fmt.Sprintf("%d of %d lines are answered: %d comply, %d deviate, %d ask for clarification, %d are not applicable.",
		p.Answered, p.Lines, p.By["comply"], p.By["deviate"], p.By["clarify"], p.By["not-applicable"])
	return list, p
}

type askedTexts map[string]string

func textsOf(a Asked) askedTexts {
	by := make(askedTexts, len(a.Requirements))
	for _, r := range a.Requirements {
		by[r.ID] = r.Text
	}
	return by
}

func (t askedTexts) of(l AskedLine) string {
	if l.Text != "" {
		return l.Text
	}
	return t[l.Requirement]
}

// The bounds of an answer's words.
const (
	longestAnswer = 4_000
	mostProducts  = 50
)

// CheckLines holds answers against the lines that are asked and returns every
// broken rule as [plant.Problems], nil for none.
func CheckLines(a Asked, lines []ReplyLine) error {
	asked := make(map[string]AskedLine, len(a.Lines))
	for _, l := range a.Lines {
		asked[l.ID] = l
	}
	var p plant.Problems
	seen := map[string]bool{}
	for i, l := range lines {
		add := func(field, text string) {
			p = append(p, plant.Problem{Pointer: fmt.Sprintf("/lines/%d%s", i, field), Text: text})
		}
		line, known := asked[l.Line]
		switch {
		case !known:
			add("/line", fmt.Sprintf("No line %q is asked: answer one of the package.", clip(l.Line)))
		case seen[l.Line]:
			add("/line", fmt.Sprintf("Line %s is answered twice: keep one answer.", l.Line))
		case !slices.Contains(Answers, l.Answer):
			add("/answer", fmt.Sprintf("%q is no answer: it is comply, deviate, clarify or not-applicable.", clip(string(l.Answer))))
		default:
			for _, text := range LineProblems(line, l) {
				add("/reason", text)
			}
		}
		seen[l.Line] = true
		for field, text := range map[string]string{"/reason": l.Reason, "/instead": l.Instead, "/comment": l.Comment} {
			if n := utf8.RuneCountInString(text); n > longestAnswer {
				add(field, fmt.Sprintf("The text has %d characters: shorten it to at most %d.", n, longestAnswer))
			}
		}
		if len(l.Products) > mostProducts {
			add("/products", fmt.Sprintf("%d products are named: at most %d can be.", len(l.Products), mostProducts))
		}
	}
	if len(p) > 0 {
		return p
	}
	return nil
}

// LineProblems are the rules that an answer to a line breaks.
func LineProblems(l AskedLine, r ReplyLine) []string {
	problems := []string{}
	without := strings.TrimSpace(r.Reason) == ""
	switch {
	case r.Answer == "deviate" && without:
		problems = append(problems, fmt.Sprintf("Line %s deviates without a reason: say why, and what is offered instead.", l.ID))
	case r.Answer == "clarify" && without:
		problems = append(problems, fmt.Sprintf("Line %s asks for clarification without a question: write it as the reason.", l.ID))
	case r.Answer == "not-applicable" && without:
		problems = append(problems, fmt.Sprintf("Line %s is called not applicable without a reason: say why.", l.ID))
	}
	return problems
}

// lineWarnings are what an owner will ask about an answer.
func lineWarnings(l AskedLine, r ReplyLine, known map[ID]Product, capable Capability) []string {
	warnings := []string{}
	if r.Answer != "comply" || l.FR == "" {
		return warnings
	}
	if len(r.Products) == 0 {
		return append(warnings, fmt.Sprintf("Line %s complies and names no product that carries it.", l.ID))
	}
	fr, err := sl.ParseFR(l.FR)
	if err != nil || capable == nil {
		return warnings
	}
	for _, id := range r.Products {
		p, ok := known[id]
		if !ok {
			continue
		}
		reached, ok := capable(id)
		if !ok {
			warnings = append(warnings, fmt.Sprintf("Nothing is claimed of product %s, which is named for %s.", p.Key, l.ID))
		} else if reached.Levels[fr] < l.Target {
			warnings = append(warnings, fmt.Sprintf("Product %s reaches SL-C %d in %s, and the line asks for %d. %s", p.Key, reached.Levels[fr], l.FR, l.Target, reached.Reasons[fr]))
		}
	}
	for i := range warnings {
		warnings[i] = strings.TrimSpace(warnings[i])
	}
	return warnings
}

// Ready says what stands against sending a reply, each a sentence.
func Ready(p Progress) []string {
	blockers := []string{}
	if open := p.Lines - p.Answered; open > 0 {
		blockers = append(blockers, fmt.Sprintf("%s not answered yet: answer every line.", several(open, "line is", "lines are")))
	}
	if p.Problems > 0 {
		blockers = append(blockers, fmt.Sprintf("%s a reason: write it.", several(p.Problems, "answer lacks", "answers lack")))
	}
	return blockers
}

func several(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
