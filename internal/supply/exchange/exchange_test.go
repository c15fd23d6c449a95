package exchange_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/supply"
	"ringwall/internal/supply/exchange"
)

var made = time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)

func asked() *supply.Asked {
	return &supply.Asked{
		Specification: supply.AskedHead{Key: "SP-001", Set: "iec-62443-3-3:2013", Standing: "Approved."},
		System:        supply.AskedSystem{Site: "WTP", SiteName: "Water works", Name: "Filter hall <3>"},
		Zones:         []plant.DocZone{{Key: "Z-01", Name: "Filter", Kind: plant.ZoneControl, Target: &plant.Target{Method: "owner"}}},
		Conduits:      []plant.DocConduit{},
		Requirements:  []supply.AskedText{{ID: "SR 1.1", FR: "FR 1", Title: "People are known", Text: "Ärger & “signs” 🔒"}},
		Lines:         []supply.AskedLine{{ID: "Z-01/SR 1.1", Number: "CRS-001", Subject: "zone Z-01", Requirement: "SR 1.1", Title: "People", Target: 2, Verification: risk.Verification("fat")}},
	}
}

func key(t testing.TB) exchange.Key {
	t.Helper()
	k, err := exchange.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// asBuilt is a package with attachments.
func asBuilt(t testing.TB, k exchange.Key) []byte {
	t.Helper()
	content := exchange.Content{AsBuilt: &supply.AsBuiltContent{
		Site:  plant.Document{Format: plant.DocumentFormat, Site: plant.DocSite{Key: "WTP", Name: "Water works"}},
		Tests: []supply.BuiltTest{{Key: "TE-001", Phase: "fat", Line: "Z-01/SR 1.1", Result: "passed"}},
	}}
	files := []exchange.Attachment{
		{"evidence/EV-002/empty.txt", func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("")), nil }},
		{"evidence/EV-001/Prüfung 1.txt", func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("restored in 42 min\n")), nil }},
	}
	var b bytes.Buffer
	_, _, err := exchange.Build(&b, exchange.Manifest{Kind: supply.AsBuilt, From: "Integrator", To: "Owner", Made: made}, content, files, k)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func verify(t testing.TB, file []byte) exchange.Report {
	t.Helper()
	report, err := exchange.Verify(t.Context(), bytes.NewReader(file), int64(len(file)), exchange.DefaultBudget)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestPackageComesOutAsItWentIn(t *testing.T) {
	k := key(t)
	var b bytes.Buffer
	_, digest, err := exchange.Build(&b, exchange.Manifest{Kind: supply.Requirements, From: "Owner", Made: made}, exchange.Content{Requirements: asked()}, nil, k)
	if err != nil {
		t.Fatal(err)
	}
	p, report, err := exchange.Open(t.Context(), bytes.NewReader(b.Bytes()), int64(b.Len()), exchange.DefaultBudget)
	if err != nil || p == nil {
		t.Fatalf("%v %v", report.Faults, err)
	}
	if diff := cmp.Diff(asked(), p.Requirements); diff != "" {
		t.Error(diff)
	}
	if p.Digest != digest || p.Fingerprint != k.Fingerprint() || !p.Made.Equal(made) || p.From != "Owner" {
		t.Errorf("the manifest is %+v", p.Manifest)
	}
}

func TestEqualContentGivesEqualBytes(t *testing.T) {
	k := key(t)
	if !bytes.Equal(asBuilt(t, k), asBuilt(t, k)) {
		t.Error("two packages of the same differ")
	}
}

func TestEveryProgramOpensThePackageAsZIP(t *testing.T) {
	file := asBuilt(t, key(t))
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, r); err != nil { // checks the CRC
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	want := []string{"manifest.json", "manifest.sig", "as-built.json", "evidence/EV-001/Prüfung 1.txt", "evidence/EV-002/empty.txt"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
}

// TestOneAlteredByteIsFound alters every byte of a package in three ways, cuts
// it at every place, and adds bytes at every place.
func TestOneAlteredByteIsFound(t *testing.T) {
	file := asBuilt(t, key(t))
	if report := verify(t, file); !report.Whole {
		t.Fatal(report.Faults)
	}
	tried := 0
	found := func(what string, altered []byte) {
		t.Helper()
		tried++
		if report := verify(t, altered); report.Whole || len(report.Faults) == 0 {
			t.Fatalf("%s is not found", what)
		}
	}
	random := rand.New(rand.NewPCG(62443, 4))
	for i := range file {
		for _, flip := range []byte{1, 0x80, byte(1 + random.IntN(255))} {
			altered := slices.Clone(file)
			altered[i] ^= flip
			found(fmt.Sprintf("byte %d of %d, altered by %x,", i, len(file), flip), altered)
		}
		found(fmt.Sprintf("a cut at byte %d", i), file[:i])
		found(fmt.Sprintf("a byte added at %d", i), slices.Insert(slices.Clone(file), i, file[i]))
	}
	found("a byte added at the end", append(slices.Clone(file), 0))
	if tried < 1_000 {
		t.Errorf("only %d alterations were tried", tried)
	}
}

func TestFaultsNameThePart(t *testing.T) {
	file := asBuilt(t, key(t))
	for _, tt := range []struct {
		name, from, to string
		code           exchange.FaultCode
		text           string
	}{
		{"an altered attachment", "42 min", "24 min", exchange.BadPart, "evidence/EV-001/Prüfung 1.txt is not what was signed"},
		{"an altered content", `"passed"`, `"failed"`, exchange.BadPart, "as-built.json is not what was signed"},
		{"an altered manifest", `"Integrator"`, `"Integrated"`, exchange.BadSignature, "not of this manifest"},
		{"a ZIP header", "PK\x03\x04\x14\x00\x00\x08\x00\x00\x00\x00!\x00\x00\x00\x00\x00\x00", "PK\x03\x04\x14\x00\x00\x08\x00\x00\x01\x00!\x00\x00\x00\x00\x00\x00", exchange.BadFrame, "header before evidence/EV-002/empty.txt"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if !bytes.Contains(file, []byte(tt.from)) {
				t.Fatalf("the package does not hold %q", tt.from)
			}
			report := verify(t, bytes.Replace(file, []byte(tt.from), []byte(tt.to), 1))
			if !slices.ContainsFunc(report.Faults, func(f exchange.Fault) bool { return f.Code == tt.code && strings.Contains(f.Text, tt.text) }) {
				t.Errorf("faults are %+v", report.Faults)
			}
		})
	}
}

func TestAnotherKeyIsTold(t *testing.T) {
	k, other := key(t), key(t)
	for _, tt := range []struct {
		name, expected string
		whole          bool
	}{
		{"the public key", k.Public(), true},
		{"the fingerprint", k.Fingerprint(), true},
		{"the fingerprint as it is spoken", strings.ToUpper(strings.ReplaceAll(k.Fingerprint(), "-", "  ")), true},
		{"another key", other.Public(), false},
		{"another fingerprint", other.Fingerprint(), false},
		{"nothing", "", false},
	} {
		report := verify(t, asBuilt(t, k))
		report.SignedBy(tt.expected)
		if report.Whole != tt.whole {
			t.Errorf("%s: whole is %v: %v", tt.name, report.Whole, report.Faults)
		}
	}
}

func TestSignedByAnotherThanTheManifestNames(t *testing.T) {
	k, other := key(t), key(t)
	a, b := asBuilt(t, k), asBuilt(t, other)
	file := bytes.Replace(a, []byte(k.Public()), []byte(other.Public()), 1)
	if len(a) != len(b) || verify(t, file).Whole {
		t.Error("a manifest with the key of another is taken")
	}
}

func TestPathsThatLeadElsewhereAreRefused(t *testing.T) {
	k := key(t)
	file := func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("x")), nil }
	for _, path := range []string{
		"", "/etc/passwd", "../x", "evidence/../../x", "evidence//x", "evidence/./x", `evidence\x`, "C:x", "evidence/x:y", "evidence/a\x00b", "evidence/\xff",
		"evidence/CON", "evidence/com1.txt", "evidence/x.", "evidence/x /y", "evidence/\u202etxt", "manifest.json", "manifest.sig", "other/x", "evidence/" + strings.Repeat("x", 300),
	} {
		content := exchange.Content{AsBuilt: &supply.AsBuiltContent{}}
		_, _, err := exchange.Build(io.Discard, exchange.Manifest{Kind: supply.AsBuilt, From: "A", Made: made}, content, []exchange.Attachment{{path, file}}, k)
		if err == nil {
			t.Errorf("the path %q is taken", path)
		}
	}
	twice := []exchange.Attachment{{"evidence/A.txt", file}, {"evidence/a.TXT", file}}
	if _, _, err := exchange.Build(io.Discard, exchange.Manifest{Kind: supply.AsBuilt, From: "A"}, exchange.Content{AsBuilt: &supply.AsBuiltContent{}}, twice, k); err == nil {
		t.Error("two paths that are one file on some systems are taken")
	}
	if _, _, err := exchange.Build(io.Discard, exchange.Manifest{Kind: supply.Claims, From: "A"}, exchange.Content{Requirements: asked()}, nil, k); err == nil {
		t.Error("a claims package without claims is made")
	}
}

func TestSafeNamesAreTaken(t *testing.T) {
	for _, name := range []string{"", "..", "a/b\\c:d", "con.txt", "NUL", " x ", "Prüfung.pdf", strings.Repeat("ü", 400), "\xff\x00", "a\u202eb", ".", "com1"} {
		safe := exchange.SafeName(name)
		attachment := exchange.Attachment{Path: "evidence/" + safe, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("x")), nil }}
		if _, _, err := exchange.Build(io.Discard, exchange.Manifest{Kind: supply.AsBuilt, From: "A"}, exchange.Content{AsBuilt: &supply.AsBuiltContent{}}, []exchange.Attachment{attachment}, key(t)); err != nil {
			t.Errorf("%q becomes %q: %v", name, safe, err)
		}
	}
}

func TestAFileThatChangesWhileItIsPackedIsTold(t *testing.T) {
	n := 0
	open := func() (io.ReadCloser, error) {
		n++
		return io.NopCloser(strings.NewReader(strings.Repeat("x", n))), nil
	}
	_, _, err := exchange.Build(io.Discard, exchange.Manifest{Kind: supply.AsBuilt, From: "A"}, exchange.Content{AsBuilt: &supply.AsBuiltContent{}}, []exchange.Attachment{{"evidence/x", open}}, key(t))
	if err == nil || !strings.Contains(err.Error(), "changed while it was packed") {
		t.Error(err)
	}
}

func TestBudgets(t *testing.T) {
	file := asBuilt(t, key(t))
	for _, tt := range []struct {
		name  string
		lower func(*exchange.Budget)
	}{
		{"bytes of the file", func(b *exchange.Budget) { b.Bytes = 100 }},
		{"bytes of the manifest", func(b *exchange.Budget) { b.Manifest = 100 }},
		{"bytes of a content", func(b *exchange.Budget) { b.JSON = 10 }},
		{"number of parts", func(b *exchange.Budget) { b.Parts = 2 }},
		{"length of a path", func(b *exchange.Budget) { b.Path = 8 }},
	} {
		b := exchange.DefaultBudget
		tt.lower(&b)
		report, err := exchange.Verify(t.Context(), bytes.NewReader(file), int64(len(file)), b)
		if err != nil || report.Whole {
			t.Errorf("%s: whole %v, %v", tt.name, report.Whole, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if report, err := exchange.Verify(ctx, bytes.NewReader(file), int64(len(file)), exchange.DefaultBudget); !errors.Is(err, context.Canceled) || report.Whole {
		t.Errorf("a check that was given up ends with %v", err)
	}
}

func TestKeysOfAnInstallation(t *testing.T) {
	root, err := exchange.NewRoot()
	if err != nil {
		t.Fatal(err)
	}
	again, err := exchange.ReadRoot(root.Secret() + "\n")
	if err != nil {
		t.Fatal(err)
	}
	a, _ := root.For("org-a")
	same, _ := again.For("org-a")
	b, _ := root.For("org-b")
	if a.Public() != same.Public() || a.Public() == b.Public() {
		t.Error("keys do not follow from the secret and the organisation")
	}
	if words := strings.Split(a.Fingerprint(), "-"); len(words) != 8 || len(words[0]) != 5 {
		t.Errorf("fingerprint is %q", a.Fingerprint())
	}
	for _, text := range []string{"", "PRIVATE+KEY+x", root.Secret()[:40], root.Secret() + "AA"} {
		if _, err := exchange.ReadRoot(text); err == nil {
			t.Errorf("%q is read as a key", text)
		}
	}
}

func FuzzOpen(f *testing.F) {
	k := key(f)
	f.Add(asBuilt(f, k))
	var b bytes.Buffer
	if _, _, err := exchange.Build(&b, exchange.Manifest{Kind: supply.Requirements, From: "Owner", Made: made}, exchange.Content{Requirements: asked()}, nil, k); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte("PK\x03\x04"))
	budget := exchange.Budget{Bytes: 1 << 20, Manifest: 1 << 16, JSON: 1 << 18, Parts: 50, Path: 100}
	f.Fuzz(func(t *testing.T, file []byte) {
		p, report, err := exchange.Open(t.Context(), bytes.NewReader(file), int64(len(file)), budget)
		if err != nil {
			t.Fatal(err)
		}
		if (p != nil) != report.Whole || report.Whole != (len(report.Faults) == 0) {
			t.Errorf("there is a package: %v, it is whole: %v, faults: %v", p != nil, report.Whole, report.Faults)
		}
		_ = report.String()
	})
}
