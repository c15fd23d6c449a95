package csms

import (
	"context"
	"slices"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/risk/spec"
	"ringwall/internal/store"
)

// SpecificationOutline is a specification without its lines and the description
// of its zones and conduits, of which a large site has many thousands.
type SpecificationOutline struct {
	// Specification without what it says of single lines.
	Specification risk.Specification `json:"specification"`
	System        spec.System        `json:"system"`
	Today         plant.Date         `json:"today"`
	Complete      bool               `json:"complete"`
	Parts         []spec.Part        `json:"parts"`
	Risks         []spec.Risk        `json:"risks"`
	Unserved      []spec.Unserved    `json:"unserved"`
	// Planned is what the residual risk counts on and is not there yet, Comparisons
	// the initial risk of the zones beside what is tolerable.
	Planned     []spec.PlannedMeasure `json:"planned"`
	Comparisons []risk.ZoneComparison `json:"comparisons"`
	Criteria    *risk.Criteria        `json:"criteria"`
	InForce     bool                  `json:"inForce"`
	Counts      spec.Counts           `json:"counts"`
	Lines       spec.LineCounts       `json:"lines" doc:"How many lines have each value that they can be narrowed by"`
	Digest      string                `json:"digest"`
	Revision    int64                 `json:"revision"`
	Standing    spec.Standing         `json:"standing"`
	Blockers    []spec.Blocker        `json:"blockers"`
	Residual    []risk.ResidualRisk   `json:"residual"`
	Needed      *risk.Authority       `json:"needed,omitempty"`
	Office      *risk.Authority       `json:"office,omitempty"`
	// MayNot says why the caller may not approve with these residual risks.
	MayNot string `json:"mayNot,omitempty"`
	// Latest is the last day until which a review may wait.
	Latest plant.Date `json:"latest"`
}

// CRSOutline is the outline of a specification, see [Service.CRS].
func (s *Service) CRSOutline(ctx context.Context, who access.Principal, site plant.SiteID, id risk.ID) (SpecificationOutline, error) {
	crs, err := s.specified(ctx, who, site, id, "")
	if err != nil {
		return SpecificationOutline{}, err
	}
	c := crs.CRS
	out := SpecificationOutline{
		Specification: c.Specification, System: c.System, Today: c.Today, Complete: c.Complete, Parts: c.Parts, Risks: c.Risks, Unserved: c.Unserved, Planned: c.Planned, Comparisons: c.Comparisons,
		Criteria: c.Criteria, InForce: c.InForce, Counts: c.Counts, Lines: spec.CountLines(c.Lines),
		Digest: crs.Digest, Revision: crs.Revision, Standing: crs.Standing, Blockers: crs.Blockers, Residual: crs.Residual,
		Needed: crs.Needed, Office: crs.Office, Latest: risk.LastReview(c.Today),
	}
	out.Specification.Lines = nil
	if c.Criteria != nil {
		if problems := risk.MayApprove(*c.Criteria, crs.Residual, who.Email); len(problems) > 0 {
			out.MayNot = problems[0].Text
		}
	}
	return out, nil
}

// CRSLines lists the lines of a specification that a filter finds.
func (s *Service) CRSLines(ctx context.Context, who access.Principal, site plant.SiteID, id risk.ID, filter spec.LineFilter, after string, limit int) (Page[spec.Line], error) {
	crs, err := s.specified(ctx, who, site, id, "")
	if err != nil {
		return Page[spec.Line]{}, err
	}
	of, err := digestOf(filter)
	if err != nil {
		return Page[spec.Line]{}, err
	}
	return numbered("lines "+of[:16], filter.Lines(crs.CRS.Lines), after, limit)
}

// LineBulk is one change to many lines of a specification: those named, or all
// that a filter finds.
type LineBulk struct {
	Specification risk.ID
	IDs           []string // "Z-02/SR 1.1"
	All           *spec.LineFilter
	Set           spec.LineSet
}

// SetCRSLines writes of many lines how they are verified and whether work waits
// for them, in one act.
func (s *Service) SetCRSLines(ctx context.Context, who access.Principal, site plant.SiteID, in LineBulk) (BulkResult, error) {
	switch {
	case (len(in.IDs) == 0) == (in.All == nil):
		return BulkResult{}, invalid("Name the lines by their ids, or all that a filter finds: one of the two.")
	case in.Set == (spec.LineSet{}):
		return BulkResult{}, invalid("Say what the lines get: a verification, a hold point or a note.")
	}
	var crs specified
	err := s.view(ctx, who, access.RiskEdit, site, func(r *store.Reader) (err error) {
		crs, err = s.specificationNow(r, who, site, in.Specification)
		return err
	})
	if err != nil {
		return BulkResult{}, err
	}
	if crs.CRS.Specification.ID == "" {
		return BulkResult{}, &Error{Kind: Conflict, Code: "no-specification", Text: "Nobody has begun the specification: add one first."}
	}
	lines, err := in.lines(crs.CRS.Lines)
	if err != nil {
		return BulkResult{}, err
	}
	after, changed := spec.SetLines(crs.CRS.Specification, lines, in.Set)
	if changed == 0 {
		return BulkResult{}, nil
	}
	// A specification that changed since the lines were read is refused as stale.
	_, entry, err := s.Specifications().Change(ctx, who, site, after)
	if err != nil {
		return BulkResult{}, err
	}
	return BulkResult{Changed: changed, Entry: entry}, nil
}

// lines are those that the change is about.
func (in LineBulk) lines(all []spec.Line) ([]spec.Line, error) {
	if in.All != nil {
		return in.All.Lines(all), nil
	}
	wanted := map[string]bool{}
	for _, id := range in.IDs {
		wanted[id] = true
	}
	found := slices.DeleteFunc(slices.Clone(all), func(l spec.Line) bool { return !wanted[l.ID] })
	if len(found) < len(wanted) {
		return nil, invalid("%d of the lines are not there any more: read them again.", len(wanted)-len(found))
	}
	return found, nil
}

// keptCRS is a specification as it was put together last, with what it rests on.
type keptCRS struct {
	spec    *specified
	id      risk.ID
	rev     int64
	day     plant.Date
	release string
}

// of is what is kept, if it still is what would be put together.
func (k keptCRS) of(id risk.ID, rev int64, day plant.Date, release string) (specified, bool) {
	if k.spec == nil || k.id != id || k.rev != rev || k.day != day || k.release != release {
		return specified{}, false
	}
	return *k.spec, true
}
