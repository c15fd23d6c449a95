package csms

import (
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// The kinds of the library.
var (
	companyKind = &shelved[supply.Company]{
		name: supply.OfCompany, prefix: "CO", read: access.LibraryRead, edit: access.LibraryEdit,
		base: func(x *supply.Company) shelfBase { return ofHead(&x.Head) }, refs: (*supply.Company).Refs,
		check: plainly(supply.CheckCompany), guard: guardCompany, signed: signedCompany, resign: trustAgain, clear: clearClaims(func(x *supply.Company) assess.Subject {
			return assess.Subject{Kind: assess.OfCompany, ID: string(x.ID)}
		}),
	}
	productKind = &shelved[supply.Product]{
		name: supply.OfProduct, prefix: "PD", read: access.LibraryRead, edit: access.LibraryEdit,
		base: func(x *supply.Product) shelfBase { return ofHead(&x.Head) }, refs: (*supply.Product).Refs,
		names: func(_ *store.Reader, x *supply.Product) ([]string, error) { return []string{x.Vendor}, nil },
		tidy:  tidyProduct, check: plainly(supply.CheckProduct),
		kept: func(x *supply.Product) []keptMember {
			return []keptMember{
				{"/received", &x.Received, "Which package brought a product cannot be sent: it follows from accepting the package."},
				{"/saidBy", &x.SaidBy, "By whose word a product is known cannot be sent: it follows from accepting the package."},
			}
		},
		clear: clearClaims(func(x *supply.Product) assess.Subject {
			return assess.Subject{Kind: assess.OfProduct, ID: string(x.ID)}
		}),
	}
	certificateKind = &shelved[supply.Certificate]{
		name: supply.OfCertificate, prefix: "CT", read: access.LibraryRead, edit: access.LibraryEdit,
		base: func(x *supply.Certificate) shelfBase { return ofHead(&x.Head) }, refs: (*supply.Certificate).Refs,
		names: namesOfCertificate, check: checkCertificate,
	}
	packageKind = &shelved[supply.Package]{
		name: supply.OfPackage, prefix: "PK", read: access.PackageRead, edit: access.PackageRun,
		base: func(x *supply.Package) shelfBase { return ofHead(&x.Head) }, refs: (*supply.Package).Refs,
		check: plainly(supply.CheckPackage), kept: keptOfPackage, guard: guardPackage, signed: signedPackage,
	}
	replyKind = &shelved[supply.Reply]{
		name: supply.OfReply, prefix: "RP", read: access.PackageRead, edit: access.PackageRun,
		base: func(x *supply.Reply) shelfBase { return ofHead(&x.Head) }, refs: (*supply.Reply).Refs,
		check: plainly(supply.CheckReply), guard: guardReply, signed: signedReply,
		kept: func(x *supply.Reply) []keptMember {
			return []keptMember{
				{"/state", &x.State, "The state of a reply cannot be sent: send the reply, or decide about its package."},
				{"/came", &x.Came, "Which package brought a reply cannot be sent: it follows from taking the package."},
			}
		},
		made: func(_ *shelfContext, x *supply.Reply) { x.State = "draft" },
	}
	testKind = &shelved[supply.Test]{
		name: supply.OfTest, prefix: "TE", read: access.PackageRead, edit: access.PackageRun,
		base: func(x *supply.Test) shelfBase { return ofHead(&x.Head) }, refs: (*supply.Test).Refs,
		check: plainly(supply.CheckTest),
		tidy: func(x *supply.Test) {
			if x.Result == "" {
				x.Result = "open"
			}
		},
	}
	evidenceKind = &shelved[proof.Evidence]{
		name: proof.OfEvidence, prefix: "EV", read: access.EvidenceRead, edit: access.EvidenceEdit,
		base: func(x *proof.Evidence) shelfBase { return ofHead(&x.Head) }, refs: (*proof.Evidence).Refs,
		seen: func(who access.Principal, x *proof.Evidence) bool { return x.SeenBy(viewer(who, x.Site)) },
		tidy: func(x *proof.Evidence) { *x = x.Normalise() }, check: plainly(proof.CheckEvidence), kept: keptOfEvidence,
		made: func(c *shelfContext, x *proof.Evidence) { x.AddedBy = c.who.Email },
	}
	assessmentKind = &shelved[proof.Assessment]{
		name: proof.OfAssessment, prefix: "AM", read: access.EvidenceRead, edit: access.EvidenceEdit,
		base: func(x *proof.Assessment) shelfBase { return ofHead(&x.Head) }, refs: (*proof.Assessment).Refs,
		check: checkAssessment, kept: keptOfAssessment, guard: guardAssessment, signed: signedAssessment,
		tidy: func(x *proof.Assessment) {
			state := x.State
			*x = x.Normalise()
			x.State = state
		},
		made:   func(_ *shelfContext, x *proof.Assessment) { x.State = proof.Planned },
		listed: func(x *proof.Assessment) { x.Result = nil }, cut: cutAssessment,
	}
	addedSetKind = &shelved[catalog.AddedSet]{
		name: store.OfAddedSet, read: access.LibraryRead, edit: access.LibraryEdit,
		base:   func(x *catalog.AddedSet) shelfBase { return ofEntry(&x.Head) },
		listed: func(x *catalog.AddedSet) { x.Pack = "" },
	}
	textKind = &shelved[catalog.LicensedText]{
		name: store.OfLicensedText, read: access.LibraryRead, edit: access.LibraryEdit,
		base: func(x *catalog.LicensedText) shelfBase { return ofEntry(&x.Head) },
		titled: func(x *catalog.LicensedText) (key, name string) {
			return catalog.KeyOf(x.Set, x.Requirement), string(x.Requirement)
		},
		check: func(c *shelfContext, x catalog.LicensedText) plant.Problems {
			return problemsOf(catalog.CheckLicensedText(x, c.set(x.Set)))
		},
	}
	freshnessKind = &shelved[catalog.Freshness]{
		name: store.OfFreshness, read: access.LibraryRead, edit: access.LibraryEdit,
		base: func(x *catalog.Freshness) shelfBase { return ofEntry(&x.Head) },
		titled: func(x *catalog.Freshness) (key, name string) {
			return catalog.KeyOf(x.Set, x.Requirement), catalog.KeyOf(x.Set, x.Requirement)
		},
		check: func(c *shelfContext, x catalog.Freshness) plant.Problems {
			return problemsOf(catalog.CheckFreshness(x, c.set(x.Set)))
		},
	}
	pairKind = &shelved[catalog.PairDecision]{
		name: store.OfPairDecision, read: access.LibraryRead, edit: access.LibraryEdit,
		base: func(x *catalog.PairDecision) shelfBase { return ofEntry(&x.Head) },
		titled: func(x *catalog.PairDecision) (key, name string) {
			return catalog.PairKey(x.Crosswalk, x.From, x.To), string(x.From) + " > " + string(x.To)
		},
		check: checkPair,
		kept: func(x *catalog.PairDecision) []keptMember {
			return []keptMember{
				{"/by", &x.By, "Who decided cannot be sent: it is who stores the decision."},
				{"/on", &x.On, "The day of the decision cannot be sent: it is the day on which it is stored."},
			}
		},
		made: func(c *shelfContext, x *catalog.PairDecision) { x.By, x.On = c.who.Name, string(c.today) },
		guard: func(c *shelfContext, before, after *catalog.PairDecision) error {
			if before != nil && after != nil && !alike(before, after) {
				after.By, after.On = c.who.Name, string(c.today)
			}
			return nil
		},
	}
)

func ofHead(h *supply.Head) shelfBase {
	return shelfBase{(*string)(&h.ID), &h.Key, &h.Name, &h.Version, &h.Site}
}

func ofEntry(h *catalog.Head) shelfBase { return shelfBase{&h.ID, &h.Key, &h.Name, &h.Version, nil} }

// plainly is a check that needs nothing but the record.
func plainly[T any](check func(T) plant.Problems) func(*shelfContext, T) plant.Problems {
	return func(_ *shelfContext, x T) plant.Problems { return check(x) }
}

func problemsOf(broken []catalog.Broken) (problems plant.Problems) {
	for _, b := range broken {
		problems = append(problems, plant.Problem{Pointer: b.Pointer, Text: b.Text})
	}
	return problems
}

// Companies are the parties that the organisation knows, and itself.
func (s *Service) Companies() Library[supply.Company] { return Library[supply.Company]{s, companyKind} }

// Products are what suppliers deliver.
func (s *Service) Products() Library[supply.Product] { return Library[supply.Product]{s, productKind} }

// Certificates are those of products, companies and sites.
func (s *Service) Certificates() Library[supply.Certificate] {
	return Library[supply.Certificate]{s, certificateKind}
}

// Packages are the signed files that the parties handed to one another.
func (s *Service) Packages() Library[supply.Package] { return Library[supply.Package]{s, packageKind} }

// Replies are the answers to requirements packages, line by line.
func (s *Service) Replies() Library[supply.Reply] { return Library[supply.Reply]{s, replyKind} }

// Tests are the acceptance tests of deliveries.
func (s *Service) Tests() Library[supply.Test] { return Library[supply.Test]{s, testKind} }

// Evidence is the library of proofs.
func (s *Service) Evidence() Library[proof.Evidence] { return Library[proof.Evidence]{s, evidenceKind} }

// Assessments are the campaigns in which requirement sets are answered.
func (s *Service) Assessments() Library[proof.Assessment] {
	return Library[proof.Assessment]{s, assessmentKind}
}

// LicensedTexts are the wordings out of copies that the owner bought.
func (s *Service) LicensedTexts() Library[catalog.LicensedText] {
	return Library[catalog.LicensedText]{s, textKind}
}

// FreshnessRules say how old evidence may be.
func (s *Service) FreshnessRules() Library[catalog.Freshness] {
	return Library[catalog.Freshness]{s, freshnessKind}
}

// PairDecisions are what was decided about pairs of crosswalks.
func (s *Service) PairDecisions() Library[catalog.PairDecision] {
	return Library[catalog.PairDecision]{s, pairKind}
}

func tidyProduct(x *supply.Product) {
	for _, s := range []*string{&x.Vendor, &x.Model, &x.Release} {
		*s = strings.TrimSpace(*s)
	}
}
