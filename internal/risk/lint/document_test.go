package lint_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"ringwall/internal/plant"
	"ringwall/internal/risk/lint"
)

func TestDocumentGuideListsEveryRuleOfACheck(t *testing.T) {
	page, err := os.ReadFile("../../../docs/site-document.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range slices.Concat(plant.PartitionRules, lint.Rules()) {
		if row := fmt.Sprintf("| `%s` | %s | %s |", r.ID, r.Severity, r.Clause); !strings.Contains(string(page), row) {
			t.Errorf("docs/site-document.md has no row %s", row)
		}
	}
}
