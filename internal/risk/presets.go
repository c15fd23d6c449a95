package risk

// Presets are criteria to begin from, as drafts without a key: an owner makes
// them their own, names who holds each authority, and signs.
func Presets() []Criteria {
	return []Criteria{processPlant(), product4x4(), twoStep3x3(), asset27(), detailed6x6()}
}

// The authorities of the presets, from the lowest rank. Who holds them is for
// the owner to say.
const (
	areaManager  = "area-manager"
	plantManager = "plant-manager"
	executive    = "executive-board"
)

func authorities() []Authority {
	return []Authority{{ID: areaManager, Title: "Area manager"}, {ID: plantManager, Title: "Plant manager"}, {ID: executive, Title: "Executive board"}}
}

// The bands that most presets share, from the lowest.
var (
	low     = Band{ID: "low", Name: "Low", Region: Acceptable}
	medium  = Band{ID: "medium", Name: "Medium", Region: Alarp, Authority: areaManager, AcceptMonths: 24, ActDays: 180}
	high    = Band{ID: "high", Name: "High", Region: Alarp, Authority: plantManager, AcceptMonths: 12, ActDays: 60}
	extreme = Band{ID: "extreme", Name: "Extreme", Region: Intolerable, ActDays: 7}
)

// begin is a preset with its scales, authorities and rules; the matrix and
// bands are its own.
func begin(id, name string, levels int, bands ...Band) Criteria {
	return Criteria{
		Head: Head{Name: name}, Preset: id,
		Consequences: append([]string(nil), consequenceNames[levels]...), Categories: scalesOf(levels),
		Likelihoods: append([]LikelihoodStep(nil), likelihoodSteps[levels]...),
		Bands:       bands, Authorities: authorities(),
		Targets: TargetRules{
			Method: MethodConsequence, CRRF: "linear", TolerableRisk: 4, TolerablePerYear: tolerableOf(levels),
		},
	}
}

// lifeSafety raises what takes protection away from people: the mechanism, not
// the category alone, decides.
func lifeSafety(from int, least BandID) []Override {
	return []Override{
		{
			Name: "Loss of protection", When: Condition{Mechanisms: []Mechanism{"loss-of-protection"}, Category: Safety, AtLeast: from},
			Least: least, Reason: "protection that is gone unnoticed leaves lives to chance, however unlikely the attack",
		},
		{
			Name: "Hackable safety zone", When: Condition{Hackable: true, SafetyZone: true, Category: Safety, AtLeast: from},
			Least: least, Reason: "nothing but cyber security stands between an attacker and a life",
		},
	}
}

// lookup is a matrix of rows of one letter per cell, likelihood by likelihood
// from the lowest: L, M, H and E for the bands.
func lookup(rows ...string) [][]BandID {
	letters := map[rune]BandID{'L': low.ID, 'M': medium.ID, 'H': high.ID, 'E': extreme.ID}
	matrix := make([][]BandID, len(rows))
	for l, row := range rows {
		for _, letter := range row {
			matrix[l] = append(matrix[l], letters[letter])
		}
	}
	return matrix
}

// products is a matrix whose bands go by a product of one weight per level.
func products(likelihood, consequence []int, bands []productBand) [][]BandID {
	matrix := make([][]BandID, len(likelihood))
	for l, x := range likelihood {
		for _, y := range consequence {
			for _, b := range bands {
				if x*y >= b.from && x*y <= b.to {
					matrix[l] = append(matrix[l], b.id)
				}
			}
		}
	}
	return matrix
}

// processPlant weighs consequence above likelihood: 2 × 4 is high, 4 × 2 only medium.
func processPlant() Criteria {
	c := begin("process-plant-5x5", "Process plant, 5 × 5", 5, low, medium, high, extreme)
	c.Matrix = lookup("LLMMH", "LLMHH", "LMMHE", "LMHEE", "MMHEE")
	c.Overrides = lifeSafety(4, high.ID)
	c.Targets.ByConsequence = []int{1, 1, 2, 2, 3}
	c.Targets.ByBand = map[BandID]SLRange{low.ID: {1, 1}, medium.ID: {2, 2}, high.ID: {2, 3}, extreme.ID: {3, 4}}
	c.Note = "A lookup in which a bad outcome weighs more than a frequent one."
	return c
}

// product4x4 is severity × probability with four bands over 1 to 16.
func product4x4() Criteria {
	c := begin("product-4x4", "Severity × probability, 4 × 4", 4,
		Band{ID: "acceptable-monitor", Name: "Acceptable, monitor", Region: Acceptable},
		Band{ID: "acceptable-verify", Name: "Acceptable, verify controls", Region: Acceptable, ActDays: 180},
		Band{ID: "undesirable", Name: "Undesirable", Region: Alarp, Authority: plantManager, AcceptMonths: 12, ActDays: 60},
		Band{ID: "unacceptable-stop", Name: "Unacceptable, stop", Region: Intolerable, ActDays: 1},
	)
	c.Matrix = products([]int{1, 2, 3, 4}, []int{1, 2, 3, 4}, []productBand{
		{id: "acceptable-monitor", from: 1, to: 3}, {id: "acceptable-verify", from: 4, to: 7},
		{id: "undesirable", from: 8, to: 11}, {id: "unacceptable-stop", from: 12, to: 16},
	})
	c.Overrides = lifeSafety(3, "undesirable")
	c.Targets.ByConsequence = []int{1, 2, 2, 3}
	c.Targets.ByBand = map[BandID]SLRange{"acceptable-monitor": {1, 1}, "acceptable-verify": {1, 2}, "undesirable": {2, 3}, "unacceptable-stop": {3, 4}}
	c.Note = "The product of the two levels: 1–3, 4–7, 8–11 and 12–16."
	return c
}

// twoStep3x3 takes the likelihood from threat and vulnerability first, then
// multiplies it by the importance.
func twoStep3x3() Criteria {
	c := begin("two-step-3x3", "Two steps, 3 × 3", 3, low, medium, Band{ID: high.ID, Name: high.Name, Region: Intolerable, ActDays: 30})
	c.Matrix = products([]int{1, 2, 3}, []int{1, 2, 3}, []productBand{
		{id: low.ID, from: 1, to: 2}, {id: medium.ID, from: 3, to: 5}, {id: high.ID, from: 6, to: 9},
	})
	c.Overrides = lifeSafety(3, high.ID)
	c.Targets.ByConsequence = []int{1, 2, 3}
	c.Targets.ByBand = map[BandID]SLRange{low.ID: {1, 1}, medium.ID: {2, 2}, high.ID: {3, 3}}
	c.Targets.TolerableRisk = 2
	c.Note = "Threat and vulnerability, 1 to 3 each, give the likelihood: each grade of vulnerability below 3 takes one from the threat. Likelihood × importance is 1 to 9."
	return c
}

// asset27 is importance × threat × vulnerability. Threat × vulnerability takes
// six values, which are the levels of likelihood.
func asset27() Criteria {
	c := begin("asset-27", "Asset based, 1 to 27", 3, low, medium, Band{ID: high.ID, Name: high.Name, Region: Intolerable, ActDays: 30})
	exposures := []int{1, 2, 3, 4, 6, 9}
	c.Likelihoods = nil
	for _, x := range exposures {
		c.Likelihoods = append(c.Likelihoods, LikelihoodStep{Name: "Exposure " + numbers([]int{x}), Meaning: "Threat × vulnerability, 1 to 3 each, is " + numbers([]int{x}) + "."})
	}
	c.Matrix = products(exposures, []int{1, 2, 3}, assetBands)
	c.Overrides = lifeSafety(3, high.ID)
	c.Targets.ByConsequence = []int{1, 2, 3}
	c.Targets.ByBand = map[BandID]SLRange{low.ID: {1, 1}, medium.ID: {2, 2}, high.ID: {3, 3}}
	c.Note = "Importance × threat × vulnerability: low up to 9, medium up to 19, high above. Only 27 is ever high; look at what can come out before you sign."
	return c
}

// detailed6x6 is for those who need to tell rare from remote.
func detailed6x6() Criteria {
	c := begin("detailed-6x6", "Detailed, 6 × 6", 6, low, medium, high, extreme)
	c.Matrix = lookup("LLLMMH", "LLMMHH", "LLMHHE", "LMMHEE", "LMHHEE", "MMHEEE")
	c.Overrides = lifeSafety(4, high.ID)
	c.Targets.ByConsequence = []int{1, 1, 2, 2, 3, 3}
	c.Targets.ByBand = map[BandID]SLRange{low.ID: {1, 1}, medium.ID: {2, 2}, high.ID: {2, 3}, extreme.ID: {3, 4}}
	c.Note = "A lookup with six levels each."
	return c
}
