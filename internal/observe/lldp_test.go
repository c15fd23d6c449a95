package observe

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
)

// lldpTLV is an element of an LLDP announcement.
func lldpTLV(kind int, value ...[]byte) []byte {
	v := join(value...)
	return join(u16(kind<<9|len(v)), v)
}

func lldpFrame(elements ...[]byte) []byte {
	return eth(switchMAC, "01:80:c2:00:00:0e", typeLLDP, join(elements...))
}

func TestLLDPTellsWhoANeighbourIs(t *testing.T) {
	said := func(name, value string) Attribute {
		return Attribute{Name: name, Value: value, Protocol: "lldp", Frame: 1, Confidence: plant.Confirmed}
	}
	chassis, ttl, end := lldpTLV(1, []byte{4}, macBytes(switchMAC)), lldpTLV(3, u16(120)), lldpTLV(0)
	tests := []struct {
		name     string
		elements [][]byte
		want     []Attribute
	}{
		{"a switch", [][]byte{
			chassis, lldpTLV(2, []byte{7}, []byte("port-003")), ttl,
			lldpTLV(5, []byte("SW-01")), lldpTLV(6, []byte("Industrial switch, FW 4.02")),
			lldpTLV(7, u16(0x14), u16(0x04)), lldpTLV(8, []byte{5, 1, 192, 168, 1, 254, 2}, u32(1), []byte{0}), end,
		}, []Attribute{
			said("interface", "port-003"), said("name", "SW-01"), said("description", "Industrial switch, FW 4.02"),
			said("capabilities", "bridge"), said("managementAddress", "192.168.1.254"),
		}},
		{"a port named by its MAC has no readable name", [][]byte{chassis, lldpTLV(2, []byte{3}, macBytes(switchMAC)), ttl, end}, nil},
		{"nothing after the end counts", [][]byte{chassis, end, lldpTLV(5, []byte("SW-01"))}, nil},
		{"an element longer than the frame ends it", [][]byte{lldpTLV(5, []byte("SW-01")), u16(6<<9 | 40), []byte("cut")}, []Attribute{said("name", "SW-01")}},
		{"malformed elements are passed over", [][]byte{
			lldpTLV(2), lldpTLV(7, u16(4)), lldpTLV(8, []byte{9, 1, 1}), lldpTLV(8, []byte{0, 0}), lldpTLV(8), lldpTLV(8, []byte{5, 1, 0, 0, 0, 0}), lldpTLV(5), end,
		}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, w := range mustRead(t, capture(lldpFrame(tt.elements...))).Talkers {
				if w.Group != Single {
					continue
				}
				if diff := cmp.Diff(tt.want, w.Attributes); diff != "" {
					t.Errorf("attributes (-want +got):\n%s", diff)
				}
			}
		})
	}
}
