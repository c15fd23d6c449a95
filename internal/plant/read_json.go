package plant

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"go.yaml.in/yaml/v3"
)

// jsonParser turns JSON into the same tree that the YAML parser yields, with
// lines, so that one decoder serves both. YAML itself does not read all JSON.
type jsonParser struct {
	dec   *json.Decoder
	text  []byte
	at    int64 // up to where lines are counted
	line  int
	depth int
}

func parseJSON(text []byte, depth int) (*yaml.Node, error) {
	p := &jsonParser{dec: json.NewDecoder(bytes.NewReader(text)), text: text, line: 1, depth: depth}
	p.dec.UseNumber()
	root, err := p.value(0)
	if err == nil {
		if _, err = p.dec.Token(); errors.Is(err, io.EOF) {
			return root, nil
		}
		err = errors.New("there is something after the end of the document")
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("the document ends too early")
	}
	if problems := ProblemsOf(err); problems != nil {
		return nil, problems
	}
	return nil, Problems{{Line: p.here(), Text: fmt.Sprintf("This is not JSON: %v.", err)}}
}

// here is the line of the last token.
func (p *jsonParser) here() int {
	to := min(p.dec.InputOffset(), int64(len(p.text)))
	p.line += bytes.Count(p.text[p.at:to], []byte("\n"))
	p.at = to
	return p.line
}

func (p *jsonParser) value(depth int) (*yaml.Node, error) {
	token, err := p.dec.Token()
	if err != nil {
		return nil, err
	}
	if depth > p.depth {
		return nil, Problems{{Line: p.here(), Text: fmt.Sprintf("The document is nested deeper than %d levels.", p.depth)}}
	}
	n := &yaml.Node{Line: p.here()}
	switch t := token.(type) {
	case json.Delim:
		return n, p.composite(n, t, depth)
	case string:
		n.Kind, n.Tag, n.Value = yaml.ScalarNode, "!!str", t
	case json.Number:
		n.Kind, n.Tag, n.Value = yaml.ScalarNode, "!!float", t.String()
		if _, err := t.Int64(); err == nil {
			n.Tag = "!!int"
		}
	case bool:
		n.Kind, n.Tag, n.Value = yaml.ScalarNode, "!!bool", fmt.Sprint(t)
	case nil:
		n.Kind, n.Tag = yaml.ScalarNode, "!!null"
	}
	return n, nil
}

func (p *jsonParser) composite(n *yaml.Node, opened json.Delim, depth int) error {
	n.Kind = yaml.SequenceNode
	if opened == '{' {
		n.Kind = yaml.MappingNode
	}
	for p.dec.More() {
		item, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		n.Content = append(n.Content, item)
	}
	_, err := p.dec.Token()
	return err
}
