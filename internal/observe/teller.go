package observe

import (
	"strings"
	"unicode"

	"ringwall/internal/plant"
)

// Teller takes what a decoder finds and puts it where it belongs, with the
// protocol and the frame that disclosed it.
type Teller struct {
	protocol string
	frame    int64
	limit    int
	src, dst *talker
	flow     *flow
	role     role
}

// Source tells an attribute of the device that sent the packet.
func (t *Teller) Source(name, value string, c plant.Confidence) { t.tell(t.src, "", name, value, c) }

// Destination tells an attribute of the device that the packet is sent to.
func (t *Teller) Destination(name, value string, c plant.Confidence) {
	t.tell(t.dst, "", name, value, c)
}

// Module tells an attribute of a module in a slot of the sending device.
func (t *Teller) Module(slot, name, value string, c plant.Confidence) {
	t.tell(t.src, slot, name, value, c)
}

// Function tells what the packet does to the server.
func (t *Teller) Function(f plant.Function) { t.flow.use(f, t.frame) }

// Request tells that the sender is the client, Answer that it is the server.
func (t *Teller) Request() { t.role = clientRole }
func (t *Teller) Answer()  { t.role = serverRole }

// tell keeps an attribute the first time it is seen, so that its frame is the
// first one that shows it.
func (t *Teller) tell(who *talker, module, name, value string, c plant.Confidence) {
	value = printable(value)
	if value == "" {
		return
	}
	for _, a := range who.attributes {
		if a.Name == name && a.Value == value && a.Module == module && a.Protocol == t.protocol {
			return
		}
	}
	if len(who.attributes) >= t.limit {
		who.attributesLost++
		return
	}
	who.attributes = append(who.attributes, Attribute{
		Name: name, Value: value, Module: module, Protocol: t.protocol, Frame: t.frame, Confidence: c,
	})
}

// printable is what a person can read of a text from the wire.
func printable(s string) string {
	s = s[:min(len(s), maxValue)]
	s = strings.Map(func(r rune) rune {
		if r == unicode.ReplacementChar || !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
