package whatif

import (
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
)

// supposition is a site while changes are tried out on it. Lists are copied
// before they are written to for the first time.
type supposition struct {
	base   Base
	site   plant.Site
	reg    risk.Register
	levels *assess.Engine

	problems plant.Problems
	changes  []Step
	notes    []string
	todo     []ToDo
	review   []ScenarioRef
	supposed int

	// What has to be computed again.
	riskTouched, depthTouched bool
	copied                    struct{ zones, conduits, assets, measures, assumptions, scenarios, systems bool }
	counts                    map[plant.ZoneID]int
}

func newSupposition(base Base) *supposition {
	return &supposition{base: base, site: base.Site, reg: base.Register, levels: base.Levels, notes: []string{}, todo: []ToDo{}, review: []ScenarioRef{}}
}

func (s *supposition) refuse(pointer, format string, args ...any) {
	s.problems = append(s.problems, plant.Problem{Pointer: "/changes" + pointer, Text: fmt.Sprintf(format, args...)})
}

func (s *supposition) tell(kind risk.ChangeKind, format string, args ...any) {
	s.changes = append(s.changes, Step{kind, fmt.Sprintf(format, args...)})
}

func (s *supposition) note(format string, args ...any) {
	s.notes = append(s.notes, fmt.Sprintf(format, args...))
}

func (s *supposition) do(change int, kind, record, format string, args ...any) {
	s.todo = append(s.todo, ToDo{change, fmt.Sprintf(format, args...), kind, record})
}

// ownList makes a list that belongs to the supposition, once.
func ownList[T any](done *bool, list *[]T) {
	if !*done {
		*list, *done = slices.Clone(*list), true
	}
}

// apply makes one change.
func (s *supposition) apply(i int, c *risk.Change) {
	at := fmt.Sprintf("/%d", i)
	switch c.Kind {
	case risk.CloseConduit:
		s.closeConduit(i, at, c)
	case risk.OpenConduit:
		s.openConduit(i, at, c)
	case risk.MoveAsset:
		s.moveAsset(i, at, c)
	case risk.AddCountermeasure:
		s.addCountermeasure(i, at, c)
	case risk.SetCountermeasure:
		s.setCountermeasure(i, at, c)
	case risk.SetAssumption:
		s.setAssumption(i, at, c)
	case risk.SetTarget:
		s.setTarget(i, at, c)
	default:
		s.refuse(at+"/kind", "%q is no change that can be tried out: it is close-conduit, open-conduit, move-asset, add-countermeasure, set-countermeasure, set-assumption or set-target.", c.Kind)
	}
}

func (s *supposition) zone(id plant.ZoneID) *plant.Zone {
	for i := range s.site.Zones {
		if s.site.Zones[i].ID == id {
			return &s.site.Zones[i]
		}
	}
	return nil
}

// place names a zone within a sentence.
func (s *supposition) place(id plant.ZoneID) string {
	if z := s.zone(id); z != nil {
		return "zone " + z.Key
	}
	return "no zone"
}

func (s *supposition) conduit(id string) int {
	return slices.IndexFunc(s.site.Conduits, func(c plant.Conduit) bool { return string(c.ID) == id })
}

func (s *supposition) closeConduit(i int, at string, c *risk.Change) {
	n := s.conduit(c.Record)
	if n < 0 {
		s.refuse(at+"/record", "There is no such conduit to close, or an earlier change has closed it.")
		return
	}
	conduit := s.site.Conduits[n]
	ownList(&s.copied.conduits, &s.site.Conduits)
	s.site.Conduits = slices.Delete(s.site.Conduits, n, n+1)
	if p, ok := s.levels.Posture().Of(assess.Subject{Kind: assess.OfConduit, ID: c.Record}); ok && p.Steps+p.Unanswered > 0 {
		s.note("What conduit %s lacked itself goes with it and is not progress: %d level steps and %d unanswered requirements.", conduit.Key, p.Steps, p.Unanswered)
	}
	s.levels.DropConduit(conduit.ID)
	s.riskTouched, s.depthTouched = true, true
	s.tell(c.Kind, "Conduit %s between %s and %s is closed.", conduit.Key, s.place(conduit.From), s.place(conduit.To))
	s.do(i, risk.OfConduit, c.Record, "Take conduit %s out of service and remove it from the register.", conduit.Key)

	ownList(&s.copied.scenarios, &s.reg.Scenarios)
	s.reg.Scenarios = slices.DeleteFunc(s.reg.Scenarios, func(x risk.Scenario) bool { return x.Conduit == conduit.ID })
	for k := range s.reg.Scenarios {
		x := &s.reg.Scenarios[k]
		if x.Zone != "" && (x.Zone == conduit.From || x.Zone == conduit.To) && x.Counts() {
			s.look(x, fmt.Sprintf("Conduit %s no longer leads to %s: say whether the scenario came by it.", conduit.Key, s.place(x.Zone)))
		}
	}
	ownList(&s.copied.measures, &s.reg.Countermeasures)
	for k := range s.reg.Countermeasures {
		m := &s.reg.Countermeasures[k]
		if !slices.Contains(m.Conduits, conduit.ID) {
			continue
		}
		m.Conduits = slices.DeleteFunc(slices.Clone(m.Conduits), func(id plant.ConduitID) bool { return id == conduit.ID })
		if len(m.Conduits)+len(m.Zones) == 0 && !m.WholeSite {
			s.note("Countermeasure %s protects nothing any more once conduit %s is closed.", m.Key, conduit.Key)
		}
	}
	s.closeAccessPoints(i, &conduit)
}

// closeAccessPoints takes away the access points whose way is a conduit that is
// closed: nobody comes in there any more.
func (s *supposition) closeAccessPoints(change int, conduit *plant.Conduit) {
	ownList(&s.copied.systems, &s.reg.Systems)
	for k := range s.reg.Systems {
		system := &s.reg.Systems[k]
		var open []risk.AccessPoint
		for _, p := range system.AccessPoints {
			if p.Conduit != conduit.ID {
				open = append(open, p)
				continue
			}
			s.note("Access point %s of %s is closed with conduit %s, which is its way.", p.Key, system.Key, conduit.Key)
			s.do(change, risk.OfSystem, string(system.ID), "Take access point %s off system %s, and see that nobody can come in there any more.", p.Key, system.Key)
		}
		system.AccessPoints = open
	}
}

// look lists a scenario to be looked at again, once.
func (s *supposition) look(x *risk.Scenario, why string) {
	for i := range s.review {
		if s.review[i].ID == x.ID {
			s.review[i].Why += " " + why
			return
		}
	}
	s.review = append(s.review, ScenarioRef{x.ID, x.Key, x.Name, why})
}

func (s *supposition) openConduit(i int, at string, c *risk.Change) {
	if c.Conduit == nil {
		s.refuse(at+"/conduit", "Say which conduit is opened: its two zones at least.")
		return
	}
	conduit := *c.Conduit
	conduit.ID = plant.ConduitID(fmt.Sprintf("what-if-%d", i))
	if conduit.Key == "" {
		conduit.Key = fmt.Sprintf("NEW-%d", i+1)
	}
	if conduit.Name == "" {
		conduit.Name = conduit.Key
	}
	// The rules of a conduit do not ask for assets, of which there may be many.
	site := s.site
	site.Assets = nil
	if problems := plant.ProblemsOf(plant.CheckConduit(site, conduit)); len(problems) > 0 {
		for _, p := range problems {
			s.refuse(at+"/conduit"+p.Pointer, "%s", p.Text)
		}
		return
	}
	ownList(&s.copied.conduits, &s.site.Conduits)
	s.site.Conduits = append(s.site.Conduits, conduit)
	s.levels.PutConduit(conduit)
	s.riskTouched, s.depthTouched = true, true
	s.tell(c.Kind, "Conduit %s is opened between %s and %s.", conduit.Key, s.place(conduit.From), s.place(conduit.To))
	s.do(i, "", "", "Declare conduit %s between %s and %s with its flows.", conduit.Key, s.place(conduit.From), s.place(conduit.To))
	if conduit.Target == nil {
		s.do(i, "", "", "Decide the SL-T of conduit %s.", conduit.Key)
	}
	s.do(i, "", "", "Assess the scenarios of conduit %s and answer its requirements.", conduit.Key)
	for k := range s.reg.Scenarios {
		x := &s.reg.Scenarios[k]
		if x.Zone != "" && (x.Zone == conduit.From || x.Zone == conduit.To) && x.Counts() {
			s.look(x, fmt.Sprintf("Conduit %s is a new way into %s: say whether it makes the scenario more likely.", conduit.Key, s.place(x.Zone)))
		}
	}
}

func (s *supposition) moveAsset(i int, at string, c *risk.Change) {
	n := slices.IndexFunc(s.site.Assets, func(a plant.Asset) bool { return string(a.ID) == c.Record })
	if n < 0 {
		s.refuse(at+"/record", "There is no such asset to move.")
		return
	}
	if c.Zone != "" && s.zone(c.Zone) == nil {
		s.refuse(at+"/zone", "There is no such zone to move the asset to.")
		return
	}
	from := s.site.Assets[n].Zone
	if from == c.Zone {
		s.refuse(at+"/zone", "Asset %s lies in %s already: choose another zone.", s.site.Assets[n].Key, s.place(c.Zone))
		return
	}
	ownList(&s.copied.assets, &s.site.Assets)
	s.site.Assets[n].Zone = c.Zone
	s.count(from, -1)
	s.count(c.Zone, 1)
	s.levels.MoveAsset(s.site.Assets[n].ID, c.Zone)
	s.riskTouched = true
	s.tell(c.Kind, "Asset %s moves from %s to %s.", s.site.Assets[n].Key, s.place(from), s.place(c.Zone))
	s.do(i, risk.OfAsset, c.Record, "Move asset %s from %s to %s, its cabling and its flows with it.", s.site.Assets[n].Key, s.place(from), s.place(c.Zone))
	for k := range s.reg.Functions {
		if f := &s.reg.Functions[k]; slices.Contains(f.Assets, plant.AssetID(c.Record)) && len(f.Zones) > 0 && !slices.Contains(f.Zones, c.Zone) {
			s.note("Function %s rests on asset %s and does not name %s among its zones.", f.Key, s.site.Assets[n].Key, s.place(c.Zone))
		}
	}
}

func (s *supposition) count(zone plant.ZoneID, by int) {
	if s.counts == nil {
		p := s.levels.Posture()
		s.counts = map[plant.ZoneID]int{"": p.Summary.Unzoned}
		for i := range p.Subjects {
			if sp := &p.Subjects[i]; sp.Subject.Kind == assess.OfZone {
				s.counts[plant.ZoneID(sp.Subject.ID)] = sp.Assets
			}
		}
	}
	s.counts[zone] += by
	s.levels.SetAssets(zone, s.counts[zone])
}

func (s *supposition) addCountermeasure(i int, at string, c *risk.Change) {
	if c.Countermeasure == nil {
		s.refuse(at+"/countermeasure", "Say which countermeasure is added.")
		return
	}
	m := *c.Countermeasure
	m.ID = risk.ID(fmt.Sprintf("what-if-%d", i))
	if m.Key == "" {
		m.Key = fmt.Sprintf("NEW-%d", i+1)
	}
	site := s.site
	problems := risk.CheckCountermeasure(risk.Context{Register: s.reg, Site: site, Today: s.base.Today}, m)
	for _, p := range problems {
		s.refuse(at+"/countermeasure"+p.Pointer, "%s", p.Text)
	}
	places := make([]int, len(c.At))
	for k, credit := range c.At {
		pointer := fmt.Sprintf("%s/at/%d", at, k)
		places[k] = slices.IndexFunc(s.reg.Scenarios, func(x risk.Scenario) bool { return x.ID == credit.Scenario })
		if places[k] < 0 {
			s.refuse(pointer+"/scenario", "There is no such scenario to give the countermeasure credit in.")
		}
		if credit.LowersLikelihood < 0 || credit.LowersConsequence < 0 || credit.LowersLikelihood > risk.MostCredit || credit.LowersConsequence > risk.MostCredit {
			s.refuse(pointer, "A credit is 0 to %d levels.", risk.MostCredit)
		}
	}
	if len(s.problems) > 0 {
		return
	}
	ownList(&s.copied.measures, &s.reg.Countermeasures)
	s.reg.Countermeasures = append(s.reg.Countermeasures, m)
	ownList(&s.copied.scenarios, &s.reg.Scenarios)
	for k, credit := range c.At {
		x := &s.reg.Scenarios[places[k]]
		x.Safeguards = append(slices.Clone(x.Safeguards), risk.Safeguard{
			Countermeasure: m.ID, Planned: m.State != risk.MeasureExisting, Reason: credit.Reason,
			LowersLikelihood: credit.LowersLikelihood, LowersConsequence: credit.LowersConsequence,
		})
		s.do(i, risk.OfScenario, string(x.ID), "Name %s as a safeguard of scenario %s.", m.Key, x.Key)
	}
	s.riskTouched, s.depthTouched = true, true
	s.tell(c.Kind, "Countermeasure %s (%s) is added as %s.", m.Key, m.Name, m.State)
	s.do(i, "", "", "Put countermeasure %s (%s) into the register%s.", m.Key, m.Name, price(&m))
	if len(c.At) == 0 {
		s.note("No scenario names %s as a safeguard, so it moves no risk: give it credit in the scenarios that it stands against.", m.Key)
	}
	if m.State == risk.MeasureExisting {
		s.suppose(i, &m)
	}
}

// price says in passing what a countermeasure takes.
func price(m *risk.Countermeasure) string {
	var parts []string
	if m.Cost > 0 {
		parts = append(parts, fmt.Sprintf("cost %v", m.Cost))
	}
	if m.Effort > 0 {
		parts = append(parts, fmt.Sprintf("%v person-days", m.Effort))
	}
	if m.NeedsShutdown {
		parts = append(parts, fmt.Sprintf("a shutdown of %v h", m.ShutdownHours))
	}
	if parts == nil {
		return ""
	}
	return ": " + strings.Join(parts, ", ")
}

// suppose takes the requirements of a countermeasure as met where it protects.
func (s *supposition) suppose(i int, m *risk.Countermeasure) {
	taken, where := 0, 0
	for _, subject := range m.Protects(s.site) {
		if n := len(s.levels.Suppose(subject, m.RequirementIDs())); n > 0 {
			taken, where = taken+n, where+1
		}
	}
	s.supposed += taken
	switch {
	case len(m.Requirements) == 0:
		s.note("%s names no requirement, so it lifts no level.", m.Key)
	case taken == 0:
		s.note("What %s meets holds already where it protects, or it protects nothing: it lifts no level.", m.Key)
	default:
		s.do(i, risk.OfCountermeasure, known(m.ID), "Once %s is in place, answer %s where it protects: %d answers at %d places were taken as met here.", m.Key, risk.JoinWords(m.Requirements), taken, where)
	}
}

// known is the id of a record that exists, "" for one that is only supposed.
func known(id risk.ID) string {
	if strings.HasPrefix(string(id), "what-if-") {
		return ""
	}
	return string(id)
}

func (s *supposition) setCountermeasure(i int, at string, c *risk.Change) {
	n := slices.IndexFunc(s.reg.Countermeasures, func(m risk.Countermeasure) bool { return string(m.ID) == c.Record })
	if n < 0 {
		s.refuse(at+"/record", "There is no such countermeasure.")
		return
	}
	state := risk.MeasureState(c.Value)
	if !slices.Contains([]risk.MeasureState{risk.MeasureProposed, risk.MeasurePlanned, risk.MeasureExisting, risk.MeasureRetired}, state) {
		s.refuse(at+"/value", "%q is no state of a countermeasure: write proposed, planned, existing or retired.", c.Value)
		return
	}
	ownList(&s.copied.measures, &s.reg.Countermeasures)
	m := &s.reg.Countermeasures[n]
	was := m.State
	if was == state {
		s.refuse(at+"/value", "Countermeasure %s is %s already: choose another state.", m.Key, state)
		return
	}
	m.State = state
	s.riskTouched, s.depthTouched = true, true
	s.tell(c.Kind, "Countermeasure %s (%s) goes from %s to %s.", m.Key, m.Name, was, state)
	switch {
	case state == risk.MeasureExisting:
		if risk.Expired(m.Expires, s.base.Today) {
			s.note("%s expired on %s, so it still counts for nothing: give it a new day.", m.Key, m.Expires)
		}
		s.do(i, risk.OfCountermeasure, c.Record, "Put %s (%s) in place, with evidence%s.", m.Key, m.Name, price(m))
		s.noLongerPlanned(m.ID)
		s.suppose(i, m)
	case was == risk.MeasureExisting:
		s.do(i, risk.OfCountermeasure, c.Record, "Take %s out of service.", m.Key)
		if len(m.Requirements) > 0 {
			s.note("%s meets %s today: answers that rest on it stay as they were given and have to be looked at again.", m.Key, risk.JoinWords(m.Requirements))
		}
	default:
		s.do(i, risk.OfCountermeasure, c.Record, "Set %s to %s.", m.Key, state)
	}
}

// noLongerPlanned lets a countermeasure count today in the scenarios that name it.
func (s *supposition) noLongerPlanned(id risk.ID) {
	ownList(&s.copied.scenarios, &s.reg.Scenarios)
	for k := range s.reg.Scenarios {
		x := &s.reg.Scenarios[k]
		for g := range x.Safeguards {
			if x.Safeguards[g].Countermeasure == id && x.Safeguards[g].Planned {
				x.Safeguards = slices.Clone(x.Safeguards)
				x.Safeguards[g].Planned = false
			}
		}
	}
}

func (s *supposition) setAssumption(i int, at string, c *risk.Change) {
	n := slices.IndexFunc(s.reg.Assumptions, func(a risk.Assumption) bool { return string(a.ID) == c.Record })
	if n < 0 {
		s.refuse(at+"/record", "There is no such assumption.")
		return
	}
	state := risk.AssumptionState(c.Value)
	if !slices.Contains([]risk.AssumptionState{risk.AssumptionOpen, risk.AssumptionConfirmed, risk.AssumptionFalse}, state) {
		s.refuse(at+"/value", "%q is no state of an assumption: write open, confirmed or false.", c.Value)
		return
	}
	ownList(&s.copied.assumptions, &s.reg.Assumptions)
	a := &s.reg.Assumptions[n]
	if a.State == state {
		s.refuse(at+"/value", "Assumption %s is %s already: choose another state.", a.Key, state)
		return
	}
	s.tell(c.Kind, "Assumption %s (%s) goes from %s to %s.", a.Key, a.Name, a.State, state)
	s.do(i, risk.OfAssumption, c.Record, "Test assumption %s and record what came out.", a.Key)
	a.State = state
	s.riskTouched = true
	if state == risk.AssumptionFalse && a.LikelihoodIfFalse == 0 && a.ConsequenceIfFalse == 0 {
		s.note("Assumption %s states no levels for being false, so it moves nothing: say what it would add.", a.Key)
	}
}

func (s *supposition) setTarget(i int, at string, c *risk.Change) {
	vector, err := sl.ParseVector(c.Value)
	if err != nil {
		s.refuse(at+"/value", "%v.", err)
		return
	}
	aim := func(t *plant.Target) *plant.Target {
		out := plant.Target{Vector: vector}
		if t != nil {
			out = *t
			out.Vector = vector
		}
		return &out
	}
	if z := s.zone(plant.ZoneID(c.Record)); z != nil {
		ownList(&s.copied.zones, &s.site.Zones)
		z = s.zone(z.ID)
		z.Target = aim(z.Target)
		s.levels.PutZone(*z)
		s.tell(c.Kind, "The SL-T of zone %s becomes %s.", z.Key, vector)
		s.do(i, risk.OfZone, c.Record, "Decide and approve %s as the SL-T of zone %s.", vector, z.Key)
	} else if n := s.conduit(c.Record); n >= 0 {
		ownList(&s.copied.conduits, &s.site.Conduits)
		conduit := &s.site.Conduits[n]
		conduit.Target = aim(conduit.Target)
		s.levels.PutConduit(*conduit)
		s.tell(c.Kind, "The SL-T of conduit %s becomes %s.", conduit.Key, vector)
		s.do(i, risk.OfConduit, c.Record, "Decide and approve %s as the SL-T of conduit %s.", vector, conduit.Key)
	} else {
		s.refuse(at+"/record", "There is no such zone or conduit to set a target for.")
		return
	}
}
