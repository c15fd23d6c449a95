package assess

import "ringwall/internal/sl"

// Summary is a site in a few numbers, as the portfolio shows it.
type Summary struct {
	Zones    int `json:"zones"`
	Conduits int `json:"conduits"`
	Assets   int `json:"assets"`
	Unzoned  int `json:"unzoned"` // assets in no zone
	Gap      Gap `json:"gap"`
	Asked    int `json:"asked"`
	Answered int `json:"answered"` // of the asked
	Expired  int `json:"expired"`  // asked requirements whose compensating measure has expired
	// AchievedMin and TargetMax are nil while no subject has a target.
	AchievedMin *Overall `json:"achievedMin"`
	TargetMax   *Overall `json:"targetMax"`
}

// Gap is the distance of a site from its targets.
type Gap struct {
	Subjects      int    `json:"subjects"` // zones and conduits
	SubjectsBelow int    `json:"subjectsBelow"`
	WithoutTarget int    `json:"withoutTarget"`
	Steps         int    `json:"steps"`
	Worst         *Worst `json:"worst"` // nil when every target is reached
}

// Worst is the largest gap of a site. Among equal gaps a safety zone comes first.
type Worst struct {
	Subject
	Key  string   `json:"key"`
	Name string   `json:"name"`
	FR   sl.FR    `json:"fr"`
	Gap  sl.Level `json:"gap"`
}

// Overall is a vector, or many, brought down to one level. The standard knows
// no such number, so it never travels without the rule that made it.
type Overall struct {
	Level sl.Level `json:"level"`
	Rule  string   `json:"rule"`
}

// Lowest collapses a vector to its lowest level.
func Lowest(v sl.Vector) Overall {
	return Overall{v.Min(), "lowest of the seven foundational requirements"}
}

// Highest collapses a vector to its highest level.
func Highest(v sl.Vector) Overall {
	return Overall{v.Max(), "highest of the seven foundational requirements"}
}

// Summarise brings the posture of all subjects down to the numbers of a
// portfolio. Levels speak only of subjects with a target: without one, nobody
// has said what is enough.
func Summarise(subjects []SubjectPosture) Summary {
	var s Summary
	var worst *SubjectPosture
	for i := range subjects {
		sp := &subjects[i]
		switch sp.Subject.Kind {
		case OfZone:
			s.Zones++
		case OfConduit:
			s.Conduits++
		}
		s.Gap.Subjects++
		s.Assets += sp.Assets
		s.Asked += sp.Counts.Asked.Total
		s.Answered += sp.Counts.Asked.Answered()
		s.Expired += sp.Counts.Asked.Expired
		if sp.Target == nil {
			s.Gap.WithoutTarget++
			continue
		}
		s.Gap.Steps += sp.Steps
		if sp.Steps > 0 {
			s.Gap.SubjectsBelow++
		}
		if sp.Steps > 0 && (worst == nil || sp.worseThan(worst)) {
			worst = sp
		}
		if low := sp.Achieved.Min(); s.AchievedMin == nil || low < s.AchievedMin.Level {
			s.AchievedMin = &Overall{low, "lowest SL-A of any foundational requirement of any zone or conduit with a target"}
		}
		if high := sp.Target.Max(); s.TargetMax == nil || high > s.TargetMax.Level {
			s.TargetMax = &Overall{high, "highest SL-T of any foundational requirement of any zone or conduit"}
		}
	}
	if worst != nil {
		fr := worst.widest()
		s.Gap.Worst = &Worst{Subject: worst.Subject, Key: worst.Key, Name: worst.Name, FR: fr, Gap: worst.Gap[fr]}
	}
	return s
}

// worseThan says whether the largest gap of the subject is larger; among equal
// ones safety comes first, and then whoever has more steps to go.
func (sp *SubjectPosture) worseThan(other *SubjectPosture) bool {
	if a, b := sp.Gap.Max(), other.Gap.Max(); a != b {
		return a > b
	}
	if sp.Safety != other.Safety {
		return sp.Safety
	}
	return sp.Steps > other.Steps
}

// widest is the foundational requirement with the largest gap, the first of several.
func (sp *SubjectPosture) widest() sl.FR {
	for _, fr := range sl.FRs {
		if sp.Gap[fr] == sp.Gap.Max() {
			return fr
		}
	}
	return 0
}
