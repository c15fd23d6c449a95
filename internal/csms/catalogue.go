package csms

import (
	"context"

	"ringwall/internal/access"
	"ringwall/internal/catalog"
)

// RequirementSets lists the requirement sets. They are the same for everybody
// who may sign in.
func (s *Service) RequirementSets(_ context.Context, who access.Principal) ([]*catalog.Set, error) {
	if err := access.Check(who, access.OrgRead, ""); err != nil {
		return nil, s.fail(err, "requirement set")
	}
	return []*catalog.Set{s.set}, nil
}

// RequirementSet is one requirement set with all its requirements.
func (s *Service) RequirementSet(ctx context.Context, who access.Principal, id catalog.SetID) (*catalog.Set, error) {
	sets, err := s.RequirementSets(ctx, who)
	if err != nil {
		return nil, err
	}
	for _, set := range sets {
		if set.ID == id {
			return set, nil
		}
	}
	return nil, notFound("requirement set")
}
