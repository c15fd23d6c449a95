package csms

import (
	"encoding/json"
	"errors"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/ledger"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// riskKinds are the kinds of the risk register.
var riskKinds = map[string]bool{
	risk.OfSystem: true, risk.OfFunction: true, risk.OfCriteria: true, risk.OfAssumption: true, risk.OfCountermeasure: true,
	risk.OfEnvironment: true, risk.OfWorstCase: true, risk.OfComparison: true, risk.OfScenario: true, risk.OfFinding: true, risk.OfProposal: true,
	risk.OfRoadmap: true, risk.OfSpecification: true, risk.OfApproval: true, risk.OfTask: true,
}

// undoable says how records of a kind of the register are set back. They are
// not judged anew: a scale that has become shorter since is no reason to refuse
// what was said. But no signature comes or goes by undoing: who signs does so
// by hand, knowing what, and what is signed is ended where everybody sees it.
func undoable[T any](k *registered[T]) kind {
	return kind{
		edit: access.RiskEdit,
		put: func(w *writer, id string, doc []byte) error {
			var x T
			if err := json.Unmarshal(doc, &x); err != nil {
				return err
			}
			current, err := now[T](w, id)
			if err != nil {
				return err
			}
			if w.keep {
				if err := keepSigned(w, k, id, &x); err != nil {
					return err
				}
			} else if err := sameSigned(w, k, id, x); err != nil {
				return err
			}
			h := k.head(&x)
			h.ID, h.Site, h.Version = risk.ID(id), w.site, k.head(&current).Version
			if unchanged, err := same(current, x); unchanged || err != nil {
				return err
			}
			if err := store.Put(w.tx, &x); err != nil || !w.keep {
				return err
			}
			return k.keepsNames(w.tx.Reader(), w.site, k.head(&current).Key)
		},
		drop: func(w *writer, id string) error {
			x, err := store.Get[T](w.tx.Reader(), id)
			if err != nil {
				return err
			}
			if signatureOf(&x) != "" && !w.whole {
				return forged()
			}
			return store.Delete[T](w.tx, id, k.head(&x).Version)
		},
	}
}

// signatureOf is all that is signed of a record, "" for nothing.
func signatureOf(x any) string {
	var of any
	switch x := x.(type) {
	case *risk.Criteria:
		if x.Signed != nil {
			of = x // all of it
		}
	case *risk.Scenario:
		if x.Acceptance != nil {
			of = x.Acceptance
		}
	case *risk.Approval:
		of = x
	}
	if of == nil {
		return ""
	}
	doc, err := json.Marshal(of)
	if err != nil {
		return ""
	}
	changes, _ := decodeDoc(doc) // without the version, which goes on
	if doc, err = json.Marshal(changes); err != nil {
		return ""
	}
	return string(doc)
}

// sameSigned refuses a value whose signature is not the one that the record
// has, or had when it went.
func sameSigned[T any](w *writer, k *registered[T], id string, x T) error {
	last, err := lastValue[T](w, k.name, id)
	if err != nil {
		return err
	}
	if signatureOf(&last) != signatureOf(&x) {
		return forged()
	}
	return nil
}

// keepSigned lets the rest of a record be set back under what is signed now.
func keepSigned[T any](w *writer, k *registered[T], id string, x *T) error {
	last, err := lastValue[T](w, k.name, id)
	if err != nil {
		return err
	}
	if now, ok := any(&last).(*risk.Scenario); ok {
		any(x).(*risk.Scenario).Acceptance = now.Acceptance
		return nil
	}
	return sameSigned(w, k, id, *x)
}

// lastValue is the newest value that a record had, as it is if it is there.
func lastValue[T any](w *writer, kind, id string) (x T, err error) {
	x, err = store.Get[T](w.tx.Reader(), id)
	if !errors.Is(err, store.ErrNotFound) {
		return x, err
	}
	versions, err := w.tx.Reader().Versions(kind, id)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return x, err
	}
	for _, v := range versions { // newest first
		if !v.Deleted {
			err := json.Unmarshal(v.Doc, &x)
			return x, err
		}
	}
	return x, nil
}

func forged() error {
	return &Error{
		Kind: Conflict, Code: "signed",
		Text: "What is signed neither comes back nor goes by undoing: sign anew, or withdraw what was signed.",
	}
}

// stands says of a change that undoing passes it over: an approval is never
// undone, nor the task that came with its reopening. Only with the whole site
// do they go and come.
func stands(c ledger.Change, changes []ledger.Change) bool {
	if c.Kind != risk.OfApproval && c.Kind != risk.OfTask || wholeSite(changes) {
		return false
	}
	if c.Kind == risk.OfApproval {
		return true
	}
	for _, other := range changes {
		if other.Kind == risk.OfApproval {
			return true
		}
	}
	return false
}

// wholeSite says whether the site itself is among many changes: it came or went
// with all that it held.
func wholeSite(changes []ledger.Change) bool {
	for _, c := range changes {
		if c.Kind == "site" {
			return true
		}
	}
	return false
}

// forGood says of an act that no undo takes it back.
func forGood(verb string) bool {
	switch verb {
	case "criteria.sign", "scenario.accept", "scenario.withdraw", "specification.approve",
		"assessment.sign", "assessment.return", "package.accept", "company.trust", "company.distrust":
		return true
	}
	return strings.HasPrefix(verb, "approval.")
}

// clearRegister removes the risk register of a site, what refers before what is
// referred to.
func clearRegister(tx *store.Tx, site plant.SiteID) error {
	reg, err := tx.Reader().Register(site)
	if err != nil {
		return err
	}
	for i := range reg.WorstCases { // they refer to each other, in circles even
		if w := &reg.WorstCases[i]; len(w.Inherits) > 0 {
			w.Inherits = nil
			if err := store.Put(tx, w); err != nil {
				return err
			}
		}
	}
	return errors.Join(
		clearKind(tx, approvalKind, &reg), clearKind(tx, specificationKind, &reg), clearKind(tx, scenarioKind, &reg),
		clearKind(tx, worstCaseKind, &reg), clearKind(tx, comparisonKind, &reg), clearKind(tx, environmentKind, &reg), clearKind(tx, systemKind, &reg),
		clearKind(tx, functionKind, &reg), clearKind(tx, countermeasureKind, &reg), clearKind(tx, assumptionKind, &reg),
		clearKind(tx, criteriaKind, &reg), clearKind(tx, findingKind, &reg), clearKind(tx, proposalKind, &reg),
		clearKind(tx, roadmapKind, &reg), clearKind(tx, taskKind, &reg),
	)
}

func clearKind[T any](tx *store.Tx, k *registered[T], reg *risk.Register) error {
	return deleteAll(tx, k.of(reg), func(x T) (string, int) { h := k.head(&x); return string(h.ID), h.Version })
}
