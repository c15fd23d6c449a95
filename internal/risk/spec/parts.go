package spec

import (
	"fmt"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// Part is one of the nine parts of the specification: what it says in short,
// and what is missing, each with what to add where.
type Part struct {
	Clause   string   `json:"clause"` // "ZCR 6.2"
	Title    string   `json:"title"`
	Complete bool     `json:"complete"`
	Says     string   `json:"says"`
	Missing  []string `json:"missing"`
}

// parts judges the nine parts in the order of the standard.
func (b *builder) parts(c CRS) []Part {
	parts := []Part{
		b.requirementsPart(c), b.systemPart(c), b.drawingPart(c), b.characteristicsPart(c), b.environmentPart(c),
		b.threatPart(c), b.policyPart(), b.tolerablePart(c), b.regulationPart(),
	}
	for i := range parts {
		parts[i].Complete = len(parts[i].Missing) == 0
		if parts[i].Missing == nil {
			parts[i].Missing = []string{}
		}
	}
	return parts
}

func (p *Part) lacks(format string, args ...any) {
	p.Missing = append(p.Missing, fmt.Sprintf(format, args...))
}

func (b *builder) requirementsPart(c CRS) Part {
	p := Part{
		Clause: "ZCR 6.1", Title: "Cybersecurity requirements",
		Says: fmt.Sprintf("%s at %s; %d of them serve no risk in the register.", some(len(c.Lines), "requirement"), some(len(c.Subjects), "zone or conduit", "zones and conduits"), len(c.Untraced)),
	}
	if b.Specification.Key == "" {
		p.lacks("Nobody has begun the specification: add one, and say in it which system it is about.")
	}
	var without []string
	for _, s := range b.in {
		if b.target(s) == nil {
			without = append(without, b.keyOf(s))
		}
	}
	if len(without) > 0 {
		p.lacks("No SL-T was decided for %s, so nothing is asked there: decide it, or leave it out of the system.", keysOf(without))
	}
	if len(c.Lines) == 0 {
		p.lacks("There is no requirement: declare zones and conduits, and decide their SL-T.")
	}
	return p
}

func (b *builder) systemPart(c CRS) Part {
	s := c.System
	p := Part{
		Clause: "ZCR 6.2", Title: "Description of the system under consideration",
		Says: fmt.Sprintf("%s with %s, %s and %s.", name(s.Key, s.Name), some(len(s.ZoneKeys), "zone"), some(len(s.ConduitKeys), "conduit"), some(len(s.AccessPoints), "access point")),
	}
	switch {
	case len(b.several) > 0:
		p.lacks("The site has several systems (%s): say in the specification which it is about.", strings.Join(b.several, ", "))
		return p
	case !s.Declared:
		p.lacks("The system under consideration is not declared: add it with its perimeter and access points.")
		return p
	}
	for _, f := range []struct{ value, what string }{{s.Description, "description"}, {s.Perimeter, "perimeter"}, {s.Owner, "owner"}} {
		if f.value == "" {
			p.lacks("System %s has no %s: add it.", s.Key, f.what)
		}
	}
	if len(s.AccessPoints) == 0 {
		p.lacks("System %s has no access point: add every way in and out, network, radio, media, vendors and doors.", s.Key)
	}
	for _, a := range s.AccessPoints {
		if lacks := a.Lacks(); len(lacks) > 0 {
			p.lacks("Access point %s of system %s has no %s: add it.", a.Key, s.Key, risk.Join(lacks, "and no"))
		}
	}
	return p
}

func (b *builder) drawingPart(c CRS) Part {
	p := Part{
		Clause: "ZCR 6.3", Title: "Zone and conduit drawing",
		Says: fmt.Sprintf("Drawn from the register: %s and %s.", some(len(c.System.ZoneKeys), "zone"), some(len(c.System.ConduitKeys), "conduit")),
	}
	if len(c.System.ZoneKeys) == 0 {
		p.lacks("There is no zone to draw: declare the zones of the system.")
	} else if len(c.System.ConduitKeys) == 0 && len(c.System.ZoneKeys) > 1 {
		p.lacks("There is no conduit to draw: declare the ways between the zones, or say in the description of the system that there are none by declaring it as one zone.")
	}
	var unzoned []string
	for _, a := range b.Site.Assets {
		if len(b.system.Zones) > 0 {
			break // an asset without a zone is of no system in particular
		}
		if a.Zone == "" && (a.Retired == "" || b.Today.Before(a.Retired)) {
			unzoned = append(unzoned, a.Key)
		}
	}
	if len(unzoned) > 0 {
		p.lacks("%s in no zone, so the drawing does not show where: give each its zone.", lieOne(unzoned))
	}
	return p
}

func (b *builder) characteristicsPart(c CRS) Part {
	p := Part{Clause: "ZCR 6.4", Title: "Characteristics of zones and conduits", Says: fmt.Sprintf("%s described.", some(len(c.Subjects), "zone or conduit", "zones and conduits"))}
	if len(c.Subjects) == 0 {
		p.lacks("There is no zone or conduit to describe: declare them.")
	}
	for _, x := range c.Subjects {
		var lacks []string
		lack := func(missing bool, what string) {
			if missing {
				lacks = append(lacks, what)
			}
		}
		lack(x.Owner == "", "owner")
		if x.Subject.Kind == assess.OfZone {
			lack(x.LogicalBoundary == "", "logical boundary")
			lack(x.PhysicalBoundary == "", "physical boundary")
		} else {
			lack(len(x.Flows) == 0, "flow rule")
			lack(x.Medium == "", "medium")
		}
		if x.Target != nil {
			lack(x.Target.Method == "" || x.Target.Approver == "", "method and approver of its SL-T")
		}
		if len(lacks) > 0 {
			p.lacks("%s %s has no %s: add it.", capitalised(subjectWord(x.Subject.Kind)), x.Key, risk.Join(lacks, "and no"))
		}
		unrated := 0
		for _, a := range x.Assets {
			if a.Criticality == 0 {
				unrated++
			}
		}
		if unrated > 0 {
			p.lacks("%s no consequence rated in zone %s: rate the criticality.", some(unrated, "asset has", "assets have"), x.Key)
		}
	}
	return p
}

func (b *builder) environmentPart(c CRS) Part {
	p := Part{Clause: "ZCR 6.5", Title: "Operating environment and assumptions", Says: some(len(c.Assumptions), "assumption") + " in the register."}
	if b.Specification.Environment == "" {
		p.lacks("The operating environment is not described: write into the specification where the system stands, who works on it and what it relies on.")
	}
	if len(c.Assumptions) == 0 {
		p.lacks("There is no assumption in the register: add those that the assessment takes for granted, each with an owner and a test.")
	}
	for _, a := range c.Assumptions {
		var lacks []string
		if a.Owner == "" {
			lacks = append(lacks, "owner")
		}
		if a.Test == "" {
			lacks = append(lacks, "test")
		}
		if len(lacks) > 0 {
			p.lacks("Assumption %s has no %s: add it.", a.Key, risk.Join(lacks, "and no"))
		}
	}
	promised := map[plant.ZoneID]bool{}
	for _, e := range c.Environments {
		promised[e.Zone] = true
	}
	for _, s := range b.in {
		if s.Kind == assess.OfZone && b.safety(s) && !promised[plant.ZoneID(s.ID)] {
			p.lacks("Safety zone %s has no security environment stated: add what is promised to its safety functions, by which countermeasures and until when.", b.keyOf(s))
		}
	}
	return p
}

func (b *builder) threatPart(c CRS) Part {
	p := Part{Clause: "ZCR 6.6", Title: "Threat environment", Says: fmt.Sprintf("%s from the scenarios of the system.", some(len(c.Threats), "source of threats", "sources of threats"))}
	if b.Specification.ThreatEnvironment == "" {
		p.lacks("The threat environment is not described: write into the specification who may want to harm the plant, and what was taken as a source.")
	}
	if len(c.Threats) == 0 && !b.stopped(c) {
		p.lacks("No scenario is assessed for the system: add the detailed scenarios, or decide for each zone, where its worst cases are tolerable, that no detailed assessment is needed.")
	}
	for _, t := range c.Threats {
		if t.Source == "" {
			p.lacks("%s no source of the threat: add it.", haveOne(t.Scenarios))
		}
	}
	return p
}

func (b *builder) policyPart() Part {
	p := Part{Clause: "ZCR 6.7", Title: "Organisational security policies", Says: some(len(b.Specification.Policies), "policy", "policies") + " listed."}
	if len(b.Specification.Policies) == 0 {
		p.lacks("No policy is listed: write into the specification which policies of the organisation apply, with their numbers.")
	}
	return p
}

// stopped says whether the assessment may stop before its details: it was
// decided for every zone that its worst cases are tolerable.
func (b *builder) stopped(c CRS) bool {
	for _, z := range c.Comparisons {
		if !z.Stopped() {
			return false
		}
	}
	return len(c.Comparisons) > 0
}

func (b *builder) tolerablePart(c CRS) Part {
	p := Part{Clause: "ZCR 6.8", Title: "Tolerable risk", Says: strings.TrimSpace(b.Result.Why + " " + compared(c.Comparisons))}
	switch {
	case b.Result.Criteria == nil:
		p.lacks("There are no risk criteria: make some from a preset, and have them signed.")
	case !b.Result.InForce:
		p.lacks("Criteria %s are not signed: have them signed by whoever answers for the risk.", b.Result.Criteria.Key)
	}
	for _, z := range c.Comparisons {
		if z.Standing == risk.DecisionStale && len(b.scenarios[ofZone(z.Zone)]) == 0 {
			p.lacks("Zone %s has no detailed assessment. %s", z.Key, z.Says)
		}
	}
	return p
}

// compared says how the initial risk of the zones stands to what is tolerable.
func compared(zones []risk.ZoneComparison) string {
	n, stopped := map[risk.InitialState]int{}, 0
	for _, z := range zones {
		n[z.State]++
		if z.Stopped() {
			stopped++
		}
	}
	if len(zones) == 0 {
		return "There is no zone whose initial risk could be compared with it."
	}
	return fmt.Sprintf("The initial risk of %s is above what is acceptable, of %d within and of %d not assessable; %s without a detailed assessment by decision.",
		some(n[risk.InitialAbove], "zone"), n[risk.InitialWithin], n[risk.InitialUnknown], some(stopped, "zone is", "zones are"))
}

func (b *builder) regulationPart() Part {
	p := Part{Clause: "ZCR 6.9", Title: "Regulatory requirements", Says: some(len(b.Specification.Regulations), "regulation") + " listed."}
	if len(b.Specification.Regulations) == 0 {
		p.lacks("No regulation is listed: write into the specification which laws and rules apply, or that none does and who found so.")
	}
	return p
}

// some counts things: "1 zone", "3 zones"; the second word is the plural where
// an s is not enough.
func some(n int, words ...string) string {
	if n == 1 {
		return "1 " + words[0]
	}
	if len(words) > 1 {
		return fmt.Sprintf("%d %s", n, words[1])
	}
	return fmt.Sprintf("%d %ss", n, words[0])
}

// haveOne begins a sentence about keys: "Z-01 has", "Z-01 and Z-02 have".
func haveOne(keys []string) string { return about(keys, "has", "have") }

// keysOf names keys, the first dozen of many.
func keysOf(keys []string) string { return strings.TrimSuffix(about(keys, "", ""), " ") }

func lieOne(keys []string) string { return about(keys, "lies", "lie") }

func about(keys []string, one, many string) string {
	const most = 12
	if len(keys) == 1 {
		return keys[0] + " " + one
	}
	if len(keys) > most {
		return fmt.Sprintf("%s and %d more %s", strings.Join(keys[:most], ", "), len(keys)-most, many)
	}
	return risk.JoinWords(keys) + " " + many
}

func name(key, name string) string { return strings.TrimSpace(key + " " + name) }
