package xray

import (
	"fmt"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
)

// rated visits the answers that show a maturity: of the site, and of companies.
func (m *look) rated(visit func(v *assess.Verdict)) {
	take := func(v *assess.Verdict) {
		if v.Maturity > 0 && m.counts(v) && v.State != assess.Inherited {
			visit(v)
		}
	}
	for i := range m.Verdicts {
		take(&m.Verdicts[i])
	}
	for i := range m.Claims {
		if s := m.Claims[i].Subject; s.Kind == assess.OfCompany && m.own(s) {
			take(&m.Claims[i].Verdict)
		}
	}
}

// unpractised answers show ML 3 or 4, at which a practice is lived, and nothing
// that counts shows that it is.
func unpractised(m *look, found report) {
	b := m.bundles()
	m.rated(func(v *assess.Verdict) {
		if _, works := m.proven(v); v.Maturity >= 3 && !works {
			b.add(v, fmt.Sprintf("%s at ML %d", v.Requirement, v.Maturity))
		}
	})
	b.tell(found, "Link records of the practice at work: tests, drills, reviews with dates; or show ML 2.", func(x *bundle, n int, words string) string {
		return fmt.Sprintf("%s shows ML 3 or 4 in %s without evidence that it works: %s.", capital(x.on.Key), many(n, "answer"), words)
	})
}

// undocumented answers show ML 2, at which a practice is written down, and name
// no document.
func undocumented(m *look, found report) {
	b := m.bundles()
	m.rated(func(v *assess.Verdict) {
		if v.Maturity != 2 || len(v.Evidence) > 0 {
			return
		}
		for _, id := range v.Proofs {
			if e := m.evidence[id]; e != nil && (len(e.StandingFiles()) > 0 || len(e.Links) > 0) {
				return
			}
		}
		b.add(v, string(v.Requirement))
	})
	b.tell(found, "Link the document that describes the practice; or show ML 1.", func(x *bundle, n int, words string) string {
		return fmt.Sprintf("%s shows ML 2 in %s without a document: %s.", capital(x.on.Key), many(n, "answer"), words)
	})
}

// singleProofs show ML 4, at which a practice is measured and improved, by what
// was looked at once.
func singleProofs(m *look, found report) {
	b := m.bundles()
	m.rated(func(v *assess.Verdict) {
		if v.Maturity != 4 {
			return
		}
		days := map[plant.Date]bool{}
		var with []Record
		for _, id := range v.Proofs {
			if e := m.evidence[id]; e != nil && e.Kind == proof.Works {
				days[m.stand(e, v.Set, v.Requirement).Dated] = true
				with = append(with, recordOf(e))
			}
		}
		if len(days) == 1 { // none at all is told as unpractised
			b.add(v, string(v.Requirement), with...)
		}
	})
	b.tell(found, "Link what was measured at several times and what was improved for it; or show ML 3.", func(x *bundle, n int, words string) string {
		return fmt.Sprintf("%s shows ML 4 in %s by evidence of a single day: %s.", capital(x.on.Key), many(n, "answer"), words)
	})
}

// aimedBelow show more maturity than they aim at.
func aimedBelow(m *look, found report) {
	b := m.bundles()
	m.rated(func(v *assess.Verdict) {
		if v.MaturityTarget > 0 && v.Maturity > v.MaturityTarget {
			b.add(v, fmt.Sprintf("%s at ML %d, aim ML %d", v.Requirement, v.Maturity, v.MaturityTarget))
		}
	})
	b.tell(found, "Raise the aim if the practice is to stay as good; or look again at what is shown.", func(x *bundle, n int, words string) string {
		return fmt.Sprintf("%s shows in %s more maturity than it aims at: %s.", capital(x.on.Key), many(n, "answer"), words)
	})
}

// emptyPolicies are met on paper: the requirements of the system that they are
// about are not met in a single place that answers them.
func emptyPolicies(m *look, found report) {
	for _, c := range m.Crosswalks {
		from, to := m.sets[c.From], m.sets[c.To]
		if from == nil || to == nil || from.Kind != catalog.OfProgram || to.ID != systemSet {
			continue
		}
		served := map[catalog.RequirementID][]catalog.RequirementID{}
		for _, p := range c.Pairs {
			if p.State != catalog.Rejected {
				served[p.From] = append(served[p.From], p.To)
			}
		}
		fails := map[catalog.RequirementID]bool{}
		for _, ids := range served {
			for _, id := range ids {
				if _, known := fails[id]; !known {
					fails[id] = m.failsEverywhere(id)
				}
			}
		}
		for i := range m.Verdicts {
			v := &m.Verdicts[i]
			if v.Set != from.ID || v.Subject.Kind != assess.OfSite || !m.counts(v) {
				continue
			}
			var words []string
			for _, id := range served[v.Requirement] {
				if fails[id] {
					words = append(words, string(id))
				}
			}
			if len(words) == 0 {
				continue
			}
			h := m.answerOf(v)
			h.text = fmt.Sprintf("%s of %s is %s for the site, while what it is about is met in no zone that answers it: %s.", v.Requirement, from.Standard, v.State.Word(), list(words))
			h.mend = "Look at the policy where it is to work, and answer what it achieves there; or reject the pair of the crosswalk if it does not fit."
			found(h)
		}
	}
}

// failsEverywhere says whether a requirement of the system is answered somewhere,
// and settled nowhere.
func (m *look) failsEverywhere(id catalog.RequirementID) bool {
	answered := false
	for s, sets := range m.answers {
		v := sets[systemSet][id]
		if v == nil || s.Kind != assess.OfZone && s.Kind != assess.OfConduit && s.Kind != assess.OfSite {
			continue
		}
		if m.counts(v) {
			return false
		}
		answered = true
	}
	return answered
}

// brokenPairs were decided in two ways at once, or are called whole without a
// strength that can make them so.
func brokenPairs(m *look, found report) {
	type pair struct {
		crosswalk string
		from, to  catalog.RequirementID
	}
	sets := map[string]*catalog.Crosswalk{}
	for _, c := range m.Crosswalks {
		sets[c.ID] = c
	}
	first := map[pair]*catalog.PairDecision{}
	for i := range m.Decisions {
		d := &m.Decisions[i]
		on := Record{"pair-decision", d.ID, d.Key}
		p := pair{d.Crosswalk, d.From, d.To}
		if other := first[p]; other != nil && other.State != d.State {
			found(hit{
				on: on, detail: other.ID, with: []Record{{"pair-decision", other.ID, other.Key}},
				text: fmt.Sprintf("The pair %s and %s of crosswalk %s is both %s and %s.", d.From, d.To, d.Crosswalk, other.State, d.State),
				mend: "Decide it once, and take the other decision back.",
			})
		} else if other == nil {
			first[p] = d
		}
		if c := sets[d.Crosswalk]; d.State == catalog.Confirmed && c != nil {
			m.brokenPair(found, on, c, d)
		}
	}
}

// brokenPair reports a confirmed pair of equals whose two sides are answered
// otherwise for one subject.
func (m *look) brokenPair(found report, on Record, c *catalog.Crosswalk, d *catalog.PairDecision) {
	if d.Strength != catalog.Equal && d.Strength != catalog.Superset {
		return
	}
	for i := range m.Verdicts {
		a := &m.Verdicts[i]
		if a.Set != c.From || a.Requirement != d.From || !m.counts(a) {
			continue
		}
		b := m.answer(a.Subject, c.To, d.To)
		if b == nil || m.counts(b) || b.State == assess.NotApplicable {
			continue
		}
		found(hit{
			on: on, detail: a.Subject.ID, with: m.withSubject(a.Subject),
			text: fmt.Sprintf("%s settles %s, as was confirmed, but at %s the first is %s and the second %s.", d.From, d.To, m.the(a.Subject), a.State.Word(), b.State.Word()),
			mend: "Answer both alike, or weaken the pair.",
		})
	}
}
