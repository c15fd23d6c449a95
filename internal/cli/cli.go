// Package cli is the command line: it alone reads configuration, wires the
// parts together and turns errors into exit statuses.
package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"ringwall/internal/csms"
)

// version is set by the build.
var version = "dev"

// Exit statuses, the same for every command.
const (
	exitOK       = 0
	exitFindings = 1 // the command ran and found something: findings, differences, a damaged record
	exitBadInput = 2 // what the user gave cannot be used
	exitFailed   = 3 // anything else
)

// grammar is the command line as kong reads it: flags, then the environment,
// then the file named by --config.
type grammar struct {
	Config kong.ConfigFlag `help:"Read settings from this JSON file." placeholder:"FILE"`

	Serve   serveCmd   `cmd:"" help:"Run the program and its web pages."`
	Admin   adminCmd   `cmd:"" help:"Accounts: create an administrator."`
	Check   checkCmd   `cmd:"" help:"Check a site or library document; needs no database."`
	Apply   applyCmd   `cmd:"" help:"Bring a site or the library to what a document says."`
	Diff    diffCmd    `cmd:"" help:"Show what apply would change."`
	Export  exportCmd  `cmd:"" help:"Write a site as a document, workbook or table, or the library as a document."`
	Report  reportCmd  `cmd:"" help:"Write a report of a site: levels, requirements specification, risk assessment, risks beyond information, availability."`
	Verify  verifyCmd  `cmd:"" help:"Prove that no record was altered, or that a package is as it was signed."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

// storage says where the data is; commands that need it embed it.
type storage struct {
	Data      string `help:"Data file of the embedded store." default:"data/ringwall.db" env:"RINGWALL_DATA" type:"path"`
	Database  string `help:"PostgreSQL address (postgres://…) instead of a data file." env:"RINGWALL_DATABASE" placeholder:"URL"`
	Vault     string `help:"Folder for uploaded files; beside the data file if not given." env:"RINGWALL_VAULT" type:"path" placeholder:"DIR"`
	LedgerKey string `help:"File with the signing key of the ledger; beside the data file if not given." env:"RINGWALL_LEDGER_KEY" type:"path" placeholder:"FILE"`
	Org       string `help:"Key of the organisation; may be left out if there is only one." env:"RINGWALL_ORG" placeholder:"KEY"`
}

// streams are where a command reads and writes; they stand in for the terminal in tests.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// Run runs one command line and returns its exit status.
func Run(args []string, in io.Reader, out, errOut io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var g grammar
	io := streams{in: in, out: out, err: errOut}
	exited := false
	parser, err := kong.New(&g,
		kong.Name("ringwall"),
		kong.Description(description),
		kong.Writers(out, errOut),
		kong.Exit(func(int) { exited = true }),
		kong.Configuration(readSettings),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.UsageOnError(),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(io),
	)
	if err != nil {
		fmt.Fprintln(errOut, "ringwall:", err)
		return exitFailed
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if exited { // help was asked for and printed
		return exitOK
	}
	if err != nil {
		fmt.Fprintln(errOut, "ringwall:", err)
		fmt.Fprintln(errOut, "Run ringwall --help for the commands.")
		return exitBadInput
	}
	return report(io, command.Run())
}

const description = `Ringwall runs an IEC 62443 cyber security management system: assets, zones and
conduits, target and achieved security levels with their reasons, and a record
that stands before an auditor. One binary, one data file, no internet; it never
sends a packet into the plant network.

Start with "ringwall serve --demo" and open http://127.0.0.1:62443.

Exit status: 0 done, 1 findings or differences, 2 bad input, 3 failed.`

// status is an error that already said what there was to say.
type status int

func (s status) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

// report prints an error once and gives its exit status.
func report(io streams, err error) int {
	if err == nil {
		return exitOK
	}
	if s, ok := errors.AsType[status](err); ok {
		return int(s)
	}
	fmt.Fprintln(io.err, "ringwall:", err)
	if _, ok := errors.AsType[badInput](err); ok {
		return exitBadInput
	}
	switch csms.KindOf(err) {
	case csms.Invalid, csms.NotFound, csms.Conflict, csms.Denied:
		return exitBadInput
	}
	return exitFailed
}

// badInput marks an error as the user's to mend.
type badInput struct{ error }

func (b badInput) Unwrap() error { return b.error }

func bad(format string, args ...any) error { return badInput{fmt.Errorf(format, args...)} }

// printJSON writes a value for other programs to read.
func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run(io streams) error {
	_, err := fmt.Fprintln(io.out, "ringwall", version)
	return err
}
