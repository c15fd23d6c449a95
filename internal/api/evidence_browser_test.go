package api

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestNoScriptOfAFileRunsInABrowser opens hostile files in Chromium, by their
// addresses and in a new window. A script that runs asks for /canary. So that
// silence proves something, one of the files is served as a page as well.
func TestNoScriptOfAFileRunsInABrowser(t *testing.T) {
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("Chromium is missing; apt-get install chromium")
		}
		t.Skip("Chromium is missing")
	}
	w := newWorld(t)
	id, as := shelfOf(t, w)
	files := hostileFiles()
	for _, f := range files {
		w.upload(t, id, f, as)
	}
	var mu sync.Mutex
	sung := map[string]int{}
	mux := http.NewServeMux()
	mux.Handle("/", w)
	mux.HandleFunc("/canary", func(_ http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		sung[r.URL.RawQuery]++
	})
	mux.HandleFunc("/as-a-page", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "text/html")
		fmt.Fprint(rw, strings.ReplaceAll(pageFile, "NAME", "self-test"))
	})
	mux.HandleFunc("/plain", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "text/html")
		fmt.Fprint(rw, "<!doctype html><title>Without a policy</title><body></body>")
	})
	server := httptest.NewServer(mux)
	defer server.Close()

	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox)
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	ctx, cancel = context.WithTimeout(ctx, 4*time.Minute)
	defer cancel()
	_, err = chromedp.Run(ctx, chromedp.Navigate(server.URL+"/"))
	must(t, err)
	in := strings.NewReplacer("EMAIL", w.orgs[0].admin.email, "PASSWORD", goodPassword).Replace(signInHere)
	status, err := chromedp.Run(ctx, chromedp.Evaluate[int](in, chromedp.EvalAwaitPromise))
	must(t, err)
	if status != http.StatusOK {
		t.Fatalf("signed in: %d", status)
	}
	opened := 0
	for i := range files {
		for _, query := range []string{"", "?preview=true"} {
			address := fmt.Sprintf("%s/api/v1/evidence/%s/files/%d%s", server.URL, id, i+1, query)
			// A file that is saved ends the navigation; a refusal is shown as JSON.
			_, err := chromedp.Run(ctx, chromedp.Navigate(address))
			if err == nil && query == "" {
				t.Errorf("%q opens in the browser", files[i].name)
			}
			opened++
		}
	}
	// As a page of the same origin without any policy would use them: in a new
	// window, a frame, a script, a module, a worker, an object and a style.
	_, err = chromedp.Run(ctx, chromedp.Navigate(server.URL+"/plain"))
	must(t, err)
	trick := strings.NewReplacer("ID", id, "COUNT", fmt.Sprint(len(files))).Replace(openEverywhere)
	held, err := chromedp.Run(ctx, chromedp.Evaluate[int](trick, chromedp.EvalAwaitPromise))
	must(t, err)
	if held != len(files) {
		t.Errorf("%d of %d files were tried", held, len(files))
	}
	_, err = chromedp.Run(ctx, chromedp.Navigate(server.URL+"/as-a-page"))
	must(t, err)
	for range 50 {
		mu.Lock()
		heard := sung["self-test"]
		mu.Unlock()
		if heard > 0 {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	mu.Lock()
	defer mu.Unlock()
	if sung["self-test"] == 0 {
		t.Error("a script in a page goes unheard, so this test proves nothing")
	}
	delete(sung, "self-test")
	if len(sung) > 0 {
		t.Errorf("scripts ran: %v", sung)
	}
	t.Logf("%d addresses were opened", opened)
}

const signInHere = `fetch('/api/v1/session', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({email: 'EMAIL', password: 'PASSWORD'})}).then(r => r.status)`

const openEverywhere = `(async () => {
	let tried = 0
	for (let i = 1; i <= COUNT; i++) {
		const address = '/api/v1/evidence/ID/files/' + i
		const frame = document.createElement('iframe')
		frame.src = address
		const code = document.createElement('script')
		code.src = address
		const style = document.createElement('link')
		style.rel = 'stylesheet'
		style.href = address
		const object = document.createElement('object')
		object.data = address
		document.body.append(frame, code, style, object)
		try { window.open(address) } catch (e) { /* held back */ }
		try { new Worker(address) } catch (e) { /* held back */ }
		await import(address).catch(() => {})
		tried++
	}
	await new Promise(done => setTimeout(done, 1000))
	return tried
})()`
