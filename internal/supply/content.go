package supply

import (
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
)

// What packages hold refers by key, as a site document does: ids mean nothing
// to the other party.

// Asked is what an asset owner asks of whoever builds a system: the content of a
// requirements package. It holds no scenario, no likelihood and no state of what
// is met today.
type Asked struct {
	Specification AskedHead   `json:"specification"`
	System        AskedSystem `json:"system"`
	// Zones and conduits of the system, with their decided targets.
	Zones    []plant.DocZone    `json:"zones"`
	Conduits []plant.DocConduit `json:"conduits"`
	// Outside are the keys of those zones that are not part of the system: they
	// are named because a conduit ends there.
	Outside      []string    `json:"outside,omitempty"`
	Requirements []AskedText `json:"requirements"` // what each asks, once
	Lines        []AskedLine `json:"lines"`
}

// AskedHead says which specification is asked, and how it stands.
type AskedHead struct {
	Key      string        `json:"key"`
	Name     string        `json:"name,omitempty"`
	Set      catalog.SetID `json:"set"`
	Digest   string        `json:"digest"` // of the specification, SHA-256, hex
	Draft    bool          `json:"draft"`  // nobody has approved it
	Standing string        `json:"standing"`
	Day      plant.Date    `json:"day"` // as of which it was drawn
}

// AskedSystem is the system that is to be built.
type AskedSystem struct {
	Site         string   `json:"site"` // key of the site
	SiteName     string   `json:"siteName"`
	Key          string   `json:"key,omitempty"`
	Name         string   `json:"name"`
	Description  string   `json:"description,omitempty"`
	Perimeter    string   `json:"perimeter,omitempty"`
	Owner        string   `json:"owner,omitempty"`
	AccessPoints []string `json:"accessPoints,omitempty"`
	Environment  string   `json:"environment,omitempty"`
	Policies     []string `json:"policies,omitempty"`
	Regulations  []string `json:"regulations,omitempty"`
}

// AskedText is what one requirement of the set asks, in own words.
type AskedText struct {
	ID       string `json:"id"` // "SR 5.1 RE 1"
	FR       string `json:"fr"`
	Title    string `json:"title"`
	Text     string `json:"text"`
	Question string `json:"question,omitempty"`
	Evidence string `json:"evidence,omitempty"`
}

// AskedLine is one line of the specification.
type AskedLine struct {
	// ID is the stable identity: the subject's key and the requirement.
	ID          string `json:"id"`
	Number      string `json:"number"`  // as printed: "CRS-001"
	Subject     string `json:"subject"` // "zone Z-01", "conduit C-01" or "system"
	Name        string `json:"name,omitempty"`
	FR          string `json:"fr,omitempty"`
	Requirement string `json:"requirement"`
	Title       string `json:"title"`
	// Text is what is asked where the requirement is the owner's own; else the
	// text stands once under requirements.
	Text    string `json:"text,omitempty"`
	Own     bool   `json:"own,omitempty"`
	Planned bool   `json:"planned,omitempty"` // a countermeasure that the owner counts on
	// Target is the SL-T that the line serves; 0 for one of the owner.
	Target          sl.Level          `json:"target,omitempty"`
	Verification    risk.Verification `json:"verification"`
	VerificationWhy string            `json:"verificationWhy,omitempty"`
	HoldPoint       bool              `json:"holdPoint,omitempty"`
	Note            string            `json:"note,omitempty"`
}

// ReplyContent is the answer to a requirements package, line by line.
type ReplyContent struct {
	Specification string        `json:"specification"` // key, as asked
	Lines         []OfferedLine `json:"lines"`
	Note          string        `json:"note,omitempty"`
}

// OfferedLine is the answer to one line; its products are keys of the claims in
// the same package.
type OfferedLine struct {
	Line     string   `json:"line"`
	Answer   Answer   `json:"answer"`
	Reason   string   `json:"reason,omitempty"`
	Instead  string   `json:"instead,omitempty"`
	Products []string `json:"products,omitempty"`
}

// ClaimsContent is products with what is claimed of them, and what is claimed of
// the company itself.
type ClaimsContent struct {
	Company      OfferedCompany       `json:"company"`
	Products     []OfferedProduct     `json:"products"`
	Claims       []OfferedClaim       `json:"claims"`
	Certificates []OfferedCertificate `json:"certificates,omitempty"`
}

// OfferedCompany is who makes the claims.
type OfferedCompany struct {
	Key     string        `json:"key"`
	Name    string        `json:"name"`
	Parties []plant.Party `json:"parties,omitempty"`
	Aliases []string      `json:"aliases,omitempty"`
	Contact string        `json:"contact,omitempty"`
	Website string        `json:"website,omitempty"`
}

// OfferedProduct is a [Product] by keys, with the SL-C that its maker reckons.
type OfferedProduct struct {
	Key           string                  `json:"key"`
	Name          string                  `json:"name"`
	Vendor        string                  `json:"vendor"`
	Model         string                  `json:"model"`
	Release       string                  `json:"release,omitempty"`
	OrderNumbers  []string                `json:"orderNumbers,omitempty"`
	Aliases       []string                `json:"aliases,omitempty"`
	Types         []catalog.ComponentType `json:"types"`
	Description   string                  `json:"description,omitempty"`
	Aim           int                     `json:"aim,omitempty"`
	SupportFrom   plant.Date              `json:"supportFrom,omitempty"`
	SupportEnds   plant.Date              `json:"supportEnds,omitempty"`
	SecurityEnds  plant.Date              `json:"securityEnds,omitempty"`
	ReplacedBy    string                  `json:"replacedBy,omitempty"` // key
	SBOM          string                  `json:"sbom,omitempty"`
	EvidenceNotes string                  `json:"evidenceNotes,omitempty"`
	Capable       *sl.Vector              `json:"capable,omitempty"`
	CapableWhy    string                  `json:"capableWhy,omitempty"`
}

// OfferedClaim is an [assess.Claim] by keys.
type OfferedClaim struct {
	About          string                `json:"about"` // "product PD-001" or "company CO-001"
	Set            catalog.SetID         `json:"set"`
	Requirement    catalog.RequirementID `json:"requirement"`
	State          assess.State          `json:"state"`
	Reason         string                `json:"reason,omitempty"`
	Approver       string                `json:"approver,omitempty"`
	Compensating   string                `json:"compensating,omitempty"`
	Expires        plant.Date            `json:"expires,omitempty"`
	Function       string                `json:"function,omitempty"`
	Maturity       int                   `json:"maturity,omitempty"`
	MaturityTarget int                   `json:"maturityTarget,omitempty"`
	Evidence       []string              `json:"evidence,omitempty"`
	Assessor       string                `json:"assessor,omitempty"`
	AssessedOn     plant.Date            `json:"assessedOn,omitempty"`
	Note           string                `json:"note,omitempty"`
}

// OfferedCertificate is a [Certificate] by keys.
type OfferedCertificate struct {
	Key      string        `json:"key"`
	Name     string        `json:"name"`
	Scheme   Scheme        `json:"scheme"`
	About    string        `json:"about"` // "product PD-001" or "company CO-001"
	Set      catalog.SetID `json:"set,omitempty"`
	Level    int           `json:"level,omitempty"`
	Maturity int           `json:"maturity,omitempty"`
	Scope    string        `json:"scope,omitempty"`
	Number   string        `json:"number,omitempty"`
	Issuer   string        `json:"issuer,omitempty"`
	Issued   plant.Date    `json:"issued,omitempty"`
	Expires  plant.Date    `json:"expires,omitempty"`
	Revoked  plant.Date    `json:"revoked,omitempty"`
	Note     string        `json:"note,omitempty"`
}

// AsBuiltContent is a plant as it was delivered: what stands where, the tests
// with their results, and the proofs, whose files lie in the same package.
type AsBuiltContent struct {
	Specification string         `json:"specification,omitempty"` // key, as asked
	Site          plant.Document `json:"site"`
	Tests         []BuiltTest    `json:"tests,omitempty"`
	Proofs        []BuiltProof   `json:"proofs,omitempty"`
	Note          string         `json:"note,omitempty"`
}

// BuiltTest is a [Test] by keys.
type BuiltTest struct {
	Key       string     `json:"key"`
	Name      string     `json:"name,omitempty"`
	Phase     Phase      `json:"phase"`
	Line      string     `json:"line"`
	Subject   string     `json:"subject,omitempty"`
	Asks      string     `json:"asks,omitempty"`
	Steps     string     `json:"steps,omitempty"`
	Expected  string     `json:"expected,omitempty"`
	HoldPoint bool       `json:"holdPoint,omitempty"`
	Result    TestResult `json:"result"`
	Found     string     `json:"found,omitempty"`
	By        string     `json:"by,omitempty"`
	Witness   string     `json:"witness,omitempty"`
	On        plant.Date `json:"on,omitempty"`
	Proofs    []string   `json:"proofs,omitempty"` // keys
}

// BuiltProof is a proof of the delivery.
type BuiltProof struct {
	Key         string      `json:"key"`
	Name        string      `json:"name"`
	Description string      `json:"description,omitempty"`
	Kind        string      `json:"kind"` // "implemented" or "effective"
	Section     string      `json:"section,omitempty"`
	Effective   plant.Date  `json:"effective,omitempty"`
	From        plant.Date  `json:"from,omitempty"`
	Until       plant.Date  `json:"until,omitempty"`
	Zones       []string    `json:"zones,omitempty"` // keys
	Conduits    []string    `json:"conduits,omitempty"`
	Assets      []string    `json:"assets,omitempty"`
	Sample      string      `json:"sample,omitempty"`
	CollectedBy string      `json:"collectedBy,omitempty"`
	Source      string      `json:"source,omitempty"`
	Expires     plant.Date  `json:"expires,omitempty"`
	Files       []BuiltFile `json:"files,omitempty"`
}

// BuiltFile is a file of a proof, as it lies in the package.
type BuiltFile struct {
	Path  string `json:"path"` // within the package
	Name  string `json:"name"`
	Media string `json:"media,omitempty"`
	Note  string `json:"note,omitempty"`
}
