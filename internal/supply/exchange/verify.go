package exchange

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
)

// Report is what became of the check of a package.
type Report struct {
	Whole bool `json:"whole"` // nothing is wrong with it
	// Manifest is nil when it could not be read.
	Manifest    *Manifest `json:"manifest,omitempty"`
	Digest      string    `json:"digest,omitempty"` // SHA-256 of the manifest, hex
	Fingerprint string    `json:"fingerprint,omitempty"`
	Bytes       int64     `json:"bytes"`
	Faults      []Fault   `json:"faults"`
}

// Fault is one thing that is wrong with a package.
type Fault struct {
	Code FaultCode `json:"code"`
	Path string    `json:"path,omitempty"` // of the part
	Text string    `json:"text"`
}

// FaultCode is the kind of a fault.
type FaultCode string

// The kinds of fault.
const (
	NoPackage    FaultCode = "no-package" // another kind of file, or one cut off at its beginning
	TooBig       FaultCode = "too-big"
	BadManifest  FaultCode = "manifest"
	BadSignature FaultCode = "signature"
	BadPath      FaultCode = "path"
	BadPart      FaultCode = "part"  // a part is not what the manifest says
	BadFrame     FaultCode = "frame" // a byte around the parts was altered
	BadContent   FaultCode = "content"
	OtherKey     FaultCode = "other-key"
)

// verifying is a package under check.
type verifying struct {
	ctx     context.Context //nolint:containedctx // lives as long as the check
	r       io.ReaderAt
	size    int64
	budget  Budget
	report  Report
	entries []entry
	starts  map[string]int64 // where the bytes of a part begin
}

// Verify checks a package and names everything that is wrong with it. It proves
// that the package is whole and signed with the key that it names; whose key
// that is, its fingerprint shows.
func Verify(ctx context.Context, r io.ReaderAt, size int64, b Budget) (Report, error) {
	v, err := verify(ctx, r, size, b)
	return v.report, err
}

func verify(ctx context.Context, r io.ReaderAt, size int64, b Budget) (*verifying, error) {
	v := &verifying{ctx: ctx, r: r, size: size, budget: b, report: Report{Bytes: size, Faults: []Fault{}}, starts: map[string]int64{}}
	err := v.all()
	v.report.Whole = err == nil && len(v.report.Faults) == 0
	return v, err
}

func (v *verifying) fault(code FaultCode, path, format string, args ...any) {
	v.report.Faults = append(v.report.Faults, Fault{code, path, fmt.Sprintf(format, args...)})
}

// all goes through the file from its first byte to its last. The error is one of
// reading, not of the package.
func (v *verifying) all() error {
	if v.size > v.budget.Bytes {
		v.fault(TooBig, "", "The file is larger than %d MiB, and no package is.", v.budget.Bytes>>20)
		return nil
	}
	manifest, at, err := v.small(manifestPath, 0, v.budget.Manifest)
	if manifest == nil || err != nil {
		return err
	}
	signature, at, err := v.small(signaturePath, at, 1<<10)
	if err != nil {
		return err
	}
	if !v.manifest(manifest) {
		return nil
	}
	v.signature(manifest, signature)
	if signature == nil {
		return nil
	}
	for _, p := range v.report.Manifest.Parts {
		if at, err = v.part(p, at); err != nil {
			return err
		}
	}
	return v.end(at)
}

// small reads one of the two parts at the beginning, whose size only its own
// header tells.
func (v *verifying) small(path string, at, most int64) ([]byte, int64, error) {
	head := make([]byte, localSize)
	if ok, err := v.read(head, at); !ok || err != nil {
		v.fault(NoPackage, path, "The file ends before its %s: it is cut off, or no package.", path)
		return nil, at, err
	}
	size := int64(binary.LittleEndian.Uint32(head[22:]))
	if !bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		v.fault(NoPackage, path, "The file does not hold %s where a package has it: it is no package, or was packed anew.", path)
		return nil, at, nil
	}
	if size > most {
		v.fault(NoPackage, path, "%s has %d bytes, and at most %d are read: this is no package.", path, size, most)
		return nil, at, nil
	}
	content := make([]byte, size)
	start := at + localSize + int64(len(path))
	if ok, err := v.read(content, start); !ok || err != nil {
		v.fault(NoPackage, path, "The file ends within its %s: it is cut off, or no package.", path)
		return nil, at, err
	}
	e := entry{path, size, crc32.ChecksumIEEE(content)}
	v.entries, v.starts[path] = append(v.entries, e), start
	if err := v.frame(e, at); err != nil {
		return nil, at, err
	}
	return content, at + e.span(), nil
}

// manifest reads the manifest and holds it against the rules; it answers whether
// the rest can be checked with it.
func (v *verifying) manifest(text []byte) bool {
	v.report.Digest = digestOf(sha256.Sum256(text))
	if canonical, err := Recanonical(text); err != nil {
		v.fault(BadManifest, manifestPath, "The manifest is no JSON: %v.", err)
		return false
	} else if !bytes.Equal(canonical, text) {
		v.fault(BadManifest, manifestPath, "The manifest is not in canonical form (RFC 8785): it was written or altered by something else.")
	}
	var m Manifest
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&m); err != nil {
		v.fault(BadManifest, manifestPath, "The manifest is not one of %s: %v.", Format, err)
		return false
	}
	v.report.Manifest = &m
	faults := m.check(v.budget)
	v.report.Faults = append(v.report.Faults, faults...)
	return !slices.ContainsFunc(faults, func(f Fault) bool { return f.Code != BadManifest })
}

func (v *verifying) signature(manifest, signature []byte) {
	m := v.report.Manifest
	key, err := publicKey(m.Key)
	if err != nil {
		v.fault(BadManifest, manifestPath, "The key of the manifest is damaged: %v.", err)
		return
	}
	v.report.Fingerprint, _ = Fingerprint(m.Key)
	sig, err := base64.StdEncoding.Strict().DecodeString(string(signature))
	switch {
	case signature == nil: // told already
	case err != nil || len(sig) != ed25519.SignatureSize:
		v.fault(BadSignature, signaturePath, "The signature is damaged: it is not 64 bytes in base64.")
	case !ed25519.Verify(key, append([]byte(signedAs), manifest...), sig):
		v.fault(BadSignature, signaturePath, "The signature is not of this manifest: the manifest was altered, or another key signed it.")
	}
}

// part checks one part and answers where the next begins.
func (v *verifying) part(p Part, at int64) (int64, error) {
	start := at + localSize + int64(len(p.Path))
	next := start + p.Size
	sha, crc := sha256.New(), crc32.NewIEEE()
	n, err := io.Copy(io.MultiWriter(sha, crc), &cancelled{v.ctx, io.NewSectionReader(v.r, start, p.Size)})
	if err != nil {
		return 0, err
	}
	e := entry{p.Path, p.Size, crc.Sum32()}
	v.entries, v.starts[p.Path] = append(v.entries, e), start
	switch {
	case n != p.Size:
		v.fault(BadPart, p.Path, "The file ends before or within %s: it was cut off.", p.Path)
		return next, nil
	case digestOf([32]byte(sha.Sum(nil))) != p.SHA256:
		v.fault(BadPart, p.Path, "%s is not what was signed: it was altered.", p.Path)
		return next, nil // its header holds a sum of the content, so it cannot fit either
	}
	return next, v.frame(e, at)
}

// frame compares the header before a part with what it has to be.
func (v *verifying) frame(e entry, at int64) error {
	want := localHeader(e)
	got := make([]byte, len(want))
	ok, err := v.read(got, at)
	if err == nil && (!ok || !bytes.Equal(got, want)) {
		v.fault(BadFrame, e.path, "The ZIP header before %s was altered, or the file was packed anew.", e.path)
	}
	return err
}

// end compares all that follows the last part with what it has to be.
func (v *verifying) end(at int64) error {
	if slices.ContainsFunc(v.report.Faults, func(f Fault) bool { return f.Code == BadPart || f.Code == BadFrame }) {
		return nil // the directory repeats what was found already
	}
	want := directory(v.entries)
	if rest := v.size - at; rest != int64(len(want)) {
		v.fault(BadFrame, "", "After the last part the file has %d bytes instead of %d: it was cut off, or something was added.", max(0, rest), len(want))
		return nil
	}
	got := make([]byte, len(want))
	ok, err := v.read(got, at)
	if err == nil && (!ok || !bytes.Equal(got, want)) {
		v.fault(BadFrame, "", "The ZIP directory at the end of the file was altered, or the file was packed anew.")
	}
	return err
}

// read fills a buffer; false means that the file ends before.
func (v *verifying) read(b []byte, at int64) (bool, error) {
	if err := v.ctx.Err(); err != nil {
		return false, err
	}
	if at < 0 || at+int64(len(b)) > v.size {
		return false, nil
	}
	_, err := v.r.ReadAt(b, at)
	if err == io.EOF {
		err = nil
	}
	return err == nil, err
}

type cancelled struct {
	ctx context.Context //nolint:containedctx // lives as long as the check
	r   io.Reader
}

func (c *cancelled) Read(b []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(b)
}

// SignedBy adds a fault when the package is not signed with the key that is
// expected, given as base64 or as fingerprint.
func (r *Report) SignedBy(words string) {
	if r.Manifest == nil || SameKey(r.Manifest.Key, words) {
		return
	}
	r.Whole = false
	r.Faults = append(r.Faults, Fault{OtherKey, signaturePath, fmt.Sprintf("The package is signed with the key %s, and not with the one that was named.", r.Fingerprint)})
}

// String is the report in words, one line for each thing.
func (r Report) String() string {
	var b bytes.Buffer
	if m := r.Manifest; m != nil {
		fmt.Fprintf(&b, "%s from %s", KindWord(m.Kind), m.From)
		if m.To != "" {
			fmt.Fprintf(&b, " to %s", m.To)
		}
		fmt.Fprintf(&b, ", made %s, %s, %d bytes\n", m.Made.Format("2006-01-02 15:04:05 UTC"), partsOf(len(m.Parts)), r.Bytes)
		fmt.Fprintf(&b, "digest %s\nsigned with %s\n", r.Digest, r.Fingerprint)
		if m.Answers != "" {
			fmt.Fprintf(&b, "answers %s\n", m.Answers)
		}
	}
	for _, f := range r.Faults {
		fmt.Fprintf(&b, "FAULT %s\n", f.Text)
	}
	if r.Whole {
		b.WriteString("ok: every byte is as it was signed\n")
	}
	return b.String()
}

// partsOf says how many parts a package has.
func partsOf(n int) string {
	if n == 1 {
		return "1 part"
	}
	return fmt.Sprintf("%d parts", n)
}
