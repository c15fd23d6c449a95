package sheet

import (
	"fmt"
	"strconv"
	"strings"

	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// value is what one cell of an export holds: a text, a number or a truth value.
type value struct {
	text string
	kind byte // 't', 'n' or 'b'
}

// col is one column of an exported sheet: how to get its cell out of a record,
// and back.
type col[T any] struct {
	title string
	width int // in characters
	get   func(*T) value
	set   func(*T, string) error
}

func text[T any, S ~string](title string, width int, at func(*T) *S) col[T] {
	return col[T]{title, width,
		func(r *T) value { return value{string(*at(r)), 't'} },
		func(r *T, s string) error { *at(r) = S(s); return nil },
	}
}

func flag[T any](title string, at func(*T) *bool) col[T] {
	return col[T]{title, 10,
		func(r *T) value {
			if *at(r) {
				return value{"TRUE", 'b'}
			}
			return value{}
		},
		func(r *T, s string) error {
			*at(r) = strings.EqualFold(s, "true")
			if s != "" && !*at(r) && !strings.EqualFold(s, "false") {
				return fmt.Errorf("%q is neither TRUE nor FALSE", s)
			}
			return nil
		},
	}
}

func number[T any](title string, at func(*T) *int) col[T] {
	return col[T]{title, 10,
		func(r *T) value {
			if *at(r) == 0 {
				return value{}
			}
			return value{strconv.Itoa(*at(r)), 'n'}
		},
		func(r *T, s string) error {
			if s == "" {
				return nil
			}
			n, err := strconv.Atoi(s)
			if err != nil {
				return fmt.Errorf("%q is no whole number", s)
			}
			*at(r) = n
			return nil
		},
	}
}

// lines is a list of texts, one on each line of the cell. The further lines of
// an entry that has several begin with two blanks.
func lines[T any](title string, width int, at func(*T) *[]string) col[T] {
	return col[T]{title, width,
		func(r *T) value {
			entries := make([]string, 0, len(*at(r)))
			for _, entry := range *at(r) {
				entries = append(entries, strings.ReplaceAll(entry, "\n", "\n  "))
			}
			return value{strings.Join(entries, "\n"), 't'}
		},
		func(r *T, s string) error {
			if s == "" {
				return nil
			}
			var out []string
			for line := range strings.SplitSeq(s, "\n") {
				if rest, more := strings.CutPrefix(line, "  "); more && len(out) > 0 {
					out[len(out)-1] += "\n" + rest
				} else if line != "" {
					out = append(out, line)
				}
			}
			*at(r) = out
			return nil
		},
	}
}

// part makes columns of what a record may have or lack as a whole. A record
// whose cells are all blank lacks it.
func part[T, P any](at func(*T) **P, cols ...col[P]) []col[T] {
	out := make([]col[T], 0, len(cols))
	for _, c := range cols {
		out = append(out, col[T]{c.title, c.width,
			func(r *T) value {
				if *at(r) == nil {
					return value{}
				}
				return c.get(*at(r))
			},
			func(r *T, s string) error {
				if s == "" {
					return nil
				}
				if *at(r) == nil {
					*at(r) = new(P)
				}
				return c.set(*at(r), s)
			},
		})
	}
	return out
}

// target is a target's columns, one for each foundational requirement.
func target[T any](at func(*T) **plant.Target) []col[T] {
	var cols []col[plant.Target]
	for _, fr := range sl.FRs {
		cols = append(cols, col[plant.Target]{"SL-T " + fr.String(), 9,
			func(t *plant.Target) value { return value{strconv.Itoa(int(t.Vector[fr])), 'n'} },
			func(t *plant.Target, s string) error {
				n, err := strconv.Atoi(s)
				if err != nil || !sl.Level(n).Valid() {
					return fmt.Errorf("%q is no security level: write 0 to 4", s)
				}
				t.Vector[fr] = sl.Level(n)
				return nil
			}})
	}
	cols = append(cols,
		text("Target method", 24, func(t *plant.Target) *string { return &t.Method }),
		text("Target rationale", 40, func(t *plant.Target) *string { return &t.Rationale }),
		text("Target approver", 24, func(t *plant.Target) *string { return &t.Approver }),
		text("Target approved on", 14, func(t *plant.Target) *plant.Date { return &t.ApprovedOn }),
	)
	return part(at, cols...)
}

func coordinate(title string, at func(*plant.Place) *float64) col[plant.Place] {
	return col[plant.Place]{title, 10,
		func(p *plant.Place) value { return value{strconv.FormatFloat(*at(p), 'f', -1, 64), 'n'} },
		func(p *plant.Place, s string) error {
			n, err := strconv.ParseFloat(s, 64)
			if err != nil {
				return fmt.Errorf("%q is no number", s)
			}
			*at(p) = n
			return nil
		},
	}
}

// table is one exported sheet: its columns, its rows out of a document, and a
// row's way back into one.
type table struct {
	sheet  string
	titles []string
	widths []int
	rows   func(d *plant.Document, row func([]value) error) error
	// read gives a function that takes the cells of one row, by title.
	read func(d *plant.Document) func(cells []string) error
}

// tableOf makes a sheet of a list: each yields its records, add gives a function
// that takes them back.
func tableOf[T any](sheet string, cols []col[T], each func(*plant.Document, func(*T) error) error, add func(*plant.Document) func(T) error) table {
	t := table{sheet: sheet}
	for _, c := range cols {
		t.titles, t.widths = append(t.titles, c.title), append(t.widths, c.width)
	}
	t.rows = func(d *plant.Document, row func([]value) error) error {
		cells := make([]value, len(cols))
		return each(d, func(r *T) error {
			for i, c := range cols {
				cells[i] = c.get(r)
			}
			return row(cells)
		})
	}
	t.read = func(d *plant.Document) func([]string) error {
		take := add(d)
		return func(cells []string) error {
			var r T
			for i, c := range cols {
				if err := c.set(&r, cells[i]); err != nil {
					return columnError{i, err}
				}
			}
			return take(r)
		}
	}
	return t
}

// toList takes records back into a list of the document.
func toList[T any](list func(*plant.Document) *[]T) func(*plant.Document) func(T) error {
	return func(d *plant.Document) func(T) error {
		return func(r T) error {
			*list(d) = append(*list(d), r)
			return nil
		}
	}
}

// toHolder takes records back into the record of the document that they name.
func toHolder[R, T any](kind string, list func(*plant.Document) *[]T, key func(*T) *string, names func(*R) string, put func(*T, R)) func(*plant.Document) func(R) error {
	return func(d *plant.Document) func(R) error {
		holders := make(map[string]*T, len(*list(d)))
		for i := range *list(d) {
			holders[*key(&(*list(d))[i])] = &(*list(d))[i]
		}
		return func(r R) error {
			h := holders[names(&r)]
			if h == nil {
				return columnError{0, fmt.Errorf("there is no %s %q in the workbook", kind, names(&r))}
			}
			put(h, r)
			return nil
		}
	}
}

// columnError is a cell that cannot be read.
type columnError struct {
	column int
	err    error
}

func (e columnError) Error() string { return e.err.Error() }

func concat[T any](lists ...[]col[T]) []col[T] {
	var out []col[T]
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}
