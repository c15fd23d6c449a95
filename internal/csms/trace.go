package csms

import (
	"context"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/proof/trace"
	"ringwall/internal/proof/xray"
	"ringwall/internal/risk/lint"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// TraceQuery says from where to walk, and how far.
type TraceQuery struct {
	From trace.Ref
	// Chain walks all the way up and down; else Depth edges in both directions.
	Chain bool
	Depth int
}

// Trace walks from one record of a site to what it rests on and to what rests on
// it, as far as the caller may see them.
func (s *Service) Trace(ctx context.Context, who access.Principal, site plant.SiteID, q TraceQuery) (trace.Graph, error) {
	var out trace.Graph
	err := s.traced(ctx, who, site, func(x *trace.Index) error {
		var ok bool
		if q.Chain {
			out, ok = x.Chain(q.From)
		} else {
			out, ok = x.Around(q.From, q.Depth)
		}
		if !ok {
			return notFound(traceWord(q.From.Kind))
		}
		return nil
	})
	return out, err
}

// TraceStarts lists the records of a kind from which a walk can begin: worst
// cases, scenarios, zones, conduits and targets.
func (s *Service) TraceStarts(ctx context.Context, who access.Principal, site plant.SiteID, kind trace.Kind) ([]trace.Node, error) {
	out := []trace.Node{}
	err := s.traced(ctx, who, site, func(x *trace.Index) error {
		for _, r := range x.Find(kind) {
			if n, ok := x.Node(r); ok {
				out = append(out, n)
			}
		}
		return nil
	})
	return out, err
}

func traceWord(k trace.Kind) string {
	switch k {
	case trace.XRay:
		return "X-ray"
	case trace.WorstCase:
		return "worst case"
	case "":
		return "record"
	}
	return string(k)
}

// traced lays the record of a site out and walks over it. What is walked must
// not be used after walk returns: it follows the site.
func (s *Service) traced(ctx context.Context, who access.Principal, site plant.SiteID, walk func(*trace.Index) error) error {
	return s.view(ctx, who, access.RiskRead, site, func(r *store.Reader) error {
		known, res, err := s.riskOf(r, site)
		if err != nil {
			return err
		}
		found, err := s.findingsOf(r, site)
		if err != nil {
			return err
		}
		looked, err := s.xraysOf(r, site)
		if err != nil {
			return err
		}
		var library xray.Input
		if err := s.xrayLibrary(r, site, &library); err != nil {
			return err
		}
		open := opens(who, site, byID(library.Evidence))
		in := trace.Input{
			Today: known.Today, Site: known.Site, Register: known.Register, Risk: res,
			Verdicts: library.Verdicts, Claims: library.Claims, Sets: library.Sets, Products: library.Products, Certificates: library.Certificates,
			Tests: library.Tests, Evidence: library.Evidence, Assessments: library.Assessments, Freshness: library.Freshness, Grounds: library.Grounds,
			Findings: lint.StillOpen(found.judged),
			Sees:     func(ref trace.Ref) bool { return open(string(ref.Kind), ref.ID) },
		}
		for _, x := range xray.Judge(looked.shownTo(who, site), known.Register.Findings, looked.day) {
			if x.Open() {
				in.XRays = append(in.XRays, x.XRay)
			}
		}
		return s.standing(r, site, func(k *kept) error {
			in.Posture, in.Answers = k.engine.Posture(), k.engine.Answers
			in.Component, in.Capability = k.engine.Component, k.engine.Capability
			in.Installed = installedProducts(k.supplied.matcher, in.Site)
			return walk(trace.Build(in))
		})
	})
}

func byID(all []proof.Evidence) map[supply.ID]proof.Evidence {
	out := make(map[supply.ID]proof.Evidence, len(all))
	for _, e := range all {
		out[e.ID] = e
	}
	return out
}

// installedProducts says which product of the library each asset is. Many assets
// are of one make, so each make is looked up once.
func installedProducts(m *supply.Matcher, site plant.Site) map[plant.AssetID]supply.ID {
	type thing struct{ vendor, model, order, firmware string }
	known := map[thing]supply.ID{}
	out := make(map[plant.AssetID]supply.ID, len(site.Assets))
	for i := range site.Assets {
		a := &site.Assets[i]
		is := thing{a.Vendor, a.Model, a.OrderNumber, a.Firmware}
		id, looked := known[is]
		if !looked {
			p, _, _ := m.Match(*a)
			id = p.ID
			known[is] = id
		}
		if id != "" {
			out[a.ID] = id
		}
	}
	return out
}
