package report

import "fmt"

// cover completes the title page of a document that is signed, and adds the
// contents on a page of their own.
func (p *pdfWriter) cover(d Document) {
	p.Ln(6)
	p.facts(factsOf(d.Cover.Facts))
	p.Ln(7)
	a := d.Cover.Approval
	p.SetFont("body", "B", 13)
	p.MultiCell(p.width, 7, a.Heading, "", "L", false)
	p.SetFont("body", "B", bodySize)
	if a.Stands {
		p.SetFillColor(223, 241, 229)
	} else {
		p.SetFillColor(253, 228, 214)
	}
	p.Ln(1)
	p.MultiCell(p.width, lineH+3, "  "+a.Says, "", "L", true)
	p.Ln(3)
	p.facts(factsOf(a.Facts))
	p.newPage()
	p.contents(d)
	p.newPage()
}

// facts draws names and values in two columns.
func (p *pdfWriter) facts(t Table) {
	widths := p.widths(t)
	p.SetDrawColor(190, 198, 205)
	for _, f := range t.Rows {
		h := p.rowHeight(widths, f, "B")
		p.room(h)
		x, y := sideMargin, p.GetY()
		for i, s := range f {
			style, mode := "", "D"
			if i == 0 {
				style, mode = "B", "FD"
				p.SetFillColor(236, 240, 243)
			}
			p.SetFont("body", style, cellSize)
			p.Rect(x, y, widths[i], h, mode)
			for n, line := range p.wrap(s, widths[i]-2*cellPad) {
				p.SetXY(x+cellPad, y+cellPad+float64(n)*cellH)
				p.CellFormat(widths[i]-2*cellPad, cellH, line, "", 0, "L", false, 0, "")
			}
			x += widths[i]
		}
		p.SetXY(sideMargin, y+h)
	}
	p.Ln(3)
}

// contents lists the sections; their pages are filled in once they are known.
func (p *pdfWriter) contents(d Document) {
	p.SetFont("body", "B", 13)
	p.MultiCell(p.width, 9, "Contents", "", "L", false)
	for i, s := range d.Sections {
		link := p.AddLink()
		p.links = append(p.links, link)
		p.SetFont("body", "", bodySize)
		p.CellFormat(p.width-14, lineH+2.2, fmt.Sprintf("%d. %s", i+1, s.Heading), "B", 0, "L", false, link, "")
		p.CellFormat(14, lineH+2.2, pageAlias(i+1), "B", 1, "L", false, link, "")
	}
}

// begun notes the page on which a section begins.
func (p *pdfWriter) begun(section int) {
	if section > len(p.links) {
		return
	}
	p.SetLink(p.links[section-1], p.GetY(), p.PageNo())
	p.RegisterAlias(pageAlias(section), fmt.Sprint(p.PageNo()))
}

func pageAlias(section int) string { return fmt.Sprintf("{page of %d}", section) }

func factsOf(rows [][]string) Table {
	return Table{Facts: true, Columns: []Column{{Share: 2}, {Share: 7}}, Rows: rows}
}
