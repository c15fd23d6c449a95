package csms

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"ringwall/internal/observe"
	"ringwall/internal/plant"
	"ringwall/internal/plant/sheet"
	"ringwall/internal/store"
)

// keptRow is what a row of the preview holds beyond its columns in the store.
type keptRow struct {
	Kind     string            `json:"kind"`
	Name     string            `json:"name,omitempty"`
	Asset    *plant.Asset      `json:"asset,omitempty"`
	Site     plant.SiteID      `json:"site,omitempty"`
	NewZone  string            `json:"newZone,omitempty"`
	Fields   []FieldChange     `json:"fields,omitempty"`
	Refusals []sheet.Refusal   `json:"refusals,omitempty"`
	Proposal *observe.Proposal `json:"proposal,omitempty"`
}

func hashOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// read reads one uploaded file to its next state. What is wrong with the file
// is told to the user; what is wrong with us is logged.
func (s *Service) read(ctx context.Context, j job) {
	ctx, cancel := context.WithTimeout(ctx, importTime)
	defer cancel()
	var i store.Import
	err := s.db.Housekeep(ctx, func(o *store.Ops) (err error) {
		i, err = o.Import(j.org, j.id)
		return err
	})
	if err != nil || i.State != ImportReading {
		return
	}
	var d ImportDetail
	if err := json.Unmarshal(i.Doc, &d); err != nil {
		s.log.Error("read import", "import", i.ID, "error", err)
		return
	}
	err = s.readFile(ctx, &i, &d)
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		err = invalid("Reading %s took longer than %v.", i.File, importTime)
	case ctx.Err() != nil: // the program is being stopped: the next run reads it again
		return
	}
	if err != nil {
		i.State, i.Error = ImportFailed, s.told(i, err)
	}
	if err := s.keep(context.WithoutCancel(ctx), &i, d); err != nil {
		s.log.Error("keep import", "import", i.ID, "error", err)
	}
}

// told is the sentence for the user about a file that could not be read.
func (s *Service) told(i store.Import, err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Text
	}
	if problems := plant.ProblemsOf(err); problems != nil {
		text := ""
		for n, p := range problems {
			if n == 20 {
				text += fmt.Sprintf("… and %d more.", len(problems)-n)
				break
			}
			if p.Line > 0 {
				text += fmt.Sprintf("Line %d: ", p.Line)
			}
			text += p.Text
			if p.Pointer != "" {
				text += " (" + p.Pointer + ")"
			}
			text += "\n"
		}
		return text
	}
	s.log.Warn("import failed", "import", i.ID, "error", err)
	return fmt.Sprintf("%s cannot be read: %v", i.File, err)
}

func (s *Service) readFile(ctx context.Context, i *store.Import, d *ImportDetail) error {
	f, err := s.vault.Get(i.Hash)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := s.db.Housekeep(ctx, func(o *store.Ops) error { return o.DropImportRows(i.ID) }); err != nil {
		return err
	}
	switch i.Kind {
	case ImportDocument:
		doc, err := plant.ReadDocument(f, plant.DefaultBudget)
		if err != nil {
			return err
		}
		return s.previewDocument(ctx, i, d, doc)
	case ImportCapture:
		return s.previewCapture(ctx, i, d, f)
	}
	at, ok := f.(io.ReaderAt)
	if !ok {
		return errors.New("the vault's file cannot be read at an offset")
	}
	book, err := sheet.Open(at, i.Size, i.File, sheet.DefaultBudget)
	if err != nil {
		return err
	}
	defer book.Close()
	switch {
	case sheet.IsExport(book):
		doc, err := sheet.ReadBook(ctx, book)
		if err != nil {
			return err
		}
		i.Kind = ImportDocument
		return s.previewDocument(ctx, i, d, doc)
	case d.Mapping == nil || d.Sheets == nil:
		return s.offerMapping(ctx, i, d, book)
	}
	return s.previewSheet(ctx, i, d, book)
}

// offerMapping looks at the sheets and guesses the columns, or remembers them.
func (s *Service) offerMapping(ctx context.Context, i *store.Import, d *ImportDetail, book *sheet.Book) error {
	sheets, err := book.Sheets(ctx)
	if err != nil {
		return err
	}
	if len(sheets) == 0 {
		return invalid("%s has no sheet with a header and rows.", i.File)
	}
	best := sheet.Best(sheets)
	d.Sheets, d.Fields, d.Mapping = sheets, sheet.Fields, &best
	i.State = ImportMapping
	return s.db.View(ctx, i.Org, func(r *store.Reader) error {
		for _, sh := range sheets {
			if sh.Name != best.Sheet {
				continue
			}
			m, known, err := s.recall(r, sh)
			if err != nil {
				return err
			}
			if known {
				d.Mapping, d.Remembered = &m, true
			}
		}
		return nil
	})
}

// previewBatch is how many rows of a preview are stored at once.
const previewBatch = 1000

// preview collects the rows of a preview and stores them in batches, with the
// progress.
type preview struct {
	s      *Service
	i      *store.Import
	rows   []store.ImportRow
	n      int
	counts map[string]int
}

func (s *Service) preview(i *store.Import) *preview {
	return &preview{s: s, i: i, counts: map[string]int{}}
}

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
	p.i.Done = int64(p.n)
	err := p.s.db.Housekeep(ctx, func(o *store.Ops) error {
		if err := o.PutImportRows(p.i.ID, p.rows); err != nil {
			return err
		}
		return o.PutImport(*p.i)
	})
	p.rows = p.rows[:0]
	return err
}

func (p *preview) end(ctx context.Context, d *ImportDetail) error {
	if err := p.flush(ctx); err != nil {
		return err
	}
	d.Counts = p.counts
	p.i.Done, p.i.Total, p.i.State = int64(p.n), int64(p.n), ImportReady
	return nil
}

// previewSheet holds every row of an asset list against the site.
func (s *Service) previewSheet(ctx context.Context, i *store.Import, d *ImportDetail, book *sheet.Book) error {
	site, err := s.current(ctx, i, d)
	if err != nil {
		return err
	}
	p := s.preview(i)
	for row, err := range sheet.Assets(ctx, book, *d.Mapping, site, sheet.Options{CreateZones: d.CreateZones}) {
		if err != nil {
			return err
		}
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
		if err := p.add(ctx, stored, kept); err != nil {
			return err
		}
	}
	return p.end(ctx, d)
}

// current is the site as it is, noting the revision that the preview rests on.
func (s *Service) current(ctx context.Context, i *store.Import, d *ImportDetail) (plant.Site, error) {
	var site plant.Site
	err := s.db.View(ctx, i.Org, func(r *store.Reader) (err error) {
		if d.Revision, err = r.Revision(i.Site); err != nil {
			return err
		}
		site, err = r.Site(i.Site)
		return err
	})
	return site, err
}

// previewDocument shows what a site document would change.
func (s *Service) previewDocument(ctx context.Context, i *store.Import, d *ImportDetail, doc plant.Document) error {
	if problems, _ := plant.Check(doc, plant.DateOf(s.now())); len(problems) > 0 {
		return problems
	}
	var set plant.ChangeSet
	err := s.db.View(ctx, i.Org, func(r *store.Reader) (err error) {
		if d.Revision, err = r.Revision(i.Site); err != nil {
			return err
		}
		now, err := s.document(r, i.Site, "")
		if err != nil {
			return err
		}
		// The document is read into this site, whatever site it came from.
		doc.Site.Key = now.Site.Key
		set = plant.Plan(now, doc, false)
		return nil
	})
	if err != nil {
		return err
	}
	p := s.preview(i)
	for _, c := range set.Changes {
		kept := keptRow{Kind: c.Kind}
		for _, f := range c.Fields {
			kept.Fields = append(kept.Fields, FieldChange(f))
		}
		if err := p.add(ctx, store.ImportRow{Outcome: string(c.Op), Key: c.Key}, kept); err != nil {
			return err
		}
	}
	return p.end(ctx, d)
}

// previewCapture reads a capture and proposes the assets that the inventory lacks.
func (s *Service) previewCapture(ctx context.Context, i *store.Import, d *ImportDetail, f io.Reader) error {
	traffic, err := s.traffic(ctx, i, f)
	if err != nil {
		return err
	}
	d.Capture = &traffic.Capture
	site, err := s.current(ctx, i, d)
	if err != nil {
		return err
	}
	p := s.preview(i)
	for _, proposal := range observe.Propose(site, traffic) {
		kept := keptRow{Kind: "asset", Asset: &proposal.Asset, Proposal: &proposal}
		if err := p.add(ctx, store.ImportRow{Outcome: "add", Key: proposal.Asset.Key, Reason: proposal.Reason}, kept); err != nil {
			return err
		}
	}
	return p.end(ctx, d)
}

// progressEvery is how often the progress of a long read is stored.
const progressEvery = 500 * time.Millisecond

// traffic reads a capture file to its talkers and flows.
func (s *Service) traffic(ctx context.Context, i *store.Import, f io.Reader) (observe.Traffic, error) {
	var last time.Time
	return observe.Read(ctx, f, i.File, observe.Options{
		Size: i.Size,
		Progress: func(done, total int64) {
			if now := time.Now(); now.Sub(last) > progressEvery {
				last = now
				i.Done, i.Total = done, total
				// Progress is a courtesy: a failure here must not end the import.
				if err := s.db.Housekeep(ctx, func(o *store.Ops) error { return o.PutImport(*i) }); err != nil {
					s.log.Debug("store progress", "import", i.ID, "error", err)
				}
			}
		},
	})
}
