// Package intake reads requirement sets that somebody else wrote down: an OSCAL
// catalogue, the rows of a spreadsheet, a zip file or folder of data packs. What
// it reads becomes a [catalog.Set] by the same rules as a pack that the program
// carries, and what cannot be taken is a [Refusal] that names the place and says
// how to mend it.
package intake

import (
	"bytes"
	"errors"
	"fmt"

	"ringwall/internal/catalog"
)

// Head is what a file does not say about its set, or says too late: the person
// who adds the set fills it in.
type Head struct {
	ID          catalog.SetID   `json:"id"`
	Kind        catalog.SetKind `json:"kind,omitempty"` // framework, if empty
	Standard    string          `json:"standard,omitempty"`
	Title       string          `json:"title,omitempty"`
	Edition     string          `json:"edition,omitempty"`
	Version     string          `json:"version,omitempty"`
	Attribution string          `json:"attribution,omitempty"`
	// OwnTexts says that the prose of an OSCAL catalogue may be handed on: it is
	// the uploader's own, or free. Without it the set takes ids and titles only.
	OwnTexts bool `json:"ownTexts,omitempty"`
}

// Refusal is one thing that cannot be taken over.
type Refusal struct {
	Sheet  string `json:"sheet,omitempty"` // the sheet, or the file within a folder
	Row    int    `json:"row,omitempty"`
	Cell   string `json:"cell,omitempty"` // "D12"; in OSCAL the id of the control
	Reason string `json:"reason"`         // a sentence that says how to mend it
}

// Refusals are all that cannot be taken over. With any of them there is no set.
type Refusals []Refusal

// The budget of what is read, beside that of a data pack.
const (
	maxBytes    = 32 << 20 // of an OSCAL file, which is wordy
	maxEntries  = 4_000    // requirements and groups
	maxDepth    = 12
	maxRows     = 20_000
	maxCells    = 200
	maxRefusals = 200
	maxText     = 1_200 // of a summary; longer ones are cut at a word
)

// draft is a set on its way, with the place that each entry came from.
type draft struct {
	set      catalog.Set
	headings []place // of the groups
	places   []place // of the requirements
	refusals Refusals
}

type place struct {
	sheet string
	row   int
	cell  string
}

func newDraft(h Head) *draft {
	d := &draft{set: catalog.Set{
		ID: h.ID, Kind: h.Kind, Standard: h.Standard, Title: h.Title, Edition: h.Edition, Version: h.Version, Attribution: h.Attribution,
	}}
	d.set.Kind = or(d.set.Kind, catalog.OfFramework)
	d.set.Standard = or(d.set.Standard, d.set.Title)
	d.set.Title = or(d.set.Title, d.set.Standard)
	d.set.Version = or(d.set.Version, "1")
	if d.set.Levelled() {
		// The seven are the same for every set with levels.
		d.set.FRs = catalog.SystemSet().FRs
	}
	return d
}

func or[T ~string](a, b T) T {
	if a == "" {
		return b
	}
	return a
}

func (d *draft) refuse(at place, format string, args ...any) {
	switch n := len(d.refusals); {
	case n < maxRefusals:
		d.refusals = append(d.refusals, Refusal{Sheet: at.sheet, Row: at.row, Cell: at.cell, Reason: fmt.Sprintf(format, args...)})
	case n == maxRefusals:
		d.refusals = append(d.refusals, Refusal{Reason: "There is more to mend: correct these first and try again."})
	}
}

// finish writes the draft as a data pack and reads that, so that one set of
// rules decides. What is wrong leads back to the place that it came from.
func (d *draft) finish() (*catalog.Set, Refusals, error) {
	if len(d.refusals) > 0 {
		d.twice()
		return nil, d.refusals, nil
	}
	text, err := d.set.Pack()
	if err != nil {
		return nil, nil, err
	}
	set, err := catalog.Parse(bytes.NewReader(text))
	if err == nil {
		return set, nil, nil
	}
	faults := faultsOf(err)
	for _, f := range faults {
		var at place
		switch {
		case f.List == "requirements" && f.Index < len(d.places):
			at = d.places[f.Index]
		case f.List == "groups" && f.Index < len(d.headings):
			at = d.headings[f.Index]
		}
		d.refuse(at, "%s: %s", d.name(f), f.Text)
	}
	if len(faults) == 0 {
		return nil, nil, err
	}
	return nil, d.refusals, nil
}

// twice refuses ids that stand twice, so that they are told together with the
// rows that were refused before there was a set.
func (d *draft) twice() {
	seen := map[string]bool{}
	tell := func(at place, what, id string) {
		if seen[what+id] {
			d.refuse(at, "%s%s: the id stands twice.", what, id)
		}
		seen[what+id] = true
	}
	for i, g := range d.set.Groups {
		tell(d.headings[i], "group ", g.ID)
	}
	for i, q := range d.set.Requirements {
		tell(d.places[i], "", string(q.ID))
	}
}

// name calls the faulty entry by its id.
func (d *draft) name(f *catalog.Fault) string {
	switch {
	case f.List == "requirements" && f.Index < len(d.set.Requirements):
		return string(d.set.Requirements[f.Index].ID)
	case f.List == "groups" && f.Index < len(d.set.Groups):
		return "group " + d.set.Groups[f.Index].ID
	}
	return "the set"
}

// faultsOf takes a joined error apart.
func faultsOf(err error) []*catalog.Fault {
	var many interface{ Unwrap() []error }
	if errors.As(err, &many) {
		var faults []*catalog.Fault
		for _, e := range many.Unwrap() {
			faults = append(faults, faultsOf(e)...)
		}
		return faults
	}
	var f *catalog.Fault
	if errors.As(err, &f) {
		return []*catalog.Fault{f}
	}
	return nil
}
