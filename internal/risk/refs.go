package risk

import "ringwall/internal/plant"

// The kinds of record that the register refers to or holds, by their singular
// names. Findings, proposals, roadmaps and tasks tell of records as they were
// and hold none of them fast.
const (
	OfZone           = "zone"
	OfConduit        = "conduit"
	OfAsset          = "asset"
	OfSystem         = "system"
	OfFunction       = "function"
	OfCriteria       = "criteria"
	OfAssumption     = "assumption"
	OfCountermeasure = "countermeasure"
	OfEnvironment    = "environment"
	OfWorstCase      = "worst-case"
	OfComparison     = "comparison"
	OfScenario       = "scenario"
	OfFinding        = "finding"
	OfProposal       = "proposal"
	OfRoadmap        = "roadmap"
	OfSpecification  = "specification"
	OfApproval       = "approval"
	OfTask           = "task"
	// OfSubject is a zone or a conduit, where the record does not say which.
	OfSubject = "subject"
)

// Refs visits every reference that the record holds.
func (s *System) Refs(visit func(kind string, id *string)) {
	refs(visit, OfZone, s.Zones)
	for i := range s.AccessPoints {
		p := &s.AccessPoints[i]
		ref(visit, OfZone, &p.Zone)
		ref(visit, OfConduit, &p.Conduit)
	}
}

// Refs visits every reference that the record holds.
func (f *Function) Refs(visit func(kind string, id *string)) {
	refs(visit, OfZone, f.Zones)
	refs(visit, OfAsset, f.Assets)
}

// Refs visits every reference that the record holds: none, for criteria hold
// for the whole site.
func (*Criteria) Refs(func(kind string, id *string)) {}

// Refs visits every reference that the record holds: none, for others rest on it.
func (*Assumption) Refs(func(kind string, id *string)) {}

// Refs visits every reference that the record holds.
func (c *Countermeasure) Refs(visit func(kind string, id *string)) {
	refs(visit, OfZone, c.Zones)
	refs(visit, OfConduit, c.Conduits)
	ref(visit, OfZone, &c.PlacedIn)
}

// Refs visits every reference that the record holds.
func (e *Environment) Refs(visit func(kind string, id *string)) {
	ref(visit, OfZone, &e.Zone)
	refs(visit, OfCountermeasure, e.Countermeasures)
}

// Refs visits every reference that the record holds.
func (w *WorstCase) Refs(visit func(kind string, id *string)) {
	ref(visit, OfFunction, &w.Function)
	refs(visit, OfWorstCase, w.Inherits)
	refs(visit, OfAssumption, w.Assumptions)
}

// Refs visits every reference that the record holds.
func (c *Comparison) Refs(visit func(kind string, id *string)) { ref(visit, OfZone, &c.Zone) }

// Refs visits every reference that the record holds.
func (s *Scenario) Refs(visit func(kind string, id *string)) {
	ref(visit, OfZone, &s.Zone)
	ref(visit, OfConduit, &s.Conduit)
	refs(visit, OfFunction, s.Functions)
	ref(visit, OfWorstCase, &s.WorstCase)
	for i := range s.Safeguards {
		g := &s.Safeguards[i]
		ref(visit, OfCountermeasure, &g.Countermeasure)
		ref(visit, OfZone, &g.PlacedIn)
	}
	refs(visit, OfAssumption, s.Assumptions)
}

// Refs visits every reference that the record holds: none. The finding that
// was decided about is named by the key.
func (*FindingDecision) Refs(func(kind string, id *string)) {}

// Refs visits every reference that the record holds.
func (p *Proposal) Refs(visit func(kind string, id *string)) {
	for i := range p.Changes {
		p.Changes[i].Refs(visit)
	}
}

// changeOf tells what kind of record a change is about.
var changeOf = map[ChangeKind]string{
	CloseConduit:      OfConduit,
	MoveAsset:         OfAsset,
	SetCountermeasure: OfCountermeasure,
	SetAssumption:     OfAssumption,
	SetTarget:         OfSubject,
}

// Refs visits every reference that the change holds. What it adds does not
// exist yet and is not referred to.
func (c *Change) Refs(visit func(kind string, id *string)) {
	if kind := changeOf[c.Kind]; kind != "" {
		ref(visit, kind, &c.Record)
	}
	ref(visit, OfZone, &c.Zone)
	if c.Conduit != nil {
		ref(visit, OfZone, &c.Conduit.From)
		ref(visit, OfZone, &c.Conduit.To)
		refs(visit, OfAsset, c.Conduit.Devices)
	}
	if c.Countermeasure != nil {
		c.Countermeasure.Refs(visit)
	}
	for i := range c.At {
		ref(visit, OfScenario, &c.At[i].Scenario)
	}
}

// Refs visits every reference that the record holds: none that is told apart,
// for what was asked and planned is kept as it was.
func (*Roadmap) Refs(func(kind string, id *string)) {}

// Refs visits every reference that the record holds.
func (s *Specification) Refs(visit func(kind string, id *string)) {
	ref(visit, OfSystem, &s.System)
	for i := range s.Lines {
		ref(visit, OfZone, &s.Lines[i].Zone)
		ref(visit, OfConduit, &s.Lines[i].Conduit)
	}
	for i := range s.Own {
		o := &s.Own[i]
		refs(visit, OfZone, o.Zones)
		refs(visit, OfConduit, o.Conduits)
		refs(visit, OfScenario, o.Scenarios)
	}
}

// Refs visits every reference that the record holds.
func (a *Approval) Refs(visit func(kind string, id *string)) {
	ref(visit, OfSpecification, &a.Specification)
}

// Refs visits every reference that the record holds.
func (t *Task) Refs(visit func(kind string, id *string)) {
	if t.Kind != "" {
		ref(visit, t.Kind, &t.Record)
	}
}

// Refs visits every reference between the records of the register and from
// them to the plant.
func (r *Register) Refs(visit func(kind string, id *string)) {
	refsOf(r.Systems, visit, (*System).Refs)
	refsOf(r.Functions, visit, (*Function).Refs)
	refsOf(r.Countermeasures, visit, (*Countermeasure).Refs)
	refsOf(r.Environments, visit, (*Environment).Refs)
	refsOf(r.WorstCases, visit, (*WorstCase).Refs)
	refsOf(r.Comparisons, visit, (*Comparison).Refs)
	refsOf(r.Scenarios, visit, (*Scenario).Refs)
	refsOf(r.Proposals, visit, (*Proposal).Refs)
	refsOf(r.Specifications, visit, (*Specification).Refs)
	refsOf(r.Approvals, visit, (*Approval).Refs)
	refsOf(r.Tasks, visit, (*Task).Refs)
}

func refsOf[T any](records []T, visit func(kind string, id *string), refs func(*T, func(kind string, id *string))) {
	for i := range records {
		refs(&records[i], visit)
	}
}

// refID is every type of id that a record may hold.
type refID interface {
	~string
	plant.ZoneID | plant.ConduitID | plant.AssetID | ID | string
}

// ref visits one reference unless it is empty. What the visitor writes to id
// is what the record refers to from then on.
func ref[T refID](visit func(kind string, id *string), kind string, id *T) {
	if *id == "" {
		return
	}
	text := string(*id)
	visit(kind, &text)
	if text != string(*id) { // who only reads must not write: records are shared
		*id = T(text)
	}
}

func refs[T refID](visit func(kind string, id *string), kind string, ids []T) {
	for i := range ids {
		ref(visit, kind, &ids[i])
	}
}
