package api

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"ringwall/internal/csms"
	"ringwall/internal/plant"
)

func TestLibraryDocumentIsSavedAndNeverShown(t *testing.T) {
	w := newWorld(t)
	as := bySession(w.secretOf(t, w.orgs[0].admin.email))
	const path = "/api/v1/library/document"
	r := w.send("GET", path+"?format=yaml", nil, as)
	text, err := io.ReadAll(r.Body)
	must(t, err)
	if r.StatusCode != 200 || !strings.HasPrefix(string(text), "format: ringwall-library/1") || r.Header.Get("Content-Type") != mediaTypes["yaml"] ||
		!strings.HasPrefix(r.Header.Get("Content-Disposition"), "attachment") || r.Header.Get("Content-Security-Policy") != attachmentPolicy {
		t.Fatalf("%d %v %.200s", r.StatusCode, r.Header, text)
	}
}

func TestLibraryDocumentIsShownBeforeItIsApplied(t *testing.T) {
	w := newWorld(t)
	as := bySession(w.secretOf(t, w.orgs[0].admin.email))
	const path = "/api/v1/library/document"
	const text = "format: ringwall-library/1\ncompanies:\n  - {key: CO-801, name: Lumen}\nproducts:\n  - {key: PD-801, name: Lamp, company: CO-801, vendor: Lumen, model: L1, types: [embedded-device]}\n" +
		"  - {key: PD-802, name: Lamp, company: CO-999, vendor: Lumen, model: L2, types: [embedded-device]}\n"
	shown := read[csms.LibraryApplied](t, w.send("POST", path, text, octets(as)), 200)
	if shown.Changes.Counts()[plant.OpAdd] != 2 || len(shown.Refused) != 1 || shown.Refused[0].Key != "PD-802" || shown.Entry != 0 {
		t.Fatalf("shown as %+v", shown)
	}
	if r := w.send("POST", path+"?apply=1", text, octets(as)); r.StatusCode != http.StatusConflict {
		t.Errorf("a document with a refused record is applied: %d", r.StatusCode)
	}
	done := w.send("POST", path+"?apply=1&withoutRefused=1&note=first", text, octets(as))
	entry := done.Header.Get("Entry")
	if out := read[csms.LibraryApplied](t, done, 200); out.Entry == 0 || entry == "" {
		t.Errorf("applied as %+v, entry %q", out, entry)
	}
	again := read[csms.LibraryApplied](t, w.send("POST", path, text, octets(as)), 200)
	if again.Changes.Counts()[plant.OpAdd] != 0 {
		t.Errorf("a second time it adds %v", again.Changes.Counts())
	}
	for name, tt := range map[string]struct{ query, body, says string }{
		"a misspelt list":      {"", "format: ringwall-library/1\nprodcts: []\n", `line 2`},
		"a document of a site": {"", "format: ringwall-site/1\n", "ringwall-library/1"},
		"an empty body":        {"", "", "empty"},
		"an apply of no sense": {"?apply=perhaps", text, "query.apply"},
		"an unknown parameter": {"?prune=1", text, "query.prune"},
		"too long a note":      {"?note=" + strings.Repeat("a", 1001), text, "query.note"},
	} {
		r := w.send("POST", path+tt.query, tt.body, octets(as))
		answer, err := io.ReadAll(r.Body)
		must(t, err)
		if r.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(string(answer), tt.says) {
			t.Errorf("%s: %d %s, want %q", name, r.StatusCode, answer, tt.says)
		}
	}
}
