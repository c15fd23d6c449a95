package sheet

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"ringwall/internal/assess"
	book "ringwall/internal/plant/sheet"
)

// readMe is the sheet with the instructions.
const readMe = "Read me"

// Rows of a sheet: what a machine reads, what people read first, the titles.
const (
	machineRow = 1
	headRow    = 2
	titleRow   = 4
)

// styles of the cells, by their numbers in the workbook.
type styles struct{ head, title, locked, open int }

// Write writes a questionnaire as a workbook. What is asked is protected, without
// a password: only answers can be filled in by mistake.
func Write(w io.Writer, q Questionnaire) error {
	f := excelize.NewFile()
	defer f.Close()
	if err := build(f, q); err != nil {
		return fmt.Errorf("write the questionnaire %s: %w", q.Key, err)
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("write the questionnaire %s: %w", q.Key, err)
	}
	return nil
}

func build(f *excelize.File, q Questionnaire) error {
	st, err := makeStyles(f)
	if err != nil {
		return err
	}
	if err := f.SetSheetName("Sheet1", readMe); err != nil {
		return err
	}
	if err := writeReadMe(f, q, st); err != nil {
		return err
	}
	names := sheetNames(q.Subjects)
	for i := range q.Subjects {
		if _, err := f.NewSheet(names[i]); err != nil {
			return err
		}
		if err := writeSubject(f, names[i], q, q.Subjects[i], st); err != nil {
			return fmt.Errorf("sheet %s: %w", names[i], err)
		}
	}
	if len(q.Subjects) > 0 {
		f.SetActiveSheet(1)
	}
	return f.SetDocProps(&excelize.DocProperties{Title: q.Key + " " + q.Name, Subject: q.Set.Standard, Creator: "Ringwall"})
}

func makeStyles(f *excelize.File) (st styles, err error) {
	border := []excelize.Border{{Type: "bottom", Color: "C8CED6", Style: 1}, {Type: "right", Color: "C8CED6", Style: 1}}
	wrap := &excelize.Alignment{WrapText: true, Vertical: "top"}
	for _, s := range []struct {
		to    *int
		style excelize.Style
	}{
		{&st.head, excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}}},
		{&st.title, excelize.Style{Font: &excelize.Font{Bold: true, Color: "FFFFFF"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"2F4A6B"}}, Alignment: wrap, Border: border}},
		{&st.locked, excelize.Style{Alignment: wrap, Border: border, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F2F4F7"}}}},
		{&st.open, excelize.Style{Alignment: wrap, Border: border, Protection: &excelize.Protection{Locked: false}, NumFmt: 49}},
	} {
		if *s.to, err = f.NewStyle(&s.style); err != nil {
			return st, err
		}
	}
	return st, nil
}

// writeReadMe says how to answer, in the words of the program.
func writeReadMe(f *excelize.File, q Questionnaire, st styles) error {
	lines := []string{
		q.Key + "  " + q.Name,
		q.Set.Standard + ": " + q.Set.Title,
		"",
		"There is one sheet for each zone, conduit, site, product or company that is assessed, and one row for each requirement.",
		"Fill in the white columns. Choose the state from the list; say the reason where something is missing or does not apply.",
		"Name the evidence in a few words, one proof on each line: what it is, and where it is kept.",
		"Leave a row empty if you cannot answer it yet. Do not add, move or rename sheets and columns: the program finds its way by them.",
		"Give the file back to whoever sent it. The program shows what would change before anything does.",
		"",
		"States:",
	}
	if q.Due != "" {
		lines = append(lines[:2], append([]string{"Due on " + string(q.Due)}, lines[2:]...)...)
	}
	for _, s := range assess.States {
		lines = append(lines, "  "+s.Word()+": "+meaning(s))
	}
	for _, m := range q.Set.Maturity {
		lines = append(lines, fmt.Sprintf("  maturity level %d, %s: %s", m.Level, m.Name, m.Summary))
	}
	for i, l := range lines {
		if err := f.SetCellStr(readMe, book.CellName(0, i+1), book.Guarded(l)); err != nil {
			return err
		}
	}
	if err := f.SetCellStyle(readMe, "A1", "A1", st.head); err != nil {
		return err
	}
	if err := f.SetColWidth(readMe, "A", "A", 120); err != nil {
		return err
	}
	return f.ProtectSheet(readMe, &excelize.SheetProtectionOptions{SelectLockedCells: true})
}

// meaning tells people without the program at hand what a state is for.
func meaning(s assess.State) string {
	switch s {
	case assess.Met:
		return "all of it is in place"
	case assess.Partly:
		return "some of it is in place; the reason says what is missing"
	case assess.NotMet:
		return "it is not in place"
	case assess.NotApplicable:
		return "it cannot apply here; give the reason and who agreed"
	}
	return "leave it as it is where it was sent so; to choose it anew, answer in the program, which asks for more"
}

func writeSubject(f *excelize.File, name string, q Questionnaire, s Subject, st styles) error {
	for i, text := range []string{Format, q.Assessment, string(q.Set.ID), string(s.Subject.Kind), s.Subject.ID, string(s.Site)} {
		if err := f.SetCellStr(name, book.CellName(i, machineRow), text); err != nil {
			return err
		}
	}
	head := s.Key
	if s.Name != "" && s.Name != s.Key {
		head += "  " + s.Name
	}
	about := q.Set.Standard
	if s.SiteName != "" {
		about = s.SiteName + ", " + about
	}
	if s.Assessor != "" {
		about += ", to be answered by " + s.Assessor
	}
	for row, text := range map[int]string{headRow: head, headRow + 1: about} {
		if err := f.SetCellStr(name, book.CellName(2, row), book.Guarded(text)); err != nil {
			return err
		}
	}
	cols := columns(q.Set)
	last := titleRow + len(s.Lines)
	for i, c := range cols {
		letter, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := f.SetColWidth(name, letter, letter, c.width); err != nil {
			return err
		}
		if err := f.SetCellStr(name, book.CellName(i, titleRow), c.title); err != nil {
			return err
		}
		for n, l := range s.Lines {
			if text := c.of(l); text != "" {
				if err := f.SetCellStr(name, book.CellName(i, titleRow+1+n), book.Guarded(text)); err != nil {
					return err
				}
			}
		}
		style := st.locked
		if c.answer {
			style = st.open
		}
		if len(s.Lines) > 0 {
			if err := f.SetCellStyle(name, book.CellName(i, titleRow+1), book.CellName(i, last), style); err != nil {
				return err
			}
		}
		if err := choices(f, name, c, i, last); err != nil {
			return err
		}
	}
	for n, l := range s.Lines {
		if err := f.SetRowHeight(name, titleRow+1+n, height(cols, l)); err != nil {
			return err
		}
	}
	return dress(f, name, cols, last, st)
}

// height is that of a row whose texts are all to be read, in points.
func height(cols []column, l Line) float64 {
	const line, highest = 15, 300
	lines := 1
	for _, c := range cols {
		if c.title == idTitle || c.title == markTitle {
			continue
		}
		n := 0
		for part := range strings.SplitSeq(c.of(l), "\n") {
			n += 1 + int(float64(utf8.RuneCountInString(part))/c.width*1.1)
		}
		lines = max(lines, n)
	}
	return min(float64(lines*line), highest)
}

// choices puts a list of values on the columns that have one.
func choices(f *excelize.File, name string, c column, i, last int) error {
	if last == titleRow {
		return nil
	}
	v := excelize.NewDataValidation(true)
	v.Sqref = book.CellName(i, titleRow+1) + ":" + book.CellName(i, last)
	switch c.pointer {
	case "/state":
		if err := v.SetDropList(stateWords()); err != nil {
			return err
		}
		v.SetError(excelize.DataValidationErrorStyleStop, "State", "Choose one of the states in the list.")
	case "/maturity":
		if err := v.SetDropList([]string{"1", "2", "3", "4"}); err != nil {
			return err
		}
		v.SetError(excelize.DataValidationErrorStyleStop, "Maturity", "Write 1, 2, 3 or 4.")
	default:
		return nil
	}
	return f.AddDataValidation(name, v)
}

// dress hides what only a machine reads, keeps the titles in sight and protects
// what is asked.
func dress(f *excelize.File, name string, cols []column, last int, st styles) error {
	end := book.CellName(len(cols)-1, titleRow)
	if err := f.SetCellStyle(name, book.CellName(0, titleRow), end, st.title); err != nil {
		return err
	}
	if err := f.SetCellStyle(name, book.CellName(2, headRow), book.CellName(2, headRow), st.head); err != nil {
		return err
	}
	if err := f.SetRowVisible(name, machineRow, false); err != nil {
		return err
	}
	if err := f.SetColVisible(name, "A:B", false); err != nil {
		return err
	}
	if err := f.SetPanes(name, &excelize.Panes{Freeze: true, XSplit: 3, YSplit: titleRow, TopLeftCell: book.CellName(3, titleRow+1), ActivePane: "bottomRight"}); err != nil {
		return err
	}
	landscape, width, any, fit := "landscape", 1, 0, true
	if err := f.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &width, FitToHeight: &any}); err != nil {
		return err
	}
	if err := f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	return f.ProtectSheet(name, &excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true})
}
