// Package observe reads what a plant's network traffic says about the plant,
// from capture files that others took. It never sends a packet and never opens
// a network interface.
//
// A capture is one file of packets. A talker is an address, or a pair of MAC
// and IP address, that sent packets or was addressed by them. A flow is the
// sum of all packets between two talkers for one service: however long a
// capture is, its size in memory depends only on how many talkers and services
// it shows. A frame is one packet by its number in the file, counted from 1 as
// every analyser counts it.
//
// Nothing observed is ever declared by itself: [Propose] makes proposals and a
// person decides.
package observe

import (
	"time"

	"ringwall/internal/plant"
)

// Traffic is all that one capture file shows.
type Traffic struct {
	Capture Capture
	Talkers []Talker
	Flows   []Flow
}

// Capture is the record of one capture file: what it is and how much of it
// could be read. Packets is always Read plus the sum of Skipped.
type Capture struct {
	ID   string       `json:"id"`
	Site plant.SiteID `json:"-"`
	Key  string       `json:"key"`            // the file's name, made unique in the site
	File string       `json:"file"`           // the file's name as it was uploaded
	Hash string       `json:"hash,omitempty"` // SHA-256 in hex; who keeps the file fills it in

	Format    Format    `json:"format"`
	Link      []string  `json:"link,omitempty"` // link types in the order they occur
	Bytes     int64     `json:"bytes"`          // of the file
	Packets   int64     `json:"packets"`
	Read      int64     `json:"read"`
	Skipped   []Skip    `json:"skipped,omitempty"`
	Partly    []Skip    `json:"partly,omitempty"` // of those read: understood by their lower layers only, and why
	First     time.Time `json:"first,omitzero"`   // earliest time, wherever in the file it stands
	Last      time.Time `json:"last,omitzero"`
	MACs      int       `json:"macs"`  // distinct addresses in link headers, groups included
	IPv4s     int       `json:"ipv4s"` // distinct addresses in IP headers, groups included
	IPv6s     int       `json:"ipv6s"`
	Talkers   int       `json:"talkers"`
	Flows     int       `json:"flows"`
	Truncated bool      `json:"truncated,omitempty"` // the file ends in the middle of a packet, which is not counted
	Damaged   bool      `json:"damaged,omitempty"`   // the file makes no sense from some place on; a warning says where
	Warnings  []string  `json:"warnings,omitempty"`
	plant.Meta
}

// Format is the file format of a capture.
type Format string

// The formats that [Read] knows.
const (
	PCAP   Format = "pcap"
	PCAPNG Format = "pcapng"
)

// Skip counts the packets that were left out for one reason.
type Skip struct {
	Reason string `json:"reason"`
	Count  int64  `json:"count"`
}
