package proof_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/supply"
)

const (
	set   = catalog.SystemRequirements
	today = plant.Date("2026-11-24")
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// record is an evidence with one file of a day.
func record(key string, on string) proof.Evidence {
	return proof.Evidence{
		Head: supply.Head{ID: supply.ID(key), Key: key, Name: key}, Kind: proof.Implemented, Confidentiality: "internal",
		Files: []proof.File{{Revision: 1, Name: "a.pdf", Hash: strings.Repeat("a", 64), At: day(on)}},
	}
}

func TestAnEvidenceCountsAsLongAsItIsFresh(t *testing.T) {
	rules := []catalog.Freshness{
		{Set: set, Days: 180},
		{Set: set, Requirement: "SR 7.3", Days: 30},
		{Set: "iec-62443-2-1:2024", Days: 10},
		{Set: set, Requirement: "SR 1.1", Days: 0}, // says nothing
	}
	with := func(e proof.Evidence, change func(*proof.Evidence)) proof.Evidence {
		change(&e)
		return e
	}
	made := proof.Evidence{Made: &proof.Made{Rule: proof.RestoreTested, At: day("2026-11-20"), Result: "All 3 were restored.", Holds: true, Ground: "g1"}}
	for _, c := range []struct {
		name        string
		e           proof.Evidence
		requirement catalog.RequirementID
		rules       []catalog.Freshness
		ground      string
		state       proof.StandState
		until       plant.Date
		why         string
	}{
		{"a file of this month counts for a year where no rule is set", record("EV-01", "2026-11-01"), "SR 1.1", nil, "", proof.Valid, "2027-11-01", "365 days count"},
		{"the rule of the set shortens that", record("EV-01", "2026-11-01"), "SR 1.1", rules, "", proof.Valid, "2027-04-30", "allows 180 days"},
		{"the rule of the requirement counts before that of the set", record("EV-01", "2026-11-01"), "SR 7.3", rules, "", proof.Valid, "2026-12-01", "SR 7.3 allows 30 days"},
		{"whatever the order of the rules", record("EV-01", "2026-11-01"), "SR 7.3", []catalog.Freshness{rules[1], rules[0]}, "", proof.Valid, "2026-12-01", "SR 7.3"},
		{"on its last day it still counts", record("EV-01", "2026-10-25"), "SR 7.3", rules, "", proof.Valid, "2026-11-24", ""},
		{"a day later it is stale", record("EV-01", "2026-10-24"), "SR 7.3", rules, "", proof.Stale, "2026-11-23", "counted until 2026-11-23"},
		{"a rule of another set does not touch it", record("EV-01", "2026-10-24"), "SR 1.1", []catalog.Freshness{{Set: "iec-62443-2-1:2024", Days: 10}}, "", proof.Valid, "2027-10-24", "365"},
		{"the effective day counts before the day of the file", with(record("EV-01", "2026-11-01"), func(e *proof.Evidence) { e.Effective = "2025-11-01" }), "SR 1.1", nil, "", proof.Stale, "2026-11-01", "speaks of 2025-11-01"},
		{"the end of the period counts before both", with(record("EV-01", "2020-01-01"), func(e *proof.Evidence) {
			e.Effective, e.From, e.Until = "2020-01-01", "2026-01-01", "2026-06-30"
		}), "SR 1.1", nil, "", proof.Valid, "2027-06-30", "2026-06-30"},
		{"what expires sooner than it grows old says so", with(record("EV-01", "2026-11-01"), func(e *proof.Evidence) { e.Expires = "2026-12-01" }), "SR 1.1", nil, "", proof.Valid, "2026-11-30", "expires on 2026-12-01"},
		{"on the day of its expiry it counts no more", with(record("EV-01", "2026-11-01"), func(e *proof.Evidence) { e.Expires = today }), "SR 1.1", nil, "", proof.Expired, "2026-11-23", "expired on 2026-11-24"},
		{"what is effective tomorrow does not count today", with(record("EV-01", "2026-11-01"), func(e *proof.Evidence) { e.Effective = "2026-11-25" }), "SR 1.1", nil, "", proof.NotYet, "2027-11-25", "2026-11-25"},
		{"a record without file, link and result is empty", proof.Evidence{Effective: today}, "SR 1.1", nil, "", proof.Empty, "2027-11-24", "add what it is to show"},
		{"a link is something to look at", proof.Evidence{Effective: "2026-11-01", Links: []string{"DMS 4711"}}, "SR 1.1", nil, "", proof.Valid, "2027-11-01", ""},
		{"but of which day it speaks must be said", proof.Evidence{Links: []string{"DMS 4711"}}, "SR 1.1", nil, "", proof.Stale, "", "give its effective day"},
		{"only replaced files are none", with(record("EV-01", "2026-11-01"), func(e *proof.Evidence) { e.Files[0].Superseded = 2 }), "SR 1.1", nil, "", proof.Empty, "", ""},
		{"what another evidence took the place of counts no more", with(record("EV-01", "2026-11-01"), func(e *proof.Evidence) { e.ReplacedBy = "EV-02" }), "SR 1.1", nil, "", proof.Superseded, "2027-11-01", ""},
		{"what the program made counts while its ground stands", made, "SR 7.3", rules, "g1", proof.Valid, "2026-12-20", ""},
		{"a ground that was not looked at does not speak against it", made, "SR 7.3", rules, "", proof.Valid, "2026-12-20", ""},
		{"it is stale at once when the ground changed", made, "SR 7.3", rules, "g2", proof.Stale, "2026-12-20", "make it again"},
		{"what the program found against it proves nothing", with(made, func(e *proof.Evidence) {
			e.Made = &proof.Made{At: day("2026-11-20"), Result: "2 were never tested.", Ground: "g1"}
		}), "SR 7.3", rules, "g1", proof.Contrary, "2026-12-20", "2 were never tested."},
	} {
		got := proof.Standing(c.e, set, c.requirement, c.rules, c.ground, today)
		if got.State != c.state || got.Until != c.until || !strings.Contains(got.Why, c.why) || got.Why == "" {
			t.Errorf("%s: %+v, want %s until %q with %q", c.name, got, c.state, c.until, c.why)
		}
	}
}

func TestOverAllItServesTheWorstCounts(t *testing.T) {
	rules := []catalog.Freshness{{Set: set, Requirement: "SR 7.3", Days: 10}}
	serves := []proof.Serves{{Set: set, Requirement: "SR 1.1"}, {Set: set, Requirement: "SR 7.3"}}
	e := record("EV-01", "2026-11-01")
	for _, c := range []struct {
		name   string
		serves []proof.Serves
		want   proof.StandState
	}{
		{"what serves nothing is held against the year", nil, proof.Valid},
		{"what is fresh for one and stale for another is stale", serves, proof.Stale},
		{"what is fresh for all is valid", serves[:1], proof.Valid},
	} {
		if got := proof.Overall(e, c.serves, rules, "", today); got.State != c.want {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
	if got := proof.Overall(record("EV-01", "2026-11-20"), serves, rules, "", today); got.Until != "2026-11-30" {
		t.Errorf("of two that are valid the one that ends first counts: %+v", got)
	}
}

func TestSoonIsWithinTheWindow(t *testing.T) {
	s := proof.Standing(record("EV-01", "2025-12-01"), set, "SR 1.1", nil, "", today)
	if s.Soon(today, 7) || !s.Soon(today, 8) {
		t.Errorf("valid until %s", s.Until)
	}
	if s.State = proof.Stale; s.Soon(today, 100) {
		t.Error("what is stale is not about to become so")
	}
}

func TestTheProofsOfOneVerdictAreWeighedTogether(t *testing.T) {
	stood := func(key string, kind proof.Kind, state proof.StandState, until plant.Date) proof.Stood {
		e := record(key, "2026-01-01")
		e.Kind = kind
		return proof.Stood{Evidence: e, Stand: proof.Stand{State: state, Until: until}}
	}
	for _, c := range []struct {
		name   string
		proofs []proof.Stood
		proven bool
		until  plant.Date
		impl   int
		works  int
		why    string
	}{
		{"no proof proves nothing", nil, false, "", 0, 0, "no evidence is linked"},
		{"one that is stale proves nothing", []proof.Stood{stood("EV-01", proof.Implemented, proof.Stale, "2026-01-01")}, false, "", 0, 0, "EV-01 is stale"},
		{"nor do two", []proof.Stood{stood("EV-01", proof.Implemented, proof.NotYet, ""), stood("EV-02", proof.Works, proof.Expired, "")}, false, "", 0, 0, "none of 2 proofs counts. EV-01 is not yet effective"},
		{"one that is valid is enough, and the longest counts", []proof.Stood{
			stood("EV-01", proof.Implemented, proof.Stale, ""), stood("EV-02", proof.Implemented, proof.Valid, "2027-01-01"), stood("EV-03", proof.Implemented, proof.Valid, "2027-05-01"),
		}, true, "2027-05-01", 2, 0, "Nobody has shown that it works."},
		{"both kinds are told apart", []proof.Stood{stood("EV-01", proof.Implemented, proof.Valid, "2027-01-01"), stood("EV-02", proof.Works, proof.Valid, "2026-12-01")},
			true, "2027-01-01", 1, 1, "in place until 2027-01-01, and that it works until 2026-12-01."},
		{"a stale test leaves the setting", []proof.Stood{stood("EV-01", proof.Implemented, proof.Valid, "2027-01-01"), stood("EV-02", proof.Works, proof.Stale, "")},
			true, "2027-01-01", 1, 0, "No proof that it works counts today."},
	} {
		w := proof.Together(c.proofs)
		if w.Proven != c.proven || w.Until != c.until || w.Implemented.Valid != c.impl || w.Works.Valid != c.works || !strings.Contains(w.Why, c.why) {
			t.Errorf("%s: %+v", c.name, w)
		}
	}
}

func TestWhoMaySeeAnEvidence(t *testing.T) {
	type who map[string]proof.Viewer
	all := who{
		"the administrator": {Email: "ada@x.example", Trusted: true, Staff: true},
		"an engineer":       {Email: "eve@x.example", Staff: true},
		"a viewer":          {Email: "vic@x.example"},
		"who collected it":  {Email: "cora@x.example"},
		"who added it":      {Email: "ANN@x.example"},
		"an unknown viewer": {},
	}
	for grade, want := range map[proof.Confidentiality][]string{
		"":             {"the administrator", "an engineer", "a viewer", "who collected it", "who added it", "an unknown viewer"},
		"public":       {"the administrator", "an engineer", "a viewer", "who collected it", "who added it", "an unknown viewer"},
		"internal":     {"the administrator", "an engineer", "a viewer", "who collected it", "who added it", "an unknown viewer"},
		"confidential": {"the administrator", "an engineer", "who collected it", "who added it"},
		"secret":       {"the administrator", "who collected it", "who added it"},
		"unheard of":   {"the administrator", "who collected it", "who added it"},
	} {
		e := proof.Evidence{Confidentiality: grade, CollectedBy: " Cora@x.example", AddedBy: "ann@x.example"}
		for name, v := range all {
			if got := e.SeenBy(v); got != slices.Contains(want, name) {
				t.Errorf("%q evidence is seen by %s: %v", grade, name, got)
			}
		}
	}
	if (proof.Evidence{Confidentiality: "secret", CollectedBy: "Vic Viewer"}).SeenBy(proof.Viewer{Email: "vic@x.example"}) {
		t.Error("a name opens what is secret, and everybody can call themselves anything")
	}
	if (proof.Evidence{Confidentiality: "secret"}).SeenBy(proof.Viewer{}) {
		t.Error("nobody at all counts as who collected an evidence of nobody")
	}
}
