package ledger

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Key signs checkpoints. Its name is the log's origin.
type Key struct {
	signer   note.Signer
	secret   string // as note.NewSigner reads it
	verifier string
}

// NewKey makes a key for a new log, with an origin that no other log has.
func NewKey() (*Key, error) {
	var unique [8]byte
	if _, err := rand.Read(unique[:]); err != nil {
		return nil, fmt.Errorf("make a ledger key: %w", err)
	}
	secret, _, err := note.GenerateKey(rand.Reader, "ringwall/"+hex.EncodeToString(unique[:]))
	if err != nil {
		return nil, fmt.Errorf("make a ledger key: %w", err)
	}
	return ReadKey(secret)
}

// ReadKey reads the text of a signing key.
func ReadKey(text string) (*Key, error) {
	text = strings.TrimSpace(text)
	signer, err := note.NewSigner(text)
	if err != nil {
		return nil, fmt.Errorf("read the ledger key: %w", err)
	}
	verifier, err := verifierOf(signer.Name(), text)
	if err != nil {
		return nil, err
	}
	return &Key{signer, text, verifier}, nil
}

// Secret is the text of the key, for its file.
func (k *Key) Secret() string { return k.secret }

// Origin is the name of the log in its checkpoints.
func (k *Key) Origin() string { return k.signer.Name() }

// Verifier is the public key as text, for whoever checks the log from outside.
func (k *Key) Verifier() string { return k.verifier }

// verifierOf derives the public key of a signing key, which is written as
// "PRIVATE+KEY+<name>+<hash>+<algorithm and seed in base64>".
func verifierOf(name, secret string) (string, error) {
	parts := strings.SplitN(secret, "+", 5) // the base64 text may hold a plus sign
	seed, err := base64.StdEncoding.DecodeString(parts[len(parts)-1])
	if err != nil || len(seed) != 1+ed25519.SeedSize {
		return "", fmt.Errorf("read the ledger key: its seed is damaged")
	}
	public := ed25519.NewKeyFromSeed(seed[1:]).Public().(ed25519.PublicKey)
	return note.NewEd25519VerifierKey(name, public)
}

// Checkpoint commits to the whole log at one size (C2SP tlog-checkpoint).
type Checkpoint struct {
	Origin string
	Size   int64
	Root   Hash
}

// Sign writes the checkpoint as a signed note.
func (k *Key) Sign(size int64, root Hash) ([]byte, error) {
	body := k.Origin() + "\n" + strconv.FormatInt(size, 10) + "\n" + base64.StdEncoding.EncodeToString(root[:]) + "\n"
	signed, err := note.Sign(&note.Note{Text: body}, k.signer)
	if err != nil {
		return nil, fmt.Errorf("sign the checkpoint of %d entries: %w", size, err)
	}
	return signed, nil
}

// OpenCheckpoint checks a signed note against a verifier key and reads it.
func OpenCheckpoint(signed []byte, verifier string) (Checkpoint, error) {
	v, err := note.NewVerifier(verifier)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("read the verifier key: %w", err)
	}
	n, err := note.Open(signed, note.VerifierList(v))
	if err != nil {
		return Checkpoint{}, fmt.Errorf("open the checkpoint: %w", err)
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) < 4 || lines[0] != v.Name() {
		return Checkpoint{}, fmt.Errorf("open the checkpoint: it is not of the log %q", v.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 {
		return Checkpoint{}, fmt.Errorf("open the checkpoint: %q is no size", lines[1])
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != len(Hash{}) {
		return Checkpoint{}, fmt.Errorf("open the checkpoint: %q is no tree hash", lines[2])
	}
	return Checkpoint{Origin: lines[0], Size: size, Root: Hash(root)}, nil
}
