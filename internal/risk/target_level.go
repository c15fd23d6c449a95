package risk

import (
	"math"
	"strconv"
	"strings"
)

// rounding keeps a product such as 0.1/0.0001 from counting as a thousand and a bit.
const rounding = 1e-9

// LevelByRatio is the SL of a cyber risk reduction factor over levels of the
// matrix: none up to a ratio of 1, then one for each whole step, with a quarter
// of a step of grace. The mapping is ours; no published table was found.
func LevelByRatio(ratio float64) int {
	if !(ratio > 1+rounding) {
		return 0
	}
	return int(min(4, math.Ceil(ratio-0.25-rounding)))
}

// LevelByDecades is the SL of a ratio of frequencies: one for each decade that
// was begun. It is conceptual; a security level is no probability of failure.
func LevelByDecades(ratio float64) int {
	if !(ratio > 1+rounding) {
		return 0
	}
	return int(min(4, math.Ceil(math.Log10(ratio)-rounding)))
}

// figure prints a number as people read it: 6.25, 1000, 1e-05.
func figure(f float64) string {
	return strconv.FormatFloat(f, 'g', 3, 64)
}

func ratioText(f float64) string {
	if f >= 1e4 || f < 0.01 {
		return figure(f)
	}
	return strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(f, 'f', 2, 64), "0"), ".")
}

// JoinWords joins words as a sentence does: "a, b and c".
func JoinWords[T ~string](words []T) string { return Join(words, "and") }

// Join joins words as a sentence does, the last one by a word of its own:
// "a, b or c".
func Join[T ~string](words []T, last string) string {
	text := ""
	for i, w := range words {
		switch i {
		case 0:
		case len(words) - 1:
			text += " " + last + " "
		default:
			text += ", "
		}
		text += string(w)
	}
	return text
}
