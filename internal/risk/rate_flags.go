package risk

import (
	"strings"

	"ringwall/internal/plant"
)

// judge ends the result of a scenario: its acceptance, whether it is tolerable,
// and what somebody has to look at.
func (r *rater) judge(b *basis, guards []guard, out *ScenarioResult) {
	s := b.s
	out.Acceptance = r.acceptance(s, out.Residual)
	if !s.Counts() {
		return
	}
	accepted := out.Acceptance.State == AcceptedValid
	out.Tolerable = r.tolerable(out.Residual, accepted)
	out.TolerableToday = r.tolerable(out.Existing, accepted && out.Existing.Rank <= r.rank(out.Acceptance.Band))
	if !out.Residual.Rated() {
		out.flag(FlagNoRating, plant.High, "The scenario has no band. "+out.Residual.Why, "Give it a likelihood and a level in every category.")
	}
	r.flagRating(b, guards, out)
	r.flagAcceptance(s, out)
	r.flagTreatment(s, guards, out)
}

func (out *ScenarioResult) flag(code FlagCode, severity plant.Severity, text, mend string) {
	out.Flags = append(out.Flags, Flag{code, severity, text, mend})
}

func (r *rater) rank(band BandID) int {
	if r.criteria == nil {
		return -1
	}
	return r.criteria.Rank(band)
}

// tolerable says whether a rating is within what the criteria tolerate.
func (r *rater) tolerable(x Rating, accepted bool) bool {
	if !x.Rated() {
		return false
	}
	switch r.criteria.Bands[x.Rank].Region {
	case Acceptable:
		return true
	case Alarp:
		return accepted
	}
	return false
}

// flagRating tells what is missing in the rating or makes it doubtful.
func (r *rater) flagRating(b *basis, guards []guard, out *ScenarioResult) {
	var lacks []Category
	for _, category := range []Category{Safety, Environmental} {
		if _, rated := b.ratings[category]; !rated {
			lacks = append(lacks, category)
		}
	}
	if len(lacks) > 0 {
		out.flag(FlagMissingHSE, plant.Medium, "The rating is incomplete: "+missing(lacks)+".", "Rate what is missing.")
	}
	for i := range guards {
		g := &guards[i]
		if g.both {
			out.flag(FlagBothCredited, plant.Medium, "Safeguard “"+g.Name+"” claims both likelihood and consequence without a reason.", "Give the reason, or claim one of the two.")
		}
		if g.control {
			out.flag(FlagProtectiveFunction, plant.High, "Safeguard “"+g.Name+"” is a security control inside a protective function.", "Place it outside the function, where it cannot keep it from acting.")
		}
	}
	if out.Conditional = len(out.Conditions) > 0; out.Conditional {
		out.flag(FlagAssumption, plant.Medium, "The rating is conditional. "+strings.Join(out.Conditions, " "), "Test the assumption and say what came out.")
	}
	if out.Hackable {
		out.flag(FlagHackable, plant.Medium, out.HackableWhy, "Add a safeguard that cannot be hacked, or give the zone a security level for the severity.")
	}
	if out.LOPA != nil && out.LOPA.Discrepancy != "" {
		out.flag(FlagStatedFrequency, plant.Low, out.LOPA.Discrepancy, "Look at the source again.")
	}
}

// flagAcceptance tells what is wrong with an acceptance.
func (r *rater) flagAcceptance(s *Scenario, out *ScenarioResult) {
	switch out.Acceptance.State {
	case AcceptedExpired:
		out.flag(FlagAcceptanceExpired, plant.High, out.Acceptance.Why, "Accept it anew or treat it.")
	case AcceptedExceeded:
		out.flag(FlagAcceptanceGrown, plant.High, out.Acceptance.Why, "Accept what it is now, with the authority for it, or treat it.")
	case AcceptedOverOffice:
		out.flag(FlagOverAuthority, plant.High, out.Acceptance.Why, "Have it accepted by somebody with the authority.")
	}
	intends := s.Acceptance != nil || s.Treatment == "accept"
	if x := out.Residual; intends && x.Rated() && r.criteria.Bands[x.Rank].Region == Intolerable {
		out.flag(FlagAcceptedIntolerable, plant.High, "The risk is to be accepted, but "+r.criteria.Bands[x.Rank].Name+" is intolerable and nobody may accept it.", "Treat it until it is tolerable.")
	}
}

// flagTreatment tells of treatments that do nothing and of risks without one.
func (r *rater) flagTreatment(s *Scenario, guards []guard, out *ScenarioResult) {
	var planned []string
	for i := range guards {
		if g := &guards[i]; s.Safeguards[i].Planned || g.coming {
			planned = append(planned, g.Name)
		}
	}
	if !out.Residual.Rated() || !out.Existing.Rated() {
		return
	}
	if len(planned) > 0 && out.Residual.Rank == out.Existing.Rank {
		out.flag(FlagTreatmentMovesNone, plant.Medium, "What is planned ("+strings.Join(planned, ", ")+") moves no band: the risk stays "+r.criteria.Bands[out.Residual.Rank].Name+".", "Plan what lowers it, or say in the note why it is worth doing.")
	}
	decided := s.Treatment == "transfer" || s.Treatment == "avoid"
	if !out.TolerableToday && !out.Tolerable && len(planned) == 0 && !decided {
		out.flag(FlagUntreated, plant.High, "The risk is "+r.criteria.Bands[out.Existing.Rank].Name+", above what is tolerable, and nothing is planned against it.", "Plan a treatment, or have it accepted where that is allowed.")
	}
}
