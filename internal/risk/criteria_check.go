package risk

import (
	"fmt"
	"slices"
	"strconv"

	"ringwall/internal/plant"
)

// Bounds of criteria.
const (
	fewestLevels = 3
	mostLevels   = 6
	mostBands    = 10
	mostOffices  = 20
	mostRules    = 50
)

// Check lists what stands against signing the criteria: whatever is missing,
// contradicts itself or would leave a scenario without a band.
func (c Criteria) Check() plant.Problems {
	var p problems
	p.scales(c)
	p.matrix(c)
	p.bands(c)
	p.authorities(c)
	for i := range c.Overrides {
		p.override(fmt.Sprintf("/overrides/%d", i), c, &c.Overrides[i])
	}
	p.targets("/targets", c)
	return p.Problems
}

// scales checks the levels of consequence and of likelihood.
func (p *problems) scales(c Criteria) {
	p.between("/consequences", "levels of consequence", len(c.Consequences), fewestLevels, mostLevels)
	p.between("/likelihoods", "levels of likelihood", len(c.Likelihoods), fewestLevels, mostLevels)
	for i, name := range c.Consequences {
		p.needed(fmt.Sprintf("/consequences/%d", i), "name of the level", name)
	}
	before := 0.0
	for i, step := range c.Likelihoods {
		at := fmt.Sprintf("/likelihoods/%d", i)
		p.needed(at+"/name", "name of the level", step.Name)
		if step.PerYear > 0 && step.PerYear <= before {
			p.Add(at+"/perYear", "Level %q is not more frequent than the level before: a higher level stands for more events per year.", step.Name)
		}
		before = max(before, step.PerYear)
	}
	seen := map[Category]bool{}
	for i, scale := range c.Categories {
		at := fmt.Sprintf("/categories/%d", i)
		if seen[scale.Category] {
			p.Add(at+"/category", "The category %s has two scales: keep one.", scale.Category)
		}
		seen[scale.Category] = true
		if len(scale.Levels) != len(c.Consequences) {
			p.Add(at+"/levels", "The category %s has %d texts for %d levels of consequence: write one for each.", scale.Category, len(scale.Levels), len(c.Consequences))
		}
		for k, text := range scale.Levels {
			p.needed(fmt.Sprintf("%s/levels/%d", at, k), "text of the level", text)
		}
	}
	for _, category := range []Category{Safety, Environmental} {
		if !seen[category] {
			p.Add("/categories", "The category %s has no scale: people and environment must be rated, so add it.", category)
		}
	}
}

// matrix checks that every cell has a band.
func (p *problems) matrix(c Criteria) {
	if len(c.Matrix) != len(c.Likelihoods) {
		p.Add("/matrix", "The matrix has %d rows for %d levels of likelihood: give each level a row.", len(c.Matrix), len(c.Likelihoods))
	}
	for l, row := range c.Matrix {
		at := fmt.Sprintf("/matrix/%d", l)
		if len(row) != len(c.Consequences) {
			p.Add(at, "The row has %d cells for %d levels of consequence: give each level a cell.", len(row), len(c.Consequences))
		}
		for n, id := range row {
			if c.Rank(id) < 0 {
				p.Add(fmt.Sprintf("%s/%d", at, n), "The cell has no band: choose one for likelihood %d and consequence %d.", l+1, n+1)
			}
		}
	}
}

// bands checks that regions do not fall from a band to the next, and that
// somebody answers for whatever may be accepted.
func (p *problems) bands(c Criteria) {
	p.between("/bands", "bands", len(c.Bands), 2, mostBands)
	regions := []Region{Acceptable, Alarp, Intolerable}
	highest, office := 0, -1
	ids := map[BandID]bool{}
	for i, b := range c.Bands {
		at := fmt.Sprintf("/bands/%d", i)
		if b.ID == "" {
			p.Add(at+"/id", "The band has no id: give it a short one, such as high.")
		} else if ids[b.ID] {
			p.Add(at+"/id", "Two bands have the id %q: give each its own.", plant.Clip(string(b.ID)))
		}
		ids[b.ID] = true
		p.needed(at+"/name", "name of the band", b.Name)
		region := slices.Index(regions, b.Region)
		if region < highest && region >= 0 {
			p.Add(at+"/region", "Band %s is %s, but a lower band is %s: a higher band cannot be more tolerable.", b.Name, b.Region, regions[highest])
		}
		highest = max(highest, region)
		p.office(at, c, b, &office)
	}
	if len(c.Bands) > 0 && c.Bands[0].Region == Intolerable {
		p.Add("/bands/0/region", "Even the lowest band is intolerable, so no risk could ever be borne: let it be acceptable or ALARP.")
	}
}

// office checks who may accept a band; lowest is the rank of the band below.
func (p *problems) office(at string, c Criteria, b Band, lowest *int) {
	rank := c.authorityRank(b.Authority)
	switch {
	case b.Authority != "" && rank < 0:
		p.Add(at+"/authority", "Band %s names an authority that the criteria do not have: add it or name another.", b.Name)
	case b.Region == Intolerable && b.Authority != "":
		p.Add(at+"/authority", "Band %s is intolerable, so nobody may accept it: remove the authority.", b.Name)
	case b.Region == Alarp && b.Authority == "":
		p.Add(at+"/authority", "Band %s may be accepted, but by nobody: name the authority.", b.Name)
	case b.Region == Alarp && b.AcceptMonths <= 0:
		p.Add(at+"/acceptMonths", "Band %s may be accepted for ever: say for how many months at most.", b.Name)
	}
	if rank >= 0 && rank < *lowest {
		p.Add(at+"/authority", "Band %s is accepted by a lower authority than the band below it: name one at least as high.", b.Name)
	}
	*lowest = max(*lowest, rank)
}

func (p *problems) authorities(c Criteria) {
	ids := map[string]bool{}
	for i, a := range c.Authorities {
		at := fmt.Sprintf("/authorities/%d", i)
		if a.ID == "" {
			p.Add(at+"/id", "The authority has no id: give it a short one, such as plant-manager.")
		} else if ids[a.ID] {
			p.Add(at+"/id", "Two authorities have the id %q: give each its own.", plant.Clip(a.ID))
		}
		ids[a.ID] = true
		p.needed(at+"/title", "title", a.Title)
	}
}

func (p *problems) override(at string, c Criteria, o *Override) {
	p.needed(at+"/name", "name of the override", o.Name)
	if c.Rank(o.Least) < 0 {
		p.Add(at+"/least", "The override raises to a band that the criteria do not have: choose one.")
	}
	w := o.When
	if len(w.Mechanisms) == 0 && len(w.Causes) == 0 && w.Category == "" && w.AtLeast == 0 && !w.Hackable && !w.SafetyZone {
		p.Add(at+"/when", "The override has no condition, so it would raise every scenario: say when it holds.")
	}
	if w.AtLeast < 0 || w.AtLeast > len(c.Consequences) {
		p.Add(at+"/when/atLeast", "Consequence %d lies beyond the scale of %d levels: choose one of them.", w.AtLeast, len(c.Consequences))
	}
}

// targets checks the numbers behind the methods that derive SL-T.
func (p *problems) targets(at string, c Criteria) {
	t := c.Targets
	n := len(c.Consequences)
	if len(t.ByConsequence) > 0 && len(t.ByConsequence) != n {
		p.Add(at+"/byConsequence", "There are %d security levels for %d levels of consequence: give each level one.", len(t.ByConsequence), n)
	}
	if len(t.TolerablePerYear) > 0 && len(t.TolerablePerYear) != n {
		p.Add(at+"/tolerablePerYear", "There are %d frequencies for %d levels of consequence: give each level one.", len(t.TolerablePerYear), n)
	}
	for _, id := range sortedBands(t.ByBand) {
		if c.Rank(id) < 0 {
			p.Add(at+"/byBand/"+plant.PointerToken(string(id)), "There is no band %q: name one of the criteria.", plant.Clip(string(id)))
		}
	}
}

func sortedBands(m map[BandID]SLRange) []BandID {
	ids := make([]BandID, 0, len(m))
	for id := range m {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// Warnings lists what is unusual about criteria and yet allowed: a matrix in
// which more likelihood or more consequence lowers the band, bands that never
// come out, intolerable risk that does not exist.
func (c Criteria) Warnings() plant.Problems {
	var p problems
	rank := func(l, n int) int {
		if l >= len(c.Matrix) || n >= len(c.Matrix[l]) {
			return -1
		}
		return c.Rank(c.Matrix[l][n])
	}
	for l := range c.Matrix {
		for n := range c.Matrix[l] {
			here := rank(l, n)
			if right := rank(l, n+1); right >= 0 && right < here {
				p.Add(fmt.Sprintf("/matrix/%d/%d", l, n+1), "At likelihood %d, consequence %d has a lower band than consequence %d: is that meant?", l+1, n+2, n+1)
			}
			if up := rank(l+1, n); up >= 0 && up < here {
				p.Add(fmt.Sprintf("/matrix/%d/%d", l+1, n), "At consequence %d, likelihood %d has a lower band than likelihood %d: is that meant?", n+1, l+2, l+1)
			}
		}
	}
	intolerable := false
	for i, r := range c.Reachable() {
		if r.Cells == 0 && !r.Raised {
			p.Add("/bands/"+strconv.Itoa(i), "%s", r.Why)
		}
		intolerable = intolerable || c.Bands[i].Region == Intolerable && (r.Cells > 0 || r.Raised)
	}
	for i, a := range c.Authorities {
		if len(a.Holders) == 0 {
			p.Add(fmt.Sprintf("/authorities/%d/holders", i), "Nobody holds the authority %s yet, so nobody can accept in its name: enter the e-mail of whoever does.", a.Title)
		}
	}
	if !intolerable {
		p.Add("/bands", "No risk is ever intolerable, so every one may be accepted: is that meant?")
	}
	return p.Problems
}
