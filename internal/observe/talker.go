package observe

import (
	"time"

	"ringwall/internal/plant"
)

// Group says that an address stands for many receivers, so that no single
// asset can have it.
type Group string

// The kinds of group address; an address of one device has none.
const (
	Single    Group = ""
	Multicast Group = "multicast"
	Broadcast Group = "broadcast"
)

// Talker is an endpoint as the wire shows it. One asset may be several talkers
// (several addresses), and behind a router's MAC many talkers share it.
// A talker without an IP address is complete: GOOSE, PROFINET DCP and LLDP
// devices need none. On links without MAC addresses the MAC is empty.
type Talker struct {
	MAC   string `json:"mac,omitempty"`
	IP    string `json:"ip,omitempty"`
	Group Group  `json:"group,omitempty"`
	VLANs []int  `json:"vlans,omitempty"` // tags its packets carried; 0 is a priority tag
	// OwnIP says that the MAC itself announced the IP address as its own (ARP,
	// neighbour discovery), so the address is not merely behind it.
	OwnIP bool `json:"ownIP,omitempty"`

	Packets    int64     `json:"packets"` // sent and received
	Bytes      int64     `json:"bytes"`   // on the wire
	Sent       int64     `json:"sent"`    // packets sent; 0 is one that was only addressed
	First      time.Time `json:"first,omitzero"`
	Last       time.Time `json:"last,omitzero"`
	FirstFrame int64     `json:"firstFrame"`
	// Serves lists the services that others were seen to use on this talker.
	Serves     []Service   `json:"serves,omitempty"`
	Attributes []Attribute `json:"attributes,omitempty"`
}

// Service is a protocol that a talker offers to others.
type Service struct {
	Transport string           `json:"transport"`
	Port      int              `json:"port,omitempty"`
	Protocol  string           `json:"protocol"`
	Frame     int64            `json:"frame"`
	Known     Evidence         `json:"known"` // how the talker is known to be the server
	Grade     plant.Confidence `json:"confidence"`
}

// Attribute is one thing that the traffic discloses about a talker, with the
// place where it can be looked up.
type Attribute struct {
	Name       string           `json:"name"` // the JSON name in plant.Asset where there is one: "vendor", "model", "firmware" …
	Value      string           `json:"value"`
	Module     string           `json:"module,omitempty"` // slot of the module that it belongs to, "" for the talker itself
	Protocol   string           `json:"protocol"`
	Frame      int64            `json:"frame"`
	Confidence plant.Confidence `json:"confidence"`
}
