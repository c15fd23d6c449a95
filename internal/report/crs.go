package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/risk/spec"
)

// CRSInput is what the document of a specification is made of.
type CRSInput struct {
	CRS      spec.CRS
	Standing spec.Standing
	Blockers []spec.Blocker
	Result   risk.Result
	Register risk.Register
	Site     plant.Site // for the drawing
	Posture  assess.Posture
	Stamp    Stamp
}

// CRSDocument is the cybersecurity requirements specification as it is handed to
// those who build and those who sign (IEC 62443-3-2, ZCR 6 and 7).
func CRSDocument(in CRSInput) Document {
	return Document{
		Title:   "Cybersecurity requirements specification",
		Subject: fmt.Sprintf("%s, %s (%s)", cmp.Or(in.CRS.System.Name, in.Site.Name), in.Site.Name, in.Site.Key),
		Stamp:   in.Stamp,
		Cover:   in.cover(),
		Sections: []Section{
			in.overview(), in.system(), in.drawing(), in.characteristics(), in.environment(), in.threats(),
			in.policies(), in.tolerable(), in.regulations(), in.requirements(), in.planned(), in.tracing(), in.residual(), in.method(),
			in.catalogue(), in.risks(),
		},
		Data: map[string]any{"crs": in.CRS, "standing": in.Standing, "blockers": in.Blockers},
	}
}

func (in CRSInput) cover() *Cover {
	c := in.CRS
	complete := "all nine parts are complete"
	if n := incomplete(c); n > 0 {
		complete = fmt.Sprintf("%d of nine parts are not complete", n)
		if n == 1 {
			complete = "one of nine parts is not complete"
		}
	}
	facts := [][]string{
		{"System", name(c.System.Key, c.System.Name)},
		{"Site", name(in.Site.Key, in.Site.Name)},
		{"Specification", cmp.Or(name(c.Specification.Key, c.Specification.Name), "not begun")},
		{"Asset owner", cmp.Or(c.System.Owner, in.Site.Owner, "not named")},
		{"Requirements", fmt.Sprintf("%d at %d zones and conduits, %d with a hold point", c.Counts.Lines, c.Counts.Subjects, c.Counts.HoldPoints)},
		{"State", complete},
		{"Judged by the day", string(c.Today)},
	}
	s := Standing{Heading: "Approval by the asset owner", Says: in.Standing.Why, Stands: in.Standing.Stands}
	if a := in.Standing.Approval; a != nil {
		s.Facts = [][]string{
			{"Signed by", fmt.Sprintf("%s (%s)", a.Signed.Name, a.Signed.By)},
			{"Authority", cmp.Or(authorityTitle(c.Criteria, a.Signed.Authority), "none needed")},
			{"On", clock(a.Signed.At)},
			{"Meaning", a.Signed.Meaning},
			{"Review by", string(a.ReviewBy)},
			{"Revision", fmt.Sprint(a.Revision)},
			{"Digest", a.Digest + " of what was approved"},
		}
	} else {
		s.Facts = [][]string{{"Signed by", ""}, {"Authority", ""}, {"On", ""}}
	}
	return &Cover{Facts: facts, Approval: s}
}

func incomplete(c spec.CRS) int {
	n := 0
	for _, p := range c.Parts {
		if !p.Complete {
			n++
		}
	}
	return n
}

func name(key, name string) string { return strings.TrimSpace(key + " " + name) }

func (in CRSInput) overview() Section {
	t := Table{Name: "Parts", Columns: []Column{{Title: "Clause", Share: 1.1}, {Title: "Part", Share: 3}, {Title: "State", Share: 1.2}, {Title: "What it says, and what is missing", Share: 7}}}
	for _, p := range in.CRS.Parts {
		state, says := "complete", p.Says
		if !p.Complete {
			state = in.stateOf(p)
			for _, m := range p.Missing {
				says += "\nMissing: " + m
			}
		}
		t.Rows = append(t.Rows, []string{p.Clause, p.Title, state, says})
	}
	s := Section{Heading: "Overview"}
	if in.CRS.Specification.Introduction != "" {
		s.Blocks = append(s.Blocks, text(in.CRS.Specification.Introduction))
	}
	n := in.CRS.Counts
	points := []string{
		fmt.Sprintf("%s, of %d different ones of IEC 62443-3-3; %d are the owner's own, %d of these for countermeasures that are planned; %d hold today.", capital(plural(n.Lines, "requirement")), n.Requirements, n.Own, n.Planned, n.Holds),
		traceSplit(n),
		fmt.Sprintf("%s in the register; %d of them are served by no requirement, and %d requirements serve no risk.", capital(plural(n.Risks, "risk")), n.Unserved, n.Untraced),
	}
	var ways []string
	for _, v := range n.Verified {
		if v.Lines > 0 {
			ways = append(ways, fmt.Sprintf("%d by %s", v.Lines, v.Method.Word()))
		}
	}
	if len(ways) > 0 {
		points = append(points, "Verified: "+strings.Join(ways, ", ")+".")
	}
	s.Blocks = append(s.Blocks, list(points...), text("The nine parts that IEC 62443-3-2 asks for:"), tableOf(t))
	return s
}

// stateOf tells a part that holds something from one that holds nothing yet.
func (in CRSInput) stateOf(p spec.Part) string {
	c := in.CRS
	empty := map[string]bool{
		"ZCR 6.1": len(c.Lines) == 0, "ZCR 6.2": !c.System.Declared, "ZCR 6.3": len(c.System.ZoneKeys) == 0, "ZCR 6.4": len(c.Subjects) == 0,
		"ZCR 6.5": c.Specification.Environment == "" && len(c.Assumptions)+len(c.Environments) == 0,
		"ZCR 6.6": c.Specification.ThreatEnvironment == "" && len(c.Threats) == 0, "ZCR 6.7": len(c.Specification.Policies) == 0,
		"ZCR 6.8": c.Criteria == nil, "ZCR 6.9": len(c.Specification.Regulations) == 0,
	}
	if empty[p.Clause] {
		return "missing"
	}
	return "incomplete"
}

func (in CRSInput) system() Section {
	sys := in.CRS.System
	s := Section{Heading: "System under consideration (ZCR 6.2)"}
	facts := facts("System",
		"Name", name(sys.Key, sys.Name), "Owner", sys.Owner, "Description", sys.Description, "Perimeter", sys.Perimeter, "Outside of it", sys.Excluded,
		"Zones", strings.Join(sys.ZoneKeys, ", "), "Conduits", strings.Join(sys.ConduitKeys, ", "))
	t := Table{
		Name: "Access points", Empty: "No access point is declared.",
		Columns: []Column{{Title: "Key", Share: 1.1}, {Title: "Name", Share: 2.4}, {Title: "Kind", Share: 1.4}, {Title: "Direction", Share: 1.1}, {Title: "Counterparty", Share: 1.8}, {Title: "Owner", Share: 1.6}, {Title: "Leads to", Share: 1.2}, {Title: "Controls", Share: 2.4}},
	}
	keys := in.keys()
	for _, a := range sys.AccessPoints {
		to := cmp.Or(keys[assess.Subject{Kind: assess.OfConduit, ID: string(a.Conduit)}], keys[assess.Subject{Kind: assess.OfZone, ID: string(a.Zone)}])
		t.Rows = append(t.Rows, []string{a.Key, a.Name, a.Kind.Word(), dash(directionWord(a.Direction)), dash(a.Counterparty), dash(a.Owner), dash(to), dash(strings.Join(a.Controls, "; "))})
	}
	s.Blocks = append(s.Blocks, tableOf(facts), heading("Access points"), tableOf(t))
	return s
}

// dash stands for what is not said.
func dash(s string) string { return cmp.Or(s, "–") }

func directionWord(d risk.AccessDirection) string {
	if d == risk.BothWays {
		return "both ways"
	}
	return string(d)
}

// words shows a term of a menu as people write it.
func words(term string) string { return strings.ReplaceAll(term, "-", " ") }

// facts is a table of names and values; those without a value are left out.
func facts(table string, pairs ...string) Table {
	t := Table{Name: table, Facts: true, Columns: []Column{{Title: "What", Share: 2}, {Title: "Is", Share: 8}}}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			t.Rows = append(t.Rows, []string{pairs[i], pairs[i+1]})
		}
	}
	return t
}

// keys names every zone and conduit of the site.
func (in CRSInput) keys() map[assess.Subject]string {
	keys := map[assess.Subject]string{}
	for _, z := range in.Site.Zones {
		keys[assess.Subject{Kind: assess.OfZone, ID: string(z.ID)}] = z.Key
	}
	for _, c := range in.Site.Conduits {
		keys[assess.Subject{Kind: assess.OfConduit, ID: string(c.ID)}] = c.Key
	}
	return keys
}

func (in CRSInput) drawing() Section {
	return Section{Heading: "Zone and conduit drawing (ZCR 6.3)", Blocks: []Block{{Picture: in.picture()}}}
}

// picture is the drawing of the system with what its conduits join, and with the
// levels that are asked for, not those that are achieved.
func (in CRSInput) picture() *Picture {
	zones, conduits := map[plant.ZoneID]bool{}, map[plant.ConduitID]bool{}
	for _, x := range in.CRS.Subjects {
		if x.Subject.Kind == assess.OfConduit {
			conduits[plant.ConduitID(x.Subject.ID)] = true
		} else {
			zones[plant.ZoneID(x.Subject.ID)] = true
		}
	}
	for _, c := range in.Site.Conduits {
		if conduits[c.ID] {
			zones[c.From], zones[c.To] = true, true
		}
	}
	outer := map[plant.ZoneID]plant.ZoneID{}
	for _, z := range in.Site.Zones {
		outer[z.ID] = z.Parent
	}
	for id := range zones {
		for n := 0; outer[id] != "" && n < len(outer); n++ {
			id = outer[id]
			zones[id] = true
		}
	}
	site := in.Site
	site.Zones = slices.DeleteFunc(slices.Clone(site.Zones), func(z plant.Zone) bool { return !zones[z.ID] })
	site.Conduits = slices.DeleteFunc(slices.Clone(site.Conduits), func(c plant.Conduit) bool { return !conduits[c.ID] })
	return TargetPictureOf(site, in.Posture)
}

func (in CRSInput) policies() Section {
	return listed("Organisational security policies (ZCR 6.7)", in.CRS.Specification.Policies, "No policy is listed yet.")
}

func (in CRSInput) regulations() Section {
	return listed("Regulatory requirements (ZCR 6.9)", in.CRS.Specification.Regulations, "No regulation is listed yet.")
}

func listed(head string, items []string, empty string) Section {
	if len(items) == 0 {
		return Section{Heading: head, Blocks: []Block{text(empty)}}
	}
	return Section{Heading: head, Blocks: []Block{list(slices.Clone(items)...)}}
}

func (in CRSInput) method() Section {
	points := []string{
		"The requirements of a zone or conduit are those of IEC 62443-3-3 that its SL-T asks for, and what the owner adds.",
		"A requirement serves the scenarios against whose techniques it stands, as the labels of MITRE ATT&CK for ICS say; where there is none, the scenarios of its zone or conduit as a whole, since the SL-T was set against them; a conduit without scenarios of its own serves those of the zones that it joins.",
		"Scenarios whose cause cannot be hacked are served only by requirements that the owner wrote for them.",
		"How a requirement is verified follows from its kind unless the specification says otherwise. A test at a safety zone is a hold point unless the specification says otherwise.",
		"The digest of an approval binds what is asked, where and why; not how far it is met, which changes by itself.",
	}
	if c := in.CRS.Criteria; c != nil {
		points = append(points, fmt.Sprintf("Risks are rated by criteria %s, %s.", c.Key, c.Name))
	}
	return Section{Heading: "How this was computed", Blocks: []Block{list(append(points, fmt.Sprintf("Judged by the day %s.", in.CRS.Today))...)}}
}
