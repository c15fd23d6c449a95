package catalog

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"go.yaml.in/yaml/v3"
)

// PackFormat is the first line of a data pack: the format that [Parse] reads.
const PackFormat = "ringwall-catalogue/1"

// The budget of a data pack. The largest published set of the series has fewer
// than 200 requirements; the bounds leave room and stop a hostile file early.
const (
	maxPackBytes = 2 << 20
	maxPackNodes = 50_000
	maxPackDepth = 12
	maxTextBytes = 2_000
)

// pack is the data pack as it stands in the file.
type pack struct {
	Format       string           `yaml:"format"`
	Set          packHead         `yaml:"set"`
	Maturity     []packMaturity   `yaml:"maturity,omitempty"`
	Sources      []packSource     `yaml:"sources,omitempty"`
	Foundations  []packFoundation `yaml:"foundations,omitempty"`
	Groups       []packGroup      `yaml:"groups,omitempty"`
	Requirements []packEntry      `yaml:"requirements"`
}

type packHead struct {
	ID          SetID   `yaml:"id"`
	Kind        SetKind `yaml:"kind"`
	Standard    string  `yaml:"standard"`
	Title       string  `yaml:"title"`
	Edition     string  `yaml:"edition,omitempty"`
	Corrigendum string  `yaml:"corrigendum,omitempty"`
	Replaces    SetID   `yaml:"replaces,omitempty"`
	Version     string  `yaml:"version"`
	Attribution string  `yaml:"attribution,omitempty"`
}

type packMaturity struct {
	Level   int    `yaml:"level"`
	Name    string `yaml:"name"`
	Summary string `yaml:"summary,omitempty"`
}

// packSource is a source of facts, which doubts refer to by its id.
type packSource struct {
	ID   string `yaml:"id"`
	Name string `yaml:"name"`
}

type packFoundation struct {
	ID      string `yaml:"id"`
	Abbrev  string `yaml:"abbrev"`
	Title   string `yaml:"title"`
	Clause  string `yaml:"clause,omitempty"`
	Summary string `yaml:"summary,omitempty"`
}

type packGroup struct {
	ID      string `yaml:"id"`
	Parent  string `yaml:"parent,omitempty"`
	Title   string `yaml:"title"`
	Clause  string `yaml:"clause,omitempty"`
	Summary string `yaml:"summary,omitempty"`
}

type packEntry struct {
	ID         RequirementID   `yaml:"id"`
	FR         string          `yaml:"fr,omitempty"`
	Group      string          `yaml:"group,omitempty"`
	Parent     RequirementID   `yaml:"parent,omitempty"`
	Title      string          `yaml:"title"`
	From       *int            `yaml:"slFrom,omitempty"`
	Types      []ComponentType `yaml:"types,omitempty"`
	Heading    RequirementID   `yaml:"heading,omitempty"`
	Derives    []RequirementID `yaml:"derives,omitempty"`
	Summary    string          `yaml:"summary,omitempty"`
	Question   string          `yaml:"question,omitempty"`
	Evidence   string          `yaml:"evidence,omitempty"`
	Confidence Confidence      `yaml:"confidence,omitempty"`
	Doubts     []packDoubt     `yaml:"doubts,omitempty"`
}

type packDoubt struct {
	About  string `yaml:"about"`
	Source string `yaml:"source"`
	Says   string `yaml:"says"`
	Note   string `yaml:"note,omitempty"`
}

// Parse reads a data pack and checks all of it: unknown fields, unknown or
// repeated ids, levels, and texts that are missing, repeated or too long are
// refused with the line and the id. An error joins everything that is wrong.
func Parse(r io.Reader) (*Set, error) {
	const name = "the requirement pack"
	var p pack
	lines, err := readPack(r, name, &p)
	if err != nil {
		return nil, err
	}
	set, err := p.set(lines)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return set, nil
}

// readPack decodes one document of bounded size into the pack, and notes on
// which line each entry of each list begins. Unknown fields are refused.
func readPack(r io.Reader, name string, into any) (sections, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxPackBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if len(text) > maxPackBytes {
		return nil, fmt.Errorf("%s is larger than %d bytes", name, maxPackBytes)
	}
	lines, err := measure(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(into); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s holds more than one document", name)
	}
	return lines, nil
}

// sections hold, for each list of a pack, the line on which each entry begins.
type sections map[string][]int

func (s sections) line(list string, i int) int {
	if i < len(s[list]) {
		return s[list][i]
	}
	return 0
}

// measure holds the pack to its budget before any of it is decoded, and notes
// the lines of its lists. References are refused: a few of them can stand for a
// file of any size.
func measure(text []byte) (sections, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return nil, err
	}
	nodes := 0
	var walk func(n *yaml.Node, depth int) error
	walk = func(n *yaml.Node, depth int) error {
		if nodes++; nodes > maxPackNodes {
			return fmt.Errorf("line %d: more than %d values", n.Line, maxPackNodes)
		}
		if depth > maxPackDepth {
			return fmt.Errorf("line %d: nested deeper than %d", n.Line, maxPackDepth)
		}
		if n.Kind == yaml.AliasNode || n.Anchor != "" {
			return fmt.Errorf("line %d: anchors and references are not allowed", n.Line)
		}
		for _, c := range n.Content {
			if err := walk(c, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	if err := walk(&doc, 0); err != nil {
		return nil, err
	}
	if len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		return nil, errors.New("not a mapping that begins with format, as every data pack does")
	}
	lines := sections{}
	fields := doc.Content[0].Content
	for i := 0; i+1 < len(fields); i += 2 {
		for _, entry := range fields[i+1].Content {
			lines[fields[i].Value] = append(lines[fields[i].Value], entry.Line)
		}
	}
	return lines, nil
}
