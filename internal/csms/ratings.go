package csms

import (
	"context"
	"slices"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// ratingCrosswalk pairs the requirements of the program with those of the system.
const ratingCrosswalk = "2-1-2024-3-3"

// RatingView is the security protection ratings of a site, with where the
// pairing comes from.
type RatingView struct {
	assess.Ratings
	Pairs RatingPairs `json:"pairs"`
}

// RatingPairs says what the ratings rest on.
type RatingPairs struct {
	Crosswalk   string `json:"crosswalk"`
	Title       string `json:"title"`
	Source      string `json:"source"`
	Attribution string `json:"attribution,omitempty"`
	Confirmed   int    `json:"confirmed"`
	Suggested   int    `json:"suggested" doc:"Pairs that nobody has confirmed yet; they count as long as nobody rejects them"`
}

// Ratings are the security protection ratings of the zones of a site. The single
// requirements are listed for one zone only: for all they would be megabytes.
func (s *Service) Ratings(ctx context.Context, who access.Principal, site plant.SiteID, zone plant.ZoneID) (RatingView, error) {
	var out RatingView
	err := s.view(ctx, who, access.VerdictRead, site, func(r *store.Reader) error {
		program, err := s.siteProgram(r, site, catalog.ProgramRequirements)
		if err != nil {
			return err
		}
		set, err := s.setOf(r, catalog.ProgramRequirements)
		if err != nil {
			return err
		}
		in := assess.RateInput{Set: set, Program: program.ProgramPosture, System: s.set}
		if in.Pairs, out.Pairs, err = ratingPairs(r); err != nil {
			return err
		}
		part := access.PartOf(who, access.VerdictRead, site)
		err = s.standing(r, site, func(k *kept) error {
			in.Zones = k.engine.RateZones()
			return nil
		})
		if err != nil {
			return err
		}
		in.Zones = slices.DeleteFunc(in.Zones, func(z assess.RateZone) bool {
			id := plant.ZoneID(z.Subject.ID)
			return !part.Zone(id) || zone != "" && id != zone
		})
		if zone != "" && len(in.Zones) == 0 {
			return notFound("zone")
		}
		out.Ratings = assess.Rate(in)
		if zone == "" {
			for i := range out.Zones {
				out.Zones[i].Requirements = nil
			}
		}
		return nil
	})
	return out, err
}

// ratingPairs are the system requirements paired with each requirement of the
// program, without the pairs that the organisation rejected.
func ratingPairs(r *store.Reader) (map[catalog.RequirementID][]catalog.RequirementID, RatingPairs, error) {
	pairs := map[catalog.RequirementID][]catalog.RequirementID{}
	walk, ok := catalog.FindCrosswalk(ratingCrosswalk)
	if !ok {
		return pairs, RatingPairs{Crosswalk: ratingCrosswalk}, nil
	}
	decisions, err := store.All[catalog.PairDecision](r, "")
	if err != nil {
		return nil, RatingPairs{}, err
	}
	walk = catalog.Decide(walk, decisions)
	of := RatingPairs{Crosswalk: walk.ID, Title: walk.Title, Source: walk.Source, Attribution: walk.Attribution}
	for _, p := range walk.Pairs {
		switch p.State {
		case catalog.Rejected:
			continue
		case catalog.Confirmed:
			of.Confirmed++
		default:
			of.Suggested++
		}
		pairs[p.From] = append(pairs[p.From], p.To)
	}
	return pairs, of, nil
}
