package csms

import (
	"sync"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// suppliers keeps what each organisation knows of products, as far as the
// levels of its sites depend on it.
type suppliers struct {
	mu   sync.Mutex
	kept map[plant.OrgID]*supplied
}

// mostSuppliers is how many organisations' products are kept in memory.
const mostSuppliers = 200

// supplied is the products of an organisation as of one revision. Sites share
// it, so it is replaced and never changed.
type supplied struct {
	seen int64 // the organisation's revision that it was read at
	// rev is the last entry that levels may depend on, matched the last one that
	// touched a product or a company, by which assets are matched anew.
	rev, matched int64
	products     []supply.Product
	matcher      *supply.Matcher
}

// supplied is what the reader's organisation knows of products.
func (s *Service) supplied(r *store.Reader) (*supplied, error) {
	seen, err := r.Revision("")
	if err != nil {
		return nil, err
	}
	s.suppliers.mu.Lock()
	known := s.suppliers.kept[r.Org()]
	s.suppliers.mu.Unlock()
	if known != nil && known.seen == seen {
		return known, nil
	}
	next, err := nextSupplied(r, known, seen)
	if err != nil {
		return nil, err
	}
	s.suppliers.mu.Lock()
	defer s.suppliers.mu.Unlock()
	if s.suppliers.kept == nil || len(s.suppliers.kept) >= mostSuppliers {
		s.suppliers.kept = map[plant.OrgID]*supplied{}
	}
	if now := s.suppliers.kept[r.Org()]; now == nil || now.seen < next.seen {
		s.suppliers.kept[r.Org()] = next
	}
	return next, nil
}

// nextSupplied follows the history of the organisation, most of which is about
// other things than products.
func nextSupplied(r *store.Reader, known *supplied, seen int64) (*supplied, error) {
	next := supplied{seen: seen, rev: seen, matched: seen}
	if known != nil && known.seen < seen {
		changes, ok, err := r.ChangesSince("", known.seen, mostChanges)
		if err != nil {
			return nil, err
		}
		if ok {
			next = *known
			next.seen = seen
			for _, c := range changes {
				switch c.Kind {
				case supply.OfProduct, supply.OfCompany:
					next.rev, next.matched = c.Seq, c.Seq
				case store.OfClaim:
					next.rev = c.Seq
				}
			}
			if next.matched == known.matched {
				return &next, nil
			}
		}
	}
	companies, err := store.All[supply.Company](r, "")
	if err != nil {
		return nil, err
	}
	if next.products, err = store.All[supply.Product](r, ""); err != nil {
		return nil, err
	}
	next.matcher = supply.NewMatcher(next.products, companies)
	return &next, nil
}

// componentSet is the set that components are asked by; nil where the program
// carries none.
func (s *Service) componentSet() *catalog.Set {
	set, ok := catalog.NewShelf(nil).Find(catalog.ComponentRequirements)
	if !ok {
		return nil
	}
	return set
}

// componentOf is an asset as a component, of the product that matches it.
func componentOf(m *supply.Matcher, a plant.Asset) assess.Component {
	product, _, _ := m.Match(a)
	return assess.Component{
		Asset: a.ID, Key: a.Key, Name: a.Name, Zone: a.Zone, Product: string(product.ID), Retired: a.Retired,
		Types: []catalog.ComponentType{catalog.ComponentType(a.Type)},
	}
}

// productOf is a product as levels see it.
func productOf(p supply.Product) assess.Product {
	return assess.Product{ID: string(p.ID), Key: p.Key, Name: p.Name, Types: p.Types, Aim: sl.Level(min(max(p.Aim, 0), int(sl.Highest)))}
}

// components are the assets of a site with the products that they are.
func (s *Service) components(r *store.Reader, site plant.SiteID, of *supplied) (assess.ComponentInput, error) {
	in := assess.ComponentInput{Set: s.componentSet()}
	if in.Set == nil {
		return in, nil
	}
	for _, p := range of.products {
		in.Products = append(in.Products, productOf(p))
	}
	err := r.Components(site, func(a plant.Asset) { in.Components = append(in.Components, componentOf(of.matcher, a)) })
	if err != nil {
		return in, err
	}
	in.Claims, err = r.ClaimsOn(in.Set.ID)
	return in, err
}

// componentsAt is the same as it was after an entry.
func (s *Service) componentsAt(r *store.Reader, then plant.Site, seq int64) (assess.ComponentInput, error) {
	in := assess.ComponentInput{Set: s.componentSet()}
	if in.Set == nil {
		return in, nil
	}
	was, err := r.SuppliedAt(seq)
	if err != nil {
		return in, err
	}
	for _, p := range was.Products {
		in.Products = append(in.Products, productOf(p))
	}
	matcher := supply.NewMatcher(was.Products, was.Companies)
	for _, a := range then.Assets {
		in.Components = append(in.Components, componentOf(matcher, a))
	}
	in.Claims = was.Claims
	return in, nil
}
