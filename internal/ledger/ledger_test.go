package ledger

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

func TestTheLeafOfAnEntryIsWrittenInOneWay(t *testing.T) {
	at := time.Date(2026, 11, 24, 9, 5, 7, 123456789, time.FixedZone("CET", 3600))
	for _, c := range []struct {
		name  string
		entry Entry
		want  string
	}{
		{"what is empty is left out", Entry{Seq: 1, At: at}, `{"seq":1,"at":"2026-11-24T08:05:07.123456Z"}`},
		{
			"all members, in order",
			Entry{Seq: 9, At: at, Org: "o", Site: "s", Actor: "a", Name: "n", Session: "e", Verb: "v", Subject: "u", Note: "t", Undoes: 3, Changes: 2, Digest: "d", ClockBack: true},
			`{"seq":9,"at":"2026-11-24T08:05:07.123456Z","org":"o","site":"s","actor":"a","name":"n","session":"e","verb":"v","subject":"u","note":"t","undoes":3,"changes":2,"digest":"d","clockBack":true}`,
		},
		{"only what must be escaped is", Entry{Seq: 1, At: at, Note: "é<&>\u2028\"\\\b\t\n\f\r\x01\x1f"}, `{"seq":1,"at":"2026-11-24T08:05:07.123456Z","note":"é<&>` + "\u2028" + `\"\\\b\t\n\f\r\u0001\u001f"}`},
	} {
		if got := string(c.entry.Leaf()); got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.name, got, c.want)
		}
	}
}

func TestTheLeafOfAChangeHoldsADigestOfTheValue(t *testing.T) {
	c := Change{Seq: 5, N: 2, Kind: "zone", Site: "s", ID: "i", Key: "Z-02", Version: 3, Doc: []byte("{}")}
	const want = `{"kind":"zone","site":"s","id":"i","key":"Z-02","version":3,"doc":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"}`
	if got := string(c.Leaf()); got != want {
		t.Errorf("the leaf is %s", got)
	}
	c.Doc = nil
	if got := string(c.Leaf()); strings.Contains(got, "doc") {
		t.Errorf("the leaf of a deletion is %s", got)
	}
}

// TestTheTreeIsTheOneOfRFC6962 grows a tree leaf by leaf and compares it, its
// stored hashes and its proofs with those of an implementation that reads
// everything.
func TestTheTreeIsTheOneOfRFC6962(t *testing.T) {
	var tree Tree
	var stored []Hash
	read := func(indexes []int64) ([]Hash, error) {
		var list []Hash
		for _, i := range indexes {
			if i >= int64(len(stored)) {
				return nil, errors.New("not stored")
			}
			list = append(list, stored[i])
		}
		return list, nil
	}
	for n := range int64(130) {
		want, err := tlog.TreeHash(n, tlog.HashReaderFunc(read))
		if n > 0 && (err != nil || want != tree.Root()) {
			t.Fatalf("the root of %d leaves differs: %v", n, err)
		}
		b, err := tree.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		if tree, err = ReadTree(n, b); err != nil {
			t.Fatal(err)
		}
		leaf := []byte(fmt.Sprint("leaf ", n))
		whole, err := tlog.StoredHashes(n, leaf, tlog.HashReaderFunc(read))
		if err != nil {
			t.Fatal(err)
		}
		done, at := tree.Append(HashLeaf(leaf))
		if at != int64(len(stored)) || fmt.Sprint(done) != fmt.Sprint(whole) {
			t.Fatalf("leaf %d stores %v at %d, want %v at %d", n, done, at, whole, len(stored))
		}
		stored = append(stored, done...)
	}
	for i := range tree.Size {
		p, err := Prove(i, tree.Size, read)
		if err != nil || p.Check() != nil {
			t.Errorf("the proof of leaf %d fails: %v", i, err)
		}
		p.Leaf[0]++
		if p.Check() == nil {
			t.Errorf("a proof of another leaf %d holds", i)
		}
	}
	if _, err := Prove(tree.Size, tree.Size, read); !errors.Is(err, ErrNotInTree) {
		t.Errorf("a proof beyond the end gives %v", err)
	}
	if _, err := ReadTree(3, make([]byte, 32)); err == nil {
		t.Error("a frontier of the wrong size was read")
	}
	const empty = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" // RFC 6962, section 2.1: the hash of nothing
	if got := (Tree{}).Root().String(); got != empty {
		t.Errorf("the root of no leaves is %s", got)
	}
}

func TestAKeyIsReadBackAsItWasWritten(t *testing.T) {
	for range 50 { // base64 may hold the sign that divides the parts of a key
		key, err := NewKey()
		if err != nil {
			t.Fatal(err)
		}
		again, err := ReadKey(key.Secret() + "\n")
		if err != nil || again.Verifier() != key.Verifier() || again.Origin() != key.Origin() {
			t.Fatalf("read back as %v: %v", again, err)
		}
		signed, err := key.Sign(7, HashLeaf(nil))
		if err != nil {
			t.Fatal(err)
		}
		cp, err := OpenCheckpoint(signed, key.Verifier())
		if err != nil || cp != (Checkpoint{key.Origin(), 7, HashLeaf(nil)}) {
			t.Fatalf("the checkpoint is %+v: %v", cp, err)
		}
	}
	if _, err := ReadKey("PRIVATE+KEY+x"); err == nil {
		t.Error("half a key was read")
	}
}

func FuzzOpenCheckpoint(f *testing.F) {
	key, err := NewKey()
	if err != nil {
		f.Fatal(err)
	}
	signed, err := key.Sign(7, HashLeaf(nil))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(signed)
	f.Fuzz(func(t *testing.T, b []byte) {
		if cp, err := OpenCheckpoint(b, key.Verifier()); err == nil && (cp.Size != 7 || cp.Root != HashLeaf(nil)) {
			t.Errorf("a checkpoint was forged: %+v", cp)
		}
	})
}
