package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"fmt"
	"hash"
	"strconv"

	"ringwall/internal/ledger"
	"ringwall/internal/observe"
)

// PutTraffic stores what a capture showed, in place of what was stored before.
// The ledger binds the digest of all of it.
func (tx *Tx) PutTraffic(capture string, talkers []observe.Talker, flows []observe.Flow) error {
	c, err := Get[observe.Capture](tx.r, capture)
	if err != nil {
		return tx.fail(fmt.Errorf("store traffic: %w", err))
	}
	if err := tx.putTraffic(c, talkers, flows); err != nil {
		return tx.fail(fmt.Errorf("store traffic of capture %q: %w", c.Key, err))
	}
	return nil
}

func (tx *Tx) putTraffic(c observe.Capture, talkers []observe.Talker, flows []observe.Flow) error {
	if tx.failed != nil {
		return tx.failed
	}
	digest := sha256.New()
	if err := insertAll(tx, "observe_talker", c.ID, digest, talkers); err != nil {
		return err
	}
	if err := insertAll(tx, "observe_flow", c.ID, digest, flows); err != nil {
		return err
	}
	change := ledger.Change{Kind: kindTraffic, ID: c.ID, Key: c.Key, Site: c.Site}
	return tx.bound(change, [sha256.Size]byte(digest.Sum(nil)))
}

// insertAll writes a list in order. The digest takes the name of the table and
// then, for each row, its number and its text, a line each.
func insertAll[T any](tx *Tx, table, capture string, digest hash.Hash, list []T) error {
	if _, err := tx.r.s.exec(tx.r.ctx, "DELETE FROM "+table+" WHERE capture = $1", capture); err != nil {
		return err
	}
	digest.Write([]byte(table + "\n"))
	insert := "INSERT INTO " + table + " (capture, n, doc) VALUES ($1, $2, $3)"
	for n, item := range list {
		doc, err := json.Marshal(item)
		if err != nil {
			return err
		}
		if _, err := tx.r.s.exec(tx.r.ctx, insert, capture, n, string(doc)); err != nil {
			return err
		}
		digest.Write([]byte(strconv.Itoa(n) + "\n"))
		digest.Write(append(doc, '\n'))
	}
	return nil
}

// Talkers reads the talkers of a capture in the order in which they were stored.
func (r *Reader) Talkers(capture string) ([]observe.Talker, error) {
	return traffic[observe.Talker](r, "observe_talker", capture, -1, 0)
}

// Flows pages the flows of a capture: after is the position of the last flow
// of the page before, -1 for the first page; limit 0 is all.
func (r *Reader) Flows(capture string, after, limit int) ([]observe.Flow, error) {
	return traffic[observe.Flow](r, "observe_flow", capture, after, limit)
}

func traffic[T any](r *Reader, table, capture string, after, limit int) ([]T, error) {
	if _, err := Get[observe.Capture](r, capture); err != nil {
		return nil, err
	}
	text := "SELECT doc FROM " + table + " WHERE capture = $1 AND n > $2 ORDER BY n"
	if limit > 0 {
		text += " LIMIT " + strconv.Itoa(limit)
	}
	return query(r, func(rows *sql.Rows, item *T) error {
		var doc []byte
		if err := rows.Scan(&doc); err != nil {
			return err
		}
		return json.Unmarshal(doc, item)
	}, text, capture, after)
}
