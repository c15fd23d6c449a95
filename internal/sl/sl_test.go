package sl_test

import (
	"encoding/json"
	"testing"

	"ringwall/internal/sl"
)

func TestGapIsNeverNegative(t *testing.T) {
	tests := []struct {
		name                  string
		target, achieved, gap sl.Vector
	}{
		{"nothing asked, nothing missing", sl.Vector{}, sl.Uniform(4), sl.Vector{}},
		{"nothing reached, all missing", sl.Uniform(3), sl.Vector{}, sl.Uniform(3)},
		{"each foundational requirement on its own", sl.Vector{2, 2, 2, 1, 3, 2, 2}, sl.Vector{0, 1, 1, 1, 1, 0, 1}, sl.Vector{2, 1, 1, 0, 2, 2, 1}},
		{"more than asked is no gap", sl.Vector{1, 2, 3, 4, 0, 1, 2}, sl.Vector{2, 2, 2, 2, 2, 2, 2}, sl.Vector{0, 0, 1, 2, 0, 0, 0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := sl.Gap(tt.target, tt.achieved); got != tt.gap {
				t.Errorf("Gap(%v, %v) = %v, want %v", tt.target, tt.achieved, got, tt.gap)
			}
			if got := tt.achieved.Meets(tt.target); got != (tt.gap == sl.Vector{}) {
				t.Errorf("Meets = %v with gap %v", got, tt.gap)
			}
		})
	}
}

func TestParseVector(t *testing.T) {
	tests := []struct {
		in   string
		want sl.Vector
		bad  bool
	}{
		{in: "(2 2 0 1 3 1 3)", want: sl.Vector{2, 2, 0, 1, 3, 1, 3}},
		{in: "2,2,0,1,3,1,3", want: sl.Vector{2, 2, 0, 1, 3, 1, 3}},
		{in: "[2; 2; 0; 1; 3; 1; 3]", want: sl.Vector{2, 2, 0, 1, 3, 1, 3}},
		{in: "2", want: sl.Uniform(2)},
		{in: "", bad: true},
		{in: "2 2", bad: true},
		{in: "5", bad: true},
		{in: "-1", bad: true},
		{in: "2 2 2 2 2 2 x", bad: true},
	}
	for _, tt := range tests {
		got, err := sl.ParseVector(tt.in)
		if (err != nil) != tt.bad || got != tt.want {
			t.Errorf("ParseVector(%q) = %v, %v", tt.in, got, err)
		}
		if err == nil {
			if again, err := sl.ParseVector(got.String()); err != nil || again != got {
				t.Errorf("%v does not survive print and parse: %v, %v", got, again, err)
			}
		}
	}
}

func TestVectorJSONIsStrict(t *testing.T) {
	for in, ok := range map[string]bool{
		"[1,2,3,4,0,1,2]":   true,
		"[1,2,3,4,0,1]":     false,
		"[1,2,3,4,0,1,2,3]": false,
		"[1,2,3,5,0,1,2]":   false,
		"[1,2,3,-1,0,1,2]":  false,
		`"2"`:               false,
	} {
		var v sl.Vector
		if err := json.Unmarshal([]byte(in), &v); (err == nil) != ok {
			t.Errorf("%s: error %v, want accepted %v", in, err, ok)
		}
	}
}

func TestParseFR(t *testing.T) {
	for _, f := range sl.FRs {
		for _, s := range []string{f.ID(), f.String()} {
			if got, err := sl.ParseFR(s); err != nil || got != f {
				t.Errorf("ParseFR(%q) = %v, %v", s, got, err)
			}
		}
	}
	if _, err := sl.ParseFR("FR 8"); err == nil {
		t.Error("FR 8 does not exist and was accepted")
	}
}
