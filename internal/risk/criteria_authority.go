package risk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/plant"
)

// AuthorityTitle names an authority, or whom the criteria leave unnamed.
func (c Criteria) AuthorityTitle(id string) string {
	for _, a := range c.Authorities {
		if a.ID == id {
			return a.Title
		}
	}
	if id != "" {
		return id
	}
	return "whoever the criteria name"
}

// ApproverNeeded is the highest authority that the bands of the residual risks
// ask for; false when none asks for one.
func ApproverNeeded(c Criteria, residual []ResidualRisk) (Authority, bool) {
	highest := -1
	for _, r := range residual {
		band, _ := c.Band(r.Band)
		highest = max(highest, c.authorityRank(cmp.Or(r.Authority, band.Authority)))
	}
	if highest < 0 {
		return Authority{}, false
	}
	return c.Authorities[highest], true
}

func (c Criteria) authorityRank(id string) int {
	return slices.IndexFunc(c.Authorities, func(a Authority) bool { return a.ID == id && id != "" })
}

// HighestOffice is the highest authority that an account holds; false when it
// holds none.
func HighestOffice(c Criteria, email string) (Authority, bool) {
	for i := len(c.Authorities) - 1; i >= 0; i-- {
		if slices.ContainsFunc(c.Authorities[i].Holders, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), strings.TrimSpace(email)) }) {
			return c.Authorities[i], true
		}
	}
	return Authority{}, false
}

// MayApprove says why an account may not approve with these residual risks: it
// must hold the highest authority that one of their bands asks for.
func MayApprove(c Criteria, residual []ResidualRisk, signer string) plant.Problems {
	needed, ok := ApproverNeeded(c, residual)
	if !ok {
		return nil
	}
	has, ok := HighestOffice(c, signer)
	switch {
	case !ok:
		return plant.Problems{{Text: fmt.Sprintf("%s holds no authority of criteria %s: the residual risks ask for %s.", signer, c.Key, needed.Title)}}
	case c.authorityRank(has.ID) < c.authorityRank(needed.ID):
		return plant.Problems{{Text: fmt.Sprintf("%s signs as %s, but the residual risks ask for %s: have it signed there.", signer, has.Title, needed.Title)}}
	}
	return nil
}
