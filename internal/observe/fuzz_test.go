package observe

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"
	"unsafe"

	"ringwall/internal/plant"
)

// FuzzRead reads anything as a capture: it never panics, counts every packet
// once and keeps to its budget.
func FuzzRead(f *testing.F) {
	le, be := binary.LittleEndian, binary.BigEndian
	frame := fromHMI(502, synFlag)
	f.Add(capture(frame, fromPLC(502, synFlag|ackFlag), lldpFrame(lldpTLV(5, []byte("SW-01")))))
	f.Add(pcapOf(be, magicNano, 113, fill(40)))
	f.Add(pcapOf(le, magicModified, 0, join([]byte{2, 0, 0, 0}, frame[14:])))
	f.Add(join(ngSection(le), ngInterface(le, 1, ngOption(le, optionResolution, []byte{9})), ngPacket(le, 0, 1<<60, frame),
		ngBlock(le, blockSimple, le.AppendUint32(nil, uint32(len(frame))), frame), ngSection(be), ngInterface(be, 101), ngPacket(be, 0, 5, frame[14:]),
		ngBlock(be, blockStatistics, fill(12), ngOption(be, optionDropped, fill(8)))))
	budget := Budget{Bytes: 1 << 20, Packets: 500, Talkers: 50, Flows: 20, Attributes: 8}
	f.Fuzz(func(t *testing.T, file []byte) {
		got, err := Read(t.Context(), bytes.NewReader(file), "fuzz", Options{Budget: budget})
		if err != nil {
			var limit LimitError
			if Recognises(file) && len(file) >= 24 && !errors.As(err, &limit) {
				t.Errorf("a file that begins as a capture is refused: %v", err)
			}
			return
		}
		c := got.Capture
		checkSums(t, got)
		if c.Packets > budget.Packets || c.Bytes > int64(len(file)) || int64(len(got.Talkers)) > budget.Talkers || int64(len(got.Flows)) > budget.Flows {
			t.Errorf("%d packets, %d bytes, %d talkers, %d flows exceed the budget", c.Packets, c.Bytes, len(got.Talkers), len(got.Flows))
		}
		if c.Last.Before(c.First) {
			t.Errorf("it lasts from %v to %v", c.First, c.Last)
		}
		for _, w := range got.Talkers {
			if w.MAC == "" && w.IP == "" || w.Sent > w.Packets || int64(len(w.Attributes)) > budget.Attributes {
				t.Errorf("talker %+v", w)
			}
		}
		for _, p := range Propose(plant.Site{}, got) {
			if err := plant.CheckAsset(plant.Site{}, p.Asset); err != nil {
				t.Errorf("proposal %+v: %v", p.Asset, err)
			}
		}
	})
}

// FuzzFrame decodes anything as a packet of any link type: it never panics, and
// the payload lies within the packet.
func FuzzFrame(f *testing.F) {
	for link := range linkNames {
		f.Add(link, fromHMI(502, synFlag))
	}
	f.Add(uint32(1), eth(hmiMAC, plcMAC, 0x8100, tag(1, typeIPv6, ip6("fe80::1", "ff02::1", 0, []byte{44, 0, 0, 0, 0, 0, 0, 0}, fill(8)))))
	f.Add(uint32(1), eth(hmiMAC, plcMAC, 20, []byte{0xaa, 0xaa, 3, 0, 0, 0, 8, 0}, fill(20)))
	f.Add(uint32(1), arpFrame(1, hmiMAC, hmiIP, everybody, plcIP))
	f.Fuzz(func(t *testing.T, link uint32, packet []byte) {
		var got frame
		got.decode(link, packet)
		none := got.lane.src.none() && got.lane.dst.none()
		if got.skip == "" && none {
			t.Error("a packet without addresses is read")
		}
		if len(got.payload) > 0 {
			first, last := unsafe.Pointer(&packet[0]), unsafe.Pointer(&packet[len(packet)-1])
			begin, end := unsafe.Pointer(&got.payload[0]), unsafe.Pointer(&got.payload[len(got.payload)-1])
			if uintptr(begin) < uintptr(first) || uintptr(end) > uintptr(last) {
				t.Error("the payload lies outside the packet")
			}
		}
	})
}

// FuzzLLDP decodes anything as an LLDP announcement.
func FuzzLLDP(f *testing.F) {
	f.Add(lldpFrame(lldpTLV(2, []byte{7}, []byte("p1")), lldpTLV(5, []byte("SW-01")), lldpTLV(7, u16(4), u16(4)), lldpTLV(8, []byte{5, 1, 192, 168, 1, 254}))[14:])
	f.Fuzz(func(t *testing.T, payload []byte) {
		who := &talker{}
		tell := Teller{protocol: "lldp", frame: 1, limit: 8, src: who, dst: &talker{}, flow: &flow{}}
		lldpDecoder{}.Decode(&Packet{Payload: payload}, &tell)
		if len(who.attributes) > 8 {
			t.Errorf("%d attributes", len(who.attributes))
		}
		for _, a := range who.attributes {
			if a.Value == "" || len(a.Value) > maxValue || a.Value != printable(a.Value) {
				t.Errorf("attribute %+v", a)
			}
		}
	})
}
