package risk

import (
	"fmt"
	"slices"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// apply derives the subject's own level by the method of the proposal.
func (d *derivation) apply(p *TargetProposal) {
	if d.res.Criteria == nil {
		p.missing("There are no risk criteria: write them, or begin from a preset, so that levels mean something.")
		return
	}
	if !d.res.InForce {
		p.missing("The criteria %s are a draft: sign them, so that the result holds.", d.res.Criteria.Key)
	}
	d.leaveOut(p)
	switch p.Method {
	case MethodConsequence:
		d.byConsequence(p)
	case MethodBand:
		d.byBand(p)
	case MethodCRRF:
		d.byCRRF(p)
	case MethodLOPA:
		d.byLOPA(p)
	case MethodPHA:
		d.byPHA(p)
	case MethodTechnique:
		d.bySkill(p)
	}
}

// leaveOut names the scenarios that ask for no level.
func (d *derivation) leaveOut(p *TargetProposal) {
	var names []string
	for _, s := range d.aside[p.Subject] {
		names = append(names, fmt.Sprintf("%s (%s)", s.result.Key, unattackable(s.record)))
	}
	if names != nil {
		p.step("What no attacker can cause through the system is left out, for a security level grades protection against one: %s.", JoinWords(names))
	}
}

// own are the scenarios of the subject that an attacker can cause; without any
// the proposal says so.
func (d *derivation) own(p *TargetProposal) []scenarioPair {
	pairs := d.scenarios[p.Subject]
	if len(pairs) == 0 {
		d.nothing(p, d.nothingAt(p))
	}
	return pairs
}

// nothingAt is the sentence for a subject that no scenario is about, or none
// that counts here.
func (d *derivation) nothingAt(p *TargetProposal) string {
	if len(d.aside[p.Subject]) > 0 {
		return fmt.Sprintf("No scenario about %s %s can be caused by an attacker through the system: enter one, or decide the target as the owner.", p.Subject.Kind, p.Key)
	}
	return fmt.Sprintf("No scenario is about %s %s: enter at least one.", p.Subject.Kind, p.Key)
}

// nothing says that there is nothing to derive from. Of a zone outside the
// owner's control nothing need be known.
func (d *derivation) nothing(p *TargetProposal, missing string) {
	if p.Subject.Kind == assess.OfZone && d.byID[plant.ZoneID(p.Subject.ID)].External {
		p.step("Zone %s lies outside the owner's control and no scenario is about it, so nothing is asked of it.", p.Key)
		return
	}
	p.Missing = append(p.Missing, missing)
}

// severity is the consequence level of a scenario with no safeguard. It is 0
// when every category is rated none: the risk then still has the lowest level,
// for a risk is never zero, but nothing is asked because of it.
func severity(r *ScenarioResult) int {
	worst := 0
	for _, level := range r.Ratings {
		worst = max(worst, level)
	}
	if worst == 0 && r.Unmitigated.Consequence <= 1 {
		return 0
	}
	return max(worst, r.Unmitigated.Consequence)
}

// levelOfConsequence is the SL of a consequence level. SL 4 is never derived
// from a consequence: it grades an attacker that only the owner can assume.
func (d *derivation) levelOfConsequence(p *TargetProposal, consequence int) (level int, said string, ok bool) {
	scale := d.rules.ByConsequence
	levels := len(d.res.Criteria.Consequences)
	note := ""
	if len(scale) == 0 && levels == 5 {
		scale = []int{1, 1, 2, 2, 3}
		note = " by the usual scale (level 5 SL 3, 4 and 3 SL 2, below SL 1)"
	}
	if consequence < 1 || consequence > len(scale) {
		p.missing("The criteria do not say which SL consequence level %d asks for: complete the rules for targets.", consequence)
		return 0, "", false
	}
	level = scale[consequence-1]
	if level > 3 {
		note = " after the criteria's SL 4, which only a decision of the owner can set"
		level = 3
	}
	return level, fmt.Sprintf("consequence level %d asks for SL %d%s", consequence, level, note), true
}

// byConsequence is method A: the worst consequence in the zone sets the level.
func (d *derivation) byConsequence(p *TargetProposal) {
	known := len(p.Missing)
	worst, because := 0, ""
	var by []ID
	if r, ok := d.res.Of(p.Subject); ok && p.Subject.Kind == assess.OfZone {
		for _, id := range r.Functions {
			f, ok := d.res.Function(id)
			if !ok {
				continue
			}
			if f.Consequence == 0 && !f.Complete {
				p.missing("Function %s has no complete worst case: rate what its loss can do.", f.Key)
			}
			if f.Consequence > worst {
				worst, because = f.Consequence, fmt.Sprintf("the loss of function %s", f.Key)
			}
		}
	}
	pairs := d.scenarios[p.Subject]
	for _, s := range pairs {
		level := severity(s.result)
		switch {
		case level == 0 && len(s.result.Ratings) == 0:
			p.missing("Scenario %s has no consequence rating.", s.result.Key)
		case level > worst:
			worst, because, by = level, "scenario "+s.result.Key, []ID{s.result.ID}
		case level == worst && level > 0 && by != nil:
			by = append(by, s.result.ID)
		}
	}
	if worst == 0 {
		if len(p.Missing) == known {
			d.noConsequence(p, pairs)
		}
		return
	}
	p.step("The worst consequence is level %d of %d, from %s%s.", worst, len(d.res.Criteria.Consequences), because, d.drivenBy(by))
	if level, said, ok := d.levelOfConsequence(p, worst); ok {
		p.step("By the criteria, %s.", said)
		d.flat(p, level)
		p.Scenarios = append(p.Scenarios, by...)
	}
}

// noConsequence tells a subject that nothing is known of from one where all
// that is known is harmless.
func (d *derivation) noConsequence(p *TargetProposal, pairs []scenarioPair) {
	r, _ := d.res.Of(p.Subject)
	switch {
	case p.Subject.Kind == assess.OfConduit && len(pairs) == 0:
		p.Missing = append(p.Missing, d.nothingAt(p))
	case len(pairs) == 0 && len(r.Functions) == 0 && len(d.aside[p.Subject]) > 0:
		d.nothing(p, d.nothingAt(p))
	case len(pairs) == 0 && len(r.Functions) == 0:
		d.nothing(p, fmt.Sprintf("Zone %s holds no essential function, and no scenario is about it.", p.Key))
	default:
		p.step("No scenario and no function of it has a consequence above none.")
		d.flat(p, 0)
	}
}

// drivenBy names the category in which the first of the scenarios is worst.
func (d *derivation) drivenBy(by []ID) string {
	if len(by) == 0 {
		return ""
	}
	s, _ := d.res.Scenario(by[0])
	for _, c := range Categories {
		if level, ok := s.Ratings[c]; ok && level == severity(&s) && level > 0 {
			return fmt.Sprintf(" (%s)", c)
		}
	}
	return ""
}

// flat takes the same level for all seven.
func (d *derivation) flat(p *TargetProposal, level int) {
	v := sl.Uniform(sl.Level(level))
	p.Vector = &v
}

// byBand is method B: the worst band before any safeguard gives a range.
func (d *derivation) byBand(p *TargetProposal) {
	var worst *scenarioPair
	pairs := d.own(p)
	for i := range pairs {
		s := &pairs[i]
		if !s.result.Unmitigated.Rated() {
			p.missing("Scenario %s has no unmitigated band: %s", s.result.Key, s.result.Unmitigated.Why)
			continue
		}
		if worst == nil || s.result.Unmitigated.Rank > worst.result.Unmitigated.Rank {
			worst = s
		}
	}
	if worst == nil {
		return
	}
	band := worst.result.Unmitigated.Band
	name := string(band)
	if b, ok := d.res.Criteria.Band(band); ok {
		name = b.Name
	}
	p.step("The worst unmitigated band is %s, of scenario %s.", name, worst.result.Key)
	levels, ok := d.rules.ByBand[band]
	if !ok {
		p.missing("The criteria do not say which range of SL band %s asks for: complete the rules for targets.", name)
		return
	}
	d.flat(p, levels.From)
	for _, s := range pairs {
		if s.result.Unmitigated.Band == band {
			p.Scenarios = append(p.Scenarios, s.result.ID)
		}
	}
	if levels.From == levels.To {
		p.step("By the criteria, band %s asks for SL %d.", name, levels.From)
		return
	}
	p.Range = &levels
	p.step("By the criteria, band %s asks for SL %d to SL %d; the lower end is taken for all seven, and each may go up to SL %d where a threat asks for it.", name, levels.From, levels.To, levels.To)
}

// byCRRF is method C: unmitigated over tolerable risk.
func (d *derivation) byCRRF(p *TargetProposal) {
	decade, ok := d.crrfRule(p)
	if !ok {
		return
	}
	best := -1.0
	for _, s := range d.own(p) {
		ratio, said, ok := d.crrf(p, s, decade)
		if !ok {
			continue
		}
		level := LevelByRatio(ratio)
		if decade {
			level = LevelByDecades(ratio)
		}
		p.step("%s: %s, which gives SL %d.", s.result.Key, said, level)
		if ratio > best {
			best = ratio
			p.Scenarios = slices.Insert(p.Scenarios, 0, s.result.ID)
		} else {
			p.Scenarios = append(p.Scenarios, s.result.ID)
		}
		if p.Vector == nil || sl.Level(level) > p.Vector.Max() {
			d.flat(p, level)
		}
	}
}

// crrfRule says whether frequencies are compared rather than levels.
func (d *derivation) crrfRule(p *TargetProposal) (decade, ok bool) {
	r := d.rules
	switch {
	case r.CRRF == "decade" || r.CRRF == "" && r.TolerableRisk == 0 && len(r.TolerablePerYear) > 0:
		if len(r.TolerablePerYear) == 0 {
			p.missing("The criteria state no tolerable frequency: complete the rules for targets.")
			return true, false
		}
		return true, true
	case r.TolerableRisk > 0:
		return false, true
	}
	p.missing("The criteria state no tolerable risk to divide by: complete the rules for targets.")
	return false, false
}

// crrf is the reduction factor of one scenario, with its arithmetic.
func (d *derivation) crrf(p *TargetProposal, s scenarioPair, decade bool) (ratio float64, said string, ok bool) {
	u := s.result.Unmitigated
	if u.Likelihood < 1 || u.Consequence < 1 {
		p.missing("Scenario %s has no unmitigated risk: %s", s.result.Key, u.Why)
		return 0, "", false
	}
	if !decade {
		product := float64(u.Likelihood * u.Consequence)
		ratio = product / d.rules.TolerableRisk
		return ratio, fmt.Sprintf("likelihood %d × consequence %d = %s, over a tolerable risk of %s, is a reduction factor of %s",
			u.Likelihood, u.Consequence, ratioText(product), ratioText(d.rules.TolerableRisk), ratioText(ratio)), true
	}
	c := d.res.Criteria
	if u.Likelihood > len(c.Likelihoods) || c.Likelihoods[u.Likelihood-1].PerYear <= 0 {
		p.missing("The criteria state no frequency for likelihood level %d, which scenario %s has.", u.Likelihood, s.result.Key)
		return 0, "", false
	}
	if u.Consequence > len(d.rules.TolerablePerYear) || d.rules.TolerablePerYear[u.Consequence-1] <= 0 {
		p.missing("The criteria state no tolerable frequency for consequence level %d, which scenario %s has.", u.Consequence, s.result.Key)
		return 0, "", false
	}
	unmitigated, tolerable := c.Likelihoods[u.Likelihood-1].PerYear, d.rules.TolerablePerYear[u.Consequence-1]
	ratio = unmitigated / tolerable
	return ratio, fmt.Sprintf("%s per year for likelihood level %d, over a tolerable %s per year for consequence level %d, is a reduction factor of %s",
		figure(unmitigated), u.Likelihood, figure(tolerable), u.Consequence, ratioText(ratio)), true
}

// byLOPA is method D: one level for each decade of reduction that the layers of
// protection leave open.
func (d *derivation) byLOPA(p *TargetProposal) {
	without := 0
	best := 0.0
	pairs := d.own(p)
	for _, s := range pairs {
		l := s.result.LOPA
		if l == nil || l.TargetPerYear <= 0 {
			without++
			continue
		}
		level := LevelByDecades(l.Gap)
		p.step("%s: %s per year against a target of %s per year is a factor of %s; that leaves %s, conceptually SL %d.",
			s.result.Key, figure(l.MitigatedPerYear), figure(l.TargetPerYear), ratioText(l.Gap), decades(level), level)
		if l.Gap > best {
			best = l.Gap
			p.Scenarios = slices.Insert(p.Scenarios, 0, s.result.ID)
		} else {
			p.Scenarios = append(p.Scenarios, s.result.ID)
		}
		if p.Vector == nil || sl.Level(level) > p.Vector.Max() {
			d.flat(p, level)
		}
	}
	if p.Vector != nil {
		p.step("An SL for each decade is a way of thinking: a security level is not a probability of failure on demand.")
	}
	switch {
	case without == 0:
	case p.Vector == nil:
		p.missing("No scenario of %s has a layer of protection analysis.", p.Key)
	default:
		p.step("%d of %d scenarios have no layer of protection analysis and count for nothing here.", without, len(pairs))
	}
}

func decades(n int) string {
	switch n {
	case 0:
		return "nothing to reduce"
	case 1:
		return "1 decade"
	case 4:
		return "4 decades or more"
	}
	return fmt.Sprintf("%d decades", n)
}

// byPHA is method E: a scenario that an attacker can bring about, whatever
// stands in its way, asks for a level by its severity. Others ask for none.
func (d *derivation) byPHA(p *TargetProposal) {
	pairs, aside := d.scenarios[p.Subject], d.aside[p.Subject]
	if len(pairs)+len(aside) == 0 {
		d.nothing(p, d.nothingAt(p))
	}
	hackable := 0
	for _, s := range pairs {
		if !s.result.Hackable {
			continue
		}
		hackable++
		sev := severity(s.result)
		if sev == 0 {
			p.missing("Scenario %s is hackable and has no consequence rating.", s.result.Key)
			continue
		}
		level, said, ok := d.levelOfConsequence(p, sev)
		if !ok {
			continue
		}
		p.step("%s is hackable; %s.", s.result.Key, said)
		if !s.result.HackableResidual {
			p.step("A planned safeguard of %s is not hackable: with it, the scenario asks for no level.", s.result.Key)
		}
		if p.Vector == nil || sl.Level(level) > p.Vector.Max() {
			d.flat(p, level)
			p.Scenarios = slices.Insert(p.Scenarios, 0, s.result.ID)
		} else {
			p.Scenarios = append(p.Scenarios, s.result.ID)
		}
	}
	if n := len(pairs) + len(aside); hackable == 0 && n > 0 {
		p.step("None of its scenarios (%d) is hackable: each has a cause or a safeguard that no attacker can reach, so the method asks for no level.", n)
	}
}

// skills are the levels that IEC 62443-3-3 grades attackers by, for sources
// whose skill was not stated. Error, failure and nature attack nobody.
var skills = map[ThreatSource]int{
	"nation-state": 4, "organised-crime": 3, "activist": 2, "insider": 2, "contractor": 2, "supplier": 2,
	"malware": 2, "opportunist": 1,
}

// skillOf is the attacker's skill behind a scenario, and how it is known.
func skillOf(s *Scenario) (level int, said string) {
	if s.Skill > 0 {
		return s.Skill, fmt.Sprintf("an attacker of skill SL %d", s.Skill)
	}
	if level = skills[s.ThreatSource]; level > 0 {
		return level, fmt.Sprintf("%s, taken as skill SL %d because none is stated", s.ThreatSource, level)
	}
	return 0, ""
}

// bySkill is method F: the skill of the attackers over the techniques they use.
// It gives much the same everywhere and serves as a cross-check.
func (d *derivation) bySkill(p *TargetProposal) {
	for _, s := range d.own(p) {
		level, said := skillOf(s.record)
		if level == 0 {
			p.missing("Scenario %s states neither the attacker's skill nor a threat source that attacks.", s.result.Key)
			continue
		}
		with := "without a technique"
		if len(s.record.Techniques) > 0 {
			with = "with " + JoinWords(s.record.Techniques)
		}
		p.step("%s: %s, %s.", s.result.Key, said, with)
		if p.Vector == nil || sl.Level(level) > p.Vector.Max() {
			d.flat(p, level)
			p.Scenarios = slices.Insert(p.Scenarios, 0, s.result.ID)
		} else {
			p.Scenarios = append(p.Scenarios, s.result.ID)
		}
	}
}
