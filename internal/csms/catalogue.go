package csms

import (
	"context"

	"ringwall/internal/access"
	"ringwall/internal/catalog"
	"ringwall/internal/store"
)

// RequirementSets lists the requirement sets: those that the program carries,
// and those that the organisation added.
func (s *Service) RequirementSets(ctx context.Context, who access.Principal) (sets []*catalog.Set, err error) {
	err = s.view(ctx, who, access.OrgRead, "", func(r *store.Reader) error {
		shelf, err := s.shelf(r)
		if err == nil {
			sets = shelf.Sets()
		}
		return err
	})
	return sets, err
}

// RequirementSet is one requirement set with all its requirements.
func (s *Service) RequirementSet(ctx context.Context, who access.Principal, id catalog.SetID) (set *catalog.Set, err error) {
	err = s.view(ctx, who, access.OrgRead, "", func(r *store.Reader) (err error) {
		set, err = s.setOf(r, id)
		return err
	})
	return set, err
}
