// Package xray looks through the whole record at once for contradictions: an
// answer against its proof, a claim against its certificate, a level against
// the risk that it is to hold down. An X-ray is one contradiction by one rule. A
// weakness of the plant or of the risk procedure alone is a finding, and is left
// to packages plant and lint.
package xray

import (
	"cmp"
	"slices"
	"strings"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// Prefix begins the id of every X-ray, so that a decision about one is never
// taken for a decision about a finding.
const Prefix = "xray-"

// Area is a part of the record in which rules look.
type Area string

// The areas.
const (
	Answers     Area = "answers"     // against their proofs
	Proofs      Area = "evidence"    // against what it is used for
	Measures    Area = "measures"    // countermeasures that stand in
	Inheritance Area = "inheritance" // answers taken from elsewhere
	Hands       Area = "hands"       // who answered, approved and signed
	Levels      Area = "levels"      // of zones and conduits
	Maturity    Area = "maturity"    // of programs and policies
	Products    Area = "products"    // claims, certificates, support
	Parties     Area = "parties"     // companies, packages, replies, tests
	Assessments Area = "assessments"
	Risks       Area = "risks"
)

// Areas lists the areas in the order of their rules.
var Areas = []Area{Answers, Proofs, Measures, Inheritance, Hands, Levels, Maturity, Products, Parties, Assessments, Risks}

// XRay is one contradiction. Its text says what contradicts what, in one sentence.
type XRay struct {
	plant.Finding
	Area    Area   `json:"area"`
	Matters string `json:"matters"` // why it matters, one sentence
	// Screen is where it is mended, Records what contradicts each other there, the
	// one to open first.
	Screen  Screen   `json:"screen"`
	Records []Record `json:"records"`
	// Set and Requirements are the answers that it is about, if it is about any.
	Set          catalog.SetID           `json:"set,omitempty"`
	Requirements []catalog.RequirementID `json:"requirements,omitempty"`
}

// Record is one of the records that contradict each other.
type Record struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Key  string `json:"key"`
}

// Screen names a screen of the program.
type Screen string

// The screens.
const (
	AnswerScreen        Screen = "answers" // of a subject
	EvidenceScreen      Screen = "evidence"
	ZoneScreen          Screen = "zones"
	AssetScreen         Screen = "assets"
	MeasureScreen       Screen = "countermeasures"
	ProductScreen       Screen = "products"
	CompanyScreen       Screen = "companies"
	CertificateScreen   Screen = "certificates"
	PackageScreen       Screen = "packages"
	ReplyScreen         Screen = "replies"
	TestScreen          Screen = "tests"
	AssessmentScreen    Screen = "assessments"
	RiskScreen          Screen = "risk"
	FunctionScreen      Screen = "scope"
	SpecificationScreen Screen = "crs"
	CrosswalkScreen     Screen = "crosswalks"
	FindingScreen       Screen = "findings"
)

// Rule is one check of the whole record.
type Rule struct {
	plant.Rule
	Area    Area
	Screen  Screen
	Matters string
	find    func(*look, report)
}

// report takes one X-ray of a rule.
type report func(hit)

// hit is what a rule found. The detail tells apart what it finds twice on one
// record; it holds ids only, so that nothing is found anew by a renaming.
type hit struct {
	on           Record
	detail       string
	text, mend   string
	set          catalog.SetID
	requirements []catalog.RequirementID
	with         []Record
}

// Look runs every rule over the record, in the order of [Rules] and then of keys.
func Look(in Input) []XRay {
	m := lookInto(in)
	var out []XRay
	for i := range rules {
		r := &rules[i]
		from := len(out)
		r.find(m, func(h hit) { out = append(out, r.xray(h)) })
		slices.SortFunc(out[from:], func(a, b XRay) int {
			return cmp.Or(plant.CompareKeys(a.Key, b.Key), cmp.Compare(a.ID, b.ID))
		})
	}
	return out
}

func (r *Rule) xray(h hit) XRay {
	f := r.On(h.on.ID, h.on.Key, h.detail, h.text, h.mend)
	f.ID, f.Kind = Prefix+f.ID, cmp.Or(h.on.Kind, f.Kind)
	x := XRay{Finding: f, Area: r.Area, Matters: r.Matters, Screen: r.Screen, Set: h.set, Requirements: h.requirements}
	x.Records = append(append(make([]Record, 0, 1+len(h.with)), h.on), h.with...)
	x.Records[0].Kind = f.Kind
	return x
}

// RuleOf is the rule with the id, as an X-ray names it.
func RuleOf(id string) (Rule, bool) {
	i := slices.IndexFunc(rules, func(r Rule) bool { return r.ID == id })
	if i < 0 {
		return Rule{}, false
	}
	return rules[i], true
}

// Rules lists the rules in the order of their X-rays.
func Rules() []Rule { return slices.Clone(rules) }

// Decided says whether the key of a decision is the id of an X-ray.
func Decided(key string) bool { return strings.HasPrefix(key, Prefix) }

// Seen is what somebody may see of X-rays. One about a record that is closed to
// them is left out; one that mentions such a record keeps its title and loses its
// words.
func Seen(all []XRay, sees func(Record) bool) []XRay {
	out := make([]XRay, 0, len(all))
	closed := func(r Record) bool { return !sees(r) }
	for _, x := range all {
		switch {
		case len(x.Records) > 0 && closed(x.Records[0]):
			continue
		case slices.ContainsFunc(x.Records, closed):
			x.Records = slices.DeleteFunc(slices.Clone(x.Records), closed)
			x.Text = x.Key + ": " + x.Title + ". What it rests on is not open to you."
		}
		out = append(out, x)
	}
	return out
}
