// Package spec puts the cybersecurity requirements specification (CRS) of a
// system together, and says what stands against approving it. A line is one
// requirement at one zone or conduit, a part one of the nine that the standard
// asks for, the trace of a line the way from it to the risks that it serves. A
// blocker stands against the approval, its standing is what became of it.
package spec

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
)

// Input is all that a specification is made of.
type Input struct {
	risk.Input
	Result  risk.Result
	Posture assess.Posture
	// Answers are those of one subject. Without them every requirement is shown
	// as unanswered.
	Answers func(assess.Subject) ([]assess.Answer, bool)
	Set     *catalog.Set
	// Mitigating lists the requirements that stand against a technique of ATT&CK
	// for ICS. Without it, or where it knows none, a requirement serves the
	// scenarios of its subject as a whole.
	Mitigating    func(technique string) []catalog.RequirementID
	Specification risk.Specification
}

// CRS is the cybersecurity requirements specification of a system (IEC
// 62443-3-2, ZCR 6): its nine parts, each complete or with what is missing, and
// every requirement with the risk that it serves.
type CRS struct {
	// Specification is what people wrote; empty when nobody has yet.
	Specification risk.Specification `json:"specification"`
	System        System             `json:"system"`
	Today         plant.Date         `json:"today"`
	Complete      bool               `json:"complete"` // all nine parts are
	Parts         []Part             `json:"parts"`
	Lines         []Line             `json:"lines"`    // zones by key, then conduits by key, then the whole system
	Subjects      []Subject          `json:"subjects"` // zones by key, then conduits by key
	Risks         []Risk             `json:"risks"`    // in the order of the register
	Assumptions   []risk.Assumption  `json:"assumptions"`
	Environments  []risk.Environment `json:"environments"`
	Threats       []Threat           `json:"threats"`
	Criteria      *risk.Criteria     `json:"criteria"` // in force, or the newest draft
	InForce       bool               `json:"inForce"`
	// Comparisons of the initial risk of the system's zones with what is tolerable.
	Comparisons []risk.ZoneComparison `json:"comparisons"`
	// Planned is what the residual risk counts on and is not there yet.
	Planned []PlannedMeasure `json:"planned"`
	// Catalogue is what each requirement asks, once.
	Catalogue []RequirementText `json:"catalogue"`
	// Untraced are the requirements that serve no risk, Unserved the risks that
	// no requirement serves.
	Untraced []Untraced `json:"untraced"`
	Unserved []Unserved `json:"unserved"`
	Counts   Counts     `json:"counts"`

	functions map[risk.ID]bool // of the system
}

// System is the system that a specification is about.
type System struct {
	risk.System
	// Declared says that there is a record of the system; without one, the zones
	// of the site that are not external stand for it.
	Declared    bool     `json:"declared"`
	ZoneKeys    []string `json:"zoneKeys"`
	ConduitKeys []string `json:"conduitKeys"`
}

// Counts are the numbers that people ask for first.
type Counts struct {
	Lines      int `json:"lines"`
	Own        int `json:"own"`
	Subjects   int `json:"subjects"`
	Holds      int `json:"holds"` // lines that are met, or stand as if they were
	HoldPoints int `json:"holdPoints"`
	Untraced   int `json:"untraced"`
	Risks      int `json:"risks"`
	Unserved   int `json:"unserved"`
	Missing    int `json:"missing"` // sentences of all parts
	// Requirements are those of the standard, each counted once.
	Requirements int `json:"requirements"`
	Planned      int `json:"planned"` // lines that ask for a planned countermeasure
	// Weak are the lines that trace through joined zones only.
	Weak     int         `json:"weak"`
	Traced   []Tracing   `json:"traced"`
	Verified []Verifying `json:"verified"`
}

// Verifying is how many lines are verified in one way.
type Verifying struct {
	Method risk.Verification `json:"method"`
	Lines  int               `json:"lines"`
}

// Tracing is how many lines lead to risks in one way.
type Tracing struct {
	Trace Trace `json:"trace"`
	Lines int   `json:"lines"`
}

// Build puts the specification together from what is declared, decided and
// computed. Nothing of it is written by hand but what a [risk.Specification] holds.
func Build(in Input) CRS {
	b := newBuilder(in)
	c := CRS{
		Specification: in.Specification, System: b.system, Today: in.Today,
		Criteria: in.Result.Criteria, InForce: in.Result.InForce,
		Planned: b.planned(), Subjects: b.subjects(), Threats: b.threats(), Comparisons: b.comparisons(), functions: b.functionsOf(),
		Assumptions:  slices.Clone(in.Register.Assumptions),
		Environments: b.environments(),
	}
	c.Lines = b.lines(c.Planned)
	c.Catalogue = b.catalogue(c.Lines)
	c.Risks, c.Unserved = b.risks(c.Lines)
	c.Untraced = untraced(c.Lines)
	c.Parts = b.parts(c)
	c.Counts = counted(c)
	c.Complete = c.Counts.Missing == 0
	return c
}

// Digest is the SHA-256 of the content, in hex: what is asked, where, why and of
// which risk. The day is not part of it, nor how far requirements are met,
// countermeasures have come and assumptions were confirmed: that is the work
// that was approved.
func (c CRS) Digest() (string, error) {
	c.Today = ""
	c.Planned, c.Untraced, c.Unserved, c.Counts = nil, nil, nil, Counts{} // they follow from the rest
	c.Lines = slices.DeleteFunc(slices.Clone(c.Lines), func(l Line) bool { return l.Planned })
	c.Risks, c.Parts = slices.Clone(c.Risks), slices.Clone(c.Parts)
	for i := range c.Risks {
		c.Risks[i].Lines, c.Risks[i].ByTechnique = 0, 0
	}
	for i := range c.Parts {
		c.Parts[i].Says = ""
	}
	c.Comparisons = slices.Clone(c.Comparisons)
	for i := range c.Comparisons {
		if d := c.Comparisons[i].Decision; d != nil {
			same := *d
			same.Version = 0
			c.Comparisons[i].Decision = &same
		}
	}
	for i := range c.Lines {
		l := &c.Lines[i]
		l.State, l.StateWord, l.StateWhy, l.Holds = "", "", "", false
	}
	c.Subjects = slices.Clone(c.Subjects)
	for i := range c.Subjects {
		c.Subjects[i].Achieved, c.Subjects[i].Countermeasures = sl.Vector{}, nil
	}
	c.Specification.Version, c.System.Version = 0, 0
	c.Assumptions, c.Environments = slices.Clone(c.Assumptions), slices.Clone(c.Environments)
	for i := range c.Assumptions {
		a := &c.Assumptions[i]
		a.Version, a.Due, a.Expires, a.CheckedOn, a.CheckedBy = 0, "", "", "", ""
		if a.State == risk.AssumptionConfirmed {
			a.State = risk.AssumptionOpen
		}
	}
	for i := range c.Environments {
		c.Environments[i].Version = 0
	}
	content, err := json.Marshal(c)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:]), nil
}

func counted(c CRS) Counts {
	n := Counts{Lines: len(c.Lines), Subjects: len(c.Subjects), Untraced: len(c.Untraced), Risks: len(c.Risks), Unserved: len(c.Unserved), Requirements: len(c.Catalogue)}
	traced := map[Trace]int{}
	by := map[risk.Verification]int{}
	for _, l := range c.Lines {
		by[l.Verification]++
		traced[l.Trace]++
		if l.Planned {
			n.Planned++
		}
		if l.Weak {
			n.Weak++
		}
		if l.Own {
			n.Own++
		}
		if l.Holds {
			n.Holds++
		}
		if l.HoldPoint {
			n.HoldPoints++
		}
	}
	for _, v := range risk.Verifications {
		n.Verified = append(n.Verified, Verifying{v, by[v]})
	}
	for _, t := range Traces {
		n.Traced = append(n.Traced, Tracing{t, traced[t]})
	}
	for _, p := range c.Parts {
		n.Missing += len(p.Missing)
	}
	return n
}

// builder is the input with the look-ups that the parts need.
type builder struct {
	Input
	system    System
	several   []string // keys, when nobody said which system is meant
	zones     map[plant.ZoneID]plant.Zone
	in        []assess.Subject // zones by key, then conduits by key
	inside    map[assess.Subject]bool
	scenarios map[assess.Subject][]scenarioAt
	conduits  map[assess.Subject]plant.Conduit
	written   map[string][]*risk.SpecLine // of the specification, by requirement
}

// scenarioAt is a scenario with what was computed of it.
type scenarioAt struct {
	risk.Scenario
	result risk.ScenarioResult
}

func newBuilder(in Input) *builder {
	b := &builder{
		Input: in, zones: map[plant.ZoneID]plant.Zone{}, conduits: map[assess.Subject]plant.Conduit{},
		scenarios: map[assess.Subject][]scenarioAt{}, written: map[string][]*risk.SpecLine{},
	}
	for i := range in.Specification.Lines {
		x := &in.Specification.Lines[i]
		b.written[x.Requirement] = append(b.written[x.Requirement], x)
	}
	for _, z := range in.Site.Zones {
		b.zones[z.ID] = z
	}
	b.takeSystem()
	b.inside = make(map[assess.Subject]bool, len(b.in))
	for _, s := range b.in {
		b.inside[s] = true
	}
	for _, s := range in.Register.Scenarios {
		if !s.Counts() {
			continue
		}
		r, _ := in.Result.Scenario(s.ID)
		at := s.At()
		b.scenarios[at] = append(b.scenarios[at], scenarioAt{s, r})
	}
	return b
}

// takeSystem finds the system that is meant, its zones, and the conduits that
// touch one of them.
func (b *builder) takeSystem() {
	systems := b.Register.Systems
	for _, s := range systems {
		if s.ID == b.Specification.System && s.ID != "" || len(systems) == 1 {
			b.system = System{System: s, Declared: true}
		}
	}
	if !b.system.Declared {
		b.system.System = risk.System{Head: risk.Head{Name: b.Site.Name}, Description: b.Site.Description, Owner: b.Site.Owner}
		for _, s := range systems {
			b.several = append(b.several, s.Key)
		}
	}
	inside := map[plant.ZoneID]bool{}
	for _, z := range b.Site.Zones {
		chosen := slices.Contains(b.system.Zones, z.ID)
		if chosen || len(b.system.Zones) == 0 && !z.External {
			inside[z.ID] = true
			b.in = append(b.in, assess.Subject{Kind: assess.OfZone, ID: string(z.ID)})
		}
	}
	for _, c := range b.Site.Conduits {
		if inside[c.From] || inside[c.To] {
			at := assess.Subject{Kind: assess.OfConduit, ID: string(c.ID)}
			b.conduits[at] = c
			b.in = append(b.in, at)
		}
	}
	slices.SortStableFunc(b.in, func(x, y assess.Subject) int {
		if x.Kind != y.Kind {
			if x.Kind == assess.OfZone {
				return -1
			}
			return 1
		}
		return plant.CompareKeys(b.keyOf(x), b.keyOf(y))
	})
	for _, s := range b.in {
		if s.Kind == assess.OfZone {
			b.system.ZoneKeys = append(b.system.ZoneKeys, b.keyOf(s))
		} else {
			b.system.ConduitKeys = append(b.system.ConduitKeys, b.keyOf(s))
		}
	}
}

func (b *builder) keyOf(s assess.Subject) string {
	if s.Kind == assess.OfConduit {
		return b.conduits[s].Key
	}
	return b.zones[plant.ZoneID(s.ID)].Key
}

func (b *builder) nameOf(s assess.Subject) string {
	if s.Kind == assess.OfConduit {
		return b.conduits[s].Name
	}
	return b.zones[plant.ZoneID(s.ID)].Name
}

func (b *builder) target(s assess.Subject) *plant.Target {
	if s.Kind == assess.OfConduit {
		return b.conduits[s].Target
	}
	return b.zones[plant.ZoneID(s.ID)].Target
}

// safety says whether the subject is a safety zone, or a conduit that ends in one.
func (b *builder) safety(s assess.Subject) bool {
	if s.Kind == assess.OfConduit {
		c := b.conduits[s]
		return b.zones[c.From].Safety || b.zones[c.To].Safety
	}
	return b.zones[plant.ZoneID(s.ID)].Safety
}

// comparisons are those of the zones of the system.
func (b *builder) comparisons() []risk.ZoneComparison {
	list := []risk.ZoneComparison{}
	for _, z := range risk.CompareInitial(b.Input.Input, b.Result).Zones {
		if b.inside[ofZone(z.Zone)] {
			list = append(list, z)
		}
	}
	return list
}

// environments are those promised to safety zones of the system.
func (b *builder) environments() []risk.Environment {
	list := []risk.Environment{}
	for _, e := range b.Register.Environments {
		if slices.Contains(b.in, assess.Subject{Kind: assess.OfZone, ID: string(e.Zone)}) {
			list = append(list, e)
		}
	}
	return list
}
