package spec

import (
	"fmt"
	"strings"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// Standing is what became of an approval.
type Standing struct {
	Approval *risk.Approval `json:"approval"`
	Stands   bool           `json:"stands"`
	Why      string         `json:"why"`
}

// StandingOf is the newest approval of a specification and whether it still
// stands: it was not reopened, its review is not due, and what was approved is
// what the specification says today.
func StandingOf(c CRS, approvals []risk.Approval, today plant.Date) (Standing, error) {
	var last *risk.Approval
	for i := range approvals {
		a := &approvals[i]
		if a.Specification == c.Specification.ID && (last == nil || a.Signed.At.After(last.Signed.At)) {
			last = a
		}
	}
	s := Standing{Approval: last}
	if last == nil {
		s.Why = "Not approved: nobody has signed it."
		return s, nil
	}
	digest, err := c.Digest()
	if err != nil {
		return s, err
	}
	signed := plant.DateOf(last.Signed.At)
	switch {
	case last.Reopened != nil:
		s.Why = fmt.Sprintf("No longer approved: it was reopened on %s because %s.", last.Reopened.On, strings.TrimSuffix(last.Reopened.What, "."))
	case !today.Before(last.ReviewBy):
		s.Why = fmt.Sprintf("No longer approved: its review was due on %s.", last.ReviewBy)
	case digest != last.Digest:
		s.Why = fmt.Sprintf("Changed since it was approved on %s by %s: have it approved again.", signed, last.Signed.Name)
	default:
		s.Stands, s.Why = true, fmt.Sprintf("Approved on %s by %s, to be reviewed by %s.", signed, last.Signed.Name, last.ReviewBy)
	}
	return s, nil
}
