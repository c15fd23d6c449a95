package catalog

import (
	"slices"
	"strings"

	"ringwall/internal/sl"
)

// Index is the place of a requirement in the order of the standard.
func (s *Set) Index(id RequirementID) (int, bool) {
	i, ok := s.byID[id]
	return i, ok
}

// Find is the requirement with the id.
func (s *Set) Find(id RequirementID) (Requirement, bool) {
	i, ok := s.byID[id]
	if !ok {
		return Requirement{}, false
	}
	return s.Requirements[i], true
}

// UpTo lists what the level asks of one foundational requirement, in the order
// of the standard. Levels are cumulative: SL 2 asks for all that SL 1 asks for.
func (s *Set) UpTo(fr sl.FR, level sl.Level) []Requirement {
	var asked []Requirement
	for _, r := range s.Requirements {
		if r.FR == fr && r.From >= 1 && r.From <= level {
			asked = append(asked, r)
		}
	}
	return asked
}

// Gate counts what the level asks for over all seven foundational requirements.
// The common constraints of IEC 62443-4-2 are asked at no level, but always.
func (s *Set) Gate(level sl.Level) int {
	n := 0
	for _, r := range s.Requirements {
		if r.From >= 1 && r.From <= level {
			n++
		}
	}
	return n
}

// Foundation is the foundational requirement as the set treats it; a set that
// lacks it answers with the identifier alone.
func (s *Set) Foundation(fr sl.FR) Foundation {
	for _, f := range s.FRs {
		if f.FR == fr {
			return f
		}
	}
	return Foundation{FR: fr, ID: fr.ID(), Abbrev: fr.String()}
}

// Enhancements lists the enhancements of a requirement.
func (s *Set) Enhancements(id RequirementID) []Requirement {
	var res []Requirement
	for _, r := range s.Requirements {
		if r.Parent == id {
			res = append(res, r)
		}
	}
	return res
}

// For lists what is asked of a component of the types: what is for every type,
// and what is for at least one of its own. A requirement that two of its types
// share is listed once. Without types only what is for every type is listed.
func (s *Set) For(types []ComponentType) []Requirement {
	var asked []Requirement
	for _, r := range s.Requirements {
		if len(r.Types) == 0 || len(r.Types) == len(ComponentTypes) || slices.ContainsFunc(r.Types, func(t ComponentType) bool {
			return slices.Contains(types, t)
		}) {
			asked = append(asked, r)
		}
	}
	return asked
}

// Group is the heading with the id.
func (s *Set) Group(id string) (Group, bool) {
	i := slices.IndexFunc(s.Groups, func(g Group) bool { return g.ID == id })
	if i < 0 {
		return Group{}, false
	}
	return s.Groups[i], true
}

// Children lists what stands directly under a group: groups and requirements.
// Under "" stand the groups at the top and the requirements without a group.
func (s *Set) Children(group string) (groups []Group, requirements []Requirement) {
	for _, g := range s.Groups {
		if g.Parent == group {
			groups = append(groups, g)
		}
	}
	for _, r := range s.Requirements {
		if r.Group == group {
			requirements = append(requirements, r)
		}
	}
	return groups, requirements
}

// GroupPath is the way from the top to the group, which comes last. It is empty
// for a group that the set does not have.
func (s *Set) GroupPath(id string) []Group {
	var path []Group
	for g, ok := s.Group(id); ok; g, ok = s.Group(g.Parent) {
		path = append(path, g)
	}
	slices.Reverse(path)
	return path
}

// Under lists the requirements under a group, at any depth.
func (s *Set) Under(group string) []Requirement {
	within := map[string]bool{group: true}
	for _, g := range s.Groups { // each after its parent
		if within[g.Parent] {
			within[g.ID] = true
		}
	}
	var under []Requirement
	for _, r := range s.Requirements {
		if r.Group != "" && within[r.Group] {
			under = append(under, r)
		}
	}
	return under
}

// Resolve says which requirements an id speaks of, as other documents use ids:
// a requirement speaks of itself; a group ("4.2.3", "SP.01") of all below it; a
// number of IEC 62443-2-4 without its ending ("SP.01.05") of the requirement and
// its enhancements; and a heading of IEC 62443-4-2 ("CR 2.4") of the
// requirements for the component types. Of an unknown id it is empty.
func (s *Set) Resolve(id RequirementID) []RequirementID {
	if _, ok := s.byID[id]; ok {
		return []RequirementID{id}
	}
	var ids []RequirementID
	for _, r := range s.Under(string(id)) {
		ids = append(ids, r.ID)
	}
	if len(ids) > 0 || id == "" {
		return ids
	}
	for _, r := range s.Requirements {
		if base, _, _ := strings.Cut(string(r.ID), " "); r.Heading == id && !r.Enhancement() || s.Kind == OfProvider && base == string(id) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}
