package audit

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// TestTheTreesAgree compares this package's own tree with the library that the
// writer uses: roots of every size, and the order in which subtrees complete.
func TestTheTreesAgree(t *testing.T) {
	var mine tree
	var stored []tlog.Hash
	read := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var list []tlog.Hash
		for _, i := range indexes {
			list = append(list, stored[i])
		}
		return list, nil
	})
	for n := range int64(300) {
		if n > 0 {
			root, err := tlog.TreeHash(n, read)
			if err != nil || !bytes.Equal(root[:], mine.root()) {
				t.Fatalf("the roots of %d leaves differ: %v", n, err)
			}
		}
		leaf := []byte(fmt.Sprint("leaf ", n))
		want, err := tlog.StoredHashes(n, leaf, read)
		if err != nil {
			t.Fatal(err)
		}
		got := [][]byte{leafHash(leaf)}
		if err := mine.push(got[0], func(h []byte) ([]byte, error) { got = append(got, h); return h, nil }); err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want) {
			t.Fatalf("leaf %d completes %d subtrees, want %d", n, len(got), len(want))
		}
		for i := range want {
			if !bytes.Equal(got[i], want[i][:]) {
				t.Fatalf("hash %d of leaf %d differs", i, n)
			}
		}
		stored = append(stored, want...)
	}
}

// sign makes a checkpoint with the library that the writer uses.
func sign(t testing.TB, text string) (signed, verifier string) {
	t.Helper()
	secret, public, err := note.GenerateKey(rand.Reader, "ringwall/test")
	if err != nil {
		t.Fatal(err)
	}
	signer, err := note.NewSigner(secret)
	if err != nil {
		t.Fatal(err)
	}
	b, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		t.Fatal(err)
	}
	return string(b), public
}

func TestOnlyTheLogsOwnSignatureCounts(t *testing.T) {
	body := "ringwall/test\n7\n" + strings.Repeat("A", 43) + "=\n"
	signed, public := sign(t, body)
	v, err := readVerifier(public)
	if err != nil {
		t.Fatal(err)
	}
	if cp, err := v.open(signed); err != nil || cp.size != 7 {
		t.Errorf("a good checkpoint is %+v: %v", cp, err)
	}
	stranger, _ := sign(t, body)
	_, witness, _ := strings.Cut(stranger, "\n\n")
	if _, err := v.open(signed + strings.Replace(witness, "ringwall/test", "witness", 1)); err != nil {
		t.Errorf("a witness beside the log's signature is refused: %v", err)
	}
	for name, bad := range map[string]string{
		"signed by a stranger":  stranger,
		"without a signature":   body + "\n",
		"of another size":       strings.Replace(signed, "\n7\n", "\n8\n", 1),
		"without its last line": strings.TrimSuffix(signed, "\n"),
		"with nothing":          "",
	} {
		if cp, err := v.open(bad); err == nil {
			t.Errorf("a checkpoint %s is taken as %+v", name, cp)
		}
	}
	for _, text := range []string{"ringwall/other\n7\n" + strings.Repeat("A", 43) + "=\n", "ringwall/test\n07\n" + strings.Repeat("A", 43) + "=\n", "ringwall/test\n7\nAAAA\n", "ringwall/test\n"} {
		signed, public := sign(t, text)
		v, err := readVerifier(public)
		if err != nil {
			t.Fatal(err)
		}
		if cp, err := v.open(signed); err == nil {
			t.Errorf("%q is taken as a checkpoint %+v", text, cp)
		}
	}
	for _, bad := range []string{"", "x", "x+0+y", strings.Replace(public, "ringwall", "another", 1), public[:len(public)-4]} {
		if _, err := readVerifier(bad); err == nil {
			t.Errorf("%q is taken as a verifier key", bad)
		}
	}
}

func FuzzOpen(f *testing.F) {
	signed, public := sign(f, "ringwall/test\n7\n"+strings.Repeat("A", 43)+"=\n")
	v, err := readVerifier(public)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(signed)
	f.Add("")
	f.Fuzz(func(t *testing.T, s string) {
		if cp, err := v.open(s); err == nil && cp.size != 7 {
			t.Errorf("a checkpoint was forged: %+v", cp)
		}
	})
}

func FuzzReadDoc(f *testing.F) {
	f.Add(`{"subject":{"kind":"zone","id":"1"},"tags":["a"],"modules":[{"name":"x"}]}`)
	f.Fuzz(func(_ *testing.T, s string) {
		d, err := readDoc(s)
		if err != nil {
			return
		}
		search(d)
		subject("subject", "zone")(d)
		d.without("subject.kind").dense()
	})
}
