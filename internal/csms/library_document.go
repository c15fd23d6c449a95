package csms

import (
	"context"
	"fmt"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/store"
)

// LibraryInput brings the library to what a document says.
type LibraryInput struct {
	Document proof.Document
	DryRun   bool // show what would change and change nothing
	// Partial agrees that refused records stay out; without it any of them keeps
	// the whole document out.
	Partial bool
	Note    string
	// restores brings signatures along, as who restores an export into a new
	// store does.
	restores bool
}

// LibraryApplied is what applying a library document did, or would do.
type LibraryApplied struct {
	Entry   int64            `json:"entry,omitempty" doc:"Of the history; 0 when nothing changed"`
	Changes plant.ChangeSet  `json:"changes"`
	Refused []LibraryRefused `json:"refused" doc:"Records that cannot be applied"`
}

// LibraryRefused is a record of a document that cannot be applied.
type LibraryRefused struct {
	Kind string `json:"kind"`
	Key  string `json:"key"`
	Why  string `json:"why" doc:"One sentence that says what to do"`
}

// ApplyLibrary applies a library document as one act. What the document does not
// name stays as it is.
func (s *Service) ApplyLibrary(ctx context.Context, who access.Principal, in LibraryInput) (LibraryApplied, error) {
	out := LibraryApplied{Refused: []LibraryRefused{}}
	if err := s.MayApplyLibrary(who); err != nil {
		return out, err
	}
	if problems := proof.CheckDocument(in.Document, nil); len(problems) > 0 {
		return out, s.fail(problems, "library")
	}
	plan := func(r *store.Reader) (*libraryPlan, error) {
		p, err := s.planLibrary(r, who, in)
		if err == nil {
			out.Changes, out.Refused = p.set, p.refused
		}
		return p, err
	}
	if in.DryRun {
		return out, s.view(ctx, who, access.LibraryEdit, "", func(r *store.Reader) error {
			_, err := plan(r)
			return err
		})
	}
	entry, err := s.update(ctx, who, intent{do: access.LibraryEdit, verb: "library.apply", subject: "library document", note: in.Note}, func(tx *store.Tx) error {
		p, err := plan(tx.Reader())
		if err != nil {
			return err
		}
		if n := len(p.refused); n > 0 && !in.Partial {
			first := p.refused[0]
			return &Error{Kind: Conflict, Code: "refused", Text: fmt.Sprintf("%s of the document cannot be applied, the first is %s %s: %s Mend them, or agree that they stay out.",
				countOf(n, "record"), first.Kind, first.Key, first.Why)}
		}
		return s.writeLibrary(tx, p)
	})
	out.Entry = entry.Seq
	return out, err
}

// MayApplyLibrary refuses whoever may not change the library, or only the part of
// one vendor.
func (s *Service) MayApplyLibrary(who access.Principal) error {
	if err := access.Check(who, access.LibraryEdit, ""); err != nil {
		return s.fail(err, "library")
	}
	if all, _ := access.VendorsOf(who, access.LibraryEdit, ""); !all {
		return s.fail(access.ErrDenied, "library")
	}
	return nil
}

func countOf(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
