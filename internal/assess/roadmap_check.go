package assess

import (
	"fmt"
	"maps"
	"slices"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// The bounds of a question: a price beyond them is a slip of the keyboard.
const (
	mostCost    = 1e9
	mostEffort  = 1e6
	mostHours   = 10_000
	mostWindows = 500
)

// check holds what was asked against what can be answered.
func (ask *RoadmapAsk) check(set *catalog.Set, today plant.Date) plant.Problems {
	c := roadmapCheck{}
	if d := ask.Costs.Default; d != nil {
		c.price("/costs/default", *d)
	}
	for _, id := range slices.Sorted(maps.Keys(ask.Costs.FRs)) {
		if fr, err := sl.ParseFR(id); err != nil || fr.ID() != id {
			c.add("/costs/frs/"+id, "%q is no foundational requirement: write FR 1 to FR 7.", id)
		}
		c.price("/costs/frs/"+id, ask.Costs.FRs[id])
	}
	for _, id := range slices.Sorted(maps.Keys(ask.Costs.Requirements)) {
		if _, ok := set.Find(id); !ok {
			c.add("/costs/requirements/"+string(id), "%s has no requirement %q.", set.Standard, id)
		}
		c.price("/costs/requirements/"+string(id), ask.Costs.Requirements[id])
	}
	c.within("/dayRate", "The rate of a person-day", ask.DayRate, mostCost)
	c.within("/hourRate", "The rate of an hour of outage", ask.HourRate, mostCost)
	c.within("/effortPerWeek", "The effort per week", ask.EffortPerWeek, mostEffort)
	start, err := plant.ParseDate(string(ask.Start))
	if err != nil {
		c.add("/start", "%v.", err)
	} else if ask.Start = start; start == "" {
		ask.Start = today
	}
	if len(ask.Windows) > mostWindows {
		c.add("/windows", "%d outage windows are given, at most %d can be planned over.", len(ask.Windows), mostWindows)
		return c.problems
	}
	for i, w := range ask.Windows {
		at := fmt.Sprintf("/windows/%d", i)
		if day, err := plant.ParseDate(string(w.Date)); err != nil {
			c.add(at+"/date", "%v.", err)
		} else if day == "" {
			c.add(at+"/date", "Say on which day the outage begins.")
		} else if day.Before(ask.Start) {
			c.add(at+"/date", "The outage of %s lies before the start of the plan, %s: leave it out or start earlier.", day, ask.Start)
		}
		if !(w.Hours > 0 && w.Hours <= mostHours) {
			c.add(at+"/hours", "Say how many hours the outage lasts, more than 0 and at most %d.", mostHours)
		}
	}
	return c.problems
}

type roadmapCheck struct{ problems plant.Problems }

func (c *roadmapCheck) add(pointer, format string, args ...any) {
	c.problems = append(c.problems, plant.Problem{Pointer: pointer, Text: fmt.Sprintf(format, args...)})
}

func (c *roadmapCheck) price(pointer string, p Price) {
	c.within(pointer+"/cost", "The cost", p.Cost, mostCost)
	c.within(pointer+"/effort", "The effort", p.Effort, mostEffort)
	c.within(pointer+"/hours", "The outage", p.Hours, mostHours)
}

// within is written so that what is no number at all is refused as well.
func (c *roadmapCheck) within(pointer, what string, x, most float64) {
	if !(x >= 0 && x <= most) {
		c.add(pointer, "%s is %v: write a number from 0 to %v.", what, x, int64(most))
	}
}
