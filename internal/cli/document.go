package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"ringwall/internal/csms"
	"ringwall/internal/plant"
)

// checkCmd needs no database, so that a document can be held to the rules in a
// build, before it is anybody's site.
type checkCmd struct {
	File string `short:"f" required:"" help:"Site document, YAML or JSON; - reads standard input." placeholder:"FILE"`
	JSON bool   `help:"Print the result as JSON."`
}

// checkResult is what check prints as JSON.
type checkResult struct {
	File     string          `json:"file"`
	Problems plant.Problems  `json:"problems"`
	Findings []plant.Finding `json:"findings"`
}

// Run reads and checks the document.
func (c checkCmd) Run(io streams) error {
	doc, lines, err := readDocument(io, c.File)
	result := checkResult{File: c.File, Problems: plant.Problems{}, Findings: []plant.Finding{}}
	if err != nil {
		problems := plant.ProblemsOf(err)
		if problems == nil {
			return err
		}
		result.Problems = problems
	} else {
		problems, findings := plant.Check(doc, plant.DateOf(time.Now()))
		result.Problems = append(result.Problems, lines.Mark(problems)...)
		result.Findings = append(result.Findings, findings...)
	}
	if c.JSON {
		if err := printJSON(io.out, result); err != nil {
			return err
		}
	} else {
		result.print(io.out)
	}
	switch {
	case len(result.Problems) > 0:
		return status(exitBadInput)
	case len(result.Findings) > 0:
		return status(exitFindings)
	}
	return nil
}

func (r checkResult) print(w io.Writer) {
	printProblems(w, r.File, r.Problems)
	for _, f := range r.Findings {
		fmt.Fprintf(w, "%s: %s: %s %s: %s %s [%s%s]\n", r.File, f.Severity, f.Kind, f.Key, f.Text, f.Mend, f.Rule, clause(f.Clause))
	}
	if len(r.Problems) == 0 && len(r.Findings) == 0 {
		fmt.Fprintf(w, "%s: no errors, no findings\n", r.File)
		return
	}
	fmt.Fprintf(w, "%s: %s, %s\n", r.File, count(len(r.Problems), "error"), count(len(r.Findings), "finding"))
}

// printProblems names each broken rule as compilers do: file, line, sentence.
func printProblems(w io.Writer, file string, problems plant.Problems) {
	for _, p := range problems {
		at := file
		if p.Line > 0 {
			at = fmt.Sprintf("%s:%d", file, p.Line)
		}
		fmt.Fprintf(w, "%s: error: %s%s\n", at, p.Text, within(p.Pointer))
	}
}

func within(pointer string) string {
	if pointer == "" {
		return ""
	}
	return " (" + pointer + ")"
}

func clause(c string) string {
	if c == "" {
		return ""
	}
	return ", " + c
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// readDocument reads a site document from a file or standard input, with the
// line of each value.
func readDocument(io streams, file string) (plant.Document, plant.Lines, error) {
	if file == "-" {
		return plant.ReadDocumentLines(io.in, plant.DefaultBudget)
	}
	f, err := os.Open(file)
	if err != nil {
		return plant.Document{}, nil, badInput{err}
	}
	defer f.Close()
	return plant.ReadDocumentLines(f, plant.DefaultBudget)
}

// soundDocument reads a document that keeps the rules, or says what it breaks
// and where.
func soundDocument(io streams, file string) (plant.Document, error) {
	doc, lines, err := readDocument(io, file)
	if err != nil {
		return doc, err
	}
	if problems, _ := plant.Check(doc, plant.DateOf(time.Now())); len(problems) > 0 {
		return doc, lines.Mark(problems)
	}
	return doc, nil
}

// applyCmd brings a site to what a document says, as one act.
type applyCmd struct {
	storage
	File   string `short:"f" required:"" help:"Site document, YAML or JSON; - reads standard input." placeholder:"FILE"`
	DryRun bool   `help:"Show what would change and change nothing."`
	Prune  bool   `help:"Also remove what the document does not name."`
	Note   string `help:"Reason, kept in the history."`
	JSON   bool   `help:"Print the result as JSON."`
}

// Run applies the document.
func (c applyCmd) Run(ctx context.Context, io streams) error {
	_, err := applyDocument(ctx, io, c)
	return err
}

// diffCmd is apply's dry run with an exit status for scripts.
type diffCmd struct {
	storage
	File  string `short:"f" required:"" help:"Site document, YAML or JSON; - reads standard input." placeholder:"FILE"`
	Prune bool   `help:"Also count what the document does not name."`
	JSON  bool   `help:"Print the result as JSON."`
}

// Run shows the differences; the exit status is 1 when there are any.
func (c diffCmd) Run(ctx context.Context, io streams) error {
	changed, err := applyDocument(ctx, io, applyCmd{storage: c.storage, File: c.File, DryRun: true, Prune: c.Prune, JSON: c.JSON})
	if err == nil && changed > 0 {
		return status(exitFindings)
	}
	return err
}

func applyDocument(ctx context.Context, io streams, c applyCmd) (changed int, err error) {
	doc, err := soundDocument(io, c.File)
	if problems := plant.ProblemsOf(err); problems != nil {
		printProblems(io.err, c.File, problems)
		return 0, status(exitBadInput)
	}
	if err != nil {
		return 0, err
	}
	err = c.open(ctx, io, func(rt *runtime) error {
		who, err := rt.system(ctx)
		if err != nil {
			return err
		}
		applied, err := rt.svc.ApplyDocument(ctx, who, csms.ApplyInput{Document: doc, DryRun: c.DryRun, Prune: c.Prune, Note: c.Note})
		if err != nil {
			return err
		}
		n := applied.Changes.Counts()
		changed = n[plant.OpAdd] + n[plant.OpChange] + n[plant.OpRemove]
		if c.JSON {
			return printJSON(io.out, applied)
		}
		printChanges(io.out, applied.Changes)
		if !c.DryRun && changed > 0 {
			fmt.Fprintf(io.out, "recorded as entry %d\n", applied.Entry)
		}
		return nil
	})
	return changed, err
}

func printChanges(w io.Writer, set plant.ChangeSet) {
	mark := map[plant.Op]string{plant.OpAdd: "+", plant.OpChange: "~", plant.OpRemove: "-"}
	for _, c := range set.Changes {
		if c.Op == plant.OpSkip {
			continue
		}
		fmt.Fprintf(w, "%s %s %s\n", mark[c.Op], c.Kind, c.Key)
		for _, f := range c.Fields {
			fmt.Fprintf(w, "    %s: %s → %s\n", f.Path, shown(f.Before), shown(f.After))
		}
	}
	n := set.Counts()
	fmt.Fprintf(w, "%d to add, %d to change, %d to remove, %d the same\n", n[plant.OpAdd], n[plant.OpChange], n[plant.OpRemove], n[plant.OpSkip])
}

func shown(v any) string {
	if v == nil {
		return "(none)"
	}
	s := strings.TrimSpace(fmt.Sprint(v))
	if s == "" {
		return "(none)"
	}
	return s
}

// exportCmd writes a site as people exchange it.
type exportCmd struct {
	storage
	Site   string `required:"" help:"Key of the site." placeholder:"KEY"`
	Format string `help:"yaml, json, xlsx, or csv (assets only)." enum:"yaml,json,xlsx,csv" default:"yaml"`
	At     string `help:"As it was at this time (2026-11-24T08:00:00Z) or after this entry of the history." placeholder:"TIME"`
	Output string `short:"o" help:"File to write; standard output if not given." placeholder:"FILE"`
}

// Run writes the site.
func (c exportCmd) Run(ctx context.Context, io streams) error {
	return c.open(ctx, io, func(rt *runtime) error {
		who, site, err := rt.site(ctx, c.Site)
		if err != nil {
			return err
		}
		return output(io, c.Output, func(w writer) error {
			return rt.svc.Export(ctx, who, site.ID, c.Format, c.At, w)
		})
	})
}

// reportCmd writes the level and gap report.
type reportCmd struct {
	storage
	Site   string `required:"" help:"Key of the site." placeholder:"KEY"`
	Format string `help:"html, pdf, xlsx or json." enum:"html,pdf,xlsx,json" default:"pdf"`
	Output string `short:"o" help:"File to write; standard output if not given." placeholder:"FILE"`
}

// Run writes the report.
func (c reportCmd) Run(ctx context.Context, io streams) error {
	return c.open(ctx, io, func(rt *runtime) error {
		who, site, err := rt.site(ctx, c.Site)
		if err != nil {
			return err
		}
		return output(io, c.Output, func(w writer) error {
			return rt.svc.LevelReport(ctx, who, site.ID, c.Format, w)
		})
	})
}

type writer = io.Writer

// output writes to a new file beside the wanted one and renames it when all
// went well, so that a failed export never leaves half a file behind.
func output(io streams, name string, write func(writer) error) error {
	if name == "" || name == "-" {
		return write(io.out)
	}
	f, err := os.CreateTemp(dirOf(name), ".ringwall-*")
	if err != nil {
		return badInput{err}
	}
	defer os.Remove(f.Name())
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
