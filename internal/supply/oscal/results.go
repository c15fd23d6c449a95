package oscal

import (
	"io"
	"strconv"
	"time"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// Results are answers of a plant to one requirement set.
type Results struct {
	Site     string // key
	SiteName string
	Set      *catalog.Set
	On       plant.Date
	Subjects []Subject
}

// Subject is a zone, a conduit or the site with its answers.
type Subject struct {
	Kind    assess.SubjectKind
	Key     string
	Name    string
	Answers []Answer
}

// Answer is what was found of one requirement.
type Answer struct {
	Requirement catalog.RequirementID
	State       assess.State
	Holds       bool
	Why         string // what the answer means today
	Reason      string
	Maturity    int
	Evidence    []string
	Assessor    string
	On          plant.Date
}

type (
	resultsFile struct {
		Results assessmentResults `json:"assessment-results"`
	}
	assessmentResults struct {
		UUID       string      `json:"uuid"`
		Metadata   metadata    `json:"metadata"`
		ImportAP   link        `json:"import-ap"`
		Results    []result    `json:"results"`
		BackMatter *backMatter `json:"back-matter,omitempty"`
	}
	result struct {
		UUID         string            `json:"uuid"`
		Title        string            `json:"title"`
		Description  string            `json:"description"`
		Start        string            `json:"start"`
		Props        props             `json:"props,omitempty"`
		Local        *localDefinitions `json:"local-definitions,omitempty"`
		Reviewed     reviewedControls  `json:"reviewed-controls"`
		Observations []observation     `json:"observations,omitempty"`
		Findings     []finding         `json:"findings,omitempty"`
	}
	localDefinitions struct {
		Components []systemComponent `json:"components,omitempty"`
	}
	systemComponent struct {
		UUID        string `json:"uuid"`
		Type        string `json:"type"`
		Title       string `json:"title"`
		Description string `json:"description"`
		Props       props  `json:"props,omitempty"`
		Status      status `json:"status"`
	}
	status struct {
		State  string `json:"state"`
		Reason string `json:"reason,omitempty"`
	}
	reviewedControls struct {
		Selections []controlSelection `json:"control-selections"`
	}
	controlSelection struct {
		Include []controlID `json:"include-controls,omitempty"`
	}
	controlID struct {
		ControlID string `json:"control-id"`
	}
	observation struct {
		UUID        string       `json:"uuid"`
		Title       string       `json:"title,omitempty"`
		Description string       `json:"description"`
		Props       props        `json:"props,omitempty"`
		Methods     []string     `json:"methods"`
		Subjects    []subjectRef `json:"subjects,omitempty"`
		Collected   string       `json:"collected"`
	}
	subjectRef struct {
		UUID string `json:"subject-uuid"`
		Type string `json:"type"`
	}
	finding struct {
		UUID        string       `json:"uuid"`
		Title       string       `json:"title"`
		Description string       `json:"description"`
		Props       props        `json:"props,omitempty"`
		Target      target       `json:"target"`
		Related     []relatedObs `json:"related-observations,omitempty"`
	}
	target struct {
		Type   string `json:"type"`
		ID     string `json:"target-id"`
		Status status `json:"status"`
	}
	relatedObs struct {
		UUID string `json:"observation-uuid"`
	}
)

// WriteResults writes answers as assessment results: one result for each subject,
// with a finding for every requirement that is asked there. What is unanswered is
// not satisfied, and says that it is unanswered.
func WriteResults(w io.Writer, h Head, r Results) error {
	plan, name := h.id("assessment-plan", r.Site, string(r.Set.ID)), r.Set.Standard
	out := assessmentResults{
		UUID: h.id("assessment-results", r.Site, string(r.Set.ID)), Metadata: h.metadata(), ImportAP: link{Href: "#" + plan}, Results: []result{},
		BackMatter: &backMatter{Resources: []resource{
			{UUID: plan, Title: "Assessment of " + orElse(r.SiteName, r.Site), Citation: &citation{Text: "All requirements of " + name + " that the targets of the site ask for."}},
			{UUID: h.id("standard", string(r.Set.ID)), Title: name, Citation: &citation{Text: name}},
		}},
	}
	for _, s := range r.Subjects {
		if len(s.Answers) > 0 {
			out.Results = append(out.Results, h.result(r, s))
		}
	}
	if len(out.Results) == 0 { // OSCAL wants one
		out.Results = append(out.Results, result{
			UUID: h.id("result", r.Site, string(r.Set.ID), "none"), Title: "Nothing assessed", Description: "No requirement of " + name + " is asked at any subject.",
			Start: moment(r.On, h.At), Reviewed: reviewedControls{Selections: []controlSelection{{}}},
		})
	}
	return write(w, resultsFile{out})
}

func (h Head) result(r Results, s Subject) result {
	at := []string{r.Site, string(r.Set.ID), string(s.Kind), s.Key}
	place := h.id(append([]string{"subject"}, at...)...)
	title := orElse(line(string(s.Kind)+" "+s.Key+" "+s.Name), "site")
	x := result{
		UUID: h.id(append([]string{"result"}, at...)...), Title: title, Description: "Answers of " + title + " to " + r.Set.Standard + ".", Start: moment(r.On, h.At),
		Local: &localDefinitions{Components: []systemComponent{{UUID: place, Type: map[bool]string{true: "network", false: "system"}[s.Kind == assess.OfZone || s.Kind == assess.OfConduit], Title: title,
			Description: title, Status: status{State: "operational"}}}},
	}
	x.Local.Components[0].Props.add("subject-kind", string(s.Kind))
	x.Local.Components[0].Props.add("subject-key", s.Key)
	x.Props.add("requirement-set", string(r.Set.ID))
	var selection controlSelection
	for _, a := range s.Answers {
		selection.Include = append(selection.Include, controlID{Token(a.Requirement)})
		f, o := h.finding(r, at, place, a)
		x.Findings = append(x.Findings, f)
		if o != nil {
			x.Observations = append(x.Observations, *o)
		}
	}
	x.Reviewed.Selections = []controlSelection{selection}
	return x
}

// finding is the finding of one requirement, with the observation that it rests
// on where somebody answered.
func (h Head) finding(r Results, at []string, place string, a Answer) (finding, *observation) {
	where := append(at, string(a.Requirement))
	title := string(a.Requirement)
	if req, ok := r.Set.Find(a.Requirement); ok {
		title = line(title + " " + req.Title)
	}
	f := finding{
		UUID: h.id(append([]string{"finding"}, where...)...), Title: title, Description: orElse(a.Why, plainAnswer(a.State)),
		Target: target{Type: "objective-id", ID: Token(a.Requirement), Status: status{State: "not-satisfied", Reason: "fail"}},
	}
	switch {
	case a.Holds:
		f.Target.Status = status{State: "satisfied", Reason: "pass"}
	case a.State == assess.Unanswered || a.State == "":
		f.Target.Status.Reason = "other"
	}
	f.Props.add("requirement", string(a.Requirement))
	f.Props.add("answer", string(a.State))
	if a.Maturity > 0 {
		f.Props.add("maturity", strconv.Itoa(a.Maturity))
	}
	if a.State == assess.Unanswered || a.State == "" {
		return f, nil
	}
	o := observation{
		UUID: h.id(append([]string{"observation"}, where...)...), Title: title, Description: orElse(a.Reason, plainAnswer(a.State)), Methods: []string{"EXAMINE"},
		Subjects: []subjectRef{{place, "component"}}, Collected: moment(a.On, h.At),
	}
	o.Props.add("assessor", a.Assessor)
	for _, e := range a.Evidence {
		o.Props.add("evidence", e)
	}
	f.Related = []relatedObs{{o.UUID}}
	return f, &o
}

// moment is the beginning of a day, or another time where there is no day.
func moment(d plant.Date, otherwise time.Time) string {
	if t, err := time.Parse(time.DateOnly, string(d)); err == nil {
		return t.Format(time.RFC3339)
	}
	return otherwise.UTC().Format(time.RFC3339)
}
