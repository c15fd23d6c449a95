package risk_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

func TestRisksBeyondInformationAreCountedByWhatDrivesThem(t *testing.T) {
	functions := []risk.Function{
		{Head: risk.Head{ID: "info", Key: "F-1"}, Kind: "information"}, {Head: risk.Head{ID: "control", Key: "F-2"}, Kind: "control"},
	}
	for _, c := range []struct {
		name    string
		change  func(*risk.Scenario)
		driving risk.Category // "" is a risk of information
		says    string
	}{
		{"people are hurt", func(s *risk.Scenario) { s.Ratings[risk.Safety] = 4 }, risk.Safety, "safety drives it"},
		{"people are hurt by what was stolen", func(s *risk.Scenario) { s.Ratings[risk.Safety] = 4; s.Mechanism = "theft-of-information" }, risk.Safety, "safety drives it"},
		{"the river is hurt", func(s *risk.Scenario) { s.Ratings[risk.Environmental] = 4 }, risk.Environmental, "environment"},
		{"production stops", func(s *risk.Scenario) { s.Ratings[risk.Availability] = 4 }, risk.Availability, "physical production"},
		{"money is lost", func(s *risk.Scenario) { s.Ratings[risk.Finance] = 4 }, risk.Finance, "finance"},
		{"recipes are stolen and money is lost", func(s *risk.Scenario) { s.Ratings[risk.Finance] = 4; s.Mechanism = "theft-of-information" }, "", "theft of information"},
		{"the archive is down", func(s *risk.Scenario) { s.Ratings[risk.Availability] = 4; s.Functions = []risk.ID{"info"} }, "", "there for information"},
		{"the archive and the control are down", func(s *risk.Scenario) {
			s.Ratings[risk.Availability] = 4
			s.Functions = []risk.ID{"info", "control"}
		}, risk.Availability, "production"},
		{"a law is broken by data alone", func(s *risk.Scenario) { s.Ratings[risk.Legal] = 4 }, "", "neither people, environment nor production"},
		{"a law is broken because production suffers", func(s *risk.Scenario) { s.Ratings[risk.Legal] = 4; s.Ratings[risk.Availability] = 2 }, risk.Legal, "more than information"},
		{"safety counts before finance at the same level", func(s *risk.Scenario) { s.Ratings[risk.Finance] = 3; s.Ratings[risk.Safety] = 3 }, risk.Safety, "safety"},
	} {
		s := scenario("SC-1", "Z", 3, 0, true)
		c.change(&s)
		in := site([]plant.Zone{zone("Z")}, nil, s)
		in.Register.Functions = functions
		got := risk.Beyond(in, risk.Rate(in))
		var where *risk.BeyondRisk
		for _, part := range got.ByCategory {
			if len(part.Risks) != part.Count {
				t.Errorf("%s: %s counts %d of %d", c.name, part.Category, part.Count, len(part.Risks))
			}
			if part.Category == c.driving && part.Count == 1 {
				where = &part.Risks[0]
			}
		}
		if c.driving == "" && len(got.Inside) == 1 {
			where = &got.Inside[0]
		}
		if where == nil {
			t.Errorf("%s: %+v", c.name, got)
			continue
		}
		if !strings.Contains(where.Why, c.says) || where.SubjectKey != "Z" {
			t.Errorf("%s: %+v, want it to say %q", c.name, where, c.says)
		}
		if beyond := c.driving != ""; (got.Beyond == 1) != beyond || (got.Information == 1) == beyond || got.Total != 1 {
			t.Errorf("%s: %s", c.name, got.Answer)
		}
	}
}

func TestBeyondCountsNeitherTheUnratedNorOpportunities(t *testing.T) {
	unrated, wanted := scenario("SC-2", "Z", 3, 0, true), scenario("SC-3", "Z", 3, 5, true)
	unrated.Ratings, wanted.Opportunity = nil, true
	in := site([]plant.Zone{zone("Z")}, nil, scenario("SC-1", "Z", 3, 4, true), scenario("SC-0", "Z", 5, 5, true), unrated, wanted)
	got := risk.Beyond(in, risk.Rate(in))
	if got.Total != 3 || got.Beyond != 2 || got.Undecided != 1 || len(got.Unrated) != 1 {
		t.Errorf("%+v", got)
	}
	want := "2 of 3 risks lie outside the loss of confidentiality, integrity and availability of information, driven 2 by safety; 1 is not rated and counted as neither."
	if got.Answer != want {
		t.Errorf("%q", got.Answer)
	}
	if got.ByCategory[0].Risks[0].Key != "SC-0" {
		t.Error("the worst does not come first")
	}
	empty := site(nil, nil)
	if got := risk.Beyond(empty, risk.Rate(empty)); !strings.Contains(got.Answer, "nothing to count") {
		t.Errorf("%q", got.Answer)
	}
}

func TestRisksAreCountedByCauseAsWell(t *testing.T) {
	var all []risk.Scenario
	for key, cause := range map[string]risk.CauseKind{"SC-1": "cyber", "SC-2": "cyber", "SC-3": "physical", "SC-4": "natural", "SC-5": ""} {
		s := scenario(key, "Z", 3, 4, false)
		s.CauseKind = cause
		if key == "SC-2" {
			s.Ratings, s.Mechanism = risk.Ratings{risk.Finance: 3}, "theft-of-information"
		}
		all = append(all, s)
	}
	in := site([]plant.Zone{zone("Z")}, nil, all...)
	got := risk.Beyond(in, risk.Rate(in))
	want := []risk.BeyondCause{{Cause: "cyber", Total: 2, Beyond: 1}, {Cause: "physical", Total: 1, Beyond: 1}, {Cause: "process"}, {Cause: "human"}, {Cause: "natural", Total: 1, Beyond: 1}, {Total: 1, Beyond: 1}}
	if diff := cmp.Diff(want, got.ByCause); diff != "" {
		t.Error(diff)
	}
	if want := "By the kind of cause, of 5 risks: 2 cyber (1 beyond information), 1 physical (1 beyond information), 1 natural (1 beyond information) and 1 not stated (1 beyond information)."; got.CauseAnswer != want {
		t.Errorf("%q", got.CauseAnswer)
	}
}

func TestCategoryThatWinsByTieIsTold(t *testing.T) {
	for _, c := range []struct {
		ratings risk.Ratings
		tied    []risk.Category
		says    string
	}{
		{risk.Ratings{risk.Safety: 4, risk.Finance: 3}, nil, "The category safety drives it."},
		{risk.Ratings{risk.Safety: 4, risk.Finance: 4}, []risk.Category{risk.Finance}, "Finance is as high, and safety comes first only by the order of the categories."},
		{risk.Ratings{risk.Availability: 3, risk.Finance: 3, risk.Legal: 3}, []risk.Category{risk.Finance, risk.Legal}, "Finance and legal are as high, and availability comes first"},
	} {
		s := scenario("SC-1", "Z", 3, 0, true)
		s.Ratings = c.ratings
		in := site([]plant.Zone{zone("Z")}, nil, s)
		for _, part := range risk.Beyond(in, risk.Rate(in)).ByCategory {
			for _, r := range part.Risks {
				if !cmp.Equal(r.Tied, c.tied) || !strings.Contains(r.Why, c.says) {
					t.Errorf("%v: tied %v, %q", c.ratings, r.Tied, r.Why)
				}
			}
		}
	}
}
