package csms

import (
	"context"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/store"
	"ringwall/internal/supply"
	"ringwall/internal/supply/exchange"
)

// PackageView is a package with what it holds and how it stands today.
type PackageView struct {
	Package  supply.Package        `json:"package"`
	Report   exchange.Report       `json:"report" doc:"Of the check of its file, done anew"`
	Key      KeyStanding           `json:"key"`
	Blockers []string              `json:"blockers" doc:"What stands against accepting it"`
	Asked    *supply.Asked         `json:"asked,omitempty" doc:"Of a requirements package"`
	Reply    *supply.ReplyContent  `json:"reply,omitempty" doc:"Of a reply or as-built package"`
	Claims   *supply.ClaimsContent `json:"claims,omitempty"`
	Built    *BuiltBrief           `json:"built,omitempty" doc:"Of an as-built package"`
	// Answers is the package of the library that this one replies to, Record the
	// reply that it brought, Projects those that answer it here.
	Answers  supply.ID   `json:"answers,omitempty"`
	Record   supply.ID   `json:"record,omitempty"`
	Projects []supply.ID `json:"projects" doc:"Replies of ours that answer it"`
}

// BuiltBrief is what an as-built package holds, in numbers and lists.
type BuiltBrief struct {
	Zones    int                 `json:"zones"`
	Conduits int                 `json:"conduits"`
	Assets   int                 `json:"assets"`
	Tests    []supply.BuiltTest  `json:"tests"`
	Tally    []supply.TestTally  `json:"tally"`
	Proofs   []supply.BuiltProof `json:"proofs"`
	Note     string              `json:"note,omitempty"`
}

// PackageContent is what a package holds. Its file is checked anew each time.
func (s *Service) PackageContent(ctx context.Context, who access.Principal, id supply.ID) (PackageView, error) {
	out := PackageView{Projects: []supply.ID{}, Blockers: []string{}}
	p, err := s.Packages().One(ctx, who, string(id))
	if err != nil {
		return out, err
	}
	out.Package = p
	err = s.withPackage(ctx, p, func(pkg *exchange.Package) error {
		if err := s.mayOpen(ctx, who, p, pkg); err != nil {
			return err
		}
		out.Report = exchange.Report{Whole: true, Manifest: &pkg.Manifest, Digest: pkg.Digest, Fingerprint: pkg.Fingerprint, Bytes: p.Size, Faults: []exchange.Fault{}}
		out.Asked, out.Reply, out.Claims = pkg.Requirements, pkg.Reply, pkg.Claims
		if b := pkg.AsBuilt; b != nil {
			out.Built = &BuiltBrief{Zones: len(b.Site.Zones), Conduits: len(b.Site.Conduits), Assets: len(b.Site.Assets), Tests: append([]supply.BuiltTest{}, b.Tests...), Proofs: append([]supply.BuiltProof{}, b.Proofs...), Note: b.Note}
			var tests []supply.Test
			for _, t := range b.Tests {
				tests = append(tests, supply.Test{Phase: t.Phase, HoldPoint: t.HoldPoint, Result: t.Result})
			}
			out.Built.Tally = supply.TallyOf(tests)
		}
		return s.db.View(ctx, who.Org, func(r *store.Reader) error { return s.standsToday(r, who, pkg, &out) })
	})
	return out, s.fail(err, "package")
}

// standsToday says how a package stands to the other records.
func (s *Service) standsToday(r *store.Reader, who access.Principal, pkg *exchange.Package, out *PackageView) error {
	companies, err := store.All[supply.Company](r, "")
	if err != nil {
		return err
	}
	out.Key = standingOf(companies, pkg.Manifest.Key, pkg.From)
	if out.Blockers, err = s.blockersOf(r, out.Package, pkg, out.Key); err != nil {
		return err
	}
	if out.Package.Direction == supply.Incoming {
		out.Answers = s.answeredBy(r, out.Package)
	}
	replies, err := store.All[supply.Reply](r, "")
	for _, x := range replies {
		if ok, err := s.Replies().visible(r, who, access.PackageRead, &x); err != nil || !ok {
			continue
		}
		switch {
		case x.Came == out.Package.ID:
			out.Record = x.ID
		case x.Package == out.Package.ID:
			out.Projects = append(out.Projects, x.ID)
		}
	}
	return err
}

// PackageDifference is a package that came in against what the organisation
// asked, knows and declares.
type PackageDifference struct {
	Lines *supply.Difference      `json:"lines,omitempty" doc:"Of a reply: line by line, and where products fall short"`
	Offer *supply.OfferDifference `json:"offer,omitempty" doc:"Products, claims and certificates against the own library"`
	Built *supply.BuiltDifference `json:"built,omitempty" doc:"The plant as built against the plant as declared"`
	Reply supply.ID               `json:"reply,omitempty" doc:"The record on which deviations are decided"`
	// Says joins what each part says.
	Says []string `json:"says"`
}

// DifferenceOfPackage shows what accepting a package would mean. An as-built
// package that answers none of ours is held against the site that is named.
func (s *Service) DifferenceOfPackage(ctx context.Context, who access.Principal, id supply.ID, site plant.SiteID) (PackageDifference, error) {
	out := PackageDifference{Says: []string{}}
	p, err := s.Packages().One(ctx, who, string(id))
	if err != nil {
		return out, err
	}
	if p.Direction != supply.Incoming {
		return out, &Error{Kind: Conflict, Code: "own-package", Text: "Package " + p.Key + " is one of this organisation: there is nothing to compare."}
	}
	if p.Site != "" {
		site = p.Site
	}
	err = s.withPackage(ctx, p, func(pkg *exchange.Package) error {
		if pkg.Reply != nil && p.Kind == supply.ReplyPackage {
			if err := s.replyDifference(ctx, who, p, pkg, &out); err != nil {
				return err
			}
		}
		outside, err := s.outsideOf(ctx, who.Org, pkg, p)
		if err != nil {
			return err
		}
		return s.db.View(ctx, who.Org, func(r *store.Reader) error {
			if pkg.Claims != nil && access.Check(who, access.LibraryRead, "") == nil {
				own, err := libraryOf(r)
				if err != nil {
					return err
				}
				d := supply.OfferDifferenceOf(*pkg.Claims, own)
				out.Offer, out.Says = &d, append(out.Says, d.Says)
			}
			if pkg.AsBuilt == nil || site == "" {
				return nil
			}
			if err := access.Check(who, access.AssetRead, site); err != nil {
				return err
			}
			if err := s.site(r, site); err != nil {
				return err
			}
			d, _, err := s.builtAgainst(r, site, pkg, outside)
			out.Built, out.Says = &d, append(out.Says, d.Says)
			return err
		})
	})
	return out, s.fail(err, "package")
}

// replyDifference holds a reply against what was asked, and what is asked today.
func (s *Service) replyDifference(ctx context.Context, who access.Principal, p supply.Package, pkg *exchange.Package, out *PackageDifference) error {
	in := supply.DifferenceInput{Reply: *pkg.Reply, Decided: map[string]supply.ReplyLine{}}
	var sent supply.Package
	err := s.db.View(ctx, who.Org, func(r *store.Reader) error {
		asked := s.answeredBy(r, p)
		var err error
		if sent, err = store.Get[supply.Package](r, string(asked)); err != nil {
			return err
		}
		reply, err := s.replyTo(r, p)
		if err != nil {
			return err
		}
		out.Reply = reply.ID
		for _, l := range reply.Lines {
			in.Decided[l.Line] = l
		}
		if p.Site == "" || access.Check(who, access.RiskRead, p.Site) != nil {
			return nil
		}
		// What is asked today needs the risk register, of which the lines come.
		if crs, err := s.specificationNow(r, who, p.Site, ""); err == nil {
			in.Now, err = supply.AskedOf(crs.CRS, crs.in.Site, crs.Standing)
			return err
		}
		return nil
	})
	if err != nil {
		return s.fail(err, "package")
	}
	content, err := s.contentOf(ctx, sent)
	if err != nil {
		return err
	}
	in.Sent = *content.Requirements
	if len(in.Now.Lines) == 0 {
		in.Now = in.Sent
	}
	in.Offer, in.Capable = supply.ClaimsContent{}, func(string) (supply.Capable, bool) { return supply.Capable{}, false }
	if pkg.Claims != nil {
		in.Offer = *pkg.Claims
		in.Capable = s.offeredCapability(*pkg.Claims)
	}
	d := supply.DifferenceOf(in)
	out.Lines, out.Says = &d, append(out.Says, d.Says)
	return nil
}

// offeredCapability reckons the SL-C of offered products out of their claims, and
// not out of what their maker says it is.
func (s *Service) offeredCapability(c supply.ClaimsContent) func(string) (supply.Capable, bool) {
	l := supply.Library{}
	for _, o := range c.Products {
		p := supply.Product{Head: supply.Head{ID: supply.ID(o.Key), Key: o.Key}}.Take(o)
		l.Products = append(l.Products, p)
	}
	for _, o := range c.Claims {
		if key, ok := cutPrefix(o.About, "product "); ok {
			l.Claims = append(l.Claims, o.Claim(productSubject(key)))
		}
	}
	capable := s.capability(l)
	return func(key string) (supply.Capable, bool) { return capable(supply.ID(key)) }
}
