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
	Sources      []packSource     `yaml:"sources"`
	Foundations  []packFoundation `yaml:"foundations"`
	Requirements []packEntry      `yaml:"requirements"`
}

type packHead struct {
	ID          SetID  `yaml:"id"`
	Standard    string `yaml:"standard"`
	Title       string `yaml:"title"`
	Corrigendum string `yaml:"corrigendum"`
	Version     string `yaml:"version"`
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
	Clause  string `yaml:"clause"`
	Summary string `yaml:"summary"`
}

type packEntry struct {
	ID       RequirementID `yaml:"id"`
	FR       string        `yaml:"fr"`
	Parent   RequirementID `yaml:"parent"`
	Title    string        `yaml:"title"`
	From     int           `yaml:"slFrom"`
	Summary  string        `yaml:"summary"`
	Question string        `yaml:"question"`
	Evidence string        `yaml:"evidence"`
	Doubts   []packDoubt   `yaml:"doubts"`
}

type packDoubt struct {
	About  string `yaml:"about"`
	Source string `yaml:"source"`
	Says   string `yaml:"says"`
	Note   string `yaml:"note"`
}

// Parse reads a data pack and checks all of it: unknown fields, unknown or
// repeated ids, levels, and texts that are missing, repeated or too long are
// refused with the line and the id. An error joins everything that is wrong.
func Parse(r io.Reader) (*Set, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxPackBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read the requirement pack: %w", err)
	}
	if len(text) > maxPackBytes {
		return nil, fmt.Errorf("the requirement pack is larger than %d bytes", maxPackBytes)
	}
	lines, err := measure(text)
	if err != nil {
		return nil, fmt.Errorf("the requirement pack: %w", err)
	}
	var p pack
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(&p); err != nil {
		return nil, fmt.Errorf("the requirement pack: %w", err)
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return nil, errors.New("the requirement pack holds more than one document")
	}
	return p.set(lines)
}

// measure holds the pack to its budget before any of it is decoded, and notes
// the line on which each requirement begins. References are refused: a few of
// them can stand for a file of any size.
func measure(text []byte) (lines []int, err error) {
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
		return nil, errors.New("not a mapping with format, set, foundations and requirements")
	}
	fields := doc.Content[0].Content
	for i := 0; i+1 < len(fields); i += 2 {
		if fields[i].Value == "requirements" {
			for _, entry := range fields[i+1].Content {
				lines = append(lines, entry.Line)
			}
		}
	}
	return lines, nil
}
