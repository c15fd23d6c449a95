package csms

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/store"
	"ringwall/internal/supply"
	"ringwall/internal/supply/exchange"
	"ringwall/internal/supply/oscal"
	"ringwall/internal/supply/sheet"
)

func productSubject(id string) assess.Subject {
	return assess.Subject{Kind: assess.OfProduct, ID: id}
}

// claimed is what is claimed of products, with the sets that it is claimed
// against.
type claimed struct {
	content supply.ClaimsContent
	library supply.Library
	shelf   *catalog.Shelf
	set     *catalog.Set // of components
	chain   supply.Capability
	company supply.Company
}

// claimsOf gathers what is claimed of one product, or of all products of a
// company with what it claims of itself.
func (s *Service) claimsOf(ctx context.Context, who access.Principal, kind assess.SubjectKind, id supply.ID) (claimed, error) {
	var out claimed
	err := s.view(ctx, who, access.LibraryRead, "", func(r *store.Reader) error {
		if err := s.claimable(r, who, access.LibraryRead, assess.Subject{Kind: kind, ID: string(id)}); err != nil {
			return err
		}
		var err error
		if out.library, err = libraryOf(r); err != nil {
			return err
		}
		if out.shelf, err = s.shelf(r); err != nil {
			return err
		}
		var products []supply.Product
		for _, p := range out.library.Products {
			if kind == assess.OfProduct && p.ID == id || kind == assess.OfCompany && p.Company == id {
				products = append(products, p)
			}
		}
		company := id
		if kind == assess.OfProduct {
			company = products[0].Company
		}
		for _, c := range out.library.Companies {
			if c.ID == company {
				out.company = c
			}
		}
		if out.company.ID == "" && len(products) > 0 {
			out.company = supply.Company{Head: supply.Head{Key: "CO-000", Name: products[0].Vendor}}
		}
		of := out.company
		if kind == assess.OfProduct {
			out.library.Claims = slices.DeleteFunc(out.library.Claims, func(c assess.Claim) bool { return c.Subject.Kind == assess.OfCompany })
		}
		out.set, out.chain = s.componentSet(), s.capability(out.library)
		out.content = supply.ClaimsOf(of, products, out.library, out.chain)
		return nil
	})
	return out, err
}

func (c *claimed) find(id catalog.SetID) *catalog.Set {
	set, _ := c.shelf.Find(id)
	return set
}

// ClaimFormats are the forms in which claims are written.
var ClaimFormats = []string{"xlsx", "json", "oscal.json"}

// WriteClaims writes what is claimed of a product, or by a company, as a claim
// sheet ("xlsx"), as JSON, or as an OSCAL component definition ("oscal.json").
func (s *Service) WriteClaims(ctx context.Context, who access.Principal, kind assess.SubjectKind, id supply.ID, format string, w io.Writer) error {
	c, err := s.claimsOf(ctx, who, kind, id)
	if err != nil {
		return err
	}
	switch format {
	case "json":
		return sheet.WriteClaimsJSON(w, c.content)
	case "oscal.json":
		return oscal.WriteComponents(w, oscal.Head{Seed: string(who.Org), Title: "What " + c.content.Company.Name + " claims", Party: c.content.Company.Name, At: s.now()}, c.content, c.find)
	case "xlsx":
		return sheet.WriteClaims(w, s.claimSheet(c))
	}
	return notFound("form " + format)
}

// claimSheet is a claim sheet with every requirement, and what the next level
// needs.
func (s *Service) claimSheet(c claimed) sheet.ClaimSheet {
	out := sheet.ClaimSheet{Content: c.content, Next: map[string]sheet.Next{}}
	for _, set := range c.shelf.Sets() {
		if set.Kind == catalog.OfComponent || set.Kind == catalog.OfDevelopment || set.Kind == catalog.OfProvider {
			out.Sets = append(out.Sets, set)
		}
	}
	if c.set == nil {
		return out
	}
	in := assess.ComponentInput{Set: c.set, Today: plant.DateOf(s.now()), Claims: c.library.Claims}
	for _, p := range c.library.Products {
		in.Products = append(in.Products, productOf(p))
	}
	chain := assess.NewChain(in)
	for _, p := range c.library.Products {
		posture := chain.Capability(string(p.ID))
		var next sheet.Next
		for _, fr := range posture.FRs {
			if fr.Next > 0 && (next.Level == 0 || fr.Next < next.Level) {
				next.Level = fr.Next
			}
		}
		for _, fr := range posture.FRs {
			if fr.Next != next.Level || next.Level == 0 {
				continue
			}
			for _, stop := range fr.Stops {
				next.Missing = append(next.Missing, sheet.Missing{Requirement: stop.Requirement, Title: stop.Title, Why: stop.Why})
			}
		}
		if next.Level > 0 {
			next.Why = fmt.Sprintf("SL %d needs %d more requirements to hold.", next.Level, len(next.Missing))
		}
		out.Next[p.Key] = next
	}
	return out
}

// NewClaims is a claims package that is to be made.
type NewClaims struct {
	NewPackage
	Products []supply.ID `json:"products" minItems:"1" maxItems:"2000"`
}

// MakeClaims makes a claims package of products: what is claimed of them and of
// the organisation itself, with certificates and support periods.
func (s *Service) MakeClaims(ctx context.Context, who access.Principal, in NewClaims) (supply.Package, int64, error) {
	if err := access.Check(who, access.PackageRun, ""); err != nil {
		return supply.Package{}, 0, s.fail(err, "package")
	}
	from, err := s.sender(ctx, who)
	if err != nil {
		return supply.Package{}, 0, err
	}
	var content supply.ClaimsContent
	err = s.view(ctx, who, access.LibraryRead, "", func(r *store.Reader) error {
		own, err := libraryOf(r)
		if err != nil {
			return err
		}
		var products []supply.Product
		for i, id := range in.Products {
			at := slices.IndexFunc(own.Products, func(p supply.Product) bool { return p.ID == id })
			if at < 0 {
				return plant.Problems{{Pointer: fmt.Sprintf("/products/%d", i), Text: "There is no such product."}}
			}
			products = append(products, own.Products[at])
		}
		company := from.own
		if company.ID == "" {
			company = supply.Company{Head: supply.Head{Key: "CO-000", Name: from.org.Name}, Parties: from.org.Parties}
		}
		content = supply.ClaimsOf(company, products, own, s.capability(own))
		return nil
	})
	if err != nil {
		return supply.Package{}, 0, err
	}
	return s.makePackage(ctx, who, draft{NewPackage: in.NewPackage, kind: supply.Claims, content: exchange.Content{Claims: &content}, verb: "package.claims"})
}

// ClaimFile is what a filled claim sheet, or a file of another program, would
// change in the library, or has changed.
type ClaimFile struct {
	File     string                  `json:"file"`
	Kind     string                  `json:"kind" doc:"sheet, json or oscal"`
	Products []supply.OfferedProduct `json:"products"`
	Changes  []ClaimChange           `json:"changes"`
	Counts   supply.ClaimCounts      `json:"counts"`
	Refusals []sheet.Refusal         `json:"refusals"`
	Entry    int64                   `json:"entry,omitempty"`
}

// ClaimChange is one answer that changes.
type ClaimChange struct {
	About       string                `json:"about"`
	Set         catalog.SetID         `json:"set"`
	Requirement catalog.RequirementID `json:"requirement"`
	Op          plant.Op              `json:"op"`
	Before      assess.State          `json:"before,omitempty"`
	After       assess.State          `json:"after"`
	Why         string                `json:"why,omitempty"` // the reason given
}

// ReadClaims reads claims out of a file: a filled claim sheet, JSON, or an OSCAL
// component definition. Only claims of products that the library knows by key are
// taken; a preview, or one act.
func (s *Service) ReadClaims(ctx context.Context, who access.Principal, in SheetInput) (ClaimFile, error) {
	out := ClaimFile{File: fileName(in.Name), Products: []supply.OfferedProduct{}, Changes: []ClaimChange{}, Refusals: []sheet.Refusal{}}
	if err := access.Check(who, access.LibraryEdit, ""); err != nil {
		return out, s.fail(err, "claim")
	}
	var library supply.Library
	var shelf *catalog.Shelf
	err := s.view(ctx, who, access.LibraryRead, "", func(r *store.Reader) (err error) {
		if library, err = libraryOf(r); err == nil {
			shelf, err = s.shelf(r)
		}
		library = ownPart(who, library)
		return err
	})
	if err != nil {
		return out, err
	}
	content, err := s.readClaims(ctx, in, shelf, &out)
	if err != nil {
		return out, s.fail(err, "file")
	}
	out.Products = content.Products
	put := s.claimChanges(who, content, library, shelf, &out)
	err = s.view(ctx, who, access.LibraryEdit, "", func(r *store.Reader) error {
		var seen assess.Subject
		for _, c := range put {
			if c.Subject == seen {
				continue
			}
			seen = c.Subject
			if err := s.claimable(r, who, access.LibraryEdit, seen); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return ClaimFile{}, err
	}
	if err := in.mayApply(len(out.Refusals)); err != nil || !in.Apply || len(put) == 0 {
		return out, err
	}
	entry, err := s.update(ctx, who, intent{do: access.LibraryEdit, verb: "claim.import", subject: out.File, note: in.Note}, func(tx *store.Tx) error {
		for i := range put {
			if err := s.claimable(tx.Reader(), who, access.LibraryEdit, put[i].Subject); err != nil {
				return err
			}
			if err := store.Put(tx, &put[i]); err != nil {
				return s.fail(err, "claim")
			}
		}
		return nil
	})
	out.Entry = entry.Seq
	return out, err
}

// ownPart is a library without the products and companies whose claims the caller
// may not edit: a file that names one of them is answered as if it were not
// there, whatever it says.
func ownPart(who access.Principal, l supply.Library) supply.Library {
	all, vendors := access.VendorsOf(who, access.LibraryEdit, "")
	if all {
		return l
	}
	l.Products = slices.DeleteFunc(slices.Clone(l.Products), func(p supply.Product) bool { return !within(vendors, []string{p.Vendor}) })
	l.Companies = slices.DeleteFunc(slices.Clone(l.Companies), func(c supply.Company) bool {
		return !within(vendors, append([]string{c.Name}, c.Aliases...))
	})
	return l
}

// readClaims reads a file by what it is.
func (s *Service) readClaims(ctx context.Context, in SheetInput, shelf *catalog.Shelf, out *ClaimFile) (supply.ClaimsContent, error) {
	head := make([]byte, min(in.Size, 512))
	if _, err := in.Data.ReadAt(head, 0); err != nil && err != io.EOF {
		return supply.ClaimsContent{}, err
	}
	text := strings.TrimLeft(strings.TrimPrefix(string(head), "\ufeff"), " \t\r\n")
	if !strings.HasPrefix(text, "{") {
		out.Kind = "sheet"
		read, err := sheet.ReadClaims(ctx, in.Data, in.Size, out.File, func(id catalog.SetID) *catalog.Set { set, _ := shelf.Find(id); return set })
		out.Refusals = append(out.Refusals, read.Refusals...)
		return read.Content, err
	}
	all, err := io.ReadAll(io.NewSectionReader(in.Data, 0, in.Size))
	if err != nil {
		return supply.ClaimsContent{}, err
	}
	if !bytes.Contains(all, []byte(`"component-definition"`)) {
		out.Kind = "json"
		return sheet.ReadClaimsJSON(bytes.NewReader(all))
	}
	out.Kind = "oscal"
	read, err := oscal.ReadComponents(bytes.NewReader(all), shelf.Sets(), oscal.DefaultBudget)
	for _, r := range read.Refusals {
		out.Refusals = append(out.Refusals, sheet.Refusal{Sheet: r.Component, Cell: r.Control, Text: r.Text})
	}
	return read.Content, err
}

// claimChanges are the claims that a file changes, as they will be stored.
func (s *Service) claimChanges(who access.Principal, content supply.ClaimsContent, library supply.Library, shelf *catalog.Shelf, out *ClaimFile) []assess.Claim {
	today := plant.DateOf(s.now())
	about := map[string]assess.Subject{}
	m := supply.NewMatcher(library.Products, library.Companies)
	for _, o := range content.Products {
		i := slices.IndexFunc(library.Products, func(p supply.Product) bool { return p.Key == o.Key })
		if i >= 0 && supply.NormalName(library.Products[i].Model) == supply.NormalName(o.Model) {
			about["product "+o.Key] = productSubject(string(library.Products[i].ID))
		} else if p, _, ok := m.Match(plant.Asset{Vendor: o.Vendor, Model: o.Model, Firmware: o.Release}); ok {
			about["product "+o.Key] = productSubject(string(p.ID))
		} else {
			out.Refusals = append(out.Refusals, sheet.Refusal{Sheet: o.Key, Text: fmt.Sprintf("The library has no product %s %s of release %q: add it first.", clipped(o.Vendor), clipped(o.Model), clipped(o.Release))})
		}
	}
	for _, c := range library.Companies {
		if c.Key == content.Company.Key && supply.NormalVendor(c.Name) == supply.NormalVendor(content.Company.Name) {
			about["company "+c.Key] = assess.Subject{Kind: assess.OfCompany, ID: string(c.ID)}
		}
	}
	known := make(map[answered]assess.Claim, len(library.Claims))
	for _, c := range library.Claims {
		known[answered{c.Subject, c.Set, c.Requirement}] = c
	}
	var put []assess.Claim
	for _, o := range content.Claims {
		subject, named := about[o.About]
		if !named {
			continue // told already, once for the product
		}
		claim := o.Claim(subject)
		claim.Verdict = completed(claim.Verdict, who, today)
		set, _ := shelf.Find(o.Set)
		if why := unusable(claim.Verdict, set, today); why != "" {
			out.Refusals = append(out.Refusals, sheet.Refusal{Sheet: o.About, Cell: string(o.Requirement), Text: why})
			continue
		}
		change := ClaimChange{About: o.About, Set: o.Set, Requirement: o.Requirement, Op: plant.OpAdd, After: o.State, Why: o.Reason}
		if was, there := known[answered{subject, o.Set, o.Requirement}]; there {
			claim.ID, claim.Meta, claim.Proofs = was.ID, was.Meta, was.Proofs
			change.Op, change.Before = plant.OpChange, was.State
			if sayingAgain(o.Claim(subject).Verdict, was.Verdict, claim.Verdict) {
				change.Op = plant.OpSkip
			}
		}
		switch change.Op {
		case plant.OpSkip:
			out.Counts.Skip++
			continue
		case plant.OpAdd:
			out.Counts.Add++
		default:
			out.Counts.Change++
		}
		put, out.Changes = append(put, claim), append(out.Changes, change)
	}
	return put
}
