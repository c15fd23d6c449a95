package csms

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/observe"
	"ringwall/internal/plant"
	"ringwall/internal/plant/sheet"
	"ringwall/internal/store"
	"ringwall/internal/vault"
)

// The states of an import, in the order it goes through them.
const (
	ImportReading   = "reading" // the file is being read; done and total tell how far
	ImportMapping   = "mapping" // a sheet that waits for its columns to be named
	ImportReady     = "ready"   // the preview is there; apply or discard
	ImportApplying  = "applying"
	ImportApplied   = "applied"
	ImportFailed    = "failed" // the file cannot be used; error says why
	ImportDiscarded = "discarded"
)

// The kinds of import.
const (
	ImportSheet    = "sheet"    // XLSX or CSV of assets, with columns to be named
	ImportDocument = "document" // a site document, or the workbook of an export
	ImportCapture  = "capture"  // pcap or pcapng
)

// maxUpload is the largest file that is taken.
const maxUpload = 512 << 20

// importTime is how long reading one file may take.
const importTime = 10 * time.Minute

// Import is a file on its way into a site.
type Import struct {
	ID      string    `json:"id"`
	Kind    string    `json:"kind"`
	File    string    `json:"file"`
	Size    int64     `json:"size"`
	State   string    `json:"state"`
	Done    int64     `json:"done"`
	Total   int64     `json:"total"`
	Error   string    `json:"error,omitempty"`
	Created time.Time `json:"created"`
	ImportDetail
}

// ImportDetail is what is known of an import beyond its progress.
type ImportDetail struct {
	By string `json:"by"` // name of the user
	// Counts of the preview's rows: add, change, skip, refuse, remove.
	Counts map[string]int `json:"counts,omitempty"`
	// Sheets and Mapping belong to a spreadsheet.
	Sheets  []sheet.Sheet  `json:"sheets,omitempty"`
	Fields  []sheet.Field  `json:"fields,omitempty"`
	Mapping *sheet.Mapping `json:"mapping,omitempty"`
	// Remembered says that the mapping was used before for the same header.
	Remembered  bool             `json:"remembered,omitempty"`
	CreateZones bool             `json:"createZones,omitempty"`
	Capture     *observe.Capture `json:"capture,omitempty"`
	// Revision is the site's revision that the preview was made on.
	Revision int64 `json:"revision,omitempty"`
	// Entry of the history that applying left.
	Entry int64 `json:"entry,omitempty"`
}

// imports is the work on uploaded files in the background: one file at a time,
// since each may take its whole budget.
type imports struct {
	queue  chan job
	ending context.CancelFunc
	done   sync.WaitGroup
}

type job struct {
	org plant.OrgID
	id  string
}

func newImports() *imports { return &imports{queue: make(chan job, 1000)} }

func (w *imports) run(ctx context.Context, s *Service) {
	ctx, w.ending = context.WithCancel(ctx)
	s.takeUp(ctx)
	w.done.Go(func() {
		for {
			select {
			case <-ctx.Done():
				return
			case j := <-w.queue:
				s.read(ctx, j)
			}
		}
	})
}

func (w *imports) wait() {
	if w.ending != nil {
		w.ending()
	}
	w.done.Wait()
}

// takeUp queues the imports that an earlier run left unfinished. The file is in
// the vault, so it is simply read again.
func (s *Service) takeUp(ctx context.Context) {
	var left []store.Import
	err := s.db.Housekeep(ctx, func(o *store.Ops) (err error) {
		left, err = o.Unfinished(ImportReading)
		return err
	})
	if err != nil {
		s.log.Error("take up unfinished imports", "error", err)
	}
	for _, i := range left {
		s.enqueue(job{i.Org, i.ID})
	}
}

// enqueue hands an import to the worker; when very many wait, the import stays
// as it is and is taken up at the next start.
func (s *Service) enqueue(j job) {
	select {
	case s.imports.queue <- j:
	default:
		s.log.Warn("too many imports are waiting; this one is taken up at the next start", "import", j.id)
	}
}

// Upload takes a file into the vault and begins to read it.
func (s *Service) Upload(ctx context.Context, who access.Principal, site plant.SiteID, name string, r io.Reader) (Import, error) {
	if err := s.view(ctx, who, access.ImportRun, site, func(*store.Reader) error { return nil }); err != nil {
		return Import{}, err
	}
	name = fileName(name)
	head := &prefix{r: r}
	blob, err := s.vault.Put(ctx, head, maxUpload)
	if errors.Is(err, vault.ErrTooLarge) {
		return Import{}, invalid("%s is larger than the %d MiB that an import may have.", name, maxUpload>>20)
	}
	if err != nil {
		return Import{}, err
	}
	kind, err := kindOf(name, head.seen)
	if err != nil {
		return Import{}, err
	}
	i := store.Import{
		ID: store.NewImportID(), Org: who.Org, Site: site, User: who.User, Kind: kind, File: name,
		Hash: blob.Hash, Size: blob.Size, State: ImportReading, Total: blob.Size, Created: s.now(),
	}
	if err := s.keep(ctx, &i, ImportDetail{By: who.Name}); err != nil {
		return Import{}, err
	}
	s.enqueue(job{who.Org, i.ID})
	return told(i)
}

// fileName keeps the last part of a name as people see it; it is never a path.
func fileName(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, name)
	if runes := []rune(name); len(runes) > 200 {
		name = string(runes[len(runes)-200:])
	}
	if name == "" {
		name = "file"
	}
	return name
}

// prefix remembers the first bytes that go through it.
type prefix struct {
	r    io.Reader
	seen []byte
}

func (p *prefix) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	if room := 512 - len(p.seen); room > 0 {
		p.seen = append(p.seen, b[:min(n, room)]...)
	}
	return n, err
}

// kindOf tells what a file is by its first bytes, and by its name where text
// could be more than one thing.
func kindOf(name string, head []byte) (string, error) {
	lower := strings.ToLower(name)
	text := strings.TrimLeft(strings.TrimPrefix(string(head), "\ufeff"), " \t\r\n")
	switch {
	case len(head) == 0:
		return "", invalid("%s is empty.", name)
	case observe.Recognises(head):
		return ImportCapture, nil
	case strings.HasPrefix(string(head), "PK\x03\x04"):
		return ImportSheet, nil
	case strings.HasPrefix(text, "{"), strings.HasSuffix(lower, ".json"), strings.HasSuffix(lower, ".yaml"), strings.HasSuffix(lower, ".yml"):
		return ImportDocument, nil
	case strings.HasSuffix(lower, ".csv"), strings.HasSuffix(lower, ".txt"), strings.HasSuffix(lower, ".tsv"):
		return ImportSheet, nil
	}
	return "", invalid("%s is none of the files that can be imported: an asset list (.xlsx, .csv), a site document (.yaml, .json) or a capture (.pcap, .pcapng).", name)
}

// told is an import as it is shown.
func told(i store.Import) (Import, error) {
	out := Import{ID: i.ID, Kind: i.Kind, File: i.File, Size: i.Size, State: i.State, Done: i.Done, Total: i.Total, Error: i.Error, Created: i.Created}
	err := json.Unmarshal(i.Doc, &out.ImportDetail)
	return out, err
}

// keep stores an import with its details.
func (s *Service) keep(ctx context.Context, i *store.Import, d ImportDetail) error {
	doc, err := json.Marshal(d)
	if err != nil {
		return err
	}
	i.Doc = doc
	return s.db.Housekeep(ctx, func(o *store.Ops) error { return o.PutImport(*i) })
}

// stored loads an import of a site that the caller may run imports on.
func (s *Service) stored(ctx context.Context, who access.Principal, site plant.SiteID, id string) (store.Import, ImportDetail, error) {
	var (
		i store.Import
		d ImportDetail
	)
	err := s.view(ctx, who, access.ImportRun, site, func(*store.Reader) error { return nil })
	if err != nil {
		return i, d, err
	}
	err = s.db.Housekeep(ctx, func(o *store.Ops) (err error) {
		i, err = o.Import(who.Org, id)
		return err
	})
	if err == nil && i.Site != site {
		err = store.ErrNotFound
	}
	if err != nil {
		return i, d, s.fail(err, "import")
	}
	return i, d, json.Unmarshal(i.Doc, &d)
}

// Imports lists the imports of a site, the newest first.
func (s *Service) Imports(ctx context.Context, who access.Principal, site plant.SiteID) ([]Import, error) {
	if err := s.view(ctx, who, access.ImportRun, site, func(*store.Reader) error { return nil }); err != nil {
		return nil, err
	}
	var all []store.Import
	err := s.db.Housekeep(ctx, func(o *store.Ops) (err error) {
		all, err = o.Imports(who.Org, site)
		return err
	})
	if err != nil {
		return nil, err
	}
	out := make([]Import, 0, len(all))
	for _, i := range all {
		t, err := told(i)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

// Import is one import of a site.
func (s *Service) Import(ctx context.Context, who access.Principal, site plant.SiteID, id string) (Import, error) {
	i, _, err := s.stored(ctx, who, site, id)
	if err != nil {
		return Import{}, err
	}
	return told(i)
}

// MappingInput names the columns of a sheet.
type MappingInput struct {
	sheet.Mapping
	CreateZones bool // make zones that the sheet names and the site has not
	Remember    bool // for the next file with the same header
}

// MapColumns names the columns of an uploaded sheet and begins the preview.
func (s *Service) MapColumns(ctx context.Context, who access.Principal, site plant.SiteID, id string, in MappingInput) (Import, error) {
	i, d, err := s.stored(ctx, who, site, id)
	if err != nil {
		return Import{}, err
	}
	if i.Kind != ImportSheet || i.State != ImportMapping && i.State != ImportReady && i.State != ImportFailed {
		return Import{}, stage(i, "its columns cannot be named now")
	}
	chosen, err := checkMapping(d.Sheets, in.Mapping)
	if err != nil {
		return Import{}, err
	}
	if in.Remember {
		if err := s.remember(ctx, who, site, chosen, in.Mapping); err != nil {
			return Import{}, err
		}
	}
	d.Mapping, d.CreateZones, d.Counts = &in.Mapping, in.CreateZones, nil
	i.State, i.Error, i.Done, i.Total = ImportReading, "", 0, int64(chosen.Rows)
	if err := s.keep(ctx, &i, d); err != nil {
		return Import{}, err
	}
	s.enqueue(job{who.Org, i.ID})
	return told(i)
}

func stage(i store.Import, what string) error {
	return &Error{Kind: Conflict, Code: "state", Text: fmt.Sprintf("The import of %s is %s: %s.", i.File, i.State, what)}
}

// checkMapping finds the sheet and holds the columns against it.
func checkMapping(sheets []sheet.Sheet, m sheet.Mapping) (sheet.Sheet, error) {
	for _, sh := range sheets {
		if sh.Name != m.Sheet {
			continue
		}
		known := map[string]bool{}
		for _, f := range sheet.Fields {
			known[f.Name] = true
		}
		for field, column := range m.Columns {
			if !known[field] {
				return sh, invalid("%q is no field of an asset.", field)
			}
			if column < 0 || column >= len(sh.Columns) {
				return sh, invalid("The sheet %q has %d columns, so column %d for %s does not exist.", sh.Name, len(sh.Columns), column+1, field)
			}
		}
		return sh, nil
	}
	return sheet.Sheet{}, invalid("The file has no sheet %q.", m.Sheet)
}

// fingerprint names a header by its titles, so that the same list from the
// same source is known again.
func fingerprint(sh sheet.Sheet) string {
	titles := make([]string, len(sh.Columns))
	for i, c := range sh.Columns {
		titles[i] = strings.ToLower(strings.TrimSpace(c.Title))
	}
	return strings.Join(titles, "\x1f")
}

// remember keeps which title feeds which field.
func (s *Service) remember(ctx context.Context, who access.Principal, site plant.SiteID, sh sheet.Sheet, m sheet.Mapping) error {
	name := hashOf(fingerprint(sh))
	columns := map[string]string{}
	for field, index := range m.Columns {
		columns[field] = sh.Columns[index].Title
	}
	_, err := s.update(ctx, who, intent{do: access.ImportRun, site: site, verb: "import.remember", subject: sh.Name}, func(tx *store.Tx) error {
		kept, err := store.GetKey[store.Mapping](tx.Reader(), "", name)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		kept.Name, kept.Kind, kept.Columns = name, "asset", columns
		return store.Put(tx, &kept)
	})
	return err
}

// recall is the mapping remembered for a sheet with this header.
func (s *Service) recall(r *store.Reader, sh sheet.Sheet) (sheet.Mapping, bool, error) {
	kept, err := store.GetKey[store.Mapping](r, "", hashOf(fingerprint(sh)))
	if errors.Is(err, store.ErrNotFound) {
		return sheet.Mapping{}, false, nil
	}
	if err != nil {
		return sheet.Mapping{}, false, err
	}
	m := sheet.Mapping{Sheet: sh.Name, Header: sh.Header, Columns: map[string]int{}}
	for field, title := range kept.Columns {
		for _, c := range sh.Columns {
			if c.Title == title {
				m.Columns[field] = c.Index
				break
			}
		}
	}
	return m, true, nil
}

// ImportRow is one row of the preview.
type ImportRow struct {
	N        int               `json:"n"`
	Sheet    string            `json:"sheet,omitempty"`
	Row      int               `json:"row,omitempty"`
	Outcome  string            `json:"outcome"`
	Kind     string            `json:"kind"`
	Key      string            `json:"key"`
	Name     string            `json:"name,omitempty"`
	Reason   string            `json:"reason,omitempty"`
	Fields   []FieldChange     `json:"fields,omitempty"`
	Refusals []sheet.Refusal   `json:"refusals,omitempty"`
	Proposal *observe.Proposal `json:"proposal,omitempty"`
}

// ImportRows lists the rows of the preview with one outcome, or all, from the
// one after the given number.
func (s *Service) ImportRows(ctx context.Context, who access.Principal, site plant.SiteID, id, outcome string, after, limit int) ([]ImportRow, error) {
	if _, _, err := s.stored(ctx, who, site, id); err != nil {
		return nil, err
	}
	var rows []store.ImportRow
	err := s.db.Housekeep(ctx, func(o *store.Ops) (err error) {
		rows, err = o.ImportRows(id, outcome, after, limit)
		return err
	})
	if err != nil {
		return nil, err
	}
	out := make([]ImportRow, 0, len(rows))
	for _, row := range rows {
		shown := ImportRow{N: row.N, Sheet: row.Sheet, Row: row.Row, Outcome: row.Outcome, Key: row.Key, Reason: row.Reason}
		if len(row.Doc) > 0 {
			var kept keptRow
			if err := json.Unmarshal(row.Doc, &kept); err != nil {
				return nil, err
			}
			shown.Kind, shown.Name, shown.Fields, shown.Refusals, shown.Proposal = kept.Kind, kept.Name, kept.Fields, kept.Refusals, kept.Proposal
			if row.Outcome == "add" && kept.Asset != nil {
				doc, err := json.Marshal(kept.Asset)
				if err != nil {
					return nil, err
				}
				if shown.Fields, err = diffDocs(nil, doc); err != nil {
					return nil, err
				}
			}
		}
		out = append(out, shown)
	}
	return out, nil
}

// DiscardImport ends an import that was not applied. Its file leaves the vault
// when no other import holds the same.
func (s *Service) DiscardImport(ctx context.Context, who access.Principal, site plant.SiteID, id string) error {
	i, d, err := s.stored(ctx, who, site, id)
	if err != nil {
		return err
	}
	if i.State == ImportApplied || i.State == ImportApplying {
		return stage(i, "it can be undone in the history")
	}
	i.State = ImportDiscarded
	d.Sheets, d.Fields = nil, nil
	if err := s.keep(ctx, &i, d); err != nil {
		return err
	}
	return s.db.Housekeep(ctx, func(o *store.Ops) error { return o.DropImportRows(id) })
}
