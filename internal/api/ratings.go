package api

import (
	"context"
	"net/http"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
)

// ratingOperations are the security protection ratings.
func (a *API) ratingOperations() {
	op(a, operation{id: "get-ratings", method: http.MethodGet, path: "/api/v1/sites/{site}/ratings", tag: tagComponents,
		summary: "Security protection ratings of the zones of a site",
		about: "By the method of this program: a requirement of IEC 62443-2-1:2024 is rated 0 below ML 3, else with the level up to which the system " +
			"requirements paired with it hold; a group with the lowest of its requirements. Predicted is by SL-C and the maturity aimed at, " +
			"revalidated by SL-A and the maturity shown. With a zone, its single requirements are listed too."}, a.ratings)
}

func (a *API) ratings(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Zone plant.ZoneID `query:"zone" maxLength:"64" doc:"Id of one zone."`
}) (*answer[csms.RatingView], error) {
	return bodyOf(a.svc.Ratings(ctx, who, in.Site, in.Zone))
}
