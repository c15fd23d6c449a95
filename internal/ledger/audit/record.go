package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
)

// traffic is the kind of change that binds what a capture showed.
const traffic = "traffic"

// records compares each row of each kind with the newest value in history.
func (c *check) records() error {
	for _, l := range layouts {
		if err := c.kind(l); err != nil {
			return err
		}
	}
	if err := c.links(); err != nil {
		return err
	}
	return c.traffic()
}

// newest walks through the newest change of each record of one kind, in the
// order of ids.
type newest struct {
	changes *reader
	kind    string
}

func (c *check) newest(kind string) newest {
	return newest{c.walk("history", "kind id seq n org site key version doc", "kind id seq n", kind, "", int64(0), int64(-1)), kind}
}

func (n newest) next() (row, error) {
	var last row
	for {
		h, err := n.changes.peek()
		if err != nil {
			return row{}, err
		}
		if h.none() || h.text("kind") != n.kind || !last.none() && h.text("id") != last.text("id") {
			return last, nil
		}
		last = h
		n.changes.skip()
	}
}

func (c *check) kind(l layout) error {
	columns := "id org version doc"
	if l.ofSite {
		columns += " site"
	}
	for _, col := range l.columns {
		columns += " " + col.name
	}
	rows, changes := c.walk(l.table, columns, "id"), c.newest(l.kind)
	change, err := changes.next()
	if err != nil {
		return err
	}
	for {
		r, err := rows.peek()
		if err != nil {
			return err
		}
		if r.none() && change.none() {
			break
		}
		switch {
		case change.none() || !r.none() && r.text("id") < change.text("id"):
			rows.skip()
			c.report.Records++
			err = c.found(fmt.Sprintf("%s %q (id %s)", l.kind, r.text(l.key), r.text("id")), "no entry ever stored it")
		case r.none() || change.text("id") < r.text("id"):
			if change.text("doc") != "" {
				err = c.found(changeName(change), "the record is missing")
			}
			change, err = then(err, changes)
		default:
			rows.skip()
			c.report.Records++
			err = c.compare(l, r, change)
			change, err = then(err, changes)
		}
		if err != nil {
			return err
		}
	}
	if l.beside == nil {
		return nil
	}
	return c.digests(l)
}

func then(err error, changes newest) (row, error) {
	if err != nil {
		return row{}, err
	}
	return changes.next()
}

// compare compares a row with the newest change of its record.
func (c *check) compare(l layout, r, change row) error {
	name := changeName(change)
	if change.text("doc") == "" {
		return c.found(name, "the record is stored although the entry deleted it")
	}
	full, err := readDoc(change.text("doc"))
	if err != nil {
		return c.found(name, "its value in the history is no JSON object")
	}
	rest, err := readDoc(r.text("doc"))
	if err != nil {
		return c.found(name, "column doc is no JSON object")
	}
	differ := func(column string) error {
		return c.found(name, fmt.Sprintf("column %s of %s does not match the history", column, l.table))
	}
	want := map[string]string{"org": change.text("org"), "version": full.text("version")}
	if l.ofSite {
		want["site"] = change.text("site")
	}
	if full.text("id") != r.text("id") || full.text("version") != change.text("version") {
		if err := c.found(name, "its value in the history is of another record"); err != nil {
			return err
		}
	}
	full, rest = full.without("id").without("version"), rest.zeroWithout("id").zeroWithout("version")
	whole := full
	for _, col := range l.columns {
		if col.of != nil {
			want[col.name] = col.of(whole)
			continue
		}
		want[col.name] = whole.text(col.member)
		full, rest = full.without(col.member), rest.zeroWithout(col.member)
	}
	for _, column := range r.columns {
		expected, checked := want[column]
		if !checked {
			continue
		}
		if got := r.text(column); got != expected && !sameScalar(got, expected) {
			if err := differ(column); err != nil {
				return err
			}
		}
	}
	if !sameRest(full, rest) {
		return differ("doc")
	}
	return nil
}

// sameScalar lets a truth value be written as SQLite does, and no value as 0.
func sameScalar(got, want string) bool {
	switch got {
	case "0", "false":
		return want == "" || want == "false"
	case "1":
		return want == "true"
	}
	return false
}

// zeroWithout takes a member out if it has no value; one with a value stays,
// and so does not match: the rest may not say what a column says.
func (d doc) zeroWithout(path string) doc {
	if empty(d.member(path)) {
		return d.without(path)
	}
	return d
}

// digests compares a column of which the ledger has the digest only.
func (c *check) digests(l layout) error {
	b := l.beside
	rows, changes := c.walk(l.table, "id "+l.key+" "+b.column, "id"), c.newest(b.kind)
	change, err := changes.next()
	for err == nil {
		var r row
		if r, err = rows.peek(); err != nil || r.none() && change.none() {
			break
		}
		switch {
		case change.none() || !r.none() && r.text("id") < change.text("id"):
			rows.skip()
			if r.text(b.column) != "" {
				err = c.found(fmt.Sprintf("%s of %s %q (id %s)", b.kind, l.kind, r.text(l.key), r.text("id")), "no entry ever stored it")
			}
		case r.none() || change.text("id") < r.text("id"):
			// The record itself is missing; that was found before if it should be there.
			change, err = changes.next()
		default:
			rows.skip()
			if !bound(change, []byte(r.text(b.column))) {
				err = c.found(changeName(change), fmt.Sprintf("column %s of %s does not match its digest in the history", b.column, l.table))
			}
			change, err = then(err, changes)
		}
	}
	return err
}

// bound says whether a change binds the digest of a value; a deletion binds none.
func bound(change row, value []byte) bool {
	if change.text("doc") == "" {
		return len(value) == 0
	}
	d, err := readDoc(change.text("doc"))
	sum := sha256.Sum256(value)
	return err == nil && d.text("sha256") == hex.EncodeToString(sum[:])
}

// traffic compares what captures showed with the digests in the history.
func (c *check) traffic() error {
	captures := c.walk("observe_capture", "id key", "id")
	changes := c.newest(traffic)
	bindings := map[string]row{}
	for {
		change, err := changes.next()
		if err != nil {
			return err
		}
		if change.none() {
			break
		}
		bindings[change.text("id")] = change
	}
	for {
		r, err := captures.peek()
		if err != nil {
			return err
		}
		if r.none() {
			break
		}
		captures.skip()
		if err := c.trafficOf(r, bindings[r.text("id")]); err != nil {
			return err
		}
	}
	return nil
}

func (c *check) trafficOf(capture, change row) error {
	id := capture.text("id")
	digest := sha256.New()
	any := false
	for _, table := range []string{"observe_talker", "observe_flow"} {
		fmt.Fprintf(digest, "%s\n", table)
		rows := c.walk(table, "capture n doc", "capture n", id, int64(math.MinInt64))
		for {
			r, err := rows.peek()
			if err != nil {
				return err
			}
			if r.none() || r.text("capture") != id {
				break
			}
			rows.skip()
			any = true
			fmt.Fprintf(digest, "%d\n%s\n", r.int("n"), r.text("doc"))
		}
	}
	if change.none() || change.text("doc") == "" {
		if any {
			return c.found(fmt.Sprintf("traffic of capture %q (id %s)", capture.text("key"), id), "no entry ever stored it")
		}
		return nil
	}
	d, err := readDoc(change.text("doc"))
	if err != nil || d.text("sha256") != hex.EncodeToString(digest.Sum(nil)) {
		return c.found(changeName(change), "the talkers and flows do not match their digest in the history")
	}
	return nil
}
