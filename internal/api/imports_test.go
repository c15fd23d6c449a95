package api

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
)

// form is a file as a page sends it.
func form(t *testing.T, name string, content []byte) (body []byte, media string) {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	part, err := m.CreateFormFile("file", name)
	must(t, err)
	_, err = part.Write(content)
	must(t, err)
	must(t, m.Close())
	return b.Bytes(), m.FormDataContentType()
}

func (w *world) sendFile(t *testing.T, site plant.SiteID, name string, content []byte, as func(*http.Request)) *http.Response {
	t.Helper()
	body, media := form(t, name, content)
	return w.send("POST", "/api/v1/sites/"+string(site)+"/imports", body, func(r *http.Request) {
		r.Header.Set("Content-Type", media)
		as(r)
	})
}

// read is a JSON answer.
func read[T any](t *testing.T, r *http.Response, status int) (v T) {
	t.Helper()
	body := text(t, r)
	if r.StatusCode != status {
		t.Fatalf("%d, want %d: %s", r.StatusCode, status, body)
	}
	must(t, json.Unmarshal([]byte(body), &v))
	return v
}

// uploaded sends a file and waits until it needs somebody.
func (w *world) uploaded(t *testing.T, site plant.SiteID, name string, content []byte, as func(*http.Request)) csms.Import {
	t.Helper()
	r := w.sendFile(t, site, name, content, as)
	i := read[csms.Import](t, r, http.StatusCreated)
	return w.settled(t, r.Header.Get("Location"), i, as)
}

func (w *world) settled(t *testing.T, path string, i csms.Import, as func(*http.Request)) csms.Import {
	t.Helper()
	for end := time.Now().Add(time.Minute); i.State == csms.ImportReading && time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		i = read[csms.Import](t, w.send("GET", path, nil, as), http.StatusOK)
	}
	return i
}

func TestAListFromTheUploadToTheAct(t *testing.T) {
	w := newWorld(t)
	w.svc.Run(t.Context())
	h := w.orgs[0]
	site := h.sites[0].id
	as := bySession(w.secretOf(t, h.admin.email))
	list := "Tag;Type;IP\nPLC-1;PLC;10.0.0.1\nPLC-2;PLC;10.0.0.999\nPLC-3;PLC;10.0.0.3\n"
	i := w.uploaded(t, site, `C:\lists\line 1.csv`, []byte(list), as)
	if i.State != csms.ImportMapping || i.File != "line 1.csv" || i.Mapping == nil {
		t.Fatalf("%+v", i)
	}
	path := "/api/v1/sites/" + string(site) + "/imports/" + i.ID
	mapping := map[string]any{"sheet": i.Mapping.Sheet, "header": i.Mapping.Header, "columns": i.Mapping.Columns}
	i = w.settled(t, path, read[csms.Import](t, w.send("PUT", path+"/mapping", mapping, as), http.StatusOK), as)
	if i.State != csms.ImportReady || i.Counts["add"] != 2 || i.Counts["refuse"] != 1 {
		t.Fatalf("%+v", i)
	}
	rows := read[page[csms.ImportRow]](t, w.send("GET", path+"/rows?limit=2", nil, as), http.StatusOK)
	rest := read[page[csms.ImportRow]](t, w.send("GET", path+"/rows?limit=2&after="+rows.Next, nil, as), http.StatusOK)
	if rows.Total != 3 || len(rows.Items) != 2 || len(rest.Items) != 1 || rest.Next != "" {
		t.Errorf("rows %+v then %+v", rows, rest)
	}
	refused := read[page[csms.ImportRow]](t, w.send("GET", path+"/rows?outcome=refuse", nil, as), http.StatusOK)
	if refused.Total != 1 || refused.Items[0].Row != 3 || refused.Items[0].Refusals[0].Cell != "C3" {
		t.Errorf("refused %+v", refused)
	}
	for query, status := range map[string]int{"?after=x": 422, "?after=-1": 422, "?outcome=maybe": 422, "?limit=0": 422, "?limit=201": 422, "?x=1": 422} {
		if r := w.send("GET", path+"/rows"+query, nil, as); r.StatusCode != status {
			t.Errorf("rows%s: %d", query, r.StatusCode)
		}
	}
	if p := problemOf(t, w.send("POST", path+"/apply", `{}`, as)); p.Status != http.StatusConflict || p.Code != "refused-rows" {
		t.Errorf("%+v", p)
	}
	if p := problemOf(t, w.send("POST", path+"/apply", `{"rows":[1],"withoutRefused":true}`, as)); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("%+v", p)
	}
	i = read[csms.Import](t, w.send("POST", path+"/apply", `{"withoutRefused":true,"note":"spring"}`, as), http.StatusOK)
	if i.State != csms.ImportApplied || i.Entry == 0 {
		t.Fatalf("%+v", i)
	}
	for _, request := range []struct{ method, path, body string }{
		{"POST", path + "/apply", `{"withoutRefused":true}`}, {"PUT", path + "/mapping", `{"sheet":"x","header":1,"columns":{}}`}, {"DELETE", path, ""},
	} {
		var body any
		if request.body != "" {
			body = request.body
		}
		if p := problemOf(t, w.send(request.method, request.path, body, as)); p.Status != http.StatusConflict || p.Code != "state" {
			t.Errorf("%s %s after it was applied: %+v", request.method, request.path, p)
		}
	}
	all := read[page[csms.Import]](t, w.send("GET", "/api/v1/sites/"+string(site)+"/imports", nil, as), http.StatusOK)
	at := slices.IndexFunc(all.Items, func(x csms.Import) bool { return x.ID == i.ID })
	if at < 0 || all.Items[at].Sheets != nil || all.Items[at].Counts["add"] != 2 {
		t.Errorf("the list has %+v", all.Items)
	}
}

func TestUploadsThatAreNone(t *testing.T) {
	w := newWorld(t)
	h := w.orgs[0]
	site := h.sites[0].id
	as := bySession(w.secretOf(t, h.admin.email))
	whole, media := form(t, "list.csv", []byte("key,type\nPLC-1,PLC\n"))
	send := func(body []byte, media string) *http.Response {
		return w.send("POST", "/api/v1/sites/"+string(site)+"/imports", body, func(r *http.Request) {
			r.Header.Set("Content-Type", media)
			as(r)
		})
	}
	named := func(field, file string) []byte {
		return bytes.Replace(whole, []byte(`name="file"; filename="list.csv"`), []byte(`name="`+field+`"`+file), 1)
	}
	for name, c := range map[string]struct {
		body   []byte
		media  string
		status int
	}{
		"JSON":                     {[]byte(`{}`), "application/json", 415},
		"no boundary":              {whole, "multipart/form-data", 415},
		"nothing":                  {nil, media, 422},
		"no part":                  {[]byte("--x--\r\n"), "multipart/form-data; boundary=x", 422},
		"another field":            {named("other", `; filename="list.csv"`), media, 422},
		"a field without a file":   {named("file", ""), media, 422},
		"half a form":              {whole[:len(whole)-30], media, 400},
		"a head and no more":       {whole[:40], media, 422},
		"a file of no known kind":  {bytes.Replace(whole, []byte("list.csv"), []byte("list.exe"), 1), media, 422},
		"a folder's name for file": {bytes.Replace(whole, []byte("list.csv"), []byte("../../x.csv"), 1), media, 201},
	} {
		r := send(c.body, c.media)
		if r.StatusCode != c.status {
			t.Errorf("%s: %d, want %d: %s", name, r.StatusCode, c.status, text(t, r))
		} else if c.status != 201 {
			problemOf(t, r)
		}
	}
	if strings.Contains(w.log.String(), "level=ERROR") {
		t.Errorf("what the client did is logged as our fault:\n%s", w.log.String())
	}
}

func TestNobodySeesAnImportWhoMayNotRunOne(t *testing.T) {
	w := newWorld(t)
	h, other := w.orgs[0], w.orgs[1]
	site := h.sites[0]
	owner := bySession(w.secretOf(t, h.admin.email))
	i := read[csms.Import](t, w.sendFile(t, site.id, "list.csv", []byte("key\nPLC-1\n"), owner), http.StatusCreated)
	path := "/api/v1/sites/" + string(site.id) + "/imports/" + i.ID
	for name, c := range map[string]struct {
		email  string
		status int
	}{
		"a viewer":                  {w.account(t, h, "viewer", access.Grant{Role: access.Viewer}).Email, 403},
		"an auditor":                {w.account(t, h, "auditor", access.Grant{Role: access.Auditor}).Email, 403},
		"an integrator":             {w.account(t, h, "integrator", access.Grant{Role: access.Integrator, Site: site.id, Zones: []plant.ZoneID{site.zones[0].ID}}).Email, 403},
		"a supplier":                {w.account(t, h, "supplier", access.Grant{Role: access.Supplier, Vendor: "Acme"}).Email, 403},
		"an engineer of the other":  {w.account(t, h, "engineer", access.Grant{Role: access.Engineer, Site: h.sites[1].id}).Email, 404},
		"the other's administrator": {other.admin.email, 404},
	} {
		as := bySession(w.secretOf(t, c.email))
		for _, below := range []string{"", "/rows", "/events"} {
			if r := w.send("GET", path+below, nil, as); r.StatusCode != c.status {
				t.Errorf("%s, %s: %d, want %d", name, below, r.StatusCode, c.status)
			}
		}
	}
	// An import is one of its site: by the path of another it is not there.
	if r := w.send("GET", "/api/v1/sites/"+string(h.sites[1].id)+"/imports/"+i.ID, nil, owner); r.StatusCode != http.StatusNotFound {
		t.Errorf("by the other site: %d", r.StatusCode)
	}
}

// watched opens the events of an import that nobody reads, and returns once the
// first has come; ended is closed with the stream.
func watched(t *testing.T, w *world, path string, as func(*http.Request)) (ended chan struct{}) {
	t.Helper()
	server := httptest.NewServer(w)
	t.Cleanup(server.Close)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+path, nil)
	must(t, err)
	as(r)
	res, err := server.Client().Do(r)
	must(t, err)
	t.Cleanup(func() { res.Body.Close() })
	if res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != "text/event-stream" || res.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%d %v", res.StatusCode, res.Header)
	}
	in := bufio.NewReader(res.Body)
	if line, err := in.ReadString('\n'); err != nil || line != "event: import\n" {
		t.Fatalf("%q, %v", line, err)
	}
	ended = make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, in)
		close(ended)
	}()
	return ended
}

func TestAStreamEndsWithTheRightToSeeIt(t *testing.T) {
	for name, end := range map[string]func(*testing.T, *world, *house, csms.Import, func(*http.Request)){
		"the session ends": func(t *testing.T, w *world, _ *house, _ csms.Import, as func(*http.Request)) {
			if r := w.send("DELETE", "/api/v1/session", nil, as); r.StatusCode >= 300 {
				t.Fatalf("sign out: %d", r.StatusCode)
			}
		},
		"the import is discarded": func(t *testing.T, w *world, h *house, i csms.Import, as func(*http.Request)) {
			if r := w.send("DELETE", "/api/v1/sites/"+string(h.sites[0].id)+"/imports/"+i.ID, nil, as); r.StatusCode >= 300 {
				t.Fatalf("discard: %d", r.StatusCode)
			}
		},
		"the server stops": func(_ *testing.T, w *world, _ *house, _ csms.Import, _ func(*http.Request)) {
			w.EndStreams()
			w.EndStreams() // twice does no harm
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t) // where nobody reads imports
			h := w.orgs[0]
			as := bySession(w.secretOf(t, h.admin.email))
			i := read[csms.Import](t, w.sendFile(t, h.sites[0].id, "list.csv", []byte("key\nPLC-1\n"), as), http.StatusCreated)
			ended := watched(t, w, "/api/v1/sites/"+string(h.sites[0].id)+"/imports/"+i.ID+"/events", as)
			end(t, w, h, i, as)
			select {
			case <-ended:
			case <-time.After(5 * time.Second):
				t.Error("the stream goes on")
			}
		})
	}
}
