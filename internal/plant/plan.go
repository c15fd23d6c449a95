package plant

import (
	"fmt"
	"reflect"
	"slices"
	"time"
)

// Op is what a change does to a record.
type Op string

// The ops. A skipped record is the same before and after.
const (
	OpAdd    Op = "add"
	OpChange Op = "change"
	OpSkip   Op = "skip"
	OpRemove Op = "remove"
)

// Change is what happens to one record on the way from one document to another.
type Change struct {
	Kind   string        `json:"kind"` // "site", "zone", "conduit", "asset", "answer", or of another list
	Key    string        `json:"key"`  // of an answer "zone Z-01 SR 1.1"
	Op     Op            `json:"op"`
	Fields []FieldChange `json:"fields,omitempty"`
	// Before and After are a DocSite, DocZone, DocConduit, DocAsset, Answer or
	// what another list holds; nil for none.
	Before any `json:"-"`
	After  any `json:"-"`
}

// FieldChange is one attribute that differs, such as "target.vector" or "flows[1].ports".
type FieldChange struct {
	Path   string `json:"path"`
	Before any    `json:"before,omitempty"`
	After  any    `json:"after,omitempty"`
}

// ChangeSet is the way from one document to another, in an order that can be
// carried out: zones after their parents, assets after zones, conduits after
// their devices, answers after conduits, and removals last and backwards.
type ChangeSet struct {
	Changes []Change `json:"changes"`
}

// Counts is the number of changes for each op.
func (c ChangeSet) Counts() map[Op]int {
	n := map[Op]int{}
	for _, change := range c.Changes {
		n[change.Op]++
	}
	return n
}

// Empty says whether nothing would change.
func (c ChangeSet) Empty() bool {
	return !slices.ContainsFunc(c.Changes, func(change Change) bool { return change.Op != OpSkip })
}

// Plan tells what turns the current document into the wanted one. Records are
// matched by key. What the wanted document does not name stays, unless prune
// is asked; and prune leaves alone those lists that the wanted document does
// not have at all. A zone without a place keeps the one it has on the drawing.
func Plan(current, wanted Document, prune bool) ChangeSet {
	p := NewPlanner(prune)
	p.Plant(current, wanted)
	return p.ChangeSet()
}

// Plant plans the plant's part of a document.
func (p *Planner) Plant(current, wanted Document) {
	if current.Site == wanted.Site {
		p.note("site", wanted.Site.Key, OpSkip, current.Site, wanted.Site)
	} else {
		p.note("site", wanted.Site.Key, OpChange, current.Site, wanted.Site)
	}
	zones := slices.Clone(wanted.Zones)
	places := map[string]*Place{}
	for _, z := range current.Zones {
		places[z.Key] = z.Place
	}
	for i := range zones {
		if zones[i].Place == nil {
			zones[i].Place = places[zones[i].Key]
		}
	}
	if zones != nil {
		zones = ParentsFirst(zones)
	}
	PlanList(p, "zone", ParentsFirst(current.Zones), zones, func(z DocZone) string { return z.Key })
	PlanList(p, "asset", current.Assets, wanted.Assets, func(a DocAsset) string { return a.Key })
	PlanList(p, "conduit", current.Conduits, wanted.Conduits, func(c DocConduit) string { return c.Key })
	PlanList(p, "answer", current.Answers, wanted.Answers, Answer.key)
}

func (a Answer) key() string {
	if a.Set == "" {
		return a.Subject + " " + a.Requirement
	}
	return a.Subject + " " + a.Set + " " + a.Requirement
}

// Planner gathers the changes of one list after the other, each list after
// those that it refers to.
type Planner struct {
	prune             bool
	changes, removals []Change
}

// NewPlanner begins a plan.
func NewPlanner(prune bool) *Planner { return &Planner{prune: prune} }

// ChangeSet is what was planned: what goes away comes last, backwards.
func (p *Planner) ChangeSet() ChangeSet {
	slices.Reverse(p.removals)
	return ChangeSet{Changes: append(p.changes, p.removals...)}
}

func (p *Planner) note(kind, key string, op Op, before, after any) {
	c := Change{Kind: kind, Key: key, Op: op, Before: before, After: after}
	switch op {
	case OpChange:
		c.Fields = FieldsChanged(before, after)
		p.changes = append(p.changes, c)
	case OpRemove:
		p.removals = append(p.removals, c)
	default:
		p.changes = append(p.changes, c)
	}
}

// PlanList plans one list of a document. A list that is not there at all is
// not pruned.
func PlanList[T any](p *Planner, kind string, current, wanted []T, key func(T) string) {
	before := make(map[string]T, len(current))
	for _, r := range current {
		before[key(r)] = r
	}
	kept := make(map[string]bool, len(wanted))
	for _, r := range wanted {
		k := key(r)
		kept[k] = true
		old, there := before[k]
		switch {
		case !there:
			p.note(kind, k, OpAdd, nil, r)
		case len(FieldsChanged(old, r)) == 0:
			p.note(kind, k, OpSkip, old, r)
		default:
			p.note(kind, k, OpChange, old, r)
		}
	}
	if !p.prune || wanted == nil {
		return
	}
	for _, r := range current {
		if k := key(r); !kept[k] {
			p.note(kind, k, OpRemove, r, nil)
		}
	}
}

// FieldsChanged lists the attributes in which two records of one type differ,
// by JSON name; ids and versions are no attributes.
func FieldsChanged(before, after any) []FieldChange {
	var out []FieldChange
	compare(&out, "", reflect.ValueOf(before), reflect.ValueOf(after))
	return out
}

func compare(out *[]FieldChange, path string, b, a reflect.Value) {
	if b.Kind() == reflect.Pointer && !b.IsNil() && !a.IsNil() {
		b, a = b.Elem(), a.Elem()
	}
	switch {
	case b.Kind() == reflect.Struct && b.Type() != reflect.TypeFor[time.Time]():
		for _, f := range shapeOf(b.Type()) {
			if f.name == "id" || f.name == "version" {
				continue
			}
			compare(out, join(path, f.name), b.FieldByIndex(f.index), a.FieldByIndex(f.index))
		}
	case b.Kind() == reflect.Slice && b.Type().Elem().Kind() == reflect.Struct:
		for i := range max(b.Len(), a.Len()) {
			here := fmt.Sprintf("%s[%d]", path, i)
			switch {
			case i >= b.Len():
				*out = append(*out, FieldChange{Path: here, After: a.Index(i).Interface()})
			case i >= a.Len():
				*out = append(*out, FieldChange{Path: here, Before: b.Index(i).Interface()})
			default:
				compare(out, here, b.Index(i), a.Index(i))
			}
		}
	case same(b, a):
	default:
		*out = append(*out, FieldChange{Path: path, Before: value(b), After: value(a)})
	}
}

// same takes an absent list for an empty one.
func same(b, a reflect.Value) bool {
	if (b.Kind() == reflect.Slice || b.Kind() == reflect.Map) && b.Len() == 0 && a.Len() == 0 {
		return true
	}
	if b.Kind() == reflect.Slice && b.Type().Elem().Kind() == reflect.Slice && b.Len() == a.Len() {
		for i := range b.Len() {
			if !same(b.Index(i), a.Index(i)) {
				return false
			}
		}
		return true
	}
	if at, ok := b.Interface().(time.Time); ok {
		return at.Equal(a.Interface().(time.Time))
	}
	return reflect.DeepEqual(b.Interface(), a.Interface())
}

// value is an attribute's value, nil when it is empty.
func value(v reflect.Value) any {
	if v.IsZero() {
		return nil
	}
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	return v.Interface()
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
