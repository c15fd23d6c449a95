package report

import (
	"bytes"
	"fmt"
	"strings"
)

// Measures of the page in twentieths of a point: A4 with margins of 15 mm.
const (
	docxPageW, docxPageH = 11906, 16838
	docxMargin           = 850
	docxTop              = 1134 // and at the foot
	docxWidth            = docxPageW - 2*docxMargin
	docxWide             = docxPageH - 2*docxMargin
)

// docxBody writes the main part and gathers the pictures that it shows.
type docxBody struct {
	xml      bytes.Buffer
	pictures [][]byte
	width    int // between the margins
	marks    int // bookmarks so far
}

func (b *docxBody) write(parts ...string) {
	for _, p := range parts {
		b.xml.WriteString(p)
	}
}

func (b *docxBody) document(d Document) error {
	b.width = docxWidth
	b.write(xmlHead, `<w:document`, docxName, `><w:body>`)
	b.front(d)
	b.contents(d)
	for i, s := range d.Sections {
		if err := b.section(i+1, s, i == 0 && d.Cover != nil); err != nil {
			return err
		}
	}
	b.write(sectionXML(b.width), `</w:body></w:document>`)
	return nil
}

func (b *docxBody) front(d Document) {
	b.write(paragraphXML("Title", "", run(d.Title)), paragraphXML("Subtitle", "", run(d.Subject)))
	if d.Cover != nil {
		b.cover(*d.Cover)
	}
	b.write(paragraphXML("Stamp", "", run(d.Stamp.line())))
}

func (b *docxBody) cover(c Cover) {
	t := Table{Name: "About this document", Facts: true, Columns: []Column{{Share: 2}, {Share: 7}}, Rows: c.Facts}
	b.table(t)
	b.write(paragraphXML("TOCHeading", "", run(c.Approval.Heading)))
	b.write(paragraphXML("", "", runOf(`<w:b/>`, c.Approval.Says)))
	b.table(Table{Name: c.Approval.Heading, Facts: true, Columns: t.Columns, Rows: c.Approval.Facts})
}

// contents is a table of contents that the word processor renews with its page
// numbers; until then it leads to the headings by a click.
func (b *docxBody) contents(d Document) {
	if len(d.Sections) < 2 {
		return
	}
	b.write(paragraphXML("TOCHeading", "", run("Contents")))
	mark := 0
	first := `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \o "1-2" \h \z \u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`
	entry := func(style, words string) {
		mark++
		b.write(paragraphXML(style, "", first+fmt.Sprintf(`<w:hyperlink w:anchor="%s" w:history="1">`, anchorName(mark))+run(words)+`</w:hyperlink>`))
		first = ""
	}
	for i, s := range d.Sections {
		entry("TOC1", fmt.Sprintf("%d. %s", i+1, s.Heading))
		for _, bl := range s.Blocks {
			if bl.Heading != "" {
				entry("TOC2", bl.Heading)
			}
		}
	}
	b.write(`<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`)
}

func anchorName(mark int) string { return fmt.Sprintf("_Toc%06d", mark) }

// heading writes a heading that the contents lead to.
func (b *docxBody) heading(style, words string, pageBefore bool) {
	b.marks++
	properties := ""
	if pageBefore {
		properties = `<w:pageBreakBefore/>`
	}
	b.write(paragraphXML(style, properties, fmt.Sprintf(`<w:bookmarkStart w:id="%d" w:name="%s"/>`, b.marks, anchorName(b.marks))+run(words)+fmt.Sprintf(`<w:bookmarkEnd w:id="%d"/>`, b.marks)))
}

func (b *docxBody) section(n int, s Section, onNewPage bool) error {
	pic := s.opening()
	wide := pic != nil && docxFits(pic, docxWide) > docxFits(pic, docxWidth)*worthTurn
	wide = wide || len(s.Blocks) > 0 && s.Blocks[0].wide()
	if wide && b.width != docxWide {
		b.turn(docxWide)
	} else if !wide && b.width == docxWide {
		b.turn(docxWidth)
	}
	b.heading("Heading1", fmt.Sprintf("%d. %s", n, s.Heading), onNewPage && !wide)
	for i, bl := range s.Blocks {
		if bl.wide() && b.width != docxWide {
			b.turn(docxWide)
		} else if i > 0 && b.width == docxWide && bl.Picture == nil && !bl.wide() {
			b.turn(docxWidth) // only drawings and wide tables stand on a wide page
		}
		if err := b.block(bl); err != nil {
			return err
		}
	}
	return nil
}

// turn ends the pages of one width and begins those of another.
func (b *docxBody) turn(width int) {
	b.write(`<w:p><w:pPr><w:pStyle w:val="Stamp"/>`, sectionXML(b.width), `</w:pPr></w:p>`)
	b.width = width
}

// sectionXML describes the pages that end here.
func sectionXML(width int) string {
	size := fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d"/>`, docxPageW, docxPageH)
	if width == docxWide {
		size = fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d" w:orient="landscape"/>`, docxPageH, docxPageW)
	}
	return `<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/><w:type w:val="nextPage"/>` + size +
		fmt.Sprintf(`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="567" w:footer="510" w:gutter="0"/></w:sectPr>`, docxTop, docxMargin, docxTop, docxMargin)
}

func (b *docxBody) block(bl Block) error {
	if bl.Heading != "" {
		b.heading("Heading2", bl.Heading, false)
	}
	if bl.Paragraph != "" {
		b.write(paragraphXML("", "", run(bl.Paragraph)))
	}
	for _, item := range bl.List {
		b.write(paragraphXML("ListBullet", "", run(item)))
	}
	if bl.Picture != nil {
		if err := b.picture(bl.Picture); err != nil {
			return err
		}
	}
	if len(bl.Marks) > 0 {
		b.vectors(bl.Marks)
	}
	if bl.Table != nil {
		if len(bl.Table.Rows) == 0 {
			if bl.Table.Empty != "" {
				b.write(paragraphXML("Empty", "", run(bl.Table.Empty)))
			}
			return nil
		}
		b.table(*bl.Table)
	}
	return nil
}

// table writes rows under a head that comes again on each page.
func (b *docxBody) table(t Table) {
	if len(t.Rows) == 0 {
		return
	}
	widths := b.widths(t)
	b.openTable(t.Name, widths, !t.Facts)
	if !t.Facts {
		titles := make([]string, len(t.Columns))
		for i, c := range t.Columns {
			titles[i] = c.Title
		}
		b.row(t, widths, titles, `<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`, `<w:b/>`)
	}
	for _, r := range t.Rows {
		properties := `<w:trPr><w:cantSplit/></w:trPr>`
		if longest(r) > maxCell { // it may not fit on a page
			properties = ""
		}
		b.row(t, widths, r, properties, "")
	}
	b.write(`</w:tbl>`, paragraphXML("TableText", "", "")) // a table that follows must not join
}

func longest(row []string) int {
	n := 0
	for _, s := range row {
		n = max(n, len(s))
	}
	return n
}

func (b *docxBody) widths(t Table) []int {
	sum := 0.0
	for _, c := range t.Columns {
		sum += max(c.Share, .1)
	}
	widths, left := make([]int, len(t.Columns)), b.width
	for i, c := range t.Columns {
		widths[i] = int(float64(b.width) * max(c.Share, .1) / sum)
		left -= widths[i]
	}
	widths[len(widths)-1] += left
	return widths
}

func (b *docxBody) openTable(name string, widths []int, head bool) {
	b.write(`<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/>`, fmt.Sprintf(`<w:tblW w:w="%d" w:type="dxa"/>`, b.width), `<w:tblLayout w:type="fixed"/>`)
	b.write(fmt.Sprintf(`<w:tblLook w:val="%s" w:firstRow="%d" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`, map[bool]string{true: "0620", false: "0600"}[head], map[bool]int{true: 1}[head]))
	if name != "" {
		b.write(`<w:tblCaption w:val="`, escaped(name), `"/>`) // read out to who cannot see it
	}
	b.write(`</w:tblPr><w:tblGrid>`)
	for _, w := range widths {
		b.write(fmt.Sprintf(`<w:gridCol w:w="%d"/>`, w))
	}
	b.write(`</w:tblGrid>`)
}

func (b *docxBody) row(t Table, widths []int, cells []string, properties, letters string) {
	b.write(`<w:tr>`, properties)
	for i, s := range cells {
		align := ""
		if t.Columns[i].Number {
			align = `<w:jc w:val="right"/>`
		}
		style := letters
		if t.Facts && i == 0 {
			style = `<w:b/>`
		}
		b.cell(widths[i], "", paragraphXML("TableText", align, runOf(style, s)))
	}
	b.write(`</w:tr>`)
}

func (b *docxBody) cell(width int, fill, content string) {
	if fill != "" {
		fill = `<w:shd w:val="clear" w:color="auto" w:fill="` + fill + `"/>`
	}
	b.write(fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, width), fill, `</w:tcPr>`, content, `</w:tc>`)
}

// vectors shows target, capability and achieved level per foundational requirement, one line a subject.
func (b *docxBody) vectors(marks []LevelMarks) {
	t := Table{Columns: []Column{{Title: "Key", Share: 2}}}
	for i, f := range frs {
		t.Columns = append(t.Columns, Column{Title: fmt.Sprintf("FR %d %s", i+1, f), Share: 1.2})
	}
	widths := b.widths(t)
	b.openTable("Levels per foundational requirement", widths, true)
	titles := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		titles[i] = c.Title
	}
	b.row(t, widths, titles, `<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`, `<w:b/>`)
	for _, m := range marks {
		b.write(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		b.cell(widths[0], "", paragraphXML("TableText", "", run(m.Label)))
		for i, c := range vectorCells(m) {
			fill, letters := "", ""
			if c.HasTarget {
				fill = "DFF1E5"
				if c.Below {
					fill, letters = "FDE4D6", `<w:b/>`
				}
			}
			b.cell(widths[i+1], fill, paragraphXML("TableText", `<w:jc w:val="center"/>`, runOf(letters, c.words())))
		}
		b.write(`</w:tr>`)
	}
	b.write(`</w:tbl>`, paragraphXML("TableText", "", ""))
}

// inlineXML shows a picture within a line, with words for who cannot see it.
func inlineXML(id int, relation, title, words string, w, h int) string {
	alt := escaped(strings.TrimSpace(title + ". " + words))
	return fmt.Sprintf(`<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/><wp:docPr id="%d" name="Drawing %d" title="%s" descr="%s"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="%d" name="Drawing %d" descr="%s"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="%s"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`,
		w, h, id, id, escaped(title), alt, id, id, alt, relation, w, h)
}
