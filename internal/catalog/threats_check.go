package catalog

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var (
	tacticID      = regexp.MustCompile(`^TA\d{4}$`)
	techniqueID   = regexp.MustCompile(`^T\d{4}(\.\d{3})?$`)
	mitigationID  = regexp.MustCompile(`^M\d{4}$`)
	assetKindID   = regexp.MustCompile(`^A\d{4}$`)
	releaseNumber = regexp.MustCompile(`^\d{1,3}(\.\d{1,3}){0,2}$`)
)

// longestThreatName is more than twice the longest name of release 18.1.
const longestThreatName = 200

// settle puts a release in order, indexes it and holds it to its rules. An
// error joins everything that is wrong, up to a number that one can read.
func (s *ThreatSet) settle() error {
	var wrong []error
	report := func(format string, args ...any) { wrong = append(wrong, fmt.Errorf(format, args...)) }
	if !releaseNumber.MatchString(s.Release) {
		report("the release is %q, not a number such as 18.1", short(s.Release))
	}
	if s.Attribution == "" {
		report("the attribution is missing")
	}
	tactics := index(report, "tactic", tacticID, s.Tactics, func(t Tactic) (string, string) { return t.ID, t.Name })
	s.techniques = index(report, "technique", techniqueID, s.Techniques, func(t Technique) (string, string) { return t.ID, t.Name })
	s.mitigations = index(report, "mitigation", mitigationID, s.Mitigations, func(m Mitigation) (string, string) { return m.ID, m.Name })
	s.assets = index(report, "asset", assetKindID, s.Assets, func(a TargetedKind) (string, string) { return a.ID, a.Name })
	s.retired = index(report, "retired technique", techniqueID, s.Retired, func(t RetiredTechnique) (string, string) { return t.ID, t.Name })

	for i := range s.Techniques {
		t := &s.Techniques[i]
		t.Tactics, t.Mitigations = orderly(t.Tactics), orderly(t.Mitigations)
		if len(t.Tactics) == 0 {
			report("technique %s has no tactic", short(t.ID))
		}
		known(report, "technique "+short(t.ID), "tactic", t.Tactics, tactics)
		known(report, "technique "+short(t.ID), "mitigation", t.Mitigations, s.mitigations)
		if _, both := s.retired[t.ID]; both {
			report("technique %s is both in use and retired", short(t.ID))
		}
	}
	system := SystemSet()
	for i := range s.Mitigations {
		m := &s.Mitigations[i]
		m.Requirements = slices.Compact(slices.SortedFunc(slices.Values(m.Requirements), compareRequirements))
		if m.Requirements == nil {
			m.Requirements = []RequirementID{}
		}
		for _, id := range m.Requirements {
			if _, ok := system.Find(id); !ok {
				report("mitigation %s names %q, which IEC 62443-3-3 does not have", short(m.ID), short(string(id)))
			}
		}
	}
	for i := range s.Assets {
		a := &s.Assets[i]
		a.Techniques = orderly(a.Techniques)
		known(report, "asset "+short(a.ID), "technique", a.Techniques, s.techniques)
	}
	for _, r := range s.Retired {
		if r.Why != "revoked" && r.Why != "deprecated" {
			report("technique %s is retired because %q: write revoked or deprecated", short(r.ID), short(r.Why))
		}
	}
	const most = 20
	if n := len(wrong); n > most {
		wrong = append(wrong[:most], fmt.Errorf("and %d more", n-most))
	}
	return errors.Join(wrong...)
}

// index sorts a list by id and notes where each id stands.
func index[T any](report func(string, ...any), what string, form *regexp.Regexp, list []T, of func(T) (id, name string)) map[string]int {
	slices.SortStableFunc(list, func(a, b T) int {
		x, _ := of(a)
		y, _ := of(b)
		return cmp.Compare(x, y)
	})
	places := make(map[string]int, len(list))
	for i, entry := range list {
		id, name := of(entry)
		switch {
		case !form.MatchString(id):
			report("%q is no id of a %s", short(id), what)
		case name == "":
			report("%s %s has no name", what, id)
		case len(name) > longestThreatName || strings.ContainsAny(name, "\n\r\t"):
			report("the name of %s %s is not a short line", what, id)
		}
		if _, twice := places[id]; twice {
			report("%s %s is there twice", what, short(id))
		}
		places[id] = i
	}
	return places
}

func known(report func(string, ...any), who, what string, ids []string, places map[string]int) {
	for _, id := range ids {
		if _, ok := places[id]; !ok {
			report("%s names %s %q, which the release does not have", who, what, short(id))
		}
	}
}

// orderly is the ids in order, each once, and never nil.
func orderly(ids []string) []string {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	if ids == nil {
		return []string{}
	}
	return ids
}

// short keeps a sentence readable when the quoted value is a whole page.
func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
