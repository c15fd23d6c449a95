package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"ringwall/internal/csms"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// soundDocument reads a site document that keeps the rules, or says what it
// breaks and where.
func soundDocument(text []byte) (risk.Document, error) {
	doc, lines, err := risk.ReadDocumentLines(bytes.NewReader(text), plant.DefaultBudget)
	if err != nil {
		return doc, err
	}
	if problems := risk.CheckDocument(doc); len(problems) > 0 {
		return doc, lines.Mark(problems)
	}
	return doc, nil
}

// applyCmd brings a site or the library to what a document says, as one act.
type applyCmd struct {
	storage
	File    string `short:"f" required:"" help:"Site or library document, YAML or JSON; - reads standard input." placeholder:"FILE"`
	DryRun  bool   `help:"Show what would change and change nothing."`
	Prune   bool   `help:"Also remove what a site document does not name."`
	Partial bool   `help:"Apply a library document without the records that are refused."`
	Note    string `help:"Reason, kept in the history."`
	JSON    bool   `help:"Print the result as JSON."`
}

// Run applies the document.
func (c applyCmd) Run(ctx context.Context, io streams) error {
	_, err := applyDocument(ctx, io, c)
	return err
}

// diffCmd is apply's dry run with an exit status for scripts.
type diffCmd struct {
	storage
	File  string `short:"f" required:"" help:"Site or library document, YAML or JSON; - reads standard input." placeholder:"FILE"`
	Prune bool   `help:"Also count what a site document does not name."`
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
	text, library, err := readFile(io, c.File)
	if err != nil {
		return 0, err
	}
	if library {
		return applyLibrary(ctx, io, c, text)
	}
	if c.Partial {
		return 0, bad("--partial is for library documents: a site document is applied as a whole")
	}
	doc, err := soundDocument(text)
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
	switch {
	case s == "":
		return "(none)"
	case strings.ContainsFunc(s, unicode.IsControl): // one change, one line
		return strconv.Quote(s)
	}
	return s
}
