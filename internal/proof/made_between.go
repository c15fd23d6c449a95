package proof

import (
	"cmp"
	"fmt"
	"slices"

	"ringwall/internal/plant"
)

// ZoneTraffic sums up what captures show from one zone to another.
type ZoneTraffic struct {
	From, To plant.ZoneID
	Flows    int
	// Conduit says that a conduit lies between the two, Allowed that its flow rules
	// permit every one of the flows.
	Conduit, Allowed bool
	// First is the first flow that nothing permits, in words; else the first of all.
	First string
}

// TrafficBetween sums up what the captures show between zones, in the order in
// which it was seen. Flows with an end in no zone are left out.
func TrafficBetween(site plant.Site, captures []Capture) []ZoneTraffic {
	m := newWays(site)
	by := map[[2]plant.ZoneID]*ZoneTraffic{}
	var out []*ZoneTraffic
	for _, c := range captures {
		for _, f := range c.Flows {
			from, to := m.zone[f.Client], m.zone[f.Server]
			if from == "" || to == "" || from == to {
				continue
			}
			t := by[[2]plant.ZoneID{from, to}]
			if t == nil {
				t = &ZoneTraffic{From: from, To: to, Allowed: true}
				by[[2]plant.ZoneID{from, to}] = t
				out = append(out, t)
			}
			way, ruled := m.permits(from, to, f)
			if t.First == "" || t.Allowed && !ruled {
				t.First = fmt.Sprintf("%s in %s", f.name(), c.Key)
			}
			t.Flows++
			t.Conduit = t.Conduit || way
			t.Allowed = t.Allowed && ruled
		}
	}
	all := make([]ZoneTraffic, len(out))
	for i, t := range out {
		all[i] = *t
	}
	slices.SortStableFunc(all, func(a, b ZoneTraffic) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return all
}
