package store

import (
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"ringwall/internal/ledger"
	"ringwall/internal/plant"
)

// EntryQuery selects entries of the ledger; an empty field selects all.
type EntryQuery struct {
	Site  plant.SiteID
	Actor string
	Verb  string // how the verb begins: "zone."
	Kind  string // a kind of record that the entry changed
	// Shared wants the entries of no site: what was done to the whole organisation.
	Shared bool
	Only   []string // kinds: entries that changed a record of one of them
	From   int64    // first number
	To     int64    // last number
	After  string   // the Next of the page before
	Limit  int      // 50 if 0
}

// EntryPage is a page of entries, newest first; Next is "" on the last page.
type EntryPage struct {
	Entries []ledger.Entry
	Next    string
}

const entryFields = "seq, at, org, site, actor, name, session, verb, subject, note, undoes, changes, digest, clock_back"

func scanEntry(rows *sql.Rows, e *ledger.Entry) error {
	var at stamp
	var org, site string
	err := rows.Scan(&e.Seq, &at, &org, &site, &e.Actor, &e.Name, &e.Session, &e.Verb, &e.Subject, &e.Note,
		&e.Undoes, &e.Changes, &e.Digest, &e.ClockBack)
	e.At, e.Org, e.Site = at.Time, plant.OrgID(org), plant.SiteID(site)
	return err
}

// filter collects the conditions of a query with their arguments.
type filter struct {
	text strings.Builder
	args []any
}

// where adds a condition; each $ in it stands for the next argument.
func (f *filter) where(condition string, args ...any) {
	if f.text.Len() > 0 {
		f.text.WriteString(" AND ")
	}
	for _, c := range condition {
		if c != '$' {
			f.text.WriteRune(c)
			continue
		}
		f.args = append(f.args, args[0])
		args = args[1:]
		f.text.WriteString("$" + strconv.Itoa(len(f.args)))
	}
}

// Entries lists entries of the organisation, newest first.
func (r *Reader) Entries(q EntryQuery) (EntryPage, error) {
	if q.Limit <= 0 {
		q.Limit = 50
	}
	var f filter
	f.where("e.org = $", string(r.org))
	if q.Site != "" {
		f.where("e.site = $", string(q.Site))
	}
	if q.Shared {
		f.where("e.site = ''")
	}
	if len(q.Only) > 0 {
		f.where("EXISTS (SELECT 1 FROM history h WHERE h.seq = e.seq AND "+r.oneOf("h.kind")+")", list(q.Only))
	}
	if q.Actor != "" {
		f.where("e.actor = $", q.Actor)
	}
	if q.Verb != "" {
		f.where("substr(e.verb, 1, $) = $", utf8.RuneCountInString(q.Verb), q.Verb)
	}
	if q.Kind != "" {
		f.where("EXISTS (SELECT 1 FROM history h WHERE h.seq = e.seq AND h.kind = $)", q.Kind)
	}
	if q.From > 0 {
		f.where("e.seq >= $", q.From)
	}
	if q.To > 0 {
		f.where("e.seq <= $", q.To)
	}
	if q.After != "" {
		seq, err := strconv.ParseInt(q.After, 10, 64)
		if err != nil {
			return EntryPage{}, fmt.Errorf("%q: %w", q.After, ErrCursor)
		}
		f.where("e.seq < $", seq)
	}
	list, err := query(r, scanEntry, "SELECT "+entryFields+" FROM ledger_entry e WHERE "+f.text.String()+
		" ORDER BY e.seq DESC LIMIT "+strconv.Itoa(q.Limit+1), f.args...)
	if err != nil {
		return EntryPage{}, err
	}
	page := EntryPage{Entries: list}
	if len(list) > q.Limit {
		page.Entries = list[:q.Limit]
		page.Next = strconv.FormatInt(list[q.Limit-1].Seq, 10)
	}
	return page, nil
}

// Entry reads one entry and its changes with the new values.
func (r *Reader) Entry(seq int64) (ledger.Entry, []ledger.Change, error) {
	entries, err := query(r, scanEntry, "SELECT "+entryFields+" FROM ledger_entry WHERE seq = $1 AND org = $2", seq, string(r.org))
	if err != nil {
		return ledger.Entry{}, nil, err
	}
	if len(entries) == 0 {
		return ledger.Entry{}, nil, fmt.Errorf("entry %d: %w", seq, ErrNotFound)
	}
	changes, err := query(r, func(rows *sql.Rows, c *ledger.Change) error {
		var site string
		err := rows.Scan(&c.Seq, &c.N, &c.Kind, &site, &c.ID, &c.Key, &c.Version, &c.Doc)
		c.Site = plant.SiteID(site)
		return err
	}, "SELECT seq, n, kind, site, id, key, version, doc FROM history WHERE seq = $1 AND org = $2 ORDER BY n", seq, string(r.org))
	return entries[0], changes, err
}

// UndoneBy maps each entry that a later one reversed to that entry.
func (r *Reader) UndoneBy(from, to int64) (map[int64]int64, error) {
	undone := map[int64]int64{}
	err := r.s.query(r.ctx, func(rows *sql.Rows) error {
		var undoes, seq int64
		err := rows.Scan(&undoes, &seq)
		undone[undoes] = seq
		return err
	}, "SELECT undoes, seq FROM ledger_entry WHERE org = $1 AND undoes >= $2 AND undoes <= $3 AND undoes > 0 ORDER BY seq", string(r.org), from, to)
	return undone, err
}

// Proof shows that an entry is in the log as it is now.
func (r *Reader) Proof(seq int64) (ledger.Proof, error) {
	if _, _, err := r.Entry(seq); err != nil {
		return ledger.Proof{}, err
	}
	var size int64
	if err := r.s.row(r.ctx, []any{&size}, "SELECT size FROM ledger_head WHERE id = 1"); err != nil {
		return ledger.Proof{}, err
	}
	return ledger.Prove(seq-1, size, r.hashes)
}

func (r *Reader) hashes(indexes []int64) ([]ledger.Hash, error) {
	list := make([]ledger.Hash, len(indexes))
	for i, idx := range indexes {
		var h []byte
		if err := r.s.row(r.ctx, []any{&h}, "SELECT hash FROM ledger_hash WHERE idx = $1", idx); err != nil {
			return nil, fmt.Errorf("hash %d of the ledger: %w", idx, err)
		}
		if len(h) != len(list[i]) {
			return nil, fmt.Errorf("hash %d of the ledger has %d bytes", idx, len(h))
		}
		copy(list[i][:], h)
	}
	return list, nil
}
