package csms

import (
	"context"
	"io"
	"slices"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// ExportLibrary writes the library as a document, "yaml" or "json": as much of
// it as the caller may know. Licensed texts are never a part of it.
func (s *Service) ExportLibrary(ctx context.Context, who access.Principal, format string, w io.Writer) error {
	write, ok := map[string]func(io.Writer, any) error{"yaml": plant.WriteYAML, "json": plant.WriteJSON}[format]
	if !ok {
		return invalid("%q is no format of a library document: choose yaml or json.", format)
	}
	doc, err := s.LibraryDocument(ctx, who)
	if err != nil {
		return err
	}
	return write(w, doc)
}

// LibraryDocument is the library as a document.
func (s *Service) LibraryDocument(ctx context.Context, who access.Principal) (proof.Document, error) {
	var doc proof.Document
	err := s.view(ctx, who, access.LibraryRead, "", func(r *store.Reader) (err error) {
		if all, _ := access.VendorsOf(who, access.LibraryRead, ""); !all {
			return access.ErrDenied
		}
		doc, err = s.libraryDocument(r, who)
		return err
	})
	return doc, err
}

func (s *Service) libraryDocument(r *store.Reader, who access.Principal) (proof.Document, error) {
	x := libraryExport{s: s, r: r, who: who, keys: newLibraryKeys(r), doc: proof.Document{Format: proof.DocumentFormat}}
	for _, step := range []func() error{x.catalogue, x.supplied, x.evidence, x.claims, x.assessments} {
		if err := step(); err != nil {
			return proof.Document{}, err
		}
	}
	doc := x.doc.Normalise()
	doc.Sort()
	return doc, nil
}

// libraryExport gathers a library document.
type libraryExport struct {
	s    *Service
	r    *store.Reader
	who  access.Principal
	keys *libraryKeys
	doc  proof.Document
}

// visibleOf reads the records of a kind that the caller may know of.
func visibleOf[T any](x *libraryExport, q Library[T]) ([]T, error) {
	all, err := store.All[T](x.r, "")
	if err != nil {
		return nil, err
	}
	out := make([]T, 0, len(all))
	for i := range all {
		ok, err := q.visible(x.r, x.who, q.k.read, &all[i])
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, plant.Tidy(all[i]))
		}
	}
	return out, nil
}

// plain leaves out what is the store's alone, and turns references into keys.
func plain[T any](x *libraryExport, rec *T, head *supply.Head, refs func(func(kind string, id *string))) (err error) {
	plant.Keep(rec, new(T))
	if head.Site, err = x.keys.siteKey(head.Site); err != nil {
		return err
	}
	return x.keys.toKeys(refs)
}

func (x *libraryExport) catalogue() error {
	sets, err := store.All[catalog.AddedSet](x.r, "")
	for _, set := range sets {
		x.doc.Sets = append(x.doc.Sets, proof.DocSet{ID: catalog.SetID(set.Key), Source: set.Source, Hash: set.Hash})
	}
	if err != nil {
		return err
	}
	rules, err := store.All[catalog.Freshness](x.r, "")
	for _, f := range rules {
		x.doc.Freshness = append(x.doc.Freshness, proof.DocFreshness{Set: f.Set, Requirement: f.Requirement, Days: f.Days, Note: f.Note})
	}
	if err != nil {
		return err
	}
	pairs, err := store.All[catalog.PairDecision](x.r, "")
	for _, p := range pairs {
		x.doc.Pairs = append(x.doc.Pairs, proof.DocPair{
			Crosswalk: p.Crosswalk, From: p.From, To: p.To, State: p.State, Strength: p.Strength, Whole: p.Whole, Note: p.Note, By: p.By, On: plant.Date(p.On),
		})
	}
	return err
}

func (x *libraryExport) supplied() (err error) {
	if x.doc.Companies, err = visibleOf(x, x.s.Companies()); err != nil {
		return err
	}
	for i := range x.doc.Companies {
		c := &x.doc.Companies[i]
		if err := plain(x, c, &c.Head, c.Refs); err != nil {
			return err
		}
		for j := range c.Keys {
			plant.Keep(&c.Keys[j], new(supply.PartnerKey))
		}
	}
	if x.doc.Products, err = visibleOf(x, x.s.Products()); err != nil {
		return err
	}
	for i := range x.doc.Products {
		p := &x.doc.Products[i]
		if err := plain(x, p, &p.Head, p.Refs); err != nil {
			return err
		}
	}
	if x.doc.Certificates, err = visibleOf(x, x.s.Certificates()); err != nil {
		return err
	}
	for i := range x.doc.Certificates {
		c := &x.doc.Certificates[i]
		if err := plain(x, c, &c.Head, c.Refs); err != nil {
			return err
		}
	}
	return nil
}

func (x *libraryExport) evidence() error {
	records, err := visibleOf(x, x.s.Evidence())
	if err != nil {
		return err
	}
	proves, err := x.proves()
	if err != nil {
		return err
	}
	for _, e := range records {
		d := proof.DocEvidence{Evidence: e, Proves: proves[assess.EvidenceID(e.ID)]}
		if err := plain(x, &d.Evidence, &d.Head, d.Refs); err != nil {
			return err
		}
		x.doc.Evidence = append(x.doc.Evidence, d)
	}
	return nil
}

// proves are the answers of sites that rest on each evidence, as far as the
// caller may know of them.
func (x *libraryExport) proves() (map[assess.EvidenceID][]proof.DocProven, error) {
	all, err := x.r.Proven("")
	if err != nil {
		return nil, err
	}
	out := map[assess.EvidenceID][]proof.DocProven{}
	for _, p := range all {
		if p.Site == "" || access.Check(x.who, access.VerdictRead, p.Site) != nil || !access.PartOf(x.who, access.VerdictRead, p.Site).All {
			continue
		}
		site, err := x.keys.siteKey(p.Site)
		if err != nil {
			return nil, err
		}
		subject, err := x.keys.subject(p.Subject)
		if err != nil {
			return nil, err
		}
		out[p.Evidence] = append(out[p.Evidence], proof.DocProven{Site: string(site), Subject: subject, Set: p.Set, Requirements: []catalog.RequirementID{p.Requirement}})
	}
	return out, nil
}

func (x *libraryExport) claims() error {
	all, err := x.r.Claims()
	if err != nil {
		return err
	}
	var flat []proof.Claim
	for _, c := range all {
		subject, err := x.keys.subject(c.Subject)
		if err != nil {
			return err
		}
		from := ""
		if c.From != nil {
			if from, err = x.keys.subject(*c.From); err != nil {
				return err
			}
		}
		proofs := slices.Clone(c.Proofs)
		if err := x.keys.toKeys(func(visit func(string, *string)) { supply.RefList(visit, proof.OfEvidence, proofs) }); err != nil {
			return err
		}
		slices.SortFunc(proofs, func(a, b assess.EvidenceID) int { return plant.CompareKeys(string(a), string(b)) })
		flat = append(flat, proof.ClaimOf(c.Verdict, subject, from, proofs))
	}
	x.doc.Claims = proof.Grouped(flat)
	return nil
}

func (x *libraryExport) assessments() (err error) {
	if x.doc.Assessments, err = visibleOf(x, x.s.Assessments()); err != nil {
		return err
	}
	for i := range x.doc.Assessments {
		a := &x.doc.Assessments[i]
		if x.s.Assessments().k.cut != nil {
			x.s.Assessments().k.cut(x.who, a)
		}
		if err := plain(x, a, &a.Head, a.Refs); err != nil {
			return err
		}
		if a.Review != nil {
			a.Review.Digest = ""
		}
		if a.Result == nil {
			continue
		}
		a.Result.Digest = ""
		if err := x.keys.toKeys(a.Result.Refs); err != nil {
			return err
		}
	}
	return nil
}
