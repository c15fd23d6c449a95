package csms

import (
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// namedFunction refuses an act that leaves answers without the essential function
// that they name by its key: it is deleted, or has another key now.
func namedFunction(r *store.Reader, site plant.SiteID, key string) error {
	if key == "" {
		return nil
	}
	_, err := store.GetKey[risk.Function](r, site, key)
	if err == nil || unlessMissing(err) != nil {
		return unlessMissing(err)
	}
	all, err := r.Verdicts(site)
	if err != nil {
		return err
	}
	var answers []string
	for _, v := range all {
		if v.Function == key && !slices.Contains(answers, string(v.Requirement)) {
			answers = append(answers, string(v.Requirement))
		}
	}
	if len(answers) == 0 {
		return nil
	}
	return conflicts("in-use", fmt.Sprintf("Answers that are not applied name the essential function %q, on %s: change those answers first, then its key or the function itself.", key, strings.TrimSpace(named(answers))))
}

// keepsNames is namedFunction for a record of the register that had a key.
func (k *registered[T]) keepsNames(r *store.Reader, site plant.SiteID, key string) error {
	if k.name != risk.OfFunction {
		return nil
	}
	return namedFunction(r, site, key)
}
