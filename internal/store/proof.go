package store

import (
	"database/sql"
	"fmt"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// Proven is one answer that rests on an evidence.
type Proven struct {
	Evidence    assess.EvidenceID
	Kind        string // "verdict" or "claim"
	ID          assess.VerdictID
	Site        plant.SiteID // "" of a claim
	Subject     assess.Subject
	Set         catalog.SetID
	Requirement catalog.RequirementID
	State       assess.State
}

// Proven lists the answers that rest on evidence: those of one site with all
// claims of the organisation, or of every site where site is "".
func (r *Reader) Proven(site plant.SiteID) ([]Proven, error) {
	where, args := "", []any{string(r.org)}
	if site != "" {
		where, args = " AND l.site = $2", append(args, string(site))
	}
	verdicts, err := r.proven("verdict", "assess_verdict", where, args)
	if err != nil {
		return nil, err
	}
	claims, err := r.proven(OfClaim, "assess_claim", "", args[:1])
	return append(verdicts, claims...), err
}

func (r *Reader) proven(kind, table, where string, args []any) ([]Proven, error) {
	return query(r, func(rows *sql.Rows, p *Proven) error {
		p.Kind = kind
		return rows.Scan((*string)(&p.Evidence), (*string)(&p.ID), (*string)(&p.Site), (*string)(&p.Subject.Kind), &p.Subject.ID,
			(*string)(&p.Set), (*string)(&p.Requirement), (*string)(&p.State))
	}, `SELECT l.to_id, v.id, coalesce(l.site, ''), v.subject_kind, v.subject_id, v.requirement_set, v.requirement, v.state
		FROM record_link l JOIN `+table+` v ON v.id = l.id AND v.org = l.org
		WHERE l.to_kind = 'evidence' AND l.kind = '`+kind+`' AND l.org = $1`+where+`
		ORDER BY l.to_id, v.requirement_set, v.requirement, v.id`, args...)
}

// VerdictsFor reads the verdicts of a site on one requirement.
func (r *Reader) VerdictsFor(site plant.SiteID, set catalog.SetID, requirement catalog.RequirementID) ([]assess.Verdict, error) {
	return load[assess.Verdict](r, "org = $1 AND site = $2 AND requirement_set = $3 AND requirement = $4 ORDER BY subject_id",
		string(r.org), string(site), string(set), string(requirement))
}

// Hand is who wrote a record as it is.
type Hand struct {
	Email string // of the account, "" when it is not there any more
	Name  string // of the actor at that time
}

// Hands lists who wrote some records of a kind as they are now, each once. An
// API token writes for its owner.
func (r *Reader) Hands(kind string, ids []string) ([]Hand, error) {
	return query(r, func(rows *sql.Rows, h *Hand) error { return rows.Scan(&h.Email, &h.Name) },
		`SELECT DISTINCT coalesce(u.email, ''), e.name FROM
			(SELECT id, max(seq) AS seq FROM history WHERE kind = $1 AND org = $2 AND `+fmt.Sprintf(r.db.dialect.anyOf, "id", 3)+` GROUP BY id) h
			JOIN ledger_entry e ON e.seq = h.seq
			LEFT JOIN access_token t ON t.id = e.actor
			LEFT JOIN access_user u ON u.id = coalesce(t.owner, e.actor)
		ORDER BY 1, 2`, kind, string(r.org), list(ids))
}
