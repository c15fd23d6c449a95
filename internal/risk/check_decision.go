package risk

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"time"

	"ringwall/internal/plant"
)

// CheckFindingDecision lists the rules that a decision about a finding breaks.
func CheckFindingDecision(ctx Context, f FindingDecision) plant.Problems {
	var p problems
	p.findingKey(f, ctx.Register.Findings)
	p.Short("/owner", f.Owner)
	p.Day("/due", f.Due)
	p.Text("/note", f.Note)
	if a := f.Accepted; a != nil {
		p.needed("/accepted/justification", "justification", a.Justification)
		p.needed("/accepted/by", "name of who accepted it", a.By)
		p.past("/accepted/on", "acceptance", a.On, ctx.Today)
		p.Day("/accepted/until", a.Until)
		if a.Until == "" {
			p.Add("/accepted/until", "The finding would be accepted for ever: say until when.")
		}
		if a.Until.Before(a.On) {
			p.Add("/accepted/until", "The acceptance would end on %s, before it began on %s: correct one of the two days.", a.Until, a.On)
		}
	}
	return p.Problems
}

// CheckProposal lists the rules that a kept what-if breaks.
func CheckProposal(ctx Context, x Proposal) plant.Problems {
	var p problems
	head(&p, "proposal", &x, ctx.Register.Proposals)
	p.Text("/note", x.Note)
	p.Count("/changes", len(x.Changes), mostChanges)
	if len(x.Changes) == 0 {
		p.Add("/changes", "The proposal changes nothing: keep a what-if with at least one change.")
	}
	for i := range x.Changes {
		p.change(fmt.Sprintf("/changes/%d", i), &x.Changes[i], ctx.Today)
	}
	p.kept("/result", x.Result)
	return p.Problems
}

// change checks the form of one step; whether it can be done is for the what-if
// to say, for the site may have changed since the proposal was kept.
func (p *problems) change(at string, c *Change, today plant.Date) {
	plant.OneOf(&p.Form, at+"/kind", c.Kind, []ChangeKind{
		CloseConduit, OpenConduit, MoveAsset, AddCountermeasure, SetCountermeasure, SetAssumption, SetTarget,
	})
	p.Short(at+"/value", c.Value)
	if c.Countermeasure != nil {
		m := *c.Countermeasure
		m.Key = cmp.Or(m.Key, "NEW") // it gets one when it is done
		p.Problems = append(p.Problems, under(at+"/countermeasure", CheckCountermeasure(Context{Today: today}, m))...)
	}
	if c.Conduit != nil {
		var added problems
		added.Key("conduit", cmp.Or(c.Conduit.Key, "NEW"), false)
		added.Short("/name", c.Conduit.Name)
		p.Problems = append(p.Problems, under(at+"/conduit", added.Problems)...)
	}
	p.Count(at+"/at", len(c.At), mostRefs)
	for i, x := range c.At {
		here := fmt.Sprintf("%s/at/%d", at, i)
		p.levels(here+"/lowersLikelihood", "credit on the likelihood", x.LowersLikelihood, MostCredit)
		p.levels(here+"/lowersConsequence", "credit on the consequence", x.LowersConsequence, MostCredit)
		p.Text(here+"/reason", x.Reason)
	}
}

// CheckRoadmap lists the rules that a kept plan breaks.
func CheckRoadmap(ctx Context, r Roadmap) plant.Problems {
	var p problems
	head(&p, "roadmap", &r, ctx.Register.Roadmaps)
	p.Text("/note", r.Note)
	p.kept("/asked", r.Asked)
	p.kept("/plan", r.Plan)
	return p.Problems
}

// kept checks a result that is stored as it was shown.
func (p *problems) kept(at string, raw json.RawMessage) {
	if len(raw) > mostBytes {
		p.Add(at, "The result has %d bytes: at most %d are kept.", len(raw), mostBytes)
	} else if len(raw) > 0 && !json.Valid(raw) {
		p.Add(at, "The result is no JSON: keep it as it was shown.")
	}
}

// CheckSpecification lists the rules that the written part of a specification breaks.
func CheckSpecification(ctx Context, s Specification) plant.Problems {
	var p problems
	head(&p, "specification", &s, ctx.Register.Specifications)
	p.Text("/introduction", s.Introduction)
	p.Text("/environment", s.Environment)
	p.Text("/threatEnvironment", s.ThreatEnvironment)
	p.Lines("/policies", s.Policies)
	p.Lines("/regulations", s.Regulations)
	p.Count("/lines", len(s.Lines), mostSpecLines)
	for i, l := range s.Lines {
		at := fmt.Sprintf("/lines/%d", i)
		if !requirementForm.MatchString(l.Requirement) {
			p.Add(at+"/requirement", "%q is no requirement: write its id, such as SR 1.1 or SR 1.1 RE 1.", plant.Clip(l.Requirement))
		}
		if l.Zone != "" && l.Conduit != "" {
			p.Add(at+"/conduit", "The line has both a zone and a conduit: keep one, or neither for every subject.")
		}
		optional(&p, at+"/verification", l.Verification, Verifications)
		p.Text(at+"/note", l.Note)
	}
	p.Count("/own", len(s.Own), mostLines)
	first := map[string]int{}
	for i, o := range s.Own {
		at := fmt.Sprintf("/own/%d", i)
		if !plant.ValidKey(o.Key) {
			p.Add(at+"/key", "%q is no key of a requirement: give it a short one, such as OR-01.", plant.Clip(o.Key))
		} else if k, twice := first[o.Key]; twice {
			p.Add(at+"/key", "Requirement %d has the key %q as well: give each its own.", k+1, o.Key)
		} else {
			first[o.Key] = i
		}
		p.needed(at+"/text", "text of the requirement", o.Text)
		own(&p, at+"/zones", o.Zones)
		own(&p, at+"/conduits", o.Conduits)
		own(&p, at+"/scenarios", o.Scenarios)
		optional(&p, at+"/verification", o.Verification, Verifications)
	}
	return p.Problems
}

var digestForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

// CheckApproval lists the rules that an approval breaks.
func CheckApproval(ctx Context, a Approval) plant.Problems {
	var p problems
	keyed(&p, "approval", &a, ctx.Register.Approvals)
	if a.Revision < 1 {
		p.Add("/revision", "The approval names no revision of the site: say what was approved.")
	}
	if !digestForm.MatchString(a.Digest) {
		p.Add("/digest", "%q is no SHA-256 digest: write the 64 hexadecimal digits of what was approved.", plant.Clip(a.Digest))
	}
	p.Lines("/decisions", a.Decisions)
	p.Lines("/conditions", a.Conditions)
	p.Text("/doesNot", a.DoesNot)
	p.Day("/reviewBy", a.ReviewBy)
	if a.ReviewBy == "" {
		p.Add("/reviewBy", "The approval has no day of review: give one, at most %d years on.", longestApproval)
	} else if latest := plant.DateOf(a.Signed.At.AddDate(longestApproval, 0, 0)); a.Signed.At != (time.Time{}) && latest < a.ReviewBy {
		p.Add("/reviewBy", "The review on %s lies more than %d years after the approval: choose a day up to %s.", a.ReviewBy, longestApproval, latest)
	}
	if a.Signed.By == "" {
		p.Add("/signed/by", "The approval is not signed: approve by signing in again.")
	}
	if r := a.Reopened; r != nil {
		plant.OneOf(&p.Form, "/reopened/trigger", r.Trigger, Triggers)
		p.needed("/reopened/what", "event", r.What)
		p.past("/reopened/on", "event", r.On, ctx.Today)
	}
	return p.Problems
}

// Triggers lists the triggers in the order of menus.
var Triggers = []Trigger{AssetChanged, PathChanged, Incident, SupplierChanged, NewTechnique, AssumptionFailed, AcceptanceExpired, ReviewDue, AssumptionOverdue}

// CheckTask lists the rules that a task breaks.
func CheckTask(ctx Context, t Task) plant.Problems {
	var p problems
	head(&p, "task", &t, ctx.Register.Tasks)
	p.Text("/why", t.Why)
	optional(&p, "/trigger", t.Trigger, Triggers)
	p.Short("/kind", t.Kind)
	p.Short("/record", t.Record)
	p.Short("/owner", t.Owner)
	p.Day("/due", t.Due)
	p.past("/done", "completion", t.Done, ctx.Today)
	p.Text("/outcome", t.Outcome)
	return p.Problems
}
