package sheet

import (
	"fmt"
	"strconv"
	"strings"

	book "ringwall/internal/plant/sheet"
	"ringwall/internal/risk"
)

// column is one column of the worksheet: how to get its cell out of a record,
// and back. One without set is computed and not read.
type column[T any] struct {
	title   string
	width   int // in characters
	pointer string
	get     func(n *names, x *T) book.Cell
	set     func(p *planner, x *T, text string) error
}

// computed marks the columns that are written and not read.
const computed = " (computed)"

func itoa(n int) string { return strconv.Itoa(n) }

func textCell(s string) book.Cell { return book.Cell{Text: s} }

func numberCell(x float64) book.Cell {
	return book.Cell{Text: strconv.FormatFloat(x, 'g', -1, 64), Number: true}
}

func intCell(n int) book.Cell {
	if n == 0 {
		return book.Cell{}
	}
	return book.Cell{Text: itoa(n), Number: true}
}

func yesCell(yes bool) book.Cell {
	if yes {
		return textCell("yes")
	}
	return book.Cell{}
}

func text[T any, S ~string](title string, width int, pointer string, at func(*T) *S) column[T] {
	return column[T]{title, width, pointer,
		func(_ *names, x *T) book.Cell { return textCell(string(*at(x))) },
		func(_ *planner, x *T, s string) error { *at(x) = S(s); return nil },
	}
}

func flag[T any](title string, pointer string, at func(*T) *bool) column[T] {
	return column[T]{title, 11, pointer,
		func(_ *names, x *T) book.Cell { return yesCell(*at(x)) },
		func(_ *planner, x *T, s string) (err error) { *at(x), err = mark(s); return err },
	}
}

func oneOf[T any, S ~string](title string, width int, pointer string, allowed []S, at func(*T) *S) column[T] {
	return column[T]{title, width, pointer,
		func(_ *names, x *T) book.Cell { return textCell(string(*at(x))) },
		func(_ *planner, x *T, s string) (err error) { *at(x), err = choice(s, allowed); return err },
	}
}

func count[T any](title string, pointer string, at func(*T) *int) column[T] {
	return column[T]{title, 11, pointer,
		func(_ *names, x *T) book.Cell { return intCell(*at(x)) },
		func(_ *planner, x *T, s string) error {
			if *at(x) = 0; strings.TrimSpace(s) == "" {
				return nil
			}
			n, err := strconv.Atoi(plainText(s))
			if err != nil {
				return fmt.Errorf("%q is no whole number", s)
			}
			*at(x) = n
			return nil
		},
	}
}

// reference is a column that names one record by key.
func reference[T any, S ~string](title string, width int, pointer, kind string, at func(*T) *S) column[T] {
	return column[T]{title, width, pointer,
		func(n *names, x *T) book.Cell { return textCell(n.key(kind, string(*at(x)))) },
		func(p *planner, x *T, s string) error {
			id, err := p.names.id(kind, s)
			*at(x) = S(id)
			return err
		},
	}
}

func references(title string, pointer, kind string, at func(*risk.Scenario) *[]risk.ID) column[risk.Scenario] {
	return column[risk.Scenario]{title, 16, pointer,
		func(n *names, x *risk.Scenario) book.Cell { return textCell(n.list(kind, *at(x))) },
		func(p *planner, x *risk.Scenario, s string) (err error) {
			*at(x), err = p.names.idsOf(kind, s)
			return err
		},
	}
}

// rating is the column of one category of consequence. An empty cell is not
// rated, 0 an explicit none.
func rating(c risk.Category) column[risk.Scenario] {
	return column[risk.Scenario]{strings.ToUpper(string(c)[:1]) + string(c)[1:], 11, "/ratings/" + string(c),
		func(_ *names, x *risk.Scenario) book.Cell {
			if n, rated := x.Ratings[c]; rated {
				return book.Cell{Text: itoa(n), Number: true}
			}
			return book.Cell{}
		},
		func(p *planner, x *risk.Scenario, s string) error {
			n, rated, err := level(s, p.levels(), "consequence", p.scale())
			if err != nil {
				return err
			}
			after := risk.Ratings{}
			for k, v := range x.Ratings {
				after[k] = v
			}
			if delete(after, c); rated {
				after[c] = n
			}
			if x.Ratings = after; len(after) == 0 {
				x.Ratings = nil
			}
			return nil
		},
	}
}

// amount is a number of a part that a scenario may lack as a whole. It lacks the
// part when every cell of it is empty.
func amount[P any](title string, pointer string, part func(*risk.Scenario) **P, at func(*P) *float64) column[risk.Scenario] {
	return column[risk.Scenario]{title, 13, pointer,
		func(_ *names, x *risk.Scenario) book.Cell {
			if *part(x) == nil {
				return book.Cell{}
			}
			return numberCell(*at(*part(x)))
		},
		func(_ *planner, x *risk.Scenario, s string) error {
			if strings.TrimSpace(s) == "" {
				if *part(x) != nil {
					*at(*part(x)) = 0
				}
				return nil
			}
			n, err := frequency(s)
			if err != nil {
				return fmt.Errorf("%q is no number", s)
			}
			if *part(x) == nil {
				*part(x) = new(P)
			}
			*at(*part(x)) = n
			return nil
		},
	}
}

func lopaOf(x *risk.Scenario) **risk.LOPA      { return &x.LOPA }
func lossOf(x *risk.Scenario) **risk.LossRange { return &x.Loss }
