package sheet

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestProbabilitiesAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]float64{
		"0.01": 0.01, "0,01": 0.01, ".01": 0.01, "1E-2": 0.01, "1e-02": 0.01, "10^-2": 0.01, "10⁻²": 0.01, "1 × 10⁻²": 0.01, "1x10-2": 0.01, "1·10^(-2)": 0.01,
		"1/100": 0.01, "1:100": 0.01, "1 %": 0.01, "RRF 100": 0.01, "RRF = 1,000": 0.001, "SIL 2": 0.01, "SIL3": 0.001, "PFD 0.05": 0.05, "PFDavg = 5E-3": 0.005,
		"SIL 2 (PFD 0.005)": 0.005, "０．０１": 0.01, "1": 1, "(0.1)": 0.1, "10^−2": 0.01,
	} {
		if got, err := probability(text); err != nil || math.Abs(got/want-1) > 1e-9 {
			t.Errorf("%q is %v, want %v: %v", text, got, want, err)
		}
	}
	for text, want := range map[string]string{"0": "does not exist", "100": "RRF 100", "-0.1": "no probability", "10-2": "no probability", "good": "no probability", "PFD 7": "does not exist", "1E999": "no probability", "RRF 0.1": "below 1"} {
		if got, err := probability(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is %v: %v, want %q", text, got, err, want)
		}
	}
}

func TestFrequenciesAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]float64{
		"0.1": 0.1, "0,1 / Jahr": 0.1, "1E-1/yr": 0.1, "0.1 per year": 0.1, "once in 10 years": 0.1, "1 in 10 yr": 0.1, "every 10 years": 0.1, "alle 10 Jahre": 0.1,
		"einmal in 10 Jahren": 0.1, "10年に1回": 0.1, "0.1 /年": 0.1, "1/10": 0.1, "10⁻¹ per annum": 0.1, "2": 2, "0.1 p.a.": 0.1,
	} {
		if got, err := frequency(text); err != nil || math.Abs(got/want-1) > 1e-9 {
			t.Errorf("%q is %v, want %v: %v", text, got, want, err)
		}
	}
	for _, text := range []string{"often", "-1", "10-1", "NaN", "Inf"} {
		if got, err := frequency(text); err == nil {
			t.Errorf("%q is %v", text, got)
		}
	}
}

func TestMarksOfThreeLanguages(t *testing.T) {
	for text, want := range map[string]bool{
		"x": true, "X": true, "yes": true, "Ja": true, "○": true, "✓": true, "はい": true, "TRUE": true, "1": true, "ｘ": true,
		"": false, "no": false, "nein": false, "×": false, "-": false, "いいえ": false, "FALSE": false, "not hackable": false,
	} {
		if got, err := mark(text); err != nil || got != want {
			t.Errorf("%q is %v: %v", text, got, err)
		}
	}
	if _, err := mark("maybe"); err == nil {
		t.Error("maybe is taken for an answer")
	}
}

func TestLevelsByNumberAndName(t *testing.T) {
	names := []string{"Negligible", "Minor", "Serious", "Major", "Catastrophic"}
	for text, want := range map[string]int{
		"4": 4, "Major": 4, "major": 4, "4 - Major": 4, "4 (Major)": 4, "Major (4)": 4, "S4": 4, "S-4": 4, "４": 4, "C5: many deaths": 5, "0": 0, "none": 0, "keine": 0, "なし": 0, "Minor": 2,
	} {
		if got, rated, err := level(text, names, "consequence", "criteria CR-01"); err != nil || !rated || got != want {
			t.Errorf("%q is %d, %v: %v", text, got, rated, err)
		}
	}
	for _, text := range []string{"", "-", "n/a", "不明"} {
		if _, rated, err := level(text, names, "consequence", "criteria CR-01"); rated || err != nil {
			t.Errorf("%q is rated: %v", text, err)
		}
	}
	for text, want := range map[string]string{"6": "0 to 5", "Severe": "Negligible, Minor", "4 - Minor": "level 2", "-1": "no level", "44": "no level"} {
		if _, _, err := level(text, names, "consequence", "criteria CR-01"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	if _, _, err := level("Major", nil, "consequence", "the criteria"); err == nil || !strings.Contains(err.Error(), "no criteria yet") {
		t.Errorf("a word without criteria: %v", err)
	}
}

func TestSafeguardsOfOneCell(t *testing.T) {
	for text, want := range map[string][]string{
		"Alarm":                             {"Alarm"},
		"Alarm; Trip":                       {"Alarm", "Trip"},
		"1. Alarm\n2. Trip\n   of the pump": {"Alarm", "Trip of the pump"},
		"1) Alarm 2) Trip at 2.5 bar":       {"Alarm", "Trip at 2.5 bar"},
		"- Alarm\n- Trip":                   {"Alarm", "Trip"},
		"①警報②遮断弁":                           {"警報", "遮断弁"},
		"・警報\n・遮断弁":                         {"警報", "遮断弁"},
		"2.5 bar trip":                      {"2.5 bar trip"},
		"Trip on 2. level":                  {"Trip on 2. level"},
		"Alarm；Trip":                        {"Alarm", "Trip"},
	} {
		if diff := cmp.Diff(want, entries(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func TestSafeguardsSayTheirPFDAndWhetherTheyAreHackable(t *testing.T) {
	p := newPlanner(example(t), HAZOP, Mapping{})
	list, err := p.safeguardsIn("Relief valve PSV-1 (PFD 0.01); Trip SIL 2; Operator, RRF 10 [hackable]; Disc (0.001) (not hackable); none; CM-15")
	if err != nil {
		t.Fatal(err)
	}
	type g struct {
		name     string
		pfd      float64
		hackable bool
		said     bool
		linked   bool
	}
	var got []g
	for _, x := range list {
		got = append(got, g{x.Name, x.PFD, x.Hackable, x.said, x.Countermeasure != ""})
	}
	want := []g{{"Relief valve PSV-1", 0.01, false, false, false}, {"Trip SIL 2", 0.01, false, false, false}, {"Operator", 0.1, true, true, false}, {"Disc", 0.001, false, true, false}, {"", 0, false, false, true}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(g{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, err := p.safeguardsIn("Valve PFD 7"); err == nil {
		t.Error("a PFD of 7 is taken")
	}
}

func FuzzCell(f *testing.F) {
	for _, seed := range []string{"0.01", "10⁻²", "RRF 1,000", "1) Alarm 2) Trip (PFD 0.1)", "4 - Major", "once in 10 years", "①警報②遮断弁", "1:0", "[H]", "PFD 0"} {
		f.Add(seed)
	}
	p := newPlanner(example(f), HAZOP, Mapping{})
	f.Fuzz(func(t *testing.T, s string) {
		if x, err := probability(s); err == nil && !(x > 0 && x <= 1) {
			t.Errorf("%q is a probability of %v", s, x)
		}
		if x, err := frequency(s); err == nil && (!(x >= 0) || math.IsInf(x, 0)) {
			t.Errorf("%q is a frequency of %v", s, x)
		}
		if n, _, err := level(s, p.levels(), "consequence", p.scale()); err == nil && (n < 0 || n > 5) {
			t.Errorf("%q is level %d", s, n)
		}
		list, err := p.safeguardsIn(s)
		for _, g := range list {
			if err == nil && (g.Name == "" && g.Countermeasure == "" || g.PFD < 0 || g.PFD > 1) {
				t.Errorf("%q holds %+v", s, g)
			}
		}
	})
}
