package store

import (
	"database/sql"

	"ringwall/internal/catalog"
)

// AnsweredBy lists the requirements of a set that verdicts and claims of the
// organisation answer, each once.
func (r *Reader) AnsweredBy(set catalog.SetID) ([]catalog.RequirementID, error) {
	return query(r, func(rows *sql.Rows, id *catalog.RequirementID) error { return rows.Scan((*string)(id)) },
		`SELECT requirement FROM assess_verdict WHERE org = $1 AND requirement_set = $2
		UNION SELECT requirement FROM assess_claim WHERE org = $1 AND requirement_set = $2 ORDER BY requirement`, string(r.org), string(set))
}
