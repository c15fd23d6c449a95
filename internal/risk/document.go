package risk

import (
	"io"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"ringwall/internal/plant"
)

// Document is a site as people exchange it, with its risk register: the same
// records as in [Register], but referring to each other and to the plant by
// key. Roadmaps are left out, for they hold nothing but what was computed.
type Document struct {
	plant.Document
	Register
}

// ReadDocument reads a site document; see [plant.ReadInto].
func ReadDocument(r io.Reader, b plant.Budget) (Document, error) {
	var d Document
	if err := plant.ReadInto(&d, r, b, nil); err != nil {
		return Document{}, err
	}
	return d, nil
}

// ReadDocumentLines is [ReadDocument] that also tells where each value stands.
func ReadDocumentLines(r io.Reader, b plant.Budget) (Document, plant.Lines, error) {
	var d Document
	lines := plant.Lines{}
	if err := plant.ReadInto(&d, r, b, lines); err != nil {
		return Document{}, lines, err
	}
	return d, lines, nil
}

// DocumentOf is the site with its answers and its register as a document, each
// list in the order of keys.
func DocumentOf(s plant.Site, answers []plant.Answer, r Register) Document {
	d := Document{Document: plant.DocumentOf(s, answers), Register: plant.Tidy(r)}
	d.Roadmaps = nil
	keys := NamesOf(s, r)
	d.Each(func(kind string, rec Record) {
		if kind == OfFinding {
			rec.Base().Key = keys.findingKey(rec.Base().Key)
		}
		rec.Refs(keys.toKey)
		rec.Base().Site = ""
		plant.Keep(rec, reflect.New(reflect.TypeOf(rec).Elem()).Interface()) // nothing
	})
	d.Sort()
	return d
}

// Records is the document as a site and a register whose ids are the keys, so
// that a file can be checked and reckoned with where there is no store.
func (d Document) Records() (plant.Site, Register) {
	r := plant.Tidy(d.Register)
	site := plant.SiteOf(d.Document)
	r.Each(func(_ string, rec Record) { rec.Base().ID, rec.Base().Site = ID(rec.Base().Key), site.ID })
	n := NamesOf(site, r)
	for i := range r.Findings {
		r.Findings[i].Key = n.FindingID(r.Findings[i].Key)
	}
	r.Refs(n.ToID)
	return site, r
}

// Normalise brings every record of the document into its one form.
func (d Document) Normalise() Document {
	return Document{Document: d.Document.Normalise(), Register: plant.Tidy(d.Register)}
}

// Sort brings every list of the document into the order of keys.
func (d *Document) Sort() {
	d.Document.Sort()
	byKey(d.Systems)
	byKey(d.Functions)
	byKey(d.Criteria)
	byKey(d.Assumptions)
	byKey(d.Countermeasures)
	byKey(d.Environments)
	byKey(d.WorstCases)
	byKey(d.Comparisons)
	byKey(d.Scenarios)
	byKey(d.Findings)
	byKey(d.Proposals)
	byKey(d.Specifications)
	byKey(d.Approvals)
	byKey(d.Tasks)
}

func byKey[T any, P recordOf[T]](list []T) {
	slices.SortStableFunc(list, func(a, b T) int { return plant.CompareKeys(P(&a).Base().Key, P(&b).Base().Key) })
}

// Record is any record of the register.
type Record interface {
	Base() *Head
	Refs(visit func(kind string, id *string))
}

// Base is what the record has in common with every other.
func (h *Head) Base() *Head { return h }

type recordOf[T any] interface {
	*T
	Record
}

// Each visits every record of the register but the roadmaps, kind by kind, in
// an order in which a kind stands after those that it refers to.
func (r *Register) Each(visit func(kind string, rec Record)) {
	each(OfSystem, r.Systems, visit)
	each(OfFunction, r.Functions, visit)
	each(OfCriteria, r.Criteria, visit)
	each(OfAssumption, r.Assumptions, visit)
	each(OfCountermeasure, r.Countermeasures, visit)
	each(OfEnvironment, r.Environments, visit)
	each(OfWorstCase, r.WorstCases, visit)
	each(OfComparison, r.Comparisons, visit)
	each(OfScenario, r.Scenarios, visit)
	each(OfFinding, r.Findings, visit)
	each(OfProposal, r.Proposals, visit)
	each(OfSpecification, r.Specifications, visit)
	each(OfApproval, r.Approvals, visit)
	each(OfTask, r.Tasks, visit)
}

func each[T any, P recordOf[T]](kind string, list []T, visit func(kind string, rec Record)) {
	for i := range list {
		visit(kind, P(&list[i]))
	}
}

// Names are the keys of the records of a site by their ids, and their ids by
// their keys.
type Names struct {
	keys, ids map[record]string
	kinds     map[string]string // by id
}

// record names a record by its kind and its id or key.
type record struct{ kind, name string }

// NamesOf are the names of a site and its register.
func NamesOf(s plant.Site, r Register) *Names {
	n := NewNames()
	n.Add("site", string(s.ID), "")
	for _, z := range s.Zones {
		n.Add(OfZone, string(z.ID), z.Key)
	}
	for _, c := range s.Conduits {
		n.Add(OfConduit, string(c.ID), c.Key)
	}
	for _, a := range s.Assets {
		n.Add(OfAsset, string(a.ID), a.Key)
	}
	r.Each(func(kind string, rec Record) { n.Add(kind, string(rec.Base().ID), rec.Base().Key) })
	for _, m := range r.Roadmaps {
		n.Add(OfRoadmap, string(m.ID), m.Key)
	}
	return n
}

// NewNames begins without any.
func NewNames() *Names {
	return &Names{keys: map[record]string{}, ids: map[record]string{}, kinds: map[string]string{}}
}

// Add notes the key of a record.
func (n *Names) Add(kind, id, key string) {
	n.keys[record{kind, id}], n.ids[record{kind, key}], n.kinds[id] = key, id, kind
}

// toKey turns a reference into a key. What it refers to may be gone: then it
// stays as it is.
func (n *Names) toKey(kind string, id *string) {
	if kind == OfSubject {
		for _, of := range []string{OfZone, OfConduit} {
			if key, ok := n.keys[record{of, *id}]; ok {
				*id = of + " " + key
				return
			}
		}
	}
	if key, ok := n.keys[record{kind, *id}]; ok {
		*id = key
	}
}

// ToID turns a reference of a document into an id. What a task or proposal
// tells of may be gone: then it stays as it is.
func (n *Names) ToID(kind string, key *string) {
	if kind == OfSubject {
		of, text, err := plant.ParseSubject(*key)
		if err != nil {
			return
		}
		if id, ok := n.ids[record{of, text}]; ok {
			*key = id
		}
		return
	}
	if id, ok := n.ids[record{kind, *key}]; ok {
		*key = id
	}
}

// findingKey is the key of a decision in a document. In the store it is the id
// of the finding: its rule, the id of a record, and details that may hold ids
// too. In a document each of these ids is the kind and the key of its record,
// in braces, which no key has.
func (n *Names) findingKey(id string) string {
	out, rest, _ := strings.Cut(id, "/")
	if rest == "" {
		return id
	}
	out += "/"
	for rest != "" {
		found := n.longest(rest)
		if found == "" { // on to what stands after the next mark
			i := strings.IndexAny(rest, "/-") + 1
			if i == 0 {
				i = len(rest)
			}
			out, rest = out+rest[:i], rest[i:]
			continue
		}
		kind := n.kinds[found]
		out += "{" + strings.TrimSpace(kind+" "+n.keys[record{kind, found}]) + "}"
		rest = rest[len(found):]
		if rest != "" {
			out, rest = out+rest[:1], rest[1:]
		}
	}
	return out
}

// longest is the longest known id that a text begins with, up to a mark.
func (n *Names) longest(text string) string {
	for end := len(text); end > 0; end = strings.LastIndexAny(text[:end], "/-") {
		if _, known := n.kinds[text[:end]]; known {
			return text[:end]
		}
	}
	return ""
}

var braced = regexp.MustCompile(`\{([a-z-]+) ?([^{}]*)\}`)

// FindingID is the key of a decision in a document as the store has it.
func (n *Names) FindingID(key string) string {
	return braced.ReplaceAllStringFunc(key, func(text string) string {
		m := braced.FindStringSubmatch(text)
		if id, known := n.ids[record{m[1], m[2]}]; known {
			return id
		}
		return text
	})
}
