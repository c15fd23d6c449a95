package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"ringwall/internal/webui"
)

// browser is a headless Chromium on the pages of a running program. Whatever
// the pages report to the console as an error fails the test: an uncaught
// exception, or a breach of the content security policy.
type browser struct {
	t    *testing.T
	ctx  context.Context
	root string

	mu     sync.Mutex
	errors []string
}

// newBrowser starts a browser. Without Chromium or the built web app the test
// is skipped, except in CI, where both must be there.
func newBrowser(t *testing.T, root string) *browser {
	t.Helper()
	path := chromium()
	if path == "" || !webui.Built() {
		const need = "the browser tests need Chromium and the built web app (make web)"
		if os.Getenv("CI") == "true" {
			t.Fatal(need)
		}
		t.Skip(need)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-dev-shm-usage", true),
	)
	allocator, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, stop := chromedp.NewContext(allocator)
	t.Cleanup(stop)
	b := &browser{t: t, ctx: ctx, root: root}
	b.do(chromedp.EmulateViewport(1440, 900))
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			if m.Type == "error" || m.Type == chromedp.ConsoleException {
				// A refused request is an answer, and the page shows it.
				if strings.Contains(m.Text, "Failed to load resource") {
					continue
				}
				b.mu.Lock()
				b.errors = append(b.errors, m.Text)
				b.mu.Unlock()
			}
		}
	}()
	return b
}

func chromium() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// patience is how long a page may take to show what is expected of it.
const patience = 20 * time.Second

func (b *browser) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.fail(err)
	}
}

// fail ends the test with what the page shows.
func (b *browser) fail(err error) {
	b.t.Helper()
	b.shot("failed")
	text, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string](`location.pathname + "\n" + document.body.innerText.slice(0, 3000)`))
	b.t.Fatalf("%v\nthe page shows: %s\nconsole: %s", err, text, strings.Join(b.errors, "\n"))
}

// eval runs an expression in the page; a promise is awaited.
func eval[T any](b *browser, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.fail(fmt.Errorf("evaluate %.120s: %w", expression, err))
	}
	return v
}

func (b *browser) open(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.root + path))
}

// wait waits until an expression is true in the page.
func (b *browser) wait(what, expression string) {
	b.t.Helper()
	deadline := time.Now().Add(patience)
	for time.Now().Before(deadline) {
		ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("Boolean("+expression+")"))
		if err == nil && ok {
			return
		}
		time.Sleep(40 * time.Millisecond)
	}
	b.fail(fmt.Errorf("waited %v for %s", patience, what))
}

func quote(s string) string { return strconv.Quote(s) }

// sees waits until the page shows a text.
func (b *browser) sees(text string) {
	b.t.Helper()
	b.wait("the text "+quote(text), "document.body.innerText.toLowerCase().includes("+quote(strings.ToLower(text))+")")
}

// byLabel is an expression for the field with a label.
func byLabel(label string) string {
	return `(() => {
		const clean = (s) => s.replace(/\s*\*$/, "").trim();
		for (const l of document.querySelectorAll("label")) {
			if (clean(l.textContent) !== ` + quote(label) + `) continue;
			const field = l.htmlFor ? document.getElementById(l.htmlFor) : l.querySelector("input,textarea,select");
			if (field) return field;
		}
		return document.querySelector('[aria-label="' + CSS.escape(` + quote(label) + `) + '"]');
	})()`
}

// fill types into the field with a label.
func (b *browser) fill(label, value string) {
	b.t.Helper()
	b.wait("the field "+quote(label), byLabel(label))
	eval[bool](b, "("+byLabel(label)+".focus(), "+byLabel(label)+".select?.(), true)")
	b.do(chromedp.KeyEvent(value))
}

// byName is an expression for the visible button or link with a name.
func byName(name string) string {
	return `[...document.querySelectorAll("button,a,[role=tab],[role=menuitem],[role=option]")].find((e) =>
		(e.innerText.replace(/\s+/g, " ").trim() === ` + quote(name) + ` || e.getAttribute("aria-label") === ` + quote(name) + `) && e.getClientRects().length > 0 && !e.disabled)`
}

// press clicks the button or link with a name.
func (b *browser) press(name string) {
	b.t.Helper()
	b.wait("the button "+quote(name), byName(name))
	eval[bool](b, "("+byName(name)+".click(), true)")
}

// check ticks the box with a label.
func (b *browser) check(label string) {
	b.t.Helper()
	b.wait("the box "+quote(label), byLabel(label))
	eval[bool](b, "("+byLabel(label)+".click(), true)")
}

// waitFor waits until a promise gives a value.
func (b *browser) waitFor(what, promise, want string) {
	b.t.Helper()
	deadline := time.Now().Add(patience)
	got := ""
	for time.Now().Before(deadline) {
		if got = eval[string](b, promise); got == want {
			return
		}
		time.Sleep(40 * time.Millisecond)
	}
	b.fail(fmt.Errorf("waited %v for %s: it is %q", patience, what, got))
}

// setUp fills the first start in.
func (b *browser) setUp() {
	b.t.Helper()
	b.fill("Name of the organisation", "Quellbrunn Water")
	b.fill("Your name", "Ann Berg")
	b.fill("E-mail address", "ann@example.test")
	b.fill("Password", "correct horse battery 7")
	b.fill("Password, once more", "correct horse battery 7")
	b.press("Set up and sign in")
}

// key types keys into whatever has the focus.
func (b *browser) key(keys string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(keys))
}

// shot keeps a picture of the page where SCREENSHOTS names a folder.
func (b *browser) shot(name string) {
	dir := os.Getenv("SCREENSHOTS")
	if dir == "" {
		return
	}
	picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), picture, 0o644)
	}
	if err != nil {
		b.t.Logf("screenshot %s: %v", name, err)
	}
}

// axe holds the page against the accessibility rules of axe-core, WCAG 2.1 AA.
func (b *browser) axe(name string) {
	b.t.Helper()
	source, err := os.ReadFile("../../web/node_modules/axe-core/axe.min.js")
	if err != nil {
		b.t.Fatalf("axe-core comes with the web app's packages: %v", err)
	}
	b.settled()
	if !eval[bool](b, "typeof axe === 'object'") {
		eval[bool](b, string(source)+"; true")
	}
	found := eval[[]string](b, `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}).then((r) =>
		r.violations.flatMap((v) => v.nodes.map((n) => v.id + ": " + v.help + " at " + n.target.join(" ") + " " + (n.any[0]?.message ?? ""))))`)
	for _, f := range found {
		b.t.Errorf("%s: %s", name, f)
	}
}

// settled waits until nothing loads and nothing moves.
func (b *browser) settled() {
	b.t.Helper()
	b.wait("the page to be still", `document.readyState === "complete" && !document.querySelector("[aria-busy=true]") && document.getAnimations().every((a) => a.playState !== "running" || a.effect?.getTiming().iterations === Infinity)`)
}

// quiet fails the test for every error on the console so far.
func (b *browser) quiet() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, e := range b.errors {
		b.t.Errorf("console: %s", e)
	}
	b.errors = nil
}
