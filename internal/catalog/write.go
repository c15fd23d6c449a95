package catalog

import (
	"bytes"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"
)

// Pack writes the set as a data pack, which [Parse] reads back. Readers of other
// formats pass through it, so that every set has been held to the same rules.
func (s *Set) Pack() ([]byte, error) {
	p := pack{
		Format: PackFormat,
		Set: packHead{
			ID: s.ID, Kind: s.Kind, Standard: s.Standard, Title: s.Title, Edition: s.Edition,
			Corrigendum: s.Corrigendum, Replaces: s.Replaces, Version: s.Version, Attribution: s.Attribution,
		},
	}
	for _, m := range s.Maturity {
		p.Maturity = append(p.Maturity, packMaturity(m))
	}
	for _, f := range s.FRs {
		p.Foundations = append(p.Foundations, packFoundation{ID: f.ID, Abbrev: f.Abbrev, Title: f.Title, Clause: f.Clause, Summary: f.Summary})
	}
	for _, g := range s.Groups {
		p.Groups = append(p.Groups, packGroup(g))
	}
	var sources []string
	for _, r := range s.Requirements {
		e := packEntry{
			ID: r.ID, Group: r.Group, Parent: r.Parent, Title: r.Title, Types: r.Types, Heading: r.Heading,
			Derives: r.Derives, Summary: r.Summary, Question: r.Question, Evidence: r.Evidence, Confidence: r.Confidence,
		}
		if !r.FR.IsZero() {
			e.FR = r.FR.ID()
		}
		if r.From > 0 {
			from := int(r.From)
			e.From = &from
		}
		for _, d := range r.Doubts {
			i := slices.Index(sources, d.Source)
			if i < 0 {
				i = len(sources)
				sources = append(sources, d.Source)
				p.Sources = append(p.Sources, packSource{ID: fmt.Sprintf("s%d", i+1), Name: d.Source})
			}
			e.Doubts = append(e.Doubts, packDoubt{About: d.About, Source: p.Sources[i].ID, Says: d.Says, Note: d.Note})
		}
		p.Requirements = append(p.Requirements, e)
	}
	var out bytes.Buffer
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := enc.Encode(p); err != nil {
		return nil, fmt.Errorf("write the pack of %s: %w", s.ID, err)
	}
	return out.Bytes(), enc.Close()
}
