package proof

import (
	"fmt"
	"strings"

	"ringwall/internal/plant"
)

// Stood is an evidence with what it amounts to for one verdict.
type Stood struct {
	Evidence Evidence
	Stand    Stand
}

// Weight is what the proofs of one verdict amount to together. One valid proof
// is enough; that a measure is there and that it works are told apart.
type Weight struct {
	Proofs int  `json:"proofs"`
	Valid  int  `json:"valid"`
	Proven bool `json:"proven"` // at least one of them is valid
	// Until is the last day on which one of them counts, if nothing changes.
	Until       plant.Date `json:"until,omitempty"`
	Implemented Side       `json:"implemented"`
	Works       Side       `json:"effective"`
	Why         string     `json:"why"`
}

// Side counts the proofs of one kind.
type Side struct {
	Proofs int        `json:"proofs"`
	Valid  int        `json:"valid"`
	Until  plant.Date `json:"until,omitempty"`
}

// Together weighs the proofs of one verdict.
func Together(proofs []Stood) Weight {
	var w Weight
	why := ""
	for _, p := range proofs {
		side := &w.Implemented
		if p.Evidence.Kind == Works {
			side = &w.Works
		}
		w.Proofs++
		side.Proofs++
		if p.Stand.State != Valid {
			if why == "" {
				why = fmt.Sprintf("%s is %s.", p.Evidence.Key, p.Stand.State.Word())
			}
			continue
		}
		w.Valid++
		side.Valid++
		side.Until = max(side.Until, p.Stand.Until)
		w.Until = max(w.Until, p.Stand.Until)
	}
	w.Proven = w.Valid > 0
	w.Why = w.sentence(why)
	return w
}

func (w Weight) sentence(first string) string {
	switch {
	case w.Proofs == 0:
		return "Nothing proves it: no evidence is linked."
	case !w.Proven && w.Proofs == 1:
		return "Nothing proves it today: " + first
	case !w.Proven:
		return fmt.Sprintf("Nothing proves it today: none of %d proofs counts. %s", w.Proofs, first)
	}
	var shown []string
	if w.Implemented.Valid > 0 {
		shown = append(shown, "that it is in place until "+string(w.Implemented.Until))
	}
	if w.Works.Valid > 0 {
		shown = append(shown, "that it works until "+string(w.Works.Until))
	}
	text := "It is shown " + strings.Join(shown, ", and ") + "."
	switch {
	case w.Works.Valid == 0 && w.Works.Proofs > 0:
		text += " No proof that it works counts today."
	case w.Works.Valid == 0:
		text += " Nobody has shown that it works."
	case w.Implemented.Valid == 0 && w.Implemented.Proofs > 0:
		text += " No proof that it is in place counts today."
	case w.Implemented.Valid == 0:
		text += " Nobody has shown that it is in place."
	}
	return text
}
