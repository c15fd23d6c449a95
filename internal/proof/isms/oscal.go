package isms

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// deepest is how deep the JSON of an OSCAL file may nest.
const deepest = 64

// IsOSCAL says whether a file looks like OSCAL in JSON.
func IsOSCAL(head []byte) bool {
	return strings.HasPrefix(strings.TrimLeft(strings.TrimPrefix(string(head), "\ufeff"), " \t\r\n"), "{")
}

// The parts of OSCAL that tell of controls. Everything else is passed over: a
// file of another tool may carry much more.
type oscalFile struct {
	Plan *struct {
		Metadata       oscalMetadata `json:"metadata"`
		Implementation struct {
			Requirements []oscalRequirement `json:"implemented-requirements"`
		} `json:"control-implementation"`
	} `json:"system-security-plan"`
	Component *struct {
		Metadata   oscalMetadata `json:"metadata"`
		Components []struct {
			Implementations []struct {
				Requirements []oscalRequirement `json:"implemented-requirements"`
			} `json:"control-implementations"`
		} `json:"components"`
	} `json:"component-definition"`
	Profile *struct {
		Metadata oscalMetadata `json:"metadata"`
		Imports  []struct {
			Include []oscalSelection `json:"include-controls"`
			Exclude []oscalSelection `json:"exclude-controls"`
		} `json:"imports"`
	} `json:"profile"`
	Results *struct {
		Metadata oscalMetadata `json:"metadata"`
		Results  []struct {
			Findings []oscalFinding `json:"findings"`
		} `json:"results"`
	} `json:"assessment-results"`
}

type oscalMetadata struct {
	Title    string `json:"title"`
	Modified string `json:"last-modified"`
}

type oscalSelection struct {
	IDs []string `json:"with-ids"`
}

type oscalProp struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type oscalRequirement struct {
	Control    string      `json:"control-id"`
	Props      []oscalProp `json:"props"`
	Remarks    string      `json:"remarks"`
	Components []oscalBy   `json:"by-components"`
	Statements []struct {
		Components []oscalBy `json:"by-components"`
	} `json:"statements"`
}

type oscalBy struct {
	Description string `json:"description"`
	Status      *struct {
		State   string `json:"state"`
		Remarks string `json:"remarks"`
	} `json:"implementation-status"`
}

type oscalFinding struct {
	Title       string `json:"title"`
	Description string `json:"description"`
	Target      struct {
		ID     string `json:"target-id"`
		Status struct {
			State string `json:"state"`
		} `json:"status"`
	} `json:"target"`
}

// ReadOSCAL reads a statement of applicability from OSCAL in JSON: a system
// security plan or component definition tells what is implemented, assessment
// results what was found satisfied, a profile only what was selected.
func ReadOSCAL(data []byte, name string, set *catalog.Set) (Statement, error) {
	out := Statement{Controls: []Control{}, Notes: []string{}}
	if int64(len(data)) > Budget.Bytes {
		return out, refusal("%s is larger than %d MiB: leave out what does not tell of controls.", name, Budget.Bytes>>20)
	}
	if err := shallow(data); err != nil {
		return out, refusal("%s is no JSON that can be read: %v.", name, err)
	}
	var f oscalFile
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\ufeff")), &f); err != nil {
		return out, refusal("%s is not OSCAL as it should be: %s.", name, plain(err))
	}
	r := oscalReader{out: &out, set: set, at: map[catalog.RequirementID]int{}}
	switch {
	case f.Plan != nil:
		r.about(f.Plan.Metadata, "system-security-plan")
		r.implemented("/system-security-plan/control-implementation/implemented-requirements", f.Plan.Implementation.Requirements)
	case f.Component != nil:
		r.about(f.Component.Metadata, "component-definition")
		for i, c := range f.Component.Components {
			for j, x := range c.Implementations {
				r.implemented(fmt.Sprintf("/component-definition/components/%d/control-implementations/%d/implemented-requirements", i, j), x.Requirements)
			}
		}
	case f.Results != nil:
		r.about(f.Results.Metadata, "assessment-results")
		for i, x := range f.Results.Results {
			r.found(fmt.Sprintf("/assessment-results/results/%d/findings", i), x.Findings)
		}
	case f.Profile != nil:
		r.about(f.Profile.Metadata, "profile")
		for i, x := range f.Profile.Imports {
			r.selected(fmt.Sprintf("/profile/imports/%d", i), x.Include, x.Exclude)
		}
		out.Notes = append(out.Notes, "A profile says which controls were selected and not whether they are implemented, so none counts as implemented.")
	default:
		return out, refusal("%s is none of the OSCAL files that tell of controls: send a system security plan, a component definition, assessment results or a profile.", name)
	}
	if len(out.Controls) > MostRows {
		return out, refusal("%s names more than %d controls: split the file.", name, MostRows)
	}
	for i := range out.Controls {
		out.Counts.add(out.Controls[i].Outcome)
	}
	out.tell(set, len(r.at))
	return out, nil
}

// oscalReader gathers what the file says of each control.
type oscalReader struct {
	out   *Statement
	set   *catalog.Set
	sheet string
	at    map[catalog.RequirementID]int
}

func (r *oscalReader) about(m oscalMetadata, model string) {
	r.sheet = model
	r.out.Title = tidy(m.Title)
	if day, _, _ := strings.Cut(m.Modified, "T"); day != "" {
		if d, err := plant.ParseDate(day); err == nil {
			r.out.Date = string(d)
		}
	}
}

// control is the line of a control, nil when it is refused or of another set.
func (r *oscalReader) control(pointer, text string) *Control {
	row := len(r.out.Controls) + 1
	c := Control{Place: Place{Sheet: r.sheet, Row: row, Cell: pointer, Outcome: Read}, Applicable: true, Status: Unknown}
	id, known, old := controlOf(r.set, text)
	c.ID = id
	switch {
	case old:
		c.refuse("Control", pointer, "%q is a number of the edition of 2013: write the number that the control has in %s.", clip(text), r.set.Standard)
	case !known && id == "":
		c.refuse("Control", pointer, "%q is no control of %s: write its number, such as a.5.1.", clip(text), r.set.Standard)
	case !known:
		c.refuse("Control", pointer, "%s has no control %s: correct the number.", r.set.Standard, id)
	}
	if c.Outcome == Read {
		if i, twice := r.at[id]; twice {
			return &r.out.Controls[i]
		}
		r.at[id] = len(r.out.Controls)
		q, _ := r.set.Find(id)
		c.Title = q.Title
	}
	r.out.Controls = append(r.out.Controls, c)
	if c.Outcome == Refuse {
		return nil
	}
	return &r.out.Controls[len(r.out.Controls)-1]
}

// implemented takes the weakest status that is given for a control.
func (r *oscalReader) implemented(pointer string, list []oscalRequirement) {
	for i, q := range list {
		c := r.control(fmt.Sprintf("%s/%d/control-id", pointer, i), q.Control)
		if c == nil {
			continue
		}
		c.say(q.Remarks)
		for _, p := range q.Props {
			if p.Name == "implementation-status" || p.Name == "status" {
				c.state(p.Value)
			}
		}
		by := q.Components
		for _, s := range q.Statements {
			by = append(by, s.Components...)
		}
		for _, b := range by {
			c.say(b.Description)
			if b.Status != nil {
				c.state(b.Status.State)
				c.say(b.Status.Remarks)
			}
		}
	}
}

func (r *oscalReader) found(pointer string, list []oscalFinding) {
	for i, f := range list {
		if c := r.control(fmt.Sprintf("%s/%d/target/target-id", pointer, i), f.Target.ID); c != nil {
			c.say(f.Title)
			c.state(f.Target.Status.State)
		}
	}
}

func (r *oscalReader) selected(pointer string, include, exclude []oscalSelection) {
	for i, s := range include {
		for j, id := range s.IDs {
			r.control(fmt.Sprintf("%s/include-controls/%d/with-ids/%d", pointer, i, j), id)
		}
	}
	for i, s := range exclude {
		for j, id := range s.IDs {
			if c := r.control(fmt.Sprintf("%s/exclude-controls/%d/with-ids/%d", pointer, i, j), id); c != nil {
				c.Applicable, c.Says = false, "left out by the profile"
			}
		}
	}
}

// say adds a text to the justification, as long as it is short.
func (c *Control) say(text string) {
	switch text = tidy(text); {
	case text == "" || strings.Contains(c.Says, text):
	case c.Says == "":
		c.Says = text
	default:
		c.Says = tidy(c.Says + " " + text)
	}
}

// state takes over a status of OSCAL; of several the weakest counts.
func (c *Control) state(text string) {
	status := map[string]Status{
		"implemented": Implemented, "satisfied": Implemented, "partial": PartlyDone, "alternative": PartlyDone,
		"planned": Planned, "not-satisfied": NotImplemented, "not-implemented": NotImplemented,
	}[strings.ToLower(strings.TrimSpace(text))]
	switch {
	case strings.EqualFold(strings.TrimSpace(text), "not-applicable"):
		c.Applicable = false
	case status == "":
	case c.Status == Unknown || rank[status] < rank[c.Status]:
		c.Status = status
	}
}

var rank = map[Status]int{NotImplemented: 0, Planned: 1, PartlyDone: 2, Implemented: 3}

func refusal(format string, args ...any) error {
	return plant.Problems{{Text: fmt.Sprintf(format, args...)}}
}

// shallow reads the JSON token by token, so that nothing deep or broken is
// unfolded in memory.
func shallow(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	depth := 0
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) && depth == 0 {
			return nil
		}
		if err != nil {
			return errors.New("it is damaged or ends too early")
		}
		switch t {
		case json.Delim('{'), json.Delim('['):
			if depth++; depth > deepest {
				return fmt.Errorf("it nests deeper than %d levels", deepest)
			}
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
}

// plain says in words what the decoder did not like.
func plain(err error) string {
	if t, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Sprintf("%q holds a %s where something else belongs", t.Field, t.Value)
	}
	return "it is damaged"
}
