package csms

import (
	"cmp"
	"context"
	"errors"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// ProgramView is the posture of a site, a company or a product by a set without
// security levels.
type ProgramView struct {
	Subject assess.Subject `json:"subject"`
	Key     string         `json:"key"`
	Name    string         `json:"name"`
	assess.ProgramPosture
}

// SiteProgram is the posture of a site by a set without security levels; set ""
// is the program of the asset owner.
func (s *Service) SiteProgram(ctx context.Context, who access.Principal, site plant.SiteID, set catalog.SetID) (ProgramView, error) {
	var out ProgramView
	err := s.view(ctx, who, access.VerdictRead, site, func(r *store.Reader) (err error) {
		if out, err = s.siteProgram(r, site, set); err == nil {
			err = s.sight(r, who).program(&out.ProgramPosture)
		}
		return err
	})
	return out, err
}

func (s *Service) siteProgram(r *store.Reader, site plant.SiteID, id catalog.SetID) (ProgramView, error) {
	set, err := s.programSet(r, id)
	if err != nil {
		return ProgramView{}, err
	}
	record, err := store.Get[plant.SiteRecord](r, string(site))
	if err != nil {
		return ProgramView{}, s.fail(err, "site")
	}
	out := ProgramView{Subject: assess.Subject{Kind: assess.OfSite, ID: string(site)}, Key: record.Key, Name: record.Name}
	out.ProgramPosture, err = s.programOf(r, site, out.Subject, set)
	return out, err
}

// CompanyProgram is the posture of a company by a set without security levels;
// set "" is the program of the asset owner.
func (s *Service) CompanyProgram(ctx context.Context, who access.Principal, id supply.ID, set catalog.SetID) (ProgramView, error) {
	var out ProgramView
	err := s.view(ctx, who, access.LibraryRead, "", func(r *store.Reader) error {
		of, err := s.programSet(r, set)
		if err != nil {
			return err
		}
		out.Subject = assess.Subject{Kind: assess.OfCompany, ID: string(id)}
		if all, _ := access.VendorsOf(who, access.LibraryRead, ""); !all {
			return denied() // suppliers see products only
		}
		company, err := store.Get[supply.Company](r, string(id))
		if err != nil {
			return s.fail(err, "company")
		}
		out.Key, out.Name = company.Key, company.Name
		if out.ProgramPosture, err = s.programOf(r, "", out.Subject, of); err == nil {
			err = s.sight(r, who).program(&out.ProgramPosture)
		}
		return err
	})
	return out, err
}

// programSet is a set without security levels.
func (s *Service) programSet(r *store.Reader, id catalog.SetID) (*catalog.Set, error) {
	set, err := s.setOf(r, cmp.Or(id, catalog.ProgramRequirements))
	if err != nil {
		return nil, err
	}
	if set.Levelled() {
		return nil, invalid("%s is answered by security level: look at the levels of the site, or at a product.", set.Standard)
	}
	return set, nil
}

// programOf computes the posture of a subject. The site answers by verdicts,
// products and companies by claims.
func (s *Service) programOf(r *store.Reader, site plant.SiteID, subject assess.Subject, set *catalog.Set) (assess.ProgramPosture, error) {
	verdicts, _, err := s.saidOf(r, site, subject)
	if err != nil {
		return assess.ProgramPosture{}, err
	}
	var failed error
	out := assess.Program(set, verdicts, plant.DateOf(s.now()), func(from assess.Subject) (assess.Origin, bool) {
		said, name, err := s.saidOf(r, site, from)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			failed = cmp.Or(failed, err)
		}
		return assess.Origin{Name: name, Verdicts: said}, err == nil
	})
	return out, failed
}

// saidOf is what is answered for a subject, by whatever set, and what people
// call it.
func (s *Service) saidOf(r *store.Reader, site plant.SiteID, subject assess.Subject) (said []assess.Verdict, name string, err error) {
	switch subject.Kind {
	case assess.OfSite:
		said, err = r.VerdictsOf(site, subject)
		return said, "the site", err
	case assess.OfCompany:
		company, err := store.Get[supply.Company](r, subject.ID)
		if err != nil {
			return nil, "", err
		}
		name = "company " + company.Name
	case assess.OfProduct:
		product, err := store.Get[supply.Product](r, subject.ID)
		if err != nil {
			return nil, "", err
		}
		name = "product " + product.Name
	default:
		return nil, "", store.ErrNotFound
	}
	claims, err := r.ClaimsOf(subject)
	for _, c := range claims {
		said = append(said, c.Verdict)
	}
	return said, name, err
}
