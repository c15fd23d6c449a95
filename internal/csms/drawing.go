package csms

import (
	"context"
	"slices"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
	"ringwall/internal/store"
)

// Drawing is the picture of a site, computed from its records: the register
// and the drawing are one datum.
type Drawing struct {
	Nodes []DrawingNode `json:"nodes"`
	Edges []DrawingEdge `json:"edges"`
}

// DrawingNode is a zone on the drawing.
type DrawingNode struct {
	ID        plant.ZoneID   `json:"id"`
	Key       string         `json:"key"`
	Name      string         `json:"name"`
	ZoneKind  plant.ZoneKind `json:"zoneKind"`
	Parent    plant.ZoneID   `json:"parent,omitempty"`
	Purdue    string         `json:"purdue,omitempty"`
	Safety    bool           `json:"safety"`
	Wireless  bool           `json:"wireless"`
	Transient bool           `json:"transient"`
	External  bool           `json:"external"`
	Assets    int            `json:"assets"`
	Target    *sl.Vector     `json:"target"`
	Achieved  sl.Vector      `json:"achieved"`
	Gap       sl.Vector      `json:"gap"`
	Steps     int            `json:"steps"`
	Place     *plant.Place   `json:"place"`
	Version   int            `json:"version"`
}

// DrawingEdge is a conduit on the drawing.
type DrawingEdge struct {
	ID        plant.ConduitID `json:"id"`
	Key       string          `json:"key"`
	Name      string          `json:"name"`
	From      plant.ZoneID    `json:"from"`
	To        plant.ZoneID    `json:"to"`
	Direction plant.Direction `json:"direction"` // of all its flow rules taken together
	Flows     int             `json:"flows"`
	Wireless  bool            `json:"wireless"`
	External  bool            `json:"external"`
	Target    *sl.Vector      `json:"target"`
	Achieved  sl.Vector       `json:"achieved"`
	Gap       sl.Vector       `json:"gap"`
	Steps     int             `json:"steps"`
}

// Drawing is the picture of a site as far as the caller may see it.
func (s *Service) Drawing(ctx context.Context, who access.Principal, site plant.SiteID) (Drawing, error) {
	out := Drawing{Nodes: []DrawingNode{}, Edges: []DrawingEdge{}}
	err := s.view(ctx, who, access.PlantRead, site, func(r *store.Reader) error {
		p, err := s.posture(r, site)
		if err != nil {
			return err
		}
		zones, err := store.All[plant.Zone](r, site)
		if err != nil {
			return err
		}
		conduits, err := store.All[plant.Conduit](r, site)
		if err != nil {
			return err
		}
		out = draw(zones, conduits, p, access.PartOf(who, access.PlantRead, site))
		return nil
	})
	return out, err
}

// draw joins the records with their posture. A conduit of which only one end
// may be seen is left out, since a line must end somewhere.
func draw(zones []plant.Zone, conduits []plant.Conduit, p assess.Posture, part access.Part) Drawing {
	of := map[assess.Subject]assess.SubjectPosture{}
	for _, sp := range p.Subjects {
		of[sp.Subject] = sp
	}
	out := Drawing{Nodes: []DrawingNode{}, Edges: []DrawingEdge{}}
	for _, z := range zones {
		if !part.Zone(z.ID) {
			continue
		}
		sp := of[assess.Subject{Kind: assess.OfZone, ID: string(z.ID)}]
		node := DrawingNode{
			ID: z.ID, Key: z.Key, Name: z.Name, ZoneKind: z.Kind, Purdue: z.Purdue,
			Safety: z.Safety, Wireless: z.Wireless, Transient: z.Transient, External: z.External,
			Assets: sp.Assets, Target: sp.Target, Achieved: sp.Achieved, Gap: sp.Gap, Steps: sp.Steps,
			Place: z.Place, Version: z.Version,
		}
		if part.Zone(z.Parent) {
			node.Parent = z.Parent
		}
		out.Nodes = append(out.Nodes, node)
	}
	for _, c := range conduits {
		if !part.Zone(c.From) || !part.Zone(c.To) {
			continue
		}
		sp := of[assess.Subject{Kind: assess.OfConduit, ID: string(c.ID)}]
		out.Edges = append(out.Edges, DrawingEdge{
			ID: c.ID, Key: c.Key, Name: c.Name, From: c.From, To: c.To,
			Direction: c.Direction(), Flows: len(c.Flows), Wireless: c.Wireless, External: c.External,
			Target: sp.Target, Achieved: sp.Achieved, Gap: sp.Gap, Steps: sp.Steps,
		})
	}
	return out
}

// ZonePlace puts one zone somewhere on the drawing.
type ZonePlace struct {
	Zone plant.ZoneID `json:"zone"`
	plant.Place
	// Parent, where it is given, is the zone into which the zone was drawn; ""
	// is none.
	Parent *plant.ZoneID `json:"parent,omitempty" doc:"The zone into which it was drawn, empty for none; the parent stays when left out"`
}

// PlaceZones keeps where the drawing shows zones, and in which zone they lie.
// What a zone is else does not change by it, so the last hand wins and no
// version is asked for.
func (s *Service) PlaceZones(ctx context.Context, who access.Principal, site plant.SiteID, places []ZonePlace) (entry int64, err error) {
	e, err := s.update(ctx, who, intent{do: access.PlantEdit, site: site, verb: "drawing.place", subject: "drawing"}, func(tx *store.Tx) error {
		all, err := frame(tx.Reader(), site)
		if err != nil {
			return err
		}
		rules := plant.RulesOf(all)
		for _, p := range places {
			z, err := store.Get[plant.Zone](tx.Reader(), string(p.Zone))
			if err != nil || z.Site != site {
				return s.missing(err, "zone")
			}
			moved := p.Parent != nil && *p.Parent != z.Parent
			if z.Place != nil && *z.Place == p.Place && !moved {
				continue
			}
			z.Place = &p.Place
			if moved {
				z.Parent = *p.Parent
			}
			if problems := rules.Zone(z); len(problems) > 0 {
				return problems
			}
			if err := store.Put(tx, &z); err != nil {
				return err
			}
			if moved { // the next may be drawn into this one
				all.Zones[slices.IndexFunc(all.Zones, func(x plant.Zone) bool { return x.ID == z.ID })] = z
				rules = plant.RulesOf(all)
			}
		}
		return nil
	})
	return e.Seq, err
}
