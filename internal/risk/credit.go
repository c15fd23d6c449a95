package risk

import "strings"

// guard is a safeguard while its credit is being found.
type guard struct {
	Credit
	claim   Lowered // what is left of it after every rule on the safeguard alone
	deps    []Dependency
	there   bool   // today
	coming  bool   // planned: there for the residual risk
	lost    string // why the attacker has it, "" when it stands
	control bool   // a security control inside a protective function
	both    bool   // claims likelihood and consequence without a reason
	pfd     float64
}

// inPlace says whether the guard stands at a stage.
func (g *guard) inPlace(residual bool) bool { return g.there || residual && g.coming }

// guards resolves the safeguards of a scenario and applies every rule that
// looks at one of them alone.
func (r *rater) guards(b *basis) []guard {
	guards := make([]guard, len(b.s.Safeguards))
	for i := range b.s.Safeguards {
		g := &guards[i]
		g.Safeguard = i
		r.resolve(g, &b.s.Safeguards[i], b)
	}
	return guards
}

// resolve finds what a safeguard claims. A countermeasure of the register
// speaks for itself; what the row says of it is not asked.
func (r *rater) resolve(g *guard, s *Safeguard, b *basis) {
	g.Name, g.Layer, g.Hackable, g.Countermeasure = s.Name, s.Layer, s.Hackable, s.Countermeasure
	g.deps, g.pfd = s.Dependencies, s.PFD
	g.claim = Lowered{max(0, s.LowersLikelihood), max(0, s.LowersConsequence)}
	place := s.PlacedIn
	g.there, g.coming, g.Planned = !s.Planned, s.Planned, s.Planned
	g.State = CreditCounts
	if s.Countermeasure != "" {
		m, known := r.measures[s.Countermeasure]
		if !known {
			g.nothing(CreditAbsent, "Its countermeasure is no longer in the register.")
			return
		}
		g.Name, g.Layer, g.Hackable, g.deps, place = m.Name, m.Layer, m.Hackable, m.Dependencies, m.PlacedIn
		g.control = m.ProtectiveFunction
		switch {
		case m.State == MeasureRetired:
			g.nothing(CreditAbsent, m.Key+" is retired.")
			return
		case Expired(m.Expires, r.in.Today):
			g.nothing(CreditExpired, m.Key+" expired on "+string(m.Expires)+": test it again and give it a new day.")
			return
		case m.State != MeasureExisting:
			g.there, g.coming = false, true
		}
	}
	g.Planned = g.coming
	g.lost = r.defeated(g.Hackable, place, b.s)
	switch {
	case g.control && g.coming:
		g.nothing(CreditRefused, "It would be a security control inside a protective function, where none may be: place it outside.")
	case g.lost != "":
		g.State, g.Why, g.claim = CreditAttacked, g.lost, Lowered{}
	case g.claim == Lowered{}:
		g.State, g.Why = CreditNone, "No credit is claimed for it."
	default:
		g.limit(s.Reason, b.life)
	}
}

// nothing takes a safeguard out of every stage.
func (g *guard) nothing(state CreditState, why string) {
	g.State, g.Why = state, why
	g.there, g.coming, g.claim = false, false, Lowered{}
}

// limit applies the rules that cut down the credit of a safeguard in place.
func (g *guard) limit(reason string, life bool) {
	if g.claim.Likelihood > 0 && g.claim.Consequence > 0 && strings.TrimSpace(reason) == "" {
		g.both = true
		g.claim.Consequence = 0
		g.Why = "It claims likelihood and consequence without a reason, so only the likelihood counts."
	}
	if g.claim.Consequence > 0 && life {
		g.claim.Consequence = 0
		why := "It claims to lower a life-threatening consequence, which is never done automatically: rate the consequence anew, with the rationale, if the hazard itself is smaller."
		if g.claim.Likelihood == 0 {
			g.State, g.Why = CreditLife, why
			return
		}
		g.Why = why
	}
	if g.coming {
		g.State = CreditPlanned
	}
}

// credit spreads the credits over the two stages: of safeguards that share a
// dependency the better one counts.
func (r *rater) credit(b *basis, guards []guard) {
	shared := false
	for i := range guards {
		for k := range i {
			shared = shared || guards[i].claim != Lowered{} && guards[k].claim != Lowered{} && guards[i].shares(&guards[k]) != ""
		}
	}
	for i := range guards {
		g := &guards[i]
		if g.there {
			g.Existing = g.claim
		}
		if g.there || g.coming {
			g.Residual = g.claim
		}
	}
	if shared {
		r.countOnce(b, guards, false)
		r.countOnce(b, guards, true)
	}
	for i := range guards {
		guards[i].explain(guards)
	}
}

// explain ends the sentence of a credit.
func (g *guard) explain(all []guard) {
	if g.claim == (Lowered{}) {
		return
	}
	switch rival, what := g.rival(all); {
	case rival == nil && g.there:
		g.say("It lowers " + g.claim.String() + ".")
	case rival == nil:
		g.say("Once it is there it lowers " + g.claim.String() + ".")
	case g.Existing == g.claim:
		g.say("It lowers " + g.claim.String() + " until “" + rival.Name + "” is there: both share " + what + ", so the better one counts.")
	case g.Residual == g.claim:
		g.say("It lowers " + g.claim.String() + " once “" + rival.Name + "” no longer counts: both share " + what + ".")
	default:
		g.State = CreditShared
		g.say("It shares " + what + " with “" + rival.Name + "”, so the two count once and the better one does.")
	}
}

func (g *guard) say(text string) {
	if g.Why != "" {
		text = g.Why + " " + text
	}
	g.Why = text
}

// String is the credit in words.
func (l Lowered) String() string {
	switch {
	case l.Likelihood > 0 && l.Consequence > 0:
		return "the likelihood by " + levels(l.Likelihood) + " and the consequence by " + levels(l.Consequence)
	case l.Consequence > 0:
		return "the consequence by " + levels(l.Consequence)
	case l.Likelihood > 0:
		return "the likelihood by " + levels(l.Likelihood)
	}
	return "nothing"
}

func sum(guards []guard, residual bool) Lowered {
	var total Lowered
	for i := range guards {
		l := guards[i].Existing
		if residual {
			l = guards[i].Residual
		}
		total.Likelihood += l.Likelihood
		total.Consequence += l.Consequence
	}
	return total
}
