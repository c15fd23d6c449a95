package supply

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/plant"
)

// Matched says how an asset and a product were brought together, or what was
// nearest where they were not.
type Matched struct {
	Product ID     `json:"product,omitempty"`
	Key     string `json:"key,omitempty"`
	By      string `json:"by,omitempty"` // "order number" or "model"
	// Release says that the product is of exactly the release that is installed;
	// it is false for a product that stands for every release.
	Release bool   `json:"release,omitempty"`
	Why     string `json:"why"`
	// Near is the product of another release, where none of the installed one is
	// known.
	Near    ID     `json:"near,omitempty"`
	NearKey string `json:"nearKey,omitempty"`
}

// Match finds the product that an asset is. Vendor and model, or order number,
// have to be those of the product, under any of their names; so has the release,
// unless the product stands for every release. See [Matcher] for many assets.
func Match(asset plant.Asset, products []Product, companies ...Company) (Product, Matched, bool) {
	return NewMatcher(products, companies).Match(asset)
}

// Matcher finds the products of many assets.
type Matcher struct {
	products []Product
	vendors  map[string]string // normalised name to the name that stands for the company
	orders   map[identity][]int
	models   map[identity][]int
	releases []string // normalised, by product
}

// identity is a vendor with an order number or a model, all normalised.
type identity struct{ vendor, name string }

// NewMatcher makes a matcher of the products; the companies tell by which other
// names a vendor goes.
func NewMatcher(products []Product, companies []Company) *Matcher {
	m := &Matcher{
		products: products, vendors: map[string]string{},
		orders: map[identity][]int{}, models: map[identity][]int{}, releases: make([]string, len(products)),
	}
	own := map[ID]string{}
	for _, c := range companies {
		token := "company " + string(cmp.Or(c.ID, ID(c.Key)))
		own[c.ID] = token
		for _, name := range append([]string{c.Name}, c.Aliases...) {
			if n := NormalVendor(name); n != "" {
				if _, taken := m.vendors[n]; !taken {
					m.vendors[n] = token
				}
			}
		}
	}
	for i, p := range products {
		m.releases[i] = NormalRelease(p.Release)
		vendors := []string{m.vendor(p.Vendor)}
		if token, ok := own[p.Company]; ok && p.Company != "" && token != vendors[0] {
			vendors = append(vendors, token)
		}
		for _, v := range vendors {
			if v == "" {
				continue
			}
			m.index(m.orders, i, v, p.OrderNumbers...)
			m.index(m.models, i, v, append([]string{p.Model}, p.Aliases...)...)
		}
	}
	return m
}

func (m *Matcher) index(by map[identity][]int, i int, vendor string, names ...string) {
	for _, name := range names {
		at := identity{vendor, NormalName(name)}
		if at.name != "" && !slices.Contains(by[at], i) {
			by[at] = append(by[at], i)
		}
	}
}

// vendor is the one name that stands for a vendor.
func (m *Matcher) vendor(name string) string {
	n := NormalVendor(name)
	return cmp.Or(m.vendors[n], n)
}

// Match finds the product of one asset: the order number counts before the
// model, and the installed release before a product that stands for every one.
func (m *Matcher) Match(a plant.Asset) (Product, Matched, bool) {
	vendor := m.vendor(a.Vendor)
	if vendor == "" {
		return Product{}, Matched{Why: "The asset has no vendor: write down who makes it."}, false
	}
	if NormalName(a.Model) == "" && NormalName(a.OrderNumber) == "" {
		return Product{}, Matched{Why: "The asset has neither model nor order number: write one down."}, false
	}
	best, by := -1, ""
	near := -1
	look := func(found []int, how string) {
		for _, i := range found {
			switch installed := NormalRelease(a.Firmware); {
			case m.releases[i] != "" && m.releases[i] != installed:
				if near < 0 || m.nearer(i, near, installed) {
					near = i
				}
			case best < 0 || by == how && m.better(i, best) || by != how && m.releases[i] != "" && m.releases[best] == "":
				best, by = i, how
			}
		}
	}
	look(m.orders[identity{vendor, NormalName(a.OrderNumber)}], "order number")
	look(m.models[identity{vendor, NormalName(a.Model)}], "model")
	switch {
	case best >= 0:
		p := m.products[best]
		return p, Matched{Product: p.ID, Key: p.Key, By: by, Release: m.releases[best] != "", Why: m.why(a, p, by)}, true
	case near >= 0:
		p := m.products[near]
		why := fmt.Sprintf("Product %s is the same of release %s, and %s: add the release that is installed to the library.", p.Key, p.Release, installedWords(a))
		return Product{}, Matched{Near: p.ID, NearKey: p.Key, Why: why}, false
	}
	return Product{}, Matched{Why: fmt.Sprintf("The library has no product %s of %s.", strings.TrimSpace(cmp.Or(a.Model, a.OrderNumber)), strings.TrimSpace(a.Vendor))}, false
}

// better prefers the product of a release, then the lower key.
func (m *Matcher) better(i, than int) bool {
	if (m.releases[i] != "") != (m.releases[than] != "") {
		return m.releases[i] != ""
	}
	return plant.CompareKeys(m.products[i].Key, m.products[than].Key) < 0
}

// nearer prefers the release just below the installed one, else the newest; at
// the same release the lower key.
func (m *Matcher) nearer(i, than int, installed string) bool {
	below := func(k int) bool { return plant.CompareKeys(m.releases[k], installed) < 0 }
	if a, b := below(i), below(than); installed != "" && a != b {
		return a
	}
	if c := plant.CompareKeys(m.releases[i], m.releases[than]); c != 0 {
		return c > 0
	}
	return plant.CompareKeys(m.products[i].Key, m.products[than].Key) < 0
}

func (m *Matcher) why(a plant.Asset, p Product, by string) string {
	name := a.Model
	if by == "order number" {
		name = a.OrderNumber
	}
	why := fmt.Sprintf("Vendor %s and %s %s are those of product %s", strings.TrimSpace(a.Vendor), by, strings.TrimSpace(name), p.Key)
	if NormalRelease(p.Release) == "" {
		return why + ", which stands for every release."
	}
	return fmt.Sprintf("%s, and %s is its release.", why, strings.TrimSpace(a.Firmware))
}

func installedWords(a plant.Asset) string {
	if NormalRelease(a.Firmware) == "" {
		return "the asset does not say which release it runs"
	}
	return strings.TrimSpace(a.Firmware) + " is installed"
}
