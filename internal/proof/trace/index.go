package trace

import (
	"slices"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/proof/xray"
	"ringwall/internal/risk"
	"ringwall/internal/supply"
)

// Input is what a trace follows.
type Input struct {
	Today    plant.Date
	Site     plant.Site
	Register risk.Register
	Risk     risk.Result
	Posture  assess.Posture // by IEC 62443-3-3
	Verdicts []assess.Verdict
	Claims   []assess.Claim
	Sets     []*catalog.Set
	// Answers are all requirements of IEC 62443-3-3 at a subject, as they stand.
	Answers func(assess.Subject) ([]assess.Answer, bool)
	// Component is what an asset is capable of, Capability what a product is; nil
	// when nothing is known of components. Installed says which product each asset is.
	Component    func(plant.AssetID) (assess.ComponentPosture, bool)
	Capability   func(product string) assess.ComponentPosture
	Installed    map[plant.AssetID]supply.ID
	Products     []supply.Product
	Certificates []supply.Certificate
	Tests        []supply.Test
	Evidence     []proof.Evidence
	Assessments  []proof.Assessment
	Freshness    []catalog.Freshness
	Grounds      map[supply.ID]string
	Findings     []plant.Finding
	XRays        []xray.XRay
	// Sees says which records are open to whoever walks; nil is all of them.
	Sees func(Ref) bool
}

// key is a requirement at a subject.
type key struct {
	subject     assess.Subject
	set         catalog.SetID
	requirement catalog.RequirementID
}

func (k key) ref() Ref {
	if k.subject.Kind == assess.OfProduct {
		return claimOf(k.subject.ID, k.set, k.requirement)
	}
	return RequirementAt(k.subject, k.set, k.requirement)
}

// Index is the record laid out for walking. Edges are worked out when somebody
// stands before them: a site of 10,000 assets has a million.
type Index struct {
	in       Input
	sets     map[catalog.SetID]*catalog.Set
	zones    map[plant.ZoneID]*plant.Zone
	conduits map[plant.ConduitID]*plant.Conduit
	assets   map[plant.AssetID]*plant.Asset
	members  map[plant.ZoneID][]*plant.Asset
	devices  map[plant.AssetID][]plant.ConduitID // that an asset forms
	// byType and byProduct are what components are asked.
	byType     map[plant.AssetType]map[catalog.RequirementID]bool
	byProduct  map[supply.ID]map[catalog.RequirementID]bool
	names      map[assess.Subject]string
	subjects   map[string]assess.Subject // zones and conduits by what people call them, in lower case
	scenarios  map[risk.ID]*risk.Scenario
	worst      map[risk.ID]*risk.WorstCase
	measures   map[risk.ID]*risk.Countermeasure
	named      map[string]risk.ID           // countermeasures by key and name, in lower case
	at         map[assess.Subject][]risk.ID // scenarios
	causes     map[risk.ID][]risk.ID        // scenarios of a worst case
	guards     map[risk.ID][]risk.ID        // scenarios that a countermeasure is a safeguard of
	verdicts   map[key]*assess.Verdict      // claims too
	answered   map[assess.Subject][]key     // by sets other than the system's
	heirs      map[key][]key                // who inherits
	standsFor  map[risk.ID][]key            // requirements that a countermeasure stands in for
	helps      map[risk.ID][]key            // requirements that a countermeasure helps to meet
	helped     map[key][]risk.ID            // the other way
	products   map[supply.ID]*supply.Product
	installed  map[supply.ID][]*plant.Asset
	claimed    map[supply.ID][]key
	certs      map[supply.ID]*supply.Certificate
	certsOf    map[supply.ID][]supply.ID // of a product
	tests      map[supply.ID]*supply.Test
	testsOf    map[key][]supply.ID
	evidence   map[supply.ID]*proof.Evidence
	shows      map[supply.ID][]Ref // what an evidence is proof of
	campaigns  map[supply.ID]*proof.Assessment
	assessed   map[key][]supply.ID
	findings   map[string]*plant.Finding
	xrays      map[string]*xray.XRay
	against    map[Ref][]Ref // findings and X-rays
	speaks     map[Ref][]Ref // the other way
	postures   map[assess.Subject]*assess.SubjectPosture
	answers    map[assess.Subject]map[catalog.RequirementID]*assess.Answer
	components map[plant.AssetID]map[catalog.RequirementID]*assess.ComponentAnswer
}

// Build lays the record out.
func Build(in Input) *Index {
	x := &Index{
		in: in, sets: map[catalog.SetID]*catalog.Set{},
		zones: map[plant.ZoneID]*plant.Zone{}, conduits: map[plant.ConduitID]*plant.Conduit{}, assets: make(map[plant.AssetID]*plant.Asset, len(in.Site.Assets)),
		members: map[plant.ZoneID][]*plant.Asset{}, devices: map[plant.AssetID][]plant.ConduitID{}, byType: map[plant.AssetType]map[catalog.RequirementID]bool{}, byProduct: map[supply.ID]map[catalog.RequirementID]bool{},
		names: map[assess.Subject]string{}, subjects: map[string]assess.Subject{}, scenarios: map[risk.ID]*risk.Scenario{}, worst: map[risk.ID]*risk.WorstCase{},
		measures: map[risk.ID]*risk.Countermeasure{}, named: map[string]risk.ID{}, at: map[assess.Subject][]risk.ID{}, causes: map[risk.ID][]risk.ID{}, guards: map[risk.ID][]risk.ID{},
		verdicts: make(map[key]*assess.Verdict, len(in.Verdicts)+len(in.Claims)), answered: map[assess.Subject][]key{}, heirs: map[key][]key{},
		standsFor: map[risk.ID][]key{}, helps: map[risk.ID][]key{}, helped: map[key][]risk.ID{},
		products: map[supply.ID]*supply.Product{}, installed: map[supply.ID][]*plant.Asset{}, claimed: map[supply.ID][]key{},
		certs: map[supply.ID]*supply.Certificate{}, certsOf: map[supply.ID][]supply.ID{}, tests: map[supply.ID]*supply.Test{}, testsOf: map[key][]supply.ID{},
		evidence: map[supply.ID]*proof.Evidence{}, shows: map[supply.ID][]Ref{}, campaigns: map[supply.ID]*proof.Assessment{}, assessed: map[key][]supply.ID{},
		findings: map[string]*plant.Finding{}, xrays: map[string]*xray.XRay{}, against: map[Ref][]Ref{}, speaks: map[Ref][]Ref{},
		postures: map[assess.Subject]*assess.SubjectPosture{}, answers: map[assess.Subject]map[catalog.RequirementID]*assess.Answer{},
		components: map[plant.AssetID]map[catalog.RequirementID]*assess.ComponentAnswer{},
	}
	for _, s := range in.Sets {
		x.sets[s.ID] = s
	}
	x.learnPlant()
	x.learnLibrary()
	x.learnRegister()
	x.learnAnswers()
	x.learnAgainst()
	return x
}

func (x *Index) learnPlant() {
	in := &x.in
	x.names[assess.Subject{Kind: assess.OfSite, ID: string(in.Site.ID)}] = "the site"
	for i := range in.Site.Zones {
		z := &in.Site.Zones[i]
		x.zones[z.ID] = z
		x.call(assess.Subject{Kind: assess.OfZone, ID: string(z.ID)}, "zone "+z.Key)
	}
	for i := range in.Site.Conduits {
		c := &in.Site.Conduits[i]
		x.conduits[c.ID] = c
		x.call(assess.Subject{Kind: assess.OfConduit, ID: string(c.ID)}, "conduit "+c.Key)
		for _, a := range c.Devices {
			x.devices[a] = append(x.devices[a], c.ID)
		}
	}
	for i := range in.Site.Assets {
		a := &in.Site.Assets[i]
		x.assets[a.ID], x.names[assess.Subject{Kind: assess.OfAsset, ID: string(a.ID)}] = a, "asset "+a.Key
		if !risk.Expired(a.Retired, in.Today) {
			x.members[a.Zone] = append(x.members[a.Zone], a)
			if p := in.Installed[a.ID]; p != "" {
				x.installed[p] = append(x.installed[p], a)
			}
		}
	}
	for i := range in.Posture.Subjects {
		x.postures[in.Posture.Subjects[i].Subject] = &in.Posture.Subjects[i]
	}
}

func (x *Index) call(s assess.Subject, name string) { x.names[s], x.subjects[fold(name)] = name, s }

func (x *Index) learnLibrary() {
	for i := range x.in.Products {
		p := &x.in.Products[i]
		x.products[p.ID], x.names[assess.Subject{Kind: assess.OfProduct, ID: string(p.ID)}] = p, "product "+p.Key
	}
	for i := range x.in.Evidence {
		e := &x.in.Evidence[i]
		x.evidence[e.ID] = e
	}
	for i := range x.in.Certificates {
		c := &x.in.Certificates[i]
		x.certs[c.ID] = c
		if c.Product != "" {
			x.certsOf[c.Product] = append(x.certsOf[c.Product], c.ID)
		}
		if c.Proof != "" {
			x.shows[supply.ID(c.Proof)] = append(x.shows[supply.ID(c.Proof)], Ref{Certificate, string(c.ID)})
		}
	}
	for i := range x.in.Tests {
		t := &x.in.Tests[i]
		x.tests[t.ID] = t
		for _, id := range t.Proofs {
			x.shows[supply.ID(id)] = append(x.shows[supply.ID(id)], Ref{Test, string(t.ID)})
		}
		if k, ok := x.lineOf(t.Line); ok {
			x.testsOf[k] = append(x.testsOf[k], t.ID)
		}
	}
}

// lineOf is the requirement of a line of the specification: "Z-01/SR 1.1".
func (x *Index) lineOf(line string) (key, bool) {
	i := strings.LastIndexByte(line, '/')
	if i < 0 {
		return key{}, false
	}
	k := key{set: catalog.SystemRequirements, requirement: catalog.RequirementID(line[i+1:])}
	for _, kind := range []string{"zone ", "conduit "} {
		if s, ok := x.subjects[kind+fold(line[:i])]; ok {
			k.subject = s
			return k, true
		}
	}
	return key{}, false
}

func (x *Index) learnRegister() {
	reg := &x.in.Register
	for i := range reg.WorstCases {
		x.worst[reg.WorstCases[i].ID] = &reg.WorstCases[i]
	}
	for i := range reg.Countermeasures {
		c := &reg.Countermeasures[i]
		x.measures[c.ID] = c
		x.named[fold(c.Name)] = c.ID
	}
	for i := range reg.Countermeasures { // a key counts before a name
		x.named[fold(reg.Countermeasures[i].Key)] = reg.Countermeasures[i].ID
	}
	delete(x.named, "")
	for i := range reg.Scenarios {
		s := &reg.Scenarios[i]
		x.scenarios[s.ID] = s
		x.at[nodeOf(s)] = append(x.at[nodeOf(s)], s.ID)
		if s.WorstCase != "" {
			x.causes[s.WorstCase] = append(x.causes[s.WorstCase], s.ID)
		}
		for _, g := range s.Safeguards {
			if id := g.Countermeasure; id != "" && !slices.Contains(x.guards[id], s.ID) {
				x.guards[id] = append(x.guards[id], s.ID)
			}
		}
	}
	for i := range reg.Countermeasures {
		c := &reg.Countermeasures[i]
		if c.State != risk.MeasureExisting || len(c.Requirements) == 0 {
			continue
		}
		for _, s := range c.Protects(x.in.Site) {
			for _, id := range c.RequirementIDs() {
				k := key{s, catalog.SystemRequirements, id}
				if _, known := x.requirement(k); known && !slices.Contains(x.helped[k], c.ID) {
					x.helps[c.ID], x.helped[k] = append(x.helps[c.ID], k), append(x.helped[k], c.ID)
				}
			}
		}
	}
}

// nodeOf is where a scenario happens; empty when that is nowhere yet.
func nodeOf(s *risk.Scenario) assess.Subject {
	switch {
	case s.Zone != "":
		return assess.Subject{Kind: assess.OfZone, ID: string(s.Zone)}
	case s.Conduit != "":
		return assess.Subject{Kind: assess.OfConduit, ID: string(s.Conduit)}
	}
	return assess.Subject{}
}

func fold(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// measure is the countermeasure that an answer names.
func (x *Index) measure(text string) (risk.ID, bool) {
	if id, ok := x.named[fold(text)]; ok {
		return id, true
	}
	first, _, _ := strings.Cut(fold(text), " ")
	id, ok := x.named[strings.TrimRight(first, ",:;.")]
	return id, ok
}

// requirement is what a key asks for.
func (x *Index) requirement(k key) (catalog.Requirement, bool) {
	s := x.sets[k.set]
	if s == nil {
		return catalog.Requirement{}, false
	}
	return s.Find(k.requirement)
}
