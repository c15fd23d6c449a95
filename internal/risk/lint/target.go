package lint

import (
	"fmt"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
)

// derivedBy is the method that a target says it was derived by, "" for the
// decision of the owner and for words of one's own.
func derivedBy(stated string) risk.Method {
	for _, m := range risk.DerivedMethods {
		if stated = strings.TrimSpace(stated); strings.EqualFold(stated, m.Name()) || strings.EqualFold(stated, string(m)) {
			return m
		}
	}
	return ""
}

// Decided targets are compared with what the method they state gives today: an
// assessment that has grown worse, or a number that never followed, shows here.
// What the method itself suggests for single foundational requirements is no
// departure from it.
func zonesBelowMethod(m *linter, found report) { m.belowMethod(assess.OfZone, found) }

func conduitsBelowMethod(m *linter, found report) { m.belowMethod(assess.OfConduit, found) }

func (m *linter) belowMethod(kind assess.SubjectKind, found report) {
	for _, p := range m.derivedTargets() {
		if p.Subject.Kind != kind {
			continue
		}
		t := m.target(p.Subject)
		if t == nil || p.Vector == nil {
			continue
		}
		if below := shortOf(t.Vector, &p); len(below) > 0 {
			found(p.Subject.ID, p.Key, "", fmt.Sprintf("The target of %s %s says that it was derived by “%s”, but lies below what that method gives today: %s.", p.Subject.Kind, p.Key, p.Method.Name(), risk.JoinWords(below)),
				"Raise the target, or have the owner decide it, with the method “"+risk.MethodOwner.Name()+"” and the reason.")
		}
	}
}

func (m *linter) target(s assess.Subject) *plant.Target {
	if z := m.zones[plant.ZoneID(s.ID)]; z != nil && s.Kind == assess.OfZone {
		return z.Target
	}
	if c := m.conduits[plant.ConduitID(s.ID)]; c != nil && s.Kind == assess.OfConduit {
		return c.Target
	}
	return nil
}

// derivedTargets are what the stated methods give today.
func (m *linter) derivedTargets() []risk.TargetProposal {
	if m.targets == nil {
		stated := map[assess.Subject]risk.Method{}
		state := func(s assess.Subject, t *plant.Target) {
			if t != nil && derivedBy(t.Method) != "" {
				stated[s] = derivedBy(t.Method)
			}
		}
		for id, z := range m.zones {
			state(assess.Subject{Kind: assess.OfZone, ID: string(id)}, z.Target)
		}
		for id, c := range m.conduits {
			state(assess.Subject{Kind: assess.OfConduit, ID: string(id)}, c.Target)
		}
		m.targets = append([]risk.TargetProposal{}, risk.DeriveTargetsBy(m.Input, m.res, stated)...)
	}
	return m.targets
}

// shortOf names where a vector lies below a proposal and below every refinement
// that the proposal suggests itself.
func shortOf(v sl.Vector, p *risk.TargetProposal) []string {
	asks := *p.Vector
	for _, r := range p.Refined {
		for _, fr := range sl.FRs {
			asks[fr] = min(asks[fr], r.Vector[fr])
		}
	}
	var below []string
	for _, fr := range sl.FRs {
		if v[fr] < asks[fr] {
			below = append(below, fmt.Sprintf("%s (SL %d, the method gives SL %d)", fr.ID(), v[fr], p.Vector[fr]))
		}
	}
	return below
}
