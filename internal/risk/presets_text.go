package risk

import (
	"math"
	"strings"
)

// steps describes every category in six steps, the least first. Scales with
// fewer levels join neighbours. The words are ours.
var steps = []struct {
	category Category
	texts    [6]string
}{
	{Safety, [6]string{"first aid", "medical treatment", "lost time or a stay in hospital", "permanent disability or one death", "several deaths", "many deaths, also outside the site"}},
	{Health, [6]string{"passing discomfort", "illness that heals with treatment", "long or serious illness", "lasting loss of health or one death", "lasting harm to several people", "lasting harm to many, also outside the site"}},
	{Environmental, [6]string{"no effect", "contained on the site", "reportable, can be made good", "breach of a permit with a clean-up", "lasting damage or damage off site", "lasting damage over a wide area"}},
	{Availability, [6]string{"less than a day", "1 to 7 days", "1 to 4 weeks", "1 to 6 months", "more than 6 months", "loss of the plant"}},
	{Finance, [6]string{"less than 10 000", "up to 100 000", "up to 1 million", "up to 10 million", "more than 10 million", "a threat to the company"}},
	{Reputation, [6]string{"known inside only", "complaints of neighbours or customers", "regional press", "national press", "international press", "loss of public trust for years"}},
	{Legal, [6]string{"a note inside", "a remark of the authority", "an order or a fine", "a prosecution", "suspension of the licence", "loss of the licence with managers liable"}},
}

// joinedSteps says which steps make up each level of a scale with so many levels.
var joinedSteps = map[int][][]int{
	3: {{0, 1}, {2}, {3, 4, 5}},
	4: {{0, 1}, {2}, {3}, {4, 5}},
	5: {{0}, {1}, {2}, {3}, {4, 5}},
	6: {{0}, {1}, {2}, {3}, {4}, {5}},
}

var consequenceNames = map[int][]string{
	3: {"Low", "Medium", "High"},
	4: {"Minor", "Serious", "Major", "Catastrophic"},
	5: {"Negligible", "Minor", "Serious", "Major", "Catastrophic"},
	6: {"Negligible", "Minor", "Serious", "Major", "Critical", "Catastrophic"},
}

// likelihoodSteps are anchored on exposure and skill: there are no frequencies
// of attacks to count, and the figures only say what the level stands for.
var likelihoodSteps = map[int][]LikelihoodStep{
	3: {
		{"Low", "Needs skill in control systems and patience; not expected within 10 years.", 0.03},
		{"Medium", "A known technique against something that can be reached; once in 1 to 10 years.", 0.3},
		{"High", "Common tools against something exposed; every year.", 3},
	},
	4: {
		{"Unlikely", "Needs a sustained attack on this very plant; less than once in 30 years.", 0.01},
		{"Possible", "Needs skill in control systems, or an insider; once in 3 to 30 years.", 0.1},
		{"Likely", "A known technique against something that can be reached; once in 1 to 3 years.", 0.5},
		{"Very likely", "Common tools against something exposed; every year.", 3},
	},
	5: {
		{"Not expected", "Nobody is known to be able and willing; less than once in 25 years.", 0.02},
		{"Unlikely", "Needs a sustained attack on this very plant; once in 10 to 25 years.", 0.06},
		{"Possible", "Needs skill in control systems, or an insider; once in 3 to 10 years.", 0.2},
		{"Likely", "A known technique against something that can be reached; once in 1 to 3 years.", 0.5},
		{"Very likely", "Common tools against something exposed; every year.", 2},
	},
	6: {
		{"Not expected", "Nobody is known to be able and willing; less than once in 100 years.", 0.005},
		{"Remote", "Needs the means of a state; once in 25 to 100 years.", 0.02},
		{"Unlikely", "Needs a sustained attack on this very plant; once in 10 to 25 years.", 0.06},
		{"Possible", "Needs skill in control systems, or an insider; once in 3 to 10 years.", 0.2},
		{"Likely", "A known technique against something that can be reached; once in 1 to 3 years.", 0.5},
		{"Very likely", "Common tools against something exposed; every year.", 2},
	},
}

// scalesOf is every category on a scale of so many levels.
func scalesOf(levels int) []CategoryScale {
	out := make([]CategoryScale, len(steps))
	for i, s := range steps {
		out[i].Category = s.category
		for _, joined := range joinedSteps[levels] {
			words := make([]string, len(joined))
			for k, step := range joined {
				words[k] = s.texts[step]
			}
			text := strings.Join(words, ", or ")
			out[i].Levels = append(out[i].Levels, strings.ToUpper(text[:1])+text[1:])
		}
	}
	return out
}

// tolerableOf is one decade less for each level of consequence, down to once in
// 100,000 years at the fifth.
func tolerableOf(levels int) []float64 {
	out := make([]float64, levels)
	for i := range out {
		decade := i + 1 + max(0, 5-levels)
		out[i] = significant(math.Pow10(-decade))
	}
	return out
}
