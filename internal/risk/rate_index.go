package risk

import (
	"cmp"
	"strconv"

	"ringwall/internal/plant"
)

// rater is an input with the look-ups that rating needs.
type rater struct {
	in       Input
	criteria *Criteria
	inForce  bool

	zones       map[plant.ZoneID]*plant.Zone
	conduits    map[plant.ConduitID]*plant.Conduit
	within      map[plant.ZoneID][]plant.ZoneID // zones directly within a zone
	joined      map[[2]plant.ZoneID]bool        // by a conduit, both ways
	networks    map[string]map[plant.ZoneID]bool
	measures    map[ID]*Countermeasure
	assumptions map[ID]assumed
	worst       map[ID]*WorstCaseResult

	ranks        [][]int  // of the matrix; −1 where it has no band
	likelihoods  []string // "3 (Possible)" by level − 1
	consequences []string
	life         map[Category]int // from which level a category threatens life
}

// assumed is what an assumption does to what rests on it.
type assumed struct {
	condition               string // why ratings are conditional, "" when they are not
	note                    string // what a false one adds
	likelihood, consequence int
}

func newRater(in Input) *rater {
	r := &rater{
		in:          in,
		criteria:    InForce(in.Register.Criteria),
		zones:       make(map[plant.ZoneID]*plant.Zone, len(in.Site.Zones)),
		conduits:    make(map[plant.ConduitID]*plant.Conduit, len(in.Site.Conduits)),
		within:      map[plant.ZoneID][]plant.ZoneID{},
		joined:      make(map[[2]plant.ZoneID]bool, 2*len(in.Site.Conduits)),
		networks:    map[string]map[plant.ZoneID]bool{},
		measures:    make(map[ID]*Countermeasure, len(in.Register.Countermeasures)),
		assumptions: make(map[ID]assumed, len(in.Register.Assumptions)),
	}
	r.inForce = r.criteria != nil
	if !r.inForce {
		r.criteria = NewestDraft(in.Register.Criteria)
	}
	for i := range in.Site.Zones {
		z := &in.Site.Zones[i]
		r.zones[z.ID] = z
		if z.Parent != "" {
			r.within[z.Parent] = append(r.within[z.Parent], z.ID)
		}
	}
	for i := range in.Site.Conduits {
		c := &in.Site.Conduits[i]
		r.conduits[c.ID] = c
		r.joined[[2]plant.ZoneID{c.From, c.To}] = true
		r.joined[[2]plant.ZoneID{c.To, c.From}] = true
	}
	for i := range in.Register.Countermeasures {
		r.measures[in.Register.Countermeasures[i].ID] = &in.Register.Countermeasures[i]
	}
	for i := range in.Register.Assumptions {
		a := &in.Register.Assumptions[i]
		r.assumptions[a.ID] = assumedOf(a, in.Today)
	}
	if r.criteria != nil {
		r.read(*r.criteria)
	}
	return r
}

// read turns criteria into look-ups.
func (r *rater) read(c Criteria) {
	for i, step := range c.Likelihoods {
		r.likelihoods = append(r.likelihoods, level(i, step.Name))
	}
	for i, name := range c.Consequences {
		r.consequences = append(r.consequences, level(i, name))
	}
	ranks := map[BandID]int{}
	for i, b := range c.Bands {
		ranks[b.ID] = i
	}
	for l := range c.Likelihoods {
		row := make([]int, len(c.Consequences))
		for n := range row {
			row[n] = -1
			if l < len(c.Matrix) && n < len(c.Matrix[l]) {
				if rank, ok := ranks[c.Matrix[l][n]]; ok {
					row[n] = rank
				}
			}
		}
		r.ranks = append(r.ranks, row)
	}
	r.life = c.LifeThreatening()
}

func level(i int, name string) string { return strconv.Itoa(i+1) + " (" + name + ")" }

// LifeThreatening is from which level of consequence safety and health threaten
// life: what an override on the category says, else what one on the other says,
// else the top two of the scale.
func (c Criteria) LifeThreatening() map[Category]int {
	stated := map[Category]int{}
	for _, o := range c.Overrides {
		w := o.When
		if w.AtLeast > 0 && (w.Category == Safety || w.Category == Health) && (stated[w.Category] == 0 || w.AtLeast < stated[w.Category]) {
			stated[w.Category] = w.AtLeast
		}
	}
	top := max(1, len(c.Consequences)-1)
	return map[Category]int{
		Safety: cmp.Or(stated[Safety], stated[Health], top),
		Health: cmp.Or(stated[Health], stated[Safety], top),
	}
}

// assumedOf judges an assumption on a day.
func assumedOf(a *Assumption, today plant.Date) assumed {
	switch {
	case a.State == AssumptionFalse:
		x := assumed{likelihood: max(0, a.LikelihoodIfFalse), consequence: max(0, a.ConsequenceIfFalse)}
		switch {
		case x.likelihood > 0 && x.consequence > 0:
			x.note = "Assumption " + a.Key + " is false, which adds " + strconv.Itoa(x.likelihood) + " to the likelihood and " + strconv.Itoa(x.consequence) + " to the consequence."
		case x.likelihood > 0:
			x.note = "Assumption " + a.Key + " is false, which adds " + strconv.Itoa(x.likelihood) + " to the likelihood."
		case x.consequence > 0:
			x.note = "Assumption " + a.Key + " is false, which adds " + strconv.Itoa(x.consequence) + " to the consequence."
		default:
			x.note = "Assumption " + a.Key + " is false, which adds nothing."
		}
		return x
	case a.State == AssumptionConfirmed && Expired(a.Expires, today):
		return assumed{condition: "Assumption " + a.Key + " was confirmed, but only until " + string(a.Expires) + "."}
	case a.State == AssumptionConfirmed:
		return assumed{}
	case Expired(a.Due, today):
		return assumed{condition: "Assumption " + a.Key + " was to be tested by " + string(a.Due) + " and is still open."}
	default:
		return assumed{condition: "Assumption " + a.Key + " is not tested yet."}
	}
}

// Expired says whether a day has come from which something no longer counts;
// on an unknown day everything with an end has.
func Expired(end, today plant.Date) bool { return end != "" && !today.Before(end) }
