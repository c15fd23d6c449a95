package audit

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
)

// log reads the entries with their changes, the hashes of the log, its head
// and its checkpoints, side by side in one pass.
func (c *check) log() error {
	p := &pass{
		check:       c,
		entries:     c.walk("ledger_entry", "seq at org site actor name session verb subject note undoes changes digest clock_back", "seq"),
		changes:     c.walk("history", "seq n org site kind id key version doc hash", "seq n"),
		hashes:      c.walk("ledger_hash", "idx hash", "idx"),
		checkpoints: c.walk("ledger_checkpoint", "size note", "size"),
	}
	if err := p.atSize(0); err != nil {
		return err
	}
	for {
		e, err := p.entries.peek()
		if err != nil {
			return err
		}
		if e.none() {
			break
		}
		if err := p.entry(e); err != nil {
			return err
		}
		p.entries.skip()
	}
	return p.end()
}

// pass is one way through the log.
type pass struct {
	*check
	entries, changes, hashes, checkpoints *reader

	size int64 // entries read
	next int64 // index of the next hash
	tree tree
	last string // time of the last entry
}

func (p *pass) entry(e row) error {
	seq := e.int("seq")
	object := entryName(e)
	for ; p.size+1 < seq; p.size++ {
		if err := p.found(fmt.Sprintf("entry %d", p.size+1), "it is missing"); err != nil {
			return err
		}
		if err := p.leaf(nil, ""); err != nil {
			return err
		}
		if err := p.atSize(p.size + 1); err != nil {
			return err
		}
	}
	if err := p.changesOf(e, seq, object); err != nil {
		return err
	}
	p.size++
	p.report.Entries++
	p.last = e.text("at")
	if err := p.leaf(leafHash(entryLeaf(e)), object); err != nil {
		return err
	}
	return p.atSize(p.size)
}

// changesOf hashes the changes of an entry and compares their digest.
func (p *pass) changesOf(e row, seq int64, object string) error {
	var digest tree
	var only string
	n, sound := int64(0), true
	for {
		h, err := p.changes.peek()
		if err != nil {
			return err
		}
		if h.none() || h.int("seq") > seq {
			break
		}
		p.changes.skip()
		name := changeName(h)
		if h.int("seq") < seq {
			if err := p.found(name, "there is no such entry"); err != nil {
				return err
			}
			continue
		}
		p.report.Changes++
		only = name
		hash := leafHash(changeLeaf(h))
		problem := ""
		switch {
		case h.int("n") != n:
			problem = fmt.Sprintf("it is change %d where change %d must stand", h.int("n"), n)
		case !bytes.Equal(hash, []byte(h.text("hash"))):
			problem = "the change does not match its hash"
		case h.text("org") != e.text("org"):
			problem = "the change belongs to another organisation than its entry"
		case !known[h.text("kind")]:
			problem = "there is no such kind of record"
		}
		n++
		if problem != "" {
			sound = false
			if err := p.found(name, problem); err != nil {
				return err
			}
		}
		if err := digest.push(hash, nil); err != nil {
			return err
		}
	}
	if n != e.int("changes") {
		return p.found(object, fmt.Sprintf("it has %d changes where it counted %d", n, e.int("changes")))
	}
	if !sound || hex.EncodeToString(digest.root()) == e.text("digest") {
		return nil
	}
	if n == 1 {
		return p.found(only, "the change does not match the digest of its entry")
	}
	return p.found(object, "its changes do not match its digest")
}

// leaf compares the hash of an entry, and of the subtrees that it completes,
// with the stored ones. It goes on with what is stored, so that one altered
// hash is one finding.
func (p *pass) leaf(hash []byte, object string) error {
	stored, err := p.stored(hash, object)
	if err != nil {
		return err
	}
	return p.tree.push(stored, func(h []byte) ([]byte, error) { return p.stored(h, "") })
}

func (p *pass) stored(hash []byte, object string) ([]byte, error) {
	idx := p.next
	p.next++
	name := fmt.Sprintf("hash %d of the log", idx)
	h, err := p.hashes.peek()
	if err != nil {
		return nil, err
	}
	if h.none() || h.int("idx") != idx {
		if hash == nil {
			return make([]byte, 32), nil // the entry is reported as missing already
		}
		return hash, p.found(name, "it is missing")
	}
	p.hashes.skip()
	stored := []byte(h.text("hash"))
	if hash == nil || bytes.Equal(hash, stored) {
		return stored, nil
	}
	if object != "" {
		return stored, p.found(object, "the entry does not match its leaf in the log")
	}
	return stored, p.found(name, "it does not match the hashes below it")
}

// atSize checks the checkpoint that was made when the log had this size.
func (p *pass) atSize(size int64) error {
	for {
		row, err := p.checkpoints.peek()
		if err != nil {
			return err
		}
		if row.none() || row.int("size") > size {
			return nil
		}
		p.checkpoints.skip()
		p.report.Checkpoints++
		name := fmt.Sprintf("checkpoint at %d entries", row.int("size"))
		problem := ""
		switch cp, err := p.key.open(row.text("note")); {
		case err != nil:
			problem = err.Error()
		case cp.size != row.int("size"):
			problem = fmt.Sprintf("the note in it is about %d entries", cp.size)
		case cp.size < size:
			problem = "it stands for a size that the log never had"
		case !bytes.Equal(cp.root, p.tree.root()):
			problem = "the tree hash that was signed is not the one of the log"
		}
		if problem != "" {
			if err := p.found(name, problem); err != nil {
				return err
			}
		}
	}
}

// end checks what is left over, and the head.
func (p *pass) end() error {
	p.report.Root = base64.StdEncoding.EncodeToString(p.tree.root())
	for {
		h, err := p.changes.peek()
		if err != nil {
			return err
		}
		if h.none() {
			break
		}
		p.changes.skip()
		if err := p.found(changeName(h), "there is no such entry"); err != nil {
			return err
		}
	}
	for {
		h, err := p.hashes.peek()
		if err != nil {
			return err
		}
		if h.none() {
			break
		}
		p.hashes.skip()
		if err := p.found(fmt.Sprintf("hash %d of the log", h.int("idx")), "the log has no entry for it"); err != nil {
			return err
		}
	}
	for {
		row, err := p.checkpoints.peek()
		if err != nil {
			return err
		}
		if row.none() {
			break
		}
		p.checkpoints.skip()
		if err := p.found(fmt.Sprintf("checkpoint at %d entries", row.int("size")), fmt.Sprintf("the log has %d entries only", p.size)); err != nil {
			return err
		}
	}
	return p.head()
}

func (p *pass) head() error {
	heads := p.walk("ledger_head", "id origin size frontier last_at", "id")
	h, err := heads.peek()
	if err != nil {
		return err
	}
	const name = "head of the log"
	if h.none() {
		return p.found(name, "it is missing")
	}
	heads.skip()
	second, err := heads.peek()
	if err != nil {
		return err
	}
	var problems []error
	if h.int("id") != 1 || !second.none() {
		problems = append(problems, errors.New("there must be one, with the id 1"))
	}
	if h.text("origin") != p.key.name {
		problems = append(problems, fmt.Errorf("its origin %q is not the name of the key, %q", h.text("origin"), p.key.name))
	}
	if h.int("size") != p.size {
		problems = append(problems, fmt.Errorf("it counts %d entries where there are %d", h.int("size"), p.size))
	}
	if !bytes.Equal([]byte(h.text("frontier")), p.tree.frontier()) {
		problems = append(problems, errors.New("its hashes do not match the log"))
	}
	if h.text("last_at") != p.last {
		problems = append(problems, errors.New("its time is not the one of the last entry"))
	}
	for _, problem := range problems {
		if err := p.found(name, problem.Error()); err != nil {
			return err
		}
	}
	return nil
}

func entryName(e row) string {
	name := fmt.Sprintf("entry %d (%s", e.int("seq"), e.text("verb"))
	if s := e.text("subject"); s != "" {
		name += " " + s
	}
	return name + ")"
}

func changeName(h row) string {
	return fmt.Sprintf("%s %q (id %s), version %d, entry %d", h.text("kind"), h.text("key"), h.text("id"), h.int("version"), h.int("seq"))
}
