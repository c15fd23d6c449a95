package csms

import (
	"errors"
	"fmt"
	"slices"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/store"
	"ringwall/internal/supply"
	"ringwall/internal/supply/exchange"
)

// Adopted is what came into the library with a package.
type Adopted struct {
	Company      supply.ID          `json:"company,omitempty"`
	Products     supply.OpCount     `json:"products"`
	Claims       supply.ClaimCounts `json:"claims"`
	Certificates supply.OpCount     `json:"certificates"`
	// Left lists claims that were left out, each with the reason.
	Left []string `json:"left"`

	ids   map[string]supply.ID // of products, by their keys in the package
	taken map[string]bool      // keys of the products that came in
}

// adopt takes the products, claims and certificates of a package into the
// library. What the library knows is changed to what the package says; what it
// has beyond that stays.
func (a *accepting) adopt(tx *store.Tx, c *shelfContext, record *supply.Package) (Adopted, error) {
	out := Adopted{Left: []string{}, ids: map[string]supply.ID{}, taken: map[string]bool{}}
	offer := a.pkg.Claims
	if offer == nil {
		return out, nil
	}
	own, err := libraryOf(tx.Reader())
	if err != nil {
		return out, err
	}
	d := supply.OfferDifferenceOf(*offer, own)
	company, err := a.company(tx, c, offer, own, d, record)
	if err != nil {
		return out, err
	}
	out.Company = company.ID
	for i, x := range d.Products {
		if why := a.foreign(x, company, own); why != "" {
			if x.ID != "" {
				out.ids[x.Offered.Key] = x.ID // a line of the reply may name it
			}
			if x.Op != plant.OpSkip || x.Claims.Add+x.Claims.Change > 0 {
				out.Left = append(out.Left, why)
			}
			continue
		}
		out.taken[x.Offered.Key] = true
		p, err := a.product(tx, c, x, company, own)
		if err != nil {
			return out, inPackage(err, fmt.Sprintf("product %s", clipped(offer.Products[i].Key)))
		}
		out.ids[x.Offered.Key] = p.ID
		count(&out.Products, x.Op)
	}
	for _, x := range offer.Products { // once all of them have ids
		if next := out.ids[x.ReplacedBy]; next != "" && x.ReplacedBy != "" && out.taken[x.Key] {
			if err := a.follows(tx, c, out.ids[x.Key], next); err != nil {
				return out, err
			}
		}
	}
	if err := a.claims(tx, c, offer, own, company, &out); err != nil {
		return out, err
	}
	for _, x := range d.Certificates {
		if why := foreignCertificate(x, company, own, out); why != "" {
			out.Left = append(out.Left, why)
			continue
		}
		if err := a.certificate(tx, c, x, company, own, &out); err != nil {
			return out, err
		}
		count(&out.Certificates, x.Op)
	}
	return out, nil
}

func count(n *supply.OpCount, op plant.Op) {
	switch op {
	case plant.OpAdd:
		n.Add++
	case plant.OpChange:
		n.Change++
	default:
		n.Skip++
	}
}

// inPackage says of which record of a package a rule was broken.
func inPackage(err error, what string) error {
	if e, ok := errors.AsType[*Error](err); ok && e.Kind == Invalid {
		return &Error{Kind: Invalid, Text: "The " + what + " of the package breaks a rule: " + e.Text, Fields: e.Fields, err: err}
	}
	return err
}

// company is the company whose claims are taken, added if it is not known. The
// key was trusted as one of a company, so that is the one.
func (a *accepting) company(tx *store.Tx, c *shelfContext, offer *supply.ClaimsContent, own supply.Library, d supply.OfferDifference, record *supply.Package) (supply.Company, error) {
	key := standingOf(own.Companies, a.pkg.Manifest.Key, a.pkg.From)
	id := key.Company
	for _, known := range own.Companies {
		if known.ID == id {
			record.Company = id
			return known, nil
		}
	}
	return supply.Company{}, &Error{Kind: Conflict, Code: "no-company", Text: "The company of the package is not in the library any more: add it and confirm its key."}
}

// foreign says why a product is left as the library has it, "" if it is the
// sender's to speak of. Nobody overwrites what another maker says. What an
// integrator brings that is new to the library comes in, as said by the
// integrator.
func (a *accepting) foreign(x supply.ProductDifference, sender supply.Company, own supply.Library) string {
	if slices.Contains(a.in.Products, x.Offered.Key) {
		return ""
	}
	maker := companyOfVendor(x.Offered.Vendor, sender, own.Companies)
	name := fmt.Sprintf("%s (%s %s)", clipped(x.Offered.Key), clipped(x.Offered.Vendor), clipped(x.Offered.Model))
	i := slices.IndexFunc(own.Products, func(p supply.Product) bool { return p.ID == x.ID && x.ID != "" })
	switch {
	case i >= 0:
		p := own.Products[i]
		if p.SaidBy == sender.ID || p.Company == sender.ID || p.Company == "" && maker == sender.ID {
			return ""
		}
		return fmt.Sprintf("%s is product %s of another maker than %s, so it and its claims stay as they are: name the product to take the sender's word.", name, p.Key, sender.Name)
	case maker == sender.ID || a.record.Kind != supply.Claims:
		return ""
	}
	return fmt.Sprintf("%s is not made by %s, so it and its claims are left out: name the product to take the sender's word.", name, sender.Name)
}

func (a *accepting) product(tx *store.Tx, c *shelfContext, x supply.ProductDifference, company supply.Company, own supply.Library) (supply.Product, error) {
	q := a.s.Products()
	var before *supply.Product
	p := supply.Product{Company: companyOfVendor(x.Offered.Vendor, company, own.Companies)}
	for i := range own.Products {
		if own.Products[i].ID == x.ID && x.ID != "" {
			before = &own.Products[i]
			p = *before
		}
	}
	switch maker := orElse(string(p.Company), string(companyOfVendor(x.Offered.Vendor, company, own.Companies))); {
	case maker == string(company.ID):
		p.SaidBy = "" // the maker has spoken
	case before == nil:
		p.SaidBy = company.ID
	}
	p = p.Take(x.Offered)
	p.Name = clipped(p.Name)
	if a.record.Site == "" { // what belongs to all refers to nothing of one site
		p.Received = a.record.ID
	}
	if before == nil {
		var err error
		if p.Key, err = q.next(tx.Reader()); err != nil {
			return p, err
		}
	} else if x.Op == plant.OpSkip && p.SaidBy == before.SaidBy {
		return *before, nil
	}
	return p, q.put(tx, c, before, &p)
}

// companyOfVendor is the company that makes a product: the sender, where the
// vendor goes by its name, else one that the library knows by it.
func companyOfVendor(vendor string, sender supply.Company, known []supply.Company) supply.ID {
	for _, c := range append([]supply.Company{sender}, known...) {
		if goesBy(c, vendor) {
			return c.ID
		}
	}
	return ""
}

func (a *accepting) follows(tx *store.Tx, c *shelfContext, id, next supply.ID) error {
	before, err := store.Get[supply.Product](tx.Reader(), string(id))
	if err != nil || before.ReplacedBy == next {
		return a.s.fail(err, "product")
	}
	after := before
	after.ReplacedBy = next
	return a.s.Products().put(tx, c, &before, &after)
}

// claims puts the claims of the package. One that breaks a rule, or is of a set
// that the catalogue does not have, is left out and told.
func (a *accepting) claims(tx *store.Tx, c *shelfContext, offer *supply.ClaimsContent, own supply.Library, company supply.Company, out *Adopted) error {
	known := make(map[answered]assess.Claim, len(own.Claims))
	for _, x := range own.Claims {
		known[answered{x.Subject, x.Set, x.Requirement}] = x
	}
	for _, o := range offer.Claims {
		subject := assess.Subject{Kind: assess.OfCompany, ID: string(company.ID)}
		if key, ok := cutPrefix(o.About, "product "); ok {
			if !out.taken[key] && slices.ContainsFunc(offer.Products, func(p supply.OfferedProduct) bool { return p.Key == key }) {
				continue // told with the product
			}
			subject = assess.Subject{Kind: assess.OfProduct, ID: string(out.ids[key])}
		}
		claim := o.Claim(subject)
		claim.Verdict = assess.NormaliseVerdict(claim.Verdict)
		set := c.set(o.Set)
		if why := unusable(claim.Verdict, set, c.today); why != "" || subject.ID == "" {
			out.Left = append(out.Left, fmt.Sprintf("%s, %s: %s", clipped(o.About), clipped(string(o.Requirement)), orElse(why, "the package has no such product.")))
			continue
		}
		was, there := known[answered{subject, o.Set, o.Requirement}]
		claim.ID, claim.Meta, claim.Proofs = was.ID, was.Meta, was.Proofs
		switch {
		case there && alike(was, claim):
			out.Claims.Skip++
			continue
		case there:
			out.Claims.Change++
		default:
			out.Claims.Add++
		}
		if err := store.Put(tx, &claim); err != nil {
			return a.s.fail(err, "claim")
		}
	}
	return nil
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// unusable says why a claim cannot be kept, "" if it can. A measure that expired
// is for the level to say, not a reason to lose the claim.
func unusable(v assess.Verdict, set *catalog.Set, today plant.Date) string {
	if set == nil {
		return fmt.Sprintf("the catalogue has no set %q.", clipped(string(v.Set)))
	}
	if v.AssessedOn != "" && v.AssessedOn < today {
		today = v.AssessedOn
	}
	if err := assess.CheckVerdict(v, set, today); err != nil {
		return err.Error()
	}
	return ""
}

// foreignCertificate says why a certificate is left out, "" if it is of the sender
// or of a product that came in.
func foreignCertificate(x supply.CertificateDifference, sender supply.Company, own supply.Library, out Adopted) string {
	name := "Certificate " + clipped(orElse(x.Offered.Number, x.Offered.Name))
	key, ofProduct := cutPrefix(x.Offered.About, "product ")
	if ofProduct && !out.taken[key] {
		return name + " is of a product that was left as it is, and is left out as well."
	}
	i := slices.IndexFunc(own.Certificates, func(c supply.Certificate) bool { return c.ID == x.ID && x.ID != "" })
	if i < 0 || x.Op == plant.OpSkip {
		return ""
	}
	c := own.Certificates[i]
	if c.Company != "" && c.Company != sender.ID || c.Product != "" && (!ofProduct || out.ids[key] != c.Product) {
		return name + " is " + c.Key + " of the library, of another holder, and stays as it is."
	}
	return ""
}

func (a *accepting) certificate(tx *store.Tx, c *shelfContext, x supply.CertificateDifference, company supply.Company, own supply.Library, out *Adopted) error {
	q := a.s.Certificates()
	var before *supply.Certificate
	var t supply.Certificate
	for i := range own.Certificates {
		if own.Certificates[i].ID == x.ID && x.ID != "" {
			before = &own.Certificates[i]
			t = *before
		}
	}
	if x.Op == plant.OpSkip {
		return nil
	}
	t = t.Take(x.Offered)
	t.Name = clipped(t.Name)
	if key, ok := cutPrefix(x.Offered.About, "product "); ok {
		t.Product = out.ids[key]
	} else {
		t.Company = company.ID
	}
	if before == nil {
		var err error
		if t.Key, err = q.next(tx.Reader()); err != nil {
			return err
		}
	}
	return inPackage(q.put(tx, c, before, &t), "certificate "+clipped(x.Offered.Name))
}

// keepReply stores the answers of a reply package, for the owner to decide on.
// Their products come into the library when the package is accepted.
func (s *Service) keepReply(tx *store.Tx, c *shelfContext, record, answered supply.Package, pkg *exchange.Package) (supply.ID, error) {
	q := s.Replies()
	reply := supply.Reply{Head: supply.Head{Site: record.Site, Name: clipped("Reply of " + pkg.From)}, Package: answered.ID, Came: record.ID, State: "sent", Note: page(pkg.Reply.Note)}
	for _, l := range pkg.Reply.Lines {
		reply.Lines = append(reply.Lines, supply.ReplyLine{Line: clipped(l.Line), Answer: l.Answer, Reason: page(l.Reason), Instead: page(l.Instead)})
	}
	var err error
	if reply.Key, err = q.next(tx.Reader()); err != nil {
		return "", err
	}
	err = q.put(tx, c, nil, &reply)
	return reply.ID, inPackage(err, "reply")
}

// replyTo is the reply that came with a package.
func (s *Service) replyTo(r *store.Reader, p supply.Package) (supply.Reply, error) {
	all, err := store.All[supply.Reply](r, "")
	for _, x := range all {
		if x.Came == p.ID {
			return x, err
		}
	}
	if err == nil {
		err = notFound("reply of the package")
	}
	return supply.Reply{}, err
}
