package api

import (
	"context"
	"net/http"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
)

// levelOperations are the catalogue, verdicts, levels and the drawing.
func (a *API) levelOperations() {
	const tag = "Levels"
	op(a, operation{id: "list-requirement-sets", method: "GET", path: "/api/v1/catalog/sets", tag: tag,
		summary: "Requirement sets that the program knows."}, a.listSets)
	op(a, operation{id: "get-requirement-set", method: "GET", path: "/api/v1/catalog/sets/{set}", tag: tag,
		summary: "One requirement set with all its requirements."}, a.getSet)

	op(a, operation{id: "get-overview", method: "GET", path: "/api/v1/sites/{site}/overview", tag: tag,
		summary: "Where a site stands and what to do next."}, a.overview)
	op(a, operation{id: "get-posture", method: "GET", path: "/api/v1/sites/{site}/posture", tag: tag,
		summary: "SL-T, SL-A and gap of every zone and conduit, with reasons.",
		about:   "With `at`, as it was at a past time (`2026-11-24`, `2026-11-24T08:00:00Z`) or after an entry of the history."}, a.posture)
	op(a, operation{id: "get-subject-posture", method: "GET", path: "/api/v1/sites/{site}/posture/{subjectKind}/{subject}", tag: tag,
		summary: "SL-T, SL-A and gap of one zone or conduit, with reasons."}, a.subjectPosture)
	op(a, operation{id: "list-requirements", method: "GET", path: "/api/v1/sites/{site}/subjects/{subjectKind}/{subject}/requirements", tag: tag,
		summary: "All requirements for one zone, conduit or the site, each with its answer."}, a.requirements)
	op(a, operation{id: "set-verdicts", method: "POST", path: "/api/v1/sites/{site}/verdicts", tag: tag,
		summary: "Answer requirements for zones and conduits, all with the same answer, in one act."}, a.setVerdicts)
	op(a, operation{id: "copy-verdicts", method: "POST", path: "/api/v1/sites/{site}/verdicts/copy", tag: tag,
		summary: "Give the answers of one zone or conduit for others, in one act.",
		about: "Only answers that were given are copied; without `requirements`, all of them. An answer that breaks a rule there, " +
			"such as one that would be inherited from itself, is left out and named with its reason."}, a.copyVerdicts)

	op(a, operation{id: "get-drawing", method: "GET", path: "/api/v1/sites/{site}/drawing", tag: tag,
		summary: "Zones and conduits as a picture: nodes and edges with their levels."}, a.drawing)
	op(a, operation{id: "put-drawing-places", method: "PUT", path: "/api/v1/sites/{site}/drawing/places", tag: tag,
		summary: "Keep where the drawing shows zones."}, a.placeZones)
}

type SitePath struct {
	Site string `path:"site" maxLength:"64"`
}

type subjectPath struct {
	SitePath
	Kind    string `path:"subjectKind" enum:"zone,conduit,site"`
	Subject string `path:"subject" maxLength:"64" doc:"Id of the zone or conduit; of the site itself, its id."`
}

func (p subjectPath) subject() assess.Subject {
	return assess.Subject{Kind: assess.SubjectKind(p.Kind), ID: p.Subject}
}

// setSummary is a requirement set in a list.
type setSummary struct {
	ID           catalog.SetID   `json:"id"`
	Kind         catalog.SetKind `json:"kind"`
	Standard     string          `json:"standard"`
	Title        string          `json:"title"`
	Edition      string          `json:"edition,omitempty"`
	Corrigendum  string          `json:"corrigendum,omitempty"`
	Replaces     catalog.SetID   `json:"replaces,omitempty"`
	Version      string          `json:"version"`
	Attribution  string          `json:"attribution,omitempty"`
	Requirements int             `json:"requirements"`
	// Rated says that the set is rated by maturity, and Subjects what it is answered for.
	Rated    bool                 `json:"rated"`
	Subjects []assess.SubjectKind `json:"subjects"`
	Added    bool                 `json:"added" doc:"The organisation added it; the program does not carry it."`
	// Confidence counts the requirements by how well their facts are attested.
	Confidence map[catalog.Confidence]int `json:"confidence,omitempty" doc:"How many requirements are attested how well; those without a grade are not counted."`
}

func (a *API) listSets(ctx context.Context, who access.Principal, _ *none) (*answer[page[setSummary]], error) {
	sets, err := a.svc.RequirementSets(ctx, who)
	if err != nil {
		return nil, err
	}
	items := make([]setSummary, 0, len(sets))
	for _, s := range sets {
		_, carried := catalog.NewShelf(nil).Find(s.ID)
		items = append(items, setSummary{
			ID: s.ID, Kind: s.Kind, Standard: s.Standard, Title: s.Title, Edition: s.Edition, Corrigendum: s.Corrigendum, Replaces: s.Replaces,
			Version: s.Version, Attribution: s.Attribution, Requirements: len(s.Requirements),
			Rated: len(s.Maturity) > 0, Subjects: assess.SubjectsOf(s.Kind), Added: !carried, Confidence: confidenceOf(s),
		})
	}
	return listOf(items), nil
}

func confidenceOf(s *catalog.Set) map[catalog.Confidence]int {
	counts := map[catalog.Confidence]int{}
	for _, r := range s.Requirements {
		if r.Confidence != "" {
			counts[r.Confidence]++
		}
	}
	return counts
}

func (a *API) getSet(ctx context.Context, who access.Principal, in *struct {
	Set string `path:"set" maxLength:"64"`
}) (*answer[*catalog.Set], error) {
	set, err := a.svc.RequirementSet(ctx, who, catalog.SetID(in.Set))
	if err != nil {
		return nil, err
	}
	return &answer[*catalog.Set]{Body: set}, nil
}

func (a *API) overview(ctx context.Context, who access.Principal, in *SitePath) (*answer[csms.Overview], error) {
	return bodyOf(a.svc.Overview(ctx, who, plant.SiteID(in.Site)))
}

func (a *API) posture(ctx context.Context, who access.Principal, in *struct {
	SitePath
	At string `query:"at" maxLength:"40"`
}) (*answer[assess.Posture], error) {
	return bodyOf(a.svc.Posture(ctx, who, plant.SiteID(in.Site), in.At))
}

func (a *API) subjectPosture(ctx context.Context, who access.Principal, in *subjectPath) (*answer[assess.SubjectPosture], error) {
	return bodyOf(a.svc.SubjectPosture(ctx, who, plant.SiteID(in.Site), in.subject()))
}

// requirementList is the sheet of one subject.
type requirementList struct {
	Items   []assess.Answer       `json:"items"`
	Posture assess.SubjectPosture `json:"posture"`
}

func (a *API) requirements(ctx context.Context, who access.Principal, in *subjectPath) (*answer[requirementList], error) {
	items, posture, err := a.svc.Requirements(ctx, who, plant.SiteID(in.Site), in.subject())
	if err != nil {
		return nil, err
	}
	return &answer[requirementList]{Body: requirementList{Items: items, Posture: posture}}, nil
}

// verdictSet is an answer as it is given.
type verdictSet struct {
	State        assess.State        `json:"state" enum:"met,partly,not-met,not-applicable,compensated,inherited,by-components,not-applied"`
	Reason       string              `json:"reason,omitempty" maxLength:"4000"`
	Approver     string              `json:"approver,omitempty" maxLength:"200"`
	Compensating string              `json:"compensating,omitempty" maxLength:"4000"`
	Expires      plant.Date          `json:"expires,omitempty" maxLength:"10"`
	From         *assess.Subject     `json:"from,omitempty"`
	Function     string              `json:"function,omitempty" maxLength:"200" doc:"Key of the essential function that applying the requirement would harm."`
	Maturity     int                 `json:"maturity,omitempty" minimum:"0" maximum:"4"`
	Target       int                 `json:"maturityTarget,omitempty" minimum:"0" maximum:"4"`
	Evidence     []string            `json:"evidence,omitempty" maxItems:"50"`
	Proofs       []assess.EvidenceID `json:"proofs,omitempty" maxItems:"50" doc:"Ids of records of the evidence library."`
	Assessor     string              `json:"assessor,omitempty" maxLength:"200"`
	AssessedOn   plant.Date          `json:"assessedOn,omitempty" maxLength:"10"`
	Note         string              `json:"note,omitempty" maxLength:"4000"`
}

// verdict is the answer as the use cases take it.
func (v *verdictSet) verdict() assess.Verdict {
	return assess.Verdict{
		State: v.State, Reason: v.Reason, Approver: v.Approver, Compensating: v.Compensating, Expires: v.Expires,
		From: v.From, Function: v.Function, Maturity: v.Maturity, MaturityTarget: v.Target,
		Evidence: v.Evidence, Proofs: v.Proofs, Assessor: v.Assessor, AssessedOn: v.AssessedOn, Note: v.Note,
	}
}

type verdictsBody struct {
	Subjects       []assess.Subject        `json:"subjects" minItems:"1" maxItems:"2000"`
	RequirementSet catalog.SetID           `json:"requirementSet,omitempty" maxLength:"64" doc:"That of IEC 62443-3-3 when left out. The site is answered for by 2-1 and 3-2 as well, an asset by 4-2."`
	Requirements   []catalog.RequirementID `json:"requirements" minItems:"1" maxItems:"500"`
	Set            *verdictSet             `json:"set,omitempty" doc:"The answer."`
	Clear          bool                    `json:"clear,omitempty" doc:"Remove the answers instead."`
}

func (a *API) setVerdicts(ctx context.Context, who access.Principal, in *struct {
	SitePath
	Body verdictsBody
}) (*answer[csms.Answered], error) {
	if (in.Body.Set == nil) != in.Body.Clear {
		return nil, newProblem(http.StatusUnprocessableEntity, "Send either set, the answer, or clear.")
	}
	input := csms.VerdictInput{Subjects: in.Body.Subjects, Set: in.Body.RequirementSet, Requirements: in.Body.Requirements, Clear: in.Body.Clear}
	if in.Body.Set != nil {
		input.Answer = in.Body.Set.verdict()
	}
	done, err := a.svc.SetVerdicts(ctx, who, plant.SiteID(in.Site), input)
	if err != nil {
		return nil, err
	}
	return &answer[csms.Answered]{Body: done}, nil
}

func (a *API) drawing(ctx context.Context, who access.Principal, in *SitePath) (*answer[csms.Drawing], error) {
	return bodyOf(a.svc.Drawing(ctx, who, plant.SiteID(in.Site)))
}

// entryAnswer names the entry of the history that an act left, 0 when it changed nothing.
type entryAnswer struct {
	Entry int64 `json:"entry"`
}

func (a *API) placeZones(ctx context.Context, who access.Principal, in *struct {
	SitePath
	Body struct {
		Places []csms.ZonePlace `json:"places" minItems:"1" maxItems:"2000"`
	}
}) (*answer[entryAnswer], error) {
	entry, err := a.svc.PlaceZones(ctx, who, plant.SiteID(in.Site), in.Body.Places)
	if err != nil {
		return nil, err
	}
	return &answer[entryAnswer]{Body: entryAnswer{Entry: entry}}, nil
}
