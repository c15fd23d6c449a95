package assess

import (
	"cmp"
	"slices"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// board is a site laid out for computing: what is declared, what is answered,
// and for each subject what came out. It remembers what has changed since, so
// that only that is computed again.
type board struct {
	set   *catalog.Set
	rows  [7][]int // requirements of each FR, by their place in the set
	today plant.Date

	site     plant.SiteRecord
	zones    map[plant.ZoneID]plant.Zone
	conduits map[plant.ConduitID]plant.Conduit
	counts   map[plant.ZoneID]int

	// answers holds the verdicts of a subject by requirement, also those of a
	// subject that does not exist (any more): they count again when it does.
	answers map[Subject][]*Verdict
	places  map[VerdictID]place

	// chain is where what components carry comes from; derived is the place of
	// each requirement in it, -1 where no component serves it.
	chain   *Chain
	shared  bool // a fork reads the chain too: it is copied before a change
	derived []int

	squares map[Subject]*square
	columns []bool // requirements to resolve again, for all subjects
	// stirred are the subjects whose components have changed what they carry, by
	// requirement: to resolve again with those that inherit from them.
	stirred map[int]map[Subject]bool
	changed bool
}

// place is where a verdict stands.
type place struct {
	subject     Subject
	requirement int
}

// square is one subject on the board.
type square struct {
	effective []Effective // by requirement
	posture   SubjectPosture
	fresh     bool    // nothing of it was computed yet
	described bool    // key, name, target, notes and counts are as declared
	frs       [7]bool // FRs to compute again
}

func newBoard(in Input) *board {
	b := &board{
		set: in.Set, today: in.Today, site: in.Site.SiteRecord,
		zones:    make(map[plant.ZoneID]plant.Zone, len(in.Site.Zones)),
		conduits: make(map[plant.ConduitID]plant.Conduit, len(in.Site.Conduits)),
		counts:   make(map[plant.ZoneID]int, len(in.Site.Zones)+1),
		answers:  map[Subject][]*Verdict{},
		places:   make(map[VerdictID]place, len(in.Verdicts)),
		squares:  make(map[Subject]*square, len(in.Site.Zones)+len(in.Site.Conduits)+1),
		columns:  make([]bool, len(in.Set.Requirements)),
		stirred:  map[int]map[Subject]bool{},
		changed:  true,
	}
	b.lay(in)
	for i, r := range in.Set.Requirements {
		b.rows[r.FR] = append(b.rows[r.FR], i)
		at, served := b.chain.serves[r.ID]
		if !served {
			at = -1
		}
		b.derived = append(b.derived, at)
	}
	b.square(b.siteSubject())
	for _, z := range in.Site.Zones {
		b.zones[z.ID] = z
		b.square(Subject{OfZone, string(z.ID)})
	}
	for _, c := range in.Site.Conduits {
		b.conduits[c.ID] = c
		b.square(Subject{OfConduit, string(c.ID)})
	}
	if in.Counts == nil {
		for i := range in.Site.Assets {
			b.counts[in.Site.Assets[i].Zone]++
		}
	}
	for zone, n := range in.Counts {
		b.counts[zone] = n
	}
	verdicts := slices.Clone(in.Verdicts) // the caller may change its own
	for i := range verdicts {
		b.put(&verdicts[i])
	}
	return b
}

func (b *board) siteSubject() Subject { return Subject{OfSite, string(b.site.ID)} }

// square is the place of a subject on the board, made when it is new.
func (b *board) square(s Subject) *square {
	sq := b.squares[s]
	if sq == nil {
		sq = &square{effective: make([]Effective, len(b.set.Requirements)), fresh: true}
		b.squares[s] = sq
	}
	return sq
}

func (b *board) exists(s Subject) bool { return b.squares[s] != nil }

func (b *board) verdict(s Subject, r int) *Verdict {
	if row := b.answers[s]; row != nil {
		return row[r]
	}
	return nil
}

// put places a verdict; a later verdict on the same requirement of the same
// subject takes the place of an earlier one. A verdict on another set, or on a
// requirement that the set does not have, counts nowhere.
func (b *board) put(v *Verdict) {
	b.drop(v.ID)
	r, ok := b.set.Index(v.Requirement)
	if !ok || v.Set != b.set.ID {
		return
	}
	row := b.answers[v.Subject]
	if row == nil {
		row = make([]*Verdict, len(b.set.Requirements))
		b.answers[v.Subject] = row
	}
	if old := row[r]; old != nil && old.ID != "" {
		delete(b.places, old.ID)
	}
	row[r] = v
	if v.ID != "" {
		b.places[v.ID] = place{v.Subject, r}
	}
	b.touch(place{v.Subject, r})
}

// touch marks a verdict that has changed: its requirement everywhere, because
// others may inherit it, and the expiries of its subject.
func (b *board) touch(at place) {
	b.columns[at.requirement] = true
	b.redescribe(at.subject)
}

func (b *board) drop(id VerdictID) {
	at, ok := b.places[id]
	if !ok {
		return
	}
	delete(b.places, id)
	b.answers[at.subject][at.requirement] = nil
	b.touch(at)
}

// heirs marks every requirement that some subject inherits from this one, whose
// existence or key has changed, and those that it inherits itself: in a circle
// its own key stands in the words.
func (b *board) heirs(s Subject) {
	for heir, row := range b.answers {
		for r, v := range row {
			if v != nil && v.State == Inherited && (heir == s || v.From != nil && *v.From == s) {
				b.columns[r] = true
			}
		}
	}
}

// redescribe marks a subject whose declaration has changed.
func (b *board) redescribe(s Subject) {
	if sq := b.squares[s]; sq != nil {
		sq.described = false
	}
	b.changed = true
}

// refresh computes again whatever has changed since the last time.
func (b *board) refresh() {
	if !b.changed {
		return
	}
	for s, sq := range b.squares {
		for r, dirty := range b.columns {
			if !dirty && !sq.fresh {
				continue
			}
			b.settle(s, sq, r)
		}
		sq.fresh = false
	}
	b.still()
	clear(b.columns)
	for s, sq := range b.squares {
		if !sq.described {
			b.describe(s, sq)
		}
		if sq.frs != [7]bool{} {
			b.compute(sq)
		}
	}
	b.changed = false
}

// settle resolves one requirement of a subject again.
func (b *board) settle(s Subject, sq *square, r int) {
	if e := b.resolve(s, r); !e.equal(sq.effective[r]) {
		sq.effective[r] = e
		sq.frs[b.set.Requirements[r].FR] = true
	}
}

// posture is the whole site as it stands now.
func (b *board) posture() Posture {
	b.refresh()
	order := make([]*SubjectPosture, 0, len(b.squares))
	for s, sq := range b.squares {
		if s.Kind != OfSite {
			order = append(order, &sq.posture)
		}
	}
	slices.SortFunc(order, func(x, y *SubjectPosture) int {
		return cmp.Or(
			-cmp.Compare(x.Subject.Kind, y.Subject.Kind), // zone before conduit
			cmp.Compare(x.Key, y.Key), cmp.Compare(x.Subject.ID, y.Subject.ID))
	})
	p := Posture{
		Set: b.set.ID, Today: b.today, Site: b.squares[b.siteSubject()].posture,
		Subjects: make([]SubjectPosture, len(order)),
	}
	for i, sp := range order {
		p.Subjects[i] = *sp
	}
	p.Summary = Summarise(p.Subjects)
	p.Summary.Unzoned = b.counts[""]
	p.Summary.Assets += b.counts[""]
	return p
}
