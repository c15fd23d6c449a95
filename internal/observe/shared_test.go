package observe

import (
	"encoding/csv"
	"encoding/hex"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"
)

// sharedCaptures is the folder of real captures that are not part of the
// project: RINGWALL_SHARED names the folder above data/, which is otherwise
// looked for beside the repository.
func sharedCaptures(tb testing.TB) string {
	tb.Helper()
	shared := os.Getenv("RINGWALL_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	dir := filepath.Join(shared, "data", "captures")
	if _, err := os.Stat(dir); err != nil {
		tb.Skipf("the real captures are not there: put them beside the repository or name their folder in RINGWALL_SHARED (%v)", err)
	}
	return dir
}

// readFile reads a capture file.
func readFile(tb testing.TB, path string, opt Options) (Traffic, error) {
	tb.Helper()
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer func() {
		if err := f.Close(); err != nil {
			tb.Error(err)
		}
	}()
	return Read(tb.Context(), f, filepath.Base(path), opt)
}

func TestRealCapturesHaveThePacketsAndEndpointsThatTsharkCounts(t *testing.T) {
	dir := sharedCaptures(t)
	f, err := os.Open(filepath.Join(dir, "expected-endpoints.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(f).ReadAll()
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	if err != nil || len(rows) != 21 {
		t.Fatalf("expected-endpoints.csv has %d rows, want a header and 20 files (%v)", len(rows), err)
	}
	for _, row := range rows[1:] {
		t.Run(row[0], func(t *testing.T) {
			got, err := readFile(t, filepath.Join(dir, row[0]), Options{})
			if err != nil {
				t.Fatal(err)
			}
			c := got.Capture
			for i, have := range []int{int(c.Packets), c.MACs, c.IPv4s} {
				if want, err := strconv.Atoi(row[i+1]); err != nil || have != want {
					t.Errorf("%s: %d, want %d (%v)", rows[0][i+1], have, want, err)
				}
			}
			checkSums(t, got)
		})
	}
}

// checkSums holds a result against the promises that hold for every file.
func checkSums(tb testing.TB, got Traffic) {
	tb.Helper()
	c := got.Capture
	sum := c.Read
	for _, s := range c.Skipped {
		sum += s.Count
	}
	if sum != c.Packets {
		tb.Errorf("%d packets read or skipped, want all %d", sum, c.Packets)
	}
	var partly, flows int64
	for _, s := range c.Partly {
		partly += s.Count
	}
	for _, f := range got.Flows {
		flows += f.PacketsOut + f.PacketsIn
	}
	if partly > c.Read {
		tb.Errorf("%d packets read in part, of %d read", partly, c.Read)
	}
	if flows > c.Read || flows < c.Read && int64(c.Flows) < DefaultBudget.Flows && len(c.Warnings) == 0 {
		tb.Errorf("the flows hold %d packets, want the %d read", flows, c.Read)
	}
	if len(got.Flows) != c.Flows || len(got.Talkers) != c.Talkers {
		tb.Errorf("%d flows and %d talkers listed, want %d and %d", len(got.Flows), len(got.Talkers), c.Flows, c.Talkers)
	}
}

// The decoder of gopacket is another reading of the same headers.
func TestTheHeadersOfRealPacketsAgreeWithGopacket(t *testing.T) {
	dir := sharedCaptures(t)
	for _, name := range []string{"mb2.pcap", "EthernetIP-CIP.pcap", "addroute1.pcapng", "GOOSE.pcap", "profinet.pcap", "fuzz-72.pcap"} {
		f, err := os.Open(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		file, _, err := openFile(newInput(t.Context(), f, 1<<40, Options{}))
		if err != nil {
			t.Fatal(err)
		}
		var rec record
		compared := 0
		for file.next(&rec) == nil {
			compared++
			var got frame
			got.decode(rec.link, rec.data)
			want := gopacket.NewPacket(rec.data, layers.LayerTypeEthernet, gopacket.NoCopy)
			if diff := cmp.Diff(headersOf(want), headersAs(got)); diff != "" {
				t.Errorf("%s, frame %d (-gopacket +ours):\n%s", name, compared, diff)
			}
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
		if compared == 0 {
			t.Errorf("%s: no packet was compared", name)
		}
	}
}

// headers are what both decoders find.
type headers struct {
	Source, Destination End
	Ports               [2]int
	Payload             string
}

func headersAs(f frame) headers {
	h := headers{Source: f.lane.src.end(), Destination: f.lane.dst.end(), Ports: [2]int{int(f.lane.srcPort), int(f.lane.dstPort)}}
	if h.Ports != [2]int{} {
		h.Payload = hex.EncodeToString(f.payload)
	}
	return h
}

func headersOf(p gopacket.Packet) headers {
	var h headers
	for _, layer := range p.Layers() {
		switch l := layer.(type) {
		case *layers.Ethernet:
			h.Source.MAC, h.Destination.MAC = l.SrcMAC.String(), l.DstMAC.String()
		case *layers.IPv4:
			h.Source.IP, h.Destination.IP = l.SrcIP.String(), l.DstIP.String()
		case *layers.IPv6:
			h.Source.IP, h.Destination.IP = l.SrcIP.String(), l.DstIP.String()
		case *layers.TCP:
			h.Ports, h.Payload = [2]int{int(l.SrcPort), int(l.DstPort)}, hex.EncodeToString(l.Payload)
		case *layers.UDP:
			h.Ports, h.Payload = [2]int{int(l.SrcPort), int(l.DstPort)}, hex.EncodeToString(l.Payload)
		}
	}
	return h
}
