package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// desk is one of the organisations of an exchange, at a browser of its own.
type desk struct {
	*browser
	files string
}

// newDesk starts an installation for an organisation of its own.
func newDesk(t *testing.T, name, parties string, args ...string) desk {
	t.Helper()
	p := start(t, args...)
	b := newBrowser(t, p.address)
	b.open("/")
	b.fill("Name of the organisation", name)
	b.fill("Your name", "Ann Berg")
	b.fill("E-mail address", "ann@example.test")
	b.fill("Password", "correct horse battery 7")
	b.fill("Password, once more", "correct horse battery 7")
	b.press("Set up and sign in")
	b.wait("the session", `document.querySelector("nav")`)
	x := desk{b, t.TempDir()}
	var org map[string]any
	x.call("GET", "/organisation", nil, &org)
	org["parties"] = strings.Split(parties, " ")
	x.call("PUT", "/organisation", org, nil)
	return x
}

// call asks the API as whoever is signed in.
func (p desk) call(method, path string, body, into any) {
	p.t.Helper()
	request := "{method: " + quote(method) + "}"
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			p.t.Fatal(err)
		}
		var version struct {
			Version int `json:"version"`
		}
		_ = json.Unmarshal(text, &version)
		request = fmt.Sprintf(`{method: %q, body: %s, headers: {"Content-Type": "application/json", "If-Match": "\"v%d\""}}`, method, quote(string(text)), version.Version)
	}
	answer := eval[string](p.browser, `fetch("/api/v1`+path+`", `+request+`).then((r) => r.text().then((text) => (r.ok ? "" : "!" + r.status + " ") + text))`)
	if strings.HasPrefix(answer, "!") {
		p.t.Fatalf("%s %s: %s", method, path, answer)
	}
	if into != nil {
		if err := json.Unmarshal([]byte(answer), into); err != nil {
			p.t.Fatalf("%s %s: %v in %.200s", method, path, err, answer)
		}
	}
}

// file keeps the file of the package that the page shows.
func (p desk) file(name string) string {
	p.t.Helper()
	p.sees("Signed with your key")
	text := eval[string](p.browser, `fetch([...document.querySelectorAll("a[download]")].find((a) => a.href.endsWith("/file")).href).then((r) => r.arrayBuffer()).then((b) => {
		let s = "";
		for (const x of new Uint8Array(b)) s += String.fromCharCode(x);
		return btoa(s);
	})`)
	content, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(content) == 0 {
		p.t.Fatalf("the file of %s: %v", name, err)
	}
	path := filepath.Join(p.files, name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		p.t.Fatal(err)
	}
	return path
}

// takes drops a file in, and keeps it.
func (p desk) takes(path string) {
	p.t.Helper()
	p.open("/exchange")
	p.sees("Drop a package that you received")
	p.do(chromedp.SetUploadFiles(`input[type="file"]`, []string{path}))
	p.sees("The file is as it was signed")
}

// confirms compares the key of a partner and confirms it.
func (p desk) confirms() {
	p.t.Helper()
	p.press("Confirm this key")
	p.check("I compared all eight words with the company on another way, and they are the same")
	p.fill("Your password", "correct horse battery 7")
	p.settled()
	p.axe("confirm a key")
	p.shot("exchange-trust")
	p.press("Confirm and sign")
	p.sees("is confirmed.")
}

// begins presses the button whose name begins with words.
func (p desk) begins(words string) {
	p.t.Helper()
	button := `[...document.querySelectorAll("button,a")].find((e) => e.innerText.trim().startsWith(` + quote(words) + `) && e.getClientRects().length > 0 && !e.disabled)`
	p.wait("a button that begins with "+words, button)
	eval[bool](p.browser, "("+button+".click(), true)")
}

// TestThePartiesExchangeOnThePages lets an owner ask, an integrator answer and
// build, and a supplier claim, each on pages of its own, with files in between.
func TestThePartiesExchangeOnThePages(t *testing.T) {
	owner := newDesk(t, "Quellbrunn Water", "asset-owner", "--demo")
	builder := newDesk(t, "Build AG", "service-provider product-supplier")

	// Nothing yet: each party is told what to do next.
	owner.open("/")
	owner.sees("Quellbrunn bottling plant")
	owner.settled()
	owner.key("g")
	owner.key("j")
	owner.sees("Your key, to read out")
	owner.sees("Nothing was asked yet")
	owner.press("Check a package offline")
	owner.wait("the command", `[...document.querySelectorAll("input")].some((e) => e.value === "ringwall verify package.zip")`)
	owner.settled()
	owner.axe("nothing asked")
	owner.shot("exchange-owner-empty")
	builder.open("/exchange")
	builder.sees("Nobody has asked you for anything yet")
	builder.press("As supplier")
	builder.sees("No claims were sent yet")
	builder.settled()
	builder.axe("no claims")
	builder.shot("exchange-supplier-empty")

	// The owner asks.
	owner.press("Send requirements")
	owner.sees("Stays here")
	owner.fill("For, by name", "Build AG")
	owner.settled()
	owner.axe("send requirements")
	owner.shot("exchange-ask")
	owner.press("Make and sign")
	owner.sees("is made and signed")
	owner.settled()
	owner.axe("a requirements package")
	owner.shot("exchange-asked")
	asked := owner.file("asked.zip")

	// A file that was altered is not kept.
	content, err := os.ReadFile(asked)
	if err != nil {
		t.Fatal(err)
	}
	damaged := filepath.Join(t.TempDir(), "altered.zip")
	if err := os.WriteFile(damaged, append(content, 'x'), 0o600); err != nil {
		t.Fatal(err)
	}
	builder.open("/exchange")
	builder.sees("Drop a package that you received")
	builder.do(chromedp.SetUploadFiles(`input[type="file"]`, []string{damaged}))
	builder.sees("The file is not as it was signed")
	builder.settled()
	builder.axe("a damaged file")
	builder.shot("exchange-damaged")

	// The integrator takes it in, and answers.
	var product map[string]any
	builder.call("POST", "/products", map[string]any{"key": "", "name": "Line controller", "vendor": "Build AG", "model": "LC 1", "types": []string{"embedded-device"}}, &product)
	builder.call("PUT", "/claims", map[string]any{"subjects": []any{map[string]any{"kind": "product", "id": product["id"]}}, "requirementSet": "iec-62443-4-2:2019", "requirements": []string{"CR 1.1"}, "set": map[string]any{"state": "met"}}, nil)
	builder.takes(asked)
	builder.settled()
	builder.axe("a checked file")
	builder.shot("exchange-checked")
	builder.press("Keep it and look")
	builder.confirms()
	builder.sees("Key known")
	builder.settled()
	builder.axe("a package that came in")
	builder.shot("exchange-received")
	builder.press("Make a project")
	builder.sees("The project is a site of your own")
	builder.shot("exchange-project")
	builder.press("Make the project")
	builder.answers()
	reply := builder.file("reply.zip")

	owner.decides(reply)
	builder.builds()
	built := builder.file("built.zip")

	owner.takes(built)
	owner.press("Keep it and look")
	owner.begins("Against the declared plant")
	owner.sees("Accepting the package does all of this in one act")
	owner.settled()
	owner.axe("as built")
	owner.shot("exchange-built")
	owner.accepts()
	owner.open("/exchange")
	owner.sees("What you asked, and what came back")
	owner.settled()
	owner.axe("what was asked")
	owner.shot("exchange-owner")

	// The supplier makes a claims package.
	builder.open("/exchange?tab=supplier")
	builder.press("Make a claims package")
	builder.press("Choose the only product")
	builder.settled()
	builder.shot("exchange-claims")
	builder.press("Make and sign")
	builder.sees("is made and signed")
	builder.axe("a claims package")

	owner.narrow()
	builder.narrow()
	owner.quiet()
	builder.quiet()
}

// answers works a reply through and sends it.
func (p desk) answers() {
	p.t.Helper()
	p.sees("Send the reply")
	p.sees("The keys j and k go down and up")
	p.settled()
	p.key("j")
	p.wait("the first line", `document.querySelector("aside form")`)
	p.key("c")
	p.sees("The line is answered.")
	p.wait("the second line at hand", `document.querySelector("[role=row][aria-rowindex='2'][data-active]")`)
	p.settled()
	p.axe("a line")
	p.shot("exchange-reply")
	p.key("d")
	p.sees("Offered instead")
	p.fill("Reason", "No such thing is on the market for this machine.")
	p.fill("Offered instead", "A guard in front of the cabinet.")
	p.check("Products that carry it")
	p.press("PD-001 Line controller")
	p.press("Save and go on")
	p.sees("1 deviate")
	p.check("Select line " + eval[string](p.browser, `document.querySelector("[role=row][aria-rowindex='3'] .mono:not(.key)").innerText`))
	p.press("Select all that are shown")
	p.sees("lines selected.")
	// The one that deviates stays as it is.
	p.check("Select line " + eval[string](p.browser, `document.querySelector("[role=row][aria-rowindex='2'] .mono:not(.key)").innerText`))
	p.press("Answer them")
	p.sees("Left empty, each line keeps its products")
	p.settled()
	p.axe("answer many")
	p.shot("exchange-bulk")
	eval[bool](p.browser, `(document.querySelector("[role=dialog] button[type=submit]").click(), true)`)
	p.sees("lines are answered.")
	p.settled()
	p.shot("exchange-reply-done")
	p.press("Send the reply")
	p.sees("The reply is closed by it")
	p.settled()
	p.axe("send the reply")
	p.shot("exchange-send")
	p.press("Make and sign")
	p.sees("is made and signed")
}

// decides looks at a reply line by line and accepts it.
func (p desk) decides(reply string) {
	p.t.Helper()
	p.takes(reply)
	p.press("Keep it and look")
	p.confirms()
	p.press("Show them")
	p.key("j")
	p.sees("No such thing is on the market for this machine.")
	p.fill("Comment", "The guard will do.")
	p.settled()
	p.axe("a deviation")
	p.shot("exchange-decide")
	p.press("Accept the deviation")
	p.sees("Your decision is kept.")
	p.begins("Falls short")
	p.settled()
	p.axe("where it falls short")
	p.shot("exchange-short")
	p.begins("Products (")
	p.settled()
	p.shot("exchange-offer")
	p.accepts()
}

func (p desk) accepts() {
	p.t.Helper()
	p.press("Accept")
	p.check("I looked at what it changes")
	p.fill("Your password", "correct horse battery 7")
	p.settled()
	p.axe("accept")
	p.shot("exchange-accept")
	p.press("Accept and sign")
	p.sees("The package is accepted")
	p.settled()
	p.shot("exchange-accepted")
}

// builds enters the results of the tests and hands the plant over.
func (p desk) builds() {
	p.t.Helper()
	p.open("/exchange")
	p.sees("What you were asked")
	p.settled()
	p.axe("what an integrator was asked")
	p.shot("exchange-integrator")
	p.press("Acceptance tests")
	p.sees("Checklists as XLSX")
	site := eval[string](p.browser, `new URLSearchParams(location.search).get("tests")`)
	// One zone was built otherwise than it was asked.
	var zones struct{ Items []map[string]any }
	p.call("GET", "/sites/"+site+"/zones", nil, &zones)
	zone := zones.Items[0]
	zone["description"] = "With a second cabinet beside the filler."
	p.call("PUT", "/sites/"+site+"/zones/"+zone["id"].(string), zone, nil)
	p.begins("Choose all ")
	p.press("Enter the result")
	p.fill("Done by", "Rolf Kern")
	p.fill("Witness", "Ann Berg")
	eval[bool](p.browser, `((e) => {
		Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(e, new Date().toISOString().slice(0, 10));
		return e.dispatchEvent(new Event("input", {bubbles: true}));
	})(document.querySelector("input[type=date]"))`)
	p.settled()
	p.axe("results")
	p.shot("exchange-results")
	p.press("Save")
	p.sees("The results of")
	eval[bool](p.browser, `(document.querySelector("tbody a").click(), true)`)
	p.sees("Who saw it for the owner")
	p.settled()
	p.axe("a test")
	p.shot("exchange-test")
	p.press("Cancel")
	p.settled()
	p.axe("tests")
	p.shot("exchange-tests")
	p.press("Hand over as built")
	p.sees("Stays here: risks, findings")
	p.settled()
	p.axe("hand over")
	p.shot("exchange-as-built")
	p.press("Make and sign")
	p.sees("is made and signed")
}

// narrow looks at every page of the exchange on a telephone, light and dark.
func (p desk) narrow() {
	p.t.Helper()
	var packages struct {
		Items []struct{ ID, Key, Kind, Direction string }
	}
	var replies struct {
		Items []struct{ ID, Site, Came string }
	}
	p.call("GET", "/packages", nil, &packages)
	p.call("GET", "/replies", nil, &replies)
	pages := map[string]string{"home": "", "all": "?tab=all"}
	for _, x := range packages.Items {
		pages[x.Kind+"-"+x.Direction] = "?package=" + x.ID
	}
	for _, x := range replies.Items {
		if x.Came == "" {
			pages["lines"], pages["tests"] = "?reply="+x.ID, "?tests="+x.Site
		}
	}
	for _, scheme := range []string{"light", "dark"} {
		eval[bool](p.browser, `(localStorage.setItem("mantine-color-scheme-value", `+quote(scheme)+`), true)`)
		for name, query := range pages {
			for size, width := range map[string]int64{"narrow": 390, "wide": 1440} {
				if size == "wide" && scheme == "light" && name != "all" {
					continue
				}
				p.do(chromedp.EmulateViewport(width, 900))
				p.open("/exchange" + query)
				p.wait("the content of "+name, `document.querySelector("h1") && document.querySelectorAll("main section, main table, main [role=grid]").length > 0`)
				p.settled()
				if over := eval[int](p.browser, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
					p.t.Errorf("the %s page of %s scrolls sideways by %d pixels", size, name, over)
				}
				p.axe(strings.Join([]string{size, scheme, name}, " "))
				p.shot("exchange-" + size + "-" + scheme + "-" + name)
			}
		}
	}
}
