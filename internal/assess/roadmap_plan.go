package assess

import (
	"fmt"
	"math"

	"ringwall/internal/plant"
)

// plan chooses, orders and dates.
func (g *ground) plan(options []Option) Roadmap {
	chosen := g.choose(options)
	steps := g.order(g.bundle(chosen.acts))
	m := Roadmap{
		Set: g.set.ID, Today: g.today,
		Subjects: []RoadmapSubject{}, Steps: []RoadmapStep{}, Open: chosen.open, Proof: chosen.proof,
		Shortfalls: len(g.short), Stairs: []Stair{}, Windows: []WindowUse{}, Unplaced: []Unplaced{},
		Rules: g.rules(), Notes: chosen.notes,
	}
	steps = g.calendar(&m, steps)
	g.walk(&m, steps)
	g.stairs(&m)
	g.totals(&m)
	m.Notes = append(g.first(&m), m.Notes...)
	return m
}

// first is what a reader must know before anything else: that a choice is the
// cheapest says little while most of what is asked cannot be chosen at all.
func (g *ground) first(m *Roadmap) []string {
	var notes []string
	priced := g.ask.Costs.Default != nil || len(g.ask.Costs.FRs)+len(g.ask.Costs.Requirements) > 0
	if left := m.Shortfalls - m.Total.Closed; left > 0 {
		text := fmt.Sprintf("This roadmap closes %d of %s and leaves %d open.", m.Total.Closed, many(m.Shortfalls, "shortfall"), left)
		if m.Unanswered > 0 {
			text += fmt.Sprintf(" Of all, %d only count as missing because nobody has answered them.", m.Unanswered)
		}
		if !priced {
			text += " Nothing has a price yet, so only countermeasures of the register are chosen from."
		}
		text += " That the choice is the cheapest holds for what it closes, no more."
		notes = append(notes, text)
	}
	if m.Unanswered > 0 {
		notes = append(notes, fmt.Sprintf("Answer first: nobody has answered %s. What is met already then leaves the roadmap.", many(m.Unanswered, "asked requirement")))
	}
	if !priced && m.Shortfalls > m.Total.Closed {
		notes = append(notes, "Give a default price for meeting one requirement, or one for each foundational requirement: then what no countermeasure closes can be weighed and planned as well.")
	}
	return notes
}

// walk goes the steps in order and tells the levels before and after each.
func (g *ground) walk(m *Roadmap, steps []step) {
	rows := g.rows()
	held := make([]bool, g.all())
	levels := make([]SubjectLevel, len(g.subjects))
	for i, s := range g.subjects {
		p := &s.posture
		levels[i] = SubjectLevel{p.Subject, p.Key, p.Achieved, p.Achieved}
		m.Subjects = append(m.Subjects, RoadmapSubject{
			Subject: p.Subject, Key: p.Key, Name: p.Name, Safety: s.safety, Target: *p.Target, Before: p.Achieved,
		})
	}
	for i := range g.short {
		d := &g.short[i]
		m.Subjects[d.subject].Shortfalls++
		if d.state == Unanswered {
			m.Subjects[d.subject].Unanswered++
			m.Unanswered++
		}
	}
	var sum Price
	for n, s := range steps {
		out := RoadmapStep{Number: n + 1, Option: s.Option, Worth: s.worth, Date: s.date, Window: s.window, Closes: []Closed{}, Levels: []SubjectLevel{}}
		var touched []int
		for _, i := range s.closes {
			d := g.at(i)
			if held[i] {
				continue
			}
			held[i] = true
			if len(touched) == 0 || touched[len(touched)-1] != d.subject {
				touched = append(touched, d.subject)
			}
			if i < len(g.short) {
				out.Closes = append(out.Closes, Closed{levels[d.subject].Subject, levels[d.subject].Key, g.set.Requirements[d.requirement].ID, d.state})
			}
		}
		seen := map[int]bool{}
		for _, subject := range touched {
			if seen[subject] {
				continue
			}
			seen[subject] = true
			l := levels[subject]
			l.Before, l.After = l.After, g.achieved(held, rows, subject)
			levels[subject].After = l.After
			target := *g.subjects[subject].posture.Target
			out.Levels = append(out.Levels, l)
			for fr := range target {
				out.Gain += int(min(l.After[fr], target[fr]) - min(l.Before[fr], target[fr]))
			}
		}
		sum.Cost, sum.Effort = sum.Cost+s.Cost, sum.Effort+s.Effort
		if s.Shutdown {
			sum.Shutdown, sum.Hours = true, sum.Hours+s.Hours
		}
		out.Sum = sum
		out.Why = s.why + g.lifts(out)
		m.Steps = append(m.Steps, out)
	}
	for i := range m.Subjects {
		s := &m.Subjects[i]
		s.After = levels[i].After
		s.Reached = s.After.Meets(s.Target)
		s.Why = g.reached(s, m.Open)
	}
}

// lifts says what a step does to levels, in the words that follow its reason.
func (g *ground) lifts(s RoadmapStep) string {
	var lifts []string
	more := 0
	for _, l := range s.Levels {
		for fr := range l.Before {
			if l.After[fr] == l.Before[fr] {
				continue
			}
			if len(lifts) == 3 {
				more++
				continue
			}
			lifts = append(lifts, fmt.Sprintf("FR %d of %s from SL %d to SL %d", fr+1, g.called(l.Subject), l.Before[fr], l.After[fr]))
		}
	}
	switch {
	case len(lifts) == 0:
		return " By itself it lifts no level yet; other steps complete it."
	case more > 0:
		lifts = append(lifts, many(more, "other level"))
	}
	return " It lifts " + and(lifts) + "."
}

// reached says in one sentence where a subject ends up.
func (g *ground) reached(s *RoadmapSubject, open []OpenShortfall) string {
	if s.Reached {
		if s.Shortfalls == 0 {
			return "It reaches its SL-T today."
		}
		why := fmt.Sprintf("It reaches its SL-T when all %s are closed.", many(s.Shortfalls, "shortfall"))
		if s.Shortfalls == 1 {
			why = "It reaches its SL-T when its one shortfall is closed."
		}
		if s.Unanswered > 0 {
			why += fmt.Sprintf(" %d of them nobody has answered: they may be met already.", s.Unanswered)
		}
		return why
	}
	var ids []string
	for _, o := range open {
		if o.Subject == s.Subject {
			ids = append(ids, string(o.Requirement))
		}
	}
	if len(ids) > 5 {
		ids = append(ids[:5], fmt.Sprintf("%d more", len(ids)-5))
	}
	return "It stays below its SL-T: nothing closes " + and(ids) + "."
}

func (g *ground) totals(m *Roadmap) {
	t := &m.Total
	t.Steps = len(m.Steps)
	for _, s := range m.Steps {
		t.Cost += s.Cost
		t.Effort += s.Effort
		t.Weight += g.ask.weight(s.Price)
		t.Closed += len(s.Closes)
		if s.Shutdown {
			t.Shutdowns++
			t.Hours += s.Hours
		}
	}
	for i := range m.Subjects {
		s := &m.Subjects[i]
		for fr := range s.Target {
			t.StepsBefore += int(max(0, s.Target[fr]-s.Before[fr]))
			t.StepsAfter += int(max(0, s.Target[fr]-s.After[fr]))
		}
	}
	p := &m.Proof
	if p.Exact {
		p.Bound = t.Weight
		p.Why = "No cheaper choice exists among these options: all of them were weighed."
		return
	}
	p.Bound = min(p.Bound, t.Weight)
	if t.Weight > 0 {
		p.Gap = (t.Weight - p.Bound) / t.Weight
	}
	p.Why = fmt.Sprintf("The choice is too large to weigh every other one: the cheapest takes at least %s, so this one lies at most %.1f %% above it.",
		amount(p.Bound), 100*(t.Weight-p.Bound)/math.Max(p.Bound, 1e-9))
}

// amount writes a sum of money: "12400", "12400.50".
func amount(x float64) string {
	if x == math.Trunc(x) {
		return fmt.Sprintf("%.0f", x)
	}
	return fmt.Sprintf("%.2f", x)
}

func (g *ground) rules() []string {
	weighed := "What is kept least is the cost"
	switch {
	case g.ask.DayRate > 0 && g.ask.HourRate > 0:
		weighed += fmt.Sprintf(", with %s for each person-day and %s for each hour of outage", amount(g.ask.DayRate), amount(g.ask.HourRate))
	case g.ask.DayRate > 0:
		weighed += fmt.Sprintf(", with %s for each person-day", amount(g.ask.DayRate))
	case g.ask.HourRate > 0:
		weighed += fmt.Sprintf(", with %s for each hour of outage", amount(g.ask.HourRate))
	}
	return []string{
		"What does not hold today counts as missing, and so does what nobody has answered.",
		"A countermeasure is taken to meet every requirement that it names at every zone and conduit that it protects.",
		"A requirement that is met where it is inherited from holds wherever it is inherited.",
		weighed + "; of choices that weigh the same, the one of fewer parts.",
		"Steps come in the order of the level steps that they bring nearer for their weight; safety zones count twice, and what a level needs comes after what the levels below it need.",
	}
}

// day is the date on which effort is spent, at the weekly pace.
func (ask *RoadmapAsk) day(effort float64) plant.Date {
	return inDays(ask.Start, int(math.Ceil(effort/ask.EffortPerWeek*7)))
}
