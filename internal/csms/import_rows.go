package csms

import (
	"context"
	"encoding/json"

	"ringwall/internal/access"
	"ringwall/internal/observe"
	"ringwall/internal/plant"
	"ringwall/internal/plant/sheet"
	"ringwall/internal/store"
)

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
		shown, err := shownRow(row)
		if err != nil {
			return nil, err
		}
		out = append(out, shown)
	}
	return out, nil
}

func shownRow(row store.ImportRow) (ImportRow, error) {
	shown := ImportRow{N: row.N, Sheet: row.Sheet, Row: row.Row, Outcome: row.Outcome, Key: row.Key, Reason: row.Reason}
	if len(row.Doc) == 0 {
		return shown, nil
	}
	var kept keptRow
	if err := json.Unmarshal(row.Doc, &kept); err != nil {
		return shown, err
	}
	shown.Kind, shown.Name, shown.Fields, shown.Refusals, shown.Proposal = kept.Kind, kept.Name, kept.Fields, kept.Refusals, kept.Proposal
	if row.Outcome != "add" || kept.Asset == nil {
		return shown, nil
	}
	doc, err := json.Marshal(kept.Asset)
	if err == nil {
		shown.Fields, err = diffDocs(nil, doc)
	}
	return shown, err
}
