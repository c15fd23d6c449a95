package supply

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// legalForms are the words that companies append to their names.
var legalForms = map[string]bool{
	"ag": true, "gmbh": true, "kg": true, "kgaa": true, "ohg": true, "se": true, "inc": true, "incorporated": true, "ltd": true, "limited": true,
	"llc": true, "llp": true, "corp": true, "corporation": true, "co": true, "company": true, "plc": true, "sa": true, "sas": true, "sarl": true,
	"spa": true, "srl": true, "bv": true, "nv": true, "oy": true, "oyj": true, "ab": true, "as": true, "asa": true, "aps": true, "pty": true, "pte": true,
	"kk": true, "株式会社": true, "有限会社": true,
}

// NormalVendor makes names of companies comparable: case, width, blanks, signs
// and the legal form do not count. "SIEMENS A.G." and "Siemens" are one.
func NormalVendor(name string) string {
	folded := strings.ToLower(norm.NFKC.String(name))
	folded = strings.NewReplacer(".", "", "株式会社", " 株式会社 ", "有限会社", " 有限会社 ").Replace(folded)
	words := strings.FieldsFunc(folded, func(r rune) bool { return !counts(r) })
	rest := words
	for len(rest) > 1 && legalForms[rest[len(rest)-1]] {
		rest = rest[:len(rest)-1]
	}
	for len(rest) > 1 && slices.Contains([]string{"株式会社", "有限会社"}, rest[0]) { // stands in front as often
		rest = rest[1:]
	}
	return norm.NFKC.String(strings.Join(rest, "")) // what was apart may compose now
}

// NormalName makes models and order numbers comparable: letters and digits
// count, and nothing else.
func NormalName(name string) string {
	return norm.NFKC.String(strings.Map(func(r rune) rune {
		if counts(r) {
			return r
		}
		return -1
	}, strings.ToLower(norm.NFKC.String(name))))
}

func counts(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || r == 'ー'
}

// releaseWords stand before the number of a release.
var releaseWords = regexp.MustCompile(`^(?:(?:firmware|software|version|release|rel|ver|fw|sw|v|r)[.: _-]*)+([0-9])`)

// NormalRelease makes releases comparable: "V2.9.4", "FW 2.9.4" and "2.9.4" are
// one. Trailing zeros count, because to some makers 2.9 and 2.9.0 differ.
func NormalRelease(s string) string {
	folded := strings.Join(strings.Fields(strings.ToLower(norm.NFKC.String(s))), " ")
	folded = releaseWords.ReplaceAllString(folded, "$1")
	return strings.ReplaceAll(folded, " ", "")
}
