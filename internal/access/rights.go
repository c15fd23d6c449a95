package access

import "ringwall/internal/plant"

// Rights are a principal's actions, for a screen to show what can be done.
// Nothing is decided from them.
type Rights struct {
	Org      []Action                  `json:"org"`      // on the organisation
	AllSites []Action                  `json:"allSites"` // on every site
	Sites    map[plant.SiteID][]Action `json:"sites"`    // on single sites, where it is more than on every site
}

// Can lists what a principal may do.
func Can(who Principal) Rights {
	can := Rights{Org: []Action{}, AllSites: []Action{}, Sites: map[plant.SiteID][]Action{}}
	for _, do := range Actions {
		if do.OfOrganisation() {
			if allowed(who, do, "") {
				can.Org = append(can.Org, do)
			}
			continue
		}
		all, some := Sites(who, do)
		if all {
			can.AllSites = append(can.AllSites, do)
		}
		for _, site := range some {
			can.Sites[site] = append(can.Sites[site], do)
		}
	}
	return can
}
