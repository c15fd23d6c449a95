package supply

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/risk/spec"
)

// AskedOf is what a specification asks of an integrator. The scenarios, their
// ratings and the reasons of targets that tell of them stay with the owner, and
// so does what is met today.
func AskedOf(c spec.CRS, site plant.Site, standing spec.Standing) (Asked, error) {
	digest, err := c.Digest()
	if err != nil {
		return Asked{}, err
	}
	s, written := c.System, c.Specification
	a := Asked{
		Specification: AskedHead{
			Key: written.Key, Name: written.Name, Set: catalog.SystemRequirements, Digest: digest,
			Draft: !standing.Stands, Standing: standing.Why, Day: c.Today,
		},
		System: AskedSystem{
			Site: site.Key, SiteName: site.Name, Key: s.Key, Name: s.Name, Description: s.Description, Perimeter: s.Perimeter, Owner: s.Owner,
			Environment: written.Environment, Policies: written.Policies, Regulations: written.Regulations,
		},
		Requirements: []AskedText{}, Lines: []AskedLine{},
	}
	for _, p := range s.AccessPoints {
		a.System.AccessPoints = append(a.System.AccessPoints, joined(", ", strings.TrimSpace(p.Key+" "+p.Name), p.Kind.Word()))
	}
	a.takePlant(site, s)
	for _, r := range c.Catalogue {
		a.Requirements = append(a.Requirements, AskedText{r.ID, r.FR, r.Title, r.Text, r.Question, r.Evidence})
	}
	for _, l := range c.Lines {
		a.Lines = append(a.Lines, askedLine(l, site.ID))
	}
	return a, nil
}

// takePlant takes the zones and conduits of the system, and the zones beyond it
// at which one of its conduits ends.
func (a *Asked) takePlant(site plant.Site, s spec.System) {
	site.Assets = nil
	d := plant.DocumentOf(site, nil)
	a.Zones, a.Conduits = []plant.DocZone{}, []plant.DocConduit{}
	ends := map[string]bool{}
	for _, c := range d.Conduits {
		if slices.Contains(s.ConduitKeys, c.Key) {
			c.Target, c.Devices = handedOut(c.Target), nil // assets are not handed out
			a.Conduits = append(a.Conduits, c)
			ends[c.From], ends[c.To] = true, true
		}
	}
	kept := map[string]bool{}
	for _, z := range d.Zones {
		inside := slices.Contains(s.ZoneKeys, z.Key)
		if inside || ends[z.Key] {
			kept[z.Key] = true
		}
		switch {
		case inside:
			z.Target = handedOut(z.Target)
			a.Zones = append(a.Zones, z)
		case ends[z.Key]: // only what is needed to know where a conduit ends
			a.Zones = append(a.Zones, plant.DocZone{Key: z.Key, Name: z.Name, Kind: z.Kind, Safety: z.Safety, External: z.External})
			a.Outside = append(a.Outside, z.Key)
		}
	}
	for i := range a.Zones {
		if !kept[a.Zones[i].Parent] {
			a.Zones[i].Parent = ""
		}
	}
}

// handedOut is a target without its rationale, which tells of the risk.
func handedOut(t *plant.Target) *plant.Target {
	if t == nil {
		return nil
	}
	out := *t
	out.Rationale = ""
	return &out
}

func askedLine(l spec.Line, site plant.SiteID) AskedLine {
	if l.Planned {
		l = withoutRisk(l, site)
	}
	out := AskedLine{
		ID: l.ID, Number: l.Number, Subject: "system", Name: l.SubjectName, FR: l.FR, Requirement: l.Requirement, Title: l.Title,
		Own: l.Own, Planned: l.Planned, Target: l.Target,
		Verification: l.Verification, VerificationWhy: l.VerificationWhy, HoldPoint: l.HoldPoint, Note: l.Note,
	}
	if l.Subject != (assess.Subject{}) {
		out.Subject = string(l.Subject.Kind) + " " + l.SubjectKey
	}
	if l.Own || l.Planned || l.FR == "" {
		out.Text = l.Text
	}
	if l.Planned { // the reason names scenarios
		out.VerificationWhy = ""
	}
	return out
}

// withoutRisk is a planned countermeasure as others may know it: not what the
// residual risk counts on, nor of which scenario it is. A safeguard that goes by
// its scenario gets a name that is always the same and tells nothing. The id of
// the site, which never leaves it, keeps the name from being guessed.
func withoutRisk(l spec.Line, site plant.SiteID) spec.Line {
	l.Text, _, _ = strings.Cut(l.Text, ", with what the residual risk")
	l.Text = strings.TrimSuffix(l.Text, ".") + "."
	if strings.Contains(l.Requirement, "/") {
		sum := sha256.Sum256([]byte(string(site) + "\n" + l.ID))
		l.Requirement = fmt.Sprintf("M-%x", sum[:6])
		l.ID = "all/" + l.Requirement
	}
	return l
}

// Text is what a line asks.
func (a *Asked) Text(l AskedLine) string {
	if l.Text != "" {
		return l.Text
	}
	r, _ := a.requirement(l.Requirement)
	return r.Text
}

func (a *Asked) requirement(id string) (AskedText, bool) {
	i := slices.IndexFunc(a.Requirements, func(r AskedText) bool { return r.ID == id })
	if i < 0 {
		return AskedText{}, false
	}
	return a.Requirements[i], true
}

func joined(by string, words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(s string) bool { return s == "" }), by)
}
