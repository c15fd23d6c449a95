package assess_test

import (
	"testing"

	"ringwall/internal/assess"
	"ringwall/internal/sl"
)

func TestEveryStateHasItsOwnWord(t *testing.T) {
	seen := map[string]assess.State{}
	for _, s := range append([]assess.State{assess.Unanswered}, assess.States...) {
		w := s.Word()
		if other, twice := seen[w]; twice || w == "" || w == assess.State("fine").Word() {
			t.Errorf("%s is called %q, as is %s", s, w, other)
		}
		seen[w] = s
	}
	if got := assess.State("fine").Word(); got != "unknown state fine" {
		t.Errorf("an unknown state is called %q", got)
	}
}

func TestLevelsAndGapsInWords(t *testing.T) {
	for got, want := range map[string]string{
		assess.LevelWord(2): "SL 2",
		assess.GapWord(0):   "target reached",
		assess.GapWord(1):   "1 level short",
		assess.GapWord(3):   "3 levels short",
		assess.StepsWord(0): "no step to go",
		assess.StepsWord(1): "1 level step to go",
		assess.StepsWord(9): "9 level steps to go",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	seen := map[string]bool{}
	for l := sl.Level(0); l <= sl.Highest; l++ {
		if m := assess.LevelMeaning(l); m == "" || seen[m] {
			t.Errorf("SL %d means %q, which another level means too", l, m)
		} else {
			seen[m] = true
		}
	}
}
