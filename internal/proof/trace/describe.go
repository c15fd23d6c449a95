package trace

import (
	"cmp"
	"fmt"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/proof/xray"
	"ringwall/internal/risk"
	"ringwall/internal/supply"
)

func compareKeys(a, b string) int { return cmp.Or(plant.CompareKeys(a, b), cmp.Compare(a, b)) }

func yes(b bool) *bool { return &b }

// describe says what a node is and how it stands today.
func (x *Index) describe(r Ref) Node {
	n := Node{Ref: r}
	switch r.Kind {
	case WorstCase:
		x.describeWorst(&n, x.worst[risk.ID(r.ID)])
	case Scenario:
		x.describeScenario(&n, x.scenarios[risk.ID(r.ID)])
	case Zone:
		z := x.zones[plant.ZoneID(r.ID)]
		n.Key, n.Name, n.Screen = z.Key, z.Name, xray.ZoneScreen
		x.describeSubject(&n, assess.Subject{Kind: assess.OfZone, ID: r.ID}, z.External)
	case Conduit:
		c := x.conduits[plant.ConduitID(r.ID)]
		n.Key, n.Name, n.Screen = c.Key, c.Name, xray.ZoneScreen
		x.describeSubject(&n, assess.Subject{Kind: assess.OfConduit, ID: r.ID}, false)
	case Target:
		x.describeTarget(&n)
	case Requirement:
		k, _ := x.keyAt(r)
		x.describeRequirement(&n, k)
	case Countermeasure:
		x.describeMeasure(&n, x.measures[risk.ID(r.ID)])
	case Asset:
		x.describeAsset(&n, x.assets[plant.AssetID(r.ID)])
	case Product:
		x.describeProduct(&n, x.products[supply.ID(r.ID)])
	case Claim:
		k, _ := x.keyAt(r)
		x.describeClaim(&n, k)
	case Certificate:
		x.describeCertificate(&n, x.certs[supply.ID(r.ID)])
	case Test:
		x.describeTest(&n, x.tests[supply.ID(r.ID)])
	case Evidence:
		x.describeEvidence(&n, x.evidence[supply.ID(r.ID)])
	case Assessment:
		a := x.campaigns[supply.ID(r.ID)]
		n.Key, n.Name, n.State, n.Screen, n.Set = a.Key, a.Name, a.State.Word(), xray.AssessmentScreen, a.Set
		n.Holds = yes(a.State == proof.Signed)
		n.Why = "It is " + a.State.Word() + "."
		if a.Review != nil {
			n.Why = fmt.Sprintf("%s signed it on %s.", a.Review.Name, plant.DateOf(a.Review.At))
		}
	case Finding:
		f := x.findings[r.ID]
		n.Key, n.Name, n.State, n.Why, n.Screen = f.Key, f.Title, string(f.Severity), f.Text, xray.FindingScreen
	case XRay:
		f := x.xrays[r.ID]
		n.Key, n.Name, n.State, n.Why, n.Screen = f.Key, f.Title, string(f.Severity), f.Text, f.Screen
	}
	return n
}

func (x *Index) describeWorst(n *Node, w *risk.WorstCase) {
	n.Key, n.Name, n.Screen = w.Key, w.Name, xray.RiskScreen
	if res, ok := x.in.Risk.WorstCase(w.ID); ok {
		n.Why = res.Why
		if res.Consequence > 0 {
			n.State = fmt.Sprintf("consequence %d", res.Consequence)
		}
	}
	if len(x.causes[w.ID]) == 0 {
		n.Gap = fmt.Sprintf("No scenario says how worst case %s comes about.", w.Key)
	}
}

func (x *Index) describeScenario(n *Node, s *risk.Scenario) {
	n.Key, n.Name, n.Screen = s.Key, s.Name, xray.RiskScreen
	if res, ok := x.in.Risk.Scenario(s.ID); ok {
		n.Why = res.Residual.Why
		if res.Residual.Rated() {
			n.State, n.Holds = "residual risk "+string(res.Residual.Band), yes(res.TolerableToday)
		} else {
			n.State = "not rated"
		}
	}
	at := nodeOf(s)
	switch {
	case at.ID == "":
		n.Gap = fmt.Sprintf("Scenario %s happens in no zone and on no conduit, so no target holds it down.", s.Key)
	case x.target(at) == nil && len(s.Safeguards) == 0:
		n.Gap = fmt.Sprintf("Nothing holds scenario %s down: %s has no target, and no safeguard is named.", s.Key, x.names[at])
	}
}

func (x *Index) describeSubject(n *Node, s assess.Subject, external bool) {
	n.Subject = &s
	p := x.postures[s]
	switch {
	case external:
		n.State, n.Why = "outside", "It is outside of the owner's control, so nothing is asked of it."
		return
	case p == nil:
		n.Why = "Nothing is computed of it."
		return
	case p.Target == nil:
		n.State, n.Why = "SL-A "+p.Achieved.String(), "It has no target, so nothing is asked of it."
		if len(x.at[s]) > 0 {
			n.Gap = fmt.Sprintf("No target for %s, where %s.", x.names[s], happen(len(x.at[s])))
		}
		return
	}
	n.State, n.Holds = fmt.Sprintf("SL-A %s of SL-T %s", p.Achieved, p.Target), yes(p.Steps == 0)
	n.Why = "It reaches its target in all seven foundational requirements."
	for _, f := range p.FRs {
		if f.Gap > 0 {
			n.Why = f.Reason
			break
		}
	}
}

func happen(n int) string {
	if n == 1 {
		return "1 scenario happens"
	}
	return fmt.Sprintf("%d scenarios happen", n)
}

func (x *Index) describeTarget(n *Node) {
	s, _, _, _ := n.Ref.at()
	t := x.target(s)
	n.Subject, n.Set, n.Screen = &s, catalog.SystemRequirements, xray.ZoneScreen
	n.Key, n.Name, n.State = "SL-T at "+x.names[s], "Target of "+x.names[s], t.Vector.String()
	if p := x.postures[s]; p != nil && p.Target != nil {
		n.Holds = yes(p.Steps == 0)
	}
	why := "It was decided"
	if m := strings.TrimSpace(t.Method); m != "" {
		why += " by “" + m + "”"
	}
	switch {
	case t.Approver != "" && t.ApprovedOn != "":
		why += fmt.Sprintf(" and approved by %s on %s", t.Approver, t.ApprovedOn)
	case t.Approver != "":
		why += " and approved by " + t.Approver
	default:
		n.Gap = fmt.Sprintf("Nobody approved the target of %s.", x.names[s])
	}
	n.Why = why + "."
}

func (x *Index) describeMeasure(n *Node, c *risk.Countermeasure) {
	n.Key, n.Name, n.Screen, n.State = c.Key, c.Name, xray.MeasureScreen, string(c.State)
	n.Holds = yes(c.State == risk.MeasureExisting && !risk.Expired(c.Expires, x.in.Today))
	switch {
	case risk.Expired(c.Expires, x.in.Today):
		n.State, n.Why = "expired", fmt.Sprintf("It expired on %s.", c.Expires)
	case c.State != risk.MeasureExisting:
		n.Why = fmt.Sprintf("It is %s, so it counts for nothing today.", c.State)
	case c.Expires != "":
		n.Why = fmt.Sprintf("It is in place until %s.", c.Expires)
	default:
		n.Why = "It is in place."
	}
	if *n.Holds && strings.TrimSpace(c.Evidence) == "" {
		n.Gap = fmt.Sprintf("No evidence for countermeasure %s.", c.Key)
	}
}

func (x *Index) describeAsset(n *Node, a *plant.Asset) {
	n.Key, n.Name, n.Screen = a.Key, cmp.Or(a.Name, strings.TrimSpace(a.Vendor+" "+a.Model)), xray.AssetScreen
	n.Subject = &assess.Subject{Kind: assess.OfAsset, ID: string(a.ID)}
	p := x.products[x.in.Installed[a.ID]]
	switch {
	case risk.Expired(a.Retired, x.in.Today):
		n.State, n.Why = "retired", fmt.Sprintf("It was retired on %s.", a.Retired)
	case p != nil:
		n.Why = fmt.Sprintf("It is product %s of the library.", p.Key)
	default:
		n.Why, n.Gap = "The library has no product that it is.", fmt.Sprintf("No product of the library for asset %s.", a.Key)
	}
	if x.in.Component != nil && n.State == "" {
		if c, ok := x.in.Component(a.ID); ok {
			n.State = "SL-C " + c.Capable.String()
		}
	}
}

func (x *Index) describeProduct(n *Node, p *supply.Product) {
	n.Key, n.Name, n.Screen = p.Key, strings.TrimSpace(p.Vendor+" "+p.Model+" "+p.Release), xray.ProductScreen
	n.Subject = &assess.Subject{Kind: assess.OfProduct, ID: string(p.ID)}
	if x.in.Capability != nil {
		c := x.in.Capability(string(p.ID))
		n.State, n.Why = "SL-C "+c.Capable.String(), cmp.Or(c.Note, c.Conditional, "Its claims amount to that.")
	}
	if len(x.claimed[p.ID]) == 0 {
		n.Gap, n.Why = fmt.Sprintf("No claims of product %s.", p.Key), cmp.Or(n.Why, "Nothing is claimed of it.")
	}
}

func (x *Index) describeCertificate(n *Node, c *supply.Certificate) {
	n.Key, n.Name, n.Screen = c.Key, cmp.Or(c.Name, string(c.Scheme)), xray.CertificateScreen
	switch {
	case c.Revoked != "" && !x.in.Today.Before(c.Revoked):
		n.State, n.Why, n.Holds = "revoked", fmt.Sprintf("It was revoked on %s.", c.Revoked), yes(false)
	case c.Expires != "" && c.Expires.Before(x.in.Today):
		n.State, n.Why, n.Holds = "expired", fmt.Sprintf("It expired on %s.", c.Expires), yes(false)
	default:
		n.State, n.Holds, n.Why = "in force", yes(true), "It is in force."
		if c.Expires != "" {
			n.Why = fmt.Sprintf("It is in force until %s.", c.Expires)
		}
	}
	if c.Level > 0 {
		n.State += fmt.Sprintf(", SL %d", c.Level)
	}
}

func (x *Index) describeTest(n *Node, t *supply.Test) {
	n.Key, n.Name, n.Screen, n.State = t.Key, cmp.Or(t.Name, t.Asks), xray.TestScreen, string(t.Result)
	if t.Result != "open" {
		n.Holds = yes(t.Result == "passed")
	}
	switch t.Result {
	case "open":
		n.Why = "It was not held yet."
	case "failed", "waived":
		n.Why = fmt.Sprintf("It was %s on %s: %s", t.Result, t.On, cmp.Or(t.Found, "no reason is stated."))
	default:
		n.Why = fmt.Sprintf("It passed on %s.", t.On)
	}
	if t.Result == "passed" && len(t.Proofs) == 0 {
		n.Gap = fmt.Sprintf("No evidence for test %s.", t.Key)
	}
}

// describeEvidence says how an evidence stands for what it serves: the worst of it.
func (x *Index) describeEvidence(n *Node, e *proof.Evidence) {
	n.Key, n.Name, n.Screen = e.Key, e.Name, xray.EvidenceScreen
	var serves []proof.Serves
	for _, r := range x.shows[e.ID] {
		if k, ok := x.keyAt(r); ok && (r.Kind == Requirement || r.Kind == Claim) {
			serves = append(serves, proof.Serves{Set: k.set, Requirement: k.requirement})
		}
	}
	s := proof.Overall(*e, serves, x.in.Freshness, x.in.Grounds[e.ID], x.in.Today)
	n.State, n.Why, n.Holds = s.State.Word(), s.Why, yes(s.State == proof.Valid)
}
