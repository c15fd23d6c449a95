package xray

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/sl"
)

// mostNamed is how many records a sentence names before it only counts.
const mostNamed = 4

// list joins words as a sentence does, and counts what it does not name: "a, b,
// c, d and 12 more".
func list(words []string) string {
	if extra := len(words) - mostNamed; extra > 1 {
		return strings.Join(words[:mostNamed], ", ") + fmt.Sprintf(" and %d more", extra)
	}
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

func many(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// called is what people call a subject: "zone Z-01", "site".
func (m *look) called(s assess.Subject) string {
	return cmp.Or(m.names[s], string(s.Kind)+" that is gone")
}

// the puts the article before the site, which has no key.
func (m *look) the(s assess.Subject) string {
	if s.Kind == assess.OfSite {
		return "the site"
	}
	return m.called(s)
}

// record names a subject among the records of an X-ray.
func (m *look) record(s assess.Subject) Record {
	name := m.called(s)
	if _, key, ok := strings.Cut(name, " "); ok {
		name = key
	}
	return Record{string(s.Kind), s.ID, name}
}

// answerOf is the X-ray's own record of one answer.
func (m *look) answerOf(v *assess.Verdict) hit {
	return hit{
		on: Record{"answer", v.Subject.ID, m.called(v.Subject) + " " + string(v.Requirement)}, detail: string(v.Set) + "/" + string(v.Requirement),
		set: v.Set, requirements: []catalog.RequirementID{v.Requirement}, with: m.withSubject(v.Subject),
	}
}

func (m *look) withSubject(s assess.Subject) []Record {
	if m.names[s] == "" {
		return nil
	}
	return []Record{m.record(s)}
}

func recordOf(e *proof.Evidence) Record { return Record{proof.OfEvidence, string(e.ID), e.Key} }

// bundle gathers answers of one subject under one heading, so that an X-ray is
// about a piece of work and not about each of a hundred lines of it.
type bundle struct {
	hit
	words []string
	seen  map[Record]bool
}

// bundles gathers answers in the order in which they come.
type bundles struct {
	m     *look
	order []*bundle
	by    map[bundleKey]*bundle
}

type bundleKey struct {
	subject assess.Subject
	set     catalog.SetID
	group   string
}

func (m *look) bundles() *bundles { return &bundles{m: m, by: map[bundleKey]*bundle{}} }

// add puts an answer into its bundle, with a word that names it and the other
// records that it is about.
func (b *bundles) add(v *assess.Verdict, word string, with ...Record) {
	key := bundleKey{v.Subject, v.Set, b.m.heading(v.Set, v.Requirement)}
	x := b.by[key]
	if x == nil {
		x = &bundle{seen: map[Record]bool{}}
		x.hit = b.m.answerOf(v)
		x.requirements = nil
		x.on.Key = strings.TrimSpace(b.m.called(v.Subject) + " " + key.group)
		x.detail = strings.TrimSuffix(string(v.Set)+"/"+key.group, "/")
		b.by[key], b.order = x, append(b.order, x)
	}
	x.requirements = append(x.requirements, v.Requirement)
	x.words = append(x.words, word)
	for _, r := range with {
		if !x.seen[r] {
			x.seen[r] = true
			x.with = append(x.with, r)
		}
	}
}

// tell reports every bundle with a text over its number and its list.
func (b *bundles) tell(found report, mend string, text func(x *bundle, n int, words string) string) {
	for _, x := range b.order {
		x.text, x.mend = text(x, len(x.words), list(x.words)), mend
		found(x.hit)
	}
}

// heading is what an answer stands under: its foundational requirement, or the
// highest group of its set.
func (m *look) heading(set catalog.SetID, id catalog.RequirementID) string {
	s := m.sets[set]
	if s == nil {
		return ""
	}
	q, ok := s.Find(id)
	switch {
	case !ok:
		return ""
	case q.FR != sl.None && s.Levelled():
		return q.FR.ID()
	case q.Group == "":
		return ""
	}
	return s.GroupPath(q.Group)[0].ID
}

// daysBetween counts the days from one day to another; 0 when one is not known.
func daysBetween(from, to plant.Date) int {
	a, errA := time.Parse(time.DateOnly, string(from))
	b, errB := time.Parse(time.DateOnly, string(to))
	if errA != nil || errB != nil {
		return 0
	}
	return int(b.Sub(a).Hours() / 24)
}

// keys lists the keys of assets in the order of keys.
func keys(assets []*plant.Asset) []string {
	out := make([]string, len(assets))
	for i, a := range assets {
		out[i] = a.Key
	}
	slices.SortFunc(out, plant.CompareKeys)
	return out
}

// capital begins a sentence.
func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
