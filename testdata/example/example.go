// Package example is the example plant: a bottling plant with deliberate
// flaws, which tests, docs and the demo share. See docs/example-plant.md.
package example

import (
	"bytes"
	_ "embed"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

//go:embed bottling.yaml
var bottling []byte

// Document is the example plant with its risk register, as a site document.
func Document() (risk.Document, error) {
	return risk.ReadDocument(bytes.NewReader(bottling), plant.DefaultBudget)
}
