package api

import (
	"context"
	"net/http"

	"ringwall/internal/access"
	"ringwall/internal/catalog"
	"ringwall/internal/csms"
	"ringwall/internal/supply"
)

// migrationOperations carry answers over from one edition of a part to the next.
func (a *API) migrationOperations() {
	const about = "An answer to the same requirement is kept as it is. What was a part becomes a starting point, partly met, or stays unanswered. Old answers stay, and what the new edition answers already is not touched."
	op(a, operation{id: "get-site-migration", method: http.MethodGet, path: "/api/v1/sites/{site}/migration", tag: tagCoverage,
		summary: "What of the site's answers to one edition can be used in the next", about: about}, a.siteMigration)
	op(a, operation{id: "apply-site-migration", method: http.MethodPost, path: "/api/v1/sites/{site}/migration", tag: tagCoverage,
		summary: "Carry the chosen answers of a site over, as one act", about: about}, a.migrateSite)
	op(a, operation{id: "get-company-migration", method: http.MethodGet, path: "/api/v1/companies/{id}/migration", tag: tagCoverage,
		summary: "What of a company's answers to one edition can be used in the next", about: about}, a.companyMigration)
	op(a, operation{id: "apply-company-migration", method: http.MethodPost, path: "/api/v1/companies/{id}/migration", tag: tagCoverage,
		summary: "Carry the chosen answers of a company over, as one act", about: about}, a.migrateCompany)
}

// Editions says from which edition to which one. It is exported like [Paged].
type Editions struct {
	From string `query:"from" maxLength:"64" doc:"Id of the old edition; iec-62443-2-1:2010 when left out."`
	To   string `query:"to" maxLength:"64" doc:"Id of the new edition; iec-62443-2-1:2024 when left out."`
}

// migrationBody chooses the lines to be applied.
type migrationBody struct {
	From         catalog.SetID           `json:"from" maxLength:"64" example:"iec-62443-2-1:2010"`
	To           catalog.SetID           `json:"to" maxLength:"64" example:"iec-62443-2-1:2024"`
	Requirements []catalog.RequirementID `json:"requirements" minItems:"1" maxItems:"500" doc:"Of the new edition."`
	Hash         string                  `json:"hash,omitempty" maxLength:"100" doc:"Of the lines that were seen; when the answers have changed since, nothing is applied."`
	Note         string                  `json:"note,omitempty" maxLength:"1000" doc:"Reason, for the history."`
}

func (b migrationBody) input() csms.MigrationInput {
	return csms.MigrationInput{From: b.From, To: b.To, Requirements: b.Requirements, Hash: b.Hash, Note: b.Note}
}

func (a *API) siteMigration(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Editions
}) (*answer[csms.MigrationView], error) {
	return bodyOf(a.svc.Migration(ctx, who, csms.MigrationPlace{Site: in.Site}, catalog.SetID(in.From), catalog.SetID(in.To)))
}

func (a *API) migrateSite(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Body migrationBody
}) (*leaving[csms.Migrated], error) {
	return left(a.svc.Migrate(ctx, who, csms.MigrationPlace{Site: in.Site}, in.Body.input()))
}

// OfCompany names a company in a path. It is exported like [Paged].
type OfCompany struct {
	ID supply.ID `path:"id" maxLength:"64" doc:"Id of the company."`
}

func (a *API) companyMigration(ctx context.Context, who access.Principal, in *struct {
	OfCompany
	Editions
}) (*answer[csms.MigrationView], error) {
	return bodyOf(a.svc.Migration(ctx, who, csms.MigrationPlace{Company: in.ID}, catalog.SetID(in.From), catalog.SetID(in.To)))
}

func (a *API) migrateCompany(ctx context.Context, who access.Principal, in *struct {
	OfCompany
	Body migrationBody
}) (*leaving[csms.Migrated], error) {
	return left(a.svc.Migrate(ctx, who, csms.MigrationPlace{Company: in.ID}, in.Body.input()))
}

// leaving is an answer with the entry that the change left.
type leaving[T any] struct {
	Left
	Body T
}

func left(out csms.Migrated, err error) (*leaving[csms.Migrated], error) {
	if err != nil {
		return nil, err
	}
	return &leaving[csms.Migrated]{Left: Left{out.Entry}, Body: out}, nil
}
