package csms

import (
	"fmt"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// registerWriter writes what a document says of the risk register, turning its
// keys into ids.
type registerWriter struct {
	tx     *store.Tx
	site   plant.SiteID
	before risk.Register // as it was
	names  *risk.Names
	// checks hold what was written against the rules of the site as it came to be.
	checks   []func(risk.Context) plant.Problems
	detailed bool // something of a detailed assessment was written
}

func newRegisterWriter(tx *store.Tx, site plant.Site) (*registerWriter, error) {
	register, err := tx.Reader().Register(site.ID)
	if err != nil {
		return nil, err
	}
	return &registerWriter{tx: tx, site: site.ID, before: register, names: risk.NamesOf(site, register)}, nil
}

// put writes one record that is added or changed.
func (w *registerWriter) put(c plant.Change) error {
	switch x := c.After.(type) {
	case risk.System:
		return putRecord(w, systemKind, x)
	case risk.Function:
		return putRecord(w, functionKind, x)
	case risk.Criteria:
		return putRecord(w, criteriaKind, x)
	case risk.Assumption:
		return putRecord(w, assumptionKind, x)
	case risk.Countermeasure:
		return putRecord(w, countermeasureKind, x)
	case risk.Environment:
		return putRecord(w, environmentKind, x)
	case risk.WorstCase:
		return putRecord(w, worstCaseKind, x)
	case risk.Comparison:
		return putRecord(w, comparisonKind, x)
	case risk.Scenario:
		old, _ := c.Before.(risk.Scenario)
		w.detailed = w.detailed || old.Likelihood != x.Likelihood || !alike(old.Safeguards, x.Safeguards)
		return putRecord(w, scenarioKind, x)
	case risk.FindingDecision:
		x.Key = w.names.FindingID(x.Key)
		return putRecord(w, findingKind, x)
	case risk.Proposal:
		return putRecord(w, proposalKind, x)
	case risk.Specification:
		return putRecord(w, specificationKind, x)
	case risk.Approval:
		return putRecord(w, approvalKind, x)
	case risk.Task:
		return putRecord(w, taskKind, x)
	}
	return nil
}

func putRecord[T any](w *registerWriter, k *registered[T], written T) error {
	x := plant.Tidy(written)
	h := k.head(&x)
	h.Site = w.site
	if old := k.keyed(&w.before, h.Key); old != nil {
		plant.Keep(&x, old)
	}
	k.refs(&x, w.names.ToID)
	if err := store.Put(w.tx, &x); err != nil {
		return err
	}
	w.names.Add(k.name, string(h.ID), h.Key)
	w.checks = append(w.checks, func(ctx risk.Context) plant.Problems { return k.check(ctx, x) })
	return nil
}

// finish takes away what a pruning change set takes from the register, and
// holds the whole against its rules.
func (w *registerWriter) finish(set plant.ChangeSet) error {
	for _, c := range set.Changes {
		if c.Op != plant.OpRemove {
			continue
		}
		if err := w.remove(c); err != nil {
			return fmt.Errorf("remove %s %q: %w", c.Kind, c.Key, err)
		}
	}
	if len(w.checks) == 0 {
		return nil
	}
	ctx := keptRisk{}
	if err := ctx.load(w.tx.Reader(), w.site, ""); err != nil {
		return err
	}
	if w.detailed && risk.InForce(ctx.register.Criteria) == nil {
		return unsigned()
	}
	var problems plant.Problems
	for _, check := range w.checks {
		problems = append(problems, check(risk.Context{Site: *ctx.site, Register: *ctx.register})...)
	}
	if len(problems) > 0 {
		return problems
	}
	return nil
}

func (w *registerWriter) remove(c plant.Change) error {
	switch x := c.Before.(type) {
	case risk.System:
		return dropRecord(w, systemKind, x.Key)
	case risk.Function:
		return dropRecord(w, functionKind, x.Key)
	case risk.Criteria:
		return dropRecord(w, criteriaKind, x.Key)
	case risk.Assumption:
		return dropRecord(w, assumptionKind, x.Key)
	case risk.Countermeasure:
		return dropRecord(w, countermeasureKind, x.Key)
	case risk.Environment:
		return dropRecord(w, environmentKind, x.Key)
	case risk.WorstCase:
		return dropRecord(w, worstCaseKind, x.Key)
	case risk.Comparison:
		return dropRecord(w, comparisonKind, x.Key)
	case risk.Scenario:
		if problems := risk.CheckRemoval(x); len(problems) > 0 {
			return problems
		}
		return dropRecord(w, scenarioKind, x.Key)
	case risk.FindingDecision:
		return dropRecord(w, findingKind, w.names.FindingID(x.Key))
	case risk.Proposal:
		return dropRecord(w, proposalKind, x.Key)
	case risk.Specification:
		return dropRecord(w, specificationKind, x.Key)
	case risk.Approval:
		return dropRecord(w, approvalKind, x.Key)
	case risk.Task:
		return dropRecord(w, taskKind, x.Key)
	}
	return nil
}

func dropRecord[T any](w *registerWriter, k *registered[T], key string) error {
	old := k.keyed(&w.before, key)
	if old == nil {
		return nil
	}
	h := k.head(old)
	if err := store.Delete[T](w.tx, string(h.ID), h.Version); err != nil {
		return err
	}
	return k.keepsNames(w.tx.Reader(), w.site, h.Key) // answers were written before
}

// keyed is the record of a register with a key, nil when there is none.
func (k *registered[T]) keyed(in *risk.Register, key string) *T {
	all := k.of(in)
	for i := range all {
		if k.head(&all[i]).Key == key {
			return &all[i]
		}
	}
	return nil
}

// split parts a change set by whether the register, as it was, refers to what
// is removed.
func (w *registerWriter) split(set plant.ChangeSet) (held, free plant.ChangeSet) {
	refs := map[[2]string]bool{}
	w.before.Refs(func(kind string, id *string) { refs[[2]string{kind, *id}] = true })
	for _, c := range set.Changes {
		if c.Op != plant.OpRemove {
			continue
		}
		id := c.Key
		w.names.ToID(c.Kind, &id)
		if refs[[2]string{c.Kind, id}] {
			held.Changes = append(held.Changes, c)
		} else {
			free.Changes = append(free.Changes, c)
		}
	}
	return held, free
}

// ofRegister says whether a change is about a record of the register.
func ofRegister(c plant.Change) bool {
	switch c.Kind {
	case risk.OfSystem, risk.OfFunction, risk.OfCriteria, risk.OfAssumption, risk.OfCountermeasure, risk.OfEnvironment,
		risk.OfWorstCase, risk.OfComparison, risk.OfScenario, risk.OfFinding, risk.OfProposal, risk.OfSpecification, risk.OfApproval, risk.OfTask:
		return true
	}
	return false
}

// signsNothing refuses a change set that would sign in somebody's place.
func signsNothing(set plant.ChangeSet) error {
	for _, c := range set.Changes {
		if what := risk.Signs(c); what != "" {
			return &Error{
				Kind: Denied, Code: "signature",
				Text: "A document cannot bring or change " + what + ": what people sign, they sign here. Take it out of the document, or leave it as it is stored.",
			}
		}
	}
	return nil
}
