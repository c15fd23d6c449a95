package report

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
)

// A word processor's document is a zip of parts in XML (ECMA-376, ISO/IEC
// 29500). Only what every word processor knows is used: styles, a table of
// contents, tables whose first row repeats, a header, a footer, pictures.

//go:embed docx_styles.xml
var docxStyles string

//go:embed docx_numbering.xml
var docxNumbering string

const (
	xmlHead  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	docxName = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`
	relBase  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	mainType = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// WriteDOCX writes the document for a word processor, where it can be edited,
// commented and sent on. The same record gives the same bytes.
func WriteDOCX(w io.Writer, d Document) error {
	b := &docxBody{}
	if err := b.document(d); err != nil {
		return err
	}
	when := d.Stamp.Printed.UTC().Truncate(2 * time.Second) // all that a zip can say
	z := zip.NewWriter(w)
	for _, p := range b.parts(d) {
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: when})
		if err != nil {
			return err
		}
		if _, err := f.Write(p.content); err != nil {
			return err
		}
	}
	return z.Close()
}

type docxPart struct {
	name    string
	content []byte
}

// parts are all files of the package; the types come first, as readers expect.
func (b *docxBody) parts(d Document) []docxPart {
	parts := []docxPart{
		{"[Content_Types].xml", []byte(docxTypes())},
		{"_rels/.rels", []byte(relationships(
			relation{"rId1", relBase + "officeDocument", "word/document.xml"},
			relation{"rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"},
			relation{"rId3", relBase + "extended-properties", "docProps/app.xml"},
		))},
		{"docProps/core.xml", []byte(coreProperties(d))},
		{"docProps/app.xml", []byte(xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Ringwall</Application></Properties>`)},
		{"word/document.xml", b.xml.Bytes()},
		{"word/styles.xml", []byte(docxStyles)},
		{"word/numbering.xml", []byte(docxNumbering)},
		{"word/settings.xml", []byte(xmlHead + `<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`)},
		{"word/header1.xml", []byte(docxHeader(d))},
		{"word/footer1.xml", []byte(docxFooter(d))},
	}
	rels := []relation{
		{"rId1", relBase + "styles", "styles.xml"}, {"rId2", relBase + "numbering", "numbering.xml"}, {"rId3", relBase + "settings", "settings.xml"},
		{"rId4", relBase + "header", "header1.xml"}, {"rId5", relBase + "footer", "footer1.xml"},
	}
	for i, picture := range b.pictures {
		name := fmt.Sprintf("media/picture%d.png", i+1)
		rels = append(rels, relation{pictureRelation(i), relBase + "image", name})
		parts = append(parts, docxPart{"word/" + name, picture})
	}
	return append(parts, docxPart{"word/_rels/document.xml.rels", []byte(relationships(rels...))})
}

func pictureRelation(i int) string { return fmt.Sprintf("rIdPicture%d", i+1) }

func docxTypes() string {
	var s strings.Builder
	s.WriteString(xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`)
	s.WriteString(`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>`)
	for _, o := range [][2]string{
		{"/word/document.xml", mainType + "document.main+xml"}, {"/word/styles.xml", mainType + "styles+xml"},
		{"/word/numbering.xml", mainType + "numbering+xml"}, {"/word/settings.xml", mainType + "settings+xml"},
		{"/word/header1.xml", mainType + "header+xml"}, {"/word/footer1.xml", mainType + "footer+xml"},
		{"/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"},
		{"/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"},
	} {
		fmt.Fprintf(&s, `<Override PartName="%s" ContentType="%s"/>`, o[0], o[1])
	}
	s.WriteString(`</Types>`)
	return s.String()
}

// relation says which part another refers to by an id.
type relation struct{ id, kind, target string }

func relationships(list ...relation) string {
	var s strings.Builder
	s.WriteString(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for _, r := range list {
		fmt.Fprintf(&s, `<Relationship Id="%s" Type="%s" Target="%s"/>`, r.id, r.kind, r.target)
	}
	s.WriteString(`</Relationships>`)
	return s.String()
}

func coreProperties(d Document) string {
	when := d.Stamp.Printed.UTC().Format("2006-01-02T15:04:05Z")
	return xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escaped(d.Title) + `</dc:title><dc:subject>` + escaped(d.Subject) + `</dc:subject><dc:creator>` + escaped(d.Stamp.By) + `</dc:creator>` +
		`<dc:description>` + escaped(d.Stamp.line()) + `</dc:description><dc:language>en-GB</dc:language><cp:lastModifiedBy>` + escaped(d.Stamp.By) + `</cp:lastModifiedBy>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + when + `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">` + when + `</dcterms:modified></cp:coreProperties>`
}

func docxHeader(d Document) string {
	return xmlHead + `<w:hdr` + docxName + `>` + paragraphXML("Header", "", run(d.Title+" – "+d.Subject)) + `</w:hdr>`
}

func docxFooter(d Document) string {
	pages := run("Page ") + fieldXML("PAGE", "1") + run(" of ") + fieldXML("NUMPAGES", "1")
	return xmlHead + `<w:ftr` + docxName + `>` +
		paragraphXML("Footer", `<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="BEC6CD"/></w:pBdr>`, run(d.Stamp.line())) +
		paragraphXML("Footer", `<w:jc w:val="right"/>`, pages) + `</w:ftr>`
}

// paragraphXML is a paragraph of a style, with properties of its own if need be.
func paragraphXML(style, properties, content string) string {
	if style != "" {
		properties = `<w:pStyle w:val="` + style + `"/>` + properties
	}
	if properties != "" {
		properties = `<w:pPr>` + properties + `</w:pPr>`
	}
	return `<w:p>` + properties + content + `</w:p>`
}

// run is text within a paragraph; a line break stays one.
func run(text string) string { return runOf("", text) }

func runOf(properties, text string) string {
	if properties != "" {
		properties = `<w:rPr>` + properties + `</w:rPr>`
	}
	var s strings.Builder
	for i, line := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		s.WriteString(`<w:r>` + properties)
		if i > 0 {
			s.WriteString(`<w:br/>`)
		}
		s.WriteString(`<w:t xml:space="preserve">` + escaped(line) + `</w:t></w:r>`)
	}
	return s.String()
}

// fieldXML is what the word processor computes, with what it shows until then.
func fieldXML(instruction, shown string) string {
	return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ` + instruction + ` </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` +
		run(shown) + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
}

// escaped is text within XML; letters that XML does not allow become a sign for that.
func escaped(s string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		panic(err) // a buffer takes all
	}
	return b.String()
}
