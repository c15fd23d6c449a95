package proof

import (
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/supply"
)

// The kinds of a library document that are no records of this package or supply.
const (
	OfDocSet       = "added-set"
	OfDocClaim     = "claim"
	OfDocFreshness = "freshness"
	OfDocPair      = "pair-decision"
)

// Plan tells what turns the current library into the wanted one, each kind after
// those that it refers to. What the wanted document does not name stays.
func Plan(current, wanted Document) plant.ChangeSet {
	p := plant.NewPlanner(false)
	plant.PlanList(p, OfDocSet, current.Sets, wanted.Sets, func(s DocSet) string { return string(s.ID) })
	plant.PlanList(p, supply.OfCompany, current.Companies, wanted.Companies, func(c supply.Company) string { return c.Key })
	plant.PlanList(p, supply.OfProduct, current.Products,
		referredFirst(wanted.Products, func(x supply.Product) (string, string) { return x.Key, string(x.ReplacedBy) }), func(x supply.Product) string { return x.Key })
	plant.PlanList(p, OfEvidence, current.Evidence,
		referredFirst(wanted.Evidence, func(x DocEvidence) (string, string) { return x.Key, string(x.ReplacedBy) }), func(x DocEvidence) string { return x.Key })
	plant.PlanList(p, supply.OfCertificate, current.Certificates, wanted.Certificates, func(c supply.Certificate) string { return c.Key })
	plant.PlanList(p, OfDocClaim, current.Flat(), wanted.Flat(), Claim.Key)
	plant.PlanList(p, OfAssessment, current.Assessments,
		referredFirst(wanted.Assessments, func(x Assessment) (string, string) { return x.Key, string(x.Before) }), func(x Assessment) string { return x.Key })
	plant.PlanList(p, OfDocFreshness, current.Freshness, wanted.Freshness, DocFreshness.Key)
	plant.PlanList(p, OfDocPair, current.Pairs, wanted.Pairs, DocPair.Key)
	return p.ChangeSet()
}

// referredFirst orders records of one kind so that each stands after the one
// that it refers to; a ring of them keeps its place at the end.
func referredFirst[T any](list []T, of func(T) (key, refers string)) []T {
	waiting := map[string]bool{}
	for _, x := range list {
		key, _ := of(x)
		waiting[key] = true
	}
	out, rest := make([]T, 0, len(list)), list
	for len(rest) > 0 {
		var later []T
		placed := map[string]bool{}
		for _, x := range rest {
			key, refers := of(x)
			if refers != "" && refers != key && waiting[refers] {
				later = append(later, x)
				continue
			}
			placed[key] = true
			out = append(out, x)
		}
		if len(placed) == 0 {
			return append(out, later...)
		}
		for key := range placed {
			delete(waiting, key)
		}
		rest = later
	}
	return out
}

// Signs says what a change would sign or bring in somebody's place, "" for
// nothing: states of assessments are reached here, files are uploaded, and what
// the program finds it finds itself.
func Signs(c plant.Change) string {
	switch after := c.After.(type) {
	case Assessment:
		before, known := c.Before.(Assessment)
		if !known {
			before.State = Planned
		}
		moved := after.State != before.State || !same(after.Result, before.Result) || !same(after.Review, before.Review) ||
			!same(after.Returned, before.Returned) || !same(after.Cancelled, before.Cancelled)
		if moved {
			return "The state, result and signature of an assessment cannot be brought by a document: start, submit and sign it here."
		}
	case DocEvidence:
		before, _ := c.Before.(DocEvidence)
		if !same(after.Files, before.Files) {
			return "Files cannot be brought by a document, which only names them: take them out of it and upload them."
		}
		if !same(after.Made, before.Made) {
			return "What the program finds cannot be brought by a document: have the program make the evidence."
		}
	}
	return ""
}

func same(a, b any) bool {
	type one struct {
		Value any `json:"value"`
	}
	return digest(one{a}) == digest(one{b})
}

// MarkImported marks the signatures that a document brings in, and binds them to
// what was imported: ids differ from one store to the next.
func (a *Assessment) MarkImported() {
	if a.Result != nil {
		result := *a.Result
		result.Digest = result.Sum()
		a.Result = &result
	}
	if a.Review != nil {
		review := *a.Review
		review.Imported = true
		if a.Result != nil {
			review.Digest = a.Result.Digest
		}
		a.Review = &review
	}
}

// Rule is the freshness rule as it is stored.
func (f DocFreshness) Rule() catalog.Freshness {
	return catalog.Freshness{Set: f.Set, Requirement: f.Requirement, Days: f.Days, Note: f.Note}
}

// Decision is the decision as it is stored.
func (p DocPair) Decision() catalog.PairDecision {
	return catalog.PairDecision{
		Crosswalk: p.Crosswalk, From: p.From, To: p.To, State: p.State, Strength: p.Strength, Whole: p.Whole, Note: p.Note, By: p.By, On: string(p.On),
	}
}

// Refs visits what a result tells of. It may be gone.
func (r *Result) Refs(visit func(kind string, id *string)) {
	for i := range r.Subjects {
		s := &r.Subjects[i]
		supply.Ref(visit, ofSite, &s.Site)
		supply.Ref(visit, string(s.Subject.Kind), &s.Subject.ID)
	}
}

// Adopt fills in what a wanted document leaves out because it is not for it to
// say: the answers that rest on an evidence, its files and what the program
// found, the course of an assessment, and who gave an answer.
func Adopt(current, wanted Document) Document {
	wanted = plant.Tidy(wanted)
	evidence := byKey(current.Evidence, func(x DocEvidence) string { return x.Key })
	for i := range wanted.Evidence {
		x := &wanted.Evidence[i]
		old := evidence[x.Key]
		if x.Proves == nil {
			x.Proves = old.Proves
		}
		if x.Files == nil {
			x.Files = old.Files
		}
		if x.Made == nil {
			x.Made = old.Made
		}
	}
	assessments := byKey(current.Assessments, func(x Assessment) string { return x.Key })
	for i := range wanted.Assessments {
		x := &wanted.Assessments[i]
		if old := assessments[x.Key]; old.State == x.State && x.Result == nil && x.Review == nil && x.Returned == nil && x.Cancelled == nil {
			x.Result, x.Review, x.Returned, x.Cancelled = old.Result, old.Review, old.Returned, old.Cancelled
		}
	}
	pairs := byKey(current.Pairs, DocPair.Key)
	for i := range wanted.Pairs {
		if x := &wanted.Pairs[i]; x.By == "" && x.On == "" {
			x.By, x.On = pairs[x.Key()].By, pairs[x.Key()].On
		}
	}
	claims := byKey(current.Flat(), Claim.Key)
	flat := wanted.Flat()
	for i := range flat {
		x := &flat[i]
		old := claims[x.Key()]
		if x.Assessor == "" {
			x.Assessor = old.Assessor
		}
		if x.AssessedOn == "" {
			x.AssessedOn = old.AssessedOn
		}
	}
	wanted.Claims = Grouped(flat)
	return wanted.Normalise()
}

// byKey finds records by their keys.
func byKey[T any](list []T, key func(T) string) map[string]T {
	out := make(map[string]T, len(list))
	for _, x := range list {
		out[key(x)] = x
	}
	return out
}
