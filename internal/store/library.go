package store

import (
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/supply"
)

// The kinds that an organisation adds to the catalogue, and the answers about
// products and companies, by their names in the history.
const (
	OfAddedSet     = "added-set"
	OfLicensedText = "licensed-text"
	OfFreshness    = "freshness"
	OfPairDecision = "pair-decision"
	OfClaim        = "claim"
)

// libraryKinds lists the kinds of the library. Their records are of one site or
// of the whole organisation, and have key, name and the texts that a search
// looks at in columns.
var libraryKinds = []*kind{
	ofLibrary(kind{name: supply.OfCompany, table: "supply_company"}, func(x *supply.Company) *supply.Head { return &x.Head }, (*supply.Company).Refs,
		func(x *supply.Company) []string {
			return append(x.Aliases[:len(x.Aliases):len(x.Aliases)], x.Contact, x.Website, x.Note)
		}),
	ofLibrary(kind{name: supply.OfProduct, table: "supply_product"}, func(x *supply.Product) *supply.Head { return &x.Head }, (*supply.Product).Refs,
		func(x *supply.Product) []string {
			texts := append([]string{x.Vendor, x.Model, x.Release}, x.OrderNumbers...)
			return append(append(texts, x.Aliases...), x.Description)
		}),
	ofLibrary(kind{name: supply.OfCertificate, table: "supply_certificate", sited: true}, func(x *supply.Certificate) *supply.Head { return &x.Head }, (*supply.Certificate).Refs,
		func(x *supply.Certificate) []string {
			return []string{string(x.Scheme), x.Number, x.Issuer, x.Scope, x.Note}
		}),
	ofLibrary(kind{name: supply.OfPackage, table: "supply_package", sited: true}, func(x *supply.Package) *supply.Head { return &x.Head }, (*supply.Package).Refs,
		func(x *supply.Package) []string { return []string{string(x.Kind), x.From, x.To, x.Digest, x.Note} }),
	ofLibrary(kind{name: supply.OfReply, table: "supply_reply", sited: true}, func(x *supply.Reply) *supply.Head { return &x.Head }, (*supply.Reply).Refs,
		func(x *supply.Reply) []string { return []string{x.Note} }),
	ofLibrary(kind{name: supply.OfTest, table: "supply_test", sited: true}, func(x *supply.Test) *supply.Head { return &x.Head }, (*supply.Test).Refs,
		func(x *supply.Test) []string { return []string{x.Line, x.Subject, x.Asks, x.Found} }),
	ofLibrary(kind{name: proof.OfEvidence, table: "proof_evidence", sited: true}, func(x *proof.Evidence) *supply.Head { return &x.Head }, (*proof.Evidence).Refs,
		func(x *proof.Evidence) []string {
			texts := []string{x.Description, x.Section, x.Source, x.CollectedBy, x.Sample}
			for _, f := range x.Files {
				texts = append(texts, f.Name)
			}
			return append(texts, x.Links...)
		}),
	ofLibrary(kind{name: proof.OfAssessment, table: "proof_assessment", sited: true}, func(x *proof.Assessment) *supply.Head { return &x.Head }, (*proof.Assessment).Holds,
		func(x *proof.Assessment) []string { return []string{string(x.Set), x.Lead, x.Purpose, x.Method} }),
	ofCatalog(kind{name: OfAddedSet, table: "catalog_added_set"}, func(x *catalog.AddedSet) *catalog.Head { return &x.Head },
		func(x *catalog.AddedSet) []string { return []string{x.Source} }),
	ofCatalog(kind{name: OfLicensedText, table: "catalog_licensed_text"}, func(x *catalog.LicensedText) *catalog.Head { return &x.Head },
		func(*catalog.LicensedText) []string { return nil }),
	ofCatalog(kind{name: OfFreshness, table: "catalog_freshness"}, func(x *catalog.Freshness) *catalog.Head { return &x.Head },
		func(x *catalog.Freshness) []string { return []string{x.Note} }),
	ofCatalog(kind{name: OfPairDecision, table: "catalog_pair_decision"}, func(x *catalog.PairDecision) *catalog.Head { return &x.Head },
		func(x *catalog.PairDecision) []string { return []string{x.Note} }),
	claimKind(),
}

// ofLibrary completes a kind whose records begin with a [supply.Head].
func ofLibrary[T any](k kind, head func(*T) *supply.Head, refs func(*T, func(kind string, id *string)), texts func(*T) []string) *kind {
	k.refs = func(rec any, visit func(kind string, id *string)) { refs(rec.(*T), visit) }
	columns := []column{
		field("key", func(x *T) any { return &head(x).Key }),
		field("name", func(x *T) any { return &head(x).Name }),
		computed("search", func(x *T) any { return searchLines(append([]string{head(x).Key, head(x).Name}, texts(x)...)) }),
	}
	if k.sited {
		columns = append(columns, field("site", func(x *T) any { return nullable{(*string)(&head(x).Site)} }))
	}
	return shelved(k, func(x *T) base {
		h := head(x)
		return base{id: (*string)(&h.ID), key: &h.Key, version: &h.Version, site: &h.Site}
	}, columns)
}

// ofCatalog completes a kind whose records begin with a [catalog.Head]: all of
// them are of the whole organisation.
func ofCatalog[T any](k kind, head func(*T) *catalog.Head, texts func(*T) []string) *kind {
	return shelved(k, func(x *T) base {
		h := head(x)
		return base{id: &h.ID, key: &h.Key, version: &h.Version}
	}, []column{
		field("key", func(x *T) any { return &head(x).Key }),
		field("name", func(x *T) any { return &head(x).Name }),
		computed("search", func(x *T) any { return searchLines(append([]string{head(x).Key, head(x).Name}, texts(x)...)) }),
	})
}

func shelved[T any](k kind, at func(*T) base, columns []column) *kind {
	k.scope, k.key, k.label, k.shelf = ofOrganisation, "key", "name", true
	return define(k, at, columns...)
}

// claimKind is a verdict of the organisation, on a product or a company.
func claimKind() *kind {
	k := kind{name: OfClaim, table: "assess_claim", scope: ofOrganisation, key: "requirement", order: "subject_id, requirement_set, requirement"}
	k.refs = func(rec any, visit func(kind string, id *string)) { rec.(*assess.Claim).Refs(visit) }
	return define(k,
		func(c *assess.Claim) base {
			return base{id: (*string)(&c.ID), key: (*string)(&c.Requirement), version: &c.Version}
		},
		field("subject_kind", func(c *assess.Claim) any { return (*string)(&c.Subject.Kind) }),
		field("subject_id", func(c *assess.Claim) any { return &c.Subject.ID }),
		field("requirement_set", func(c *assess.Claim) any { return (*string)(&c.Set) }),
		field("requirement", func(c *assess.Claim) any { return (*string)(&c.Requirement) }),
		field("state", func(c *assess.Claim) any { return (*string)(&c.State) }),
		field("reason", func(c *assess.Claim) any { return &c.Reason }),
		field("approver", func(c *assess.Claim) any { return &c.Approver }),
		field("compensating", func(c *assess.Claim) any { return &c.Compensating }),
		field("expires", func(c *assess.Claim) any { return (*string)(&c.Expires) }),
		field("assessor", func(c *assess.Claim) any { return &c.Assessor }),
		field("assessed_on", func(c *assess.Claim) any { return (*string)(&c.AssessedOn) }),
		field("note", func(c *assess.Claim) any { return &c.Note }),
	)
}

// sitedUses are the columns that tell to which site a record of the library belongs.
func sitedUses() (uses []use) {
	for _, k := range libraryKinds {
		if k.sited {
			uses = append(uses, use{k.name, "site"})
		}
	}
	return uses
}

// searchLines is what a search looks at, one text per line.
func searchLines(texts []string) any {
	var b strings.Builder
	for _, t := range texts {
		if t != "" {
			b.WriteString(fold(t))
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// Claims reads all claims of the organisation, by subject, set and requirement.
func (r *Reader) Claims() ([]assess.Claim, error) { return All[assess.Claim](r, "") }

// ClaimsOf reads the claims on one product or company.
func (r *Reader) ClaimsOf(subject assess.Subject) ([]assess.Claim, error) {
	return load[assess.Claim](r, "org = $1 AND subject_id = $2 AND subject_kind = $3 ORDER BY subject_id, requirement_set, requirement",
		string(r.org), subject.ID, string(subject.Kind))
}

// OfSite reads the records of a kind of the library that belong to one site;
// site is "" for those of the whole organisation.
func OfSite[T any](r *Reader, site plant.SiteID) ([]T, error) {
	switch k := kindFor[T](); {
	case !k.sited && site != "":
		return nil, nil
	case !k.sited:
		return All[T](r, "")
	case site == "":
		return load[T](r, "org = $1 AND site IS NULL ORDER BY key", string(r.org))
	}
	return load[T](r, "org = $1 AND site = $2 ORDER BY key", string(r.org), string(site))
}
