package xray

import (
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// standIns visits the answers that a countermeasure stands in for, with the
// countermeasure of the register that each names; nil where none goes by that
// key or name.
func (m *look) standIns(visit func(v *assess.Verdict, c *risk.Countermeasure)) {
	for i := range m.Verdicts {
		v := &m.Verdicts[i]
		if v.Compensating != "" && (v.State == assess.Compensated || v.State == assess.NotApplied) {
			visit(v, m.measure(v.Compensating))
		}
	}
}

// measure is the countermeasure that a text names: all of it, or its first words
// ("CM-04, firewall rules").
func (m *look) measure(text string) *risk.Countermeasure {
	text = fold(text)
	if c := m.measures[text]; c != nil {
		return c
	}
	first, _, _ := strings.Cut(text, " ")
	return m.measures[strings.TrimRight(first, ",:;.")]
}

func ofMeasure(c *risk.Countermeasure) Record {
	return Record{risk.OfCountermeasure, string(c.ID), c.Key}
}

func unknownStandIns(m *look, found report) {
	m.standIns(func(v *assess.Verdict, c *risk.Countermeasure) {
		if c == nil && m.counts(v) {
			h := m.answerOf(v)
			h.text = fmt.Sprintf("%s at %s is %s by “%s”, which is no countermeasure of the register, so nobody owns it, tests it or sees it expire.",
				v.Requirement, m.the(v.Subject), v.State.Word(), plant.Clip(v.Compensating))
			h.mend = "Add the countermeasure to the register and name it by its key."
			found(h)
		}
	})
}

func absentStandIns(m *look, found report) {
	m.standIns(func(v *assess.Verdict, c *risk.Countermeasure) {
		if c == nil || c.State == risk.MeasureExisting || !m.counts(v) {
			return
		}
		h := m.answerOf(v)
		h.with = append(h.with, ofMeasure(c))
		h.text = fmt.Sprintf("%s at %s counts until %s by countermeasure %s, which is %s and not there.", v.Requirement, m.the(v.Subject), v.Expires, c.Key, c.State)
		h.mend = "Put the countermeasure in place, or answer that the requirement is not met until it is."
		found(h)
	})
}

func outlivedStandIns(m *look, found report) {
	m.standIns(func(v *assess.Verdict, c *risk.Countermeasure) {
		if c == nil || c.State != risk.MeasureExisting || c.Expires == "" || v.Expires <= c.Expires || !m.counts(v) {
			return
		}
		h := m.answerOf(v)
		h.with = append(h.with, ofMeasure(c))
		ends := "ends on"
		if risk.Expired(c.Expires, m.Today) {
			ends = "ended on"
		}
		h.text = fmt.Sprintf("%s at %s counts until %s, but countermeasure %s, by which it does, %s %s.", v.Requirement, m.the(v.Subject), v.Expires, c.Key, ends, c.Expires)
		h.mend = "Review the countermeasure and extend it, or let the answer end with it."
		found(h)
	})
}

func distantStandIns(m *look, found report) {
	m.standIns(func(v *assess.Verdict, c *risk.Countermeasure) {
		if c == nil || c.WholeSite || !m.counts(v) || m.protects(c, v.Subject) {
			return
		}
		h := m.answerOf(v)
		h.with = append(h.with, ofMeasure(c))
		h.text = fmt.Sprintf("Countermeasure %s stands in for %s at %s, but does not name it among what it protects.", c.Key, v.Requirement, m.the(v.Subject))
		h.mend = "Add it to what the countermeasure protects if it does, or name one that does."
		found(h)
	})
}

// protects says whether a countermeasure names a subject, a zone around it, or
// for a conduit the zone at one of its ends.
func (m *look) protects(c *risk.Countermeasure, s assess.Subject) bool {
	switch s.Kind {
	case assess.OfZone:
		for at, n := plant.ZoneID(s.ID), 0; at != "" && n < 50; n++ {
			if slices.Contains(c.Zones, at) {
				return true
			}
			z := m.zones[at]
			if z == nil {
				break
			}
			at = z.Parent
		}
		return false
	case assess.OfConduit:
		x := m.conduits[plant.ConduitID(s.ID)]
		return slices.Contains(c.Conduits, plant.ConduitID(s.ID)) || x != nil && (slices.Contains(c.Zones, x.From) || slices.Contains(c.Zones, x.To))
	case assess.OfAsset:
		a := m.assets[plant.AssetID(s.ID)]
		return a == nil || slices.Contains(c.Zones, a.Zone)
	}
	return len(c.Zones)+len(c.Conduits) == 0
}

// unknownFunctions would be harmed by a requirement that is not applied, and are
// not among the essential functions.
func unknownFunctions(m *look, found report) {
	for i := range m.Verdicts {
		v := &m.Verdicts[i]
		if v.State != assess.NotApplied || v.Function == "" || m.functions[fold(v.Function)] != nil {
			continue
		}
		h := m.answerOf(v)
		h.text = fmt.Sprintf("%s at %s is not applied for the sake of essential function %s, which the register does not have.", v.Requirement, m.the(v.Subject), plant.Clip(v.Function))
		h.mend = "Name an essential function of the register, or add it with its worst case; only such a function outweighs a requirement."
		found(h)
	}
}

// distantFunctions have nothing in the zone where a requirement is withheld for
// their sake.
func distantFunctions(m *look, found report) {
	for i := range m.Verdicts {
		v := &m.Verdicts[i]
		f := m.functions[fold(v.Function)]
		if v.State != assess.NotApplied || f == nil || len(f.Zones)+len(f.Assets) == 0 || !m.counts(v) {
			continue
		}
		var near []plant.ZoneID
		switch v.Subject.Kind {
		case assess.OfZone:
			near = []plant.ZoneID{plant.ZoneID(v.Subject.ID)}
		case assess.OfConduit:
			if c := m.conduits[plant.ConduitID(v.Subject.ID)]; c != nil {
				near = []plant.ZoneID{c.From, c.To}
			}
		}
		if len(near) == 0 || slices.ContainsFunc(near, func(z plant.ZoneID) bool { return m.works(f, z) }) {
			continue
		}
		h := m.answerOf(v)
		h.with = append(h.with, Record{risk.OfFunction, string(f.ID), f.Key})
		h.text = fmt.Sprintf("%s at %s is not applied for the sake of essential function %s, which has nothing there.", v.Requirement, m.the(v.Subject), f.Key)
		h.mend = "Name the function that the requirement would harm there, or answer the requirement."
		found(h)
	}
}

// works says whether a function is in a zone or has an asset there.
func (m *look) works(f *risk.Function, z plant.ZoneID) bool {
	return slices.Contains(f.Zones, z) || slices.ContainsFunc(f.Assets, func(id plant.AssetID) bool {
		a := m.assets[id]
		return a != nil && a.Zone == z
	})
}

// deniedMeasures are in place and meet a requirement where it is answered not met.
func deniedMeasures(m *look, found report) {
	for i := range m.Register.Countermeasures {
		c := &m.Register.Countermeasures[i]
		if c.State != risk.MeasureExisting || risk.Expired(c.Expires, m.Today) || len(c.Requirements) == 0 {
			continue
		}
		var where []string
		var with []Record
		for _, s := range c.Protects(m.Site) {
			for _, id := range c.RequirementIDs() {
				if v := m.answer(s, systemSet, id); v != nil && v.State == assess.NotMet {
					where = append(where, fmt.Sprintf("%s at %s", id, m.the(s)))
					with = append(with, m.record(s))
				}
			}
		}
		if len(where) > 0 {
			found(hit{
				on: ofMeasure(c), with: slices.Compact(with), set: systemSet,
				text: fmt.Sprintf("Countermeasure %s is in place and says that it helps to meet requirements that are answered not met where it stands: %s.", c.Key, list(where)),
				mend: "Look at these answers again, or take the requirement off the countermeasure.",
			})
		}
	}
}
