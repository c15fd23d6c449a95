package assess

import (
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// called names a subject within a sentence: "conduit C-01", "the site".
func (b *board) called(s Subject) string {
	if s.Kind == OfSite {
		return "the site"
	}
	return string(s.Kind) + " " + b.key(s)
}

func (b *board) key(s Subject) string {
	switch s.Kind {
	case OfZone:
		return b.zones[plant.ZoneID(s.ID)].Key
	case OfConduit:
		return b.conduits[plant.ConduitID(s.ID)].Key
	}
	return b.site.Key
}

// describe takes over what is declared about a subject.
func (b *board) describe(s Subject, sq *square) {
	p := &sq.posture
	p.Subject, p.Notes = s, []string{}
	var target *plant.Target
	switch s.Kind {
	case OfZone:
		z := b.zones[plant.ZoneID(s.ID)]
		p.Key, p.Name, p.ZoneKind, target = z.Key, z.Name, z.Kind, z.Target
		p.Safety = z.Safety || z.Kind == plant.ZoneSafety
		p.Assets = b.counts[z.ID]
	case OfConduit:
		c := b.conduits[plant.ConduitID(s.ID)]
		p.Key, p.Name, target = c.Key, c.Name, c.Target
		from, to := b.zones[c.From], b.zones[c.To]
		p.Safety = safety(from) || safety(to)
		if target != nil {
			p.Notes = append(p.Notes, undercut(target.Vector, from, to)...)
		}
	case OfSite:
		p.Key, p.Name = b.site.Key, b.site.Name
	}
	p.Target = nil
	if target != nil {
		vector := target.Vector
		p.Target = &vector
	} else if s.Kind != OfSite {
		p.Notes = append(p.Notes, "No target (SL-T) is set, so no gap can be stated.")
	}
	p.Expiries = b.expiries(s, p.Target)
	sq.described = true
	sq.frs = [7]bool{true, true, true, true, true, true, true}
}

func safety(z plant.Zone) bool { return z.Safety || z.Kind == plant.ZoneSafety }

// undercut notes where a conduit asks less than a zone that it joins. That may
// be decided on purpose, so it is a note and no error: the weaker channel is a
// way into the stronger zone.
func undercut(target sl.Vector, ends ...plant.Zone) []string {
	var notes []string
	for _, z := range ends {
		if z.Target == nil {
			continue
		}
		var below []string
		for _, fr := range sl.FRs {
			if target[fr] < z.Target.Vector[fr] {
				below = append(below, fmt.Sprintf("%s (SL %d below SL %d)", fr.ID(), target[fr], z.Target.Vector[fr]))
			}
		}
		if below != nil {
			notes = append(notes, fmt.Sprintf("The target lies below that of zone %s, which it joins, in %s.", z.Key, and(below)))
		}
	}
	return notes
}

// expiries lists the countermeasures that stand in at a subject, the earliest end first.
func (b *board) expiries(s Subject, target *sl.Vector) []Expiry {
	res := []Expiry{}
	for r, v := range b.answers[s] {
		if v == nil || v.State != Compensated && v.State != NotApplied || v.Expires == "" {
			continue
		}
		q := &b.set.Requirements[r]
		res = append(res, Expiry{
			Requirement: q.ID, Measure: v.Compensating, On: v.Expires,
			Expired: !b.today.Before(v.Expires), Asked: target != nil && q.From <= target[q.FR],
		})
	}
	slices.SortStableFunc(res, func(x, y Expiry) int { return strings.Compare(string(x.On), string(y.On)) })
	return res
}

// compute brings the marked foundational requirements of a subject up to date,
// and with them its vectors and counts.
func (b *board) compute(sq *square) {
	p := &sq.posture
	for _, fr := range sl.FRs {
		if !sq.frs[fr] {
			continue
		}
		p.FRs[fr] = foundation(b.set, fr, b.rows[fr], sq.effective, p.Target)
		b.capable(sq, &p.FRs[fr])
		p.Achieved[fr], p.Gap[fr] = p.FRs[fr].Achieved, p.FRs[fr].Gap
	}
	sq.frs = [7]bool{}
	p.Capable = capability(p)
	p.Steps = p.Gap.Sum()
	p.Counts = Counts{}
	for r := range sq.effective {
		q := &b.set.Requirements[r]
		p.Counts.All.add(&sq.effective[r])
		if p.Target != nil && q.From <= p.Target[q.FR] {
			p.Counts.Asked.add(&sq.effective[r])
		}
	}
	p.Unanswered = p.Counts.Asked.Unanswered
}

func (t *Tally) add(e *Effective) {
	t.Total++
	if e.Holds {
		t.Holds++
	}
	switch e.State {
	case Met:
		t.Met++
	case Partly:
		t.Partly++
	case NotMet:
		t.NotMet++
	case NotApplicable:
		t.NotApplicable++
	case Compensated:
		t.Compensated++
		if e.Expired {
			t.Expired++
		}
	case Inherited:
		t.Inherited++
	case ByComponents:
		t.ByComponents++
	case NotApplied:
		t.NotApplied++
		if e.Expired {
			t.Expired++
		}
	case Unanswered:
		t.Unanswered++
	}
}
