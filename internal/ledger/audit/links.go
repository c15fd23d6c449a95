package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// link is that a record holds another fast.
type link struct{ kind, id string }

// paths says where the records of a kind name others, a kind and the members
// that hold ids: "zones" is a list of ids, "lines.zone" the member of a list of
// objects.
type paths map[string]string

// linksOf reads what a record refers to, each once, in the order of the table.
func (l layout) linksOf(d doc) []link {
	var all []link
	if l.extra != nil {
		all = l.extra(d)
	}
	for kind, members := range l.links {
		for _, path := range strings.Fields(members) {
			for _, id := range idsAt(map[string]any(d), strings.Split(path, ".")) {
				all = append(all, link{kind, id})
			}
		}
	}
	slices.SortFunc(all, func(a, b link) int { return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.id, b.id)) })
	return slices.Compact(all)
}

// idsAt is every text at a path, whatever lists lie on the way.
func idsAt(v any, path []string) (ids []string) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			ids = append(ids, idsAt(item, path)...)
		}
	case map[string]any:
		if len(path) > 0 {
			return idsAt(v[path[0]], path[1:])
		}
	case string:
		if len(path) == 0 && v != "" {
			return []string{v}
		}
	}
	return ids
}

// links compares the table of links with what the records refer to: where one
// is missing, a record could be deleted that others rest on.
func (c *check) links() error {
	rows := c.walk("record_link", "org site kind id to_kind to_id", "kind id to_kind to_id")
	holders := slices.DeleteFunc(slices.Clone(layouts), func(l layout) bool { return l.links == nil })
	slices.SortFunc(holders, func(a, b layout) int { return cmp.Compare(a.kind, b.kind) })
	for _, l := range holders {
		changes := c.newest(l.kind)
		for {
			change, err := changes.next()
			if err != nil {
				return err
			}
			if change.none() {
				break
			}
			if change.text("doc") == "" {
				continue
			}
			full, err := readDoc(change.text("doc"))
			if err != nil {
				continue // was told with the record
			}
			for _, want := range l.linksOf(full) {
				if err := c.expect(rows, change, want); err != nil {
					return err
				}
			}
		}
	}
	return c.surplus(rows, func(row) bool { return true })
}

// expect finds a link in the table; what stands before it is too many.
func (c *check) expect(rows *reader, change row, want link) error {
	at := [4]string{change.text("kind"), change.text("id"), want.kind, want.id}
	if err := c.surplus(rows, func(r row) bool { return compare4(place(r), at) < 0 }); err != nil {
		return err
	}
	r, err := rows.peek()
	if err != nil {
		return err
	}
	if r.none() || place(r) != at {
		return c.found(changeName(change), fmt.Sprintf("its link to %s %s is missing", want.kind, want.id))
	}
	rows.skip()
	if r.text("org") != change.text("org") || r.text("site") != change.text("site") {
		return c.found(changeName(change), fmt.Sprintf("its link to %s %s is of another site", want.kind, want.id))
	}
	return nil
}

// surplus tells of links that no record has, as long as the rows are such.
func (c *check) surplus(rows *reader, such func(row) bool) error {
	for {
		r, err := rows.peek()
		if err != nil || r.none() || !such(r) {
			return err
		}
		rows.skip()
		name := fmt.Sprintf("link of %s (id %s)", r.text("kind"), r.text("id"))
		if err := c.found(name, fmt.Sprintf("no record refers so to %s %s", r.text("to_kind"), r.text("to_id"))); err != nil {
			return err
		}
	}
}

func place(r row) [4]string {
	return [4]string{r.text("kind"), r.text("id"), r.text("to_kind"), r.text("to_id")}
}

func compare4(a, b [4]string) int { return slices.Compare(a[:], b[:]) }
