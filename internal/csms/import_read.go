package csms

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"time"

	"ringwall/internal/plant"
	"ringwall/internal/plant/sheet"
	"ringwall/internal/risk"
	"ringwall/internal/store"
	"ringwall/internal/vault"
)

const (
	// importTime is how long reading one file may take.
	importTime = 10 * time.Minute
	// mostTries is how often a file is read that ends the program each time.
	mostTries = 3
)

// reading is an import while it is being read. What it stores is refused once
// somebody else has moved the import: discarded it, or taken it over in another
// process. So no two of them ever fill one preview.
type reading struct {
	s   *Service
	was store.Import // as it is stored
	i   store.Import
	d   readingDetail
}

// readingDetail is what is stored of an import while it is being read.
type readingDetail struct {
	ImportDetail
	Run   string `json:"run,omitempty"` // tells one reading from another
	Tries int    `json:"tries,omitempty"`
}

// read reads one uploaded file to its next state.
func (s *Service) read(ctx context.Context, j job) {
	ctx, cancel := context.WithTimeout(ctx, importTime)
	defer cancel()
	r := &reading{s: s}
	err := r.begin(ctx, j)
	if err == nil {
		err = r.end(ctx, r.file(ctx))
	}
	switch {
	case errors.Is(err, store.ErrStale), errors.Is(err, store.ErrNotFound), errors.Is(err, errElsewhere):
		s.log.Debug("the import was moved while it was read", "import", j.id)
	case err != nil && ctx.Err() == nil:
		s.log.Error("read import", "import", j.id, "error", err)
	}
	// A file takes more memory than all else here; the system gets it back
	// before the next one, or the act that applies it, takes its own.
	debug.FreeOSMemory()
}

// errElsewhere says that an import does not wait for being read any more.
var errElsewhere = errors.New("the import is not to be read")

// begin takes the import over and clears away what an earlier reading left.
func (r *reading) begin(ctx context.Context, j job) error {
	err := r.s.db.Housekeep(ctx, func(o *store.Ops) (err error) {
		r.was, err = o.Import(j.org, j.id)
		return err
	})
	if err == nil && r.was.State != ImportReading {
		err = errElsewhere
	}
	if err == nil {
		err = json.Unmarshal(r.was.Doc, &r.d)
	}
	if err != nil {
		return err
	}
	r.i = r.was
	r.i.Done, r.d.Run = 0, store.NewImportID()
	r.d.Tries++
	return r.store(ctx, func(o *store.Ops) error { return o.DropImportRows(r.i.ID) })
}

// store stores the import as it is now, with more that belongs to it.
func (r *reading) store(ctx context.Context, more func(*store.Ops) error) error {
	doc, err := json.Marshal(r.d)
	if err != nil {
		return err
	}
	next := r.i
	next.Doc = doc
	err = r.s.db.Housekeep(ctx, func(o *store.Ops) error {
		if err := o.ReplaceImport(r.was, next); err != nil || more == nil {
			return err
		}
		return more(o)
	})
	if err == nil {
		r.was = next
	}
	return err
}

// end stores how reading the file went.
func (r *reading) end(ctx context.Context, err error) error {
	if errors.Is(err, store.ErrStale) {
		return err
	}
	if err != nil {
		switch {
		case errors.Is(ctx.Err(), context.DeadlineExceeded):
			err = invalid("Reading %s took longer than %v.", r.i.File, importTime)
		case ctx.Err() != nil: // the program is being stopped: the next run reads it again
			r.i.State = ImportReading
			r.d.Tries--
			return r.store(context.WithoutCancel(ctx), nil)
		}
		r.i.State, r.i.Error = ImportFailed, r.sentence(err)
	}
	r.d.Run, r.d.Tries = "", 0
	return r.store(context.WithoutCancel(ctx), nil)
}

// sentence is for the user about a file that could not be read. What is wrong
// with the file is told; what is wrong with us is logged.
func (r *reading) sentence(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Text
	}
	if problems := plant.ProblemsOf(err); problems != nil {
		return listed(problems)
	}
	r.s.log.Error("import failed", "import", r.i.ID, "error", err)
	if errors.Is(err, vault.ErrNotFound) || errors.Is(err, vault.ErrDamaged) {
		return fmt.Sprintf("The file of %s was lost on the server: upload it again.", r.i.File)
	}
	return fmt.Sprintf("Something went wrong on the server while it read %s. Its log has the reason under import %s.", r.i.File, r.i.ID)
}

// listed are problems one per line, of very many the first.
func listed(problems plant.Problems) string {
	text := ""
	for n, p := range problems {
		if n == 20 {
			return text + fmt.Sprintf("… and %d more.", len(problems)-n)
		}
		if p.Line > 0 {
			text += fmt.Sprintf("Line %d: ", p.Line)
		}
		text += p.Text
		if p.Pointer != "" {
			text += " (" + p.Pointer + ")"
		}
		text += "\n"
	}
	return text
}

// file reads the file to a preview. A reader that panics on it must not take
// the program along, which would read the file again at its next start.
func (r *reading) file(ctx context.Context) (err error) {
	if r.d.Tries > mostTries {
		return invalid("The program ended %d times while it read %s: the file is too much for this machine.", mostTries, r.i.File)
	}
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
		}
	}()
	f, err := r.s.upload(r.i.Hash)
	if err != nil {
		return err
	}
	defer f.Close()
	if r.i.Kind == ImportCapture {
		return r.previewCapture(ctx, f)
	}
	if r.i.Kind == ImportDocument && !zipped(f) {
		return r.previewDocument(ctx, f)
	}
	book, err := sheet.Open(f, r.i.Size, r.i.File, sheet.DefaultBudget)
	if err != nil {
		return err
	}
	defer book.Close()
	switch {
	case sheet.IsExport(book):
		r.i.Kind = ImportDocument
		return r.previewDocument(ctx, f)
	case r.d.Mapping == nil || r.d.Sheets == nil:
		return r.offerMapping(ctx, book)
	}
	return r.previewSheet(ctx, book)
}

// upload opens a file of the vault.
func (s *Service) upload(hash string) (uploaded, error) {
	f, err := s.vault.Get(hash)
	if err != nil {
		return nil, err
	}
	at, ok := f.(uploaded)
	if !ok {
		return nil, errors.Join(errors.New("the vault's file cannot be read at an offset"), f.Close())
	}
	return at, nil
}

type uploaded interface {
	io.ReadSeekCloser
	io.ReaderAt
}

// zipped says whether a file is a ZIP archive, as a workbook is.
func zipped(f io.ReaderAt) bool {
	head := make([]byte, 4)
	_, err := f.ReadAt(head, 0)
	return err == nil && string(head) == "PK\x03\x04"
}

// documentIn reads the site document that a file is: YAML, JSON, or the
// workbook of an export.
func (s *Service) documentIn(ctx context.Context, f uploaded, i store.Import) (risk.Document, error) {
	if zipped(f) {
		book, err := sheet.Open(f, i.Size, i.File, sheet.DefaultBudget)
		if err != nil {
			return risk.Document{}, err
		}
		defer book.Close()
		var doc risk.Document
		if doc.Document, err = sheet.ReadBook(ctx, book); err == nil {
			err = s.sound(doc)
		}
		return doc, err
	}
	doc, err := risk.ReadDocument(f, plant.DefaultBudget)
	if err != nil {
		return doc, err
	}
	problems := risk.CheckDocument(doc)
	if len(problems) == 0 {
		return doc, nil
	}
	// The lines of all values take much memory, so they are asked for only now.
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return doc, err
	}
	_, lines, err := risk.ReadDocumentLines(f, plant.DefaultBudget)
	if err != nil {
		return doc, err
	}
	return doc, lines.Mark(problems)
}
