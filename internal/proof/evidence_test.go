package proof_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/supply"
)

func TestAnEvidenceKeepsItsRules(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*proof.Evidence)
		want   string // pointer of the broken field
	}{
		{"a plain one is right", func(*proof.Evidence) {}, ""},
		{"with all its days in order too", func(e *proof.Evidence) {
			e.From, e.Until, e.Effective, e.Expires = "2026-01-01", "2026-06-30", "2026-07-01", "2027-07-01"
		}, ""},
		{"it needs a name", func(e *proof.Evidence) { e.Name = "" }, "/name"},
		{"it needs a key that can be said", func(e *proof.Evidence) { e.Key = "?" }, "/key"},
		{"it says what it shows", func(e *proof.Evidence) { e.Kind = "" }, "/kind"},
		{"its grade is one of the four", func(e *proof.Evidence) { e.Confidentiality = "top" }, "/confidentiality"},
		{"a day is a day", func(e *proof.Evidence) { e.Effective = "next week" }, "/effective"},
		{"a period ends after it begins", func(e *proof.Evidence) { e.From, e.Until = "2026-02-01", "2026-01-31" }, "/until"},
		{"a period has an end", func(e *proof.Evidence) { e.From = "2026-02-01" }, "/until"},
		{"it does not expire before it counts", func(e *proof.Evidence) { e.Effective, e.Expires = "2026-02-01", "2026-02-01" }, "/expires"},
		{"nor before its period begins", func(e *proof.Evidence) { e.From, e.Until, e.Expires = "2026-02-01", "2026-03-01", "2026-01-01" }, "/expires"},
		{"without a site it names no zone", func(e *proof.Evidence) { e.Site, e.Zones = "", []plant.ZoneID{"z"} }, "/zones"},
		{"nor an asset", func(e *proof.Evidence) { e.Site, e.Assets = "", []plant.AssetID{"a"} }, "/assets"},
		{"but products belong to the organisation", func(e *proof.Evidence) { e.Site, e.Products = "", []supply.ID{"p"} }, ""},
		{"a link is an address or a place", func(e *proof.Evidence) {
			e.Links = []string{"https://dms.example/4711", `\\files\qm\backup.pdf`, `C:\qm\backup.pdf`, "DMS 4711: backup"}
		}, ""},
		{"a link that runs a script is refused", func(e *proof.Evidence) { e.Links = []string{"DMS 1", "JavaScript:alert(1)"} }, "/links/1"},
		{"so is one that carries a page", func(e *proof.Evidence) { e.Links = []string{"data:text/html,x"} }, "/links/0"},
		{"it does not replace itself", func(e *proof.Evidence) { e.ReplacedBy = e.ID }, "/replacedBy"},
		{"its revisions rise", func(e *proof.Evidence) { e.Files = append(e.Files, e.Files[0]) }, "/files/1/revision"},
	} {
		e := record("EV-01", "2026-01-01")
		e.Site = "s"
		c.change(&e)
		got := ""
		if p := proof.CheckEvidence(e); len(p) > 0 {
			got = p[0].Pointer
			if len(p) > 1 {
				t.Errorf("%s: more than one problem: %v", c.name, p)
			}
		}
		if got != c.want {
			t.Errorf("%s: broken at %q, want %q", c.name, got, c.want)
		}
	}
}

func TestAnEvidenceIsTidied(t *testing.T) {
	e := proof.Evidence{Head: supply.Head{Key: " EV-1 ", Name: " Backup "}, Links: []string{" a ", "", "a"}, Zones: []plant.ZoneID{"z", "z", ""}}.Normalise()
	want := proof.Evidence{Head: supply.Head{Key: "EV-1", Name: "Backup"}, Links: []string{"a"}, Zones: []plant.ZoneID{"z"}, Confidentiality: "internal"}
	if diff := cmp.Diff(want, e); diff != "" {
		t.Error(diff)
	}
}

func TestANewRevisionKeepsTheOldOnes(t *testing.T) {
	var e proof.Evidence
	add := func(name string, replaces int) {
		t.Helper()
		after, p := e.AddFile(proof.File{Name: name}, replaces)
		if len(p) > 0 {
			t.Fatal(p)
		}
		e = after
	}
	add("backup.pdf", 0)
	add("photo.png", 0)
	before := e
	add("Backup.PDF", 0)
	add("photo of june.png", 2)
	var got [][3]any
	for _, f := range e.Files {
		got = append(got, [3]any{f.Revision, f.Name, f.Superseded})
	}
	want := [][3]any{{1, "backup.pdf", 3}, {2, "photo.png", 4}, {3, "Backup.PDF", 0}, {4, "photo of june.png", 0}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if before.Files[0].Superseded != 0 {
		t.Error("the evidence as it was has changed with the new one")
	}
	if n := len(e.StandingFiles()); n != 2 {
		t.Errorf("%d files stand, want 2", n)
	}
	if _, p := e.AddFile(proof.File{Name: "x"}, 1); len(p) != 1 || p[0].Pointer != "/replaces" {
		t.Errorf("a revision that was replaced is replaced again: %v", p)
	}
	for len(e.Files) < proof.MostFiles {
		add("n", 0)
	}
	if _, p := e.AddFile(proof.File{Name: "one too many"}, 0); len(p) == 0 {
		t.Error("there is no end to the revisions of an evidence")
	}
}

func TestTheLibraryIsSearched(t *testing.T) {
	e := record("EV-07", "2026-10-01")
	e.Name, e.Section, e.CollectedBy, e.Zones = "Restore drill of the SCADA", "backup and restore tests", "Kim", []plant.ZoneID{"z1"}
	e.Files[0].Name = "drill-2026.pdf"
	stand := proof.Stand{State: proof.Valid, Until: "2026-12-15"}
	serves := []proof.Serves{{Set: set, Requirement: "SR 7.3"}}
	for _, c := range []struct {
		name string
		f    proof.Filter
		want bool
	}{
		{"nothing asked finds all", proof.Filter{}, true},
		{"every word must occur, in whatever field and case", proof.Filter{Text: "kim scada DRILL-2026"}, true},
		{"a word that occurs nowhere finds nothing", proof.Filter{Text: "kim boiler"}, false},
		{"by section", proof.Filter{Section: "Backup and restore tests"}, true},
		{"by kind", proof.Filter{Kind: proof.Works}, false},
		{"by grade", proof.Filter{Grade: "secret"}, false},
		{"by zone", proof.Filter{Zone: "z2"}, false},
		{"by what it serves", proof.Filter{Requirement: "SR 7.3"}, true},
		{"of the set named", proof.Filter{Set: "iec-62443-2-1:2024", Requirement: "SR 7.3"}, false},
		{"by standing", proof.Filter{State: proof.Stale}, false},
		{"ending within a window", proof.Filter{From: "2026-11-24", Until: "2026-12-31"}, true},
		{"and outside of it", proof.Filter{Until: "2026-12-01"}, false},
		{"what the program made", proof.Filter{Made: "any"}, false},
	} {
		if got := c.f.Matches(&e, serves, stand); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	if (proof.Filter{Until: "2030-01-01"}).Matches(&e, nil, proof.Stand{}) {
		t.Error("what has no end ends within a window")
	}
}

func TestTheNarrowerFreshnessRuleCounts(t *testing.T) {
	days, rule := proof.FreshnessOf(set, "SR 1.1", []catalog.Freshness{{Set: set, Requirement: "SR 1.2", Days: 5}})
	if days != proof.DefaultDays || rule == "" {
		t.Errorf("the rule of another requirement counts: %d, %s", days, rule)
	}
}
