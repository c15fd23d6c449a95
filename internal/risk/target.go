package risk

import (
	"fmt"
	"slices"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// DerivedMethods lists the methods that derive a target, in the order in which
// they are shown; that of the owner derives nothing.
var DerivedMethods = []Method{MethodConsequence, MethodBand, MethodCRRF, MethodLOPA, MethodPHA, MethodTechnique}

var methodNames = map[Method]string{
	MethodConsequence: "Worst consequence and attacker capability",
	MethodBand:        "Risk band to a range of levels",
	MethodCRRF:        "Cyber risk reduction factor (unmitigated over tolerable risk)",
	MethodLOPA:        "Layers of protection: decades still missing (conceptual)",
	MethodPHA:         "Security PHA review: hackable scenarios by severity",
	MethodTechnique:   "Attacker's skill over the techniques (cross-check)",
	MethodOwner:       "Decided by the owner",
}

// Name is the method in words, as it is stored with a decided target.
func (m Method) Name() string { return methodNames[m] }

// Known says whether the method is one of ours.
func (m Method) Known() bool { return methodNames[m] != "" }

// overallRule says how a vector becomes one number; it is never shown without.
const overallRule = "highest of the seven"

// TargetProposal is an SL-T as one method derives it for one zone or conduit,
// with the arithmetic. It decides nothing: somebody takes it up, or another.
type TargetProposal struct {
	Subject assess.Subject `json:"subject"`
	Key     string         `json:"key"`
	Name    string         `json:"name"`
	Method  Method         `json:"method"`
	Title   string         `json:"title"` // of the method
	// Default marks the method that the criteria choose, CrossCheck one whose
	// result is only to be compared with others.
	Default    bool `json:"default"`
	CrossCheck bool `json:"crossCheck"`
	// Vector is nil when the method gives no level.
	Vector *sl.Vector `json:"vector"`
	// Overall is the vector as one number by Rule; 0 without a vector.
	Overall sl.Level `json:"overall"`
	Rule    string   `json:"rule"`
	// Range is what the method leaves open; the vector is its lower end.
	Range *SLRange `json:"range,omitempty"`
	// Complete says that nothing is missing that could change the result.
	Complete bool     `json:"complete"`
	Missing  []string `json:"missing"` // sentences
	Steps    []string `json:"steps"`   // the arithmetic, in sentences
	// Scenarios that the result rests on, those that set it first.
	Scenarios []ID               `json:"scenarios"`
	Refined   []TargetRefinement `json:"refined"`
	Present   *PresentTarget     `json:"present,omitempty"`
}

// TargetRefinement suggests another level for one foundational requirement. It
// is shown beside the vector and never part of it.
type TargetRefinement struct {
	FR     string    `json:"fr"` // "FR 4"
	From   sl.Level  `json:"from"`
	To     sl.Level  `json:"to"`
	Reason string    `json:"reason"`
	Vector sl.Vector `json:"vector"` // the proposal with this one level changed
}

// PresentTarget compares the target that was decided with a proposal.
type PresentTarget struct {
	Vector     sl.Vector  `json:"vector"`
	Method     string     `json:"method,omitempty"`
	Approver   string     `json:"approver,omitempty"`
	ApprovedOn plant.Date `json:"approvedOn,omitempty"`
	Agrees     bool       `json:"agrees"`
	Why        string     `json:"why"`
}

// DeriveTargets derives SL-T for every zone and conduit by each of the six
// methods (IEC 62443-3-2, ZCR 5.6): zones by key, then conduits by key, each
// with its methods in the order of [DerivedMethods].
//
// A security level grades protection against intentional violation through the
// system, so only scenarios that an attacker can cause that way count, see
// [Scenario.Attackable]; the others are named as left out.
//
// A conduit is at least as high as the zones that it joins, because the weaker
// channel would be the way into the stronger zone.
func DeriveTargets(in Input, res Result) []TargetProposal {
	d := newDerivation(in, res)
	out := make([]TargetProposal, 0, (len(d.zones)+len(d.conduits))*len(DerivedMethods))
	for _, z := range d.zones {
		for _, m := range DerivedMethods {
			out = append(out, *d.zone(z, m))
		}
	}
	for _, c := range d.conduits {
		for _, m := range DerivedMethods {
			out = append(out, d.conduit(c, m))
		}
	}
	return out
}

// DeriveTargetsBy derives the target of each zone and conduit by the one method
// that is stated for it, in the order of [DeriveTargets]; the others are left out.
func DeriveTargetsBy(in Input, res Result, stated map[assess.Subject]Method) []TargetProposal {
	var out []TargetProposal
	if len(stated) == 0 {
		return out
	}
	d := newDerivation(in, res)
	for _, z := range d.zones {
		if m := stated[zoneSubject(z.ID)]; m != "" {
			out = append(out, *d.zone(z, m))
		}
	}
	for _, c := range d.conduits {
		if m := stated[conduitSubject(c.ID)]; m != "" {
			out = append(out, d.conduit(c, m))
		}
	}
	return out
}

// derivation is a site laid out for deriving targets.
type derivation struct {
	in        Input
	res       Result
	rules     TargetRules
	zones     []plant.Zone    // by key
	conduits  []plant.Conduit // by key
	byID      map[plant.ZoneID]plant.Zone
	scenarios map[assess.Subject][]scenarioPair // that an attacker can cause through the system
	aside     map[assess.Subject][]scenarioPair // the other risks
	derived   map[zoneMethod]*TargetProposal
}

type zoneMethod struct {
	zone   plant.ZoneID
	method Method
}

// scenarioPair is a scenario as it was written with what came out of it.
type scenarioPair struct {
	record *Scenario
	result *ScenarioResult
}

func newDerivation(in Input, res Result) *derivation {
	d := &derivation{
		in: in, res: res, zones: slices.Clone(in.Site.Zones), conduits: slices.Clone(in.Site.Conduits),
		byID: map[plant.ZoneID]plant.Zone{}, scenarios: map[assess.Subject][]scenarioPair{}, aside: map[assess.Subject][]scenarioPair{}, derived: map[zoneMethod]*TargetProposal{},
	}
	slices.SortFunc(d.zones, func(a, b plant.Zone) int { return plant.CompareKeys(a.Key, b.Key) })
	slices.SortFunc(d.conduits, func(a, b plant.Conduit) int { return plant.CompareKeys(a.Key, b.Key) })
	for _, z := range d.zones {
		d.byID[z.ID] = z
	}
	if res.Criteria != nil {
		d.rules = res.Criteria.Targets
	}
	for _, p := range pairsOf(in, res) {
		switch {
		case !p.record.Counts():
		case p.record.Attackable():
			d.scenarios[p.result.Subject] = append(d.scenarios[p.result.Subject], p)
		default:
			d.aside[p.result.Subject] = append(d.aside[p.result.Subject], p)
		}
	}
	return d
}

// pairsOf joins the scenarios of the register with their results.
func pairsOf(in Input, res Result) []scenarioPair {
	records := make(map[ID]*Scenario, len(in.Register.Scenarios))
	for i := range in.Register.Scenarios {
		s := &in.Register.Scenarios[i]
		records[s.ID] = s
	}
	pairs := make([]scenarioPair, 0, len(res.Scenarios))
	for i := range res.Scenarios {
		if record := records[res.Scenarios[i].ID]; record != nil {
			pairs = append(pairs, scenarioPair{record, &res.Scenarios[i]})
		}
	}
	return pairs
}

func zoneSubject(id plant.ZoneID) assess.Subject {
	return assess.Subject{Kind: assess.OfZone, ID: string(id)}
}

func conduitSubject(id plant.ConduitID) assess.Subject {
	return assess.Subject{Kind: assess.OfConduit, ID: string(id)}
}

// zone derives the target of a zone by one method, once.
func (d *derivation) zone(z plant.Zone, m Method) *TargetProposal {
	at := zoneMethod{z.ID, m}
	if p := d.derived[at]; p != nil {
		return p
	}
	p := d.begin(zoneSubject(z.ID), z.Key, z.Name, m)
	d.apply(p)
	d.finish(p, z.Target)
	d.derived[at] = p
	return p
}

// conduit derives the target of a conduit: that of its own scenarios, raised to
// the zones it joins.
func (d *derivation) conduit(c plant.Conduit, m Method) TargetProposal {
	p := d.begin(conduitSubject(c.ID), c.Key, c.Name, m)
	d.apply(p)
	for _, id := range []plant.ZoneID{c.From, c.To} {
		if end, ok := d.byID[id]; ok {
			d.raise(p, end, d.zone(end, m))
		}
	}
	if p.Vector != nil {
		// What the ends ask for settles the level; that nothing runs on the
		// conduit itself leaves nothing open.
		p.Missing = slices.DeleteFunc(p.Missing, func(s string) bool { return s == d.nothingAt(p) })
	}
	d.finish(p, c.Target)
	return *p
}

// raise lifts the proposal of a conduit to one of the zones it joins: to what
// the same method derives there, and to what is decided there.
func (d *derivation) raise(p *TargetProposal, end plant.Zone, there *TargetProposal) {
	for _, missing := range there.Missing {
		if !slices.Contains(p.Missing, missing) { // what is said of the criteria holds for all
			p.missing("Zone %s is open: %s", end.Key, missing)
		}
	}
	if there.Vector != nil {
		d.lift(p, *there.Vector, fmt.Sprintf("zone %s, which it joins and for which the same method gives %s", end.Key, levelOf(*there.Vector)))
		if there.Range != nil && (p.Range == nil || there.Range.To > p.Range.To) {
			p.Range = &SLRange{From: int(p.Vector.Max()), To: there.Range.To}
		}
		for _, id := range there.Scenarios {
			if !slices.Contains(p.Scenarios, id) {
				p.Scenarios = append(p.Scenarios, id)
			}
		}
	}
	if end.Target != nil && !p.CrossCheck {
		d.lift(p, end.Target.Vector, fmt.Sprintf("the target of zone %s, which is decided as %s", end.Key, levelOf(end.Target.Vector)))
	}
}

func (d *derivation) lift(p *TargetProposal, to sl.Vector, because string) {
	if p.Vector == nil {
		p.Vector = &to
		p.step("The conduit is raised to %s.", because)
		return
	}
	if higher := p.Vector.Highest(to); higher != *p.Vector {
		p.step("The conduit is raised from %s to %s because of %s.", levelOf(*p.Vector), levelOf(higher), because)
		p.Vector = &higher
	}
}

func (d *derivation) begin(s assess.Subject, key, name string, m Method) *TargetProposal {
	chosen := d.rules.Method
	if chosen == "" {
		chosen = MethodConsequence
	}
	return &TargetProposal{
		Subject: s, Key: key, Name: name, Method: m, Title: m.Name(),
		Default: m == chosen, CrossCheck: m == MethodTechnique,
		Missing: []string{}, Steps: []string{}, Scenarios: []ID{}, Refined: []TargetRefinement{},
	}
}

// finish states what follows from the vector.
func (d *derivation) finish(p *TargetProposal, present *plant.Target) {
	p.Rule = overallRule
	if p.Vector != nil {
		p.Overall = p.Vector.Max()
		if p.Overall == sl.Highest {
			p.step("SL 4 is proposed by the arithmetic only: it is taken up by a decision of the owner.")
		}
		d.refine(p)
	}
	p.Complete = len(p.Missing) == 0
	if present != nil {
		p.Present = comparePresent(p, present)
	}
}

func (p *TargetProposal) step(format string, args ...any) {
	p.Steps = append(p.Steps, fmt.Sprintf(format, args...))
}

func (p *TargetProposal) missing(format string, args ...any) {
	p.Missing = append(p.Missing, fmt.Sprintf(format, args...))
}

// levelOf prints a flat vector as one level and any other as it is.
func levelOf(v sl.Vector) string {
	if v == sl.Uniform(v[0]) {
		return fmt.Sprintf("SL %d", v[0])
	}
	return v.String()
}

func comparePresent(p *TargetProposal, t *plant.Target) *PresentTarget {
	now := &PresentTarget{Vector: t.Vector, Method: t.Method, Approver: t.Approver, ApprovedOn: t.ApprovedOn}
	if p.Vector == nil {
		now.Why = fmt.Sprintf("The target is decided as %s; this method gives no level to compare it with.", levelOf(t.Vector))
		return now
	}
	below, above := differences(t.Vector, *p.Vector)
	switch {
	case below == nil && above == nil:
		now.Agrees, now.Why = true, fmt.Sprintf("The target is decided as %s, as proposed.", levelOf(t.Vector))
	case above == nil:
		now.Why = "The decided target lies below the proposal in " + JoinWords(below) + "."
	case below == nil:
		now.Why = "The decided target lies above the proposal in " + JoinWords(above) + "."
	default:
		now.Why = "The decided target lies below the proposal in " + JoinWords(below) + " and above it in " + JoinWords(above) + "."
	}
	return now
}

// differences names where a vector lies below and above another.
func differences(v, than sl.Vector) (below, above []string) {
	if flat := sl.Uniform(v[0]); v == flat && than == sl.Uniform(than[0]) && v != than {
		all := fmt.Sprintf("all seven (SL %d, proposed SL %d)", v[0], than[0])
		if v[0] < than[0] {
			return []string{all}, nil
		}
		return nil, []string{all}
	}
	for _, fr := range sl.FRs {
		text := fmt.Sprintf("%s (SL %d, proposed SL %d)", fr.ID(), v[fr], than[fr])
		switch {
		case v[fr] < than[fr]:
			below = append(below, text)
		case v[fr] > than[fr]:
			above = append(above, text)
		}
	}
	return below, above
}
