package risk

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"ringwall/internal/plant"
)

// Context is what a record is checked against: the register with or without an
// earlier version of the record, the site and the day.
type Context struct {
	Register Register
	Site     plant.Site
	Today    plant.Date
}

// Bounds of one record. They are far above what a plant needs.
const (
	mostRefs       = 1_000
	mostPoints     = 500
	mostSafeguards = 50
	mostShared     = 50
	mostTechniques = 100
	mostConflicts  = 100
	mostChanges    = 500
	mostLines      = 2_000
	mostSpecLines  = 20_000  // one for each requirement at each of 250 zones
	mostBytes      = 4 << 20 // of a kept answer
	mostHours      = 100_000 // more than eleven years
	MostCredit     = 5       // levels that a scale of six has above the lowest
)

// problems gathers the broken rules of one record.
type problems struct{ plant.Form }

// head checks the key and the name of a record. Others are the records of the kind.
func head[T any, P recordOf[T]](p *problems, kind string, record P, others []T) {
	keyed(p, kind, record, others)
	if record.Base().Name == "" {
		p.Name("/name", "")
	}
}

// keyed is head for the kinds that people name by their key alone.
func keyed[T any, P recordOf[T]](p *problems, kind string, record P, others []T) {
	h := record.Base()
	taken := false
	for i := range others {
		o := P(&others[i]).Base()
		taken = taken || o.ID != h.ID && plant.SameKey(o.Key, h.Key)
	}
	p.Key(kind, h.Key, taken && h.Key != "")
	p.Short("/name", h.Name)
}

// needed checks a text of one line that must be there.
func (p *problems) needed(at, what, s string) {
	if strings.TrimSpace(s) == "" {
		p.Add(at, "The %s is missing: write it.", what)
	}
	p.Text(at, s)
}

func (p *problems) between(at, what string, n, least, most int) {
	if n < least || n > most {
		p.Add(at, "There are %d %s: give %d to %d.", n, what, least, most)
	}
}

// amount checks a number that is not below zero: hours, money, days.
func (p *problems) amount(at, what string, x, most float64) {
	if !(x >= 0) || x > most || math.IsInf(x, 0) {
		p.Add(at, "The %s %v is out of range: write a number from 0 to %v.", what, x, most)
	}
}

func (p *problems) hours(at, what string, x *float64) {
	if x != nil {
		p.amount(at, what, *x, mostHours)
	}
}

// levels checks a number of levels or a level: 0 to most.
func (p *problems) levels(at, what string, n, most int) {
	if n < 0 || n > most {
		p.Add(at, "The %s %d is out of range: write 0 to %d.", what, n, most)
	}
}

// past checks the day of something that has happened.
func (p *problems) past(at, what string, d, today plant.Date) {
	p.Day(at, d)
	if today != "" && today.Before(d) {
		p.Add(at, "The day of the %s, %s, lies in the future: correct it.", what, d)
	}
}

// optional checks a value that may be missing.
func optional[T ~string](p *problems, at string, value T, allowed []T) {
	if value != "" {
		plant.OneOf(&p.Form, at, value, allowed)
	}
}

// criteria that ratings are held against: those in force, else the newest draft.
func (c Context) criteria() *Criteria {
	if in := InForce(c.Register.Criteria); in != nil {
		return in
	}
	return NewestDraft(c.Register.Criteria)
}

// ratings checks the levels of consequence.
func (p *problems) ratings(at string, ratings Ratings, c *Criteria) {
	most, name := mostLevels, ""
	if c != nil && len(c.Consequences) > 0 {
		most, name = len(c.Consequences), c.Key
	}
	known := 0
	for _, category := range Categories {
		level, rated := ratings[category]
		if !rated {
			continue
		}
		known++
		here := at + "/" + string(category)
		switch {
		case (level < 0 || level > most) && name != "":
			p.Add(here, "Consequence %d lies outside the scale of criteria %s: rate it 0 for none, or 1 to %d.", level, name, most)
		case level < 0 || level > most:
			p.Add(here, "Consequence %d lies outside every scale: rate it 0 for none, or 1 to %d.", level, most)
		}
	}
	if known < len(ratings) {
		for _, category := range slices.Sorted(maps.Keys(ratings)) {
			if !slices.Contains(Categories, category) {
				p.Add(at+"/"+plant.PointerToken(string(category)), "%q is no category of consequence: choose one that the criteria name, such as safety.", plant.Clip(string(category)))
			}
		}
	}
}

// dependencies checks what a countermeasure or safeguard needs to work.
func (p *problems) dependencies(at string, list []Dependency) {
	p.Count(at, len(list), mostShared)
	for i, d := range list {
		here := fmt.Sprintf("%s/%d", at, i)
		plant.OneOf(&p.Form, here+"/kind", d.Kind, DependencyKinds)
		p.needed(here+"/name", "name of what it depends on", d.Name)
	}
}

// own checks a list of ids.
func own[T ~string](p *problems, at string, ids []T) {
	p.Count(at, len(ids), mostRefs)
	seen := make(map[T]bool, len(ids))
	for i, id := range ids {
		switch {
		case id == "":
			p.Add(fmt.Sprintf("%s/%d", at, i), "The entry is empty: name a record or remove it.")
		case seen[id]:
			p.Add(fmt.Sprintf("%s/%d", at, i), "The entry stands twice in the list: remove one.")
		}
		seen[id] = true
	}
}
