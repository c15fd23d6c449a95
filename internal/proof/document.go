package proof

import (
	"cmp"
	"io"
	"regexp"
	"slices"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/supply"
)

// DocumentFormat names the format and its version in the first line of a
// library document.
const DocumentFormat = "ringwall-library/1"

// Document is the library of an organisation as people exchange it, in YAML or
// JSON: the same records, but referring to each other, to sites and to what
// stands in them by key, without ids and versions. Licensed texts are never in
// it, nor packages, replies and tests, which travel as signed files.
type Document struct {
	Format string `json:"format"`
	// Sets are those that were added to the catalogue. They come as data packs;
	// the document only says which ones it needs.
	Sets         []DocSet             `json:"sets,omitempty"`
	Companies    []supply.Company     `json:"companies,omitempty"`
	Products     []supply.Product     `json:"products,omitempty"`
	Evidence     []DocEvidence        `json:"evidence,omitempty"`
	Certificates []supply.Certificate `json:"certificates,omitempty"`
	Claims       []ClaimGroup         `json:"claims,omitempty"`
	Assessments  []Assessment         `json:"assessments,omitempty"`
	Freshness    []DocFreshness       `json:"freshness,omitempty"`
	Pairs        []DocPair            `json:"pairDecisions,omitempty"`
}

// DocSet names an added set.
type DocSet struct {
	ID     catalog.SetID `json:"id"`
	Source string        `json:"source,omitempty"`
	Hash   string        `json:"hash,omitempty"` // of the file that it came from
}

// DocEvidence is an [Evidence] with the answers of sites that rest on it. Claims
// name their proofs themselves.
type DocEvidence struct {
	Evidence
	Proves []DocProven `json:"proves,omitempty"`
}

// DocProven are answers about one subject of a site.
type DocProven struct {
	Site         string                  `json:"site"`    // key
	Subject      string                  `json:"subject"` // "zone Z-01"; see [plant.ParseAnswered]
	Set          catalog.SetID           `json:"set"`
	Requirements []catalog.RequirementID `json:"requirements"`
}

// ClaimGroup are the claims of one set about one product or company.
type ClaimGroup struct {
	Subject string        `json:"subject"` // "product PD-001" or "company CO-001"
	Set     catalog.SetID `json:"set"`
	// Assessor and AssessedOn are those of every answer that names none of its own.
	Assessor   string     `json:"assessor,omitempty"`
	AssessedOn plant.Date `json:"assessedOn,omitempty"`
	Answers    []DocClaim `json:"answers"`
}

// DocClaim is one claim, as plain data.
type DocClaim struct {
	Requirement    catalog.RequirementID `json:"requirement"`
	State          assess.State          `json:"state"`
	Reason         string                `json:"reason,omitempty"`
	Approver       string                `json:"approver,omitempty"`
	Compensating   string                `json:"compensating,omitempty"`
	Expires        plant.Date            `json:"expires,omitempty"`
	From           string                `json:"from,omitempty"` // "company CO-001"
	Function       string                `json:"function,omitempty"`
	Maturity       int                   `json:"maturity,omitempty"`
	MaturityTarget int                   `json:"maturityTarget,omitempty"`
	Evidence       []string              `json:"evidence,omitempty"`
	Proofs         []assess.EvidenceID   `json:"proofs,omitempty"` // keys
	Assessor       string                `json:"assessor,omitempty"`
	AssessedOn     plant.Date            `json:"assessedOn,omitempty"`
	Note           string                `json:"note,omitempty"`
}

// Claim is a [DocClaim] with what its group says.
type Claim struct {
	Subject string        `json:"subject"`
	Set     catalog.SetID `json:"set"`
	DocClaim
}

// Key is what people call a claim: "product PD-001 iec-62443-4-2:2019 CR 1.1".
func (c Claim) Key() string {
	return c.Subject + " " + catalog.KeyOf(c.Set, c.Requirement)
}

// DocFreshness is a [catalog.Freshness], whose key is what it is about.
type DocFreshness struct {
	Set         catalog.SetID         `json:"set"`
	Requirement catalog.RequirementID `json:"requirement,omitempty"`
	Days        int                   `json:"days"`
	Note        string                `json:"note,omitempty"`
}

// Key is the key of the rule.
func (f DocFreshness) Key() string { return catalog.KeyOf(f.Set, f.Requirement) }

// DocPair is a [catalog.PairDecision], whose key is what it is about.
type DocPair struct {
	Crosswalk string                `json:"crosswalk"`
	From      catalog.RequirementID `json:"from"`
	To        catalog.RequirementID `json:"to"`
	State     catalog.PairState     `json:"state"`
	Strength  catalog.Strength      `json:"strength,omitempty"`
	Whole     bool                  `json:"whole,omitempty"`
	Note      string                `json:"note,omitempty"`
	By        string                `json:"by,omitempty"`
	On        plant.Date            `json:"on,omitempty"`
}

// Key is the key of the decision.
func (p DocPair) Key() string { return catalog.PairKey(p.Crosswalk, p.From, p.To) }

// ReadDocument reads a library document; see [plant.ReadFormat]. Into lines goes
// where each value stands, unless lines is nil.
func ReadDocument(r io.Reader, b plant.Budget, lines plant.Lines) (Document, error) {
	var d Document
	if err := plant.ReadFormat(DocumentFormat, &d, r, b, lines); err != nil {
		return Document{}, err
	}
	return d, nil
}

var formatLine = regexp.MustCompile(`(?m)^\{?[ \t]*["']?format["']?[ \t]*:[ \t]*["']?ringwall-library/`)

// IsDocument says whether a text means to be a library document.
func IsDocument(text []byte) bool { return formatLine.Match(text) }

// Normalise brings every record of the document into its one form.
func (d Document) Normalise() Document {
	d = plant.Tidy(d)
	for i := range d.Evidence {
		e := &d.Evidence[i]
		e.Evidence = e.Evidence.Normalise()
		e.Proves = joined(e.Proves)
	}
	for i := range d.Assessments {
		d.Assessments[i] = d.Assessments[i].Normalise()
	}
	d.Claims = Grouped(d.Flat())
	return d
}

// joined puts answers about one subject together, each once and in order.
func joined(list []DocProven) []DocProven {
	var out []DocProven
	for _, p := range list {
		i := slices.IndexFunc(out, func(o DocProven) bool {
			return o.Site == p.Site && o.Subject == p.Subject && o.Set == p.Set
		})
		if i < 0 {
			i, out = len(out), append(out, DocProven{Site: p.Site, Subject: p.Subject, Set: p.Set})
		}
		out[i].Requirements = append(out[i].Requirements, p.Requirements...)
	}
	for i := range out {
		slices.SortFunc(out[i].Requirements, byText)
		out[i].Requirements = slices.Compact(out[i].Requirements)
	}
	slices.SortFunc(out, func(a, b DocProven) int {
		return cmp.Or(plant.CompareKeys(a.Site, b.Site), plant.CompareKeys(a.Subject, b.Subject), byText(a.Set, b.Set))
	})
	return out
}

func byText[T ~string](a, b T) int { return plant.CompareKeys(string(a), string(b)) }

// Flat are the claims of the document one by one.
func (d Document) Flat() []Claim {
	var out []Claim
	for _, g := range d.Claims {
		for _, a := range g.Answers {
			a.Assessor = cmp.Or(a.Assessor, g.Assessor)
			a.AssessedOn = cmp.Or(a.AssessedOn, g.AssessedOn)
			out = append(out, Claim{Subject: g.Subject, Set: g.Set, DocClaim: a})
		}
	}
	return out
}

// Grouped puts claims about one subject and set together, in the order of keys.
// What all of a group share stands once.
func Grouped(claims []Claim) []ClaimGroup {
	claims = slices.Clone(claims)
	slices.SortStableFunc(claims, func(a, b Claim) int {
		return cmp.Or(plant.CompareKeys(a.Subject, b.Subject), byText(a.Set, b.Set), byText(a.Requirement, b.Requirement))
	})
	var out []ClaimGroup
	for _, c := range claims {
		if n := len(out); n == 0 || out[n-1].Subject != c.Subject || out[n-1].Set != c.Set {
			out = append(out, ClaimGroup{Subject: c.Subject, Set: c.Set, Assessor: c.Assessor, AssessedOn: c.AssessedOn})
		}
		g := &out[len(out)-1]
		if g.Assessor != c.Assessor {
			g.Assessor = ""
		}
		if g.AssessedOn != c.AssessedOn {
			g.AssessedOn = ""
		}
		g.Answers = append(g.Answers, c.DocClaim)
	}
	for i := range out {
		for j := range out[i].Answers {
			a := &out[i].Answers[j]
			if out[i].Assessor != "" {
				a.Assessor = ""
			}
			if out[i].AssessedOn != "" {
				a.AssessedOn = ""
			}
		}
	}
	return out
}

// Sort brings every list of the document into the order of keys.
func (d *Document) Sort() {
	slices.SortStableFunc(d.Sets, func(a, b DocSet) int { return byText(a.ID, b.ID) })
	slices.SortStableFunc(d.Companies, func(a, b supply.Company) int { return plant.CompareKeys(a.Key, b.Key) })
	slices.SortStableFunc(d.Products, func(a, b supply.Product) int { return plant.CompareKeys(a.Key, b.Key) })
	slices.SortStableFunc(d.Evidence, func(a, b DocEvidence) int { return plant.CompareKeys(a.Key, b.Key) })
	slices.SortStableFunc(d.Certificates, func(a, b supply.Certificate) int { return plant.CompareKeys(a.Key, b.Key) })
	slices.SortStableFunc(d.Assessments, func(a, b Assessment) int { return plant.CompareKeys(a.Key, b.Key) })
	slices.SortStableFunc(d.Freshness, func(a, b DocFreshness) int { return plant.CompareKeys(a.Key(), b.Key()) })
	slices.SortStableFunc(d.Pairs, func(a, b DocPair) int { return plant.CompareKeys(a.Key(), b.Key()) })
	d.Claims = Grouped(d.Flat())
}

// ParseClaimed reads what a claim is about: "product PD-001" or "company CO-001".
func ParseClaimed(text string) (kind assess.SubjectKind, key string, ok bool) {
	word, key, found := strings.Cut(text, " ")
	kind = assess.SubjectKind(word)
	return kind, key, found && key != "" && (kind == assess.OfProduct || kind == assess.OfCompany)
}
