package risk

import (
	"fmt"
	"slices"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// refine suggests other levels for single foundational requirements. The vector
// stays as it is: to ask less, or more, is for people to decide.
func (d *derivation) refine(p *TargetProposal) {
	around := d.around(p.Subject)
	if p.Range != nil {
		d.refineUp(p, around)
	}
	if p.Method == MethodTechnique {
		d.refineBySkill(p, around)
		return
	}
	d.refineConfidentiality(p, around)
}

func (p *TargetProposal) suggest(fr sl.FR, to sl.Level, format string, args ...any) {
	v := *p.Vector
	v[fr] = to
	p.Refined = append(p.Refined, TargetRefinement{
		FR: fr.ID(), From: p.Vector[fr], To: to, Reason: fmt.Sprintf(format, args...), Vector: v,
	})
}

// around are the scenarios of a subject, and for a conduit those of the zones
// it joins as well: what is asked of them is asked of the way into them.
func (d *derivation) around(s assess.Subject) []scenarioPair {
	pairs := slices.Clone(d.scenarios[s])
	for _, c := range d.conduits {
		if s == conduitSubject(c.ID) {
			pairs = append(pairs, d.scenarios[zoneSubject(c.From)]...)
			if c.To != c.From {
				pairs = append(pairs, d.scenarios[zoneSubject(c.To)]...)
			}
		}
	}
	return pairs
}

// refineConfidentiality suggests SL 1 for FR 4 when nothing there suffers from
// being read: a control loop is hurt by what is written to it.
func (d *derivation) refineConfidentiality(p *TargetProposal, around []scenarioPair) {
	const least = 1
	if p.Vector[sl.DC] <= least || len(around) == 0 || d.holdsInformation(p.Subject) {
		return
	}
	for _, s := range around {
		if confidential(s) {
			return
		}
	}
	if d.endAsks(p.Subject, sl.DC, least) {
		return
	}
	p.suggest(sl.DC, least, "None of the %d scenarios considered is driven by what is read (theft of information, reputation, legal), so data confidentiality may stay at SL 1.", len(around))
}

// confidential says whether a scenario is about information that gets out.
func confidential(s scenarioPair) bool {
	if s.record.Mechanism == "theft-of-information" {
		return true
	}
	return s.result.Unmitigated.Driving == Reputation || s.result.Unmitigated.Driving == Legal
}

// holdsInformation says whether a function in the subject is there to hold information.
func (d *derivation) holdsInformation(s assess.Subject) bool {
	r, _ := d.res.Of(s)
	for i := range d.in.Register.Functions {
		f := &d.in.Register.Functions[i]
		if f.Kind == "information" && slices.Contains(r.Functions, f.ID) {
			return true
		}
	}
	return false
}

// endAsks says whether a zone that a conduit joins has a decided target above a level.
func (d *derivation) endAsks(s assess.Subject, fr sl.FR, above sl.Level) bool {
	for _, c := range d.conduits {
		if s != conduitSubject(c.ID) {
			continue
		}
		for _, id := range []plant.ZoneID{c.From, c.To} {
			if t := d.byID[id].Target; t != nil && t.Vector[fr] > above {
				return true
			}
		}
	}
	return false
}

// refineUp suggests the upper end of a range where a technique that a scenario
// names is worked against by requirements of that foundational requirement.
func (d *derivation) refineUp(p *TargetProposal, around []scenarioPair) {
	to := sl.Level(min(p.Range.To, 3))
	if to <= p.Vector.Max() {
		return
	}
	because := d.foundations(around, func(s scenarioPair) bool { return slices.Contains(p.Scenarios, s.result.ID) })
	for _, fr := range sl.FRs {
		if b := because[fr]; b != nil {
			p.suggest(fr, to, "%s uses %s, which %s works against: the upper end of the range fits here.", b.scenario, b.technique, b.requirement)
		}
	}
}

// refineBySkill suggests less where no technique of a strong attacker is worked
// against by requirements of that foundational requirement.
func (d *derivation) refineBySkill(p *TargetProposal, around []scenarioPair) {
	named := false
	for _, s := range around {
		named = named || len(s.record.Techniques) > 0
	}
	if !named {
		return
	}
	top := p.Vector.Max()
	at := map[sl.FR]sl.Level{}
	for level := sl.Level(1); level <= top; level++ {
		for fr, b := range d.foundations(around, func(s scenarioPair) bool {
			skill, _ := skillOf(s.record)
			return sl.Level(skill) == level
		}) {
			if b != nil {
				at[sl.FR(fr)] = level
			}
		}
	}
	for _, fr := range sl.FRs {
		switch level := at[fr]; {
		case p.Vector[fr] <= max(level, 1):
		case level == 0:
			p.suggest(fr, 1, "No technique that the scenarios name is worked against by a requirement of %s.", fr.ID())
		default:
			p.suggest(fr, level, "The techniques that requirements of %s work against are those of attackers of skill SL %d at most.", fr.ID(), level)
		}
	}
}

// reach is why a foundational requirement matters to a scenario.
type reach struct {
	scenario, technique string
	requirement         catalog.RequirementID
}

// foundations says for each foundational requirement by which technique of
// which scenario it matters first; nil for none.
func (d *derivation) foundations(pairs []scenarioPair, counts func(scenarioPair) bool) (out [7]*reach) {
	threats, set := d.in.ThreatSet(), catalog.SystemSet()
	for _, s := range pairs {
		if !counts(s) {
			continue
		}
		for _, t := range s.record.Techniques {
			for _, id := range threats.Requirements(t) {
				if r, ok := set.Find(id); ok && out[r.FR] == nil {
					out[r.FR] = &reach{s.result.Key, t, id}
				}
			}
		}
	}
	return out
}
