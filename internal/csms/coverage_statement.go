package csms

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/report"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// WriteStatement writes the statement of applicability of a site for a set of
// IEC 62443, or that of a company that works for it.
func (s *Service) WriteStatement(ctx context.Context, who access.Principal, site plant.SiteID, set catalog.SetID, company supply.ID, format string, w io.Writer) error {
	return s.print(ctx, format, w, func() (doc report.Document, err error) {
		err = s.view(ctx, who, access.ReportRead, site, func(r *store.Reader) error {
			in, err := s.statement(r, who, site, cmp.Or(set, catalog.ProgramRequirements), company)
			if err == nil {
				doc = report.Statement(in)
			}
			return err
		})
		return doc, err
	})
}

func (s *Service) statement(r *store.Reader, who access.Principal, site plant.SiteID, id catalog.SetID, company supply.ID) (report.StatementInput, error) {
	set, err := s.setOf(r, id)
	if err != nil {
		return report.StatementInput{}, err
	}
	a, err := s.startAnswering(r, who, site)
	if err != nil {
		return report.StatementInput{}, err
	}
	subject := a.self()
	if company != "" {
		subject = assess.Subject{Kind: assess.OfCompany, ID: string(company)}
		if _, there := a.names[subject]; !there {
			return report.StatementInput{}, notFound("company")
		}
	}
	kinds := assess.SubjectsOf(set.Kind)
	switch {
	case set.Kind == catalog.OfFramework:
		return report.StatementInput{}, invalid("%s is not answered itself: ask for its profile, or for the statement of ISO/IEC 27001.", set.Standard)
	case set.Levelled() && (set.ID != s.set.ID || company != ""):
		return report.StatementInput{}, invalid("%s is answered product by product: its claim sheet says what a statement would.", set.Standard)
	case !slices.Contains(kinds, subject.Kind):
		return report.StatementInput{}, invalid("%s is answered for a company: say which one with company.", set.Standard)
	}
	if err := a.add(set, subject); err != nil {
		return report.StatementInput{}, err
	}
	rev, err := r.Revision(site)
	in := report.StatementInput{Site: a.out.site, Set: set, Answers: a.out.list(set), Program: a.out.programs[set.ID], Today: a.out.today, Stamp: s.stampOf(who, rev)}
	if company != "" {
		in.Company = fmt.Sprintf("%s (%s)", a.names[subject].name, a.names[subject].key)
	}
	return in, err
}
