package intake

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"ringwall/internal/catalog"
	"ringwall/internal/sl"
)

// oscalFile is as much of an OSCAL catalogue (1.1.x, JSON) as a set needs.
type oscalFile struct {
	Catalog *struct {
		Metadata struct {
			Title   string `json:"title"`
			Version string `json:"version"`
		} `json:"metadata"`
		Groups   []oscalGroup   `json:"groups"`
		Controls []oscalControl `json:"controls"`
	} `json:"catalog"`
}

type oscalGroup struct {
	ID       string         `json:"id"`
	Title    string         `json:"title"`
	Groups   []oscalGroup   `json:"groups"`
	Controls []oscalControl `json:"controls"`
}

type oscalControl struct {
	ID       string         `json:"id"`
	Title    string         `json:"title"`
	Params   []oscalParam   `json:"params"`
	Props    []oscalProp    `json:"props"`
	Parts    []oscalPart    `json:"parts"`
	Controls []oscalControl `json:"controls"`
}

type oscalParam struct {
	ID     string   `json:"id"`
	Label  string   `json:"label"`
	Values []string `json:"values"`
}

type oscalProp struct {
	Name  string `json:"name"`
	Class string `json:"class"`
	Value string `json:"value"`
}

type oscalPart struct {
	Name  string      `json:"name"`
	Prose string      `json:"prose"`
	Parts []oscalPart `json:"parts"`
}

// ReadOSCAL reads an OSCAL catalogue. Groups become groups, controls become
// requirements under the label that they print, and controls within a control
// its enhancements. What it says in prose is as a rule somebody's wording, which
// a set would carry into reports: it stays out unless the head says that the texts
// are the uploader's own. Then the statement becomes the summary, a part named question the
// question, and the objects of an assessment the evidence, where they are there.
// Withdrawn controls are left out.
func ReadOSCAL(r io.Reader, h Head) (*catalog.Set, Refusals, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return nil, nil, fmt.Errorf("read the OSCAL catalogue: %w", err)
	}
	if len(text) > maxBytes {
		return nil, nil, fmt.Errorf("the OSCAL catalogue is larger than %d bytes", maxBytes)
	}
	var f oscalFile
	if err := json.Unmarshal(text, &f); err != nil {
		return nil, nil, fmt.Errorf("the file is no OSCAL catalogue in JSON: %w", err)
	}
	if f.Catalog == nil {
		return nil, nil, errors.New(`the file is JSON, but no OSCAL catalogue: it has no "catalog" at its top`)
	}
	if h.ID == "" {
		return nil, nil, fmt.Errorf("the set has no id: give it one with its edition, such as %q", "nist-sp-800-53-full:r5")
	}
	h.Title, h.Edition = or(h.Title, f.Catalog.Metadata.Title), or(h.Edition, f.Catalog.Metadata.Version)
	o := &oscalReader{draft: newDraft(h), own: h.OwnTexts, taken: map[string]bool{}, groups: map[string]bool{}}
	for _, g := range f.Catalog.Groups {
		o.group(g, "", 0)
	}
	for _, c := range f.Catalog.Controls {
		o.control(c, "", "", 0)
	}
	return o.finish()
}

type oscalReader struct {
	*draft
	taken, groups map[string]bool
	own           bool // the prose may become texts of the set
}

func (o *oscalReader) full(id string, depth int) bool {
	switch {
	case depth > maxDepth:
		o.refuse(place{cell: id}, "The catalogue is nested deeper than %d.", maxDepth)
	case len(o.places)+len(o.headings) >= maxEntries:
		o.refuse(place{cell: id}, "The catalogue has more than %d groups and controls: cut it down with a profile.", maxEntries)
	default:
		return false
	}
	return true
}

func (o *oscalReader) group(g oscalGroup, parent string, depth int) {
	if o.full(g.ID, depth) {
		return
	}
	id := or(strings.TrimSpace(g.ID), line(g.Title))
	switch {
	case id == "":
		o.refuse(place{}, "A group has neither id nor title: give it one.")
		return
	case o.groups[id]:
		o.refuse(place{cell: id}, "The group id %q stands twice.", id)
		return
	}
	o.groups[id] = true
	o.set.Groups = append(o.set.Groups, catalog.Group{ID: id, Parent: parent, Title: or(line(g.Title), id)})
	o.headings = append(o.headings, place{cell: id})
	for _, sub := range g.Groups {
		o.group(sub, id, depth+1)
	}
	for _, c := range g.Controls {
		o.control(c, id, "", depth+1)
	}
}

// control adds a control and those within it. However deep they lie, the
// controls within it enhance the outermost one: a set knows one step.
func (o *oscalReader) control(c oscalControl, group string, parent catalog.RequirementID, depth int) {
	if o.full(c.ID, depth) {
		return
	}
	if !c.withdrawn() {
		id := c.label()
		if o.taken[id] {
			id = strings.TrimSpace(c.ID)
		}
		if id == "" || o.taken[id] {
			o.refuse(place{cell: c.ID}, "The control %q has no id, or one that stands twice.", c.ID)
			return
		}
		o.taken[id] = true
		o.places = append(o.places, place{cell: c.ID})
		q := catalog.Requirement{ID: catalog.RequirementID(id), FR: sl.None, Group: group, Parent: parent, Title: or(line(c.Title), id)}
		if o.own {
			q.Summary, q.Question, q.Evidence = cut(c.prose("statement")), cut(c.prose("question")), cut(c.prose("assessment-objects"))
		}
		o.set.Requirements = append(o.set.Requirements, q)
		if parent == "" {
			parent = catalog.RequirementID(id)
		}
	}
	for _, sub := range c.Controls {
		o.control(sub, group, parent, depth+1)
	}
}

func (c oscalControl) withdrawn() bool {
	for _, p := range c.Props {
		if p.Name == "status" && strings.EqualFold(p.Value, "withdrawn") {
			return true
		}
	}
	return false
}

// label is the number that the control prints; NIST gives a second one, by
// class, for its assessment procedures.
func (c oscalControl) label() string {
	label := ""
	for _, p := range c.Props {
		if p.Name == "label" && (label == "" || p.Class == "") {
			label = line(p.Value)
		}
	}
	return or(label, strings.TrimSpace(c.ID))
}

// prose is the text of the parts of a name, with what stands within them.
func (c oscalControl) prose(name string) string {
	var texts []string
	var gather func(parts []oscalPart, within bool, depth int)
	gather = func(parts []oscalPart, within bool, depth int) {
		if depth > maxDepth {
			return
		}
		for _, p := range parts {
			here := within || p.Name == name
			if here && strings.TrimSpace(p.Prose) != "" {
				texts = append(texts, line(p.Prose))
			}
			gather(p.Parts, here, depth+1)
		}
	}
	gather(c.Parts, false, 0)
	return insertion.ReplaceAllStringFunc(strings.Join(texts, " "), func(s string) string {
		return c.param(insertion.FindStringSubmatch(s)[1])
	})
}

// insertion is where a parameter goes: "{{ insert: param, ac-1_prm_1 }}".
var insertion = regexp.MustCompile(`\{\{\s*(?:insert:\s*)?(?:param,\s*)?([A-Za-z0-9_.\-]+)\s*\}\}`)

func (c oscalControl) param(id string) string {
	for _, p := range c.Params {
		if p.ID != id {
			continue
		}
		if len(p.Values) > 0 {
			return line(strings.Join(p.Values, ", "))
		}
		if p.Label != "" {
			return "[" + line(p.Label) + "]"
		}
	}
	return "[" + id + "]"
}

// line writes a text in one line.
func line(s string) string { return strings.Join(strings.Fields(s), " ") }
