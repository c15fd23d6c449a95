package sheet

import "testing"

func TestNoWordMeansTwoThings(t *testing.T) {
	fields := map[string]string{}
	for _, h := range headings {
		if _, ok := fieldOf(h.field); !ok {
			t.Errorf("%s is no field", h.field)
		}
		for _, name := range h.names {
			if other, taken := fields[squeeze(name)]; taken && other != h.field {
				t.Errorf("title %q feeds %s and %s", name, other, h.field)
			}
			fields[squeeze(name)] = h.field
		}
	}
	if len(headings) != len(Fields) {
		t.Errorf("%d fields have titles, there are %d", len(headings), len(Fields))
	}
}

func TestRolesCoverTheList(t *testing.T) {
	by := map[string]int{}
	for _, role := range roleWords {
		by[string(role)]++
	}
	for role, n := range by {
		if n < 2 {
			t.Errorf("role %s is known by %d word only", role, n)
		}
	}
	for _, word := range []string{"PLC", "SPS", "シーケンサ", "Fernwartung", "踏み台サーバ", "Switch", "access point"} {
		if _, ok := roleWords[squeeze(word)]; !ok {
			t.Errorf("%q is not known", word)
		}
	}
}

func TestDays(t *testing.T) {
	tests := []struct{ in, want string }{
		{"2026-11-24", "2026-11-24"},
		{"2026-11-24 00:00:00", "2026-11-24"},
		{"2026/1/2", "2026-01-02"},
		{"2026年3月4日", "2026-03-04"},
		{"4.3.2026", "2026-03-04"},
		{"25/12/2020", "2020-12-25"},
		{"12/25/2020", "2020-12-25"},
		{"3/3/2020", "2020-03-03"},
		{"4 Mar 2026", "2026-03-04"},
		{"March 4, 2026", "2026-03-04"},
		{"43528", "2019-03-04"},
		{"3/4/2020", ""}, // two days
		{"2026-13-01", ""},
		{"2026-02-30", ""},
		{"31.11.2026", ""},
		{"2026", ""},
		{"soon", ""},
	}
	for _, tt := range tests {
		got, err := parseDay(tt.in)
		if string(got) != tt.want || (err == nil) != (tt.want != "") {
			t.Errorf("parseDay(%q) = %q, %v; want %q", tt.in, got, err, tt.want)
		}
	}
}

func TestSerialDays(t *testing.T) {
	tests := []struct {
		n        float64
		from1904 bool
		want     string
	}{
		{1, false, "1900-01-01"}, {59, false, "1900-02-28"}, {61, false, "1900-03-01"},
		{43528, false, "2019-03-04"}, {43528.75, false, "2019-03-04"}, {42066, true, "2019-03-04"},
		{0.5, false, ""}, {-1, false, ""}, {1e9, false, ""},
	}
	for _, tt := range tests {
		if got, _ := serialDay(tt.n, tt.from1904); got != tt.want {
			t.Errorf("serialDay(%v, %v) = %q, want %q", tt.n, tt.from1904, got, tt.want)
		}
	}
}

func TestGuardedTextsComeBack(t *testing.T) {
	for _, s := range []string{"", "PLC", "=1+1", "+49 30 1234", "-", "@SUM(A1)", "＝1+1", "  =cmd|' /C calc'!A0", "\t=1", "\r=1", "\x00=1", "'", "''", "'=1", "''=1", "'s-Hertogenbosch", "'''", "　＝1", "−5"} {
		g := guard(s)
		if unguard(g) != s {
			t.Errorf("%q is guarded as %q and comes back as %q", s, g, unguard(g))
		}
		if dangerous(g) {
			t.Errorf("%q is guarded as %q, which a program takes for a formula", s, g)
		}
	}
	if s := "'s-Hertogenbosch"; unguard(s) != s {
		t.Error("an apostrophe that belongs to the name was taken off")
	}
}

func TestDateFormats(t *testing.T) {
	for code, want := range map[string]bool{
		"yyyy-mm-dd": true, "dd.mm.yy": true, "[$-407]d. mmmm yyyy": true, `[$-411]ggge"年"m"月"d"日"`: true,
		"General": false, "0.00": false, "#,##0": false, "h:mm": false, `0" days"`: false, "[Red]0": false, "0.00E+00": false, "@": false,
	} {
		if dateFormat(code) != want {
			t.Errorf("format %q is taken for a date: %v", code, !want)
		}
	}
}
