package observe

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/pcapgo"
)

func TestEveryFormOfPcapIsRead(t *testing.T) {
	exact := start.Add(time.Second + 123456789*time.Nanosecond)
	tests := []struct {
		name  string
		order binary.AppendByteOrder
		magic uint32
		last  time.Time
	}{
		{"little endian, microseconds", binary.LittleEndian, magicMicro, exact.Truncate(time.Microsecond)},
		{"big endian, microseconds", binary.BigEndian, magicMicro, exact.Truncate(time.Microsecond)},
		{"little endian, nanoseconds", binary.LittleEndian, magicNano, exact},
		{"big endian, nanoseconds", binary.BigEndian, magicNano, exact},
		{"long record headers", binary.LittleEndian, magicModified, exact.Truncate(time.Microsecond)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			file := pcapOf(tt.order, tt.magic, 1, fromHMI(502, synFlag))
			file = append(file, pcapRecord(tt.order, tt.magic, exact, 54, fromPLC(502, synFlag|ackFlag))...)
			c := mustRead(t, file).Capture
			if c.Format != PCAP || c.Packets != 2 || c.Read != 2 || c.Bytes != int64(len(file)) {
				t.Errorf("%s, %d packets, %d read, %d bytes", c.Format, c.Packets, c.Read, c.Bytes)
			}
			if !c.First.Equal(start) || !c.Last.Equal(tt.last) {
				t.Errorf("from %v to %v, want %v to %v", c.First, c.Last, start, tt.last)
			}
			if len(c.Warnings) > 0 || c.Truncated || c.Damaged {
				t.Errorf("warnings: %v", c.Warnings)
			}
		})
	}
}

func TestTheFrameCheckLengthInALinkTypeIsPassedOver(t *testing.T) {
	c := mustRead(t, pcapOf(binary.LittleEndian, magicMicro, 1|0x50000000, fromHMI(502, synFlag))).Capture
	if c.Read != 1 || !cmp.Equal(c.Link, []string{"Ethernet"}) {
		t.Errorf("read %d of link %v", c.Read, c.Link)
	}
}

func TestAPcapngFileMayHaveManySectionsAndInterfaces(t *testing.T) {
	le, be := binary.LittleEndian, binary.BigEndian
	seconds := uint64(start.Unix())
	offset := le.AppendUint64(nil, uint64(start.Unix()))
	frame := fromHMI(502, synFlag)
	file := join(
		ngSection(le),
		ngInterface(le, 1), // microseconds
		ngInterface(le, 101, ngOption(le, optionResolution, []byte{9})), // nanoseconds
		ngInterface(le, 1, ngOption(le, 2, []byte("eth0")), ngOption(le, optionResolution, []byte{0x8a}), ngOption(le, optionOffset, offset)),
		ngPacket(le, 0, seconds*1e6+1, frame),
		ngPacket(le, 1, (seconds+2)*1e9+3, frame[14:]),
		ngBlock(le, 0xbad, []byte("a block of somebody's own")),
		ngPacket(le, 2, 5*1024+512, frame), // 5.5 seconds after start, in units of 1/1024 s
		ngPacket(le, 3, 0, frame),          // there is no fourth interface
		ngBlock(le, blockSimple, le.AppendUint32(nil, uint32(len(frame))), frame),
		ngSection(be),
		ngInterface(be, 1),
		ngPacket(be, 0, seconds*1e6, frame),
		ngBlock(be, blockPacket, u16(0), u16(7), u32(int(seconds*1e6>>32)), u32(int(seconds*1e6&0xffffffff)), u32(len(frame)), u32(len(frame)), frame),
		ngBlock(be, blockStatistics, fill(12), ngOption(be, optionDropped, be.AppendUint64(nil, 17))),
	)
	c := mustRead(t, file).Capture
	want := Capture{
		Key: "line1.pcap", File: "line1.pcap", Format: PCAPNG, Link: []string{"Ethernet", "raw IP"},
		Bytes: int64(len(file)), Packets: 7, Read: 6,
		Skipped: []Skip{{"of an interface that the file does not describe", 1}},
		First:   start, Last: start.Add(5500 * time.Millisecond),
		MACs: 2, IPv4s: 2, Talkers: 4, Flows: 2,
		Warnings: []string{
			"lost by the machine that took the capture: 17 packets",
			"out of time order: 1 packet",
			"without a usable time: 1 packet",
		},
	}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Errorf("capture (-want +got):\n%s", diff)
	}
}

func TestTimesThatNoClockShows(t *testing.T) {
	le := binary.LittleEndian
	tests := []struct {
		name        string
		stamp       uint64
		units       uint64
		offset      int64
		want        int64
		cannotBeHad bool
	}{
		{"the year 2038", 0x7fffffff, 1, 0, 0x7fffffff * 1e9, false},
		{"the year 2106", 0xffffffff, 1, 0, 0xffffffff * 1e9, false},
		{"an offset brings a time before 1970", 5, 1, -6, 0, true},
		{"an offset of its own", 5_500_000, 1e6, -4, 15e8, false},
		{"the largest stamp in microseconds", 1<<64 - 1, 1e6, 0, 0, true},
		{"the largest stamp in units of 2^-63 s", 1<<64 - 1, 1 << 63, 0, 1_999_999_999, false},
		{"the finest decimal clock", 1<<64 - 1, unitsPerSecond(19), 0, 1_844_674_407, false},
		{"a clock that is too fine", 7, unitsPerSecond(20), 0, 0, true},
		{"the largest offset", 7, 1, 1<<63 - 1, 0, true},
		{"the smallest offset", 7, 1, -1 << 63, 0, true},
	}
	for _, tt := range tests {
		got, ok := nanoseconds(tt.stamp, tt.units, tt.offset)
		if got != tt.want || ok == tt.cannotBeHad {
			t.Errorf("%s: %d, %v, want %d", tt.name, got, ok, tt.want)
		}
	}

	// A packet without a time is read like any other.
	file := join(ngSection(le), ngInterface(le, 1, ngOption(le, optionResolution, []byte{30})), ngPacket(le, 0, 1, fromHMI(502, synFlag)))
	got := mustRead(t, file)
	if c := got.Capture; c.Read != 1 || !c.First.IsZero() || !got.Flows[0].First.IsZero() {
		t.Errorf("read %d, first %v", c.Read, c.First)
	}
}

func TestTimesOutOfOrderGiveTheTrueSpan(t *testing.T) {
	file := capture()
	for _, at := range []int{5, -3, 9, 1} {
		file = append(file, pcapRecord(binary.LittleEndian, magicMicro, start.Add(time.Duration(at)*time.Hour), 54, fromHMI(502, ackFlag))...)
	}
	got := mustRead(t, file)
	first, last := start.Add(-3*time.Hour), start.Add(9*time.Hour)
	if c := got.Capture; !c.First.Equal(first) || !c.Last.Equal(last) {
		t.Errorf("capture from %v to %v", c.First, c.Last)
	}
	if f := got.Flows[0]; !f.First.Equal(first) || !f.Last.Equal(last) || f.FirstFrame != 1 {
		t.Errorf("flow from %v to %v, frame %d", f.First, f.Last, f.FirstFrame)
	}
	if want := []string{"out of time order: 2 packets"}; !cmp.Equal(got.Capture.Warnings, want) {
		t.Errorf("warnings %v, want %v", got.Capture.Warnings, want)
	}
}

func TestACutFileKeepsThePacketsBeforeTheCut(t *testing.T) {
	frames := [][]byte{fromHMI(502, synFlag), fromPLC(502, synFlag|ackFlag), fromHMI(502, ackFlag, []byte("read"))}
	le := binary.LittleEndian
	ng := join(ngSection(le), ngInterface(le, 1))
	var ngEnds []int
	for _, f := range frames {
		ng = append(ng, ngPacket(le, 0, 0, f)...)
		ngEnds = append(ngEnds, len(ng))
	}
	pcap := capture(frames...)
	pcapEnds := []int{24 + 16 + 54, 24 + 32 + 108, len(pcap)}
	tests := []struct {
		name string
		file []byte
		ends []int // of the packets
		head int   // bytes before which it is no capture
		seam int   // where the first packet begins
	}{
		{"pcap", pcap, pcapEnds, 24, 24},
		{"pcapng", ng, ngEnds, 4, 48},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for n := range tt.file {
				got, err := Read(t.Context(), bytes.NewReader(tt.file[:n]), "cut", Options{})
				if n < tt.head {
					if err == nil {
						t.Errorf("%d bytes are taken for a capture", n)
					}
					continue
				}
				if err != nil {
					t.Fatalf("%d bytes: %v", n, err)
				}
				whole, seam := int64(0), n == tt.seam || tt.name == "pcapng" && n == 28
				for _, end := range tt.ends {
					if end <= n {
						whole++
					}
					seam = seam || end == n
				}
				if c := got.Capture; c.Packets != whole || c.Truncated == seam || c.Bytes != int64(n) {
					t.Errorf("%d bytes: %d packets, truncated %v, %d read, want %d packets, truncated %v", n, c.Packets, c.Truncated, c.Bytes, whole, !seam)
				}
			}
		})
	}
}

func TestADamagedFileKeepsThePacketsBeforeTheDamage(t *testing.T) {
	le := binary.LittleEndian
	frame := fromHMI(502, synFlag)
	good := join(ngSection(le), ngInterface(le, 1), ngPacket(le, 0, 0, frame))
	broken := ngPacket(le, 0, 0, frame)
	broken[len(broken)-4]++
	tests := []struct {
		name string
		file []byte
		want string
	}{
		{"a pcap record of 3 GB", join(capture(frame), u32(0), u32(0), []byte{0, 0, 0, 0xb0}, u32(0), frame),
			"the file is damaged after packet 1: at byte 94, a packet header claims 2952790016 bytes, more than the 262144 of the longest packet; the rest was not read"},
		{"a pcapng block that ends before it begins", join(good, le.AppendUint32(nil, blockEnhanced), le.AppendUint32(nil, 8), frame),
			"the file is damaged after packet 1: at byte 136, a block claims the length 8; the rest was not read"},
		{"a pcapng block with two lengths", join(good, broken, good),
			"the file is damaged after packet 1: at byte 136, a block claims the length 88 in front and 89 behind; the rest was not read"},
		{"a section without byte order", join(good, le.AppendUint32(nil, blockSection), le.AppendUint32(nil, 28), fill(20)),
			"the file is damaged after packet 1: at byte 136, a section header has no byte order; the rest was not read"},
		{"a section of version 2", join(good, le.AppendUint32(nil, blockSection), le.AppendUint32(nil, 28), le.AppendUint32(nil, byteOrderMagic), le.AppendUint16(nil, 2), fill(14)),
			"the file is damaged after packet 1: at byte 136, a section is written in version 2 of the format; the rest was not read"},
		{"an interface without link type", join(good, ngBlock(le, blockInterface, fill(4))),
			"the file is damaged after packet 1: at byte 136, the description of an interface is too short; the rest was not read"},
		{"thousands of interfaces", join(good, bytes.Repeat(ngInterface(le, 1), maxInterfaces)),
			fmt.Sprintf("the file is damaged after packet 1: at byte %d, a section describes more than 4096 interfaces; the rest was not read", 136+20*(maxInterfaces-1))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := mustRead(t, tt.file).Capture
			if !c.Damaged || c.Packets != 1 || c.Read != 1 {
				t.Errorf("damaged %v, %d packets, %d read", c.Damaged, c.Packets, c.Read)
			}
			if len(c.Warnings) == 0 || c.Warnings[0] != tt.want {
				t.Errorf("warnings %q, want %q", c.Warnings, tt.want)
			}
		})
	}
}

func TestPacketBlocksThatCannotBeReadAreSkipped(t *testing.T) {
	le := binary.LittleEndian
	frame := fromHMI(502, synFlag)
	longer := ngPacket(le, 0, 0, frame)
	le.PutUint32(longer[20:], 1000) // claims to hold more than the block
	file := join(ngSection(le), ngInterface(le, 1),
		longer,
		ngBlock(le, blockEnhanced, fill(8)),
		ngBlock(le, blockSimple),
		ngPacket(le, 0, 0, fill(maxFrame+1)),
		ngPacket(le, 0, 0, fill(maxBlock)),
		ngPacket(le, 0, 0, frame),
	)
	c := mustRead(t, file).Capture
	want := []Skip{{"its packet block is malformed", 3}, {"longer than 262144 bytes", 2}}
	if diff := cmp.Diff(want, c.Skipped); diff != "" || c.Packets != 6 || c.Read != 1 || c.Damaged {
		t.Errorf("%d packets, %d read, skipped (-want +got):\n%s", c.Packets, c.Read, diff)
	}
}

func TestWhatIsNoCaptureIsRefused(t *testing.T) {
	tests := []struct {
		name string
		file []byte
		want string
	}{
		{"an empty file", nil, `read capture "x.pcap": it is neither a pcap nor a pcapng file`},
		{"a text", []byte("Key;Name;Vendor\n"), `read capture "x.pcap": it is neither a pcap nor a pcapng file`},
		{"the first bytes of a pcap file", capture()[:20], `read capture "x.pcap": it ends within its header`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Read(t.Context(), bytes.NewReader(tt.file), "x.pcap", Options{})
			if err == nil || err.Error() != tt.want || !cmp.Equal(got, Traffic{}) {
				t.Errorf("Read = %+v, %v, want %s", got, err, tt.want)
			}
		})
	}
}

func TestRecognisesTellsCapturesByTheirFirstBytes(t *testing.T) {
	for _, head := range [][]byte{capture(), pcapOf(binary.BigEndian, magicNano, 1), ngSection(binary.BigEndian)} {
		if !Recognises(head) {
			t.Errorf("%x is not recognised", head[:4])
		}
	}
	for _, head := range [][]byte{nil, {0xd4, 0xc3, 0xb2}, []byte("PK\x03\x04"), []byte("format: ringwall-site/1")} {
		if Recognises(head) {
			t.Errorf("%q is taken for a capture", head)
		}
	}
}

func TestAReaderThatFailsFailsTheReading(t *testing.T) {
	r := io.MultiReader(bytes.NewReader(capture(fromHMI(502, synFlag))), iotest.ErrReader(io.ErrNoProgress))
	_, err := Read(t.Context(), r, "line1.pcap", Options{})
	if err == nil || !strings.Contains(err.Error(), io.ErrNoProgress.Error()) {
		t.Errorf("Read: %v, want %v", err, io.ErrNoProgress)
	}
}

// The readers of gopacket are another reading of the same formats.
func TestTheFormatReadersAgreeWithGopacket(t *testing.T) {
	frames := [][]byte{fromHMI(502, synFlag), fill(60), bytes.Repeat([]byte{0xaa}, 1501), fromPLC(502, ackFlag)}
	le := binary.LittleEndian
	ng := join(ngSection(le), ngInterface(le, 1, ngOption(le, optionResolution, []byte{9})))
	for i, f := range frames {
		ng = append(ng, ngPacket(le, 0, uint64(start.Add(time.Duration(i)*time.Hour).UnixNano()), f)...)
	}
	for _, file := range [][]byte{capture(frames...), pcapOf(binary.BigEndian, magicNano, 1, frames...), ng} {
		in := newInput(t.Context(), bytes.NewReader(file), int64(len(file)), Options{})
		ours, format, err := openFile(in)
		if err != nil {
			t.Fatal(err)
		}
		var theirs gopacket.PacketDataSource
		if format == PCAP {
			theirs, err = pcapgo.NewReader(bytes.NewReader(file))
		} else {
			theirs, err = pcapgo.NewNgReader(bytes.NewReader(file), pcapgo.DefaultNgReaderOptions)
		}
		if err != nil {
			t.Fatal(err)
		}
		for i := range frames {
			var rec record
			if err := ours.next(&rec); err != nil {
				t.Fatal(err)
			}
			data, info, err := theirs.ReadPacketData()
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(rec.data, data) || rec.length != info.Length || rec.nanos != info.Timestamp.UnixNano() {
				t.Errorf("%s, packet %d: %d bytes of %d at %d, gopacket has %d of %d at %d", format, i+1,
					len(rec.data), rec.length, rec.nanos, len(data), info.Length, info.Timestamp.UnixNano())
			}
		}
	}
}
