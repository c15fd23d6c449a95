package api

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write docs/openapi.json anew")

// TestTheDocumentedAPIIsTheAPI holds the committed document against the one
// that the Go types give. The web app's types are made from it (npm run gen).
func TestTheDocumentedAPIIsTheAPI(t *testing.T) {
	const file = "../../docs/openapi.json"
	w := emptyWorld(t)
	doc, err := json.Marshal(w.OpenAPI())
	must(t, err)
	var got bytes.Buffer
	must(t, json.Indent(&got, doc, "", "  "))
	got.WriteByte('\n')
	if *update {
		must(t, os.WriteFile(file, got.Bytes(), 0o644))
	}
	want, err := os.ReadFile(file)
	must(t, err)
	if !bytes.Equal(want, got.Bytes()) {
		t.Errorf("%s is not the API any more: run go test ./internal/api -run TestTheDocumentedAPI -update, then npm run gen in web", file)
	}
}
