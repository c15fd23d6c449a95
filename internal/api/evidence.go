package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/supply"
)

const (
	tagEvidence  = "Evidence"
	evidenceRoot = "/api/v1/evidence"
	// evidenceTime is the longest that a file of an evidence may take on its way.
	evidenceTime = time.Hour
)

// evidenceOperations are what evidence has beyond the records themselves: its
// files, how it stands, what it proves, and what the program makes.
func (a *API) evidenceOperations() {
	op(a, operation{id: "list-evidence-standing", method: http.MethodGet, path: "/api/v1/sites/{site}/evidence/standing", tag: tagEvidence,
		summary: "Evidence of a site and of the whole organisation, with what it amounts to today",
		about:   "Evidence that serves several requirements stands as it does for the one for which it stands worst."}, a.siteEvidence)
	op(a, operation{id: "list-shared-evidence-standing", method: http.MethodGet, path: evidenceRoot + "/standing", tag: tagEvidence,
		summary: "Evidence of the whole organisation, with what it amounts to today"}, a.sharedEvidence)
	op(a, operation{id: "get-requirement-proofs", method: http.MethodGet, path: "/api/v1/sites/{site}/evidence/proofs", tag: tagEvidence,
		summary: "What proves the answers of a site to one requirement"}, a.requirementProofs)
	op(a, operation{id: "link-evidence", method: http.MethodPost, path: "/api/v1/sites/{site}/evidence/link", tag: tagEvidence,
		summary: "Link evidence to answers, or take links away, in one act",
		about:   "Every evidence is linked to every requirement of every subject that is named. A requirement without an answer is told and stays without."}, a.linkEvidence)
	op(a, operation{id: "set-evidence", method: http.MethodPost, path: evidenceRoot + "/set", tag: tagEvidence,
		summary: "Set expiry, confidentiality or section of many evidences in one act"}, a.setEvidence)

	op(a, operation{id: "list-made-rules", method: http.MethodGet, path: evidenceRoot + "/made-rules", tag: tagEvidence,
		summary: "Ways in which the program makes evidence itself"}, a.madeRules)
	op(a, operation{id: "make-evidence", method: http.MethodPost, path: evidenceRoot + "/made", tag: tagEvidence, status: http.StatusCreated, time: 5 * time.Minute,
		summary: "Have the program make evidence of its own record"}, a.makeEvidence)
	op(a, operation{id: "refresh-evidence", method: http.MethodPost, path: evidenceRoot + "/{id}/refresh", tag: tagEvidence, time: 5 * time.Minute,
		summary: "Make evidence of the program again"}, a.refreshEvidence)

	raw(a, operation{id: "add-evidence-file", method: http.MethodPost, path: evidenceRoot + "/{id}/files", tag: tagEvidence, status: http.StatusCreated,
		maxBody: csms.EvidenceLimit + 1<<20, time: evidenceTime,
		summary: "Upload a file to an evidence",
		about: "Send multipart/form-data with one part named `file`. The file takes the place of the revision that `replaces` names, or else of the standing file of the same name; what it replaces is kept. " +
			"What the file is follows from its content."}, describeEvidenceUpload, a.addEvidenceFile)
	raw(a, operation{id: "get-evidence-file", method: http.MethodGet, path: evidenceRoot + "/{id}/files/{revision}", tag: tagEvidence, time: evidenceTime,
		summary: "Download one revision of a file of an evidence",
		about: "Always an attachment: a page shows a preview from the bytes that it fetched, and never opens the address. " +
			"With `preview=true` only PDF, PNG, JPEG, GIF, WebP and plain text are sent, within limits; all else is 409 with the code no-preview. Ranges are served."},
		describeEvidenceFile, a.evidenceFile)
}

// EvidenceQuery are the parameters of a search of the evidence.
type EvidenceQuery struct {
	Text            string                `query:"q" maxLength:"200" doc:"Words that occur in key, name, description, section, source, sample, collector, links or names of files; all of them."`
	Section         string                `query:"section" maxLength:"200"`
	Kind            proof.Kind            `query:"kind" enum:"implemented,effective"`
	Confidentiality proof.Confidentiality `query:"confidentiality" enum:"public,internal,confidential,secret"`
	Zone            plant.ZoneID          `query:"zone" maxLength:"64"`
	Conduit         plant.ConduitID       `query:"conduit" maxLength:"64"`
	Asset           plant.AssetID         `query:"asset" maxLength:"64"`
	Product         supply.ID             `query:"product" maxLength:"64"`
	Set             catalog.SetID         `query:"set" maxLength:"100"`
	Requirement     catalog.RequirementID `query:"requirement" maxLength:"100"`
	State           proof.StandState      `query:"state" enum:"valid,stale,expired,not-yet,contrary,empty,superseded"`
	Made            proof.MadeRule        `query:"made" maxLength:"40" doc:"Of this rule; any chooses all that the program makes."`
	From            plant.Date            `query:"from" maxLength:"10" doc:"Counts until this day at least."`
	Until           plant.Date            `query:"until" maxLength:"10" doc:"Counts until this day at most."`
	Unused          bool                  `query:"unused" doc:"Only what no answer rests on."`
	Paged
}

func (q EvidenceQuery) filter() (csms.EvidenceFilter, error) {
	for name, day := range map[string]plant.Date{"from": q.From, "until": q.Until} {
		if _, err := plant.ParseDate(string(day)); err != nil {
			return csms.EvidenceFilter{}, newProblem(http.StatusUnprocessableEntity, "validation failed", &huma.ErrorDetail{Location: "query." + name, Message: err.Error()})
		}
	}
	return csms.EvidenceFilter{Unused: q.Unused, Filter: proof.Filter{
		Text: q.Text, Section: q.Section, Kind: q.Kind, Grade: q.Confidentiality, Zone: q.Zone, Conduit: q.Conduit, Asset: q.Asset, Product: q.Product,
		Set: q.Set, Requirement: q.Requirement, State: q.State, Made: q.Made, From: q.From, Until: q.Until,
	}}, nil
}

// EvidenceList is a page of evidence, with how many there are in each state
// whatever state is chosen, and in each section.
type EvidenceList struct {
	Items    []csms.StandingEvidence `json:"items"`
	Next     string                  `json:"next"`
	Total    int                     `json:"total"`
	States   map[string]int          `json:"states" doc:"Number in each state that occurs, whatever state is chosen"`
	Sections map[string]int          `json:"sections" doc:"Number in each section that occurs"`
}

func (a *API) siteEvidence(ctx context.Context, who access.Principal, in *struct {
	OnSite
	EvidenceQuery
	Own bool `query:"own" doc:"Leave out what belongs to the whole organisation."`
}) (*answer[EvidenceList], error) {
	f, err := in.filter()
	if err != nil {
		return nil, err
	}
	f.Own = in.Own
	return evidenceList(a.svc.EvidenceStanding(ctx, who, in.Site, f, in.After, in.Limit))
}

func (a *API) sharedEvidence(ctx context.Context, who access.Principal, in *EvidenceQuery) (*answer[EvidenceList], error) {
	f, err := in.filter()
	if err != nil {
		return nil, err
	}
	return evidenceList(a.svc.EvidenceStanding(ctx, who, "", f, in.After, in.Limit))
}

func evidenceList(p csms.EvidencePage, err error) (*answer[EvidenceList], error) {
	if err != nil {
		return nil, err
	}
	out := EvidenceList{Items: p.Items, Next: p.Next, Total: p.Total, States: map[string]int{}, Sections: p.Sections}
	if out.Items == nil {
		out.Items = []csms.StandingEvidence{}
	}
	for state, n := range p.States {
		out.States[string(state)] = n
	}
	return &answer[EvidenceList]{Body: out}, nil
}

func (a *API) requirementProofs(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Set         catalog.SetID         `query:"set" maxLength:"100" default:"iec-62443-3-3:2013"`
	Requirement catalog.RequirementID `query:"requirement" required:"true" maxLength:"100"`
	Kind        assess.SubjectKind    `query:"kind" enum:"zone,conduit,site,asset" doc:"With id: of one subject only."`
	ID          string                `query:"id" maxLength:"64"`
}) (*answer[csms.RequirementProofs], error) {
	var subject *assess.Subject
	if in.Kind != "" || in.ID != "" {
		subject = &assess.Subject{Kind: in.Kind, ID: in.ID}
	}
	return bodyOf(a.svc.ProofsOf(ctx, who, in.Site, in.Set, in.Requirement, subject))
}

// LinkBody names what is linked.
type LinkBody struct {
	Evidence     []supply.ID             `json:"evidence" minItems:"1" maxItems:"1000"`
	Set          catalog.SetID           `json:"set,omitempty" maxLength:"100" doc:"IEC 62443-3-3 when left out"`
	Requirements []catalog.RequirementID `json:"requirements" minItems:"1" maxItems:"1000"`
	Subjects     []assess.Subject        `json:"subjects" minItems:"1" maxItems:"1000"`
	Remove       bool                    `json:"remove,omitempty" doc:"Take the links away"`
}

func (a *API) linkEvidence(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Body LinkBody
}) (*answer[csms.Linked], error) {
	set := in.Body.Set
	if set == "" {
		set = catalog.SystemRequirements
	}
	return bodyOf(a.svc.LinkEvidence(ctx, who, in.Site, csms.EvidenceLink{
		Evidence: in.Body.Evidence, Set: set, Requirements: in.Body.Requirements, Subjects: in.Body.Subjects, Remove: in.Body.Remove,
	}))
}

// OfEvidence is the answer to a change of many evidences.
type OfEvidence struct {
	Entry int64            `json:"entry" minimum:"0" doc:"The one entry of the history that holds all of it; 0 when nothing changed"`
	Items []proof.Evidence `json:"items"`
}

func (a *API) setEvidence(ctx context.Context, who access.Principal, in *struct {
	Body struct {
		IDs []supply.ID      `json:"ids" minItems:"1" maxItems:"1000"`
		Set csms.EvidenceSet `json:"set"`
	}
}) (*answer[OfEvidence], error) {
	items, entry, err := a.svc.SetEvidence(ctx, who, in.Body.IDs, in.Body.Set)
	if err != nil {
		return nil, err
	}
	return &answer[OfEvidence]{Body: OfEvidence{entry, items}}, nil
}

func (a *API) madeRules(_ context.Context, _ access.Principal, _ *none) (*answer[page[csms.MadeRule]], error) {
	return listOf(a.svc.MadeRules()), nil
}

func (a *API) makeEvidence(ctx context.Context, who access.Principal, in *struct {
	Body struct {
		Rule proof.MadeRule `json:"rule" maxLength:"40"`
		Site plant.SiteID   `json:"site,omitempty" maxLength:"64" doc:"Left out for what is made of the whole organisation"`
		Name string         `json:"name,omitempty" maxLength:"200" doc:"That of the rule when left out"`
	}
}) (*added[proof.Evidence], error) {
	e, entry, err := a.svc.MakeEvidence(ctx, who, csms.NewMade{Rule: in.Body.Rule, Site: in.Body.Site, Name: in.Body.Name})
	return addedAt(evidenceRoot+"/"+string(e.ID), e, e.Version, entry, err)
}

func (a *API) refreshEvidence(ctx context.Context, who access.Principal, in *struct {
	Shelved
	IfMatch string `header:"If-Match" maxLength:"40" doc:"Version that was looked at; optional."`
}) (*changed[proof.Evidence], error) {
	version, err := perhaps(in.IfMatch)
	if err != nil {
		return nil, err
	}
	e, entry, err := a.svc.RefreshEvidence(ctx, who, supply.ID(in.ID), version)
	return changedTo(e, e.Version, entry, err)
}

// perhaps reads the version that a step is based on, 0 where none is sent.
func perhaps(header string) (int, error) {
	if header == "" {
		return 0, nil
	}
	return ifMatch(header)
}
