package csms

import (
	"context"
	"encoding/json"
	"fmt"

	"ringwall/internal/access"
	"ringwall/internal/observe"
	"ringwall/internal/plant"
	"ringwall/internal/plant/sheet"
	"ringwall/internal/store"
)

// ApplyImportInput says how a preview is applied.
type ApplyImportInput struct {
	// Rows limits a capture's proposals to those chosen, by row number; nil is all.
	Rows []int
	// WithoutRefused agrees that refused rows stay out; without it, an import
	// that refuses any row applies nothing.
	WithoutRefused bool
	Note           string
}

// ApplyImport applies a preview as one act: every row of it or nothing. It is
// refused when the site has changed since the preview was made.
func (s *Service) ApplyImport(ctx context.Context, who access.Principal, site plant.SiteID, id string, in ApplyImportInput) (Import, error) {
	i, d, err := s.stored(ctx, who, site, id)
	if err != nil {
		return Import{}, err
	}
	if i.State != ImportReady {
		return Import{}, stage(i, "only a preview that is ready can be applied")
	}
	if n := d.Counts["refuse"]; n > 0 && !in.WithoutRefused {
		return Import{}, &Error{Kind: Conflict, Code: "refused-rows", Text: fmt.Sprintf("%d rows are refused. Mend them in the file and upload it again, or agree to apply the others without them.", n)}
	}
	rights := []access.Action{access.AssetEdit}
	if i.Kind == ImportDocument {
		rights = []access.Action{access.SiteEdit, access.PlantEdit, access.AssetEdit, access.VerdictEdit}
	} else if d.CreateZones {
		rights = append(rights, access.PlantEdit)
	}
	for _, do := range rights {
		if err := access.Check(who, do, site); err != nil {
			return Import{}, s.fail(err, "import")
		}
	}
	prepare, err := s.prepare(ctx, &i, d)
	if err != nil {
		return Import{}, err
	}
	entry, err := s.update(ctx, who, intent{do: access.ImportRun, site: site, verb: "import.apply", subject: i.File, note: in.Note}, func(tx *store.Tx) error {
		rev, err := tx.Reader().Revision(site)
		if err != nil {
			return err
		}
		if rev != d.Revision {
			return &Error{Kind: Conflict, Code: "stale", Text: "The site has changed since the preview was made. Make the preview again."}
		}
		return prepare(tx, in)
	})
	if err != nil {
		return Import{}, err
	}
	i.State, d.Entry = ImportApplied, entry.Seq
	if err := s.keep(ctx, &i, d); err != nil {
		return Import{}, err
	}
	return told(i)
}

// prepare does what takes time, such as reading the file again, before the
// transaction begins, and returns what is to be done in it.
func (s *Service) prepare(ctx context.Context, i *store.Import, d ImportDetail) (func(*store.Tx, ApplyImportInput) error, error) {
	switch i.Kind {
	case ImportSheet:
		return func(tx *store.Tx, in ApplyImportInput) error { return s.applyRows(tx, i, nil) }, nil
	case ImportCapture:
		f, err := s.vault.Get(i.Hash)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		traffic, err := s.traffic(ctx, i, f)
		if err != nil {
			return nil, err
		}
		return func(tx *store.Tx, in ApplyImportInput) error { return s.applyCapture(tx, i, traffic, in.Rows) }, nil
	}
	doc, err := s.uploaded(ctx, i)
	if err != nil {
		return nil, err
	}
	return func(tx *store.Tx, in ApplyImportInput) error {
		now, err := s.document(tx.Reader(), i.Site, "")
		if err != nil {
			return err
		}
		doc.Site.Key = now.Site.Key
		return s.applyChanges(tx, i.Site, plant.Plan(now, doc, false))
	}, nil
}

// uploaded reads the document of an import again.
func (s *Service) uploaded(ctx context.Context, i *store.Import) (plant.Document, error) {
	f, err := s.vault.Get(i.Hash)
	if err != nil {
		return plant.Document{}, err
	}
	defer f.Close()
	if at, ok := f.(interface {
		ReadAt([]byte, int64) (int, error)
	}); ok {
		book, err := sheet.Open(at, i.Size, i.File, sheet.DefaultBudget)
		if err == nil {
			defer book.Close()
			if sheet.IsExport(book) {
				return sheet.ReadBook(ctx, book)
			}
		}
	}
	if _, err := f.Seek(0, 0); err != nil {
		return plant.Document{}, err
	}
	return plant.ReadDocument(f, plant.DefaultBudget)
}

// applyRows writes the assets of a preview, a batch at a time so that a list
// of any length costs the same memory. Only the chosen rows, if any are named.
func (s *Service) applyRows(tx *store.Tx, i *store.Import, chosen map[int]bool) error {
	zones := map[string]plant.ZoneID{}
	for after := 0; ; {
		rows, err := tx.Reader().ImportRows(i.ID, after, previewBatch)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return nil
		}
		for _, row := range rows {
			after = row.N
			if row.Outcome != "add" && row.Outcome != "change" || chosen != nil && !chosen[row.N] {
				continue
			}
			var kept keptRow
			if err := json.Unmarshal(row.Doc, &kept); err != nil {
				return err
			}
			if kept.Asset == nil {
				continue
			}
			a := *kept.Asset
			a.Site = i.Site
			if kept.NewZone != "" {
				if a.Zone, err = s.newZone(tx, i.Site, kept.NewZone, zones); err != nil {
					return err
				}
			}
			if err := store.Put(tx, &a); err != nil {
				return fmt.Errorf("asset %q: %w", a.Key, err)
			}
		}
	}
}

// newZone makes a zone that a sheet names, once.
func (s *Service) newZone(tx *store.Tx, site plant.SiteID, key string, made map[string]plant.ZoneID) (plant.ZoneID, error) {
	if id, ok := made[key]; ok {
		return id, nil
	}
	z := plant.NormaliseZone(plant.Zone{Site: site, Key: key, Name: key, Kind: plant.ZoneOther})
	if err := s.checkZone(tx.Reader(), z); err != nil {
		return "", fmt.Errorf("zone %q: %w", key, err)
	}
	err := store.Put(tx, &z)
	made[key] = z.ID
	return z.ID, err
}

// applyCapture keeps what a capture showed, and adds the proposed assets that
// were chosen. The same file is kept once, so that nothing counts double.
func (s *Service) applyCapture(tx *store.Tx, i *store.Import, t observe.Traffic, rows []int) error {
	have, err := store.All[observe.Capture](tx.Reader(), i.Site)
	if err != nil {
		return err
	}
	c := t.Capture
	c.Site, c.Hash, c.Key = i.Site, i.Hash, i.File
	for n := 2; ; n++ {
		taken := false
		for _, other := range have {
			if other.Hash == c.Hash {
				return &Error{Kind: Conflict, Code: "key-taken", Text: fmt.Sprintf("This capture was imported before, as %q.", other.Key)}
			}
			taken = taken || other.Key == c.Key
		}
		if !taken {
			break
		}
		c.Key = fmt.Sprintf("%s (%d)", i.File, n)
	}
	if err := store.Put(tx, &c); err != nil {
		return err
	}
	if err := tx.PutTraffic(c.ID, t.Talkers, t.Flows); err != nil {
		return err
	}
	var chosen map[int]bool
	if rows != nil {
		chosen = map[int]bool{}
		for _, n := range rows {
			chosen[n] = true
		}
	}
	return s.applyRows(tx, i, chosen)
}

// Captures lists the captures of a site.
func (s *Service) Captures(ctx context.Context, who access.Principal, site plant.SiteID) ([]observe.Capture, error) {
	var out []observe.Capture
	err := s.view(ctx, who, access.AssetRead, site, func(r *store.Reader) (err error) {
		if !access.PartOf(who, access.AssetRead, site).All {
			return access.ErrDenied
		}
		out, err = store.All[observe.Capture](r, site)
		return err
	})
	return out, err
}

// capture loads one capture of a site for the caller.
func (s *Service) capture(ctx context.Context, who access.Principal, site plant.SiteID, id string, fn func(*store.Reader, observe.Capture) error) error {
	return s.view(ctx, who, access.AssetRead, site, func(r *store.Reader) error {
		if !access.PartOf(who, access.AssetRead, site).All {
			return access.ErrDenied
		}
		c, err := store.Get[observe.Capture](r, id)
		if err == nil && c.Site != site {
			err = store.ErrNotFound
		}
		if err != nil {
			return s.fail(err, "capture")
		}
		return fn(r, c)
	})
}

// Capture is one capture of a site.
func (s *Service) Capture(ctx context.Context, who access.Principal, site plant.SiteID, id string) (observe.Capture, error) {
	var out observe.Capture
	err := s.capture(ctx, who, site, id, func(_ *store.Reader, c observe.Capture) error { out = c; return nil })
	return out, err
}

// Talkers lists the talkers of a capture.
func (s *Service) Talkers(ctx context.Context, who access.Principal, site plant.SiteID, id string) ([]observe.Talker, error) {
	var out []observe.Talker
	err := s.capture(ctx, who, site, id, func(r *store.Reader, _ observe.Capture) (err error) {
		out, err = r.Talkers(id)
		return err
	})
	return out, err
}

// Flows lists the flows of a capture, leaving out the first after of them.
func (s *Service) Flows(ctx context.Context, who access.Principal, site plant.SiteID, id string, after, limit int) ([]observe.Flow, error) {
	var out []observe.Flow
	err := s.capture(ctx, who, site, id, func(r *store.Reader, _ observe.Capture) (err error) {
		out, err = r.Flows(id, after-1, limit) // the store counts positions from 0
		return err
	})
	return out, err
}
