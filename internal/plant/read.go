package plant

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
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

// ReadDocument reads the plant's part of a site document, and no other part.
func ReadDocument(r io.Reader, b Budget) (Document, error) {
	var d Document
	if err := ReadInto(&d, r, b, nil); err != nil {
		return Document{}, err
	}
	return d, nil
}

// ReadInto reads a site document in YAML or JSON into the struct that doc
// points to: [Document], or one that embeds it and holds more lists. It refuses
// what the struct does not know, and reports all such places as [Problems] with
// their lines. Whether the records keep the rules is not for it to say. Into
// lines goes where each value stands, unless lines is nil.
func ReadInto(doc any, r io.Reader, b Budget, lines Lines) error {
	return ReadFormat(DocumentFormat, doc, r, b, lines)
}

// ReadFormat is [ReadInto] for a document of another format, which its attribute
// format names.
func ReadFormat(format string, doc any, r io.Reader, b Budget, lines Lines) error {
	text, err := io.ReadAll(io.LimitReader(r, b.Bytes+1))
	if err != nil {
		return fmt.Errorf("read document: %w", err)
	}
	if int64(len(text)) > b.Bytes {
		return tooBig("The document is larger than %d bytes: split it.", b.Bytes)
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if nodes := mostNodes(text); nodes > b.Nodes {
		return tooBig("The document has up to %d values: at most %d are read.", nodes, b.Nodes)
	}
	root, isJSON, err := parse(text, format, b.Depth)
	if err != nil {
		return err
	}
	dec := decoder{format: format, json: isJSON, depth: b.Depth, lines: lines}
	dec.document(root, reflect.ValueOf(doc).Elem())
	return dec.problems.err()
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
func parse(text []byte, format string, depth int) (*yaml.Node, bool, error) {
	if bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("{")) {
		root, err := parseJSON(text, depth)
		return root, true, err
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	var doc, second yaml.Node
	if err := dec.Decode(&doc); err != nil {
		return nil, false, badText("YAML", format, err)
	}
	if err := dec.Decode(&second); !errors.Is(err, io.EOF) {
		return nil, false, Problems{{Line: max(1, second.Line), Text: "The file holds more than one YAML document: keep one."}}
	}
	return doc.Content[0], false, nil
}

// badText turns a parser's error into ours, with its line if it names one.
func badText(language, format string, err error) error {
	if errors.Is(err, io.EOF) {
		return Problems{{Line: 1, Text: "The document is empty: begin with format: " + format + "."}}
	}
	text, line := strings.TrimPrefix(err.Error(), "yaml: "), 0
	if n, _ := fmt.Sscanf(text, "line %d: ", &line); n == 1 {
		_, text, _ = strings.Cut(text, ": ")
	}
	return Problems{{Line: max(1, line), Text: fmt.Sprintf("This is not %s: %s.", language, text)}}
}
