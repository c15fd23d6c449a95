package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"slices"
	"strings"
	"testing"

	"ringwall/internal/proof"
)

// hostileFile is a file that does harm where a browser is let to show it. Its
// script, if it runs, asks for /canary.
type hostileFile struct {
	name    string
	claims  string // type that the client gives
	content string
}

const (
	canary   = `fetch('/canary?NAME');new Image().src='/canary?NAME'`
	script   = "<script>" + canary + "</script>"
	picture  = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
	pageFile = "<!doctype html><html><body>" + script + "</body></html>"
	drawing  = `<svg xmlns="http://www.w3.org/2000/svg" onload="` + canary + `">` + script + `</svg>`
	xslt     = `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="#s"?><x><xsl:stylesheet id="s" version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><html>` + script + `</html></xsl:template></xsl:stylesheet></x>`
	mht      = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n" + pageFile + "\r\n--b--"
	pdf      = "%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.launchURL\\('/canary?NAME'\\))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)

// hostileFiles are sixty of them: pages, drawings, scripts and files that are
// two things at once, under names and types that a client makes up.
func hostileFiles() []hostileFile {
	wide := func(s string) string {
		var b strings.Builder
		b.WriteString("\xff\xfe")
		for _, r := range s {
			b.WriteByte(byte(r))
			b.WriteByte(0)
		}
		return b.String()
	}
	files := []hostileFile{
		{"a.html", "text/html", pageFile}, {"a.htm", "text/html", pageFile}, {"a.xhtml", "application/xhtml+xml", `<html xmlns="http://www.w3.org/1999/xhtml">` + script + `</html>`},
		{"a.shtml", "text/html", pageFile}, {"a.hta", "application/hta", pageFile}, {"no-name", "", pageFile}, {"a.txt", "text/plain", pageFile}, {"a.pdf", "application/pdf", pageFile},
		{"a.png", "image/png", pageFile}, {"a.jpg", "image/jpeg", pageFile}, {"a.gif", "image/gif", pageFile}, {"a.webp", "image/webp", pageFile},
		{"late.txt", "text/plain", strings.Repeat("x", 5000) + pageFile}, {"late.html", "text/html", strings.Repeat(" ", 5000) + pageFile},
		{"bom.html", "text/html", "\xef\xbb\xbf" + pageFile}, {"wide.html", "text/html; charset=utf-16", wide(pageFile)}, {"utf7.html", "text/html; charset=utf-7", "+ADw-script+AD4-alert(1)+ADw-/script+AD4-"},
		{"nul.html", "text/html", "\x00\x00" + pageFile}, {"comment.html", "text/html", "<!-- -->" + pageFile}, {"space.html", "text/html", "\r\n\t " + pageFile},
		{"a.svg", "image/svg+xml", drawing}, {"a.svgz", "image/svg+xml", "\x1f\x8b" + drawing}, {"svg.png", "image/png", drawing}, {"svg.xml", "text/xml", `<?xml version="1.0"?>` + drawing},
		{"a.xml", "application/xml", xslt}, {"a.xsl", "text/xsl", xslt}, {"a.xslt", "application/xslt+xml", xslt}, {"a.rss", "application/rss+xml", `<rss><channel><title>` + script + `</title></channel></rss>`},
		{"a.atom", "application/atom+xml", `<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">` + script + `</title></feed>`}, {"a.mathml", "application/mathml+xml", `<math href="javascript:` + canary + `">x</math>`},
		{"a.wsdl", "text/xml", xslt}, {"a.rdf", "application/rdf+xml", xslt}, {"a.xul", "application/vnd.mozilla.xul+xml", `<window onload="` + canary + `"/>`},
		{"a.mht", "multipart/related", mht}, {"a.mhtml", "message/rfc822", mht}, {"a.eml", "message/rfc822", mht},
		{"a.js", "text/javascript", canary}, {"a.mjs", "application/javascript", canary}, {"a.json", "application/json", `{"x":"` + pageFile + `"}`}, {"a.css", "text/css", `body{background:url(/canary?NAME)}@import "/canary?NAME";`},
		{"a.vbs", "text/vbscript", "CreateObject(\"x\")"}, {"a.ics", "text/calendar", "BEGIN:VCALENDAR\r\n" + script}, {"a.vcf", "text/vcard", "BEGIN:VCARD\r\n" + script}, {"a.md", "text/markdown", script},
		{"a.swf", "application/x-shockwave-flash", "FWS\x09" + pageFile}, {"a.jar", "application/java-archive", "PK\x03\x04" + pageFile}, {"a.class", "application/java-vm", "\xca\xfe\xba\xbe" + pageFile}, {"a.wasm", "application/wasm", "\x00asm\x01\x00\x00\x00"},
		{"a.exe", "application/x-msdownload", "MZ\x90\x00" + pageFile}, {"a.lnk", "application/x-ms-shortcut", "L\x00\x00\x00" + pageFile}, {"a.url", "text/plain", "[InternetShortcut]\r\nURL=javascript:" + canary}, {"a.desktop", "text/plain", "[Desktop Entry]\nExec=sh"},
		{"script.pdf", "application/pdf", pdf}, {"both.pdf", "text/html", pdf + pageFile}, {"both.gif", "text/html", "GIF89a/*" + pageFile + "*/=1;" + canary}, {"both.jpg", "text/html", "\xff\xd8\xff\xe0" + pageFile},
		{"both.png", "text/html", picture + pageFile}, {"both.webp", "text/html", "RIFF\x24\x00\x00\x00WEBPVP8X" + strings.Repeat("\x00", 20) + pageFile}, {"a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK\x03\x04[Content_Types].xml" + pageFile},
		{"a.zip", "application/zip", "PK\x05\x06" + strings.Repeat("\x00", 18) + pageFile}, {"a.webmanifest", "application/manifest+json", `{"start_url":"/canary?NAME"}`}, {"a.appcache", "text/cache-manifest", "CACHE MANIFEST\n/canary?NAME"},
		{"quote\".html", "text/html", pageFile}, {"new\r\nline: x.html", "text/html", pageFile}, {"ünï\u202elmth.pdf", "text/html", pageFile}, {"../../etc/passwd.html", "text/html", pageFile},
	}
	for i := range files {
		files[i].content = strings.ReplaceAll(files[i].content, "NAME", fmt.Sprint(i))
	}
	return files
}

// upload sends a file to an evidence as a browser does.
func (w *world) upload(t testing.TB, id string, f hostileFile, as func(*http.Request)) proof.Evidence {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	part, err := form.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {fmt.Sprintf(`form-data; name="file"; filename="%s"`, strings.NewReplacer(`"`, "%22", "\r", "%0D", "\n", "%0A").Replace(f.name))},
		"Content-Type":        {f.claims},
	})
	must(t, err)
	_, err = io.WriteString(part, f.content)
	must(t, err)
	must(t, form.Close())
	answer := w.send("POST", "/api/v1/evidence/"+id+"/files", b.Bytes(), func(r *http.Request) {
		as(r)
		r.Header.Set("Content-Type", form.FormDataContentType())
	})
	if answer.StatusCode != http.StatusCreated || answer.Header.Get("Entry") == "" {
		body, _ := io.ReadAll(answer.Body) //nolint:errcheck // for the message
		t.Fatalf("%q: %d %s", f.name, answer.StatusCode, body)
	}
	var e proof.Evidence
	must(t, json.NewDecoder(answer.Body).Decode(&e))
	return e
}

// shelfOf is an evidence of the first site, and who keeps it.
func shelfOf(t testing.TB, w *world) (id string, as func(*http.Request)) {
	t.Helper()
	as = bySession(w.secretOf(t, w.orgs[0].admin.email))
	answer := w.send("POST", "/api/v1/evidence", map[string]any{"key": "", "name": "Files", "kind": "implemented", "site": w.orgs[0].sites[0].id}, as)
	if answer.StatusCode != http.StatusCreated {
		body, _ := io.ReadAll(answer.Body) //nolint:errcheck // for the message
		t.Fatalf("%d %s", answer.StatusCode, body)
	}
	var e proof.Evidence
	must(t, json.NewDecoder(answer.Body).Decode(&e))
	return string(e.ID), as
}

func TestHostileFilesAreOnlyEverSaved(t *testing.T) {
	w := newWorld(t)
	id, as := shelfOf(t, w)
	files := hostileFiles()
	if len(files) < 60 {
		t.Fatalf("only %d files", len(files))
	}
	served := []string{"application/octet-stream", "application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "text/plain; charset=utf-8"}
	previews := 0
	for i, f := range files {
		w.upload(t, id, f, as)
		path := fmt.Sprintf("/api/v1/evidence/%s/files/%d", id, i+1)
		for _, query := range []string{"", "?preview=false", "?preview=true"} {
			answer := w.send("GET", path+query, nil, as)
			body := text(t, answer)
			h := answer.Header
			if query == "?preview=true" && answer.StatusCode == http.StatusConflict {
				if !strings.Contains(body, "no-preview") {
					t.Errorf("%q: %s", f.name, body)
				}
				continue
			}
			if answer.StatusCode != http.StatusOK || body != f.content {
				t.Errorf("%q%s: %d, and the content differs: %v", f.name, query, answer.StatusCode, body != f.content)
				continue
			}
			if query == "?preview=true" {
				previews++
				if h.Get("Content-Type") == "application/octet-stream" {
					t.Errorf("%q is shown though nobody knows what it is", f.name)
				}
			}
			if kind, _, _ := strings.Cut(h.Get("Content-Disposition"), ";"); kind != "attachment" {
				t.Errorf("%q is sent %q", f.name, h.Get("Content-Disposition"))
			}
			if !slices.Contains(served, h.Get("Content-Type")) {
				t.Errorf("%q is sent as %q", f.name, h.Get("Content-Type"))
			}
			for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin", "Cache-Control": "no-store", "X-Frame-Options": "DENY"} {
				if got := h.Get(name); got != want {
					t.Errorf("%q: %s is %q", f.name, name, got)
				}
			}
			if csp := h.Get("Content-Security-Policy"); !strings.HasSuffix(csp, "; sandbox") || !strings.HasPrefix(csp, "default-src 'none'") {
				t.Errorf("%q: the policy is %q", f.name, csp)
			}
		}
	}
	if previews == 0 || previews > 20 {
		t.Errorf("%d files of %d may be shown", previews, len(files))
	}
}

func TestAPartOfAFileCanBeAskedFor(t *testing.T) {
	w := newWorld(t)
	id, as := shelfOf(t, w)
	e := w.upload(t, id, hostileFile{"notes.txt", "text/plain", "0123456789"}, as)
	path := "/api/v1/evidence/" + id + "/files/1"
	part := w.send("GET", path, nil, func(r *http.Request) { as(r); r.Header.Set("Range", "bytes=2-4") })
	if got := text(t, part); part.StatusCode != http.StatusPartialContent || got != "234" || part.Header.Get("Content-Range") != "bytes 2-4/10" {
		t.Errorf("%d %q %q", part.StatusCode, got, part.Header.Get("Content-Range"))
	}
	beyond := w.send("GET", path, nil, func(r *http.Request) { as(r); r.Header.Set("Range", "bytes=99-") })
	if beyond.StatusCode != http.StatusRequestedRangeNotSatisfiable {
		t.Errorf("beyond the end: %d", beyond.StatusCode)
	}
	if tag := part.Header.Get("ETag"); tag != `"`+e.Files[0].Hash+`"` {
		t.Errorf("the tag is %s", tag)
	}
	for _, q := range []string{"/files/2", "/files/0", "/files/x", "/files/-1"} {
		if answer := w.send("GET", "/api/v1/evidence/"+id+q, nil, as); answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", q, answer.StatusCode)
		}
	}
	if answer := w.send("GET", path+"?preview=perhaps", nil, as); answer.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("a preview that is neither: %d", answer.StatusCode)
	}
}

func TestAnUploadThatIsNoneIsRefused(t *testing.T) {
	w := newWorld(t)
	id, as := shelfOf(t, w)
	path := "/api/v1/evidence/" + id + "/files"
	for _, c := range []struct {
		name, query, typ, body string
		want                   int
	}{
		{"JSON", "", "application/json", `{}`, http.StatusUnsupportedMediaType},
		{"a form without a file", "", "multipart/form-data; boundary=b", "--b--\r\n", http.StatusUnprocessableEntity},
		{"a form that ends too early", "", "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nhalf", http.StatusBadRequest},
		{"a revision that is no number", "?replaces=x", "multipart/form-data; boundary=b", "", http.StatusUnprocessableEntity},
		{"a note that is a book", "?note=" + strings.Repeat("x", 1001), "multipart/form-data; boundary=b", "", http.StatusUnprocessableEntity},
		{"a query that is not known", "?x=1", "multipart/form-data; boundary=b", "", http.StatusUnprocessableEntity},
		{"an empty file", "", "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n\r\n--b--\r\n", http.StatusUnprocessableEntity},
	} {
		answer := w.send("POST", path+c.query, c.body, func(r *http.Request) { as(r); r.Header.Set("Content-Type", c.typ) })
		if answer.StatusCode != c.want {
			t.Errorf("%s: %d, want %d: %s", c.name, answer.StatusCode, c.want, text(t, answer))
		}
	}
}
