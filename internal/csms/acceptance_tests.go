package csms

import (
	"context"
	"io"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/store"
	"ringwall/internal/supply"
	"ringwall/internal/supply/oscal"
	"ringwall/internal/supply/sheet"
)

// TestSheet is what filled checklists would change, or have changed.
type TestSheet struct {
	Change   []supply.Test   `json:"change"`
	Same     int             `json:"same"`
	Refusals []sheet.Refusal `json:"refusals"`
	Entry    int64           `json:"entry,omitempty"`
}

// WriteTests writes the acceptance tests of a site as checklists; of one
// requirements package, if one is named.
func (s *Service) WriteTests(ctx context.Context, who access.Principal, site plant.SiteID, pkg supply.ID, w io.Writer) error {
	var tests []supply.Test
	err := s.view(ctx, who, access.PackageRead, site, func(r *store.Reader) (err error) {
		tests, err = s.testsOf(r, site, func(t supply.Test) bool { return pkg == "" || t.Package == pkg })
		return err
	})
	if err != nil {
		return err
	}
	return sheet.WriteTests(w, tests)
}

// TestTallies count the acceptance tests of a site by phase.
func (s *Service) TestTallies(ctx context.Context, who access.Principal, site plant.SiteID, pkg supply.ID) ([]supply.TestTally, error) {
	var out []supply.TestTally
	err := s.view(ctx, who, access.PackageRead, site, func(r *store.Reader) error {
		tests, err := s.testsOf(r, site, func(t supply.Test) bool { return pkg == "" || t.Package == pkg })
		out = supply.TallyOf(tests)
		return err
	})
	return out, err
}

// ReadTests reads the results out of filled checklists: a preview, or one act.
func (s *Service) ReadTests(ctx context.Context, who access.Principal, site plant.SiteID, in SheetInput) (TestSheet, error) {
	var out TestSheet
	var now []supply.Test
	err := s.view(ctx, who, access.PackageRun, site, func(r *store.Reader) (err error) {
		now, err = s.testsOf(r, site, func(supply.Test) bool { return true })
		return err
	})
	if err != nil {
		return out, err
	}
	read, err := sheet.ReadTests(ctx, in.Data, in.Size, fileName(in.Name), now, plant.DateOf(s.now()))
	if err != nil {
		return out, s.fail(err, "file")
	}
	out = TestSheet{Change: read.Change, Same: read.Same, Refusals: read.Refusals}
	if err := in.mayApply(len(out.Refusals)); err != nil || !in.Apply || len(out.Change) == 0 {
		return out, err
	}
	act := intent{do: access.PackageRun, site: site, verb: "test.import", subject: fileName(in.Name), note: in.Note}
	entry, err := s.update(ctx, who, act, func(tx *store.Tx) error {
		c := s.shelfContext(tx.Reader(), who)
		for i := range out.Change {
			if err := s.Tests().change(tx, c, &out.Change[i]); err != nil {
				return err
			}
		}
		return nil
	})
	out.Entry = entry.Seq
	return out, err
}

// WriteResults writes the answers of a site to one set as OSCAL assessment
// results.
func (s *Service) WriteResults(ctx context.Context, who access.Principal, site plant.SiteID, w io.Writer) error {
	in := oscal.Results{Set: s.set, On: plant.DateOf(s.now())}
	var org plant.Organisation
	err := s.view(ctx, who, access.VerdictRead, site, func(r *store.Reader) error {
		if err := access.Check(who, access.ReportRead, site); err != nil {
			return err
		}
		value, err := r.Site(site)
		if err != nil {
			return err
		}
		in.Site, in.SiteName = value.Key, value.Name
		if org, err = store.Get[plant.Organisation](r, string(who.Org)); err != nil {
			return err
		}
		return s.standing(r, site, func(k *kept) error {
			add := func(kind assess.SubjectKind, id, key, name string) {
				answers, ok := k.engine.Answers(assess.Subject{Kind: kind, ID: id})
				if ok {
					in.Subjects = append(in.Subjects, oscal.Subject{Kind: kind, Key: key, Name: name, Answers: foundOf(answers)})
				}
			}
			for _, z := range value.Zones {
				add(assess.OfZone, string(z.ID), z.Key, z.Name)
			}
			for _, c := range value.Conduits {
				add(assess.OfConduit, string(c.ID), c.Key, c.Name)
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	return oscal.WriteResults(w, oscal.Head{Seed: string(who.Org), Title: "Assessment of " + in.SiteName, Party: org.Name, At: s.now()}, in)
}

// foundOf are the answers that are asked, or given, of one subject.
func foundOf(answers []assess.Answer) []oscal.Answer {
	var list []oscal.Answer
	for _, a := range answers {
		if !a.Asked && a.Verdict == nil {
			continue
		}
		x := oscal.Answer{Requirement: catalog.RequirementID(a.Requirement.ID), State: a.Effective.State, Holds: a.Effective.Holds, Why: a.Effective.Why}
		if v := a.Verdict; v != nil {
			x.Reason, x.Maturity, x.Evidence, x.Assessor, x.On = v.Reason, v.Maturity, v.Evidence, v.Assessor, v.AssessedOn
		}
		list = append(list, x)
	}
	return list
}
