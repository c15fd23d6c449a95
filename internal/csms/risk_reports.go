package csms

import (
	"context"
	"io"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/report"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// writers write a report in each format.
var writers = map[string]func(io.Writer, report.Document) error{
	"html": report.WriteHTML, "pdf": report.WritePDF, "docx": report.WriteDOCX, "xlsx": report.WriteXLSX, "json": report.WriteJSON,
}

func writerOf(format string) (func(io.Writer, report.Document) error, error) {
	write, ok := writers[format]
	if !ok {
		return nil, invalid("%q is no format of the report: choose html, pdf, docx, xlsx or json.", format)
	}
	return write, nil
}

// stampOf begins the stamp of a report about one revision of a site.
func (s *Service) stampOf(who access.Principal, rev int64) report.Stamp {
	return report.Stamp{Printed: s.now().UTC(), By: who.Name, Version: s.version, Revision: rev}
}

// WriteBeyond writes the report on the risks beyond information in a format;
// with at, as it was at a past moment.
func (s *Service) WriteBeyond(ctx context.Context, who access.Principal, site plant.SiteID, at, format string, w io.Writer) error {
	return s.riskReport(ctx, who, site, at, format, w, func(in risk.Input, res risk.Result, stamp report.Stamp) report.Document {
		return report.Beyond(report.BeyondInput{Site: in.Site.SiteRecord, Beyond: risk.Beyond(in, res), Criteria: res.Criteria, Today: in.Today, Stamp: stamp})
	})
}

// WriteAdequacy writes the report on the adequacy of availability in a format;
// with at, as it was at a past moment.
func (s *Service) WriteAdequacy(ctx context.Context, who access.Principal, site plant.SiteID, at, format string, w io.Writer) error {
	return s.riskReport(ctx, who, site, at, format, w, func(in risk.Input, _ risk.Result, stamp report.Stamp) report.Document {
		return report.Adequacy(report.AdequacyInput{Site: in.Site.SiteRecord, Adequacy: risk.Adequacy(in), Today: in.Today, Stamp: stamp})
	})
}

// WriteRisk writes the report of the detailed risk assessment in a format; with
// at, as it was at a past moment.
func (s *Service) WriteRisk(ctx context.Context, who access.Principal, site plant.SiteID, at, format string, w io.Writer) error {
	return s.riskReport(ctx, who, site, at, format, w, func(in risk.Input, res risk.Result, stamp report.Stamp) report.Document {
		return report.RiskDocument(report.RiskInput{Input: in, Result: res, Stamp: stamp})
	})
}

// riskReport writes a report that is made of the risk register of a site.
func (s *Service) riskReport(ctx context.Context, who access.Principal, site plant.SiteID, at, format string, w io.Writer, build func(risk.Input, risk.Result, report.Stamp) report.Document) error {
	return s.print(ctx, format, w, func() (doc report.Document, err error) {
		err = s.view(ctx, who, access.RiskRead, site, func(r *store.Reader) error {
			in, res, rev, err := s.riskAsOf(r, who, site, at)
			if err == nil {
				doc = build(in, res, s.stampOf(who, rev))
			}
			return err
		})
		return doc, err
	})
}

// riskAsOf is the risk of a site with the entry that it is of: today's or, with
// at, as it was at a past moment.
func (s *Service) riskAsOf(r *store.Reader, who access.Principal, site plant.SiteID, at string) (risk.Input, risk.Result, int64, error) {
	if at == "" {
		in, res, err := s.riskOf(r, site)
		if err != nil {
			return in, res, 0, err
		}
		rev, err := r.Revision(site)
		return in, res, rev, err
	}
	if err := access.Check(who, access.HistoryRead, site); err != nil {
		return risk.Input{}, risk.Result{}, 0, err
	}
	seq, _, err := s.pastOf(r, at)
	if err != nil {
		return risk.Input{}, risk.Result{}, 0, err
	}
	then, _, day, err := s.siteAt(r, site, at)
	if err != nil {
		return risk.Input{}, risk.Result{}, 0, err
	}
	register, err := r.RegisterAt(site, seq)
	if err != nil {
		return risk.Input{}, risk.Result{}, 0, err
	}
	// The release in use is that of today: what is stale now is told of the past too.
	threats, err := s.threats(r)
	if err != nil {
		return risk.Input{}, risk.Result{}, 0, err
	}
	in := risk.Input{Site: then, Register: register, Today: day, Threats: threats}
	return in, risk.Rate(in), seq, nil
}
