package api

import (
	"context"
	"net/http"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/csms"
)

// claimOperations are the answers about products and companies.
func (a *API) claimOperations() {
	op(a, operation{id: "list-claims", method: http.MethodGet, path: "/api/v1/claims", tag: tagLibrary,
		summary: "What is answered about one product or company"}, a.listClaims)
	op(a, operation{id: "set-claims", method: http.MethodPut, path: "/api/v1/claims", tag: tagLibrary,
		summary: "Answer requirements for products or companies, all with the same answer, in one act",
		about: "A claim holds wherever the product is used. Answers to IEC 62443-4-2 are about products, those to 4-1 about companies and products, " +
			"those to 2-4 and 2-1 about companies."}, a.setClaims)
}

func (a *API) listClaims(ctx context.Context, who access.Principal, in *struct {
	Kind string `query:"kind" required:"true" enum:"product,company"`
	ID   string `query:"id" required:"true" maxLength:"64" doc:"Id of the product or company."`
	Set  string `query:"set" maxLength:"64" doc:"One requirement set; all when left out."`
}) (*answer[page[assess.Claim]], error) {
	claims, err := a.svc.Claims(ctx, who, assess.Subject{Kind: assess.SubjectKind(in.Kind), ID: in.ID}, catalog.SetID(in.Set))
	if err != nil {
		return nil, err
	}
	return listOf(claims), nil
}

// claimsBody answers requirements for products or companies.
type claimsBody struct {
	Subjects       []assess.Subject        `json:"subjects" minItems:"1" maxItems:"2000"`
	RequirementSet catalog.SetID           `json:"requirementSet" maxLength:"64" example:"iec-62443-4-2:2019"`
	Requirements   []catalog.RequirementID `json:"requirements" minItems:"1" maxItems:"500"`
	Set            *verdictSet             `json:"set,omitempty" doc:"The answer."`
	Clear          bool                    `json:"clear,omitempty" doc:"Remove the answers instead."`
}

func (a *API) setClaims(ctx context.Context, who access.Principal, in *struct{ Body claimsBody }) (*answer[csms.Claimed], error) {
	if (in.Body.Set == nil) != in.Body.Clear {
		return nil, newProblem(http.StatusUnprocessableEntity, "Send either set, the answer, or clear.")
	}
	input := csms.ClaimInput{Subjects: in.Body.Subjects, Set: in.Body.RequirementSet, Requirements: in.Body.Requirements, Clear: in.Body.Clear}
	if in.Body.Set != nil {
		input.Answer = in.Body.Set.verdict()
	}
	return bodyOf(a.svc.SetClaims(ctx, who, input))
}
