package csms

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// RequirementProofs is what proves the answers to one requirement.
type RequirementProofs struct {
	Set         catalog.SetID         `json:"set"`
	Requirement catalog.RequirementID `json:"requirement"`
	// Days and Rule say how old evidence for it may be.
	Days    int             `json:"days"`
	Rule    string          `json:"rule"`
	Answers []AnswerProofs  `json:"answers"`
	Proofs  []ProofStanding `json:"proofs"` // each once, by key
}

// AnswerProofs is what proves the answer for one subject.
type AnswerProofs struct {
	Subject assess.Subject `json:"subject"`
	Key     string         `json:"key"`
	Name    string         `json:"name"`
	State   assess.State   `json:"state"`
	Proofs  []supply.ID    `json:"proofs"` // that the caller may see
	Hidden  int            `json:"hidden,omitempty"`
	Words   []string       `json:"words,omitempty"` // proofs that are named in words only
	Weight  proof.Weight   `json:"weight"`
}

// ProofStanding is an evidence as it counts for one requirement.
type ProofStanding struct {
	Evidence proof.Evidence `json:"evidence"`
	Stand    proof.Stand    `json:"stand"`
}

// ProofsOf tells what proves the answers of a site to one requirement, for one
// subject or for all that are answered.
func (s *Service) ProofsOf(ctx context.Context, who access.Principal, site plant.SiteID, set catalog.SetID, requirement catalog.RequirementID, subject *assess.Subject) (RequirementProofs, error) {
	out := RequirementProofs{Set: set, Requirement: requirement, Answers: []AnswerProofs{}, Proofs: []ProofStanding{}}
	err := s.view(ctx, who, access.EvidenceRead, site, func(r *store.Reader) error {
		known, err := s.shelf(r)
		if err != nil {
			return err
		}
		of, ok := known.Find(set)
		if !ok {
			return notFound("requirement set")
		}
		if _, ok := of.Find(requirement); !ok {
			return notFound("requirement")
		}
		sh, err := s.evidenceShelf(r, who, site, false)
		if err != nil {
			return err
		}
		out.Days, out.Rule = proof.FreshnessOf(set, requirement, sh.rules)
		verdicts, err := r.VerdictsFor(site, set, requirement)
		if err != nil {
			return err
		}
		names, err := s.subjectNames(r, site)
		if err != nil {
			return err
		}
		shown := map[supply.ID]bool{}
		for _, v := range verdicts {
			if subject != nil && v.Subject != *subject {
				continue
			}
			name := names[v.Subject]
			a := AnswerProofs{Subject: v.Subject, Key: name.key, Name: name.name, State: v.State, Proofs: []supply.ID{}, Words: v.Evidence}
			var stood []proof.Stood
			for _, id := range v.Proofs {
				x, seen, ok := sh.stood(id, set, requirement)
				if !ok {
					continue
				}
				stood = append(stood, x)
				if !seen {
					a.Hidden++
					continue
				}
				a.Proofs = append(a.Proofs, x.Evidence.ID)
				if !shown[x.Evidence.ID] {
					shown[x.Evidence.ID] = true
					out.Proofs = append(out.Proofs, ProofStanding{x.Evidence, x.Stand})
				}
			}
			a.Weight = proof.Together(stood)
			out.Answers = append(out.Answers, a)
		}
		slices.SortFunc(out.Proofs, func(a, b ProofStanding) int { return plant.CompareKeys(a.Evidence.Key, b.Evidence.Key) })
		slices.SortStableFunc(out.Answers, func(a, b AnswerProofs) int { return plant.CompareKeys(a.Key, b.Key) })
		return nil
	})
	return out, err
}

// subjectName is how people call a subject.
type subjectName struct{ key, name string }

// subjectNames are the names of all that an answer of a site may be about.
func (s *Service) subjectNames(r *store.Reader, site plant.SiteID) (map[assess.Subject]subjectName, error) {
	in, err := s.riskInput(r, site)
	if err != nil {
		return nil, err
	}
	names := make(map[assess.Subject]subjectName, len(in.Site.Assets)+len(in.Site.Zones)+len(in.Site.Conduits)+1)
	names[assess.Subject{Kind: assess.OfSite, ID: string(site)}] = subjectName{in.Site.Key, in.Site.Name}
	for _, z := range in.Site.Zones {
		names[assess.Subject{Kind: assess.OfZone, ID: string(z.ID)}] = subjectName{z.Key, z.Name}
	}
	for _, c := range in.Site.Conduits {
		names[assess.Subject{Kind: assess.OfConduit, ID: string(c.ID)}] = subjectName{c.Key, c.Name}
	}
	for i := range in.Site.Assets {
		a := &in.Site.Assets[i]
		names[assess.Subject{Kind: assess.OfAsset, ID: string(a.ID)}] = subjectName{a.Key, a.Name}
	}
	return names, nil
}

// EvidenceLink links evidence to the answers to requirements for subjects, or
// takes the links away.
type EvidenceLink struct {
	Evidence     []supply.ID
	Set          catalog.SetID
	Requirements []catalog.RequirementID
	Subjects     []assess.Subject
	Remove       bool
}

// Linked is what linking did.
type Linked struct {
	Changed int   `json:"changed"` // answers that rest on other proofs now
	Entry   int64 `json:"entry"`
	// Unanswered could not be linked: a proof belongs to an answer.
	Unanswered []UnansweredPlace `json:"unanswered"`
}

// UnansweredPlace is a requirement without an answer for a subject.
type UnansweredPlace struct {
	Subject     assess.Subject        `json:"subject"`
	Requirement catalog.RequirementID `json:"requirement"`
}

// mostLinks is how many answers times evidence one act may touch.
const mostLinks = 20_000

// LinkEvidence links evidence to answers of a site in one act. Where there is no
// answer, none is made.
func (s *Service) LinkEvidence(ctx context.Context, who access.Principal, site plant.SiteID, in EvidenceLink) (Linked, error) {
	out := Linked{Unanswered: []UnansweredPlace{}}
	in.Evidence, in.Requirements, in.Subjects = distinct(in.Evidence), distinct(in.Requirements), distinct(in.Subjects)
	n := len(in.Evidence) * len(in.Requirements) * len(in.Subjects)
	if n == 0 || n > mostLinks {
		return out, invalid("Name at least one evidence, requirement and subject, and at most %d links at once; this names %d.", mostLinks, n)
	}
	for i := range in.Subjects {
		in.Subjects[i] = s.subject(site, in.Subjects[i])
	}
	if err := access.Check(who, access.EvidenceRead, site); err != nil {
		return out, s.fail(s.hideSite(ctx, who, site, err), "evidence")
	}
	verb := "evidence.link"
	if in.Remove {
		verb = "evidence.unlink"
	}
	nothing := false
	entry, err := s.update(ctx, who, intent{do: access.VerdictEdit, site: site, verb: verb, subject: fmt.Sprintf("%d of the library", len(in.Evidence))}, func(tx *store.Tx) error {
		name, err := s.mayLink(tx.Reader(), who, site, in)
		if err != nil {
			return err
		}
		tx.Rename(name)
		if err := s.mayAnswer(tx.Reader(), who, site, VerdictInput{Subjects: in.Subjects, Clear: true}); err != nil {
			return err
		}
		if err := s.link(tx, site, in, &out); err != nil {
			return err
		}
		if nothing = out.Changed == 0; nothing {
			return errDry
		}
		return nil
	})
	if nothing {
		return out, nil
	}
	if err != nil {
		return Linked{}, err
	}
	out.Entry = entry.Seq
	return out, nil
}

// mayLink finds the evidence that is to be linked, and names it for the history.
func (s *Service) mayLink(r *store.Reader, who access.Principal, site plant.SiteID, in EvidenceLink) (string, error) {
	name := ""
	for _, id := range in.Evidence {
		e, err := s.Evidence().find(r, who, string(id))
		if err != nil {
			return "", err
		}
		if e.Site != "" && e.Site != site {
			return "", notFound("evidence")
		}
		name = e.Key
	}
	if n := len(in.Evidence); n > 1 {
		name = fmt.Sprintf("%d proofs", n)
	}
	return name, nil
}

// link changes the proofs of every answer that is named.
func (s *Service) link(tx *store.Tx, site plant.SiteID, in EvidenceLink, out *Linked) error {
	for _, subject := range in.Subjects {
		all, err := tx.Reader().VerdictsOf(site, subject)
		if err != nil {
			return err
		}
		of := map[catalog.RequirementID]assess.Verdict{}
		for _, v := range all {
			if v.Set == in.Set {
				of[v.Requirement] = v
			}
		}
		for _, requirement := range in.Requirements {
			v, ok := of[requirement]
			if !ok {
				out.Unanswered = append(out.Unanswered, UnansweredPlace{subject, requirement})
				continue
			}
			proofs := slices.Clone(v.Proofs)
			for _, id := range in.Evidence {
				at := slices.Index(proofs, assess.EvidenceID(id))
				switch {
				case in.Remove && at >= 0:
					proofs = slices.Delete(proofs, at, at+1)
				case !in.Remove && at < 0:
					proofs = append(proofs, assess.EvidenceID(id))
				}
			}
			if slices.Equal(proofs, v.Proofs) {
				continue
			}
			v.Proofs = proofs
			if err := store.Put(tx, &v); err != nil {
				return err
			}
			out.Changed++
		}
	}
	return nil
}

// EvidenceSet is what many evidences get alike; nil leaves it as it is.
type EvidenceSet struct {
	Expires         *plant.Date            `json:"expires,omitempty" maxLength:"10"`
	Effective       *plant.Date            `json:"effective,omitempty" maxLength:"10"`
	Confidentiality *proof.Confidentiality `json:"confidentiality,omitempty" enum:"public,internal,confidential,secret"`
	Section         *string                `json:"section,omitempty" maxLength:"200"`
	CollectedBy     *string                `json:"collectedBy,omitempty" maxLength:"200"`
}

// mostEvidence is how many evidences one act may change.
const mostEvidence = 1_000

// SetEvidence changes many evidences of one site, or of the whole organisation,
// in one act: all of them or none.
func (s *Service) SetEvidence(ctx context.Context, who access.Principal, ids []supply.ID, set EvidenceSet) ([]proof.Evidence, int64, error) {
	if ids = distinct(ids); len(ids) == 0 || len(ids) > mostEvidence {
		return nil, 0, invalid("Name at least one evidence and at most %d; this names %d.", mostEvidence, len(ids))
	}
	q := s.Evidence()
	first, err := q.open(ctx, who, string(ids[0]))
	if err != nil {
		return nil, 0, err
	}
	name := first.Key
	if len(ids) > 1 {
		name = fmt.Sprintf("%d proofs", len(ids))
	}
	out := make([]proof.Evidence, 0, len(ids))
	entry, err := s.update(ctx, who, intent{do: access.EvidenceEdit, site: first.Site, verb: "evidence.set", subject: name}, func(tx *store.Tx) error {
		c := s.shelfContext(tx.Reader(), who)
		for _, id := range ids {
			before, err := q.find(tx.Reader(), who, string(id))
			if err != nil {
				return err
			}
			if before.Site != first.Site {
				return invalid("%s and %s are not of the same site: change those of one site at a time.", first.Key, before.Key)
			}
			after := set.on(before)
			if err := q.put(tx, c, &before, &after); err != nil {
				return ofRecord(err, before.Key)
			}
			out = append(out, after)
		}
		return nil
	})
	return out, entry.Seq, err
}

// ofRecord names the one of many records that an error is about.
func ofRecord(err error, key string) error {
	if told, ok := errors.AsType[*Error](err); ok {
		named := *told
		named.Text = key + ": " + told.Text
		return &named
	}
	return err
}

// on is an evidence with what is set.
func (set EvidenceSet) on(e proof.Evidence) proof.Evidence {
	for to, from := range map[*plant.Date]*plant.Date{&e.Expires: set.Expires, &e.Effective: set.Effective} {
		if from != nil {
			*to = *from
		}
	}
	if set.Confidentiality != nil {
		e.Confidentiality = *set.Confidentiality
	}
	if set.Section != nil {
		e.Section = *set.Section
	}
	if set.CollectedBy != nil {
		e.CollectedBy = *set.CollectedBy
	}
	return e.Normalise()
}
