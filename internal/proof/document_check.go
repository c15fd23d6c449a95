package proof

import (
	"fmt"
	"strconv"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/supply"
)

// Bounds of a library document beyond those of its records.
const (
	mostProven = 5_000 // groups of answers that one evidence stands behind
	mostListed = 50_000
)

// CheckDocument tells of a whole document which rules it breaks, each with its
// place. Whether what it refers to exists is for a store to see, for a document
// may hold a part of a library. Of the sets, sets says which are known; answers
// to others are not looked at closely.
func CheckDocument(d Document, sets *catalog.Shelf) plant.Problems {
	c := documentCheck{sets: sets, first: map[string]string{}}
	for i, s := range d.Sets {
		at := c.once("/sets/", i, OfDocSet, string(s.ID), "/id")
		if s.ID == "" {
			c.add(at+"/id", "Say which requirement set is meant.")
		}
	}
	for i, x := range d.Companies {
		at := c.once("/companies/", i, supply.OfCompany, x.Key, "/key")
		c.below(at, supply.CheckCompany(x))
	}
	for i, x := range d.Products {
		at := c.once("/products/", i, supply.OfProduct, x.Key, "/key")
		c.below(at, supply.CheckProduct(x))
		c.itself(at+"/replacedBy", x.Key, string(x.ReplacedBy))
	}
	for i, x := range d.Evidence {
		at := c.once("/evidence/", i, OfEvidence, x.Key, "/key")
		c.below(at, CheckEvidence(x.Evidence))
		c.itself(at+"/replacedBy", x.Key, string(x.ReplacedBy))
		c.proves(at, x.Proves)
	}
	for i, x := range d.Certificates {
		at := c.once("/certificates/", i, supply.OfCertificate, x.Key, "/key")
		c.below(at, supply.CheckCertificate(x))
	}
	c.claims(d.Claims)
	for i, x := range d.Assessments {
		at := c.once("/assessments/", i, OfAssessment, x.Key, "/key")
		c.below(at, CheckAssessment(x))
		c.itself(at+"/before", x.Key, string(x.Before))
		if (x.State == Signed) != (x.Review != nil && x.Result != nil) {
			c.add(at+"/state", "An assessment is signed when it has both its result and its review: leave the state out, or give both.")
		}
	}
	for i, x := range d.Freshness {
		at := c.once("/freshness/", i, OfDocFreshness, x.Key(), "")
		c.broken(at, func(set *catalog.Set) []catalog.Broken { return catalog.CheckFreshness(x.Rule(), set) }, x.Set)
	}
	for i, x := range d.Pairs {
		at := c.once("/pairDecisions/", i, OfDocPair, x.Key(), "")
		walk, _ := catalog.FindCrosswalk(x.Crosswalk)
		var from, to *catalog.Set
		if walk != nil && sets != nil {
			from, _ = sets.Find(walk.From)
			to, _ = sets.Find(walk.To)
		}
		for _, b := range catalog.CheckPairDecision(x.Decision(), walk, from, to) {
			c.add(at+b.Pointer, "%s", b.Text)
		}
	}
	return c.problems
}

type documentCheck struct {
	sets     *catalog.Shelf
	first    map[string]string // place of a key, by its kind and the key without case
	problems plant.Problems
}

func (c *documentCheck) add(pointer, format string, args ...any) {
	c.problems = append(c.problems, plant.Problem{Pointer: pointer, Text: fmt.Sprintf(format, args...)})
}

// below takes over what is broken in a record.
func (c *documentCheck) below(at string, problems plant.Problems) {
	for _, p := range problems {
		c.problems = append(c.problems, plant.Problem{Pointer: at + p.Pointer, Text: p.Text})
	}
}

// once is the place of a record, which no other one of its kind may have the key of.
func (c *documentCheck) once(list string, i int, kind, key, attribute string) string {
	at := list + strconv.Itoa(i)
	same := kind + " " + strings.ToLower(key)
	if first, again := c.first[same]; again {
		c.add(at+attribute, "The %s %q stands in the document twice, first as %s: keep one.", kind, plant.Clip(key), first)
	} else {
		c.first[same] = strings.TrimPrefix(strings.ReplaceAll(at, "/", " "), " ")
	}
	return at
}

func (c *documentCheck) itself(pointer, key, refers string) {
	if refers != "" && plant.SameKey(key, refers) {
		c.add(pointer, "%s refers to itself: name another one.", key)
	}
}

func (c *documentCheck) find(id catalog.SetID) *catalog.Set {
	if c.sets == nil {
		return nil
	}
	set, _ := c.sets.Find(id)
	return set
}

// broken holds a record against the set that it names, where that is known.
func (c *documentCheck) broken(at string, check func(set *catalog.Set) []catalog.Broken, id catalog.SetID) {
	set := c.find(id)
	for _, b := range check(set) {
		if set != nil || b.Pointer != "/set" || id == "" {
			c.add(at+b.Pointer, "%s", b.Text)
		}
	}
}

func (c *documentCheck) proves(at string, list []DocProven) {
	var f plant.Form
	f.Count(at+"/proves", len(list), mostProven)
	for i, p := range list {
		here := fmt.Sprintf("%s/proves/%d", at, i)
		if !plant.ValidKey(p.Site) {
			f.Add(here+"/site", "Name the site by its key.")
		}
		if kind, _, err := plant.ParseAnswered(p.Subject); err != nil {
			f.Add(here+"/subject", "%v", err)
		} else if kind == string(assess.OfCompany) {
			f.Add(here+"/subject", "What is answered for a company names its proofs itself, among the claims.")
		}
		if len(p.Requirements) == 0 {
			f.Add(here+"/requirements", "Name the requirements whose answers rest on the evidence.")
		}
		f.Count(here+"/requirements", len(p.Requirements), mostListed)
		set := c.find(p.Set)
		if p.Set == "" {
			f.Add(here+"/set", "Say which requirement set is meant.")
		}
		for j, r := range p.Requirements {
			if set == nil {
				break
			}
			if _, found := set.Find(r); !found {
				f.Add(fmt.Sprintf("%s/requirements/%d", here, j), "%s has no requirement %q.", set.Standard, plant.Clip(string(r)))
			}
		}
	}
	c.below("", f.Problems)
}

func (c *documentCheck) claims(groups []ClaimGroup) {
	for i, g := range groups {
		at := "/claims/" + strconv.Itoa(i)
		kind, key, ok := ParseClaimed(g.Subject)
		if !ok || !plant.ValidKey(key) {
			c.add(at+"/subject", "%q is no subject of a claim: write product or company and its key.", plant.Clip(g.Subject))
			continue
		}
		set := c.find(g.Set)
		if g.Set == "" {
			c.add(at+"/set", "Say which requirement set is answered.")
		}
		for j, a := range g.Answers {
			here := fmt.Sprintf("%s/answers/%d", at, j)
			claim := Claim{Subject: g.Subject, Set: g.Set, DocClaim: a}
			c.once(at+"/answers/", j, OfDocClaim, claim.Key(), "/requirement")
			c.answer(here, claim, assess.Subject{Kind: kind, ID: key}, set)
		}
	}
}

// answer holds a claim against the rules of a verdict. A document carries what
// was answered, and when: that a measure has expired since is no reason to lose
// the answer, so the day of the answer is the one that counts.
func (c *documentCheck) answer(at string, claim Claim, subject assess.Subject, set *catalog.Set) {
	var from *assess.Subject
	if claim.From != "" {
		kind, key, ok := ParseClaimed(claim.From)
		if !ok {
			c.add(at+"/from", "A claim belongs to the whole organisation: it is inherited from a company or a product.")
			return
		}
		from = &assess.Subject{Kind: kind, ID: key}
	}
	if set == nil {
		return
	}
	v := claim.Verdict(subject, from)
	day := v.AssessedOn
	if day == "" {
		day = "0001-01-01"
	}
	if problems := plant.ProblemsOf(assess.CheckVerdict(v, set, day)); len(problems) > 0 {
		c.below(at, problems)
	}
}

// Verdict is a claim as it is stored, about a subject and inherited from another.
func (c Claim) Verdict(subject assess.Subject, from *assess.Subject) assess.Verdict {
	return assess.Verdict{
		Subject: subject, Set: c.Set, Requirement: c.Requirement, State: c.State,
		Reason: c.Reason, Approver: c.Approver, Compensating: c.Compensating, Expires: c.Expires, From: from,
		Function: c.Function, Maturity: c.Maturity, MaturityTarget: c.MaturityTarget,
		Evidence: c.Evidence, Proofs: c.Proofs, Assessor: c.Assessor, AssessedOn: c.AssessedOn, Note: c.Note,
	}
}

// ClaimOf is a stored claim as a document has it; its subjects are given as text
// and its proofs as keys.
func ClaimOf(v assess.Verdict, subject, from string, proofs []assess.EvidenceID) Claim {
	return Claim{Subject: subject, Set: v.Set, DocClaim: DocClaim{
		Requirement: v.Requirement, State: v.State, Reason: v.Reason, Approver: v.Approver, Compensating: v.Compensating, Expires: v.Expires,
		From: from, Function: v.Function, Maturity: v.Maturity, MaturityTarget: v.MaturityTarget,
		Evidence: v.Evidence, Proofs: proofs, Assessor: v.Assessor, AssessedOn: v.AssessedOn, Note: v.Note,
	}}
}
