package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// LevelsInput is what the level and gap report is made of.
type LevelsInput struct {
	Site     plant.Site // zones and conduits; assets are not needed
	Posture  assess.Posture
	Verdicts []assess.Verdict
	Set      *catalog.Set
	Findings []plant.Finding
	Stamp    Stamp
}

// LevelMarks is the vector of one subject, to be drawn: target, capability and
// achieved level per foundational requirement.
type LevelMarks struct {
	Label    string
	Target   *sl.Vector
	Capable  *sl.Vector
	Achieved sl.Vector
}

// Levels is the level and gap report of a site: the drawing, the vectors of
// every zone and conduit, what holds each of them back, and what is open.
func Levels(in LevelsInput) Document {
	return Document{
		Title:   "Security levels and gaps",
		Subject: fmt.Sprintf("%s (%s)", in.Site.Name, in.Site.Key),
		Stamp:   in.Stamp,
		Sections: []Section{
			in.summary(), in.drawing(), in.levels(), in.reasons(), in.open(), in.standIns(), in.findings(), in.method(),
		},
		Data: map[string]any{"site": in.Site.SiteRecord, "posture": in.Posture},
	}
}

func (in LevelsInput) summary() Section {
	s := in.Posture.Summary
	withTarget := s.Gap.Subjects - s.Gap.WithoutTarget
	points := []string{
		fmt.Sprintf("%s and %s with %s; %s in no zone.", plural(s.Zones, "zone"), plural(s.Conduits, "conduit"), plural(s.Assets, "asset"), plural(s.Unzoned, "asset")),
		fmt.Sprintf("%d of %d zones and conduits with a target reach it in every foundational requirement; %d do not. %d have no target yet.", withTarget-s.Gap.SubjectsBelow, withTarget, s.Gap.SubjectsBelow, s.Gap.WithoutTarget),
		fmt.Sprintf("%s in all, from achieved to target level.", capital(assess.StepsWord(s.Gap.Steps))),
		fmt.Sprintf("%d of %d requirements that the targets ask for are answered. What is unanswered counts as not met.", s.Answered, s.Asked),
	}
	if w := s.Gap.Worst; w != nil {
		points = append(points, fmt.Sprintf("The largest gap is %s in %s (%s) of %s %s, %s.", assess.GapWord(w.Gap), w.FR.ID(), w.FR, w.Kind, w.Key, w.Name))
	}
	if s.Expired > 0 {
		points = append(points, fmt.Sprintf("%s rest on a compensating countermeasure that has expired and count as not met.", capital(plural(s.Expired, "asked requirement"))))
	}
	blocks := []Block{list(points...)}
	if in.Site.Description != "" {
		blocks = append([]Block{text(in.Site.Description)}, blocks...)
	}
	return Section{Heading: "Summary", Blocks: blocks}
}

func (in LevelsInput) drawing() Section {
	return Section{Heading: "Zones and conduits", Blocks: []Block{{Picture: PictureOf(in.Site, in.Posture)}}}
}

func (in LevelsInput) levels() Section {
	t := Table{
		Name: "Levels", Empty: "The site has no zones yet.",
		Columns: []Column{{Title: "Kind", Share: 1.1}, {Title: "Key", Share: 1.2}, {Title: "Name", Share: 2.8}, {Title: "SL-T", Share: 1.8}, {Title: "SL-C", Share: 1.8}, {Title: "SL-A", Share: 1.8}, {Title: "Gap", Share: 1.8}, {Title: "Steps", Share: .9, Number: true}, {Title: "Unanswered", Share: 1.6, Number: true}},
	}
	var marks []LevelMarks
	for _, sp := range in.Posture.Subjects {
		target, capable, gap := "none", "none", "–"
		if sp.Target != nil {
			target, gap = sp.Target.String(), sp.Gap.String()
		}
		if sp.Capable != nil {
			capable = sp.Capable.String()
		}
		t.Rows = append(t.Rows, []string{string(sp.Subject.Kind), sp.Key, sp.Name, target, capable, sp.Achieved.String(), gap, fmt.Sprint(sp.Steps), fmt.Sprint(sp.Unanswered)})
		marks = append(marks, LevelMarks{Label: sp.Key, Target: sp.Target, Capable: sp.Capable, Achieved: sp.Achieved})
	}
	return Section{Heading: "Target, capability and achieved levels", Blocks: []Block{
		text("SL-T is the decided target, SL-C what the components are capable of by the claims of their products, SL-A the achieved level, all in the order IAC, UC, SI, DC, RDF, TRE, RA (FR 1 to FR 7). The gap is what SL-A lacks of SL-T per foundational requirement; steps is its sum."),
		text("In the first table each cell shows SL-T / SL-C / SL-A; what lies below its target is coloured and bold."),
		{Marks: marks}, tableOf(t),
	}}
}

func (in LevelsInput) reasons() Section {
	s := Section{Heading: "What holds each level back"}
	if in.anyCapable() {
		s.Blocks = append(s.Blocks, text("Beside the reason for SL-A stands what stops SL-C. Where SL-C is lower than SL-T, the products have to be exchanged or a countermeasure has to stand in; where only SL-A is lower, what is installed is not used as it could be."))
	}
	short := 0
	for _, sp := range in.byUrgency() {
		if sp.Target == nil {
			continue
		}
		rows := in.shortfalls(sp)
		if len(rows) == 0 {
			continue
		}
		short++
		s.Blocks = append(s.Blocks, heading(title(sp)))
		if why := in.targetReason(sp.Subject); why != "" {
			s.Blocks = append(s.Blocks, text(why))
		}
		if sp.Capable == nil {
			s.Blocks = append(s.Blocks, text("SL-C: "+incapable(sp)))
		}
		for _, note := range sp.Notes {
			s.Blocks = append(s.Blocks, text(note))
		}
		t := Table{Name: "Reasons", Rows: rows, Columns: []Column{
			{Title: "FR", Share: 1.5}, {Title: "SL-T", Share: .85, Number: true}, {Title: "SL-C", Share: .85, Number: true}, {Title: "SL-A", Share: .85, Number: true}, {Title: "Gap", Share: .75, Number: true},
			{Title: "Reason of SL-A", Share: 4.6},
		}}
		if in.anyCapable() {
			t.Columns = append(t.Columns, Column{Title: "Reason of SL-C", Share: 4})
		}
		s.Blocks = append(s.Blocks, tableOf(t))
	}
	if short == 0 {
		s.Blocks = []Block{text("Every zone and conduit with a target reaches it, and no component is known to be capable of less.")}
	}
	return s
}

// shortfalls are the foundational requirements of a subject whose achieved
// level, or whose capability, is below the target.
func (in LevelsInput) shortfalls(sp assess.SubjectPosture) [][]string {
	var rows [][]string
	for _, fr := range sp.FRs {
		incapable := fr.Capable != nil && *fr.Capable < *fr.Target
		if fr.Gap == 0 && !incapable {
			continue
		}
		row := []string{fr.ID + " " + fr.FR.String(), fmt.Sprint(*fr.Target), levelOrDash(fr.Capable), fmt.Sprint(fr.Achieved), fmt.Sprint(fr.Gap), fr.Reason}
		if in.anyCapable() {
			why := ""
			if fr.Capable != nil {
				why = fr.CapableReason
			}
			row = append(row, why)
		}
		rows = append(rows, row)
	}
	return rows
}

// anyCapable says whether SL-C can be stated for anything.
func (in LevelsInput) anyCapable() bool {
	return slices.ContainsFunc(in.Posture.Subjects, func(sp assess.SubjectPosture) bool { return sp.Capable != nil })
}

// incapable is why no SL-C can be stated, said once for all seven.
func incapable(sp assess.SubjectPosture) string {
	_, why, _ := strings.Cut(sp.FRs[0].CapableReason, ": ")
	return "none can be stated, because " + why
}

// targetReason says how the target of a zone or conduit was decided, and by whom.
func (in LevelsInput) targetReason(of assess.Subject) string {
	var t *plant.Target
	for i := range in.Site.Zones {
		if z := &in.Site.Zones[i]; of.Kind == assess.OfZone && string(z.ID) == of.ID {
			t = z.Target
		}
	}
	for i := range in.Site.Conduits {
		if c := &in.Site.Conduits[i]; of.Kind == assess.OfConduit && string(c.ID) == of.ID {
			t = c.Target
		}
	}
	if t == nil {
		return ""
	}
	var parts []string
	if t.Method != "" {
		parts = append(parts, t.Method)
	}
	switch {
	case t.Approver != "" && t.ApprovedOn != "":
		parts = append(parts, "approved by "+t.Approver+" on "+string(t.ApprovedOn))
	case t.Approver != "":
		parts = append(parts, "approved by "+t.Approver)
	}
	why := strings.Join(parts, "; ")
	if t.Rationale != "" {
		why = strings.TrimPrefix(why+". "+t.Rationale, ". ")
	}
	if why == "" {
		return ""
	}
	return "SL-T: " + strings.TrimSuffix(why, ".") + "."
}

func levelOrDash(l *sl.Level) string {
	if l == nil {
		return "–"
	}
	return fmt.Sprint(*l)
}

// byUrgency orders subjects as a reader needs them: safety first, then the
// most steps from the target.
func (in LevelsInput) byUrgency() []assess.SubjectPosture {
	subjects := slices.Clone(in.Posture.Subjects)
	slices.SortStableFunc(subjects, func(a, b assess.SubjectPosture) int {
		if a.Safety != b.Safety {
			if a.Safety {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.Steps, a.Steps)
	})
	return subjects
}

func title(sp assess.SubjectPosture) string {
	s := fmt.Sprintf("%s %s, %s", capital(string(sp.Subject.Kind)), sp.Key, sp.Name)
	if sp.Safety {
		s += " (safety)"
	}
	return s
}

func (in LevelsInput) open() Section {
	t := Table{
		Name: "Open requirements", Empty: "No requirement that a target asks for is open.",
		Columns: []Column{{Title: "Of", Share: 1.3}, {Title: "Requirement", Share: 1.9}, {Title: "Title", Share: 4}, {Title: "From SL", Share: .8, Number: true}, {Title: "State", Share: 1.4}, {Title: "Why", Share: 3.6}},
	}
	for _, sp := range in.byUrgency() {
		var unanswered []string
		for _, fr := range sp.FRs {
			for _, stop := range fr.ToTarget {
				if stop.State == assess.Unanswered {
					unanswered = append(unanswered, string(stop.Requirement))
					continue
				}
				why := stop.Why
				if why == stop.State.Word() { // nothing beyond the state itself
					why = ""
				}
				t.Rows = append(t.Rows, []string{sp.Key, string(stop.Requirement), stop.Title, fmt.Sprint(stop.From), stop.State.Word(), why})
			}
		}
		// Of what nobody has answered there is nothing to say but its name.
		if len(unanswered) > 0 {
			t.Rows = append(t.Rows, []string{sp.Key, plural(len(unanswered), "requirement"), strings.Join(unanswered, ", "), "", assess.Unanswered.Word(), "Answer them first: they may be met already."})
		}
	}
	return Section{Heading: "Open requirements", Blocks: []Block{
		text("What is still missing up to the target, the most urgent zone or conduit first. Requirements that nobody has answered stand together in one row."), tableOf(t),
	}}
}

func (in LevelsInput) standIns() Section {
	names := map[assess.Subject]string{in.Posture.Site.Subject: "site"}
	for _, sp := range in.Posture.Subjects {
		names[sp.Subject] = sp.Key
	}
	t := Table{
		Name: "Decisions", Empty: "No requirement is compensated or not applicable.",
		Columns: []Column{{Title: "Of", Share: 1.2}, {Title: "Requirement", Share: 1.9}, {Title: "Decision", Share: 1.6}, {Title: "Countermeasure or reason", Share: 5}, {Title: "Approver", Share: 1.8}, {Title: "Until", Share: 1.3}},
	}
	verdicts := slices.Clone(in.Verdicts)
	slices.SortFunc(verdicts, func(a, b assess.Verdict) int {
		return cmp.Or(cmp.Compare(names[a.Subject], names[b.Subject]), compareIDs(a.Requirement, b.Requirement))
	})
	for _, v := range verdicts {
		switch v.State {
		case assess.Compensated:
			words := v.Compensating
			if v.Reason != "" {
				words += ". " + v.Reason
			}
			until := orNone(v.Expires)
			if v.Expires != "" && v.Expires <= in.Posture.Today {
				until += " (expired)"
			}
			t.Rows = append(t.Rows, []string{names[v.Subject], string(v.Requirement), v.State.Word(), words, cmp.Or(v.Approver, v.Assessor), until})
		case assess.NotApplicable:
			t.Rows = append(t.Rows, []string{names[v.Subject], string(v.Requirement), v.State.Word(), v.Reason, v.Approver, "–"})
		}
	}
	return Section{Heading: "Compensated and not applicable", Blocks: []Block{
		text("A compensating countermeasure counts until its expiry. Not applicable counts only with a reason and an approver."), tableOf(t),
	}}
}

func (in LevelsInput) findings() Section {
	t := Table{
		Name: "Findings", Empty: "The model has no findings.",
		Columns: []Column{{Title: "Severity", Share: 1}, {Title: "Of", Share: 1.6}, {Title: "Finding", Share: 5}, {Title: "To mend it", Share: 4}, {Title: "Clause", Share: 1.8}},
	}
	for _, f := range in.Findings {
		t.Rows = append(t.Rows, []string{string(f.Severity), f.Kind + " " + f.Key, f.Text, f.Mend, f.Clause})
	}
	return Section{Heading: "Findings on the model", Blocks: []Block{tableOf(t)}}
}

func (in LevelsInput) method() Section {
	doubts := 0
	for _, r := range in.Set.Requirements {
		if len(r.Doubts) > 0 {
			doubts++
		}
	}
	points := []string{
		fmt.Sprintf("Requirements: %s with %s, %d requirements and enhancements; data pack %s.", in.Set.Standard, in.Set.Corrigendum, len(in.Set.Requirements), in.Set.Version),
		"SL-A of a foundational requirement is the highest level at which every requirement gated at or below that level holds for the zone or conduit.",
		"A requirement holds when it is met, compensated and not expired, not applicable with reason and approver, or inherited from a conduit, zone or site service where it holds. Partly, not met and unanswered do not hold.",
		"SL-C of a foundational requirement is the highest level up to which the claims of all components that are asked, or of the devices of a conduit, carry every requirement without a countermeasure beside them. Where no component is asked for a requirement, the answer for the zone or conduit counts.",
		"A vector has no single number in the standard. Where one level stands for seven, the rule is named beside it.",
		fmt.Sprintf("For %s of the set the public sources disagree about a fact; the program marks each of them where it is answered.", plural(doubts, "requirement")),
		fmt.Sprintf("Judged by the day %s.", in.Posture.Today),
	}
	return Section{Heading: "How this was computed", Blocks: []Block{list(points...)}}
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// compareIDs orders "SR 1.2" before "SR 1.10 RE 1".
func compareIDs(a, b catalog.RequirementID) int {
	return slices.Compare(numbers(string(a)), numbers(string(b)))
}

func numbers(s string) []int {
	var out []int
	n, in := 0, false
	for _, r := range s + " " {
		if r >= '0' && r <= '9' {
			n, in = n*10+int(r-'0'), true
			continue
		}
		if in {
			out = append(out, n)
		}
		n, in = 0, false
	}
	return out
}
