package api

import (
	"context"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
)

// CopyBody says whose answers are given for whom.
type CopyBody struct {
	From         assess.Subject          `json:"from" doc:"Where the answers come from."`
	To           []assess.Subject        `json:"to" minItems:"1" maxItems:"2000"`
	Requirements []catalog.RequirementID `json:"requirements,omitempty" maxItems:"200" doc:"The requirements whose answers are copied; all when left out."`
	Overwrite    bool                    `json:"overwrite,omitempty" doc:"Replace answers that are there already."`
}

func (a *API) copyVerdicts(ctx context.Context, who access.Principal, in *struct {
	SitePath
	Body CopyBody
}) (*answer[csms.Copied], error) {
	return bodyOf(a.svc.CopyVerdicts(ctx, who, plant.SiteID(in.Site), csms.CopyInput{
		From: in.Body.From, To: in.Body.To, Requirements: in.Body.Requirements, Overwrite: in.Body.Overwrite,
	}))
}
