package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"

	"ringwall/internal/catalog"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
)

// readFile reads a document from a file or standard input, and says whether it
// is one of the library.
func readFile(in streams, file string) (text []byte, library bool, err error) {
	from := in.in
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, false, badInput{err}
		}
		defer f.Close()
		from = f
	}
	// One byte more than is read, so that the reader tells that it is too large.
	text, err = io.ReadAll(io.LimitReader(from, plant.DefaultBudget.Bytes+1))
	if err != nil {
		return nil, false, badInput{err} // such as a folder
	}
	return text, proof.IsDocument(text), nil
}

// readLibrary reads a library document that keeps the rules, or says what it
// breaks and where.
func readLibrary(text []byte) (proof.Document, error) {
	lines := plant.Lines{}
	doc, err := proof.ReadDocument(bytes.NewReader(text), plant.DefaultBudget, lines)
	if err != nil {
		return doc, err
	}
	if problems := proof.CheckDocument(doc, catalog.NewShelf(nil)); len(problems) > 0 {
		return doc, lines.Mark(problems)
	}
	return doc, nil
}

// applyLibrary brings the library to what a document says.
func applyLibrary(ctx context.Context, io streams, c applyCmd, text []byte) (changed int, err error) {
	if c.Prune {
		return 0, bad("--prune is for site documents: what a library document does not name stays")
	}
	doc, err := readLibrary(text)
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
		out, err := rt.svc.ApplyLibrary(ctx, who, csms.LibraryInput{Document: doc, DryRun: c.DryRun, Partial: c.Partial, Note: c.Note})
		if err != nil {
			return err
		}
		n := out.Changes.Counts()
		changed = n[plant.OpAdd] + n[plant.OpChange] + len(out.Refused)
		if c.JSON {
			return printJSON(io.out, out)
		}
		printChanges(io.out, out.Changes)
		for _, r := range out.Refused {
			fmt.Fprintf(io.out, "! %s %s refused: %s\n", r.Kind, r.Key, r.Why)
		}
		if len(out.Refused) > 0 {
			fmt.Fprintf(io.out, "%d refused\n", len(out.Refused))
		}
		if out.Entry > 0 {
			fmt.Fprintf(io.out, "recorded as entry %d\n", out.Entry)
		}
		return nil
	})
	return changed, err
}
