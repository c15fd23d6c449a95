package csms

import (
	"encoding/json"
	"errors"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/ledger"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// shelfNames are the kinds of the library.
var shelfNames = []string{
	supply.OfCompany, supply.OfProduct, supply.OfCertificate, supply.OfPackage, supply.OfReply, supply.OfTest,
	proof.OfEvidence, proof.OfAssessment, store.OfClaim, store.OfAddedSet, store.OfLicensedText, store.OfFreshness, store.OfPairDecision,
}

// shelfKinds are the same, to look one up.
var shelfKinds = func() map[string]bool {
	kinds := make(map[string]bool, len(shelfNames))
	for _, name := range shelfNames {
		kinds[name] = true
	}
	return kinds
}()

// returnable says how records of a kind of the library are set back. Like those
// of the risk register they are not judged anew, and no signature comes or goes
// by undoing.
func returnable[T any](k *shelved[T]) kind {
	return kind{
		edit: k.edit,
		put: func(w *writer, id string, doc []byte) error {
			var x T
			if err := json.Unmarshal(doc, &x); err != nil {
				return err
			}
			current, err := now[T](w, id)
			if err != nil {
				return err
			}
			if k.signed != nil {
				if err := keepShelfSigned(w, k, id, &x); err != nil {
					return err
				}
			}
			b := k.base(&x)
			*b.id, *b.version = id, *k.base(&current).version
			if unchanged, err := same(current, x); unchanged || err != nil {
				return err
			}
			return store.Put(w.tx, &x)
		},
		drop: func(w *writer, id string) error {
			x, err := store.Get[T](w.tx.Reader(), id)
			if err != nil {
				return err
			}
			if k.signed != nil && k.signed(&x) != nil && !w.whole {
				return returnless(k.name)
			}
			return store.Delete[T](w.tx, id, *k.base(&x).version)
		},
	}
}

// keepShelfSigned refuses a value whose signature is not the one that the record
// has, or had when it went. A restored record keeps the signature that it has,
// where the rest may change under it.
func keepShelfSigned[T any](w *writer, k *shelved[T], id string, x *T) error {
	last, err := lastValue[T](w, k.name, id)
	if err != nil {
		return err
	}
	if w.keep && k.resign != nil {
		k.resign(&last, x)
	}
	if !alike(k.signed(&last), k.signed(x)) {
		return returnless(k.name)
	}
	return nil
}

// signedCompany are the keys that somebody trusts, with who and when.
func signedCompany(x *supply.Company) any {
	var trusted []supply.PartnerKey
	for _, k := range x.Keys {
		if k.Trusted {
			k.Note, k.Fingerprint = "", ""
			trusted = append(trusted, k)
		}
	}
	if trusted == nil {
		return nil
	}
	return trusted
}

// trustAgain gives the keys of a company the trust that they have now.
func trustAgain(last, x *supply.Company) {
	for i := range x.Keys {
		x.Keys[i].Trusted, x.Keys[i].By, x.Keys[i].On = false, "", ""
	}
	keepTrust(last.Keys, x.Keys)
	for _, k := range last.Keys {
		if k.Trusted && !hasKey(x.Keys, k.Key) {
			x.Keys = append(x.Keys, k)
		}
	}
}

func hasKey(keys []supply.PartnerKey, key string) bool {
	for _, k := range keys {
		if k.Key == key {
			return true
		}
	}
	return false
}

// signedAssessment is all of what is signed, and before that what reviewers
// said when they gave it back.
func signedAssessment(x *proof.Assessment) any {
	if x.Review == nil {
		if len(x.Returned) == 0 {
			return nil
		}
		return x.Returned
	}
	signed := *x
	signed.Version = 0
	return signed
}

// putClaim does not judge the answer anew, like putVerdict.
func putClaim(w *writer, id string, doc []byte) error {
	var c assess.Claim
	if err := json.Unmarshal(doc, &c); err != nil {
		return err
	}
	current, err := now[assess.Claim](w, id)
	if err != nil {
		return err
	}
	c.ID, c.Version = assess.VerdictID(id), current.Version
	return store.Put(w.tx, &c)
}

// clearShelf removes what the library has of a site, what refers before what is
// referred to.
func clearShelf(tx *store.Tx, site plant.SiteID) error {
	evidence, err := store.OfSite[proof.Evidence](tx.Reader(), site)
	if err != nil {
		return err
	}
	for i := range evidence { // they refer to each other, in circles even
		if e := &evidence[i]; e.ReplacedBy != "" {
			e.ReplacedBy = ""
			if err := store.Put(tx, e); err != nil {
				return err
			}
		}
	}
	return errors.Join(
		clearOfSite(tx, site, assessmentKind, func(a, b *proof.Assessment) bool { return a.Before == b.ID }),
		clearOfSite(tx, site, testKind, nil), clearOfSite(tx, site, replyKind, nil), clearOfSite(tx, site, packageKind, nil),
		clearOfSite(tx, site, certificateKind, nil),
		deleteAll(tx, evidence, func(e proof.Evidence) (string, int) { return string(e.ID), e.Version }),
	)
}

// clearOfSite removes the records of one kind; refers says that the first of two
// must go before the second.
func clearOfSite[T any](tx *store.Tx, site plant.SiteID, k *shelved[T], refers func(a, b *T) bool) error {
	all, err := store.OfSite[T](tx.Reader(), site)
	if err != nil {
		return err
	}
	for len(all) > 0 {
		free := len(all) - 1 // of a circle, any: the store then names what stands in the way
		for i := range all {
			held := false
			for j := range all {
				held = held || refers != nil && i != j && refers(&all[j], &all[i])
			}
			if !held {
				free = i
				break
			}
		}
		b := k.base(&all[free])
		if err := store.Delete[T](tx, *b.id, *b.version); err != nil {
			return err
		}
		all = append(all[:free], all[free+1:]...)
	}
	return nil
}

// hiddenFrom says whether a change is to an evidence that the caller may not
// know of.
func hiddenFrom(who access.Principal, kind string, docs ...[]byte) bool {
	if kind != proof.OfEvidence {
		return false
	}
	for _, doc := range docs {
		var e proof.Evidence
		if len(doc) == 0 || json.Unmarshal(doc, &e) != nil {
			continue
		}
		if !e.SeenBy(viewer(who, e.Site)) {
			return true
		}
	}
	return false
}

// ofShelf says whether all changes of an act are to the library. Only such acts
// are told of in the history of the organisation: accounts are nobody's matter
// but the administrator's.
func ofShelf(changes []ledger.Change) bool {
	for _, c := range changes {
		if !shelfKinds[c.Kind] {
			return false
		}
	}
	return true
}

// shelfReaders tell what the values of each kind of the library refer to.
var shelfReaders = map[string]func(doc []byte, visit func(kind string, id *string)) error{
	supply.OfCompany:     shelfRefs(companyKind),
	supply.OfProduct:     shelfRefs(productKind),
	supply.OfCertificate: shelfRefs(certificateKind),
	supply.OfPackage:     shelfRefs(packageKind),
	supply.OfReply:       shelfRefs(replyKind),
	supply.OfTest:        shelfRefs(testKind),
	proof.OfEvidence:     shelfRefs(evidenceKind),
	proof.OfAssessment:   shelfRefs(assessmentKind),
	store.OfClaim:        refsWithin((*assess.Claim).Refs),
	"verdict":            refsWithin((*assess.Verdict).Refs),
}

func shelfRefs[T any](k *shelved[T]) func(doc []byte, visit func(kind string, id *string)) error {
	return refsWithin(k.refs)
}

func refsWithin[T any](refs func(*T, func(kind string, id *string))) func(doc []byte, visit func(kind string, id *string)) error {
	return func(doc []byte, visit func(kind string, id *string)) error {
		var x T
		if err := json.Unmarshal(doc, &x); err != nil {
			return err
		}
		refs(&x, visit)
		return nil
	}
}
