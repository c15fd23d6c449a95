package sheet

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	book "ringwall/internal/plant/sheet"
	"ringwall/internal/sl"
	"ringwall/internal/supply"
)

// ClaimSheet is what a supplier hands out: a page for each product, and one of
// the company where it claims something of itself.
type ClaimSheet struct {
	Content supply.ClaimsContent
	Sets    []*catalog.Set // those whose requirements are listed, answered or not
	// Next is what each product needs for its next level, by its key.
	Next map[string]Next
}

// Next is the way to the next security level.
type Next struct {
	Level   sl.Level  `json:"level"`
	Why     string    `json:"why"`
	Missing []Missing `json:"missing"`
}

// Missing is a requirement that stands against the next level.
type Missing struct {
	Requirement catalog.RequirementID `json:"requirement"`
	Title       string                `json:"title"`
	Why         string                `json:"why"`
}

// The kinds of row of a claim sheet.
const (
	partHead        = "Product"
	partLevel       = "SL-C"
	partRequirement = "Requirement"
	partNext        = "Next level"
	partCertificate = "Certificate"
)

var claimColumns = []column{
	{"Part", 13}, {"Id", 16}, {"Title", 34}, {"From SL", 8}, {"Asks", 46}, {"Answer", 16}, {"Reason", 40}, {"Evidence", 40},
	{"Maturity", 9}, {"Stands in", 30}, {"Expires", 12}, {"Approver", 18}, {"Function", 14}, {"Assessed by", 18}, {"Assessed on", 12}, {"Note", 30}, {"Set", 20},
}

// WriteClaims writes claims as a workbook. Equal content gives equal bytes.
func WriteClaims(w io.Writer, s ClaimSheet) error {
	by := map[string][]supply.OfferedClaim{}
	for _, c := range s.Content.Claims {
		by[c.About] = append(by[c.About], c)
	}
	taken := map[string]bool{}
	var sheets []book.Plain
	for _, p := range s.Content.Products {
		about := "product " + p.Key
		page := book.Plain{Name: sheetName(p.Key, taken), Columns: plainColumns(claimColumns)}
		page.Rows = append(page.Rows, productRows(p)...)
		page.Rows = append(page.Rows, nextRows(s.Next[p.Key])...)
		page.Rows = append(page.Rows, s.requirements(by[about], p.Types, catalog.OfComponent)...)
		page.Rows = append(page.Rows, certificateRows(s.Content.Certificates, about)...)
		sheets = append(sheets, page)
	}
	company := "company " + s.Content.Company.Key
	if s.Content.Company.Key != "" && (len(by[company]) > 0 || len(sheets) == 0) {
		page := book.Plain{Name: sheetName("Company", taken), Columns: plainColumns(claimColumns)}
		c := s.Content.Company
		for _, f := range [][2]string{{"company", c.Key}, {"name", c.Name}, {"contact", c.Contact}, {"website", c.Website}, {"aliases", lined(c.Aliases)}} {
			page.Rows = append(page.Rows, texts(partHead, f[0], f[1]))
		}
		page.Rows = append(page.Rows, s.requirements(by[company], nil, catalog.OfDevelopment, catalog.OfProvider)...)
		page.Rows = append(page.Rows, certificateRows(s.Content.Certificates, company)...)
		sheets = append(sheets, page)
	}
	if len(sheets) == 0 {
		return errors.New("there is no product to write a claim sheet of: choose at least one")
	}
	return book.WriteBook(w, sheets)
}

// productFields are the attributes of a product by the ids of their rows.
func productFields(p *supply.OfferedProduct) []field {
	return []field{
		textField("product", &p.Key), textField("name", &p.Name), textField("vendor", &p.Vendor), textField("model", &p.Model), textField("release", &p.Release),
		listField("order numbers", &p.OrderNumbers), listField("other names", &p.Aliases), listField("component types", &p.Types),
		textField("description", &p.Description), numberField("aim", &p.Aim),
		dayField("support from", &p.SupportFrom), dayField("support ends", &p.SupportEnds), dayField("security updates end", &p.SecurityEnds),
		textField("replaced by", &p.ReplacedBy), textField("bill of materials", &p.SBOM), textField("evidence", &p.EvidenceNotes),
	}
}

func productRows(p supply.OfferedProduct) [][]book.Cell {
	var rows [][]book.Cell
	for _, f := range productFields(&p) {
		rows = append(rows, texts(partHead, f.id, f.get()))
	}
	if p.Capable == nil {
		return rows
	}
	for _, fr := range sl.FRs {
		level := strconv.Itoa(int(p.Capable[fr]))
		rows = append(rows, append(texts(partLevel, fr.ID(), fr.String()), book.Cell{Text: level, Number: true}))
	}
	return append(rows, texts(partLevel, "why", p.CapableWhy))
}

func nextRows(n Next) [][]book.Cell {
	if n.Why == "" && len(n.Missing) == 0 {
		return nil
	}
	rows := [][]book.Cell{append(texts(partNext, "all", n.Why), book.Cell{Text: strconv.Itoa(int(n.Level)), Number: true})}
	for _, m := range n.Missing {
		row := texts(partNext, string(m.Requirement), m.Title, "", "", "", m.Why)
		row[3] = book.Cell{Text: strconv.Itoa(int(n.Level)), Number: true}
		rows = append(rows, row)
	}
	return rows
}

// requirements lists every requirement of the sets of the kinds, answered or
// not; a set of development or of services only where something of it is answered.
func (s *ClaimSheet) requirements(claims []supply.OfferedClaim, types []catalog.ComponentType, kinds ...catalog.SetKind) [][]book.Cell {
	type key struct {
		set catalog.SetID
		id  catalog.RequirementID
	}
	by := map[key]supply.OfferedClaim{}
	answered := map[catalog.SetID]bool{}
	for _, c := range claims {
		by[key{c.Set, c.Requirement}], answered[c.Set] = c, true
	}
	var rows [][]book.Cell
	for _, set := range s.Sets {
		if !slices.Contains(kinds, set.Kind) && !answered[set.ID] {
			continue
		}
		for _, r := range set.Requirements {
			c, known := by[key{set.ID, r.ID}]
			delete(by, key{set.ID, r.ID})
			if known || askedOf(r, types) {
				rows = append(rows, claimRow(set.ID, r, c))
			}
		}
	}
	for _, c := range claims { // of sets that are not at hand
		if _, left := by[key{c.Set, c.Requirement}]; left {
			rows = append(rows, claimRow(c.Set, catalog.Requirement{ID: c.Requirement}, c))
		}
	}
	return rows
}

// askedOf says whether a requirement is asked of a component of the types.
func askedOf(r catalog.Requirement, types []catalog.ComponentType) bool {
	return len(r.Types) == 0 || len(types) == 0 || slices.ContainsFunc(types, func(t catalog.ComponentType) bool { return slices.Contains(r.Types, t) })
}

func claimRow(set catalog.SetID, r catalog.Requirement, c supply.OfferedClaim) []book.Cell {
	answer := ""
	if c.State != "" {
		answer = c.State.Word()
	}
	row := texts(partRequirement, string(r.ID), r.Title, "", r.Summary, answer, c.Reason, lined(c.Evidence), "", c.Compensating, string(c.Expires), c.Approver, c.Function,
		c.Assessor, string(c.AssessedOn), c.Note, string(set))
	if r.From > 0 {
		row[3] = book.Cell{Text: strconv.Itoa(int(r.From)), Number: true}
	}
	if c.Maturity > 0 {
		row[8] = book.Cell{Text: strconv.Itoa(c.Maturity), Number: true}
	}
	return row
}

func certificateRows(list []supply.OfferedCertificate, about string) [][]book.Cell {
	var rows [][]book.Cell
	for _, c := range list {
		if c.About != about {
			continue
		}
		grade := ""
		switch {
		case c.Level > 0:
			grade = "SL " + strconv.Itoa(c.Level)
		case c.Maturity > 0:
			grade = "ML " + strconv.Itoa(c.Maturity)
		}
		title := strings.Join(slices.DeleteFunc([]string{string(c.Scheme), grade, c.Issuer}, func(s string) bool { return s == "" }), ", ")
		rows = append(rows, texts(partCertificate, c.Number, title, "", c.Scope, "", "", "", "", "", string(c.Expires), "", "", "", string(c.Issued), c.Note, string(c.Set)))
	}
	return rows
}

// ClaimsRead is what a filled claim sheet says.
type ClaimsRead struct {
	Content  supply.ClaimsContent `json:"content"`
	Rows     int                  `json:"rows"` // answered requirements
	Refusals []Refusal            `json:"refusals"`
}

// ReadClaims reads a filled claim sheet. Requirements are held against the sets;
// what is computed on the sheet, and its certificates, are not read back.
func ReadClaims(ctx context.Context, r io.ReaderAt, size int64, name string, sets func(catalog.SetID) *catalog.Set) (ClaimsRead, error) {
	c := &claimReader{sets: sets}
	c.out.Content.Products, c.out.Content.Claims, c.out.Refusals = []supply.OfferedProduct{}, []supply.OfferedClaim{}, []Refusal{}
	err := read(ctx, r, size, name, "Part", &c.out.Refusals, c.row)
	c.end()
	return c.out, err
}

// claimReader reads one page after the other. A page is of one product, which its
// first rows name, or of the company.
type claimReader struct {
	out     ClaimsRead
	sets    func(catalog.SetID) *catalog.Set
	sheet   string
	product supply.OfferedProduct
	company bool
	claims  []supply.OfferedClaim
	seen    map[string]int // row by set and requirement
	last    *filled
}

func (c *claimReader) row(f *filled) {
	if f.sheet != c.sheet {
		c.end()
		c.sheet, c.product, c.company, c.claims, c.seen = f.sheet, supply.OfferedProduct{}, false, nil, map[string]int{}
	}
	c.last = f
	switch part := book.Squeeze(f.text("Part")); part {
	case book.Squeeze(partHead):
		c.head(f)
	case book.Squeeze(partRequirement):
		c.requirement(f)
	case book.Squeeze(partLevel), book.Squeeze(partNext), book.Squeeze(partCertificate), "": // computed, or no row of ours
	default:
		f.refuse("Part", "%q is no part of a claim sheet: leave the column as it was.", clip(f.text("Part")))
	}
}

func (c *claimReader) head(f *filled) {
	id, value := strings.ToLower(f.text("Id")), f.text("Title")
	if id == "company" {
		c.company, c.out.Content.Company.Key = true, value
		return
	}
	if c.company {
		switch o := &c.out.Content.Company; id {
		case "name":
			o.Name = value
		case "contact":
			o.Contact = value
		case "website":
			o.Website = value
		case "aliases":
			o.Aliases = entries(value)
		}
		return
	}
	for _, x := range productFields(&c.product) {
		if x.id == id {
			if err := x.set(value); err != nil {
				f.refuse("Title", "%v.", err)
			}
			return
		}
	}
	f.refuse("Id", "A product has no %q: leave the column as it was.", clip(f.text("Id")))
}

func (c *claimReader) requirement(f *filled) {
	state, ok := word(f, "Answer", assess.States, assess.State.Word)
	if !ok {
		return
	}
	if state == "" && f.text("Reason") == "" && f.text("Evidence") == "" {
		return // not answered
	}
	o := supply.OfferedClaim{
		Set: catalog.SetID(f.text("Set")), Requirement: catalog.RequirementID(f.text("Id")), State: state, Reason: f.text("Reason"), Evidence: entries(f.text("Evidence")),
		Compensating: f.text("Stands in"), Expires: f.day("Expires"), Approver: f.text("Approver"), Function: f.text("Function"),
		Assessor: f.text("Assessed by"), AssessedOn: f.day("Assessed on"), Note: f.text("Note"),
	}
	set := c.sets(o.Set)
	switch {
	case set == nil:
		f.refuse("Set", "%q is no requirement set of the catalogue: leave the column as it was.", clip(string(o.Set)))
		return
	case !hasRequirement(set, o.Requirement):
		f.refuse("Id", "%s has no requirement %q.", set.Standard, clip(string(o.Requirement)))
		return
	case state == "":
		f.refuse("Answer", "There is a reason or evidence, and no answer: choose one.")
		return
	case state == assess.Inherited || state == assess.ByComponents:
		f.refuse("Answer", "A product or a company does not answer with %q.", state.Word())
		return
	}
	if m := f.text("Maturity"); m != "" {
		n, err := strconv.Atoi(strings.TrimSpace(strings.TrimPrefix(strings.ToUpper(m), "ML")))
		if err != nil || n < 1 || n > 4 {
			f.refuse("Maturity", "%q is no maturity level: write 1 to 4.", clip(m))
			return
		}
		o.Maturity = n
	}
	at := string(o.Set) + " " + string(o.Requirement)
	if row := c.seen[at]; row > 0 {
		f.refuse("Id", "%s is answered in row %d already: keep one answer.", o.Requirement, row)
		return
	}
	c.seen[at] = f.row
	c.claims = append(c.claims, o)
	c.out.Rows++
}

func hasRequirement(set *catalog.Set, id catalog.RequirementID) bool {
	_, ok := set.Find(id)
	return ok
}

// end closes a page: its claims are about the product that its head names.
func (c *claimReader) end() {
	if c.sheet == "" {
		return
	}
	about := "product " + c.product.Key
	switch {
	case c.company:
		about = "company " + c.out.Content.Company.Key
	case c.product.Key == "":
		c.last.refuse("", "The sheet %q does not say which product it is of: leave its first rows as they were.", c.sheet)
		c.sheet = ""
		return
	default:
		if slices.ContainsFunc(c.out.Content.Products, func(p supply.OfferedProduct) bool { return p.Key == c.product.Key }) {
			c.last.refuse("", "Product %s has two sheets: keep one.", clip(c.product.Key))
			c.sheet = ""
			return
		}
		c.out.Content.Products = append(c.out.Content.Products, c.product)
	}
	for _, o := range c.claims {
		o.About = about
		c.out.Content.Claims = append(c.out.Content.Claims, o)
	}
	c.sheet = ""
}

// field is one attribute of the head of a page.
type field struct {
	id  string
	get func() string
	set func(string) error
}

func textField(id string, at *string) field {
	return field{id, func() string { return *at }, func(s string) error { *at = s; return nil }}
}

func listField[T ~string](id string, at *[]T) field {
	return field{id, func() string {
		list := make([]string, len(*at))
		for i, s := range *at {
			list[i] = string(s)
		}
		return lined(list)
	}, func(s string) error {
		*at = nil
		for _, e := range entries(s) {
			*at = append(*at, T(e))
		}
		return nil
	}}
}

func numberField(id string, at *int) field {
	return field{id, func() string {
		if *at == 0 {
			return ""
		}
		return strconv.Itoa(*at)
	}, func(s string) error {
		n, err := strconv.Atoi(cmp.Or(s, "0"))
		if err != nil || n < 0 || n > int(sl.Highest) {
			return fmt.Errorf("%q is no security level: write 0 to 4", clip(s))
		}
		*at = n
		return nil
	}}
}

func dayField(id string, at *plant.Date) field {
	return field{id, func() string { return string(*at) }, func(s string) (err error) {
		if s != "" && !book.Nothing(s) {
			*at, err = book.Day(s)
		}
		return err
	}}
}

// WriteClaimsJSON writes claims as JSON that people can read.
func WriteClaimsJSON(w io.Writer, c supply.ClaimsContent) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(c)
}

// ReadClaimsJSON reads what [WriteClaimsJSON] writes, and refuses what it does
// not know.
func ReadClaimsJSON(r io.Reader) (supply.ClaimsContent, error) {
	var c supply.ClaimsContent
	dec := json.NewDecoder(io.LimitReader(r, Budget.Bytes))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&c); err != nil {
		return supply.ClaimsContent{}, plant.Problems{{Text: fmt.Sprintf("The file cannot be read as claims: %v.", err)}}
	}
	return c, nil
}
