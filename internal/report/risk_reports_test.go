package report

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

func beyondInput(b risk.BeyondInformation) BeyondInput {
	in := pumpHouse()
	return BeyondInput{Site: in.Site.SiteRecord, Beyond: b, Today: in.Posture.Today, Stamp: in.Stamp,
		Criteria: &risk.Criteria{Bands: []risk.Band{{ID: "low", Name: "Low"}, {ID: "high", Name: "High"}}}}
}

func adequacyInput(a risk.AvailabilityAdequacy) AdequacyInput {
	in := pumpHouse()
	return AdequacyInput{Site: in.Site.SiteRecord, Adequacy: a, Today: in.Posture.Today, Stamp: in.Stamp}
}

var someBeyond = risk.BeyondInformation{
	Answer: "1 of 3 risks lie outside the loss of confidentiality, integrity and availability of information, driven 1 by safety; 1 is not rated and counted as neither.",
	Rule:   []string{"A risk belongs to the category that drives it."}, Total: 3, Beyond: 1, Information: 1, Undecided: 1,
	ByCategory: []risk.BeyondPart{
		{Category: risk.Safety, Count: 1, Risks: []risk.BeyondRisk{{Key: "SC-001", Name: "Trip is held back", SubjectKey: "Z-02", Consequence: 3, Driving: risk.Safety, Unmitigated: "high", Residual: "low", Why: "The category safety drives it."}}},
		{Category: risk.Availability},
	},
	ByCause:     []risk.BeyondCause{{Cause: "cyber", Total: 2}, {Cause: "physical", Total: 1, Beyond: 1}},
	CauseAnswer: "By the kind of cause, of 3 risks: 2 cyber (0 beyond information) and 1 physical (1 beyond information).",
	Inside:      []risk.BeyondRisk{{Key: "SC-003", Name: "Recipe is copied", SubjectKey: "Z-01", Consequence: 2, Unmitigated: "low", Residual: "low", Why: "Its mechanism is theft of information."}},
	Unrated:     []risk.BeyondRisk{{Key: "SC-002", Name: "<Flood>", SubjectKey: "Z-01", Why: "No consequence is rated above none."}},
}

func someAdequacy() risk.AvailabilityAdequacy {
	two, eight := 2.0, 8.0
	return risk.AvailabilityAdequacy{
		Answer: "Of 2 essential functions, availability is adequate for 0, not adequate for 1 and not shown for 1.", Rules: []string{"Not adequate: the measured recovery time is above its target."},
		Functions: []risk.FunctionAdequacy{
			{Key: "F-01", Name: "Chlorine shut-off", Kind: "safety", Consequence: 3, Driving: risk.Safety, TestAge: 31, Verdict: risk.NotAdequate, Why: "The measured recovery time of 8 hours is 6 hours above the target of 2 hours.",
				Recovery: &risk.Recovery{TargetTime: &two, MeasuredTime: &eight, Redundancy: "none", ManualFallback: "close by hand", FallbackTime: &two, RestoreTested: "2026-10-24", Spares: "on-site"},
				Gaps:     []risk.AdequacyGap{{Means: risk.NotAdequate, Text: "The measured recovery time of 8 hours is 6 hours above the target of 2 hours."}}},
			{Key: "F-02", Name: "Pumping", Kind: "production", TestAge: -1, Verdict: risk.NotShown, Why: "Nothing is recorded of its recovery."},
		},
		NotAdequate: 1, NotShown: 1,
	}
}

func TestTheTwoQuestionsAreAnsweredFirst(t *testing.T) {
	for _, c := range []struct {
		d     Document
		wants []string
	}{
		{Beyond(beyondInput(someBeyond)), []string{"Driven by safety: 1 risk", "Trip is held back | Z-02 | 3 | High | Low", "Recipe is copied", "<Flood>", "belongs to the category", "By the kind of cause", "physical | 1 | 1"}},
		{Adequacy(adequacyInput(someAdequacy())), []string{"Chlorine shut-off: not adequate", "3, safety", "measured 8 h, target 2 h", "close by hand, for 2 h", "31 days ago", "Last restore test | never", "not stated"}},
	} {
		all := texts(c.d)
		if first := c.d.Sections[0].Blocks[0].Paragraph; !strings.Contains(first, "essential functions") && !strings.Contains(first, "risks lie outside") {
			t.Errorf("%s begins with %q", c.d.Title, first)
		}
		for _, want := range c.wants {
			if !strings.Contains(all, want) {
				t.Errorf("%s does not say %q:\n%s", c.d.Title, want, all)
			}
		}
	}
}

func TestTheTwoQuestionsAreAsBefore(t *testing.T) {
	golden(t, "beyond.html", func(b *bytes.Buffer) error { return WriteHTML(b, Beyond(beyondInput(someBeyond))) })
	golden(t, "adequacy.html", func(b *bytes.Buffer) error { return WriteHTML(b, Adequacy(adequacyInput(someAdequacy()))) })
}

func TestTheTwoQuestionsAreAnsweredInEveryFormat(t *testing.T) {
	for name, d := range map[string]Document{
		"beyond": Beyond(beyondInput(someBeyond)), "beyond nothing": Beyond(beyondInput(risk.BeyondInformation{})),
		"adequacy": Adequacy(adequacyInput(someAdequacy())), "adequacy of nothing": Adequacy(AdequacyInput{Site: plant.SiteRecord{Key: "E"}}),
	} {
		for format, write := range map[string]func(*bytes.Buffer) error{
			"html": func(b *bytes.Buffer) error { return WriteHTML(b, d) }, "pdf": func(b *bytes.Buffer) error { return WritePDF(b, d) },
			"xlsx": func(b *bytes.Buffer) error { return WriteXLSX(b, d) }, "json": func(b *bytes.Buffer) error { return WriteJSON(b, d) },
			"docx": func(b *bytes.Buffer) error { return WriteDOCX(b, d) },
		} {
			var b bytes.Buffer
			if err := write(&b); err != nil || b.Len() < 100 {
				t.Errorf("%s as %s: %d bytes, %v", name, format, b.Len(), err)
			}
			if dir := os.Getenv("REPORT_DIR"); dir != "" { // to look at
				if err := os.WriteFile(filepath.Join(dir, name+"."+format), b.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
