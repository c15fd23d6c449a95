package main

import (
	"encoding/base64"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// party is one of the three of IEC 62443, with an installation of its own and
// somebody at a browser. Nothing goes between the installations but files.
type party struct {
	*browser
	name, mail string
}

// install starts the program for a party and sets it up on its first page.
func install(t *testing.T, name, person string, args ...string) *party {
	t.Helper()
	p := &party{newBrowser(t, start(t, args...).address), name, strings.ToLower(person) + "@example.test"}
	p.open("/")
	p.sees("Set up Ringwall")
	p.fill("Name of the organisation", name)
	p.fill("Your name", person)
	p.fill("E-mail address", p.mail)
	p.fill("Password", password)
	p.fill("Password, once more", password)
	p.press("Set up and sign in")
	p.wait("the portfolio", `location.pathname === "/" && document.querySelector("main h1")`)
	return p
}

// says runs statements against the API of the party, as whoever is signed in.
func (p *party) says(statements string) string {
	p.t.Helper()
	return eval[string](p.browser, `(async () => {
		const password = `+quote(password)+`, day = new Date().toISOString().slice(0, 10);
		const call = async (method, path, body, version) => {
			const headers = {"Content-Type": "application/json"};
			if (version !== undefined) headers["If-Match"] = '"v' + version + '"';
			const r = await fetch("/api/v1" + path, {method, headers, body: body && JSON.stringify(body)});
			const answer = await r.text();
			if (!r.ok) throw new Error(method + " " + path + ": " + r.status + " " + answer);
			return answer ? JSON.parse(answer) : {};
		};
		const get = (path) => call("GET", path);
		const post = (path, body) => call("POST", path, body);
		const items = async (path) => (await get(path + (path.includes("?") ? "&" : "?") + "limit=200")).items;
		`+statements+`
	})()`)
}

// file keeps what a path of the installation answers as a file, to be carried to
// another party.
func (p *party) file(path, name string) string {
	p.t.Helper()
	content, err := base64.StdEncoding.DecodeString(eval[string](p.browser, `fetch(`+quote(path)+`).then((r) => r.ok ? r.blob() : Promise.reject(new Error(String(r.status)))).then((f) =>
		new Promise((done) => { const r = new FileReader(); r.onload = () => done(r.result.split(",")[1]); r.readAsDataURL(f); }))`))
	if err != nil {
		p.t.Fatal(err)
	}
	to := filepath.Join(p.t.TempDir(), name)
	if err := os.WriteFile(to, content, 0o600); err != nil {
		p.t.Fatal(err)
	}
	return to
}

// TestThreePartiesHandPackagesToOneAnother walks with a supplier who fills in
// what a controller can do, an integrator who answers a specification with it and
// builds, and an asset owner who accepts both: each in an installation of its own.
func TestThreePartiesHandPackagesToOneAnother(t *testing.T) {
	supplier := install(t, "Nordlicht Controls", "Sofie")
	integrator := install(t, "Lindner Automation", "Ines")
	owner := install(t, "Quellbrunn Mineral Water", "Ann", "--demo")

	claims := supplier.claims()
	site := owner.line4()
	asked := owner.asks()
	integrator.takes(asked, owner)
	project := integrator.begins()
	integrator.takes(claims, supplier)
	integrator.accepts("Products: 1 new")
	reply := integrator.answers(project)
	built := integrator.builds(project)
	owner.refusesWhatWasAltered(reply)
	owner.takes(reply, integrator)
	owner.decides()
	owner.accepts("Claims: 65 new")
	owner.takes(built, integrator)
	owner.accepts("Proofs: 1")
	owner.knows(site)
	proved(t, integrator, built)
	for _, p := range []*party{supplier, integrator, owner} {
		p.quiet()
	}
}

// look holds a page against the rules of accessibility and keeps a picture.
func (p *party) look(name string) {
	p.t.Helper()
	p.settled()
	p.axe(name)
	p.shot("parties-" + strings.ReplaceAll(name, " ", "-"))
}

// claims adds a controller, fills in IEC 62443-4-2 up to SL 2, sees what SL 3
// needs, and hands the claims out.
func (p *party) claims() (file string) {
	p.t.Helper()
	p.open("/products")
	p.sees("No product yet")
	p.look("no products")
	p.press("Add a product")
	p.check("Embedded device")
	p.fill("Vendor", "Nordlicht Controls")
	p.fill("Model", "NC-200")
	p.fill("Release", "3.1")
	p.choose("Aim", "SL 2")
	p.fill("Name", "Line controller")
	p.look("product form")
	p.press("Add and answer")
	p.closed()

	// One by one with the keyboard, then many at once, each question read again.
	p.press("Answer SL 1")
	p.wait("the first question", `document.querySelector("[aria-current=true]")`)
	for n := range 3 {
		p.key("1")
		p.sees(fmt.Sprintf("%d of 87 requirements are answered", n+1))
	}
	p.look("answering")
	for _, next := range []string{"Answer SL 1", "Answer SL 2", "Answer the constraints"} {
		p.press(next)
		p.wait("boxes to choose", p.boxes("Choose ")+`.length > 0`)
		p.settled()
		eval[bool](p.browser, p.boxes("Choose ")+`.forEach((box) => box.checked || box.click()), true`)
		p.press("Answer: met")
		p.sees("Read each question once more")
		p.look(next)
		p.press(eval[string](p.browser, `[...document.querySelectorAll("[role=dialog] button")].find((e) => /^Answer .*: met$/i.test(e.innerText)).innerText`))
		p.closed()
	}
	p.sees("The aim is answered for.")
	p.look("product")
	p.press("Gap list for SL 3")
	p.sees("What Line controller lacks for SL 3")
	p.sees("CR 1.1 RE 2")
	p.look("gap list")
	p.tab("Levels and reasons")
	p.sees("FR 1 reaches SL 2; SL 3 is stopped by")
	p.look("levels of a product")
	p.press("Hand over")
	p.wait("the claim sheet", byName("Claim sheet (Excel), with what the next level needs"))
	p.workbook("Claim sheet (Excel), with what the next level needs")

	p.open("/exchange?tab=supplier")
	p.sees("No claims were sent yet")
	p.look("no claims sent")
	p.press("Make a claims package")
	p.press("Choose the only product")
	p.fill("For, by name", "Lindner Automation")
	p.look("claims package")
	p.press("Make and sign")
	return p.made("claims.zip")
}

// workbook follows a link of the page to a workbook.
func (p *party) workbook(link string) {
	p.t.Helper()
	content, err := os.ReadFile(p.file(eval[string](p.browser, byName(link)+".href"), "book.xlsx"))
	if err != nil || !strings.HasPrefix(string(content), "PK") {
		p.t.Errorf("%s leads to no workbook: %v", link, err)
	}
}

// boxes is an expression for the boxes of which the label begins with words.
func (p *party) boxes(begin string) string {
	return `[...document.querySelectorAll("main input[type=checkbox]")].filter((box) => box.getAttribute("aria-label")?.startsWith(` + quote(begin) + `))`
}

// made is the file of a package that was just made, by the link on its page.
func (p *party) made(name string) (file string) {
	p.t.Helper()
	p.closed()
	p.sees("Signed with your key")
	p.look("made " + name)
	return p.file(eval[string](p.browser, byName("Download the file")+".href"), name)
}

// line4 is a new filling line at the owner, with targets and an approved
// specification.
func (p *party) line4() (site string) {
	p.t.Helper()
	return p.says(`
		const {id} = await post("/sites", {key: "L4", name: "Filling line 4"});
		const at = (kind) => "/sites/" + id + "/" + kind;
		const [criteria] = (await get(at("criteria/presets"))).items;
		for (const a of criteria.authorities) a.holders = [` + quote(p.mail) + `];
		const draft = await post(at("criteria"), {...criteria, key: "", name: "Criteria of line 4"});
		await post(at("criteria/" + draft.id + "/sign"), {password});
		const target = (level) => ({vector: Array(7).fill(level), method: "consequence", approver: "Ann", approvedOn: day});
		const zone = (key, name, kind, level, more) => post(at("zones"), {key, name, kind, owner: "Filling", logicalBoundary: "VLAN", physicalBoundary: "Hall 4", target: target(level), ...more});
		const line = await zone("Z-41", "Control of line 4", "control", 2, {});
		const safe = await zone("Z-42", "Safety of line 4", "safety", 1, {safety: true});
		await post(at("conduits"), {key: "C-41", name: "Interlocks", from: line.id, to: safe.id, owner: "Filling", medium: "copper", target: target(1), flows: [{direction: "forward", protocol: "opc-ua", ports: "4840", function: "read"}]});
		const task = await post(at("functions"), {key: "", name: "Stop of the filler", kind: "safety", zones: [safe.id]});
		const worst = await post(at("worst-cases"), {key: "", name: "Hand in the filler", function: task.id, ratings: {safety: 3, environment: 1}});
		const guard = await post(at("countermeasures"), {key: "", name: "Guard with a lock", layer: "safety-process", kind: "technical", state: "existing", zones: [safe.id]});
		const locked = await post(at("assumptions"), {key: "", name: "The cabinet is locked", statement: "Locked at night.", state: "open", owner: "Filling", test: "Try the door.", due: day});
		await post(at("scenarios"), {key: "", name: "Stop disabled", zone: safe.id, worstCase: worst.id, functions: [task.id], causeKind: "cyber", threatSource: "insider", skill: 2, ratings: {safety: 1, environment: 1}, likelihood: 1, assumptions: [locked.id], safeguards: [{countermeasure: guard.id}]});
		const system = await post(at("systems"), {key: "", name: "Line 4", description: "Fills glass bottles.", perimeter: "Hall 4.", owner: "Filling", zones: [line.id, safe.id],
			accessPoints: [{key: "AP-1", name: "Door", kind: "door", direction: "inward", counterparty: "visitors", owner: "Filling", zone: line.id}]});
		await post(at("environments"), {key: "", name: "Stop", zone: safe.id, statement: "Nobody reaches it from outside.", owner: "Filling"});
		await post(at("specifications"), {key: "", name: "Filling line 4", system: system.id, environment: "A dry hall.", threatEnvironment: "Insiders.", policies: ["POL-01"], regulations: ["None, found by legal."]});
		const outline = await get(at("crs/outline"));
		const open = [...outline.blockers.map((x) => x.text), ...outline.parts.flatMap((x) => x.missing ?? [])];
		if (open.length > 0) throw new Error(JSON.stringify(open));
		await post(at("crs/approve"), {decisions: ["The targets hold."], doesNot: "Nothing beyond line 4.", reviewBy: outline.latest, password});
		return id;
	`)
}

// asks sends the requirements package of the specification.
func (p *party) asks() (file string) {
	p.t.Helper()
	p.open("/exchange?tab=owner")
	p.sees("Nothing was asked yet")
	p.look("nothing asked")
	p.press("Send requirements")
	p.choose("Site", "L4 Filling line 4")
	p.sees("The specification is approved")
	p.sees("Risk scenarios, threats, likelihoods and consequences.")
	p.fill("For, by name", "Lindner Automation")
	p.look("requirements package")
	p.press("Make and sign")
	return p.made("requirements.zip")
}

// drops gives the page a file that another party sent.
func (p *party) drops(file string) {
	p.t.Helper()
	p.open("/exchange")
	p.sees("Drop a package that you received")
	p.do(chromedp.SetUploadFiles(`input[type="file"]`, []string{file}))
	p.sees("Check of " + filepath.Base(file))
}

// takes takes a package in: its bytes are proved, its key is compared with the
// words that the other party reads out, and trusted.
func (p *party) takes(file string, from *party) {
	p.t.Helper()
	p.drops(file)
	p.sees("The file is as it was signed")
	words := strings.ReplaceAll(from.says(`return (await get("/exchange-key")).fingerprint`), "-", " ")
	p.sees(words)
	p.look(p.mail + " checks " + filepath.Base(file))
	p.press("Keep it and look")
	p.closed()
	p.sees("Signed with this key")
	if eval[bool](p.browser, "Boolean("+byName("Confirm this key")+")") {
		p.press("Confirm this key")
		p.sees("Is this the key of " + from.name + "?")
		p.sees(words)
		p.fill("How you compared", "By telephone")
		p.check("I compared all eight words with the company on another way, and they are the same")
		p.fill("Your password", password)
		p.look(p.mail + " trusts " + from.name)
		p.press("Confirm and sign")
		p.closed()
	}
	p.sees("Key known")
	p.look(p.mail + " took " + filepath.Base(file))
}

// begins makes a project of the requirements package that the page shows.
func (p *party) begins() (site string) {
	p.t.Helper()
	p.sees("134 lines asked")
	p.press("Make a project")
	p.fill("Name", "Line 4 of Quellbrunn")
	p.look("project")
	p.press("Make the project")
	p.closed()
	p.sees("0 of 134 lines are answered")
	return p.says(`return (await items("/sites")).find((x) => x.name === "Line 4 of Quellbrunn").id`)
}

// accepts accepts the package that the page shows, and sees what that did.
func (p *party) accepts(did string) {
	p.t.Helper()
	p.press("Accept")
	p.check("I looked at what it changes")
	p.fill("Your password", "not my password")
	p.press("Accept and sign")
	p.sees("The password is wrong")
	p.look(p.mail + " accepts, " + did)
	p.fill("Your password", password)
	p.press("Accept and sign")
	p.closed()
	p.sees("The package is accepted")
	p.sees(did)
	p.look(p.mail + " accepted, " + did)
}

// answers complies with every line by the controller, deviates from one, and
// sends that.
func (p *party) answers(site string) (file string) {
	p.t.Helper()
	p.open("/exchange?tab=integrator")
	p.sees("What you were asked")
	p.look("what was asked")
	p.press("Answer line by line")
	p.sees("134 lines")
	p.check("Select line CRS-001")
	p.press("Select all that are shown")
	p.press("Answer them")
	p.sees("Answer 134 lines alike")
	p.pick("Products that carry it", "Line controller")
	p.key("\t")
	p.look("answers alike")
	p.press("Answer 134 lines")
	p.closed()
	p.sees("134 comply")

	p.line("CRS-004")
	p.sees("Verified by:")
	p.key("d")
	p.fill("Reason", "The controller has no reader of cards.")
	p.fill("Offered instead", "A cabinet with a lock.")
	p.look("deviation")
	p.press("Save and go on")
	p.sees("1 deviate")
	p.look("reply")
	p.workbook("Download as XLSX")
	p.press("Send the reply")
	p.sees("The reply is closed by it")
	p.look("sends the reply")
	p.press("Make and sign")
	return p.made("reply.zip")
}

// line opens a line of a list.
func (p *party) line(number string) {
	p.t.Helper()
	row := `[...document.querySelectorAll("[role=grid] [role=row]")].find((e) => e.innerText.includes(` + quote(number) + `))`
	p.wait("the line "+number, row)
	eval[bool](p.browser, "("+row+".click(), true)")
}

// builds installs the controller, records the tests with their proof, and hands
// the plant over as it was built.
func (p *party) builds(site string) (file string) {
	p.t.Helper()
	p.says(`
		const site = ` + quote(site) + `, at = (kind) => "/sites/" + site + "/" + kind;
		const zones = await items(at("zones"));
		await post(at("assets"), {key: "PLC-401", name: "Controller of the filler", type: "embedded-device", zone: zones.find((z) => z.key === "Z-41").id, vendor: "Nordlicht Controls GmbH", model: "NC200", firmware: "v3.1", criticality: 2});
		const evidence = await post("/evidence", {key: "", site, name: "FAT record of line 4", kind: "effective"});
		const form = new FormData();
		form.append("file", new File(["All accounts were refused.\n"], "fat.txt", {type: "text/plain"}));
		const r = await fetch("/api/v1/evidence/" + evidence.id + "/files", {method: "POST", body: form});
		if (!r.ok) throw new Error(await r.text());
		return "";
	`)
	p.open("/exchange?tests=" + site + "&phase=fat")
	p.sees("Acceptance tests of Line 4 of Quellbrunn")
	p.look("tests")
	p.workbook("Checklists as XLSX")
	day := p.says("return day")
	p.results("The accounts were refused.", day)

	// One of them with its proof.
	first := `[...document.querySelectorAll("main tbody a")].find((e) => /^TE-/.test(e.innerText.trim()))`
	p.wait("a test", first)
	eval[bool](p.browser, "("+first+".click(), true)")
	p.sees("What is asked")
	p.pick("Proofs", "FAT record of line 4")
	p.key("\t")
	p.look("a test")
	p.press("Save")
	p.closed()

	p.press("Hand over as built")
	p.sees("Not all tests are done")
	p.look("too early")
	p.press("Cancel")
	p.closed()
	p.open("/exchange?tests=" + site + "&result=open")
	p.results("As it is asked.", day)
	p.press("Hand over as built")
	p.sees("It answers")
	p.look("as built")
	p.press("Make and sign")
	return p.made("as-built.zip")
}

// results enters the same result of all tests that are shown.
func (p *party) results(found, day string) {
	p.t.Helper()
	all := `[...document.querySelectorAll("main button")].find((e) => /^Choose (all|the one)/.test(e.innerText))`
	p.wait("the tests", all)
	eval[bool](p.browser, "("+all+".click(), true)")
	p.press("Enter the result")
	p.fill("Found", found)
	p.fill("Done by", "Ines")
	p.fill("Witness", "Ann")
	p.day("Day", day)
	p.press("Save")
	p.closed()
}

// altered is a copy of a file of which one bit of one byte is flipped.
func altered(t *testing.T, file string) string {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	content[len(content)/2] ^= 1
	to := filepath.Join(t.TempDir(), "altered.zip")
	if err := os.WriteFile(to, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return to
}

// refusesWhatWasAltered is shown a file that was changed on its way: the page
// says so in a sentence, and nothing is kept.
func (p *party) refusesWhatWasAltered(file string) {
	p.t.Helper()
	p.drops(altered(p.t, file))
	p.sees("The file is not as it was signed")
	p.sees("Nothing was kept.")
	p.look("altered")
	p.press("Close")
	p.closed()
	if got := p.says(`return String((await items("/packages")).filter((x) => x.direction === "in").length)`); got != "0" {
		p.t.Errorf("%s packages were kept", got)
	}
}

// decides decides the one deviation of the reply that the page shows, without
// which it cannot be accepted.
func (p *party) decides() {
	p.t.Helper()
	p.sees("is not decided: accept or refuse it.")
	p.wait("accepting to be off", `[...document.querySelectorAll("button")].some((e) => e.innerText === "Accept" && e.disabled)`)
	p.press("Show them")
	p.line("CRS-004")
	p.sees("The controller has no reader of cards.")
	p.fill("Comment", "A cabinet with a lock will do.")
	p.look("decides")
	p.press("Accept the deviation")
	p.wait("the decision", byName("Accept"))
	p.press("Falls short (0)")
	p.sees("Nothing falls short")
	p.look("nothing falls short")
}

// knows finds what came in where it belongs: the levels of the zone, the product
// with its claims, the tests, the evidence with its file.
func (p *party) knows(site string) {
	p.t.Helper()
	fr6 := `(await get("/sites/" + site + "/posture")).subjects.find((x) => x.key === "Z-41").frs[5]`
	standing := func(pick string) string {
		p.t.Helper()
		return p.says(`const site = ` + quote(site) + `; return String(` + fr6 + `.` + pick + `)`)
	}
	p.open("/sites/" + site + "/levels?tab=components")
	p.sees("65 of 87 requirements hold by the claims of its product.")
	p.look("components")
	p.tab("Zones and conduits")
	if got := standing("capable") + " " + standing("achieved"); got != "2 0" {
		p.t.Errorf("SL-C and SL-A of FR 6 in Z-41 are %s, want 2 0", got)
	}
	p.press("Show all reasons")
	p.sees(standing("capableReason"))
	p.look("levels")

	// What the controller carries is met by it.
	zone := p.says(`return (await items("/sites/` + site + `/zones")).find((x) => x.key === "Z-41").id`)
	p.open("/sites/" + site + "/requirements/zone/" + zone)
	p.press("Let the components answer")
	p.sees("requirements would be answered")
	p.look("the components answer")
	p.press(eval[string](p.browser, `[...document.querySelectorAll("[role=dialog] button")].find((e) => /^Answer \d+ requirements$/.test(e.innerText)).innerText`))
	p.closed()
	p.sees("requirements are met by their components.")
	if got := standing("achieved"); got != "2" {
		p.t.Errorf("SL-A of FR 6 in Z-41 is %s once its components answer, want 2", got)
	}
	p.open("/sites/" + site + "/trace?kind=zone&id=" + zone)
	p.sees("SL-T at zone Z-41")
	p.sees("CR 1.1 of product PD-")
	p.sees("Acceptance test")
	p.sees("FAT record of line 4")
	p.look("trace")
	p.open("/products?search=NC-200")
	p.sees("Line controller")
	p.look("products")
	p.open("/exchange?tests=" + site)
	p.sees("134 tests")
	p.look("tests of the owner")
	p.open("/sites/" + site + "/evidence")
	p.sees("FAT record of line 4")
	p.look("evidence")
	p.open("/exchange?tab=owner")
	p.sees("What you asked, and what came back")
	p.look("what came back")
}

// proved proves a package with one command and no database, against the words of
// the key of the party that made it.
func proved(t *testing.T, of *party, file string) {
	t.Helper()
	words := of.says(`return (await get("/exchange-key")).fingerprint`)
	out, err := exec.Command("ringwall", "verify", file, "--key", words).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "ok: every byte is as it was signed") {
		t.Errorf("ringwall verify: %v\n%s", err, out)
	}
	out, err = exec.Command("ringwall", "verify", altered(t, file)).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "FAULT") {
		t.Errorf("ringwall verify of an altered package: %v\n%s", err, out)
	}
}
