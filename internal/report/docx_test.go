package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image/png"
	"io"
	slash "path"
	"strings"
	"testing"
)

// packageOf reads a word processor's document back, every part of it.
func packageOf(t *testing.T, d Document) map[string][]byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteDOCX(&b, d); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name] != nil {
			t.Errorf("part %s is there twice", f.Name)
		}
		parts[f.Name] = content
	}
	if z.File[0].Name != "[Content_Types].xml" {
		t.Errorf("the first part is %s", z.File[0].Name)
	}
	return parts
}

// elements walks a part of XML and fails when it is not well formed.
func elements(t *testing.T, name string, content []byte, visit func(xml.StartElement)) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(content))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Errorf("%s is not well formed: %v", name, err)
			return
		}
		if e, ok := token.(xml.StartElement); ok {
			visit(e)
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func TestAWordDocumentIsAWholePackage(t *testing.T) {
	for name, d := range map[string]Document{"levels": Levels(pumpHouse()), "specification": CRSDocument(chlorine(t))} {
		t.Run(name, func(t *testing.T) {
			parts := packageOf(t, d)
			typed, defaults := map[string]bool{}, map[string]bool{}
			elements(t, "types", parts["[Content_Types].xml"], func(e xml.StartElement) {
				switch e.Name.Local {
				case "Override":
					typed[strings.TrimPrefix(attribute(e, "PartName"), "/")] = true
				case "Default":
					defaults[attribute(e, "Extension")] = true
				}
			})
			for part := range typed {
				if parts[part] == nil {
					t.Errorf("the types name %s, which is not there", part)
				}
			}
			ids := map[string]string{}
			for part, content := range parts {
				if !typed[part] && !defaults[strings.TrimPrefix(slash.Ext(part), ".")] {
					t.Errorf("%s has no type", part)
				}
				if slash.Ext(part) == ".png" {
					if _, err := png.Decode(bytes.NewReader(content)); err != nil {
						t.Errorf("%s: %v", part, err)
					}
					continue
				}
				elements(t, part, content, func(e xml.StartElement) {
					if e.Name.Local != "Relationship" {
						return
					}
					dir := slash.Dir(slash.Dir(part)) // word/_rels/document.xml.rels speaks of word/
					target := slash.Join(dir, attribute(e, "Target"))
					if parts[target] == nil {
						t.Errorf("%s leads to %s, which is not there", part, target)
					}
					if strings.HasPrefix(part, "word/") {
						ids[attribute(e, "Id")] = target
					}
				})
			}
			checkBody(t, parts, ids)
		})
	}
}

// checkBody looks at what the main part refers to: styles, relations, bookmarks.
func checkBody(t *testing.T, parts map[string][]byte, ids map[string]string) {
	t.Helper()
	styles := map[string]bool{}
	elements(t, "styles", parts["word/styles.xml"], func(e xml.StartElement) {
		if e.Name.Local == "style" {
			styles[attribute(e, "styleId")] = true
		}
	})
	marks, anchors, numbers := map[string]bool{}, []string{}, map[string]bool{}
	counts := map[string]int{}
	body := parts["word/document.xml"]
	elements(t, "word/document.xml", body, func(e xml.StartElement) {
		counts[e.Name.Local]++
		switch e.Name.Local {
		case "pStyle", "tblStyle", "rStyle":
			if !styles[attribute(e, "val")] {
				t.Errorf("there is no style %q", attribute(e, "val"))
			}
			counts["style "+attribute(e, "val")]++
		case "bookmarkStart":
			if id := attribute(e, "id"); numbers[id] {
				t.Errorf("bookmark %s is there twice", id)
			} else {
				numbers[id] = true
			}
			marks[attribute(e, "name")] = true
		case "hyperlink":
			anchors = append(anchors, attribute(e, "anchor"))
		case "headerReference", "footerReference":
			if ids[attribute(e, "id")] == "" {
				t.Errorf("%s leads nowhere", e.Name.Local)
			}
		case "blip":
			if ids[attribute(e, "embed")] == "" {
				t.Error("a picture leads nowhere")
			}
		case "docPr":
			if attribute(e, "descr") == "" {
				t.Error("a picture has no words for who cannot see it")
			}
		}
	})
	for _, a := range anchors {
		if !marks[a] {
			t.Errorf("the contents lead to %s, which is not there", a)
		}
	}
	if len(anchors) == 0 || counts["style Heading1"] < 5 || counts["style Heading2"] == 0 || counts["tblHeader"] == 0 || counts["drawing"] != 1 {
		t.Errorf("headings, contents, tables or the drawing are missing: %v", counts)
	}
	if !strings.Contains(string(body), `TOC \o`) || !strings.Contains(string(parts["word/footer1.xml"]), " NUMPAGES ") {
		t.Error("there are no contents, or no page numbers")
	}
	if counts["tc"] == 0 || strings.Contains(string(body), "</w:tbl></w:tc>") {
		t.Error("a cell must end in a paragraph")
	}
}

func TestTheSameRecordGivesTheSameWordDocument(t *testing.T) {
	var a, b bytes.Buffer
	for _, w := range []*bytes.Buffer{&a, &b} {
		if err := WriteDOCX(w, CRSDocument(chlorine(t))); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two prints of one record differ")
	}
}

func TestNothingOfThePlantIsTakenForMarkupInAWordDocument(t *testing.T) {
	d := Document{Title: "<w:p>", Subject: "a & b", Sections: []Section{{Heading: "]]>", Blocks: []Block{
		text("control \x01 sign\nsecond line\tand a tab"), list("\ufffe is no letter", "\xff is no text"),
		tableOf(Table{Name: `"quoted"`, Columns: []Column{{Title: "One", Share: 1}}, Rows: [][]string{{"</w:tc>"}}}),
	}}}}
	for name, content := range packageOf(t, d) {
		elements(t, name, content, func(xml.StartElement) {})
	}
	body := string(packageOf(t, d)["word/document.xml"])
	for _, want := range []string{"&lt;w:p&gt;", "&lt;/w:tc&gt;", "<w:br/>"} {
		if !strings.Contains(body, want) {
			t.Errorf("%s is not in the document", want)
		}
	}
}

// TestALongDocumentIsStillOne holds the writer against many rows.
func TestALongDocumentIsStillOne(t *testing.T) {
	table := Table{Name: "Rows", Columns: []Column{{Title: "Key", Share: 1}, {Title: "Words", Share: 4}}}
	for i := range 3000 {
		table.Rows = append(table.Rows, []string{fmt.Sprint(i), strings.Repeat("word ", i%40)})
	}
	rows := 0
	body := packageOf(t, Document{Title: "Long", Sections: []Section{{Heading: "All", Blocks: []Block{tableOf(table)}}}})["word/document.xml"]
	elements(t, "document", body, func(e xml.StartElement) {
		if e.Name.Local == "tr" {
			rows++
		}
	})
	if rows != 3001 {
		t.Errorf("%d rows, want 3000 and the head", rows)
	}
}
