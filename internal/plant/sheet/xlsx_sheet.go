package sheet

import (
	"bytes"
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"ringwall/internal/plant"
)

// highestRow is the last row that a spreadsheet program knows.
const highestRow = 1_048_576

// sheetReader reads the cells of one sheet in order.
type sheetReader struct {
	*workbook
	name  string
	m     *markup
	text  richText
	row   int // number of the row being read or just read
	rows  int // row elements so far
	cells []string
}

// next reads up to the end of the next row with content.
func (s *sheetReader) next() (line, error) {
	column, kind, style := -1, "", 0
	value := []byte(nil)
	full, inCell := false, false
	for {
		if err := s.m.next(); err != nil {
			return line{}, err
		}
		m := s.m
		switch {
		case m.is("row") && !m.closes:
			if full {
				return line{}, errors.New("a row begins within another")
			}
			if err := s.beginRow(); err != nil {
				return line{}, err
			}
			column, full, inCell = -1, false, false
		case m.is("row") && full:
			return line{s.row, s.cells}, nil
		case m.is("c") && !m.closes:
			if s.row == 0 {
				return line{}, errors.New("a cell stands outside the rows")
			}
			column, inCell = s.column(column), true
			kind, style = string(m.attr("t")), atoi(m.attr("s"))
			value = value[:0]
			s.text.take()
		case m.is("v") && m.closes:
			if value = append(value, m.text...); len(value) > m.limit {
				return line{}, errLong
			}
		case m.is("c") && inCell:
			inCell = false
			content, err := s.content(kind, style, value)
			if err != nil {
				return line{}, err
			}
			if content == "" {
				continue
			}
			if err := s.put(column, content); err != nil {
				return line{}, err
			}
			full = true
		default:
			if err := s.text.step(); err != nil {
				return line{}, err
			}
		}
	}
}

func (s *sheetReader) beginRow() error {
	n := atoi(s.m.attr("r"))
	if n == 0 {
		n = s.row + 1
	}
	s.rows++
	if n <= s.row || n > highestRow || s.rows > highestRow {
		return errors.New("the rows are out of order")
	}
	s.row, s.cells = n, s.cells[:0]
	return nil
}

// column is the position of the cell just opened, the one after the last when it does not say.
func (s *sheetReader) column(last int) int {
	ref := s.m.attr("r")
	n := 0
	for _, c := range ref {
		if c >= 'a' && c <= 'z' {
			c -= 'a' - 'A'
		}
		if c < 'A' || c > 'Z' || n > highestRow {
			break
		}
		n = n*26 + int(c-'A') + 1
	}
	if n == 0 {
		return last + 1
	}
	return n - 1
}

func (s *sheetReader) put(column int, content string) error {
	switch {
	case column >= s.budget.Columns:
		return refuse("%s, sheet %q, row %d: column %s has content, but at most %d columns are read.", s.workbook.archive.name, s.name, s.row, letter(column), s.budget.Columns)
	case s.row > s.budget.Rows:
		return refuse("%s, sheet %q: row %d has content, but at most %d rows are read: split the sheet.", s.workbook.archive.name, s.name, s.row, s.budget.Rows)
	}
	for len(s.cells) <= column {
		s.cells = append(s.cells, "")
	}
	s.cells[column] = content
	return nil
}

// content is a cell as text: dates as 2026-11-24, numbers as short as they
// were typed, truth values as TRUE and FALSE. Formulas give their last result.
func (s *sheetReader) content(kind string, style int, value []byte) (string, error) {
	switch kind {
	case "s":
		text, ok := s.strings.at(atoi(value))
		if !ok {
			return "", errors.New("a cell refers to a text that is not there")
		}
		return text, nil
	case "inlineStr":
		return valid(unhex(s.text.take())), nil
	case "b":
		if string(value) == "1" {
			return "TRUE", nil
		}
		return "FALSE", nil
	case "str", "e", "d":
		return valid(unhex(string(value))), nil
	}
	text := string(bytes.TrimSpace(value))
	number, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(number) || math.IsInf(number, 0) {
		return valid(text), nil
	}
	if style >= 0 && style < len(s.dates) && s.dates[style] {
		if day, ok := serialDay(number, s.from1904); ok {
			return day, nil
		}
	}
	if math.Abs(number) < 1e15 {
		return strconv.FormatFloat(number, 'f', -1, 64), nil
	}
	return text, nil
}

// serialDay is the day of a spreadsheet's serial number. Day 60 of 1900 never
// was, so days before it are one less than they look.
func serialDay(n float64, from1904 bool) (string, bool) {
	days := int(n)
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if from1904 {
		epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	} else if days < 60 {
		days++
	}
	if n < 1 || n > 2_958_465 {
		return "", false
	}
	return epoch.AddDate(0, 0, days).Format(time.DateOnly), true
}

var hexForm = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unhex resolves the _x000D_ by which spreadsheets write control characters.
func unhex(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return hexForm.ReplaceAllStringFunc(s, func(code string) string {
		n, err := strconv.ParseUint(code[2:6], 16, 32)
		if err != nil || !utf8.ValidRune(rune(n)) {
			return code
		}
		return string(rune(n))
	})
}

func valid(s string) string { return strings.ToValidUTF8(s, "\ufffd") }

func atoi(b []byte) int {
	n := 0
	for _, c := range bytes.TrimSpace(b) {
		if c < '0' || c > '9' || n > 1<<40 {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}

func problems(err error) plant.Problems { return plant.ProblemsOf(err) }
