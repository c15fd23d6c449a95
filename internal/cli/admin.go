package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	stdio "io"
	"os"
	"strings"

	"golang.org/x/term"

	"ringwall/internal/csms"
)

// adminCmd groups what is done to accounts on the machine itself.
type adminCmd struct {
	Create adminCreateCmd `cmd:"" help:"Create an administrator, and the organisation if it is new."`
}

type adminCreateCmd struct {
	storage
	Email   string `required:"" help:"E-mail address; it is the name to sign in with."`
	Name    string `required:"" help:"Name as people read it."`
	OrgName string `help:"Name of the organisation, if it is to be created." placeholder:"NAME"`
}

// Run creates the account. The password is asked for, or read as one line from
// standard input, so that it stands in no shell history.
func (c adminCreateCmd) Run(ctx context.Context, io streams) error {
	password, err := readPassword(io)
	if err != nil {
		return err
	}
	return c.openNew(ctx, io, csms.Parts{}, func(rt *runtime) error {
		user, org, err := rt.svc.CreateAdministrator(ctx, csms.NewAdministrator{
			OrganisationKey: c.Org, OrganisationName: c.OrgName, Name: c.Name, Email: c.Email, Password: password,
		})
		if err != nil {
			return err
		}
		fmt.Fprintf(io.out, "%s (%s) is an administrator of %s\n", user.Name, user.Email, org.Name)
		return nil
	})
}

// longestLine is how much of standard input is looked at for a password.
const longestLine = 4096

func readPassword(io streams) (string, error) {
	if f, ok := io.in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		fmt.Fprint(io.err, "Password: ")
		first, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprint(io.err, "\nAgain: ")
		if err != nil {
			return "", err
		}
		second, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(io.err)
		if err != nil {
			return "", err
		}
		if string(first) != string(second) {
			return "", bad("the two passwords differ")
		}
		return string(first), nil
	}
	line, err := bufio.NewReader(stdio.LimitReader(io.in, longestLine)).ReadString('\n')
	if err != nil && !errors.Is(err, stdio.EOF) {
		return "", fmt.Errorf("read the password: %w", err)
	}
	if line = strings.TrimRight(line, "\r\n"); line == "" {
		return "", bad("there is no password on standard input")
	}
	return line, nil
}
