package api

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
	"ringwall/internal/supply"
)

// replyOperations are the answers to a requirements package line by line, and the
// acceptance tests that follow from it.
func (a *API) replyOperations() {
	const (
		replies = "/api/v1/replies/{id}"
		tests   = "/api/v1/sites/{site}/tests"
	)
	op(a, operation{id: "get-reply-lines", method: http.MethodGet, path: replies + "/lines", tag: tagExchange, time: 2 * time.Minute,
		summary: "A reply line by line: what is asked, what is answered, and what an owner will ask back"}, a.replyLines)
	op(a, operation{id: "answer-reply-lines", method: http.MethodPut, path: replies + "/lines", tag: tagExchange, maxBody: bulkLimit,
		summary: "Answer lines of a draft in one act", about: "Lines that are not named keep their answer. What the owner decided cannot be sent."}, a.answerLines)
	raw(a, operation{id: "get-reply-xlsx", method: http.MethodGet, path: replies + "/lines.xlsx", tag: tagExchange, time: 2 * time.Minute,
		summary: "A reply as a workbook to be filled in"}, describeFile("xlsx"), a.replyFile)
	raw(a, operation{id: "read-reply", method: http.MethodPost, path: replies + "/sheet", tag: tagExchange, time: 5 * time.Minute, maxBody: sheetLimit,
		summary: "Read a filled reply", about: "The body is the file. Without `apply=1` nothing changes and the answer is a preview, with each refused cell."},
		a.describeSheet(jsonOf[csms.ReplySheet](a)), a.readReply)
	op(a, operation{id: "send-reply", method: http.MethodPost, path: replies + "/send", tag: tagExchange, status: http.StatusCreated, time: 2 * time.Minute,
		summary: "Make the reply package, by which the reply is closed",
		about:   "It holds the answers, and what is claimed of the products that they name. What stands against sending is listed in a problem with the code `blocked`."}, a.sendReply)

	op(a, operation{id: "draw-tests", method: http.MethodPost, path: tests + "/draw", tag: tagExchange, time: 2 * time.Minute,
		summary: "Draw the acceptance tests from a requirements package again", about: "Results stay. A test whose line is no longer asked goes only without a result."}, a.drawTests)
	op(a, operation{id: "get-test-tally", method: http.MethodGet, path: tests + "/tally", tag: tagExchange,
		summary: "Acceptance tests of a site, counted by phase"}, a.testTally)
	raw(a, operation{id: "get-tests-xlsx", method: http.MethodGet, path: tests + ".xlsx", tag: tagExchange, time: 2 * time.Minute,
		summary: "The acceptance tests of a site as checklists to be filled in"},
		describeFile("xlsx", queryParam("package", "Id of the requirements package that they verify; all when left out.", false)), a.testFile)
	raw(a, operation{id: "read-tests", method: http.MethodPost, path: tests + "/sheet", tag: tagExchange, time: 5 * time.Minute, maxBody: sheetLimit,
		summary: "Read results of acceptance tests from filled checklists", about: "The body is the file. Without `apply=1` nothing changes and the answer is a preview, with each refused cell."},
		a.describeSheet(jsonOf[csms.TestSheet](a)), a.readTests)
	raw(a, operation{id: "get-assessment-results", method: http.MethodGet, path: "/api/v1/sites/{site}/assessment-results.json", tag: tagExchange, time: 2 * time.Minute,
		summary: "The answers of a site as OSCAL assessment results"}, describeFile("json"), a.assessmentResults)
}

func (a *API) replyLines(ctx context.Context, who access.Principal, in *Shelved) (*stored[csms.ReplyView], error) {
	v, err := a.svc.ReplyLines(ctx, who, supply.ID(in.ID))
	return storedAs(v, v.Reply.Version, err)
}

func (a *API) answerLines(ctx context.Context, who access.Principal, in *struct {
	Shelved
	Guarded
	Body csms.LineAnswers
}) (*changed[csms.ReplyView], error) {
	version, err := ifMatch(in.IfMatch)
	if err != nil {
		return nil, err
	}
	v, entry, err := a.svc.AnswerLines(ctx, who, supply.ID(in.ID), version, in.Body)
	return changedTo(v, v.Reply.Version, entry, err)
}

func (a *API) replyFile(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	id := supply.ID(r.PathValue("id"))
	x, err := a.svc.Replies().One(r.Context(), who, string(id))
	if err != nil {
		return err
	}
	return download(w, safeName(x.Key+" "+x.Name), "xlsx", func(b io.Writer) error { return a.svc.WriteReply(r.Context(), who, id, b) })
}

func (a *API) readReply(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	in, err := sheetIn(r)
	if err != nil {
		return err
	}
	out, err := a.svc.ReadReply(r.Context(), who, supply.ID(r.PathValue("id")), in)
	if err != nil {
		return err
	}
	return writeLeft(w, out.Entry, out)
}

func (a *API) sendReply(ctx context.Context, who access.Principal, in *struct {
	Shelved
	Body csms.NewPackage
}) (*added[supply.Package], error) {
	return packageAt(a.svc.SendReply(ctx, who, supply.ID(in.ID), in.Body))
}

func (a *API) drawTests(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Body struct {
		Package supply.ID `json:"package" maxLength:"64" doc:"The requirements package"`
		Dry     bool      `json:"dry,omitempty" doc:"Count and change nothing"`
	}
}) (*answer[csms.DrawnTests], error) {
	return bodyOf(a.svc.DrawTests(ctx, who, in.Site, in.Body.Package, in.Body.Dry))
}

func (a *API) testTally(ctx context.Context, who access.Principal, in *struct {
	OnSite
	Package supply.ID `query:"package" maxLength:"64"`
}) (*answer[page[supply.TestTally]], error) {
	list, err := a.svc.TestTallies(ctx, who, in.Site, in.Package)
	if err != nil {
		return nil, err
	}
	return listOf(list), nil
}

func (a *API) testFile(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	site := plant.SiteID(r.PathValue("site"))
	name, err := a.fileName(r.Context(), who, site, "acceptance tests")
	if err != nil {
		return err
	}
	return download(w, name, "xlsx", func(b io.Writer) error {
		return a.svc.WriteTests(r.Context(), who, site, supply.ID(r.URL.Query().Get("package")), b)
	})
}

func (a *API) readTests(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	in, err := sheetIn(r)
	if err != nil {
		return err
	}
	out, err := a.svc.ReadTests(r.Context(), who, plant.SiteID(r.PathValue("site")), in)
	if err != nil {
		return err
	}
	return writeLeft(w, out.Entry, out)
}

func (a *API) assessmentResults(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	site := plant.SiteID(r.PathValue("site"))
	name, err := a.fileName(r.Context(), who, site, "assessment results")
	if err != nil {
		return err
	}
	return download(w, name, "json", func(b io.Writer) error { return a.svc.WriteResults(r.Context(), who, site, b) })
}

func (a *API) claimFile(one, format string) func(http.ResponseWriter, *http.Request, access.Principal) error {
	kind := assess.SubjectKind(one)
	return func(w http.ResponseWriter, r *http.Request, who access.Principal) error {
		id := supply.ID(r.PathValue("id"))
		var name string
		switch kind {
		case assess.OfProduct:
			p, err := a.svc.Products().One(r.Context(), who, string(id))
			if err != nil {
				return err
			}
			name = p.Key + " " + p.Name + " claims"
		default:
			c, err := a.svc.Companies().One(r.Context(), who, string(id))
			if err != nil {
				return err
			}
			name = c.Key + " " + c.Name + " claims"
		}
		if format == "oscal.json" {
			name += " OSCAL"
		}
		return download(w, safeName(name), lastOf(format), func(b io.Writer) error { return a.svc.WriteClaims(r.Context(), who, kind, id, format, b) })
	}
}

func (a *API) readClaims(w http.ResponseWriter, r *http.Request, who access.Principal) error {
	in, err := sheetIn(r)
	if err != nil {
		return err
	}
	out, err := a.svc.ReadClaims(r.Context(), who, in)
	if err != nil {
		return err
	}
	return writeLeft(w, out.Entry, out)
}

// describeSheet describes an operation that reads a filled sheet.
func (a *API) describeSheet(content map[string]*huma.MediaType) func(*huma.Operation) {
	return func(o *huma.Operation) {
		o.Parameters = append(o.Parameters,
			queryParam("name", "Name of the file, for messages and the history.", false),
			queryParam("apply", "1 applies; else nothing changes.", false),
			queryParam("withoutRefused", "1 agrees that refused rows stay out.", false),
			queryParam("note", "Reason, for the history.", false))
		o.RequestBody = fileBody()
		o.Responses = map[string]*huma.Response{"200": {Description: "What changes, or has changed.", Content: content}}
	}
}

// sheetIn reads a filled sheet and what is to be done with it.
func sheetIn(r *http.Request) (csms.SheetInput, error) {
	q := r.URL.Query()
	in := csms.SheetInput{Name: safeName(orElse(q.Get("name"), "sheet.xlsx")), Note: q.Get("note")}
	if err := checkNote(in.Note); err != nil {
		return in, err
	}
	var err error
	if in.Apply, err = flagIn(r, "apply"); err != nil {
		return in, err
	}
	if in.WithoutRefused, err = flagIn(r, "withoutRefused"); err != nil {
		return in, err
	}
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return in, newProblem(http.StatusRequestEntityTooLarge, fmt.Sprintf("The file cannot be read, or is larger than %d MiB.", sheetLimit>>20))
	}
	in.Data, in.Size = bytes.NewReader(data), int64(len(data))
	return in, nil
}
