package store

import (
	"database/sql"
	"strconv"
)

// TouchedLater names records of an entry that a later entry changed, at most
// limit of them: what an undo of the entry would undo as well. Approvals, and
// the tasks that came with a reopened one, are never undone and do not count.
func (r *Reader) TouchedLater(seq int64, limit int) ([]Ref, error) {
	return query(r, func(rows *sql.Rows, ref *Ref) error { return rows.Scan(&ref.Kind, &ref.ID, &ref.Key) },
		`SELECT c.kind, c.id, c.key FROM history c WHERE c.seq = $1 AND c.org = $2
		AND EXISTS (SELECT 1 FROM history l WHERE l.kind = c.kind AND l.id = c.id AND l.seq > c.seq)
		AND c.kind <> 'approval'
		AND NOT (c.kind = 'task' AND EXISTS (SELECT 1 FROM history a WHERE a.seq = c.seq AND a.kind = 'approval'))
		AND NOT EXISTS (SELECT 1 FROM history s WHERE s.seq = c.seq AND s.kind = c.kind AND s.id = c.id AND s.n > c.n)
		ORDER BY c.n LIMIT `+strconv.Itoa(limit), seq, string(r.org))
}
