package catalog_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/catalog"
	"ringwall/internal/sl"
)

func TestLevelsAskForThePublishedTotals(t *testing.T) {
	set := catalog.SystemSet()
	for level, want := range map[sl.Level]int{0: 0, 1: 37, 2: 60, 3: 90, 4: 100} {
		if got := set.Gate(level); got != want {
			t.Errorf("SL %d asks for %d requirements, the standard for %d", level, got, want)
		}
	}
	perFR := 0
	for _, fr := range sl.FRs {
		perFR += len(set.UpTo(fr, 2))
	}
	if perFR != 60 {
		t.Errorf("SL 2 asks for %d requirements when counted per foundational requirement, want 60", perFR)
	}
}

func TestSetHas51RequirementsAnd49Enhancements(t *testing.T) {
	var srs, res int
	var perFR [7]int
	for _, r := range catalog.SystemSet().Requirements {
		if r.Enhancement() {
			res++
			continue
		}
		srs++
		perFR[r.FR]++
	}
	if srs != 51 || res != 49 {
		t.Errorf("%d SR and %d RE, the standard has 51 and 49", srs, res)
	}
	if want := [7]int{13, 12, 9, 3, 4, 2, 8}; perFR != want {
		t.Errorf("SR per foundational requirement: %v, the standard has %v", perFR, want)
	}
}

func TestEachRequirementIsAskedFromItsLevel(t *testing.T) {
	set := catalog.SystemSet()
	check := func(id catalog.RequirementID, level int) {
		r, ok := set.Find(id)
		if !ok {
			t.Errorf("%s is missing", id)
		} else if int(r.From) != level {
			t.Errorf("%s is asked from SL %d, Annex B says SL %d", id, r.From, level)
		}
	}
	n := 0
	for id, from := range levels {
		check(id, from[0])
		for i, level := range from[1:] {
			check(catalog.RequirementID(fmt.Sprintf("%s RE %d", id, i+1)), level)
		}
		n += len(from)
	}
	if n != len(set.Requirements) {
		t.Errorf("the set has %d requirements, Annex B %d", len(set.Requirements), n)
	}
}

func TestTitlesAreTheOnesTheStandardPrints(t *testing.T) {
	got := map[catalog.RequirementID]string{}
	for _, r := range catalog.SystemSet().Requirements {
		got[r.ID] = r.Title
	}
	if diff := cmp.Diff(titles, got); diff != "" {
		t.Error(diff)
	}
}

func TestFoundationalRequirementsAreInOrderAndExplained(t *testing.T) {
	set := catalog.SystemSet()
	if len(set.FRs) != 7 {
		t.Fatalf("%d foundational requirements", len(set.FRs))
	}
	for i, fr := range sl.FRs {
		f := set.Foundation(fr)
		if f.ID != fr.ID() || f.Abbrev != fr.String() || f.Clause != fmt.Sprint(i+5) || f.Title == "" || len(f.Summary) < 80 {
			t.Errorf("%s: %+v", fr.ID(), f)
		}
	}
}

func TestEveryRequirementIsExplainedInWords(t *testing.T) {
	for _, r := range catalog.SystemSet().Requirements {
		for field, text := range map[string]string{"summary": r.Summary, "question": r.Question, "evidence": r.Evidence} {
			if n := len(text); n < 60 || n > 330 {
				t.Errorf("the %s of %s has %d characters, want 60 to 330", field, r.ID, n)
			}
		}
		if !strings.HasSuffix(r.Question, "?") || strings.Count(r.Question, "?") != 1 {
			t.Errorf("the question of %s is not one question: %s", r.ID, r.Question)
		}
		if !strings.HasSuffix(r.Summary, ".") || !strings.HasSuffix(r.Evidence, ".") {
			t.Errorf("summary or evidence of %s is not a sentence", r.ID)
		}
		if adds := "Adds to " + string(r.Parent) + " "; r.Enhancement() && !strings.HasPrefix(r.Summary, adds) {
			t.Errorf("the summary of %s does not say what it adds to %s: %s", r.ID, r.Parent, r.Summary)
		}
	}
}

// explained lists the sets of the series, whose requirements are all explained.
func explained(t *testing.T) []*catalog.Set {
	t.Helper()
	var sets []*catalog.Set
	for _, s := range catalog.BuiltIn() {
		if s.Kind != catalog.OfFramework {
			sets = append(sets, s)
		}
	}
	return sets
}

// The requirements of the standard are written with "shall" and speak of what
// "the control system" provides; a summary of ours that does so was not
// written, it was copied.
func TestTextsAreNotThoseOfTheStandard(t *testing.T) {
	for _, set := range explained(t) {
		for _, r := range set.Requirements {
			for _, text := range []string{r.Summary, r.Question, r.Evidence} {
				for _, phrase := range []string{"shall", "provide the capability", "the capability to"} {
					if strings.Contains(" "+strings.ToLower(text)+" ", phrase+" ") {
						t.Errorf("%s %s says %q: %s", set.ID, r.ID, phrase, text)
					}
				}
				if strings.ContainsAny(text, "–—") {
					t.Errorf("%s %s has a dash: %s", set.ID, r.ID, text)
				}
			}
			if n := strings.Count(r.Question, "?"); n != 1 || !strings.HasSuffix(r.Summary, ".") || !strings.HasSuffix(r.Evidence, ".") {
				t.Errorf("%s %s: the question asks %d times, or a text is no sentence", set.ID, r.ID, n)
			}
		}
	}
}

// Requirements that resemble each other invite copying with one word changed,
// which leaves a reader no wiser. Two texts of a set may share at most three
// words in five.
func TestNoTwoTextsAreAlike(t *testing.T) {
	for _, set := range explained(t) {
		for field, text := range map[string]func(catalog.Requirement) string{
			"summary":  func(r catalog.Requirement) string { return r.Summary },
			"question": func(r catalog.Requirement) string { return r.Question },
			"evidence": func(r catalog.Requirement) string { return r.Evidence },
		} {
			words := make([]map[string]bool, len(set.Requirements))
			for i, r := range set.Requirements {
				words[i] = wordsOf(text(r))
				for j := range i {
					if likeness := alike(words[i], words[j]); likeness > 0.6 {
						t.Errorf("%s: the %s of %s and of %s share %.0f%% of their words", set.ID, field, r.ID, set.Requirements[j].ID, likeness*100)
					}
				}
			}
		}
	}
}

// alike is the share of words that two texts have in common.
func alike(x, y map[string]bool) float64 {
	common := 0
	for w := range x {
		if y[w] {
			common++
		}
	}
	return float64(common) / float64(len(x)+len(y)-common)
}

func wordsOf(text string) map[string]bool {
	words := map[string]bool{}
	for w := range strings.FieldsSeq(strings.ToLower(text)) {
		words[strings.Trim(w, ".,?:;()")] = true
	}
	return words
}

func TestDoubtsStandExactlyWhereTheSourcesDisagree(t *testing.T) {
	want := []catalog.RequirementID{
		"SR 1.2", "SR 1.2 RE 1", "SR 1.7 RE 1", "SR 1.7 RE 2", "SR 1.8", "SR 1.9", "SR 1.13 RE 1",
		"SR 2.1 RE 2", "SR 2.2 RE 1", "SR 2.3 RE 1", "SR 2.11 RE 1", "SR 2.11 RE 2",
		"SR 3.1", "SR 3.4", "SR 3.4 RE 1", "SR 3.7", "SR 4.1", "SR 4.1 RE 1", "SR 4.1 RE 2", "SR 4.3",
		"SR 5.1 RE 1", "SR 5.2 RE 3", "SR 5.3", "SR 5.4", "SR 6.2", "SR 7.8",
	}
	var got []catalog.RequirementID
	for _, r := range catalog.SystemSet().Requirements {
		if len(r.Doubts) > 0 {
			got = append(got, r.ID)
		}
		for _, d := range r.Doubts {
			if d.About == "slFrom" && d.Says == fmt.Sprintf("SL %d", r.From) {
				t.Errorf("%s: the doubt says what the set says, SL %d", r.ID, r.From)
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// The four levels that decide whether the published totals come out are the
// ones that a reader is most likely to question, so their doubts give a reason.
func TestDoubtsThatMoveATotalSayWhy(t *testing.T) {
	for id, words := range map[catalog.RequirementID]string{
		"SR 1.13 RE 1": "60 at SL 2", "SR 3.4": "COR1:2014", "SR 4.1 RE 2": "90 at SL 3", "SR 6.2": "37 at SL 1",
	} {
		r, _ := catalog.SystemSet().Find(id)
		if !slices.ContainsFunc(r.Doubts, func(d catalog.Doubt) bool { return strings.Contains(d.Note, words) }) {
			t.Errorf("no doubt on %s mentions %q: %+v", id, words, r.Doubts)
		}
	}
	r, _ := catalog.SystemSet().Find("SR 2.11 RE 1")
	if !slices.ContainsFunc(r.Doubts, func(d catalog.Doubt) bool { return d.About == "title" && d.Says == "Time synchronization" }) {
		t.Errorf("the other title of SR 2.11 RE 1 is not shown: %+v", r.Doubts)
	}
}

func TestLevelsOfAFoundationalRequirementAreCumulative(t *testing.T) {
	set := catalog.SystemSet()
	ids := func(rs []catalog.Requirement) []catalog.RequirementID {
		var ids []catalog.RequirementID
		for _, r := range rs {
			ids = append(ids, r.ID)
		}
		return ids
	}
	for _, c := range []struct {
		fr    sl.FR
		level sl.Level
		want  []catalog.RequirementID
	}{
		{sl.TRE, 0, nil},
		{sl.TRE, 1, []catalog.RequirementID{"SR 6.1"}},
		{sl.TRE, 2, []catalog.RequirementID{"SR 6.1", "SR 6.2"}},
		{sl.TRE, 3, []catalog.RequirementID{"SR 6.1", "SR 6.1 RE 1", "SR 6.2"}},
		{sl.RDF, 2, []catalog.RequirementID{"SR 5.1", "SR 5.1 RE 1", "SR 5.2", "SR 5.2 RE 1", "SR 5.3", "SR 5.4"}},
	} {
		if diff := cmp.Diff(c.want, ids(set.UpTo(c.fr, c.level))); diff != "" {
			t.Errorf("%s at SL %d: %s", c.fr.ID(), c.level, diff)
		}
	}
	if got := ids(set.Enhancements("SR 5.2")); !slices.Equal(got, []catalog.RequirementID{"SR 5.2 RE 1", "SR 5.2 RE 2", "SR 5.2 RE 3"}) {
		t.Errorf("SR 5.2 has the enhancements %v", got)
	}
	if _, ok := set.Find("SR 3.5 RE 1"); ok {
		t.Error("SR 3.5 RE 1 does not exist and was found")
	}
}
