package assess

import (
	"fmt"
	"slices"

	"ringwall/internal/catalog"
	"ringwall/internal/sl"
)

// RatingMethod names the way in which a security protection rating is formed
// here. It stands beside every rating: IEC PAS 62443-2-2 was not at hand.
const RatingMethod = "SPR by the method of this program (A)"

// practised is the maturity from which a technical level counts.
const practised = 3

// SPR is the security protection rating of one requirement: nothing as long as
// the process behind it is not practised (ML 3), then the technical level.
func SPR(maturity int, technical sl.Level) sl.Level {
	if maturity < practised {
		return 0
	}
	return technical
}

// SPRGap is how far a rating lies below its target.
func SPRGap(target, rating sl.Level) sl.Level { return max(0, target-rating) }

// Rating is one security protection rating with its reason.
type Rating struct {
	// SPR is 0 to 4; nil when it cannot be formed.
	SPR *sl.Level `json:"spr"`
	// Technical and Maturity are what it was formed of, of a requirement.
	Technical *sl.Level `json:"technical,omitempty"`
	Maturity  *int      `json:"maturity,omitempty"`
	Gap       sl.Level  `json:"gap"`    // below the target
	Reason    string    `json:"reason"` // one sentence
}

// Rated are the two ratings of one thing, which are never mixed.
type Rated struct {
	// Predicted is by design: what the products are capable of (SL-C), and the
	// maturity aimed at.
	Predicted Rating `json:"predicted"`
	// Revalidated is by what is there: SL-A, and the maturity shown.
	Revalidated Rating `json:"revalidated"`
}

// RequirementRating rates one program requirement at one zone.
type RequirementRating struct {
	Requirement catalog.RequirementID `json:"requirement"`
	Title       string                `json:"title"`
	Group       string                `json:"group"`
	// System are the system requirements paired with it, enhancements included.
	System []catalog.RequirementID `json:"system"`
	// Target is the lowest SL-T of the foundational requirements concerned; nil
	// when the zone has none.
	Target *sl.Level `json:"target"`
	Rated
}

// GroupRating is the lowest of the ratings under one heading.
type GroupRating struct {
	Group string `json:"group"`
	Title string `json:"title"`
	Rated
}

// ZoneRating is the ratings of one zone.
type ZoneRating struct {
	Subject Subject `json:"subject"`
	Key     string  `json:"key"`
	Name    string  `json:"name"`
	Rated
	Groups       []GroupRating       `json:"groups"`
	Requirements []RequirementRating `json:"requirements,omitempty"`
}

// Ratings are the security protection ratings of a site.
type Ratings struct {
	Method  string        `json:"method"`
	Program catalog.SetID `json:"program"`
	System  catalog.SetID `json:"system"`
	Zones   []ZoneRating  `json:"zones"`
	// NotFormed are the program requirements that no rating can be formed for.
	NotFormed []NotRated `json:"notFormed"`
}

// NotRated is a program requirement without a rating, and why.
type NotRated struct {
	Requirement catalog.RequirementID `json:"requirement"`
	Title       string                `json:"title"`
	Why         string                `json:"why"`
}

// RateInput is all that the ratings of a site depend on.
type RateInput struct {
	Set     *catalog.Set // of the program
	Program ProgramPosture
	System  *catalog.Set
	// Pairs are the system requirements paired with each program requirement.
	Pairs map[catalog.RequirementID][]catalog.RequirementID
	Zones []RateZone
}

// RateZone is what a rating needs of a zone. Holds and Carries go by the place
// of the requirement in the system set.
type RateZone struct {
	Subject Subject
	Key     string
	Name    string
	Target  *sl.Vector
	Holds   []bool // SL-A
	Carries []bool // SL-C; nil when there is none, for the reason Incapable
	// Incapable says why there is no SL-C.
	Incapable string
}

// Rate forms the security protection ratings of the zones.
func Rate(in RateInput) Ratings {
	out := Ratings{Method: RatingMethod, Program: in.Set.ID, System: in.System.ID, Zones: []ZoneRating{}, NotFormed: []NotRated{}}
	var rated []pairing
	for i := range in.Program.Answers {
		a := &in.Program.Answers[i]
		p := pairing{answer: a, system: in.technical(a.Requirement.ID)}
		switch {
		case a.Effective.CountsAs == NotApplicable && a.Effective.Holds:
			out.NotFormed = append(out.NotFormed, NotRated{a.Requirement.ID, a.Requirement.Title, "No rating is formed: the requirement is " + a.Effective.Why + "."})
		case len(p.system) == 0:
			out.NotFormed = append(out.NotFormed, NotRated{a.Requirement.ID, a.Requirement.Title, "No rating is formed: no system requirement is paired with it, so it has no technical level."})
		default:
			for _, r := range p.system {
				p.ids = append(p.ids, in.System.Requirements[r].ID)
			}
			rated = append(rated, p)
		}
	}
	for _, z := range in.Zones {
		out.Zones = append(out.Zones, in.zone(z, rated))
	}
	return out
}

// pairing is a program requirement with its technical counterpart.
type pairing struct {
	answer *ProgramAnswer
	system []int
	ids    []catalog.RequirementID
}

// technical is the technical counterpart of a program requirement: what is
// paired with it, and the enhancements of that, without which its higher levels
// cannot be reached.
func (in *RateInput) technical(id catalog.RequirementID) []int {
	paired := in.Pairs[id]
	if len(paired) == 0 {
		return nil
	}
	var rows []int
	for r := range in.System.Requirements {
		q := &in.System.Requirements[r]
		if slices.Contains(paired, q.ID) || q.Parent != "" && slices.Contains(paired, q.Parent) {
			rows = append(rows, r)
		}
	}
	return rows
}

func (in *RateInput) zone(z RateZone, rated []pairing) ZoneRating {
	out := ZoneRating{Subject: z.Subject, Key: z.Key, Name: z.Name, Groups: []GroupRating{}}
	for _, p := range rated {
		q := &p.answer.Requirement
		r := RequirementRating{Requirement: q.ID, Title: q.Title, Group: q.Group, System: p.ids}
		if z.Target != nil {
			low := sl.Highest
			for _, at := range p.system {
				low = min(low, z.Target[in.System.Requirements[at].FR])
			}
			r.Target = &low
		}
		r.Revalidated = in.rate(p, z.Holds, p.answer.Maturity, p.answer.Why, r.Target)
		switch {
		case z.Carries == nil:
			r.Predicted.Reason = "No rating is predicted: " + z.Incapable + "."
		case p.answer.Target == nil:
			r.Predicted.Reason = fmt.Sprintf("No rating is predicted: no maturity is aimed at for %s.", q.ID)
		default:
			r.Predicted = in.rate(p, z.Carries, p.answer.Target, "aimed at "+MaturityWord(*p.answer.Target), r.Target)
		}
		out.Requirements = append(out.Requirements, r)
	}
	out.Rated = lowest("The zone", out.Requirements)
	for _, g := range in.Set.Groups {
		var under []RequirementRating
		for _, q := range in.Set.Under(g.ID) {
			at := slices.IndexFunc(out.Requirements, func(r RequirementRating) bool { return r.Requirement == q.ID })
			if at >= 0 {
				under = append(under, out.Requirements[at])
			}
		}
		if len(under) > 0 {
			out.Groups = append(out.Groups, GroupRating{g.ID, g.Title, lowest(g.ID, under)})
		}
	}
	return out
}

// rate forms one rating.
func (in *RateInput) rate(p pairing, holds []bool, maturity *int, why string, target *sl.Level) Rating {
	technical := sl.Highest
	var stop catalog.RequirementID
	for _, r := range p.system {
		if q := &in.System.Requirements[r]; !holds[r] && q.From-1 < technical {
			technical, stop = q.From-1, q.ID
		}
	}
	spr := SPR(*maturity, technical)
	out := Rating{SPR: &spr, Technical: &technical, Maturity: maturity}
	if target != nil {
		out.Gap = SPRGap(*target, spr)
	}
	id := p.answer.Requirement.ID
	switch {
	case *maturity < practised:
		out.Reason = fmt.Sprintf("%s is rated 0, because a technical level counts from ML 3 on: %s.", id, why)
	case stop == "":
		out.Reason = fmt.Sprintf("%s is rated 4: %s, and every system requirement paired with it holds.", id, why)
	default:
		out.Reason = fmt.Sprintf("%s is rated %d: %s, and SL %d is stopped by %s.", id, spr, why, technical+1, stop)
	}
	return out
}

// lowest brings ratings down to the lowest, each kind by itself.
func lowest(name string, all []RequirementRating) Rated {
	return Rated{
		Predicted:   least(name, "predicted", all, func(r *RequirementRating) *Rating { return &r.Predicted }),
		Revalidated: least(name, "revalidated", all, func(r *RequirementRating) *Rating { return &r.Revalidated }),
	}
}

func least(name, kind string, all []RequirementRating, of func(*RequirementRating) *Rating) Rating {
	out := Rating{}
	var at *RequirementRating
	for i := range all {
		r := of(&all[i])
		out.Gap = max(out.Gap, r.Gap)
		if r.SPR == nil {
			// What is not formed cannot be left out of a lowest without raising it.
			return Rating{Reason: fmt.Sprintf("%s has no %s rating, because %s has none. %s", name, kind, all[i].Requirement, r.Reason)}
		}
		if out.SPR == nil || *r.SPR < *out.SPR {
			out.SPR, at = r.SPR, &all[i]
		}
	}
	if at == nil {
		out.Reason = fmt.Sprintf("%s has no %s rating: no requirement in it can be rated.", name, kind)
		return out
	}
	out.Reason = fmt.Sprintf("%s is rated %d, the lowest of its %s. %s", name, *out.SPR, many(len(all), "requirement"), of(at).Reason)
	return out
}

// RateZones is what the ratings need of the zones of a site, by key.
func (e *Engine) RateZones() []RateZone {
	p := e.Posture()
	e.mu.Lock()
	defer e.mu.Unlock()
	b := e.board
	b.refresh()
	out := []RateZone{}
	for i := range p.Subjects {
		sp := &p.Subjects[i]
		sq := b.squares[sp.Subject]
		if sp.Subject.Kind != OfZone || sq == nil {
			continue
		}
		z := RateZone{Subject: sp.Subject, Key: sp.Key, Name: sp.Name, Target: sp.Target, Holds: make([]bool, len(sq.effective))}
		if z.Incapable = b.incapable(sp.Subject); z.Incapable == "" {
			z.Carries = make([]bool, len(sq.effective))
		}
		for r := range sq.effective {
			z.Holds[r] = sq.effective[r].Holds
			if z.Carries != nil {
				z.Carries[r] = b.carries(sq, r)
			}
		}
		out = append(out, z)
	}
	return out
}
