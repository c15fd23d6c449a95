package csms

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/risk/lint"
	"ringwall/internal/store"
)

// FindingFilter narrows the list of findings; what is empty narrows nothing.
type FindingFilter struct {
	Severities []string
	States     []string
	Rules      []string
	Kinds      []string // of the record
	Key        string   // of the record
	Owner      string   // of the decision; "none" is that nobody is named
	Search     string
	Overdue    bool
}

// FindingPage is a page of findings with the counts of all of them.
type FindingPage struct {
	Page[lint.Judged]
	Counts FindingCounts
}

// Findings lists the findings of a site. sort is "severity" (the worst first,
// then in the order of the rules), "rule", "kind", "key", "owner", "due" or
// "state", with a "-" before it for the reverse.
func (s *Service) Findings(ctx context.Context, who access.Principal, site plant.SiteID, filter FindingFilter, sort, after string, limit int) (FindingPage, error) {
	var out FindingPage
	order, err := findingOrder(sort)
	if err != nil {
		return out, err
	}
	err = s.view(ctx, who, access.RiskRead, site, func(r *store.Reader) error {
		found, err := s.findingsOf(r, site)
		if err != nil {
			return err
		}
		out.Counts = found.counts
		list := slices.DeleteFunc(slices.Clone(found.judged), func(f lint.Judged) bool { return !filter.matches(f) })
		slices.SortStableFunc(list, order)
		out.Page, err = numbered("findings "+sort, list, after, limit)
		return err
	})
	return out, err
}

// Finding is one finding of a site, with what was decided about it.
func (s *Service) Finding(ctx context.Context, who access.Principal, site plant.SiteID, id string) (lint.Judged, error) {
	var out lint.Judged
	err := s.view(ctx, who, access.RiskRead, site, func(r *store.Reader) error {
		found, err := s.findingsOf(r, site)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(found.judged, func(f lint.Judged) bool { return f.ID == id })
		if i < 0 {
			return notFound("finding")
		}
		out = found.judged[i]
		return nil
	})
	return out, err
}

func (q FindingFilter) matches(f lint.Judged) bool {
	owner := ""
	if f.Decision != nil {
		owner = f.Decision.Owner
	}
	return among(q.Severities, string(f.Severity)) && among(q.States, string(f.State)) && among(q.Rules, f.Rule) && among(q.Kinds, f.Kind) &&
		(q.Key == "" || strings.EqualFold(q.Key, f.Key)) &&
		(q.Owner == "" || q.Owner == "none" && owner == "" || strings.EqualFold(q.Owner, owner)) &&
		(!q.Overdue || f.Overdue) && q.found(f)
}

// found says whether the finding holds every word of the search.
func (q FindingFilter) found(f lint.Judged) bool {
	if q.Search == "" {
		return true
	}
	text := strings.ToLower(strings.Join([]string{f.Key, f.Rule, f.Title, f.Text, f.Clause}, "\n"))
	for word := range strings.FieldsSeq(strings.ToLower(q.Search)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

func among(choice []string, value string) bool {
	return len(choice) == 0 || slices.Contains(choice, value)
}

// findingOrder is the order that a sort names.
func findingOrder(sort string) (func(a, b lint.Judged) int, error) {
	worst := func(a, b lint.Judged) int {
		return cmp.Or(lint.CompareSeverity(a.Severity, b.Severity), orderOfRule(a.Rule)-orderOfRule(b.Rule), plant.CompareKeys(a.Key, b.Key), cmp.Compare(a.ID, b.ID))
	}
	name, down := strings.CutPrefix(sort, "-")
	decided := func(f lint.Judged) risk.FindingDecision {
		if f.Decision == nil {
			return risk.FindingDecision{}
		}
		return *f.Decision
	}
	var by func(a, b lint.Judged) int
	switch name {
	case "", "severity":
		by = func(a, b lint.Judged) int { return lint.CompareSeverity(a.Severity, b.Severity) }
	case "rule":
		by = func(a, b lint.Judged) int { return orderOfRule(a.Rule) - orderOfRule(b.Rule) }
	case "kind":
		by = func(a, b lint.Judged) int { return cmp.Compare(a.Kind, b.Kind) }
	case "key":
		by = func(a, b lint.Judged) int { return plant.CompareKeys(a.Key, b.Key) }
	case "owner":
		by = func(a, b lint.Judged) int { return blankLast(decided(a).Owner, decided(b).Owner, down) }
	case "due":
		by = func(a, b lint.Judged) int {
			return blankLast(string(decided(a).Due), string(decided(b).Due), down)
		}
	case "state":
		by = func(a, b lint.Judged) int {
			return slices.Index(lint.States, a.State) - slices.Index(lint.States, b.State)
		}
	default:
		return nil, invalid("%.40q is no order of findings: choose severity, rule, kind, key, owner, due or state.", sort)
	}
	return func(a, b lint.Judged) int {
		if n := by(a, b); n != 0 {
			if down {
				return -n
			}
			return n
		}
		return worst(a, b)
	}, nil
}

// blankLast compares texts of which an empty one comes last in either direction.
func blankLast(a, b string, down bool) int {
	last := 1
	if down {
		last = -1
	}
	switch {
	case a == "" && b == "":
		return 0
	case a == "":
		return last
	case b == "":
		return -last
	}
	return cmp.Compare(strings.ToLower(a), strings.ToLower(b))
}

// numbered cuts one page out of a list that is made anew each time: its mark is
// a place in it.
func numbered[T any](of string, all []T, after string, limit int) (Page[T], error) {
	mark, err := readCursor(of, after)
	if err != nil {
		return Page[T]{}, err
	}
	start := 0
	if mark != "" {
		if start, err = strconv.Atoi(mark); err != nil || start < 0 {
			return Page[T]{}, store.ErrCursor
		}
	}
	start = min(start, len(all))
	end := min(len(all), start+limit)
	page := Page[T]{Items: append([]T{}, all[start:end]...), Total: len(all)}
	if end < len(all) {
		page.Next = cursor{Of: of, After: strconv.Itoa(end)}.encode()
	}
	return page, nil
}
