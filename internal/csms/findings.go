package csms

import (
	"maps"
	"slices"

	"ringwall/internal/plant"
	"ringwall/internal/risk/lint"
	"ringwall/internal/store"
)

// shownFindings is how many findings of one rule the overview shows. A list of
// 100,000 assets that was just read in has that many that lie in no zone, and
// nobody mends them one by one. keptFindings is how many of one rule are listed
// at all; those that somebody decided about always are.
const (
	shownFindings = 100
	keptFindings  = 5000
)

// modelFindings are the weaknesses of a site's model and of its risk register,
// in the order of the rules. They are shared and must not be changed.
type modelFindings struct {
	list   []plant.Finding // the open ones that the overview shows
	total  int             // of open ones
	judged []lint.Judged
	counts FindingCounts
}

// FindingCounts counts the findings of a site, whatever a list of them leaves out.
type FindingCounts struct {
	State    map[lint.State]int     `json:"state"`
	Severity map[plant.Severity]int `json:"severity" doc:"Of those that are open or lapsed"`
	Kind     map[string]int         `json:"kind" doc:"Of those that are open or lapsed, by kind of record"`
	Rules    []RuleCount            `json:"rules" doc:"Rules that found something, in the order of the standard's steps"`
	Overdue  int                    `json:"overdue"`
}

// RuleCount counts the findings of one rule.
type RuleCount struct {
	Rule     string         `json:"rule"`
	Title    string         `json:"title"`
	Severity plant.Severity `json:"severity"`
	Clause   string         `json:"clause"`
	Open     int            `json:"open"`
	Total    int            `json:"total"`
}

// findingsOf are the findings on a site as the reader's transaction sees it. To
// find them the whole inventory is loaded, so they are kept as long as nothing
// of the site changes.
func (s *Service) findingsOf(r *store.Reader, site plant.SiteID) (found modelFindings, err error) {
	in, res, err := s.riskOf(r, site)
	if err != nil {
		return found, err
	}
	err = s.standing(r, site, func(k *kept) error {
		if k.findings == nil {
			verdicts, err := r.Verdicts(site)
			if err != nil {
				return err
			}
			all := lint.All(in, res, answersOf(s.set.ID, in.Site, verdicts, nil))
			gathered := gatherFindings(lint.Judge(all, findingDecisions(in.Register.Findings), k.day))
			k.findings = &gathered
		}
		found = *k.findings
		return nil
	})
	return found, err
}

// gatherFindings counts findings and keeps those that are listed.
func gatherFindings(all []lint.Judged) modelFindings {
	out := modelFindings{
		list:   []plant.Finding{},
		counts: FindingCounts{State: map[lint.State]int{}, Severity: map[plant.Severity]int{}, Kind: map[string]int{}, Rules: []RuleCount{}},
	}
	for _, state := range lint.States {
		out.counts.State[state] = 0
	}
	rules := map[string]*RuleCount{}
	shown := map[string]int{}
	for _, f := range all {
		rule := rules[f.Rule]
		if rule == nil {
			rule = &RuleCount{Rule: f.Rule, Title: f.Title, Severity: f.Severity, Clause: f.Clause}
			rules[f.Rule] = rule
		}
		out.counts.State[f.State]++
		rule.Total++
		if f.Overdue {
			out.counts.Overdue++
		}
		if f.Open() {
			out.total++
			out.counts.Severity[f.Severity]++
			out.counts.Kind[f.Kind]++
			rule.Open++
			if shown[f.Rule]++; shown[f.Rule] <= shownFindings {
				out.list = append(out.list, f.Finding)
			}
		}
		if rule.Total <= keptFindings || f.Decision != nil {
			out.judged = append(out.judged, f)
		}
	}
	for rule := range maps.Values(rules) {
		out.counts.Rules = append(out.counts.Rules, *rule)
	}
	slices.SortFunc(out.counts.Rules, func(a, b RuleCount) int { return orderOfRule(a.Rule) - orderOfRule(b.Rule) })
	return out
}

// ruleOrder is the place of each rule: those of the plant first, as findings come.
var ruleOrder = func() map[string]int {
	order := map[string]int{}
	for _, r := range slices.Concat(plant.PartitionRules, lint.Rules()) {
		order[r.ID] = len(order)
	}
	return order
}()

// orderOfRule puts a rule that is no more at the end.
func orderOfRule(id string) int {
	if n, ok := ruleOrder[id]; ok {
		return n
	}
	return len(ruleOrder)
}
