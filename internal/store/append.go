package store

import (
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

// flush writes the pending changes.
func (tx *Tx) flush() error {
	for _, c := range tx.pending {
		h := tx.digest.Add(c)
		if _, err := tx.r.s.exec(tx.r.ctx,
			"INSERT INTO history (seq, n, org, site, kind, id, key, version, doc, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
			tx.seq, c.N, string(tx.act.Org), string(c.Site), c.Kind, c.ID, c.Key, c.Version, string(c.Doc), h[:]); err != nil {
			return fmt.Errorf("append %s %q to the history: %w", c.Kind, c.Key, err)
		}
	}
	tx.pending = tx.pending[:0]
	return nil
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
	marks, args := make([]string, len(hashes)), make([]any, 0, 2*len(hashes))
	for i, h := range hashes {
		marks[i] = "($" + strconv.Itoa(2*i+1) + ", $" + strconv.Itoa(2*i+2) + ")"
		args = append(args, at+int64(i), h[:])
	}
	if _, err := tx.r.s.exec(tx.r.ctx, "INSERT INTO ledger_hash (idx, hash) VALUES "+strings.Join(marks, ", "), args...); err != nil {
		return err
	}
	tx.grown = &logHead{tree: tree, last: e.At, grown: true}
	return nil
}
