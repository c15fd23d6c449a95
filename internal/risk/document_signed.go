package risk

import (
	"reflect"

	"ringwall/internal/plant"
)

// Signs says what a change would sign, accept or approve in somebody's place,
// or undo of it: "criteria CR-01". It is "" when the change leaves alone what
// people put their names to.
func Signs(c plant.Change) string {
	if c.Op == plant.OpSkip {
		return ""
	}
	switch c.Kind {
	case OfCriteria:
		before, _ := c.Before.(Criteria)
		after, _ := c.After.(Criteria)
		if before.Signed != nil || after.Signed != nil {
			return "the signature under criteria " + c.Key
		}
	case OfScenario:
		before, _ := c.Before.(Scenario)
		after, _ := c.After.(Scenario)
		if c.Op != plant.OpRemove && !reflect.DeepEqual(before.Acceptance, after.Acceptance) {
			return "the acceptance of scenario " + c.Key
		}
	case OfFinding:
		before, _ := c.Before.(FindingDecision)
		after, _ := c.After.(FindingDecision)
		if after.Accepted != nil && !reflect.DeepEqual(before.Accepted, after.Accepted) {
			return "the acceptance of finding " + c.Key
		}
	case OfApproval:
		return "approval " + c.Key
	}
	return ""
}

// MarkImported marks every signature that a change set brings in.
func MarkImported(set plant.ChangeSet) {
	for i := range set.Changes {
		c := &set.Changes[i]
		if c.After == nil || Signs(*c) == "" {
			continue
		}
		switch after := c.After.(type) {
		case Criteria:
			after = plant.Tidy(after)
			if after.Signed != nil {
				after.Signed.Imported = true
			}
			c.After = after
		case Scenario:
			after = plant.Tidy(after)
			if after.Acceptance != nil {
				after.Acceptance.Signed.Imported = true
			}
			c.After = after
		case Approval:
			after = plant.Tidy(after)
			after.Signed.Imported = true
			c.After = after
		}
	}
}
