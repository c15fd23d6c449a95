package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os/exec"
	"strings"
	"testing"
	"time"

	"ringwall/internal/csms"
)

// client is signed in to a running program.
type client struct {
	*program
	cookie string
}

// founded makes the first administrator and signs in.
func (p *program) founded(t *testing.T) *client {
	t.Helper()
	c := &client{program: p}
	r := c.send(t, "POST", "/start", "application/json", strings.NewReader(
		`{"organisationKey":"ACME","organisationName":"Acme","name":"Ann","email":"ann@example.test","password":"correct horse battery 7"}`))
	c.cookie, _, _ = strings.Cut(r.Header.Get("Set-Cookie"), ";")
	answered[any](t, r)
	return c
}

func (c *client) send(t *testing.T, method, path, media string, body io.Reader) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, c.address+"/api/v1"+path, body)
	if err != nil {
		t.Fatal(err)
	}
	if media != "" {
		r.Header.Set("Content-Type", media)
	}
	r.Header.Set("Cookie", c.cookie)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	return res
}

func answered[T any](t *testing.T, r *http.Response) (v T) {
	t.Helper()
	body, err := io.ReadAll(r.Body)
	if err == nil && r.StatusCode < 300 && len(body) > 0 {
		err = json.Unmarshal(body, &v)
	}
	if err != nil || r.StatusCode >= 300 {
		t.Fatalf("%d: %s (%v)", r.StatusCode, body, err)
	}
	return v
}

// TestStopsWhileAnImportIsReadAndWatched asks the program to end in the middle
// of reading a large list, while a page watches it, and starts it again: it
// stops at once and well, and goes on with the list afterwards.
func TestStopsWhileAnImportIsReadAndWatched(t *testing.T) {
	p := launch(t, t.TempDir())
	c := p.founded(t)
	site := answered[struct{ ID string }](t, c.send(t, "POST", "/sites", "application/json", strings.NewReader(`{"key":"S1","name":"S"}`))).ID

	var list bytes.Buffer
	form := multipart.NewWriter(&list)
	part, err := form.CreateFormFile("file", "list.csv")
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintln(part, "key,type")
	const rows = 60_000
	for n := range rows {
		fmt.Fprintf(part, "PLC-%06d,PLC\n", n)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	imports := "/sites/" + site + "/imports"
	i := answered[csms.Import](t, c.send(t, "POST", imports, form.FormDataContentType(), &list))
	path := imports + "/" + i.ID
	i = c.until(t, path, func(i csms.Import) bool { return i.State == csms.ImportMapping })
	mapping, err := json.Marshal(map[string]any{"sheet": i.Mapping.Sheet, "header": i.Mapping.Header, "columns": i.Mapping.Columns})
	if err != nil {
		t.Fatal(err)
	}
	answered[csms.Import](t, c.send(t, "PUT", path+"/mapping", "application/json", bytes.NewReader(mapping)))
	events := c.send(t, "GET", path+"/events", "", nil)
	if _, err := events.Body.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	if took := p.stop(t); took > 5*time.Second {
		t.Errorf("the program took %v to end", took)
	}

	p = launch(t, p.dir)
	c.program = p
	i = c.until(t, path, func(i csms.Import) bool { return i.State != csms.ImportReading })
	if i.State != csms.ImportReady || i.Counts["add"] != rows {
		t.Errorf("the import is %s with %v: %s", i.State, i.Counts, i.Error)
	}
	p.stop(t)
	if out, err := exec.Command("ringwall", "verify", "--data", p.data).CombinedOutput(); err != nil {
		t.Errorf("verify: %v\n%s", err, out)
	}
}

// until looks at an import until it is as wanted.
func (c *client) until(t *testing.T, path string, wanted func(csms.Import) bool) csms.Import {
	t.Helper()
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		i := answered[csms.Import](t, c.send(t, "GET", path, "", nil))
		if wanted(i) {
			return i
		}
		if i.State == csms.ImportFailed || time.Now().After(end) {
			t.Fatalf("the import is %s: %s", i.State, i.Error)
		}
	}
}
