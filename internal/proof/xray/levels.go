package xray

import (
	"fmt"
	"time"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

func ofZone(z *plant.Zone) Record   { return Record{"zone", string(z.ID), z.Key} }
func ofAsset(a *plant.Asset) Record { return Record{"asset", string(a.ID), a.Key} }

// onTarget visits the zones that reach their target, which asks for something.
func (m *look) onTarget(visit func(z *plant.Zone, p *assess.SubjectPosture)) {
	for i := range m.Site.Zones {
		z := &m.Site.Zones[i]
		if p := m.postures[zoneSubject(z.ID)]; p != nil && p.Target != nil && p.Target.Max() > 0 && p.Steps == 0 {
			visit(z, p)
		}
	}
}

// ownerlessZones count as holding, and nobody would notice if they did not.
func ownerlessZones(m *look, found report) {
	m.onTarget(func(z *plant.Zone, p *assess.SubjectPosture) {
		if blank(z.Owner) {
			found(hit{
				on:   ofZone(z),
				text: fmt.Sprintf("Zone %s reaches its target %s in %s, and nobody answers for the zone.", z.Key, p.Target, many(p.Counts.Asked.Holds, "answer")),
				mend: "Name its owner, who confirms the answers and keeps up what they rest on.",
			})
		}
	})
}

// unknownComponents stand in zones that are answered by their components.
func unknownComponents(m *look, found report) {
	if len(m.Products) == 0 {
		return
	}
	by := map[plant.ZoneID][]*assess.Verdict{}
	for i := range m.Verdicts {
		if v := &m.Verdicts[i]; v.State == assess.ByComponents && v.Subject.Kind == assess.OfZone {
			by[plant.ZoneID(v.Subject.ID)] = append(by[plant.ZoneID(v.Subject.ID)], v)
		}
	}
	for i := range m.Site.Zones {
		z := &m.Site.Zones[i]
		answers := by[z.ID]
		if len(answers) == 0 {
			continue
		}
		var unknown []*plant.Asset
		for _, a := range m.members[z.ID] {
			own := m.answers[assess.Subject{Kind: assess.OfAsset, ID: string(a.ID)}]
			if x := m.matched[a.ID]; (x == nil || x.Product == "") && len(own[catalog.ComponentRequirements]) == 0 {
				unknown = append(unknown, a)
			}
		}
		if len(unknown) == 0 {
			continue
		}
		h := hit{on: ofZone(z), set: systemSet}
		for _, v := range answers {
			h.requirements = append(h.requirements, v.Requirement)
		}
		for _, a := range unknown[:min(mostNamed, len(unknown))] {
			h.with = append(h.with, ofAsset(a))
		}
		h.text = fmt.Sprintf("Zone %s is answered by its components in %s, but of %s of it the library has no product: %s.", z.Key, many(len(answers), "requirement"), many(len(unknown), "asset"), list(keys(unknown)))
		h.mend = "Add the products to the library, or answer for these assets what was seen on them."
		found(h)
	}
}

// confirmedDays is for how long having seen an asset counts.
const confirmedDays = 90

func unconfirmedAssets(m *look, found report) {
	if m.Confirmed == nil {
		return
	}
	since := before(m.Today, confirmedDays)
	m.onTarget(func(z *plant.Zone, p *assess.SubjectPosture) {
		var lost []*plant.Asset
		for _, a := range m.members[z.ID] {
			if last := m.Confirmed[a.ID]; last == "" || last < since {
				lost = append(lost, a)
			}
		}
		if len(lost) == 0 {
			return
		}
		found(hit{
			on:   ofZone(z),
			text: fmt.Sprintf("Zone %s reaches its target, but nobody confirmed %d of its %d assets in %d days: %s.", z.Key, len(lost), len(m.members[z.ID]), confirmedDays, list(keys(lost))),
			mend: "Walk the zone or capture its traffic, and retire what is gone: levels are those of what is really there.",
		})
	})
}

// before is the day some days earlier.
func before(d plant.Date, days int) plant.Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return plant.DateOf(t.AddDate(0, 0, -days))
}

// changedZones got or lost assets after they were last answered.
func changedZones(m *look, found report) {
	last := map[plant.ZoneID]plant.Date{}
	n := map[plant.ZoneID]int{}
	for i := range m.Verdicts {
		v := &m.Verdicts[i]
		if v.Subject.Kind != assess.OfZone || v.AssessedOn == "" || v.Set != systemSet || v.State == assess.Inherited || v.State == assess.ByComponents || !m.counts(v) {
			continue
		}
		z := plant.ZoneID(v.Subject.ID)
		last[z] = max(last[z], v.AssessedOn)
		n[z]++
	}
	changed := map[plant.ZoneID][]string{}
	with := map[plant.ZoneID][]Record{}
	for i := range m.Site.Assets {
		a := &m.Site.Assets[i]
		day, what := a.Installed, "installed"
		if a.Retired != "" && !m.Today.Before(a.Retired) {
			day, what = a.Retired, "retired"
		}
		if l := last[a.Zone]; l != "" && l.Before(day) && day <= m.Today {
			changed[a.Zone] = append(changed[a.Zone], fmt.Sprintf("%s %s on %s", a.Key, what, day))
			if len(with[a.Zone]) < mostNamed {
				with[a.Zone] = append(with[a.Zone], ofAsset(a))
			}
		}
	}
	for i := range m.Site.Zones {
		z := &m.Site.Zones[i]
		if words := changed[z.ID]; len(words) > 0 {
			found(hit{
				on: ofZone(z), with: with[z.ID], set: systemSet,
				text: fmt.Sprintf("Zone %s was last answered on %s and counts in %s, but its assets changed after that: %s.", z.Key, last[z.ID], many(n[z.ID], "answer"), list(words)),
				mend: "Look at the answers again with the assets of today, and give the day on which you did.",
			})
		}
	}
}

// deadZones hold nothing that is in service, and count as met.
func deadZones(m *look, found report) {
	n := map[plant.ZoneID]int{}
	m.positive(func(v *assess.Verdict) {
		if v.Subject.Kind == assess.OfZone && v.State != assess.NotApplicable {
			n[plant.ZoneID(v.Subject.ID)]++
		}
	})
	for i := range m.Site.Zones {
		z := &m.Site.Zones[i]
		if n[z.ID] > 0 && len(m.members[z.ID]) == 0 && m.retired[z.ID] > 0 {
			found(hit{
				on:   ofZone(z),
				text: fmt.Sprintf("All assets of zone %s are retired, and it still counts in %s.", z.Key, many(n[z.ID], "answer")),
				mend: "Remove the zone with its answers, or enter what stands there now.",
			})
		}
	}
}
