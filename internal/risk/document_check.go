package risk

import (
	"fmt"
	"strings"

	"ringwall/internal/plant"
)

// CheckDocument tells of a whole document which rules it breaks, each with its
// place. It asks for no day: a document carries what was decided, and when, and
// a clock that goes behind is no reason to lose it.
func CheckDocument(d Document) plant.Problems {
	site, register := d.Records()
	c := documentChecker{ctx: Context{Register: register, Site: site}, names: NamesOf(site, register), first: map[string]string{}, problems: plant.CheckDocument(d.Document)}
	checkList(&c, "systems", OfSystem, d.Systems, register.Systems, CheckSystem)
	checkList(&c, "functions", OfFunction, d.Functions, register.Functions, CheckFunction)
	checkList(&c, "criteria", OfCriteria, d.Criteria, register.Criteria, CheckCriteria)
	checkList(&c, "assumptions", OfAssumption, d.Assumptions, register.Assumptions, CheckAssumption)
	checkList(&c, "countermeasures", OfCountermeasure, d.Countermeasures, register.Countermeasures, CheckCountermeasure)
	checkList(&c, "environments", OfEnvironment, d.Environments, register.Environments, CheckEnvironment)
	checkList(&c, "worstCases", OfWorstCase, d.WorstCases, register.WorstCases, CheckWorstCase)
	checkList(&c, "comparisons", OfComparison, d.Comparisons, register.Comparisons, CheckComparison)
	checkList(&c, "scenarios", OfScenario, d.Scenarios, register.Scenarios, CheckScenario)
	checkList(&c, "findings", OfFinding, d.Findings, register.Findings, CheckFindingDecision)
	checkList(&c, "proposals", OfProposal, d.Proposals, register.Proposals, CheckProposal)
	checkList(&c, "specifications", OfSpecification, d.Specifications, register.Specifications, CheckSpecification)
	checkList(&c, "approvals", OfApproval, d.Approvals, register.Approvals, CheckApproval)
	checkList(&c, "tasks", OfTask, d.Tasks, register.Tasks, CheckTask)
	return c.problems
}

type documentChecker struct {
	ctx      Context
	names    *Names
	first    map[string]string // place of a key, by its kind and the key without case
	problems plant.Problems
}

// checkList checks the records of one list: as the document has them, and as a
// register of keys has them.
func checkList[T any, P recordOf[T]](c *documentChecker, list, kind string, written, records []T, check func(Context, T) plant.Problems) {
	for i := range records {
		at := fmt.Sprintf("/%s/%d", list, i)
		key := P(&written[i]).Base().Key
		c.twice(at, kind, key)
		found := len(c.problems)
		c.refs(at, &written[i], P(&records[i]))
		for _, problem := range check(c.ctx, records[i]) {
			problem.Pointer = at + problem.Pointer
			if !c.told(found, problem.Pointer) {
				c.problems = append(c.problems, problem)
			}
		}
	}
}

func (c *documentChecker) twice(at, kind, key string) {
	same := kind + " " + strings.ToLower(key)
	if first, again := c.first[same]; again {
		c.problems = append(c.problems, plant.Problem{Pointer: at + "/key", Text: fmt.Sprintf("The %s %q stands in the document twice, first as %s: keep one.", kind, key, first)})
		return
	}
	c.first[same] = strings.TrimPrefix(strings.ReplaceAll(at, "/", " "), " ")
}

// told says whether a problem of this place was found since.
func (c *documentChecker) told(since int, pointer string) bool {
	for _, p := range c.problems[since:] {
		if p.Pointer == pointer {
			return true
		}
	}
	return false
}

// refs looks for whatever the record refers to. What only tells of a record may
// tell of one that is gone.
func (c *documentChecker) refs(at string, written any, rec Record) {
	switch rec.(type) {
	case *Proposal, *Task:
		return
	}
	rec.Refs(func(kind string, key *string) {
		if _, known := c.names.ids[record{kind, *key}]; known {
			return
		}
		c.problems = append(c.problems, plant.Problem{
			Pointer: at + plant.Locate(written, *key),
			Text:    fmt.Sprintf("There is no %s %q in this site: name one that is.", kind, *key),
		})
	})
}
