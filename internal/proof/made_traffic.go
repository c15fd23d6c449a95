package proof

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ringwall/internal/plant"
)

// conform holds the flows that captures show against the declared conduits.
func conform(in MadeInput) (result string, holds bool) {
	m := newWays(in.Site)
	since := later(in.Today, -seenDays)
	captures, within, permitted, without, beyond, unplaced := 0, 0, 0, 0, 0, 0
	first := ""
	for _, c := range in.Captures {
		if c.Last < since {
			continue
		}
		captures++
		for _, f := range c.Flows {
			from, to := m.zone[f.Client], m.zone[f.Server]
			switch {
			case from == "" || to == "":
				unplaced++
				continue
			case from == to:
				within++
				continue
			}
			way, ruled := m.permits(from, to, f)
			switch {
			case ruled:
				permitted++
				continue
			case way:
				beyond++
			default:
				without++
			}
			if first == "" {
				first = fmt.Sprintf(" The first is %s from %s to %s in %s.", f.name(), m.key[from], m.key[to], c.Key)
			}
		}
	}
	if captures == 0 {
		return fmt.Sprintf("No capture of the last %d days was there to look at, so nothing can be said of the traffic.", seenDays), false
	}
	result = fmt.Sprintf("Of %d flows between zones, %d run over a conduit that permits them, %d over a conduit whose flow rules do not, %d over no conduit.%s %d flows stay within a zone; %d have an end that is in no zone and were not judged. Made from %d captures of the last %d days, the inventory and the declared conduits.",
		permitted+beyond+without, permitted, beyond, without, first, within, unplaced, captures, seenDays)
	return result, permitted > 0 && without == 0 && beyond == 0 && unplaced == 0
}

func (f Flow) name() string {
	if f.Port > 0 {
		return f.Protocol + " to port " + strconv.Itoa(f.Port)
	}
	return f.Protocol
}

// ways are the zones of the assets and the conduits between zones.
type ways struct {
	zone     map[plant.AssetID]plant.ZoneID
	key      map[plant.ZoneID]string
	above    map[plant.ZoneID][]plant.ZoneID // a zone and those that it lies in
	conduits map[[2]plant.ZoneID][]*plant.Conduit
}

func newWays(site plant.Site) *ways {
	m := &ways{
		zone: make(map[plant.AssetID]plant.ZoneID, len(site.Assets)), key: map[plant.ZoneID]string{},
		above: map[plant.ZoneID][]plant.ZoneID{}, conduits: map[[2]plant.ZoneID][]*plant.Conduit{},
	}
	parent := map[plant.ZoneID]plant.ZoneID{}
	for i := range site.Zones {
		z := &site.Zones[i]
		m.key[z.ID], parent[z.ID] = z.Key, z.Parent
	}
	for id := range m.key {
		for at := id; at != "" && !slices.Contains(m.above[id], at); at = parent[at] {
			m.above[id] = append(m.above[id], at)
		}
	}
	for i := range site.Assets {
		m.zone[site.Assets[i].ID] = site.Assets[i].Zone
	}
	for i := range site.Conduits {
		c := &site.Conduits[i]
		m.conduits[[2]plant.ZoneID{c.From, c.To}] = append(m.conduits[[2]plant.ZoneID{c.From, c.To}], c)
	}
	return m
}

// permits says whether a conduit lies between two zones, and whether one permits
// the flow. A conduit of a zone carries what the zones within it say, but not
// what stays inside of a zone that both lie in.
func (m *ways) permits(from, to plant.ZoneID, f Flow) (way, ruled bool) {
	for _, a := range m.above[from] {
		for _, b := range m.above[to] {
			if a == b {
				continue
			}
			for _, c := range m.conduits[[2]plant.ZoneID{a, b}] {
				way, ruled = true, ruled || permitted(c, f, plant.Forward)
			}
			for _, c := range m.conduits[[2]plant.ZoneID{b, a}] {
				way, ruled = true, ruled || permitted(c, f, plant.Backward)
			}
		}
	}
	return way, ruled
}

// permitted says whether a flow rule of a conduit permits a flow in a direction.
// A conduit without any rule does not say what it permits, so it permits nothing.
func permitted(c *plant.Conduit, f Flow, way plant.Direction) bool {
	return slices.ContainsFunc(c.Flows, func(r plant.FlowRule) bool {
		return (r.Direction == plant.Both || r.Direction == way || !f.Known) && protocolFits(r.Protocol, f) && portFits(r.Ports, f.Port)
	})
}

func protocolFits(rule string, f Flow) bool {
	rule = strings.ToLower(rule)
	return rule == "any" || rule == strings.ToLower(f.Protocol) || rule == strings.ToLower(f.Transport)
}

// portFits says whether a port is one of a list such as "502", "5000-5010" or "80,443".
func portFits(ports string, port int) bool {
	if strings.TrimSpace(ports) == "" || port == 0 {
		return true
	}
	for part := range strings.SplitSeq(ports, ",") {
		first, last, span := strings.Cut(strings.TrimSpace(part), "-")
		low, err := strconv.Atoi(strings.TrimSpace(first))
		high := low
		if span {
			var wrong error
			if high, wrong = strconv.Atoi(strings.TrimSpace(last)); wrong != nil {
				continue
			}
		}
		if err == nil && low <= port && port <= high {
			return true
		}
	}
	return false
}
