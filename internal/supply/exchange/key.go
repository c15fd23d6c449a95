package exchange

import (
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
)

// signedAs stands before the manifest when it is signed, so that a signature can
// never be taken for one of something else.
const signedAs = "ringwall package manifest, version 1\n"

// Root is the secret out of which the keys of all organisations of one
// installation come.
type Root struct{ seed [32]byte }

const rootMark = "RINGWALL-EXCHANGE-KEY-1 "

// NewRoot makes the secret of a new installation.
func NewRoot() (*Root, error) {
	var r Root
	if _, err := rand.Read(r.seed[:]); err != nil {
		return nil, fmt.Errorf("make an exchange key: %w", err)
	}
	return &r, nil
}

// ReadRoot reads the text of the secret.
func ReadRoot(text string) (*Root, error) {
	encoded, ok := strings.CutPrefix(strings.TrimSpace(text), rootMark)
	seed, err := base64.StdEncoding.Strict().DecodeString(encoded)
	if !ok || err != nil || len(seed) != len(Root{}.seed) {
		return nil, fmt.Errorf("this is no exchange key, or a damaged one: put the file back from the backup")
	}
	return &Root{[32]byte(seed)}, nil
}

// Secret is the text of the secret, for its file.
func (r *Root) Secret() string { return rootMark + base64.StdEncoding.EncodeToString(r.seed[:]) }

// For is the key of one organisation. The key of one tells nothing of another's.
func (r *Root) For(organisation string) (Key, error) {
	seed, err := hkdf.Key(sha256.New, r.seed[:], nil, "ringwall exchange key of organisation "+organisation, ed25519.SeedSize)
	if err != nil {
		return Key{}, fmt.Errorf("derive the exchange key: %w", err)
	}
	return Key{ed25519.NewKeyFromSeed(seed)}, nil
}

// Key signs packages.
type Key struct{ private ed25519.PrivateKey }

// NewKey makes a key out of nothing, for tests and for those who keep keys elsewhere.
func NewKey() (Key, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return Key{}, fmt.Errorf("make an exchange key: %w", err)
	}
	return Key{private}, nil
}

// Public is the public key, in base64.
func (k Key) Public() string {
	return base64.StdEncoding.EncodeToString(k.private.Public().(ed25519.PublicKey))
}

// Fingerprint is that of the public key.
func (k Key) Fingerprint() string {
	words, _ := Fingerprint(k.Public())
	return words
}

func (k Key) sign(manifest []byte) []byte {
	return ed25519.Sign(k.private, append([]byte(signedAs), manifest...))
}

// Fingerprint is eight words by which people compare a public key on the
// telephone: 128 bits of its SHA-256, spelt in syllables that can be spoken.
func Fingerprint(public string) (string, error) {
	key, err := publicKey(public)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(key)
	words := make([]string, 8)
	for i := range words {
		words[i] = spoken(uint16(sum[2*i])<<8 | uint16(sum[2*i+1]))
	}
	return strings.Join(words, "-"), nil
}

// spoken spells 16 bits as five letters, consonants and vowels by turns.
func spoken(n uint16) string {
	const consonants, vowels = "bdfghjklmnprstvz", "aiou"
	return string([]byte{consonants[n>>12], vowels[n>>10&3], consonants[n>>6&15], vowels[n>>4&3], consonants[n&15]})
}

// ParsePublic reads a public key in base64.
func publicKey(s string) (ed25519.PublicKey, error) {
	key, err := base64.StdEncoding.Strict().DecodeString(s)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return nil, fmt.Errorf("%q is no Ed25519 public key in base64", clip(s))
	}
	return key, nil
}

// SameKey says whether words that somebody gives, a fingerprint or a public key
// in base64, name the key.
func SameKey(public, words string) bool {
	words = strings.TrimSpace(words)
	if words == public {
		return true
	}
	fingerprint, err := Fingerprint(public)
	spoken := strings.Join(strings.FieldsFunc(strings.ToLower(words), func(r rune) bool { return r < 'a' || r > 'z' }), "-")
	return err == nil && spoken == fingerprint
}

func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
