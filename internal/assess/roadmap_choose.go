package assess

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"

	"ringwall/internal/catalog"
)

// act is an option with what it does on the ground.
type act struct {
	Option
	closes []int // what it closes, asked or not, ascending
	asked  int   // how many of these are asked; they come first
	meet   *placement
	weight float64
	whole  int64 // the weight as the search counts it
	why    string
}

// chosen are the acts of a roadmap.
type chosen struct {
	acts  []act
	open  []OpenShortfall
	proof Proof
	notes []string
}

// choose takes the cheapest acts that close every shortfall that can be closed.
func (g *ground) choose(options []Option) chosen {
	out := chosen{open: []OpenShortfall{}, notes: []string{}}
	acts := g.acts(options, &out)
	unit := g.units(acts)

	// What closes one shortfall only competes there; the cheapest of them is the
	// price of closing it alone. All others have to be weighed together.
	alone := make([]int, len(g.short))
	by := make([][]int, len(g.short))
	for d := range alone {
		alone[d] = -1
	}
	var measures []int
	for a := range acts {
		if acts[a].asked == 1 {
			if d := acts[a].closes[0]; alone[d] < 0 || acts[a].cheaper(&acts[alone[d]]) {
				alone[d] = a
			}
			continue
		}
		for _, d := range acts[a].closes[:acts[a].asked] {
			by[d] = append(by[d], len(measures))
		}
		measures = append(measures, a)
	}
	question := cover{measures: make([]int64, len(measures))}
	for m, a := range measures {
		question.measures[m] = acts[a].whole
	}
	members := g.groups(&question, acts, alone, by, &out)
	answer := question.solve()

	left := make([]int64, len(measures)) // what the shortfalls of a measure would take without it
	must := make([]bool, len(measures))
	var singles []act
	for i, group := range question.groups {
		closing := 0
		last := -1
		for _, m := range group.by {
			if answer.taken[m] {
				closing, last = closing+1, m
			}
		}
		switch closing {
		case 0:
			for _, d := range members[i] {
				singles = append(singles, acts[alone[d]])
			}
		case 1:
			left[last] = min(never, left[last]+group.alone)
			must[last] = must[last] || group.alone == never
		}
	}
	for m, a := range measures {
		if answer.taken[m] {
			acts[a].why = g.worthwhile(&acts[a], float64(left[m]/unit.each)/unit.scale, must[m])
			out.acts = append(out.acts, acts[a])
		}
	}
	out.acts = append(out.acts, singles...)
	out.proof = Proof{Exact: answer.exact, Bound: float64(answer.bound/unit.each) / unit.scale}
	return out
}

func (a *act) cheaper(than *act) bool {
	return cmp.Or(cmp.Compare(a.whole, than.whole), -cmp.Compare(a.rank(), than.rank())) < 0
}

// rank breaks ties: what somebody has planned comes before a requirement that is
// met by itself, and the origin of an inheritance before those that inherit.
func (a *act) rank() int {
	switch {
	case a.meet == nil:
		return 2
	case a.meet.subject.Kind == OfSite:
		return 1
	}
	return 0
}

// groups joins shortfalls that the same measures close: they are closed
// together or not at all. It gives back which shortfalls each group holds.
func (g *ground) groups(question *cover, acts []act, alone []int, by [][]int, out *chosen) [][]int {
	var members [][]int
	at := map[string]int{}
	var key []byte
	for d := range g.short {
		if alone[d] < 0 && len(by[d]) == 0 {
			out.open = append(out.open, g.stuck(d))
			continue
		}
		price := int64(never)
		if alone[d] >= 0 {
			price = acts[alone[d]].whole
		}
		key = key[:0]
		for _, m := range by[d] {
			key = binary.AppendUvarint(key, uint64(m))
		}
		i, known := at[string(key)]
		if !known {
			i = len(question.groups)
			at[string(key)] = i
			question.groups = append(question.groups, coverGroup{by: by[d]})
			members = append(members, nil)
		}
		question.groups[i].alone = min(never, question.groups[i].alone+price)
		members[i] = append(members[i], d)
	}
	return members
}

// units turns weights into whole numbers that can be added without loss: the
// cent is the unit, and below it the number of parts breaks ties.
type units struct {
	scale float64 // of a unit in the currency
	each  int64   // parts per unit
}

func (g *ground) units(acts []act) units {
	var total float64
	for i := range acts {
		total += acts[i].weight
	}
	u := units{scale: 100, each: int64(len(acts) + len(g.short) + 1)}
	for total*u.scale*float64(u.each) > float64(never)/4 {
		u.scale /= 10
	}
	for i := range acts {
		acts[i].whole = int64(math.Round(acts[i].weight*u.scale))*u.each + 1
	}
	return u
}

// acts are all options that close something that is asked.
func (g *ground) acts(options []Option, out *chosen) []act {
	var acts []act
	var idle []string
	for _, o := range options {
		a := act{Option: o, weight: g.ask.weight(o.Price)}
		for _, s := range o.Subjects {
			for _, id := range o.Requirements {
				if r, ok := g.set.Index(id); ok {
					a.closes = append(a.closes, g.closedBy[placement{s, r}]...)
				}
			}
		}
		if a.settle(g); a.asked == 0 {
			idle = append(idle, o.Name)
			continue
		}
		acts = append(acts, a)
	}
	if len(idle) > 0 {
		out.notes = append(out.notes, fmt.Sprintf("Of no use here, because nothing that they meet is missing: %s.", and(idle)))
	}
	places := make([]placement, 0, len(g.closedBy))
	for p := range g.closedBy {
		places = append(places, p)
	}
	slices.SortFunc(places, func(x, y placement) int {
		return cmp.Or(cmp.Compare(x.subject.Kind, y.subject.Kind), cmp.Compare(x.subject.ID, y.subject.ID), cmp.Compare(x.requirement, y.requirement))
	})
	for _, p := range places {
		q := &g.set.Requirements[p.requirement]
		price, ok := g.ask.Costs.of(q)
		if !ok {
			continue
		}
		a := act{Option: g.meeting(p.subject, []catalog.RequirementID{q.ID}, q.Title, price), meet: &p, weight: g.ask.weight(price)}
		a.closes = slices.Clone(g.closedBy[p])
		if a.settle(g); a.asked > 0 {
			acts = append(acts, a)
		}
	}
	return acts
}

// settle brings what an act closes into order.
func (a *act) settle(g *ground) {
	slices.Sort(a.closes)
	a.closes = slices.Compact(a.closes)
	a.asked, _ = slices.BinarySearch(a.closes, len(g.short))
}

// meeting is the option of meeting requirements at a subject.
func (g *ground) meeting(s Subject, ids []catalog.RequirementID, title string, p Price) Option {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = string(id)
	}
	name := "Meet " + and(words)
	if len(ids) == 1 {
		name += " (" + title + ")"
	}
	return Option{
		ID:   "meet:" + string(s.Kind) + ":" + s.ID + ":" + strings.Join(words, ","),
		Name: name + " at " + g.called(s), Subjects: []Subject{s}, Requirements: ids, Price: p,
	}
}

// worthwhile says why a measure that closes several shortfalls was taken.
func (g *ground) worthwhile(a *act, instead float64, must bool) string {
	what := "It closes " + many(a.asked, "shortfall")
	subjects := map[int]bool{}
	for _, i := range a.closes[:a.asked] {
		subjects[g.at(i).subject] = true
	}
	if len(subjects) > 1 {
		what += fmt.Sprintf(" at %d zones and conduits", len(subjects))
	}
	if a.meet != nil {
		what += ", because the requirement is inherited from there"
	}
	if must {
		return what + "; some of them nothing else closes."
	}
	return fmt.Sprintf("%s for %s; without it they would take %s.", what, amount(a.weight), amount(instead))
}

func (g *ground) stuck(d int) OpenShortfall {
	s := g.short[d]
	q := &g.set.Requirements[s.requirement]
	p := &g.subjects[s.subject].posture
	why := fmt.Sprintf("No countermeasure that is proposed or planned meets %s there, and no cost is stated for meeting it by itself.", q.ID)
	if s.state == Unanswered {
		why += " Nobody has answered it: it may be met already."
	}
	return OpenShortfall{p.Subject, p.Key, q.ID, s.state, why}
}
