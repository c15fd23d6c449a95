package catalog_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ringwall/internal/catalog"
)

func TestEverySetSurvivesBeingWrittenAndRead(t *testing.T) {
	for _, s := range catalog.BuiltIn() {
		text, err := s.Pack()
		if err != nil {
			t.Fatal(err)
		}
		again, err := catalog.Parse(bytes.NewReader(text))
		if err != nil {
			t.Errorf("%s: %v", s.ID, err)
			continue
		}
		if diff := cmp.Diff(s, again, cmpopts.IgnoreUnexported(catalog.Set{})); diff != "" {
			t.Errorf("%s: %s", s.ID, diff)
		}
	}
}
