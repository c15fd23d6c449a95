package xray

import (
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/proof"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
	"ringwall/internal/supply"
)

func ofPackage(p *supply.Package) Record { return Record{supply.OfPackage, string(p.ID), p.Key} }
func ofCompany(c *supply.Company) Record { return Record{supply.OfCompany, string(c.ID), c.Key} }
func ofReply(r *supply.Reply) Record     { return Record{supply.OfReply, string(r.ID), r.Key} }

// unassuredCompanies are critical, and nothing current speaks for them.
func unassuredCompanies(m *look, found report) {
	assured := map[supply.ID]bool{}
	for i := range m.Certificates {
		if c := &m.Certificates[i]; c.Company != "" && m.current(c) {
			assured[c.Company] = true
		}
	}
	for i := range m.Assessments {
		a := &m.Assessments[i]
		if a.State != proof.Signed {
			continue
		}
		for _, p := range a.Parts {
			for _, s := range p.Subjects {
				if s.Kind == assess.OfCompany {
					assured[supply.ID(s.ID)] = true
				}
			}
		}
	}
	for i := range m.Companies {
		c := &m.Companies[i]
		if c.Critical && !c.Own && !assured[c.ID] {
			found(hit{
				on:   ofCompany(c),
				text: fmt.Sprintf("Company %s (%s) is critical, and neither a current certificate nor a signed assessment speaks for it.", c.Key, c.Name),
				mend: "Ask for its certificate, or assess it by the part of the series that it answers to.",
			})
		}
	}
}

// accepted visits the packages that came in and were accepted.
func (m *look) accepted(visit func(p *supply.Package)) {
	for i := range m.Packages {
		if p := &m.Packages[i]; p.Direction == supply.Incoming && p.State == "accepted" {
			visit(p)
		}
	}
}

// untrustedPackages were accepted though nobody knew their key as the company's.
func untrustedPackages(m *look, found report) {
	m.accepted(func(p *supply.Package) {
		if !p.Trusted {
			found(hit{
				on:   ofPackage(p),
				text: fmt.Sprintf("Package %s from %s was accepted, but its key %s was known as nobody's when it came.", p.Key, p.From, fingerprint(p.Fingerprint)),
				mend: "Compare the fingerprint with the company on another way, trust the key, and take the package in again; or take back what came with it.",
			})
		}
	})
}

func fingerprint(s string) string {
	if s == "" {
		return "(it has none)"
	}
	return s
}

// withdrawnKeys signed packages whose content still counts.
func withdrawnKeys(m *look, found report) {
	m.accepted(func(p *supply.Package) {
		c := m.companies[p.Company]
		if !p.Trusted || c == nil {
			return
		}
		i := slices.IndexFunc(c.Keys, func(k supply.PartnerKey) bool { return strings.EqualFold(k.Fingerprint, p.Fingerprint) })
		if i >= 0 && c.Keys[i].Trusted {
			return
		}
		found(hit{
			on: ofPackage(p), with: []Record{ofCompany(c)},
			text: fmt.Sprintf("Package %s was accepted by a key of company %s that is not trusted any more.", p.Key, c.Key),
			mend: "Find out since when the key is not the company's, and have the package sent anew with the key of today.",
		})
	})
}

// unfinishedDeliveries were accepted as built with tests that did not pass.
func unfinishedDeliveries(m *look, found report) {
	asked := map[string]supply.ID{}
	for i := range m.Packages {
		if p := &m.Packages[i]; p.Kind == supply.Requirements {
			asked[p.Digest] = p.ID
		}
	}
	m.accepted(func(p *supply.Package) {
		id := asked[p.Answers]
		if p.Kind != supply.AsBuilt || id == "" {
			return
		}
		var words []string
		var with []Record
		for i := range m.Tests {
			t := &m.Tests[i]
			if t.Package != id || t.Result == "passed" || t.Result == "waived" || t.Result == "open" && !t.HoldPoint {
				continue
			}
			words = append(words, fmt.Sprintf("%s (%s)", t.Key, t.Result))
			with = append(with, Record{supply.OfTest, string(t.ID), t.Key})
		}
		if len(words) > 0 {
			found(hit{
				on: ofPackage(p), with: with,
				text: fmt.Sprintf("Package %s was accepted as built, and tests of it failed or were never held: %s.", p.Key, list(words)),
				mend: "Have the tests held and passed, or waive each with the reason.",
			})
		}
	})
}

// ownWitnesses watched themselves pass a hold point.
func ownWitnesses(m *look, found report) {
	for i := range m.Tests {
		if t := &m.Tests[i]; t.HoldPoint && t.Result == "passed" && m.same(t.By, t.Witness) {
			found(hit{
				on:   Record{supply.OfTest, string(t.ID), t.Key},
				text: fmt.Sprintf("Test %s is a hold point that the owner witnesses, and %s both ran and witnessed it.", t.Key, t.By),
				mend: "Hold it again before somebody of the owner.",
			})
		}
	}
}

// shortReplies comply by products that claim less than the line asks for.
func shortReplies(m *look, found report) {
	set := m.sets[systemSet]
	if set == nil {
		return
	}
	for i := range m.Replies {
		r := &m.Replies[i]
		if r.State == "refused" {
			continue
		}
		var words []string
		var with []Record
		for _, l := range r.Lines {
			s, id, ok := m.lineOf(l.Line)
			q, known := set.Find(id)
			p := m.postures[s]
			if l.Answer != "comply" || len(l.Products) == 0 || !ok || !known || q.FR == sl.None || p == nil || p.Target == nil {
				continue
			}
			best, name, rated := sl.Level(0), Record{}, false
			for _, x := range l.Products {
				prod, capable := m.products[x], m.Capable[x]
				if prod == nil {
					continue
				}
				if !rated || capable[q.FR] > best {
					best, name, rated = capable[q.FR], ofProduct(prod), true
				}
			}
			if !rated || best >= p.Target[q.FR] {
				continue
			}
			words = append(words, fmt.Sprintf("%s asks SL %d, %s claims SL %d", l.Line, p.Target[q.FR], name.Key, best))
			if !slices.Contains(with, name) {
				with = append(with, name)
			}
		}
		if len(words) > 0 {
			found(hit{
				on: ofReply(r), with: with,
				text: fmt.Sprintf("Reply %s complies with lines whose products claim less than is asked: %s.", r.Key, list(words)),
				mend: "Ask for products that reach the level, or for the countermeasure that makes up for them, and have the line answered as a deviation.",
			})
		}
	}
}

// untakenDeviations were accepted, and nobody took on the risk.
func untakenDeviations(m *look, found report) {
	taken := map[assess.Subject]bool{}
	for i := range m.Risk.Scenarios {
		if s := &m.Risk.Scenarios[i]; s.Acceptance.State == risk.AcceptedValid {
			taken[s.Subject] = true
		}
	}
	for i := range m.Replies {
		r := &m.Replies[i]
		for _, l := range r.Lines {
			s, id, ok := m.lineOf(l.Line)
			if l.Answer != "deviate" || l.Decided != "accepted" || !ok || taken[s] {
				continue
			}
			found(hit{
				on: ofReply(r), detail: s.ID + "/" + string(id), with: m.withSubject(s),
				text: fmt.Sprintf("The deviation of reply %s from %s at %s was accepted, but no risk there is accepted by anybody with the authority.", r.Key, id, m.the(s)),
				mend: "Rate the scenario that the deviation leaves open and have its residual risk accepted, or refuse the deviation.",
			})
		}
	}
}
