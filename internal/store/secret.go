package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"ringwall/internal/access"
	"ringwall/internal/ledger"
)

// SetPassword stores the hash of a user's password; "" takes it away. The
// ledger tells that it changed and binds the digest of the hash: who puts in
// another hash behind our back is found, and history gives nothing to guess from.
func (tx *Tx) SetPassword(user access.UserID, hash string) error {
	u, err := Get[access.User](tx.r, string(user))
	if err != nil {
		return tx.fail(fmt.Errorf("set password: %w", err))
	}
	c := ledger.Change{Kind: kindPassword, ID: string(user), Key: u.Email}
	if err := tx.besides(c, "UPDATE access_user SET password = $1 WHERE id = $2 AND org = $3", hash, []byte(hash)); err != nil {
		return tx.fail(fmt.Errorf("set password of %q: %w", u.Email, err))
	}
	return nil
}

// SetTokenSecret stores the digest of a token's secret. The ledger binds the
// digest of it, as with a password.
func (tx *Tx) SetTokenSecret(token string, digest []byte) error {
	t, err := Get[access.Token](tx.r, token)
	if err != nil {
		return tx.fail(fmt.Errorf("set secret: %w", err))
	}
	c := ledger.Change{Kind: kindSecret, ID: token, Key: t.Name}
	if err := tx.besides(c, "UPDATE access_token SET secret = $1 WHERE id = $2 AND org = $3", digest, digest); err != nil {
		return tx.fail(fmt.Errorf("set secret of token %q: %w", t.Name, err))
	}
	return nil
}

// besides writes a column beside a record and the change that binds its digest.
func (tx *Tx) besides(c ledger.Change, update string, value any, bytes []byte) error {
	if tx.failed != nil {
		return tx.failed
	}
	if _, err := tx.r.s.exec(tx.r.ctx, update, value, c.ID, string(tx.act.Org)); err != nil {
		return err
	}
	return tx.bound(c, sha256.Sum256(bytes))
}

// bound notes the change of something of which history keeps only the digest.
func (tx *Tx) bound(c ledger.Change, digest [sha256.Size]byte) error {
	_, version, _, err := tx.newest(c.Kind, c.ID)
	if err != nil {
		return err
	}
	c.Version = version + 1
	if c.Doc, err = json.Marshal(map[string]string{"sha256": hex.EncodeToString(digest[:])}); err != nil {
		return err
	}
	return tx.changed(c)
}
