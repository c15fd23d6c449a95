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
	"ringwall/internal/supply"
)

func (x *Index) describeRequirement(n *Node, k key) {
	q, _ := x.requirement(k)
	n.Key, n.Name, n.Screen = string(k.requirement)+" at "+x.names[k.subject], q.Title, xray.AnswerScreen
	n.Subject, n.Set, n.Requirement = &k.subject, k.set, k.requirement
	if k.subject.Kind == assess.OfAsset {
		n.Screen = xray.AssetScreen
	}
	v := x.verdicts[k]
	e := x.effective(k, v)
	n.State, n.Holds = e.State.Word(), yes(e.Holds)
	n.Why = sentence(e.Why)
	if len(x.sets[k.set].Maturity) > 0 && v != nil && v.Maturity > 0 {
		n.State += ", " + assess.MaturityWord(v.Maturity)
	}
	n.Gap = x.gap(k, v, e)
}

// effective is what an answer amounts to, as far as somebody worked it out.
func (x *Index) effective(k key, v *assess.Verdict) assess.Effective {
	if a := x.answer(k); a != nil {
		return a.Effective
	}
	if k.subject.Kind == assess.OfAsset {
		if a := x.component(plant.AssetID(k.subject.ID), k.requirement); a != nil {
			return a.Effective
		}
	}
	e := assess.Effective{State: assess.Unanswered, CountsAs: assess.Unanswered, Why: assess.Unanswered.Word()}
	if v != nil {
		e = assess.Effective{State: v.State, CountsAs: v.State, Why: v.State.Word(), Holds: v.State == assess.Met || v.State == assess.NotApplicable || v.State == assess.Inherited}
		if v.State == assess.Compensated || v.State == assess.NotApplied {
			e.Holds = x.in.Today.Before(v.Expires)
		}
	}
	return e
}

// sentence makes a phrase a sentence: "met" becomes "It is met."
func sentence(why string) string {
	if why == "" {
		return ""
	}
	if rest, ok := strings.CutPrefix(why, "compensating "); ok {
		return "Its compensating " + rest + "."
	}
	return "It is " + strings.TrimSuffix(why, ".") + "."
}

// gap names what is missing below an answer.
func (x *Index) gap(k key, v *assess.Verdict, e assess.Effective) string {
	what := fmt.Sprintf("%s at %s", k.requirement, x.names[k.subject])
	if k.subject.Kind == assess.OfAsset {
		return x.gapOfComponent(k, v)
	}
	switch {
	case v == nil && x.wanted(k):
		return fmt.Sprintf("No answer to %s.", what)
	case v == nil:
		return ""
	case v.State == assess.Inherited && v.From != nil && x.verdicts[key{*v.From, k.set, k.requirement}] == nil:
		return fmt.Sprintf("No answer to %s at %s, from where %s inherits it.", k.requirement, cmp.Or(x.names[*v.From], "what is gone"), x.names[k.subject])
	case (v.State == assess.Compensated || v.State == assess.NotApplied) && v.Compensating != "" && !x.registered(v):
		return fmt.Sprintf("No countermeasure of the register for %s.", what)
	case v.State == assess.ByComponents && len(x.componentsOf(k.subject)) == 0:
		return fmt.Sprintf("No components for %s.", what)
	}
	if !e.Holds || v.State == assess.Inherited || v.State == assess.ByComponents || v.State == assess.NotApplicable {
		return ""
	}
	return x.unproven(what, v)
}

func (x *Index) registered(v *assess.Verdict) bool {
	_, ok := x.measure(v.Compensating)
	return ok
}

// wanted says whether somebody asks for a requirement: a target, or an heir.
func (x *Index) wanted(k key) bool {
	if k.set != catalog.SystemRequirements {
		return false
	}
	q, ok := x.requirement(k)
	t := x.target(k.subject)
	return len(x.heirs[k]) > 0 || ok && t != nil && q.From > 0 && q.From <= t.Vector[q.FR]
}

// unproven names the evidence that an answer lacks. Evidence in words is left to
// whoever reads it. No key of an evidence is told, for it may be closed.
func (x *Index) unproven(what string, v *assess.Verdict) string {
	if len(v.Proofs) == 0 {
		if len(v.Evidence) > 0 {
			return ""
		}
		return fmt.Sprintf("No evidence for %s.", what)
	}
	for _, id := range v.Proofs {
		e := x.evidence[supply.ID(id)]
		if e != nil && proof.Standing(*e, v.Set, v.Requirement, x.in.Freshness, x.in.Grounds[e.ID], x.in.Today).State == proof.Valid {
			return ""
		}
	}
	return fmt.Sprintf("No evidence for %s counts today.", what)
}

func (x *Index) gapOfComponent(k key, own *assess.Verdict) string {
	id := plant.AssetID(k.subject.ID)
	what := fmt.Sprintf("%s at %s", k.requirement, x.names[k.subject])
	p := x.products[x.in.Installed[id]]
	switch {
	case own != nil:
		if own.State == assess.Met {
			return x.unproven(what, own)
		}
		return ""
	case p == nil:
		return fmt.Sprintf("No product of the library for %s, so no claim for %s.", x.names[k.subject], k.requirement)
	case x.verdicts[key{assess.Subject{Kind: assess.OfProduct, ID: string(p.ID)}, k.set, k.requirement}] == nil:
		return fmt.Sprintf("No claim for %s of product %s.", k.requirement, p.Key)
	}
	return ""
}

func (x *Index) describeClaim(n *Node, k key) {
	q, _ := x.requirement(k)
	v := x.verdicts[k]
	n.Key, n.Name, n.Screen = string(k.requirement)+" of "+x.names[k.subject], q.Title, xray.ProductScreen
	n.Subject, n.Set, n.Requirement = &k.subject, k.set, k.requirement
	e := x.effective(key{assess.Subject{}, k.set, k.requirement}, v)
	n.State, n.Holds = e.State.Word(), yes(e.Holds)
	n.Why = sentence(e.Why)
	if v.Assessor != "" {
		n.Why = fmt.Sprintf("It is claimed to be %s by %s.", e.Why, v.Assessor)
	}
	if !e.Holds || len(x.certsOf[supply.ID(k.subject.ID)]) > 0 {
		return
	}
	n.Gap = x.unproven(n.Key, v)
	if n.Gap == fmt.Sprintf("No evidence for %s.", n.Key) {
		n.Gap = fmt.Sprintf("Neither evidence nor certificate for %s.", n.Key)
	}
}
