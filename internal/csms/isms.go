package csms

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"

	"ringwall/internal/access"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	book "ringwall/internal/plant/sheet"
	"ringwall/internal/proof/isms"
	"ringwall/internal/report"
	"ringwall/internal/risk/sheet"
	"ringwall/internal/store"
)

// ISMSInput is a file of an information security management system, and what is
// to be done with it.
type ISMSInput struct {
	Name string // of the file
	Data []byte
	Kind isms.Kind // "" looks at the file
	// Mapping names the columns; nil takes those that the titles suggest.
	Mapping *isms.Mapping
	// Day is that of the statement or register; "" is what the file says, else today.
	Day plant.Date
	// Sets are the editions of IEC 62443-2-1 to be answered; none is the one that
	// the site answers already, else the newest.
	Sets []catalog.SetID
	// Take are the rows of a risk register that become drafts of scenarios, and
	// Nodes where those play that name no zone.
	Take  []int
	Nodes map[int]sheet.Node

	Apply bool // else nothing changes
	// Hash is that of the preview. When the file or the site has changed since,
	// nothing is applied; "" applies whatever comes out.
	Hash string
	// WithoutRefused agrees that refused rows stay out.
	WithoutRefused bool
	Note           string
}

// ISMS is what a file of an information security management system holds, and
// what reading it did or would do.
type ISMS struct {
	File      string            `json:"file"`
	Kind      isms.Kind         `json:"kind" enum:"statement,risks"`
	OSCAL     bool              `json:"oscal"`
	Title     string            `json:"title,omitempty"`
	Day       plant.Date        `json:"day"`
	Sheets    []book.Sheet      `json:"sheets"`
	Fields    []isms.Field      `json:"fields" doc:"That columns may feed; none for OSCAL"`
	Mapping   isms.Mapping      `json:"mapping"`
	Guessed   bool              `json:"guessed" doc:"The mapping is what the titles suggest"`
	Counts    isms.Counts       `json:"counts"`
	Controls  []isms.Control    `json:"controls" doc:"Of a statement of applicability"`
	Marks     []ISMSMark        `json:"marks" doc:"What the statement covers, set by set"`
	Risks     []ISMSRisk        `json:"risks" doc:"Of a risk register"`
	Scenarios *ScenarioSheet    `json:"scenarios,omitempty" doc:"What the chosen rows become"`
	Writes    int               `json:"writes" doc:"Answers that applying gives, or has given"`
	Notes     []string          `json:"notes"`
	Blocked   string            `json:"blocked" doc:"Why nothing can be applied now; empty when it can"`
	Hash      string            `json:"hash" doc:"Of this preview; send it back to apply exactly this"`
	Entry     int64             `json:"entry" doc:"Of the history, once applied; 0 when nothing changed"`
	Evidence  *report.ProofName `json:"evidence,omitempty" doc:"The record that keeps the file, once applied"`
}

// ReadISMS reads a statement of applicability or a risk register against a
// site: it shows what it covers and concerns, or applies exactly that as one act.
func (s *Service) ReadISMS(ctx context.Context, who access.Principal, site plant.SiteID, in ISMSInput) (ISMS, error) {
	if err := access.Check(who, access.EvidenceEdit, site); err != nil {
		return ISMS{}, s.fail(s.hideSite(ctx, who, site, err), "evidence")
	}
	if in.Name = fileName(in.Name); in.Name == "file" {
		in.Name = "The file"
	}
	f, err := s.openISMS(ctx, in)
	if err != nil {
		return ISMS{}, s.fail(err, "file")
	}
	if f.out.Kind == isms.Risks {
		if err := access.Check(who, access.RiskEdit, site); err != nil {
			return ISMS{}, s.fail(err, "scenario")
		}
	}
	f.site, f.who, f.s = site, who, s
	err = s.view(ctx, who, access.EvidenceEdit, site, func(r *store.Reader) error { return f.look(ctx, r) })
	if err != nil || !in.Apply {
		return f.out, err
	}
	return f.apply(ctx)
}

// ismsFile is a file while it is read against a site.
type ismsFile struct {
	s    *Service
	who  access.Principal
	site plant.SiteID
	in   ISMSInput

	statement isms.Statement
	register  isms.Register
	set       *catalog.Set // of the controls
	drafts    *scenarioFile
	out       ISMS
}

// openISMS reads the file itself.
func (s *Service) openISMS(ctx context.Context, in ISMSInput) (*ismsFile, error) {
	set, ok := catalog.NewShelf(nil).Find(catalog.ISO27001)
	if !ok {
		return nil, fmt.Errorf("the program carries no %s", catalog.ISO27001)
	}
	f := &ismsFile{in: in, set: set, out: ISMS{
		File: in.Name, Kind: in.Kind, Guessed: true, Sheets: []book.Sheet{}, Fields: []isms.Field{}, Mapping: isms.Mapping{Columns: map[string]int{}},
		Controls: []isms.Control{}, Marks: []ISMSMark{}, Risks: []ISMSRisk{}, Notes: []string{},
	}}
	err := f.read(ctx)
	today := plant.DateOf(s.now())
	f.out.Day = cmp.Or(in.Day, plant.Date(f.statement.Date), today)
	if err == nil && today.Before(f.out.Day) {
		err = plant.Problems{{Pointer: "/day", Text: fmt.Sprintf("The file is of %s, which lies in the future: give the day on which it was issued.", f.out.Day)}}
	}
	return f, err
}

func (f *ismsFile) read(ctx context.Context) (err error) {
	in := f.in
	if isms.IsOSCAL(in.Data[:min(len(in.Data), 512)]) {
		f.out.OSCAL, f.out.Kind = true, isms.SoA
		if in.Kind == isms.Risks {
			return plant.Problems{{Text: in.Name + " is OSCAL, of which only the statement of applicability is read: send the risk register as XLSX or CSV."}}
		}
		f.statement, err = isms.ReadOSCAL(in.Data, in.Name, f.set)
		f.take()
		return err
	}
	b, err := isms.Open(bytes.NewReader(in.Data), int64(len(in.Data)), in.Name)
	if err != nil {
		return err
	}
	if f.out.Kind == "" {
		if f.out.Kind, err = isms.KindOf(ctx, b); err != nil {
			return err
		}
	}
	look, err := isms.See(ctx, b, f.out.Kind)
	if err != nil {
		return err
	}
	f.out.Sheets, f.out.Fields, f.out.Mapping = look.Sheets, look.Fields, look.Mapping
	if in.Mapping != nil {
		if wrong := in.Mapping.Check(f.out.Kind, look); wrong != "" {
			return &Error{Kind: Invalid, Text: wrong, Fields: []Field{{Pointer: "/mapping", Text: wrong}}}
		}
		f.out.Mapping, f.out.Guessed = *in.Mapping, false
	}
	if f.out.Kind == isms.Risks {
		f.register, err = isms.ReadRisks(ctx, b, f.out.Mapping)
	} else {
		f.statement, err = isms.ReadStatement(ctx, b, f.out.Mapping, f.set)
	}
	f.take()
	return err
}

// take hands over what was read.
func (f *ismsFile) take() {
	if f.out.Kind == isms.Risks {
		f.out.Counts, f.out.Notes = f.register.Counts, slices.Clone(f.register.Notes)
		return
	}
	f.out.Title, f.out.Counts, f.out.Controls, f.out.Notes = f.statement.Title, f.statement.Counts, f.statement.Controls, slices.Clone(f.statement.Notes)
}

// look works out the preview: what is covered, or which risks concern the site.
func (f *ismsFile) look(ctx context.Context, r *store.Reader) error {
	var seen any
	if f.out.Kind == isms.Risks {
		in, err := f.s.riskInput(r, f.site)
		if err != nil {
			return err
		}
		if err := f.concern(ctx, in); err != nil {
			return err
		}
		seen = f.out.Risks
	} else {
		if err := f.mark(r, true); err != nil {
			return err
		}
		seen = f.chosen()
	}
	return f.sign(seen)
}

// sign gives the preview its hash. It binds the file as it was read and what
// applying would write.
func (f *ismsFile) sign(seen any) error {
	drafts := ""
	if f.drafts != nil {
		drafts = f.drafts.out.Hash
	}
	sum := sha256.Sum256(f.in.Data)
	text, err := json.Marshal([]any{f.out.Kind, f.out.Mapping, f.out.Day, sum[:], seen, f.in.Take, drafts})
	sum = sha256.Sum256(text)
	f.out.Hash = base64.RawURLEncoding.EncodeToString(sum[:])
	return err
}

// mayApply refuses what the preview did not show, or nobody agreed to.
func (f *ismsFile) mayApply() error {
	switch n := f.out.Counts.Refuse; {
	case f.in.Hash != "" && f.in.Hash != f.out.Hash:
		return &Error{Kind: Conflict, Code: "stale", Text: "The file or the site has changed since the preview: look at the preview again."}
	case n > 0 && !f.in.WithoutRefused:
		return &Error{Kind: Conflict, Code: "refused-rows", Text: fmt.Sprintf("%d rows are refused. Mend them in the file and send it again, or agree to apply the others without them.", n)}
	case f.out.Counts.Read == 0:
		return invalid("%s holds nothing that could be taken over.", f.in.Name)
	}
	return nil
}
