package intake

import (
	"fmt"
	"strconv"
	"strings"

	"ringwall/internal/catalog"
	"ringwall/internal/sl"
)

// Sheet is a table as it stands in a spreadsheet, empty cells included.
type Sheet struct {
	Name string
	Rows []Row
}

// Row is one row with its number in the sheet, which counts from 1.
type Row struct {
	Number int
	Cells  []string
}

// columns are the words by which a column is known, in small letters without
// spaces. The first row of a sheet that names an id and a title is its head.
var columns = map[string]string{
	"id": "id", "no": "id", "no.": "id", "number": "id", "nr": "id", "nr.": "id", "requirementid": "id", "requirement": "id", "controlid": "id", "control": "id", "ref": "id", "reference": "id", "番号": "id",
	"title": "title", "name": "title", "titel": "title", "shorttitle": "title", "requirementtitle": "title", "controlname": "title", "controltitle": "title", "名称": "title",
	"group": "group", "category": "group", "chapter": "group", "section": "group", "domain": "group", "gruppe": "group", "kapitel": "group", "分類": "group",
	"parent": "parent", "enhances": "parent", "parentid": "parent",
	"level": "level", "sl": "level", "securitylevel": "level", "slfrom": "level",
	"fr": "fr", "foundationalrequirement": "fr",
	"types": "types", "type": "types", "componenttypes": "types", "componenttype": "types",
	"summary": "summary", "description": "summary", "text": "summary", "beschreibung": "summary", "説明": "summary",
	"question": "question", "frage": "question", "質問": "question",
	"evidence": "evidence", "proof": "evidence", "evidenceexample": "evidence", "nachweis": "evidence", "証拠": "evidence",
}

// FromRows reads the rows of a spreadsheet as a set. Each sheet with a head is
// read; a sheet named "groups" lists headings by id, title and parent. A group
// that no such sheet lists is made out of its name.
func FromRows(h Head, sheets ...Sheet) (*catalog.Set, Refusals, error) {
	if h.ID == "" {
		return nil, nil, fmt.Errorf("the set has no id: give it one with its edition, such as %q", "plant-rules:2026")
	}
	r := &rowReader{draft: newDraft(h), groups: map[string]bool{}}
	total := 0
	for _, s := range sheets {
		if total += len(s.Rows); total > maxRows {
			return nil, nil, fmt.Errorf("the file has more than %d rows: split it, or remove empty rows", maxRows)
		}
	}
	for _, s := range sheets { // groups first, requirements stand under them
		if isGroups(s.Name) {
			r.sheet(s, r.group)
		}
	}
	found := false
	for _, s := range sheets {
		if !isGroups(s.Name) {
			found = r.sheet(s, r.requirement) || found
		}
	}
	if !found {
		r.refuse(place{}, "No sheet has a head: write the words id and title over the columns of the requirements.")
	}
	return r.finish()
}

func isGroups(name string) bool {
	name = strings.ToLower(strings.TrimSpace(name))
	return name == "groups" || name == "gruppen"
}

// rowReader turns rows into entries of a draft.
type rowReader struct {
	*draft
	groups map[string]bool
}

// cells are the cells of one row by the name of their column.
type cells struct {
	at     place
	row    Row
	column map[string]int
}

func (c cells) text(name string) string {
	if i, ok := c.column[name]; ok && i < len(c.row.Cells) {
		return strings.Join(strings.Fields(c.row.Cells[i]), " ")
	}
	return ""
}

// cell is the place of one cell of the row.
func (c cells) cell(name string) place {
	at := c.at
	if i, ok := c.column[name]; ok {
		at.cell = letters(i) + strconv.Itoa(at.row)
	}
	return at
}

// letters names a column the way spreadsheets do: A, B, …, Z, AA.
func letters(i int) string {
	name := ""
	for ; i >= 0; i = i/26 - 1 {
		name = string(rune('A'+i%26)) + name
	}
	return name
}

// sheet reads the rows below the head; without a head there is nothing to read.
func (r *rowReader) sheet(s Sheet, read func(cells)) bool {
	var column map[string]int
	for _, row := range s.Rows {
		at := place{sheet: s.Name, row: row.Number}
		if len(row.Cells) > maxCells {
			r.refuse(at, "The row has more than %d cells: remove the empty columns.", maxCells)
			continue
		}
		if column == nil {
			column = r.head(at, row)
			continue
		}
		if c := (cells{at, row, column}); !blank(row) {
			read(c)
		}
	}
	return column != nil
}

func blank(row Row) bool {
	for _, c := range row.Cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// head recognises the columns of a head, or is nil for any other row.
func (r *rowReader) head(at place, row Row) map[string]int {
	column, twice := map[string]int{}, place{}
	for i, c := range row.Cells {
		name, known := columns[strings.ToLower(strings.Join(strings.Fields(c), ""))]
		if !known {
			continue
		}
		if _, taken := column[name]; taken && twice.cell == "" {
			twice = at
			twice.cell = letters(i) + strconv.Itoa(at.row)
			continue
		}
		column[name] = i
	}
	_, id := column["id"]
	_, title := column["title"]
	if !id || !title {
		return nil
	}
	if twice.cell != "" {
		r.refuse(twice, "Two columns of the head mean the same: rename or remove this one.")
	}
	if i, level := column["level"]; level && !r.set.Levelled() {
		at.cell = letters(i) + strconv.Itoa(at.row)
		r.refuse(at, "A set of the kind %s knows no security levels: choose the kind system or component, or remove the column.", r.set.Kind)
	}
	return column
}

func (r *rowReader) group(c cells) {
	id := c.text("id")
	if id == "" {
		r.refuse(c.cell("id"), "The group has no id: write one.")
		return
	}
	r.addGroup(c.at, catalog.Group{ID: id, Title: c.text("title"), Parent: or(c.text("parent"), c.text("group")), Summary: cut(c.text("summary"))})
}

func (r *rowReader) addGroup(at place, g catalog.Group) {
	r.groups[g.ID] = true
	r.set.Groups = append(r.set.Groups, g)
	r.headings = append(r.headings, at)
}

func (r *rowReader) requirement(c cells) {
	if len(r.places) >= maxEntries {
		r.refuse(c.at, "The set has more than %d requirements: split it.", maxEntries)
		return
	}
	q := catalog.Requirement{
		ID: catalog.RequirementID(c.text("id")), FR: sl.None, Title: c.text("title"), Group: c.text("group"),
		Parent: catalog.RequirementID(c.text("parent")), Summary: cut(c.text("summary")), Question: cut(c.text("question")), Evidence: cut(c.text("evidence")),
	}
	if q.ID == "" {
		r.refuse(c.cell("id"), "The row has no id: write one, or clear the row.")
		return
	}
	if q.Title == "" {
		r.refuse(c.cell("title"), "%s has no title: write a short one.", q.ID)
		return
	}
	if q.Group != "" && !r.groups[q.Group] {
		r.addGroup(c.cell("group"), catalog.Group{ID: q.Group, Title: q.Group})
	}
	r.level(c, &q)
	r.places = append(r.places, c.at)
	r.set.Requirements = append(r.set.Requirements, q)
}

// level reads what only a set with security levels has.
func (r *rowReader) level(c cells, q *catalog.Requirement) {
	if !r.set.Levelled() {
		return
	}
	if text := strings.TrimSpace(strings.TrimPrefix(strings.ToUpper(c.text("level")), "SL")); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			r.refuse(c.cell("level"), "%s: %q is no security level, write 1, 2, 3 or 4.", q.ID, c.text("level"))
			return
		}
		q.From = sl.Level(n)
	}
	fr := c.text("fr")
	if _, number, ok := strings.Cut(string(q.ID), " "); ok && fr == "" && !strings.HasPrefix(string(q.ID), "CCSC") {
		n, _, _ := strings.Cut(number, ".")
		fr = "FR " + n // the standard numbers the requirements by it
	}
	if fr != "" {
		parsed, err := sl.ParseFR(fr)
		if err != nil {
			r.refuse(c.cell("fr"), "%s: %q is no foundational requirement, write FR 1 to FR 7.", q.ID, fr)
			return
		}
		q.FR = parsed
	}
	if r.set.Kind != catalog.OfComponent {
		return
	}
	for t := range strings.FieldsFuncSeq(c.text("types"), func(r rune) bool { return r == ',' || r == ';' }) {
		q.Types = append(q.Types, catalog.ComponentType(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(t)), " ", "-")))
	}
	if prefix, number, _ := strings.Cut(string(q.ID), " "); prefix != "CR" && prefix != "CCSC" {
		base, _, _ := strings.Cut(number, " RE ")
		q.Heading = catalog.RequirementID("CR " + base)
	}
}

// cut shortens a text to the budget, at a word.
func cut(s string) string {
	if len(s) <= maxText {
		return s
	}
	s = strings.ToValidUTF8(s[:maxText], "")
	if i := strings.LastIndexByte(s, ' '); i > maxText/2 {
		s = s[:i]
	}
	return s + " …"
}
