package csms

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"time"

	"ringwall/internal/observe"
	"ringwall/internal/plant"
	"ringwall/internal/plant/sheet"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// keptRow is what a row of the preview holds beyond its columns in the store.
type keptRow struct {
	Kind     string            `json:"kind"`
	Name     string            `json:"name,omitempty"`
	Asset    *plant.Asset      `json:"asset,omitempty"`
	NewZone  string            `json:"newZone,omitempty"`
	Fields   []FieldChange     `json:"fields,omitempty"`
	Refusals []sheet.Refusal   `json:"refusals,omitempty"`
	Proposal *observe.Proposal `json:"proposal,omitempty"`
}

// previewBatch is how many rows of a preview are stored at once.
const previewBatch = 1000

// preview collects the rows of a preview and stores them in batches, with the
// progress.
type preview struct {
	r      *reading
	rows   []store.ImportRow
	n      int
	counts map[string]int
}

func (r *reading) preview() *preview { return &preview{r: r, counts: map[string]int{}} }

func (p *preview) add(ctx context.Context, row store.ImportRow, kept keptRow) error {
	doc, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	p.n++
	row.N, row.Doc = p.n, doc
	p.counts[row.Outcome]++
	p.rows = append(p.rows, row)
	if len(p.rows) < previewBatch {
		return nil
	}
	return p.flush(ctx)
}

func (p *preview) flush(ctx context.Context) error {
	p.r.i.Done = int64(p.n)
	err := p.r.store(ctx, func(o *store.Ops) error { return o.PutImportRows(p.r.i.ID, p.rows) })
	clear(p.rows) // lets go of the documents
	p.rows = p.rows[:0]
	return err
}

func (p *preview) end(ctx context.Context) error {
	if err := p.flush(ctx); err != nil {
		return err
	}
	p.r.d.Counts = p.counts
	p.r.i.Done, p.r.i.Total, p.r.i.State = int64(p.n), int64(p.n), ImportReady
	return nil
}

// offerMapping looks at the sheets and guesses the columns, or remembers them.
func (r *reading) offerMapping(ctx context.Context, book *sheet.Book) error {
	sheets, err := book.Sheets(ctx)
	if err != nil {
		return err
	}
	if len(sheets) == 0 {
		return invalid("%s has no sheet with a header and rows.", r.i.File)
	}
	best := sheet.Best(sheets)
	r.d.Sheets, r.d.Fields, r.d.Mapping = sheets, sheet.Fields, &best
	r.i.State = ImportMapping
	return r.s.db.View(ctx, r.i.Org, func(from *store.Reader) error {
		for _, sh := range sheets {
			if sh.Name != best.Sheet {
				continue
			}
			m, known, err := r.s.recall(from, sh)
			if err != nil {
				return err
			}
			if known {
				r.d.Mapping, r.d.Remembered = &m, true
			}
		}
		return nil
	})
}

// previewSheet holds every row of an asset list against the site as it is at
// the beginning. Neither the list nor the inventory is in memory as a whole.
func (r *reading) previewSheet(ctx context.Context, book *sheet.Book) error {
	p := r.preview()
	err := r.s.db.View(ctx, r.i.Org, func(from *store.Reader) (err error) {
		if r.d.Revision, err = from.Revision(r.i.Site); err != nil {
			return err
		}
		site, err := r.outline(from)
		if err != nil {
			return err
		}
		load := func(id plant.AssetID) (plant.Asset, error) { return store.Get[plant.Asset](from, string(id)) }
		for row, err := range sheet.Assets(ctx, book, *r.d.Mapping, site, sheet.Options{CreateZones: r.d.CreateZones, Load: load}) {
			if err != nil {
				return err
			}
			if err := p.addRow(ctx, row); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return p.end(ctx)
}

func (p *preview) addRow(ctx context.Context, row sheet.Row) error {
	kept := keptRow{Kind: "asset", Name: row.Asset.Name, NewZone: row.NewZone, Refusals: row.Refusals}
	for _, f := range row.Fields {
		kept.Fields = append(kept.Fields, FieldChange(f))
	}
	stored := store.ImportRow{Sheet: row.Sheet, Row: row.Row, Outcome: string(row.Outcome), Key: row.Key}
	if len(row.Refusals) > 0 {
		stored.Reason, stored.Cell = row.Refusals[0].Reason, row.Refusals[0].Cell
	}
	if row.Outcome == sheet.Add || row.Outcome == sheet.Change {
		kept.Asset = &row.Asset
	}
	return p.add(ctx, stored, kept)
}

// outline is the site with no more of its assets than what rows are matched by.
func (r *reading) outline(from *store.Reader) (plant.Site, error) {
	site, err := frame(from, r.i.Site)
	if err != nil {
		return site, err
	}
	counts, err := from.AssetCounts(r.i.Site)
	if err != nil {
		return site, err
	}
	total := 0
	for _, n := range counts {
		total += n
	}
	site.Assets = make([]plant.Asset, 0, total)
	_, keyed := r.d.Mapping.Columns["key"]
	err = store.Each(from, r.i.Site, func(a plant.Asset) error {
		known := plant.Asset{ID: a.ID, Key: a.Key}
		if !keyed {
			known.Serial = a.Serial
			for _, address := range a.Addresses {
				known.Addresses = append(known.Addresses, plant.Address{MAC: address.MAC})
			}
		}
		site.Assets = append(site.Assets, known)
		return nil
	})
	return site, err
}

// site is the site as it is, noting the revision that the preview rests on.
func (r *reading) site(ctx context.Context) (site plant.Site, err error) {
	err = r.s.db.View(ctx, r.i.Org, func(from *store.Reader) (err error) {
		if r.d.Revision, err = from.Revision(r.i.Site); err != nil {
			return err
		}
		site, err = from.Site(r.i.Site)
		return err
	})
	return site, err
}

// previewDocument shows what a site document would change.
func (r *reading) previewDocument(ctx context.Context, f uploaded) error {
	doc, err := r.s.documentIn(ctx, f, r.i)
	if err != nil {
		return err
	}
	var set plant.ChangeSet
	err = r.s.db.View(ctx, r.i.Org, func(from *store.Reader) (err error) {
		if r.d.Revision, err = from.Revision(r.i.Site); err != nil {
			return err
		}
		set, err = r.s.planInto(from, r.i.Site, doc)
		return err
	})
	if err != nil {
		return r.s.fail(err, "site")
	}
	p := r.preview()
	for _, c := range set.Changes {
		kept := keptRow{Kind: c.Kind}
		for _, f := range c.Fields {
			kept.Fields = append(kept.Fields, FieldChange(f))
		}
		if err := p.add(ctx, store.ImportRow{Outcome: string(c.Op), Key: c.Key}, kept); err != nil {
			return err
		}
	}
	return p.end(ctx)
}

// planInto is what a document changes in a site, whatever site it came from.
func (s *Service) planInto(r *store.Reader, id plant.SiteID, doc risk.Document) (plant.ChangeSet, error) {
	site, err := store.Get[plant.SiteRecord](r, string(id))
	if err != nil {
		return plant.ChangeSet{}, err
	}
	doc.Site.Key = site.Key
	return s.plan(r, id, doc, false)
}

// previewCapture reads a capture and proposes the assets that the inventory lacks.
func (r *reading) previewCapture(ctx context.Context, f io.Reader) error {
	traffic, err := traffic(ctx, f, r.i, r.progress(ctx))
	if err != nil {
		return err
	}
	r.d.Capture = &traffic.Capture
	site, err := r.site(ctx)
	if err != nil {
		return err
	}
	rules := plant.RulesOf(site)
	p := r.preview()
	for _, proposal := range observe.Propose(site, traffic) {
		asset := plant.NormaliseAsset(proposal.Asset)
		row := store.ImportRow{Outcome: string(sheet.Add), Key: asset.Key, Reason: proposal.Reason}
		kept := keptRow{Kind: "asset", Asset: &asset, Proposal: &proposal}
		// A device may say anything of itself.
		if problems := rules.Asset(asset); len(problems) > 0 {
			row.Outcome, row.Reason, kept.Asset = string(sheet.Refuse), problems.Error(), nil
		}
		if err := p.add(ctx, row, kept); err != nil {
			return err
		}
	}
	return p.end(ctx)
}

// progressEvery is how often the progress of a long read is stored.
const progressEvery = 500 * time.Millisecond

// progress stores how far a capture was read. It is a courtesy: a failure here
// must not end the import.
func (r *reading) progress(ctx context.Context) func(done, total int64) {
	var last time.Time
	return func(done, total int64) {
		if now := time.Now(); now.Sub(last) > progressEvery {
			last = now
			r.i.Done, r.i.Total = done, total
			if err := r.store(ctx, nil); err != nil {
				r.s.log.Debug("store progress", "import", r.i.ID, "error", err)
			}
		}
	}
}

// traffic reads a capture file to its talkers and flows.
func traffic(ctx context.Context, f io.Reader, i store.Import, progress func(done, total int64)) (observe.Traffic, error) {
	t, err := observe.Read(ctx, f, i.File, observe.Options{Size: i.Size, Progress: progress})
	if _, ours := errors.AsType[*fs.PathError](err); err == nil || ours || ctx.Err() != nil {
		return t, err
	}
	return t, invalid("%s cannot be read as a capture: %v.", i.File, errors.Unwrap(err))
}
