package risk

import (
	"fmt"

	"ringwall/internal/assess"
)

// RoadmapOptions are the countermeasures that a roadmap may choose from: those
// proposed or planned. What keeps one out is told in a sentence.
func RoadmapOptions(in Input) (options []assess.Option, notes []string) {
	for i := range in.Register.Countermeasures {
		m := &in.Register.Countermeasures[i]
		if m.State != MeasureProposed && m.State != MeasurePlanned {
			continue
		}
		where := m.Protects(in.Site)
		switch {
		case m.ProtectiveFunction:
			notes = append(notes, fmt.Sprintf("%s is left out: it would work inside a protective function, where no security control may be.", m.Key))
		case Expired(m.Expires, in.Today):
			notes = append(notes, fmt.Sprintf("%s is left out: it expired on %s.", m.Key, m.Expires))
		case len(m.Requirements) == 0:
			notes = append(notes, fmt.Sprintf("%s is left out: it names no requirement that it meets.", m.Key))
		case len(where) == 0:
			notes = append(notes, fmt.Sprintf("%s is left out: it names no zone or conduit that it protects.", m.Key))
		default:
			options = append(options, assess.Option{
				ID: "countermeasure:" + string(m.ID), Name: m.Key + " " + m.Name, Subjects: where, Requirements: m.RequirementIDs(),
				Price: assess.Price{Cost: m.Cost, Effort: m.Effort, Shutdown: m.NeedsShutdown, Hours: m.ShutdownHours},
			})
		}
	}
	return options, notes
}
