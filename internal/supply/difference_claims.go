package supply

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// Library is what an organisation knows of companies and products.
type Library struct {
	Companies    []Company
	Products     []Product
	Certificates []Certificate
	Claims       []assess.Claim
}

// OfferDifference is what a package would add to, or change in, the own library.
type OfferDifference struct {
	Company  CompanyDifference   `json:"company"`
	Products []ProductDifference `json:"products"`
	// Gone are products that an earlier package of the company brought and that
	// this one does not have.
	Gone         []string                `json:"gone"` // keys
	Claims       ClaimCounts             `json:"claims"`
	Certificates []CertificateDifference `json:"certificates"`
	Says         string                  `json:"says"`
}

// CompanyDifference is who makes the claims, and whether it is known.
type CompanyDifference struct {
	Name string `json:"name"`
	ID   ID     `json:"id,omitempty"` // empty: not known yet
	Key  string `json:"key,omitempty"`
	Why  string `json:"why"`
}

// ProductDifference is one offered product.
type ProductDifference struct {
	Offered OfferedProduct `json:"offered"`
	// Op is "add", "change" or "skip", which is the same as known.
	Op      plant.Op    `json:"op"`
	ID      ID          `json:"id,omitempty"` // in the own library
	Key     string      `json:"key,omitempty"`
	Changes []string    `json:"changes,omitempty"` // attributes
	Claims  ClaimCounts `json:"claims"`
	Why     string      `json:"why"`
}

// ClaimCounts are claims by what would become of them.
type ClaimCounts struct {
	Add    int `json:"add"`
	Change int `json:"change"`
	Skip   int `json:"skip"`
	Gone   int `json:"gone"` // in the library, and not in the package
}

func (n *ClaimCounts) plus(m ClaimCounts) {
	n.Add, n.Change, n.Skip, n.Gone = n.Add+m.Add, n.Change+m.Change, n.Skip+m.Skip, n.Gone+m.Gone
}

// CertificateDifference is one offered certificate.
type CertificateDifference struct {
	Offered OfferedCertificate `json:"offered"`
	Op      plant.Op           `json:"op"`
	ID      ID                 `json:"id,omitempty"`
	Changes []string           `json:"changes,omitempty"`
}

// OfferDifferenceOf holds offered products, claims and certificates against the
// own library. Products are known again by vendor, model and release.
func OfferDifferenceOf(offer ClaimsContent, own Library) OfferDifference {
	d := OfferDifference{Products: []ProductDifference{}, Gone: []string{}, Certificates: []CertificateDifference{}}
	d.Company = companyOf(offer.Company, own.Companies)
	m := NewMatcher(own.Products, own.Companies)
	theirs := claimsBySubject(offer)
	ours := ownClaims(own)
	seen := map[ID]bool{}
	for _, o := range offer.Products {
		x := ProductDifference{Offered: o, Op: plant.OpAdd, Why: fmt.Sprintf("%s %s %s is not in the library.", o.Vendor, o.Model, o.Release)}
		var before map[claimKey]OfferedClaim
		if p, ok := m.same(o); ok {
			seen[p.ID] = true
			x.ID, x.Key, before = p.ID, p.Key, ours[string(assess.OfProduct)+" "+string(p.ID)]
			x.Changes = productChanges(p, o)
			x.Op, x.Why = plant.OpSkip, fmt.Sprintf("It is product %s of the library.", p.Key)
			if len(x.Changes) > 0 {
				x.Op, x.Why = plant.OpChange, fmt.Sprintf("It is product %s of the library; other are %s.", p.Key, strings.Join(x.Changes, ", "))
			}
		}
		x.Claims = countClaims(theirs["product "+o.Key], before)
		d.Claims.plus(x.Claims)
		d.Products = append(d.Products, x)
	}
	d.Claims.plus(countClaims(theirs["company "+offer.Company.Key], ours[string(assess.OfCompany)+" "+string(d.Company.ID)]))
	for _, p := range own.Products {
		if p.Received != "" && p.Company == d.Company.ID && p.Company != "" && !seen[p.ID] {
			d.Gone = append(d.Gone, p.Key)
		}
	}
	for _, c := range offer.Certificates {
		d.Certificates = append(d.Certificates, certificateOf(c, own.Certificates))
	}
	n := map[plant.Op]int{}
	for _, p := range d.Products {
		n[p.Op]++
	}
	d.Says = fmt.Sprintf("%s: %d new, %d changed, %d known. %s: %d new, %d changed, %d the same, %d no longer made. %s not offered any more.",
		several(len(d.Products), "product", "products"), n[plant.OpAdd], n[plant.OpChange], n[plant.OpSkip],
		several(d.Claims.Add+d.Claims.Change+d.Claims.Skip, "claim", "claims"), d.Claims.Add, d.Claims.Change, d.Claims.Skip, d.Claims.Gone,
		several(len(d.Gone), "product is", "products are"))
	return d
}

// same finds the product of the library that is of the same vendor, model and
// release.
func (m *Matcher) same(o OfferedProduct) (Product, bool) {
	release := NormalRelease(o.Release)
	for _, i := range m.models[identity{m.vendor(o.Vendor), NormalName(o.Model)}] {
		if m.releases[i] == release {
			return m.products[i], true
		}
	}
	return Product{}, false
}

func companyOf(o OfferedCompany, known []Company) CompanyDifference {
	names := map[string]bool{}
	for _, name := range append([]string{o.Name}, o.Aliases...) {
		names[NormalVendor(name)] = true
	}
	for _, c := range known {
		for _, name := range append([]string{c.Name}, c.Aliases...) {
			if n := NormalVendor(name); n != "" && names[n] {
				return CompanyDifference{o.Name, c.ID, c.Key, fmt.Sprintf("%s is company %s of the library.", o.Name, c.Key)}
			}
		}
	}
	return CompanyDifference{Name: o.Name, Why: fmt.Sprintf("%s is not in the library.", o.Name)}
}

// Offered is a product by keys; the company that replaces it is named by key of
// the product.
func (p Product) Offered(keys map[ID]string) OfferedProduct {
	return OfferedProduct{
		Key: p.Key, Name: p.Name, Vendor: p.Vendor, Model: p.Model, Release: p.Release, OrderNumbers: p.OrderNumbers, Aliases: p.Aliases,
		Types: p.Types, Description: p.Description, Aim: p.Aim, SupportFrom: p.SupportFrom, SupportEnds: p.SupportEnds, SecurityEnds: p.SecurityEnds,
		ReplacedBy: keys[p.ReplacedBy], SBOM: p.SBOM, EvidenceNotes: p.EvidenceNotes,
	}
}

// Take puts what is offered into a product of the library, which keeps its key,
// its company and what it has of its own.
func (p Product) Take(o OfferedProduct) Product {
	p.Name, p.Vendor, p.Model, p.Release, p.OrderNumbers, p.Aliases = o.Name, o.Vendor, o.Model, o.Release, o.OrderNumbers, o.Aliases
	p.Types, p.Description, p.Aim, p.SupportFrom, p.SupportEnds, p.SecurityEnds = o.Types, o.Description, o.Aim, o.SupportFrom, o.SupportEnds, o.SecurityEnds
	p.SBOM, p.EvidenceNotes = o.SBOM, o.EvidenceNotes
	if p.Types == nil {
		p.Types = []catalog.ComponentType{}
	}
	return p
}

func productChanges(p Product, o OfferedProduct) []string {
	was := p.Offered(nil)
	was.Key, o.Key, o.ReplacedBy, o.Capable, o.CapableWhy = "", "", "", nil, ""
	return changedFields(was, o)
}

// Offered is a claim by keys.
func offeredClaim(about string, v assess.Verdict) OfferedClaim {
	return OfferedClaim{
		About: about, Set: v.Set, Requirement: v.Requirement, State: v.State, Reason: v.Reason, Approver: v.Approver, Compensating: v.Compensating,
		Expires: v.Expires, Function: v.Function, Maturity: v.Maturity, MaturityTarget: v.MaturityTarget, Evidence: v.Evidence,
		Assessor: v.Assessor, AssessedOn: v.AssessedOn, Note: v.Note,
	}
}

// Claim is the claim about a subject of the own library.
func (o OfferedClaim) Claim(about assess.Subject) assess.Claim {
	return assess.Claim{Verdict: assess.Verdict{
		Subject: about, Set: o.Set, Requirement: o.Requirement, State: o.State, Reason: o.Reason, Approver: o.Approver, Compensating: o.Compensating,
		Expires: o.Expires, Function: o.Function, Maturity: o.Maturity, MaturityTarget: o.MaturityTarget, Evidence: o.Evidence,
		Assessor: o.Assessor, AssessedOn: o.AssessedOn, Note: o.Note,
	}}
}

type claimKey struct {
	set         catalog.SetID
	requirement catalog.RequirementID
}

func claimsBySubject(c ClaimsContent) map[string]map[claimKey]OfferedClaim {
	by := map[string]map[claimKey]OfferedClaim{}
	for _, x := range c.Claims {
		if by[x.About] == nil {
			by[x.About] = map[claimKey]OfferedClaim{}
		}
		by[x.About][claimKey{x.Set, x.Requirement}] = x
	}
	return by
}

func ownClaims(own Library) map[string]map[claimKey]OfferedClaim {
	by := map[string]map[claimKey]OfferedClaim{}
	for _, c := range own.Claims {
		at := string(c.Subject.Kind) + " " + c.Subject.ID
		if by[at] == nil {
			by[at] = map[claimKey]OfferedClaim{}
		}
		by[at][claimKey{c.Set, c.Requirement}] = offeredClaim("", c.Verdict)
	}
	return by
}

func countClaims(theirs, ours map[claimKey]OfferedClaim) ClaimCounts {
	var n ClaimCounts
	for k, t := range theirs {
		o, known := ours[k]
		t.About = ""
		switch {
		case !known:
			n.Add++
		case len(changedFields(o, t)) > 0:
			n.Change++
		default:
			n.Skip++
		}
	}
	for k := range ours {
		if _, there := theirs[k]; !there {
			n.Gone++
		}
	}
	return n
}

func certificateOf(o OfferedCertificate, known []Certificate) CertificateDifference {
	d := CertificateDifference{Offered: o, Op: plant.OpAdd}
	i := slices.IndexFunc(known, func(c Certificate) bool {
		return c.Scheme == o.Scheme && o.Number != "" && NormalName(c.Number) == NormalName(o.Number) && NormalVendor(c.Issuer) == NormalVendor(o.Issuer)
	})
	if i < 0 {
		return d
	}
	was, now := known[i].Offered(""), o
	now.Key, now.About, was.Key = "", "", ""
	d.ID, d.Changes = known[i].ID, changedFields(was, now)
	d.Op = cmp.Or(map[bool]plant.Op{true: plant.OpChange}[len(d.Changes) > 0], plant.OpSkip)
	return d
}

// Offered is a certificate by keys.
func (c Certificate) Offered(about string) OfferedCertificate {
	return OfferedCertificate{
		Key: c.Key, Name: c.Name, Scheme: c.Scheme, About: about, Set: c.Set, Level: c.Level, Maturity: c.Maturity, Scope: c.Scope, Number: c.Number,
		Issuer: c.Issuer, Issued: c.Issued, Expires: c.Expires, Revoked: c.Revoked, Note: c.Note,
	}
}

// Take puts what is offered into a certificate of the library.
func (c Certificate) Take(o OfferedCertificate) Certificate {
	c.Name, c.Scheme, c.Set, c.Level, c.Maturity, c.Scope = o.Name, o.Scheme, o.Set, o.Level, o.Maturity, o.Scope
	c.Number, c.Issuer, c.Issued, c.Expires, c.Revoked, c.Note = o.Number, o.Issuer, o.Issued, o.Expires, o.Revoked, o.Note
	return c
}

// ClaimsOf is the content of a claims package: the company, the products with
// the SL-C that is reckoned for each, their claims and certificates.
func ClaimsOf(company Company, products []Product, own Library, capable Capability) ClaimsContent {
	out := ClaimsContent{
		Company:  OfferedCompany{Key: company.Key, Name: company.Name, Parties: company.Parties, Aliases: company.Aliases, Contact: company.Contact, Website: company.Website},
		Products: []OfferedProduct{}, Claims: []OfferedClaim{},
	}
	keys, about := map[ID]string{}, map[assess.Subject]string{}
	for _, p := range products {
		keys[p.ID] = p.Key
		about[assess.Subject{Kind: assess.OfProduct, ID: string(p.ID)}] = "product " + p.Key
	}
	if company.ID != "" {
		about[assess.Subject{Kind: assess.OfCompany, ID: string(company.ID)}] = "company " + company.Key
	}
	for _, p := range products {
		o := p.Offered(keys)
		if capable != nil {
			if c, known := capable(p.ID); known {
				o.Capable, o.CapableWhy = &c.Levels, c.Why
			}
		}
		if o.Types == nil {
			o.Types = []catalog.ComponentType{}
		}
		out.Products = append(out.Products, o)
	}
	for _, c := range own.Claims {
		if at := about[c.Subject]; at != "" {
			out.Claims = append(out.Claims, offeredClaim(at, c.Verdict))
		}
	}
	slices.SortStableFunc(out.Claims, func(a, b OfferedClaim) int {
		return cmp.Or(plant.CompareKeys(a.About, b.About), strings.Compare(string(a.Set), string(b.Set)), plant.CompareKeys(string(a.Requirement), string(b.Requirement)))
	})
	for _, c := range own.Certificates {
		switch {
		case c.Product != "" && keys[c.Product] != "":
			out.Certificates = append(out.Certificates, c.Offered("product "+keys[c.Product]))
		case c.Product == "" && c.Company != "" && c.Company == company.ID:
			out.Certificates = append(out.Certificates, c.Offered("company "+company.Key))
		}
	}
	return out
}
