package risk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// Reverify is what a release of ATT&CK for ICS calls for at a site.
type Reverify struct {
	// Techniques that scenarios name and that the release gave up or changed.
	Techniques []StaleTechnique `json:"techniques"`
	// Approvals that stand on an older release, by key.
	Approvals []string `json:"approvals"`
}

// Reverifying tells what of a register a release calls for looking at again.
// before is the release that was in use until then, nil when it is not known.
// A technique that no release ever had is a mistake of its scenario, and none of
// the release's.
func Reverifying(register Register, before, now *catalog.ThreatSet) Reverify {
	out := Reverify{Techniques: []StaleTechnique{}, Approvals: []string{}}
	releases := map[ID]string{}
	for i := range register.Scenarios {
		releases[register.Scenarios[i].ID] = register.Scenarios[i].Release
	}
	for _, t := range StaleTechniques(register, now) {
		if older(releases[t.Scenario], now) || has(before, t.Technique) {
			out.Techniques = append(out.Techniques, t)
		}
	}
	out.Techniques = append(out.Techniques, changedTechniques(register, before, now)...)
	slices.SortStableFunc(out.Techniques, func(a, b StaleTechnique) int {
		return cmp.Or(plant.CompareKeys(a.Key, b.Key), cmp.Compare(a.Technique, b.Technique))
	})
	for _, a := range StandingOnOlder(register.Approvals, now) {
		out.Approvals = append(out.Approvals, a.Key)
	}
	return out
}

// StandingOnOlder are the approvals that stand and rest on an older release. One
// that does not say its release rests on none.
func StandingOnOlder(all []Approval, now *catalog.ThreatSet) []Approval {
	return slices.DeleteFunc(StandingApprovals(all), func(a Approval) bool { return !older(a.Release, now) })
}

// changedTechniques lists the techniques that scenarios name and that mean
// something else in the newer release, or are worked against by other
// requirements.
func changedTechniques(register Register, before, now *catalog.ThreatSet) (out []StaleTechnique) {
	if before == nil || catalog.CompareReleases(before.Release, now.Release) >= 0 {
		return nil
	}
	for i := range register.Scenarios {
		s := &register.Scenarios[i]
		if s.Release != "" && !older(s.Release, now) {
			continue // it was rated by the newer release already
		}
		for _, id := range s.Techniques {
			old, had := before.Technique(id)
			t, still := now.Technique(id)
			if !had || !still {
				continue
			}
			var what string
			switch {
			case old.Name != t.Name:
				what = fmt.Sprintf("is called %q in ATT&CK for ICS %s, and was %q", t.Name, now.Release, old.Name)
			case !slices.Equal(before.Requirements(id), now.Requirements(id)):
				what = fmt.Sprintf("is worked against by other requirements in ATT&CK for ICS %s", now.Release)
			default:
				continue
			}
			out = append(out, StaleTechnique{
				Scenario: s.ID, Key: s.Key, Technique: id,
				Text: fmt.Sprintf("Scenario %s names %s, which %s: see whether the scenario still holds.", s.Key, id, what),
			})
		}
	}
	return out
}

// ReleaseAdded is the cause that a newer release is for an approval.
func ReleaseAdded(a Approval, now *catalog.ThreatSet) Cause {
	return Cause{NewTechnique, fmt.Sprintf("the approval rests on release %s of ATT&CK for ICS, and release %s is in use now", a.Release, now.Release)}
}

// TechniquesChanged is the cause that a newer release is for the scenarios that
// name techniques of before: "scenarios SC-001 and SC-004 name techniques …".
func TechniquesChanged(stale []StaleTechnique, now *catalog.ThreatSet) Cause {
	var keys, ids []string
	for _, t := range stale {
		if !slices.Contains(keys, t.Key) {
			keys = append(keys, t.Key)
		}
		if !slices.Contains(ids, t.Technique) {
			ids = append(ids, t.Technique)
		}
	}
	scenarios, techniques := "scenarios "+fewOf(keys)+" name techniques ", fewOf(ids)
	if len(keys) == 1 {
		scenarios = "scenario " + keys[0] + " names techniques "
	}
	return Cause{NewTechnique, fmt.Sprintf("%sthat release %s of ATT&CK for ICS gave up or changed: %s", scenarios, now.Release, techniques)}
}

// fewOf names the first of a list: "SC-001, SC-002 and 40 others".
func fewOf(list []string) string {
	const most = 6
	switch {
	case len(list) > most:
		return fmt.Sprintf("%s and %d others", strings.Join(list[:most], ", "), len(list)-most)
	case len(list) > 1:
		return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
	}
	return strings.Join(list, "")
}

func older(release string, now *catalog.ThreatSet) bool {
	return release != "" && catalog.CompareReleases(release, now.Release) < 0
}

func has(set *catalog.ThreatSet, technique string) bool {
	if set == nil {
		return false
	}
	_, ok := set.Technique(technique)
	return ok
}
