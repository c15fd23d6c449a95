package csms

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/proof/isms"
	"ringwall/internal/report"
	"ringwall/internal/risk"
	"ringwall/internal/store"
	"ringwall/internal/supply"
	"ringwall/internal/vault"
)

// Sources under which the files of an ISMS are kept as evidence.
const (
	fromStatement = "ISMS statement of applicability"
	fromRegister  = "ISMS risk register"
)

func ismsSource(kind isms.Kind) string {
	if kind == isms.Risks {
		return fromRegister
	}
	return fromStatement
}

// apply keeps the file as evidence and gives the answers, or adds the chosen
// drafts of scenarios, as one act.
func (f *ismsFile) apply(ctx context.Context) (ISMS, error) {
	if err := f.mayApply(); err != nil {
		return ISMS{}, err
	}
	f.s.imports.files.begin()
	defer f.s.arrived(ctx)
	blob, err := f.s.vault.Put(ctx, bytes.NewReader(f.in.Data), isms.Budget.Bytes)
	if err != nil {
		return ISMS{}, f.s.fail(err, "file")
	}
	act := intent{do: access.EvidenceEdit, site: f.site, verb: "isms.import", subject: f.in.Name, note: f.in.Note}
	nothing := false
	entry, err := f.s.update(ctx, f.who, act, func(tx *store.Tx) error {
		nothing = false
		if f.out.Kind == isms.Risks {
			err := f.putDrafts(ctx, tx)
			if err != nil {
				return err
			}
		} else if err := f.again(tx.Reader()); err != nil {
			return err
		}
		kept, added, err := f.keep(tx, blob)
		if err != nil {
			return err
		}
		f.out.Evidence = &report.ProofName{ID: string(kept.ID), Key: kept.Key, Name: kept.Name}
		written, err := f.write(tx, kept.ID)
		f.out.Writes = written
		if nothing = err == nil && !added && written == 0 && tx.Entry() == 0; nothing {
			return errDry
		}
		return err
	})
	switch {
	case nothing && err != nil:
		return f.out, nil
	case err != nil:
		f.s.dropFile(ctx, blob.Hash)
		return ISMS{}, err
	}
	f.out.Entry = entry.Seq
	return f.out, nil
}

// again works out within the act what is to be written, and holds it against
// what the preview showed.
func (f *ismsFile) again(r *store.Reader) error {
	marks := f.out.Marks
	if err := f.mark(r, false); err != nil {
		return err
	}
	if err := f.sign(f.chosen()); err != nil {
		return err
	}
	// The system requirements cannot be judged within the act, and nothing of
	// them is written.
	for _, m := range marks {
		if m.Set == f.s.set.ID {
			f.out.Marks = append(f.out.Marks, m)
		}
	}
	return f.mayApply()
}

// keep stores the file as evidence; added is false where the site has it already.
func (f *ismsFile) keep(tx *store.Tx, blob vault.Blob) (kept proof.Evidence, added bool, err error) {
	source := ismsSource(f.out.Kind)
	all, err := store.OfSite[proof.Evidence](tx.Reader(), f.site)
	if err != nil {
		return kept, false, err
	}
	for _, e := range all {
		if e.Source == source && slices.ContainsFunc(e.Files, func(x proof.File) bool { return x.Hash == blob.Hash && x.Superseded == 0 }) {
			return e, false, nil
		}
	}
	q := f.s.Evidence()
	c := f.s.shelfContext(tx.Reader(), f.who)
	kept = proof.Evidence{
		Head: supply.Head{Site: f.site, Name: fmt.Sprintf("%s, %s", source, f.in.Name)}, Kind: proof.Implemented,
		Section: "statement of applicability", Source: source, CollectedBy: f.who.Name, Effective: f.out.Day,
		Description: f.told(),
	}
	if f.out.Kind == isms.Risks {
		kept.Section = "risk assessments"
	}
	q.tidy(&kept)
	kept.Files = []proof.File{{
		Revision: 1, Name: f.in.Name, Hash: blob.Hash, Size: blob.Size, Media: mediaOf(f.in.Data[:min(len(f.in.Data), sniffBytes)]),
		At: f.s.now().UTC().Truncate(time.Second), By: f.who.Name, Note: f.in.Note,
	}}
	if kept.Key, err = q.next(tx.Reader()); err != nil {
		return kept, false, err
	}
	q.k.made(c, &kept)
	return kept, true, q.put(tx, c, nil, &kept)
}

// told says in the evidence what was read.
func (f *ismsFile) told() string {
	if f.out.Kind == isms.Risks {
		return fmt.Sprintf("Risk register of the ISMS with %d risks, as it was handed over.", f.out.Counts.Read)
	}
	done, applies := 0, 0
	for _, c := range f.statement.Controls {
		if c.Outcome == isms.Read && c.Applicable {
			applies++
			if c.Status == isms.Implemented {
				done++
			}
		}
	}
	return fmt.Sprintf("Statement of applicability for %s with %d controls that apply, %d of them implemented, as it was handed over.", f.set.Standard, applies, done)
}

// write gives the answers that the statement alone allows.
func (f *ismsFile) write(tx *store.Tx, kept supply.ID) (n int, err error) {
	today := plant.DateOf(f.s.now())
	for _, c := range f.chosen() {
		if n == 0 {
			if err := access.Check(f.who, access.VerdictEdit, f.site); err != nil {
				return 0, err
			}
			if !access.PartOf(f.who, access.VerdictEdit, f.site).All {
				return 0, denied()
			}
		}
		set, err := f.s.setOf(tx.Reader(), c.Set)
		if err != nil {
			return n, err
		}
		v := completed(assess.Verdict{
			Site: f.site, Subject: assess.Subject{Kind: assess.OfSite, ID: string(f.site)}, Set: c.Set, Requirement: c.Requirement,
			State: c.State, Reason: c.Reason, Proofs: []assess.EvidenceID{assess.EvidenceID(kept)},
		}, f.who, today)
		if err := assess.CheckVerdict(v, set, today); err != nil {
			return n, err
		}
		if err := store.Put(tx, &v); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// putDrafts adds the chosen risks as scenarios under the rules of their import.
func (f *ismsFile) putDrafts(ctx context.Context, tx *store.Tx) error {
	c, err := f.s.contextOf(tx, f.site)
	if err != nil {
		return err
	}
	if err := f.concern(ctx, risk.Input{Site: c.Site, Register: c.Register, Today: c.Today}); err != nil {
		return err
	}
	if err := f.sign(f.out.Risks); err != nil {
		return err
	}
	if err := f.mayApply(); err != nil || f.drafts == nil {
		return err
	}
	if err := f.drafts.mayApply(ScenarioSheetInput{WithoutRefused: f.in.WithoutRefused}); err != nil {
		return err
	}
	return f.s.putRows(tx, c, f.site, f.drafts)
}

// ISMSKept is a file of an ISMS that was taken over.
type ISMSKept struct {
	Kind     isms.Kind        `json:"kind" enum:"statement,risks"`
	Evidence report.ProofName `json:"evidence"`
	File     string           `json:"file"`
	Hash     string           `json:"hash" doc:"SHA-256 of the file"`
	Day      plant.Date       `json:"day"`
	At       time.Time        `json:"at"`
	By       string           `json:"by"`
	Says     string           `json:"says"`
	// Answers rest on it today.
	Answers int `json:"answers"`
}

// KeptISMS lists the files of an ISMS that a site took over, the newest first.
func (s *Service) KeptISMS(ctx context.Context, who access.Principal, site plant.SiteID) ([]ISMSKept, error) {
	out := []ISMSKept{}
	err := s.view(ctx, who, access.EvidenceRead, site, func(r *store.Reader) error {
		all, err := store.OfSite[proof.Evidence](r, site)
		if err != nil {
			return err
		}
		verdicts, err := r.Verdicts(site)
		if err != nil {
			return err
		}
		rests := map[assess.EvidenceID]int{}
		for _, v := range verdicts {
			for _, id := range v.Proofs {
				rests[id]++
			}
		}
		q := s.Evidence()
		for i := range all {
			e := &all[i]
			if e.Source != fromStatement && e.Source != fromRegister || len(e.Files) == 0 {
				continue
			}
			seen, err := q.visible(r, who, access.EvidenceRead, e)
			if err != nil {
				return err
			}
			if !seen {
				continue
			}
			last := e.Files[len(e.Files)-1]
			k := ISMSKept{
				Kind: isms.SoA, Evidence: report.ProofName{ID: string(e.ID), Key: e.Key, Name: e.Name}, File: last.Name, Hash: last.Hash,
				Day: e.Effective, At: last.At, By: last.By, Says: e.Description, Answers: rests[assess.EvidenceID(e.ID)],
			}
			if e.Source == fromRegister {
				k.Kind = isms.Risks
			}
			out = append(out, k)
		}
		slices.SortStableFunc(out, func(a, b ISMSKept) int {
			return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.Evidence.Key, a.Evidence.Key))
		})
		return nil
	})
	return out, err
}
