package risk_test

import (
	"strings"
	"testing"

	"ringwall/internal/risk"
)

// A preset lacks only its key and whoever holds the authorities.
func TestEveryPresetCanBeSignedAsItIs(t *testing.T) {
	sizes := map[string][2]int{"process-plant-5x5": {5, 5}, "product-4x4": {4, 4}, "two-step-3x3": {3, 3}, "asset-27": {6, 3}, "detailed-6x6": {6, 6}}
	seen := map[string]bool{}
	for _, c := range risk.Presets() {
		seen[c.Preset] = true
		if c.Signed != nil || c.Key != "" || c.Name == "" || c.Note == "" {
			t.Errorf("%s is no draft without a key: %+v", c.Preset, c.Head)
		}
		if want := sizes[c.Preset]; len(c.Likelihoods) != want[0] || len(c.Consequences) != want[1] {
			t.Errorf("%s is %d × %d, want %v", c.Preset, len(c.Likelihoods), len(c.Consequences), want)
		}
		if len(c.Categories) != len(risk.Categories) {
			t.Errorf("%s has %d categories of %d", c.Preset, len(c.Categories), len(risk.Categories))
		}
		c.Key = "CR-1"
		if p := append(c.Check(), risk.CheckCriteria(risk.Context{}, c)...); len(p) > 0 {
			t.Errorf("%s: %v", c.Preset, p)
		}
		for _, w := range c.Warnings() {
			if !strings.Contains(w.Text, "Nobody holds") {
				t.Errorf("%s warns: %s", c.Preset, w.Text)
			}
		}
		for _, s := range c.Categories {
			for i := 1; i < len(s.Levels); i++ {
				if s.Levels[i] == s.Levels[i-1] {
					t.Errorf("%s: %s has the same text twice: %q", c.Preset, s.Category, s.Levels[i])
				}
			}
		}
	}
	if len(seen) != len(sizes) {
		t.Errorf("presets %v, want %v", seen, sizes)
	}
}

func TestPresetsShareNothingThatChanges(t *testing.T) {
	a := risk.Presets()
	a[0].Matrix[0][0], a[0].Likelihoods[0].Name, a[0].Categories[0].Levels[0], a[0].Authorities[0].Title, a[0].Consequences[0] = "x", "x", "x", "x", "x"
	b := risk.Presets()[0]
	if b.Matrix[0][0] == "x" || b.Likelihoods[0].Name == "x" || b.Categories[0].Levels[0] == "x" || b.Authorities[0].Title == "x" || b.Consequences[0] == "x" {
		t.Error("who changes a preset changes it for everybody")
	}
}

func TestPresetsRaiseWhatTakesProtectionAway(t *testing.T) {
	for _, c := range risk.Presets() {
		in := reactor(overpressure(func(s *risk.Scenario) {
			s.Likelihood, s.Mechanism = 1, "loss-of-protection"
			s.Ratings = risk.Ratings{risk.Safety: len(c.Consequences), risk.Environmental: 0}
		}))
		c.Key = "CR-1"
		in.Register.Criteria = []risk.Criteria{c}
		got := first(t, in)
		if len(got.Overrides) != 1 || got.Residual.Rank < c.Rank(c.Overrides[0].Least) || got.Tolerable {
			t.Errorf("%s: %s, %q", c.Preset, got.Residual.Band, got.Overrides)
		}
	}
}
