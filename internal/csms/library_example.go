package csms

import (
	"bytes"
	"context"
	"slices"

	"ringwall/internal/access"
	"ringwall/internal/proof"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// ExampleLibrary is the library that goes with the example plant.
type ExampleLibrary struct {
	Document proof.Document
	// Files are the contents of files of evidence.
	Files []ExampleFile
	// Remade are the keys of the evidence that the program makes when it is
	// loaded; others that it made stay as the document has them.
	Remade []string
}

// ExampleFile is a file of an evidence of the example.
type ExampleFile struct {
	Evidence string // key
	Name     string
	Note     string
	Content  []byte
}

// addExampleLibrary adds the library of the example. An organisation that keeps
// a library already is left with its own.
func (s *Service) addExampleLibrary(ctx context.Context, who access.Principal) error {
	if s.exampleLibrary == nil {
		return nil
	}
	example, err := s.exampleLibrary()
	if err != nil {
		return err
	}
	kept, err := s.LibraryDocument(ctx, who)
	if err != nil {
		return err
	}
	if len(kept.Companies)+len(kept.Products)+len(kept.Evidence)+len(kept.Assessments)+len(kept.Certificates) > 0 {
		return nil
	}
	if _, err := s.ApplyLibrary(ctx, who, LibraryInput{Document: example.Document, Note: "Example plant", restores: true}); err != nil {
		return err
	}
	ids := map[string]supply.ID{}
	err = s.db.View(ctx, who.Org, func(r *store.Reader) error {
		all, err := store.All[proof.Evidence](r, "")
		for _, e := range all {
			ids[e.Key] = e.ID
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, f := range example.Files {
		if _, _, err := s.AddEvidenceFile(ctx, who, ids[f.Evidence], NewFile{Name: f.Name, Note: f.Note}, bytes.NewReader(f.Content)); err != nil {
			return err
		}
	}
	for _, key := range slices.Sorted(slices.Values(example.Remade)) {
		if _, _, err := s.RefreshEvidence(ctx, who, ids[key], 0); err != nil {
			return err
		}
	}
	return nil
}
