package csms

import (
	"slices"
	"strconv"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/store"
)

// sight tells which evidence the caller may know of. It looks at each once.
type sight struct {
	s     *Service
	r     *store.Reader
	who   access.Principal
	known map[assess.EvidenceID]bool
}

func (s *Service) sight(r *store.Reader, who access.Principal) *sight {
	return &sight{s: s, r: r, who: who, known: map[assess.EvidenceID]bool{}}
}

func (g *sight) sees(id assess.EvidenceID) (bool, error) {
	if seen, asked := g.known[id]; asked {
		return seen, nil
	}
	seen := false
	e, err := store.Get[proof.Evidence](g.r, string(id))
	if err == nil {
		seen, err = g.s.Evidence().visible(g.r, g.who, access.EvidenceRead, &e)
	}
	if err = unlessMissing(err); err == nil {
		g.known[id] = seen
	}
	return seen, err
}

// shown is an answer without the proofs that the caller may not know of, which
// are counted. The answer that was given stays as it is: it may be shared.
func (g *sight) shown(v *assess.Verdict) (*assess.Verdict, error) {
	if v == nil || len(v.Proofs) == 0 {
		return v, nil
	}
	var open []assess.EvidenceID
	for _, id := range v.Proofs {
		seen, err := g.sees(id)
		if err != nil {
			return nil, err
		}
		if seen {
			open = append(open, id)
		}
	}
	if len(open) == len(v.Proofs) {
		return v, nil
	}
	out := *v
	out.Proofs, out.HiddenProofs = open, len(v.Proofs)-len(open)
	return &out, nil
}

// components does the same for the answers about a component.
func (g *sight) components(p *assess.ComponentPosture) (err error) {
	for _, list := range []*[]assess.ComponentAnswer{&p.Answers, &p.Constraints} {
		*list = slices.Clone(*list)
		for i := range *list {
			x := &(*list)[i]
			if x.Verdict, err = g.shown(x.Verdict); err != nil {
				return err
			}
			if x.Claim, err = g.shown(x.Claim); err != nil {
				return err
			}
		}
	}
	return nil
}

// program does the same for the answers of a program.
func (g *sight) program(p *assess.ProgramPosture) (err error) {
	p.Answers = slices.Clone(p.Answers)
	for i := range p.Answers {
		if p.Answers[i].Verdict, err = g.shown(p.Answers[i].Verdict); err != nil {
			return err
		}
	}
	return nil
}

// missing says which proofs an answer of a site, or of the whole organisation,
// cannot rest on. One that the caller may not know of is none.
func (g *sight) missing(site plant.SiteID, proofs []assess.EvidenceID) (problems plant.Problems, err error) {
	for i, id := range proofs {
		there, err := g.r.Exists(assess.OfEvidence, string(id), site)
		if err == nil && there {
			there, err = g.sees(id)
		}
		if err != nil {
			return nil, err
		}
		if !there {
			problems = append(problems, plant.Problem{Pointer: "/proofs/" + strconv.Itoa(i), Text: "There is no such evidence to refer to from here."})
		}
	}
	return problems, nil
}

// restOn are the proofs of an answer that is given anew. None said leaves them
// as they are; a list takes the place of those that the caller knows of, and
// the others stay.
func (g *sight) restOn(before, given []assess.EvidenceID) ([]assess.EvidenceID, error) {
	if given == nil {
		return slices.Clone(before), nil
	}
	var out []assess.EvidenceID
	for _, id := range before {
		seen, err := g.sees(id)
		if err != nil {
			return nil, err
		}
		if !seen || slices.Contains(given, id) {
			out = append(out, id)
		}
	}
	return distinct(append(out, given...)), nil
}
