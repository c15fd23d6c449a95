package sheet

import (
	"context"
	"iter"

	"ringwall/internal/plant"
)

// Line is one row of a sheet as it stands there. Its cells are valid until the
// next one is read.
type Line struct {
	Number int // from 1
	Cells  []string
}

// Names lists the sheets of the book.
func (b *Book) Names() []string { return b.sheets }

// Lines streams the rows of one sheet that have content, for tables that are
// no list of assets.
func (b *Book) Lines(ctx context.Context, sheet string) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		for l, err := range b.rows(ctx, sheet) {
			if !yield(Line{l.number, l.cells}, err) || err != nil {
				return
			}
		}
	}
}

// RoleNamed is the role that a word of English, German or Japanese names.
func RoleNamed(word string) (plant.AssetRole, bool) {
	role, known := roleWords[squeeze(word)]
	return role, known
}
