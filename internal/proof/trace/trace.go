// Package trace follows a risk down to the proof that it is held down, and back:
// scenario, target, requirement at a zone, the claim or the countermeasure that
// meets it, the test, the evidence, and what speaks against them. A node is one
// of these records, an edge leads from what rests on something to what it rests
// on, and reads in both directions.
package trace

import (
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/proof/xray"
)

// Kind is the kind of a node.
type Kind string

// The kinds of node, from the risk to the proof.
const (
	WorstCase      Kind = "worst-case"
	Scenario       Kind = "scenario"
	Zone           Kind = "zone"
	Conduit        Kind = "conduit"
	Target         Kind = "target"      // of a zone or conduit
	Requirement    Kind = "requirement" // at a subject
	Countermeasure Kind = "countermeasure"
	Asset          Kind = "asset"
	Product        Kind = "product"
	Claim          Kind = "claim"
	Certificate    Kind = "certificate"
	Test           Kind = "test"
	Evidence       Kind = "evidence"
	Assessment     Kind = "assessment"
	Finding        Kind = "finding"
	XRay           Kind = "xray"
)

// Kinds lists the kinds from the risk to the proof.
var Kinds = []Kind{WorstCase, Scenario, Zone, Conduit, Target, Requirement, Countermeasure, Asset, Product, Claim, Certificate, Test, Evidence, Assessment, Finding, XRay}

// Ref names a node. The id is that of the record. A target is "zone:id" or
// "conduit:id", a requirement "zone:id/set/SR 1.1", a claim "product:id/set/CR
// 1.1"; see [RequirementAt].
type Ref struct {
	Kind Kind   `json:"kind" enum:"worst-case,scenario,zone,conduit,target,requirement,countermeasure,asset,product,claim,certificate,test,evidence,assessment,finding,xray"`
	ID   string `json:"id"`
}

// Node is one record of the chain.
type Node struct {
	Ref
	Key   string `json:"key"`
	Name  string `json:"name,omitempty"`
	State string `json:"state,omitempty"` // in words
	// Holds says whether it does its part of holding the risk down; nil where that
	// is no question.
	Holds *bool  `json:"holds"`
	Why   string `json:"why"` // one sentence
	// Gap names what is missing below it: "No evidence for SR 1.1 at zone Z-01."
	Gap    string      `json:"gap,omitempty"`
	Screen xray.Screen `json:"screen,omitempty"`
	// Of a requirement, target or claim: what it is about.
	Subject     *assess.Subject       `json:"subject,omitempty"`
	Set         catalog.SetID         `json:"set,omitempty"`
	Requirement catalog.RequirementID `json:"requirement,omitempty"`
	// Up and Down count the nodes that it leads to, shown or not.
	Up   int `json:"up"`
	Down int `json:"down"`
}

// Edge leads from what rests on something to what it rests on.
type Edge struct {
	From Ref `json:"from"`
	To   Ref `json:"to"`
	// Verb reads from From to To: "is held down by"; Back the other way: "holds down".
	Verb string `json:"verb"`
	Back string `json:"back"`
}

// Graph is a part of the whole. The node that was asked for comes first.
type Graph struct {
	Nodes []Node `json:"nodes"`
	Edges []Edge `json:"edges"`
	// Gaps name what is missing at the shown nodes.
	Gaps []Gap `json:"gaps"`
	// Cut says where the walk ended before the end; empty when all is there.
	Cut string `json:"cut,omitempty"`
}

// Gap is a missing link.
type Gap struct {
	At   Ref    `json:"at"`
	Text string `json:"text"` // one sentence
}

// relation is a kind of edge by its two verbs.
type relation struct{ down, up string }

var (
	comesAbout = relation{"comes about by", "leads to"}
	threatens  = relation{"threatens", "is threatened by"}
	isHeld     = relation{"is held down by", "holds down"}
	aims       = relation{"is to reach", "is the target of"}
	asksFor    = relation{"asks for", "is asked for by"}
	inherits   = relation{"is inherited from", "is inherited by"}
	isStoodFor = relation{"is made up for by", "stands in for"}
	isHelped   = relation{"is helped by", "helps to meet"}
	restsOn    = relation{"rests on", "carries"}
	hasToMeet  = relation{"has to meet", "is asked of"}
	stands     = relation{"holds", "stands in"}
	isA        = relation{"is a", "is installed as"}
	claims     = relation{"claims", "is claimed of"}
	isClaimed  = relation{"is claimed by", "is the claim for"}
	isCertifed = relation{"is certified by", "certifies"}
	isBacked   = relation{"is backed by", "backs"}
	isTested   = relation{"is tested by", "tests"}
	isShown    = relation{"is shown by", "shows"}
	isAssessed = relation{"was assessed in", "assessed"}
	isOpposed  = relation{"is spoken against by", "speaks against"}
	contradict = relation{"is contradicted by", "contradicts"}
)

// link is an edge seen from one of its ends. One that is aside is shown beside a
// node, but a chain does not go on over it.
type link struct {
	to    Ref
	how   relation
	aside bool
}

// RequirementAt is the node of a requirement at a subject.
func RequirementAt(s assess.Subject, set catalog.SetID, id catalog.RequirementID) Ref {
	return Ref{Requirement, string(s.Kind) + ":" + s.ID + "/" + string(set) + "/" + string(id)}
}

// TargetOf is the node of the target of a zone or conduit.
func TargetOf(s assess.Subject) Ref { return Ref{Target, string(s.Kind) + ":" + s.ID} }

func claimOf(product string, set catalog.SetID, id catalog.RequirementID) Ref {
	r := RequirementAt(assess.Subject{Kind: assess.OfProduct, ID: product}, set, id)
	r.Kind = Claim
	return r
}

// at reads the id of a requirement, claim or target.
func (r Ref) at() (s assess.Subject, set catalog.SetID, id catalog.RequirementID, ok bool) {
	kind, rest, ok := strings.Cut(r.ID, ":")
	if !ok || kind == "" {
		return s, "", "", false
	}
	s.Kind = assess.SubjectKind(kind)
	if r.Kind == Target {
		s.ID = rest
		return s, "", "", rest != ""
	}
	name, rest, ok := strings.Cut(rest, "/")
	of, last, more := strings.Cut(rest, "/")
	s.ID = name
	return s, catalog.SetID(of), catalog.RequirementID(last), ok && more && name != "" && last != ""
}
