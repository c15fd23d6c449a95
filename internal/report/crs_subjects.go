package report

import (
	"cmp"
	"fmt"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk/spec"
)

// characteristics describes every zone and conduit of the system.
func (in CRSInput) characteristics() Section {
	t := Table{
		Name: "Zones and conduits", Empty: "There is no zone or conduit in the system yet.",
		Columns: []Column{{Title: "Kind", Share: 1.1}, {Title: "Key", Share: 1}, {Title: "Name", Share: 3}, {Title: "Safety", Share: 1.05}, {Title: "SL-T", Share: 1.8}, {Title: "Method", Share: 1.6}, {Title: "Approver", Share: 1.8}, {Title: "Owner", Share: 2}},
	}
	s := Section{Heading: "Characteristics of zones and conduits (ZCR 6.4)"}
	for _, x := range in.CRS.Subjects {
		vector, method, approver := "none", "", ""
		if x.Target != nil {
			vector, method, approver = x.Target.Vector.String(), x.Target.Method, x.Target.Approver
		}
		t.Rows = append(t.Rows, []string{string(x.Subject.Kind), x.Key, x.Name, yesNo(x.Safety), vector, dash(method), dash(approver), dash(x.Owner)})
	}
	s.Blocks = append(s.Blocks, text("SL-T is in the order of the foundational requirements FR 1 to FR 7: IAC identification and authentication control, UC use control, SI system integrity, DC data confidentiality, RDF restricted data flow, TRE timely response to events, RA resource availability."), tableOf(t))
	for _, x := range in.CRS.Subjects {
		s.Blocks = append(s.Blocks, heading(fmt.Sprintf("%s %s, %s", capital(string(x.Subject.Kind)), x.Key, x.Name)), tableOf(characteristic(x)))
		if x.Subject.Kind == assess.OfZone && len(x.Assets) > 0 {
			s.Blocks = append(s.Blocks, tableOf(assetTable(x)))
		}
		if len(x.Flows) > 0 {
			s.Blocks = append(s.Blocks, tableOf(flowTable(x)))
		}
	}
	return s
}

func characteristic(x spec.Subject) Table {
	var marks []string
	for _, m := range []struct {
		is   bool
		word string
	}{{x.Safety, "safety"}, {x.Wireless, "wireless"}, {x.Transient, "for devices that come and go"}, {x.External, "outside the owner's control"}} {
		if m.is {
			marks = append(marks, m.word)
		}
	}
	kind := x.Kind
	if x.Purdue != "" {
		kind += ", level " + x.Purdue
	}
	connects := "Conduits"
	if x.Subject.Kind == assess.OfConduit {
		connects = "Joins"
	}
	return facts("Characteristics",
		"Kind", kind, "Marks", strings.Join(marks, ", "), "Accountable", cmp.Or(x.Owner, "not named"), "Description", x.Description,
		"Logical boundary", missingIn(x, x.LogicalBoundary), "Physical boundary", missingIn(x, x.PhysicalBoundary), "Medium", x.Medium,
		connects, strings.Join(x.Connects, ", "), "Access points", strings.Join(x.AccessPoints, "\n"), "External dependencies", strings.Join(x.Dependencies, "\n"),
		"SL-T", targetWords(x.Target), "Worst consequence", x.WorstCase, "Controls", strings.Join(x.Controls, "; "), "Countermeasures", strings.Join(x.Countermeasures, "\n"),
		"Policies", policyWords(x.Policies), "Assumptions", strings.Join(x.Assumptions, "\n"))
}

// policyWords spares each zone the whole list, which is the same everywhere.
func policyWords(policies []string) string {
	if len(policies) == 0 {
		return "none listed"
	}
	return "those of the organisation, listed under ZCR 6.7"
}

// missingIn shows that a zone's boundary is not described; a conduit has none.
func missingIn(x spec.Subject, boundary string) string {
	if x.Subject.Kind == assess.OfConduit {
		return boundary
	}
	return cmp.Or(boundary, "not described")
}

func targetWords(t *plant.Target) string {
	if t == nil {
		return "none decided"
	}
	s := t.Vector.String()
	if t.Method != "" {
		s += ", method " + t.Method
	}
	if t.Approver != "" {
		s += ", approved by " + t.Approver
		if t.ApprovedOn != "" {
			s += " on " + string(t.ApprovedOn)
		}
	}
	if t.Rationale != "" {
		s += "\n" + t.Rationale
	}
	return s
}

func assetTable(x spec.Subject) Table {
	t := Table{Name: "Assets", Columns: []Column{{Title: "Asset", Share: 1.6}, {Title: "Name", Share: 4}, {Title: "Role", Share: 2}, {Title: "Consequence", Share: 1.65, Number: true}, {Title: "Safety", Share: 1}}}
	for _, a := range x.Assets {
		consequence := "–"
		if a.Criticality > 0 {
			consequence = fmt.Sprint(a.Criticality)
		}
		t.Rows = append(t.Rows, []string{a.Key, a.Name, dash(words(a.Role)), consequence, dash(a.Safety)})
	}
	return t
}

func flowTable(x spec.Subject) Table {
	t := Table{Name: "Flows", Columns: []Column{{Title: "Conduit", Share: 1.2}, {Title: "From", Share: 1.2}, {Title: "To", Share: 1.2}, {Title: "What is permitted", Share: 6}}}
	for _, f := range x.Flows {
		t.Rows = append(t.Rows, []string{f.Conduit, f.From, f.To, f.Words})
	}
	return t
}

func (in CRSInput) environment() Section {
	s := Section{Heading: "Operating environment and assumptions (ZCR 6.5)"}
	s.Blocks = append(s.Blocks, text(cmp.Or(in.CRS.Specification.Environment, "The operating environment is not described yet.")))
	t := Table{
		Name: "Assumptions", Empty: "The register has no assumption.",
		Columns: []Column{{Title: "Key", Share: 1.1}, {Title: "Assumption", Share: 4.5}, {Title: "State", Share: 1.5}, {Title: "How it is tested", Share: 3}, {Title: "Owner", Share: 1.6}, {Title: "Due", Share: 1.6}, {Title: "Expires", Share: 1.6}},
	}
	for _, a := range in.CRS.Assumptions {
		t.Rows = append(t.Rows, []string{a.Key, cmp.Or(a.Statement, a.Name), string(a.State), dash(a.Test), dash(a.Owner), orNone(a.Due), orNone(a.Expires)})
	}
	s.Blocks = append(s.Blocks, heading("Assumptions"), tableOf(t))
	if len(in.CRS.Environments) > 0 {
		keys := in.keys()
		e := Table{Name: "Security environments", Columns: []Column{{Title: "Key", Share: 1.1}, {Title: "Zone", Share: 1}, {Title: "What is promised to the safety functions", Share: 5}, {Title: "Owner", Share: 1.6}, {Title: "Valid until", Share: 1.6}}}
		for _, x := range in.CRS.Environments {
			e.Rows = append(e.Rows, []string{x.Key, keys[assess.Subject{Kind: assess.OfZone, ID: string(x.Zone)}], x.Statement, dash(x.Owner), orNone(x.ValidUntil)})
		}
		s.Blocks = append(s.Blocks, heading("Security environment of safety zones"), tableOf(e))
	}
	return s
}

func (in CRSInput) threats() Section {
	s := Section{Heading: "Threat environment (ZCR 6.6)"}
	s.Blocks = append(s.Blocks, text(cmp.Or(in.CRS.Specification.ThreatEnvironment, "The threat environment is not described yet.")))
	t := Table{
		Name: "Threats", Empty: "No scenario of the system is assessed yet.",
		Columns: []Column{{Title: "Source", Share: 2}, {Title: "Skill as SL", Share: 1, Number: true}, {Title: "Techniques of ATT&CK for ICS", Share: 3.5}, {Title: "Scenarios", Share: 3.5}},
	}
	for _, x := range in.CRS.Threats {
		skill := "–"
		if x.Skill > 0 {
			skill = fmt.Sprint(x.Skill)
		}
		t.Rows = append(t.Rows, []string{words(cmp.Or(string(x.Source), "not stated")), skill, strings.Join(x.Techniques, ", "), strings.Join(x.Scenarios, ", ")})
	}
	s.Blocks = append(s.Blocks, tableOf(t))
	return s
}
