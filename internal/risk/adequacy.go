package risk

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"ringwall/internal/plant"
)

// AvailabilityAdequacy answers whether the management of availability is
// appropriate, for each essential function.
type AvailabilityAdequacy struct {
	Answer    string             `json:"answer"`    // one sentence
	Rules     []string           `json:"rules"`     // in sentences, by which a verdict is found
	Functions []FunctionAdequacy `json:"functions"` // the worst consequence first
	// Counts of the verdicts.
	Adequate    int `json:"adequate"`
	NotAdequate int `json:"notAdequate"`
	NotShown    int `json:"notShown"`
}

// FunctionAdequacy is the availability of one essential function: what is
// asked, what was shown, and what is missing.
type FunctionAdequacy struct {
	ID   ID           `json:"id"`
	Key  string       `json:"key"`
	Name string       `json:"name"`
	Kind FunctionKind `json:"kind"`
	// Owner of the function.
	Owner string `json:"owner,omitempty"`
	// Consequence is the worst level that losing the function can reach.
	Consequence int       `json:"consequence"`
	Driving     Category  `json:"driving,omitempty"`
	Recovery    *Recovery `json:"recovery"`
	// TestAge is the days since the last restore test; −1 when there was none.
	TestAge int             `json:"testAge"`
	Gaps    []AdequacyGap   `json:"gaps"`
	Verdict AdequacyVerdict `json:"verdict"`
	Why     string          `json:"why"`
}

// AdequacyGap is one thing that stands against calling a function adequate.
type AdequacyGap struct {
	// Means is the verdict that the gap leads to; "" for what is only worth knowing.
	Means AdequacyVerdict `json:"means,omitempty"`
	Text  string          `json:"text"`
}

// AdequacyVerdict is the answer for one function.
type AdequacyVerdict string

// The verdicts. What nobody has shown is neither.
const (
	Adequate    AdequacyVerdict = "adequate"
	NotAdequate AdequacyVerdict = "not-adequate"
	NotShown    AdequacyVerdict = "not-shown"
)

// restoreMonths is how long a restore test shows anything.
const restoreMonths = 12

var adequacyRules = []string{
	"Not adequate: the measured recovery time or point is above its target; nothing takes over and no spare is at hand; or the manual fallback ends before the function is back and nothing takes over at once.",
	"Not shown: a target or a measurement is missing, redundancy, fallback or spares are not stated, or the last restore test is missing or older than 12 months.",
	"Adequate: none of these. What is not adequate weighs more than what is not shown.",
}

// Adequacy tells for each essential function whether its availability is
// managed well enough, the worst consequence first.
func Adequacy(in Input) AvailabilityAdequacy {
	res := Rate(in)
	out := AvailabilityAdequacy{Rules: adequacyRules, Functions: make([]FunctionAdequacy, 0, len(in.Register.Functions))}
	for i := range in.Register.Functions {
		f := &in.Register.Functions[i]
		a := adequacyOf(f, in.Today)
		worst, _ := res.Function(f.ID)
		a.Consequence, a.Driving = worst.Consequence, worst.Driving
		switch a.Verdict {
		case Adequate:
			out.Adequate++
		case NotAdequate:
			out.NotAdequate++
		default:
			out.NotShown++
		}
		out.Functions = append(out.Functions, a)
	}
	slices.SortStableFunc(out.Functions, func(a, b FunctionAdequacy) int {
		return cmp.Or(-cmp.Compare(a.Consequence, b.Consequence), plant.CompareKeys(a.Key, b.Key))
	})
	out.Answer = out.sentence()
	return out
}

func (a AvailabilityAdequacy) sentence() string {
	n := len(a.Functions)
	switch {
	case n == 0:
		return "No essential function is registered, so nothing can be said of its availability."
	case a.Adequate == n:
		return fmt.Sprintf("Availability is managed adequately for all %d essential functions.", n)
	}
	return fmt.Sprintf("Of %d essential functions, availability is adequate for %d, not adequate for %d and not shown for %d.", n, a.Adequate, a.NotAdequate, a.NotShown)
}

// adequacyOf weighs one function.
func adequacyOf(f *Function, today plant.Date) FunctionAdequacy {
	a := FunctionAdequacy{
		ID: f.ID, Key: f.Key, Name: f.Name, Kind: f.Kind, Owner: f.Owner, Recovery: f.Recovery,
		TestAge: -1, Gaps: []AdequacyGap{}, Verdict: Adequate,
	}
	if r := f.Recovery; r == nil {
		a.gap(NotShown, "Nothing is recorded of its recovery: state targets, measure them and test the restore.")
	} else {
		a.figures("time", r.TargetTime, r.MeasuredTime)
		a.figures("point", r.TargetPoint, r.MeasuredPoint)
		a.meanwhile(r)
		a.tested(r.RestoreTested, today)
	}
	a.Why = "Targets are met, the restore was tested in the last 12 months, and what carries the function meanwhile is stated."
	for _, g := range a.Gaps {
		if g.Means == NotAdequate || g.Means == NotShown && a.Verdict == Adequate {
			a.Verdict, a.Why = g.Means, g.Text
		}
		if a.Verdict == NotAdequate {
			break
		}
	}
	return a
}

func (a *FunctionAdequacy) gap(means AdequacyVerdict, format string, args ...any) {
	a.Gaps = append(a.Gaps, AdequacyGap{Means: means, Text: fmt.Sprintf(format, args...)})
}

// figures compares a measured recovery time or point with its target.
func (a *FunctionAdequacy) figures(what string, target, measured *float64) {
	switch {
	case target == nil && measured == nil:
		a.gap(NotShown, "No target recovery %s is set, and none was measured.", what)
	case target == nil:
		a.gap(NotShown, "No target recovery %s is set, so the measured %s shows nothing.", what, hours(*measured))
	case measured == nil:
		a.gap(NotShown, "The recovery %s was never measured against the target of %s.", what, hours(*target))
	case *measured > *target:
		a.gap(NotAdequate, "The measured recovery %s of %s is %s above the target of %s.", what, hours(*measured), hours(*measured-*target), hours(*target))
	}
}

// meanwhile looks at what carries the function until it is back.
func (a *FunctionAdequacy) meanwhile(r *Recovery) {
	takesOver := r.Redundancy == "hot" || r.Redundancy == "warm"
	switch {
	case r.Redundancy == "":
		a.gap(NotShown, "It is not stated whether the function is redundant.")
	case r.Redundancy == "none" && r.Spares == "none":
		a.gap(NotAdequate, "Nothing takes over when the function fails, and there is no spare.")
	case r.Redundancy == "none" && r.Spares == "ordered":
		a.gap(NotAdequate, "Nothing takes over when the function fails, and the spare is only ordered.")
	}
	if r.Spares == "" {
		a.gap(NotShown, "It is not stated whether spares are at hand.")
	} else if r.Redundancy != "none" && r.Redundancy != "" && r.Spares == "none" {
		a.gap("", "There is no spare: once redundancy is used up, nothing is left.")
	}
	back := r.MeasuredTime
	if back == nil {
		back = r.TargetTime
	}
	switch {
	case takesOver && (r.ManualFallback == "" || noFallback(r)):
	case noFallback(r):
		a.gap("", "The plant cannot run by hand without the function.")
	case r.ManualFallback == "":
		a.gap(NotShown, "It is not stated how the plant runs by hand without the function; write \"none\" if it cannot.")
	case r.FallbackTime == nil && !takesOver:
		a.gap(NotShown, "It is not stated how long the manual fallback can go on.")
	case r.FallbackTime != nil && back != nil && *back > *r.FallbackTime && !takesOver:
		a.gap(NotAdequate, "The manual fallback lasts %s and the function is back after %s: %s are not covered.", hours(*r.FallbackTime), hours(*back), hours(*back-*r.FallbackTime))
	}
}

// tested looks at the last restore test.
func (a *FunctionAdequacy) tested(on, today plant.Date) {
	if on == "" {
		a.gap(NotShown, "A restore was never tested.")
		return
	}
	then, err := time.Parse(time.DateOnly, string(on))
	now, err2 := time.Parse(time.DateOnly, string(today))
	if err != nil || err2 != nil {
		a.gap(NotShown, "The day of the last restore test is not known.")
		return
	}
	a.TestAge = int(now.Sub(then).Hours() / 24)
	switch {
	case a.TestAge < 0:
		a.TestAge = -1
		a.gap(NotShown, "The last restore test is dated %s, which is still to come.", on)
	case then.AddDate(0, restoreMonths, 0).Before(now):
		a.gap(NotShown, "The last restore test, of %s, is older than %d months.", on, restoreMonths)
	}
}

// noFallback says whether it is stated that there is none. A reason may follow:
// "None; the robot cannot be led by hand."
func noFallback(r *Recovery) bool {
	said := strings.ToLower(strings.TrimSpace(r.ManualFallback))
	rest, none := strings.CutPrefix(said, "none")
	next, _ := utf8.DecodeRuneInString(rest)
	return none && !unicode.IsLetter(next) && !unicode.IsDigit(next)
}

// Fallback is how the plant runs without the function, in words: "Hand valve
// closed, for 48 hours".
func (r *Recovery) Fallback() string {
	text := strings.TrimRight(strings.TrimSpace(r.ManualFallback), " .;,")
	switch {
	case text == "":
		text = "not stated"
	case noFallback(r):
		return text // what cannot be done cannot be done for a time
	}
	if r.FallbackTime != nil {
		text += ", for " + hours(*r.FallbackTime)
	}
	return text
}

// hours prints a time as people say it.
func hours(h float64) string {
	switch {
	case h == 1:
		return "1 hour"
	case h > 0 && h < 1:
		return strconv.FormatFloat(math.Round(h*600)/10, 'f', -1, 64) + " minutes"
	}
	return strconv.FormatFloat(math.Round(h*100)/100, 'f', -1, 64) + " hours"
}
