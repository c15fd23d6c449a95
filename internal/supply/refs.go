package supply

import "ringwall/internal/assess"

// The kinds of record of this package, and those that they refer to, by their
// singular names.
const (
	OfCompany     = "company"
	OfProduct     = "product"
	OfCertificate = "certificate"
	OfPackage     = "package"
	OfReply       = "reply"
	OfTest        = "test"
	OfEvidence    = assess.OfEvidence
)

// Refs visits every reference that the record holds: none, for others rest on it.
func (*Company) Refs(func(kind string, id *string)) {}

// Refs visits every reference that the record holds.
func (p *Product) Refs(visit func(kind string, id *string)) {
	Ref(visit, OfCompany, &p.Company)
	Ref(visit, OfCompany, &p.SaidBy)
	Ref(visit, OfProduct, &p.ReplacedBy)
	Ref(visit, OfPackage, &p.Received)
}

// Refs visits every reference that the record holds.
func (c *Certificate) Refs(visit func(kind string, id *string)) {
	Ref(visit, OfCompany, &c.Company)
	Ref(visit, OfProduct, &c.Product)
	Ref(visit, OfEvidence, &c.Proof)
}

// Refs visits every reference that the record holds.
func (p *Package) Refs(visit func(kind string, id *string)) { Ref(visit, OfCompany, &p.Company) }

// Refs visits every reference that the record holds.
func (r *Reply) Refs(visit func(kind string, id *string)) {
	Ref(visit, OfPackage, &r.Package)
	Ref(visit, OfPackage, &r.Came)
	for i := range r.Lines {
		RefList(visit, OfProduct, r.Lines[i].Products)
	}
}

// Refs visits every reference that the record holds.
func (t *Test) Refs(visit func(kind string, id *string)) {
	Ref(visit, OfPackage, &t.Package)
	RefList(visit, OfEvidence, t.Proofs)
}

// Ref visits one reference unless it is empty. What the visitor writes to id
// is what the record refers to from then on.
func Ref[T ~string](visit func(kind string, id *string), kind string, id *T) {
	if *id == "" {
		return
	}
	text := string(*id)
	visit(kind, &text)
	if text != string(*id) { // who only reads must not write: records are shared
		*id = T(text)
	}
}

// RefList visits each reference of a list.
func RefList[T ~string](visit func(kind string, id *string), kind string, ids []T) {
	for i := range ids {
		Ref(visit, kind, &ids[i])
	}
}
