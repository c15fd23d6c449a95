package sheet

import (
	"strings"
)

// styles finds out which cell styles show a number as a date.
func (w *workbook) styles(part string) error {
	if part == "" {
		return nil
	}
	custom := map[int]bool{}
	inCells := false
	err := w.eachTag(part, func(m *markup) error {
		switch {
		case m.is("numFmt") && !m.closes:
			if len(custom) < 10_000 {
				custom[atoi(m.attr("numFmtId"))] = dateFormat(string(m.attr("formatCode")))
			}
		case m.is("cellXfs"):
			inCells = !m.closes && !m.empty
		case m.is("xf") && !m.closes && inCells:
			id := atoi(m.attr("numFmtId"))
			isDate, known := custom[id]
			if !known {
				isDate = builtInDate(id)
			}
			if len(w.dates) < 1<<20 {
				w.dates = append(w.dates, isDate)
			}
		}
		return nil
	})
	return err
}

// builtInDate says whether a number format that every program knows shows a
// day; the higher ones are those of Chinese, Japanese and Korean programs.
func builtInDate(id int) bool {
	return id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 31 || id == 36 || id >= 50 && id <= 54 || id == 57 || id == 58
}

// dateFormat says whether a number format shows a year or day. Text in quotes
// and colours in brackets do not count.
func dateFormat(code string) bool {
	if strings.EqualFold(code, "General") {
		return false
	}
	quoted, bracket := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case !bracket && strings.ContainsRune("yYdDeE", rune(c)):
			// "E+00" is the exponent of a number, "e" the year of an emperor.
			if c != 'e' && c != 'E' || i+1 >= len(code) || code[i+1] != '+' && code[i+1] != '-' {
				return true
			}
		}
	}
	return false
}
