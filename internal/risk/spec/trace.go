package spec

import (
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// Trace says by which way a requirement leads to the risks that it serves.
type Trace string

// The ways, the strongest first.
const (
	TraceTechnique Trace = "technique" // it stands against techniques of the scenarios
	TraceSubject   Trace = "subject"   // the SL-T that asks for it was set against the scenarios of its subject
	TraceEnds      Trace = "ends"      // a conduit's, against the scenarios of the zones that it joins
	TraceOwn       Trace = "own"       // the owner named them
	TraceNone      Trace = "none"
)

// Traces lists the ways in that order.
var Traces = []Trace{TraceTechnique, TraceSubject, TraceEnds, TraceOwn, TraceNone}

// Untraced is a requirement that serves no risk in the register.
type Untraced struct {
	Line   string `json:"line"` // its identity
	Number string `json:"number"`
	Why    string `json:"why"`
}

// Unserved is a risk that no requirement serves.
type Unserved struct {
	Scenario string `json:"scenario"` // key
	Name     string `json:"name"`
	Why      string `json:"why"`
	Mend     string `json:"mend"`
}

// Risk is a scenario as the specification shows it: with the requirements
// that serve it.
type Risk struct {
	ID          risk.ID        `json:"id"`
	Key         string         `json:"key"`
	Name        string         `json:"name"`
	Subject     assess.Subject `json:"subject"`
	SubjectKey  string         `json:"subjectKey"`
	Cause       risk.CauseKind `json:"cause,omitempty"`
	Unmitigated string         `json:"unmitigated"` // name of the band
	Residual    string         `json:"residual"`    // name of the band
	Lines       int            `json:"lines"`       // requirements that serve it
	// ByTechnique are those among them that stand against one of its techniques.
	ByTechnique int `json:"byTechnique"`
}

// trace follows a requirement at a subject to the scenarios that it serves.
func (b *builder) trace(s assess.Subject, r catalog.Requirement) (serves []string, by Trace, why string) {
	if keys, techniques := b.byTechnique(b.scenarios[s], r); len(keys) > 0 {
		return keys, TraceTechnique, fmt.Sprintf("It stands against %s of these scenarios.", strings.Join(techniques, ", "))
	}
	if keys := cyberKeys(b.scenarios[s]); len(keys) > 0 {
		return keys, TraceSubject, fmt.Sprintf("The SL-T of %s %s, which asks for it, stands against these scenarios as a whole.", subjectWord(s.Kind), b.keyOf(s))
	}
	if c, ok := b.conduits[s]; ok {
		ends := append(slices.Clone(b.scenarios[ofZone(c.From)]), b.scenarios[ofZone(c.To)]...)
		if keys, techniques := b.byTechnique(ends, r); len(keys) > 0 {
			return keys, TraceTechnique, fmt.Sprintf("It stands against %s of these scenarios of the zones that the conduit joins.", strings.Join(techniques, ", "))
		}
		if keys := cyberKeys(ends); len(keys) > 0 {
			return keys, TraceEnds, fmt.Sprintf("Conduit %s has no scenario of its own; it is a way to these scenarios of the zones that it joins.", c.Key)
		}
	}
	return []string{}, TraceNone, fmt.Sprintf("The register has no scenario of %s %s that a requirement on control systems could stand against.", subjectWord(s.Kind), b.keyOf(s))
}

// byTechnique are the scenarios with a technique that the requirement, or the one
// that it enhances, stands against, and those techniques.
func (b *builder) byTechnique(scenarios []scenarioAt, r catalog.Requirement) (keys, techniques []string) {
	if b.Mitigating == nil {
		return nil, nil
	}
	for _, s := range scenarios {
		for _, t := range s.Techniques {
			against := b.Mitigating(t)
			if !slices.Contains(against, r.ID) && (r.Parent == "" || !slices.Contains(against, r.Parent)) {
				continue
			}
			if !slices.Contains(keys, s.Key) {
				keys = append(keys, s.Key)
			}
			if !slices.Contains(techniques, t) {
				techniques = append(techniques, t)
			}
		}
	}
	slices.Sort(techniques)
	return keys, techniques
}

func cyberKeys(scenarios []scenarioAt) []string {
	var keys []string
	for _, s := range scenarios {
		if s.Attackable() {
			keys = append(keys, s.Key)
		}
	}
	return keys
}

func (b *builder) traceOwn(own risk.OwnRequirement) (serves []string, by Trace, why string) {
	serves = []string{}
	for _, s := range b.Register.Scenarios {
		if slices.Contains(own.Scenarios, s.ID) {
			serves = append(serves, s.Key)
		}
	}
	if len(serves) == 0 {
		return serves, TraceNone, fmt.Sprintf("The owner's requirement %s names no scenario that it serves.", own.Key)
	}
	return serves, TraceOwn, "The owner named these scenarios."
}

func untraced(lines []Line) []Untraced {
	list := []Untraced{}
	for _, l := range lines {
		if len(l.Serves) == 0 {
			list = append(list, Untraced{Line: l.ID, Number: l.Number, Why: l.TraceWhy})
		}
	}
	return list
}

// risks are the scenarios with the requirements that serve them, and those that
// none serves.
func (b *builder) risks(lines []Line) ([]Risk, []Unserved) {
	all, technique := map[string]int{}, map[string]int{}
	for _, l := range lines {
		for _, key := range l.Serves {
			all[key]++
			if l.Trace == TraceTechnique {
				technique[key]++
			}
		}
	}
	risks, unserved := []Risk{}, []Unserved{}
	for _, s := range b.Register.Scenarios {
		at := s.At()
		if !s.Counts() || !b.covers(at) {
			continue
		}
		r, _ := b.Result.Scenario(s.ID)
		risks = append(risks, Risk{
			ID: s.ID, Key: s.Key, Name: s.Name, Subject: at, SubjectKey: b.anyKey(at), Cause: s.CauseKind,
			Unmitigated: b.bandName(r.Unmitigated), Residual: b.bandName(r.Residual), Lines: all[s.Key], ByTechnique: technique[s.Key],
		})
		if all[s.Key] == 0 {
			u := Unserved{Scenario: s.Key, Name: s.Name}
			u.Why, u.Mend = b.whyUnserved(scenarioAt{s, r}, at)
			unserved = append(unserved, u)
		}
	}
	return risks, unserved
}

func (b *builder) whyUnserved(s scenarioAt, at assess.Subject) (why, mend string) {
	here := subjectWord(at.Kind) + " " + b.anyKey(at)
	switch {
	case at.ID == "":
		return "It names no zone and no conduit.", "Say on the scenario where it happens."
	case b.target(at) == nil:
		return capitalised(here) + " has no SL-T, so nothing is asked of it.", "Decide its SL-T."
	case !s.Attackable():
		return fmt.Sprintf("Its cause is %s and nothing that can be hacked, so IEC 62443-3-3 asks for nothing against it.", causeWord(s.CauseKind)),
			"Add a requirement of your own that names the scenario, or rely on countermeasures of another kind."
	}
	return "The SL-T of " + here + " asks for no requirement.", "Raise the SL-T, or add a requirement of your own that names the scenario."
}

// causeWord is the kind of a cause as it stands in a sentence.
func causeWord(k risk.CauseKind) string {
	if k == "process" {
		return "in the process"
	}
	return string(k)
}

// anyKey is the key of a subject, in the system or not.
func (b *builder) anyKey(s assess.Subject) string {
	if s.Kind == assess.OfConduit {
		for _, c := range b.Site.Conduits {
			if string(c.ID) == s.ID {
				return c.Key
			}
		}
		return ""
	}
	return b.keyOf(s)
}

func (b *builder) bandName(r risk.Rating) string {
	if c := b.Result.Criteria; c != nil && r.Rank >= 0 {
		if band, ok := c.Band(r.Band); ok {
			return band.Name
		}
	}
	return "not rated"
}

func capitalised(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func ofZone(id plant.ZoneID) assess.Subject {
	return assess.Subject{Kind: assess.OfZone, ID: string(id)}
}
