package csms

import (
	"context"
	"slices"
	"strconv"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/risk"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// LibraryFilter chooses records of the library; what is empty does not narrow
// the choice.
type LibraryFilter struct {
	// Site is a site: its records and those of the whole organisation are listed.
	// Own leaves the latter out; without a site it lists nothing else.
	Site plant.SiteID
	Own  bool
	Text string // words that the record must hold
}

func (f LibraryFilter) mark(kind string) string {
	return kind + " " + string(f.Site) + strconv.FormatBool(f.Own) + strconv.Quote(f.Text)
}

// List lists records by key, as far as the caller may know of them.
func (q Library[T]) List(ctx context.Context, who access.Principal, f LibraryFilter, after string, limit int) (Page[T], error) {
	var page Page[T]
	if err := q.somewhere(who, q.k.read); err != nil {
		return page, err
	}
	last, err := readCursor(f.mark(q.k.name), after)
	if err != nil {
		return page, err
	}
	if f.Site != "" {
		if err := access.Check(who, q.k.read, f.Site); err != nil {
			return page, q.s.fail(q.s.hideSite(ctx, who, f.Site, err), q.k.name)
		}
	}
	err = q.s.db.View(ctx, who.Org, func(r *store.Reader) error {
		if err := q.s.site(r, f.Site); err != nil {
			return err
		}
		query := q.reach(who, f)
		if q.whole(who) {
			query.After, query.Limit = last, limit
			found, err := store.Library[T](r, query)
			if err != nil {
				return err
			}
			page = Page[T]{Items: found.Items, Total: found.Total}
			if found.More {
				page.Next = cursor{Of: f.mark(q.k.name), After: *q.k.base(&found.Items[len(found.Items)-1]).key}.encode()
			}
			return nil
		}
		query.Limit = mostListed
		found, err := store.Library[T](r, query)
		if err != nil {
			return err
		}
		mine := make([]T, 0, len(found.Items))
		for i := range found.Items {
			ok, err := q.visible(r, who, q.k.read, &found.Items[i])
			if err != nil {
				return err
			}
			if ok {
				mine = append(mine, found.Items[i])
			}
		}
		page, err = keyed(f.mark(q.k.name), mine, func(x T) string { return *q.k.base(&x).key }, after, limit)
		return err
	})
	if page.Items == nil {
		page.Items = []T{}
	}
	for i := range page.Items {
		if q.k.listed != nil {
			q.k.listed(&page.Items[i])
		}
	}
	return page, q.s.fail(err, q.k.name)
}

// mostListed is how many records are looked through one by one for those who
// see a part of them.
const mostListed = 100_000

// reach is what a caller may read of a kind, as far as the filter wants it.
func (q Library[T]) reach(who access.Principal, f LibraryFilter) store.LibraryQuery {
	query := store.LibraryQuery{Search: f.Text, Shared: access.Check(who, q.k.read, "") == nil}
	switch {
	case f.Site != "":
		query.Sites = []plant.SiteID{f.Site}
		query.Shared = query.Shared && !f.Own
	case f.Own:
	default:
		query.AllSites, query.Sites = access.Sites(who, q.k.read)
	}
	return query
}

// whole says whether the caller may see each record that the store finds.
func (q Library[T]) whole(who access.Principal) bool {
	bound := slices.ContainsFunc(who.Grants, func(g access.Grant) bool { return g.Role == access.Supplier })
	return !bound && (q.k.seen == nil || trusted(who, ""))
}

// trusted says whether somebody may see what only few may: an administrator or
// a security manager.
func trusted(who access.Principal, site plant.SiteID) bool {
	return who.System || slices.ContainsFunc(who.Grants, func(g access.Grant) bool {
		return (g.Site == "" || g.Site == site) && (g.Role == access.Administrator || g.Role == access.SecurityManager)
	})
}

// readActions are the rights by which records of a kind are known.
var readActions = map[string]access.Action{
	supply.OfCompany: access.LibraryRead, supply.OfProduct: access.LibraryRead, supply.OfCertificate: access.LibraryRead,
	store.OfClaim: access.LibraryRead, store.OfAddedSet: access.LibraryRead, store.OfLicensedText: access.LibraryRead,
	store.OfFreshness: access.LibraryRead, store.OfPairDecision: access.LibraryRead,
	supply.OfPackage: access.PackageRead, supply.OfReply: access.PackageRead, supply.OfTest: access.PackageRead,
	proof.OfEvidence: access.EvidenceRead, proof.OfAssessment: access.EvidenceRead,
	"verdict": access.VerdictRead, risk.OfZone: access.PlantRead, risk.OfConduit: access.PlantRead, risk.OfAsset: access.AssetRead,
}

// knownRefs are those of some references that the caller may know of.
func knownRefs(r *store.Reader, who access.Principal, refs []store.Ref) ([]store.Ref, error) {
	known := make([]store.Ref, 0, len(refs))
	for _, ref := range refs {
		do, listed := readActions[ref.Kind]
		if !listed {
			do = access.RiskRead
		}
		all, _ := access.VendorsOf(who, do, ref.Site)
		if access.Check(who, do, ref.Site) != nil || !all && ref.Kind != supply.OfCertificate && ref.Kind != store.OfClaim && ref.Kind != supply.OfProduct {
			continue
		}
		known = append(known, ref)
	}
	return openRefs(r, who, known)
}

// openRefs leaves out evidence that is closed to the caller.
func openRefs(r *store.Reader, who access.Principal, refs []store.Ref) ([]store.Ref, error) {
	var failed error
	refs = slices.DeleteFunc(refs, func(ref store.Ref) bool {
		if ref.Kind != proof.OfEvidence || failed != nil {
			return false
		}
		e, err := store.Get[proof.Evidence](r, ref.ID)
		if err != nil {
			failed = err
			return false
		}
		return !e.SeenBy(viewer(who, e.Site))
	})
	return refs, failed
}

// viewer is who wants to see an evidence of a site.
func viewer(who access.Principal, site plant.SiteID) proof.Viewer {
	v := proof.Viewer{Email: who.Email, Trusted: trusted(who, site), Staff: who.System}
	for _, g := range who.Grants {
		if g.Site != "" && site != "" && g.Site != site {
			continue
		}
		switch g.Role {
		case access.Viewer, access.Integrator, access.Supplier:
		default:
			v.Staff = true
		}
	}
	return v
}
