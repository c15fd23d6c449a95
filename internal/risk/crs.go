package risk

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// CRSInput is all that a specification is made of.
type CRSInput struct {
	Input
	Result  Result
	Posture assess.Posture
	// Answers are those of one subject. Without them every requirement is shown
	// as unanswered.
	Answers func(assess.Subject) ([]assess.Answer, bool)
	Set     *catalog.Set
	// Mitigating lists the requirements that stand against a technique of ATT&CK
	// for ICS. Without it, or where it knows none, a requirement serves the
	// scenarios of its subject as a whole.
	Mitigating    func(technique string) []catalog.RequirementID
	Specification Specification
}

// CRS is the cybersecurity requirements specification of a system (IEC
// 62443-3-2, ZCR 6): its nine parts, each complete or with what is missing, and
// every requirement with the risk that it serves.
type CRS struct {
	// Specification is what people wrote; empty when nobody has yet.
	Specification Specification `json:"specification"`
	System        CRSSystem     `json:"system"`
	Today         plant.Date    `json:"today"`
	Complete      bool          `json:"complete"` // all nine parts are
	Parts         []CRSPart     `json:"parts"`
	Lines         []CRSLine     `json:"lines"`    // zones by key, then conduits by key, then the whole system
	Subjects      []CRSSubject  `json:"subjects"` // zones by key, then conduits by key
	Risks         []CRSRisk     `json:"risks"`    // in the order of the register
	Assumptions   []Assumption  `json:"assumptions"`
	Environments  []Environment `json:"environments"`
	Threats       []CRSThreat   `json:"threats"`
	Criteria      *Criteria     `json:"criteria"` // in force, or the newest draft
	InForce       bool          `json:"inForce"`
	// Untraced are the requirements that serve no risk, Unserved the risks that
	// no requirement serves.
	Untraced []CRSUntraced `json:"untraced"`
	Unserved []CRSUnserved `json:"unserved"`
	Counts   CRSCounts     `json:"counts"`
}

// CRSSystem is the system that a specification is about.
type CRSSystem struct {
	System
	// Declared says that there is a record of the system; without one, the zones
	// of the site that are not external stand for it.
	Declared    bool     `json:"declared"`
	ZoneKeys    []string `json:"zoneKeys"`
	ConduitKeys []string `json:"conduitKeys"`
}

// CRSCounts are the numbers that people ask for first.
type CRSCounts struct {
	Lines      int            `json:"lines"`
	Own        int            `json:"own"`
	Subjects   int            `json:"subjects"`
	Holds      int            `json:"holds"` // lines that are met, or stand as if they were
	HoldPoints int            `json:"holdPoints"`
	Untraced   int            `json:"untraced"`
	Risks      int            `json:"risks"`
	Unserved   int            `json:"unserved"`
	Missing    int            `json:"missing"` // sentences of all parts
	Verified   []CRSVerifying `json:"verified"`
}

// CRSVerifying is how many lines are verified in one way.
type CRSVerifying struct {
	Method Verification `json:"method"`
	Lines  int          `json:"lines"`
}

// BuildCRS puts the specification together from what is declared, decided and
// computed. Nothing of it is written by hand but what [Specification] holds.
func BuildCRS(in CRSInput) CRS {
	b := newCRSBuilder(in)
	c := CRS{
		Specification: in.Specification, System: b.system, Today: in.Today,
		Criteria: in.Result.Criteria, InForce: in.Result.InForce,
		Lines: b.lines(), Subjects: b.subjects(), Threats: b.threats(),
		Assumptions:  slices.Clone(in.Register.Assumptions),
		Environments: b.environments(),
	}
	c.Risks, c.Unserved = b.risks(c.Lines)
	c.Untraced = untraced(c.Lines)
	c.Parts = b.parts(c)
	c.Counts = crsCounts(c)
	c.Complete = c.Counts.Missing == 0
	return c
}

// Digest is the SHA-256 of the content, in hex: what is asked, where, why and of
// which risk. The day is not part of it, nor how far requirements are met,
// countermeasures have come and assumptions were confirmed: that is the work
// that was approved.
func (c CRS) Digest() (string, error) {
	c.Today = ""
	c.Lines = slices.Clone(c.Lines)
	for i := range c.Lines {
		l := &c.Lines[i]
		l.State, l.StateWord, l.StateWhy, l.Holds = "", "", "", false
	}
	c.Subjects = slices.Clone(c.Subjects)
	for i := range c.Subjects {
		c.Subjects[i].Achieved, c.Subjects[i].Countermeasures = sl.Vector{}, nil
	}
	c.Counts.Holds = 0
	c.Specification.Version, c.System.Version = 0, 0
	c.Assumptions, c.Environments = slices.Clone(c.Assumptions), slices.Clone(c.Environments)
	for i := range c.Assumptions {
		a := &c.Assumptions[i]
		a.Version, a.Due, a.Expires, a.CheckedOn, a.CheckedBy = 0, "", "", "", ""
		if a.State == AssumptionConfirmed {
			a.State = AssumptionOpen
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

func crsCounts(c CRS) CRSCounts {
	n := CRSCounts{Lines: len(c.Lines), Subjects: len(c.Subjects), Untraced: len(c.Untraced), Risks: len(c.Risks), Unserved: len(c.Unserved)}
	by := map[Verification]int{}
	for _, l := range c.Lines {
		by[l.Verification]++
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
	for _, v := range Verifications {
		n.Verified = append(n.Verified, CRSVerifying{v, by[v]})
	}
	for _, p := range c.Parts {
		n.Missing += len(p.Missing)
	}
	return n
}

// crsBuilder is the input with the look-ups that the parts need.
type crsBuilder struct {
	CRSInput
	system    CRSSystem
	several   []string // keys, when nobody said which system is meant
	zones     map[plant.ZoneID]plant.Zone
	in        []assess.Subject // zones by key, then conduits by key
	scenarios map[assess.Subject][]scenarioAt
	conduits  map[assess.Subject]plant.Conduit
	written   map[string][]*SpecLine // of the specification, by requirement
}

// scenarioAt is a scenario with what was computed of it.
type scenarioAt struct {
	Scenario
	result ScenarioResult
}

// cyber says whether requirements on control systems can stand against it: a
// flood or a worn bearing is met by other means.
func (s scenarioAt) cyber() bool {
	return s.CauseKind == "" || s.CauseKind == "cyber" || s.CauseKind == "human" || s.CauseHackable || s.result.Hackable
}

func newCRSBuilder(in CRSInput) *crsBuilder {
	b := &crsBuilder{
		CRSInput: in, zones: map[plant.ZoneID]plant.Zone{}, conduits: map[assess.Subject]plant.Conduit{},
		scenarios: map[assess.Subject][]scenarioAt{}, written: map[string][]*SpecLine{},
	}
	for i := range in.Specification.Lines {
		x := &in.Specification.Lines[i]
		b.written[x.Requirement] = append(b.written[x.Requirement], x)
	}
	for _, z := range in.Site.Zones {
		b.zones[z.ID] = z
	}
	b.takeSystem()
	for _, s := range in.Register.Scenarios {
		if s.Opportunity || s.Removed != "" {
			continue
		}
		r, _ := in.Result.Scenario(s.ID)
		at := s.subject()
		b.scenarios[at] = append(b.scenarios[at], scenarioAt{s, r})
	}
	return b
}

// subject is the node of the scenario.
func (s Scenario) subject() assess.Subject {
	if s.Conduit != "" {
		return assess.Subject{Kind: assess.OfConduit, ID: string(s.Conduit)}
	}
	return assess.Subject{Kind: assess.OfZone, ID: string(s.Zone)}
}

// takeSystem finds the system that is meant, its zones, and the conduits that
// touch one of them.
func (b *crsBuilder) takeSystem() {
	systems := b.Register.Systems
	for _, s := range systems {
		if s.ID == b.Specification.System && s.ID != "" || len(systems) == 1 {
			b.system = CRSSystem{System: s, Declared: true}
		}
	}
	if !b.system.Declared {
		b.system.System = System{Head: Head{Name: b.Site.Name}, Description: b.Site.Description, Owner: b.Site.Owner}
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

func (b *crsBuilder) keyOf(s assess.Subject) string {
	if s.Kind == assess.OfConduit {
		return b.conduits[s].Key
	}
	return b.zones[plant.ZoneID(s.ID)].Key
}

func (b *crsBuilder) nameOf(s assess.Subject) string {
	if s.Kind == assess.OfConduit {
		return b.conduits[s].Name
	}
	return b.zones[plant.ZoneID(s.ID)].Name
}

func (b *crsBuilder) target(s assess.Subject) *plant.Target {
	if s.Kind == assess.OfConduit {
		return b.conduits[s].Target
	}
	return b.zones[plant.ZoneID(s.ID)].Target
}

// safety says whether the subject is a safety zone, or a conduit that ends in one.
func (b *crsBuilder) safety(s assess.Subject) bool {
	if s.Kind == assess.OfConduit {
		c := b.conduits[s]
		return b.zones[c.From].Safety || b.zones[c.To].Safety
	}
	return b.zones[plant.ZoneID(s.ID)].Safety
}

// environments are those promised to safety zones of the system.
func (b *crsBuilder) environments() []Environment {
	list := []Environment{}
	for _, e := range b.Register.Environments {
		if slices.Contains(b.in, assess.Subject{Kind: assess.OfZone, ID: string(e.Zone)}) {
			list = append(list, e)
		}
	}
	return list
}
