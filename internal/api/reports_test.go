package api

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/report"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// downloads are all documents that the API writes, by path below the site.
var downloads = []struct{ path, media string }{
	{"/reports/levels?format=html", "text/html; charset=utf-8"},
	{"/reports/levels?format=pdf", "application/pdf"},
	{"/reports/levels?format=xlsx", mediaTypes["xlsx"]},
	{"/reports/levels?format=docx", mediaTypes["docx"]},
	{"/reports/levels?format=json", "application/json"},
	{"/crs.docx", mediaTypes["docx"]},
	{"/crs.pdf", "application/pdf"},
	{"/crs.xlsx", mediaTypes["xlsx"]},
	{"/crs.html", "text/html; charset=utf-8"},
	{"/crs.json", "application/json"},
	{"/reports/risk.docx", mediaTypes["docx"]},
	{"/reports/risk.pdf", "application/pdf"},
	{"/reports/risk.xlsx", mediaTypes["xlsx"]},
	{"/reports/risk.html", "text/html; charset=utf-8"},
	{"/reports/risk.json", "application/json"},
	{"/reports/beyond.docx", mediaTypes["docx"]},
	{"/reports/beyond.pdf", "application/pdf"},
	{"/reports/beyond.xlsx", mediaTypes["xlsx"]},
	{"/reports/beyond.html", "text/html; charset=utf-8"},
	{"/reports/beyond.json", "application/json"},
	{"/reports/adequacy.docx", mediaTypes["docx"]},
	{"/reports/adequacy.pdf", "application/pdf"},
	{"/reports/adequacy.xlsx", mediaTypes["xlsx"]},
	{"/reports/adequacy.html", "text/html; charset=utf-8"},
	{"/reports/adequacy.json", "application/json"},
	{"/reports/csf-profile.docx", mediaTypes["docx"]},
	{"/reports/csf-profile.pdf", "application/pdf"},
	{"/reports/csf-profile.xlsx", mediaTypes["xlsx"]},
	{"/reports/csf-profile.html", "text/html; charset=utf-8"},
	{"/reports/csf-profile.json", "application/json"},
	{"/reports/iso-statement.docx", mediaTypes["docx"]},
	{"/reports/iso-statement.pdf", "application/pdf"},
	{"/reports/iso-statement.xlsx", mediaTypes["xlsx"]},
	{"/reports/iso-statement.html", "text/html; charset=utf-8"},
	{"/reports/iso-statement.json", "application/json"},
	{"/reports/statement.docx", mediaTypes["docx"]},
	{"/reports/statement.pdf", "application/pdf"},
	{"/reports/statement.xlsx", mediaTypes["xlsx"]},
	{"/reports/statement.html", "text/html; charset=utf-8"},
	{"/reports/statement.json", "application/json"},
	{"/export?format=yaml", "application/yaml"},
	{"/export?format=json", "application/json"},
	{"/export?format=xlsx", mediaTypes["xlsx"]},
	{"/export?format=csv", "text/csv; charset=utf-8"},
	{"/drawing.svg", "image/svg+xml"},
	{"/drawing.png", "image/png"},
	{"/drawing.drawio", mediaTypes["drawio"]},
}

func TestWhatIsDownloadedDoesNothingInABrowser(t *testing.T) {
	w := newWorld(t)
	as := bySession(w.secretOf(t, w.orgs[0].admin.email))
	root := "/api/v1/sites/" + string(w.orgs[0].sites[0].id)
	for _, d := range downloads {
		r := w.send("GET", root+d.path, nil, as)
		if r.StatusCode != http.StatusOK {
			t.Errorf("%s: %d %s", d.path, r.StatusCode, text(t, r))
			continue
		}
		html := strings.HasPrefix(d.media, "text/html")
		kind := "attachment"
		if html {
			kind = "inline"
		}
		got, params, err := mime.ParseMediaType(r.Header.Get("Content-Disposition"))
		if err != nil || got != kind || !strings.HasPrefix(params["filename"], "north aquamarine ") {
			t.Errorf("%s is %s %q (%v), want %s", d.path, got, params["filename"], err, kind)
		}
		for header, want := range map[string]string{
			"Content-Type": d.media, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
			"Cross-Origin-Resource-Policy": "same-origin", "X-Frame-Options": "DENY",
		} {
			if got := r.Header.Values(header); len(got) != 1 || got[0] != want {
				t.Errorf("%s: %s is %q, want %q", d.path, header, got, want)
			}
		}
		csp := r.Header.Values("Content-Security-Policy")
		if len(csp) != 1 || !strings.HasPrefix(csp[0], "default-src 'none'; ") || !strings.Contains(csp[0], "; sandbox") || strings.Contains(csp[0], "script") {
			t.Errorf("%s: the policy is %q", d.path, csp)
			continue
		}
		// The frame's own policy is replaced, else the page would have no style.
		if styled := strings.Contains(csp[0], "style-src "+report.StyleHash()); styled != html {
			t.Errorf("%s: the policy is %q", d.path, csp)
		}
		if strings.Contains(text(t, r), "bernstein") {
			t.Errorf("%s tells of the other organisation", d.path)
		}
	}
}

func TestAFileIsNamedSafely(t *testing.T) {
	for key, want := range map[string]string{
		"QB":                   "QB",
		"../../etc/passwd":     "etc-passwd",
		`a"; filename="x.html`: "a-; filename=-x.html",
		"a\r\nSet-Cookie: b=c": "a--Set-Cookie- b=c",
		"\u202egnp.exe":        "gnp.exe",
		"Zürich 東京":            "Zürich 東京",
		".htaccess":            "htaccess",
		"C:\\aux|nul":          "C--aux-nul",
		"100%":                 "100-",
		"\xff\xfe":             "",
	} {
		if got := safeName(key); got != want {
			t.Errorf("%q is %q, want %q", key, got, want)
		}
	}
}

func TestHostileKeysStayWithinTheHeader(t *testing.T) {
	w := newWorld(t)
	h := w.orgs[0]
	as := bySession(w.secretOf(t, h.admin.email))
	for _, key := range []string{"a\r\nSet-Cookie: b=c", `x"; filename*=utf-8''evil.html; y="`, "\u202egpj.lmth", "Zürich", strings.Repeat("long ", 200)} {
		site := plant.SiteRecord{Key: key, Name: key}
		w.write(t, h, "", "site.add", func(tx *store.Tx) { must(t, store.Put(tx, &site)) })
		r := w.send("GET", "/api/v1/sites/"+string(site.ID)+"/export?format=csv", nil, as)
		disposition := r.Header.Get("Content-Disposition")
		kind, params, err := mime.ParseMediaType(disposition)
		if r.StatusCode != http.StatusOK || err != nil || kind != "attachment" || len(params) != 1 || !strings.HasSuffix(params["filename"], ".csv") {
			t.Errorf("%q: %d, %q, %v", key, r.StatusCode, disposition, err)
		}
		if r.Header.Get("Set-Cookie") != "" || strings.ContainsAny(disposition, "\r\n\u202e") {
			t.Errorf("%q: %q", key, disposition)
		}
	}
}

func TestDocumentsThatCannotBeWritten(t *testing.T) {
	w := newWorld(t)
	h := w.orgs[0]
	as := bySession(w.secretOf(t, h.admin.email))
	root := "/api/v1/sites/" + string(h.sites[0].id)
	for path, status := range map[string]int{
		"/reports/levels":                                        422,
		"/reports/levels?format=odt":                             422,
		"/reports/levels?format=":                                422,
		"/reports/levels?format=json&at=2026-03-01":              422, // it is always of today, so at must not be passed over
		"/reports/levels?format=json&x=1":                        422,
		"/export":                                                422,
		"/export?format=pdf":                                     422,
		"/export?format=yaml&at=":                                200,
		"/export?format=yaml&at=yesterday":                       422,
		"/export?format=yaml&at=0":                               422,
		"/export?format=yaml&at=999999":                          404,
		"/export?format=yaml&at=2001-01-01":                      404,
		"/export?format=yaml&at=" + url.QueryEscape("1' OR 1=1"): 422,
		"/drawing.svg?format=svg":                                422,
	} {
		r := w.send("GET", root+path, nil, as)
		if r.StatusCode != status {
			t.Errorf("%s: %d, want %d: %s", path, r.StatusCode, status, text(t, r))
			continue
		}
		if status == 200 {
			continue
		}
		if p := problemOf(t, r); p.Status != status || p.Detail == "" {
			t.Errorf("%s: %+v", path, p)
		}
		if csp := r.Header.Get("Content-Security-Policy"); r.Header.Get("Content-Disposition") != "" || strings.Contains(csp, "style-src "+report.StyleHash()) {
			t.Errorf("%s: an error as a file", path)
		}
	}
}

func TestAnExportIsReadBackUnchanged(t *testing.T) {
	w := newWorld(t)
	h := w.orgs[0]
	w.svc.Run(t.Context())
	as := bySession(w.secretOf(t, h.admin.email))
	second := plant.SiteRecord{Key: "north aquamarine 2", Name: "north aquamarine"}
	w.write(t, h, "", "site.add", func(tx *store.Tx) { must(t, store.Put(tx, &second)) })
	export := func(site plant.SiteID, format string) []byte {
		t.Helper()
		r := w.send("GET", "/api/v1/sites/"+string(site)+"/export?format="+format, nil, as)
		b, err := io.ReadAll(r.Body)
		must(t, err)
		return b
	}
	w.write(t, h, h.sites[0].id, "approval.remove", func(tx *store.Tx) { // no document brings what people signed
		must(t, store.Delete[risk.Approval](tx, h.sites[0].risks["approval"], 1))
	})
	one := export(h.sites[0].id, "yaml")
	i := w.uploaded(t, second.ID, "site.yaml", one, as)
	if i.State != "ready" {
		t.Fatalf("the export is %s: %s", i.State, i.Error)
	}
	if r := w.send("POST", "/api/v1/sites/"+string(second.ID)+"/imports/"+i.ID+"/apply", `{}`, as); r.StatusCode != http.StatusOK {
		t.Fatalf("apply: %d %s", r.StatusCode, text(t, r))
	}
	two := bytes.Replace(export(second.ID, "yaml"), []byte("north aquamarine 2"), []byte("north aquamarine"), 1)
	if !bytes.Equal(one, two) {
		t.Errorf("went out as\n%s\ncame back as\n%s", one, two)
	}
}

func TestASupplierTakesNoReportAlong(t *testing.T) {
	w := newWorld(t)
	h := w.orgs[0]
	site := h.sites[0]
	part := map[string]access.Grant{
		"supplier":   {Role: access.Supplier, Vendor: "Acme"},
		"integrator": {Role: access.Integrator, Site: site.id, Zones: []plant.ZoneID{site.zones[0].ID}},
	}
	for name, grant := range part {
		as := bySession(w.secretOf(t, w.account(t, h, name, grant).Email))
		for _, d := range downloads {
			r := w.send("GET", "/api/v1/sites/"+string(site.id)+d.path, nil, as)
			drawn := name == "integrator" && strings.HasPrefix(d.path, "/drawing.")
			if (r.StatusCode == http.StatusOK) != drawn {
				t.Errorf("%s, %s: %d", name, d.path, r.StatusCode)
			}
			if drawn && d.media != "image/png" && strings.Contains(text(t, r), site.zones[1].Key) {
				t.Errorf("the drawing shows a zone that is not the integrator's")
			}
		}
	}
}
