package plant_test

import (
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
)

var update = flag.Bool("update", false, "write the golden files anew")

const schemaFile = "../../docs/schema/ringwall-site-1.schema.json"

func TestPublishedSchemaIsTheOneOfTheStructs(t *testing.T) {
	if *update {
		if err := os.WriteFile(schemaFile, plant.Schema(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	published, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(plant.Schema()), string(published)); diff != "" {
		t.Errorf("docs/schema differs from the structs; run go test ./internal/plant -update (-structs +docs):\n%s", diff)
	}
}
