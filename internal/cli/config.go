package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"
)

// maxConfig is the largest file of settings that is read.
const maxConfig = 1 << 20

// settings are those of a file: one JSON object with the names of flags, such
// as {"listen": "127.0.0.1:7000", "tls-cert": "…"}. They stand below flags and
// the environment.
type settings map[string]any

// readSettings reads the file that --config names.
func readSettings(r io.Reader) (kong.Resolver, error) {
	in := json.NewDecoder(io.LimitReader(r, maxConfig))
	var values map[string]any
	if err := in.Decode(&values); err != nil {
		return nil, fmt.Errorf("the settings are no JSON object: %w", err)
	}
	if _, err := in.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("the settings are followed by something else: keep one JSON object")
	}
	s := settings{}
	for name, value := range values {
		s[plainName(name)] = value
	}
	return s, nil
}

// plainName lets tls-cert be written tls_cert or tlsCert too.
func plainName(name string) string {
	return strings.ToLower(strings.NewReplacer("-", "", "_", "").Replace(name))
}

// Validate implements [kong.Resolver]. A setting that nothing reads is a
// mistake: the user believes that it holds.
func (s settings) Validate(app *kong.Application) error {
	known := map[string]bool{}
	var walk func(*kong.Node)
	walk = func(n *kong.Node) {
		for _, f := range n.Flags {
			known[plainName(f.Name)] = true
		}
		for _, child := range n.Children {
			walk(child)
		}
	}
	walk(app.Node)
	for name := range s {
		if !known[name] {
			return fmt.Errorf("the settings name %q, which is no flag of any command", name)
		}
	}
	return nil
}

// Resolve implements [kong.Resolver].
func (s settings) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, name := range flag.Envs {
		if _, set := os.LookupEnv(name); set {
			return nil, nil
		}
	}
	return s[plainName(flag.Name)], nil
}
