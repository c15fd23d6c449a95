package api

import (
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestABrowserKeepsTheSessionAndThePolicy asks Chromium itself: the cookie
// needs a secure connection, which loopback counts as, and the policy must hold
// back what a script smuggled into the page would do first.
func TestABrowserKeepsTheSessionAndThePolicy(t *testing.T) {
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("Chromium is missing; apt-get install chromium")
		}
		t.Skip("Chromium is missing")
	}
	w := newWorld(t)
	server := httptest.NewServer(w)
	defer server.Close()
	for _, host := range []string{"127.0.0.1", "localhost"} {
		t.Run(host, func(t *testing.T) {
			options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox)
			ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
			defer cancel()
			ctx, cancel = chromedp.NewContext(ctx)
			defer cancel()
			ctx, cancel = context.WithTimeout(ctx, time.Minute)
			defer cancel()
			_, err := chromedp.Run(ctx, chromedp.Navigate(strings.Replace(server.URL, "127.0.0.1", host, 1)+"/"))
			must(t, err)
			script := strings.NewReplacer("EMAIL", w.orgs[0].admin.email, "PASSWORD", goodPassword).Replace(inBrowser)
			got, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](script, chromedp.EvalAwaitPromise))
			must(t, err)
			want := []string{"signed in 200", "known 200", "cookie hidden", "html TypeError", "inline held back", "signed out 204", "forgotten 401"}
			if strings.Join(got, ", ") != strings.Join(want, ", ") {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}

const inBrowser = `(async () => {
	const told = []
	const ask = (method, body) => fetch('/api/v1/session', {method, headers: {'Content-Type': 'application/json'}, body: body && JSON.stringify(body)})
	told.push('signed in ' + (await ask('POST', {email: 'EMAIL', password: 'PASSWORD'})).status)
	told.push('known ' + (await fetch('/api/v1/session')).status)
	told.push(document.cookie === '' ? 'cookie hidden' : 'cookie shown: ' + document.cookie)
	try { document.body.innerHTML = '<b>x</b>'; told.push('html taken') } catch (e) { told.push('html ' + e.name) }
	const style = document.createElement('style')
	style.textContent = 'body { outline: 7px solid red }'
	document.head.append(style)
	told.push(getComputedStyle(document.body).outlineWidth === '7px' ? 'inline taken' : 'inline held back')
	told.push('signed out ' + (await ask('DELETE')).status)
	told.push('forgotten ' + (await fetch('/api/v1/session')).status)
	return told
})()`
