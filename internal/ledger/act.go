// Package ledger is the record that every change leaves: an append-only log of
// entries hashed as RFC 6962 says, with signed checkpoints (C2SP signed note).
//
// An [Act] says who does what; storing it yields one [Entry] in the log, which
// binds the digests of all changes made by the act.
package ledger

import (
	"time"

	"ringwall/internal/plant"
)

// Act is the intention behind a write: who does what, where. No write is
// possible without one.
type Act struct {
	Org     plant.OrgID
	Site    plant.SiteID // "" for what belongs to the whole organisation
	Actor   string       // user id, token id, or "system"
	Name    string       // the actor's name as people read it
	Session string       // id of the session or token, never its secret
	Verb    string       // "zone.add", "asset.bulk", "import.apply"
	Subject string       // key or name of what it is about, for people
	Note    string       // reason given by the actor, if any
	// Undoes is the sequence number of the entry that this act reverses; 0 for none.
	Undoes int64
}

// Entry is a stored act: one leaf of the log.
type Entry struct {
	Seq     int64        `json:"seq"` // counts from 1; leaf index + 1
	At      time.Time    `json:"at"`
	Org     plant.OrgID  `json:"org"`
	Site    plant.SiteID `json:"site,omitempty"`
	Actor   string       `json:"actor"`
	Name    string       `json:"name"`
	Session string       `json:"session,omitempty"`
	Verb    string       `json:"verb"`
	Subject string       `json:"subject,omitempty"`
	Note    string       `json:"note,omitempty"`
	Undoes  int64        `json:"undoes,omitempty"`
	Changes int          `json:"changes"`
	// Digest is the RFC 6962 tree hash over the hashes of the changes, in order, in hex.
	Digest string `json:"digest"`
	// ClockBack is true when the clock showed an earlier time than at the entry before.
	ClockBack bool `json:"clockBack,omitempty"`
}

// Change is the after-image of one record in one entry.
type Change struct {
	Seq     int64  `json:"seq"`
	N       int    `json:"n"` // position within the entry, from 0
	Kind    string `json:"kind"`
	ID      string `json:"id"`
	Key     string `json:"key"` // what people call the record
	Version int    `json:"version"`
	// Site is the site that the record belongs to, "" if none.
	Site plant.SiteID `json:"site,omitempty"`
	// Doc is the whole new value as JSON; empty when the record was deleted.
	Doc []byte `json:"doc,omitempty"`
}
