package sheet

import (
	"fmt"
	"strings"

	book "ringwall/internal/plant/sheet"
	"ringwall/internal/risk"
)

// names finds records by what people call them, and back.
type names struct {
	keys     map[string]string            // key by kind and id
	ids      map[string]map[string]string // id by kind and key, without case
	nodes    map[string][]Node            // zones and conduits by squeezed key and name
	measures map[string]risk.ID           // by folded key and name
}

func namesOf(in risk.Input) *names {
	n := &names{keys: map[string]string{}, ids: map[string]map[string]string{}, nodes: map[string][]Node{}, measures: map[string]risk.ID{}}
	for i := range in.Site.Zones {
		z := &in.Site.Zones[i]
		n.add(risk.OfZone, string(z.ID), z.Key)
	}
	for i := range in.Site.Conduits {
		c := &in.Site.Conduits[i]
		n.add(risk.OfConduit, string(c.ID), c.Key)
	}
	r := &in.Register
	heads(n, risk.OfFunction, r.Functions, func(x *risk.Function) *risk.Head { return &x.Head })
	heads(n, risk.OfWorstCase, r.WorstCases, func(x *risk.WorstCase) *risk.Head { return &x.Head })
	heads(n, risk.OfAssumption, r.Assumptions, func(x *risk.Assumption) *risk.Head { return &x.Head })
	heads(n, risk.OfCountermeasure, r.Countermeasures, func(x *risk.Countermeasure) *risk.Head { return &x.Head })
	heads(n, risk.OfScenario, r.Scenarios, func(x *risk.Scenario) *risk.Head { return &x.Head })
	for i := range r.Countermeasures {
		m := &r.Countermeasures[i]
		n.measures[folded(m.Key)], n.measures[folded(m.Name)] = m.ID, m.ID
	}
	delete(n.measures, "")
	// Keys come first, so that a name that is another's key means the key.
	for i := range in.Site.Zones {
		n.node(in.Site.Zones[i].Key, Node{risk.OfZone, string(in.Site.Zones[i].ID)})
	}
	for i := range in.Site.Conduits {
		n.node(in.Site.Conduits[i].Key, Node{risk.OfConduit, string(in.Site.Conduits[i].ID)})
	}
	keyed := map[string]bool{}
	for text := range n.nodes {
		keyed[text] = true
	}
	named := func(text string, at Node) {
		if !keyed[book.Squeeze(text)] {
			n.node(text, at)
		}
	}
	for i := range in.Site.Zones {
		named(in.Site.Zones[i].Name, Node{risk.OfZone, string(in.Site.Zones[i].ID)})
	}
	for i := range in.Site.Conduits {
		named(in.Site.Conduits[i].Name, Node{risk.OfConduit, string(in.Site.Conduits[i].ID)})
	}
	return n
}

func heads[T any](n *names, kind string, list []T, head func(*T) *risk.Head) {
	for i := range list {
		h := head(&list[i])
		n.add(kind, string(h.ID), h.Key)
	}
}

func (n *names) add(kind, id, key string) {
	if n.ids[kind] == nil {
		n.ids[kind] = map[string]string{}
	}
	n.keys[kind+"\x00"+id] = key
	n.ids[kind][strings.ToLower(key)] = id
}

func (n *names) node(text string, at Node) {
	if s := book.Squeeze(text); s != "" {
		n.nodes[s] = append(n.nodes[s], at)
	}
}

// key is the key of a record, or its id when it is not there.
func (n *names) key(kind, id string) string {
	if key, ok := n.keys[kind+"\x00"+id]; ok || id == "" {
		return key
	}
	return id
}

func (n *names) id(kind, key string) (string, error) {
	if key = strings.TrimSpace(key); key == "" {
		return "", nil
	}
	if id, ok := n.ids[kind][strings.ToLower(key)]; ok {
		return id, nil
	}
	return "", fmt.Errorf("there is no %s %q: write the key of one that there is, or add it first", strings.ReplaceAll(kind, "-", " "), key)
}

// list is the keys of records, and ids the way back.
func (n *names) list(kind string, ids []risk.ID) string {
	keys := make([]string, len(ids))
	for i, id := range ids {
		keys[i] = n.key(kind, string(id))
	}
	return strings.Join(keys, ", ")
}

func (n *names) idsOf(kind, keys string) ([]risk.ID, error) {
	var out []risk.ID
	for _, key := range words(keys) {
		id, err := n.id(kind, key)
		if err != nil {
			return nil, err
		}
		out = append(out, risk.ID(id))
	}
	return out, nil
}

// words divides a cell that holds several keys or ids.
func words(s string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",;、，；\n\r", r) }) {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// place finds the zone or conduit that a text means: one by key or name, or one
// whose key stands at its beginning ("Z-02 Utilities").
func (n *names) place(text string) (Node, error) {
	found := n.nodes[book.Squeeze(text)]
	if len(found) == 0 {
		for _, cut := range []string{" – ", " - ", ": ", ", ", " (", " "} {
			if head, _, ok := strings.Cut(text, cut); ok && len(found) == 0 {
				found = n.nodes[book.Squeeze(head)]
			}
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return Node{}, fmt.Errorf("%q is neither key nor name of a zone or conduit: say which one it means, correct it in the file, or choose one node for the whole file", text)
	}
	keys := make([]string, len(found))
	for i, f := range found {
		keys[i] = n.key(f.Kind, f.ID)
	}
	return Node{}, fmt.Errorf("%q may be each of %s: write the key, or say which one it means", text, strings.Join(keys, ", "))
}

// there says whether a node is one of the site.
func (n *names) there(at Node) bool {
	_, ok := n.keys[at.Kind+"\x00"+at.ID]
	return ok && (at.Kind == risk.OfZone || at.Kind == risk.OfConduit)
}
