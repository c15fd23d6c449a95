package exchange_test

import (
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/supply/exchange"
)

var update = flag.Bool("update", false, "rewrite the published schema")

const schemaFile = "../../../docs/schema/ringwall-package-1.schema.json"

func TestPublishedSchemaIsTheOneOfTheStructs(t *testing.T) {
	if *update {
		if err := os.WriteFile(schemaFile, exchange.Schema(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	published, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(exchange.Schema()), string(published)); diff != "" {
		t.Errorf("docs/schema differs from the structs; run go test ./internal/supply/exchange -update (-structs +docs):\n%s", diff)
	}
}

func TestSchemaDescribesEveryAttribute(t *testing.T) {
	var s map[string]any
	if err := json.Unmarshal(exchange.Schema(), &s); err != nil {
		t.Fatal(err)
	}
	defs := s["$defs"].(map[string]any)
	defs["the package"] = s
	for name, def := range defs {
		for attribute, p := range def.(map[string]any)["properties"].(map[string]any) {
			if p.(map[string]any)["description"] == "" {
				t.Errorf("%s.%s has no description", name, attribute)
			}
		}
	}
}
