package assess

import (
	"cmp"
	"fmt"
	"slices"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// ground is where a roadmap starts from: the chosen subjects and what does not
// hold there. It shares nothing with the board, which may go on meanwhile.
type ground struct {
	ask      RoadmapAsk
	set      *catalog.Set
	today    plant.Date
	subjects []groundSubject
	keys     map[Subject]string // of every subject of the site
	short    []shortfall        // what is asked and does not hold, by subject
	// beyond are the requirements that do not hold and are not asked: nobody
	// plans for them, yet a countermeasure may meet them by the way.
	beyond []shortfall
	// closedBy are the shortfalls, and those beyond after them, that are closed
	// when a requirement is met somewhere.
	closedBy map[placement][]int
}

type groundSubject struct {
	posture SubjectPosture
	safety  bool
}

// shortfall is a requirement of a chosen subject that does not hold.
type shortfall struct {
	subject     int // of the ground
	requirement int // of the set
	state       State
	via         []Subject // existing subjects that the answer is inherited from
}

// placement is a requirement at a subject.
type placement struct {
	subject     Subject
	requirement int
}

// ground copies from the board what a roadmap needs.
func (b *board) ground(ask RoadmapAsk) (*ground, error) {
	b.refresh()
	ask.Subjects = slices.Clone(ask.Subjects)
	problems := ask.check(b.set, b.today)
	g := &ground{ask: ask, set: b.set, today: b.today, keys: make(map[Subject]string, len(b.squares)), closedBy: map[placement][]int{}}
	for s := range b.squares {
		g.keys[s] = b.key(s)
	}
	chosen, more := b.chosen(ask.Subjects)
	if problems = append(problems, more...); len(problems) > 0 {
		return nil, problems
	}
	for i, s := range chosen {
		sq := b.squares[s]
		p := sq.posture
		p.Expiries, p.Notes = nil, nil
		g.subjects = append(g.subjects, groundSubject{posture: p, safety: p.Safety})
		for r := range sq.effective {
			e := &sq.effective[r]
			if e.Holds {
				continue
			}
			d := shortfall{subject: i, requirement: r, state: e.State}
			for _, from := range e.Via {
				if from != s && b.exists(from) && !slices.Contains(d.via, from) {
					d.via = append(d.via, from)
				}
			}
			if q := &b.set.Requirements[r]; q.From <= p.Target[q.FR] {
				g.short = append(g.short, d)
			} else {
				g.beyond = append(g.beyond, d)
			}
		}
	}
	for i := range g.all() {
		d := g.at(i)
		for _, from := range append([]Subject{g.subjects[d.subject].posture.Subject}, d.via...) {
			p := placement{from, d.requirement}
			g.closedBy[p] = append(g.closedBy[p], i)
		}
	}
	return g, nil
}

// chosen are the subjects in question, zones first, by key.
func (b *board) chosen(asked []Subject) ([]Subject, plant.Problems) {
	var problems plant.Problems
	var out []Subject
	if len(asked) == 0 {
		for s, sq := range b.squares {
			if s.Kind != OfSite && sq.posture.Target != nil && sq.posture.Steps > 0 {
				out = append(out, s)
			}
		}
	}
	for i, s := range asked {
		at := fmt.Sprintf("/subjects/%d", i)
		sq := b.squares[s]
		switch {
		case s.Kind != OfZone && s.Kind != OfConduit || sq == nil:
			problems = append(problems, plant.Problem{Pointer: at, Text: "There is no such zone or conduit in this site."})
		case sq.posture.Target == nil:
			problems = append(problems, plant.Problem{Pointer: at, Text: fmt.Sprintf("The %s has no SL-T, so nothing can be planned for it: decide its target first.", b.called(s))})
		case !slices.Contains(out, s):
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(x, y Subject) int {
		return cmp.Or(-cmp.Compare(x.Kind, y.Kind), plant.CompareKeys(b.key(x), b.key(y)), cmp.Compare(x.ID, y.ID))
	})
	return out, problems
}

// all is the number of requirements that do not hold, asked or not.
func (g *ground) all() int { return len(g.short) + len(g.beyond) }

// at is one of them: those that are asked come first.
func (g *ground) at(i int) *shortfall {
	if i < len(g.short) {
		return &g.short[i]
	}
	return &g.beyond[i-len(g.short)]
}

// called names a subject within a sentence.
func (g *ground) called(s Subject) string {
	if s.Kind == OfSite {
		return "the site"
	}
	return string(s.Kind) + " " + g.keys[s]
}

// achieved is SL-A of a subject of the ground when some of what did not hold does.
func (g *ground) achieved(held []bool, rows [][]int, subject int) sl.Vector {
	v := sl.Uniform(sl.Highest)
	for _, i := range rows[subject] {
		if !held[i] {
			q := &g.set.Requirements[g.at(i).requirement]
			v[q.FR] = min(v[q.FR], q.From-1)
		}
	}
	return v
}

// rows lists what did not hold by subject.
func (g *ground) rows() [][]int {
	rows := make([][]int, len(g.subjects))
	for i := range g.all() {
		d := g.at(i)
		rows[d.subject] = append(rows[d.subject], i)
	}
	return rows
}
