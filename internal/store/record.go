package store

import (
	"encoding/json"

	"ringwall/internal/access"
	"ringwall/internal/plant"
)

// View is a saved way to look at a table: its filter, columns and order.
type View struct {
	ID     string          `json:"id"`
	User   access.UserID   `json:"user"`
	Site   plant.SiteID    `json:"site,omitempty"` // "" for every site
	Name   string          `json:"name"`
	Screen string          `json:"screen"` // "assets"
	Doc    json.RawMessage `json:"doc,omitempty"`
	plant.Meta
}

// Mapping remembers which column of a sheet holds which field, for the next
// file with the same header.
type Mapping struct {
	ID      string            `json:"id"`
	Name    string            `json:"name"` // fingerprint of the header
	Kind    string            `json:"kind"` // kind of record in the rows
	Columns map[string]string `json:"columns,omitempty"`
	Doc     json.RawMessage   `json:"doc,omitempty"`
	plant.Meta
}
