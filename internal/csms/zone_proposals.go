package csms

import (
	"context"
	"errors"
	"fmt"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// ZoneProposals proposes zones for the assets that lie in none and, with moves,
// for those that their zone must not hold.
func (s *Service) ZoneProposals(ctx context.Context, who access.Principal, site plant.SiteID, moves bool) ([]plant.ZoneProposal, error) {
	proposals := []plant.ZoneProposal{}
	err := s.view(ctx, who, access.RiskRead, site, func(r *store.Reader) error {
		in, err := s.riskInput(r, site)
		if err == nil {
			proposals = plant.ProposeZones(in.Site, plant.DateOf(s.now()), moves)
		}
		return err
	})
	return proposals, err
}

// ZonePiece is one piece of a proposal that is accepted: a zone that exists, or
// a new one, and the assets that it gets.
type ZonePiece struct {
	ZoneID plant.ZoneID    `json:"zoneId,omitempty" maxLength:"64" doc:"Id of the zone that the assets join; without it, zone is added"`
	Zone   *plant.Zone     `json:"zone,omitempty" doc:"The new zone"`
	Assets []plant.AssetID `json:"assets" minItems:"1" maxItems:"100000"`
}

// ZonesTaken is what accepting pieces of proposals did.
type ZonesTaken struct {
	Zones  []plant.Zone `json:"zones" doc:"The zones that were added"`
	Assets int          `json:"assets" doc:"Assets that lie elsewhere now"`
	Entry  int64        `json:"entry,omitempty" doc:"The one entry of the history that holds all of it"`
}

// mostPieces is how many pieces one act may accept.
const mostPieces = 500

// TakeZones adds zones and puts assets into zones, all in one act or nothing.
func (s *Service) TakeZones(ctx context.Context, who access.Principal, site plant.SiteID, pieces []ZonePiece) (ZonesTaken, error) {
	if len(pieces) == 0 || len(pieces) > mostPieces {
		return ZonesTaken{}, invalid("Accept 1 to %d pieces.", mostPieces)
	}
	assets, named := 0, map[plant.AssetID]bool{}
	for i, piece := range pieces {
		if (piece.ZoneID == "") == (piece.Zone == nil) {
			return ZonesTaken{}, &Error{
				Kind: Invalid, Text: "Each piece names a zone that exists, or a new one: one of the two.",
				Fields: []Field{{Pointer: fmt.Sprintf("/accept/%d", i), Text: "Name a zone by zoneId, or describe a new one by zone."}},
			}
		}
		for j, id := range piece.Assets {
			if named[id] {
				return ZonesTaken{}, &Error{
					Kind: Invalid, Text: "An asset lies in one zone: name it in one piece only.",
					Fields: []Field{{Pointer: fmt.Sprintf("/accept/%d/assets/%d", i, j), Text: "The asset is named twice."}},
				}
			}
			named[id] = true
		}
		assets += len(piece.Assets)
	}
	if assets > MostBulk {
		return ZonesTaken{}, invalid("%d assets are too many for one act: choose at most %d.", assets, MostBulk)
	}
	out := ZonesTaken{Zones: []plant.Zone{}}
	in := intent{do: access.PlantEdit, site: site, verb: "zone.propose", subject: fmt.Sprintf("%d assets", assets)}
	entry, err := s.update(ctx, who, in, func(tx *store.Tx) error {
		if err := access.Check(who, access.AssetEdit, site); err != nil {
			return err
		}
		for i, piece := range pieces {
			if err := s.takePiece(tx, who, site, piece, fmt.Sprintf("/accept/%d", i), &out); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return ZonesTaken{}, err
	}
	out.Entry = entry.Seq
	return out, nil
}

// takePiece carries one piece out.
func (s *Service) takePiece(tx *store.Tx, who access.Principal, site plant.SiteID, piece ZonePiece, at string, out *ZonesTaken) error {
	zone := piece.ZoneID
	if piece.Zone != nil {
		z := plant.NormaliseZone(*piece.Zone)
		z.ID, z.Site, z.Version = "", site, 0
		if err := s.checkZone(tx.Reader(), z); err != nil {
			return under(at+"/zone", err)
		}
		if err := store.Put(tx, &z); err != nil {
			return s.fail(err, "zone")
		}
		out.Zones = append(out.Zones, z)
		zone = z.ID
	} else if _, err := zoneOf(tx.Reader(), site, zone); err != nil {
		return s.fail(err, "zone")
	}
	part := access.PartOf(who, access.AssetEdit, site)
	assets, err := s.chosen(tx.Reader(), site, part, AssetBulk{IDs: piece.Assets})
	if err != nil {
		return err
	}
	n, err := s.setAssets(tx, site, part, assets, AssetSet{Zone: &zone})
	out.Assets += n
	return under(at, err)
}

// under puts the fields of an error below a place of the request.
func under(at string, err error) error {
	told, ok := errors.AsType[*Error](err)
	if !ok {
		return err
	}
	copied := *told
	copied.Fields = nil
	for _, f := range told.Fields {
		copied.Fields = append(copied.Fields, Field{Pointer: at + f.Pointer, Text: f.Text})
	}
	return &copied
}
