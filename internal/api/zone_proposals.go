package api

import (
	"context"
	"net/http"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
)

func (a *API) zoneProposalOperations() {
	const proposals = "/api/v1/sites/{site}/zones/proposals"
	op(a, operation{id: "list-zone-proposals", method: http.MethodGet, path: proposals, tag: tagPlant,
		summary: "Zones proposed for assets that lie in none",
		about: "By function, safety and network. With `moves`, also for assets that their zone must not hold. Nothing is changed; " +
			"a zone that exists is proposed before a new one."}, a.listZoneProposals)
	op(a, operation{id: "take-zone-proposals", method: http.MethodPost, path: proposals, tag: tagPlant, maxBody: 8 << 20,
		summary: "Accept proposed zones piece by piece",
		about: "Each piece names a zone that exists, or describes a new one, and the assets that it gets. " +
			"All of it is one entry of the history, or nothing is done."}, a.takeZoneProposals)
}

func (a *API) listZoneProposals(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Moves bool `query:"moves" doc:"Also propose to move assets that their zone must not hold."`
}) (*answer[page[plant.ZoneProposal]], error) {
	proposals, err := a.svc.ZoneProposals(ctx, who, in.Site, in.Moves)
	if err != nil {
		return nil, err
	}
	return listOf(proposals), nil
}

// ZonePieces is the body of take-zone-proposals.
type ZonePieces struct {
	Accept []csms.ZonePiece `json:"accept" minItems:"1" maxItems:"500"`
}

func (a *API) takeZoneProposals(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Body ZonePieces
}) (*answer[csms.ZonesTaken], error) {
	taken, err := a.svc.TakeZones(ctx, who, in.Site, in.Body.Accept)
	if err != nil {
		return nil, err
	}
	return &answer[csms.ZonesTaken]{Body: taken}, nil
}
