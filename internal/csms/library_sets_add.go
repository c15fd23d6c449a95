package csms

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/catalog"
	"ringwall/internal/catalog/intake"
	"ringwall/internal/plant/sheet"
	"ringwall/internal/proof"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// SetFile is a file with one or more requirement sets: a data pack, an OSCAL
// catalogue, a spreadsheet or a zip file of data packs.
type SetFile struct {
	Name string
	Data []byte
	// Head is what the file does not say about its set.
	Head intake.Head
	// Dry only reads, and stores nothing.
	Dry bool
}

// SetsRead is what was found in a file, and what became of it.
type SetsRead struct {
	File     string           `json:"file"`
	Source   string           `json:"source" example:"OSCAL catalogue, catalog.json"`
	Sets     []SetRead        `json:"sets"`
	Refusals []intake.Refusal `json:"refusals" doc:"With any of them nothing is stored"`
	Notes    []string         `json:"notes"`
	Entry    int64            `json:"entry,omitempty" doc:"The entry of the history that it left; absent when nothing was stored"`

	packs []string
	hash  string
}

// SetRead is one requirement set of a file.
type SetRead struct {
	ID           catalog.SetID   `json:"id"`
	Kind         catalog.SetKind `json:"kind"`
	Standard     string          `json:"standard"`
	Title        string          `json:"title"`
	Groups       int             `json:"groups"`
	Requirements int             `json:"requirements"`
	// Outcome is add, change (of one that was added before) or skip (it is there already).
	Outcome string `json:"outcome" enum:"add,change,skip"`
}

// AddSets reads requirement sets from a file and adds them to those that the
// organisation can be asked by, in one act.
func (s *Service) AddSets(ctx context.Context, who access.Principal, in SetFile) (SetsRead, error) {
	q := Library[catalog.AddedSet]{s, addedSetKind}
	if err := q.somewhere(who, access.LibraryEdit); err != nil {
		return SetsRead{}, err
	}
	out, sets, err := readSets(ctx, in)
	if err != nil {
		return out, s.fail(err, "file")
	}
	if in.Dry || len(out.Refusals) > 0 {
		err := s.view(ctx, who, access.LibraryEdit, "", func(r *store.Reader) error {
			_, err := s.placeSets(r, &out, sets)
			return err
		})
		return out, err
	}
	subject := fmt.Sprintf("%d requirement sets", len(sets))
	if len(sets) == 1 {
		subject = string(sets[0].ID)
	}
	entry, err := s.update(ctx, who, intent{do: access.LibraryEdit, verb: "added-set.add", subject: subject, note: out.Source}, func(tx *store.Tx) error {
		records, err := s.placeSets(tx.Reader(), &out, sets)
		if err != nil || len(out.Refusals) > 0 {
			return err
		}
		for i := range records {
			if out.Sets[i].Outcome == "skip" {
				continue
			}
			if err := store.Put(tx, &records[i]); err != nil {
				return s.fail(err, "requirement set")
			}
		}
		return nil
	})
	out.Entry = entry.Seq
	return out, err
}

// readSets reads a file by what it holds.
func readSets(ctx context.Context, in SetFile) (out SetsRead, sets []*catalog.Set, err error) {
	name := path.Base(strings.ReplaceAll(in.Name, `\`, "/"))
	if name == "." || name == "/" {
		name = "file"
	}
	sum := sha256.Sum256(in.Data)
	out = SetsRead{File: name, Sets: []SetRead{}, Refusals: []intake.Refusal{}, Notes: []string{}, hash: hex.EncodeToString(sum[:])}
	var refusals intake.Refusals
	one := func(what string, set *catalog.Set, r intake.Refusals, failed error) {
		out.Source, refusals, err = what+", "+name, r, failed
		if set != nil {
			sets = []*catalog.Set{set}
		}
	}
	text := bytes.TrimLeft(in.Data, " \t\r\n\xef\xbb\xbf")
	switch ext := strings.ToLower(path.Ext(name)); {
	case len(text) == 0:
		return out, nil, invalid("%s is empty.", name)
	case bytes.HasPrefix(in.Data, []byte("PK")) && !bytes.Contains(in.Data, []byte("xl/workbook")):
		out.Source = "zip file of data packs, " + name
		var packs []intake.Pack
		packs, refusals, err = intake.ReadZip(in.Data)
		for _, p := range packs {
			if p.Set != nil {
				sets = append(sets, p.Set)
			} else {
				out.Notes = append(out.Notes, p.File+" is a crosswalk and was left out: decide about the pairs of one that the program carries.")
			}
		}
	case bytes.HasPrefix(text, []byte("{")):
		set, r, failed := intake.ReadOSCAL(bytes.NewReader(in.Data), in.Head)
		one("OSCAL catalogue", set, r, failed)
		if !in.Head.OwnTexts {
			out.Notes = append(out.Notes, "The prose of the catalogue was left out, for it may be somebody's licensed wording and a set goes into reports. Where it is your own or free, say so (texts=own); else add it as licensed texts of the set.")
		}
	case ext == ".yaml" || ext == ".yml" || bytes.Contains(text[:min(len(text), 4096)], []byte(catalog.PackFormat)):
		set, failed := catalog.Parse(bytes.NewReader(in.Data))
		one("data pack", set, nil, nil)
		refusals = refusalsOf(failed)
	default:
		sheets, failed := sheetsOf(ctx, in.Data, name)
		if failed != nil {
			return out, nil, failed
		}
		set, r, failed := intake.FromRows(in.Head, sheets...)
		one("spreadsheet", set, r, failed)
	}
	if err != nil {
		return out, nil, invalid("%s", sentence(err.Error()))
	}
	out.Refusals = append(out.Refusals, refusals...)
	if len(sets) == 0 && len(out.Refusals) == 0 {
		return out, nil, invalid("%s holds no requirement set.", name)
	}
	for _, set := range sets {
		pack, err := set.Pack()
		if err != nil {
			return out, nil, err
		}
		out.packs = append(out.packs, string(pack))
	}
	return out, sets, nil
}

// refusalsOf is what is wrong with a data pack, a line each.
func refusalsOf(err error) (refusals intake.Refusals) {
	if err == nil {
		return nil
	}
	for text := range strings.SplitSeq(err.Error(), "\n") {
		if len(refusals) < 200 {
			refusals = append(refusals, intake.Refusal{Reason: sentence(text)})
		}
	}
	return refusals
}

// sentence gives an error of a reader the form of one.
func sentence(text string) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return text
	}
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// setBudget bounds what reading a spreadsheet of requirements may cost.
var setBudget = sheet.Budget{
	Bytes: 32 << 20, Entries: 2_000, Unpacked: 128 << 20, Ratio: 100, Strings: 64 << 20, Rows: 20_000, CSVRows: 20_000, Columns: 100, Cell: 64 << 10,
}

// sheetsOf reads all sheets of a spreadsheet.
func sheetsOf(ctx context.Context, data []byte, name string) ([]intake.Sheet, error) {
	book, err := sheet.Open(bytes.NewReader(data), int64(len(data)), name, setBudget)
	if err != nil {
		return nil, err
	}
	defer book.Close()
	var sheets []intake.Sheet
	for _, title := range book.Names() {
		s := intake.Sheet{Name: title}
		for l, err := range book.Lines(ctx, title) {
			if err != nil {
				return nil, err
			}
			s.Rows = append(s.Rows, intake.Row{Number: l.Number, Cells: slices.Clone(l.Cells)})
		}
		sheets = append(sheets, s)
	}
	return sheets, nil
}

// placeSets says what becomes of each set that was read, and refuses those that
// cannot be taken.
func (s *Service) placeSets(r *store.Reader, out *SetsRead, sets []*catalog.Set) ([]catalog.AddedSet, error) {
	carried := catalog.NewShelf(nil)
	out.Sets = out.Sets[:0]
	var records []catalog.AddedSet
	refuse := func(set *catalog.Set, format string, args ...any) {
		out.Refusals = append(out.Refusals, intake.Refusal{Reason: string(set.ID) + " " + fmt.Sprintf(format, args...)})
	}
	for i, set := range sets {
		read := SetRead{ID: set.ID, Kind: set.Kind, Standard: set.Standard, Title: set.Title, Groups: len(set.Groups), Requirements: len(set.Requirements), Outcome: "add"}
		if _, found := carried.Find(set.ID); found {
			refuse(set, "is a set that the program carries: give this one another id.")
		}
		if len(set.ID) > 64 {
			refuse(set, "has an id of more than 64 characters: shorten it.")
		}
		record, err := store.GetKey[catalog.AddedSet](r, "", string(set.ID))
		switch {
		case err == nil:
			read.Outcome = "change"
			if record.Pack == out.packs[i] {
				read.Outcome = "skip"
			}
			answered, err := r.AnsweredBy(set.ID)
			if err != nil {
				return nil, err
			}
			var lost []string
			for _, id := range answered {
				if _, still := set.Find(id); !still {
					lost = append(lost, string(id))
				}
			}
			if len(lost) > 0 {
				refuse(set, "lacks requirements that are answered: %s. Keep them, or clear their answers first.", strings.TrimSpace(named(lost)))
			}
		case !errors.Is(err, store.ErrNotFound):
			return nil, err
		}
		record.Key, record.Name, record.Source, record.Hash, record.Pack = string(set.ID), set.Title, out.Source, out.hash, out.packs[i]
		out.Sets, records = append(out.Sets, read), append(records, record)
	}
	return records, nil
}

// DeleteSet removes a set that was added. What was answered by it, or rests on
// it, stands in the way and is named.
func (s *Service) DeleteSet(ctx context.Context, who access.Principal, id catalog.SetID) (int64, error) {
	q := Library[catalog.AddedSet]{s, addedSetKind}
	if err := q.somewhere(who, access.LibraryEdit); err != nil {
		return 0, err
	}
	if err := access.Check(who, access.LibraryEdit, ""); err != nil {
		return 0, s.fail(err, "requirement set")
	}
	if _, carried := catalog.NewShelf(nil).Find(id); carried {
		return 0, &Error{Kind: Conflict, Code: "built-in", Text: "The program carries this requirement set: it cannot be removed."}
	}
	entry, err := s.update(ctx, who, intent{do: access.LibraryEdit, verb: "added-set.delete", subject: string(id)}, func(tx *store.Tx) error {
		r := tx.Reader()
		record, err := store.GetKey[catalog.AddedSet](r, "", string(id))
		if err != nil {
			return s.fail(err, "requirement set")
		}
		by, err := restingOn(r, id)
		if err != nil {
			return err
		}
		if len(by) > 0 {
			return &Error{Kind: Conflict, Code: "in-use", Text: fmt.Sprintf("The requirement set %q is still in use: by %s.", id, strings.TrimSpace(named(by)))}
		}
		return s.fail(store.Delete[catalog.AddedSet](tx, record.ID, record.Version), "requirement set")
	})
	return entry.Seq, err
}

// restingOn names what uses a requirement set.
func restingOn(r *store.Reader, id catalog.SetID) (by []string, err error) {
	answered, err := r.AnsweredBy(id)
	if err != nil {
		return nil, err
	}
	for _, req := range answered {
		by = append(by, "the answers on "+string(req))
	}
	texts, err := store.All[catalog.LicensedText](r, "")
	for _, x := range texts {
		if x.Set == id {
			by = append(by, "the licensed text of "+string(x.Requirement))
		}
	}
	if err != nil {
		return nil, err
	}
	rules, err := store.All[catalog.Freshness](r, "")
	for _, x := range rules {
		if x.Set == id {
			by = append(by, "the rule on the age of evidence "+x.Key)
		}
	}
	if err != nil {
		return nil, err
	}
	campaigns, err := store.All[proof.Assessment](r, "")
	for _, x := range campaigns {
		if x.Set == id {
			by = append(by, "assessment "+x.Key)
		}
	}
	if err != nil {
		return nil, err
	}
	certificates, err := store.All[supply.Certificate](r, "")
	for _, x := range certificates {
		if x.Set == id {
			by = append(by, "certificate "+x.Key)
		}
	}
	return by, err
}
