package main

import (
	"bytes"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/xuri/excelize/v2"
)

// TestAnAssessmentOnThePages plans an assessment of one zone, answers it in a
// workbook that has to be mended first, gives it into review, is told why one may
// not sign one's own work, and has a second person give it back and then sign it.
func TestAnAssessmentOnThePages(t *testing.T) {
	p := start(t, "--demo")
	b := newBrowser(t, p.address)
	b.open("/")
	b.sees("Set up Ringwall")
	b.setUp()
	b.press("QB Quellbrunn bottling plant")
	b.sees("What to do next")
	site := eval[string](b, "location.pathname")
	b.key("g")
	b.key("n")
	b.sees("Security program of the bottling plant, 2026")
	b.sees("Signed by Dr. Henrike Vogt")
	b.settled()
	b.axe("assessments")
	b.shot("assessments")

	// One that is open, beside the one of the year before.
	b.press("AM-002 Security program of the bottling plant, 2026")
	b.sees("Answer what is open")
	b.settled()
	b.axe("an open assessment")
	b.shot("assessment-open")
	b.press("Comparison")
	b.sees("rose")
	b.sees("It was met at maturity level 2")
	b.settled()
	b.axe("a comparison")
	b.shot("assessment-comparison")
	b.press("Offline questionnaire")
	b.sees("Bring it back")
	b.axe("a questionnaire")

	b.planAssessment(site)
	b.answerByWorkbook()

	// Into review; what is missing needs a reason.
	b.press("Give into review")
	b.sees("have no answer")
	b.press2("Give into review")
	b.sees("or give the reason why")
	b.axe("what is missing")
	b.shot("assessment-missing")
	b.fill("Why it goes into review all the same", "The cell is shut down until May.")
	b.press2("Give into review")
	b.sees("A second person has to sign")
	b.sees("You gave this assessment into review")
	if !eval[bool](b, `[...document.querySelectorAll("button")].some((e) => e.innerText.trim() === "Sign" && e.disabled)`) {
		t.Error("whoever gave it into review is offered to sign it")
	}
	b.press("Result")
	b.sees("SHA-256 of the result")
	b.settled()
	b.axe("a result")
	b.shot("assessment-review")
	at := eval[string](b, "location.pathname + location.search")

	// A second person gives it back, and signs it once it has come again.
	b.asAnother()
	b.open(site + "/assessments")
	b.sees("Waiting for you")
	b.sees("you may sign it")
	b.shot("assessments-mine")
	b.open(at)
	b.press("Give back")
	b.fill("Reason", "SR 1.1 needs a proof.")
	b.press2("Give back")
	b.sees("Given back by Sue Park")
	b.sees("SR 1.1 needs a proof.")
	b.as("ann@example.test", "correct horse battery 7")
	b.open(at)
	b.press("Give into review")
	b.fill("Why it goes into review all the same", "The proof follows.")
	b.press2("Give into review")
	b.sees("A second person has to sign")
	b.as("sue@example.test", "correct horse battery 8")
	b.open(at)
	b.press("Sign")
	b.sees("had no hand in it")
	b.axe("signing")
	b.shot("assessment-sign")
	b.fill("Your password", "correct horse battery 8")
	b.press2("Sign")
	b.sees("The result stays as it was signed")
	b.as("ann@example.test", "correct horse battery 7")
	b.open(at)
	b.press("Actions")
	b.press("History of this assessment")
	b.sees("Version 1")
	b.axe("history of an assessment")
	b.shot("assessment-signed")

	b.answersWithProof(site)
	b.assessmentsNarrow(site, at)
	b.quiet()
}

// planAssessment plans one zone for the signed-in user, with a day too early first.
func (b *browser) planAssessment(site string) {
	b.t.Helper()
	b.open(site + "/assessments")
	b.press("Plan an assessment")
	b.sees("A part for each person who answers.")
	b.settled()
	b.axe("planning")
	b.fill("Name", "Plant wireless, autumn")
	b.takeFirst("What is assessed", "Z-07")
	b.key("\x1b")
	b.fill("Who answers", "ann@example.test")
	b.fill("Lead", "ann@example.test")
	b.day("Starts", "2026-11-20")
	b.day("Due", "2026-11-10")
	b.press("Plan it")
	b.sees("exchange the two days")
	b.shot("assessment-plan")
	b.day("Due", "2027-01-31")
	b.press("Plan it")
	b.sees("The plan is ready.")
	b.settled()
	b.axe("a plan")
	b.press("Start")
	b.sees("Answer what is open")
	b.settled()
	b.shot("assessment-started")
}

// answerByWorkbook fills the questionnaire in, with an answer that no rule allows
// first, and takes the applied answers back once.
func (b *browser) answerByWorkbook() {
	b.t.Helper()
	b.press("Offline questionnaire")
	b.wait("the workbook", `document.querySelector("a[href*='questionnaire.xlsx']")`)
	data := b.download(eval[string](b, `document.querySelector("a[href*='questionnaire.xlsx']").getAttribute("href")`))
	dir := b.t.TempDir()
	write := func(name string, answers ...string) string {
		book, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			b.t.Fatal(err)
		}
		defer book.Close()
		b.fillIn(book, answers)
		path := filepath.Join(dir, name)
		if err := book.SaveAs(path); err != nil {
			b.t.Fatal(err)
		}
		return path
	}
	b.do(chromedp.SetUploadFiles(`input[type="file"]`, []string{write("wrong.xlsx", "met", "perhaps", "not met")}))
	b.sees("How to mend it")
	b.sees("cell")
	b.settled()
	b.axe("a questionnaire that is refused")
	b.shot("assessment-refused")
	b.do(chromedp.SetUploadFiles(`input[type="file"]`, []string{write("right.xlsx", "met", "not met", "not met")}))
	b.press("Apply 3 answers")
	b.sees("3 answers were taken over")
	b.shot("assessment-applied")
	b.press("Undo")
	b.sees("Undone.")
	b.do(chromedp.SetUploadFiles(`input[type="file"]`, []string{write("again.xlsx", "met", "not met", "not met")}))
	b.press("Apply 3 answers")
	b.sees("The progress shows what is still open")
}

// fillIn writes answers into the first rows of the questionnaire's first sheet of
// questions that have none.
func (b *browser) fillIn(book *excelize.File, answers []string) {
	b.t.Helper()
	for _, name := range book.GetSheetList() {
		rows, err := book.GetRows(name)
		if err != nil {
			b.t.Fatal(err)
		}
		column, head := -1, -1
		for i, row := range rows {
			for k, cell := range row {
				if cell == "State" {
					column, head = k, i
				}
			}
			if column >= 0 {
				break
			}
		}
		if column < 0 {
			continue
		}
		at := head + 1
		for _, answer := range answers {
			for at < len(rows) && len(rows[at]) > column && rows[at][column] != "" {
				at++
			}
			cell, err := excelize.CoordinatesToCellName(column+1, at+1)
			if err != nil {
				b.t.Fatal(err)
			}
			if err := book.SetCellValue(name, cell, answer); err != nil {
				b.t.Fatal(err)
			}
			at++
		}
		return
	}
	b.t.Fatalf("no sheet has answers: %v", book.GetSheetList())
}

// download fetches a file as the signed-in user.
func (b *browser) download(path string) []byte {
	b.t.Helper()
	encoded := eval[[]int](b, `fetch(`+quote(path)+`).then((r) => r.arrayBuffer()).then((x) => [...new Uint8Array(x)])`)
	data := make([]byte, len(encoded))
	for i, c := range encoded {
		data[i] = byte(c)
	}
	return data
}

// press2 presses the last button of a name: that of the dialog that is open.
func (b *browser) press2(name string) {
	b.t.Helper()
	last := `[...document.querySelectorAll("[role=dialog] button")].filter((e) => e.innerText.trim() === ` + quote(name) + ` && !e.disabled).at(-1)`
	b.wait("the button "+quote(name)+" of the dialog", last)
	eval[bool](b, "("+last+".click(), true)")
}

// takeFirst takes the first option that begins with a text.
func (b *browser) takeFirst(label, begins string) {
	b.t.Helper()
	b.fill(label, begins)
	option := `[...document.querySelectorAll("[role=option]")].find((e) => e.innerText.startsWith(` + quote(begins) + `) && e.getClientRects().length > 0)`
	b.wait("an option that begins with "+begins, option)
	eval[bool](b, "("+option+".click(), true)")
}

// asAnother adds a second person and signs in as that person.
func (b *browser) asAnother() {
	b.t.Helper()
	got := eval[int](b, `fetch("/api/v1/users", {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify({email: "sue@example.test", name: "Sue Park", password: "correct horse battery 8", grants: [{role: "security-manager"}]})}).then((r) => r.status)`)
	if got != http.StatusCreated {
		b.t.Fatalf("the second person is not added: %d", got)
	}
	b.as("sue@example.test", "correct horse battery 8")
}

// as signs in as somebody else.
func (b *browser) as(email, password string) {
	b.t.Helper()
	b.open("/")
	eval[int](b, `fetch("/api/v1/session", {method: "DELETE"}).then((r) => r.status)`)
	b.open("/sign-in")
	b.fill("E-mail address", email)
	b.fill("Password", password)
	b.press("Sign in")
	b.sees("Quellbrunn bottling plant")
}

// answersWithProof walks over the answer panel: proofs, by components, not applied.
func (b *browser) answersWithProof(site string) {
	b.t.Helper()
	zone := eval[string](b, `fetch("/api/v1`+site+`/zones?limit=200").then((r) => r.json()).then((p) => p.items.find((z) => z.key === "Z-02").id)`)
	sheet := site + "/requirements/zone/" + zone
	b.open(sheet + "?requirement=SR+1.1")
	b.sees("Proofs")
	b.settled()
	b.axe("an answer panel")
	b.shot("answer-panel")
	b.press("Add a proof")
	b.takeFirst("Add a proof", "EV-")
	b.key("\x1b")
	b.press("Link one proof")
	b.sees("The answer has its proof.")
	b.settled()
	b.axe("proofs")
	b.shot("answer-proofs")
	b.press("Let the components answer")
	b.sees("Such an answer follows the components")
	b.check("All zones and conduits of the site")
	b.wait("the dry run", `document.querySelector("[role=dialog] [role=status]")`)
	b.settled()
	b.axe("what the components carry")
	b.shot("answer-components")
	b.key("\x1b")

	b.open(sheet + "?requirement=SR+1.1")
	b.sees("Proofs")
	b.settled()
	b.key("8")
	b.sees("Essential functions come first")
	b.settled()
	b.axe("not applied")
	b.takeFirst("Essential function that it would harm", "F-")
	b.fill("Compensating measure", "Locked cabinet and a log of who opens it")
	b.day("Expires", "2027-06-30")
	b.fill("Reason", "A password prompt would keep the operator from the stop button.")
	b.fill("Approver", "Marta Okafor")
	b.shot("answer-not-applied")
	b.press2("Save")
	b.open(sheet + "?requirement=SR+1.1")
	b.sees("keeps running")
	b.settled()
	b.shot("answer-not-applied-shown")
}

// assessmentsNarrow looks at the screens on a telephone, in both schemes.
func (b *browser) assessmentsNarrow(site, at string) {
	b.t.Helper()
	zone := eval[string](b, `fetch("/api/v1`+site+`/zones?limit=200").then((r) => r.json()).then((p) => p.items.find((z) => z.key === "Z-02").id)`)
	// A scheme is kept by the browser, so that the wide pages are looked at dark first.
	eval[bool](b, `(localStorage.setItem("mantine-color-scheme-value", "dark"), true)`)
	for name, path := range map[string]string{"list": site + "/assessments", "one": at, "answer": site + "/requirements/zone/" + zone + "?requirement=SR+1.1"} {
		b.open(path)
		b.wait("the content of "+name, `document.querySelectorAll("main table, main [role=listbox]").length > 0`)
		b.settled()
		b.axe("dark " + name)
		b.shot("assessments-dark-" + name)
	}
	list := strings.Split(at, "?")[0]
	second := eval[string](b, `fetch("/api/v1/assessments?limit=200").then((r) => r.json()).then((p) => p.items.find((a) => a.key === "AM-002").id)`)
	for _, scheme := range []string{"light", "dark"} {
		b.do(chromedp.EmulateViewport(390, 844))
		eval[bool](b, `(localStorage.setItem("mantine-color-scheme-value", `+quote(scheme)+`), true)`)
		for name, path := range map[string]string{
			"list": list, "one": at, "open": list + "?assessment=" + second,
			"comparison": list + "?assessment=" + second + "&tab=compare", "questionnaire": list + "?assessment=" + second + "&tab=questionnaire",
		} {
			b.open(path)
			b.wait("the content of "+name, `document.querySelector("h1") && document.querySelectorAll("main table, main ol").length > 0`)
			b.settled()
			if over := eval[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
				b.t.Errorf("the narrow page of %s scrolls sideways by %d pixels", name, over)
			}
			b.axe("narrow " + scheme + " " + name)
			b.shot("assessments-narrow-" + scheme + "-" + name)
		}
		b.open(site + "/requirements/zone/" + zone + "?requirement=SR+1.1")
		const first = `document.querySelector("[aria-multiselectable] [role=option]")`
		b.wait("the list of requirements", first)
		eval[bool](b, "("+first+".click(), true)")
		b.sees("Proofs")
		b.settled()
		b.axe("narrow " + scheme + " answer panel")
		b.shot("answer-narrow-" + scheme)
	}
}

// TestNoAssessmentYet sees the first steps on a site that has none.
func TestNoAssessmentYet(t *testing.T) {
	p := start(t)
	b := newBrowser(t, p.address)
	b.open("/")
	b.sees("Set up Ringwall")
	b.setUp()
	b.sees("Quellbrunn Water")
	id := eval[string](b, `fetch("/api/v1/sites", {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify({key: "EL", name: "Elbholm pump house"})}).then((r) => r.json()).then((s) => s.id)`)
	b.open("/sites/" + id + "/assessments")
	b.sees("No assessment yet")
	b.sees("what fell")
	b.axe("no assessment")
	b.shot("assessments-none")
	b.quiet()
}
