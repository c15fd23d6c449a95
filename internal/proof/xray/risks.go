package xray

import (
	"fmt"
	"slices"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

func ofScenario(id risk.ID, key string) Record { return Record{risk.OfScenario, string(id), key} }

// worseResiduals are higher with the safeguards than without them.
func worseResiduals(m *look, found report) {
	for i := range m.Risk.Scenarios {
		s := &m.Risk.Scenarios[i]
		if !s.Unmitigated.Rated() {
			continue
		}
		stage, x := "residual", s.Residual
		if s.Existing.Rank > s.Unmitigated.Rank {
			stage, x = "existing", s.Existing
		}
		if !x.Rated() || x.Rank <= s.Unmitigated.Rank {
			continue
		}
		found(hit{
			on: ofScenario(s.ID, s.Key), detail: stage,
			text: fmt.Sprintf("The %s risk of scenario %s is %s, above its unmitigated risk, which is %s.", stage, s.Key, x.Band, s.Unmitigated.Band),
			mend: "Look at its ratings, overrides and safeguards again: a safeguard never makes a risk higher.",
		})
	}
}

// openRisks stand where the level counts as reached.
func openRisks(m *look, found report) {
	for i := range m.Posture.Subjects {
		p := &m.Posture.Subjects[i]
		r, ok := m.Risk.Of(p.Subject)
		if p.Target == nil || p.Target.Max() == 0 || p.Steps > 0 || !ok || r.Today != risk.AboveTolerable {
			continue
		}
		h := hit{
			on:   Record{string(p.Subject.Kind), p.Subject.ID, p.Key},
			text: fmt.Sprintf("%s %s reaches its target %s, and its risk is above what is tolerable all the same. %s", capital(string(p.Subject.Kind)), p.Key, p.Target, r.Why),
			mend: "Raise the target until it holds the risk down, or give the scenarios the credit of what is in place.",
		}
		if s, ok := m.Risk.Scenario(r.Existing.By); ok {
			h.with = append(h.with, ofScenario(s.ID, s.Key))
		}
		found(h)
	}
}

// oldApprovals were given before a target changed that the specification asks for.
func oldApprovals(m *look, found report) {
	newest := map[risk.ID]*risk.Approval{}
	for i := range m.Register.Approvals {
		a := &m.Register.Approvals[i]
		if b := newest[a.Specification]; b == nil || b.Signed.At.Before(a.Signed.At) {
			newest[a.Specification] = a
		}
	}
	for i := range m.Register.Specifications {
		s := &m.Register.Specifications[i]
		a := newest[s.ID]
		if a == nil || a.Reopened != nil || risk.Expired(a.ReviewBy, m.Today) {
			continue
		}
		signed := plant.DateOf(a.Signed.At)
		var words []string
		var with []Record
		note := func(on Record, t *plant.Target) {
			if t != nil && signed.Before(t.ApprovedOn) {
				words = append(words, fmt.Sprintf("%s %s on %s", on.Kind, on.Key, t.ApprovedOn))
				with = append(with, on)
			}
		}
		inside := m.system(s.System)
		for k := range m.Site.Zones {
			if z := &m.Site.Zones[k]; inside(z) {
				note(ofZone(z), z.Target)
			}
		}
		for k := range m.Site.Conduits {
			c := &m.Site.Conduits[k]
			if from, to := m.zones[c.From], m.zones[c.To]; from != nil && inside(from) || to != nil && inside(to) {
				note(Record{"conduit", string(c.ID), c.Key}, c.Target)
			}
		}
		if len(words) > 0 {
			found(hit{
				on: Record{risk.OfSpecification, string(s.ID), s.Key}, with: with,
				text: fmt.Sprintf("Specification %s was approved by %s on %s, and targets that it asks for were decided after that: %s.", s.Key, a.Signed.Name, signed, list(words)),
				mend: "Have the specification approved again as it reads with these targets.",
			})
		}
	}
}

// system says of each zone whether it belongs to a system.
func (m *look) system(id risk.ID) func(*plant.Zone) bool {
	i := slices.IndexFunc(m.Register.Systems, func(s risk.System) bool { return s.ID == id })
	if i < 0 || len(m.Register.Systems[i].Zones) == 0 {
		return func(z *plant.Zone) bool { return !z.External }
	}
	zones := m.Register.Systems[i].Zones
	return func(z *plant.Zone) bool { return slices.Contains(zones, z.ID) }
}

// slowRecoveries are answered as met (SR 7.4), and the essential functions of the
// zone were not back in time, or nobody ever tried.
func slowRecoveries(m *look, found report) {
	for i := range m.Register.Functions {
		f := &m.Register.Functions[i]
		said := ""
		switch r := f.Recovery; {
		case r == nil || r.TargetTime == nil:
			continue
		case r.RestoreTested == "":
			said = fmt.Sprintf("is to be back in %g hours, which nobody has ever tried", *r.TargetTime)
		case r.MeasuredTime != nil && *r.MeasuredTime > *r.TargetTime:
			said = fmt.Sprintf("took %g hours in the test of %s and is to take %g", *r.MeasuredTime, r.RestoreTested, *r.TargetTime)
		default:
			continue
		}
		for k := range m.Site.Zones {
			z := &m.Site.Zones[k]
			v := m.answer(zoneSubject(z.ID), systemSet, "SR 7.4")
			if v == nil || v.State != assess.Met || !m.works(f, z.ID) {
				continue
			}
			h := m.answerOf(v)
			h.detail += "/" + string(f.ID)
			h.with = append(h.with, Record{risk.OfFunction, string(f.ID), f.Key})
			h.text = fmt.Sprintf("SR 7.4, recovery, is met at zone %s, while essential function %s there %s.", z.Key, f.Key, said)
			h.mend = "Test the restore and record what it took, or answer that recovery is not met yet."
			found(h)
		}
	}
}

// quietFindings lie on a zone that counts as reaching its target: what is open
// there of the model speaks against the level.
func quietFindings(m *look, found report) {
	m.onTarget(func(z *plant.Zone, p *assess.SubjectPosture) {
		n := m.Findings[string(z.ID)]
		if n == 0 {
			return
		}
		found(hit{
			on:   ofZone(z),
			text: fmt.Sprintf("Zone %s reaches its target %s, and it has %s of high severity open.", z.Key, p.Target, many(n, "finding")),
			mend: "Mend or accept the findings, and look again at the answers that they speak against.",
		})
	})
}
