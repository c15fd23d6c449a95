package csms

import (
	"context"
	"strconv"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/ledger"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// HistoryEntry is one act in the history of a site.
type HistoryEntry struct {
	Seq     int64     `json:"seq"`
	At      time.Time `json:"at"`
	Actor   string    `json:"actor" doc:"Id of the user or token, or system"`
	Name    string    `json:"name" doc:"The actor's name at that time"`
	Verb    string    `json:"verb" example:"zone.change"`
	Subject string    `json:"subject" example:"Z-02"`
	Note    string    `json:"note,omitempty"`
	Changes int       `json:"changes" doc:"Records that the act changed"`
	// Undoes and UndoneBy link an act to the one that it reverses.
	Undoes   int64 `json:"undoes,omitempty"`
	UndoneBy int64 `json:"undoneBy,omitempty"`
	Undone   bool  `json:"undone" doc:"A later act reversed this one and was not reversed itself"`
	Undoable bool  `json:"undoable" doc:"The caller may undo it and no later act touched its records"`
}

func historyEntry(e ledger.Entry) HistoryEntry {
	return HistoryEntry{
		Seq: e.Seq, At: e.At, Actor: e.Actor, Name: e.Name, Verb: e.Verb, Subject: e.Subject,
		Note: e.Note, Changes: e.Changes, Undoes: e.Undoes,
	}
}

// HistoryFilter chooses entries; what is empty does not narrow the choice.
type HistoryFilter struct {
	Actor string
	Verb  string // as it begins: "zone." is all that was done to zones
	Kind  string // entries that changed a record of this kind
}

func (f HistoryFilter) mark(site plant.SiteID) string {
	return "history " + string(site) + " " + strconv.Quote(f.Actor) + strconv.Quote(f.Verb) + strconv.Quote(f.Kind)
}

// History lists what was done at a site, newest first. Without a site it lists
// what was done to the library of the whole organisation.
func (s *Service) History(ctx context.Context, who access.Principal, site plant.SiteID, f HistoryFilter, after string, limit int) (Page[HistoryEntry], error) {
	var page Page[HistoryEntry]
	last, err := readCursor(f.mark(site), after)
	if err != nil {
		return page, err
	}
	err = s.view(ctx, who, access.HistoryRead, site, func(r *store.Reader) error {
		q := store.EntryQuery{Site: site, Actor: f.Actor, Verb: f.Verb, Kind: f.Kind, After: last, Limit: limit}
		if site == "" {
			q.Shared, q.Only = true, shelfNames
		}
		found, err := r.Entries(q)
		if err != nil {
			return err
		}
		page.Next = cursor{Of: f.mark(site), After: found.Next}.encode()
		page.Items = make([]HistoryEntry, len(found.Entries))
		for i, e := range found.Entries {
			page.Items[i] = historyEntry(e)
		}
		return s.markUndone(r, who, site, page.Items)
	})
	return page, err
}

// RecordChange is what an act, or the time between two, did to one record.
type RecordChange struct {
	Kind   string        `json:"kind" example:"zone"`
	ID     string        `json:"id"`
	Key    string        `json:"key" example:"Z-02"`
	Op     string        `json:"op" enum:"add,change,remove"`
	Fields []FieldChange `json:"fields"`
	// refs tells the kind of each id that the record of a risk register held.
	refs map[string]string
}

// EntryDetail is one act with what it did to each record.
type EntryDetail struct {
	Entry   HistoryEntry   `json:"entry"`
	Changes []RecordChange `json:"changes"`
	Next    string         `json:"next" doc:"Pass as after to get the changes that follow; empty at the end"`
	// Names are the keys behind the ids of zones and conduits in the changes,
	// also of those that are gone.
	Names map[string]string `json:"names"`
	// Proof shows that the entry is in the ledger; it comes with the first page.
	Proof *ledger.Proof `json:"proof,omitempty"`
}

// HistoryEntry is one entry of a site's history with the fields that it
// changed; of very many records it shows a page.
func (s *Service) HistoryEntry(ctx context.Context, who access.Principal, site plant.SiteID, seq int64, after string, limit int) (EntryDetail, error) {
	out := EntryDetail{Changes: []RecordChange{}}
	err := s.view(ctx, who, access.HistoryRead, site, func(r *store.Reader) error {
		entry, changes, err := entryOf(r, site, seq)
		if err != nil {
			return s.fail(err, "entry")
		}
		marked := []HistoryEntry{historyEntry(entry)}
		if err := s.markUndone(r, who, site, marked); err != nil {
			return err
		}
		out.Entry = marked[0]
		part, next, err := slice("entry "+strconv.FormatInt(seq, 10), changes, after, limit)
		if err != nil {
			return err
		}
		out.Next = next
		for _, c := range part {
			change, err := recordChange(r, who, c)
			if err != nil {
				return err
			}
			out.Changes = append(out.Changes, change)
		}
		if out.Names, err = namesIn(r, out.Changes); err != nil || after != "" {
			return err
		}
		proof, err := r.Proof(seq)
		out.Proof = &proof
		return err
	})
	return out, err
}

// entryOf is an entry of one site; one of another site is none.
func entryOf(r *store.Reader, site plant.SiteID, seq int64) (ledger.Entry, []ledger.Change, error) {
	entry, changes, err := r.Entry(seq)
	if err == nil && (entry.Site != site || site == "" && !ofShelf(changes)) {
		err = store.ErrNotFound
	}
	return entry, changes, err
}

// recordChange compares a record with what it was before the entry.
func recordChange(r *store.Reader, who access.Principal, c ledger.Change) (RecordChange, error) {
	before, _, _, err := r.Before(c.Kind, c.ID, c.Seq)
	if err != nil {
		return RecordChange{}, err
	}
	if hiddenFrom(who, c.Kind, before, c.Doc) {
		return RecordChange{Kind: c.Kind, Op: "change", Fields: []FieldChange{}}, nil
	}
	return compared(c.Kind, c.ID, c.Key, before, c.Doc)
}

// compared is the change from one value of a record to another; empty is none.
func compared(kind, id, key string, before, after []byte) (RecordChange, error) {
	out := RecordChange{Kind: kind, ID: id, Key: key, Op: "change"}
	switch {
	case len(before) == 0:
		out.Op = "add"
	case len(after) == 0:
		out.Op = "remove"
	}
	var err error
	if out.Fields, err = diffDocs(before, after); out.Fields == nil {
		out.Fields = []FieldChange{}
	}
	if err == nil {
		out.refs, err = refsIn(kind, before, after)
	}
	return out, err
}

// SiteAt is a site with its answers as it was at a past moment: a time (RFC
// 3339), a day, or the number of an entry of the history.
func (s *Service) SiteAt(ctx context.Context, who access.Principal, id plant.SiteID, at string) (plant.Site, []assess.Verdict, error) {
	var (
		site     plant.Site
		verdicts []assess.Verdict
	)
	err := s.view(ctx, who, access.HistoryRead, id, func(r *store.Reader) (err error) {
		site, verdicts, _, err = s.siteAt(r, id, at)
		return err
	})
	return site, verdicts, err
}
