package catalog

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// SeriesPack tells of the parts of IEC 62443 and of the standards beside it: what
// each is for, what became of it, and how they hang together.
type SeriesPack struct {
	Version string        `json:"version"`
	Groups  []SeriesGroup `json:"groups"`
	Parts   []Standard    `json:"parts"`
	Related []Standard    `json:"related"`
	// References are the edges between the standards.
	References []Reference `json:"references"`
	// Corrections say what is no longer so in the picture that most people know.
	Corrections []Correction `json:"corrections"`

	byName map[string]*Standard
}

// SeriesGroup is a group of parts, such as General or System.
type SeriesGroup struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Number string `json:"number,omitempty"` // "3-x"
	About  string `json:"about"`
}

// Standard is a part of the series or a standard beside it.
type Standard struct {
	ID    string `json:"id"` // "IEC 62443-3-3"
	Title string `json:"title"`
	Group string `json:"group"`
	// ISA is the twin of the part that ISA publishes.
	ISA string `json:"isa,omitempty"`
	// Names are other names and numbers under which people know it.
	Names      []string   `json:"names,omitempty"`
	Publisher  string     `json:"publisher,omitempty"`
	Committee  string     `json:"committee,omitempty"`
	Type       string     `json:"type,omitempty"` // "IS", "TS", "TR", "PAS", "framework"
	Edition    string     `json:"edition,omitempty"`
	Published  string     `json:"published,omitempty"` // "2013-08-07", or year and month
	Status     string     `json:"status,omitempty"`    // published, in development or planned
	Then       *SeenThen  `json:"then,omitempty"`
	Roles      []string   `json:"roles,omitempty"` // parties that it speaks to, or "all"
	About      string     `json:"about"`           // own words
	Use        string     `json:"use,omitempty"`   // what this program does with it
	Sets       []SetID    `json:"sets,omitempty"`
	Note       string     `json:"note,omitempty"`
	Link       string     `json:"link,omitempty"` // where to buy or read it
	Confidence Confidence `json:"confidence,omitempty"`
}

// SeenThen is how the part stands in the overviews from before mid-2020, of
// fourteen parts and eight released.
type SeenThen struct {
	Title    string `json:"title"`
	Released bool   `json:"released"`
}

// Reference says what one standard does to another: "derives from", "evaluates".
type Reference struct {
	From string `json:"from"`
	Verb string `json:"verb"`
	To   string `json:"to"`
	Note string `json:"note,omitempty"`
}

// Correction sets a statement of the old overviews beside what holds today.
type Correction struct {
	About string `json:"about"`
	Then  string `json:"then"`
	Now   string `json:"now"`
}

// Series is the pack that every program carries. It is parsed once and shared:
// do not change it.
func Series() *SeriesPack { return carriedSeries() }

var carriedSeries = sync.OnceValue(func() *SeriesPack {
	f, err := packs.Open("packs/series.yaml")
	if err == nil {
		defer f.Close()
		var s *SeriesPack
		if s, err = ParseSeries(f); err == nil {
			return s
		}
	}
	panic("the embedded series pack is damaged: " + err.Error())
})

// Resolve finds the standard by any of its names. The numbers of ISA and IEC
// lead to one standard, and years and editions do not matter.
func (s *SeriesPack) Resolve(name string) (*Standard, bool) {
	if m := partNumber.FindStringSubmatch(strings.ToUpper(name)); m != nil {
		name = "IEC 62443-" + m[1]
	}
	// "IEC 61508-3:2010" is one volume of IEC 61508, "NIST CSF 1.1" an edition.
	for _, n := range []string{name, edition.ReplaceAllString(name, ""), volume.ReplaceAllString(year.ReplaceAllString(name, ""), "")} {
		if found, ok := s.byName[foldName(n)]; ok {
			return found, true
		}
	}
	return nil, false
}

var (
	// partNumber is a number of the series, in whatever clothes: "ISA-62443-3-3",
	// "IEC TS 62443-1-1:2009", "iec-62443-4-2:2019".
	partNumber = regexp.MustCompile(`62443-?([1-6]-[1-9X])(?:[^0-9]|$)`)
	year       = regexp.MustCompile(`[:+\- (]*(19|20)[0-9]{2}.*$`)
	edition    = regexp.MustCompile(`(?i)(\s+|:)(rev\.?\s*|v|r)?[0-9]+(\.[0-9]+)*$`)
	volume     = regexp.MustCompile(`-[0-9]+$`)
	notName    = regexp.MustCompile(`[^A-Z0-9]+`)
)

// foldName writes a name the way the index does: capitals and figures alone,
// without the year and the marks of who adopted the standard.
func foldName(name string) string {
	name = notName.ReplaceAllString(strings.ToUpper(year.ReplaceAllString(name, "")), "")
	for _, adopted := range []string{"ANSI", "BS", "DIN", "EN"} {
		if rest, ok := strings.CutPrefix(name, adopted); ok && strings.HasPrefix(rest, "I") {
			name = rest
		}
	}
	return name
}

// Referring lists the edges that begin or end at the standard.
func (s *SeriesPack) Referring(id string) []Reference {
	var refs []Reference
	for _, r := range s.References {
		if r.From == id || r.To == id {
			refs = append(refs, r)
		}
	}
	return refs
}

// SeriesFormat is the first line of a series pack.
const SeriesFormat = "ringwall-series/1"

type seriesInFile struct {
	Format      string        `yaml:"format"`
	Version     string        `yaml:"version"`
	Groups      []SeriesGroup `yaml:"groups"`
	Parts       []Standard    `yaml:"parts"`
	Related     []Standard    `yaml:"related"`
	References  []Reference   `yaml:"references"`
	Corrections []Correction  `yaml:"corrections"`
}

// ParseSeries reads a series pack and checks all of it.
func ParseSeries(r io.Reader) (*SeriesPack, error) {
	const name = "the series pack"
	var p seriesInFile
	lines, err := readPack(r, name, &p)
	if err != nil {
		return nil, err
	}
	s := &SeriesPack{
		Version: p.Version, Groups: p.Groups, Parts: p.Parts, Related: p.Related,
		References: p.References, Corrections: p.Corrections, byName: map[string]*Standard{},
	}
	if err := s.settle(p.Format, lines); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return s, nil
}

func (s *SeriesPack) settle(format string, lines sections) error {
	var faults []error
	fault := func(list string, i int, text string, args ...any) {
		faults = append(faults, fmt.Errorf("line %d: %s", lines.line(list, i), fmt.Sprintf(text, args...)))
	}
	if format != SeriesFormat {
		faults = append(faults, fmt.Errorf("the format is %q, want %q", short(format), SeriesFormat))
	}
	groups := map[string]bool{"related": true}
	for _, g := range s.Groups {
		groups[g.ID] = true
	}
	ids := map[string]bool{}
	index := func(list string, i int, st *Standard) {
		if st.ID == "" || st.Title == "" || st.About == "" || ids[st.ID] {
			fault(list, i, "standard %q has no id, title or about, or stands twice", short(st.ID))
		}
		if !groups[st.Group] {
			fault(list, i, "%s stands in the group %q, which the pack does not list", st.ID, short(st.Group))
		}
		ids[st.ID] = true
		for _, n := range append([]string{st.ID, strings.Replace(st.ID, "ISO/IEC", "ISO", 1), st.ISA}, st.Names...) {
			key := foldName(n)
			if other := s.byName[key]; other != nil && other.ID != st.ID {
				fault(list, i, "%s and %s share the name %q", other.ID, st.ID, n)
			}
			if n != "" {
				s.byName[key] = st
			}
		}
	}
	for i := range s.Parts {
		p := &s.Parts[i]
		p.Publisher, p.Committee = "IEC and ISA", "IEC TC 65/WG 10 and ISA99"
		if !slices.Contains([]string{"published", "in development", "planned"}, p.Status) || p.Status == "published" && (p.Published == "" || p.Link == "") {
			fault("parts", i, "%s says neither published with date and link, nor in development, nor planned", p.ID)
		}
		index("parts", i, p)
	}
	for i := range s.Related {
		s.Related[i].Group = "related"
		index("related", i, &s.Related[i])
	}
	for i, r := range s.References {
		if !ids[r.From] || !ids[r.To] || r.Verb == "" || r.From == r.To {
			fault("references", i, "an edge leads with a verb from one listed standard to another, not from %q to %q", short(r.From), short(r.To))
		}
	}
	return errors.Join(faults...)
}
