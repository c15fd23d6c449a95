package main

import (
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
	b.fill("Name of the organisation", "Quellbrunn Water")
	b.fill("Your name", "Ann Berg")
	b.fill("E-mail address", "ann@example.test")
	b.fill("Password", "correct horse battery 7")
	b.fill("Password, once more", "correct horse battery 7")
	b.press("Set up and sign in")

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

	// Every screen of the site, in light and dark, wide and narrow.
	for _, screen := range []struct{ path, shows string }{
		{"", "What to do next"},
		{"/drawing", "Z-03"},
		{"/assets", "AGV-701"},
		{"/zones", "Z-01"},
		{"/levels", "SL-T"},
		{"/history", "Ann Berg"},
		{"/report", "PDF"},
	} {
		b.open("/sites/" + site + screen.path)
		b.sees(screen.shows)
		b.axe("wide " + screen.path)
		b.shot("wide" + strings.ReplaceAll(screen.path, "/", "-"))
	}
	b.quiet()
}
