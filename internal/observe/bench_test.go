//go:build unix

package observe

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// plantTraffic is a capture of n packets as a plant sends them: 40 controllers
// that are polled by 5 stations in small packets, some in a VLAN, some GOOSE.
func plantTraffic(n int) []byte {
	var frames [][]byte
	for i := range 5 {
		for j := range 40 {
			station, controller := fmt.Sprintf("10.1.0.%d", i+1), fmt.Sprintf("10.2.0.%d", j+1)
			port := []int{502, 102, 44818, 2404}[j%4]
			ask := ip4(station, controller, protoTCP, tcpHeader(50000+j, port, ackFlag, fill(24)))
			answer := ip4(controller, station, protoTCP, tcpHeader(port, 50000+j, ackFlag, fill(180)))
			a, b := fmt.Sprintf("00:0c:29:01:00:%02x", i), fmt.Sprintf("00:1b:1b:02:00:%02x", j)
			if j%8 == 0 {
				frames = append(frames, eth(a, b, 0x8100, tag(10, typeIPv4, ask)), eth(b, a, 0x8100, tag(10, typeIPv4, answer)))
				continue
			}
			frames = append(frames, eth(a, b, typeIPv4, ask), eth(b, a, typeIPv4, answer))
		}
		frames = append(frames, eth(fmt.Sprintf("00:a0:f4:03:00:%02x", i), "01:0c:cd:01:00:01", 0x88b8, fill(120)))
	}
	file := capture()
	for i := range n {
		f := frames[i%len(frames)]
		file = append(file, pcapRecord(binary.LittleEndian, magicMicro, start, len(f), f)...)
	}
	return file
}

func BenchmarkRead(b *testing.B) {
	readOverAndOver(b, plantTraffic(200_000))
}

// BenchmarkReadReal reads the largest of the real captures.
func BenchmarkReadReal(b *testing.B) {
	file, err := os.ReadFile(filepath.Join(sharedCaptures(b), "mb2.pcap"))
	if err != nil {
		b.Fatal(err)
	}
	readOverAndOver(b, file)
}

// readOverAndOver reports megabytes and packets per second of processor time,
// which a busy machine does not change.
func readOverAndOver(b *testing.B, file []byte) {
	b.ReportAllocs()
	var packets int64
	before := processorTime(b)
	for b.Loop() {
		got, err := Read(b.Context(), bytes.NewReader(file), "plant.pcap", Options{})
		if err != nil || got.Capture.Read != got.Capture.Packets {
			b.Fatalf("%d of %d packets read, %v", got.Capture.Read, got.Capture.Packets, err)
		}
		packets += got.Capture.Read
	}
	used := (processorTime(b) - before).Seconds()
	b.ReportMetric(float64(b.N)*float64(len(file))/1e6/used, "MB/CPU-s")
	b.ReportMetric(float64(packets)/1e6/used, "Mpackets/CPU-s")
}

func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		b.Fatal(err)
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}

func BenchmarkFrame(b *testing.B) {
	packet := fromHMI(502, ackFlag, fill(24))
	var f frame
	b.ReportAllocs()
	for b.Loop() {
		f.decode(1, packet)
	}
}
