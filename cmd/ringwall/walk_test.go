package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestFromTheFirstStartToThePDF walks the way of a plant security manager on
// the first day: an account, the example plant, an asset list with broken rows,
// a zone's requirements, the level it reaches, and the report.
func TestFromTheFirstStartToThePDF(t *testing.T) {
	p := start(t, "--demo")
	b := newBrowser(t, p.address)

	// First start.
	b.open("/")
	b.sees("Set up Ringwall")
	b.axe("first start")
	b.shot("start")
	b.setUp()

	// The portfolio shows the example with its gap.
	b.sees("Quellbrunn bottling plant")
	b.axe("sites")
	b.shot("sites")
	b.press("QB Quellbrunn bottling plant")

	// The overview says what to do next.
	b.sees("What to do next")
	b.axe("overview")
	b.shot("overview")
	site := strings.TrimPrefix(eval[string](b, "location.pathname"), "/sites/")

	// An asset list with three broken rows.
	b.open("/sites/" + site + "/imports")
	b.sees("Drop a file here")
	b.axe("imports")
	list, err := filepath.Abs("../../testdata/example/new-assets.csv")
	if err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.SetUploadFiles(`input[type="file"]`, []string{list}))
	b.sees("Which column is what?")
	b.axe("columns")
	b.shot("columns")
	b.press("Show the preview")
	b.sees("Nothing is stored yet")
	b.wait("three refused rows", `[...document.querySelectorAll("[role=tab]")].some((e) => /refuse/i.test(e.innerText) && /\b3\b/.test(e.innerText))`)
	b.axe("preview")
	b.shot("preview")
	b.check("Apply without the 3 refused rows")
	b.press("Apply 16 rows")
	b.sees("The site now has what the file brought")
	b.shot("applied")

	// Answering with the keyboard moves what the zone reaches.
	zone := eval[string](b, `fetch("/api/v1/sites/`+site+`/zones").then((r) => r.json()).then((l) => l.items.find((z) => z.key === "Z-02").id)`)
	b.open("/sites/" + site + "/requirements/zone/" + zone)
	b.sees("SR 1.1")
	b.axe("requirements")
	b.shot("requirements")
	const state = `fetch("/api/v1/sites/%s/subjects/zone/%s/requirements").then((r) => r.json()).then((l) => l.items.find((a) => a.requirement.id === "SR 1.1").effective.state)`
	for _, press := range []struct{ keys, state string }{{"3", "not-met"}, {"k1", "met"}} { // an answer moves on, k goes back
		b.key(press.keys)
		b.waitFor("the answer "+press.state, fmt.Sprintf(state, site, zone), press.state)
	}

	// Every screen of the site, wide and narrow, light and dark.
	screens := []struct{ path, shows string }{
		{"", "What to do next"},
		{"/drawing", "Z-03"},
		{"/assets", "AGV-701"},
		{"/zones", "Z-01"},
		{"/requirements/zone/" + zone, "SR 1.1"},
		{"/levels", "SL-T"},
		{"/imports", "new-assets.csv"},
		{"/history", "Ann Berg"},
		{"/report", "PDF"},
	}
	for _, look := range []struct {
		name, scheme  string
		width, height int64
	}{{"wide-light", "light", 1440, 900}, {"wide-dark", "dark", 1440, 900}, {"narrow-light", "light", 390, 844}, {"narrow-dark", "dark", 390, 844}} {
		b.do(chromedp.EmulateViewport(look.width, look.height))
		eval[bool](b, `(localStorage.setItem("mantine-color-scheme-value", "`+look.scheme+`"), true)`)
		for _, screen := range screens {
			b.open("/sites/" + site + screen.path)
			b.sees(screen.shows)
			name, _, _ := strings.Cut(strings.TrimPrefix(screen.path, "/"), "/")
			b.axe(look.name + " /" + name)
			b.shot(look.name + "-" + name)
			if over := eval[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
				t.Errorf("%s /%s is %d pixels wider than the window", look.name, name, over)
			}
		}
		for _, screen := range []struct{ path, shows string }{{"/", "Quellbrunn bottling plant"}, {"/users", "ann@example.test"}, {"/settings", "Profile"}} {
			b.open(screen.path)
			b.sees(screen.shows)
			b.axe(look.name + " " + screen.path)
			b.shot(look.name + "-" + strings.ReplaceAll(screen.path, "/", "org-"))
		}
	}

	// The report, by the link that the page offers.
	b.do(chromedp.EmulateViewport(1440, 900))
	b.open("/sites/" + site + "/report")
	b.wait("the link to the PDF", `document.querySelector('a[href*="format=pdf"]')`)
	pdf, err := base64.StdEncoding.DecodeString(eval[string](b, `fetch(document.querySelector('a[href*="format=pdf"]').href).then((r) => r.blob()).then((f) =>
		new Promise((done) => { const r = new FileReader(); r.onload = () => done(r.result.split(",")[1]); r.readAsDataURL(f); }))`))
	if err != nil {
		t.Fatal(err)
	}
	text := pdfText(t, pdf)
	for _, want := range []string{"Security levels and gaps", "Quellbrunn bottling plant", "ledger checkpoint", "What holds each level back", "Z-02"} {
		if !strings.Contains(text, want) {
			t.Errorf("the PDF does not say %q", want)
		}
	}
	b.quiet()
}

// pdfText is what a reader of the PDF can read.
func pdfText(t *testing.T, pdf []byte) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("reading the PDF needs pdftotext (poppler-utils)")
		}
		t.Skip("reading the PDF needs pdftotext (poppler-utils)")
	}
	cmd := exec.Command(tool, "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("the PDF of %d bytes cannot be read: %v", len(pdf), err)
	}
	// The font has its own hyphen.
	return strings.NewReplacer("\u2010", "-", "\u2212", "-", "\u00ad", "-").Replace(string(out))
}

// firstPageScript is the most that the first page may load, compressed.
const firstPageScript = 250_000

// TestTheFirstPageIsSmall adds up the scripts that the sign-in page and the
// portfolio load before anything else is opened.
func TestTheFirstPageIsSmall(t *testing.T) {
	p := start(t, "--demo")
	b := newBrowser(t, p.address)
	b.open("/")
	b.sees("Set up Ringwall")
	b.setUp()
	b.sees("Quellbrunn bottling plant")
	b.open("/")
	b.sees("Quellbrunn bottling plant")
	b.settled()
	size := eval[int](b, `performance.getEntriesByType("resource").filter((r) => r.name.endsWith(".js")).reduce((sum, r) => sum + r.encodedBodySize, 0)`)
	if size == 0 || size > firstPageScript {
		t.Errorf("the first page loads %d bytes of script, want at most %d", size, firstPageScript)
	}
	t.Logf("%d bytes of script", size)
}
