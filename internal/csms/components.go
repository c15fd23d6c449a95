package csms

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// ProductComponent is what a product is capable of by its claims.
func (s *Service) ProductComponent(ctx context.Context, who access.Principal, id supply.ID) (assess.ComponentPosture, error) {
	var out assess.ComponentPosture
	err := s.view(ctx, who, access.LibraryRead, "", func(r *store.Reader) error {
		subject := assess.Subject{Kind: assess.OfProduct, ID: string(id)}
		if err := s.claimable(r, who, access.LibraryRead, subject); err != nil {
			return err
		}
		product, err := store.Get[supply.Product](r, string(id))
		if err != nil {
			return s.fail(err, "product")
		}
		claims, err := r.ClaimsOf(subject)
		if err != nil {
			return err
		}
		out = assess.NewChain(assess.ComponentInput{
			Set: s.componentSet(), Products: []assess.Product{productOf(product)}, Claims: claims, Today: plant.DateOf(s.now()),
		}).Capability(string(id))
		return s.sight(r, who).components(&out)
	})
	return out, err
}

// ProductLevel is what one product of the library is capable of, in a line of a
// list.
type ProductLevel struct {
	Product supply.ID  `json:"product"`
	Capable sl.Vector  `json:"capable" doc:"SL-C by its claims"`
	Target  *sl.Vector `json:"target" doc:"What its supplier works towards"`
	// Conditional says why the levels are conditional, Note why nothing is answered.
	Conditional string       `json:"conditional,omitempty"`
	Note        string       `json:"note,omitempty"`
	Counts      assess.Tally `json:"counts" doc:"Of what its types are asked"`
}

// ProductLevels lists what the products are capable of by their claims, by key.
func (s *Service) ProductLevels(ctx context.Context, who access.Principal, after string, limit int) (Page[ProductLevel], error) {
	var page Page[ProductLevel]
	products, err := s.Products().List(ctx, who, LibraryFilter{}, after, limit)
	if err != nil {
		return page, err
	}
	page = Page[ProductLevel]{Items: []ProductLevel{}, Next: products.Next, Total: products.Total}
	err = s.view(ctx, who, access.LibraryRead, "", func(r *store.Reader) error {
		in := assess.ComponentInput{Set: s.componentSet(), Today: plant.DateOf(s.now())}
		for _, p := range products.Items {
			claims, err := r.ClaimsOf(productSubject(string(p.ID)))
			if err != nil {
				return err
			}
			in.Products, in.Claims = append(in.Products, productOf(p)), append(in.Claims, claims...)
		}
		chain := assess.NewChain(in)
		for _, p := range products.Items {
			c := chain.Capability(string(p.ID))
			page.Items = append(page.Items, ProductLevel{
				Product: p.ID, Capable: c.Capable, Target: c.Target, Conditional: c.Conditional, Note: c.Note, Counts: c.Counts,
			})
		}
		return nil
	})
	return page, err
}

// InstalledComponent is an asset with the product that it is and what it is
// capable of where it is installed.
type InstalledComponent struct {
	assess.ComponentPosture
	Match supply.Matched `json:"match"`
}

// AssetComponent is what an asset is capable of where it is installed.
func (s *Service) AssetComponent(ctx context.Context, who access.Principal, site plant.SiteID, id plant.AssetID) (InstalledComponent, error) {
	var out InstalledComponent
	err := s.view(ctx, who, access.VerdictRead, site, func(r *store.Reader) error {
		a, err := assetOf(r, site, id)
		if err == nil && !access.PartOf(who, access.VerdictRead, site).Asset(a) {
			err = store.ErrNotFound
		}
		if err != nil {
			return s.fail(err, "asset")
		}
		return s.standing(r, site, func(k *kept) error {
			posture, ok := k.engine.Component(id)
			if !ok {
				return notFound("asset")
			}
			out.ComponentPosture = posture
			if err := s.sight(r, who).components(&out.ComponentPosture); err != nil {
				return err
			}
			_, out.Match, _ = k.supplied.matcher.Match(a)
			return nil
		})
	})
	return out, err
}

// ComponentFilter chooses components of a site; what is empty does not narrow
// the choice.
type ComponentFilter struct {
	Zone      string // id, or "none"
	Unmatched bool   // those without a product
	Product   supply.ID
}

// ComponentRow is one component of a list.
type ComponentRow struct {
	Asset    plant.AssetID           `json:"asset"`
	Key      string                  `json:"key"`
	Name     string                  `json:"name"`
	Zone     plant.ZoneID            `json:"zone,omitempty"`
	Vendor   string                  `json:"vendor,omitempty"`
	Model    string                  `json:"model,omitempty"`
	Firmware string                  `json:"firmware,omitempty"`
	Types    []catalog.ComponentType `json:"types" doc:"What it is asked by: the types of its product, or its own"`
	Product  supply.ID               `json:"product,omitempty"`
	Match    supply.Matched          `json:"match"`
	Claimed  bool                    `json:"claimed" doc:"Its product has claims"`
	Own      int                     `json:"own" doc:"Answers that the asset has itself"`
	Capable  sl.Vector               `json:"capable" doc:"SL-C where it is installed"`
	// Conditional says that what holds at every level is not shown.
	Conditional  bool   `json:"conditional"`
	Requirements int    `json:"requirements"`
	Holding      int    `json:"holding" doc:"Of the requirements"`
	Reason       string `json:"reason" doc:"One sentence: what the level rests on"`
}

// Components lists the components of a site by key, as far as the caller may
// know of them.
func (s *Service) Components(ctx context.Context, who access.Principal, site plant.SiteID, f ComponentFilter, after string, limit int) (Page[ComponentRow], error) {
	var page Page[ComponentRow]
	err := s.view(ctx, who, access.VerdictRead, site, func(r *store.Reader) error {
		known, err := knownAssets(r, who, site)
		if err != nil {
			return err
		}
		var (
			briefs  []assess.ComponentBrief
			matcher *supply.Matcher
		)
		err = s.standing(r, site, func(k *kept) error {
			matcher = k.supplied.matcher
			briefs = k.engine.Components(func(x assess.Component) bool { return known(x) && f.takes(x) })
			return nil
		})
		if err != nil {
			return err
		}
		found, err := keyed("components", briefs, func(b assess.ComponentBrief) string { return b.Key }, after, limit)
		if err != nil {
			return err
		}
		page = Page[ComponentRow]{Items: []ComponentRow{}, Next: found.Next, Total: found.Total}
		for _, b := range found.Items {
			a, err := assetOf(r, site, b.Asset)
			if errors.Is(err, store.ErrNotFound) {
				continue // the reader is older than what is kept
			}
			if err != nil {
				return err
			}
			page.Items = append(page.Items, rowOf(b, a, matcher))
		}
		return nil
	})
	return page, err
}

func (f ComponentFilter) takes(x assess.Component) bool {
	switch {
	case f.Zone == NoZone && x.Zone != "", f.Zone != "" && f.Zone != NoZone && string(x.Zone) != f.Zone:
		return false
	case f.Product != "" && x.Product != string(f.Product):
		return false
	}
	return !f.Unmatched || x.Product == ""
}

// knownAssets tells which components of a site the caller may know of.
func knownAssets(r *store.Reader, who access.Principal, site plant.SiteID) (func(assess.Component) bool, error) {
	part := access.PartOf(who, access.VerdictRead, site)
	if part.All {
		return func(assess.Component) bool { return true }, nil
	}
	assets, err := everyAsset(r, site, AssetFilter{}.query(part))
	known := make(map[plant.AssetID]bool, len(assets))
	for _, a := range assets {
		known[a.ID] = true
	}
	return func(x assess.Component) bool { return known[x.Asset] }, err
}

func rowOf(b assess.ComponentBrief, a plant.Asset, m *supply.Matcher) ComponentRow {
	row := ComponentRow{
		Asset: a.ID, Key: a.Key, Name: a.Name, Zone: a.Zone, Vendor: a.Vendor, Model: a.Model, Firmware: a.Firmware,
		Types: b.Asked, Product: supply.ID(b.Product), Claimed: b.Claimed, Own: b.Own, Capable: b.Capable,
		Conditional: b.Conditional, Requirements: b.Requirements, Holding: b.Holding,
	}
	_, row.Match, _ = m.Match(a)
	row.Reason = b.Reason()
	return row
}

// withSupport says beside the answers of a zone or conduit how far its
// components carry each requirement.
func withSupport(answers []assess.Answer, supports []assess.Support) {
	for i := range answers {
		if i < len(supports) && supports[i].Applicable > 0 {
			answers[i].Support = &supports[i]
		}
	}
}

// ByComponents is which answers would be, or were, set to "by components".
type ByComponents struct {
	Changed  int                   `json:"changed"`
	Entry    int64                 `json:"entry,omitempty"`
	Subjects []ByComponentsSubject `json:"subjects"`
}

// ByComponentsSubject is one zone or conduit of it.
type ByComponentsSubject struct {
	Subject      assess.Subject          `json:"subject"`
	Key          string                  `json:"key"`
	Name         string                  `json:"name"`
	Requirements []catalog.RequirementID `json:"requirements"`
}

// AnswerByComponents answers every unanswered requirement that the components
// of a zone or conduit carry with "by components", in one act; without subjects
// for every zone and conduit of the caller's part. A dry run only tells.
func (s *Service) AnswerByComponents(ctx context.Context, who access.Principal, site plant.SiteID, subjects []assess.Subject, dry bool) (ByComponents, error) {
	var out ByComponents
	err := s.view(ctx, who, access.VerdictEdit, site, func(r *store.Reader) (err error) {
		out.Subjects, err = s.carried(r, who, site, subjects)
		return err
	})
	for _, x := range out.Subjects {
		out.Changed += len(x.Requirements)
	}
	if err != nil || dry || out.Changed == 0 {
		return out, err
	}
	if out.Changed > maxAnswers {
		return out, invalid("This would answer %d requirements, at most %d can be answered at once: name some of the zones.", out.Changed, maxAnswers)
	}
	entry, err := s.update(ctx, who, intent{do: access.VerdictEdit, site: site, verb: "verdict.set", subject: strconv.Itoa(out.Changed) + " requirements by components"}, func(tx *store.Tx) error {
		out.Changed = 0
		for _, x := range out.Subjects {
			n, err := s.answerCarried(tx, who, site, x)
			if err != nil {
				return err
			}
			out.Changed += n
		}
		return nil
	})
	out.Entry = entry.Seq
	return out, err
}

// carried finds what is unanswered and carried by components.
func (s *Service) carried(r *store.Reader, who access.Principal, site plant.SiteID, subjects []assess.Subject) ([]ByComponentsSubject, error) {
	p, err := s.visiblePosture(r, who, site)
	if err != nil {
		return nil, err
	}
	part := access.PartOf(who, access.VerdictEdit, site)
	for _, subject := range subjects {
		if _, ok := p.Of(subject); !ok || subject.Kind == assess.OfSite {
			return nil, notFound(string(subject.Kind))
		}
	}
	conduits, err := store.All[plant.Conduit](r, site)
	if err != nil {
		return nil, err
	}
	ends := map[string]plant.Conduit{}
	for _, c := range conduits {
		ends[string(c.ID)] = c
	}
	out := []ByComponentsSubject{}
	err = s.standing(r, site, func(k *kept) error {
		for _, sp := range p.Subjects {
			subject := sp.Subject
			mine := subject.Kind == assess.OfZone && part.Zone(plant.ZoneID(subject.ID)) || subject.Kind == assess.OfConduit && part.Conduit(ends[subject.ID])
			if !mine || len(subjects) > 0 && !slices.Contains(subjects, subject) {
				continue
			}
			x := ByComponentsSubject{Subject: subject, Key: sp.Key, Name: sp.Name}
			answers, _ := k.engine.Answers(subject)
			supports := k.engine.Supports(subject)
			for i := range answers {
				if answers[i].Verdict == nil && i < len(supports) && supports[i].Holds {
					x.Requirements = append(x.Requirements, answers[i].Requirement.ID)
				}
			}
			if len(x.Requirements) > 0 {
				out = append(out, x)
			}
		}
		return nil
	})
	return out, err
}

func (s *Service) answerCarried(tx *store.Tx, who access.Principal, site plant.SiteID, x ByComponentsSubject) (changed int, err error) {
	of, err := s.answered(tx.Reader(), site, x.Subject)
	if err != nil {
		return 0, err
	}
	today := plant.DateOf(s.now())
	for _, req := range x.Requirements {
		if _, answered := of[req]; answered {
			continue // somebody answered it in the meantime
		}
		v := assess.Verdict{
			Site: site, Subject: x.Subject, Set: s.set.ID, Requirement: req, State: assess.ByComponents,
			Assessor: who.Name, AssessedOn: today,
		}
		if err := assess.CheckVerdict(v, s.set, today); err != nil {
			return changed, err
		}
		if err := store.Put(tx, &v); err != nil {
			return changed, s.fail(err, "verdict")
		}
		changed++
	}
	return changed, nil
}
