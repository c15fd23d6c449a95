package csms

import (
	"fmt"
	"slices"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// sheetsOf are the subjects of an assessment with what is asked and answered. A
// whole site is every zone and conduit that has a target, or the site itself, or
// its assets, as the set asks for. The reader must not be that of an update.
func (s *Service) sheetsOf(r *store.Reader, a proof.Assessment) ([]proof.Sheet, *catalog.Set, error) {
	shelf, err := s.shelf(r)
	if err != nil {
		return nil, nil, err
	}
	set, ok := shelf.Find(a.Set)
	if !ok {
		return nil, nil, invalid("The requirement set %s of the assessment is not known any more: add it again.", a.Set)
	}
	b := sheetBuilder{s: s, r: r, set: set, today: plant.DateOf(s.now()), sites: map[plant.SiteID]*siteSheets{}}
	for i, part := range a.Parts {
		if err := b.part(i, part); err != nil {
			return nil, nil, err
		}
	}
	proof.SortSheets(b.out)
	return b.out, set, nil
}

// mostLines is how many requirements one assessment may ask.
const mostLines = 200_000

// sheetBuilder gathers the sheets of one assessment.
type sheetBuilder struct {
	s     *Service
	r     *store.Reader
	set   *catalog.Set
	today plant.Date
	sites map[plant.SiteID]*siteSheets
	lib   *librarySheets
	lines int
	out   []proof.Sheet
}

// siteSheets is what the sheets of one site are made of.
type siteSheets struct {
	names    map[assess.Subject]subjectName
	site     plant.Site
	verdicts map[assess.Subject][]assess.Verdict // of the set
}

// librarySheets is what the sheets of products and companies are made of.
type librarySheets struct {
	products  map[string]supply.Product
	companies map[string]supply.Company
	claims    map[assess.Subject][]assess.Verdict
	matcher   *supply.Matcher
}

func (b *sheetBuilder) part(n int, part proof.Part) error {
	subjects, named := part.Subjects, len(part.Subjects) > 0
	if part.Site != "" {
		of, err := b.site(part.Site)
		if err != nil {
			return err
		}
		if !named {
			subjects = b.whole(of)
		}
	}
	for _, subject := range subjects {
		if subject.Kind == assess.OfSite {
			subject.ID = string(part.Site)
		}
		sheet, ok, err := b.sheet(part.Site, subject, named)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if b.lines += len(sheet.Lines); b.lines > mostLines {
			return invalid("The assessment asks more than %d requirements: divide it.", mostLines)
		}
		sheet.Part, sheet.Site, sheet.Subject = n, part.Site, subject
		b.out = append(b.out, sheet)
	}
	return nil
}

// site loads a site once.
func (b *sheetBuilder) site(id plant.SiteID) (*siteSheets, error) {
	if of := b.sites[id]; of != nil {
		return of, nil
	}
	if err := b.s.site(b.r, id); err != nil {
		return nil, err
	}
	in, err := b.s.riskInput(b.r, id)
	if err != nil {
		return nil, err
	}
	of := &siteSheets{site: in.Site, verdicts: map[assess.Subject][]assess.Verdict{}}
	if of.names, err = b.s.subjectNames(b.r, id); err != nil {
		return nil, err
	}
	if b.set.ID != b.s.set.ID { // the engine has the others
		all, err := b.r.Verdicts(id)
		if err != nil {
			return nil, err
		}
		for _, v := range all {
			if v.Set == b.set.ID {
				of.verdicts[v.Subject] = append(of.verdicts[v.Subject], v)
			}
		}
	}
	b.sites[id] = of
	return of, nil
}

// whole lists the subjects that a set is answered for at a site.
func (b *sheetBuilder) whole(of *siteSheets) []assess.Subject {
	var out []assess.Subject
	switch b.set.Kind {
	case catalog.OfSystem:
		for _, z := range of.site.Zones {
			if !z.External {
				out = append(out, assess.Subject{Kind: assess.OfZone, ID: string(z.ID)})
			}
		}
		for _, c := range of.site.Conduits {
			out = append(out, assess.Subject{Kind: assess.OfConduit, ID: string(c.ID)})
		}
	case catalog.OfComponent:
		for i := range of.site.Assets {
			if a := &of.site.Assets[i]; a.Retired == "" || b.today.Before(a.Retired) {
				out = append(out, assess.Subject{Kind: assess.OfAsset, ID: string(a.ID)})
			}
		}
	default:
		out = append(out, assess.Subject{Kind: assess.OfSite, ID: string(of.site.ID)})
	}
	return out
}

// sheet is one subject with its lines; false for one that is not there any more,
// or of which nothing is asked.
func (b *sheetBuilder) sheet(site plant.SiteID, subject assess.Subject, named bool) (sheet proof.Sheet, ok bool, err error) {
	if belongsToNoSite(subject.Kind) {
		return b.shelved(subject)
	}
	of, err := b.site(site)
	if err != nil {
		return sheet, false, err
	}
	name, known := of.names[subject]
	if !known {
		return sheet, false, nil
	}
	sheet.Key, sheet.Name = name.key, name.name
	switch {
	case b.set.ID == b.s.set.ID:
		sheet.Lines, err = b.levelled(site, subject, named)
	case subject.Kind == assess.OfAsset:
		sheet.Lines, err = b.installed(of, subject)
	default:
		sheet.Lines = b.answered(of.verdicts[subject], b.set.Requirements)
	}
	return sheet, err == nil && len(sheet.Lines) > 0, err
}

// levelled asks what the target of a zone or conduit asks; one that is named and
// has no target, and the site, are asked everything.
func (b *sheetBuilder) levelled(site plant.SiteID, subject assess.Subject, named bool) ([]proof.SheetLine, error) {
	var lines []proof.SheetLine
	err := b.s.standing(b.r, site, func(k *kept) error {
		answers, ok := k.engine.Answers(subject)
		if !ok {
			return nil
		}
		asked := slices.ContainsFunc(answers, func(a assess.Answer) bool { return a.Asked })
		behind := behindAnswers{engine: k.engine, read: map[assess.Subject]map[catalog.RequirementID]*assess.Verdict{}}
		for _, a := range answers {
			if a.Asked || !asked && named {
				lines = append(lines, proof.SheetLine{
					Requirement: a.Requirement.ID, Verdict: a.Verdict, Holds: a.Effective.Holds, Why: a.Effective.Why, Behind: behind.of(a.Verdict),
				})
			}
		}
		return nil
	})
	return lines, err
}

// behindAnswers finds the answers of a site that an answer rests on.
type behindAnswers struct {
	engine *assess.Engine
	read   map[assess.Subject]map[catalog.RequirementID]*assess.Verdict
}

func (b behindAnswers) of(v *assess.Verdict) (out []*assess.Verdict) {
	for range mostInherited {
		switch {
		case v == nil:
			return out
		case v.State == assess.ByComponents:
			return append(out, b.engine.Behind(v.Subject, v.Requirement)...)
		case v.State != assess.Inherited || v.From == nil:
			return out
		}
		if v = b.answer(*v.From, v.Requirement); v != nil {
			out = append(out, v)
		}
	}
	return out
}

// mostInherited is how many subjects an answer is followed through.
const mostInherited = 50

func (b behindAnswers) answer(s assess.Subject, id catalog.RequirementID) *assess.Verdict {
	if b.read[s] == nil {
		b.read[s] = map[catalog.RequirementID]*assess.Verdict{}
		answers, _ := b.engine.Answers(s)
		for _, a := range answers {
			b.read[s][a.Requirement.ID] = a.Verdict
		}
	}
	return b.read[s][id]
}

// answered are the lines of a set that is not asked by level.
func (b *sheetBuilder) answered(verdicts []assess.Verdict, asked []catalog.Requirement) []proof.SheetLine {
	p := assess.Program(b.set, verdicts, b.today, b.from)
	of := make(map[catalog.RequirementID]*assess.ProgramAnswer, len(p.Answers))
	for i := range p.Answers {
		of[p.Answers[i].Requirement.ID] = &p.Answers[i]
	}
	lines := make([]proof.SheetLine, 0, len(asked))
	for _, q := range asked {
		if a := of[q.ID]; a != nil {
			lines = append(lines, proof.SheetLine{
				Requirement: q.ID, Verdict: a.Verdict, Holds: a.Effective.Holds, Why: a.Effective.Why, Behind: b.behind(a.Verdict),
			})
		}
	}
	return lines
}

// behind are the answers that one is inherited from.
func (b *sheetBuilder) behind(v *assess.Verdict) (out []*assess.Verdict) {
	for range mostInherited {
		if v == nil || v.State != assess.Inherited || v.From == nil {
			return out
		}
		origin, _ := b.from(*v.From)
		i := slices.IndexFunc(origin.Verdicts, func(o assess.Verdict) bool { return o.Requirement == v.Requirement })
		if i < 0 {
			return out
		}
		v = &origin.Verdicts[i]
		out = append(out, v)
	}
	return out
}

// from answers for whoever an answer is inherited from.
func (b *sheetBuilder) from(subject assess.Subject) (assess.Origin, bool) {
	if belongsToNoSite(subject.Kind) {
		lib, err := b.library()
		if err != nil {
			return assess.Origin{}, false
		}
		name := lib.companies[subject.ID].Name
		if subject.Kind == assess.OfProduct {
			name = lib.products[subject.ID].Name
		}
		return assess.Origin{Name: fmt.Sprintf("%s %s", subject.Kind, name), Verdicts: lib.claims[subject]}, name != ""
	}
	for _, of := range b.sites {
		if name, ok := of.names[subject]; ok {
			return assess.Origin{Name: fmt.Sprintf("%s %s", subject.Kind, name.key), Verdicts: of.verdicts[subject]}, true
		}
	}
	return assess.Origin{}, false
}

// installed are the lines of an asset: its own answers, and where it has none
// those of the product that it is.
func (b *sheetBuilder) installed(of *siteSheets, subject assess.Subject) ([]proof.SheetLine, error) {
	lib, err := b.library()
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(of.site.Assets, func(a plant.Asset) bool { return string(a.ID) == subject.ID })
	if i < 0 {
		return nil, nil
	}
	asset := of.site.Assets[i]
	verdicts := slices.Clone(of.verdicts[subject])
	own := map[catalog.RequirementID]bool{}
	for _, v := range verdicts {
		own[v.Requirement] = true
	}
	if p, _, ok := lib.matcher.Match(asset); ok {
		for _, v := range lib.claims[assess.Subject{Kind: assess.OfProduct, ID: string(p.ID)}] {
			if !own[v.Requirement] {
				verdicts = append(verdicts, v)
			}
		}
	}
	return b.answered(verdicts, b.set.For([]catalog.ComponentType{catalog.ComponentType(asset.Type)})), nil
}

// shelved is the sheet of a product or a company.
func (b *sheetBuilder) shelved(subject assess.Subject) (sheet proof.Sheet, ok bool, err error) {
	lib, err := b.library()
	if err != nil {
		return sheet, false, err
	}
	asked := b.set.Requirements
	if subject.Kind == assess.OfCompany {
		c, known := lib.companies[subject.ID]
		if !known {
			return sheet, false, nil
		}
		sheet.Key, sheet.Name = c.Key, c.Name
	} else {
		p, known := lib.products[subject.ID]
		if !known {
			return sheet, false, nil
		}
		sheet.Key, sheet.Name = p.Key, p.Name
		if b.set.Kind == catalog.OfComponent {
			asked = b.set.For(p.Types)
		}
	}
	sheet.Lines = b.answered(lib.claims[subject], asked)
	return sheet, len(sheet.Lines) > 0, nil
}

// library loads products, companies and claims once.
func (b *sheetBuilder) library() (*librarySheets, error) {
	if b.lib != nil {
		return b.lib, nil
	}
	products, err := store.All[supply.Product](b.r, "")
	if err != nil {
		return nil, err
	}
	companies, err := store.All[supply.Company](b.r, "")
	if err != nil {
		return nil, err
	}
	claims, err := b.r.Claims()
	if err != nil {
		return nil, err
	}
	lib := &librarySheets{products: map[string]supply.Product{}, companies: map[string]supply.Company{}, claims: map[assess.Subject][]assess.Verdict{}}
	for _, p := range products {
		lib.products[string(p.ID)] = p
	}
	for _, c := range companies {
		lib.companies[string(c.ID)] = c
	}
	for _, c := range claims {
		if c.Set == b.set.ID {
			lib.claims[c.Subject] = append(lib.claims[c.Subject], c.Verdict)
		}
	}
	lib.matcher = supply.NewMatcher(products, companies)
	b.lib = lib
	return lib, nil
}

// belongsToNoSite says that answers about a kind of subject are claims, which
// are of the whole organisation.
func belongsToNoSite(kind assess.SubjectKind) bool {
	return kind == assess.OfProduct || kind == assess.OfCompany
}
