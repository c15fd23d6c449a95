package csms

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// RecordVersion is one value that a record had.
type RecordVersion struct {
	Seq     int64           `json:"seq" doc:"The entry that gave it this value"`
	At      time.Time       `json:"at"`
	Name    string          `json:"name" doc:"Who did"`
	Version int             `json:"version"`
	Deleted bool            `json:"deleted"`
	Doc     json.RawMessage `json:"doc,omitempty" doc:"The whole value; absent where it was deleted"`
}

// Versions lists the values that one record of a site had, newest first, also
// of a record that is gone.
func (s *Service) Versions(ctx context.Context, who access.Principal, site plant.SiteID, kind, id string) ([]RecordVersion, error) {
	versions := []RecordVersion{}
	err := s.view(ctx, who, access.HistoryRead, site, func(r *store.Reader) error {
		found, err := s.versionsOf(r, who, site, kind, id)
		for _, v := range found {
			versions = append(versions, RecordVersion{Seq: v.Seq, At: v.At, Name: v.Name, Version: v.Version, Deleted: v.Deleted, Doc: v.Doc})
		}
		return err
	})
	return versions, err
}

// versionsOf are the values of a record of one site, newest first.
func (s *Service) versionsOf(r *store.Reader, who access.Principal, site plant.SiteID, kind, id string) ([]store.RecordVersion, error) {
	if _, known := kinds[kind]; !known {
		return nil, notFound("kind of record")
	}
	versions, err := r.Versions(kind, id)
	if err != nil {
		return nil, s.fail(err, kind)
	}
	if shelfKinds[kind] {
		for _, v := range versions {
			if v.Site != site || hiddenFrom(who, kind, v.Doc) {
				return nil, notFound(kind)
			}
		}
		return versions, nil
	}
	if site == "" {
		return nil, notFound(kind)
	}
	// A record never leaves its site, so the entry of any version tells it.
	home, err := r.Entries(store.EntryQuery{Site: site, From: versions[0].Seq, To: versions[0].Seq, Limit: 1})
	if err == nil && len(home.Entries) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return nil, s.fail(err, kind)
	}
	return versions, nil
}

// Restore gives one record the value that an entry had given it, under the
// rules of today; a record that is gone comes back under its old id.
func (s *Service) Restore(ctx context.Context, who access.Principal, site plant.SiteID, kind, id string, seq int64) (Undone, error) {
	in := intent{do: access.HistoryRestore, site: site, verb: "history.restore", note: fmt.Sprintf("value of entry %d", seq)}
	var doc []byte
	err := s.view(ctx, who, access.HistoryRestore, site, func(r *store.Reader) error {
		versions, err := s.versionsOf(r, who, site, kind, id)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(versions, func(v store.RecordVersion) bool { return v.Seq == seq })
		if at < 0 {
			return notFound("version")
		}
		if versions[at].Deleted || kinds[kind].put == nil {
			return invalid("Entry %d left no value of the %s to restore.", seq, kind)
		}
		doc = versions[at].Doc
		in.subject = kind + " " + keyIn(doc)
		return access.Check(who, kinds[kind].edit, site)
	})
	if err != nil {
		return Undone{}, s.fail(err, kind)
	}
	entry, err := s.update(ctx, who, in, func(tx *store.Tx) error {
		versions, err := s.versionsOf(tx.Reader(), who, site, kind, id)
		if err != nil {
			return err
		}
		if newest := versions[0]; !newest.Deleted {
			changes, err := diffDocs(newest.Doc, doc)
			if err != nil || len(changes) == 0 {
				return err
			}
		}
		w := &writer{tx: tx, org: who.Org, site: site, keep: true}
		return s.fail(w.set(kind, id, doc), kind)
	})
	return Undone{Entry: entry.Seq}, err
}

// keyIn is what people call the record of a document.
func keyIn(doc []byte) string {
	var record struct{ Key, Name, Requirement string }
	if json.Unmarshal(doc, &record) != nil {
		return ""
	}
	for _, word := range []string{record.Key, record.Name, record.Requirement} {
		if word != "" {
			return word
		}
	}
	return ""
}
