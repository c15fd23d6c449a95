package observe

import "fmt"

// Budget bounds what one capture may cost, whatever its sender meant it to do.
// A field that is 0 has the value of [DefaultBudget]. Time is bounded by the
// context that is given to [Read].
//
// Bytes and Packets end the reading with a [LimitError], since what comes after
// them is unknown. Talkers, Flows and Attributes only end the adding of new
// ones: the packets are still counted and a warning says how many of them
// belong to talkers or flows that were not kept.
type Budget struct {
	Bytes      int64 // of the file
	Packets    int64
	Talkers    int64
	Flows      int64
	Attributes int64 // of one talker
}

// DefaultBudget is for a server of 512 MiB: the largest tables of talkers and
// flows take about 200 MiB of it while a capture is read.
var DefaultBudget = Budget{
	Bytes:      16 << 30,
	Packets:    200_000_000,
	Talkers:    100_000,
	Flows:      200_000,
	Attributes: 64,
}

func (b Budget) orDefault() Budget {
	set := func(field *int64, value int64) {
		if *field <= 0 {
			*field = value
		}
	}
	set(&b.Bytes, DefaultBudget.Bytes)
	set(&b.Packets, DefaultBudget.Packets)
	set(&b.Talkers, DefaultBudget.Talkers)
	set(&b.Flows, DefaultBudget.Flows)
	set(&b.Attributes, DefaultBudget.Attributes)
	return b
}

// LimitError says which limit of a [Budget] a capture exceeds.
type LimitError struct {
	Limit string // "bytes", "packets"
	Max   int64
}

func (e LimitError) Error() string {
	return fmt.Sprintf("it has more than the %d %s allowed for one capture", e.Max, e.Limit)
}

const (
	// maxFrame is the longest packet that is read, as in the usual analysers.
	maxFrame = 256 << 10
	// maxBlock is the longest pcapng block that is looked into.
	maxBlock = maxFrame + 64<<10
	// maxInterfaces bounds the interfaces that one pcapng section may describe.
	maxInterfaces = 4096
	// maxTags bounds the stack of VLAN tags, and of IPv6 extension headers.
	maxTags = 8
	// maxValue bounds the text of an attribute.
	maxValue = 512
	// maxUses bounds the classes of function of a flow.
	maxUses = 16
	// maxLanes bounds the cache of conversations that are going on. What falls
	// out of it is decided anew; nothing is lost.
	maxLanes = 1 << 16
	// maxWarnings bounds the warnings of one kind.
	maxWarnings = 20
)
