package risk_test

import (
	"strings"
	"testing"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

func needs(kind risk.DependencyKind, name string) []risk.Dependency {
	return []risk.Dependency{{Kind: kind, Name: name}}
}

func TestCreditIsGivenOnlyForWhatStands(t *testing.T) {
	harm := func(s *risk.Scenario) { s.Ratings[risk.Safety] = 4 }
	for _, row := range []struct {
		name     string
		s        risk.Scenario
		register []risk.Countermeasure
		state    []risk.CreditState
		existing risk.Lowered
		residual risk.Lowered
		says     string
	}{
		{name: "a safeguard that is there counts at both stages", s: overpressure(guarded(risk.Safeguard{Name: "Alarm", LowersLikelihood: 1})),
			state: []risk.CreditState{risk.CreditCounts}, existing: risk.Lowered{Likelihood: 1}, residual: risk.Lowered{Likelihood: 1}, says: "It lowers the likelihood by 1 level."},
		{name: "a planned one only for the residual risk", s: overpressure(guarded(risk.Safeguard{Name: "Alarm", LowersLikelihood: 2, Planned: true})),
			state: []risk.CreditState{risk.CreditPlanned}, residual: risk.Lowered{Likelihood: 2}, says: "Once it is there"},
		{name: "no claim, no credit", s: overpressure(guarded(risk.Safeguard{Name: "Fence"})), state: []risk.CreditState{risk.CreditNone}, says: "No credit is claimed"},
		{name: "both without a reason: the likelihood only", s: overpressure(guarded(risk.Safeguard{Name: "Wall", LowersLikelihood: 1, LowersConsequence: 2})),
			state: []risk.CreditState{risk.CreditCounts}, existing: risk.Lowered{Likelihood: 1}, residual: risk.Lowered{Likelihood: 1}, says: "without a reason"},
		{name: "both with a reason", s: overpressure(guarded(risk.Safeguard{Name: "Wall", LowersLikelihood: 1, LowersConsequence: 2, Reason: "keeps people away, too"})),
			state: []risk.CreditState{risk.CreditCounts}, existing: risk.Lowered{Likelihood: 1, Consequence: 2}, residual: risk.Lowered{Likelihood: 1, Consequence: 2}},
		{name: "a life-threatening consequence is never lowered automatically", s: overpressure(harm, guarded(risk.Safeguard{Name: "Wall", LowersConsequence: 2})),
			state: []risk.CreditState{risk.CreditLife}, says: "never done automatically"},
		{name: "its likelihood is", s: overpressure(harm, guarded(risk.Safeguard{Name: "Wall", LowersLikelihood: 1, LowersConsequence: 2, Reason: "keeps people away, too"})),
			state: []risk.CreditState{risk.CreditCounts}, existing: risk.Lowered{Likelihood: 1}, residual: risk.Lowered{Likelihood: 1}, says: "never done automatically"},
		{name: "two that share a firewall count once, the better one, whatever the case", s: overpressure(guarded(
			risk.Safeguard{Name: "Rules", LowersLikelihood: 1, Dependencies: needs("firewall", "FW-1")}, risk.Safeguard{Name: "Diode", LowersLikelihood: 2, Dependencies: needs("firewall", " fw-1 ")})),
			state: []risk.CreditState{risk.CreditShared, risk.CreditCounts}, existing: risk.Lowered{Likelihood: 2}, residual: risk.Lowered{Likelihood: 2}, says: "shares the firewall FW-1 with “Diode”"},
		{name: "the same name of another kind is another thing", s: overpressure(guarded(
			risk.Safeguard{Name: "Alarm", LowersLikelihood: 1, Dependencies: needs("sensor", "A")}, risk.Safeguard{Name: "Trip", LowersLikelihood: 1, Dependencies: needs("power", "A")})),
			state: []risk.CreditState{risk.CreditCounts, risk.CreditCounts}, existing: risk.Lowered{Likelihood: 2}, residual: risk.Lowered{Likelihood: 2}},
		{name: "two that are independent count although a third shares with both", s: overpressure(guarded(
			risk.Safeguard{Name: "A", LowersLikelihood: 1, Dependencies: needs("power", "P")}, risk.Safeguard{Name: "B", LowersLikelihood: 2, Dependencies: needs("sensor", "S")},
			risk.Safeguard{Name: "C", LowersLikelihood: 2, Dependencies: append(needs("power", "P"), needs("sensor", "S")...)})),
			state: []risk.CreditState{risk.CreditCounts, risk.CreditCounts, risk.CreditShared}, existing: risk.Lowered{Likelihood: 3}, residual: risk.Lowered{Likelihood: 3}},
		{name: "a better planned one takes over from the one that is there", s: overpressure(guarded(
			risk.Safeguard{Name: "Old", LowersLikelihood: 1, Dependencies: needs("logic-solver", "L")}, risk.Safeguard{Name: "New", LowersLikelihood: 2, Planned: true, Dependencies: needs("logic-solver", "L")})),
			state: []risk.CreditState{risk.CreditCounts, risk.CreditPlanned}, existing: risk.Lowered{Likelihood: 1}, residual: risk.Lowered{Likelihood: 2}, says: "until “New” is there: both share the logic solver L"},
		{name: "one countermeasure in two rows counts once", s: overpressure(guarded(
			risk.Safeguard{Countermeasure: "m", LowersLikelihood: 1}, risk.Safeguard{Countermeasure: "m", LowersLikelihood: 1})),
			register: []risk.Countermeasure{{Head: risk.Head{ID: "m", Key: "CM-1", Name: "Gate"}, State: risk.MeasureExisting}},
			state:    []risk.CreditState{risk.CreditCounts, risk.CreditShared}, existing: risk.Lowered{Likelihood: 1}, residual: risk.Lowered{Likelihood: 1}, says: "the same countermeasure"},
		{name: "dependencies of the countermeasure count, not those of the row", s: overpressure(guarded(
			risk.Safeguard{Countermeasure: "m", LowersLikelihood: 1, Dependencies: needs("vendor", "V")}, risk.Safeguard{Name: "Scan", LowersLikelihood: 1, Dependencies: needs("vendor", "V")})),
			register: []risk.Countermeasure{{Head: risk.Head{ID: "m", Key: "CM-1", Name: "Gate"}, State: risk.MeasureExisting}},
			state:    []risk.CreditState{risk.CreditCounts, risk.CreditCounts}, existing: risk.Lowered{Likelihood: 2}, residual: risk.Lowered{Likelihood: 2}},
		{name: "a proposed countermeasure does not exist yet", s: overpressure(guarded(risk.Safeguard{Countermeasure: "m", LowersLikelihood: 1})),
			register: []risk.Countermeasure{{Head: risk.Head{ID: "m", Key: "CM-1", Name: "Gate"}, State: risk.MeasureProposed}},
			state:    []risk.CreditState{risk.CreditPlanned}, residual: risk.Lowered{Likelihood: 1}},
		{name: "a retired one is gone", s: overpressure(guarded(risk.Safeguard{Countermeasure: "m", LowersLikelihood: 1})),
			register: []risk.Countermeasure{{Head: risk.Head{ID: "m", Key: "CM-1", Name: "Gate"}, State: risk.MeasureRetired}},
			state:    []risk.CreditState{risk.CreditAbsent}, says: "CM-1 is retired"},
		{name: "one that expires today has expired", s: overpressure(guarded(risk.Safeguard{Countermeasure: "m", LowersLikelihood: 1})),
			register: []risk.Countermeasure{{Head: risk.Head{ID: "m", Key: "CM-1", Name: "Gate"}, State: risk.MeasureExisting, Expires: "2026-11-24"}},
			state:    []risk.CreditState{risk.CreditExpired}, says: "expired on 2026-11-24"},
		{name: "one that is no longer in the register", s: overpressure(guarded(risk.Safeguard{Countermeasure: "gone", LowersLikelihood: 1})),
			state: []risk.CreditState{risk.CreditAbsent}, says: "no longer in the register"},
		{name: "no security control is planned inside a protective function", s: overpressure(guarded(risk.Safeguard{Countermeasure: "m", LowersLikelihood: 1})),
			register: []risk.Countermeasure{{Head: risk.Head{ID: "m", Key: "CM-1", Name: "Key switch in the trip"}, State: risk.MeasurePlanned, ProtectiveFunction: true}},
			state:    []risk.CreditState{risk.CreditRefused}, says: "inside a protective function"},
	} {
		in := reactor(row.s)
		in.Register.Countermeasures = row.register
		got := first(t, in)
		var existing, residual risk.Lowered
		said := ""
		for i, c := range got.Credits {
			existing.Likelihood += c.Existing.Likelihood
			existing.Consequence += c.Existing.Consequence
			residual.Likelihood += c.Residual.Likelihood
			residual.Consequence += c.Residual.Consequence
			said += c.Why + " "
			if c.Why == "" || c.State != row.state[i] || c.Safeguard != i {
				t.Errorf("%s: credit %d is %s (%q), want %s", row.name, i, c.State, c.Why, row.state[i])
			}
		}
		if existing != row.existing || residual != row.residual || !strings.Contains(said, row.says) {
			t.Errorf("%s: %+v then %+v, want %+v then %+v; %q", row.name, existing, residual, row.existing, row.residual, said)
		}
	}
}

func TestSafeguardInTheAttackedNetworkLosesItsCredit(t *testing.T) {
	at := func(zone plant.ZoneID) func(*risk.Scenario) {
		return guarded(risk.Safeguard{Name: "Trip", Hackable: true, PlacedIn: zone, LowersLikelihood: 1})
	}
	on := func(zone plant.ZoneID, conduit plant.ConduitID) func(*risk.Scenario) {
		return func(s *risk.Scenario) { s.Zone, s.Conduit = zone, conduit }
	}
	for _, row := range []struct {
		name string
		s    risk.Scenario
		lost bool
	}{
		{"in the zone of the attack", overpressure(cyberCause, at("bpcs")), true},
		{"in a cell within the zone", overpressure(cyberCause, at("cell")), true},
		{"in the zone around the cell that is attacked", overpressure(cyberCause, on("cell", ""), at("bpcs")), true},
		{"in a safety zone within, kept apart by a conduit", overpressure(cyberCause, at("sis")), false},
		{"in the zone around, kept apart by a conduit", overpressure(cyberCause, on("sis", ""), at("bpcs")), false},
		{"in another zone", overpressure(cyberCause, at("dmz")), false},
		{"at one end of the conduit that is attacked", overpressure(cyberCause, on("", "c2"), at("dmz")), true},
		{"at its other end", overpressure(cyberCause, on("", "c2"), at("bpcs")), true},
		{"within its other end", overpressure(cyberCause, on("", "c2"), at("cell")), true},
		{"at neither end", overpressure(cyberCause, on("", "c2"), at("sis")), false},
		{"nobody says where", overpressure(cyberCause, at("")), true},
		{"a cause that is no attack reaches no network", overpressure(at("bpcs")), false},
		{"a cause in the process that can be hacked does", overpressure(at("bpcs"), func(s *risk.Scenario) { s.CauseHackable = true }), true},
		{"so does a human one that can be", overpressure(at("bpcs"), func(s *risk.Scenario) { s.CauseKind, s.CauseHackable = "human", true }), true},
		{"a human error does not", overpressure(at("bpcs"), func(s *risk.Scenario) { s.CauseKind = "human" }), false},
		{"a cause of which nobody says anything may", overpressure(at("bpcs"), func(s *risk.Scenario) { s.CauseKind = "" }), true},
		{"what cannot be hacked stands", overpressure(cyberCause, guarded(risk.Safeguard{Name: "Valve", PlacedIn: "bpcs", LowersLikelihood: 1})), false},
	} {
		got := first(t, reactor(row.s))
		c := got.Credits[0]
		if lost := c.State == risk.CreditAttacked && c.Residual == (risk.Lowered{}); lost != row.lost {
			t.Errorf("%s: the credit is lost %v, want %v: %s", row.name, lost, row.lost, c.Why)
		}
	}
}

func TestCircleOfZonesEnds(t *testing.T) {
	in := reactor(overpressure(cyberCause, guarded(risk.Safeguard{Name: "Trip", Hackable: true, PlacedIn: "cell", LowersLikelihood: 1})))
	in.Site.Zones[0].Parent = "cell"
	if got := first(t, in); got.Credits[0].State != risk.CreditAttacked {
		t.Errorf("%+v", got.Credits[0])
	}
}

// Many safeguards that all share something are counted greedily; the answer
// still has no two that share.
func TestManySharedSafeguardsCountOnceEach(t *testing.T) {
	var list []risk.Safeguard
	for i := range 40 {
		list = append(list, risk.Safeguard{Name: string(rune('A' + i%26)), LowersLikelihood: 1, Dependencies: needs("firewall", "FW-"+string(rune('0'+i%2)))})
	}
	if got := first(t, reactor(overpressure(func(s *risk.Scenario) { s.Likelihood = 5 }, guarded(list...)))); got.Existing.Likelihood != 3 {
		t.Errorf("two firewalls lower by two: %+v", got.Existing)
	}
}
