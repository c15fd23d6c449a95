package supply

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// Bounds of one record. They are far above what a supplier's catalogue needs.
const (
	mostAliases  = 200
	mostKeys     = 50
	mostOrders   = 500
	mostLines    = 20_000
	mostCarriers = 200
	mostProofs   = 200
)

// Form checks the fields that records of the library have in common.
type Form struct{ plant.Form }

// Head checks key, name and site of a record. A kind that is never of one site
// says shared.
func (f *Form) Head(kind string, h Head, shared bool) {
	f.Key(kind, h.Key, false)
	f.Name("/name", h.Name)
	if shared && h.Site != "" {
		f.Add("/site", "A %s belongs to the whole organisation: leave the site out.", kind)
	}
}

// After checks that a day does not lie before another one; either may be missing.
func (f *Form) After(pointer string, later, earlier plant.Date, what, than string) {
	f.Day(pointer, later)
	if later != "" && later.Before(earlier) {
		f.Add(pointer, "The %s, %s, lies before the %s, %s: exchange them.", what, later, than, earlier)
	}
}

// Each checks a list of names, each of one line and once.
func (f *Form) Each(pointer, what string, list []string, most int) {
	f.Count(pointer, len(list), most)
	for i, s := range list {
		at := fmt.Sprintf("%s/%d", pointer, i)
		if strings.TrimSpace(s) == "" {
			f.Add(at, "The %s is empty: write it or remove it.", what)
		}
		f.Short(at, s)
		if slices.ContainsFunc(list[:i], func(other string) bool { return strings.EqualFold(other, s) }) {
			f.Add(at, "The %s %q stands here twice: remove one.", what, plant.Clip(s))
		}
	}
}

// CheckCompany holds a company against the rules of its kind.
func CheckCompany(c Company) plant.Problems {
	var f Form
	f.Head(OfCompany, c.Head, true)
	known := []plant.Party{plant.AssetOwner, plant.ServiceProvider, plant.ProductSupplier}
	for i, party := range c.Parties {
		at := fmt.Sprintf("/parties/%d", i)
		plant.OneOf(&f.Form, at, party, known)
		if slices.Contains(c.Parties[:i], party) {
			f.Add(at, "The party %s stands here twice: remove one.", party)
		}
	}
	f.Each("/aliases", "name", c.Aliases, mostAliases)
	f.Text("/contact", c.Contact)
	f.webAddress("/website", c.Website)
	f.Text("/note", c.Note)
	f.Count("/keys", len(c.Keys), mostKeys)
	for i, k := range c.Keys {
		f.partnerKey(fmt.Sprintf("/keys/%d", i), k)
		if slices.ContainsFunc(c.Keys[:i], func(o PartnerKey) bool { return o.Key == k.Key }) {
			f.Add(fmt.Sprintf("/keys/%d/key", i), "The key stands here twice: remove one.")
		}
	}
	return f.Problems
}

func (f *Form) webAddress(pointer, s string) {
	f.Short(pointer, s)
	if s == "" {
		return
	}
	if u, err := url.Parse(s); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		f.Add(pointer, "%q is no web address: write it as https://www.example.com.", plant.Clip(s))
	}
}

// keyBytes is the length of an Ed25519 public key.
const keyBytes = 32

func (f *Form) partnerKey(at string, k PartnerKey) {
	if b, err := base64.StdEncoding.DecodeString(k.Key); err != nil || len(b) != keyBytes {
		f.Add(at+"/key", "This is no Ed25519 public key: paste the %d bytes as base64.", keyBytes)
	}
	f.Short(at+"/fingerprint", k.Fingerprint)
	f.Short(at+"/by", k.By)
	f.Day(at+"/on", k.On)
	f.Text(at+"/note", k.Note)
}

// CheckProduct holds a product against the rules of its kind.
func CheckProduct(p Product) plant.Problems {
	var f Form
	f.Head(OfProduct, p.Head, true)
	f.named("/vendor", "vendor", p.Vendor)
	f.named("/model", "model", p.Model)
	f.Short("/release", p.Release)
	f.Each("/orderNumbers", "order number", p.OrderNumbers, mostOrders)
	f.Each("/aliases", "name", p.Aliases, mostAliases)
	if len(p.Types) == 0 {
		f.Add("/types", "Say which types of component the product is: its requirements follow from them.")
	}
	for i, t := range p.Types {
		at := fmt.Sprintf("/types/%d", i)
		plant.OneOf(&f.Form, at, t, catalog.ComponentTypes)
		if slices.Contains(p.Types[:i], t) {
			f.Add(at, "The type %s stands here twice: remove one.", t)
		}
	}
	f.Text("/description", p.Description)
	f.level("/aim", "security level", p.Aim)
	f.Day("/supportFrom", p.SupportFrom)
	f.After("/supportEnds", p.SupportEnds, p.SupportFrom, "end of support", "start of support")
	f.After("/securityEnds", p.SecurityEnds, p.SupportFrom, "last day of security updates", "start of support")
	if p.ReplacedBy != "" && p.ReplacedBy == p.ID {
		f.Add("/replacedBy", "A product cannot replace itself: choose the one that follows it.")
	}
	f.Text("/sbom", p.SBOM)
	f.Text("/evidenceNotes", p.EvidenceNotes)
	return f.Problems
}

// named checks a text of one line that must be there.
func (f *Form) named(pointer, what, s string) {
	if strings.TrimSpace(s) == "" {
		f.Add(pointer, "The %s is missing: write it.", what)
	}
	f.Short(pointer, s)
}

func (f *Form) level(pointer, what string, n int) {
	if n < 0 || n > 4 {
		f.Add(pointer, "There is no %s %d: write 1 to 4, or 0 for none.", what, n)
	}
}

// CheckCertificate holds a certificate against the rules of its kind.
func CheckCertificate(c Certificate) plant.Problems {
	var f Form
	f.Head(OfCertificate, c.Head, false)
	plant.OneOf(&f.Form, "/scheme", c.Scheme, Schemes)
	switch holders := b2i(c.Company != "") + b2i(c.Product != "") + b2i(c.Site != ""); {
	case holders == 0:
		f.Add("/product", "Say who holds the certificate: a product, a company or, of a certified solution, a site.")
	case c.Company != "" && c.Product != "":
		f.Add("/company", "A certificate is held by a company or by a product: leave one of them out.")
	}
	f.level("/level", "security level", c.Level)
	f.level("/maturity", "maturity level", c.Maturity)
	f.Short("/set", string(c.Set))
	f.Text("/scope", c.Scope)
	f.Short("/number", c.Number)
	f.Short("/issuer", c.Issuer)
	f.Day("/issued", c.Issued)
	f.After("/expires", c.Expires, c.Issued, "last day", "day of issue")
	f.After("/revoked", c.Revoked, c.Issued, "day of revocation", "day of issue")
	f.Text("/note", c.Note)
	return f.Problems
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// isDigest says whether a text is a SHA-256 in lower-case hex.
func isDigest(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == 32 && strings.ToLower(s) == s
}
