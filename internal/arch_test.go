// Package internal holds only this test: the import rule of ARCHITECTURE.md.
package internal

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layers says which of our packages each package may import. A package below
// another ("plant/sheet") may import what its parent may, and its parent.
var layers = map[string][]string{
	"sl":      {},
	"vault":   {},
	"webui":   {},
	"plant":   {"sl"},
	"catalog": {"sl"},
	"ledger":  {"plant"},
	"access":  {"plant", "sl"},
	"observe": {"plant", "sl"},
	"assess":  {"plant", "catalog", "sl"},
	"risk":    {"plant", "catalog", "assess", "sl"},
	"supply":  {"plant", "catalog", "assess", "risk", "sl"},
	"proof":   {"plant", "catalog", "assess", "risk", "supply", "sl"},
	"store":   {"sl", "plant", "catalog", "assess", "risk", "supply", "proof", "observe", "access", "ledger"},
	"report":  {"sl", "plant", "catalog", "assess", "risk", "supply", "proof", "observe", "access", "ledger"},
	"csms":    {"sl", "plant", "catalog", "assess", "risk", "supply", "proof", "observe", "access", "ledger", "store", "report", "vault"},
	"api":     {"sl", "plant", "catalog", "assess", "risk", "supply", "proof", "observe", "access", "ledger", "csms", "report", "webui"},
	"cli":     {"sl", "plant", "catalog", "assess", "risk", "supply", "proof", "observe", "access", "ledger", "store", "report", "vault", "csms", "api", "webui"},
}

// pure packages of the domain compute from what they are given: they may not
// reach the disk, the network, a database, a log or the clock.
var pure = []string{"sl", "plant", "catalog", "ledger", "access", "observe", "assess", "risk", "supply", "proof", "report"}

var impure = []string{"database/sql", "net/http", "os", "log/slog", "log", "os/exec"}

// only says which packages may import a thing at all.
var only = map[string][]string{
	"database/sql": {"store"},
	"net/http":     {"api", "webui", "cli"},
}

func TestImports(t *testing.T) {
	const ours = "ringwall/internal/"
	files := token.NewFileSet()
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		dir := filepath.ToSlash(filepath.Dir(file))
		top, _, _ := strings.Cut(dir, "/")
		if dir == "." || strings.HasSuffix(dir, "test") { // pgtest and the like serve tests only
			return nil
		}
		allowed, known := layers[top]
		if !known {
			t.Errorf("%s: package %q is not in the tree of ARCHITECTURE.md", file, top)
			return nil
		}
		if strings.Count(dir, "/") > 1 {
			t.Errorf("%s: packages are at most two deep", dir)
		}
		parsed, err := parser.ParseFile(files, file, nil, 0)
		if err != nil {
			return err
		}
		for _, spec := range parsed.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			at := files.Position(spec.Pos())
			if inner, ok := strings.CutPrefix(name, ours); ok {
				to, _, _ := strings.Cut(inner, "/")
				if to != top && !slices.Contains(allowed, to) {
					t.Errorf("%s: %s may not import %s", at, top, to)
				}
			}
			if slices.Contains(pure, top) && slices.Contains(impure, name) {
				t.Errorf("%s: %s is pure and may not import %s", at, top, name)
			}
			if who, ok := only[name]; ok && !slices.Contains(who, top) {
				t.Errorf("%s: only %v may import %s", at, who, name)
			}
		}
		if slices.Contains(pure, top) {
			ast.Inspect(parsed, func(n ast.Node) bool {
				call, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				if pkg, ok := call.X.(*ast.Ident); ok && pkg.Name == "time" && slices.Contains([]string{"Now", "Since", "Until", "Sleep"}, call.Sel.Name) {
					t.Errorf("%s: %s is pure and may not call time.%s", files.Position(call.Pos()), top, call.Sel.Name)
				}
				return true
			})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestTreeIsWhole fails when a package of the rule has gone, so that the rule
// cannot go stale unseen.
func TestTreeIsWhole(t *testing.T) {
	for name := range layers {
		if files, _ := filepath.Glob(path.Join(name, "*.go")); len(files) == 0 {
			t.Errorf("package %q has no Go files: take it out of the rule or bring it back", name)
		}
	}
}
