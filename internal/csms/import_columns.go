package csms

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/plant/sheet"
	"ringwall/internal/store"
)

// MappingInput names the columns of a sheet.
type MappingInput struct {
	sheet.Mapping
	CreateZones bool // make zones that the sheet names and the site has not
	Remember    bool // for the next file with the same header
}

// MapColumns names the columns of an uploaded sheet and begins the preview.
func (s *Service) MapColumns(ctx context.Context, who access.Principal, site plant.SiteID, id string, in MappingInput) (Import, error) {
	was, d, err := s.stored(ctx, who, site, id)
	if err != nil {
		return Import{}, err
	}
	named := was.State == ImportMapping || was.State == ImportReady || was.State == ImportFailed && len(d.Sheets) > 0
	if was.Kind != ImportSheet || !named {
		return Import{}, stage(was, "its columns cannot be named now")
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
	i := was
	i.State, i.Error, i.Done, i.Total = ImportReading, "", 0, int64(chosen.Rows)
	out, err := s.move(ctx, was, i, d, nil)
	if err != nil {
		return Import{}, err
	}
	s.enqueue(job{who.Org, i.ID})
	return out, nil
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

func hashOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
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
		if err == nil && maps.Equal(kept.Columns, columns) {
			return nil
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
