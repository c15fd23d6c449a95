package api

import (
	"context"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/csms"
	"ringwall/internal/risk"
)

// targetOperations derive and decide SL-T.
func (a *API) targetOperations() {
	const path = "/api/v1/sites/{site}/risk/targets"
	op(a, operation{id: "list-target-proposals", method: "GET", path: path, tag: tagRisk,
		summary: "SL-T as each method derives it, with the arithmetic.",
		about: "With `kind` and `id`, all methods for one zone or conduit; with `method`, that method for all of them. " +
			"Without any, what the method of the criteria proposes for every zone and conduit. Nothing is decided by it."}, a.targetProposals)
	op(a, operation{id: "decide-target", method: "POST", path: path, tag: tagRisk,
		summary: "Decide the target of a zone or conduit, by signature.",
		about: "The caller signs with the password and is stored as approver. A rationale is needed when the vector differs from the proposal " +
			"of its method, when the owner decides, and when a conduit lies below a zone it joins; SL 4 needs the method `owner`."}, a.decideTarget)
}

const tagRisk = "Risk"

// OneSubject are parameters that may name one zone or conduit.
type OneSubject struct {
	Kind string `query:"kind" enum:"zone,conduit" doc:"Of the subject, with id."`
	ID   string `query:"id" maxLength:"64" doc:"Of the zone or conduit."`
}

// subject is the zone or conduit that is named, if one is.
func (p OneSubject) subject() (assess.Subject, error) {
	if (p.Kind == "") != (p.ID == "") {
		return assess.Subject{}, newProblem(422, "Send kind and id together, or neither.")
	}
	return assess.Subject{Kind: assess.SubjectKind(p.Kind), ID: p.ID}, nil
}

func (a *API) targetProposals(ctx context.Context, who access.Principal, in *struct {
	OnSite
	OneSubject
	Method string `query:"method" enum:"consequence,band,crrf,lopa,pha,technique"`
}) (*answer[page[risk.TargetProposal]], error) {
	subject, err := in.subject()
	if err != nil {
		return nil, err
	}
	items, err := a.svc.TargetProposals(ctx, who, in.Site, csms.TargetQuery{Subject: subject, Method: risk.Method(in.Method)})
	if err != nil {
		return nil, err
	}
	return listOf(items), nil
}

// decidedTarget is a decision about a target as it is sent.
type decidedTarget struct {
	Subject  assess.Subject      `json:"subject"`
	Decision risk.TargetDecision `json:"decision"`
	Password string              `json:"password" maxLength:"200"`
}

// decided is a target as it stands, with the entry that it left.
type decided struct {
	Left
	Body csms.DecidedTarget
}

func (a *API) decideTarget(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Body decidedTarget
}) (*decided, error) {
	if k := in.Body.Subject.Kind; k != assess.OfZone && k != assess.OfConduit {
		return nil, newProblem(422, "A target is decided for a zone or a conduit: send its kind and id as subject.")
	}
	done, err := a.svc.DecideTarget(ctx, who, in.Site, in.Body.Subject, in.Body.Decision, in.Body.Password)
	if err != nil {
		return nil, err
	}
	return &decided{Left: Left{Entry: done.Entry}, Body: done}, nil
}
