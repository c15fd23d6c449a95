package store

import (
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ringwall/internal/ledger"
	"ringwall/internal/plant"
)

// appending is the entry of a transaction while it grows.
type appending struct {
	head    *logHead // of the ledger before the entry
	grown   *logHead // and with it
	seq     int64
	pending []ledger.Change // not in the table yet
	digest  ledger.Digest
	changes int
	home    plant.SiteID // the site of all changes
	mixed   bool         // changes are of several sites
}

// held is how many changes wait in memory for being written together.
const held = 500

// changed notes a change for history and the entry's digest.
func (tx *Tx) changed(c ledger.Change) error {
	if tx.changes == 0 {
		tx.home = c.Site
	} else if tx.home != c.Site {
		tx.mixed = true
	}
	c.N = tx.changes
	tx.changes++
	tx.pending = append(tx.pending, c)
	if len(tx.pending) >= held {
		return tx.flush()
	}
	return nil
}

// Entry is the number of the entry that the update leaves; 0 as long as nothing
// has changed.
func (tx *Tx) Entry() int64 {
	if tx.changes == 0 {
		return 0
	}
	return tx.seq
}

// Written lists the changes of some kinds that the update has made so far, in
// their order: at most limit, after the one with the number n; -1 is the start.
func (tx *Tx) Written(n, limit int, kinds ...string) ([]ledger.Change, error) {
	if tx.failed != nil {
		return nil, tx.failed
	}
	if err := tx.flush(); err != nil {
		return nil, tx.fail(err)
	}
	return query(tx.r, func(rows *sql.Rows, c *ledger.Change) error {
		c.Seq = tx.seq
		return rows.Scan(&c.N, &c.Kind, &c.ID, &c.Key, &c.Version, &c.Site, &c.Doc)
	}, fmt.Sprintf("SELECT n, kind, id, key, version, site, doc FROM history WHERE seq = $1 AND n > $2 AND "+tx.r.db.dialect.anyOf+
		" ORDER BY n LIMIT %d", "kind", 3, limit), tx.seq, n, list(kinds))
}

// flush writes the pending changes, many in one statement: to a server each
// statement is a journey.
func (tx *Tx) flush() error {
	for rest := tx.pending; len(rest) > 0; {
		n := 1
		if len(rest) >= bundle {
			n = bundle
		}
		args := make([]any, 0, n*historyColumns)
		for _, c := range rest[:n] {
			h := tx.digest.Add(c)
			args = append(args, tx.seq, c.N, string(tx.act.Org), string(c.Site), c.Kind, c.ID, c.Key, c.Version, string(c.Doc), h[:])
		}
		if _, err := tx.r.s.exec(tx.r.ctx, insertHistory[n], args...); err != nil {
			return fmt.Errorf("append %s %q to the history: %w", rest[0].Kind, rest[0].Key, err)
		}
		rest = rest[n:]
	}
	tx.pending = tx.pending[:0]
	return nil
}

const (
	bundle         = 50 // changes in one statement
	historyColumns = 10
)

// insertHistory is the statement for one change and for a bundle.
var insertHistory = map[int]string{1: historyInsert(1), bundle: historyInsert(bundle)}

func historyInsert(rows int) string {
	return "INSERT INTO history (seq, n, org, site, kind, id, key, version, doc, hash) VALUES " + tuples(rows, historyColumns)
}

// tuples are placeholders for rows of values: ($1, $2), ($3, $4).
func tuples(rows, columns int) string {
	var b strings.Builder
	for i := range rows * columns {
		switch {
		case i == 0:
			b.WriteString("($")
		case i%columns == 0:
			b.WriteString("), ($")
		default:
			b.WriteString(", $")
		}
		b.WriteString(strconv.Itoa(i + 1))
	}
	return b.String() + ")"
}

// finish writes the entry and its leaf.
func (tx *Tx) finish() (ledger.Entry, error) {
	if tx.changes == 0 {
		return ledger.Entry{}, nil
	}
	if err := tx.flush(); err != nil {
		return ledger.Entry{}, err
	}
	e := ledger.Entry{
		Seq: tx.seq, At: tx.at, Org: tx.act.Org, Site: tx.act.Site,
		Actor: tx.act.Actor, Name: tx.act.Name, Session: tx.act.Session,
		Verb: tx.act.Verb, Subject: tx.act.Subject, Note: tx.act.Note, Undoes: tx.act.Undoes,
		Changes: tx.changes, Digest: tx.digest.String(), ClockBack: tx.at.Before(tx.head.last),
	}
	if e.Site == "" && !tx.mixed { // the act that creates a site cannot name it
		e.Site = tx.home
	}
	if err := tx.appendLeaf(e); err != nil {
		return ledger.Entry{}, fmt.Errorf("append entry %d: %w", e.Seq, err)
	}
	return e, nil
}

func (tx *Tx) appendLeaf(e ledger.Entry) error {
	if _, err := tx.r.s.exec(tx.r.ctx, `INSERT INTO ledger_entry
		(seq, at, org, site, actor, name, session, verb, subject, note, undoes, changes, digest, clock_back)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		e.Seq, stamp{e.At}, string(e.Org), string(e.Site), e.Actor, e.Name, e.Session, e.Verb, e.Subject, e.Note,
		e.Undoes, e.Changes, e.Digest, e.ClockBack); err != nil {
		return err
	}
	// The group's head moves on only when all is written; its frontier must not
	// be touched before, for this write may still be undone.
	tree := ledger.Tree{Size: tx.head.tree.Size, Frontier: slices.Clone(tx.head.tree.Frontier)}
	hashes, at := tree.Append(ledger.HashLeaf(e.Leaf()))
	args := make([]any, 0, 2*len(hashes))
	for i, h := range hashes {
		args = append(args, at+int64(i), h[:])
	}
	if _, err := tx.r.s.exec(tx.r.ctx, "INSERT INTO ledger_hash (idx, hash) VALUES "+tuples(len(hashes), 2), args...); err != nil {
		return err
	}
	tx.grown = &logHead{tree: tree, last: e.At, grown: true}
	return nil
}
