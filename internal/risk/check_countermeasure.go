package risk

import (
	"fmt"
	"regexp"

	"ringwall/internal/plant"
)

var requirementForm = regexp.MustCompile(`^[A-Z]{2,5} [0-9]+(\.[0-9]+){0,3}( RE ?\(?[0-9]+\)?)?$`)

// CheckCountermeasure lists the rules that a countermeasure breaks.
func CheckCountermeasure(ctx Context, m Countermeasure) plant.Problems {
	var p problems
	head(&p, "countermeasure", &m, ctx.Register.Countermeasures)
	plant.OneOf(&p.Form, "/layer", m.Layer, Layers)
	plant.OneOf(&p.Form, "/kind", m.Kind, MeasureKinds)
	plant.OneOf(&p.Form, "/state", m.State, []MeasureState{MeasureProposed, MeasurePlanned, MeasureExisting, MeasureRetired})
	if m.ProtectiveFunction && (m.State == MeasureProposed || m.State == MeasurePlanned) {
		p.Add("/protectiveFunction", "Countermeasure %q would put a security control inside a protective function, where none may be: place it outside, so that it cannot keep the function from acting.", m.Key)
	}
	p.Text("/description", m.Description)
	p.Short("/owner", m.Owner)
	own(&p, "/zones", m.Zones)
	own(&p, "/conduits", m.Conduits)
	p.dependencies("/dependencies", m.Dependencies)
	p.Count("/requirements", len(m.Requirements), 200)
	for i, id := range m.Requirements {
		if !requirementForm.MatchString(id) {
			p.Add(fmt.Sprintf("/requirements/%d", i), "%q is no requirement: write its id, such as SR 1.1 or SR 1.1 RE 1.", plant.Clip(id))
		}
	}
	p.amount("/cost", "cost", m.Cost, 1e12)
	p.amount("/effort", "effort", m.Effort, 1e6)
	p.amount("/shutdownHours", "shutdown", m.ShutdownHours, mostHours)
	if m.ShutdownHours > 0 && !m.NeedsShutdown {
		p.Add("/needsShutdown", "The measure has %v hours of shutdown but needs none: say that it needs one, or remove the hours.", m.ShutdownHours)
	}
	p.Text("/evidence", m.Evidence)
	p.past("/testedOn", "test", m.TestedOn, ctx.Today)
	p.Day("/expires", m.Expires)
	if m.Expires.Before(m.TestedOn) {
		p.Add("/expires", "The measure would expire on %s, before it was tested on %s: correct one of the two days.", m.Expires, m.TestedOn)
	}
	p.Count("/conflicts", len(m.Conflicts), mostConflicts)
	for i, c := range m.Conflicts {
		p.conflict(fmt.Sprintf("/conflicts/%d", i), c, ctx.Today)
	}
	return p.Problems
}

// conflict checks a clash of security and safety: it is settled by both sides
// or by none.
func (p *problems) conflict(at string, c SafetyConflict, today plant.Date) {
	p.needed(at+"/text", "text of the conflict", c.Text)
	p.Text(at+"/resolution", c.Resolution)
	p.Short(at+"/safetyBy", c.SafetyBy)
	p.Short(at+"/securityBy", c.SecurityBy)
	p.past(at+"/on", "resolution", c.On, today)
	if c.Resolution == "" {
		return
	}
	if c.SafetyBy == "" {
		p.Add(at+"/safetyBy", "The conflict is resolved without the safety side: name who agreed for it.")
	}
	if c.SecurityBy == "" {
		p.Add(at+"/securityBy", "The conflict is resolved without the security side: name who agreed for it.")
	}
}

// CheckEnvironment lists the rules that a security environment breaks.
func CheckEnvironment(ctx Context, e Environment) plant.Problems {
	var p problems
	head(&p, "environment", &e, ctx.Register.Environments)
	if e.Zone == "" {
		p.Add("/zone", "The environment says of no zone what it relies on: name the safety zone.")
	}
	for i := range ctx.Site.Zones {
		if z := &ctx.Site.Zones[i]; z.ID == e.Zone && !safetyZone(z) {
			p.Add("/zone", "Zone %s is no safety zone: name one that is, or mark it as one.", z.Key)
		}
	}
	p.needed("/statement", "statement", e.Statement)
	own(&p, "/countermeasures", e.Countermeasures)
	p.Short("/owner", e.Owner)
	p.Text("/evidence", e.Evidence)
	p.Day("/validUntil", e.ValidUntil)
	return p.Problems
}
