package observe

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"
)

// The captures of the tests are built here, byte by byte.

var (
	plcMAC    = "00:1b:1b:00:00:01"
	hmiMAC    = "00:0c:29:00:00:02"
	switchMAC = "00:a0:f4:00:00:03"
	plcIP     = "192.168.1.40"
	hmiIP     = "192.168.1.10"
	everybody = "ff:ff:ff:ff:ff:ff"
)

func macBytes(s string) []byte {
	b, err := hex.DecodeString(strings.ReplaceAll(s, ":", ""))
	if err != nil || len(b) != 6 {
		panic("no MAC: " + s)
	}
	return b
}

func u16(n int) []byte { return binary.BigEndian.AppendUint16(nil, uint16(n)) }
func u32(n int) []byte { return binary.BigEndian.AppendUint32(nil, uint32(n)) }

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

func fill(n int) []byte { return make([]byte, n) }

// eth is an Ethernet frame.
func eth(src, dst string, ethertype int, payload ...[]byte) []byte {
	return join(macBytes(dst), macBytes(src), u16(ethertype), join(payload...))
}

// tag is a VLAN tag that goes in front of what has the ethertype.
func tag(vlan, ethertype int, payload ...[]byte) []byte {
	return join(u16(vlan), u16(ethertype), join(payload...))
}

func ip4(src, dst string, proto int, payload ...[]byte) []byte {
	return ip4Part(src, dst, proto, 0, 0, payload...)
}

// ip4Part is an IPv4 packet with an identification, and with flags and offset.
func ip4Part(src, dst string, proto, id, fragment int, payload ...[]byte) []byte {
	body := join(payload...)
	return join([]byte{0x45, 0}, u16(20+len(body)), u16(id), u16(fragment), []byte{64, byte(proto), 0, 0},
		netip.MustParseAddr(src).AsSlice(), netip.MustParseAddr(dst).AsSlice(), body)
}

func ip6(src, dst string, next int, payload ...[]byte) []byte {
	body := join(payload...)
	return join([]byte{0x60, 0, 0, 0}, u16(len(body)), []byte{byte(next), 64},
		netip.MustParseAddr(src).AsSlice(), netip.MustParseAddr(dst).AsSlice(), body)
}

const (
	synFlag = 0x02
	ackFlag = 0x10
	rstFlag = 0x04
)

func tcpHeader(src, dst, flags int, payload ...[]byte) []byte {
	return join(u16(src), u16(dst), fill(8), []byte{0x50, byte(flags)}, fill(6), join(payload...))
}

func udpHeader(src, dst int, payload ...[]byte) []byte {
	body := join(payload...)
	return join(u16(src), u16(dst), u16(8+len(body)), u16(0), body)
}

// arpFrame is an ARP message: 1 asks, 2 answers.
func arpFrame(op int, srcMAC, srcIP, dstMAC, dstIP string) []byte {
	return eth(srcMAC, dstMAC, typeARP, u16(1), u16(typeIPv4), []byte{6, 4}, u16(op),
		macBytes(srcMAC), netip.MustParseAddr(srcIP).AsSlice(), macBytes(dstMAC), netip.MustParseAddr(dstIP).AsSlice())
}

// fromHMI and fromPLC are frames between the two with a TCP segment in them.
func fromHMI(port, flags int, payload ...[]byte) []byte {
	return eth(hmiMAC, plcMAC, typeIPv4, ip4(hmiIP, plcIP, protoTCP, tcpHeader(50000, port, flags, payload...)))
}

func fromPLC(port, flags int, payload ...[]byte) []byte {
	return eth(plcMAC, hmiMAC, typeIPv4, ip4(plcIP, hmiIP, protoTCP, tcpHeader(port, 50000, flags, payload...)))
}

var start = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

// pcapOf is a pcap file of frames one second apart.
func pcapOf(order binary.AppendByteOrder, magic uint32, link int, frames ...[]byte) []byte {
	b := order.AppendUint32(nil, magic)
	b = order.AppendUint16(b, 2)
	b = order.AppendUint16(b, 4)
	b = append(b, fill(8)...)
	b = order.AppendUint32(b, 65535)
	b = order.AppendUint32(b, uint32(link))
	for i, f := range frames {
		b = append(b, pcapRecord(order, magic, start.Add(time.Duration(i)*time.Second), len(f), f)...)
	}
	return b
}

func pcapRecord(order binary.AppendByteOrder, magic uint32, at time.Time, length int, frame []byte) []byte {
	fraction := at.Nanosecond() / 1000
	if magic == magicNano {
		fraction = at.Nanosecond()
	}
	b := order.AppendUint32(nil, uint32(at.Unix()))
	b = order.AppendUint32(b, uint32(fraction))
	b = order.AppendUint32(b, uint32(len(frame)))
	b = order.AppendUint32(b, uint32(length))
	if magic == magicModified {
		b = append(b, fill(8)...)
	}
	return append(b, frame...)
}

// capture is a little endian pcap file of Ethernet frames.
func capture(frames ...[]byte) []byte {
	return pcapOf(binary.LittleEndian, magicMicro, 1, frames...)
}

// ngBlock is a block of a pcapng file.
func ngBlock(order binary.AppendByteOrder, kind uint32, body ...[]byte) []byte {
	b := join(body...)
	b = append(b, fill(-len(b)&3)...)
	size := uint32(len(b) + 12)
	return join(order.AppendUint32(nil, kind), order.AppendUint32(nil, size), b, order.AppendUint32(nil, size))
}

func ngSection(order binary.AppendByteOrder) []byte {
	return ngBlock(order, blockSection, order.AppendUint32(nil, byteOrderMagic),
		order.AppendUint16(nil, 1), order.AppendUint16(nil, 0), bytes.Repeat([]byte{0xff}, 8))
}

func ngOption(order binary.AppendByteOrder, code uint16, value []byte) []byte {
	return join(order.AppendUint16(nil, code), order.AppendUint16(nil, uint16(len(value))), value, fill(-len(value)&3))
}

func ngInterface(order binary.AppendByteOrder, link int, options ...[]byte) []byte {
	return ngBlock(order, blockInterface, order.AppendUint16(nil, uint16(link)), fill(2), order.AppendUint32(nil, 0), join(options...))
}

// ngPacket is an enhanced packet block with a time in units of its interface.
func ngPacket(order binary.AppendByteOrder, number int, stamp uint64, frame []byte) []byte {
	return ngBlock(order, blockEnhanced, order.AppendUint32(nil, uint32(number)),
		order.AppendUint32(nil, uint32(stamp>>32)), order.AppendUint32(nil, uint32(stamp)),
		order.AppendUint32(nil, uint32(len(frame))), order.AppendUint32(nil, uint32(len(frame))), frame)
}

// mustRead reads a capture that is expected to be readable.
func mustRead(tb testing.TB, file []byte) Traffic {
	tb.Helper()
	got, err := Read(tb.Context(), bytes.NewReader(file), "line1.pcap", Options{})
	if err != nil {
		tb.Fatal(err)
	}
	checkSums(tb, got)
	return got
}

func sortTraits(list []traits) {
	slices.SortFunc(list, func(a, b traits) int {
		return cmp.Or(strings.Compare(a.MAC, b.MAC), strings.Compare(a.IP, b.IP))
	})
}
