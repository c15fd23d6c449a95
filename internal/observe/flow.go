package observe

import (
	"time"

	"ringwall/internal/plant"
)

// Flow is the traffic between two talkers for one service. Where the direction
// is known, the client is the end that opens the exchange and the server the
// end that owns the port; where it is not, the ends stand in address order and
// Known is empty.
//
// The same pair of IP addresses with other MACs or another VLAN is another
// flow: machine cells that use the same addresses must not melt into one.
type Flow struct {
	Client End `json:"client"`
	Server End `json:"server"`
	// VLAN is the innermost tag; -1 is untagged, 0 a priority tag.
	VLAN      int    `json:"vlan"`
	Ethertype int    `json:"ethertype,omitempty"` // of the payload; 0 for IEEE 802.3
	Transport string `json:"transport,omitempty"` // "tcp", "udp", "icmp" …; empty below IP
	Protocol  string `json:"protocol"`            // by port or ethertype: "modbus", "goose", else "tcp", "udp" …
	Port      int    `json:"port,omitempty"`      // the server's
	// ClientPort is set only where the direction is unknown, and Port is then
	// that of the end that stands second.
	ClientPort int      `json:"clientPort,omitempty"`
	Known      Evidence `json:"known,omitempty"`
	// Functions is what the exchange does to the server, told by decoders.
	Functions []Use `json:"functions,omitempty"`

	PacketsOut int64     `json:"packetsOut"` // client to server
	PacketsIn  int64     `json:"packetsIn"`  // server to client
	BytesOut   int64     `json:"bytesOut"`
	BytesIn    int64     `json:"bytesIn"`
	First      time.Time `json:"first,omitzero"`
	Last       time.Time `json:"last,omitzero"`
	FirstFrame int64     `json:"firstFrame"`
}

// End is one end of a flow: the addresses of a talker.
type End struct {
	MAC string `json:"mac,omitempty"`
	IP  string `json:"ip,omitempty"`
}

// Use counts the packets of a flow that carry one class of function.
type Use struct {
	Function   plant.Function `json:"function"`
	Packets    int64          `json:"packets"`
	FirstFrame int64          `json:"firstFrame"`
}

// DirectionKnown says whether the flow's ends are truly client and server.
func (f Flow) DirectionKnown() bool { return f.Known != "" }

// Evidence is how the direction of a flow is known, strongest first.
type Evidence string

// The kinds of evidence for a direction.
const (
	BySYN      Evidence = "syn"      // the opening of a TCP connection was seen
	ByRole     Evidence = "role"     // the messages are a request and its answer
	ByGroup    Evidence = "group"    // sent to a group address: the sender opened it
	ByService  Evidence = "service"  // the port was seen to accept connections or many clients
	ByPort     Evidence = "port"     // exactly one port is registered for a protocol
	ByLowPort  Evidence = "low-port" // exactly one port is below 1024
	ByNoReason Evidence = ""         // unknown
)
