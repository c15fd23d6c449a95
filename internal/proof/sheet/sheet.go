// Package sheet writes an assessment as a questionnaire that is answered without
// the program, in a spreadsheet, and reads it back.
//
// A [Questionnaire] has a sheet for each subject with a row for each asked
// requirement. A [Plan] is what reading a file back would do: a [Row] changes an
// answer, leaves it as it is, is refused with its cell and how to mend it, or is
// in conflict, because the answer was changed in the program meanwhile. A plan
// changes nothing by itself.
package sheet

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	book "ringwall/internal/plant/sheet"
)

// Format marks the sheets of a questionnaire.
const Format = "ringwall-questionnaire/1"

// Budget limits what reading a questionnaire may cost. It is filled in by hand,
// so it is far smaller than a list of assets.
var Budget = book.Budget{
	Bytes: 32 << 20, Entries: 4_000, Unpacked: 128 << 20, Ratio: 100, Strings: 32 << 20,
	Rows: 5_000, CSVRows: 1, Columns: 64, Cell: 32_767 * 4,
}

// MostRows is how many rows of one file are read: 250 zones of 100 requirements
// and some more.
const MostRows = 30_000

// Questionnaire is an assessment as it is asked, with the answers by now.
type Questionnaire struct {
	Assessment string // its id
	Key        string
	Name       string
	Set        *catalog.Set
	Due        plant.Date
	Subjects   []Subject
}

// Subject is what the questions of one sheet are about.
type Subject struct {
	Site     plant.SiteID
	SiteName string // for people; empty where it is plain
	Subject  assess.Subject
	Key      string
	Name     string
	Assessor string
	Lines    []Line
}

// Line is one asked requirement with its answer, nil without one.
type Line struct {
	Requirement catalog.Requirement
	Verdict     *assess.Verdict
}

// column is one column of a sheet.
type column struct {
	title  string
	width  float64
	answer bool // to be filled in
	// of is what the cell shows of a line.
	of func(l Line) string
	// pointer of the field that the cell feeds.
	pointer string
}

// Titles of the columns that a machine reads and nobody sees.
const (
	idTitle   = "Id"
	markTitle = "Mark"
)

// longestCell is what spreadsheet programs keep in one cell.
const longestCell = 32_000

// columns are those of a sheet; only sets that know maturity ask for it.
func columns(set *catalog.Set) []column {
	cols := []column{
		{title: idTitle, width: 12, of: func(l Line) string { return string(l.Requirement.ID) }},
		{title: markTitle, width: 12, of: func(l Line) string { return markOf(l.Verdict) }},
		{title: "Requirement", width: 15, of: func(l Line) string { return string(l.Requirement.ID) }},
		{title: "Title", width: 28, of: func(l Line) string { return l.Requirement.Title }},
		{title: "Question", width: 48, of: func(l Line) string { return l.Requirement.Question }},
		{title: "Good evidence", width: 40, of: func(l Line) string { return l.Requirement.Evidence }},
		{title: "State", width: 18, answer: true, pointer: "/state", of: show(stateCell)},
		{title: "Reason", width: 40, answer: true, pointer: "/reason", of: show(func(v *assess.Verdict) string { return v.Reason })},
		{title: "Agreed by", width: 20, answer: true, pointer: "/approver", of: show(func(v *assess.Verdict) string { return v.Approver })},
	}
	if len(set.Maturity) > 0 {
		cols = append(cols, column{title: "Maturity", width: 10, answer: true, pointer: "/maturity", of: show(maturityCell)})
	}
	return append(cols,
		column{title: "Evidence", width: 40, answer: true, pointer: "/evidence", of: show(func(v *assess.Verdict) string { return strings.Join(v.Evidence, "\n") })},
		column{title: "Note", width: 40, answer: true, pointer: "/note", of: show(func(v *assess.Verdict) string { return v.Note })},
	)
}

// show is what a cell shows of an answer: nothing without one.
func show(of func(*assess.Verdict) string) func(Line) string {
	return func(l Line) string {
		if l.Verdict == nil {
			return ""
		}
		return plain(of(l.Verdict))
	}
}

func stateCell(v *assess.Verdict) string { return v.State.Word() }

func maturityCell(v *assess.Verdict) string {
	if v.Maturity == 0 {
		return ""
	}
	return strconv.Itoa(v.Maturity)
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u00a0", " ")

// plain is a text as it is compared: spreadsheet programs change the ends of
// lines and drop blanks.
func plain(s string) string {
	lines := strings.Split(lineEnds.Replace(s), "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	s = strings.TrimSpace(strings.Join(lines, "\n"))
	if len(s) > longestCell {
		s = strings.TrimSpace(strings.ToValidUTF8(s[:longestCell], ""))
	}
	return s
}

// markOf is the digest of the cells of an answer: by it the reader tells which
// answers were changed in the file, and which in the program meanwhile.
func markOf(v *assess.Verdict) string {
	if v == nil {
		return mark("", "", "", "", "", "")
	}
	return mark(stateCell(v), plain(v.Reason), plain(v.Approver), maturityCell(v), plain(strings.Join(v.Evidence, "\n")), plain(v.Note))
}

func mark(state, reason, approver, maturity, evidence, note string) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{state, reason, approver, maturity, evidence, note}, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// stateOf reads a state as a person writes it.
func stateOf(text string) (assess.State, bool) {
	wanted := book.Squeeze(text)
	for _, s := range assess.States {
		if wanted == book.Squeeze(s.Word()) || wanted == book.Squeeze(string(s)) {
			return s, true
		}
	}
	return "", false
}

func stateWords() []string {
	words := make([]string, len(assess.States))
	for i, s := range assess.States {
		words[i] = s.Word()
	}
	return words
}

// sheetNames gives each subject a sheet of its own: spreadsheet programs allow
// 31 characters, refuse some, and take names for equal whatever their case.
func sheetNames(subjects []Subject) []string {
	taken := map[string]bool{strings.ToLower(readMe): true, "history": true}
	names := make([]string, len(subjects))
	for i, s := range subjects {
		base := strings.Map(func(r rune) rune {
			if strings.ContainsRune(`[]:*?/\'`, r) || r < ' ' {
				return '-'
			}
			return r
		}, strings.TrimSpace(s.Key))
		if base == "" {
			base = string(s.Subject.Kind)
		}
		name := cut(base, 31)
		for n := 2; taken[strings.ToLower(name)]; n++ {
			end := fmt.Sprintf(" (%d)", n)
			name = cut(base, 31-len(end)) + end
		}
		taken[strings.ToLower(name)] = true
		names[i] = name
	}
	return names
}

func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return strings.TrimSpace(string(r[:most]))
	}
	return s
}
