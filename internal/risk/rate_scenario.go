package risk

import (
	"slices"
	"strconv"
	"strings"

	"ringwall/internal/assess"
)

// basis is a scenario before any safeguard.
type basis struct {
	s           *Scenario
	ratings     Ratings
	likelihood  int
	consequence int
	driving     Category
	life        bool
	safetyZone  bool
	unratable   string // why it cannot be rated, "" when it can
	notes       string // sentences that belong to every stage
}

// rateScenario rates one scenario at its three stages.
func (r *rater) rateScenario(s *Scenario) ScenarioResult {
	out := ScenarioResult{
		ID: s.ID, Key: s.Key, Name: s.Name, Subject: s.At(), Opportunity: s.Opportunity, Removed: strings.TrimSpace(s.Removed),
		Conditions: []string{}, Overrides: []string{}, Flags: []Flag{},
	}
	b := r.basis(s, &out)
	guards := r.guards(&b)
	r.credit(&b, guards)
	r.hackable(&b, guards, &out)
	out.Ratings, out.LifeSafety = b.ratings, b.life
	out.Unmitigated = r.stage(&b, Lowered{}, s.Attackable(), &out)
	out.Existing = r.stage(&b, sum(guards, false), out.Hackable, &out)
	out.Residual = r.stage(&b, sum(guards, true), out.HackableResidual, &out)
	out.Credits = make([]Credit, len(guards))
	for i := range guards {
		out.Credits[i] = guards[i].Credit
	}
	out.LOPA = r.lopa(s, guards)
	out.Conditional = len(out.Conditions) > 0
	r.judge(&b, guards, &out)
	return out
}

// At is the zone or conduit that the scenario happens at.
func (s *Scenario) At() assess.Subject {
	if s.Conduit != "" {
		return assess.Subject{Kind: assess.OfConduit, ID: string(s.Conduit)}
	}
	return assess.Subject{Kind: assess.OfZone, ID: string(s.Zone)}
}

// basis gathers likelihood and consequence before any safeguard, with what
// false assumptions add.
func (r *rater) basis(s *Scenario, out *ScenarioResult) basis {
	b := basis{s: s, ratings: s.Ratings, safetyZone: r.inSafetyZone(s)}
	if w := r.worst[s.WorstCase]; len(s.Ratings) == 0 && w != nil {
		b.ratings = w.Ratings
		b.notes = " The consequence is that of worst case " + w.Key + "."
		out.Conditions = append(out.Conditions, w.Conditions...)
	}
	moreLikely, worse := 0, 0
	for _, id := range s.Assumptions {
		a := r.assumption(id)
		if a.condition != "" && !slices.Contains(out.Conditions, a.condition) {
			out.Conditions = append(out.Conditions, a.condition)
		}
		moreLikely += a.likelihood
		worse += a.consequence
		if a.note != "" {
			b.notes += " " + a.note
		}
	}
	b.ratings = r.raised(b.ratings, worse)
	if b.ratings == nil {
		b.ratings = Ratings{}
	}
	b.consequence, b.driving = highest(b.ratings)
	b.likelihood = s.Likelihood
	if b.likelihood > 0 && moreLikely > 0 {
		b.likelihood = min(b.likelihood+moreLikely, max(len(r.likelihoods), b.likelihood))
	}
	for category, from := range r.life {
		b.life = b.life || b.ratings[category] >= from
	}
	b.unratable = r.unratable(&b)
	return b
}

// unratable says what keeps a scenario from having a band.
func (r *rater) unratable(b *basis) string {
	switch {
	case b.s.Opportunity:
		return "An opportunity has no band."
	case !b.s.Counts():
		return "Its hazard was removed by design, so it has no band: " + strings.TrimSuffix(strings.TrimSpace(b.s.Removed), ".") + "."
	case r.criteria == nil:
		return "There are no risk criteria to rate it by: make some and sign them."
	case b.likelihood < 1:
		return "The likelihood is not rated: give it a level, without any safeguard."
	case len(b.ratings) == 0:
		return "The consequence is not rated: give each category a level, 0 for none."
	case len(r.consequences) == 0:
		return "Criteria " + r.criteria.Key + " have no levels of consequence yet: complete them."
	case b.likelihood > len(r.likelihoods):
		return "Likelihood " + strconv.Itoa(b.likelihood) + " lies beyond the " + strconv.Itoa(len(r.likelihoods)) + " levels of criteria " + r.criteria.Key + ": rate it anew."
	case b.consequence > len(r.consequences):
		return "Consequence " + strconv.Itoa(b.consequence) + " lies beyond the " + strconv.Itoa(len(r.consequences)) + " levels of criteria " + r.criteria.Key + ": rate it anew."
	}
	return ""
}

// lowered is a level after credit. It never falls below the lowest: a residual
// risk is never zero.
func lowered(level, credit int) int { return max(1, level-credit) }

// stage rates a scenario with some credit.
func (r *rater) stage(b *basis, credit Lowered, hackable bool, out *ScenarioResult) Rating {
	if b.unratable != "" {
		return Rating{Rank: -1, Why: b.unratable}
	}
	x := Rating{
		Likelihood: lowered(b.likelihood, credit.Likelihood), Consequence: lowered(b.consequence, credit.Consequence),
		Driving: b.driving, Rank: -1,
	}
	x.Rank = r.ranks[x.Likelihood-1][x.Consequence-1]
	if x.Rank < 0 {
		x.Why = "Criteria " + r.criteria.Key + " give likelihood " + strconv.Itoa(x.Likelihood) + " and consequence " + strconv.Itoa(x.Consequence) + " no band: complete the matrix."
		return x
	}
	var why strings.Builder
	why.Grow(192)
	why.WriteString("Likelihood ")
	r.tell(&why, b.likelihood, credit.Likelihood, r.likelihoods)
	why.WriteString(", consequence ")
	if b.consequence == 0 {
		why.WriteString("none, counted as the lowest since a risk is never zero")
	} else {
		r.tell(&why, b.consequence, credit.Consequence, r.consequences)
		why.WriteString(", driven by ")
		why.WriteString(string(b.driving))
	}
	why.WriteString(": ")
	why.WriteString(r.criteria.Bands[x.Rank].Name)
	why.WriteByte('.')
	why.WriteString(b.notes)
	r.override(b, hackable, &x, &why, out)
	x.Band = r.criteria.Bands[x.Rank].ID
	x.Why = why.String()
	return x
}

// tell writes a level and what the safeguards made of it.
func (r *rater) tell(b *strings.Builder, level, credit int, names []string) {
	if credit > 0 {
		b.WriteString(strconv.Itoa(level))
		b.WriteString(" less ")
		b.WriteString(strconv.Itoa(credit))
		b.WriteString(" for safeguards is ")
	}
	b.WriteString(names[lowered(level, credit)-1])
	if level-credit < 1 {
		b.WriteString(", the lowest since a risk is never zero")
	}
}

// override raises the band to what each override that is true of the scenario
// asks for. It never lowers one.
func (r *rater) override(b *basis, hackable bool, x *Rating, why *strings.Builder, out *ScenarioResult) {
	for i := range r.criteria.Overrides {
		o := &r.criteria.Overrides[i]
		least := r.criteria.Rank(o.Least)
		if least < 0 || !o.When.holds(b, hackable) {
			continue
		}
		text := "Override “" + o.Name + "”: at least " + r.criteria.Bands[least].Name
		if o.Reason != "" {
			text += ", because " + strings.TrimSuffix(o.Reason, ".")
		}
		text += "."
		if !slices.Contains(out.Overrides, text) {
			out.Overrides = append(out.Overrides, text)
		}
		if x.Rank < least {
			x.Rank = least
			why.WriteString(" Override “" + o.Name + "” raises it to " + r.criteria.Bands[least].Name + ".")
		}
	}
}

// holds says whether every stated part of a condition is true of a scenario.
func (c Condition) holds(b *basis, hackable bool) bool {
	if len(c.Mechanisms) > 0 && !slices.Contains(c.Mechanisms, b.s.Mechanism) {
		return false
	}
	if len(c.Causes) > 0 && !slices.Contains(c.Causes, b.s.CauseKind) {
		return false
	}
	if c.Hackable && !hackable || c.SafetyZone && !b.safetyZone {
		return false
	}
	switch {
	case c.Category != "":
		return b.ratings[c.Category] >= max(1, c.AtLeast)
	case c.AtLeast > 0:
		return b.consequence >= c.AtLeast
	}
	return true
}
