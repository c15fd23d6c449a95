package csms

import (
	"context"
	"fmt"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/catalog"
	"ringwall/internal/store"
)

// TextPut is the wording of one requirement; without a text it goes.
type TextPut struct {
	Requirement catalog.RequirementID `json:"requirement" maxLength:"64"`
	Text        string                `json:"text,omitempty" maxLength:"20480" doc:"Empty takes the wording away"`
}

// TextsPut is what storing licensed texts did.
type TextsPut struct {
	Changed int   `json:"changed"`
	Removed int   `json:"removed"`
	Entry   int64 `json:"entry,omitempty" doc:"The entry of the history that it left; absent when nothing changed"`
	// Refused are the rows of a file that could not be taken; with any, nothing is stored.
	Refused []TextRefused `json:"refused,omitempty"`
}

// TextRefused is a row of a file that cannot be taken.
type TextRefused struct {
	Sheet  string `json:"sheet,omitempty"`
	Row    int    `json:"row"`
	Reason string `json:"reason"`
}

// Texts are the licensed texts of one requirement set. They are shown beside the
// requirements and stand in nothing that is handed on.
func (s *Service) Texts(ctx context.Context, who access.Principal, set catalog.SetID) ([]catalog.LicensedText, error) {
	texts := []catalog.LicensedText{}
	if err := s.LicensedTexts().somewhere(who, access.LibraryRead); err != nil {
		return nil, err
	}
	err := s.view(ctx, who, access.LibraryRead, "", func(r *store.Reader) error {
		if _, err := s.setOf(r, set); err != nil {
			return err
		}
		all, err := store.All[catalog.LicensedText](r, "")
		for _, x := range all {
			if x.Set == set {
				texts = append(texts, x)
			}
		}
		return err
	})
	return texts, err
}

// PutTexts stores licensed texts of a set in one act: all of them or none.
func (s *Service) PutTexts(ctx context.Context, who access.Principal, set catalog.SetID, texts []TextPut) (TextsPut, error) {
	var out TextsPut
	q := s.LicensedTexts()
	if err := q.somewhere(who, access.LibraryEdit); err != nil {
		return out, err
	}
	if n := len(texts); n == 0 || n > MostLibrary {
		return out, invalid("Send 1 to %d texts.", MostLibrary)
	}
	act := intent{do: access.LibraryEdit, verb: "licensed-text.bulk", subject: fmt.Sprintf("%d texts of %s", len(texts), set)}
	entry, err := s.update(ctx, who, act, func(tx *store.Tx) error {
		if _, err := s.setOf(tx.Reader(), set); err != nil {
			return err
		}
		put, gone, at, err := textsOf(tx.Reader(), set, texts)
		if err != nil {
			return err
		}
		out.Changed, out.Removed = len(put), len(gone)
		broken, err := q.putAll(tx, s.shelfContext(tx.Reader(), who), gone, put)
		if err == nil && len(broken) > 0 {
			err = placed(broken, "texts", at)
		}
		return err
	})
	if err != nil {
		return TextsPut{}, err
	}
	out.Entry = entry.Seq
	return out, nil
}

// textsOf turns texts into the records that are new or different, with their
// places among the texts, and those that go.
func textsOf(r *store.Reader, set catalog.SetID, texts []TextPut) (put []catalog.LicensedText, gone []LibraryGone, at []int, err error) {
	for i, t := range texts {
		x, err := store.GetKey[catalog.LicensedText](r, "", catalog.KeyOf(set, t.Requirement))
		switch there := err == nil; {
		case err != nil && !missing(err):
			return nil, nil, nil, err
		case strings.TrimSpace(t.Text) == "":
			if there {
				gone = append(gone, LibraryGone{x.ID, x.Version})
			}
			continue
		case there && x.Text == t.Text:
			continue
		}
		x.Set, x.Requirement, x.Text = set, t.Requirement, t.Text
		put, at = append(put, x), append(at, i)
	}
	return put, gone, at, nil
}

// ReadTexts stores the licensed texts of a file with two columns, the id of the
// requirement and its text. dry only reads. Rows that cannot be taken are named,
// and with any of them nothing is stored.
func (s *Service) ReadTexts(ctx context.Context, who access.Principal, set catalog.SetID, name string, data []byte, dry bool) (TextsPut, error) {
	var out TextsPut
	if err := s.LicensedTexts().somewhere(who, access.LibraryEdit); err != nil {
		return out, err
	}
	sheets, err := sheetsOf(ctx, data, name)
	if err != nil {
		return out, s.fail(err, "file")
	}
	var texts []TextPut
	err = s.view(ctx, who, access.LibraryEdit, "", func(r *store.Reader) error {
		of, err := s.setOf(r, set)
		if err != nil {
			return err
		}
		first := true
		for _, sh := range sheets {
			for _, row := range sh.Rows {
				id, text := cellAt(row.Cells, 0), cellAt(row.Cells, 1)
				_, known := of.Find(catalog.RequirementID(id))
				switch {
				case id == "" && text == "":
				case !known && first: // the titles of the columns
				case !known:
					out.Refused = append(out.Refused, TextRefused{sh.Name, row.Number, fmt.Sprintf("%s has no requirement %q: correct the id or leave the row out.", of.Standard, id)})
				case len(text) > catalog.MostTextBytes:
					out.Refused = append(out.Refused, TextRefused{sh.Name, row.Number, fmt.Sprintf("The text of %s has %d bytes: at most %d are kept.", id, len(text), catalog.MostTextBytes)})
				case text != "":
					texts = append(texts, TextPut{catalog.RequirementID(id), text})
				}
				first = first && id == "" && text == ""
			}
		}
		put, _, _, err := textsOf(r, set, texts)
		out.Changed = len(put)
		return err
	})
	switch {
	case err != nil:
		return TextsPut{}, err
	case len(texts) == 0 && len(out.Refused) == 0:
		return TextsPut{}, invalid("%s holds no text: put the ids of requirements into the first column and their texts into the second.", name)
	case dry || len(out.Refused) > 0:
		return out, nil
	}
	return s.PutTexts(ctx, who, set, texts)
}

func cellAt(cells []string, i int) string {
	if i >= len(cells) {
		return ""
	}
	return strings.TrimSpace(cells[i])
}
