package sheet

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// superscripts are written out before a text is compared, or 10⁻² would be 10-2.
var superscripts = strings.NewReplacer("⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9", "⁻", "-", "⁺", "+")

var (
	raised     = regexp.MustCompile(`[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+`)
	plainForm  = regexp.MustCompile(`^[0-9]*[.,]?[0-9]+(?:[eE][+-]?[0-9]{1,3})?$`)
	powerForm  = regexp.MustCompile(`^([0-9]*[.,]?[0-9]+)\s*[x×*·✕]\s*10\s*\^?\s*\(?([+-]?[0-9]{1,3})\)?$`)
	decadeForm = regexp.MustCompile(`^10\s*(?:\^|\*\*)\s*\(?([+-]?[0-9]{1,3})\)?$`)
	ratioForm  = regexp.MustCompile(`^([0-9]*[.,]?[0-9]+)\s*[/:]\s*([0-9][0-9.,]*)$`)
	thousands  = regexp.MustCompile(`^[1-9][0-9]{0,2}(,[0-9]{3})+$`)
)

// plainText makes a text of numbers readable: exponents, minus signs and
// full-width digits as a program writes them.
func plainText(s string) string {
	s = raised.ReplaceAllStringFunc(s, func(run string) string { return "^" + superscripts.Replace(run) })
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r >= 'Ａ' && r <= 'Ｚ':
			return r - 'Ａ' + 'A'
		case r >= 'ａ' && r <= 'ｚ':
			return r - 'ａ' + 'a'
		}
		switch r {
		case '−', '－', '‐', '‑', '–':
			return '-'
		case '．':
			return '.'
		case '，':
			return ','
		case '／':
			return '/'
		case '：':
			return ':'
		case '（':
			return '('
		case '）':
			return ')'
		case '\u00a0', '\u202f', '　':
			return ' '
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// number reads a number as people write it: 0.01, 0,01, 1E-2, 10^-2, 1 × 10⁻²,
// 1/100, 1:100, 1 %.
func number(s string) (float64, bool) {
	s = plainText(s)
	if rest, percent := strings.CutSuffix(s, "%"); percent {
		x, ok := number(rest)
		return x / 100, ok
	}
	switch {
	case thousands.MatchString(s):
		s = strings.ReplaceAll(s, ",", "")
		fallthrough
	case plainForm.MatchString(s):
		return finite(strings.Replace(s, ",", ".", 1))
	}
	if m := decadeForm.FindStringSubmatch(s); m != nil {
		return finite("1e" + m[1])
	}
	if m := powerForm.FindStringSubmatch(s); m != nil {
		return finite(strings.Replace(m[1], ",", ".", 1) + "e" + m[2])
	}
	if m := ratioForm.FindStringSubmatch(s); m != nil {
		over, ok := number(m[1])
		under, fine := number(m[2])
		if ok && fine && under > 0 {
			return over / under, true
		}
	}
	return 0, false
}

func finite(s string) (float64, bool) {
	x, err := strconv.ParseFloat(s, 64)
	return x, err == nil && !math.IsInf(x, 0) && !math.IsNaN(x)
}

const numeral = `[0-9]*[.,]?[0-9]+(?:\s*(?:[eE]\s*[+-]?[0-9]{1,3}|[x×*·]\s*10\s*\^?\s*\(?[+-]?[0-9]{1,3}\)?|\^\s*\(?[+-]?[0-9]{1,3}\)?|[/:]\s*[0-9]+|\s?%))?`

var (
	pfdForm = regexp.MustCompile(`(?i)[,;:–-]?\s*\bPFD(?:avg)?\s*(?:[=:≤<~≈]|<=|of)?\s*(` + numeral + `)`)
	rrfForm = regexp.MustCompile(`(?i)[,;:–-]?\s*\bRRF\s*(?:[=:≥>~≈]|>=|of)?\s*([0-9][0-9.,]*(?:[eE][+]?[0-9]{1,3})?)`)
	silForm = regexp.MustCompile(`(?i)\bSIL[\s-]*([1-4])\b`)
	inBrace = regexp.MustCompile(`[(\[]\s*(0?[.,][0-9]+|` + numeral + `)\s*[)\]]\s*$`)
	bare    = regexp.MustCompile(`(?i)^[\s(\[]*(?:PFD(?:avg)?)?\s*(?:[=:≤<~≈]|<=)?\s*`)
)

// probability reads a cell that holds nothing but a PFD, an RRF or a SIL.
func probability(s string) (float64, error) {
	text := plainText(s)
	if x, ok := number(strings.TrimRight(bare.ReplaceAllString(text, ""), " )]")); ok {
		if !(x > 0 && x <= 1) {
			return 0, fmt.Errorf("a probability of failure on demand of %q does not exist: write one above 0 and up to 1, or RRF %s if that is the factor of reduction", s, strings.TrimSpace(text))
		}
		return x, nil
	}
	if x, _, err := stated(text); err != nil || x > 0 {
		return x, err
	}
	return 0, fmt.Errorf("%q is no probability of failure on demand: write it as 0.01, 1E-2, 10^-2, RRF 100 or SIL 2", s)
}

// stated finds the PFD that a text about a safeguard states, 0 for none, and
// gives the text without it. A SIL counts with the worst PFD of its class.
func stated(text string) (pfd float64, rest string, err error) {
	text = plainText(text)
	if m := pfdForm.FindStringSubmatchIndex(text); m != nil {
		x, ok := number(text[m[2]:m[3]])
		if !ok || !(x > 0 && x <= 1) {
			return 0, text, fmt.Errorf("the PFD of %q lies outside of 0 to 1: correct it", strings.TrimSpace(text[m[2]:m[3]]))
		}
		return x, without(text, m[0], m[1]), nil
	}
	if m := rrfForm.FindStringSubmatchIndex(text); m != nil {
		x, ok := number(strings.TrimRight(text[m[2]:m[3]], ".,"))
		if !ok || x < 1 {
			return 0, text, fmt.Errorf("the RRF of %q is below 1: correct it", text[m[2]:m[3]])
		}
		return 1 / x, without(text, m[0], m[1]), nil
	}
	if m := inBrace.FindStringSubmatchIndex(text); m != nil {
		if x, ok := number(text[m[2]:m[3]]); ok && x > 0 && x < 1 {
			return x, without(text, m[0], m[1]), nil
		}
	}
	if m := silForm.FindStringSubmatch(text); m != nil {
		return math.Pow(10, -float64(m[1][0]-'0')), text, nil
	}
	return 0, text, nil
}

// without cuts a part out of a text, with the braces that then hold nothing.
func without(text string, from, to int) string {
	left, right := strings.TrimSpace(text[:from]), strings.TrimSpace(text[to:])
	if left != "" && right != "" && strings.ContainsRune("([", rune(left[len(left)-1])) && strings.ContainsRune(")]", rune(right[0])) {
		left, right = left[:len(left)-1], right[1:]
	}
	return strings.Trim(strings.TrimSpace(strings.TrimSpace(left)+" "+strings.TrimSpace(right)), " ,;:-")
}

var (
	perYear = regexp.MustCompile(`(?i)\s*(?:events?\s*)?(?:/|per\s+|p\.?\s?|pro\s+|回\s*/?)\s*(?:years?|yrs?|y|a|annum|jahre?|年)\.?$`)
	onceIn  = regexp.MustCompile(`(?i)^(?:(?:1|once|one|einmal)\s*(?:x|time)?\s*(?:in|every|per|alle|in je)|every|alle)\s*([0-9][0-9.,]*)\s*(?:years?|yrs?|y|a|jahren?)\.?$`)
	onceJa  = regexp.MustCompile(`^([0-9][0-9.,]*)年に\s*(?:1|一)\s*回$`)
)

// frequency reads events per year: 0.1, 1E-1/yr, once in 10 years, 10年に1回.
func frequency(s string) (float64, error) {
	text := plainText(s)
	for _, form := range []*regexp.Regexp{onceIn, onceJa} {
		if m := form.FindStringSubmatch(text); m != nil {
			if x, ok := number(m[1]); ok && x > 0 {
				return 1 / x, nil
			}
		}
	}
	if x, ok := number(perYear.ReplaceAllString(text, "")); ok {
		return x, nil
	}
	return 0, fmt.Errorf("%q is no frequency: write events per year, such as 0.1, 1E-1 or once in 10 years", s)
}
