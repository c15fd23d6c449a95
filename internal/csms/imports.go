package csms

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/observe"
	"ringwall/internal/plant"
	"ringwall/internal/plant/sheet"
	"ringwall/internal/store"
)

// The states of an import, in the order it goes through them.
const (
	ImportReading   = "reading" // the file is being read; done and total tell how far
	ImportMapping   = "mapping" // a sheet that waits for its columns to be named
	ImportReady     = "ready"   // the preview is there; apply or discard
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

// told is an import as it is shown.
func told(i store.Import) (Import, error) {
	out := Import{ID: i.ID, Kind: i.Kind, File: i.File, Size: i.Size, State: i.State, Done: i.Done, Total: i.Total, Error: i.Error, Created: i.Created}
	err := json.Unmarshal(i.Doc, &out.ImportDetail)
	return out, err
}

// stage refuses what an import's state does not allow.
func stage(i store.Import, what string) error {
	return &Error{Kind: Conflict, Code: "state", Text: fmt.Sprintf("The import of %s is %s: %s.", i.File, i.State, what)}
}

// stored loads an import of a site that the caller may run imports on.
func (s *Service) stored(ctx context.Context, who access.Principal, site plant.SiteID, id string) (i store.Import, d ImportDetail, err error) {
	if err := s.mayImport(ctx, who, site); err != nil {
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

func (s *Service) mayImport(ctx context.Context, who access.Principal, site plant.SiteID) error {
	return s.view(ctx, who, access.ImportRun, site, func(*store.Reader) error { return nil })
}

// move stores what becomes of an import, with more that belongs to the same
// step. It is refused when somebody else moved the import since it was loaded.
func (s *Service) move(ctx context.Context, was, i store.Import, d ImportDetail, more func(*store.Ops) error) (Import, error) {
	var err error
	if i.Doc, err = json.Marshal(d); err != nil {
		return Import{}, err
	}
	err = s.db.Housekeep(ctx, func(o *store.Ops) error {
		if err := o.ReplaceImport(was, i); err != nil || more == nil {
			return err
		}
		return more(o)
	})
	if err != nil {
		return Import{}, s.fail(err, "import")
	}
	return told(i)
}

// listedImports is how many imports of a site are listed; what they did stands
// in the history for good.
const listedImports = 200

// Imports lists the newest imports of a site, the newest first. The columns of
// their sheets are told of each by itself only.
func (s *Service) Imports(ctx context.Context, who access.Principal, site plant.SiteID) ([]Import, error) {
	if err := s.mayImport(ctx, who, site); err != nil {
		return nil, err
	}
	var all []store.Import
	err := s.db.Housekeep(ctx, func(o *store.Ops) (err error) {
		all, err = o.Imports(who.Org, site, listedImports)
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
		t.Sheets, t.Fields = nil, nil
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

// DiscardImport ends an import that was not applied. Its file leaves the vault
// when nothing else refers to it.
func (s *Service) DiscardImport(ctx context.Context, who access.Principal, site plant.SiteID, id string) error {
	was, d, err := s.stored(ctx, who, site, id)
	if err != nil {
		return err
	}
	if was.State == ImportApplied {
		return stage(was, "it can be undone in the history")
	}
	i := was
	i.State = ImportDiscarded
	d.Sheets, d.Fields = nil, nil
	if _, err := s.move(ctx, was, i, d, func(o *store.Ops) error { return o.DropImportRows(id) }); err != nil {
		return err
	}
	s.dropFile(ctx, i.Hash)
	return nil
}
