package observe

import (
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/plant"
)

// clues is what the flows of a capture tell about the kind of a device.
type clues struct {
	sends map[End]map[string]int64 // address below IP to protocol to frame
}

// kind is what a device may be, why, and where it shows.
type kind struct {
	assetType  plant.AssetType
	role       plant.AssetRole
	confidence plant.Confidence
	frame      int64
	reason     string
}

func cluesOf(t Traffic) clues {
	c := clues{sends: map[End]map[string]int64{}}
	for _, f := range t.Flows {
		if f.Known != ByGroup {
			continue
		}
		from := End{MAC: f.Client.MAC}
		if c.sends[from] == nil {
			c.sends[from] = map[string]int64{}
		}
		if _, ok := c.sends[from][f.Protocol]; !ok {
			c.sends[from][f.Protocol] = f.FirstFrame
		}
	}
	return c
}

// kind finds the component type that the traffic speaks for, from the strongest
// sign to the weakest.
func (c clues) kind(d device) kind {
	for _, sign := range []func(device) (kind, bool){capabilities, c.announcer, router, server} {
		if k, ok := sign(d); ok {
			return k
		}
	}
	return kind{
		assetType: plant.HostDevice, confidence: plant.Guess, frame: d.occurrence().FirstFrame,
		reason: "Nothing it sends shows its type: host device is a mere assumption.",
	}
}

// capabilities is what a device says of itself in LLDP. A device that is a
// station besides, such as a controller with two ports, is no switch.
func capabilities(d device) (kind, bool) {
	for _, w := range d.talkers {
		for _, a := range w.Attributes {
			if a.Name != "capabilities" || strings.Contains(a.Value, "station") {
				continue
			}
			for _, role := range []struct {
				capability string
				role       plant.AssetRole
			}{{"router", "router"}, {"access-point", "access-point"}, {"bridge", "switch"}} {
				if slices.Contains(strings.Split(a.Value, ", "), role.capability) {
					return kind{
						plant.NetworkDevice, role.role, plant.Likely, a.Frame,
						fmt.Sprintf("It calls itself a %s in %s.", role.capability, a.Protocol),
					}, true
				}
			}
		}
	}
	return kind{}, false
}

// announcers are protocols that only one kind of device sends to a group.
var announcers = []struct {
	protocol  string
	assetType plant.AssetType
	role      plant.AssetRole
}{
	{"goose", plant.EmbeddedDevice, "ied"},
	{"sampled-values", plant.EmbeddedDevice, "ied"},
	{"stp", plant.NetworkDevice, "switch"},
	{"vrrp", plant.NetworkDevice, "router"},
	{"ospf", plant.NetworkDevice, "router"},
}

func (c clues) announcer(d device) (kind, bool) {
	if d.mac == "" {
		return kind{}, false
	}
	sends := c.sends[End{MAC: d.mac}]
	for _, a := range announcers {
		if frame, ok := sends[a.protocol]; ok {
			return kind{a.assetType, a.role, plant.Likely, frame, fmt.Sprintf("It sends %s.", a.protocol)}, true
		}
	}
	return kind{}, false
}

// router takes a device that passes on packets of many for a router. A host
// with two addresses passes on none of them, but may look so.
func router(d device) (kind, bool) {
	const many = 3
	if len(d.passes) < many {
		return kind{}, false
	}
	return kind{
		plant.NetworkDevice, "router", plant.Guess, d.occurrence().FirstFrame,
		"That is how a router looks on the wire.",
	}, true
}

// server takes a device for what usually serves the protocols that it serves.
// What is only known by a low port number speaks for nothing.
func server(d device) (kind, bool) {
	for _, w := range d.talkers {
		for _, s := range w.Serves {
			p := portOf(s)
			if p == nil || p.serves == noGuess || s.Grade == plant.Guess {
				continue
			}
			return kind{
				p.serves, p.role, plant.Guess, s.Frame,
				fmt.Sprintf("It serves %s (%s port %d), which points to %s.", s.Protocol, s.Transport, s.Port, pointsTo(p)),
			}, true
		}
	}
	return kind{}, false
}

func portOf(s Service) *port {
	for number, name := range transportNames {
		if name == s.Transport {
			return byPort[portKey{number, uint16(s.Port)}]
		}
	}
	return nil
}

func pointsTo(p *port) string {
	if p.role != "" {
		return "the role " + string(p.role)
	}
	return map[plant.AssetType]string{plant.EmbeddedDevice: "an embedded device", plant.HostDevice: "a host device"}[p.serves]
}
