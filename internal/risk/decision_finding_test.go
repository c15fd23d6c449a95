package risk_test

import (
	"strings"
	"testing"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

func TestAcceptingAFinding(t *testing.T) {
	for _, c := range []struct {
		name, justification string
		until               plant.Date
		says                string
	}{
		{"with a reason and an end", "the maker refuses", "2027-06-30", ""},
		{"for three years", "the maker refuses", "2029-11-24", ""},
		{"without a reason", " ", "2027-06-30", "justification is missing"},
		{"for ever", "the maker refuses", "", "for ever"},
		{"until today", "the maker refuses", "2026-11-24", "has come already"},
		{"for longer than three years", "the maker refuses", "2029-11-25", "for 3 years at most, until 2029-11-24"},
		{"until no day", "the maker refuses", "soon", "no date"},
	} {
		err := risk.FindingAccepted{Justification: c.justification, Until: c.until}.Accept("2026-11-24")
		switch {
		case c.says == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)):
			t.Errorf("%s: %v, want %q", c.name, err, c.says)
		}
	}
}

func TestTheKeyOfADecisionIsTheIDOfAFinding(t *testing.T) {
	for key, ok := range map[string]bool{
		"conduit-target-lower/019ab6c2-7a3e-7c3b-9f10-1234567890ab/019ab6c2-7a3e-7c3b-9f10-1234567890ac": true,
		"address-duplicate/019ab6c2/28:63:36:64:6a:18":                                                   true,
		"zone-no-target/{zone Z-01}":                                                                     true,
		"zone-no-target":                                                                                 false,
		"Z-01":                                                                                           false,
		"zone-no-target/a\nb":                                                                            false,
	} {
		problems := risk.CheckFindingDecision(risk.Context{Today: "2026-11-24"}, risk.FindingDecision{Head: risk.Head{Key: key}})
		if (len(problems) == 0) != ok {
			t.Errorf("%q: %v", key, problems)
		}
	}
}
