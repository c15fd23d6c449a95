package observe

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// crowd is a capture in which n clients ask n servers, each at a port of its own.
func crowd(n int) []byte {
	var frames [][]byte
	for i := range n {
		client, server := fmt.Sprintf("10.1.%d.%d", i/250, i%250+1), fmt.Sprintf("10.2.%d.%d", i/250, i%250+1)
		frames = append(frames, eth(hmiMAC, plcMAC, typeIPv4, ip4(client, server, protoTCP, tcpHeader(50000, 10000+i, synFlag))))
	}
	return capture(frames...)
}

func TestALimitThatIsExceededIsNamed(t *testing.T) {
	file := crowd(10)
	tests := []struct {
		name   string
		budget Budget
		want   error
	}{
		{"as many packets as allowed", Budget{Packets: 10}, nil},
		{"one packet more", Budget{Packets: 9}, LimitError{"packets", 9}},
		{"as many bytes as allowed", Budget{Bytes: int64(len(file))}, nil},
		{"one byte more", Budget{Bytes: int64(len(file)) - 1}, LimitError{"bytes", int64(len(file)) - 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read(t.Context(), bytes.NewReader(file), "crowd.pcap", Options{Budget: tt.budget})
			var limit LimitError
			if tt.want == nil && err != nil || tt.want != nil && (!errors.As(err, &limit) || limit != tt.want) {
				t.Errorf("Read: %v, want %v", err, tt.want)
			}
		})
	}
}

func TestMoreTalkersAndFlowsThanAllowedAreCountedButNotKept(t *testing.T) {
	got, err := Read(t.Context(), bytes.NewReader(crowd(10)), "crowd.pcap", Options{Budget: Budget{Talkers: 6, Flows: 4}})
	if err != nil {
		t.Fatal(err)
	}
	c := got.Capture
	if c.Packets != 10 || c.Read != 10 || len(got.Talkers) != 6 || c.Talkers != 6 || len(got.Flows) != 4 || c.Flows != 4 || c.IPv4s != 6 {
		t.Errorf("%d packets, %d read, %d talkers, %d flows, %d addresses", c.Packets, c.Read, len(got.Talkers), len(got.Flows), c.IPv4s)
	}
	want := []string{
		"there are more than 6 talkers; the others, in 7 packets, were not kept",
		"there are more than 4 flows; the others, in 6 packets, were not kept",
		"there are more addresses than were counted",
	}
	if diff := cmp.Diff(want, c.Warnings); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}

func TestReadingCanBeStopped(t *testing.T) {
	stopped := errors.New("stopped by the user")
	file := bytes.Repeat(fromHMI(502, ackFlag), 1)
	long := append(capture(), bytes.Repeat(pcapRecord(binary.LittleEndian, magicMicro, start, len(file), file), 100_000)...)
	ctx, cancel := context.WithCancelCause(t.Context())
	calls := 0
	_, err := Read(ctx, bytes.NewReader(long), "long.pcap", Options{Progress: func(int64, int64) {
		if calls++; calls == 2 {
			cancel(stopped)
		}
	}})
	if !errors.Is(err, stopped) || calls != 2 {
		t.Errorf("Read: %v after %d calls", err, calls)
	}
	if _, err := Read(ctx, bytes.NewReader(long), "long.pcap", Options{}); !errors.Is(err, stopped) {
		t.Errorf("Read after the end: %v", err)
	}
}

func TestProgressGoesFromTheBeginningToTheEnd(t *testing.T) {
	frame := fromHMI(502, ackFlag)
	long := append(capture(), bytes.Repeat(pcapRecord(binary.LittleEndian, magicMicro, start, len(frame), frame), 60_000)...)
	size := int64(len(long))
	var steps []int64
	_, err := Read(t.Context(), bytes.NewReader(long), "long.pcap", Options{Size: size, Progress: func(done, total int64) {
		if total != size {
			t.Errorf("total %d, want %d", total, size)
		}
		steps = append(steps, done)
	}})
	if err != nil {
		t.Fatal(err)
	}
	if len(steps) < 4 || !slices.IsSorted(steps) || steps[len(steps)-1] != size {
		t.Errorf("steps %v to %d", steps, size)
	}
}

// repeated is a capture of the same packets over and over, without being held
// in memory.
func repeated(packets []byte, times int) io.Reader {
	readers := []io.Reader{bytes.NewReader(capture())}
	for range times {
		readers = append(readers, bytes.NewReader(packets))
	}
	return io.MultiReader(readers...)
}

func TestMemoryDoesNotGrowWithTheLengthOfACapture(t *testing.T) {
	// Every packet opens another connection, which is the worst for a reader.
	var packets []byte
	for i := range 60_000 {
		f := between("192.168.1.1", "192.168.1.2", protoTCP, 1024+i, 502, synFlag)
		packets = append(packets, pcapRecord(binary.LittleEndian, magicMicro, start, len(f), f)...)
	}
	grown := func(times int) uint64 {
		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		var peak uint64
		got, err := Read(t.Context(), repeated(packets, times), "long.pcap", Options{Progress: func(int64, int64) {
			runtime.ReadMemStats(&after)
			peak = max(peak, after.HeapInuse-min(before.HeapInuse, after.HeapInuse))
		}})
		if err != nil || got.Capture.Packets != int64(60_000*times) || len(got.Flows) != 1 {
			t.Fatalf("%d packets, %d flows, %v", got.Capture.Packets, len(got.Flows), err)
		}
		return peak
	}
	short, long := grown(4), grown(16)
	if long > short+16<<20 {
		t.Errorf("a capture four times as long takes %d MiB instead of %d", long>>20, short>>20)
	}
}

func TestTheCacheOfConversationsIsBounded(t *testing.T) {
	sums := newTable(DefaultBudget, nil)
	var f frame
	for i := range 2 * maxLanes {
		packet := between("192.168.1.1", "192.168.1.2", protoTCP, 1024+i%60_000, 502+i/60_000, synFlag)
		f.decode(1, packet)
		sums.add(&f, &record{data: packet, length: len(packet)}, int64(i+1))
	}
	if len(sums.lanes) > maxLanes || len(sums.flows) != 3 {
		t.Errorf("%d conversations of at most %d, %d flows, want 3", len(sums.lanes), maxLanes, len(sums.flows))
	}
}

func TestTheSameCaptureGivesTheSameResult(t *testing.T) {
	file := crowd(300)
	want := mustRead(t, file)
	for range 5 {
		if diff := cmp.Diff(want, mustRead(t, file)); diff != "" {
			t.Fatalf("results differ:\n%s", diff)
		}
	}
	shared := capture(
		between("192.168.1.1", "192.168.1.2", protoTCP, 8000, 7000, ackFlag),
		between("192.168.1.3", "192.168.1.2", protoTCP, 8001, 7000, ackFlag),
		between("192.168.1.2", "192.168.1.4", protoTCP, 7000, 8002, ackFlag),
		between("192.168.1.5", "192.168.1.4", protoTCP, 8003, 8002, ackFlag),
		between("192.168.1.5", "192.168.1.6", protoTCP, 8003, 7000, ackFlag),
	)
	want = mustRead(t, shared)
	for range 50 {
		if diff := cmp.Diff(want, mustRead(t, shared)); diff != "" {
			t.Fatalf("results differ:\n%s", diff)
		}
	}
}

func TestNoDamageBreaksTheCounts(t *testing.T) {
	le := binary.LittleEndian
	frames := [][]byte{
		fromHMI(502, synFlag), fromPLC(502, synFlag|ackFlag), arpFrame(1, plcMAC, plcIP, everybody, hmiIP),
		lldpFrame(lldpTLV(5, []byte("SW-01")), lldpTLV(7, u16(4), u16(4))),
		eth(hmiMAC, plcMAC, 0x8100, tag(5, typeIPv6, ip6("fe80::1", "ff02::1", 0, []byte{58, 0, 0, 0, 0, 0, 0, 0, 136, 0, 0, 0}, fill(20)))),
	}
	ng := join(ngSection(le), ngInterface(le, 1))
	for _, f := range frames {
		ng = append(ng, ngPacket(le, 0, 1e15, f)...)
	}
	dice := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		file := slices.Clone([][]byte{capture(frames...), ng}[dice.IntN(2)])
		for range 1 + dice.IntN(6) {
			// The first bytes stay, or it would be no capture any more.
			file[4+dice.IntN(len(file)-4)] = byte(dice.Uint32())
		}
		file = file[:24+dice.IntN(len(file)-23)]
		got, err := Read(t.Context(), bytes.NewReader(file), "damaged", Options{})
		if err != nil {
			t.Fatalf("%x: %v", file, err)
		}
		if checkSums(t, got); t.Failed() {
			t.Fatalf("%x", file)
		}
	}
}
