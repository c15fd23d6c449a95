package csms

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/report"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// siteAnswers is what a site as a whole answers to the sets of IEC 62443, each
// requirement with the parts of the site that stand behind it.
type siteAnswers struct {
	site     plant.SiteRecord
	today    plant.Date
	sets     []*catalog.Set // that are answered, in the order of the catalogue
	by       map[catalog.SetID]map[catalog.RequirementID]*report.SiteAnswer
	programs map[catalog.SetID]*assess.ProgramPosture
}

// of is the answer to one requirement.
func (a *siteAnswers) of(set catalog.SetID, id catalog.RequirementID) *report.SiteAnswer {
	return a.by[set][id]
}

// list are the answers to a set in its order.
func (a *siteAnswers) list(set *catalog.Set) []report.SiteAnswer {
	out := make([]report.SiteAnswer, len(set.Requirements))
	for i, q := range set.Requirements {
		if x := a.of(set.ID, q.ID); x != nil {
			out[i] = *x
		}
		out[i].Requirement = q.ID
	}
	return out
}

// answering gathers the answers of a site.
type answering struct {
	s        *Service
	r        *store.Reader
	who      access.Principal
	site     plant.SiteID
	verdicts []assess.Verdict
	places   map[answerPlace]int // in verdicts
	claims   map[assess.Subject][]assess.Claim
	names    map[assess.Subject]subjectName // of companies, and of the site itself
	proofs   map[assess.EvidenceID]report.ProofName
	out      *siteAnswers
}

type answerPlace struct {
	subject     assess.Subject
	set         catalog.SetID
	requirement catalog.RequirementID
}

// startAnswering loads what the answers of a site rest on.
func (s *Service) startAnswering(r *store.Reader, who access.Principal, site plant.SiteID) (*answering, error) {
	a := &answering{s: s, r: r, who: who, site: site, claims: map[assess.Subject][]assess.Claim{}, names: map[assess.Subject]subjectName{}, proofs: map[assess.EvidenceID]report.ProofName{},
		out: &siteAnswers{today: plant.DateOf(s.now()), by: map[catalog.SetID]map[catalog.RequirementID]*report.SiteAnswer{}, programs: map[catalog.SetID]*assess.ProgramPosture{}}}
	var err error
	if a.out.site, err = store.Get[plant.SiteRecord](r, string(site)); err != nil {
		return nil, s.fail(err, "site")
	}
	a.names[a.self()] = subjectName{a.out.site.Key, a.out.site.Name}
	if a.verdicts, err = r.Verdicts(site); err != nil {
		return nil, err
	}
	a.places = make(map[answerPlace]int, len(a.verdicts))
	for i, v := range a.verdicts {
		a.places[answerPlace{v.Subject, v.Set, v.Requirement}] = i
	}
	if err := a.companies(); err != nil {
		return nil, err
	}
	return a, a.evidence()
}

func (a *answering) self() assess.Subject {
	return assess.Subject{Kind: assess.OfSite, ID: string(a.site)}
}

func (a *answering) companies() error {
	companies, err := store.All[supply.Company](a.r, "")
	if err != nil {
		return err
	}
	for _, c := range companies {
		a.names[assess.Subject{Kind: assess.OfCompany, ID: string(c.ID)}] = subjectName{c.Key, c.Name}
	}
	claims, err := a.r.Claims()
	for _, c := range claims {
		if c.Subject.Kind == assess.OfCompany {
			a.claims[c.Subject] = append(a.claims[c.Subject], c)
		}
	}
	return err
}

// evidence names the proofs that the caller may know of.
func (a *answering) evidence() error {
	q := a.s.Evidence()
	for _, site := range []plant.SiteID{a.site, ""} {
		all, err := store.OfSite[proof.Evidence](a.r, site)
		if err != nil {
			return err
		}
		for i := range all {
			seen, err := q.visible(a.r, a.who, access.EvidenceRead, &all[i])
			if err != nil {
				return err
			}
			if seen {
				a.proofs[assess.EvidenceID(all[i].ID)] = report.ProofName{ID: string(all[i].ID), Key: all[i].Key, Name: all[i].Name}
			}
		}
	}
	return nil
}

// answersOf is what a site answers to every set that is answered for it. Of the
// editions of IEC 62443-2-1 the newest is there even without an answer.
func (s *Service) answersOf(r *store.Reader, who access.Principal, site plant.SiteID) (*siteAnswers, error) {
	a, err := s.startAnswering(r, who, site)
	if err != nil {
		return nil, err
	}
	shelf, err := s.shelf(r)
	if err != nil {
		return nil, err
	}
	answered := map[catalog.SetID]bool{}
	for _, v := range a.verdicts {
		answered[v.Set] = true
	}
	if !answered[catalog.ProgramRequirements2010] {
		answered[catalog.ProgramRequirements] = true
	}
	for _, set := range shelf.Sets() {
		if set.Kind == catalog.OfSystem && set.ID == s.set.ID || answered[set.ID] && ofWholeSite(set) {
			if err := a.add(set, a.self()); err != nil {
				return nil, err
			}
		}
	}
	return a.out, nil
}

// ofWholeSite says whether a set is answered for a site as such.
func ofWholeSite(set *catalog.Set) bool {
	return !set.Levelled() && set.Kind != catalog.OfFramework && slices.Contains(assess.SubjectsOf(set.Kind), assess.OfSite)
}

// add gathers the answers to one set: those of all zones and conduits for the
// system requirements, else those of one subject.
func (a *answering) add(set *catalog.Set, subject assess.Subject) error {
	a.out.sets = append(a.out.sets, set)
	a.out.by[set.ID] = make(map[catalog.RequirementID]*report.SiteAnswer, len(set.Requirements))
	if set.ID == a.s.set.ID {
		return a.system(set)
	}
	a.program(set, subject)
	return nil
}

// system gathers what each zone and conduit answers to what its target asks for.
func (a *answering) system(set *catalog.Set) error {
	by := a.out.by[set.ID]
	for _, q := range set.Requirements {
		by[q.ID] = &report.SiteAnswer{Requirement: q.ID, Parts: []report.PartAnswer{}}
	}
	targets := 0
	err := a.s.standing(a.r, a.site, func(k *kept) error {
		for _, sp := range k.engine.Posture().Subjects {
			if sp.Target == nil {
				continue
			}
			targets++
			answers, _ := k.engine.Answers(sp.Subject)
			for i := range answers {
				if x := &answers[i]; x.Asked {
					p := a.part(sp.Subject, sp.Key, sp.Name, x.Verdict, x.Effective)
					by[x.Requirement.ID].Parts = append(by[x.Requirement.ID].Parts, p)
				}
			}
		}
		return nil
	})
	for _, x := range by {
		switch {
		case len(x.Parts) > 0:
			x.Asked = true
			x.Holds, x.Why = weakest(x.Parts)
		case targets == 0:
			x.Holds, x.Why = catalog.Unanswered, "no zone or conduit has a target level yet, so nothing is asked"
		default:
			x.Holds, x.Why = catalog.OutOfScope, "no target level of a zone or conduit asks for it"
		}
	}
	return err
}

// program gathers what one subject answers to a set without security levels,
// with what it inherits.
func (a *answering) program(set *catalog.Set, subject assess.Subject) {
	var own []assess.Verdict
	if subject.Kind == assess.OfCompany {
		own = verdictsOf(a.claims[subject])
	} else {
		own = keepIf(a.verdicts, func(v assess.Verdict) bool { return v.Subject == subject && v.Set == set.ID })
	}
	p := assess.Program(set, own, a.out.today, a.origin)
	a.out.programs[set.ID] = &p
	name := a.names[subject]
	for i := range p.Answers {
		x := &p.Answers[i]
		part := a.part(subject, name.key, name.name, x.Verdict, x.Effective)
		part.Why, part.Maturity, part.Target = x.Why, x.Maturity, x.Target
		a.out.by[set.ID][x.Requirement.ID] = &report.SiteAnswer{
			Requirement: x.Requirement.ID, Asked: true, Holds: part.Holds, Why: part.Why, Parts: []report.PartAnswer{part},
		}
	}
}

// origin is what a subject that others inherit from answers.
func (a *answering) origin(subject assess.Subject) (assess.Origin, bool) {
	name, there := a.names[subject]
	o := assess.Origin{Name: string(subject.Kind) + " " + cmp.Or(name.name, name.key)}
	if subject.Kind == assess.OfCompany {
		o.Verdicts = verdictsOf(a.claims[subject])
	} else {
		o.Verdicts = keepIf(a.verdicts, func(v assess.Verdict) bool { return v.Subject == subject })
	}
	return o, there
}

func verdictsOf(claims []assess.Claim) []assess.Verdict {
	out := make([]assess.Verdict, len(claims))
	for i, c := range claims {
		out[i] = c.Verdict
	}
	return out
}

// part is one answer as a report shows it. What is inherited is shown by the
// evidence of where it comes from too.
func (a *answering) part(subject assess.Subject, key, name string, v *assess.Verdict, e assess.Effective) report.PartAnswer {
	p := report.PartAnswer{Subject: subject, Key: key, Name: name, State: e.State, Holds: holdingOf(e), Why: e.Why}
	a.show(&p, v)
	if v == nil {
		return p
	}
	p.Reason = v.Reason
	if n := len(e.Via); n > 0 {
		a.show(&p, a.find(e.Via[n-1], v.Set, v.Requirement))
	}
	return p
}

// show takes over what proves an answer, and whose it is.
func (a *answering) show(p *report.PartAnswer, v *assess.Verdict) {
	if v == nil {
		return
	}
	for _, e := range v.Evidence {
		if !slices.Contains(p.Evidence, e) {
			p.Evidence = append(p.Evidence, e)
		}
	}
	for _, id := range v.Proofs {
		if name, seen := a.proofs[id]; seen && !slices.Contains(p.Proofs, name) {
			p.Proofs = append(p.Proofs, name)
		}
	}
	p.Owner = cmp.Or(p.Owner, v.Assessor)
	p.Checked = cmp.Or(p.Checked, v.AssessedOn)
}

// find is the verdict or claim of one subject on one requirement.
func (a *answering) find(subject assess.Subject, set catalog.SetID, id catalog.RequirementID) *assess.Verdict {
	if subject.Kind == assess.OfCompany {
		for i, c := range a.claims[subject] {
			if c.Set == set && c.Requirement == id {
				return &a.claims[subject][i].Verdict
			}
		}
		return nil
	}
	if i, known := a.places[answerPlace{subject, set, id}]; known {
		return &a.verdicts[i]
	}
	return nil
}

// holdingOf is what an effective answer means for other sets.
func holdingOf(e assess.Effective) catalog.Holding {
	switch {
	case e.Holds && e.CountsAs == assess.NotApplicable:
		return catalog.OutOfScope
	case e.Holds:
		return catalog.HoldsFully
	case e.CountsAs == assess.Partly:
		return catalog.HoldsPartly
	case e.CountsAs == assess.Unanswered:
		return catalog.Unanswered
	}
	return catalog.HoldsNot
}

// weakest is what a site answers whose parts answer like this: the weakest of
// those to which the requirement applies counts, where unanswered is not met.
func weakest(parts []report.PartAnswer) (catalog.Holding, string) {
	by := map[catalog.Holding][]report.PartAnswer{}
	for _, p := range parts {
		by[p.Holds] = append(by[p.Holds], p)
	}
	applicable := len(parts) - len(by[catalog.OutOfScope])
	full := len(by[catalog.HoldsFully])
	if applicable == 0 {
		return catalog.OutOfScope, "not applicable in " + partKeys(parts, nil)
	}
	if full == applicable {
		return catalog.HoldsFully, "holds in " + partKeys(by[catalog.HoldsFully], nil)
	}
	if n := len(by[catalog.Unanswered]); n == applicable {
		return catalog.Unanswered, "unanswered in " + partKeys(by[catalog.Unanswered], nil)
	}
	holds, word := catalog.HoldsPartly, "holds only partly in "
	weak := by[catalog.HoldsPartly]
	if len(by[catalog.HoldsNot])+len(by[catalog.Unanswered]) > 0 {
		holds, word = catalog.HoldsNot, "does not hold in "
		weak = append(slices.Clone(by[catalog.HoldsNot]), by[catalog.Unanswered]...)
	}
	why := word + partKeys(weak, func(p report.PartAnswer) string { return p.State.Word() })
	if full > 0 {
		why += fmt.Sprintf("; holds in %d of %d", full, applicable)
	}
	return holds, why
}

// mostKeys is how many zones a sentence names.
const mostKeys = 5

// partKeys names parts by their keys, each with a word where asked.
func partKeys(parts []report.PartAnswer, word func(report.PartAnswer) string) string {
	var names []string
	for i, p := range parts {
		if i == mostKeys {
			names = append(names, fmt.Sprintf("%d more", len(parts)-i))
			break
		}
		name := p.Key
		if word != nil {
			name += " (" + word(p) + ")"
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}
