package csms

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"ringwall/internal/access"
	"ringwall/internal/plant"
)

// Lengths of a password, in characters. Length beats rules about kinds of
// characters, which people meet in ways that are easy to guess.
const (
	passwordMin = 12
	passwordMax = 200
)

// weak is what the commonest passwords are made of, in English, German and
// the words of this trade; digits and signs around it do not help.
var weak = []string{
	"password", "passwort", "passw0rd", "p@ssword", "p@ssw0rd", "kennwort", "pass", "passwd",
	"qwerty", "qwertyuiop", "qwertz", "qwertzuiop", "asdfghjkl", "asdfgh", "yxcvbnm", "zxcvbnm", "1q2w3e4r", "1q2w3e4r5t", "1q2w3e4r5t6y", "1qaz2wsx", "1qaz2wsx3edc",
	"abc", "abcdef", "abcdefgh", "abcdefghijkl", "letmein", "iloveyou", "welcome", "willkommen", "changeme", "geheim", "secret", "default", "test", "testtest", "hallo", "hello",
	"admin", "administrator", "adminadmin", "root", "user", "guest", "master", "operator", "engineer", "security", "ringwall",
	"football", "baseball", "sunshine", "princess", "dragon", "monkey", "superman", "batman", "starwars", "michael", "whatever", "trustno",
	"spring", "summer", "autumn", "winter", "fruehling", "sommer", "herbst",
	"siemens", "simatic", "rockwell", "schneider", "honeywell", "emerson", "scada",
}

// checkPassword refuses what is guessed first. pointer names the field that
// the password came in.
func checkPassword(pointer, password string, u access.User) error {
	refuse := func(text string) error {
		return plant.Problems{{Pointer: pointer, Text: text}}
	}
	switch n := utf8.RuneCountInString(password); {
	case !utf8.ValidString(password):
		return refuse("The password holds bytes that are no text.")
	case n < passwordMin:
		return refuse("The password needs at least 12 characters.")
	case n > passwordMax:
		return refuse("The password has more than 200 characters.")
	}
	folded := strings.ToLower(password)
	local, _, _ := strings.Cut(foldEmail(u.Email), "@")
	for _, own := range []string{foldEmail(u.Email), local, strings.ToLower(u.Name)} {
		if own != "" && core(folded) == core(own) {
			return refuse("The password must not be made of the e-mail address or the name.")
		}
	}
	if isWeak(folded) {
		return refuse("This password is among the first that are guessed.")
	}
	return nil
}

// core is a text without the digits and signs at its ends, which people add
// to meet rules.
func core(s string) string {
	trimmed := strings.TrimFunc(strings.ReplaceAll(s, " ", ""), func(r rune) bool { return !unicode.IsLetter(r) })
	if trimmed == "" {
		return s
	}
	return trimmed
}

func isWeak(folded string) bool {
	if few(folded) || run(folded) {
		return true
	}
	for _, w := range weak {
		// The word itself, once or more: "passwordpassword12".
		if strings.Trim(strings.ReplaceAll(folded, w, ""), "0123456789!?.,-_#$%&*+@ ") == "" && strings.Contains(folded, w) {
			return true
		}
	}
	return false
}

// few says whether a password has hardly any different characters.
func few(s string) bool {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen) < 5
}

// run says whether most characters just count on from the one before: "123456789012".
func run(s string) bool {
	runes := []rune(s)
	steps := 0
	for i := 1; i < len(runes); i++ {
		switch runes[i] - runes[i-1] {
		case 1, -1, -9, 9: // 9 and back to 0
			steps++
		}
	}
	return steps*4 >= (len(runes)-1)*3
}
