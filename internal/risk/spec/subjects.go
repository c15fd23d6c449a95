package spec

import (
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
)

// Subject is what the specification says of one zone or conduit (IEC
// 62443-3-2, ZCR 6.4).
type Subject struct {
	Subject assess.Subject `json:"subject"`
	Key     string         `json:"key"`
	Name    string         `json:"name"`
	Kind    string         `json:"kind,omitempty"` // of a zone
	Purdue  string         `json:"purdue,omitempty"`
	// Owner is the accountable organisation or person.
	Owner            string   `json:"owner,omitempty"`
	Description      string   `json:"description,omitempty"`
	LogicalBoundary  string   `json:"logicalBoundary,omitempty"`
	PhysicalBoundary string   `json:"physicalBoundary,omitempty"`
	Medium           string   `json:"medium,omitempty"` // of a conduit
	Safety           bool     `json:"safety"`
	Wireless         bool     `json:"wireless,omitempty"`
	Transient        bool     `json:"transient,omitempty"`
	External         bool     `json:"external,omitempty"`
	AccessPoints     []string `json:"accessPoints"`
	Flows            []Flow   `json:"flows"`
	Connects         []string `json:"connects"` // keys: conduits of a zone, zones of a conduit
	// Assets in the zone, those with the worst consequence first.
	Assets          []Asset       `json:"assets"`
	Target          *plant.Target `json:"target,omitempty"`
	Achieved        sl.Vector     `json:"achieved"`
	Controls        []string      `json:"controls"` // of a conduit
	Policies        []string      `json:"policies"` // that apply: those of the specification
	Assumptions     []string      `json:"assumptions"`
	Dependencies    []string      `json:"dependencies"` // external
	Countermeasures []string      `json:"countermeasures"`
	// WorstCase says the worst consequence of losing its functions.
	WorstCase string `json:"worstCase,omitempty"`
}

// Flow is a flow rule in words: who may open what to whom.
type Flow struct {
	Conduit string `json:"conduit"`
	From    string `json:"from"`
	To      string `json:"to"`
	Words   string `json:"words"` // "modbus 502, read only"
}

// Asset is an asset as the specification lists it.
type Asset struct {
	Key  string `json:"key"`
	Name string `json:"name,omitempty"`
	Role string `json:"role,omitempty"`
	// Criticality is the consequence of losing it, from 1 to 5; 0 is not rated.
	Criticality int    `json:"criticality"`
	Safety      string `json:"safety,omitempty"` // "SIL 2", "PL d"
}

func (b *builder) subjects() []Subject {
	list := []Subject{}
	for _, s := range b.in {
		if s.Kind == assess.OfConduit {
			list = append(list, b.conduitSubject(s))
		} else {
			list = append(list, b.zoneSubject(s))
		}
	}
	return list
}

func (b *builder) zoneSubject(s assess.Subject) Subject {
	z := b.zones[plant.ZoneID(s.ID)]
	x := b.common(s, Subject{
		Kind: string(z.Kind), Purdue: z.Purdue, Owner: z.Owner, Description: z.Description,
		LogicalBoundary: z.LogicalBoundary, PhysicalBoundary: z.PhysicalBoundary,
		Wireless: z.Wireless, Transient: z.Transient, External: z.External,
		Assumptions: slices.Clone(z.Assumptions), Controls: []string{},
	})
	for _, c := range b.Site.Conduits {
		if c.From != z.ID && c.To != z.ID {
			continue
		}
		x.Connects = append(x.Connects, c.Key)
		x.Flows = append(x.Flows, b.flows(c)...)
		other := b.zones[c.From]
		if c.From == z.ID {
			other = b.zones[c.To]
		}
		if other.External || c.External {
			x.Dependencies = append(x.Dependencies, fmt.Sprintf("%s, %s by conduit %s", other.Key, other.Name, c.Key))
		}
	}
	x.Assets = b.assets(z.ID)
	return x
}

func (b *builder) conduitSubject(s assess.Subject) Subject {
	c := b.conduits[s]
	x := b.common(s, Subject{
		Owner: c.Owner, Description: c.Description, Medium: c.Medium, Wireless: c.Wireless, External: c.External,
		Assumptions: slices.Clone(c.Assumptions), Controls: append([]string{}, c.Controls...),
		Connects: []string{b.zones[c.From].Key, b.zones[c.To].Key}, Flows: b.flows(c), Assets: []Asset{},
	})
	for _, z := range []plant.Zone{b.zones[c.From], b.zones[c.To]} {
		if z.External {
			x.Dependencies = append(x.Dependencies, fmt.Sprintf("%s, %s", z.Key, z.Name))
		}
	}
	return x
}

// common adds what zones and conduits have alike.
func (b *builder) common(s assess.Subject, x Subject) Subject {
	x.Subject, x.Key, x.Name, x.Safety, x.Target = s, b.keyOf(s), b.nameOf(s), b.safety(s), b.target(s)
	if sp, ok := b.Posture.Of(s); ok {
		x.Achieved = sp.Achieved
	}
	if r, ok := b.Result.Of(s); ok && r.Consequence > 0 {
		x.WorstCase = r.WorstCase
	}
	x.AccessPoints, x.Dependencies, x.Countermeasures = []string{}, []string{}, []string{}
	x.Policies = append([]string{}, b.Specification.Policies...)
	if x.Assumptions == nil {
		x.Assumptions = []string{}
	}
	for _, p := range b.system.AccessPoints {
		if s.Kind == assess.OfZone && string(p.Zone) == s.ID || s.Kind == assess.OfConduit && string(p.Conduit) == s.ID {
			x.AccessPoints = append(x.AccessPoints, accessWords(p))
		}
	}
	for _, m := range b.Register.Countermeasures {
		here := m.WholeSite || s.Kind == assess.OfZone && slices.Contains(m.Zones, plant.ZoneID(s.ID)) || s.Kind == assess.OfConduit && slices.Contains(m.Conduits, plant.ConduitID(s.ID))
		if here && m.State != risk.MeasureRetired {
			x.Countermeasures = append(x.Countermeasures, fmt.Sprintf("%s %s (%s)", m.Key, m.Name, m.State))
		}
	}
	return x
}

// accessWords is an access point in one line.
func accessWords(p risk.AccessPoint) string {
	parts := []string{strings.TrimSpace(p.Key + " " + p.Name), p.Kind.Word()}
	if p.Direction != "" {
		parts = append(parts, map[risk.AccessDirection]string{risk.Inward: "inward", risk.Outward: "outward", risk.BothWays: "both ways"}[p.Direction])
	}
	if p.Counterparty != "" {
		parts = append(parts, "with "+p.Counterparty)
	}
	if p.Owner != "" {
		parts = append(parts, "owner "+p.Owner)
	}
	return strings.Join(parts, ", ")
}

func (b *builder) flows(c plant.Conduit) []Flow {
	flows := []Flow{}
	for _, f := range c.Flows {
		x := Flow{Conduit: c.Key, From: b.zones[c.From].Key, To: b.zones[c.To].Key, Words: flowWords(f)}
		switch f.Direction {
		case plant.Backward:
			x.From, x.To = x.To, x.From
		case plant.Both:
			x.Words += ", opened by either"
		}
		flows = append(flows, x)
	}
	return flows
}

func flowWords(f plant.FlowRule) string {
	words := f.Protocol
	if f.Ports != "" {
		words += " " + f.Ports
	}
	if f.Function != "" && f.Function != plant.FunctionAny {
		words += ", " + string(f.Function) + " only"
	}
	return words
}

// assets of a zone that are in use, those with the worst consequence first.
func (b *builder) assets(zone plant.ZoneID) []Asset {
	list := []Asset{}
	for _, a := range b.Site.Assets {
		if a.Zone != zone || a.Retired != "" && !b.Today.Before(a.Retired) {
			continue
		}
		x := Asset{Key: a.Key, Name: a.Name, Role: string(a.Role), Criticality: a.Criticality}
		if f := a.Safety; f != nil {
			switch {
			case f.SIL > 0:
				x.Safety = fmt.Sprintf("SIL %d", f.SIL)
			case f.PL != "":
				x.Safety = "PL " + f.PL
			}
		}
		list = append(list, x)
	}
	slices.SortStableFunc(list, func(x, y Asset) int {
		if x.Criticality != y.Criticality {
			return y.Criticality - x.Criticality
		}
		return plant.CompareKeys(x.Key, y.Key)
	})
	return list
}

// Threat is a source of threats with the scenarios that it is behind (IEC
// 62443-3-2, ZCR 6.6).
type Threat struct {
	Source     risk.ThreatSource `json:"source"` // "" is not stated
	Skill      int               `json:"skill"`  // the highest of its scenarios; 0 is not stated
	Techniques []string          `json:"techniques"`
	Scenarios  []string          `json:"scenarios"` // keys
}

// threats gathers the scenarios of the system by who is behind them.
func (b *builder) threats() []Threat {
	by := map[risk.ThreatSource]*Threat{}
	for _, s := range b.in {
		for _, sc := range b.scenarios[s] {
			t := by[sc.ThreatSource]
			if t == nil {
				t = &Threat{Source: sc.ThreatSource, Techniques: []string{}}
				by[sc.ThreatSource] = t
			}
			t.Skill = max(t.Skill, sc.Skill)
			t.Scenarios = append(t.Scenarios, sc.Key)
			for _, technique := range sc.Techniques {
				if !slices.Contains(t.Techniques, technique) {
					t.Techniques = append(t.Techniques, technique)
				}
			}
		}
	}
	list := []Threat{}
	for _, source := range append(slices.Clone(risk.ThreatSources), "") {
		if t := by[source]; t != nil {
			slices.Sort(t.Techniques)
			slices.SortFunc(t.Scenarios, plant.CompareKeys)
			list = append(list, *t)
		}
	}
	return list
}
