package csms

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/observe"
	"ringwall/internal/plant"
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
// refused when the site has changed since the preview was made. That the import
// is applied is stored with the act itself, so one without the other is never.
func (s *Service) ApplyImport(ctx context.Context, who access.Principal, site plant.SiteID, id string, in ApplyImportInput) (Import, error) {
	was, d, err := s.stored(ctx, who, site, id)
	if err != nil {
		return Import{}, err
	}
	if err := mayApplyImport(who, was, d, in); err != nil {
		return Import{}, s.fail(err, "import")
	}
	write, err := s.prepare(ctx, who, was, in)
	if err != nil {
		return Import{}, s.fail(err, "import")
	}
	i := was
	_, err = s.update(ctx, who, intent{do: access.ImportRun, site: site, verb: "import.apply", subject: i.File, note: in.Note}, func(tx *store.Tx) error {
		rev, err := tx.Reader().Revision(site)
		if err != nil {
			return err
		}
		if rev != d.Revision {
			return &Error{Kind: Conflict, Code: "stale", Text: "The site has changed since the preview was made. Make the preview again."}
		}
		if err := write(tx); err != nil {
			return err
		}
		i.State, d.Entry = ImportApplied, tx.Entry()
		if i.Doc, err = json.Marshal(d); err != nil {
			return err
		}
		return s.fail(tx.ReplaceImport(was, i), "import")
	})
	if err != nil {
		return Import{}, err
	}
	return told(i)
}

// mayApplyImport refuses what cannot be applied now, not so, or not by the
// caller. What a document changes is known only once it was read.
func mayApplyImport(who access.Principal, i store.Import, d ImportDetail, in ApplyImportInput) error {
	if i.State != ImportReady {
		return stage(i, "only a preview that is ready can be applied")
	}
	if in.Rows != nil && i.Kind != ImportCapture {
		return invalid("Rows can be chosen from the proposals of a capture only: all of %s is applied, or nothing.", i.File)
	}
	if n := d.Counts["refuse"]; n > 0 && !in.WithoutRefused && in.Rows == nil {
		return &Error{Kind: Conflict, Code: "refused-rows", Text: fmt.Sprintf("%d rows are refused. Mend them in the file and upload it again, or agree to apply the others without them.", n)}
	}
	if i.Kind == ImportDocument {
		return nil
	}
	rights := []access.Action{access.AssetEdit}
	if d.CreateZones {
		rights = append(rights, access.PlantEdit)
	}
	for _, do := range rights {
		if !access.PartOf(who, do, i.Site).All {
			return access.ErrDenied
		}
	}
	return nil
}

// prepare does what takes time, such as reading the file again, before the
// transaction begins, and returns what is to be done in it.
func (s *Service) prepare(ctx context.Context, who access.Principal, i store.Import, in ApplyImportInput) (func(*store.Tx) error, error) {
	if i.Kind == ImportSheet {
		return func(tx *store.Tx) error { return s.applyRows(ctx, tx, i, nil) }, nil
	}
	f, err := s.upload(i.Hash)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if i.Kind == ImportCapture {
		traffic, err := traffic(ctx, f, i, nil)
		if err != nil {
			return nil, err
		}
		return func(tx *store.Tx) error { return s.applyCapture(ctx, tx, i, traffic, in.Rows) }, nil
	}
	doc, err := s.documentIn(ctx, f, i)
	if err != nil {
		return nil, err
	}
	return func(tx *store.Tx) error {
		set, err := s.planInto(tx.Reader(), i.Site, doc)
		if err != nil {
			return err
		}
		return s.applyChanges(tx, who, i.Site, set)
	}, nil
}

// applyRows writes the assets of a preview, a batch at a time so that a list
// of any length costs the same memory. Only the chosen rows, if any are named.
func (s *Service) applyRows(ctx context.Context, tx *store.Tx, i store.Import, chosen map[int]bool) error {
	zones := map[string]plant.ZoneID{}
	for row, err := range ahead(s.keptRows(ctx, i, chosen)) {
		if err != nil {
			return err
		}
		delete(chosen, row.n)
		if err := s.applyRow(tx, i.Site, row.keptRow, zones); err != nil {
			return err
		}
	}
	for n := range chosen {
		return invalid("Row %d is none of the proposals of %s.", n, i.File)
	}
	return nil
}

// numberedRow is a row of a preview with its number.
type numberedRow struct {
	n int
	keptRow
}

// keptRows reads the rows of a preview that bring an asset. They are read
// beside the transaction that applies them: a preview that is made anew in the
// meantime makes that transaction fail, since it also replaces the import.
func (s *Service) keptRows(ctx context.Context, i store.Import, chosen map[int]bool) iter.Seq2[numberedRow, error] {
	wanted := maps.Clone(chosen)
	return func(yield func(numberedRow, error) bool) {
		for after := 0; ; {
			var rows []store.ImportRow
			err := s.db.View(ctx, i.Org, func(r *store.Reader) (err error) {
				rows, err = r.ImportRows(i.ID, after, previewBatch)
				return err
			})
			if err != nil {
				yield(numberedRow{}, err)
				return
			}
			if len(rows) == 0 {
				return
			}
			for _, row := range rows {
				after = row.N
				if row.Outcome != "add" && row.Outcome != "change" || wanted != nil && !wanted[row.N] {
					continue
				}
				out := numberedRow{n: row.N}
				if err := json.Unmarshal(row.Doc, &out.keptRow); !yield(out, err) {
					return
				}
			}
		}
	}
}

// applyRow writes the asset of one row, and the zone that the row makes.
func (s *Service) applyRow(tx *store.Tx, site plant.SiteID, row keptRow, made map[string]plant.ZoneID) error {
	if row.Asset == nil {
		return nil
	}
	a := *row.Asset
	a.Site = site
	if row.NewZone != "" {
		var err error
		if a.Zone, err = s.newZone(tx, site, row.NewZone, made); err != nil {
			return err
		}
	}
	if err := store.Put(tx, &a); err != nil {
		return fmt.Errorf("asset %q: %w", a.Key, err)
	}
	return nil
}

// newZone makes a zone that a sheet names, once, in whatever case it does so.
func (s *Service) newZone(tx *store.Tx, site plant.SiteID, key string, made map[string]plant.ZoneID) (plant.ZoneID, error) {
	said := strings.ToLower(key)
	if id, ok := made[said]; ok {
		return id, nil
	}
	z := plant.NormaliseZone(plant.Zone{Site: site, Key: key, Name: key, Kind: plant.ZoneOther})
	if err := s.checkZone(tx.Reader(), z); err != nil {
		return "", fmt.Errorf("zone %q: %w", key, err)
	}
	err := store.Put(tx, &z)
	made[said] = z.ID
	return z.ID, err
}

// applyCapture keeps what a capture showed, and adds the proposed assets that
// were chosen. The same file is kept once, so that nothing counts double.
func (s *Service) applyCapture(ctx context.Context, tx *store.Tx, i store.Import, t observe.Traffic, rows []int) error {
	have, err := store.All[observe.Capture](tx.Reader(), i.Site)
	if err != nil {
		return err
	}
	c := t.Capture
	c.Site, c.Hash, c.Key = i.Site, i.Hash, i.File
	for _, other := range have {
		if other.Hash == c.Hash {
			return &Error{Kind: Conflict, Code: "key-taken", Text: fmt.Sprintf("This capture was imported before, as %q.", other.Key)}
		}
	}
	taken := func(other observe.Capture) bool { return other.Key == c.Key }
	for n := 2; slices.ContainsFunc(have, taken); n++ {
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
	return s.applyRows(ctx, tx, i, chosen)
}
