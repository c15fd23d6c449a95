package csms

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// StandingEvidence is an evidence with what it amounts to today.
type StandingEvidence struct {
	Evidence proof.Evidence `json:"evidence"`
	Stand    proof.Stand    `json:"stand"`
	// Soon says that it stops to count within 30 days.
	Soon bool `json:"soon,omitempty"`
	// Serves are the requirements that it proves, Answers how many answers rest on it.
	Serves  []proof.Serves `json:"serves"`
	Answers int            `json:"answers"`
}

// soonDays is how long before its end an evidence is pointed out.
const soonDays = 30

// EvidenceFilter chooses evidence of a site and of the whole organisation.
type EvidenceFilter struct {
	proof.Filter
	Own    bool // leaves out what belongs to the whole organisation
	Unused bool // only what no answer rests on
}

func (f EvidenceFilter) mark(site plant.SiteID) string {
	return fmt.Sprintf("standing %s %+v", site, f)
}

// EvidencePage is a page of evidence, with how many there are in each state,
// whatever state is chosen.
type EvidencePage struct {
	Page[StandingEvidence]
	States   map[proof.StandState]int
	Sections map[string]int
}

// EvidenceStanding lists evidence with what it amounts to today: that of a site
// with that of the whole organisation, or without a site only the latter.
func (s *Service) EvidenceStanding(ctx context.Context, who access.Principal, site plant.SiteID, f EvidenceFilter, after string, limit int) (EvidencePage, error) {
	out := EvidencePage{States: map[proof.StandState]int{}, Sections: map[string]int{}}
	err := s.view(ctx, who, access.EvidenceRead, site, func(r *store.Reader) error {
		shelf, err := s.evidenceShelf(r, who, site, f.Own)
		if err != nil {
			return err
		}
		var found []StandingEvidence
		any := f.Filter
		any.State = ""
		for i := range shelf.all {
			x := shelf.standing(&shelf.all[i])
			if !any.Matches(&x.Evidence, x.Serves, x.Stand) || f.Unused && x.Answers > 0 {
				continue
			}
			out.States[x.Stand.State]++
			if f.State == "" || f.State == x.Stand.State {
				out.Sections[x.Evidence.Section]++
				found = append(found, x)
			}
		}
		out.Page, err = keyed(f.mark(site), found, func(x StandingEvidence) string { return x.Evidence.Key }, after, limit)
		return err
	})
	return out, err
}

// evidenceShelf is the evidence that serves a site, with what decides of each
// whether it counts. Of what the caller may not see, all is there: a verdict is
// proven or not, whoever looks.
type evidenceShelf struct {
	all     []proof.Evidence // that the caller may see, by key
	hidden  map[supply.ID]proof.Evidence
	byID    map[supply.ID]int
	proven  []store.Proven
	answers map[assess.EvidenceID][]int // places in proven
	rules   []catalog.Freshness
	grounds map[plant.SiteID]map[proof.MadeRule]string
	today   plant.Date
}

func (s *Service) evidenceShelf(r *store.Reader, who access.Principal, site plant.SiteID, own bool) (*evidenceShelf, error) {
	sh := &evidenceShelf{
		hidden: map[supply.ID]proof.Evidence{}, byID: map[supply.ID]int{}, answers: map[assess.EvidenceID][]int{},
		grounds: map[plant.SiteID]map[proof.MadeRule]string{}, today: plant.DateOf(s.now()),
	}
	sites := []plant.SiteID{site}
	if site != "" && !own {
		sites = append(sites, "")
	}
	var err error
	for _, at := range sites {
		all, err := store.OfSite[proof.Evidence](r, at)
		if err != nil {
			return nil, err
		}
		if sh.grounds[at], err = s.groundsOf(r, at, all); err != nil {
			return nil, err
		}
		for _, e := range all {
			if e.SeenBy(viewer(who, e.Site)) {
				sh.all = append(sh.all, e)
			} else {
				sh.hidden[e.ID] = e
			}
		}
	}
	slices.SortFunc(sh.all, func(a, b proof.Evidence) int { return cmp.Compare(a.Key, b.Key) })
	for i := range sh.all {
		sh.byID[sh.all[i].ID] = i
	}
	if sh.rules, err = store.All[catalog.Freshness](r, ""); err != nil {
		return nil, err
	}
	if sh.proven, err = r.Proven(site); err != nil {
		return nil, err
	}
	for i, p := range sh.proven {
		sh.answers[p.Evidence] = append(sh.answers[p.Evidence], i)
	}
	return sh, nil
}

// standing is one evidence with what it amounts to for all that it serves.
func (sh *evidenceShelf) standing(e *proof.Evidence) StandingEvidence {
	x := StandingEvidence{Evidence: *e, Serves: []proof.Serves{}}
	for _, i := range sh.answers[assess.EvidenceID(e.ID)] {
		p := &sh.proven[i]
		x.Answers++
		if serves := (proof.Serves{Set: p.Set, Requirement: p.Requirement}); !slices.Contains(x.Serves, serves) {
			x.Serves = append(x.Serves, serves)
		}
	}
	x.Stand = proof.Overall(*e, x.Serves, sh.rules, sh.ground(e), sh.today)
	x.Soon = x.Stand.Soon(sh.today, soonDays)
	return x
}

func (sh *evidenceShelf) ground(e *proof.Evidence) string {
	if e.Made == nil {
		return ""
	}
	return sh.grounds[e.Site][e.Made.Rule]
}

// stood is an evidence as it counts for one requirement; seen is false for one
// that the caller may not know of, whose words are left out.
func (sh *evidenceShelf) stood(id assess.EvidenceID, set catalog.SetID, requirement catalog.RequirementID) (x proof.Stood, seen, ok bool) {
	if i, known := sh.byID[supply.ID(id)]; known {
		x.Evidence, seen = sh.all[i], true
	} else if x.Evidence, ok = sh.hidden[supply.ID(id)]; !ok {
		return x, false, false
	}
	x.Stand = proof.Standing(x.Evidence, set, requirement, sh.rules, sh.ground(&x.Evidence), sh.today)
	if !seen {
		x.Evidence = proof.Evidence{Head: supply.Head{Key: "A proof that you may not see"}, Kind: x.Evidence.Kind}
	}
	return x, seen, true
}
