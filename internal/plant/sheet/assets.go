package sheet

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"ringwall/internal/plant"
)

// Outcome is what the import would do with a row.
type Outcome string

// The outcomes.
const (
	Add    Outcome = "add"
	Change Outcome = "change"
	Skip   Outcome = "skip" // nothing differs
	Refuse Outcome = "refuse"
)

// Row is one row of the sheet and what the import would do with it.
type Row struct {
	Sheet   string  `json:"sheet"`
	Row     int     `json:"row"` // as the spreadsheet counts
	Outcome Outcome `json:"outcome"`
	Key     string  `json:"key"`
	// Asset is the whole asset as it would be stored; of a known one with its
	// id and version, and with everything that the row does not say.
	Asset plant.Asset `json:"asset"`
	// NewZone is the key of a zone that must be added first; see [Options].
	NewZone  string              `json:"newZone,omitempty"`
	Fields   []plant.FieldChange `json:"fields,omitempty"`
	Refusals []Refusal           `json:"refusals,omitempty"`
}

// Refusal is one cell that cannot be taken over.
type Refusal struct {
	Sheet  string `json:"sheet"`
	Row    int    `json:"row"`
	Cell   string `json:"cell"`   // "D12"; "" when the fault lies in no single cell
	Column string `json:"column"` // title of the column
	Reason string `json:"reason"` // a sentence that says how to mend it
}

// Options of an import.
type Options struct {
	// CreateZones takes the name of an unknown zone as a proposal to add it,
	// instead of refusing the row.
	CreateZones bool
	// Load reads the whole of an asset of the site. With it, the site's assets
	// need only what they are known by: id, key, serial number, MAC addresses.
	Load func(plant.AssetID) (plant.Asset, error)
}

// Assets tells row by row what importing a sheet into a site would do. A blank
// cell leaves alone what is known already. The sequence ends with an error
// when the file turns out to be damaged or over the budget.
func Assets(ctx context.Context, b *Book, m Mapping, s plant.Site, o Options) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		im, err := newImporter(b, m, s, o)
		if err != nil {
			yield(Row{}, err)
			return
		}
		for l, err := range b.rows(ctx, im.mapping.Sheet) {
			if err != nil {
				yield(Row{}, err)
				return
			}
			if l.number == m.Header {
				im.titles = slices.Clone(l.cells)
			}
			if l.number <= m.Header || len(l.cells) == blanks(l.cells) {
				continue
			}
			row, err := im.row(l)
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

// importer holds what is needed to judge row after row.
type importer struct {
	book    *Book
	mapping Mapping
	options Options
	rules   *plant.Rules
	titles  []string
	fields  []Field // mapped ones, in the order of menus

	zones    map[string]plant.ZoneID // by folded key or name; "" when two zones share the name
	byKey    map[string]*plant.Asset
	bySerial map[string]*plant.Asset
	byMAC    map[string]*plant.Asset
	seen     map[string]int // row by folded key
}

func newImporter(b *Book, m Mapping, s plant.Site, o Options) (*importer, error) {
	if len(b.sheets) == 1 && m.Sheet == "" {
		m.Sheet = b.sheets[0]
	}
	if !slices.Contains(b.sheets, m.Sheet) {
		return nil, refuse("%s has no sheet %q: choose one of %s.", b.name, m.Sheet, strings.Join(b.sheets, ", "))
	}
	im := &importer{
		book: b, mapping: m, options: o, rules: plant.RulesOf(s),
		zones: map[string]plant.ZoneID{}, byKey: map[string]*plant.Asset{},
		bySerial: map[string]*plant.Asset{}, byMAC: map[string]*plant.Asset{}, seen: map[string]int{},
	}
	for name, column := range m.Columns {
		if _, known := fieldOf(name); !known || column < 0 || column >= b.budget.Columns {
			return nil, refuse("Column %s cannot feed %q: choose a field of the list.", letter(max(0, min(column, 1<<16))), name)
		}
	}
	if len(m.Columns) == 0 {
		return nil, refuse("No column of sheet %q is assigned to a field: assign at least the key.", m.Sheet)
	}
	for _, f := range Fields {
		if _, mapped := m.Columns[f.Name]; mapped {
			im.fields = append(im.fields, f)
		}
	}
	im.index(s)
	return im, nil
}

func (im *importer) index(s plant.Site) {
	for _, z := range s.Zones {
		if id, taken := im.zones[fold(z.Name)]; taken && id != z.ID {
			im.zones[fold(z.Name)] = ""
		} else {
			im.zones[fold(z.Name)] = z.ID
		}
	}
	for _, z := range s.Zones { // keys win over names
		im.zones[fold(z.Key)] = z.ID
	}
	for i := range s.Assets {
		a := &s.Assets[i]
		im.byKey[fold(a.Key)] = a
		if a.Serial != "" {
			im.bySerial[fold(a.Serial)] = a
		}
		for _, address := range a.Addresses {
			if address.MAC != "" {
				im.byMAC[address.MAC] = a
			}
		}
	}
}

func fold(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// row judges one row.
func (im *importer) row(l line) (Row, error) {
	r := Row{Sheet: im.mapping.Sheet, Row: l.number}
	known := im.match(l)
	var before plant.Asset
	if known != nil {
		var err error
		if before, err = im.whole(*known); err != nil {
			return r, err
		}
	}
	r.Asset = before
	for _, f := range im.fields {
		text := im.text(l, f.Name)
		if text == "" || f.set == nil {
			continue
		}
		if err := f.set(&r.Asset, text); err != nil {
			im.refuse(&r, f.Name, err.Error()+".")
		}
	}
	if known != nil && fold(r.Asset.Key) == fold(before.Key) {
		r.Asset.Key = before.Key // found in spite of the case, so keep the site's spelling
	}
	im.zone(&r, im.text(l, "zone"))
	if err := im.addresses(&r.Asset, l); err != nil {
		im.refuse(&r, err.field, err.text)
	}
	im.complete(&r)
	r.Asset = plant.NormaliseAsset(r.Asset)
	r.Key = r.Asset.Key
	im.once(&r)
	if len(r.Refusals) == 0 {
		im.obey(&r)
	}
	im.decide(&r, known != nil, before)
	return r, nil
}

// whole is all of an asset of which the site may know only some.
func (im *importer) whole(known plant.Asset) (plant.Asset, error) {
	if im.options.Load == nil {
		return known, nil
	}
	return im.options.Load(known.ID)
}

// text is the cell that feeds a field, "" when it says nothing.
func (im *importer) text(l line, field string) string {
	column, mapped := im.mapping.Columns[field]
	if !mapped || column >= len(l.cells) {
		return ""
	}
	text := unguard(strings.TrimSpace(l.cells[column]))
	if nothing[strings.ToLower(text)] {
		return ""
	}
	return text
}

// match finds the asset that a row is about: by its key, or, when no column
// holds keys, by its serial number or a MAC address.
func (im *importer) match(l line) *plant.Asset {
	if _, keyed := im.mapping.Columns["key"]; keyed {
		return im.byKey[fold(im.text(l, "key"))]
	}
	if a := im.bySerial[fold(im.text(l, "serial"))]; a != nil {
		return a
	}
	for _, mac := range parts(im.text(l, "mac"), addressDividers) {
		if a := im.byMAC[plant.NormaliseMAC(mac)]; a != nil {
			return a
		}
	}
	return nil
}

func (im *importer) zone(r *Row, text string) {
	if text == "" {
		return
	}
	id, known := im.zones[fold(text)]
	switch {
	case known && id != "":
		r.Asset.Zone = id
	case known:
		im.refuse(r, "zone", fmt.Sprintf("More than one zone has the name %q: write the key of the zone.", text))
	case !im.options.CreateZones:
		im.refuse(r, "zone", fmt.Sprintf("There is no zone %q in this site: write the key or name of one, or let the import add zones.", text))
	case !plant.ValidKey(text):
		im.refuse(r, "zone", fmt.Sprintf("%q cannot be the key of a new zone: use letters, digits, blanks and . _ / - only.", text))
	default:
		r.NewZone = text
	}
}

// complete fills in what a list often leaves unsaid: a key where no column has
// one, and the component type.
func (im *importer) complete(r *Row) {
	a := &r.Asset
	if _, keyed := im.mapping.Columns["key"]; !keyed && a.Key == "" {
		for _, candidate := range []string{host(*a), a.Name, a.Serial} {
			if plant.ValidKey(candidate) {
				a.Key = candidate
				break
			}
		}
	}
	if a.Type == "" {
		a.Type = plant.EmbeddedDevice
		if a.Role != "" {
			a.Type = TypeOf(a.Role)
		}
	}
}

func host(a plant.Asset) string {
	for _, address := range a.Addresses {
		if address.Host != "" {
			return address.Host
		}
	}
	return ""
}

// once refuses a row whose key stood in an earlier row.
func (im *importer) once(r *Row) {
	k := fold(r.Key)
	if k == "" {
		return
	}
	if first, again := im.seen[k]; again {
		im.refuse(r, "key", fmt.Sprintf("Key %q stands in row %d already: keep one of the two rows, or correct the key.", r.Key, first))
		return
	}
	im.seen[k] = r.Row
}

// obey holds the asset against the rules of the plant.
func (im *importer) obey(r *Row) {
	for _, p := range im.rules.Asset(r.Asset) {
		im.refuse(r, im.fieldAt(p.Pointer), p.Text)
	}
}

// fieldAt is the mapped field that a pointer of the rules means, "" for none.
func (im *importer) fieldAt(pointer string) string {
	for _, exact := range []string{"ip", "mac", "host", "vlan", "interface", "sil", "pl"} {
		if _, mapped := im.mapping.Columns[exact]; mapped && strings.HasSuffix(pointer, "/"+exact) {
			return exact
		}
	}
	for _, f := range im.fields {
		if strings.HasPrefix(pointer+"/", f.pointer+"/") {
			return f.Name
		}
	}
	return ""
}

func (im *importer) refuse(r *Row, field, reason string) {
	refusal := Refusal{Sheet: r.Sheet, Row: r.Row, Reason: reason}
	if column, mapped := im.mapping.Columns[field]; mapped {
		refusal.Cell, refusal.Column = cell(column, r.Row), letter(column)
		if column < len(im.titles) && im.titles[column] != "" {
			refusal.Column = strings.Join(strings.Fields(im.titles[column]), " ")
		}
	}
	r.Refusals = append(r.Refusals, refusal)
}

// decide sets the outcome and notes where the new values come from.
func (im *importer) decide(r *Row, known bool, before plant.Asset) {
	if len(r.Refusals) > 0 {
		r.Outcome, r.NewZone = Refuse, ""
		return
	}
	changed := plant.FieldsChanged(before, r.Asset)
	if known && len(changed) == 0 && r.NewZone == "" {
		r.Outcome = Skip
		return
	}
	r.Outcome = Add
	if known {
		r.Outcome, r.Fields = Change, changed
		if r.NewZone != "" {
			r.Fields = append(r.Fields, plant.FieldChange{Path: "zone", After: r.NewZone})
		}
	}
	r.Asset.Sources = im.sources(r, changed)
}

// sources is where the attributes of the row's asset come from. A type that no
// column gave is a guess.
func (im *importer) sources(r *Row, changed []plant.FieldChange) map[string]plant.Source {
	ref := fmt.Sprintf("%s, sheet %s, row %d", im.book.name, r.Sheet, r.Row)
	if len(im.book.sheets) == 1 && r.Sheet == stem(im.book.name) {
		ref = fmt.Sprintf("%s, row %d", im.book.name, r.Row)
	}
	out := maps.Clone(r.Asset.Sources)
	if out == nil {
		out = make(map[string]plant.Source, len(changed))
	}
	for _, change := range changed {
		name, _, _ := strings.Cut(change.Path, ".")
		name, _, _ = strings.Cut(name, "[")
		source := plant.Source{From: plant.Imported, Ref: ref}
		if _, told := im.mapping.Columns["type"]; name == "type" && !told {
			source.Confidence = plant.Guess
			if r.Asset.Role != "" {
				source.Confidence = plant.Likely
			}
		}
		if plant.AssetAttribute(name) && name != "key" && name != "sources" {
			out[name] = source
		}
	}
	if r.NewZone != "" {
		out["zone"] = plant.Source{From: plant.Imported, Ref: ref}
	}
	return out
}
