package catalog

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"ringwall/internal/sl"
)

// idForm is how IEC 62443-3-3 prints the id of a requirement or enhancement.
var idForm = regexp.MustCompile(`^(SR ([1-7])\.[1-9][0-9]?)( RE [1-9])?$`)

// set turns the pack into a set, or says everything that is wrong with it.
func (p pack) set(lines []int) (*Set, error) {
	c := checker{texts: map[string]string{}, sources: map[string]string{}}
	c.head(p)
	s := &Set{
		ID: p.Set.ID, Standard: p.Set.Standard, Title: p.Set.Title,
		Corrigendum: p.Set.Corrigendum, Version: p.Set.Version,
		byID: make(map[RequirementID]int, len(p.Requirements)),
	}
	for i, f := range p.Foundations {
		s.FRs = append(s.FRs, c.foundation(i, f))
	}
	for i, e := range p.Requirements {
		line := 0
		if i < len(lines) {
			line = lines[i]
		}
		c.at = fmt.Sprintf("line %d, requirement %q", line, e.ID)
		r := c.requirement(e)
		if _, twice := s.byID[r.ID]; twice {
			c.fault("the id stands twice")
			continue
		}
		if r.Enhancement() {
			c.parent(s, r)
		}
		s.byID[r.ID] = len(s.Requirements)
		s.Requirements = append(s.Requirements, r)
	}
	if err := errors.Join(c.faults...); err != nil {
		return nil, fmt.Errorf("the requirement pack: %w", err)
	}
	return s, nil
}

// checker collects what is wrong with a pack; at names the entry at hand.
type checker struct {
	at      string
	faults  []error
	texts   map[string]string // text -> where it stands
	sources map[string]string // id -> name
}

func (c *checker) fault(format string, args ...any) {
	c.faults = append(c.faults, fmt.Errorf("%s: %s", c.at, fmt.Sprintf(format, args...)))
}

// text checks one sentence of the pack: present, of bounded length, and found
// nowhere else, because a text that fits two requirements explains neither.
func (c *checker) text(field, s string) string {
	s = strings.TrimSpace(s)
	switch where, twice := c.texts[s]; {
	case s == "":
		c.fault("no %s", field)
	case len(s) > maxTextBytes:
		c.fault("the %s is longer than %d bytes", field, maxTextBytes)
	case twice:
		c.fault("the %s is the same text as in %s", field, where)
	default:
		c.texts[s] = c.at
	}
	return s
}

func (c *checker) head(p pack) {
	c.at = "head"
	if p.Format != PackFormat {
		c.fault("format is %q, this program reads %q", p.Format, PackFormat)
	}
	for _, f := range []struct{ name, value string }{
		{"id", string(p.Set.ID)}, {"standard", p.Set.Standard}, {"title", p.Set.Title}, {"version", p.Set.Version},
	} {
		if strings.TrimSpace(f.value) == "" {
			c.fault("the set has no %s", f.name)
		}
	}
	for _, s := range p.Sources {
		if s.ID == "" || s.Name == "" || c.sources[s.ID] != "" {
			c.fault("source %q has no name, no id, or an id that stands twice", s.ID)
		}
		c.sources[s.ID] = s.Name
	}
	if len(p.Foundations) != len(sl.FRs) {
		c.fault("%d foundational requirements, there are %d", len(p.Foundations), len(sl.FRs))
	}
	if len(p.Requirements) == 0 {
		c.fault("no requirements")
	}
}

func (c *checker) foundation(i int, f packFoundation) Foundation {
	c.at = fmt.Sprintf("foundational requirement %q", f.ID)
	fr, err := sl.ParseFR(f.ID)
	if err != nil {
		c.fault("%v", err)
	} else if int(fr) != i || f.ID != fr.ID() || f.Abbrev != fr.String() {
		c.fault("place %d is for %s (%s)", i+1, sl.FR(i).ID(), sl.FR(i))
	}
	if f.Title == "" || f.Clause == "" {
		c.fault("no title or no clause")
	}
	return Foundation{FR: fr, ID: f.ID, Abbrev: f.Abbrev, Title: f.Title, Clause: f.Clause, Summary: c.text("summary", f.Summary)}
}

func (c *checker) requirement(e packEntry) Requirement {
	r := Requirement{ID: e.ID, Parent: e.Parent, Title: strings.TrimSpace(e.Title), From: sl.Level(e.From)}
	form := idForm.FindStringSubmatch(string(e.ID))
	if form == nil {
		c.fault(`an id is written "SR 1.1" or "SR 1.1 RE 1"`)
	} else {
		n, _ := strconv.Atoi(form[2]) // one digit by the form
		r.FR = sl.FR(n - 1)
		if e.FR != r.FR.ID() {
			c.fault("fr is %q, the id belongs to %s", e.FR, r.FR.ID())
		}
		if enhances := form[3] != ""; enhances && string(e.Parent) != form[1] {
			c.fault("parent is %q, the id enhances %s", e.Parent, form[1])
		} else if !enhances && e.Parent != "" {
			c.fault("parent is %q, but the id is no enhancement", e.Parent)
		}
	}
	if r.Title == "" {
		c.fault("no title")
	}
	if r.From < 1 || !r.From.Valid() {
		c.fault("slFrom is %d, a requirement is asked from SL 1, 2, 3 or 4", r.From)
	}
	r.Summary = c.text("summary", e.Summary)
	r.Question = c.text("question", e.Question)
	r.Evidence = c.text("evidence", e.Evidence)
	if r.Question != "" && !strings.HasSuffix(r.Question, "?") {
		c.fault("the question does not end with a question mark")
	}
	for _, d := range e.Doubts {
		name, known := c.sources[d.Source]
		if !known {
			c.fault("a doubt names the source %q, which the pack does not list", d.Source)
		}
		if d.About == "" || d.Says == "" {
			c.fault("a doubt does not say what it is about, or what the source says")
		}
		r.Doubts = append(r.Doubts, Doubt{About: d.About, Source: name, Says: d.Says, Note: d.Note})
	}
	return r
}

// parent checks an enhancement against the requirement that it enhances, which
// stands before it. It cannot be asked for at a lower level than that one.
func (c *checker) parent(s *Set, r Requirement) {
	p, ok := s.Find(r.Parent)
	switch {
	case !ok:
		c.fault("parent %q does not stand before it", r.Parent)
	case p.Enhancement():
		c.fault("parent %q is an enhancement itself", r.Parent)
	case r.From < p.From:
		c.fault("asked from SL %d, before %s at SL %d", r.From, p.ID, p.From)
	}
}
