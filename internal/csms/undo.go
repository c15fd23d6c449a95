package csms

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/ledger"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// Undone is what an undo or a restore did.
type Undone struct {
	Entry int64  `json:"entry,omitempty" doc:"The entry that it left; absent when nothing was different"`
	Note  string `json:"note,omitempty" doc:"What could not be brought back"`
}

// Undo reverses all that one entry did, as an entry of its own, which can be
// undone in turn. It is refused when a later entry touched one of the records:
// to reverse it then would undo that work too, unasked.
func (s *Service) Undo(ctx context.Context, who access.Principal, site plant.SiteID, seq int64) (Undone, error) {
	if err := access.Check(who, access.HistoryRestore, site); err != nil {
		return Undone{}, s.fail(s.hideSite(ctx, who, site, err), "entry")
	}
	in := intent{do: access.HistoryRestore, site: site, verb: "history.undo", undoes: seq}
	err := s.db.View(ctx, who.Org, func(r *store.Reader) error {
		entry, changes, err := entryOf(r, site, seq)
		if err != nil {
			return err
		}
		in.subject = entry.Verb + " " + entry.Subject
		in.note = leftOut(changes)
		return mayRevert(r, who, site, changes)
	})
	if err != nil {
		return Undone{}, s.fail(err, "entry")
	}
	// The site need not exist: its deletion is undone in this way as well.
	entry, err := s.db.Update(ctx, act(who, in), func(tx *store.Tx) error {
		_, changes, err := entryOf(tx.Reader(), site, seq)
		if err != nil {
			return err
		}
		if err := untouched(tx.Reader(), seq); err != nil {
			return err
		}
		if err := s.revert(tx, who.Org, site, changes); err != nil {
			return err
		}
		return s.lookAgain(tx, site)
	})
	if err != nil {
		return Undone{}, s.fail(err, "entry")
	}
	if entry.Seq == 0 {
		return Undone{}, &Error{Kind: Conflict, Code: "not-undoable", Text: fmt.Sprintf("Entry %d cannot be undone. %s", seq, in.note)}
	}
	return Undone{Entry: entry.Seq, Note: in.note}, nil
}

// mayRevert demands the right to change each kind of record that the entry
// changed: undoing must open no way around it.
func mayRevert(r *store.Reader, who access.Principal, site plant.SiteID, changes []ledger.Change) error {
	refused := map[right]error{}
	for _, c := range changes {
		if c.Kind == "traffic" || stands(c, changes) {
			continue // goes with its capture, or stays
		}
		kind, known := kinds[c.Kind]
		if !known {
			return &Error{Kind: Conflict, Code: "not-undoable", Text: fmt.Sprintf("A change to a %s cannot be undone.", c.Kind)}
		}
		home := site
		if shelfKinds[c.Kind] {
			home = c.Site // what all sites share may have changed with a site
			if hiddenFrom(who, c.Kind, c.Doc) {
				return access.ErrDenied
			}
		}
		err, asked := refused[right{kind.edit, home}]
		if !asked {
			err = access.Check(who, kind.edit, home)
			refused[right{kind.edit, home}] = err
		}
		if err != nil && c.Kind == "verdict" {
			err = withSubject(r, who, site, c, changes)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// right is an action at a site.
type right struct {
	do   access.Action
	site plant.SiteID
}

// withSubject lets those who may change zones and conduits bring back, or take
// away, the answers that went or came with one.
func withSubject(r *store.Reader, who access.Principal, site plant.SiteID, c ledger.Change, changes []ledger.Change) error {
	doc := c.Doc
	if len(doc) == 0 {
		var err error
		if doc, _, _, err = r.Before(c.Kind, c.ID, c.Seq); err != nil {
			return err
		}
	}
	var v assess.Verdict
	if err := json.Unmarshal(doc, &v); err != nil {
		return err
	}
	for _, other := range changes {
		if other.ID == v.Subject.ID || v.From != nil && other.ID == v.From.ID {
			return access.Check(who, access.PlantEdit, site)
		}
	}
	return access.ErrDenied
}

// untouched refuses to undo an entry whose records a later one touched.
func untouched(r *store.Reader, seq int64) error {
	by, err := undoneBy(r, seq)
	if err != nil {
		return err
	}
	if by[seq] != 0 {
		return &Error{Kind: Conflict, Code: "undone", Text: fmt.Sprintf("Entry %d is undone already, by entry %d: undo that one to bring it back.", seq, by[seq])}
	}
	const most = 20
	later, err := r.TouchedLater(seq, most)
	if err != nil || len(later) == 0 {
		return err
	}
	keys := make([]string, len(later))
	for i, ref := range later {
		keys[i] = ref.Kind + " " + ref.Key
	}
	return &Error{
		Kind: Conflict, Code: "changed-later", err: &InUse{By: later},
		Text: fmt.Sprintf("Entry %d cannot be undone, as later entries touched %s: undo those first, or restore a single record.", seq, named(keys)),
	}
}

// revert takes changes back one by one, the last first, so that at each step
// the site is what it was between two changes of the entry.
func (s *Service) revert(tx *store.Tx, org plant.OrgID, site plant.SiteID, changes []ledger.Change) error {
	w := &writer{tx: tx, org: org, site: site, whole: wholeSite(changes)}
	earlier := earlierChange(changes)
	for i := len(changes) - 1; i >= 0; i-- {
		c := changes[i]
		if c.Kind == "traffic" || stands(c, changes) {
			continue // goes with its capture, or stays
		}
		var before []byte
		if at := earlier[i]; at >= 0 {
			before = changes[at].Doc
		} else {
			var err error
			if before, _, _, err = tx.Reader().Before(c.Kind, c.ID, c.Seq); err != nil {
				return err
			}
		}
		if err := w.set(c.Kind, c.ID, before); err != nil {
			return s.describe(err, c)
		}
	}
	if w.whole {
		return nil
	}
	for _, c := range changes { // only now answers are what they were, too
		if c.Kind == risk.OfFunction {
			if err := namedFunction(tx.Reader(), site, c.Key); err != nil {
				return err
			}
		}
	}
	return nil
}

// earlierChange is, for each change, the place of the one before it on the
// same record within the entry, -1 for none.
func earlierChange(changes []ledger.Change) []int {
	last := map[recordID]int{}
	earlier := make([]int, len(changes))
	for i, c := range changes {
		id := recordID{c.Kind, c.ID}
		at, again := last[id]
		if !again {
			at = -1
		}
		earlier[i], last[id] = at, i
	}
	return earlier
}

// describe says which record stood in the way; the rules and the store speak
// of one record, and here are many.
func (s *Service) describe(err error, c ledger.Change) error {
	err = s.fail(err, c.Kind)
	told, ok := errors.AsType[*Error](err)
	if !ok {
		return err
	}
	copied := *told
	copied.Kind = Conflict
	copied.Fields = nil
	copied.Text = fmt.Sprintf("The %s %q cannot be set back. %s", c.Kind, c.Key, told.Text)
	return &copied
}

// leftOut names what an undo cannot bring back: the traffic of a capture is
// kept once and not as history, and an empty capture would be a lie.
func leftOut(changes []ledger.Change) string {
	var names []string
	for _, c := range changes {
		if c.Kind == "capture" && len(c.Doc) == 0 {
			names = append(names, c.Key)
		}
	}
	var notes []string
	if len(names) > 0 {
		notes = append(notes, "Not brought back: the traffic of "+strings.TrimSpace(named(names))+". Import the file again.")
	}
	if slices.ContainsFunc(changes, func(c ledger.Change) bool { return c.Kind == risk.OfApproval && stands(c, changes) }) {
		notes = append(notes, "An approval is not changed by undoing: what was reopened stays so until it is approved anew.")
	}
	return strings.Join(notes, " ")
}

// undoneBy tells which of the entries from a first one on are undone, and by
// which entry: by one that was not undone in turn.
func undoneBy(r *store.Reader, first int64) (map[int64]int64, error) {
	reversed, err := r.UndoneBy(first, math.MaxInt64)
	if err != nil {
		return nil, err
	}
	var stands func(seq int64) bool
	stands = func(seq int64) bool {
		by := reversed[seq]
		return by == 0 || !stands(by) // by is later than seq, so this ends
	}
	undone := map[int64]int64{}
	for seq, by := range reversed {
		if stands(by) {
			undone[seq] = by
		}
	}
	return undone, nil
}

// markUndone says of each entry whether it is undone, and whether the caller
// could undo it now.
func (s *Service) markUndone(r *store.Reader, who access.Principal, site plant.SiteID, entries []HistoryEntry) error {
	if len(entries) == 0 {
		return nil
	}
	first := entries[0].Seq
	for _, e := range entries {
		first = min(first, e.Seq)
	}
	by, err := undoneBy(r, first)
	if err != nil {
		return err
	}
	may := access.Check(who, access.HistoryRestore, site) == nil
	for i := range entries {
		e := &entries[i]
		e.UndoneBy = by[e.Seq]
		e.Undone = e.UndoneBy != 0
		if !may || e.Undone || e.Changes == 0 || forGood(e.Verb) {
			continue
		}
		later, err := r.TouchedLater(e.Seq, 1)
		if err != nil {
			return err
		}
		e.Undoable = len(later) == 0
	}
	return nil
}
