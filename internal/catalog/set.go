package catalog

import "ringwall/internal/sl"

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
		if r.FR == fr && r.From <= level {
			asked = append(asked, r)
		}
	}
	return asked
}

// Gate counts what the level asks for over all seven foundational requirements.
func (s *Set) Gate(level sl.Level) int {
	n := 0
	for _, r := range s.Requirements {
		if r.From <= level {
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
