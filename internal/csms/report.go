package csms

import (
	"context"
	"io"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/report"
	"ringwall/internal/risk/lint"
	"ringwall/internal/store"
)

// LevelReport writes the level and gap report of a site as "html", "pdf",
// "docx", "xlsx" or "json".
func (s *Service) LevelReport(ctx context.Context, who access.Principal, site plant.SiteID, format string, w io.Writer) error {
	return s.print(ctx, format, w, func() (doc report.Document, err error) {
		err = s.view(ctx, who, access.ReportRead, site, func(r *store.Reader) (err error) {
			doc, err = s.levelReport(r, who, site)
			return err
		})
		return doc, err
	})
}

// print writes a report in a format. It is built before anything of it is
// written: a reader's transaction must not stay open while a slow client takes
// the document.
func (s *Service) print(ctx context.Context, format string, w io.Writer, build func() (report.Document, error)) error {
	write, err := writerOf(format)
	if err != nil {
		return err
	}
	doc, err := build()
	if err != nil {
		return err
	}
	if err := s.stamp(ctx, &doc.Stamp); err != nil {
		return err
	}
	return write(w, doc)
}

func (s *Service) levelReport(r *store.Reader, who access.Principal, id plant.SiteID) (report.Document, error) {
	in := report.LevelsInput{Set: s.set, Stamp: report.Stamp{Printed: s.now().UTC(), By: who.Name, Version: s.version}}
	var err error
	if in.Posture, err = s.posture(r, id); err != nil {
		return report.Document{}, err
	}
	if in.Site, err = r.Site(id); err != nil {
		return report.Document{}, err
	}
	if in.Verdicts, err = r.Verdicts(id); err != nil {
		return report.Document{}, err
	}
	if in.Stamp.Revision, err = r.Revision(id); err != nil {
		return report.Document{}, err
	}
	found, err := s.findingsOf(r, id)
	if err != nil {
		return report.Document{}, err
	}
	in.Findings = lint.StillOpen(found.judged)
	return report.Levels(in), nil
}

// stamp adds the ledger's checkpoint, by which the report can be proved later.
func (s *Service) stamp(ctx context.Context, st *report.Stamp) error {
	size, err := s.db.LedgerSize(ctx)
	if err != nil {
		return err
	}
	st.Size, st.Root = size.Entries, size.Root
	return nil
}

// DrawingSVG writes the drawing of a site as a picture.
func (s *Service) DrawingSVG(ctx context.Context, who access.Principal, id plant.SiteID, w io.Writer) error {
	pic, err := s.picture(ctx, who, id)
	if err != nil {
		return err
	}
	return report.WriteSVG(w, pic)
}

// picture is the drawing of a site as far as the caller may see it.
func (s *Service) picture(ctx context.Context, who access.Principal, id plant.SiteID) (*report.Picture, error) {
	var pic *report.Picture
	err := s.view(ctx, who, access.PlantRead, id, func(r *store.Reader) error {
		p, err := s.posture(r, id)
		if err != nil {
			return err
		}
		site, err := frame(r, id)
		if err != nil {
			return err
		}
		part := access.PartOf(who, access.PlantRead, id)
		site.Zones = keepIf(site.Zones, func(z plant.Zone) bool { return part.Zone(z.ID) })
		site.Conduits = keepIf(site.Conduits, part.Conduit)
		pic = report.PictureOf(site, p)
		return nil
	})
	return pic, err
}

// keepIf is the elements for which keep holds, in a new list.
func keepIf[T any](all []T, keep func(T) bool) []T {
	var some []T
	for _, x := range all {
		if keep(x) {
			some = append(some, x)
		}
	}
	return some
}
