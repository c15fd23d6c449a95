package risk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Reach says how a band comes out of criteria. Owners see it before they sign:
// a band that never comes out is a promise that the matrix does not keep.
type Reach struct {
	Band BandID `json:"band"`
	Name string `json:"name"`
	// Cells of the matrix that have the band, Of how many; 0 is never.
	Cells int `json:"cells"`
	Of    int `json:"of"`
	// Products of the levels of likelihood and consequence that give the band.
	// A product that stands with two bands shows that the matrix is no product.
	Products []int  `json:"products"`
	Raised   bool   `json:"raised"` // an override asks for at least the band
	Why      string `json:"why"`
}

// Reachable tells for every band, from the lowest, whether it can come out.
func (c Criteria) Reachable() []Reach {
	out := make([]Reach, len(c.Bands))
	all := len(c.Likelihoods) * len(c.Consequences)
	for i, b := range c.Bands {
		out[i] = Reach{Band: b.ID, Name: b.Name, Of: all, Products: []int{}}
	}
	for l, row := range c.Matrix {
		for n, id := range row {
			i := c.Rank(id)
			if i < 0 || l >= len(c.Likelihoods) || n >= len(c.Consequences) {
				continue
			}
			out[i].Cells++
			out[i].Products = append(out[i].Products, (l+1)*(n+1))
		}
	}
	for i := range out {
		x := &out[i]
		slices.Sort(x.Products)
		x.Products = slices.Compact(x.Products)
		x.Raised = slices.ContainsFunc(c.Overrides, func(o Override) bool { return o.Least == x.Band })
		switch {
		case x.Cells == 0 && x.Raised:
			x.Why = fmt.Sprintf("No cell of the matrix has %s; it comes out of an override only.", x.Name)
		case x.Cells == 0:
			x.Why = fmt.Sprintf("%s never comes out: no cell of the matrix has it.", x.Name)
		default:
			x.Why = fmt.Sprintf("%s comes out of %d of %d cells.", x.Name, x.Cells, all)
		}
	}
	return out
}

// reachOf is the reach of bands over products, each with the number of ways it
// comes about.
func reachOf(bands []productBand, ways map[int]int) []Reach {
	all := 0
	for _, n := range ways {
		all += n
	}
	out := make([]Reach, len(bands))
	for i, b := range bands {
		x := Reach{Band: b.id, Name: b.name, Of: all, Products: []int{}}
		for product, n := range ways {
			if product >= b.from && product <= b.to {
				x.Cells += n
				x.Products = append(x.Products, product)
			}
		}
		slices.Sort(x.Products)
		switch len(x.Products) {
		case 0:
			x.Why = b.name + " never comes out: no product lies from " + strconv.Itoa(b.from) + " to " + strconv.Itoa(b.to) + "."
		case 1:
			x.Why = fmt.Sprintf("Of %d products only %d is %s.", len(ways), x.Products[0], b.name)
		default:
			x.Why = fmt.Sprintf("Of %d products %d are %s: %s.", len(ways), len(x.Products), b.name, numbers(x.Products))
		}
		out[i] = x
	}
	return out
}

func numbers(list []int) string {
	words := make([]string, len(list))
	for i, n := range list {
		words[i] = strconv.Itoa(n)
	}
	return strings.Join(words, ", ")
}
