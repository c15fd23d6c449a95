package assess

import (
	"cmp"
	"fmt"
	"slices"

	"ringwall/internal/plant"
)

// calendar dates the steps: what needs a shutdown goes into the first outage
// window with room, in the order of worth, the rest follows at the weekly pace.
// The steps come back in the order of their dates, those without one last.
func (g *ground) calendar(m *Roadmap, steps []step) []step {
	ask := &g.ask
	if len(ask.Windows) == 0 && ask.EffortPerWeek == 0 {
		return steps
	}
	m.Rules = append(m.Rules, "What needs a shutdown goes into the first outage window with room for it, in that order, and takes none of the weekly effort.")
	if ask.EffortPerWeek > 0 {
		m.Rules = append(m.Rules, fmt.Sprintf("All else is done one after the other from %s at %s person-days a week.", ask.Start, amount(ask.EffortPerWeek)))
	}
	windows := slices.Clone(ask.Windows)
	slices.SortStableFunc(windows, func(a, b Window) int { return cmp.Compare(a.Date, b.Date) })
	for _, w := range windows {
		m.Windows = append(m.Windows, WindowUse{Window: w, Steps: []int{}})
	}
	unplaced := map[string]string{}
	var spent float64
	for i := range steps {
		s := &steps[i]
		switch {
		case s.Shutdown:
			n := slices.IndexFunc(m.Windows, func(w WindowUse) bool { return w.Used+s.Hours <= w.Hours })
			if n < 0 {
				unplaced[s.ID] = m.noWindow(s.Hours)
				continue
			}
			m.Windows[n].Used += s.Hours
			s.date, s.window = m.Windows[n].Date, n+1
			if s.Hours == 0 {
				m.Notes = append(m.Notes, fmt.Sprintf("%s needs a shutdown but states no hours, so it takes none of its window.", s.Name))
			}
		case ask.EffortPerWeek > 0:
			spent += s.Effort
			s.date = ask.day(spent)
		default:
			unplaced[s.ID] = "It needs no shutdown, and no effort per week is stated to date it by."
		}
	}
	const never plant.Date = "9999-99-99"
	slices.SortStableFunc(steps, func(a, b step) int { return cmp.Compare(cmp.Or(a.date, never), cmp.Or(b.date, never)) })
	for i, s := range steps {
		if s.window > 0 {
			m.Windows[s.window-1].Steps = append(m.Windows[s.window-1].Steps, i+1)
		}
		if why, ok := unplaced[s.ID]; ok {
			m.Unplaced = append(m.Unplaced, Unplaced{i + 1, why})
		}
	}
	return steps
}

// noWindow says why no outage window takes a step.
func (m *Roadmap) noWindow(hours float64) string {
	if len(m.Windows) == 0 {
		return fmt.Sprintf("It needs an outage of %s h, and no outage window is given.", amount(hours))
	}
	longest, room := 0.0, 0.0
	for _, w := range m.Windows {
		longest, room = max(longest, w.Hours), max(room, w.Hours-w.Used)
	}
	if hours > longest {
		return fmt.Sprintf("It needs an outage of %s h, and the longest window has %s h.", amount(hours), amount(longest))
	}
	return fmt.Sprintf("It needs an outage of %s h, and after what comes before it no window has more than %s h left.", amount(hours), amount(room))
}

// stairs tells SL-A by date, from the steps that have one.
func (g *ground) stairs(m *Roadmap) {
	for i := range m.Steps {
		s := &m.Steps[i]
		if s.Date == "" {
			continue
		}
		n := len(m.Stairs)
		if n == 0 || m.Stairs[n-1].Date != s.Date {
			m.Stairs = append(m.Stairs, Stair{Date: s.Date, Steps: []int{}, Subjects: []SubjectLevel{}})
			n++
		}
		stair := &m.Stairs[n-1]
		stair.Steps = append(stair.Steps, s.Number)
		for _, l := range s.Levels {
			if l.Before == l.After {
				continue
			}
			at := slices.IndexFunc(stair.Subjects, func(x SubjectLevel) bool { return x.Subject == l.Subject })
			if at < 0 {
				stair.Subjects = append(stair.Subjects, l)
				continue
			}
			stair.Subjects[at].After = l.After
		}
	}
}
