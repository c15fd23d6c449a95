package audit

import (
	"fmt"
	"strings"
	"time"
)

// page is how many rows are read at once.
const page = 2000

// reader walks through the rows of a table in order.
type reader struct {
	source  Source
	table   string
	columns []string
	by      []string
	at      []int // positions of by in columns
	after   []any
	rows    [][]any
	ended   bool
}

// walk begins at the row that follows the values after; nil is the start.
func (c *check) walk(table, columns, by string, after ...any) *reader {
	r := &reader{source: c.source, table: table, columns: strings.Fields(columns), by: strings.Fields(by), after: after}
	for _, name := range r.by {
		for i, column := range r.columns {
			if column == name {
				r.at = append(r.at, i)
			}
		}
	}
	return r
}

// peek is the next row, or nil at the end.
func (r *reader) peek() (row, error) {
	if len(r.rows) == 0 && !r.ended {
		rows, err := r.source.Rows(r.table, r.columns, r.by, r.after, page)
		if err != nil {
			return row{}, fmt.Errorf("read %s: %w", r.table, err)
		}
		r.rows, r.ended = rows, len(rows) < page
		if len(rows) > 0 {
			last := rows[len(rows)-1]
			r.after = r.after[:0:0]
			for _, i := range r.at {
				r.after = append(r.after, last[i])
			}
		}
	}
	if len(r.rows) == 0 {
		return row{}, nil
	}
	return row{r.columns, r.rows[0]}, nil
}

// skip goes on to the next row.
func (r *reader) skip() { r.rows = r.rows[1:] }

// row is one row with its column names.
type row struct {
	columns []string
	values  []any
}

func (r row) none() bool { return r.values == nil }

func (r row) value(column string) any {
	for i, name := range r.columns {
		if name == column {
			return r.values[i]
		}
	}
	panic("column " + column + " was not read")
}

// text is a column as text; NULL is "".
func (r row) text(column string) string { return textOf(r.value(column)) }

func textOf(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case []byte:
		return string(v)
	case bool:
		if v {
			return "true"
		}
		return "false"
	case time.Time:
		return v.UTC().Format("2006-01-02T15:04:05.000000Z")
	default:
		return fmt.Sprint(v)
	}
}

// int is a column as a number; what is none is -1, which no column may hold.
func (r row) int(column string) int64 {
	if n, ok := r.value(column).(int64); ok {
		return n
	}
	return -1
}

// yes is a column as a truth value: SQLite has 0 and 1 for it.
func (r row) yes(column string) bool {
	switch v := r.value(column).(type) {
	case bool:
		return v
	case int64:
		return v != 0
	}
	return false
}
