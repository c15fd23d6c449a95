package risk

import (
	"fmt"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// CheckTarget lists what stands against deciding a target for a zone or
// conduit. Pointers are within the decision.
func CheckTarget(in Input, res Result, subject assess.Subject, t TargetDecision) plant.Problems {
	var p plant.Problems
	add := func(pointer, format string, args ...any) {
		p = append(p, plant.Problem{Pointer: pointer, Text: fmt.Sprintf(format, args...)})
	}
	if !t.Method.Known() {
		add("/method", "%q is no method: choose %s, or %s.", t.Method, JoinWords(methodIDs(DerivedMethods)), MethodOwner)
		return p
	}
	if t.Method == MethodTechnique {
		add("/method", "The attacker's skill over the techniques is a cross-check: choose the method that the target rests on.")
	}
	if err := t.Vector.Check(); err != nil {
		add("/vector", "%s.", err)
		return p
	}
	if t.Vector == (sl.Vector{}) && t.Method != MethodOwner {
		add("/vector", "The vector is missing: give seven levels. To ask for nothing, choose the method owner and say why.")
	}
	if t.Vector.Max() == sl.Highest && t.Method != MethodOwner {
		add("/method", "SL 4 is set by a decision of the owner only: choose the method owner and give the reason.")
	}
	if t.Rationale == "" {
		for _, reason := range needsRationale(newDerivation(in, res), subject, t) {
			add("/rationale", "%s: give the reason.", reason)
		}
	}
	return p
}

func methodIDs(methods []Method) []string {
	ids := make([]string, len(methods))
	for i, m := range methods {
		ids[i] = string(m)
	}
	return ids
}

// needsRationale lists why a decision does not speak for itself.
func needsRationale(d *derivation, subject assess.Subject, t TargetDecision) []string {
	var reasons []string
	if t.Method == MethodOwner {
		reasons = append(reasons, "A target decided by the owner rests on no arithmetic")
	}
	for _, z := range d.zones {
		if subject == zoneSubject(z.ID) && t.Method != MethodOwner {
			reasons = append(reasons, departs(d.zone(z, t.Method), t.Vector)...)
		}
	}
	for _, c := range d.conduits {
		if subject != conduitSubject(c.ID) {
			continue
		}
		if t.Method != MethodOwner {
			p := d.conduit(c, t.Method)
			reasons = append(reasons, departs(&p, t.Vector)...)
		}
		for _, id := range []plant.ZoneID{c.From, c.To} {
			z := d.byID[id]
			if z.Target == nil || t.Vector.Meets(z.Target.Vector) {
				continue
			}
			reasons = append(reasons, fmt.Sprintf("The target %s lies below that of zone %s, %s, which the conduit joins", t.Vector, z.Key, z.Target.Vector))
		}
	}
	return reasons
}

// departs says how a decision differs from what its method proposes.
func departs(p *TargetProposal, v sl.Vector) []string {
	switch {
	case p.Vector == nil:
		return []string{fmt.Sprintf("The method %s gives no level for %s %s", p.Method, p.Subject.Kind, p.Key)}
	case *p.Vector != v:
		return []string{fmt.Sprintf("The target %s differs from the proposal %s of the method %s", v, *p.Vector, p.Method)}
	case !p.Complete:
		return []string{"The proposal is incomplete (" + p.Missing[0] + ")"}
	}
	return nil
}
