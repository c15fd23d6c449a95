package observe

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
)

// A protocol of the tests: "?x" asks for x, "!x" answers with it, "=x" writes
// it, and an answer names the device. It counts its packets.
type quiz struct{ packets *int }

func (q quiz) Decode(p *Packet, tell *Teller) {
	*q.packets++
	switch text := string(p.Payload); text[0] {
	case '?':
		tell.Request()
		tell.Function(plant.FunctionRead)
	case '=':
		tell.Request()
		tell.Function(plant.FunctionWrite)
	case '!':
		tell.Answer()
		tell.Source("model", text[1:], plant.Confirmed)
		tell.Module("3", "serial", "77", plant.Likely)
		tell.Destination("name", "the one who asked", plant.Guess)
	}
}

func quizProtocol(packets *int) []Protocol {
	return []Protocol{{
		Name:  "quiz",
		Wants: func(c Conversation) bool { return c.Has("tcp", 7000) },
		New:   func() Decoder { return quiz{packets} },
	}}
}

func TestWhatADecoderTellsLandsWhereItBelongs(t *testing.T) {
	const a, b = "192.168.1.1", "192.168.1.2"
	packets := 0
	file := capture(
		between(b, a, protoTCP, 7000, 8000, ackFlag, []byte("!X20")),
		between(a, b, protoTCP, 8000, 7000, ackFlag, []byte("?model")),
		between(b, a, protoTCP, 7000, 8000, ackFlag, []byte("!X20")),
		between(a, b, protoTCP, 8000, 7000, ackFlag),
		between(a, b, protoTCP, 8001, 7000, ackFlag, []byte("=x")),
		between(a, b, protoTCP, 8000, 502, ackFlag, []byte("?not wanted")),
		between(a, b, protoUDP, 8000, 7000, 0, []byte("?not wanted")),
	)
	got, err := Read(t.Context(), bytes.NewReader(file), "quiz.pcap", Options{Decoders: quizProtocol(&packets)})
	if err != nil {
		t.Fatal(err)
	}
	if packets != 4 {
		t.Errorf("the decoder saw %d packets, want the 4 with a payload", packets)
	}
	f := got.Flows[0]
	wantUses := []Use{{plant.FunctionRead, 1, 2}, {plant.FunctionWrite, 1, 5}}
	if f.Server.IP != b || f.Known != ByRole || f.PacketsOut != 3 || f.PacketsIn != 2 || !cmp.Equal(f.Functions, wantUses) {
		t.Errorf("flow %+v", f)
	}
	want := map[string][]Attribute{
		a: {{Name: "name", Value: "the one who asked", Protocol: "quiz", Frame: 1, Confidence: plant.Guess}},
		b: {
			{Name: "model", Value: "X20", Protocol: "quiz", Frame: 1, Confidence: plant.Confirmed},
			{Name: "serial", Value: "77", Module: "3", Protocol: "quiz", Frame: 1, Confidence: plant.Likely},
		},
	}
	for _, w := range got.Talkers {
		if diff := cmp.Diff(want[w.IP], w.Attributes); diff != "" {
			t.Errorf("attributes of %s (-want +got):\n%s", w.IP, diff)
		}
	}
}

func TestADecoderCannotFillTheMemory(t *testing.T) {
	var frames [][]byte
	for i := range 10 {
		frames = append(frames, between("192.168.1.2", "192.168.1.1", protoTCP, 7000, 8000, ackFlag, fmt.Appendf(nil, "!%d", i), []byte(strings.Repeat("x", 2000)[:600])))
	}
	packets := 0
	got, err := Read(t.Context(), bytes.NewReader(capture(frames...)), "quiz.pcap", Options{Budget: Budget{Attributes: 5}, Decoders: quizProtocol(&packets)})
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range got.Talkers {
		if len(w.Attributes) > 5 || slices.ContainsFunc(w.Attributes, func(a Attribute) bool { return len(a.Value) > maxValue }) {
			t.Errorf("%s has %d attributes", w.IP, len(w.Attributes))
		}
	}
	if want := []string{"some talkers disclose more than 5 attributes: the rest was not kept"}; !cmp.Equal(got.Capture.Warnings, want) {
		t.Errorf("warnings %v, want %v", got.Capture.Warnings, want)
	}
}

func TestTextsFromTheWireAreMadeReadable(t *testing.T) {
	for text, want := range map[string]string{
		"  SIMATIC\x00\x00 300 \r\n": "SIMATIC 300",
		"Förderband 2":               "Förderband 2",
		"bad \xff\xfe bytes":         "bad bytes",
		"\x1b[31mred":                "[31mred",
		"\u202egnp.exe":              "gnp.exe",
		"\x00\x01":                   "",
	} {
		if got := printable(text); got != want {
			t.Errorf("printable(%q) = %q, want %q", text, got, want)
		}
	}
}
