package csms

import (
	"strings"
	"testing"

	"ringwall/internal/access"
)

func TestPasswords(t *testing.T) {
	user := access.User{Email: "anna.schmidt@example.com", Name: "Anna Schmidt"}
	for _, c := range []struct {
		name, password string
		good           bool
	}{
		{"twelve characters are enough", "kfzt wolm bex", true},
		{"a sentence is fine", "the pump house floods in april", true},
		{"letters of any script count", "пароль-насоса-7", true},
		{"twelve characters, not bytes", "ääääöööüü", false},
		{"eleven are too few", "kfzt-wolm-b", false},
		{"two hundred and one are too many", strings.Repeat("kfztw ", 40), false},
		{"bytes that are no text", "kfzt-wolm-bex\xff", false},
		{"the e-mail address", "anna.schmidt@example.com", false},
		{"the e-mail address in capitals, with digits", "ANNA.SCHMIDT@EXAMPLE.COM1", false},
		{"the name before the at sign, with digits", "anna.schmidt2026", false},
		{"the own name", "Anna Schmidt!!", false},
		{"the commonest word with digits", "Password1234", false},
		{"the commonest word twice", "passwordpassword", false},
		{"the same in German", "Passwort2026!", false},
		{"a row of keys", "qwertyuiop12", false},
		{"the program's name with digits", "ringwall2026", false},
		{"a vendor's name with digits", "siemens12345", false},
		{"counting up", "123456789012", false},
		{"counting down", "9876543210987", false},
		{"one character over and over", "aaaaaaaaaaaaaa", false},
		{"two characters in turn", "abababababab", false},
		{"a season with a year", "Summer202612", false},
		{"a common word within an uncommon text", "password of the old boiler", true},
	} {
		if err := checkPassword("/password", c.password, user); (err == nil) != c.good {
			t.Errorf("%s (%q): %v", c.name, c.password, err)
		}
	}
}

func FuzzPassword(f *testing.F) {
	f.Add("kfzt wolm bex", "anna@example.com", "Anna")
	f.Add("\xff\x00", "", "")
	f.Fuzz(func(t *testing.T, password, email, name string) {
		// Whatever is taken has the length that is promised.
		if checkPassword("/password", password, access.User{Email: email, Name: name}) == nil {
			if n := len([]rune(password)); n < passwordMin || n > passwordMax {
				t.Errorf("%q has %d characters and was taken", password, n)
			}
		}
	})
}
