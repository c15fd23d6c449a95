package assess

import (
	"fmt"
	"strings"

	"ringwall/internal/sl"
)

// States lists the states that a person can answer with, in the order of menus.
var States = []State{Met, Partly, NotMet, NotApplicable, Compensated, Inherited, ByComponents, NotApplied}

// Word is the state in words, the same on every page, in every report and on
// the command line.
func (s State) Word() string {
	switch s {
	case Met:
		return "met"
	case Partly:
		return "partly met"
	case NotMet:
		return "not met"
	case NotApplicable:
		return "not applicable"
	case Compensated:
		return "compensated"
	case Inherited:
		return "inherited"
	case ByComponents:
		return "met by its components"
	case NotApplied:
		return "not applied for the plant's good"
	case Unanswered:
		return "unanswered"
	}
	return "unknown state " + string(s)
}

// LevelWord names a level: "SL 2".
func LevelWord(l sl.Level) string { return fmt.Sprintf("SL %d", l) }

// LevelMeaning says in our own words whom a level is meant to withstand.
func LevelMeaning(l sl.Level) string {
	switch l {
	case 0:
		return "no particular protection"
	case 1:
		return "holds against slips and chance misuse"
	case 2:
		return "holds against deliberate attacks with everyday means and general skills"
	case 3:
		return "holds against capable attackers who know control systems and plan ahead"
	case 4:
		return "holds against well-funded attackers who know control systems and do not give up"
	}
	return fmt.Sprintf("level %d does not exist", l)
}

// MaturityWord names a maturity: "ML 2".
func MaturityWord(maturity int) string { return fmt.Sprintf("ML %d", maturity) }

// GapWord says how far a level lies below its target.
func GapWord(gap sl.Level) string {
	switch gap {
	case 0:
		return "target reached"
	case 1:
		return "1 level short"
	}
	return fmt.Sprintf("%d levels short", gap)
}

// StepsWord counts the level steps from the achieved levels to the targets.
func StepsWord(steps int) string {
	switch steps {
	case 0:
		return "no step to go"
	case 1:
		return "1 level step to go"
	}
	return fmt.Sprintf("%d level steps to go", steps)
}

// Word names a subject of the kind within a sentence: "a zone", "the site".
func (k SubjectKind) Word() string {
	switch k {
	case OfSite:
		return "the site"
	case OfAsset:
		return "an asset"
	}
	return "a " + string(k)
}

// kindList names kinds of subject: "a zone, a conduit or the site".
func kindList(kinds []SubjectKind) string {
	words := make([]string, len(kinds))
	for i, k := range kinds {
		words[i] = k.Word()
	}
	return or(words)
}

// nameList names kinds of subject without an article: "zone, conduit or site".
func nameList(kinds []SubjectKind) string {
	words := make([]string, len(kinds))
	for i, k := range kinds {
		words[i] = string(k)
	}
	return or(words)
}

// or joins words as a choice does: "a, b or c".
func or(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
