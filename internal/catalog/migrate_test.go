package catalog_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/catalog"
)

// edition is a set of a part with the given requirements, read as a pack is.
func edition(t *testing.T, id, standard string, requirements ...string) *catalog.Set {
	t.Helper()
	pack := "format: ringwall-catalogue/1\nset: {id: \"" + id + "\", kind: framework, standard: " + standard + ", title: T, version: \"1\"}\nrequirements:\n"
	for _, r := range requirements {
		pack += "  - {id: \"" + r + "\", title: Title of " + r + "}\n"
	}
	s, err := catalog.Parse(strings.NewReader(pack))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestMigrateSaysHowFarOldAnswersReach(t *testing.T) {
	old := edition(t, "part:1", "Part 1st", "a", "b", "c", "d")
	renewed := edition(t, "part:2", "Part 2nd", "X")
	pair := func(from string, s catalog.Strength, note string) catalog.Pair {
		return catalog.Pair{From: catalog.RequirementID(from), To: "X", Strength: s, State: catalog.Suggested, Note: note}
	}
	whole := func(from string) catalog.Pair {
		p := pair(from, catalog.Subset, "")
		p.Whole = true
		return p
	}
	rejected := func(p catalog.Pair) catalog.Pair { p.State = catalog.Rejected; return p }
	confirmed := func(p catalog.Pair) catalog.Pair { p.State = catalog.Confirmed; return p }
	ids := func(s ...catalog.RequirementID) []catalog.RequirementID { return s }

	for _, c := range []struct {
		name     string
		pairs    []catalog.Pair
		rest     []catalog.Unpaired
		answered []catalog.RequirementID
		want     catalog.MigrationLine
		lost     []catalog.LostAnswer
	}{
		{
			name:  "the answer to the same requirement is kept",
			pairs: []catalog.Pair{pair("a", catalog.Equal, "Both ask it.")}, answered: ids("a"),
			want: catalog.MigrationLine{Carry: catalog.Kept, Keep: ids("a"), Suggested: true,
				Why: "a of Part 1st asks the same, so its answer is kept. Both ask it."},
		},
		{
			name:  "a confirmed pair is no suggestion any more",
			pairs: []catalog.Pair{confirmed(pair("a", catalog.Equal, ""))}, answered: ids("a"),
			want: catalog.MigrationLine{Carry: catalog.Kept, Keep: ids("a"),
				Why: "a of Part 1st asks the same, so its answer is kept."},
		},
		{
			name:  "the answer to a larger requirement is kept when it is met",
			pairs: []catalog.Pair{pair("a", catalog.Superset, "It asks for more.")}, answered: ids("a"),
			want: catalog.MigrationLine{Carry: catalog.Kept, Keep: ids("a"), Suggested: true,
				Why: "a of Part 1st asks for all of it and more, so what is met there is met here, and a lesser answer has to be looked at. It asks for more."},
		},
		{
			name:  "of two that settle it the lowest answer counts",
			pairs: []catalog.Pair{pair("a", catalog.Equal, "n"), pair("b", catalog.Superset, "n")}, answered: ids("b", "a"),
			want: catalog.MigrationLine{Carry: catalog.Kept, Keep: ids("a", "b"), Suggested: true,
				Why: "a and b of Part 1st each settle it, so their answers are kept and the lowest counts."},
		},
		{
			name:  "a part is a starting point",
			pairs: []catalog.Pair{pair("a", catalog.Subset, "Only the plan.")}, answered: ids("a"),
			want: catalog.MigrationLine{Carry: catalog.Start,
				Confirm: []catalog.StartingPoint{{"a", catalog.Subset, "a of Part 1st is a part of it, so its answer has to be confirmed. Only the plan."}},
				Why:     "a of Part 1st is a part of it, so its answer has to be confirmed. Only the plan."},
		},
		{
			name:  "an overlap is a starting point",
			pairs: []catalog.Pair{pair("a", catalog.Intersects, "Doors, not cables.")}, answered: ids("a"),
			want: catalog.MigrationLine{Carry: catalog.Start,
				Confirm: []catalog.StartingPoint{{"a", catalog.Intersects, "a of Part 1st overlaps with it, so its answer has to be confirmed. Doors, not cables."}},
				Why:     "a of Part 1st overlaps with it, so its answer has to be confirmed. Doors, not cables."},
		},
		{
			name:  "several parts are a starting point, each with its reason",
			pairs: []catalog.Pair{pair("a", catalog.Subset, ""), pair("b", catalog.Related, "")}, answered: ids("a", "b"),
			want: catalog.MigrationLine{Carry: catalog.Start,
				Confirm: []catalog.StartingPoint{
					{"a", catalog.Subset, "a of Part 1st is a part of it, so its answer has to be confirmed."},
					{"b", catalog.Related, "b of Part 1st is named beside it and no more is said, so its answer has to be confirmed."},
				},
				Why: "a and b of Part 1st bear on it, yet none of them settles it, so their answers have to be confirmed."},
		},
		{
			name:  "a part beside a kept answer is still shown",
			pairs: []catalog.Pair{pair("a", catalog.Subset, "Half."), pair("b", catalog.Equal, "")}, answered: ids("a", "b"),
			want: catalog.MigrationLine{Carry: catalog.Kept, Keep: ids("b"), Suggested: true,
				Confirm: []catalog.StartingPoint{{"a", catalog.Subset, "a of Part 1st is a part of it, so its answer has to be confirmed. Half."}},
				Why:     "b of Part 1st asks the same, so its answer is kept."},
		},
		{
			name:  "all parts of the whole settle it together",
			pairs: []catalog.Pair{whole("a"), whole("b"), pair("c", catalog.Subset, "")}, answered: ids("a", "b"),
			want: catalog.MigrationLine{Carry: catalog.Kept, Keep: ids("a", "b"), Suggested: true,
				Why: "a and b of Part 1st together make up the whole of it, so it is met where all of them are, and a lesser answer has to be looked at."},
		},
		{
			name:  "a part of the whole that has no answer is named",
			pairs: []catalog.Pair{whole("a"), whole("b")}, answered: ids("a"),
			want: catalog.MigrationLine{Carry: catalog.Start,
				Confirm: []catalog.StartingPoint{{"a", catalog.Subset, "a of Part 1st is a part of it, so its answer has to be confirmed."}},
				Why:     "a of Part 1st is a part of it, so its answer has to be confirmed. To make up the whole, b of Part 1st lacks its answer."},
		},
		{
			name:  "without a rejected part the others are no whole",
			pairs: []catalog.Pair{whole("a"), whole("b"), rejected(whole("c")), whole("d")}, answered: ids("a", "b", "c"),
			want: catalog.MigrationLine{Carry: catalog.Start,
				Confirm: []catalog.StartingPoint{
					{"a", catalog.Subset, "a of Part 1st is a part of it, so its answer has to be confirmed."},
					{"b", catalog.Subset, "b of Part 1st is a part of it, so its answer has to be confirmed."},
				},
				Why: "a and b of Part 1st bear on it, yet none of them settles it, so their answers have to be confirmed."},
			lost: []catalog.LostAnswer{{"c", "The pair with X of Part 2nd was rejected, and no other leads on."}},
		},
		{
			name:  "a pair without an answer carries nothing",
			pairs: []catalog.Pair{pair("a", catalog.Equal, ""), pair("b", catalog.Subset, "")},
			want: catalog.MigrationLine{Carry: catalog.Fresh,
				Why: "a and b of Part 1st speak of it but have no answers."},
		},
		{
			name:  "a rejected pair carries nothing",
			pairs: []catalog.Pair{rejected(pair("a", catalog.Equal, ""))}, answered: ids("a"),
			want: catalog.MigrationLine{Carry: catalog.Fresh,
				Why: "The pair with a of Part 1st was rejected, so its answer does not count here."},
			lost: []catalog.LostAnswer{{"a", "The pair with X of Part 2nd was rejected, and no other leads on."}},
		},
		{
			name: "what was left unpaired on purpose says why, on both sides",
			rest: []catalog.Unpaired{{"part:2", "X", "Radio is new."}, {"part:1", "b", "Given up."}}, answered: ids("b"),
			want: catalog.MigrationLine{Carry: catalog.Fresh, Why: "Radio is new."},
			lost: []catalog.LostAnswer{{"b", "Given up."}},
		},
		{
			name:     "what the crosswalk does not know of leads nowhere",
			answered: ids("d", "zz", "a", "d"),
			want:     catalog.MigrationLine{Carry: catalog.Fresh, Why: "The crosswalk names nothing in Part 1st that speaks of it."},
			lost: []catalog.LostAnswer{
				{"a", "The crosswalk names nothing in Part 2nd that speaks of the same matter."},
				{"d", "The crosswalk names nothing in Part 2nd that speaks of the same matter."},
				{"zz", "Part 1st has no requirement zz."},
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			walk := &catalog.Crosswalk{ID: "w", From: old.ID, To: renewed.ID, Pairs: c.pairs, Rest: c.rest}
			m := catalog.Migrate(old, renewed, walk, c.answered)
			c.want.Requirement = "X"
			if diff := cmp.Diff([]catalog.MigrationLine{c.want}, m.Lines); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.lost, m.Lost); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWithoutACrosswalkBetweenTheEditionsNothingIsCarried(t *testing.T) {
	old, renewed := edition(t, "part:1", "Part 1st", "a"), edition(t, "part:2", "Part 2nd", "X")
	const none = "No crosswalk leads from Part 1st to Part 2nd."
	for name, walk := range map[string]*catalog.Crosswalk{
		"no crosswalk":                       nil,
		"a crosswalk the other way round":    {From: "part:2", To: "part:1", Pairs: []catalog.Pair{{From: "a", To: "X", Strength: catalog.Equal}}},
		"a crosswalk between something else": {From: "part:1", To: "part:3", Pairs: []catalog.Pair{{From: "a", To: "X", Strength: catalog.Equal}}},
	} {
		t.Run(name, func(t *testing.T) {
			want := catalog.Migration{
				From: "part:1", To: "part:2", Notes: []string{none},
				Lines: []catalog.MigrationLine{{Requirement: "X", Carry: catalog.Fresh, Why: none}},
				Lost:  []catalog.LostAnswer{{Requirement: "a", Why: none}},
			}
			if diff := cmp.Diff(want, catalog.Migrate(old, renewed, walk, []catalog.RequirementID{"a"})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// program is the migration that asset owners meet: 2-1 from 2010 to 2024.
func program(t *testing.T) (old, renewed *catalog.Set, walk *catalog.Crosswalk) {
	t.Helper()
	walk, ok := catalog.FindCrosswalk("2-1-2010-2024")
	if !ok {
		t.Fatal("the program does not carry the crosswalk 2-1-2010-2024")
	}
	return set(t, catalog.ProgramRequirements2010), set(t, catalog.ProgramRequirements), walk
}

func TestEveryRequirementOfBothEditionsIsPairedOrExplained(t *testing.T) {
	old, renewed, walk := program(t)
	paired, left := map[catalog.SetID]map[catalog.RequirementID]bool{old.ID: {}, renewed.ID: {}}, map[catalog.SetID]map[catalog.RequirementID]bool{old.ID: {}, renewed.ID: {}}
	notes := map[string]bool{}
	for _, p := range walk.Pairs {
		paired[old.ID][p.From], paired[renewed.ID][p.To] = true, true
		if p.State != catalog.Suggested {
			t.Errorf("%s to %s is %s, but a comparison of titles can only suggest", p.From, p.To, p.State)
		}
		if p.Note == "" || notes[p.Note] {
			t.Errorf("%s to %s has no reason of its own: %q", p.From, p.To, p.Note)
		}
		notes[p.Note] = true
	}
	for _, u := range walk.Rest {
		if left[u.Set][u.Requirement] || notes[u.Why] {
			t.Errorf("%s of %s stands in the rest twice, or with the reason of another", u.Requirement, u.Set)
		}
		left[u.Set][u.Requirement], notes[u.Why] = true, true
	}
	for _, s := range []*catalog.Set{old, renewed} {
		for _, r := range s.Requirements {
			if paired[s.ID][r.ID] == left[s.ID][r.ID] {
				t.Errorf("%s of %s: paired %t, in the rest %t", r.ID, s.ID, paired[s.ID][r.ID], left[s.ID][r.ID])
			}
			delete(paired[s.ID], r.ID)
			delete(left[s.ID], r.ID)
		}
		if n := len(paired[s.ID]) + len(left[s.ID]); n > 0 {
			t.Errorf("%s does not have %v %v", s.ID, paired[s.ID], left[s.ID])
		}
	}
}

func TestAFullyAnsweredProgramOf2010MovesTo2024(t *testing.T) {
	old, renewed, walk := program(t)
	var all []catalog.RequirementID
	for _, r := range old.Requirements {
		all = append(all, r.ID)
	}
	m := catalog.Migrate(old, renewed, walk, all)
	got := map[catalog.Carry]int{catalog.Kept: m.Count(catalog.Kept), catalog.Start: m.Count(catalog.Start), catalog.Fresh: m.Count(catalog.Fresh)}
	if diff := cmp.Diff(map[catalog.Carry]int{catalog.Kept: 19, catalog.Start: 43, catalog.Fresh: 25}, got); diff != "" {
		t.Error(diff)
	}
	if len(m.Lines) != len(renewed.Requirements) || len(m.Lost) != 16 {
		t.Errorf("%d lines and %d lost answers, want %d and 16", len(m.Lines), len(m.Lost), len(renewed.Requirements))
	}
	why := func(id catalog.RequirementID) string {
		i := slices.IndexFunc(m.Lines, func(l catalog.MigrationLine) bool { return l.Requirement == id })
		return string(m.Lines[i].Carry) + ": " + m.Lines[i].Why
	}
	for id, want := range map[catalog.RequirementID]string{
		"ORG 1.3":   "kept: 4.3.2.3.3 of IEC 62443-2-1:2010 asks the same",
		"COMP 2.2":  "kept: 4.3.4.3.8 of IEC 62443-2-1:2010 asks for all of it and more",
		"AVAIL 1.1": "kept: 4.3.2.5.1, 4.3.2.5.3 and 4.3.2.5.7 of IEC 62443-2-1:2010 together make up the whole",
		"CM 1.1":    "start: 4.2.3.4 and 4.3.3.3.9 of IEC 62443-2-1:2010 bear on it",
		"NET 2.1":   "fresh: No requirement of the old edition speaks of radio",
	} {
		if !strings.HasPrefix(why(id), want) {
			t.Errorf("%s: %q, want it to begin with %q", id, why(id), want)
		}
	}
	if m.Lost[0].Requirement != "4.2.2.1" || !strings.Contains(m.Lost[0].Why, "ORG 1.1") {
		t.Errorf("the business rationale goes to %+v", m.Lost[0])
	}
	if diff := cmp.Diff([]string{
		"Of 19 requirements whose answer is kept, 19 rest on pairs that nobody has confirmed yet.",
		"IEC 62443-2-1:2010 knows no maturity levels, so the level of each requirement has to be set.",
	}, m.Notes); diff != "" {
		t.Error(diff)
	}
}
