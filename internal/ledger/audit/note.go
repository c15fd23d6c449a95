package audit

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// verifier is a public key with the name of the log that it belongs to.
type verifier struct {
	name string
	id   []byte // four bytes that a signature names the key by
	key  ed25519.PublicKey
}

// readVerifier reads "<name>+<id in hex>+<1 and the key in base64>" (C2SP
// signed-note, "Verifier keys").
func readVerifier(s string) (verifier, error) {
	bad := fmt.Errorf("%q is no verifier key of a log", s)
	parts := strings.SplitN(strings.TrimSpace(s), "+", 3)
	if len(parts) != 3 {
		return verifier{}, bad
	}
	id, err := hex.DecodeString(parts[1])
	if err != nil || len(id) != 4 {
		return verifier{}, bad
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != 1 {
		return verifier{}, bad
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	if string(sum[:4]) != string(id) {
		return verifier{}, bad
	}
	return verifier{name: parts[0], id: id, key: key[1:]}, nil
}

// checkpoint is what a signed note commits to.
type checkpoint struct {
	size int64
	root []byte
}

var (
	errSignature = errors.New("its signature does not match")
	errForm      = errors.New("it is no checkpoint of this log")
)

// open checks the signature of a note and reads it as a checkpoint: origin,
// size and tree hash, a line each; an empty line; signatures.
func (v verifier) open(note string) (checkpoint, error) {
	end := strings.Index(note, "\n\n")
	if end < 0 {
		return checkpoint{}, errForm
	}
	body, signatures := note[:end+1], note[end+2:]
	if !v.signed(body, signatures) {
		return checkpoint{}, errSignature
	}
	lines := strings.Split(body, "\n")
	if len(lines) != 4 || lines[0] != v.name {
		return checkpoint{}, errForm
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return checkpoint{}, errForm
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != sha256.Size {
		return checkpoint{}, errForm
	}
	return checkpoint{size, root}, nil
}

// signed looks for the log's own signature: "— <name> <key id and signature in
// base64>". Signatures of others may stand beside it.
func (v verifier) signed(body, signatures string) bool {
	good := false
	for line := range strings.Lines(signatures) {
		line, ended := strings.CutSuffix(line, "\n")
		rest, ok := strings.CutPrefix(line, "— ")
		if !ended || !ok {
			return false
		}
		name, encoded, _ := strings.Cut(rest, " ")
		b, err := base64.StdEncoding.DecodeString(encoded)
		if err != nil || len(b) < 5 {
			return false
		}
		if name != v.name || binary.BigEndian.Uint32(b) != binary.BigEndian.Uint32(v.id) {
			continue
		}
		if len(b) != 4+ed25519.SignatureSize || !ed25519.Verify(v.key, []byte(body), b[4:]) {
			return false
		}
		good = true
	}
	return good
}
