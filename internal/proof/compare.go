package proof

import (
	"fmt"
	"slices"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// Trend is what became of one answer from one assessment to the next.
type Trend string

// The trends.
const (
	Rose   Trend = "rose"
	Fell   Trend = "fell"
	Fresh  Trend = "new"  // was not asked before
	Gone   Trend = "gone" // is not asked any more
	Same   Trend = "same"
	Recast Trend = "other" // another answer that counts as much
)

// Trends lists the trends in the order of menus.
var Trends = []Trend{Fell, Rose, Fresh, Gone, Recast, Same}

// Comparison is one assessment beside the one before.
type Comparison struct {
	Before plant.Date     `json:"before"` // day of the one before
	After  plant.Date     `json:"after"`
	Counts map[Trend]int  `json:"counts"`
	Lines  []ComparedLine `json:"lines"` // without what is the same
	Why    string         `json:"why"`
}

// ComparedLine is one answer before and after.
type ComparedLine struct {
	Trend       Trend                 `json:"trend" enum:"rose,fell,new,gone,other,same"`
	Site        plant.SiteID          `json:"site,omitempty"`
	Subject     assess.Subject        `json:"subject"`
	Key         string                `json:"key"`
	Requirement catalog.RequirementID `json:"requirement"`
	Before      *ResultLine           `json:"before,omitempty"`
	After       *ResultLine           `json:"after,omitempty"`
	Why         string                `json:"why"`
}

type lineKey struct {
	subject     assess.Subject
	requirement catalog.RequirementID
}

// CompareResults holds the result of an assessment against an earlier one.
func CompareResults(before, after Result) Comparison {
	c := Comparison{Before: before.On, After: after.On, Counts: map[Trend]int{}, Lines: []ComparedLine{}}
	for _, t := range Trends {
		c.Counts[t] = 0
	}
	old := linesOf(before)
	for _, s := range after.Subjects {
		for i := range s.Answers {
			now := &s.Answers[i]
			k := lineKey{s.Subject, now.Requirement}
			line := ComparedLine{Site: s.Site, Subject: s.Subject, Key: s.Key, Requirement: now.Requirement, After: now, Before: old[k]}
			delete(old, k)
			line.Trend, line.Why = trendOf(line.Before, now)
			c.take(line)
		}
	}
	for _, s := range before.Subjects {
		for i := range s.Answers {
			was := &s.Answers[i]
			if old[lineKey{s.Subject, was.Requirement}] != nil {
				c.take(ComparedLine{Trend: Gone, Site: s.Site, Subject: s.Subject, Key: s.Key, Requirement: was.Requirement, Before: was,
					Why: "It was " + was.words() + " and is not asked any more."})
			}
		}
	}
	slices.SortStableFunc(c.Lines, func(a, b ComparedLine) int { return slices.Index(Trends, a.Trend) - slices.Index(Trends, b.Trend) })
	c.Why = c.sentence()
	return c
}

func (c *Comparison) take(l ComparedLine) {
	c.Counts[l.Trend]++
	if l.Trend != Same {
		c.Lines = append(c.Lines, l)
	}
}

func (c *Comparison) sentence() string {
	n := c.Counts
	return fmt.Sprintf("Since %s, %d answers rose, %d fell, %d are new, %d are gone, %d count as much by another answer and %d are the same.",
		c.Before, n[Rose], n[Fell], n[Fresh], n[Gone], n[Recast], n[Same])
}

func linesOf(r Result) map[lineKey]*ResultLine {
	out := map[lineKey]*ResultLine{}
	for _, s := range r.Subjects {
		for i := range s.Answers {
			out[lineKey{s.Subject, s.Answers[i].Requirement}] = &s.Answers[i]
		}
	}
	return out
}

// trendOf says what became of one answer. Whether it holds weighs most, then
// the maturity level, then how near to met it is.
func trendOf(was, now *ResultLine) (Trend, string) {
	if was == nil {
		return Fresh, "It was not asked before and is " + now.words() + "."
	}
	if *was == *now || was.rank() == now.rank() && was.State == now.State && was.Maturity == now.Maturity {
		return Same, "It is " + now.words() + " as before."
	}
	change := "It was " + was.words() + " and is " + now.words() + "."
	a, b := was.rank(), now.rank()
	switch slices.Compare(a[:], b[:]) {
	case -1:
		return Rose, change
	case 1:
		return Fell, change
	}
	return Recast, change
}

func (l *ResultLine) rank() [3]int {
	nearness := map[assess.State]int{assess.Unanswered: 0, assess.NotMet: 1, assess.Partly: 2}
	near, low := nearness[l.State]
	if !low {
		near = 3
	}
	holds := 0
	if l.Holds {
		holds, near = 1, 3
	}
	return [3]int{holds, l.Maturity, near}
}

func (l *ResultLine) words() string {
	text := l.State.Word()
	if l.Maturity > 0 {
		text += fmt.Sprintf(" at maturity level %d", l.Maturity)
	}
	counted := l.State == assess.Met || l.State == assess.NotMet || l.State == assess.Partly || l.State == assess.Unanswered
	switch {
	case l.Holds && l.State != assess.Met:
		text += ", which counts"
	case !l.Holds && !counted:
		text += ", which does not count"
	case !l.Holds && l.State == assess.Met:
		text += ", which does not count"
	}
	return text
}

// Since lists what has changed in the answers since a result was frozen.
func Since(r Result, sheets []Sheet) []ComparedLine {
	now := Freeze(sheets, "", "", nil, r.On)
	return CompareResults(r, now).Lines
}

// SinceWord says how many answers changed after an assessment was given into
// review, which is when its result was frozen.
func SinceWord(n int, frozen plant.Date) string {
	switch n {
	case 0:
		return fmt.Sprintf("The answers are as they were given into review on %s.", frozen)
	case 1:
		return fmt.Sprintf("1 answer changed since it was given into review on %s.", frozen)
	}
	return fmt.Sprintf("%d answers changed since it was given into review on %s.", n, frozen)
}
