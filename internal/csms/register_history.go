package csms

import (
	"encoding/json"

	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// readers tell what the values of each kind of the register refer to.
var readers = map[string]func(doc []byte, visit func(kind string, id *string)) error{
	risk.OfSystem:         refsOf(systemKind),
	risk.OfFunction:       refsOf(functionKind),
	risk.OfCountermeasure: refsOf(countermeasureKind),
	risk.OfEnvironment:    refsOf(environmentKind),
	risk.OfWorstCase:      refsOf(worstCaseKind),
	risk.OfComparison:     refsOf(comparisonKind),
	risk.OfScenario:       refsOf(scenarioKind),
	risk.OfProposal:       refsOf(proposalKind),
	risk.OfSpecification:  refsOf(specificationKind),
	risk.OfApproval:       refsOf(approvalKind),
	risk.OfTask:           refsOf(taskKind),
}

func refsOf[T any](k *registered[T]) func(doc []byte, visit func(kind string, id *string)) error {
	return func(doc []byte, visit func(kind string, id *string)) error {
		var x T
		if err := json.Unmarshal(doc, &x); err != nil {
			return err
		}
		k.refs(&x, visit)
		return nil
	}
}

// refsIn is the kind of each id that one of the values of a record holds.
func refsIn(kind string, docs ...[]byte) (map[string]string, error) {
	read, known := readers[kind]
	if !known {
		if read, known = shelfReaders[kind]; !known {
			return nil, nil
		}
	}
	refs := map[string]string{}
	for _, doc := range docs {
		if len(doc) == 0 {
			continue
		}
		if err := read(doc, func(kind string, id *string) { refs[*id] = kind }); err != nil {
			return nil, err
		}
	}
	return refs, nil
}

// addRefs names the records behind the ids that a changed value holds, however
// deep in it.
func addRefs(r *store.Reader, names, refs map[string]string, value any) error {
	if len(refs) == 0 {
		return nil
	}
	switch v := value.(type) {
	case string:
		kind, known := refs[v]
		switch {
		case !known:
			return nil
		case kind == risk.OfSubject:
			return addName(r, names, []string{risk.OfZone, risk.OfConduit}, v)
		}
		return addName(r, names, []string{kind}, v)
	case []any:
		for _, inner := range v {
			if err := addRefs(r, names, refs, inner); err != nil {
				return err
			}
		}
	case map[string]any:
		for _, inner := range v {
			if err := addRefs(r, names, refs, inner); err != nil {
				return err
			}
		}
	}
	return nil
}

// registerRecords takes a risk register apart into its records.
func registerRecords(reg *risk.Register, put func(kind, id, key string, record any)) {
	putEach(reg, systemKind, put)
	putEach(reg, functionKind, put)
	putEach(reg, criteriaKind, put)
	putEach(reg, assumptionKind, put)
	putEach(reg, countermeasureKind, put)
	putEach(reg, environmentKind, put)
	putEach(reg, worstCaseKind, put)
	putEach(reg, comparisonKind, put)
	putEach(reg, scenarioKind, put)
	putEach(reg, findingKind, put)
	putEach(reg, proposalKind, put)
	putEach(reg, roadmapKind, put)
	putEach(reg, specificationKind, put)
	putEach(reg, approvalKind, put)
	putEach(reg, taskKind, put)
}

func putEach[T any](reg *risk.Register, k *registered[T], put func(kind, id, key string, record any)) {
	all := k.of(reg)
	for i := range all {
		h := k.head(&all[i])
		put(k.name, string(h.ID), h.Key, all[i])
	}
}
