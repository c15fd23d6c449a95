package csms

import (
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// libraryPlan is the way from the library to what a document says, with what is
// refused set apart.
type libraryPlan struct {
	s       *Service
	r       *store.Reader
	who     access.Principal
	in      LibraryInput
	today   plant.Date
	shelf   *catalog.Shelf
	keys    *libraryKeys
	coming  map[[2]string]bool   // records that the document adds, by kind and key
	taken   map[[2]string]string // key of each record, by its kind and the key without case
	own     string               // key of the organisation's own company
	set     plant.ChangeSet
	refused []LibraryRefused
}

func (s *Service) planLibrary(r *store.Reader, who access.Principal, in LibraryInput) (*libraryPlan, error) {
	current, err := s.libraryDocument(r, who)
	if err != nil {
		return nil, err
	}
	p := &libraryPlan{
		s: s, r: r, who: who, in: in, today: plant.DateOf(s.now()), keys: newLibraryKeys(r),
		coming: map[[2]string]bool{}, taken: map[[2]string]string{}, set: plant.ChangeSet{Changes: []plant.Change{}}, refused: []LibraryRefused{},
	}
	if p.shelf, err = s.shelf(r); err != nil {
		return nil, err
	}
	for _, c := range current.Companies {
		if c.Own {
			p.own = c.Key
		}
	}
	for _, c := range proof.Plan(proof.Document{}, current).Changes {
		p.taken[[2]string{c.Kind, strings.ToLower(c.Key)}] = c.Key
	}
	for _, c := range proof.Plan(current, proof.Adopt(current, in.Document)).Changes {
		why := ""
		if c.Op != plant.OpSkip {
			if why, err = p.refuses(c); err != nil {
				return nil, err
			}
		}
		if why != "" {
			p.refused = append(p.refused, LibraryRefused{c.Kind, c.Key, why})
			continue
		}
		if c.Op == plant.OpAdd {
			p.coming[[2]string{c.Kind, c.Key}] = true
		}
		p.set.Changes = append(p.set.Changes, c)
	}
	return p, nil
}

// trusted says that the caller restores what was exported, signatures and all.
func (p *libraryPlan) trusted() bool { return p.who.System || p.in.restores }

// refuses says why a record cannot be added or changed, "" if it can.
func (p *libraryPlan) refuses(c plant.Change) (string, error) {
	if !p.trusted() {
		if why := proof.Signs(c); why != "" {
			return why, nil
		}
	}
	if other := p.taken[[2]string{c.Kind, strings.ToLower(c.Key)}]; c.Op == plant.OpAdd && other != "" {
		return fmt.Sprintf("There is another %s %s, which is the same key when said aloud: use one of the two.", c.Kind, other), nil
	}
	switch x := c.After.(type) {
	case proof.DocSet:
		if c.Op == plant.OpChange {
			return "The set in the catalogue came from another file: add the pack that the document means, or take the set out of the document.", nil
		}
		if _, known := p.shelf.Find(x.ID); !known {
			return "There is no such requirement set in the catalogue: add its pack first.", nil
		}
		return "The program carries this set itself: take it out of the document.", nil
	case supply.Company:
		if x.Own && p.own != "" && p.own != x.Key {
			return fmt.Sprintf("The organisation itself is the company %s already: there is one of it.", p.own), nil
		}
		if x.Own {
			p.own = x.Key
		}
	case supply.Product:
		return p.stands(access.LibraryEdit, "", x.Refs)
	case supply.Certificate:
		if why := p.known(x.Set); why != "" {
			return why, nil
		}
		return p.stands(access.LibraryEdit, x.Site, x.Refs)
	case proof.DocEvidence:
		before, _ := c.Before.(proof.DocEvidence)
		if c.Op == plant.OpChange && before.Site != x.Site {
			return "A record stays where it is: add a new one at the other site.", nil
		}
		if why, err := p.stands(access.EvidenceEdit, x.Site, x.Refs); why != "" || err != nil {
			return why, err
		}
		return p.provable(x.Proves)
	case proof.Claim:
		return p.claim(x)
	case proof.Assessment:
		return p.assessment(c, x)
	case proof.DocFreshness:
		set, _ := p.shelf.Find(x.Set)
		return first(problemsOf(catalog.CheckFreshness(x.Rule(), set))), nil
	case proof.DocPair:
		return first(checkPair(p.s.shelfContext(p.r, p.who), x.Decision())), nil
	}
	return "", nil
}

func first(problems plant.Problems) string {
	if len(problems) == 0 {
		return ""
	}
	return problems[0].Text
}

// known says that a set is not there.
func (p *libraryPlan) known(id catalog.SetID) string {
	if _, known := p.shelf.Find(id); known || id == "" {
		return ""
	}
	return fmt.Sprintf("There is no requirement set %q in the catalogue: add it first.", id)
}

// stands says why a record of a site cannot stand there: who brings it may not,
// or what it refers to is not there.
func (p *libraryPlan) stands(do access.Action, site plant.SiteID, refs func(visit func(kind string, id *string))) (string, error) {
	id, err := p.keys.id(string(assess.OfSite), "", string(site))
	if err != nil {
		return "", err
	}
	if site != "" && (id == "" || access.Check(p.who, access.SiteRead, plant.SiteID(id)) != nil) {
		return fmt.Sprintf("There is no site %q: apply its document first.", site), nil
	}
	if access.Check(p.who, do, plant.SiteID(id)) != nil {
		return "Your role does not allow to change this.", nil
	}
	why := ""
	err = p.keys.toIDs(plant.SiteID(id), on(refs), func(kind, key string) {
		if why == "" && !p.coming[[2]string{kind, key}] {
			why = fmt.Sprintf("There is no %s %q to refer to from here: add it first.", kind, key)
		}
	})
	return why, err
}

// on visits references without changing them.
func on(refs func(visit func(kind string, id *string))) func(visit func(kind string, id *string)) {
	return func(visit func(kind string, id *string)) {
		refs(func(kind string, id *string) {
			copied := *id
			visit(kind, &copied)
		})
	}
}

// provable says which answer that an evidence is to prove is not there, or may
// not be changed.
func (p *libraryPlan) provable(list []proof.DocProven) (string, error) {
	for _, x := range list {
		site, err := p.keys.id(string(assess.OfSite), "", x.Site)
		if err != nil {
			return "", err
		}
		if site == "" || access.Check(p.who, access.VerdictRead, plant.SiteID(site)) != nil {
			return fmt.Sprintf("There is no site %q: apply its document first.", x.Site), nil
		}
		if !access.PartOf(p.who, access.VerdictEdit, plant.SiteID(site)).All {
			return "Your role does not allow to change the answers of " + x.Site + ".", nil
		}
		for _, requirement := range x.Requirements {
			_, found, err := p.verdict(x, requirement)
			if err != nil {
				return "", err
			}
			if !found {
				return fmt.Sprintf("Site %s has no answer to %s for %s that could rest on it: answer it first.", x.Site, requirement, x.Subject), nil
			}
		}
	}
	return "", nil
}

// verdict finds an answer that an evidence proves.
func (p *libraryPlan) verdict(x proof.DocProven, requirement catalog.RequirementID) (assess.Verdict, bool, error) {
	site, err := p.keys.id(string(assess.OfSite), "", x.Site)
	if err != nil {
		return assess.Verdict{}, false, err
	}
	kind, key, err := plant.ParseAnswered(x.Subject)
	if err != nil {
		return assess.Verdict{}, false, nil
	}
	id := site
	if kind != string(assess.OfSite) {
		if id, err = p.keys.id(kind, plant.SiteID(site), key); err != nil {
			return assess.Verdict{}, false, err
		}
	}
	all, err := p.r.VerdictsFor(plant.SiteID(site), x.Set, requirement)
	i := slices.IndexFunc(all, func(v assess.Verdict) bool { return id != "" && v.Subject.ID == id })
	if err != nil || i < 0 {
		return assess.Verdict{}, false, err
	}
	return all[i], true, nil
}

func (p *libraryPlan) claim(x proof.Claim) (string, error) {
	set, known := p.shelf.Find(x.Set)
	if !known {
		return p.known(x.Set), nil
	}
	kind, key, ok := proof.ParseClaimed(x.Subject)
	if !ok {
		return "Say what the claim is about.", nil
	}
	subject := assess.Subject{Kind: kind, ID: key}
	var from *assess.Subject
	if x.From != "" {
		kind, key, _ := proof.ParseClaimed(x.From)
		from = &assess.Subject{Kind: kind, ID: key}
	}
	v := x.Verdict(subject, from)
	day := v.AssessedOn
	if day == "" {
		day = p.today
	}
	if problems := plant.ProblemsOf(assess.CheckVerdict(v, set, day)); len(problems) > 0 {
		return first(problems), nil
	}
	return p.stands(access.LibraryEdit, "", func(visit func(kind string, id *string)) {
		visit(string(subject.Kind), &subject.ID)
		if from != nil {
			visit(string(from.Kind), &from.ID)
		}
		supply.RefList(visit, proof.OfEvidence, slices.Clone(v.Proofs))
	})
}

func (p *libraryPlan) assessment(c plant.Change, x proof.Assessment) (string, error) {
	before, _ := c.Before.(proof.Assessment)
	if c.Op == plant.OpChange && before.Site != x.Site {
		return "A record stays where it is: add a new one at the other site.", nil
	}
	if c.Op == plant.OpChange {
		if problems := before.Editable(); len(problems) > 0 {
			return first(problems), nil
		}
	}
	if why := p.known(x.Set); why != "" {
		return why, nil
	}
	// What was signed tells of what was there then.
	if x.Over() {
		return p.stands(access.EvidenceEdit, x.Site, x.Holds)
	}
	return p.stands(access.EvidenceEdit, x.Site, x.Refs)
}
