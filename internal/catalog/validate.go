package catalog

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/sl"
)

// set turns the pack into a set, or says everything that is wrong with it.
func (p pack) set(lines sections) (*Set, error) {
	c := checker{set: p.Set, texts: map[string]string{}, sources: map[string]string{}, groups: map[string]bool{}}
	c.head(p)
	s := &Set{
		ID: p.Set.ID, Kind: p.Set.Kind, Standard: p.Set.Standard, Title: p.Set.Title, Edition: p.Set.Edition,
		Corrigendum: p.Set.Corrigendum, Replaces: p.Set.Replaces, Version: p.Set.Version, Attribution: p.Set.Attribution,
		byID: make(map[RequirementID]int, len(p.Requirements)),
	}
	for i, m := range p.Maturity {
		s.Maturity = append(s.Maturity, c.maturity(i, m))
	}
	for i, f := range p.Foundations {
		s.FRs = append(s.FRs, c.foundation(i, f))
	}
	for i, g := range p.Groups {
		c.enter("groups", i, fmt.Sprintf("line %d, group %q", lines.line("groups", i), g.ID))
		s.Groups = append(s.Groups, c.group(g))
	}
	for i, e := range p.Requirements {
		c.enter("requirements", i, fmt.Sprintf("line %d, requirement %q", lines.line("requirements", i), e.ID))
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
	for i, e := range p.Requirements {
		if _, asked := s.byID[e.Heading]; asked && e.Heading != "" {
			c.enter("requirements", i, fmt.Sprintf("line %d, requirement %q", lines.line("requirements", i), e.ID))
			c.fault("its heading %s is a requirement of the set, a heading is not asked itself", e.Heading)
		}
	}
	if err := errors.Join(c.faults...); err != nil {
		return nil, err
	}
	return s, nil
}

// Fault is one thing that is wrong with a pack. [Parse] joins them; the readers
// of other formats lead each back to the row that the entry came from.
type Fault struct {
	List  string // "requirements", "groups", or "" for the head
	Index int    // of the entry in its list
	At    string // the entry, as people find it
	Text  string
}

func (f *Fault) Error() string { return f.At + ": " + f.Text }

// checker collects what is wrong with a pack; at names the entry at hand.
type checker struct {
	set     packHead
	list    string
	index   int
	at      string
	faults  []error
	texts   map[string]string // text -> where it stands
	sources map[string]string // id -> name
	groups  map[string]bool
}

// series says whether the pack is of a part of IEC 62443, or answered by level
// like one: ids, groups and texts are then held to the form of that part. The
// sets of other bodies come as they are.
func (c *checker) series() bool {
	return c.levelled() || strings.HasPrefix(string(c.set.ID), "iec-62443-")
}

func (c *checker) levelled() bool { return c.set.Kind == OfSystem || c.set.Kind == OfComponent }

func (c *checker) enter(list string, i int, at string) { c.list, c.index, c.at = list, i, at }

func (c *checker) fault(format string, args ...any) {
	c.faults = append(c.faults, &Fault{c.list, c.index, c.at, fmt.Sprintf(format, args...)})
}

// text checks one sentence of the pack: present where the pack has to explain,
// of bounded length, and found nowhere else, because a text that fits two
// requirements explains neither.
func (c *checker) text(field, s string) string {
	s = strings.TrimSpace(s)
	switch where, twice := c.texts[s]; {
	case s == "" && c.series():
		c.fault("no %s", field)
	case len(s) > maxTextBytes:
		c.fault("the %s is longer than %d bytes", field, maxTextBytes)
	case twice && c.series():
		c.fault("the %s is the same text as in %s", field, where)
	case s != "":
		c.texts[s] = c.at
	}
	return s
}

func (c *checker) head(p pack) {
	c.at = "head"
	if p.Format != PackFormat {
		c.fault("format is %q, this program reads %q", short(p.Format), PackFormat)
	}
	for _, f := range []struct{ name, value string }{
		{"id", string(p.Set.ID)}, {"standard", p.Set.Standard}, {"title", p.Set.Title}, {"version", p.Set.Version},
	} {
		if strings.TrimSpace(f.value) == "" {
			c.fault("the set has no %s", f.name)
		} else if len(f.value) > maxNameBytes {
			c.fault("the %s of the set is longer than %d bytes", f.name, maxNameBytes)
		}
	}
	if !slices.Contains(setKinds, p.Set.Kind) {
		c.fault("the kind of the set is %q, it is one of %s", short(string(p.Set.Kind)), words(setKinds))
	}
	for _, s := range p.Sources {
		if s.ID == "" || s.Name == "" || c.sources[s.ID] != "" {
			c.fault("source %q has no name, no id, or an id that stands twice", s.ID)
		}
		c.sources[s.ID] = s.Name
	}
	if c.levelled() && len(p.Foundations) != len(sl.FRs) {
		c.fault("%d foundational requirements, there are %d", len(p.Foundations), len(sl.FRs))
	} else if !c.levelled() && len(p.Foundations) > 0 {
		c.fault("foundational requirements belong to sets with security levels, of the kind system or component")
	}
	if c.levelled() && len(p.Maturity) > 0 {
		c.fault("maturity levels belong to sets without security levels")
	}
	if len(p.Requirements) == 0 {
		c.fault("no requirements")
	}
}

var setKinds = []SetKind{OfSystem, OfComponent, OfDevelopment, OfProvider, OfProgram, OfProcedure, OfFramework}

// words lists the choices in a sentence: "a, b or c".
func words[T ~string](choices []T) string {
	var b strings.Builder
	for i, c := range choices {
		switch {
		case i > 0 && i == len(choices)-1:
			b.WriteString(" or ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(string(c))
	}
	return b.String()
}

func (c *checker) maturity(i int, m packMaturity) MaturityLevel {
	c.at = fmt.Sprintf("maturity level %d", m.Level)
	if m.Level != i+1 || m.Level > 4 {
		c.fault("the levels are 1, 2, 3 and 4, in this order")
	}
	if strings.TrimSpace(m.Name) == "" {
		c.fault("no name")
	}
	return MaturityLevel{Level: m.Level, Name: m.Name, Summary: c.text("summary", m.Summary)}
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

// group checks a heading; its parent stands before it. Its summary may be left
// out, for a title often says enough.
func (c *checker) group(g packGroup) Group {
	switch {
	case strings.TrimSpace(g.ID) != g.ID || g.ID == "" || len(g.ID) > maxIDBytes:
		c.fault("the id of a group has 1 to %d bytes and no space at either end", maxIDBytes)
	case c.groups[g.ID]:
		c.fault("the id stands twice")
	}
	if g.Parent != "" && !c.groups[g.Parent] {
		c.fault("parent %q does not stand before it", g.Parent)
	}
	if t := strings.TrimSpace(g.Title); t == "" || len(t) > maxNameBytes {
		c.fault("no title, or one longer than %d bytes", maxNameBytes)
	}
	c.groups[g.ID] = true
	out := Group{ID: g.ID, Parent: g.Parent, Title: strings.TrimSpace(g.Title), Clause: g.Clause}
	if strings.TrimSpace(g.Summary) != "" {
		out.Summary = c.text("summary", g.Summary)
	}
	return out
}
