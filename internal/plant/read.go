package plant

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Budget limits what reading a document may cost.
type Budget struct {
	Bytes int64 // of the file
	Nodes int   // values, names and lists of the document, counted from above
	Depth int   // of nesting
}

// DefaultBudget is enough for a site of 30,000 assets, and keeps the memory of
// the worst document below 500 MiB. Larger inventories come as
// spreadsheets, which are read as a stream.
var DefaultBudget = Budget{Bytes: 64 << 20, Nodes: 2_000_000, Depth: 32}

// Lines tells on which line of its file a value stands, by JSON pointer.
type Lines map[string]int

// Of is the line of a value, or of the nearest value around it.
func (l Lines) Of(pointer string) int {
	for {
		if line, ok := l[pointer]; ok {
			return line
		}
		cut := strings.LastIndexByte(pointer, '/')
		if cut < 0 {
			return 0
		}
		pointer = pointer[:cut]
	}
}

// Mark sets the line of every problem.
func (l Lines) Mark(p Problems) Problems {
	for i := range p {
		p[i].Line = l.Of(p[i].Pointer)
	}
	return p
}

// ReadDocument reads a site document in YAML or JSON. It refuses what the
// format does not know, and reports all such places as [Problems] with their
// lines. Whether the records keep the rules of the plant is for [Check] to say.
func ReadDocument(r io.Reader, b Budget) (Document, error) {
	return read(r, b, nil)
}

// ReadDocumentLines is [ReadDocument] that also tells where each value stands.
func ReadDocumentLines(r io.Reader, b Budget) (Document, Lines, error) {
	lines := Lines{}
	d, err := read(r, b, lines)
	return d, lines, err
}

func read(r io.Reader, b Budget, lines Lines) (Document, error) {
	text, err := io.ReadAll(io.LimitReader(r, b.Bytes+1))
	if err != nil {
		return Document{}, fmt.Errorf("read site document: %w", err)
	}
	if int64(len(text)) > b.Bytes {
		return Document{}, tooBig("The document is larger than %d bytes: split it into sites.", b.Bytes)
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if nodes := mostNodes(text); nodes > b.Nodes {
		return Document{}, tooBig("The document has up to %d values: at most %d are read.", nodes, b.Nodes)
	}
	root, isJSON, err := parse(text, b.Depth)
	if err != nil {
		return Document{}, err
	}
	dec := decoder{json: isJSON, depth: b.Depth, lines: lines}
	var d Document
	dec.document(root, &d)
	if len(dec.problems) > 0 {
		return Document{}, dec.problems
	}
	return d, nil
}

func tooBig(format string, args ...any) error {
	var p Problems
	p.add("", format, args...)
	return p
}

// mostNodes is more than the number of nodes that a text can hold: each needs
// one of these characters before it.
func mostNodes(text []byte) int {
	n := 1
	for _, c := range text {
		switch c {
		case '\n', '\r', ',', ':', '[', '{', '-', '?':
			n++
		}
	}
	return n
}

// parse reads the text as JSON if it begins like a JSON object, else as YAML.
func parse(text []byte, depth int) (*yaml.Node, bool, error) {
	if bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("{")) {
		root, err := parseJSON(text, depth)
		return root, true, err
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	var doc, second yaml.Node
	if err := dec.Decode(&doc); err != nil {
		return nil, false, badText("YAML", err)
	}
	if err := dec.Decode(&second); !errors.Is(err, io.EOF) {
		return nil, false, Problems{{Line: max(1, second.Line), Text: "The file holds more than one YAML document: keep one, with one site."}}
	}
	return doc.Content[0], false, nil
}

// badText turns a parser's error into ours, with its line if it names one.
func badText(format string, err error) error {
	if errors.Is(err, io.EOF) {
		return Problems{{Line: 1, Text: "The document is empty: begin with format: " + DocumentFormat + "."}}
	}
	text, line := strings.TrimPrefix(err.Error(), "yaml: "), 0
	if n, _ := fmt.Sscanf(text, "line %d: ", &line); n == 1 {
		_, text, _ = strings.Cut(text, ": ")
	}
	return Problems{{Line: max(1, line), Text: fmt.Sprintf("This is not %s: %s.", format, text)}}
}
