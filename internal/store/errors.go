package store

import (
	"errors"
	"fmt"
	"strings"

	"ringwall/internal/plant"
)

// The errors that callers tell apart.
var (
	// ErrNotFound says that the organisation has no such record. It is the same
	// for a record of another organisation.
	ErrNotFound = errors.New("no such record")
	// ErrStale says that the record was changed since it was read.
	ErrStale = errors.New("the record was changed in the meantime")
	// ErrReference says that a record refers to one that does not exist in its site.
	ErrReference = errors.New("refers to a record that does not exist in the site")
	// ErrText says that a text holds bytes that are not UTF-8, or the character NUL.
	ErrText = errors.New("holds characters that cannot be stored")
	// ErrFull says that the disk is full. Nothing of the update was stored.
	ErrFull = errors.New("the disk is full")
	// ErrStopped says that the disk failed to take a commit, so that what the
	// file holds is unknown; no write is accepted until the program is restarted.
	ErrStopped = errors.New("writing stopped after a disk error; restart the program")
)

// KeyTaken says that another record of the same scope has the key.
type KeyTaken struct{ Kind, Key string }

func (e *KeyTaken) Error() string { return fmt.Sprintf("there is already a %s %q", e.Kind, e.Key) }

// Ref names a record that refers to another.
type Ref struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Key  string `json:"key"`
	Name string `json:"name,omitempty"`
	// Site is the site of a record that refers by a link, "" for one of the whole
	// organisation; of others it is not told.
	Site plant.SiteID `json:"-"`
}

// Dangling says which record, that does not exist in the site, is referred to.
// It is an [ErrReference].
type Dangling struct{ Kind, ID string }

func (e *Dangling) Error() string {
	return fmt.Sprintf("there is no %s with the id %q in the site", e.Kind, e.ID)
}

// Unwrap makes it an ErrReference.
func (e *Dangling) Unwrap() error { return ErrReference }

// InUse says that a record cannot be deleted, and which records refer to it;
// of very many it names the first of each kind.
type InUse struct {
	Kind, Key string
	By        []Ref
}

func (e *InUse) Error() string {
	names := make([]string, 0, 3)
	for _, r := range e.By[:min(3, len(e.By))] {
		names = append(names, r.Kind+" "+r.Key)
	}
	more := ""
	if len(e.By) > 3 {
		more = " and others"
	}
	return fmt.Sprintf("%s %q is in use by %s%s", e.Kind, e.Key, strings.Join(names, ", "), more)
}
