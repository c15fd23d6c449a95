package report

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
)

//go:embed page.html
var pageText string

//go:embed page.css
var pageCSS string

var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"css":     func() template.CSS { return template.CSS(pageCSS) },
	"svg":     func(p *Picture) template.HTML { return template.HTML(svg(p, false)) },
	"clock":   clock,
	"stamp":   Stamp.line,
	"anchor":  func(i int) string { return fmt.Sprintf("s%d", i+1) },
	"cells":   vectorCells,
	"number":  func(t *Table, i int) bool { return t.Columns[i].Number },
	"short":   func(s string) string { return s[:min(16, len(s))] },
	"numbers": func(i int) int { return i + 1 },
}).Parse(pageText))

// WriteHTML writes a page that needs nothing beside it and prints well.
func WriteHTML(w io.Writer, d Document) error { return page.Execute(w, d) }

// StyleHash names the page's own style for a content security policy, so that
// no other style is let in.
func StyleHash() string {
	sum := sha256.Sum256([]byte(pageCSS))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// line is the stamp as the footer shows it.
func (s Stamp) line() string {
	parts := []string{"Printed " + clock(s.Printed)}
	if s.By != "" {
		parts = append(parts, "by "+s.By)
	}
	parts = append(parts, fmt.Sprintf("revision %d", s.Revision))
	if s.Root != "" {
		parts = append(parts, fmt.Sprintf("ledger checkpoint %d %s", s.Size, s.Root))
	}
	return strings.Join(append(parts, "Ringwall "+s.Version), " · ")
}

// vectorCell is one foundational requirement of a vector as a small picture.
type vectorCell struct {
	FR                        string
	Target, Capable, Achieved string // a dash for none
	HasTarget, Below          bool
}

// words are target, capability and achieved level side by side.
func (c vectorCell) words() string {
	return fmt.Sprintf("%s / %s / %s", c.Target, c.Capable, c.Achieved)
}

func vectorCells(m LevelMarks) []vectorCell {
	cells := make([]vectorCell, len(m.Achieved))
	for i, f := range frs {
		cells[i] = vectorCell{FR: f, Target: "–", Capable: "–", Achieved: fmt.Sprint(m.Achieved[i])}
		if m.Capable != nil {
			cells[i].Capable = fmt.Sprint(m.Capable[i])
		}
		if m.Target != nil {
			cells[i].HasTarget, cells[i].Target = true, fmt.Sprint(m.Target[i])
			cells[i].Below = m.Achieved[i] < m.Target[i]
		}
	}
	return cells
}

var frs = [7]string{"IAC", "UC", "SI", "DC", "RDF", "TRE", "RA"}
