package risk

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"

	"ringwall/internal/plant"
)

// Bounds of a simulation of annual loss.
const (
	mostEvents    = 1_000 // per year
	mostSimulated = 100_000
	mostDraws     = 5_000_000 // events and ranges over all years
)

// LossResult is the simulated loss of a year: how often some events happen and
// what one costs, both uncertain. The same ranges, seed and years give the same
// result.
type LossResult struct {
	// Seed is best kept below 2^53, which every reader of JSON takes exactly.
	Seed  uint64 `json:"seed"`
	Years int    `json:"years"` // that were simulated
	// Mean and percentiles of the annual loss in the site's currency.
	Mean float64 `json:"mean"`
	P50  float64 `json:"p50"`
	P90  float64 `json:"p90"`
	P95  float64 `json:"p95"`
	P99  float64 `json:"p99"`
	// None is the share of years without a loss.
	None  float64     `json:"none"`
	Curve []LossPoint `json:"curve"` // from the smallest loss to the largest
	Why   string      `json:"why"`
}

// LossPoint is a point of the loss-exceedance curve: with the probability, the
// loss of a year is at least so much.
type LossPoint struct {
	Loss        float64 `json:"loss"`
	Probability float64 `json:"probability"`
}

// exceedance are the probabilities of the points of the curve.
var exceedance = []float64{0.99, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.1, 0.075, 0.05, 0.04, 0.03, 0.02, 0.015, 0.01, 0.0075, 0.005, 0.0025, 0.001}

// Check lists what is wrong with an estimate.
func (l LossRange) Check() plant.Problems {
	var p problems
	p.amount("/eventsPerYear", "number of events per year", l.EventsPerYear, mostEvents)
	p.amount("/low", "low end of the loss", l.Low, 1e15)
	p.amount("/high", "high end of the loss", l.High, 1e15)
	if l.Low <= 0 {
		p.Add("/low", "The low end of the loss is %v: write what 95 of 100 events cost at least, above 0.", l.Low)
	}
	if l.High < l.Low {
		p.Add("/high", "The high end of the loss, %v, lies below the low end, %v: swap them.", l.High, l.Low)
	}
	return p.Problems
}

// AnnualLoss simulates the loss of a year over all ranges together: the number
// of events is Poisson, the loss of each is lognormal with nine in ten between
// low and high. Fewer years than asked are simulated when the events are so
// frequent, or the ranges so many, that the work would not end soon.
func AnnualLoss(ranges []LossRange, seed uint64, years int) (LossResult, error) {
	events := 0.0
	for _, l := range ranges {
		if p := l.Check(); len(p) > 0 {
			return LossResult{}, p
		}
		events += l.EventsPerYear
	}
	switch {
	case len(ranges) == 0:
		return LossResult{}, errors.New("no scenario has an estimate of its loss: give at least one")
	case years < 100 || years > mostSimulated:
		return LossResult{}, errors.New("the number of years is out of range: simulate 100 to 100000")
	}
	// A range takes a draw each year even when nothing happens in it.
	if draws := events + float64(len(ranges)); draws*float64(years) > mostDraws {
		years = max(100, int(mostDraws/draws))
	}
	draw := dice{pcg: rand.NewPCG(seed, 0x6c6f7373)}
	losses := make([]float64, years)
	for _, l := range ranges {
		mu, sigma := l.lognormal()
		for y := range losses {
			for range draw.poisson(l.EventsPerYear) {
				losses[y] += math.Exp(mu + sigma*draw.normal())
			}
		}
	}
	return describeLosses(losses, seed), nil
}

// lognormal is the distribution whose 5th and 95th percentile are low and high.
func (l LossRange) lognormal() (mu, sigma float64) {
	const z95 = 1.6448536269514722
	low, high := math.Log(l.Low), math.Log(l.High)
	return (low + high) / 2, (high - low) / (2 * z95)
}

// describeLosses sorts the losses. Amounts are rounded to hundredths, so that
// the last bits of a processor's arithmetic do not show.
func describeLosses(losses []float64, seed uint64) LossResult {
	slices.Sort(losses)
	out := LossResult{Seed: seed, Years: len(losses), Curve: make([]LossPoint, 0, len(exceedance))}
	total, none := 0.0, 0
	for _, x := range losses {
		total += x
		if x == 0 {
			none++
		}
	}
	n := float64(len(losses))
	at := func(q float64) float64 {
		return cents(losses[min(len(losses)-1, max(0, int(math.Ceil(q*n-nearly))-1))])
	}
	out.Mean, out.None = cents(total/n), float64(none)/n
	out.P50, out.P90, out.P95, out.P99 = at(0.5), at(0.9), at(0.95), at(0.99)
	for _, p := range exceedance {
		if p*n >= 1 {
			out.Curve = append(out.Curve, LossPoint{Loss: at(1 - p), Probability: p})
		}
	}
	out.Why = "Over " + grouped(n) + " simulated years the mean is " + grouped(out.Mean) + "; in 1 year of 20 the loss is above " + grouped(out.P95) + ". It is an estimate of estimates: it ranks, it does not predict."
	return out
}

// grouped is an amount to three digits, in groups: "1 230 000".
func grouped(x float64) string {
	if x >= 1_000 {
		unit := math.Pow10(int(math.Log10(x)) - 2)
		x = math.Round(x/unit) * unit
	}
	digits := strconv.FormatFloat(math.Round(x), 'f', 0, 64)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + " " + digits[i:]
	}
	return digits
}

func cents(x float64) float64 { return math.Round(x*100) / 100 }

// dice draws numbers in a way that no later version of a library changes.
type dice struct {
	pcg   *rand.PCG
	spare float64
	have  bool
}

// uniform is above 0 and up to 1.
func (d *dice) uniform() float64 { return (float64(d.pcg.Uint64()>>11) + 1) / (1 << 53) }

// normal is a standard normal number, by Box and Muller.
func (d *dice) normal() float64 {
	if d.have {
		d.have = false
		return d.spare
	}
	r, angle := math.Sqrt(-2*math.Log(d.uniform())), 2*math.Pi*d.uniform()
	d.spare, d.have = r*math.Sin(angle), true
	return r * math.Cos(angle)
}

// poisson counts the events of a year. A large rate is split, since the sum of
// Poisson numbers is one.
func (d *dice) poisson(rate float64) int {
	n := 0
	for ; rate > 0; rate -= 30 {
		limit, product := math.Exp(-min(rate, 30)), d.uniform()
		for product > limit {
			n++
			product *= d.uniform()
		}
	}
	return n
}
