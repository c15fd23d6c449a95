package csms

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	book "ringwall/internal/plant/sheet"
	"ringwall/internal/risk"
	"ringwall/internal/risk/sheet"
	"ringwall/internal/store"
)

// WriteScenarios writes the worksheet of a site as "xlsx", or its scenarios
// alone as "csv".
func (s *Service) WriteScenarios(ctx context.Context, who access.Principal, site plant.SiteID, format string, w io.Writer) error {
	write := map[string]func(io.Writer, risk.Input, risk.Result) error{"xlsx": sheet.WriteXLSX, "csv": sheet.WriteCSV}[format]
	if write == nil {
		return invalid("%q is no format of the worksheet: choose xlsx or csv.", format)
	}
	var in risk.Input
	var res risk.Result
	err := s.view(ctx, who, access.RiskRead, site, func(r *store.Reader) (err error) {
		in, res, err = s.riskOf(r, site)
		return err
	})
	if err != nil {
		return err
	}
	return write(w, in, res)
}

// ScenarioSheetInput is a file of scenarios, and what is to be done with it.
type ScenarioSheetInput struct {
	Name string // of the file
	Data []byte
	Kind sheet.Kind // "" looks at the file
	// Mapping names the columns; nil takes those that the titles suggest.
	Mapping *sheet.Mapping
	Apply   bool // else nothing changes
	// Hash is that of the preview. When the register or the file has changed
	// since, nothing is applied; "" applies whatever comes out.
	Hash string
	// WithoutRefused agrees that refused rows stay out; without it, a file with
	// any refused row applies nothing.
	WithoutRefused bool
	Note           string
}

// ScenarioSheet is what a file of scenarios holds, and what reading it did or
// would do.
type ScenarioSheet struct {
	File    string           `json:"file"`
	Kind    sheet.Kind       `json:"kind" enum:"hazop,lopa,physical,worksheet"`
	Sheets  []book.Sheet     `json:"sheets"`
	Fields  []sheet.Field    `json:"fields" doc:"That columns may feed, in the order of menus; none for a worksheet"`
	Mapping sheet.Mapping    `json:"mapping"`
	Guessed bool             `json:"guessed" doc:"The mapping is what the titles suggest"`
	Nodes   []sheet.NodeText `json:"nodes" doc:"Texts of the node column and what they mean"`
	Rows    []sheet.Row      `json:"rows"`
	Counts  sheet.Counts     `json:"counts"`
	Notes   []string         `json:"notes" doc:"About the file as a whole"`
	Blocked string           `json:"blocked" doc:"Why nothing can be applied now; empty when it can"`
	Hash    string           `json:"hash" doc:"Of this preview; send it back to apply exactly this"`
	Entry   int64            `json:"entry" doc:"Of the history, once applied; 0 when nothing changed"`
	Review  []string         `json:"review" doc:"Keys of the scenarios whose hackable marks wait for a look"`
}

// ReadScenarioSheet reads a file of scenarios against the register: it shows what
// would change, or applies exactly that as one act.
func (s *Service) ReadScenarioSheet(ctx context.Context, who access.Principal, site plant.SiteID, in ScenarioSheetInput) (ScenarioSheet, error) {
	if err := access.Check(who, access.RiskEdit, site); err != nil {
		return ScenarioSheet{}, s.fail(s.hideSite(ctx, who, site, err), "scenario")
	}
	if in.Name = fileName(in.Name); in.Name == "file" {
		in.Name = "The file"
	}
	f, err := openScenarioSheet(ctx, in)
	if err != nil {
		return ScenarioSheet{}, s.fail(err, "file")
	}
	if !in.Apply {
		err := s.view(ctx, who, access.RiskEdit, site, func(r *store.Reader) error {
			now, err := s.riskInput(r, site)
			if err != nil {
				return err
			}
			return f.plan(ctx, now)
		})
		return f.out, err
	}
	act := intent{do: access.RiskEdit, site: site, verb: "scenario.import", subject: in.Name, note: in.Note}
	nothing := false
	entry, err := s.update(ctx, who, act, func(tx *store.Tx) error {
		c, err := s.contextOf(tx, site)
		if err != nil {
			return err
		}
		if err := f.plan(ctx, risk.Input{Site: c.Site, Register: c.Register, Today: c.Today}); err != nil {
			return err
		}
		if err := f.mayApply(in); err != nil {
			return err
		}
		if nothing = f.out.Counts.Add+f.out.Counts.Change == 0; nothing {
			return errDry
		}
		return s.putRows(tx, c, site, f)
	})
	switch {
	case nothing && err != nil:
		return f.out, nil
	case err != nil:
		return ScenarioSheet{}, err
	}
	f.out.Entry = entry.Seq
	return f.out, nil
}

// scenarioFile is a file while it is read against the register.
type scenarioFile struct {
	in   ScenarioSheetInput
	book *book.Book
	out  ScenarioSheet
}

// openScenarioSheet reads the structure of a file and holds the mapping against it.
func openScenarioSheet(ctx context.Context, in ScenarioSheetInput) (*scenarioFile, error) {
	b, err := sheet.Open(bytes.NewReader(in.Data), int64(len(in.Data)), in.Name)
	if err != nil {
		return nil, err
	}
	if in.Kind == "" {
		if in.Kind, err = sheet.KindOf(ctx, b); err != nil {
			return nil, err
		}
	}
	look, err := sheet.See(ctx, b, in.Kind)
	if err != nil {
		return nil, err
	}
	f := &scenarioFile{in: in, book: b, out: ScenarioSheet{File: in.Name, Kind: in.Kind, Sheets: look.Sheets, Fields: look.Fields, Mapping: look.Mapping, Guessed: true}}
	if in.Mapping != nil && in.Kind != sheet.Worksheet {
		if wrong := in.Mapping.Check(look); wrong != "" {
			return nil, &Error{Kind: Invalid, Text: wrong, Fields: []Field{{Pointer: "/mapping", Text: wrong}}}
		}
		f.out.Mapping, f.out.Guessed = *in.Mapping, false
	}
	return f, nil
}

// plan reads the rows against the register as it is.
func (f *scenarioFile) plan(ctx context.Context, now risk.Input) error {
	p, err := sheet.Read(ctx, f.book, f.in.Kind, f.out.Mapping, now)
	if err != nil {
		return err
	}
	f.out.Rows, f.out.Nodes, f.out.Notes, f.out.Blocked, f.out.Review = p.Rows, p.Nodes, p.Notes, "", []string{}
	f.guard(now)
	f.out.Counts = sheet.Plan{Rows: f.out.Rows}.Counts()
	for i := range f.out.Rows {
		if r := &f.out.Rows[i]; r.Puts() && r.Review {
			f.out.Review = append(f.out.Review, r.Key)
		}
	}
	text, err := json.Marshal([]any{f.out.Kind, f.out.Mapping, f.out.Rows, f.out.Notes})
	sum := sha256.Sum256(text)
	f.out.Hash = base64.RawURLEncoding.EncodeToString(sum[:])
	return err
}

// guard asks what no edit may do, so that the preview refuses what the act would.
func (f *scenarioFile) guard(now risk.Input) {
	c := risk.Context{Site: now.Site, Register: now.Register, Today: now.Today}
	before := make(map[risk.ID]*risk.Scenario, len(now.Register.Scenarios))
	for i := range now.Register.Scenarios {
		before[now.Register.Scenarios[i].ID] = &now.Register.Scenarios[i]
	}
	for i := range f.out.Rows {
		r := &f.out.Rows[i]
		if !r.Puts() {
			continue
		}
		var was *risk.Scenario
		if r.Scenario.ID != "" {
			was = before[r.Scenario.ID]
		}
		err := guardScenario(c, was, &r.Scenario)
		if told, ok := errors.AsType[*Error](err); ok {
			f.out.Blocked = told.Text
		}
		for _, p := range plant.ProblemsOf(err) {
			r.Break(p.Pointer, p.Text)
		}
	}
}

// mayApply refuses what the preview did not show, or nobody agreed to.
func (f *scenarioFile) mayApply(in ScenarioSheetInput) error {
	switch n := f.out.Counts.Refuse; {
	case f.out.Blocked != "":
		return unsigned()
	case in.Hash != "" && in.Hash != f.out.Hash:
		return &Error{Kind: Conflict, Code: "stale", Text: "The register or the file has changed since the preview: look at the preview again."}
	case n > 0 && !in.WithoutRefused:
		return &Error{Kind: Conflict, Code: "refused-rows", Text: fmt.Sprintf("%d rows are refused. Mend them in the file and send it again, or agree to apply the others without them.", n)}
	}
	return nil
}

// putRows puts the scenarios of the rows in the one act, under the rules of the
// register. What is broken is told by sheet, row and cell.
func (s *Service) putRows(tx *store.Tx, c *rules, site plant.SiteID, f *scenarioFile) error {
	var put []risk.Scenario
	var of []int
	for i := range f.out.Rows {
		if f.out.Rows[i].Puts() {
			put, of = append(put, f.out.Rows[i].Scenario), append(of, i)
		}
	}
	broken, err := scenarios{s.Scenarios()}.putAll(tx, c, site, nil, put)
	if err != nil {
		return err
	}
	var told plant.Problems
	for _, p := range broken {
		number, field, _ := strings.Cut(strings.TrimPrefix(p.Pointer, "/put/"), "/")
		n, err := strconv.Atoi(number)
		if err != nil || n >= len(of) {
			return broken
		}
		r := f.out.Rows[of[n]]
		r.Break("/"+field, p.Text)
		last := r.Refusals[len(r.Refusals)-1]
		where := fmt.Sprintf("Sheet %s, row %d", r.Sheet, r.Row)
		if last.Cell != "" {
			where += ", cell " + last.Cell
		}
		told = append(told, plant.Problem{Pointer: fmt.Sprintf("/rows/%d/%s", of[n], field), Text: where + ": " + p.Text})
	}
	if len(told) > 0 {
		return told
	}
	return nil
}
