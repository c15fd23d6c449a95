package xray

import (
	"fmt"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/supply"
)

// unprovenAnswers say met and name nothing that shows it.
func unprovenAnswers(m *look, found report) {
	b := m.bundles()
	for i := range m.Verdicts {
		if v := &m.Verdicts[i]; v.State == assess.Met && len(v.Proofs)+len(v.Evidence) == 0 {
			b.add(v, string(v.Requirement))
		}
	}
	b.tell(found, "Link the evidence that shows it, or answer what can be shown.", func(x *bundle, n int, words string) string {
		return fmt.Sprintf("%s is called met in %s without any evidence: %s.", capital(x.on.Key), many(n, "answer"), words)
	})
}

// lapsedAnswers rest on evidence, and all of it has stopped counting. What is
// named in words only is left to whoever reads it.
func lapsedAnswers(m *look, found report) {
	b := m.bundles()
	m.positive(func(v *assess.Verdict) {
		if any, _ := m.proven(v); any || len(v.Proofs) == 0 {
			return
		}
		var with []Record
		first := ""
		for _, id := range v.Proofs {
			e := m.evidence[id]
			if e == nil {
				continue
			}
			s := m.stand(e, v.Set, v.Requirement)
			if s.State == proof.Contrary {
				return // told by itself
			}
			if first == "" {
				first = e.Key + " is " + s.State.Word()
			}
			with = append(with, recordOf(e))
		}
		if len(with) > 0 {
			b.add(v, fmt.Sprintf("%s (%s)", v.Requirement, first), with...)
		}
	})
	b.tell(found, "Collect the evidence anew and link it, or answer what can be shown today.", func(x *bundle, n int, words string) string {
		return fmt.Sprintf("%s counts as settled in %s of which no named evidence counts today: %s.", capital(x.on.Key), many(n, "answer"), words)
	})
}

// positive visits the own answers of the site's subjects that claim to settle a
// requirement; what is inherited is told of where it comes from.
func (m *look) positive(visit func(*assess.Verdict)) {
	for i := range m.Verdicts {
		if v := &m.Verdicts[i]; v.State != assess.Inherited && m.counts(v) {
			visit(v)
		}
	}
}

// oldProofs were too old already on the day of the answer that names them.
func oldProofs(m *look, found report) {
	m.positive(func(v *assess.Verdict) {
		if any, _ := m.proven(v); !any || v.AssessedOn == "" {
			return // told as lapsed
		}
		for _, id := range v.Proofs {
			e := m.evidence[id]
			if e == nil {
				continue
			}
			s, allowed := m.stand(e, v.Set, v.Requirement), m.fresh(v.Set, v.Requirement)
			if s.Dated == "" || daysBetween(s.Dated, v.AssessedOn) <= allowed {
				continue
			}
			h := m.answerOf(v)
			h.detail += "/" + string(e.ID)
			h.with = append(h.with, recordOf(e))
			h.text = fmt.Sprintf("%s at %s was answered on %s and names evidence %s, which speaks of %s and was older than the %d days allowed even then.",
				v.Requirement, m.the(v.Subject), v.AssessedOn, e.Key, s.Dated, allowed)
			h.mend = "Take the old evidence off the answer, or replace it by one of the answer's own time."
			found(h)
		}
	})
}

// earlyAnswers were given before anything that they rest on existed.
func earlyAnswers(m *look, found report) {
	b := m.bundles()
	m.positive(func(v *assess.Verdict) {
		if v.AssessedOn == "" || len(v.Proofs) == 0 {
			return
		}
		var first plant.Date
		var with []Record
		for _, id := range v.Proofs {
			e := m.evidence[id]
			if e == nil {
				return
			}
			begins := begins(e)
			if begins == "" || begins <= v.AssessedOn {
				return
			}
			if first == "" || begins < first {
				first = begins
			}
			with = append(with, recordOf(e))
		}
		b.add(v, fmt.Sprintf("%s (answered on %s, proof from %s on)", v.Requirement, v.AssessedOn, first), with...)
	})
	b.tell(found, "Look at the answer again with the evidence at hand, and give the day on which you did.", func(x *bundle, n int, words string) string {
		return fmt.Sprintf("%s was settled in %s before all the evidence that is to show it: %s.", capital(x.on.Key), many(n, "answer"), words)
	})
}

// begins is the first day that an evidence speaks of.
func begins(e *proof.Evidence) plant.Date {
	switch files := e.StandingFiles(); {
	case e.From != "":
		return e.From
	case e.Effective != "":
		return e.Effective
	case e.Until != "":
		return e.Until
	case e.Made != nil:
		return plant.DateOf(e.Made.At)
	case len(files) > 0:
		return plant.DateOf(files[0].At)
	}
	return ""
}

// contraryAnswers say met beside proof of the program that speaks against it.
func contraryAnswers(m *look, found report) {
	m.positive(func(v *assess.Verdict) {
		for _, id := range v.Proofs {
			e := m.evidence[id]
			if e == nil || m.stand(e, v.Set, v.Requirement).State != proof.Contrary {
				continue
			}
			h := m.answerOf(v)
			h.detail += "/" + string(e.ID)
			h.with = append(h.with, recordOf(e))
			h.text = fmt.Sprintf("%s at %s is %s, while its own evidence %s speaks against it: %s", v.Requirement, m.the(v.Subject), v.State.Word(), e.Key, e.Made.Result)
			h.mend = "Mend what the evidence found and make it again, or answer that the requirement is not met."
			found(h)
		}
	})
}

// failedTests stand beside answers that say their requirement is met.
func failedTests(m *look, found report) {
	for i := range m.Tests {
		t := &m.Tests[i]
		if t.Result != "failed" {
			continue
		}
		s, id, ok := m.lineOf(t.Line)
		if !ok {
			continue
		}
		v := m.answer(s, systemSet, id)
		if v == nil || v.State == assess.Inherited || !m.counts(v) || v.AssessedOn != "" && t.On.Before(v.AssessedOn) {
			continue // the answer came after the test, and may know of it
		}
		h := m.answerOf(v)
		h.detail += "/" + string(t.ID)
		h.with = append(h.with, Record{supply.OfTest, string(t.ID), t.Key})
		h.text = fmt.Sprintf("%s at %s is %s, while test %s of it failed on %s.", id, m.the(s), v.State.Word(), t.Key, t.On)
		h.mend = "Have the defect mended and test again, or answer that the requirement is not met."
		found(h)
	}
}
