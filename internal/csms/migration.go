package csms

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// MigrationPlace is whose answers are carried over: those of a site or, without
// one, of a company.
type MigrationPlace struct {
	Site    plant.SiteID
	Company supply.ID
}

// MigrationView says what becomes of the answers to one edition of a part in
// the next one.
type MigrationView struct {
	From    catalog.SetID   `json:"from"`
	To      catalog.SetID   `json:"to"`
	Subject assess.Subject  `json:"subject"`
	Notes   []string        `json:"notes"`
	Counts  MigrationCounts `json:"counts"`
	Lines   []MigrationLine `json:"lines"` // in the order of the new edition
	Lost    []MigrationLost `json:"lost"`  // answers that no new requirement can use
	Hash    string          `json:"hash" doc:"Of these lines; send it back to apply exactly them"`
}

// MigrationCounts counts the lines.
type MigrationCounts struct {
	Total    int `json:"total"`
	Kept     int `json:"kept"`
	Start    int `json:"start"`
	Fresh    int `json:"fresh"`
	Answered int `json:"answered" doc:"Answered in the new edition already; they stay"`
	Gives    int `json:"gives" doc:"Lines that can be applied"`
	Lost     int `json:"lost"`
}

// MigrationLine is one requirement of the new edition.
type MigrationLine struct {
	Requirement catalog.RequirementID `json:"requirement"`
	Title       string                `json:"title"`
	Group       string                `json:"group"`
	Carry       catalog.Carry         `json:"carry" enum:"kept,start,fresh"`
	Suggested   bool                  `json:"suggested" doc:"What is kept rests on a pair that nobody has confirmed"`
	Why         string                `json:"why"`
	From        []MigrationFrom       `json:"from"`
	// Answered is the answer that the new edition has already.
	Answered assess.State `json:"answered,omitempty"`
	// Gives is the answer that applying gives, empty for none; Says why that one.
	Gives    assess.State `json:"gives,omitempty"`
	Maturity int          `json:"maturity,omitempty"`
	Says     string       `json:"says"`

	// keeper is the old requirement whose answer is kept as it is.
	keeper catalog.RequirementID
}

// MigrationFrom is an answer to the old edition that leads to a line.
type MigrationFrom struct {
	Requirement catalog.RequirementID `json:"requirement"`
	Title       string                `json:"title"`
	Settles     bool                  `json:"settles"`
	Strength    catalog.Strength      `json:"strength,omitempty"`
	State       assess.State          `json:"state"`
	Holds       bool                  `json:"holds"`
	Maturity    int                   `json:"maturity,omitempty"`
	Why         string                `json:"why"`
}

// MigrationLost is an old answer that no new requirement can use.
type MigrationLost struct {
	Requirement catalog.RequirementID `json:"requirement"`
	Title       string                `json:"title"`
	State       assess.State          `json:"state"`
	Why         string                `json:"why"`
}

// Migrated is what applying did.
type Migrated struct {
	Changed int   `json:"changed"`
	Entry   int64 `json:"entry"`
}

// MigrationInput chooses lines to be applied.
type MigrationInput struct {
	From, To     catalog.SetID
	Requirements []catalog.RequirementID // of the new edition
	Hash         string                  // of the preview; "" applies whatever comes out
	Note         string
}

// Migration says what of the answers to one edition can be used in another.
func (s *Service) Migration(ctx context.Context, who access.Principal, at MigrationPlace, from, to catalog.SetID) (MigrationView, error) {
	if at.Site == "" {
		if _, err := s.Companies().One(ctx, who, string(at.Company)); err != nil {
			return MigrationView{}, err
		}
	}
	var m *migrating
	err := s.view(ctx, who, at.reads(), at.Site, func(r *store.Reader) (err error) {
		if m, err = s.migrating(r, who, access.LibraryRead, at, from, to); err == nil {
			err = m.plan()
		}
		return err
	})
	if err != nil {
		return MigrationView{}, err
	}
	return m.out, nil
}

// Migrate applies the chosen lines as one act. The old answers stay.
func (s *Service) Migrate(ctx context.Context, who access.Principal, at MigrationPlace, in MigrationInput) (Migrated, error) {
	in.Requirements = distinct(in.Requirements)
	if len(in.Requirements) == 0 {
		return Migrated{}, invalid("Choose at least one line to carry over.")
	}
	if at.Site == "" {
		if _, err := s.Companies().open(ctx, who, string(at.Company)); err != nil {
			return Migrated{}, err
		}
	}
	var out Migrated
	act := intent{do: at.writes(), site: at.Site, verb: "migration.apply", subject: fmt.Sprintf("%s to %s", in.From, in.To), note: in.Note}
	entry, err := s.update(ctx, who, act, func(tx *store.Tx) error {
		out.Changed = 0
		m, err := s.migrating(tx.Reader(), who, access.LibraryEdit, at, in.From, in.To)
		if err != nil {
			return err
		}
		if at.Site != "" && !access.PartOf(who, access.VerdictEdit, at.Site).All {
			return denied()
		}
		if err := m.plan(); err != nil {
			return err
		}
		if in.Hash != "" && in.Hash != m.out.Hash {
			return &Error{Kind: Conflict, Code: "stale", Text: "The answers have changed since the preview: look at the lines again."}
		}
		for _, id := range in.Requirements {
			if err := m.put(tx, who, id); err != nil {
				return err
			}
			out.Changed++
		}
		return nil
	})
	out.Entry = entry.Seq
	return out, err
}

func (p MigrationPlace) reads() access.Action {
	if p.Site == "" {
		return access.LibraryRead
	}
	return access.VerdictRead
}

func (p MigrationPlace) writes() access.Action {
	if p.Site == "" {
		return access.LibraryEdit
	}
	return access.VerdictEdit
}

// migrating is one migration as it is worked out.
type migrating struct {
	s        *Service
	at       MigrationPlace
	subject  assess.Subject
	from, to *catalog.Set
	walk     *catalog.Crosswalk
	old      map[catalog.RequirementID]assess.Verdict
	now      map[catalog.RequirementID]assess.Verdict
	posture  map[catalog.RequirementID]assess.ProgramAnswer // of the old edition
	above    func(assess.Subject, catalog.RequirementID) bool
	today    plant.Date
	out      MigrationView
}

func (s *Service) migrating(r *store.Reader, who access.Principal, do access.Action, at MigrationPlace, from, to catalog.SetID) (*migrating, error) {
	m := &migrating{s: s, at: at, today: plant.DateOf(s.now()), old: map[catalog.RequirementID]assess.Verdict{}, now: map[catalog.RequirementID]assess.Verdict{}}
	var err error
	if m.from, err = s.setOf(r, cmp.Or(from, catalog.ProgramRequirements2010)); err != nil {
		return nil, err
	}
	if m.to, err = s.setOf(r, cmp.Or(to, catalog.ProgramRequirements)); err != nil {
		return nil, err
	}
	w, err := s.walks(r)
	if err != nil {
		return nil, err
	}
	for _, x := range w.direct(m.from, m.to) {
		m.walk = x.Crosswalk
	}
	if m.walk == nil || m.from.Kind != m.to.Kind {
		return nil, invalid("No crosswalk leads from %s to %s: answers are carried over between editions of one part.", m.from.Standard, m.to.Standard)
	}
	m.subject = assess.Subject{Kind: assess.OfSite, ID: string(at.Site)}
	if at.Site == "" {
		m.subject = assess.Subject{Kind: assess.OfCompany, ID: string(at.Company)}
		if err := s.claimable(r, who, do, m.subject); err != nil {
			return nil, err
		}
	}
	return m, m.load(r, who)
}

// load takes in the answers to both editions.
func (m *migrating) load(r *store.Reader, who access.Principal) error {
	a := &answering{s: m.s, r: r, who: who, site: m.at.Site, claims: map[assess.Subject][]assess.Claim{}, names: map[assess.Subject]subjectName{}}
	if err := a.companies(); err != nil {
		return err
	}
	own := verdictsOf(a.claims[m.subject])
	if m.at.Site != "" {
		site, err := store.Get[plant.SiteRecord](r, string(m.at.Site))
		if err != nil {
			return err
		}
		a.names[m.subject] = subjectName{site.Key, site.Name}
		all, err := r.Verdicts(m.at.Site)
		if err != nil {
			return err
		}
		own = keepIf(all, func(v assess.Verdict) bool { return v.Subject == m.subject })
		a.verdicts = own
	}
	for _, v := range own {
		switch v.Set {
		case m.from.ID:
			m.old[v.Requirement] = v
		case m.to.ID:
			m.now[v.Requirement] = v
		}
	}
	m.posture = map[catalog.RequirementID]assess.ProgramAnswer{}
	for _, x := range assess.Program(m.from, own, m.today, a.origin).Answers {
		m.posture[x.Requirement.ID] = x
	}
	m.above = func(subject assess.Subject, id catalog.RequirementID) bool {
		return slices.ContainsFunc(a.claims[subject], func(c assess.Claim) bool { return c.Set == m.to.ID && c.Requirement == id })
	}
	return nil
}

// plan works out every line.
func (m *migrating) plan() error {
	answered := make([]catalog.RequirementID, 0, len(m.old))
	for _, q := range m.from.Requirements {
		if _, ok := m.old[q.ID]; ok {
			answered = append(answered, q.ID)
		}
	}
	found := catalog.Migrate(m.from, m.to, m.walk, answered)
	m.out = MigrationView{From: m.from.ID, To: m.to.ID, Subject: m.subject, Notes: append([]string{}, found.Notes...), Lines: make([]MigrationLine, len(found.Lines)), Lost: []MigrationLost{}}
	n := &m.out.Counts
	for i, l := range found.Lines {
		x := m.line(l)
		m.out.Lines[i] = x
		n.Total++
		switch x.Carry {
		case catalog.Kept:
			n.Kept++
		case catalog.Start:
			n.Start++
		default:
			n.Fresh++
		}
		if x.Answered != "" {
			n.Answered++
		}
		if x.Gives != "" {
			n.Gives++
		}
	}
	for _, l := range found.Lost {
		m.out.Lost = append(m.out.Lost, MigrationLost{l.Requirement, titleIn(m.from, l.Requirement), m.old[l.Requirement].State, l.Why})
	}
	n.Lost = len(m.out.Lost)
	text, err := json.Marshal(m.out.Lines)
	sum := sha256.Sum256(text)
	m.out.Hash = base64.RawURLEncoding.EncodeToString(sum[:])
	return err
}
