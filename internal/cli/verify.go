package cli

import (
	"context"
	"errors"
	"fmt"

	"ringwall/internal/store"
)

// verifyCmd proves the record with code that shares nothing with the writer.
type verifyCmd struct {
	storage
	All  bool `help:"Report every object that does not match, not only the first."`
	JSON bool `help:"Print the result as JSON."`
}

// Run re-reads everything; the exit status is 1 when something does not match.
func (c verifyCmd) Run(ctx context.Context, io streams) error {
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
