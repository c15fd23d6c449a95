package risk

import "fmt"

// Rate computes the risk of a site: every scenario unmitigated, with its
// existing safeguards, and with the planned ones as well. Nothing is rated
// without criteria; drafts serve until the first are signed.
func Rate(in Input) Result {
	r := newRater(in)
	out := Result{Today: in.Today, Criteria: r.criteria, InForce: r.inForce, Why: r.why()}
	out.WorstCases = r.rateWorstCases()
	out.Functions = r.rateFunctions(out.WorstCases)
	out.Scenarios = make([]ScenarioResult, len(in.Register.Scenarios))
	for i := range in.Register.Scenarios {
		out.Scenarios[i] = r.rateScenario(&in.Register.Scenarios[i])
	}
	r.tally(&out)
	out.Subjects = r.rateSubjects(out.Functions, out.Scenarios)
	return out
}

// why says which criteria the ratings go by, or why there are no ratings.
func (r *rater) why() string {
	switch {
	case r.criteria == nil:
		return "There are no risk criteria yet, so nothing is rated: make some from a preset and sign them."
	case !r.inForce:
		return fmt.Sprintf("The criteria %s are a draft, so every rating is provisional: sign them to open the detailed assessment.", r.criteria.Key)
	default:
		return fmt.Sprintf("The criteria %s were signed by %s on %s.", r.criteria.Key, r.criteria.Signed.Name, r.criteria.Signed.At.UTC().Format("2006-01-02"))
	}
}

// tally counts the scenarios per band and puts them into the cells of the matrix.
func (r *rater) tally(out *Result) {
	out.Bands = []BandCount{}
	out.Matrix.Cells = [][]Cell{}
	if r.criteria == nil {
		for i := range out.Scenarios {
			if out.Scenarios[i].Counts() {
				out.Unrated++
			}
		}
		return
	}
	for _, b := range r.criteria.Bands {
		out.Bands = append(out.Bands, BandCount{Band: b.ID, Name: b.Name, Region: b.Region, Authority: b.Authority})
	}
	out.Matrix = r.emptyMatrix()
	for i := range out.Scenarios {
		s := &out.Scenarios[i]
		if !s.Counts() {
			continue
		}
		if !s.Residual.Rated() {
			out.Unrated++
		}
		if x := s.Unmitigated; x.Rated() {
			out.Bands[x.Rank].Unmitigated++
			cell := &out.Matrix.Cells[x.Likelihood-1][x.Consequence-1]
			cell.Unmitigated = append(cell.Unmitigated, s.Key)
		}
		if x := s.Existing; x.Rated() {
			out.Bands[x.Rank].Existing++
			cell := &out.Matrix.Cells[x.Likelihood-1][x.Consequence-1]
			cell.Existing = append(cell.Existing, s.Key)
		}
		if x := s.Residual; x.Rated() {
			out.Bands[x.Rank].Residual++
			cell := &out.Matrix.Cells[x.Likelihood-1][x.Consequence-1]
			cell.Residual = append(cell.Residual, s.Key)
		}
	}
}

func (r *rater) emptyMatrix() Matrix {
	m := Matrix{Cells: make([][]Cell, len(r.criteria.Likelihoods))}
	for l := range m.Cells {
		m.Cells[l] = make([]Cell, len(r.criteria.Consequences))
		for c := range m.Cells[l] {
			m.Cells[l][c] = Cell{Unmitigated: []string{}, Existing: []string{}, Residual: []string{}}
			if l < len(r.criteria.Matrix) && c < len(r.criteria.Matrix[l]) {
				m.Cells[l][c].Band = r.criteria.Matrix[l][c]
			}
		}
	}
	return m
}
