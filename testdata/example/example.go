// Package example is the example plant: a bottling plant with deliberate
// flaws, which tests, docs and the demo share. See docs/example-plant.md.
package example

import (
	"bytes"
	_ "embed"

	"ringwall/internal/plant"
)

//go:embed bottling.yaml
var bottling []byte

// Document is the example plant as a site document.
func Document() (plant.Document, error) {
	return plant.ReadDocument(bytes.NewReader(bottling), plant.DefaultBudget)
}
