package csms

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/proof/xray"
	"ringwall/internal/risk/lint"
	"ringwall/internal/store"
)

// XRayFilter narrows the list of X-rays; what is empty narrows nothing.
type XRayFilter struct {
	Areas      []string
	Severities []string
	States     []string
	Rules      []string
	Kinds      []string // of the record
	Record     string   // id of a record that it is about
	Owner      string   // of the decision; "none" is that nobody is named
	Search     string
	Overdue    bool
}

// XRayPage is a page of X-rays with the counts of all of them.
type XRayPage struct {
	Page[xray.Judged]
	Counts XRayCounts
}

// XRayCounts counts the X-rays of a site, whatever a list of them leaves out.
type XRayCounts struct {
	State    map[lint.State]int     `json:"state"`
	Severity map[plant.Severity]int `json:"severity" doc:"Of those that are open or lapsed"`
	Area     map[xray.Area]int      `json:"area" doc:"Of those that are open or lapsed"`
	Rules    []XRayRuleCount        `json:"rules" doc:"Every rule, in the order of the areas, also those that found nothing"`
	Overdue  int                    `json:"overdue"`
}

// XRayRuleCount counts the X-rays of one rule.
type XRayRuleCount struct {
	Rule     string         `json:"rule"`
	Title    string         `json:"title"`
	Area     xray.Area      `json:"area"`
	Severity plant.Severity `json:"severity"`
	Clause   string         `json:"clause"`
	Matters  string         `json:"matters"`
	Open     int            `json:"open"`
	Total    int            `json:"total"`
}

// XRays lists the X-rays of a site, as far as the caller may see what they are
// about. sort is "severity" (the worst first, then in the order of the rules),
// "rule", "area", "key", "owner", "due" or "state", with a "-" before it for the
// reverse.
func (s *Service) XRays(ctx context.Context, who access.Principal, site plant.SiteID, filter XRayFilter, sort, after string, limit int) (XRayPage, error) {
	var out XRayPage
	order, err := xrayOrder(sort)
	if err != nil {
		return out, err
	}
	err = s.view(ctx, who, access.RiskRead, site, func(r *store.Reader) error {
		judged, err := s.judgedXRays(r, who, site)
		if err != nil {
			return err
		}
		out.Counts = countXRays(judged)
		list := slices.DeleteFunc(judged, func(x xray.Judged) bool { return !filter.matches(x) })
		slices.SortStableFunc(list, order)
		out.Page, err = numbered("xrays "+sort, list, after, limit)
		return err
	})
	return out, err
}

// XRay is one X-ray of a site, with what was decided about it.
func (s *Service) XRay(ctx context.Context, who access.Principal, site plant.SiteID, id string) (xray.Judged, error) {
	var out xray.Judged
	err := s.view(ctx, who, access.RiskRead, site, func(r *store.Reader) error {
		judged, err := s.judgedXRays(r, who, site)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(judged, func(x xray.Judged) bool { return x.ID == id })
		if i < 0 {
			return notFound("X-ray")
		}
		out = judged[i]
		return nil
	})
	return out, err
}

// judgedXRays are the X-rays that the caller may see, with what was decided. A
// decision about one that is closed to them would look as if it were resolved,
// so it is left out too.
func (s *Service) judgedXRays(r *store.Reader, who access.Principal, site plant.SiteID) ([]xray.Judged, error) {
	in, err := s.riskInput(r, site)
	if err != nil {
		return nil, err
	}
	k, err := s.xraysOf(r, site)
	if err != nil {
		return nil, err
	}
	shown := k.shownTo(who, site)
	if len(shown) == len(k.found) {
		return xray.Judge(shown, in.Register.Findings, k.day), nil
	}
	closed := make(map[string]bool, len(k.found))
	for _, x := range k.found {
		closed[x.ID] = true
	}
	for _, x := range shown {
		delete(closed, x.ID)
	}
	decisions := slices.Clone(in.Register.Findings)
	for i := range decisions {
		if closed[decisions[i].Key] {
			decisions[i].Key = "" // of nothing that is shown
		}
	}
	return xray.Judge(shown, decisions, k.day), nil
}

func countXRays(all []xray.Judged) XRayCounts {
	out := XRayCounts{State: map[lint.State]int{}, Severity: map[plant.Severity]int{}, Area: map[xray.Area]int{}}
	for _, state := range lint.States {
		out.State[state] = 0
	}
	at := map[string]int{}
	for i, r := range xray.Rules() {
		at[r.ID] = i
		out.Rules = append(out.Rules, XRayRuleCount{Rule: r.ID, Title: r.Title, Area: r.Area, Severity: r.Severity, Clause: r.Clause, Matters: r.Matters})
	}
	for _, x := range all {
		out.State[x.State]++
		if x.Overdue {
			out.Overdue++
		}
		i, known := at[x.Rule]
		if known {
			out.Rules[i].Total++
		}
		if !x.Open() {
			continue
		}
		out.Severity[x.Severity]++
		out.Area[x.Area]++
		if known {
			out.Rules[i].Open++
		}
	}
	return out
}

func (q XRayFilter) matches(x xray.Judged) bool {
	owner := ""
	if x.Decision != nil {
		owner = x.Decision.Owner
	}
	return among(q.Areas, string(x.Area)) && among(q.Severities, string(x.Severity)) && among(q.States, string(x.State)) && among(q.Rules, x.Rule) && among(q.Kinds, x.Kind) &&
		(q.Record == "" || slices.ContainsFunc(x.Records, func(r xray.Record) bool { return r.ID == q.Record })) &&
		(q.Owner == "" || q.Owner == "none" && owner == "" || strings.EqualFold(q.Owner, owner)) &&
		(!q.Overdue || x.Overdue) && FindingFilter{Search: q.Search}.found(lint.Judged{Finding: x.Finding})
}

// xrayOrder is the order that a sort names.
func xrayOrder(sort string) (func(a, b xray.Judged) int, error) {
	place := map[string]int{}
	for i, r := range xray.Rules() {
		place[r.ID] = i
	}
	worst := func(a, b xray.Judged) int {
		return cmp.Or(lint.CompareSeverity(a.Severity, b.Severity), place[a.Rule]-place[b.Rule], plant.CompareKeys(a.Key, b.Key), cmp.Compare(a.ID, b.ID))
	}
	name, down := strings.CutPrefix(sort, "-")
	decided := func(x xray.Judged) (owner, due string) {
		if x.Decision == nil {
			return "", ""
		}
		return x.Decision.Owner, string(x.Decision.Due)
	}
	var by func(a, b xray.Judged) int
	switch name {
	case "", "severity":
		by = func(a, b xray.Judged) int { return lint.CompareSeverity(a.Severity, b.Severity) }
	case "rule":
		by = func(a, b xray.Judged) int { return place[a.Rule] - place[b.Rule] }
	case "area":
		by = func(a, b xray.Judged) int { return slices.Index(xray.Areas, a.Area) - slices.Index(xray.Areas, b.Area) }
	case "key":
		by = func(a, b xray.Judged) int { return plant.CompareKeys(a.Key, b.Key) }
	case "owner", "due":
		by = func(a, b xray.Judged) int {
			ownerA, dueA := decided(a)
			ownerB, dueB := decided(b)
			if name == "due" {
				return blankLast(dueA, dueB, down)
			}
			return blankLast(ownerA, ownerB, down)
		}
	case "state":
		by = func(a, b xray.Judged) int {
			return slices.Index(lint.States, a.State) - slices.Index(lint.States, b.State)
		}
	default:
		return nil, invalid("%.40q is no order of X-rays: choose severity, rule, area, key, owner, due or state.", sort)
	}
	return func(a, b xray.Judged) int {
		n := by(a, b)
		switch {
		case n == 0:
			return worst(a, b)
		case down:
			return -n
		}
		return n
	}, nil
}
