package csms

import (
	"context"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// TargetQuery says which proposals are wanted; empty fields ask for all.
type TargetQuery struct {
	Subject assess.Subject
	Method  risk.Method
}

// TargetProposals derives SL-T for zones and conduits. Without a subject and a
// method it is what the method of the criteria proposes for each of them.
func (s *Service) TargetProposals(ctx context.Context, who access.Principal, site plant.SiteID, q TargetQuery) ([]risk.TargetProposal, error) {
	out := []risk.TargetProposal{}
	err := s.view(ctx, who, access.RiskRead, site, func(r *store.Reader) error {
		in, res, err := s.riskOf(r, site)
		if err != nil {
			return err
		}
		if q.Subject.ID != "" && !declares(in.Site, q.Subject) {
			return notFound(string(q.Subject.Kind))
		}
		for _, p := range risk.DeriveTargets(in, res) {
			switch {
			case q.Subject.ID != "" && p.Subject != q.Subject:
			case q.Method != "" && p.Method != q.Method:
			case q.Subject.ID == "" && q.Method == "" && !p.Default:
			default:
				out = append(out, p)
			}
		}
		return nil
	})
	return out, err
}

// declares says whether a site has the zone or conduit.
func declares(site plant.Site, s assess.Subject) bool {
	switch s.Kind {
	case assess.OfZone:
		for i := range site.Zones {
			if string(site.Zones[i].ID) == s.ID {
				return true
			}
		}
	case assess.OfConduit:
		for i := range site.Conduits {
			if string(site.Conduits[i].ID) == s.ID {
				return true
			}
		}
	}
	return false
}

// DecidedTarget is a target as it stands after the decision.
type DecidedTarget struct {
	Subject assess.Subject `json:"subject"`
	Key     string         `json:"key"`
	Version int            `json:"version"` // of the zone or conduit
	Target  plant.Target   `json:"target"`
	Signed  risk.Signature `json:"signed"`
	Entry   int64          `json:"entry"`
}

// signedTarget is what a signature under a target binds.
type signedTarget struct {
	Site     plant.SiteID        `json:"site"`
	Subject  assess.Subject      `json:"subject"`
	Key      string              `json:"key"`
	Decision risk.TargetDecision `json:"decision"`
	Criteria string              `json:"criteria"`
}

// DecideTarget sets the target of a zone or conduit by the caller's signature.
// The caller is stored as its approver.
func (s *Service) DecideTarget(ctx context.Context, who access.Principal, site plant.SiteID, subject assess.Subject, t risk.TargetDecision, password string) (DecidedTarget, error) {
	out := DecidedTarget{Subject: subject}
	var what signedTarget
	var read int
	err := s.view(ctx, who, access.RiskSign, site, func(r *store.Reader) error {
		in, res, err := s.riskOf(r, site)
		if err != nil {
			return err
		}
		if out.Key, read, err = s.targeted(r, site, subject); err != nil {
			return err
		}
		if !res.InForce {
			return unsigned()
		}
		what = signedTarget{Site: site, Subject: subject, Key: out.Key, Decision: t, Criteria: res.Criteria.Key}
		return belowDecision(risk.CheckTarget(in, res, subject, t))
	})
	if err != nil {
		return DecidedTarget{}, err
	}
	if out.Signed, err = s.sign(ctx, who, password, "", "I decide this security level target (SL-T).", what); err != nil {
		return DecidedTarget{}, s.fail(err, string(subject.Kind))
	}
	out.Target = plant.Target{
		Vector: t.Vector, Method: t.Method.Name(), Rationale: t.Rationale,
		Approver: out.Signed.Name, ApprovedOn: plant.DateOf(out.Signed.At),
	}
	in := intent{do: access.RiskSign, site: site, verb: "target.decide", subject: string(subject.Kind) + " " + out.Key}
	entry, err := s.update(ctx, who, in, func(tx *store.Tx) (err error) {
		out.Version, err = s.putTarget(tx, site, subject, read, out.Target)
		return err
	})
	if err != nil {
		return DecidedTarget{}, err
	}
	out.Entry = entry.Seq
	return out, nil
}

// belowDecision is the problems as an error, with pointers into the request.
func belowDecision(problems plant.Problems) error {
	if len(problems) == 0 {
		return nil
	}
	for i := range problems {
		problems[i].Pointer = "/decision" + problems[i].Pointer
	}
	return problems
}

// targeted is the key and version of a zone or conduit.
func (s *Service) targeted(r *store.Reader, site plant.SiteID, subject assess.Subject) (key string, version int, err error) {
	if subject.Kind == assess.OfConduit {
		c, err := conduitOf(r, site, plant.ConduitID(subject.ID))
		return c.Key, c.Version, s.fail(err, "conduit")
	}
	z, err := zoneOf(r, site, plant.ZoneID(subject.ID))
	return z.Key, z.Version, s.fail(err, "zone")
}

// putTarget stores a target with a zone or conduit that is as it was read:
// what was signed was weighed against that.
func (s *Service) putTarget(tx *store.Tx, site plant.SiteID, subject assess.Subject, read int, t plant.Target) (version int, err error) {
	if subject.Kind == assess.OfConduit {
		c, err := conduitOf(tx.Reader(), site, plant.ConduitID(subject.ID))
		if err != nil {
			return 0, s.fail(err, "conduit")
		}
		before := c
		c.Target = &t
		if err := s.checkConduit(tx.Reader(), c); err != nil {
			return 0, err
		}
		err = s.fail(change(tx, before, before.Version, &c, read), "conduit")
		return c.Version, err
	}
	z, err := zoneOf(tx.Reader(), site, plant.ZoneID(subject.ID))
	if err != nil {
		return 0, s.fail(err, "zone")
	}
	before := z
	z.Target = &t
	if err := s.checkZone(tx.Reader(), z); err != nil {
		return 0, err
	}
	err = s.fail(change(tx, before, before.Version, &z, read), "zone")
	return z.Version, err
}
