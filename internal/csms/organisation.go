package csms

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// Organisation is the caller's own.
func (s *Service) Organisation(ctx context.Context, who access.Principal) (org plant.Organisation, err error) {
	err = s.view(ctx, who, access.OrgRead, "", func(r *store.Reader) (err error) {
		org, err = store.Get[plant.Organisation](r, string(who.Org))
		return s.fail(err, "organisation")
	})
	return org, err
}

// ChangeOrganisation changes key, name and parties of the caller's own.
func (s *Service) ChangeOrganisation(ctx context.Context, who access.Principal, org plant.Organisation) (plant.Organisation, error) {
	org.ID = who.Org
	in := intent{do: access.OrgEdit, verb: "organisation.edit", subject: org.Key}
	_, err := s.update(ctx, who, in, func(tx *store.Tx) error {
		if err := checkOrganisation(org); err != nil {
			return err
		}
		return s.fail(store.Put(tx, &org), "organisation")
	})
	return org, err
}

var orgKey = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N} ._/-]{0,63}$`)

func checkOrganisation(org plant.Organisation) error {
	var p plant.Problems
	if !orgKey.MatchString(org.Key) {
		p = append(p, plant.Problem{Pointer: "/key", Text: "The key of the organisation needs 1 to 64 letters, digits or . _ / - and begins with a letter or digit."})
	}
	p = append(p, checkName("/name", "name of the organisation", org.Name)...)
	for i, party := range org.Parties {
		known := []plant.Party{plant.AssetOwner, plant.ServiceProvider, plant.ProductSupplier}
		if !slices.Contains(known, party) || slices.Contains(org.Parties[:i], party) {
			p = append(p, plant.Problem{Pointer: "/parties", Text: "The parties are asset-owner, service-provider and product-supplier, each once."})
			break
		}
	}
	return orNil(p)
}

// checkName is the rule for names that people read.
func checkName(pointer, what, name string) plant.Problems {
	n := utf8.RuneCountInString(name)
	if strings.TrimSpace(name) == "" || n > 200 || strings.ContainsFunc(name, control) {
		return plant.Problems{{Pointer: pointer, Text: "The " + what + " needs 1 to 200 characters on one line."}}
	}
	return nil
}

func control(r rune) bool { return r < ' ' || r == 0x7f || r == utf8.RuneError }

// orNil keeps an empty list from becoming an error.
func orNil(p plant.Problems) error {
	if len(p) == 0 {
		return nil
	}
	return p
}
