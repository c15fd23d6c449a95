package csms

import (
	"encoding/json"
	"errors"

	"ringwall/internal/store"
)

// idFields tells where a record names others by id, and of what kind.
// A verdict tells the kind beside the id, so both are tried.
var idFields = map[string][]string{
	"/zone":       {"zone"},
	"/parent":     {"zone"},
	"/from":       {"zone"},
	"/to":         {"zone"},
	"/subject":    {"zone", "conduit", "asset", "product", "company"},
	"/subject/id": {"zone", "conduit", "asset", "product", "company"},
	"/from/id":    {"zone", "conduit", "asset", "product", "company"},
}

// namesIn finds the keys of the records that changes refer to by id. Nobody
// can read an id, and a zone that was deleted since has its name in the
// history only.
func namesIn(r *store.Reader, changes []RecordChange) (map[string]string, error) {
	names := map[string]string{}
	for _, change := range changes {
		for _, f := range change.Fields {
			for _, value := range []any{f.Before, f.After} {
				if err := addRefs(r, names, change.refs, value); err != nil {
					return nil, err
				}
				if err := addName(r, names, idFields[f.Path], idIn(value)); err != nil {
					return nil, err
				}
			}
		}
	}
	return names, nil
}

// idIn is the id that a value is, or that a subject of a verdict holds.
func idIn(value any) string {
	if object, ok := value.(map[string]any); ok {
		value = object["id"]
	}
	id, _ := value.(string)
	return id
}

func addName(r *store.Reader, names map[string]string, kinds []string, id string) error {
	if _, known := names[id]; known || id == "" {
		return nil
	}
	for _, kind := range kinds {
		versions, err := r.Versions(kind, id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		for _, v := range versions { // newest first
			var record struct{ Key string }
			if v.Deleted {
				continue
			}
			if err := json.Unmarshal(v.Doc, &record); err != nil {
				return err
			}
			names[id] = record.Key
			break
		}
	}
	return nil
}
