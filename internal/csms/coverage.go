package csms

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/report"
	"ringwall/internal/store"
)

// CoverageFilter selects lines of a coverage; empty fields select all.
type CoverageFilter struct {
	Set       catalog.SetID
	State     catalog.CoverageState
	Group     string
	Confirmed *bool // carried by confirmed pairs, or by suggested ones only
	Search    string
}

// CoverageView is how far the answers of a site settle a set, page by page.
type CoverageView struct {
	Set      catalog.SetID           `json:"set"`
	Standard string                  `json:"standard"`
	Title    string                  `json:"title"`
	Today    plant.Date              `json:"today"`
	Counts   report.CoverageCounts   `json:"counts" doc:"Of the whole set, whatever is filtered"`
	Groups   []CoverageGroup         `json:"groups"`
	Sources  []report.CoverageSource `json:"sources"`
	Notes    []string                `json:"notes"`
	Items    []report.CoverageLine   `json:"items"`
	Next     string                  `json:"next"`
	Total    int                     `json:"total"`
}

// CoverageGroup counts the lines at or below a heading of the set.
type CoverageGroup struct {
	ID     string                `json:"id"`
	Parent string                `json:"parent,omitempty"`
	Title  string                `json:"title"`
	Counts report.CoverageCounts `json:"counts"`
}

// Coverage reports a set that was not asked by the answers that a site gave to
// others: answer once, report many.
func (s *Service) Coverage(ctx context.Context, who access.Principal, site plant.SiteID, f CoverageFilter, after string, limit int) (CoverageView, error) {
	var in report.CoverageInput
	err := s.view(ctx, who, access.ReportRead, site, func(r *store.Reader) (err error) {
		in, err = s.coverage(r, who, site, f.Set)
		return err
	})
	if err != nil {
		return CoverageView{}, err
	}
	out := CoverageView{Set: in.Set.ID, Standard: in.Set.Standard, Title: in.Set.Title, Today: in.Today, Sources: in.Sources, Notes: in.Notes, Groups: coverageGroups(in)}
	for i := range in.Lines {
		out.Counts.Count(&in.Lines[i])
	}
	lines := keepIf(in.Lines, f.wants(in.Set))
	page, err := paged(lines, f.mark(), func(l report.CoverageLine) string { return string(l.Requirement) }, after, limit)
	out.Items, out.Next, out.Total = page.Items, page.Next, page.Total
	return out, err
}

// paged is a page of a list that has an order of its own; a page goes on after
// the element with the mark.
func paged[T any](all []T, list string, mark func(T) string, after string, limit int) (Page[T], error) {
	page := Page[T]{Items: []T{}, Total: len(all)}
	last, err := readCursor(list, after)
	if err != nil {
		return page, err
	}
	if last != "" {
		i := slices.IndexFunc(all, func(x T) bool { return mark(x) == last })
		all = all[i+1:] // from the start when it is gone
	}
	if limit <= 0 {
		limit = 50
	}
	page.Items = append(page.Items, all[:min(limit, len(all))]...)
	if len(all) > limit {
		page.Next = cursor{Of: list, After: mark(all[limit-1])}.encode()
	}
	return page, nil
}

func (f CoverageFilter) mark() string {
	confirmed := ""
	if f.Confirmed != nil {
		confirmed = fmt.Sprint(*f.Confirmed)
	}
	return fmt.Sprintf("coverage %s %s %q %s %q", f.Set, f.State, f.Group, confirmed, f.Search)
}

func (f CoverageFilter) wants(set *catalog.Set) func(report.CoverageLine) bool {
	var under map[catalog.RequirementID]bool
	if f.Group != "" {
		under = map[catalog.RequirementID]bool{}
		for _, q := range set.Under(f.Group) {
			under[q.ID] = true
		}
	}
	words := strings.Fields(strings.ToLower(f.Search))
	return func(l report.CoverageLine) bool {
		text := strings.ToLower(string(l.Requirement) + " " + l.Title)
		return (f.State == "" || l.State == f.State) && (under == nil || under[l.Requirement]) &&
			(f.Confirmed == nil || *f.Confirmed == l.Confirmed && len(l.Pairs) > 0) &&
			!slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
	}
}

func coverageGroups(in report.CoverageInput) []CoverageGroup {
	line := make(map[catalog.RequirementID]*report.CoverageLine, len(in.Lines))
	for i := range in.Lines {
		line[in.Lines[i].Requirement] = &in.Lines[i]
	}
	out := make([]CoverageGroup, len(in.Set.Groups))
	for i, g := range in.Set.Groups {
		out[i] = CoverageGroup{ID: g.ID, Parent: g.Parent, Title: g.Title}
		for _, q := range in.Set.Under(g.ID) {
			out[i].Counts.Count(line[q.ID])
		}
	}
	return out
}

// coverage carries the answers of a site over to a set.
func (s *Service) coverage(r *store.Reader, who access.Principal, site plant.SiteID, id catalog.SetID) (report.CoverageInput, error) {
	to, err := s.setOf(r, cmp.Or(id, catalog.CSF20))
	if err != nil {
		return report.CoverageInput{}, err
	}
	if to.Kind != catalog.OfFramework {
		return report.CoverageInput{}, invalid("%s is answered itself: coverage is for the sets of other bodies, such as %s.", to.Standard, catalog.CSF20)
	}
	w, err := s.walks(r)
	if err != nil {
		return report.CoverageInput{}, err
	}
	answers, err := s.answersOf(r, who, site)
	if err != nil {
		return report.CoverageInput{}, err
	}
	out := report.CoverageInput{Site: answers.site, Set: to, Today: answers.today, Sources: []report.CoverageSource{}, Notes: []string{}}
	var sources []catalog.AnswerSource
	var used []walk
	for _, from := range answers.sets {
		for _, x := range w.between(from, to) {
			used = append(used, x)
			out.Sources = append(out.Sources, x.source(w.decisions))
			sources = append(sources, catalog.AnswerSource{Crosswalk: x.Crosswalk, Set: from, Holds: func(id catalog.RequirementID) (catalog.Holding, string) {
				a := answers.of(from.ID, id)
				return a.Holds, a.Why
			}})
		}
	}
	out.Notes = append(out.Notes, leftAside(answers)...)
	l := lining{to: to, answers: answers, walks: used}
	l.index()
	for _, c := range catalog.Project(to, sources...) {
		out.Lines = append(out.Lines, l.line(c))
	}
	return out, nil
}

// leftAside says which editions were not looked at, and why.
func leftAside(a *siteAnswers) []string {
	has := func(id catalog.SetID) bool {
		return slices.ContainsFunc(a.sets, func(s *catalog.Set) bool { return s.ID == id })
	}
	notes := []string{"What products and companies claim (IEC 62443-4-2, 4-1) counts through the requirements of the zones in which it is used, not for itself."}
	for _, id := range []catalog.SetID{catalog.ProgramRequirements2010, catalog.ProgramRequirements} {
		if !has(id) {
			notes = append(notes, fmt.Sprintf("Nothing is answered by %s, so it is left aside.", id))
		}
	}
	return notes
}

// lining makes the lines of a coverage with the answers behind them.
type lining struct {
	to      *catalog.Set
	answers *siteAnswers
	walks   []walk
	ends    map[[3]string]pairEnds // by crosswalk, from and reported requirement
}

type pairEnds struct {
	walk     *walk
	from, to catalog.RequirementID // as the crosswalk writes them
}

func (l *lining) index() {
	l.ends = map[[3]string]pairEnds{}
	for i := range l.walks {
		w := &l.walks[i]
		for _, p := range w.Pairs {
			from, to := w.written(p)
			for _, t := range l.to.Resolve(p.To) {
				l.ends[[3]string{w.ID, string(p.From), string(t)}] = pairEnds{w, from, to}
			}
		}
	}
}

// mostParts is how many zones and conduits a pair lists, the weakest first.
const mostParts = 12

func (l *lining) line(c catalog.Coverage) report.CoverageLine {
	q, _ := l.to.Find(c.Requirement)
	out := report.CoverageLine{
		Requirement: c.Requirement, Title: c.Title, Group: q.Group, State: c.State, Strength: c.Strength,
		Confirmed: c.Confirmed, Why: c.Why, Pairs: make([]report.CoveragePair, len(c.Pairs)),
	}
	for i, p := range c.Pairs {
		ends := l.ends[[3]string{p.Crosswalk, string(p.From), string(c.Requirement)}]
		x := report.CoveragePair{
			Crosswalk: p.Crosswalk, From: ends.from, To: ends.to, Derived: ends.walk.derived, Set: p.Set, Requirement: catalog.RequirementID(p.From),
			Strength: p.Strength, State: p.State, Holds: p.Holds, Why: p.Why, Note: p.Note, Parts: []report.PartAnswer{},
		}
		x.Title = titleIn(ends.walk.from, x.Requirement)
		ids := ends.walk.from.Resolve(x.Requirement)
		for _, id := range ids {
			a := l.answers.of(p.Set, id)
			x.Asked = x.Asked || a.Asked
			if len(ids) == 1 {
				x.Parts = weakestFirst(a.Parts)
			}
		}
		if len(x.Parts) > mostParts {
			x.Parts, x.More = x.Parts[:mostParts], len(x.Parts)-mostParts
		}
		out.Asked = out.Asked || x.Asked && x.Holds != catalog.OutOfScope
		out.Pairs[i] = x
	}
	return out
}

func titleIn(set *catalog.Set, id catalog.RequirementID) string {
	if q, ok := set.Find(id); ok {
		return q.Title
	}
	g, _ := set.Group(string(id))
	return g.Title
}

func weakestFirst(parts []report.PartAnswer) []report.PartAnswer {
	order := []catalog.Holding{catalog.HoldsNot, catalog.Unanswered, catalog.HoldsPartly, catalog.HoldsFully, catalog.OutOfScope}
	parts = slices.Clone(parts)
	slices.SortStableFunc(parts, func(a, b report.PartAnswer) int {
		return cmp.Compare(slices.Index(order, a.Holds), slices.Index(order, b.Holds))
	})
	return parts
}

// WriteProfile writes the profile of a framework, NIST CSF 2.0 unless told
// otherwise, out of the answers of a site.
func (s *Service) WriteProfile(ctx context.Context, who access.Principal, site plant.SiteID, set catalog.SetID, format string, w io.Writer) error {
	return s.coverageReport(ctx, who, site, cmp.Or(set, catalog.CSF20), format, w, report.Profile)
}

// WriteDerivedStatement writes the statement of applicability for the controls
// of ISO/IEC 27001 out of the answers of a site.
func (s *Service) WriteDerivedStatement(ctx context.Context, who access.Principal, site plant.SiteID, set catalog.SetID, format string, w io.Writer) error {
	return s.coverageReport(ctx, who, site, cmp.Or(set, catalog.ISO27001), format, w, report.DerivedStatement)
}

func (s *Service) coverageReport(ctx context.Context, who access.Principal, site plant.SiteID, set catalog.SetID, format string, w io.Writer, build func(report.CoverageInput) report.Document) error {
	return s.print(ctx, format, w, func() (doc report.Document, err error) {
		err = s.view(ctx, who, access.ReportRead, site, func(r *store.Reader) error {
			in, err := s.coverage(r, who, site, set)
			if err != nil {
				return err
			}
			rev, err := r.Revision(site)
			in.Stamp = s.stampOf(who, rev)
			doc = build(in)
			return err
		})
		return doc, err
	})
}
