package csms

import (
	"errors"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/risk"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// libraryKeys turns the ids of a library into the keys of a document and back.
// What was found once is remembered.
type libraryKeys struct {
	r    *store.Reader
	keys map[[2]string]string // by kind and id
	ids  map[[3]string]string // by kind, id of the site, and key
}

func newLibraryKeys(r *store.Reader) *libraryKeys {
	return &libraryKeys{r: r, keys: map[[2]string]string{}, ids: map[[3]string]string{}}
}

// documentKind is a kind of record that a library document refers to by key.
type documentKind struct {
	sited bool
	key   func(r *store.Reader, id string) (string, error)
	id    func(r *store.Reader, site plant.SiteID, key string) (string, error)
}

func namedBy[T any](sited bool, of func(*T) (id, key string)) documentKind {
	return documentKind{
		sited: sited,
		key: func(r *store.Reader, id string) (string, error) {
			x, err := store.Get[T](r, id)
			_, key := of(&x)
			return key, err
		},
		id: func(r *store.Reader, site plant.SiteID, key string) (string, error) {
			x, err := store.GetKey[T](r, site, key)
			id, _ := of(&x)
			return id, err
		},
	}
}

// documentKinds are the kinds that a library document refers to.
var documentKinds = map[string]documentKind{
	string(assess.OfSite): namedBy(false, func(x *plant.SiteRecord) (string, string) { return string(x.ID), x.Key }),
	risk.OfZone:           namedBy(true, func(x *plant.Zone) (string, string) { return string(x.ID), x.Key }),
	risk.OfConduit:        namedBy(true, func(x *plant.Conduit) (string, string) { return string(x.ID), x.Key }),
	risk.OfAsset:          namedBy(true, func(x *plant.Asset) (string, string) { return string(x.ID), x.Key }),
	supply.OfCompany:      namedBy(false, func(x *supply.Company) (string, string) { return string(x.ID), x.Key }),
	supply.OfProduct:      namedBy(false, func(x *supply.Product) (string, string) { return string(x.ID), x.Key }),
	proof.OfEvidence:      namedBy(false, func(x *proof.Evidence) (string, string) { return string(x.ID), x.Key }),
	proof.OfAssessment:    namedBy(false, func(x *proof.Assessment) (string, string) { return string(x.ID), x.Key }),
}

// key is the key of a record; what is gone keeps its id.
func (k *libraryKeys) key(kind, id string) (string, error) {
	at := [2]string{kind, id}
	if key, known := k.keys[at]; known {
		return key, nil
	}
	of, known := documentKinds[kind]
	if !known {
		return id, nil
	}
	key, err := of.key(k.r, id)
	if errors.Is(err, store.ErrNotFound) {
		key, err = id, nil
	}
	if err == nil {
		k.keys[at] = key
	}
	return key, err
}

// id finds a record by its key, "" when there is none.
func (k *libraryKeys) id(kind string, site plant.SiteID, key string) (string, error) {
	of, known := documentKinds[kind]
	if !known {
		return "", nil
	}
	if !of.sited {
		site = ""
	} else if site == "" {
		return "", nil
	}
	at := [3]string{kind, string(site), key}
	if id, known := k.ids[at]; known {
		return id, nil
	}
	id, err := of.id(k.r, site, key)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return "", nil
	case err != nil:
		return "", err
	}
	k.ids[at] = id
	return id, nil
}

// toKeys turns every reference of a record into a key.
func (k *libraryKeys) toKeys(refs func(visit func(kind string, id *string))) (err error) {
	refs(func(kind string, id *string) {
		if err == nil {
			*id, err = k.key(kind, *id)
		}
	})
	return err
}

// toIDs turns every reference of a record of a site into an id; missing is told
// of each that is not there. A site that the record names on the way is the one
// of what it names next.
func (k *libraryKeys) toIDs(site plant.SiteID, refs func(visit func(kind string, id *string)), missing func(kind, key string)) (err error) {
	refs(func(kind string, id *string) {
		if err != nil {
			return
		}
		var found string
		if found, err = k.id(kind, site, *id); err != nil {
			return
		}
		if kind == string(assess.OfSite) {
			site = plant.SiteID(found)
		}
		if found == "" {
			missing(kind, *id)
			return
		}
		*id = found
	})
	return err
}

// subject is what an answer is about, as a document has it.
func (k *libraryKeys) subject(s assess.Subject) (string, error) {
	if s.Kind == assess.OfSite {
		return string(assess.OfSite), nil
	}
	key, err := k.key(string(s.Kind), s.ID)
	return string(s.Kind) + " " + key, err
}

// siteKey is the key of a site, "" for the whole organisation.
func (k *libraryKeys) siteKey(id plant.SiteID) (plant.SiteID, error) {
	if id == "" {
		return "", nil
	}
	key, err := k.key(string(assess.OfSite), string(id))
	return plant.SiteID(key), err
}
