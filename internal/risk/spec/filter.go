package spec

import (
	"cmp"
	"slices"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// LineFilter narrows the lines of a specification; what is empty narrows nothing.
type LineFilter struct {
	Subjects      []string // ids of zones and conduits, or "all" for the system as a whole
	FRs           []string // "FR 5", or "own" for the requirements of the owner
	States        []assess.State
	Verifications []risk.Verification
	Traces        []Trace
	HoldPoint     *bool
	Risk          string // key of a scenario that the requirement serves
	Search        string // words that the line holds
}

// Lines are those of a specification that the filter lets through, in its order.
func (q LineFilter) Lines(all []Line) []Line {
	words := strings.Fields(strings.ToLower(q.Search))
	list := []Line{}
	for i := range all {
		if q.matches(&all[i], words) {
			list = append(list, all[i])
		}
	}
	return list
}

func (q LineFilter) matches(l *Line, words []string) bool {
	if !oneOf(q.Subjects, cmp.Or(l.Subject.ID, l.SubjectKey)) || !oneOf(q.FRs, l.foundation()) || !oneOf(q.States, l.State) ||
		!oneOf(q.Verifications, l.Verification) || !oneOf(q.Traces, l.Trace) ||
		q.HoldPoint != nil && *q.HoldPoint != l.HoldPoint || q.Risk != "" && !slices.Contains(l.Serves, q.Risk) {
		return false
	}
	if len(words) == 0 {
		return true
	}
	text := strings.ToLower(strings.Join([]string{
		l.Number, l.ID, l.SubjectName, l.Title, l.Text, l.Note, strings.Join(l.Serves, " "),
	}, "\n"))
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}

// foundation is the foundational requirement of the line, or "own".
func (l *Line) foundation() string { return cmp.Or(l.FR, "own") }

func oneOf[T comparable](choice []T, value T) bool {
	return len(choice) == 0 || slices.Contains(choice, value)
}

// LineCounts says how many lines of a specification have each value that they
// can be narrowed by.
type LineCounts struct {
	Subjects     []SubjectLines            `json:"subjects"` // in the order of the lines
	FR           map[string]int            `json:"fr"`
	State        map[assess.State]int      `json:"state"`
	Verification map[risk.Verification]int `json:"verification"`
	Trace        map[Trace]int             `json:"trace"`
	HoldPoints   int                       `json:"holdPoints"`
}

// SubjectLines is how many lines a zone or conduit has.
type SubjectLines struct {
	ID    string `json:"id"` // "all" for the system as a whole
	Kind  string `json:"kind,omitempty"`
	Key   string `json:"key"`
	Name  string `json:"name"`
	Lines int    `json:"lines"`
}

// CountLines counts the lines of a specification by what they have.
func CountLines(lines []Line) LineCounts {
	n := LineCounts{
		Subjects: []SubjectLines{}, FR: map[string]int{}, State: map[assess.State]int{}, Verification: map[risk.Verification]int{}, Trace: map[Trace]int{},
	}
	at := map[string]int{}
	for i := range lines {
		l := &lines[i]
		n.FR[l.foundation()]++
		n.State[l.State]++
		n.Verification[l.Verification]++
		n.Trace[l.Trace]++
		if l.HoldPoint {
			n.HoldPoints++
		}
		id := cmp.Or(l.Subject.ID, l.SubjectKey)
		k, known := at[id]
		if !known {
			k, at[id] = len(n.Subjects), len(n.Subjects)
			n.Subjects = append(n.Subjects, SubjectLines{ID: id, Kind: string(l.Subject.Kind), Key: l.SubjectKey, Name: l.SubjectName})
		}
		n.Subjects[k].Lines++
	}
	return n
}

// LineSet is what many lines of a specification get alike; nil leaves a field as
// it is.
type LineSet struct {
	Verification *risk.Verification
	HoldPoint    *bool
	Note         *string
	// AsComputed takes back what was written of the lines.
	AsComputed bool
}

// SetLines is a specification with some of its lines written anew, and how
// many of them that changes. A requirement of the owner is changed wherever it
// applies, and has no note.
func SetLines(s risk.Specification, lines []Line, set LineSet) (risk.Specification, int) {
	s.Lines, s.Own = slices.Clone(s.Lines), slices.Clone(s.Own)
	type place struct {
		requirement string
		zone        plant.ZoneID
		conduit     plant.ConduitID
	}
	at := map[place]int{}
	for i, x := range s.Lines {
		at[place{x.Requirement, x.Zone, x.Conduit}] = i
	}
	changed, gone := 0, map[int]bool{}
	for i := range lines {
		l := &lines[i]
		if l.Own {
			k := slices.IndexFunc(s.Own, func(o risk.OwnRequirement) bool { return o.Key == l.Requirement })
			if k >= 0 && set.own(&s.Own[k]) {
				changed++
			}
			continue
		}
		p := place{requirement: l.Requirement}
		if l.Subject.Kind == assess.OfConduit {
			p.conduit = plant.ConduitID(l.Subject.ID)
		} else {
			p.zone = plant.ZoneID(l.Subject.ID)
		}
		k, written := at[p]
		if set.AsComputed {
			if written && !gone[k] {
				gone[k] = true
				changed++
			}
			continue
		}
		after := set.line(l)
		if after == *l.written() {
			continue
		}
		changed++
		x := risk.SpecLine{Requirement: p.requirement, Zone: p.zone, Conduit: p.conduit}
		if general, ok := at[place{requirement: p.requirement}]; ok {
			x.Verification = s.Lines[general].Verification
		}
		if written {
			x = s.Lines[k]
		} else {
			k = len(s.Lines)
			at[p] = k
			s.Lines = append(s.Lines, x)
		}
		if set.Verification != nil {
			x.Verification = *set.Verification
		}
		x.HoldPoint, x.Note = after.HoldPoint, after.Note
		s.Lines[k] = x
	}
	kept := s.Lines[:0]
	for i, x := range s.Lines {
		if !gone[i] {
			kept = append(kept, x)
		}
	}
	s.Lines = kept
	return s, changed
}

// written is what can be written of a line, as it is now.
func (l *Line) written() *risk.SpecLine {
	return &risk.SpecLine{Verification: l.Verification, HoldPoint: l.HoldPoint, Note: l.Note}
}

// line is what is written of a line after the change.
func (set LineSet) line(l *Line) risk.SpecLine {
	x := *l.written()
	if set.Verification != nil {
		x.Verification = *set.Verification
	}
	if set.HoldPoint != nil {
		x.HoldPoint = *set.HoldPoint
	}
	if set.Note != nil {
		x.Note = *set.Note
	}
	return x
}

// own changes a requirement of the owner; false says that it is so already.
func (set LineSet) own(o *risk.OwnRequirement) bool {
	before, hold := o.Verification, o.HoldPoint
	if set.Verification != nil {
		o.Verification = *set.Verification
	}
	if set.HoldPoint != nil {
		o.HoldPoint = *set.HoldPoint
	}
	return o.Verification != before || o.HoldPoint != hold
}
