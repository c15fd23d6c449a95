package risk

import (
	"cmp"
	"fmt"
	"slices"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// ThreatMap is which techniques of ATT&CK for ICS reach a site, and how far the
// requirements that work against them are met.
type ThreatMap struct {
	Release     string           `json:"release"`
	Attribution string           `json:"attribution"`
	Rules       []string         `json:"rules"` // in sentences, by which the map was made
	Subjects    []SubjectThreats `json:"subjects"`
	// Stale are techniques that scenarios name and the release does not have in use.
	Stale []StaleTechnique `json:"stale"`
}

// SubjectThreats is the threats of one zone or conduit.
type SubjectThreats struct {
	Subject assess.Subject `json:"subject"`
	Key     string         `json:"key"`
	Name    string         `json:"name"`
	// Kinds of asset that are present, as ATT&CK for ICS names them.
	Kinds []PresentKind `json:"kinds"`
	// Unplaced are assets whose role stands for no kind; nothing reaches them here.
	Unplaced   int               `json:"unplaced"`
	Techniques []TechniqueThreat `json:"techniques"`
	// Counts over the techniques.
	Reaching  int    `json:"reaching"`  // of them, those that reach an asset or are named
	Covered   int    `json:"covered"`   // every requirement that works against it is met
	Partly    int    `json:"partly"`    // some are
	Open      int    `json:"open"`      // none is
	Unmatched int    `json:"unmatched"` // no requirement works against it
	Why       string `json:"why"`
}

// PresentKind is a kind of asset that stands in a zone, and why it is taken for it.
type PresentKind struct {
	ID     string `json:"id"` // "A0003"
	Name   string `json:"name"`
	Assets int    `json:"assets"`
	Why    string `json:"why"`
}

// TechniqueThreat is one technique that reaches a subject.
type TechniqueThreat struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Tactics []string `json:"tactics"` // names
	// Reaches says that an asset of a kind it targets is present; Kinds which.
	Reaches bool     `json:"reaches"`
	Kinds   []string `json:"kinds"`
	// Scenarios of the subject that name it, by key.
	Scenarios    []ID                `json:"scenarios"`
	Keys         []string            `json:"scenarioKeys"`
	Requirements []ThreatRequirement `json:"requirements"`
	Met          int                 `json:"met"` // of the requirements
	State        ThreatState         `json:"state"`
	Why          string              `json:"why"`
}

// ThreatRequirement is a requirement that works against a technique, and
// whether it is met where the technique reaches.
type ThreatRequirement struct {
	ID         catalog.RequirementID `json:"id"`
	Title      string                `json:"title"`
	Mitigation []string              `json:"mitigations"` // that name it
	Holds      bool                  `json:"holds"`
	State      assess.State          `json:"state"`
	Why        string                `json:"why"`
}

// ThreatState says how far a technique is met with.
type ThreatState string

// The states.
const (
	ThreatCovered   ThreatState = "covered"
	ThreatPartly    ThreatState = "partly"
	ThreatOpen      ThreatState = "open"
	ThreatUnmatched ThreatState = "unmatched" // no requirement of IEC 62443-3-3 works against it
)

// StaleTechnique is a technique that a scenario names and the release does not have.
type StaleTechnique struct {
	Scenario  ID     `json:"scenario"`
	Key       string `json:"key"` // of the scenario
	Technique string `json:"technique"`
	By        string `json:"by,omitempty"` // that took its place
	Text      string `json:"text"`
}

// ThreatRules are the sentences by which the map of threats is made.
func ThreatRules() []string { return slices.Clone(threatRules) }

// Holds says what a requirement amounts to for a subject today.
type Holds func(assess.Subject, catalog.RequirementID) assess.Effective

var threatRules = []string{
	"A technique reaches a zone when an asset of a kind that it targets stands there, or when a scenario of the zone names it.",
	"A technique reaches a conduit only when a scenario of the conduit names it.",
	"The requirements that work against a technique are those that the release names for its mitigations; enhancements are not looked at unless it names them.",
	"A technique is covered when all of those requirements count as met where it reaches.",
}

// ThreatView tells for every zone and conduit which techniques reach it, the
// requirements that work against them, and which of those are met.
func ThreatView(in Input, res Result, threats *catalog.ThreatSet, holds Holds) ThreatMap {
	v := newThreats(in, res, threats, holds)
	m := ThreatMap{
		Release: threats.Release, Attribution: threats.Attribution, Rules: threatRules,
		Subjects: make([]SubjectThreats, 0, len(in.Site.Zones)+len(in.Site.Conduits)), Stale: StaleTechniques(in.Register, threats),
	}
	zones, conduits := slices.Clone(in.Site.Zones), slices.Clone(in.Site.Conduits)
	slices.SortFunc(zones, func(a, b plant.Zone) int { return plant.CompareKeys(a.Key, b.Key) })
	slices.SortFunc(conduits, func(a, b plant.Conduit) int { return plant.CompareKeys(a.Key, b.Key) })
	for _, z := range zones {
		m.Subjects = append(m.Subjects, v.of(zoneSubject(z.ID), z.Key, z.Name))
	}
	for _, c := range conduits {
		m.Subjects = append(m.Subjects, v.of(conduitSubject(c.ID), c.Key, c.Name))
	}
	return m
}

// ThreatsOf is the threats of one zone or conduit; false when the site has no such subject.
func ThreatsOf(in Input, res Result, threats *catalog.ThreatSet, holds Holds, s assess.Subject) (SubjectThreats, bool) {
	for _, z := range in.Site.Zones {
		if s == zoneSubject(z.ID) {
			return newThreats(in, res, threats, holds).of(s, z.Key, z.Name), true
		}
	}
	for _, c := range in.Site.Conduits {
		if s == conduitSubject(c.ID) {
			return newThreats(in, res, threats, holds).of(s, c.Key, c.Name), true
		}
	}
	return SubjectThreats{}, false
}

// StaleTechniques lists the techniques that scenarios name and the release does
// not have in use, by the scenario's key.
func StaleTechniques(register Register, threats *catalog.ThreatSet) []StaleTechnique {
	out := []StaleTechnique{}
	for i := range register.Scenarios {
		s := &register.Scenarios[i]
		for _, id := range s.Techniques {
			if _, ok := threats.Technique(id); ok {
				continue
			}
			stale := StaleTechnique{Scenario: s.ID, Key: s.Key, Technique: id}
			switch gone, ok := threats.Retirement(id); {
			case ok && gone.By != "":
				stale.By = gone.By
				stale.Text = fmt.Sprintf("Scenario %s names %s, which ATT&CK for ICS %s has %s in favour of %s: look at the scenario and name that.", s.Key, id, threats.Release, gone.Why, gone.By)
			case ok:
				stale.Text = fmt.Sprintf("Scenario %s names %s (%s), which ATT&CK for ICS %s has %s: choose the technique that it is now.", s.Key, id, gone.Name, threats.Release, gone.Why)
			default:
				stale.Text = fmt.Sprintf("Scenario %s names %s, which ATT&CK for ICS %s does not have: choose one of its techniques.", s.Key, id, threats.Release)
			}
			out = append(out, stale)
		}
	}
	slices.SortStableFunc(out, func(a, b StaleTechnique) int {
		return cmp.Or(plant.CompareKeys(a.Key, b.Key), cmp.Compare(a.Technique, b.Technique))
	})
	return out
}
