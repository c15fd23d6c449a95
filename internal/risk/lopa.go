package risk

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
)

// LOPAResult is a layer of protection analysis with its arithmetic: mitigated
// frequency = initiating frequency × product of the PFD of every credited layer.
type LOPAResult struct {
	InitiatingPerYear float64     `json:"initiatingPerYear"`
	TargetPerYear     float64     `json:"targetPerYear"`
	Layers            []LOPALayer `json:"layers"`
	MitigatedPerYear  float64     `json:"mitigatedPerYear"`
	// Gap is mitigated over target frequency; above 1 it is not tolerable.
	Gap       float64 `json:"gap"`
	Tolerable bool    `json:"tolerable"`
	// ExtraPFD is what one more independent layer would have to reach, 0 when
	// none is needed. ExtraSIL is the SIL of a safety function that reaches it:
	// 0 when a layer without a SIL does, 5 when not even SIL 4 does.
	ExtraPFD float64 `json:"extraPfd,omitempty"`
	ExtraSIL int     `json:"extraSil,omitempty"`
	// Discrepancy is set when the source states another frequency than the product.
	Discrepancy string `json:"discrepancy,omitempty"`
	Why         string `json:"why"`
}

// LOPALayer is one layer of protection and the PFD it is credited with; 1 is no credit.
type LOPALayer struct {
	Name     string  `json:"name"`
	Stated   float64 `json:"stated"`
	Credited float64 `json:"credited"`
	Why      string  `json:"why,omitempty"` // it is not credited as stated
}

const (
	// roundings of floating point arithmetic, and of what people print
	nearly  = 1e-9
	printed = 0.05
)

// lopa analyses the layers of a scenario that exist today. A layer that a cyber
// cause has in reach has a PFD of 1, and layers that share something count once.
func (r *rater) lopa(s *Scenario, guards []guard) *LOPAResult {
	if s.LOPA == nil {
		return nil
	}
	out := &LOPAResult{InitiatingPerYear: s.LOPA.InitiatingPerYear, TargetPerYear: s.LOPA.TargetPerYear, Layers: []LOPALayer{}}
	var layers []*guard
	for i := range guards {
		if g := &guards[i]; g.pfd > 0 && g.pfd < 1 {
			layers = append(layers, g)
		}
	}
	slices.SortStableFunc(layers, func(a, b *guard) int { return cmp.Compare(a.pfd, b.pfd) })
	counted := layersLeft(layers)
	mitigated := s.LOPA.InitiatingPerYear
	for _, g := range layers {
		layer := LOPALayer{Name: g.Name, Stated: g.pfd, Credited: 1}
		if slices.Contains(counted, g) {
			layer.Credited = g.pfd
			mitigated *= g.pfd
		} else {
			layer.Why = g.uncredited(counted)
		}
		out.Layers = append(out.Layers, layer)
	}
	out.conclude(mitigated, s.LOPA.StatedPerYear)
	return out
}

// layersLeft are the layers that are there, out of the attacker's reach and
// independent of each other, chosen so that they reduce the most.
func layersLeft(layers []*guard) []*guard {
	var left []*guard
	for _, g := range layers {
		if g.there && g.lost == "" {
			left = append(left, g)
		}
	}
	chosen := independent(len(left),
		func(i, k int) bool { return left[i].shares(left[k]) != "" },
		func(chosen []int) [2]float64 {
			decades := 0.0
			for _, i := range chosen {
				decades -= math.Log10(left[i].pfd)
			}
			return [2]float64{decades, float64(len(chosen))}
		})
	out := make([]*guard, len(chosen))
	for n, i := range chosen {
		out[n] = left[i]
	}
	return out
}

// uncredited says why a layer is not among those that count.
func (g *guard) uncredited(counted []*guard) string {
	switch {
	case g.lost != "":
		return g.lost
	case g.coming:
		return "It is planned and not there yet."
	case !g.there:
		return g.Why
	}
	for _, o := range counted {
		if what := g.shares(o); what != "" {
			return "It shares " + what + " with “" + o.Name + "”, so the two count once."
		}
	}
	return ""
}

// conclude compares the product with the target and with what the source states.
func (out *LOPAResult) conclude(mitigated, stated float64) {
	out.MitigatedPerYear = significant(mitigated)
	out.Why = "Initiating " + number(out.InitiatingPerYear)
	for _, l := range out.Layers {
		out.Why += " × " + number(l.Credited)
	}
	out.Why += " = " + number(out.MitigatedPerYear) + " per year"
	if stated > 0 && mitigated > 0 && math.Abs(stated/mitigated-1) > printed {
		out.Discrepancy = fmt.Sprintf("The source states %s per year, but the product is %s: correct one of its factors or the statement.", number(stated), number(out.MitigatedPerYear))
	}
	if out.TargetPerYear <= 0 {
		out.Why += "; no tolerable frequency is stated."
		return
	}
	out.Gap = significant(mitigated / out.TargetPerYear)
	out.Tolerable = out.Gap <= 1+nearly
	out.Why += ", " + number(out.Gap) + " times the tolerable " + number(out.TargetPerYear) + "."
	if !out.Tolerable {
		out.ExtraPFD = significant(out.TargetPerYear / mitigated)
		out.ExtraSIL = silFor(out.Gap)
		out.Why += " " + extra(out.ExtraPFD, out.ExtraSIL)
	}
}

// silFor is the lowest SIL whose functions can reduce a risk by a factor (IEC
// 61511-1: SIL 1 up to 100, and a decade more for each further SIL).
func silFor(factor float64) int {
	if factor < 10*(1-nearly) {
		return 0
	}
	for sil := 1; sil <= 4; sil++ {
		if factor <= math.Pow10(sil+1)*(1+nearly) {
			return sil
		}
	}
	return 5
}

func extra(pfd float64, sil int) string {
	switch {
	case sil == 0:
		return "One more independent layer with a PFD of at most " + number(pfd) + " closes the gap; it needs no SIL."
	case sil > 4:
		return "No single safety function closes the gap: it would need a PFD of " + number(pfd) + ", beyond SIL 4."
	}
	return "One more independent layer of SIL " + strconv.Itoa(sil) + " with a PFD of at most " + number(pfd) + " closes the gap."
}

// significant drops the digits that are only noise of the arithmetic.
func significant(x float64) float64 {
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'e', 11, 64), 64)
	if err != nil {
		return x
	}
	return y
}

// number is a number as people write it, to four digits.
func number(x float64) string {
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'e', 3, 64), 64)
	if err != nil {
		y = x
	}
	return strconv.FormatFloat(y, 'g', -1, 64)
}
