package store

import (
	"database/sql"
	"fmt"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/plant"
)

// Session is a signed-in browser. Its secret is known to the browser only; the
// store has the digest.
type Session struct {
	ID       string // may be shown
	Hash     []byte // digest of the secret
	User     access.UserID
	Org      plant.OrgID
	Created  time.Time
	LastSeen time.Time
	Ends     time.Time
	Agent    string
	Address  string
}

const sessionFields = "SELECT id, secret, owner, org, created, last_seen, ends, agent, address FROM access_session "

func scanSession(r *sql.Rows, s *Session) error {
	var user, org string
	var created, seen, ends stamp
	err := r.Scan(&s.ID, &s.Hash, &user, &org, &created, &seen, &ends, &s.Agent, &s.Address)
	s.User, s.Org = access.UserID(user), plant.OrgID(org)
	s.Created, s.LastSeen, s.Ends = created.Time, seen.Time, ends.Time
	return err
}

// AddSession stores a new session under the id that it has, or a new one.
func (o *Ops) AddSession(s Session) error {
	if s.ID == "" {
		s.ID = newID()
	}
	_, err := o.exec(`INSERT INTO access_session (id, secret, owner, org, created, last_seen, ends, agent, address)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, s.ID, s.Hash, string(s.User), string(s.Org),
		stamp{s.Created}, stamp{s.LastSeen}, stamp{s.Ends}, storable(s.Agent), storable(s.Address))
	return err
}

// Session finds a session by the digest of its secret.
func (o *Ops) Session(hash []byte) (Session, error) {
	list, err := rows(o, scanSession, sessionFields+"WHERE secret = $1", hash)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("session: %w", ErrNotFound)
	}
	if err != nil {
		return Session{}, err
	}
	return list[0], nil
}

// Sessions lists a user's sessions, newest first.
func (o *Ops) Sessions(user access.UserID) ([]Session, error) {
	return rows(o, scanSession, sessionFields+"WHERE owner = $1 ORDER BY created DESC, id DESC", string(user))
}

// Touch notes that a session was used.
func (o *Ops) Touch(id string, at time.Time) error {
	_, err := o.exec("UPDATE access_session SET last_seen = $1 WHERE id = $2", stamp{at}, id)
	return err
}

// DropSession ends a session; one that has ended already is no error.
func (o *Ops) DropSession(id string) error {
	_, err := o.exec("DELETE FROM access_session WHERE id = $1", id)
	return err
}

// DropSessions ends all sessions of a user but one; except may be "".
func (o *Ops) DropSessions(user access.UserID, except string) error {
	_, err := o.exec("DELETE FROM access_session WHERE owner = $1 AND id <> $2", string(user), except)
	return err
}

// DropEnded removes sessions that ended before a time.
func (o *Ops) DropEnded(before time.Time) error {
	_, err := o.exec("DELETE FROM access_session WHERE ends < $1", stamp{before})
	return err
}
