package risk_test

import (
	"strings"
	"testing"

	"ringwall/internal/risk"
)

func TestAvailabilityIsAdequateOnlyWhenShown(t *testing.T) {
	h := func(f float64) *float64 { return &f }
	whole := func() *risk.Recovery {
		return &risk.Recovery{
			TargetTime: h(8), TargetPoint: h(1), MeasuredTime: h(6), MeasuredPoint: h(0.5), Redundancy: "cold", Spares: "on-site",
			ManualFallback: "Valves by hand", FallbackTime: h(8), RestoreTested: "2026-03-01",
		}
	}
	for _, c := range []struct {
		name   string
		change func(*risk.Recovery)
		want   risk.AdequacyVerdict
		says   string
	}{
		{"everything shown", func(*risk.Recovery) {}, risk.Adequate, ""},
		{"back later than asked", func(r *risk.Recovery) { r.MeasuredTime = h(9.5) }, risk.NotAdequate, "The measured recovery time of 9.5 hours is 1.5 hours above the target of 8 hours."},
		{"back exactly as asked", func(r *risk.Recovery) { r.MeasuredTime = h(8) }, risk.Adequate, ""},
		{"more is lost than asked", func(r *risk.Recovery) { r.MeasuredPoint = h(2) }, risk.NotAdequate, "recovery point of 2 hours"},
		{"never measured", func(r *risk.Recovery) { r.MeasuredTime = nil }, risk.NotShown, "never measured"},
		{"no target", func(r *risk.Recovery) { r.TargetTime = nil }, risk.NotShown, "No target recovery time"},
		{"a test of exactly 12 months ago", func(r *risk.Recovery) { r.RestoreTested = "2025-11-24" }, risk.Adequate, ""},
		{"a test a day older", func(r *risk.Recovery) { r.RestoreTested = "2025-11-23" }, risk.NotShown, "older than 12 months"},
		{"never tested", func(r *risk.Recovery) { r.RestoreTested = "" }, risk.NotShown, "never tested"},
		{"a test to come shows nothing", func(r *risk.Recovery) { r.RestoreTested = "2026-12-24" }, risk.NotShown, "still to come"},
		{"nothing takes over and no spare", func(r *risk.Recovery) { r.Redundancy, r.Spares = "none", "none" }, risk.NotAdequate, "there is no spare"},
		{"nothing takes over but a spare is there", func(r *risk.Recovery) { r.Redundancy = "none" }, risk.Adequate, ""},
		{"redundancy not stated", func(r *risk.Recovery) { r.Redundancy = "" }, risk.NotShown, "redundant"},
		{"the fallback ends too early", func(r *risk.Recovery) { r.FallbackTime = h(4) }, risk.NotAdequate, "lasts 4 hours and the function is back after 6 hours: 2 hours are not covered"},
		{"unless something takes over at once", func(r *risk.Recovery) { r.FallbackTime, r.Redundancy = h(4), "hot" }, risk.Adequate, ""},
		{"no word on the fallback", func(r *risk.Recovery) { r.ManualFallback = "" }, risk.NotShown, "by hand"},
		{"no fallback, and it is said", func(r *risk.Recovery) { r.ManualFallback, r.FallbackTime = "None", nil }, risk.Adequate, ""},
		{"no fallback, with the reason", func(r *risk.Recovery) {
			r.ManualFallback, r.FallbackTime = "None; the robot cannot be led by hand.", nil
		}, risk.Adequate, ""},
		{"a word that only begins so is a fallback", func(r *risk.Recovery) {
			r.ManualFallback, r.FallbackTime = "Nonessential pumps by hand", nil
		}, risk.NotShown, "how long the manual fallback"},
		{"what is not adequate weighs more than what is not shown", func(r *risk.Recovery) { r.RestoreTested, r.MeasuredPoint = "", h(2) }, risk.NotAdequate, "recovery point"},
	} {
		r := whole()
		c.change(r)
		in := site(nil, nil)
		in.Register.Functions = []risk.Function{{Head: risk.Head{ID: "f", Key: "F-1"}, Kind: "control", Recovery: r}}
		got := risk.Adequacy(in).Functions[0]
		if got.Verdict != c.want || !strings.Contains(got.Why, c.says) {
			t.Errorf("%s: %s, %q, %+v", c.name, got.Verdict, got.Why, got.Gaps)
		}
	}
}

func TestAdequacyPutsTheWorstFunctionFirst(t *testing.T) {
	in := site(nil, nil)
	in.Register.Functions = []risk.Function{{Head: risk.Head{ID: "a", Key: "F-1"}, Kind: "view"}, {Head: risk.Head{ID: "b", Key: "F-2"}, Kind: "safety"}}
	in.Register.WorstCases = []risk.WorstCase{
		{Head: risk.Head{ID: "wa", Key: "WC-1"}, Function: "a", Ratings: risk.Ratings{risk.Safety: 2, risk.Environmental: 0}},
		{Head: risk.Head{ID: "wb", Key: "WC-2"}, Function: "b", Ratings: risk.Ratings{risk.Safety: 5, risk.Environmental: 0}},
	}
	got := risk.Adequacy(in)
	if got.Functions[0].Key != "F-2" || got.Functions[0].Consequence != 5 || got.NotShown != 2 {
		t.Errorf("%+v", got)
	}
	if want := "Of 2 essential functions, availability is adequate for 0, not adequate for 0 and not shown for 2."; got.Answer != want {
		t.Errorf("%q", got.Answer)
	}
}

func TestFallbackReadsAsASentence(t *testing.T) {
	time := 48.0
	for said, want := range map[string]string{
		"Hand valve closed; still water only.": "Hand valve closed; still water only, for 48 hours",
		"Valves by hand":                       "Valves by hand, for 48 hours",
		"None.":                                "None",
		"":                                     "not stated, for 48 hours",
	} {
		r := risk.Recovery{ManualFallback: said, FallbackTime: &time}
		if got := r.Fallback(); got != want {
			t.Errorf("%q reads %q, want %q", said, got, want)
		}
	}
}
