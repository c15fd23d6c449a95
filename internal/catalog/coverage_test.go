package catalog_test

import (
	"strings"
	"testing"

	"ringwall/internal/catalog"
)

// two is a pair of sets: A1 to A3, of which A2 and A3 stand in the group G, and
// B1 to B3, of which B2 and B3 stand in the group H.
func two(t *testing.T) (a, b *catalog.Set) {
	t.Helper()
	parse := func(id, name, group string) *catalog.Set {
		s, err := catalog.Parse(strings.NewReader(strings.NewReplacer("ID", id, "N", name, "GG", group).Replace(`format: ringwall-catalogue/1
set: {id: "ID", kind: framework, standard: X, title: T, version: "1"}
groups:
  - {id: GG, title: A group}
requirements:
  - {id: N1, title: one}
  - {id: N2, group: GG, title: two}
  - {id: N3, group: GG, title: three}
`)))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	return parse("a:1", "A", "G"), parse("b:1", "B", "H")
}

func pair(from, to catalog.RequirementID, s catalog.Strength, state catalog.PairState) catalog.Pair {
	return catalog.Pair{From: from, To: to, Strength: s, State: state}
}

func part(from, to catalog.RequirementID) catalog.Pair {
	return catalog.Pair{From: from, To: to, Strength: catalog.Subset, State: catalog.Confirmed, Whole: true}
}

func TestAnswerOnceReportMany(t *testing.T) {
	const (
		holds, partly, not, open, out = catalog.HoldsFully, catalog.HoldsPartly, catalog.HoldsNot, catalog.Unanswered, catalog.OutOfScope
		yes, perhaps                  = catalog.Confirmed, catalog.Suggested
	)
	type answers map[catalog.RequirementID]catalog.Holding
	for _, c := range []struct {
		name    string
		pairs   []catalog.Pair
		answers answers
		of      catalog.RequirementID
		want    catalog.CoverageState
		why     string
	}{
		{"no pair leads here", nil, nil, "B1", catalog.Unreached, "No pair leads here"},
		{"the same requirement holds", []catalog.Pair{pair("A1", "B1", catalog.Equal, yes)}, answers{"A1": holds}, "B1", catalog.CoveredFully, "A1 (a:1) asks for all of it and holds."},
		{"a wider requirement holds", []catalog.Pair{pair("A1", "B1", catalog.Superset, yes)}, answers{"A1": holds}, "B1", catalog.CoveredFully, "asks for all of it"},
		{"the same requirement holds partly", []catalog.Pair{pair("A1", "B1", catalog.Equal, yes)}, answers{"A1": partly}, "B1", catalog.CoveredPartly, "A1 (a:1) leads here and holds partly."},
		{"the same requirement, only suggested", []catalog.Pair{pair("A1", "B1", catalog.Equal, perhaps)}, answers{"A1": holds}, "B1", catalog.CoveredPartly, "only suggested; confirm or reject"},
		{"a related requirement holds", []catalog.Pair{pair("A1", "B1", catalog.Related, yes)}, answers{"A1": holds}, "B1", catalog.CoveredPartly, "No pair says that it settles all of this"},
		{"all related requirements hold", []catalog.Pair{pair("A1", "B1", catalog.Related, yes), pair("A2", "B1", catalog.Intersects, yes)}, answers{"A1": holds, "A2": holds}, "B1", catalog.CoveredPartly, "2 of 2 that lead here hold at least partly: A1, A2 (a:1)."},
		{"parts without the mark all hold", []catalog.Pair{pair("A1", "B1", catalog.Subset, yes), pair("A2", "B1", catalog.Subset, yes)}, answers{"A1": holds, "A2": holds}, "B1", catalog.CoveredPartly, ""},
		{"parts of the whole all hold", []catalog.Pair{part("A1", "B1"), part("A2", "B1")}, answers{"A1": holds, "A2": holds}, "B1", catalog.CoveredFully, "A1, A2 (a:1) make up the whole of it"},
		{"one part of the whole is open", []catalog.Pair{part("A1", "B1"), part("A2", "B1")}, answers{"A1": holds, "A2": open}, "B1", catalog.CoveredPartly, "1 of 2"},
		{"a single part is marked", []catalog.Pair{part("A1", "B1")}, answers{"A1": holds}, "B1", catalog.CoveredPartly, ""},
		{"nothing holds", []catalog.Pair{pair("A1", "B1", catalog.Equal, yes)}, answers{"A1": not}, "B1", catalog.NotCovered, "Nothing that leads here holds: A1 (a:1)."},
		{"nothing is answered", []catalog.Pair{pair("A1", "B1", catalog.Equal, yes)}, nil, "B1", catalog.NotYetKnown, "answered or applies"},
		{"it does not apply", []catalog.Pair{pair("A1", "B1", catalog.Equal, yes)}, answers{"A1": out}, "B1", catalog.NotYetKnown, ""},
		{"the pair was rejected", []catalog.Pair{pair("A1", "B1", catalog.Equal, catalog.Rejected)}, answers{"A1": holds}, "B1", catalog.Unreached, ""},
		{"a whole group holds", []catalog.Pair{pair("G", "B1", catalog.Equal, yes)}, answers{"A2": holds, "A3": holds}, "B1", catalog.CoveredFully, "G (a:1) asks"},
		{"all of a group that applies holds", []catalog.Pair{pair("G", "B1", catalog.Equal, yes)}, answers{"A2": holds, "A3": out}, "B1", catalog.CoveredFully, ""},
		{"half a group holds", []catalog.Pair{pair("G", "B1", catalog.Equal, yes)}, answers{"A2": holds, "A3": not}, "B1", catalog.CoveredPartly, ""},
		{"what settles a group settles each of it", []catalog.Pair{pair("A1", "H", catalog.Equal, yes)}, answers{"A1": holds}, "B3", catalog.CoveredFully, ""},
		{"what is a part of a group settles none of it", []catalog.Pair{pair("A1", "H", catalog.Subset, yes)}, answers{"A1": holds}, "B3", catalog.CoveredPartly, ""},
		{"a suggested pair beside a confirmed one", []catalog.Pair{pair("A1", "B1", catalog.Related, perhaps), pair("A2", "B1", catalog.Superset, yes)}, answers{"A1": not, "A2": holds}, "B1", catalog.CoveredFully, "A2 (a:1)"},
	} {
		a, b := two(t)
		cover := catalog.Project(b, catalog.AnswerSource{Crosswalk: crosswalk(c.pairs...), Set: a, Holds: func(id catalog.RequirementID) (catalog.Holding, string) {
			if h, ok := c.answers[id]; ok {
				return h, ""
			}
			return catalog.Unanswered, ""
		}})
		i, _ := b.Index(c.of)
		if got := cover[i]; got.State != c.want || !strings.Contains(got.Why, c.why) || got.Why == "" || got.Requirement != c.of {
			t.Errorf("%s: %s is %s (%s), want %s", c.name, c.of, got.State, got.Why, c.want)
		}
	}
}

// Answers to 3-3 report CSF 1.1 by the crosswalk read backwards. NIST names both
// and says no more, so nothing becomes full before somebody confirms a strength.
func TestSystemAnswersReportTheFramework(t *testing.T) {
	c, _ := catalog.FindCrosswalk("csf-1.1-3-3")
	csf := set(t, catalog.CSF11)
	all := func(catalog.RequirementID) (catalog.Holding, string) { return catalog.HoldsFully, "met" }
	count := func(c *catalog.Crosswalk) map[catalog.CoverageState]int {
		n := map[catalog.CoverageState]int{}
		for _, cov := range catalog.Project(csf, catalog.AnswerSource{Crosswalk: c.Reverse(), Set: catalog.SystemSet(), Holds: all}) {
			n[cov.State]++
		}
		return n
	}
	if n := count(c); n[catalog.CoveredPartly] != 37 || n[catalog.Unreached] != 71 {
		t.Errorf("%v, want 37 partly and 71 without a pair", n)
	}
	decided := catalog.Decide(c, []catalog.PairDecision{{Crosswalk: c.ID, From: "ID.AM-1", To: "SR 7.8", State: catalog.Confirmed, Strength: catalog.Subset}})
	if n := count(decided); n[catalog.CoveredFully] != 1 {
		t.Errorf("%v, want ID.AM-1 in full once it is confirmed as a part of SR 7.8", n)
	}
}
