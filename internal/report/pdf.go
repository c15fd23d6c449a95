package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goitalic"
	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/gofont/goregular"
)

// A4 in millimetres, upright.
const (
	pageW, pageH = 210.0, 297.0
	sideMargin   = 15.0
	topMargin    = 16.0
	footMargin   = 20.0
	bodySize     = 9.5 // points
	lineH        = 4.6
)

// pdfWriter lays a document out on pages.
type pdfWriter struct {
	*fpdf.Fpdf
	width float64 // between the margins
	links []int   // of the contents to the sections, if there are contents
}

// WritePDF writes the document as PDF. The fonts are within the program; a
// letter that they lack is shown as a box, and the HTML form has it.
func WritePDF(w io.Writer, d Document) error {
	p := &pdfWriter{Fpdf: fpdf.New("P", "mm", "A4", ""), width: pageW - 2*sideMargin}
	p.fonts()
	p.SetMargins(sideMargin, topMargin, sideMargin)
	p.SetAutoPageBreak(true, footMargin)
	p.AliasNbPages("{pages}")
	p.SetTitle(d.Title+" – "+d.Subject, true)
	p.SetCreator("Ringwall "+d.Stamp.Version, true)
	// The same record gives the same bytes, whenever it is printed again.
	p.SetCreationDate(d.Stamp.Printed)
	p.SetModificationDate(d.Stamp.Printed)
	p.SetCatalogSort(true)
	p.footer(d)
	p.AddPage()
	p.front(d)
	if d.Cover != nil {
		p.cover(d)
	}
	for i, s := range d.Sections {
		p.section(i+1, s)
	}
	return p.Output(w)
}

// fonts gives the library copies, since it writes into what it is given, and
// another report may be printed at the same time.
func (p *pdfWriter) fonts() {
	p.AddUTF8FontFromBytes("body", "", bytes.Clone(goregular.TTF))
	p.AddUTF8FontFromBytes("body", "B", bytes.Clone(gobold.TTF))
	p.AddUTF8FontFromBytes("body", "I", bytes.Clone(goitalic.TTF))
	p.AddUTF8FontFromBytes("mono", "B", bytes.Clone(gomonobold.TTF))
}

func (p *pdfWriter) footer(d Document) {
	p.SetFooterFunc(func() {
		w, h := p.GetPageSize() // a wide page for a drawing has a wide foot
		p.SetY(-footMargin + 5)
		p.SetDrawColor(190, 190, 190)
		p.Line(sideMargin, p.GetY(), w-sideMargin, p.GetY())
		p.SetFont("body", "", 6.8)
		p.SetTextColor(90, 90, 90)
		p.Ln(1.5)
		p.SetX(sideMargin)
		p.MultiCell(w-2*sideMargin-24, 3.2, d.Subject+"\n"+d.Stamp.line(), "", "L", false)
		p.SetXY(w-sideMargin-24, h-footMargin+6.5)
		p.CellFormat(24, 3.2, fmt.Sprintf("%d / {pages}", p.PageNo()), "", 0, "R", false, 0, "")
		p.SetTextColor(0, 0, 0)
	})
}

func (p *pdfWriter) front(d Document) {
	p.SetFont("body", "B", 20)
	p.MultiCell(p.width, 9, d.Title, "", "L", false)
	p.SetFont("body", "", 13)
	p.SetTextColor(80, 80, 80)
	p.MultiCell(p.width, 7, d.Subject, "", "L", false)
	p.SetFont("body", "", 8)
	p.MultiCell(p.width, 4, d.Stamp.line(), "", "L", false)
	p.SetTextColor(0, 0, 0)
	p.Ln(2)
}

// newPage begins an upright page.
func (p *pdfWriter) newPage() {
	p.AddPage()
	p.width = pageW - 2*sideMargin
}

// room begins a new page unless there is room for a height.
func (p *pdfWriter) room(h float64) {
	if _, page := p.GetPageSize(); p.GetY()+h > page-footMargin {
		p.nextPage()
	}
}

// nextPage begins another page of the same form.
func (p *pdfWriter) nextPage() {
	if w, h := p.GetPageSize(); w > h {
		p.AddPageFormat("L", fpdf.SizeType{Wd: pageW, Ht: pageH})
		return
	}
	p.newPage()
}

// widePage begins a wide page unless this is one.
func (p *pdfWriter) widePage() {
	if w, h := p.GetPageSize(); w > h {
		return
	}
	p.AddPageFormat("L", fpdf.SizeType{Wd: pageW, Ht: pageH})
	p.width = pageH - 2*sideMargin
}

func (p *pdfWriter) section(n int, s Section) {
	if pic := s.opening(); pic != nil {
		p.beforePicture(pic)
	} else if len(s.Blocks) > 0 && s.Blocks[0].wide() {
		p.widePage()
		p.room(34)
	} else {
		p.uprightAgain()
		p.room(34)
	}
	p.Ln(4)
	p.SetFont("body", "B", 13)
	p.Bookmark(fmt.Sprintf("%d. %s", n, s.Heading), 0, -1)
	p.begun(n)
	p.MultiCell(p.width, 7, fmt.Sprintf("%d. %s", n, s.Heading), "", "L", false)
	p.SetDrawColor(120, 130, 140)
	p.Line(sideMargin, p.GetY(), sideMargin+p.width, p.GetY())
	p.Ln(2.5)
	for i, b := range s.Blocks {
		if b.wide() {
			p.widePage()
		} else if i > 0 {
			p.uprightAgain()
		}
		p.block(b)
	}
}

// opening is the drawing that a section opens with, if any.
func (s Section) opening() *Picture {
	if len(s.Blocks) == 0 || s.Blocks[0].Picture == nil || len(s.Blocks[0].Picture.zones) == 0 {
		return nil
	}
	return s.Blocks[0].Picture
}

// uprightAgain leaves a wide page: only drawings and wide tables stand on one.
func (p *pdfWriter) uprightAgain() {
	if w, h := p.GetPageSize(); w > h {
		p.newPage()
	}
}

func (p *pdfWriter) block(b Block) {
	if b.Heading != "" {
		p.room(26)
		p.Ln(2)
		p.SetFont("body", "B", 10.5)
		p.Bookmark(b.Heading, 1, -1)
		p.MultiCell(p.width, 5.5, b.Heading, "", "L", false)
		p.Ln(.5)
	}
	if b.Paragraph != "" {
		p.SetFont("body", "", bodySize)
		p.MultiCell(p.width, lineH, b.Paragraph, "", "L", false)
		p.Ln(1.5)
	}
	for _, item := range b.List {
		p.item(item)
	}
	if len(b.List) > 0 {
		p.Ln(1.5)
	}
	if b.Picture != nil {
		p.picture(b.Picture)
	}
	if len(b.Marks) > 0 {
		p.vectors(b.Marks)
	}
	if b.Table != nil {
		p.table(*b.Table)
	}
}

func (p *pdfWriter) item(s string) {
	p.SetFont("body", "", bodySize)
	p.room(lineH)
	y := p.GetY()
	p.SetXY(sideMargin, y)
	p.CellFormat(5, lineH, "•", "", 0, "C", false, 0, "")
	p.SetXY(sideMargin+5, y)
	p.MultiCell(p.width-5, lineH, s, "", "L", false)
}

// table draws rows that wrap within their cells; the head comes again on each page.
func (p *pdfWriter) table(t Table) {
	if len(t.Rows) == 0 {
		p.SetFont("body", "I", bodySize)
		p.MultiCell(p.width, lineH, t.Empty, "", "L", false)
		p.Ln(1.5)
		return
	}
	if t.Facts {
		p.facts(t)
		return
	}
	widths := p.widths(t)
	head := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = c.Title
	}
	p.room(16)
	p.row(t, widths, head, true)
	for _, row := range t.Rows {
		_, page := p.GetPageSize()
		if h := p.rowHeight(widths, row, ""); p.GetY()+h > page-footMargin {
			p.nextPage()
			p.row(t, widths, head, true)
		}
		p.row(t, widths, row, false)
	}
	p.Ln(3)
}

func (p *pdfWriter) widths(t Table) []float64 {
	sum := 0.0
	for _, c := range t.Columns {
		sum += c.Share
	}
	widths := make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		widths[i] = p.width * c.Share / sum
	}
	return widths
}

const (
	cellSize = 8.0
	cellH    = 3.7
	cellPad  = 1.0
	// maxCell bounds a row to what fits on a page; the other forms have all of it.
	maxCell = 1500
)

func (p *pdfWriter) rowHeight(widths []float64, row []string, style string) float64 {
	p.SetFont("body", style, cellSize)
	lines := 1
	for i, s := range row {
		lines = max(lines, len(p.wrap(s, widths[i]-2*cellPad)))
	}
	return float64(lines)*cellH + 2*cellPad
}

// wrap breaks a text into lines of a width; a word that is wider than the
// column is broken too, since a part number must not run into its neighbour.
func (p *pdfWriter) wrap(s string, width float64) []string {
	if r := []rune(s); len(r) > maxCell {
		s = string(r[:maxCell]) + " …"
	}
	var lines []string
	for _, paragraph := range strings.Split(s, "\n") {
		line := ""
		for _, word := range strings.Fields(paragraph) {
			try := word
			if line != "" {
				try = line + " " + word
			}
			if p.GetStringWidth(try) <= width {
				line = try
				continue
			}
			if line != "" {
				lines = append(lines, line)
			}
			line = word
			for p.GetStringWidth(line) > width {
				cut := len([]rune(line)) - 1
				for cut > 1 && p.GetStringWidth(string([]rune(line)[:cut])) > width {
					cut--
				}
				lines = append(lines, string([]rune(line)[:cut]))
				line = string([]rune(line)[cut:])
			}
		}
		lines = append(lines, line)
	}
	return lines
}

func (p *pdfWriter) row(t Table, widths []float64, row []string, head bool) {
	style := ""
	if head {
		style = "B"
		p.SetFillColor(236, 240, 243)
	}
	h := p.rowHeight(widths, row, style) // which leaves the font set
	p.SetDrawColor(190, 198, 205)
	x, y := sideMargin, p.GetY()
	for i, s := range row {
		mode := "D"
		if head {
			mode = "FD"
		}
		p.Rect(x, y, widths[i], h, mode)
		align := "L"
		if t.Columns[i].Number {
			align = "R"
		}
		for n, line := range p.wrap(s, widths[i]-2*cellPad) {
			p.SetXY(x+cellPad, y+cellPad+float64(n)*cellH)
			p.CellFormat(widths[i]-2*cellPad, cellH, line, "", 0, align, false, 0, "")
		}
		x += widths[i]
	}
	p.SetXY(sideMargin, y+h)
}

// vectors draws target, capability and achieved level per foundational requirement, one line a subject.
func (p *pdfWriter) vectors(marks []LevelMarks) {
	const h, first = 5.4, 30.0
	w := (p.width - first) / float64(len(frs))
	head := func() {
		p.SetFont("body", "B", cellSize)
		p.SetFillColor(236, 240, 243)
		p.SetDrawColor(190, 198, 205)
		p.SetX(sideMargin)
		p.CellFormat(first, h, "Key", "1", 0, "L", true, 0, "")
		for i, f := range frs {
			p.CellFormat(w, h, fmt.Sprintf("FR %d %s", i+1, f), "1", 0, "C", true, 0, "")
		}
		p.Ln(h)
	}
	p.room(3 * h)
	head()
	for _, m := range marks {
		if p.GetY()+h > pageH-footMargin {
			p.newPage()
			head()
		}
		p.SetFont("body", "", cellSize)
		p.SetX(sideMargin)
		p.CellFormat(first, h, m.Label, "1", 0, "L", false, 0, "")
		for _, c := range vectorCells(m) {
			style := ""
			switch {
			case !c.HasTarget:
				p.SetFillColor(255, 255, 255)
			case c.Below:
				p.SetFillColor(253, 228, 214)
				style = "B"
			default:
				p.SetFillColor(223, 241, 229)
			}
			p.SetFont("body", style, cellSize)
			p.CellFormat(w, h, c.words(), "1", 0, "C", true, 0, "")
		}
		p.Ln(h)
	}
	p.Ln(3)
}
