package csms

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// MostScenarios is how many scenarios one act may change.
const MostScenarios = 5000

// ScenarioBulk is a change to many scenarios: those that are new or different,
// and those that go.
type ScenarioBulk struct {
	Put    []risk.Scenario `json:"put,omitempty" maxItems:"5000" doc:"Without an id it is a new one; else version is the one it was read with"`
	Delete []Gone          `json:"delete,omitempty" maxItems:"5000"`
	Note   string          `json:"note,omitempty" maxLength:"4000" doc:"Reason, for the history"`
	// Dry only tries: every rule is asked and nothing is stored.
	Dry bool `json:"dry,omitempty" doc:"Ask every rule and store nothing"`
}

// errDry takes back what an act that only tries has put.
var errDry = errors.New("nothing is to be stored")

// Gone is a record that is to go, with the version it was read with.
type Gone struct {
	ID      risk.ID `json:"id" maxLength:"64"`
	Version int     `json:"version" minimum:"1"`
}

// BulkScenarios changes many scenarios in one act: all of them or, when one
// breaks a rule, none. The error then names each broken field by its place in
// the request: "/put/3/likelihood". It answers with those that were put.
func (s *Service) BulkScenarios(ctx context.Context, who access.Principal, site plant.SiteID, in ScenarioBulk) ([]risk.Scenario, int64, error) {
	if n := len(in.Put) + len(in.Delete); n == 0 || n > MostScenarios {
		return nil, 0, invalid("Send 1 to %d scenarios to put or delete.", MostScenarios)
	}
	q := scenarios{s.Scenarios()}
	out := append([]risk.Scenario{}, in.Put...)
	act := intent{
		do: access.RiskEdit, site: site, verb: "scenario.bulk", note: in.Note,
		subject: fmt.Sprintf("%d scenarios", len(in.Put)+len(in.Delete)),
	}
	tried := false
	entry, err := s.update(ctx, who, act, func(tx *store.Tx) error {
		c, err := s.contextOf(tx, site)
		if err != nil {
			return err
		}
		broken, err := q.putAll(tx, c, site, in.Delete, out)
		if err != nil {
			return err
		}
		if len(broken) > 0 {
			return broken
		}
		if tried = in.Dry; tried {
			return errDry
		}
		return nil
	})
	if tried {
		for i := range out { // none has come to be
			h := q.k.head(&out[i])
			h.ID, h.Version = in.Put[i].ID, in.Put[i].Version
		}
		return out, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	return out, entry.Seq, nil
}

// scenarios are the use cases for many scenarios at once.
type scenarios struct{ Records[risk.Scenario] }

// putAll removes and puts scenarios within one act. Broken rules come back by
// their place in the lists, "/put/3/likelihood"; with any, nothing may be kept.
func (q scenarios) putAll(tx *store.Tx, c *rules, site plant.SiteID, gone []Gone, put []risk.Scenario) (broken plant.Problems, err error) {
	c.Register.Scenarios = slices.Clone(c.Register.Scenarios) // ours to change; the rest is shared
	for i, g := range gone {
		err := q.drop(tx, c, site, g.ID, g.Version)
		if err := gather(&broken, fmt.Sprintf("/delete/%d", i), err); err != nil {
			return nil, err
		}
		c.Register.Scenarios = dropScenario(c.Register.Scenarios, g.ID)
	}
	for i := range put {
		err := q.putOne(tx, c, site, &put[i])
		if err == nil { // it has its key from now on, whatever becomes of the others
			c.Register.Scenarios = keepScenario(c.Register.Scenarios, put[i])
		}
		if err := gather(&broken, fmt.Sprintf("/put/%d", i), err); err != nil {
			return nil, err
		}
	}
	return broken, nil
}

// putOne adds or changes one of many scenarios, and lets those after it know.
func (q Records[T]) putOne(tx *store.Tx, c *rules, site plant.SiteID, x *T) error {
	q.tidy(x, site)
	h := q.k.head(x)
	if h.ID == "" {
		h.Version = 0
		if h.Key == "" {
			h.Key = q.next(c.Context)
		}
		return q.put(tx, c, nil, x)
	}
	before, err := q.find(tx.Reader(), site, h.ID)
	if err != nil {
		return err
	}
	return q.put(tx, c, &before, x)
}

// gather collects the broken rules of one of many records under its place in
// the request. Whatever else stands in the way ends the act at once.
func gather(all *plant.Problems, at string, err error) error {
	told, ok := errors.AsType[*Error](err)
	if !ok || told.Kind != Invalid {
		return err
	}
	for _, f := range told.Fields {
		*all = append(*all, plant.Problem{Pointer: at + f.Pointer, Text: f.Text})
	}
	if len(told.Fields) == 0 {
		*all = append(*all, plant.Problem{Pointer: at, Text: told.Text})
	}
	return nil
}

// keepScenario and dropScenario keep a list of scenarios in step with what
// an act does. The list must be the act's own.
func keepScenario(list []risk.Scenario, x risk.Scenario) []risk.Scenario {
	for i := range list {
		if list[i].ID == x.ID {
			list[i] = x
			return list
		}
	}
	return append(list, x)
}

func dropScenario(list []risk.Scenario, id risk.ID) []risk.Scenario {
	return slices.DeleteFunc(list, func(x risk.Scenario) bool { return x.ID == id })
}
