package csms

import (
	"context"
	"slices"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// Depth is the defence in depth of a site.
func (s *Service) Depth(ctx context.Context, who access.Principal, site plant.SiteID) (risk.DepthMap, error) {
	var out risk.DepthMap
	err := s.view(ctx, who, access.RiskRead, site, func(r *store.Reader) error {
		in, err := s.riskInput(r, site)
		out = risk.Depth(in)
		return err
	})
	return out, err
}

// BeyondInformation counts the risks of a site that are not of information.
func (s *Service) BeyondInformation(ctx context.Context, who access.Principal, site plant.SiteID) (risk.BeyondInformation, error) {
	var out risk.BeyondInformation
	err := s.view(ctx, who, access.RiskRead, site, func(r *store.Reader) error {
		in, res, err := s.riskOf(r, site)
		out = risk.Beyond(in, res)
		return err
	})
	return out, err
}

// InitialComparison compares the worst cases of a site with what is tolerable.
func (s *Service) InitialComparison(ctx context.Context, who access.Principal, site plant.SiteID) (risk.InitialComparison, error) {
	var out risk.InitialComparison
	err := s.view(ctx, who, access.RiskRead, site, func(r *store.Reader) error {
		in, res, err := s.riskOf(r, site)
		if err == nil {
			out = risk.CompareInitial(in, res)
		}
		return err
	})
	return out, err
}

// AvailabilityAdequacy weighs the availability of each essential function of a site.
func (s *Service) AvailabilityAdequacy(ctx context.Context, who access.Principal, site plant.SiteID) (risk.AvailabilityAdequacy, error) {
	var out risk.AvailabilityAdequacy
	err := s.view(ctx, who, access.RiskRead, site, func(r *store.Reader) error {
		in, err := s.riskInput(r, site)
		if err == nil {
			out = risk.Adequacy(in)
		}
		return err
	})
	return out, err
}

// Threats tells which techniques reach a zone or conduit and how far they are
// met with. Without a subject it is the counts of every zone and conduit, and
// no techniques: for a large site they would be megabytes.
func (s *Service) Threats(ctx context.Context, who access.Principal, site plant.SiteID, subject assess.Subject) (risk.ThreatMap, error) {
	var out risk.ThreatMap
	err := s.view(ctx, who, access.RiskRead, site, func(r *store.Reader) error {
		in, res, err := s.riskOf(r, site)
		if err != nil {
			return err
		}
		threats, err := s.threats(r)
		if err != nil {
			return err
		}
		return s.standing(r, site, func(k *kept) error {
			holds := holdsBy(k)
			if subject.ID == "" {
				out = risk.ThreatView(in, res, threats, holds)
				for i := range out.Subjects {
					out.Subjects[i].Techniques = []risk.TechniqueThreat{}
				}
				return nil
			}
			one, ok := risk.ThreatsOf(in, res, threats, holds, subject)
			if !ok {
				return notFound(string(subject.Kind))
			}
			out = risk.ThreatMap{
				Release: threats.Release, Attribution: threats.Attribution, Rules: risk.ThreatRules(),
				Subjects: []risk.SubjectThreats{one}, Stale: risk.StaleTechniques(in.Register, threats),
			}
			return nil
		})
	})
	return out, err
}

// holdsBy tells what requirements amount to, reading the answers of a subject
// when they are first asked for.
func holdsBy(k *kept) risk.Holds {
	read := map[assess.Subject]map[catalog.RequirementID]assess.Effective{}
	return func(s assess.Subject, id catalog.RequirementID) assess.Effective {
		effective, ok := read[s]
		if !ok {
			answers, _ := k.engine.Answers(s)
			effective = make(map[catalog.RequirementID]assess.Effective, len(answers))
			for _, a := range answers {
				effective[a.Requirement.ID] = a.Effective
			}
			read[s] = effective
		}
		if e, ok := effective[id]; ok {
			return e
		}
		return assess.Effective{State: assess.Unanswered, CountsAs: assess.Unanswered, Why: assess.Unanswered.Word()}
	}
}

// TechniqueQuery says which techniques are wanted for choosing from.
type TechniqueQuery struct {
	Text   string // in the id or the name
	Tactic string // id
	Asset  string // id of a kind of asset
	After  string // id of the last technique of the page before
	Limit  int
}

// TechniqueList is one page of techniques, with what the lists around it show.
type TechniqueList struct {
	Release     string            `json:"release"`
	Attribution string            `json:"attribution"`
	Tactics     []catalog.Tactic  `json:"tactics"`
	Assets      []AssetKind       `json:"assets"`
	Items       []TechniqueChoice `json:"items"`
	Next        string            `json:"next"`
	Total       int               `json:"total"`
}

// AssetKind is a kind of asset as ATT&CK for ICS names it.
type AssetKind struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// TechniqueChoice is a technique to choose.
type TechniqueChoice struct {
	ID           string                  `json:"id"`
	Name         string                  `json:"name"`
	Tactics      []string                `json:"tactics"`      // ids
	Mitigations  []string                `json:"mitigations"`  // ids
	Requirements []catalog.RequirementID `json:"requirements"` // that work against it
}

// Techniques lists the techniques of the release in use by id.
func (s *Service) Techniques(ctx context.Context, who access.Principal, site plant.SiteID, q TechniqueQuery) (TechniqueList, error) {
	var out TechniqueList
	err := s.view(ctx, who, access.RiskRead, site, func(r *store.Reader) error {
		threats, err := s.threats(r)
		if err != nil {
			return err
		}
		out = chooseTechniques(threats, q)
		return nil
	})
	return out, err
}

func chooseTechniques(threats *catalog.ThreatSet, q TechniqueQuery) TechniqueList {
	out := TechniqueList{
		Release: threats.Release, Attribution: threats.Attribution, Tactics: threats.Tactics,
		Assets: make([]AssetKind, 0, len(threats.Assets)), Items: []TechniqueChoice{},
	}
	for _, a := range threats.Assets {
		out.Assets = append(out.Assets, AssetKind{a.ID, a.Name})
	}
	targeted, _ := threats.Asset(q.Asset)
	text := strings.ToLower(strings.TrimSpace(q.Text))
	for _, t := range threats.Techniques {
		switch {
		case q.Tactic != "" && !slices.Contains(t.Tactics, q.Tactic):
			continue
		case q.Asset != "" && !slices.Contains(targeted.Techniques, t.ID):
			continue
		case text != "" && !strings.Contains(strings.ToLower(t.ID+" "+t.Name), text):
			continue
		}
		out.Total++
		if t.ID <= q.After {
			continue
		}
		if len(out.Items) == q.Limit {
			out.Next = out.Items[q.Limit-1].ID
			continue
		}
		out.Items = append(out.Items, TechniqueChoice{t.ID, t.Name, t.Tactics, t.Mitigations, threats.Requirements(t.ID)})
	}
	return out
}
