package cli

import (
	"context"
	"errors"
	"fmt"

	"ringwall/internal/store"
)

// verifyCmd proves the record with code that shares nothing with the writer, or
// a package that another party sent, which needs no database.
type verifyCmd struct {
	storage
	All  bool   `help:"Report every object that does not match, not only the first."`
	JSON bool   `help:"Print the result as JSON."`
	Key  string `help:"Key that a package must be signed with: its fingerprint, or the public key in base64." placeholder:"KEY"`
	File string `arg:"" optional:"" help:"Signed package (.zip) or data file to prove; without one, the data file of --data." type:"path"`
}

// Run re-reads everything; the exit status is 1 when something does not match.
func (c verifyCmd) Run(ctx context.Context, io streams) error {
	if c.File != "" {
		begins, err := beginning(c.File)
		switch {
		case err != nil:
			return err
		case begins != dataFile:
			return c.proofPackage(ctx, io)
		}
		c.Data, c.Database = c.File, ""
	}
	if c.Key != "" {
		return bad("--key belongs to a package: name its file")
	}
	if err := errors.Join(c.check(), c.exists()); err != nil {
		return err
	}
	report, err := store.Verify(ctx, c.config(), c.All)
	if err != nil {
		return err
	}
	if c.JSON {
		if err := printJSON(io.out, report); err != nil {
			return err
		}
	} else {
		fmt.Fprint(io.out, report.String())
	}
	if !report.OK() {
		return status(exitFindings)
	}
	return nil
}
