package risk

import (
	"regexp"

	"ringwall/internal/plant"
)

// mostYearsAccepted is how long a finding may be accepted at most: no longer than
// an approval stands before all of it is looked at again.
const mostYearsAccepted = 3

// Accept checks that a finding may be accepted until a day: with a
// justification, for a time to come that ends. The error is [plant.Problems].
func (a FindingAccepted) Accept(today plant.Date) error {
	var p problems
	p.needed("/accepted/justification", "justification", a.Justification)
	until, err := plant.ParseDate(string(a.Until))
	latest := yearsOn(today, mostYearsAccepted)
	switch {
	case err != nil:
		p.Add("/accepted/until", "%v.", err)
	case until == "":
		p.Add("/accepted/until", "The finding would be accepted for ever: say until when.")
	case !today.Before(until):
		p.Add("/accepted/until", "The acceptance would end on %s, which has come already: choose a later day.", until)
	case latest.Before(until):
		p.Add("/accepted/until", "A finding may be accepted for %d years at most, until %s: choose a day up to then.", mostYearsAccepted, latest)
	}
	if len(p.Problems) == 0 {
		return nil
	}
	return p.Problems
}

// Empty says whether nothing is decided.
func (d FindingDecision) Empty() bool {
	return d.Owner == "" && d.Due == "" && d.Note == "" && d.Accepted == nil
}

// findingIDForm is that of a finding's id. It holds ids and addresses, and in a
// document the keys of records.
var findingIDForm = regexp.MustCompile(`^[a-z][a-z0-9-]{0,63}/[^\p{C}]{0,300}$`)

// findingKey checks the key of a decision, which is the id of a finding.
func (p *problems) findingKey(f FindingDecision, others []FindingDecision) {
	if !findingIDForm.MatchString(f.Key) {
		p.Add("/key", "%q is no finding: write its id, such as zone-no-target/Z-01.", f.Key)
	}
	for i := range others {
		if o := &others[i]; o.ID != f.ID && o.Key == f.Key {
			p.Add("/key", "There is already a decision about the finding %q: change that one.", f.Key)
			break
		}
	}
	p.Short("/name", f.Name)
}
