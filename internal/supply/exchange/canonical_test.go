package exchange_test

import (
	"strings"
	"testing"

	"ringwall/internal/supply/exchange"
)

// TestCanonical has the examples of RFC 8785 and its appendix B among its rows.
func TestCanonical(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"blanks go", " { \"b\" : [ 1 , 2 ] , \"a\" : null } ", `{"a":null,"b":[1,2]}`},
		{"numbers as ECMAScript writes them", `[333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001]`, `[333333333.3333333,1e+30,4.5,0.002,1e-27]`},
		{"the smallest and the largest", `[5e-324, -5e-324, 1.7976931348623157e308, -0, 9007199254740992]`, `[5e-324,-5e-324,1.7976931348623157e+308,0,9007199254740992]`},
		{"where the exponent begins", `[1e21, 999999999999999900000, 0.000001, 9.999999999999997e-7, 1e23]`, `[1e+21,999999999999999900000,0.000001,9.999999999999997e-7,1e+23]`},
		{"signs in texts", `"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/<\u2028"`, "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/<\u2028\""},
		{"names by their UTF-16 units", `{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}`, "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\ufb33\":3}"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := exchange.Recanonical([]byte(tt.text))
			if err != nil || string(got) != tt.want {
				t.Errorf("got  %s %v\nwant %s", got, err, tt.want)
			}
		})
	}
}

func TestNoCanonicalForm(t *testing.T) {
	for _, text := range []string{"", "{", `{"a":1,"a":2}`, `{"a":1,"\u0061":2}`, "1 2", "[1e999]", "\"\xff\"", strings.Repeat("[", 1000) + strings.Repeat("]", 1000), "{]"} {
		if got, err := exchange.Recanonical([]byte(text)); err == nil {
			t.Errorf("%.40q becomes %s", text, got)
		}
	}
}

func FuzzCanonical(f *testing.F) {
	for _, text := range []string{`{"b":1,"a":[true,null,"\u00e9",1.5e300]}`, `"\ud800"`, `-0`, `[1,]`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		once, err := exchange.Recanonical(text)
		if err != nil {
			return
		}
		if again, err := exchange.Recanonical(once); err != nil || string(again) != string(once) {
			t.Errorf("%q becomes %q and then %q (%v)", text, once, again, err)
		}
	})
}
