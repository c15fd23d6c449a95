package api

import (
	"context"
	"net/http"

	"ringwall/internal/access"
	"ringwall/internal/catalog"
	"ringwall/internal/csms"
	"ringwall/internal/supply"
)

// programOperations are the sets that are rated by maturity, or by yes and no.
func (a *API) programOperations() {
	op(a, operation{id: "get-site-program", method: http.MethodGet, path: "/api/v1/sites/{site}/program", tag: tagComponents,
		summary: "Where a site stands by a set without security levels",
		about: "Maturity of each requirement, of each group and of the whole set, which is the lowest of what applies; unanswered counts as ML 0. " +
			"A site inherits from a company what is claimed for that company."}, a.siteProgram)
	op(a, operation{id: "get-company-program", method: http.MethodGet, path: "/api/v1/companies/{id}/program", tag: tagComponents,
		summary: "Where a company stands by a set without security levels"}, a.companyProgram)
}

// ProgramQuery names the requirement set.
type ProgramQuery struct {
	Set catalog.SetID `query:"set" maxLength:"64" doc:"The requirement set; iec-62443-2-1:2024 when left out." example:"iec-62443-2-4:2023"`
}

func (a *API) siteProgram(ctx context.Context, who access.Principal, in *struct {
	OnSite
	ProgramQuery
}) (*answer[csms.ProgramView], error) {
	return bodyOf(a.svc.SiteProgram(ctx, who, in.Site, in.Set))
}

func (a *API) companyProgram(ctx context.Context, who access.Principal, in *struct {
	Shelved
	ProgramQuery
}) (*answer[csms.ProgramView], error) {
	return bodyOf(a.svc.CompanyProgram(ctx, who, supply.ID(in.ID), in.Set))
}
