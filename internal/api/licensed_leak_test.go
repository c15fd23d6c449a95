package api

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/catalog"
	"ringwall/internal/csms"
)

// wording stands in every licensed text of the fixture and nowhere else.
const wording = "QZX7 wording that was bought"

// showsWording are the operations that show licensed texts to those who work
// here. Nothing else may.
var showsWording = []string{
	"list-licensed-texts", "get-licensed-text", "list-set-texts", "get-shared-entry", "list-shared-versions",
}

// TestLicensedTextsLeaveInNothing asks every operation that reads or makes a
// document, in each of its formats, and looks for the texts that the owner
// bought, also within archives and compressed streams.
func TestLicensedTextsLeaveInNothing(t *testing.T) {
	w := newWorld(t)
	h := w.orgs[0]
	secret := w.secretOf(t, h.admin.email)
	who, err := w.svc.PrincipalOfSession(t.Context(), secret)
	must(t, err)
	for _, id := range []catalog.SetID{catalog.SystemRequirements, catalog.ComponentRequirements} {
		set, _ := catalog.NewShelf(nil).Find(id)
		var texts []csms.TextPut
		for _, r := range set.Requirements {
			texts = append(texts, csms.TextPut{Requirement: r.ID, Text: wording})
		}
		_, err := w.svc.PutTexts(t.Context(), who, id, texts)
		must(t, err)
	}
	rules := readRules(t)
	shown, asked := false, map[string]int{}
	for _, o := range w.Operations() {
		rule := rules[o.ID]
		if o.Method != http.MethodGet && (o.Method != http.MethodPost || rule.Body == "") || rule.Scope == "public" || o.ID == "sign-out" {
			continue
		}
		for _, query := range variants(w.API, o, rule.Query) {
			path := w.fill(o.Path, h, h.sites[0], rule.Params) + w.fill(query, h, h.sites[0], rule.Params)
			var body any
			if o.Method == http.MethodPost {
				body = w.fill(rule.Body, h, h.sites[0], rule.Params)
			}
			res := w.send(o.Method, path, body, func(r *http.Request) {
				bySession(secret)(r)
				if rule.Type != "" {
					r.Header.Set("Content-Type", rule.Type)
				}
			})
			data, err := io.ReadAll(res.Body)
			must(t, err)
			if res.StatusCode == http.StatusOK {
				kind, _, _ := strings.Cut(res.Header.Get("Content-Type"), ";")
				asked[kind]++
			}
			found := holds(t, data, wording, 0)
			if slices.Contains(showsWording, o.ID) {
				shown = shown || found
			} else if found {
				t.Errorf("%s %s hands out a licensed text", o.Method, path)
			}
		}
	}
	if !shown {
		t.Error("not even the operations that show licensed texts do: the test looks for the wrong thing")
	}
	for _, kind := range []string{"application/json", "text/html", mediaTypes["pdf"], mediaTypes["docx"], mediaTypes["xlsx"], mediaTypes["yaml"]} {
		if asked[kind] == 0 {
			t.Errorf("no answer of type %s was looked at: %v", kind, asked)
		}
	}
	t.Logf("answers that were looked at: %v", asked)
}

// variants are the queries by which an operation is asked: one for each format
// that it can write.
func variants(a *API, o Operation, query string) []string {
	item := a.OpenAPI().Paths[o.Path]
	d := item.Get
	if o.Method == http.MethodPost {
		d = item.Post
	}
	i := slices.IndexFunc(d.Parameters, func(p *huma.Param) bool {
		return p.In == "query" && p.Name == "format" && p.Schema != nil && len(p.Schema.Enum) > 0
	})
	if i < 0 || strings.Contains(query, "format=") && o.Method == http.MethodPost {
		return []string{query}
	}
	query = regexp.MustCompile(`[?&]format=[a-z0-9]*`).ReplaceAllString(query, "")
	var all []string
	for _, f := range d.Parameters[i].Schema.Enum {
		if query == "" || !strings.HasPrefix(query, "?") {
			all = append(all, "?format="+f.(string)+strings.Replace(query, "?", "&", 1))
		} else {
			all = append(all, query+"&format="+f.(string))
		}
	}
	return all
}

var pdfStream = regexp.MustCompile(`stream\r?\n`)

// holds says whether data holds a text, as it is or packed.
func holds(t *testing.T, data []byte, text string, depth int) bool {
	t.Helper()
	if bytes.Contains(data, []byte(text)) {
		return true
	}
	if depth > 4 {
		return false
	}
	if archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data))); err == nil {
		for _, f := range archive.File {
			r, err := f.Open()
			must(t, err)
			inner, err := io.ReadAll(r)
			must(t, err)
			if holds(t, inner, text, depth+1) {
				return true
			}
		}
	}
	if r, err := gzip.NewReader(bytes.NewReader(data)); err == nil {
		if inner, err := io.ReadAll(r); err == nil && holds(t, inner, text, depth+1) {
			return true
		}
	}
	if bytes.HasPrefix(data, []byte("%PDF")) {
		for _, at := range pdfStream.FindAllIndex(data, -1) {
			r, err := zlib.NewReader(bytes.NewReader(data[at[1]:]))
			if err != nil {
				continue
			}
			inner, _ := io.ReadAll(r) //nolint:errcheck // what follows the stream is not part of it
			if holds(t, inner, text, depth+1) {
				return true
			}
		}
	}
	return false
}

func TestAPackedTextIsFound(t *testing.T) {
	var inner, outer, packed bytes.Buffer
	z := zip.NewWriter(&inner)
	f, err := z.Create("a.xml")
	must(t, err)
	f.Write([]byte("<t>" + wording + "</t>"))
	must(t, z.Close())
	z = zip.NewWriter(&outer)
	f, err = z.Create("b.xlsx")
	must(t, err)
	f.Write(inner.Bytes())
	must(t, z.Close())
	deflate := zlib.NewWriter(&packed)
	deflate.Write([]byte("BT (" + wording + ") Tj ET"))
	must(t, deflate.Close())
	for name, data := range map[string][]byte{
		"an archive within an archive": outer.Bytes(),
		"a stream of a PDF":            append(append([]byte("%PDF-1.7\n<< >>\nstream\n"), packed.Bytes()...), "\nendstream"...),
	} {
		if !holds(t, data, wording, 0) || holds(t, data, "something else", 0) {
			t.Errorf("%s is not looked into", name)
		}
	}
}
