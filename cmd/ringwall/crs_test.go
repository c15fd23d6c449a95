package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// crsWalk is the way of the example plant to its signed specification.
type crsWalk struct {
	*browser
	at, api string
}

// scripted runs statements in the page with helpers for the API: items of a
// list, put of a record, post. What they return is compared by the caller.
func (w *crsWalk) scripted(statements string) string {
	w.t.Helper()
	return eval[string](w.browser, `(async () => {
		const api = `+quote(w.api)+`;
		const call = async (method, path, body, version) => {
			const headers = {"Content-Type": "application/json"};
			if (version !== undefined) headers["If-Match"] = '"v' + version + '"';
			const r = await fetch(api + path, {method, headers, body: body && JSON.stringify(body)});
			const answer = await r.text();
			if (!r.ok) throw new Error(method + " " + path + ": " + r.status + " " + answer);
			return answer ? JSON.parse(answer) : {};
		};
		const items = async (path) => (await call("GET", path + (path.includes("?") ? "&" : "?") + "limit=200")).items;
		const one = async (kind, key) => (await items("/" + kind)).find((x) => x.key === key);
		const put = (kind, x) => { delete x.$schema; return call("PUT", "/" + kind + "/" + x.id, x, x.version); };
		const post = (path, body) => call("POST", path, body);
		`+statements+`
	})()`)
}

// outline reads something of the specification.
func (w *crsWalk) outline(pick string) string {
	return fmt.Sprintf(`fetch(%q).then((r) => r.json()).then((o) => String((%s)(o)))`, w.api+"/crs/outline", pick)
}

// refusedBy is the status and the code that a request is answered with.
func (w *crsWalk) refusedBy(path, body string) string {
	w.t.Helper()
	return eval[string](w.browser, fmt.Sprintf(`fetch(%q, {method: "POST", headers: {"Content-Type": "application/json"}, body: %q})
		.then((r) => r.json().then((p) => r.status + " " + (p.code ?? "")))`, w.api+path, body))
}

const annPassword = "correct horse battery 7"

// TestTheExamplePlantIsCarriedToASignedSpecification walks from ZCR 1 to ZCR 7:
// what is missing is seen and mended, criteria are signed, a target is decided,
// residual risks are accepted, and the specification is approved by signature
// and downloaded. Then a conduit changes, and the approval is open again.
func TestTheExamplePlantIsCarriedToASignedSpecification(t *testing.T) {
	p := start(t, "--demo")
	b := newBrowser(t, p.address)
	site := atDemo(b)
	w := &crsWalk{b, "/sites/" + site, "/api/v1/sites/" + site}

	// ZCR 6 as a checklist: six of nine parts are complete.
	b.open(w.at + "/crs")
	b.sees("The nine parts")
	b.sees("6 of 9 complete")
	b.sees("No SL-T was decided for C-10")
	b.sees("Not approved: nobody has signed it.")
	b.settled()
	b.axe("parts")
	b.shot("crs-parts")

	// A part that people write is written in place.
	b.press("List the policies")
	b.fill("Policies", "POL-01 security of production")
	b.axe("policies")
	b.shot("crs-policies")
	b.press("Save")
	b.waitFor("the policy", w.outline(`(o) => o.parts[6].says`), "1 policy listed.")
	b.press("Undo")
	b.waitFor("the policies before", w.outline(`(o) => o.parts[6].says`), "5 policies listed.")
	w.requirements()
	w.blockers()
	w.scope()
	w.criteria()
	w.targets()
	w.ratings()
	w.acceptances()
	w.approval()
	w.files()
	w.reopened()
	b.quiet()
}

// requirements makes many of them hold points, and takes that back.
func (w *crsWalk) requirements() {
	b := w.browser
	before := eval[string](b, w.outline(`(o) => o.counts.holdPoints`))
	b.open(w.at + "/crs?tab=requirements")
	b.sees("CRS-001")
	b.settled()
	b.axe("requirements")
	b.shot("crs-requirements")
	if rows := eval[int](b, `document.querySelectorAll('[role=grid] [role=row]').length`); rows > 80 {
		b.t.Errorf("%d rows are drawn, though few are in view", rows)
	}
	// The last of more than a thousand is reached by keyboard.
	last := "CRS-" + eval[string](b, w.outline(`(o) => o.counts.lines`))
	b.focusGrid()
	b.key(kb.End)
	b.wait("the last requirement", grid+`.innerText.includes(`+quote(last)+`)`)
	b.key(kb.Home)
	b.wait("the first requirement", grid+`.innerText.includes("CRS-001")`)
	b.key("Enter")
	b.sees("How it is shown to be met")
	b.settled()
	b.axe("requirement")
	b.shot("crs-requirement")
	b.open(w.at + "/crs?tab=requirements&fr=FR+6")
	b.sees("Timely response")
	b.check("Select all requirements that match")
	b.press("Verification and hold point…")
	b.sees("keeps what each of them has")
	b.choose("Hold point", "A hold point")
	b.settled()
	b.axe("many requirements")
	b.shot("crs-many")
	n := eval[string](b, w.outline(`(o) => o.lines.fr["FR 6"]`))
	b.press("Change " + n + " requirements")
	holds := func(want string) {
		b.t.Helper()
		b.waitFor("hold points of FR 6", fmt.Sprintf(`fetch(%q).then((r) => r.json()).then((l) => String(l.total))`, w.api+"/crs/lines?fr=FR+6&hold=true"), want)
	}
	holds(n)
	b.press("Undo")
	b.waitFor("the hold points before", w.outline(`(o) => o.counts.holdPoints`), before)

	// Where requirements and risks do not meet.
	b.open(w.at + "/crs?tab=requirements&view=unserved")
	b.sees("Conductivity probe drifts")
	b.sees("Add a requirement of your own that names the scenario")
	b.settled()
	b.axe("risks without a requirement")
	b.shot("crs-unserved")
	b.open(w.at + "/crs?tab=requirements&view=untraced")
	b.sees("Every requirement serves a risk")
}

// blockers are seen, and the server refuses as the page does.
func (w *crsWalk) blockers() {
	b := w.browser
	b.open(w.at + "/crs?tab=approval")
	b.sees("things stand against approval")
	b.sees("The residual risk of scenario SC-007 is High and not accepted")
	b.sees("You hold no authority of the risk criteria.")
	b.settled()
	b.axe("blockers")
	b.shot("crs-blockers")
	if got := w.refusedBy("/crs/approve", `{"decisions":["X"],"doesNot":"X","reviewBy":"2027-01-01","password":"`+annPassword+`"}`); got != "409 blocked" {
		b.t.Errorf("an approval with blockers: %s", got)
	}
}

// scope mends what ZCR 1 and 3 left open: an access point without an owner,
// assets in no zone, a conduit without flows.
func (w *crsWalk) scope() {
	b := w.browser
	w.scripted(`
		const system = await one("systems", "SYS-01");
		system.accessPoints.find((p) => p.key === "AP-05").owner = "Filling";
		await put("systems", system);
		for (const [key, zone] of [["CAM-901", "Z-08"], ["GW-901", "Z-01"]]) {
			const asset = (await items("/assets?zone=none")).find((a) => a.key === key);
			await put("assets", {...asset, zone: (await one("zones", zone)).id, criticality: asset.criticality || 1});
		}
		const conduit = await one("conduits", "C-13");
		await put("conduits", {...conduit, flows: [{direction: "forward", protocol: "opc-ua", ports: "4840", function: "read"}]});
		return "";
	`)
	b.open(w.at + "/crs")
	b.sees("7 of 9 complete")
}

// criteria signs the draft on its page, with Ann among the area managers only.
func (w *crsWalk) criteria() {
	b := w.browser
	sign := func(key string) {
		id := w.scripted(`return (await one("criteria", ` + quote(key) + `)).id`)
		b.open(w.at + "/criteria?edit=" + id)
		b.sees("Ready to be signed.")
		b.press("Sign")
		b.sees("What signing does")
		b.fill("Your password", annPassword)
		b.press("Sign and put into force")
		b.sees("Signed by Ann Berg")
		b.waitFor("the criteria in force", w.outline(`(o) => o.inForce && o.criteria.key`), key)
	}
	const holds = `
		for (const a of criteria.authorities) a.holders = [...(a.holders ?? []).filter((h) => !h.startsWith("ann@")), ...(a.id === authority ? ["ann@example.test"] : [])];`
	w.scripted(`
		const authority = "area-manager", criteria = await one("criteria", "CR-02");` + holds + `
		await put("criteria", criteria);
		return "";
	`)
	sign("CR-02")
	b.open(w.at + "/crs?tab=approval")
	b.sees("ann@example.test signs as Area manager, but the residual risks ask for Plant manager")
	b.settled()
	b.shot("crs-over-authority")
	w.scripted(`
		const authority = "plant-manager", criteria = await one("criteria", "CR-02");` + holds + `
		for (const name of ["id", "version", "key", "signed", "$schema"]) delete criteria[name];
		await post("/criteria", {...criteria, key: "", name: "Risk criteria of the plant, 2027"});
		return "";
	`)
	sign("CR-03")
	b.open(w.at + "/crs?tab=approval")
	b.sees("You sign as: Plant manager.")
}

// targets decides that of a conduit on its page, and that of a zone.
func (w *crsWalk) targets() {
	b := w.browser
	w.scripted(`
		const zone = await one("zones", "Z-07"), subject = {kind: "zone", id: zone.id};
		const proposal = (await call("GET", "/risk/targets?kind=zone&id=" + zone.id)).items.find((p) => p.default);
		await post("/risk/targets", {subject, decision: {method: proposal.method, vector: proposal.vector}, password: ` + quote(annPassword) + `});
		return "";
	`)
	title := eval[string](b, fmt.Sprintf(`fetch(%q).then((r) => r.json()).then((l) => l.items[0].title)`, w.api+"/risk/targets"))
	b.open(w.at + "/targets?kind=conduit")
	b.press("C-10")
	b.sees("Six methods side by side")
	b.press("Take this proposal: " + title)
	b.press("Sign the decision…")
	b.fill("Your password", annPassword)
	b.press("Sign and decide")
	b.sees("The target of C-10 is decided")
	b.open(w.at + "/crs")
	b.sees("9 of 9 complete")
	b.settled()
	b.shot("crs-complete")
}

// ratings says of the worst case that was left open what it does to people and
// to the environment (ZCR 2).
func (w *crsWalk) ratings() {
	w.scripted(`
		const worst = await one("worst-cases", "WC-08");
		await put("worst-cases", {...worst, ratings: {...worst.ratings, safety: 3, environment: 0}});
		return "";
	`)
}

// acceptances takes on the residual risks: one on the page, the others by the API.
func (w *crsWalk) acceptances() {
	b := w.browser
	b.open(w.at + "/crs?tab=approval")
	b.press("Open SC-007")
	b.press("Accept the residual risk")
	b.fill("Justification", "The valves are locked until the fence is built.")
	b.fill("Your password", annPassword)
	b.press("Accept and sign")
	b.waitFor("the acceptance", fmt.Sprintf(`fetch(%q).then((r) => r.json()).then((o) => String(o.blockers.some((x) => x.of === "SC-007")))`, w.api+"/crs/outline"), "false")
	left := w.scripted(`
		const scenarios = await items("/scenarios");
		for (const blocker of (await call("GET", "/crs/outline")).blockers) {
			const scenario = scenarios.find((s) => s.key === blocker.of);
			if (!scenario) return blocker.text;
			const {acceptable} = await call("GET", "/risk/scenarios/" + scenario.id);
			if (!acceptable.may) return blocker.of + ": " + acceptable.why;
			await post("/scenarios/" + scenario.id + "/accept", {until: acceptable.latest, justification: "Until the measures of the roadmap are there.", password: ` + quote(annPassword) + `});
		}
		return (await call("GET", "/crs/outline")).blockers.map((x) => x.text).join("; ");
	`)
	if left != "" {
		b.t.Fatalf("still in the way: %s", left)
	}
}

// approval is signed on the page, after each way to be refused.
func (w *crsWalk) approval() {
	b := w.browser
	for body, want := range map[string]string{
		`{"decisions":["X"],"doesNot":"X","reviewBy":"2027-01-01","digest":"0","password":"` + annPassword + `"}`: "409 changed",
		`{"decisions":["X"],"doesNot":"","reviewBy":"2027-01-01","password":"` + annPassword + `"}`:               "422 ",
	} {
		if got := w.refusedBy("/crs/approve", body); strings.TrimSpace(got) != strings.TrimSpace(want) {
			b.t.Errorf("%s: %s, want %s", body, got, want)
		}
	}
	b.open(w.at + "/crs?tab=approval")
	b.sees("Nothing stands against approval")
	b.press("Targets ratified")
	b.press("Residual risks taken on")
	b.press("Add a condition")
	b.fill("Condition 1", "The modem of the palletiser is gone by March.")
	b.fill("What the approval does not cover", "Nothing beyond zones Z-01 to Z-07.")
	latest := eval[string](b, w.outline(`(o) => o.latest`))
	far := eval[string](b, `new Date(Date.now() + 1200 * 86400000).toISOString().slice(0, 10)`)
	b.day("Review by", far)
	b.press("Sign and approve…")
	b.fill("Your password", annPassword)
	b.press("Approve with signature")
	b.sees("more than three years ahead")
	b.settled()
	b.axe("a review too far")
	b.shot("crs-refused")
	b.day("Review by", latest)
	b.press("Sign and approve…")
	b.sees("You sign as Plant manager.")
	b.fill("Your password", "not my password")
	b.press("Approve with signature")
	b.sees("The password is wrong")
	b.axe("approval")
	b.shot("crs-sign")
	b.fill("Your password", annPassword)
	b.press("Approve with signature")
	b.sees("AP-01 stands")
	b.waitFor("the approval", w.outline(`(o) => o.standing.stands && o.standing.approval.signed.by`), "ann@example.test")
	b.settled()
	b.axe("approved")
	b.shot("crs-approved")
	b.everyLook("crs", []struct{ name, path, shows string }{
		{"parts", w.at + "/crs", "9 of 9 complete"},
		{"requirements", w.at + "/crs?tab=requirements", "SR 1.1"},
		{"approval", w.at + "/crs?tab=approval", "AP-01 stands"},
		{"reports", w.at + "/report", "Risks beyond information"},
	})
}

// files are the documents of the approved specification and of the two questions.
func (w *crsWalk) files() {
	b := w.browser
	b.open(w.at + "/crs?tab=approval")
	b.press("Download")
	b.wait("the formats", byName("DOCX, to edit and to send"))
	b.settled()
	b.axe("downloads")
	for path, begins := range map[string]string{
		"/crs.docx": "PK", "/crs.pdf": "%PDF", "/crs.xlsx": "PK", "/crs.html": "<!", "/crs.json": "{",
		"/reports/beyond.docx": "PK", "/reports/beyond.pdf": "%PDF", "/reports/adequacy.xlsx": "PK", "/reports/adequacy.html": "<!",
	} {
		got := eval[string](b, fmt.Sprintf(`fetch(%q).then((r) => r.ok ? r.blob() : Promise.reject(new Error(String(r.status)))).then((f) => f.slice(0, %d).text())`, w.api+path, len(begins)))
		if !strings.EqualFold(got, begins) {
			b.t.Errorf("%s begins with %q", path, got)
		}
	}
	href := eval[string](b, byName("DOCX, to edit and to send")+`.getAttribute("href")`)
	if !strings.HasPrefix(href, w.api+"/crs.docx") {
		b.t.Errorf("the menu leads to %s", href)
	}
}

// reopened: a conduit changes, and the approval opens again with a task.
func (w *crsWalk) reopened() {
	b := w.browser
	w.scripted(`
		const conduit = await one("conduits", "C-11");
		await put("conduits", {...conduit, flows: [...conduit.flows, {direction: "forward", protocol: "rdp", ports: "3389"}]});
		return "";
	`)
	b.open(w.at + "/crs?tab=approval")
	b.sees("AP-01 no longer stands")
	b.sees("C-11")
	b.sees("Look again at what approval AP-01 rests on")
	b.waitFor("the approval to be open again", w.outline(`(o) => o.standing.stands`), "false")
	b.settled()
	b.axe("reopened")
	b.shot("crs-reopened")
}
