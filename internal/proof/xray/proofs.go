package xray

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/sl"
	"ringwall/internal/supply"
)

const systemSet = catalog.SystemRequirements

// uses visits each evidence with the answers that name it, in the order of the
// library.
func (m *look) uses(visit func(e *proof.Evidence, served []*assess.Verdict)) {
	for i := range m.Evidence {
		if e := &m.Evidence[i]; len(m.served[assess.EvidenceID(e.ID)]) > 0 {
			visit(e, m.served[assess.EvidenceID(e.ID)])
		}
	}
}

// foreignProofs are used for a subject that they say nothing of.
func foreignProofs(m *look, found report) {
	m.uses(func(e *proof.Evidence, served []*assess.Verdict) {
		var order []assess.Subject
		ids := map[assess.Subject][]string{}
		for _, v := range served {
			if m.covers(e, v.Subject) {
				continue
			}
			if ids[v.Subject] == nil {
				order = append(order, v.Subject)
			}
			ids[v.Subject] = append(ids[v.Subject], string(v.Requirement))
		}
		for _, s := range order {
			found(hit{
				on: recordOf(e), detail: s.ID, with: m.withSubject(s),
				text: fmt.Sprintf("Evidence %s is about %s, and is used for %s: %s.", e.Key, m.scopeWords(e), m.the(s), list(ids[s])),
				mend: "Take it off these answers, or widen what the evidence is about if more was looked at than it says.",
			})
		}
	})
}

// scopeWords name what an evidence is about.
func (m *look) scopeWords(e *proof.Evidence) string {
	var words []string
	for _, z := range e.Zones {
		words = append(words, m.called(zoneSubject(z)))
	}
	for _, c := range e.Conduits {
		words = append(words, m.called(conduitSubject(c)))
	}
	for _, a := range e.Assets {
		if x := m.assets[a]; x != nil {
			words = append(words, "asset "+x.Key)
		}
	}
	for _, p := range e.Products {
		words = append(words, m.called(productSubject(p)))
	}
	return list(words)
}

// strangeSamples name assets, and none of the zone that they are to prove.
func strangeSamples(m *look, found report) {
	m.uses(func(e *proof.Evidence, served []*assess.Verdict) {
		sample := m.sampled(e.Sample)
		if len(sample) == 0 {
			return
		}
		at := map[plant.ZoneID]bool{}
		for _, a := range sample {
			at[a.Zone] = true
		}
		told := map[plant.ZoneID]bool{}
		for _, v := range served {
			z := plant.ZoneID(v.Subject.ID)
			if v.Subject.Kind != assess.OfZone || at[z] || told[z] || len(m.members[z]) == 0 || !m.covers(e, v.Subject) {
				continue
			}
			told[z] = true
			found(hit{
				on: recordOf(e), detail: string(z), with: m.withSubject(v.Subject),
				text: fmt.Sprintf("The sample of evidence %s (%s) names no asset of %s, whose answers it is used for.", e.Key, list(keys(sample)), m.called(v.Subject)),
				mend: "Look at an asset of that zone too and say so in the sample, or take the evidence off its answers.",
			})
		}
	})
}

// sampled are the assets whose keys a text holds.
func (m *look) sampled(text string) []*plant.Asset {
	if text == "" {
		return nil
	}
	var out []*plant.Asset
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;()", r) }) {
		if a := m.assetKeys[fold(strings.TrimRight(word, ".:"))]; a != nil && !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	return out
}

// sharedFiles are the same bytes, once as proof that a measure is there and once
// that it works.
func sharedFiles(m *look, found report) {
	type side struct{ implemented, works *proof.Evidence }
	by := map[string]*side{}
	for i := range m.Evidence {
		e := &m.Evidence[i]
		if e.ReplacedBy != "" {
			continue
		}
		for _, f := range e.StandingFiles() {
			s := by[f.Hash]
			if s == nil {
				s = &side{}
				by[f.Hash] = s
			}
			if e.Kind == proof.Works && s.works == nil {
				s.works = e
			} else if e.Kind == proof.Implemented && s.implemented == nil {
				s.implemented = e
			}
		}
	}
	told := map[string]bool{}
	for i := range m.Evidence {
		for _, f := range m.Evidence[i].StandingFiles() {
			s := by[f.Hash]
			if s == nil || s.works != &m.Evidence[i] || s.implemented == nil || told[f.Hash] {
				continue
			}
			told[f.Hash] = true
			found(hit{
				on: recordOf(s.works), detail: string(s.implemented.ID) + "/" + f.Hash[:min(12, len(f.Hash))], with: []Record{recordOf(s.implemented)},
				text: fmt.Sprintf("The same file is proof that a measure is in place (%s) and proof that it works (%s).", s.implemented.Key, s.works.Key),
				mend: "Keep the file where it belongs: a setting shows that a measure is there, a test that it works.",
			})
		}
	}
}

// One evidence that is to prove half of the standard proves little of each part.
const (
	mostServed      = 25
	mostFoundations = 4
)

func overusedProofs(m *look, found report) {
	m.uses(func(e *proof.Evidence, served []*assess.Verdict) {
		ids := map[catalog.RequirementID]bool{}
		var frs [7]bool
		for _, v := range served {
			set := m.sets[v.Set]
			if set == nil || !set.Levelled() {
				continue
			}
			if q, ok := set.Find(v.Requirement); ok && q.FR != sl.None {
				ids[v.Requirement], frs[q.FR] = true, true
			}
		}
		n := 0
		for _, has := range frs {
			if has {
				n++
			}
		}
		if len(ids) > mostServed && n >= mostFoundations {
			found(hit{
				on:   recordOf(e),
				text: fmt.Sprintf("Evidence %s is to prove %d requirements of %d foundational requirements at once.", e.Key, len(ids), n),
				mend: "Say for each requirement which page or section of it shows it, in evidence of its own, and take it off the others.",
			})
		}
	})
}

// secretProofs cannot be shown to those who get the claims that rest on them.
func secretProofs(m *look, found report) {
	var sent *supply.Package
	for i := range m.Packages {
		if p := &m.Packages[i]; p.Direction == supply.Outgoing && (p.Kind == supply.Claims || p.Kind == supply.ReplyPackage) {
			sent = p
		}
	}
	if sent == nil {
		return
	}
	b := m.bundles()
	for i := range m.Claims {
		v := &m.Claims[i].Verdict
		if len(v.Proofs) == 0 || !m.counts(v) || !m.own(v.Subject) {
			continue
		}
		var with []Record
		secret := true
		for _, id := range v.Proofs {
			e := m.evidence[id]
			if secret = secret && e != nil && e.Confidentiality == "secret"; !secret {
				break
			}
			with = append(with, recordOf(e))
		}
		if secret {
			b.add(v, string(v.Requirement), with...)
		}
	}
	b.tell(found, "Make a proof that may be shown: a certificate, a summary of the test, a letter of the assessor.", func(x *bundle, n int, words string) string {
		return fmt.Sprintf("%s rests on secret evidence alone, which nobody outside may see, in %s that others are given: %s.", capital(x.on.Key), many(n, "claim"), words)
	})
}

// own says whether a product or company is the organisation's.
func (m *look) own(s assess.Subject) bool {
	id := supply.ID(s.ID)
	if s.Kind == assess.OfProduct {
		p := m.products[id]
		if p == nil {
			return false
		}
		id = p.Company
	}
	c := m.companies[id]
	return c != nil && c.Own
}
