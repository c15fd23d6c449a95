package observe

import (
	"fmt"
	"net/netip"
	"slices"
	"time"

	"ringwall/internal/plant"
)

// Occurrence is when and how often something was seen in a capture.
type Occurrence struct {
	Packets    int64     `json:"packets"`
	First      time.Time `json:"first,omitzero"`
	Last       time.Time `json:"last,omitzero"`
	FirstFrame int64     `json:"firstFrame"`
}

// Sighting is an asset of the inventory that a capture shows.
type Sighting struct {
	Asset plant.AssetID `json:"asset"`
	Key   string        `json:"key"`
	By    Match         `json:"by"`
	Ends  []End         `json:"ends"`
	Occurrence
	// Notes say where the traffic differs from what is declared.
	Notes []string `json:"notes,omitempty"`
}

// Match is by which address a talker was found in the inventory.
type Match string

// The ways to find an asset. A MAC is the better one: it belongs to one device,
// while machine cells may use the same IP addresses over and over.
const (
	ByMAC Match = "mac"
	ByIP  Match = "ip"
)

// Seen lists the assets of the inventory that a capture shows, in the order in
// which they first occur. A device that was only addressed and never sent
// anything was not seen.
func Seen(site plant.Site, t Traffic) []Sighting {
	known := inventoryOf(site)
	var list []Sighting
	for _, d := range devices(t) {
		if !d.silent() {
			list = append(list, known.sightings(d)...)
		}
	}
	slices.SortStableFunc(list, func(a, b Sighting) int { return int(a.FirstFrame - b.FirstFrame) })
	return list
}

// inventory finds the assets of a site by their addresses.
type inventory struct {
	site  plant.Site
	byMAC map[string][]int // places in site.Assets
	byIP  map[string][]int
}

func inventoryOf(site plant.Site) inventory {
	known := inventory{site: site, byMAC: map[string][]int{}, byIP: map[string][]int{}}
	add := func(index map[string][]int, key string, i int) {
		if key != "" && !slices.Contains(index[key], i) {
			index[key] = append(index[key], i)
		}
	}
	for i, a := range site.Assets {
		for _, address := range a.Addresses {
			add(known.byMAC, plant.NormaliseMAC(address.MAC), i)
			add(known.byIP, normalIP(address.IP), i)
		}
	}
	return known
}

func normalIP(s string) string {
	ip, err := netip.ParseAddr(s)
	if err != nil {
		return s
	}
	return ip.Unmap().WithZone("").String()
}

// find looks for a device by its MAC, then by its IP addresses. Several assets
// are found when the inventory gives them the same address.
func (known inventory) find(d device) ([]int, Match) {
	if found := known.byMAC[d.mac]; d.mac != "" && len(found) > 0 {
		return found, ByMAC
	}
	var found []int
	for _, ip := range d.ips() {
		for _, i := range known.byIP[ip] {
			if !slices.Contains(found, i) {
				found = append(found, i)
			}
		}
	}
	return found, ByIP
}

func (known inventory) sightings(d device) []Sighting {
	found, by := known.find(d)
	var list []Sighting
	for _, i := range found {
		a := known.site.Assets[i]
		list = append(list, Sighting{
			Asset: a.ID, Key: a.Key, By: by, Ends: d.ends(), Occurrence: d.occurrence(),
			Notes: known.notes(d, i, by, len(found)),
		})
	}
	return list
}

// notes says where a sighting differs from what is declared for the asset.
func (known inventory) notes(d device, i int, by Match, found int) []string {
	var list []string
	if found > 1 {
		list = append(list, fmt.Sprintf("%d assets are declared with this address: which of them spoke cannot be told.", found))
	}
	declared := known.site.Assets[i].Addresses
	for _, ip := range d.ips() {
		if slices.ContainsFunc(declared, func(a plant.Address) bool { return normalIP(a.IP) == ip }) {
			continue
		}
		if others := known.byIP[ip]; len(others) > 0 {
			list = append(list, fmt.Sprintf("It uses %s, which is declared for %s.", ip, known.site.Assets[others[0]].Key))
			continue
		}
		list = append(list, fmt.Sprintf("It uses %s, which is not declared.", ip))
	}
	if by == ByIP && d.mac != "" {
		for _, a := range declared {
			if a.MAC != "" && slices.Contains(d.ips(), normalIP(a.IP)) {
				list = append(list, fmt.Sprintf("%s is declared with the MAC %s and was seen with %s: it may be another device.",
					normalIP(a.IP), plant.NormaliseMAC(a.MAC), d.mac))
			}
		}
	}
	return list
}
