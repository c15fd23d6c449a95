package cli

import (
	"bytes"
	"fmt"
	"io"
	"time"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/risk/lint"
)

// checkCmd needs no database, so that a document can be held to the rules in a
// build, before it is anybody's site.
type checkCmd struct {
	File string `short:"f" required:"" help:"Site or library document, YAML or JSON; - reads standard input." placeholder:"FILE"`
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
	text, library, err := readFile(io, c.File)
	if err != nil {
		return err
	}
	var (
		doc   risk.Document
		lines plant.Lines
	)
	if library {
		_, err = readLibrary(text)
	} else {
		doc, lines, err = risk.ReadDocumentLines(bytes.NewReader(text), plant.DefaultBudget)
	}
	result := checkResult{File: c.File, Problems: plant.Problems{}, Findings: []plant.Finding{}}
	if err != nil {
		problems := plant.ProblemsOf(err)
		if problems == nil {
			return err
		}
		result.Problems = problems
	} else if !library {
		problems, findings := lint.Check(doc, plant.DateOf(time.Now()))
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
