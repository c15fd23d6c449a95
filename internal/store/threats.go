package store

import (
	"time"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// ThreatRelease is a release of ATT&CK for ICS that an organisation has read
// in, beside the one that the program carries.
type ThreatRelease struct {
	ID      string             `json:"id"`
	Release string             `json:"release"` // "19.0"
	File    string             `json:"file,omitempty"`
	Hash    string             `json:"hash,omitempty"` // SHA-256 of the file, hex
	Added   time.Time          `json:"added,omitzero"`
	By      string             `json:"by,omitempty"` // name of the account
	Set     *catalog.ThreatSet `json:"set,omitempty"`
	plant.Meta
}

// threatKind is the kind of record of a release.
func threatKind() *kind {
	return define(
		kind{name: "threat-release", table: "catalog_threat_release", scope: ofOrganisation, key: "number"},
		func(r *ThreatRelease) base { return base{id: &r.ID, key: &r.Release, version: &r.Version} },
		field("number", func(r *ThreatRelease) any { return &r.Release }),
	)
}
