package proof

import (
	"ringwall/internal/risk"
	"ringwall/internal/supply"
)

// The kinds of record of this package, by their singular names.
const (
	OfEvidence   = supply.OfEvidence
	OfAssessment = "assessment"
	ofSite       = "site"
)

// Refs visits every reference that the record holds.
func (e *Evidence) Refs(visit func(kind string, id *string)) {
	supply.RefList(visit, risk.OfZone, e.Zones)
	supply.RefList(visit, risk.OfConduit, e.Conduits)
	supply.RefList(visit, risk.OfAsset, e.Assets)
	supply.RefList(visit, supply.OfProduct, e.Products)
	supply.Ref(visit, OfEvidence, &e.ReplacedBy)
}

// Refs visits every reference that the record holds. What it holds fast is
// less, see [Assessment.Holds].
func (a *Assessment) Refs(visit func(kind string, id *string)) {
	supply.Ref(visit, OfAssessment, &a.Before)
	for i := range a.Parts {
		p := &a.Parts[i]
		supply.Ref(visit, ofSite, &p.Site)
		for j := range p.Subjects {
			supply.Ref(visit, string(p.Subjects[j].Kind), &p.Subjects[j].ID)
		}
	}
}

// Holds visits the references that keep what they name from being deleted. An
// assessment that is over tells of sites, zones and products as they were, and
// the plant goes on without asking it.
func (a *Assessment) Holds(visit func(kind string, id *string)) {
	if a.Over() {
		supply.Ref(visit, OfAssessment, &a.Before)
		return
	}
	a.Refs(visit)
}

// Over says that the assessment is signed or given up: nothing is answered for
// it any more.
func (a *Assessment) Over() bool { return a.State == Signed || a.State == GivenUp }
