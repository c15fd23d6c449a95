package exchange

import (
	"reflect"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/supply"
)

// SchemaID is where the schema of [Format] is published.
const SchemaID = "https://ringwall.example/schema/ringwall-package-1.schema.json"

// jsonParts are the JSON parts of a package by their paths: the root of the
// schema. Each part alone keeps the definition that its attribute refers to.
type jsonParts struct {
	Manifest     Manifest               `json:"manifest.json"`
	Requirements *supply.Asked          `json:"requirements.json,omitempty"`
	Reply        *supply.ReplyContent   `json:"reply.json,omitempty"`
	Claims       *supply.ClaimsContent  `json:"claims.json,omitempty"`
	AsBuilt      *supply.AsBuiltContent `json:"as-built.json,omitempty"`
}

// Schema is the JSON Schema of everything in a package that is JSON, drawn from
// the structs that the reader fills.
func Schema() []byte {
	return plant.SchemaNamed(plant.SchemaHead{
		ID: SchemaID, Title: "Ringwall package",
		Description: "The JSON parts of a signed package between asset owner, integrator and product supplier, by their paths.",
	}, jsonParts{}, vocabulary)
}

var vocabulary = plant.Vocabulary{
	Names: map[reflect.Type]string{
		reflect.TypeFor[plant.Document]():            "document",
		reflect.TypeFor[Manifest]():                  "manifest",
		reflect.TypeFor[Part]():                      "part",
		reflect.TypeFor[supply.Asked]():              "requirements",
		reflect.TypeFor[supply.AskedHead]():          "specification",
		reflect.TypeFor[supply.AskedSystem]():        "system",
		reflect.TypeFor[supply.AskedText]():          "requirementText",
		reflect.TypeFor[supply.AskedLine]():          "line",
		reflect.TypeFor[supply.ReplyContent]():       "reply",
		reflect.TypeFor[supply.OfferedLine]():        "replyLine",
		reflect.TypeFor[supply.ClaimsContent]():      "claims",
		reflect.TypeFor[supply.OfferedCompany]():     "company",
		reflect.TypeFor[supply.OfferedProduct]():     "product",
		reflect.TypeFor[supply.OfferedClaim]():       "claim",
		reflect.TypeFor[supply.OfferedCertificate](): "certificate",
		reflect.TypeFor[supply.AsBuiltContent]():     "asBuilt",
		reflect.TypeFor[supply.BuiltTest]():          "test",
		reflect.TypeFor[supply.BuiltProof]():         "proof",
		reflect.TypeFor[supply.BuiltFile]():          "file",
	},
	Words: map[reflect.Type]any{
		reflect.TypeFor[supply.PackageKind]():    Kinds,
		reflect.TypeFor[supply.Answer]():         supply.Answers,
		reflect.TypeFor[supply.Scheme]():         supply.Schemes,
		reflect.TypeFor[supply.Phase]():          supply.Phases,
		reflect.TypeFor[supply.TestResult]():     supply.TestResults,
		reflect.TypeFor[risk.Verification]():     risk.Verifications,
		reflect.TypeFor[catalog.ComponentType](): catalog.ComponentTypes,
		reflect.TypeFor[plant.Party]():           []plant.Party{plant.AssetOwner, plant.ServiceProvider, plant.ProductSupplier},
	},
	Meanings: meanings,
	Limits: map[string]map[string]any{
		"manifest.format":   {"const": Format},
		"manifest.parts":    {"maxItems": DefaultBudget.Parts},
		"part.path":         {"maxLength": DefaultBudget.Path},
		"part.sha256":       {"pattern": "^[0-9a-f]{64}$"},
		"line.target":       {"minimum": 0, "maximum": 4},
		"product.aim":       {"minimum": 0, "maximum": 4},
		"claim.maturity":    {"minimum": 0, "maximum": 4},
		"claim.about":       {"pattern": "^(product|company) .+$"},
		"certificate.about": {"pattern": "^(product|company|site) .+$"},
		"proof.kind":        {"enum": []string{"implemented", "effective"}},
		"line.subject":      {"pattern": "^(system|(zone|conduit) .+)$"},
	},
	Long: map[string]bool{
		"text": true, "question": true, "evidence": true, "asks": true, "steps": true, "expected": true, "found": true, "instead": true,
		"capableWhy": true, "evidenceNotes": true, "perimeter": true, "environment": true, "standing": true, "verificationWhy": true, "scope": true, "sample": true,
		"title": true,
	},
}

// meanings is by "definition.attribute", or by attribute where it means the same
// everywhere.
var meanings = map[string]string{
	"document.manifest.json":     "What the package is and all that is in it; the signature in manifest.sig is of its bytes.",
	"document.requirements.json": "What an asset owner asks: the content of a requirements package.",
	"document.reply.json":        "The answers to a requirements package, line by line.",
	"document.claims.json":       "Products and what is claimed of them.",
	"document.as-built.json":     "The plant as it was delivered.",

	"manifest.format":  "Name and version of this format.",
	"manifest.kind":    "What the package is for.",
	"manifest.name":    "What the sender calls the package.",
	"manifest.from":    "Party that made the package.",
	"manifest.to":      "Party that it is for.",
	"manifest.made":    "When it was made, in UTC.",
	"manifest.answers": "SHA-256 of the manifest of the package that this one replies to.",
	"manifest.key":     "Ed25519 public key that the package is signed with, in base64.",
	"manifest.parts":   "Every other file of the package, in its order.",
	"part.path":        "Path of the file within the package.",
	"part.size":        "Bytes of the file.",
	"part.sha256":      "SHA-256 of the file, in hex.",

	"requirements.specification": "Which specification is asked, and how it stands.",
	"requirements.system":        "The system that is to be built.",
	"requirements.zones":         "Zones of the system with their targets, and those where a conduit of it ends.",
	"requirements.conduits":      "Conduits of the system with their flows and targets.",
	"requirements.outside":       "Keys of the zones that are not part of the system.",
	"requirements.requirements":  "What each requirement asks, once.",
	"requirements.lines":         "Lines of the specification.",
	"specification.set":          "Requirement set of the lines that are not the owner's own.",
	"specification.digest":       "SHA-256 of the specification, in hex.",
	"specification.draft":        "True while nobody has approved the specification.",
	"specification.standing":     "How the specification stands, in words.",
	"specification.day":          "Day as of which it was drawn.",
	"system.site":                "Key of the site.",
	"system.siteName":            "Name of the site.",
	"system.perimeter":           "Where the system ends.",
	"system.accessPoints":        "Ways in and out.",
	"system.environment":         "Where the system stands and what it relies on.",
	"system.policies":            "Policies of the owner that apply.",
	"system.regulations":         "Laws and rules that apply.",
	"requirementText.id":         "Id of the requirement.",
	"requirementText.fr":         "Foundational requirement that it belongs to.",
	"requirementText.title":      "Short title.",
	"requirementText.text":       "What it asks, in own words.",
	"requirementText.question":   "What a person is asked about it.",
	"requirementText.evidence":   "Example of good evidence.",
	"line.id":                    "Stable identity: the key of the subject and the requirement.",
	"line.number":                "Running number as printed.",
	"line.subject":               "What it is about: system, or zone or conduit and its key.",
	"line.fr":                    "Foundational requirement that it serves; empty for one of the owner.",
	"line.requirement":           "Id of the requirement, or key of the owner's own.",
	"line.title":                 "Short title.",
	"line.text":                  "What is asked; else the text of the requirement is.",
	"line.own":                   "True for a requirement of the owner beyond the set.",
	"line.planned":               "True for a countermeasure that the owner counts on.",
	"line.target":                "SL-T that the line serves; 0 for one of the owner.",
	"line.verification":          "How it is shown to be met.",
	"line.verificationWhy":       "Why in this way.",
	"line.holdPoint":             "True when work stops until it is shown.",

	"reply.specification": "Key of the specification that is answered.",
	"reply.lines":         "Answers; what has none is open.",
	"replyLine.line":      "Identity of the line.",
	"replyLine.answer":    "The answer.",
	"replyLine.reason":    "Why; needed for a deviation.",
	"replyLine.instead":   "What is offered in place of what is asked.",
	"replyLine.products":  "Keys of the products that carry the line.",

	"claims.company":        "Who makes the claims.",
	"claims.products":       "Products, each of one version.",
	"claims.claims":         "Answers to requirements for a product or the company.",
	"claims.certificates":   "What evaluators confirmed.",
	"company.parties":       "Parts that it plays.",
	"company.aliases":       "Other names by which inventories know it.",
	"company.contact":       "Whom to ask.",
	"company.website":       "Address of its pages.",
	"product.release":       "Version that the claims hold for; empty is every version.",
	"product.orderNumbers":  "Order numbers.",
	"product.aliases":       "Other names of the model.",
	"product.types":         "Component types of IEC 62443-4-2.",
	"product.aim":           "Security level that the supplier works towards.",
	"product.supportFrom":   "First day of support.",
	"product.supportEnds":   "Last day of support.",
	"product.securityEnds":  "Last day of security updates.",
	"product.replacedBy":    "Key of the product that follows.",
	"product.sbom":          "Where its bill of materials is kept.",
	"product.evidenceNotes": "Where its evidence can be seen.",
	"product.capable":       "SL-C over FR 1 to FR 7, as its maker reckons it.",
	"product.capableWhy":    "Why so.",
	"claim.about":           "What it is about: product or company and its key.",
	"claim.set":             "Requirement set.",
	"claim.requirement":     "Id of the requirement.",
	"claim.state":           "The answer.",
	"claim.reason":          "Why.",
	"claim.approver":        "Who agreed.",
	"claim.compensating":    "Countermeasure that stands in.",
	"claim.expires":         "Day from which a compensated answer counts as not met.",
	"claim.function":        "Essential function that applying the requirement would harm.",
	"claim.maturity":        "Maturity level shown, 1 to 4.",
	"claim.maturityTarget":  "Maturity level aimed at.",
	"claim.evidence":        "Proofs in words.",
	"claim.assessor":        "Who assessed it.",
	"claim.assessedOn":      "Day of the assessment.",
	"certificate.scheme":    "Certification scheme.",
	"certificate.about":     "Who or what holds it: product, company or site and its key.",
	"certificate.set":       "Requirement set that was evaluated.",
	"certificate.level":     "Security level that was confirmed.",
	"certificate.maturity":  "Maturity level that was confirmed.",
	"certificate.scope":     "What was evaluated.",
	"certificate.number":    "Number of the certificate.",
	"certificate.issuer":    "Who issued it.",
	"certificate.issued":    "Day of issue.",
	"certificate.expires":   "Last day on which it holds.",
	"certificate.revoked":   "Day on which it was taken back.",
	"asBuilt.specification": "Key of the specification that was built to.",
	"asBuilt.site":          "Zones, conduits and assets as a site document.",
	"asBuilt.tests":         "Acceptance tests with their results.",
	"asBuilt.proofs":        "Proofs, whose files lie in the same package.",
	"test.phase":            "When it is done.",
	"test.line":             "Identity of the line that it verifies.",
	"test.subject":          "What it is about.",
	"test.asks":             "What is asked.",
	"test.steps":            "What is done.",
	"test.expected":         "What has to be seen.",
	"test.holdPoint":        "True when work stops until the owner has witnessed it.",
	"test.result":           "How it ended.",
	"test.found":            "What was seen.",
	"test.by":               "Who did it.",
	"test.witness":          "Who witnessed it.",
	"test.on":               "Day on which it was done.",
	"test.proofs":           "Keys of proofs.",
	"proof.kind":            "Whether it shows that something is there, or that it works.",
	"proof.section":         "Section of an auditor's binder.",
	"proof.effective":       "Day from which it speaks.",
	"proof.from":            "First day that it covers.",
	"proof.until":           "Last day that it covers.",
	"proof.zones":           "Keys of zones that it is about.",
	"proof.conduits":        "Keys of conduits that it is about.",
	"proof.assets":          "Keys of assets that it is about.",
	"proof.sample":          "Which part was looked at.",
	"proof.collectedBy":     "Who collected it.",
	"proof.source":          "Where it comes from.",
	"proof.expires":         "Day on which it ends to count.",
	"proof.files":           "Its files.",
	"file.path":             "Path of the file within the package.",
	"file.media":            "Media type.",
}
