package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"ringwall/internal/supply/exchange"
)

// dataFile is how the file of the embedded store begins.
const dataFile = "SQLite format 3\x00"

// beginning is what a file begins with, as far as it tells its kind.
func beginning(file string) (string, error) {
	f, err := os.Open(file)
	if err != nil {
		if errors.Is(err, os.ErrNotExist) {
			return "", bad("there is no file %s", file)
		}
		return "", err
	}
	defer f.Close()
	head := make([]byte, len(dataFile))
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return "", err
	}
	return string(head[:n]), nil
}

// proofPackage proves that a package is whole and signed. The exit status is 1
// when it is not, or not with the key that was named.
func (c verifyCmd) proofPackage(ctx context.Context, out streams) (err error) {
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.IsDir() {
		return bad("%s is a folder: name the file of a package", c.File)
	}
	report, err := exchange.Verify(ctx, f, info.Size(), exchange.DefaultBudget)
	if err != nil {
		return err
	}
	if c.Key != "" {
		report.SignedBy(c.Key)
	}
	switch {
	case c.JSON:
		if err := printJSON(out.out, report); err != nil {
			return err
		}
	default:
		fmt.Fprint(out.out, report.String())
		if report.Whole && c.Key == "" {
			fmt.Fprintln(out.out, "Compare the words of the key with whoever sent the package, or give them with --key.")
		}
	}
	if !report.Whole {
		return status(exitFindings)
	}
	return nil
}
