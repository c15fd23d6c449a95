// Package supply is what the three parties of IEC 62443 hand to one another:
// companies and the products they supply, the certificates of both, the signed
// packages between them, the reply to a requirements specification line by line,
// and the acceptance tests out of its verification methods.
//
// What is answered about a product or a company is an [assess.Claim]; this
// package says which product an asset is, and what a package holds.
package supply

import (
	"time"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// ID identifies a record; the store gives it out.
type ID string

// Head is what every record of the library has.
type Head struct {
	ID ID `json:"id,omitempty" document:"-"`
	// Site is the site that the record belongs to; empty for those of the whole
	// organisation.
	Site    plant.SiteID `json:"site,omitempty"`
	Key     string       `json:"key"` // unique within its kind and organisation: "PD-012"
	Name    string       `json:"name"`
	Version int          `json:"version,omitempty" document:"-"`
}

// Company is one of the parties: an asset owner, an integrator or service
// provider, a product supplier, or several of them. Own is the organisation
// itself, of which there is one.
type Company struct {
	Head
	Own     bool          `json:"own,omitempty"`
	Parties []plant.Party `json:"parties,omitempty"`
	// Aliases are other names by which inventories know it: "SIEMENS AG".
	Aliases []string `json:"aliases,omitempty"`
	Contact string   `json:"contact,omitempty"`
	Website string   `json:"website,omitempty"`
	Note    string   `json:"note,omitempty"`
	// Critical marks a supplier without whom an essential function stops.
	Critical bool `json:"critical,omitempty"`
	// Keys are what it signs packages with.
	Keys []PartnerKey `json:"keys,omitempty"`
}

// PartnerKey is a key that a company signs packages with, once somebody has
// compared its fingerprint with the company on another way.
type PartnerKey struct {
	Key         string     `json:"key"` // Ed25519 public key, base64
	Fingerprint string     `json:"fingerprint"`
	Trusted     bool       `json:"trusted" document:"-"`
	By          string     `json:"by,omitempty" document:"-"`
	On          plant.Date `json:"on,omitempty" document:"-"`
	Note        string     `json:"note,omitempty"`
}

// Product is one version of what a supplier delivers, so that one claim serves
// every asset of it.
type Product struct {
	Head
	Company ID     `json:"company,omitempty"`
	Vendor  string `json:"vendor"`
	Model   string `json:"model"`
	// Release is the version of firmware or software that the claims hold for;
	// empty is every version.
	Release      string                  `json:"release,omitempty"`
	OrderNumbers []string                `json:"orderNumbers,omitempty"`
	Aliases      []string                `json:"aliases,omitempty"` // other names of the model
	Types        []catalog.ComponentType `json:"types"`
	Description  string                  `json:"description,omitempty"`
	// Aim is the security level that the supplier works towards, 0 for none.
	Aim int `json:"aim,omitempty"`
	// Support periods of the version (IEC 62443-4-1, SUM).
	SupportFrom   plant.Date `json:"supportFrom,omitempty"`
	SupportEnds   plant.Date `json:"supportEnds,omitempty"`
	SecurityEnds  plant.Date `json:"securityEnds,omitempty"` // last day of security updates
	ReplacedBy    ID         `json:"replacedBy,omitempty"`
	SBOM          string     `json:"sbom,omitempty"` // where its bill of materials is kept
	EvidenceNotes string     `json:"evidenceNotes,omitempty"`
	// Received is the package that brought it; empty when it was entered here.
	Received ID `json:"received,omitempty" document:"-"`
	// SaidBy is the company by whose word alone it is known, where that is not its
	// maker: an integrator who brought it with a reply.
	SaidBy ID `json:"saidBy,omitempty" document:"-"`
}

// Certificate is what an evaluator confirmed, with its dates.
type Certificate struct {
	Head
	Scheme Scheme `json:"scheme"`
	// Company or Product holds it; of a certified solution, Site.
	Company  ID                `json:"company,omitempty"`
	Product  ID                `json:"product,omitempty"`
	Set      catalog.SetID     `json:"set,omitempty"`
	Level    int               `json:"level,omitempty"`    // SL-C 1 to 4
	Maturity int               `json:"maturity,omitempty"` // ML 1 to 4
	Scope    string            `json:"scope,omitempty"`
	Number   string            `json:"number,omitempty"`
	Issuer   string            `json:"issuer,omitempty"`
	Issued   plant.Date        `json:"issued,omitempty"`
	Expires  plant.Date        `json:"expires,omitempty"`
	Revoked  plant.Date        `json:"revoked,omitempty"`
	Proof    assess.EvidenceID `json:"proof,omitempty"`
	Note     string            `json:"note,omitempty"`
}

// Scheme is a certification scheme.
type Scheme string

// Schemes lists the schemes in the order of menus.
var Schemes = []Scheme{"isasecure-csa", "isasecure-ssa", "isasecure-sdla", "isasecure-icsa", "isasecure-acssa", "iecee-4-1", "iecee-4-2", "iecee-3-3", "iecee-2-4", "jipdec-csms", "iso-27001", "other"}

// Package is a signed file that one party gave to another, as it stands in the
// vault. What it holds is never changed; what was made of it is noted here.
type Package struct {
	Head
	Kind      PackageKind `json:"kind"`
	Direction Direction   `json:"direction"`
	// From and To name the parties as the package does.
	From    string    `json:"from"`
	To      string    `json:"to,omitempty"`
	Company ID        `json:"company,omitempty"` // the other party, once it is known
	Made    time.Time `json:"made,omitzero"`
	// Digest is the SHA-256 of the manifest, File that of the whole file in the vault.
	Digest string `json:"digest"`
	File   string `json:"file"`
	Size   int64  `json:"size"`
	// Fingerprint is that of the key it is signed with; Trusted says whether it
	// was known as the company's when the package came or was accepted.
	Fingerprint string `json:"fingerprint,omitempty"`
	Trusted     bool   `json:"trusted,omitempty"`
	// Answers is the digest of the package that this one replies to.
	Answers string     `json:"answers,omitempty"`
	State   string     `json:"state"` // sent, received, accepted, refused
	By      string     `json:"by,omitempty"`
	On      plant.Date `json:"on,omitempty"`
	Note    string     `json:"note,omitempty"`
	// Signed is the owner's acceptance.
	Signed *Acceptance `json:"signed,omitempty"`
	// Grade is the highest confidentiality of the proofs inside, as they were
	// graded when the package was made; LeftOut says whose proofs stayed behind.
	Grade   string   `json:"grade,omitempty"`
	LeftOut []string `json:"leftOut,omitempty"`
}

// Acceptance is a decision on a package that a person signed.
type Acceptance struct {
	By      string    `json:"by"`
	Name    string    `json:"name"`
	At      time.Time `json:"at"`
	Meaning string    `json:"meaning"`
	Digest  string    `json:"digest"` // of the package
	// Decisions is the SHA-256 of the decided lines of a reply, all of which the
	// signature is on.
	Decisions string `json:"decisions,omitempty"`
}

// Direction of a package, seen from this organisation.
type Direction string

// The directions.
const (
	Outgoing Direction = "out"
	Incoming Direction = "in"
)

// PackageKind says what a package holds.
type PackageKind string

// The kinds of package.
const (
	Requirements PackageKind = "requirements" // owner to integrator: zones, targets, specification
	ReplyPackage PackageKind = "reply"        // integrator to owner: answers line by line, claims
	Claims       PackageKind = "claims"       // supplier to whoever installs: products and what they claim
	AsBuilt      PackageKind = "as-built"     // integrator to owner: plant as delivered, tests, evidence
)

// Reply answers a requirements package line by line.
type Reply struct {
	Head
	Package ID `json:"package"` // that it answers
	// Came is the package that brought it; empty for a reply of our own.
	Came  ID          `json:"came,omitempty"`
	Lines []ReplyLine `json:"lines,omitempty"`
	Note  string      `json:"note,omitempty"`
	State string      `json:"state"` // draft, sent, accepted, refused
}

// ReplyLine is the answer to one line of the specification.
type ReplyLine struct {
	Line   string `json:"line"` // the stable id of the line
	Answer Answer `json:"answer"`
	// Reason is mandatory for a deviation.
	Reason string `json:"reason,omitempty"`
	// Instead is what is offered in place of what is asked.
	Instead string `json:"instead,omitempty"`
	// Products that carry the line.
	Products []ID `json:"products,omitempty"`
	// Decided is the owner's word on a deviation: accepted or refused.
	Decided string `json:"decided,omitempty"`
	Comment string `json:"comment,omitempty"`
}

// Answer to a line of a specification.
type Answer string

// Answers lists the answers in the order of menus.
var Answers = []Answer{"comply", "deviate", "clarify", "not-applicable"}

// Test is one acceptance test of a delivery, out of the verification method of
// a line: at the factory (FAT), on site (SAT), at commissioning.
type Test struct {
	Head
	Package  ID     `json:"package,omitempty"` // the requirements that it verifies
	Phase    Phase  `json:"phase"`
	Line     string `json:"line"` // the stable id of the line
	Subject  string `json:"subject,omitempty"`
	Asks     string `json:"asks,omitempty"` // what is asked, in own words
	Steps    string `json:"steps,omitempty"`
	Expected string `json:"expected,omitempty"`
	// HoldPoint stops the work until the owner has witnessed the test.
	HoldPoint bool                `json:"holdPoint,omitempty"`
	Result    TestResult          `json:"result"`
	Found     string              `json:"found,omitempty"`
	By        string              `json:"by,omitempty"`
	Witness   string              `json:"witness,omitempty"`
	On        plant.Date          `json:"on,omitempty"`
	Proofs    []assess.EvidenceID `json:"proofs,omitempty"`
}

// Phase of an acceptance test.
type Phase string

// Phases lists the phases in the order of a project.
var Phases = []Phase{"document-review", "design-review", "fat", "sat", "commissioning"}

// TestResult of an acceptance test.
type TestResult string

// TestResults lists the results in the order of menus.
var TestResults = []TestResult{"open", "passed", "failed", "waived"}
