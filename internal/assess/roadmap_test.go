package assess_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// but is every requirement up to SL 1 met, but for some.
func but(s assess.Subject, not ...catalog.RequirementID) []assess.Verdict {
	vs := metUpTo(s, sl.Uniform(1))
	return slices.DeleteFunc(vs, func(v assess.Verdict) bool { return slices.Contains(not, v.Requirement) })
}

func measure(id string, cost float64, ids []catalog.RequirementID, subjects ...assess.Subject) assess.Option {
	return assess.Option{ID: "countermeasure:" + id, Name: id, Subjects: subjects, Requirements: ids, Price: assess.Price{Cost: cost}}
}

func flat(cost float64) assess.Costs { return assess.Costs{Default: &assess.Price{Cost: cost}} }

func roadmap(t *testing.T, in assess.Input, ask assess.RoadmapAsk, options ...assess.Option) assess.Roadmap {
	t.Helper()
	m, err := assess.PlanRoadmap(in, ask, options)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// names are the steps as a person reads them.
func names(m assess.Roadmap) (out []string) {
	for _, s := range m.Steps {
		out = append(out, s.Name)
	}
	return out
}

func TestARoadmapTakesWhatIsCheapest(t *testing.T) {
	a, b := zone("Z-01", sl.Uniform(1)), zone("Z-02", sl.Uniform(1))
	za, zb := ofZone("Z-01"), ofZone("Z-02")
	two := []catalog.RequirementID{"SR 1.1", "SR 2.1"}
	missing := slices.Concat(but(za, two...), but(zb, two...))
	for _, c := range []struct {
		name     string
		verdicts []assess.Verdict
		costs    assess.Costs
		options  []assess.Option
		want     []string
		cost     float64
		open     int
	}{
		{"a countermeasure that closes four for less than four by themselves", missing, flat(100),
			[]assess.Option{measure("Directory", 350, two, za, zb)}, []string{"Directory"}, 350, 0},
		{"one that costs more than its parts is left", missing, flat(100), []assess.Option{measure("Directory", 450, two, za, zb)},
			[]string{"Meet SR 1.1 (Identify and authenticate people) at zone Z-01", "", "", ""}, 400, 0},
		{"a part by itself and the rest by a countermeasure", missing, flat(100),
			[]assess.Option{measure("Firewall", 150, two, za)}, []string{"Firewall", "", ""}, 350, 0},
		{"without a price only countermeasures close anything", missing, assess.Costs{},
			[]assess.Option{measure("Directory", 900, two, za)}, []string{"Directory"}, 900, 2},
		{"a requirement has a price of its own", missing, assess.Costs{Requirements: map[catalog.RequirementID]assess.Price{"SR 1.1": {Cost: 5}}, FRs: map[string]assess.Price{"FR 2": {Cost: 7}}},
			nil, []string{"", "", "", ""}, 24, 0},
		{"what is inherited is met where it comes from",
			slices.Concat(but(za, "SR 1.1"), but(zb, "SR 1.1"), []assess.Verdict{inherit(za, "SR 1.1", ofSite), inherit(zb, "SR 1.1", ofSite)}),
			flat(100), nil, []string{""}, 100, 0},
	} {
		in := input(zones(a, b), c.verdicts...)
		m := roadmap(t, in, assess.RoadmapAsk{Costs: c.costs}, c.options...)
		got := names(m)
		if len(got) != len(c.want) || m.Total.Cost != c.cost || len(m.Open) != c.open || !m.Proof.Exact {
			t.Errorf("%s: %q for %v, %d open, exact %v; want %q for %v, %d open", c.name, got, m.Total.Cost, len(m.Open), m.Proof.Exact, c.want, c.cost, c.open)
			continue
		}
		if c.want[0] != "" && len(c.want) == 1 && got[0] != c.want[0] {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestARoadmapTellsTheLevelsBeforeAndAfterEachStep(t *testing.T) {
	in := input(zones(zone("Z-01", sl.Uniform(1)), zone("Z-02", sl.Uniform(1))), slices.Concat(but(ofZone("Z-01"), "SR 1.1", "SR 1.3"), but(ofZone("Z-02"), "SR 5.1"))...)
	m := roadmap(t, in, assess.RoadmapAsk{Costs: flat(100)}, measure("Directory", 50, []catalog.RequirementID{"SR 1.1"}, ofZone("Z-01")))
	if m.Shortfalls != 3 || m.Unanswered != 3 || m.Total.StepsBefore != 2 || m.Total.StepsAfter != 0 {
		t.Fatalf("%d shortfalls, %d unanswered, %+v", m.Shortfalls, m.Unanswered, m.Total)
	}
	// Z-02 rises with one step of 100; the two of Z-01 bring half a level each,
	// the cheaper of them as much for its weight.
	at := map[string]assess.RoadmapStep{}
	for i, s := range m.Steps {
		if s.Number != i+1 || s.Why == "" {
			t.Errorf("step %+v", s)
		}
		at[s.Name] = s
	}
	last := m.Steps[len(m.Steps)-1]
	if last.Gain != 1 || last.Levels[0].Before[sl.IAC] != 0 || last.Levels[0].After[sl.IAC] != 1 || !strings.Contains(last.Why, "It lifts FR 1 of zone Z-01 from SL 0 to SL 1.") {
		t.Errorf("the last step: %+v", last)
	}
	if d := at["Directory"]; d.Gain != 0 || !strings.Contains(d.Why, "lifts no level yet") || d.Sum.Cost == 0 {
		t.Errorf("the first half of a level: %+v", d)
	}
	for _, s := range m.Subjects {
		if !s.Reached || s.After.Min() != 1 {
			t.Errorf("%s ends at %v: %s", s.Key, s.After, s.Why)
		}
	}
	// The plan is true: whoever answers met to all that it closes gets its levels.
	for _, s := range m.Steps {
		for _, c := range s.Closes {
			in.Verdicts = append(in.Verdicts, answer(c.Subject, c.Requirement, assess.Met))
		}
	}
	for _, s := range m.Subjects {
		if got := of(in, s.Subject).Achieved; got != s.After {
			t.Errorf("%s reaches %v, said %v", s.Key, got, s.After)
		}
	}
}

func TestLowerLevelsComeFirst(t *testing.T) {
	in := input(zones(zone("Z-01", sl.Uniform(2)), zone("Z-02", sl.Uniform(1))))
	safe := zone("Z-03", sl.Uniform(1))
	safe.Safety = true
	in.Site.Zones = append(in.Site.Zones, safe)
	for _, cost := range []float64{0, 100} {
		m := roadmap(t, in, assess.RoadmapAsk{Costs: flat(cost)})
		reached := map[assess.Subject]sl.Vector{}
		for _, s := range m.Steps {
			for _, r := range s.Requirements {
				q, _ := in.Set.Find(r)
				if at := reached[s.Subjects[0]][q.FR]; at < q.From-1 {
					t.Errorf("at a cost of %v, step %d meets %s at %s, which has only reached SL %d", cost, s.Number, r, s.Levels[0].Key, at)
				}
			}
			for _, l := range s.Levels {
				reached[l.Subject] = l.After
			}
		}
	}
	m := roadmap(t, in, assess.RoadmapAsk{Costs: flat(100)})
	if first := m.Steps[0].Levels[0].Key; first != "Z-03" {
		t.Errorf("the first step is at %s, want the safety zone Z-03", first)
	}
}

func TestWhatNothingClosesIsTold(t *testing.T) {
	in := input(zones(zone("Z-01", sl.Uniform(1))), but(ofZone("Z-01"), "SR 1.1")...)
	m := roadmap(t, in, assess.RoadmapAsk{})
	if len(m.Open) != 1 || !strings.Contains(m.Open[0].Why, "no cost is stated") || !strings.Contains(m.Open[0].Why, "Nobody has answered it") {
		t.Fatalf("%+v", m.Open)
	}
	if s := m.Subjects[0]; s.Reached || s.Why != "It stays below its SL-T: nothing closes SR 1.1." {
		t.Errorf("%+v", s)
	}
}

func TestOutageWindowsAndWeeks(t *testing.T) {
	in := input(zones(zone("Z-01", sl.Uniform(1))), but(ofZone("Z-01"), "SR 1.1", "SR 2.1", "SR 3.1", "SR 5.1")...)
	still := func(id catalog.RequirementID, hours float64) assess.Option {
		o := measure(string(id), 10, []catalog.RequirementID{id}, ofZone("Z-01"))
		o.Shutdown, o.Hours = true, hours
		return o
	}
	ask := assess.RoadmapAsk{
		Costs: assess.Costs{Default: &assess.Price{Cost: 100, Effort: 5}}, EffortPerWeek: 5,
		Windows: []assess.Window{{"2027-05-01", 8}, {"2027-01-02", 4}},
	}
	m := roadmap(t, in, ask, still("SR 1.1", 4), still("SR 2.1", 6), still("SR 3.1", 9))
	got := map[string]string{}
	for _, s := range m.Steps {
		got[string(s.Requirements[0])] = fmt.Sprint(s.Date, " window ", s.Window)
	}
	want := map[string]string{
		"SR 1.1": "2027-01-02 window 1", "SR 2.1": "2027-05-01 window 2", "SR 3.1": " window 0", "SR 5.1": "2026-12-01 window 0",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if len(m.Unplaced) != 1 || m.Unplaced[0].Why != "It needs an outage of 9 h, and the longest window has 8 h." {
		t.Errorf("%+v", m.Unplaced)
	}
	var stairs []string
	for _, s := range m.Stairs {
		stairs = append(stairs, fmt.Sprint(s.Date, s.Subjects[0].Before, s.Subjects[0].After))
	}
	if d := cmp.Diff([]string{
		"2026-12-01(0 0 0 1 0 1 1) (0 0 0 1 1 1 1)", "2027-01-02(0 0 0 1 1 1 1) (1 0 0 1 1 1 1)", "2027-05-01(1 0 0 1 1 1 1) (1 1 0 1 1 1 1)",
	}, stairs); d != "" {
		t.Error(d)
	}
}

func TestAQuestionThatCannotBeAnswered(t *testing.T) {
	in := input(zones(zone("Z-01", sl.Uniform(1)), zone("Z-02")))
	for _, c := range []struct {
		name, at string
		ask      assess.RoadmapAsk
	}{
		{"a zone that is not there", "/subjects/0", assess.RoadmapAsk{Subjects: []assess.Subject{ofZone("Z-09")}}},
		{"the site, which has no target", "/subjects/0", assess.RoadmapAsk{Subjects: []assess.Subject{ofSite}}},
		{"a zone without a target", "/subjects/1", assess.RoadmapAsk{Subjects: []assess.Subject{ofZone("Z-01"), ofZone("Z-02")}}},
		{"a cost below nothing", "/costs/default/cost", assess.RoadmapAsk{Costs: flat(-1)}},
		{"a requirement that is none", "/costs/requirements/SR 9.9", assess.RoadmapAsk{Costs: assess.Costs{Requirements: map[catalog.RequirementID]assess.Price{"SR 9.9": {}}}}},
		{"a foundational requirement that is none", "/costs/frs/FR 8", assess.RoadmapAsk{Costs: assess.Costs{FRs: map[string]assess.Price{"FR 8": {}}}}},
		{"an outage without hours", "/windows/0/hours", assess.RoadmapAsk{Windows: []assess.Window{{"2027-01-01", 0}}}},
		{"an outage without a day", "/windows/0/date", assess.RoadmapAsk{Windows: []assess.Window{{"", 8}}}},
		{"an outage before the start", "/windows/0/date", assess.RoadmapAsk{Windows: []assess.Window{{"2026-01-01", 8}}}},
		{"a start that is no day", "/start", assess.RoadmapAsk{Start: "soon"}},
		{"effort below nothing", "/effortPerWeek", assess.RoadmapAsk{EffortPerWeek: -1}},
	} {
		_, err := assess.PlanRoadmap(in, c.ask, nil)
		problems, ok := errors.AsType[plant.Problems](err)
		if !ok || problems[0].Pointer != c.at {
			t.Errorf("%s: %v, want a problem at %s", c.name, err, c.at)
		}
	}
}

// Small sites drawn at random, planned and held against every choice of options
// there is. What an option closes is asked of Assess, not of the roadmap.
func TestARoadmapIsAsCheapAsTheBestOfAllChoices(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 62443))
	some := []catalog.RequirementID{"SR 1.1", "SR 1.3", "SR 2.1", "SR 5.1"}
	for n := range 300 {
		in, subjects := someSite(r, some)
		var options []assess.Option
		for i := range r.IntN(5) {
			o := measure(fmt.Sprint(i), float64(10*r.IntN(30)), nil)
			for _, s := range append(subjects, ofSite) {
				if r.IntN(2) == 0 {
					o.Subjects = append(o.Subjects, s)
				}
			}
			for _, id := range some {
				if r.IntN(2) == 0 {
					o.Requirements = append(o.Requirements, id)
				}
			}
			options = append(options, o)
		}
		costs := assess.Costs{Requirements: map[catalog.RequirementID]assess.Price{}}
		for _, id := range some {
			if r.IntN(5) > 0 {
				costs.Requirements[id] = assess.Price{Cost: float64(10 * r.IntN(12))}
			}
		}
		m := roadmap(t, in, assess.RoadmapAsk{Subjects: subjects, Costs: costs}, options...)

		all := options
		for _, s := range append(subjects, ofSite) {
			for id, p := range costs.Requirements {
				all = append(all, assess.Option{Subjects: []assess.Subject{s}, Requirements: []catalog.RequirementID{id}, Price: p})
			}
		}
		least, open := cheapest(in, subjects, all)
		if !m.Proof.Exact || m.Total.Cost != least || len(m.Open) != open {
			t.Fatalf("site %d: %v with %d open, exact %v; want %v with %d open", n, m.Total.Cost, len(m.Open), m.Proof.Exact, least, open)
		}
		for _, s := range m.Subjects {
			for _, step := range m.Steps {
				for _, at := range step.Subjects {
					for _, id := range step.Requirements {
						in.Verdicts = append(in.Verdicts, answer(at, id, assess.Met))
					}
				}
			}
			if got := of(in, s.Subject).Achieved; got != s.After {
				t.Fatalf("site %d: %s reaches %v, said %v", n, s.Key, got, s.After)
			}
		}
	}
}

// someSite is a site of up to three zones where only some requirements are in doubt.
func someSite(r *rand.Rand, some []catalog.RequirementID) (assess.Input, []assess.Subject) {
	var zs []plant.Zone
	var subjects []assess.Subject
	for i := range 1 + r.IntN(3) {
		key := fmt.Sprintf("Z-%02d", i+1)
		zs = append(zs, zone(key, sl.Uniform(1)))
		subjects = append(subjects, ofZone(key))
	}
	in := input(zones(zs...))
	for _, s := range subjects {
		in.Verdicts = append(in.Verdicts, but(s, some...)...)
		for _, id := range some {
			switch r.IntN(4) {
			case 0:
				in.Verdicts = append(in.Verdicts, answer(s, id, assess.Met))
			case 1:
				in.Verdicts = append(in.Verdicts, inherit(s, id, append(subjects, ofSite)[r.IntN(len(subjects)+1)]))
			case 2:
				in.Verdicts = append(in.Verdicts, answer(s, id, assess.NotMet))
			}
		}
	}
	return in, subjects
}

// cheapest is the least that any choice of options costs that closes all that
// can be closed, and how much cannot.
func cheapest(in assess.Input, subjects []assess.Subject, options []assess.Option) (float64, int) {
	missing := func(in assess.Input) map[string]bool {
		out := map[string]bool{}
		p := assess.Assess(in)
		for _, s := range subjects {
			sp, _ := p.Of(s)
			for _, fr := range sp.FRs {
				for _, stop := range fr.ToTarget {
					out[s.ID+string(stop.Requirement)] = true
				}
			}
		}
		return out
	}
	place := map[string]uint{}
	for id := range missing(in) {
		place[id] = uint(len(place))
	}
	// best[x] is the least that closes x, and x at least.
	best := map[uint64]float64{0: 0}
	for _, o := range options {
		then := in
		then.Verdicts = slices.Clone(in.Verdicts)
		for _, s := range o.Subjects {
			for _, id := range o.Requirements {
				then.Verdicts = append(then.Verdicts, answer(s, id, assess.Met))
			}
		}
		left := missing(then)
		var closes uint64
		for id, i := range place {
			if !left[id] {
				closes |= 1 << i
			}
		}
		with := map[uint64]float64{}
		for x, cost := range best {
			with[x] = cost
		}
		for x, cost := range best {
			y := x | closes
			if old, ok := with[y]; !ok || cost+o.Cost < old {
				with[y] = cost + o.Cost
			}
		}
		best = with
	}
	var most uint64
	for x := range best {
		most |= x
	}
	open := len(place)
	for x := most; x != 0; x &= x - 1 {
		open--
	}
	return best[most], open
}

// A choice that is exact over very little must not read as the whole answer.
func TestARoadmapSaysFirstWhatItDoesNotClose(t *testing.T) {
	za := ofZone("Z-01")
	in := input(zones(zone("Z-01", sl.Uniform(1))), but(za, "SR 1.1", "SR 2.1", "SR 5.1")...)
	cm := measure("cm", 10, []catalog.RequirementID{"SR 1.1"}, za)
	for _, c := range []struct {
		name  string
		costs assess.Costs
		want  []string
	}{
		{"nothing has a price", assess.Costs{}, []string{
			"This roadmap closes 1 of 3 shortfalls and leaves 2 open. Of all, 3 only count as missing because nobody has answered them. Nothing has a price yet, so only countermeasures of the register are chosen from. That the choice is the cheapest holds for what it closes, no more.",
			"Answer first: nobody has answered 3 asked requirements. What is met already then leaves the roadmap.",
			"Give a default price for meeting one requirement, or one for each foundational requirement: then what no countermeasure closes can be weighed and planned as well.",
		}},
		{"all have a price", flat(50), []string{
			"Answer first: nobody has answered 3 asked requirements. What is met already then leaves the roadmap.",
		}},
	} {
		m := roadmap(t, in, assess.RoadmapAsk{Costs: c.costs}, cm)
		if diff := cmp.Diff(c.want, m.Notes); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}
