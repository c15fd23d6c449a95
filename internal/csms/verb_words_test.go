package csms

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// TestEveryVerbOfTheHistoryHasWords holds the verbs that are written to the
// history against the words that the web app shows for them.
func TestEveryVerbOfTheHistoryHasWords(t *testing.T) {
	data, err := os.ReadFile("../../web/src/i18n/en/common.json")
	if err != nil {
		t.Fatal(err)
	}
	var words struct{ Verbs, Kinds map[string]string }
	if err := json.Unmarshal(data, &words); err != nil {
		t.Fatal(err)
	}
	verbs := writtenVerbs(t)
	if !verbs["zone.add"] || !verbs["user.profile"] || !verbs["verdict.clear"] || !verbs["scenario.accept"] || !verbs["organisation.add"] {
		t.Fatalf("the sources are read wrongly: %v", slices.Sorted(maps.Keys(verbs)))
	}
	for _, kind := range []string{
		risk.OfSystem, risk.OfFunction, risk.OfCriteria, risk.OfAssumption, risk.OfCountermeasure, risk.OfEnvironment, risk.OfWorstCase,
		risk.OfComparison, risk.OfScenario, risk.OfProposal, risk.OfRoadmap, risk.OfSpecification, risk.OfTask,
	} {
		verbs[kind+".add"], verbs[kind+".change"], verbs[kind+".delete"] = true, true, true
		if words.Kinds[kind] == "" {
			t.Errorf("a %s has no name in common.json", kind)
		}
	}
	for _, kind := range shelfNames {
		if words.Kinds[kind] == "" {
			t.Errorf("a %s has no name in common.json", kind)
		}
		if kind == store.OfClaim {
			continue // claims are set and cleared
		}
		verbs[kind+".add"], verbs[kind+".change"], verbs[kind+".delete"], verbs[kind+".bulk"] = true, true, true, true
	}
	for _, verb := range slices.Sorted(maps.Keys(verbs)) {
		if words.Verbs[strings.NewReplacer(".", "_", "-", "_").Replace(verb)] == "" {
			t.Errorf("%s has no words in common.json", verb)
		}
	}
}

var verbForm = regexp.MustCompile(`^[a-z][a-z-]*\.[a-z][a-z-]*$`)

// writtenVerbs reads the verbs out of the sources of the package: what a field,
// a variable or a parameter is given that is called verb.
func writtenVerbs(t *testing.T) map[string]bool {
	t.Helper()
	var nodes []ast.Node
	files, _ := filepath.Glob("*.go")
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		nodes = append(nodes, f)
	}
	each := func(visit func(ast.Node)) {
		for _, n := range nodes {
			ast.Inspect(n, func(n ast.Node) bool { visit(n); return true })
		}
	}
	taking := map[string]int{} // by function: which parameter is the verb
	each(func(n ast.Node) {
		if f, ok := n.(*ast.FuncDecl); ok {
			at := 0
			for _, group := range f.Type.Params.List {
				for _, p := range group.Names {
					if p.Name == "verb" {
						taking[f.Name.Name] = at
					}
					at++
				}
			}
		}
	})
	verbs := map[string]bool{}
	add := func(x ast.Expr) {
		if lit, ok := x.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil && verbForm.MatchString(s) {
				verbs[s] = true
			}
		}
	}
	each(func(n ast.Node) {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			if strings.EqualFold(endsIn(n.Key), "verb") {
				add(n.Value)
			}
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				if strings.EqualFold(endsIn(left), "verb") && i < len(n.Rhs) {
					add(n.Rhs[i])
				}
			}
		case *ast.CallExpr:
			if at, ok := taking[endsIn(n.Fun)]; ok && at < len(n.Args) {
				add(n.Args[at])
			}
		}
	})
	return verbs
}

// endsIn is the name that an expression ends in: verb of act.verb.
func endsIn(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		return x.Sel.Name
	}
	return ""
}
