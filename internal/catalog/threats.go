package catalog

import (
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// ThreatSet is one release of MITRE ATT&CK for ICS as far as the risk procedure
// needs it: ids and names, and which belongs to which. What the release says
// about them in words is not in it.
type ThreatSet struct {
	Release     string         `json:"release"` // "18.1"
	Attribution string         `json:"attribution"`
	Tactics     []Tactic       `json:"tactics"`
	Techniques  []Technique    `json:"techniques"`
	Mitigations []Mitigation   `json:"mitigations"`
	Assets      []TargetedKind `json:"assets"`
	// Retired are techniques that earlier releases had and this one gives up.
	Retired []RetiredTechnique `json:"retired"`
	// Notes say what of a file was left out, and why.
	Notes []string `json:"notes,omitempty"`

	techniques  map[string]int
	mitigations map[string]int
	assets      map[string]int
	retired     map[string]int
}

// Tactic is what an attacker is after at one step: "TA0108 Initial Access".
type Tactic struct {
	ID   string `json:"id" yaml:"id"`
	Name string `json:"name" yaml:"name"`
}

// Technique is a way to reach a tactic: "T0855 Unauthorized Command Message".
type Technique struct {
	ID          string   `json:"id" yaml:"id"`
	Name        string   `json:"name" yaml:"name"`
	Tactics     []string `json:"tactics" yaml:"tactics"`
	Mitigations []string `json:"mitigations" yaml:"mitigations"`
}

// Mitigation is what works against techniques, with the requirements of IEC
// 62443-3-3 that the release names for it.
type Mitigation struct {
	ID           string          `json:"id" yaml:"id"`
	Name         string          `json:"name" yaml:"name"`
	Requirements []RequirementID `json:"requirements" yaml:"requirements"`
}

// TargetedKind is a kind of asset with the techniques that target it: "A0003
// Programmable Logic Controller (PLC)".
type TargetedKind struct {
	ID         string   `json:"id" yaml:"id"`
	Name       string   `json:"name" yaml:"name"`
	Techniques []string `json:"techniques" yaml:"techniques"`
}

// RetiredTechnique is one that may no longer be named.
type RetiredTechnique struct {
	ID   string `json:"id" yaml:"id"`
	Name string `json:"name" yaml:"name"`
	Why  string `json:"why" yaml:"why"`                   // "revoked" or "deprecated"
	By   string `json:"by,omitempty" yaml:"by,omitempty"` // that takes its place
}

// UnmarshalJSON reads a release that was stored and holds it to its rules anew.
func (s *ThreatSet) UnmarshalJSON(b []byte) error {
	type plain ThreatSet
	var p plain
	if err := json.Unmarshal(b, &p); err != nil {
		return err
	}
	*s = ThreatSet(p)
	return s.settle()
}

// Technique is the technique with the id.
func (s *ThreatSet) Technique(id string) (Technique, bool) {
	return lookup(s.Techniques, s.techniques, id)
}

// Mitigation is the mitigation with the id.
func (s *ThreatSet) Mitigation(id string) (Mitigation, bool) {
	return lookup(s.Mitigations, s.mitigations, id)
}

// Asset is the kind of asset with the id.
func (s *ThreatSet) Asset(id string) (TargetedKind, bool) { return lookup(s.Assets, s.assets, id) }

// Retirement says why the release gave a technique up.
func (s *ThreatSet) Retirement(id string) (RetiredTechnique, bool) {
	return lookup(s.Retired, s.retired, id)
}

// Requirements are those of IEC 62443-3-3 that work against a technique, by the
// mitigations that the release names for it, in the order of the standard.
func (s *ThreatSet) Requirements(technique string) []RequirementID {
	t, _ := s.Technique(technique)
	ids := []RequirementID{}
	for _, m := range t.Mitigations {
		mitigation, _ := s.Mitigation(m)
		ids = append(ids, mitigation.Requirements...)
	}
	slices.SortFunc(ids, compareRequirements)
	return slices.Compact(ids)
}

func lookup[T any](list []T, index map[string]int, id string) (T, bool) {
	i, ok := index[id]
	if !ok {
		return *new(T), false
	}
	return list[i], true
}

var numbers = regexp.MustCompile(`\d+`)

// compareRequirements puts SR 1.2 before SR 1.10.
func compareRequirements(a, b RequirementID) int {
	return slices.CompareFunc(numbers.FindAllString(string(a), -1), numbers.FindAllString(string(b), -1), compareNumbers)
}

func compareNumbers(a, b string) int {
	m, _ := strconv.Atoi(a)
	n, _ := strconv.Atoi(b)
	return cmp.Compare(m, n)
}

// CompareReleases says which release is the older one, by the numbers in it.
func CompareReleases(a, b string) int {
	return slices.CompareFunc(strings.Split(a, "."), strings.Split(b, "."), compareNumbers)
}
