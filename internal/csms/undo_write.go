package csms

import (
	"encoding/json"
	"errors"
	"fmt"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/observe"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/risk"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// writer sets records back to earlier values, in whatever order they come. An
// earlier value must keep the rules of today's site: two changes that each are
// fine may together put a zone within itself.
type writer struct {
	tx    *store.Tx
	org   plant.OrgID
	site  plant.SiteID
	rules *plant.Rules // of the site as it is now; nil when it must be read
	// whole says that the site itself comes back or goes, with all that it holds.
	whole bool
	// keep says that what is signed stays as it is, whatever else is set back.
	keep bool
}

// kind is how records of one kind are set back.
type kind struct {
	edit access.Action // the right to change it
	put  func(w *writer, id string, doc []byte) error
	drop func(w *writer, id string) error
}

// kinds lists what can be undone and restored. Accounts, tokens and the
// organisation are not among them: nobody shall get a right back by undoing.
var kinds = map[string]kind{
	"site":                {access.SiteEdit, putSite, dropped(func(x plant.SiteRecord) int { return x.Version })},
	"zone":                {access.PlantEdit, putZone, dropped(func(x plant.Zone) int { return x.Version })},
	"conduit":             {access.PlantEdit, putConduit, dropped(func(x plant.Conduit) int { return x.Version })},
	"asset":               {access.AssetEdit, putAsset, dropped(func(x plant.Asset) int { return x.Version })},
	"verdict":             {access.VerdictEdit, putVerdict, dropped(func(x assess.Verdict) int { return x.Version })},
	"view":                {access.SiteEdit, putAsIs(func(x *store.View) *int { return &x.Version }), dropped(func(x store.View) int { return x.Version })},
	"mapping":             {access.ImportRun, putAsIs(func(x *store.Mapping) *int { return &x.Version }), dropped(func(x store.Mapping) int { return x.Version })},
	risk.OfSystem:         undoable(systemKind),
	risk.OfFunction:       undoable(functionKind),
	risk.OfCriteria:       undoable(criteriaKind),
	risk.OfAssumption:     undoable(assumptionKind),
	risk.OfCountermeasure: undoable(countermeasureKind),
	risk.OfEnvironment:    undoable(environmentKind),
	risk.OfWorstCase:      undoable(worstCaseKind),
	risk.OfComparison:     undoable(comparisonKind),
	risk.OfScenario:       undoable(scenarioKind),
	risk.OfFinding:        undoable(findingKind),
	risk.OfProposal:       undoable(proposalKind),
	risk.OfRoadmap:        undoable(roadmapKind),
	risk.OfSpecification:  undoable(specificationKind),
	risk.OfApproval:       undoable(approvalKind),
	risk.OfTask:           undoable(taskKind),
	supply.OfCompany:      returnable(companyKind),
	supply.OfProduct:      returnable(productKind),
	supply.OfCertificate:  returnable(certificateKind),
	supply.OfPackage:      returnable(packageKind),
	supply.OfReply:        returnable(replyKind),
	supply.OfTest:         returnable(testKind),
	proof.OfEvidence:      returnable(evidenceKind),
	proof.OfAssessment:    returnable(assessmentKind),
	store.OfAddedSet:      returnable(addedSetKind),
	store.OfLicensedText:  returnable(textKind),
	store.OfFreshness:     returnable(freshnessKind),
	store.OfPairDecision:  returnable(pairKind),
	store.OfClaim:         {access.LibraryEdit, putClaim, dropped(func(x assess.Claim) int { return x.Version })},
	"capture":             {access.ImportRun, nil, dropped(func(x observe.Capture) int { return x.Version })},
}

// set gives a record an earlier value; empty is that it did not exist.
func (w *writer) set(name, id string, doc []byte) error {
	k, known := kinds[name]
	if !known {
		return &Error{Kind: Conflict, Code: "not-undoable", Text: fmt.Sprintf("A change to a %s cannot be set back.", name)}
	}
	if name == "zone" || name == "conduit" {
		defer func() { w.rules = nil }()
	}
	switch {
	case len(doc) == 0:
		return k.drop(w, id)
	case k.put == nil:
		return nil // see leftOut
	}
	return k.put(w, id, doc)
}

func (w *writer) siteRules() (*plant.Rules, error) {
	if w.rules == nil {
		site, err := frame(w.tx.Reader(), w.site)
		if err != nil {
			return nil, err
		}
		w.rules = plant.RulesOf(site)
	}
	return w.rules, nil
}

// now is the record as it is; one that does not exist has version 0.
func now[T any](w *writer, id string) (T, error) {
	record, err := store.Get[T](w.tx.Reader(), id)
	if errors.Is(err, store.ErrNotFound) {
		var none T
		return none, nil
	}
	return record, err
}

func dropped[T any](version func(T) int) func(w *writer, id string) error {
	return func(w *writer, id string) error {
		record, err := store.Get[T](w.tx.Reader(), id)
		if err != nil {
			return err
		}
		return store.Delete[T](w.tx, id, version(record))
	}
}

func putSite(w *writer, id string, doc []byte) error {
	var site plant.SiteRecord
	if err := json.Unmarshal(doc, &site); err != nil {
		return err
	}
	current, err := now[plant.SiteRecord](w, id)
	if err != nil {
		return err
	}
	site.ID, site.Org, site.Version = plant.SiteID(id), w.org, current.Version
	if err := plant.CheckSiteRecord(site); err != nil {
		return err
	}
	return store.Put(w.tx, &site)
}

func putZone(w *writer, id string, doc []byte) error {
	var z plant.Zone
	if err := json.Unmarshal(doc, &z); err != nil {
		return err
	}
	current, err := now[plant.Zone](w, id)
	if err != nil {
		return err
	}
	rules, err := w.siteRules()
	if err != nil {
		return err
	}
	z.Site, z.Version = w.site, current.Version
	if problems := rules.Zone(z); len(problems) > 0 {
		return problems
	}
	return store.Put(w.tx, &z)
}

func putConduit(w *writer, id string, doc []byte) error {
	var c plant.Conduit
	if err := json.Unmarshal(doc, &c); err != nil {
		return err
	}
	current, err := now[plant.Conduit](w, id)
	if err != nil {
		return err
	}
	rules, err := w.siteRules()
	if err != nil {
		return err
	}
	c.Site, c.Version = w.site, current.Version
	if problems := rules.Conduit(c); len(problems) > 0 {
		return problems
	}
	return store.Put(w.tx, &c)
}

func putAsset(w *writer, id string, doc []byte) error {
	var a plant.Asset
	if err := json.Unmarshal(doc, &a); err != nil {
		return err
	}
	current, err := now[plant.Asset](w, id)
	if err != nil {
		return err
	}
	rules, err := w.siteRules()
	if err != nil {
		return err
	}
	a.Site, a.Version = w.site, current.Version
	if problems := rules.Asset(a); len(problems) > 0 {
		return problems
	}
	return store.Put(w.tx, &a)
}

// putVerdict does not judge the answer anew: a day of expiry that has passed
// since is no reason to refuse what was said.
func putVerdict(w *writer, id string, doc []byte) error {
	var v assess.Verdict
	if err := json.Unmarshal(doc, &v); err != nil {
		return err
	}
	current, err := now[assess.Verdict](w, id)
	if err != nil {
		return err
	}
	v.Site, v.Version = w.site, current.Version
	return store.Put(w.tx, &v)
}

// putAsIs sets back records that no rule of the plant concerns.
func putAsIs[T any](version func(*T) *int) func(w *writer, id string, doc []byte) error {
	return func(w *writer, id string, doc []byte) error {
		var record T
		if err := json.Unmarshal(doc, &record); err != nil {
			return err
		}
		current, err := now[T](w, id)
		if err != nil {
			return err
		}
		*version(&record) = *version(&current)
		return store.Put(w.tx, &record)
	}
}
