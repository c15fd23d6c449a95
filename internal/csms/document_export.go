package csms

import (
	"context"
	"io"
	"maps"
	"slices"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/plant/sheet"
	"ringwall/internal/risk"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// document is a site as a document, now or as it was.
func (s *Service) document(r *store.Reader, id plant.SiteID, at string) (risk.Document, error) {
	var (
		site     plant.Site
		verdicts []assess.Verdict
		register risk.Register
		err      error
	)
	if at == "" {
		if site, err = r.Site(id); err == nil {
			verdicts, err = r.Verdicts(id)
		}
		if err == nil {
			register, err = r.Register(id)
		}
	} else if site, verdicts, _, err = s.siteAt(r, id, at); err == nil {
		register, err = s.registerAt(r, id, at)
	}
	if err != nil {
		return risk.Document{}, err
	}
	companies, err := companyKeys(r, verdicts)
	if err != nil {
		return risk.Document{}, err
	}
	return risk.DocumentOf(site, answersOf(s.set.ID, site, verdicts, companies), register), nil
}

// registerAt is the risk register of a site as it was.
func (s *Service) registerAt(r *store.Reader, id plant.SiteID, at string) (risk.Register, error) {
	seq, _, err := s.pastOf(r, at)
	if err != nil {
		return risk.Register{}, err
	}
	return r.RegisterAt(id, seq)
}

// companyKeys names the companies that verdicts are inherited from, as a document does.
func companyKeys(r *store.Reader, verdicts []assess.Verdict) (map[assess.Subject]string, error) {
	if !slices.ContainsFunc(verdicts, func(v assess.Verdict) bool { return v.From != nil && v.From.Kind == assess.OfCompany }) {
		return nil, nil
	}
	companies, err := store.All[supply.Company](r, "")
	keys := make(map[assess.Subject]string, len(companies))
	for _, c := range companies {
		keys[assess.Subject{Kind: assess.OfCompany, ID: string(c.ID)}] = "company " + c.Key
	}
	return keys, err
}

// answersOf turns verdicts into the plain answers of a document. What the
// system security requirements answer needs no set named beside it.
func answersOf(usual catalog.SetID, site plant.Site, verdicts []assess.Verdict, companies map[assess.Subject]string) []plant.Answer {
	keys := map[assess.Subject]string{{Kind: assess.OfSite, ID: string(site.ID)}: "site"}
	for _, z := range site.Zones {
		keys[assess.Subject{Kind: assess.OfZone, ID: string(z.ID)}] = "zone " + z.Key
	}
	for _, c := range site.Conduits {
		keys[assess.Subject{Kind: assess.OfConduit, ID: string(c.ID)}] = "conduit " + c.Key
	}
	maps.Copy(keys, companies)
	if slices.ContainsFunc(verdicts, func(v assess.Verdict) bool { return v.Subject.Kind == assess.OfAsset }) {
		for i := range site.Assets {
			keys[assess.Subject{Kind: assess.OfAsset, ID: string(site.Assets[i].ID)}] = "asset " + site.Assets[i].Key
		}
	}
	answers := make([]plant.Answer, 0, len(verdicts))
	for _, v := range verdicts {
		a := plant.Answer{
			Subject: keys[v.Subject], Set: string(v.Set), Requirement: string(v.Requirement), State: string(v.State),
			Reason: v.Reason, Approver: v.Approver, Compensating: v.Compensating, Expires: v.Expires,
			Evidence: v.Evidence, Assessor: v.Assessor, AssessedOn: v.AssessedOn, Note: v.Note,
			Function: v.Function, Maturity: v.Maturity, MaturityTarget: v.MaturityTarget,
		}
		if v.Set == usual {
			a.Set = ""
		}
		if v.From != nil {
			a.From = keys[*v.From]
		}
		answers = append(answers, a)
	}
	return answers
}

// Export writes a site in a format that people exchange: "yaml", "json",
// "xlsx" without the risk register, or "csv" with the assets only; now, or as it
// was at a past moment.
func (s *Service) Export(ctx context.Context, who access.Principal, site plant.SiteID, format, at string, w io.Writer) error {
	write, ok := map[string]func(io.Writer, risk.Document) error{
		"yaml": func(w io.Writer, d risk.Document) error { return plant.WriteYAML(w, d) },
		"json": func(w io.Writer, d risk.Document) error { return plant.WriteJSON(w, d) },
		"xlsx": func(w io.Writer, d risk.Document) error { return sheet.WriteXLSX(w, d.Document) },
		"csv":  func(w io.Writer, d risk.Document) error { return sheet.WriteCSV(w, d.Document) },
	}[format]
	if !ok {
		return invalid("%q is no format of an export: choose yaml, json, xlsx or csv.", format)
	}
	var doc risk.Document
	err := s.view(ctx, who, access.ReportRead, site, func(r *store.Reader) (err error) {
		if at != "" {
			if err := access.Check(who, access.HistoryRead, site); err != nil {
				return err
			}
		}
		if err := access.Check(who, access.RiskRead, site); err != nil && (format == "yaml" || format == "json") {
			return err
		}
		doc, err = s.document(r, site, at)
		return err
	})
	if err != nil {
		return err
	}
	return write(w, doc)
}
