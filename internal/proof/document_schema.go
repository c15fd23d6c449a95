package proof

import (
	"reflect"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/supply"
)

// DocumentSchemaID is where the schema of [DocumentFormat] is published.
const DocumentSchemaID = "https://ringwall.example/schema/ringwall-library-1.schema.json"

// DocumentSchema is the JSON Schema of a library document, drawn from the structs
// that the reader fills; see [plant.SchemaOf].
func DocumentSchema() []byte {
	return plant.SchemaNamed(plant.SchemaHead{
		ID: DocumentSchemaID, Title: "Ringwall library document",
		Description: "The library of an organisation: companies, products and what they claim, certificates, evidence, assessments and rules, after IEC 62443.",
	}, Document{}, documentVocabulary)
}

var documentVocabulary = plant.Vocabulary{
	Names: map[reflect.Type]string{
		reflect.TypeFor[DocSet]():             "addedSet",
		reflect.TypeFor[supply.Company]():     "company",
		reflect.TypeFor[supply.PartnerKey]():  "partnerKey",
		reflect.TypeFor[supply.Product]():     "product",
		reflect.TypeFor[DocEvidence]():        "evidence",
		reflect.TypeFor[File]():               "file",
		reflect.TypeFor[Made]():               "made",
		reflect.TypeFor[DocProven]():          "proven",
		reflect.TypeFor[supply.Certificate](): "certificate",
		reflect.TypeFor[ClaimGroup]():         "claims",
		reflect.TypeFor[DocClaim]():           "claim",
		reflect.TypeFor[Assessment]():         "assessment",
		reflect.TypeFor[Part]():               "part",
		reflect.TypeFor[assess.Subject]():     "subject",
		reflect.TypeFor[Result]():             "result",
		reflect.TypeFor[SubjectResult]():      "subjectResult",
		reflect.TypeFor[ResultLine]():         "resultLine",
		reflect.TypeFor[Signature]():          "signature",
		reflect.TypeFor[Remark]():             "remark",
		reflect.TypeFor[DocFreshness]():       "freshnessRule",
		reflect.TypeFor[DocPair]():            "pairDecision",
	},
	Words: map[reflect.Type]any{
		reflect.TypeFor[plant.Party]():           []plant.Party{plant.AssetOwner, plant.ServiceProvider, plant.ProductSupplier},
		reflect.TypeFor[catalog.ComponentType](): catalog.ComponentTypes,
		reflect.TypeFor[supply.Scheme]():         supply.Schemes,
		reflect.TypeFor[Kind]():                  Kinds,
		reflect.TypeFor[Confidentiality]():       Confidentialities,
		reflect.TypeFor[MadeRule]():              MadeRules,
		reflect.TypeFor[CampaignState]():         CampaignStates,
		reflect.TypeFor[assess.State]():          append([]string{string(assess.Unanswered)}, plant.AnswerStates...),
		reflect.TypeFor[assess.SubjectKind]():    []assess.SubjectKind{assess.OfZone, assess.OfConduit, assess.OfSite, assess.OfAsset, assess.OfProduct, assess.OfCompany},
		reflect.TypeFor[catalog.PairState]():     []catalog.PairState{catalog.Confirmed, catalog.Rejected},
		reflect.TypeFor[catalog.Strength]():      catalog.Strengths,
	},
	Meanings: documentMeanings,
	Limits: map[string]map[string]any{
		"document.format":      {"const": DocumentFormat},
		"company.key":          plant.KeyLimit,
		"product.key":          plant.KeyLimit,
		"evidence.key":         plant.KeyLimit,
		"certificate.key":      plant.KeyLimit,
		"assessment.key":       plant.KeyLimit,
		"product.types":        {"minItems": 1},
		"product.aim":          {"minimum": 0, "maximum": 4},
		"product.aliases":      {"maxItems": 200},
		"company.aliases":      {"maxItems": 200},
		"product.orderNumbers": {"maxItems": 500},
		"certificate.level":    {"minimum": 0, "maximum": 4},
		"certificate.maturity": {"minimum": 0, "maximum": 4},
		"claims.subject":       {"pattern": "^(product|company) .+$"},
		"claim.from":           {"pattern": "^(product|company) .+$"},
		"claim.maturity":       {"minimum": 0, "maximum": 4},
		"claim.maturityTarget": {"minimum": 0, "maximum": 4},
		"proven.subject":       {"pattern": "^(site|(zone|conduit|asset) .+)$"},
		"freshnessRule.days":   {"minimum": 1, "maximum": 36500},
		"evidence.links":       {"maxItems": mostLinks},
		"resultLine.maturity":  {"minimum": 0, "maximum": 4},
	},
	Long: map[string]bool{
		"contact": true, "evidenceNotes": true, "sbom": true, "scope": true, "sample": true, "purpose": true, "method": true,
		"meaning": true, "why": true, "reason": true, "compensating": true, "result": true,
	},
}

// documentMeanings is what the attributes mean, by "definition.attribute", or by
// attribute where it means the same everywhere.
var documentMeanings = map[string]string{
	"document.format":        "Name and version of this format.",
	"document.sets":          "Requirement sets that were added to the catalogue and that the document needs.",
	"document.companies":     "The organisation itself, its integrators and suppliers.",
	"document.products":      "Versions of what suppliers deliver.",
	"document.evidence":      "Proofs, without the content of their files.",
	"document.certificates":  "What evaluators confirmed.",
	"document.claims":        "Answers about products and companies, by subject and set.",
	"document.assessments":   "Campaigns in which requirement sets are answered.",
	"document.freshness":     "How old evidence may be.",
	"document.pairDecisions": "What was decided about pairs of crosswalks.",

	"site":           "Key of the site that it belongs to; empty for what is of the whole organisation.",
	"company":        "Key of a company.",
	"product":        "Key of a product.",
	"set":            "Id of a requirement set.",
	"requirement":    "Id of a requirement.",
	"requirements":   "Ids of requirements.",
	"hash":           "SHA-256 of the file, in hex.",
	"by":             "Who did it.",
	"at":             "When.",
	"reason":         "Why.",
	"why":            "The reason in one sentence.",
	"state":          "How it stands.",
	"maturity":       "Maturity level, 1 to 4; 0 is none.",
	"assessor":       "Who assessed it.",
	"assessedOn":     "Day of the assessment.",
	"replacedBy":     "Key of the one that took its place.",
	"aliases":        "Other names by which it is known.",
	"note":           "Free remark.",
	"expires":        "Day from which it no longer counts.",
	"proofs":         "Keys of evidence that stands behind it.",
	"maturityTarget": "Maturity aimed at, 1 to 4; 0 is none.",

	"addedSet.id":     "Id of the set.",
	"addedSet.source": "Where it came from.",

	"company.own":      "True for the organisation itself.",
	"company.parties":  "What it is to the plant.",
	"company.contact":  "Whom to ask.",
	"company.website":  "Web address.",
	"company.critical": "True for a supplier without whom an essential function stops.",
	"company.keys":     "Public keys that it signs packages with; whether they are trusted is confirmed in each store.",

	"partnerKey.key":         "Ed25519 public key, as base64.",
	"partnerKey.fingerprint": "Fingerprint of the key.",

	"product.company":       "Key of its maker.",
	"product.release":       "Version that the claims hold for; empty is every version.",
	"product.orderNumbers":  "Order numbers by which assets are recognised.",
	"product.types":         "Component types of IEC 62443-4-2.",
	"product.aim":           "Security level that its maker works towards; 0 is none.",
	"product.supportFrom":   "First day of support.",
	"product.supportEnds":   "Last day of support.",
	"product.securityEnds":  "Last day of security updates.",
	"product.sbom":          "Where its bill of materials is kept.",
	"product.evidenceNotes": "What its maker shows.",

	"evidence.kind":            "Whether it shows that something is there, or that it works.",
	"evidence.section":         "Section of an auditor's binder.",
	"evidence.files":           "Every revision of its files, by name and hash; the content stays in the vault.",
	"evidence.links":           "Where documents are kept elsewhere.",
	"evidence.effective":       "Day from which it speaks.",
	"evidence.from":            "First day of the period that it covers.",
	"evidence.until":           "Last day of the period that it covers.",
	"evidence.zones":           "Keys of zones that it is about.",
	"evidence.conduits":        "Keys of conduits that it is about.",
	"evidence.assets":          "Keys of assets that it is about.",
	"evidence.products":        "Keys of products that it is about.",
	"evidence.sample":          "Which part was looked at, and how it was chosen.",
	"evidence.collectedBy":     "Who collected it.",
	"evidence.source":          "Where it came from.",
	"evidence.confidentiality": "Who may see it.",
	"evidence.made":            "Set when the program makes the evidence itself.",
	"evidence.proves":          "Answers of sites that rest on it.",

	"file.revision":   "Number within the evidence, from 1.",
	"file.name":       "Name of the file.",
	"file.size":       "Bytes.",
	"file.media":      "Media type, as the content shows.",
	"file.superseded": "Revision that replaced this one; 0 while it stands.",

	"made.rule":   "Way in which the program makes it.",
	"made.result": "What was found.",
	"made.holds":  "True when it speaks for the requirement.",
	"made.ground": "Digest of what it was made from.",

	"proven.site":    "Key of the site.",
	"proven.subject": "What the answers are about: site, or zone, conduit or asset and its key.",

	"certificate.scheme":  "Certification scheme.",
	"certificate.level":   "Certified security level, 1 to 4.",
	"certificate.scope":   "What was certified.",
	"certificate.number":  "Number of the certificate.",
	"certificate.issuer":  "Who issued it.",
	"certificate.issued":  "Day of issue.",
	"certificate.revoked": "Day of revocation.",
	"certificate.proof":   "Key of the evidence that holds the certificate.",
	"certificate.expires": "Last day on which it holds.",

	"claims.subject": "What the claims are about: product or company and its key.",
	"claims.answers": "One answer for each requirement.",

	"claim.state":        "The answer.",
	"claim.approver":     "Who agreed; needed for not-applicable and not-applied.",
	"claim.compensating": "Countermeasure that stands in; needed for compensated and not-applied.",
	"claim.from":         "Company or product whose answer is inherited.",
	"claim.function":     "Essential function that not-applied spares.",
	"claim.evidence":     "Proofs in words or by document id.",

	"assessment.parts":     "Sites and subjects that are assessed.",
	"assessment.lead":      "Who answers for it.",
	"assessment.starts":    "First day.",
	"assessment.due":       "Day by which it is due.",
	"assessment.purpose":   "Why it is done.",
	"assessment.method":    "How it is done.",
	"assessment.before":    "Key of the assessment that it is compared to.",
	"assessment.result":    "What stood when it was given into review.",
	"assessment.review":    "Signature of the second person.",
	"assessment.returned":  "Times that the reviewer gave it back.",
	"assessment.cancelled": "Who gave it up, and why.",

	"part.site":     "Key of the site; empty for products and companies.",
	"part.subjects": "What is assessed; none is all that the set is answered for.",

	"subject.kind": "Kind of the subject.",
	"subject.id":   "Key of the subject.",

	"result.on":         "Day on which it was given into review.",
	"result.unanswered": "Asked requirements without an answer.",
	"result.answered":   "Whoever answered any of it.",
	"result.subjects":   "What was answered for each subject.",

	"subjectResult.subject": "The subject.",
	"subjectResult.key":     "Key of the subject at that time.",
	"subjectResult.answers": "The answers.",

	"resultLine.holds":  "True when the requirement counted as met.",
	"resultLine.proofs": "How many proofs the answer named.",

	"signature.meaning":  "What was signed.",
	"signature.imported": "True when a document brought the signature.",

	"freshnessRule.days": "How many days evidence counts.",

	"pairDecision.crosswalk": "Id of the crosswalk.",
	"pairDecision.from":      "Requirement of its first set.",
	"pairDecision.to":        "Requirement of its second set.",
	"pairDecision.state":     "Whether the pair is confirmed or rejected.",
	"pairDecision.strength":  "How much of the second requirement the first settles.",
	"pairDecision.whole":     "True when an answer to the first settles the whole of the second.",
	"pairDecision.on":        "Day of the decision.",
}
