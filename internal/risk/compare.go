package risk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/plant"
)

// Comparison is what was decided for a zone after its initial risk was compared
// with what is tolerable (IEC 62443-3-2, ZCR 4.1).
type Comparison struct {
	Head
	Zone      plant.ZoneID       `json:"zone"`
	Decision  ComparisonDecision `json:"decision"`
	Rationale string             `json:"rationale,omitempty"`
	// By whom and on which day it was decided, by which criteria (their key) and
	// at which worst consequence; 0 is none.
	By          string     `json:"by,omitempty"`
	On          plant.Date `json:"on,omitempty"`
	Criteria    string     `json:"criteria,omitempty"`
	Consequence int        `json:"consequence,omitempty"`
}

// ComparisonDecision says how it goes on for a zone.
type ComparisonDecision string

// The decisions.
const (
	AssessInDetail ComparisonDecision = "detailed"
	StopHere       ComparisonDecision = "stop" // the worst cases are tolerable
)

// ComparisonDecisions lists the decisions in the order of menus.
var ComparisonDecisions = []ComparisonDecision{AssessInDetail, StopHere}

// InitialComparison compares the initial risk of a site, which its worst cases
// are, with what is tolerable: zone by zone, and the site as a whole.
type InitialComparison struct {
	Zones []ZoneComparison `json:"zones"` // by key; those outside the owner's control are left out
	Site  ZoneComparison   `json:"site"`
}

// Of is the comparison of one zone.
func (c InitialComparison) Of(zone plant.ZoneID) (ZoneComparison, bool) {
	return find(c.Zones, func(z *ZoneComparison) bool { return z.Zone == zone && zone != "" })
}

// ZoneComparison is the initial risk of one zone, or of the site, beside what is
// tolerable, and what was decided about it.
type ZoneComparison struct {
	Zone        plant.ZoneID `json:"zone,omitempty"` // empty: the site
	Key         string       `json:"key"`
	Name        string       `json:"name"`
	State       InitialState `json:"state"`
	WorstCases  []string     `json:"worstCases"`  // keys
	Consequence int          `json:"consequence"` // the worst of them; 0 is none
	Driving     Category     `json:"driving,omitempty"`
	// Likelihood is the highest level of the criteria: none is assessed yet.
	Likelihood int    `json:"likelihood"`
	Band       BandID `json:"band,omitempty"`
	BandName   string `json:"bandName,omitempty"`
	Why        string `json:"why"`
	// Decision that was made, and whether it still stands.
	Decision *Comparison      `json:"decision,omitempty"`
	Standing DecisionStanding `json:"standing"`
	Says     string           `json:"says"` // of the decision
}

// Stopped says whether it was decided, and still stands, that the worst cases
// are tolerable and no detailed assessment is needed.
func (z ZoneComparison) Stopped() bool {
	return z.Standing == DecisionStands && z.Decision.Decision == StopHere
}

// InitialState says how the initial risk stands to what is tolerable.
type InitialState string

// The states.
const (
	InitialWithin  InitialState = "within" // the assessment may stop here
	InitialAbove   InitialState = "above"  // a detailed assessment is needed
	InitialUnknown InitialState = "not-assessable"
)

// DecisionStanding says what a decision on a comparison is worth.
type DecisionStanding string

// The standings.
const (
	DecisionMissing DecisionStanding = "none"
	DecisionStands  DecisionStanding = "stands"
	DecisionStale   DecisionStanding = "stale" // what it was based on has changed
)

// CompareInitial compares the worst cases with what is tolerable. There is no
// likelihood in them, so the highest that the criteria know is taken.
func CompareInitial(in Input, res Result) InitialComparison {
	c := comparer{in: in, res: res, results: map[ID]*FunctionResult{}, worst: map[ID]*WorstCaseResult{}}
	for i := range res.Functions {
		c.results[res.Functions[i].ID] = &res.Functions[i]
	}
	for i := range res.WorstCases {
		c.worst[res.WorstCases[i].ID] = &res.WorstCases[i]
	}
	r := rater{in: in}
	at := r.functionsByZone()
	var out InitialComparison
	for _, z := range in.Site.Zones {
		if z.External {
			continue
		}
		x := ZoneComparison{Zone: z.ID, Key: z.Key, Name: z.Name}
		c.compare(&x, at[z.ID], safetyZone(&z), "zone "+z.Key)
		c.decided(&x)
		out.Zones = append(out.Zones, x)
	}
	slices.SortStableFunc(out.Zones, func(a, b ZoneComparison) int { return plant.CompareKeys(a.Key, b.Key) })
	if out.Zones == nil {
		out.Zones = []ZoneComparison{}
	}
	all := make([]int, len(in.Register.Functions))
	for i := range all {
		all[i] = i
	}
	out.Site = ZoneComparison{Key: in.Site.Key, Name: in.Site.Name, Standing: DecisionMissing, Says: "It is decided zone by zone."}
	c.compare(&out.Site, all, slices.ContainsFunc(in.Site.Zones, func(z plant.Zone) bool { return safetyZone(&z) }), "the site")
	return out
}

type comparer struct {
	in      Input
	res     Result
	results map[ID]*FunctionResult
	worst   map[ID]*WorstCaseResult
}

// compare finds the initial risk of the functions, named by their index.
func (c *comparer) compare(x *ZoneComparison, functions []int, safety bool, where string) {
	x.State, x.WorstCases = InitialUnknown, []string{}
	ratings, without, incomplete := Ratings{}, []string{}, []string{}
	for _, i := range functions {
		f := &c.in.Register.Functions[i]
		result := c.results[f.ID]
		if result == nil || len(result.WorstCases) == 0 {
			without = append(without, f.Key)
			continue
		}
		for _, id := range result.WorstCases {
			w := c.worst[id]
			x.WorstCases = append(x.WorstCases, w.Key)
			if !w.Complete {
				incomplete = append(incomplete, w.Key)
			}
			for category, level := range w.Ratings {
				ratings[category] = max(ratings[category], level)
			}
		}
	}
	x.Consequence, x.Driving = highest(ratings)
	criteria := c.res.Criteria
	switch {
	case criteria == nil:
		x.Why = "There are no risk criteria yet, so there is nothing to compare with: make some and sign them."
	case !c.res.InForce:
		x.Why = fmt.Sprintf("Criteria %s are not signed, so what is tolerable is not decided: sign them.", criteria.Key)
	case len(functions) == 0:
		x.Why = fmt.Sprintf("No essential function lies in %s, so it has no worst case: name the functions that it serves, or assess it in detail.", where)
	case len(without) > 0:
		x.Why = fmt.Sprintf("%s of %s no worst case: write and rate it.", keysWith(without, "Function", "Functions"), where+" "+hasHave(without))
	case len(incomplete) > 0:
		x.Why = fmt.Sprintf("%s incomplete: rate safety and environment, with 0 for none.", keysWith(incomplete, "Worst case", "Worst cases")+" "+isAre(incomplete))
	default:
		c.band(x, criteria, ratings, safety, where)
	}
}

func (c *comparer) band(x *ZoneComparison, criteria *Criteria, ratings Ratings, safety bool, where string) {
	x.Likelihood = len(criteria.Likelihoods)
	if x.Consequence == 0 {
		x.State, x.Why = InitialWithin, fmt.Sprintf("No worst case of %s has a consequence, so the assessment may stop here.", where)
		return
	}
	rank := -1
	if x.Likelihood > 0 && x.Likelihood <= len(criteria.Matrix) && x.Consequence <= len(criteria.Matrix[x.Likelihood-1]) {
		rank = criteria.Rank(criteria.Matrix[x.Likelihood-1][x.Consequence-1])
	}
	if rank < 0 {
		x.Why = fmt.Sprintf("Criteria %s give the highest likelihood and consequence %d no band: complete the matrix.", criteria.Key, x.Consequence)
		return
	}
	raised := ""
	for _, o := range criteria.Overrides { // those that need no scenario to be true
		w := o.When
		least := criteria.Rank(o.Least)
		b := basis{s: &Scenario{}, ratings: ratings, consequence: x.Consequence, safetyZone: safety}
		if least > rank && len(w.Mechanisms)+len(w.Causes) == 0 && !w.Hackable && w.holds(&b, false) {
			rank, raised = least, fmt.Sprintf(" Override “%s” raises it.", o.Name)
		}
	}
	band := criteria.Bands[rank]
	x.Band, x.BandName = band.ID, band.Name
	name := fmt.Sprintf("%d", x.Consequence)
	if x.Consequence <= len(criteria.Consequences) {
		name += " (" + criteria.Consequences[x.Consequence-1] + ")"
	}
	x.Why = fmt.Sprintf("The worst consequence of %s is %s, driven by %s. As no likelihood is assessed yet, the highest, %d (%s), is taken: %s.%s",
		where, name, x.Driving, x.Likelihood, criteria.Likelihoods[x.Likelihood-1].Name, band.Name, raised)
	if band.Region == Acceptable {
		x.State = InitialWithin
		x.Why += " That is acceptable, so the assessment may stop here."
		return
	}
	x.State = InitialAbove
	x.Why += " That is above what is acceptable, so a detailed assessment is needed."
}

// decided adds the decision on the zone, and what it is worth today.
func (c *comparer) decided(x *ZoneComparison) {
	x.Standing, x.Says = DecisionMissing, "Nobody has decided yet whether it is assessed in detail."
	for i := range c.in.Register.Comparisons {
		if d := &c.in.Register.Comparisons[i]; d.Zone == x.Zone {
			x.Decision = d
		}
	}
	d := x.Decision
	if d == nil {
		return
	}
	x.Standing = DecisionStands
	by := cmp.Or(d.By, "somebody")
	if d.On != "" {
		by += " on " + string(d.On)
	}
	if d.Decision != StopHere {
		x.Says = "Assessed in detail, as decided by " + by + "."
		return
	}
	x.Says = "No detailed assessment, as decided by " + by + ": " + strings.TrimSuffix(strings.TrimSpace(d.Rationale), ".") + "."
	switch {
	case x.Consequence > d.Consequence:
		x.Standing = DecisionStale
		x.Says = fmt.Sprintf("It was decided by %s that no detailed assessment is needed, at a worst consequence of %d; it is %d now: decide again.", by, d.Consequence, x.Consequence)
	case x.State != InitialWithin:
		x.Standing = DecisionStale
		x.Says = fmt.Sprintf("It was decided by %s that no detailed assessment is needed, which does not hold any more: %s", by, x.Why)
	}
}

// CheckComparison lists the rules that a decision on a comparison breaks.
func CheckComparison(ctx Context, x Comparison) plant.Problems {
	var p problems
	keyed(&p, "comparison", &x, ctx.Register.Comparisons)
	if x.Zone == "" {
		p.Add("/zone", "The decision is about no zone: name one.")
	}
	for _, o := range ctx.Register.Comparisons {
		if o.ID != x.ID && o.Zone == x.Zone && x.Zone != "" {
			p.Add("/zone", "Decision %s is about this zone already: change that one.", o.Key)
			break
		}
	}
	plant.OneOf(&p.Form, "/decision", x.Decision, ComparisonDecisions)
	if x.Decision == StopHere {
		p.needed("/rationale", "rationale for going without a detailed assessment", x.Rationale)
	} else {
		p.Text("/rationale", x.Rationale)
	}
	p.Short("/by", x.By)
	p.past("/on", "decision", x.On, ctx.Today)
	p.Short("/criteria", x.Criteria)
	p.levels("/consequence", "consequence", x.Consequence, mostLevels)
	return p.Problems
}

// Decide completes a decision on a comparison with who makes it, by which
// criteria and at which consequence. What it may not decide is refused.
func Decide(ctx Context, by string, x *Comparison) plant.Problems {
	in := Input{Site: ctx.Site, Register: ctx.Register, Today: ctx.Today}
	res := Rate(in)
	x.By, x.On, x.Criteria, x.Consequence = by, ctx.Today, "", 0
	if res.InForce {
		x.Criteria = res.Criteria.Key
	}
	z, known := CompareInitial(in, res).Of(x.Zone)
	if known {
		x.Consequence = z.Consequence
	}
	if x.Decision != StopHere {
		return nil
	}
	var p problems
	switch {
	case !known && x.Zone != "":
		p.Add("/zone", "The zone lies outside the owner's control, so nothing is decided about it: choose another.")
	case known && z.State != InitialWithin:
		p.Add("/decision", "The assessment cannot stop here. %s", z.Why)
	}
	return p.Problems
}

func keysWith(keys []string, one, many string) string {
	if len(keys) == 1 {
		return one + " " + keys[0]
	}
	return many + " " + JoinWords(keys)
}

func hasHave(keys []string) string {
	if len(keys) == 1 {
		return "has"
	}
	return "have"
}

func isAre(keys []string) string {
	if len(keys) == 1 {
		return "is"
	}
	return "are"
}
