package csms

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"ringwall/internal/access"
	"ringwall/internal/supply"
)

// begun is an integrator with a project out of an owner's package.
func (p *three) begun(t *testing.T) (Project, supply.Package) {
	t.Helper()
	asked, _, err := p.owner.MakeRequirements(t.Context(), p.owner.ada, p.owner.site, NewRequirements{})
	if err != nil {
		toldOf(t, err)
	}
	got := hand(t, p.owner.works, asked, p.integrator)
	project, err := p.integrator.BeginProject(t.Context(), p.integrator.ada, got.Package.ID, NewProject{Key: "P-7"})
	if err != nil {
		toldOf(t, err)
	}
	return project, got.Package
}

// fill sets cells of a workbook.
func fill(t *testing.T, file []byte, page string, cells map[string]string) SheetInput {
	t.Helper()
	x, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	for cell, value := range cells {
		if err := x.SetCellStr(page, cell, value); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := x.Write(&b); err != nil {
		t.Fatal(err)
	}
	return SheetInput{Name: "filled.xlsx", Data: bytes.NewReader(b.Bytes()), Size: int64(b.Len())}
}

func TestAReplyIsFilledInAsASheet(t *testing.T) {
	p := newThree(t)
	project, _ := p.begun(t)
	w, ctx := p.integrator, t.Context()
	var b bytes.Buffer
	if err := w.WriteReply(ctx, w.ada, project.Reply.ID, &b); err != nil {
		t.Fatal(err)
	}
	in := fill(t, b.Bytes(), "Reply", map[string]string{"K2": "comply", "K3": "deviate", "L3": "No market.", "K4": "deviate"})
	got, err := w.ReadReply(ctx, w.ada, project.Reply.ID, in)
	if err != nil || got.Change != 2 || len(got.Refusals) != 1 || got.Refusals[0].Cell != "L4" || got.Entry != 0 {
		t.Fatalf("preview %+v %v", got, err)
	}
	in.Apply = true
	_, err = w.ReadReply(ctx, w.ada, project.Reply.ID, in)
	refused(t, "a sheet with refused rows", err, Conflict, "refused-rows")
	in.WithoutRefused = true
	if got, err = w.ReadReply(ctx, w.ada, project.Reply.ID, in); err != nil || got.Entry == 0 {
		t.Fatalf("applied %+v %v", got, err)
	}
	view, err := w.ReplyLines(ctx, w.ada, project.Reply.ID)
	if err != nil || view.Progress.Answered != 2 || view.Progress.By["deviate"] != 1 {
		t.Errorf("progress %+v %v", view.Progress, err)
	}
	if _, err := w.Undo(ctx, w.ada, project.Site.ID, got.Entry); err != nil {
		t.Fatal(err)
	}
	if view, err = w.ReplyLines(ctx, w.ada, project.Reply.ID); err != nil || view.Progress.Answered != 0 {
		t.Errorf("after undoing: %+v %v", view.Progress, err)
	}
}

func TestTestsAreDrawnFilledInAndDrawnAgain(t *testing.T) {
	p := newThree(t)
	project, pkg := p.begun(t)
	w, ctx, site := p.integrator, t.Context(), project.Site.ID
	var b bytes.Buffer
	if err := w.WriteTests(ctx, w.ada, site, pkg.ID, &b); err != nil {
		t.Fatal(err)
	}
	in := fill(t, b.Bytes(), "Factory acceptance", map[string]string{"I2": "passed", "K2": "I. Engineer", "L2": "O. Owner", "M2": "2026-03-01"})
	in.Apply = true
	got, err := w.ReadTests(ctx, w.ada, site, in)
	if err != nil || len(got.Change) != 1 || got.Entry == 0 || len(got.Refusals) > 0 {
		t.Fatalf("read %+v %v", got, err)
	}
	again, err := w.DrawTests(ctx, w.ada, site, pkg.ID, false)
	if err != nil || again.Keep != project.Tests || again.Add+again.Change+again.Remove > 0 {
		t.Errorf("drawn again: %+v %v", again, err)
	}
	tally, err := w.TestTallies(ctx, w.ada, site, "")
	passed := 0
	for _, n := range tally {
		passed += n.Passed
	}
	if err != nil || passed != 1 {
		t.Errorf("tally %+v %v", tally, err)
	}
}

func TestAProjectGoesWithItsSite(t *testing.T) {
	p := newThree(t)
	project, pkg := p.begun(t)
	w, ctx := p.integrator, t.Context()
	if _, err := w.DeleteSite(ctx, w.ada, project.Site.ID, project.Site.Version, true); err != nil {
		toldOf(t, err)
	}
	again, err := w.BeginProject(ctx, w.ada, pkg.ID, NewProject{Key: "P-7"})
	if err != nil || again.Tests != project.Tests {
		t.Errorf("the same project once more: %+v %v", again, err)
	}
	_, err = w.BeginProject(ctx, w.ada, pkg.ID, NewProject{Key: "P-7"})
	refused(t, "a second site of the same key", err, Conflict, "key-taken")
}

func TestARequirementsPackageTellsNothingOfTheRisk(t *testing.T) {
	p := newThree(t)
	asked, _, err := p.owner.MakeRequirements(t.Context(), p.owner.ada, p.owner.site, NewRequirements{})
	if err != nil {
		toldOf(t, err)
	}
	file := string(fileOf(t, p.owner.works, asked))
	for _, secret := range []string{p.owner.scenario.Name, p.owner.scenario.Key, p.owner.worst.Name, "ikelihood", "PLC-101"} {
		if strings.Contains(file, secret) {
			t.Errorf("the package holds %q", secret)
		}
	}
	viewer := p.owner.user(access.Viewer, access.Grant{})
	_, _, err = p.owner.MakeRequirements(t.Context(), viewer, p.owner.site, NewRequirements{})
	refused(t, "a viewer", err, Denied, "")
}

func TestTheAnswersOfASiteAsOSCAL(t *testing.T) {
	p := newThree(t)
	var b bytes.Buffer
	if err := p.owner.WriteResults(t.Context(), p.owner.ada, p.owner.site, &b); err != nil {
		t.Fatal(err)
	}
	var file struct {
		Results struct {
			Results []struct {
				Findings []json.RawMessage `json:"findings"`
			} `json:"results"`
		} `json:"assessment-results"`
	}
	if err := json.Unmarshal(b.Bytes(), &file); err != nil || len(file.Results.Results) == 0 || len(file.Results.Results[0].Findings) == 0 {
		t.Errorf("%v: %.300s", err, b.String())
	}
}
