package oscal

import (
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
	"ringwall/internal/supply"
)

// Budget limits what reading a file may cost.
type Budget struct {
	Bytes        int64
	Components   int
	Requirements int // of all components together
}

// DefaultBudget is enough for the whole catalogue of a large supplier.
var DefaultBudget = Budget{Bytes: 32 << 20, Components: 5_000, Requirements: 200_000}

// Read is what a component definition claims.
type Read struct {
	Content  supply.ClaimsContent `json:"content"`
	Refusals []Refusal            `json:"refusals"`
}

// Refusal is a claim that could not be taken over.
type Refusal struct {
	Component string `json:"component"`
	Control   string `json:"control,omitempty"`
	Text      string `json:"text"`
}

// ReadComponents reads a component definition back to claims, of this program or
// of another. Controls are known by the ids of the sets.
func ReadComponents(r io.Reader, sets []*catalog.Set, b Budget) (Read, error) {
	out := Read{Content: supply.ClaimsContent{Products: []supply.OfferedProduct{}, Claims: []supply.OfferedClaim{}}, Refusals: []Refusal{}}
	text, err := io.ReadAll(io.LimitReader(r, b.Bytes+1))
	if err != nil {
		return out, err
	}
	var f componentFile
	switch err := json.Unmarshal(text, &f); {
	case int64(len(text)) > b.Bytes:
		return out, refuse("The file is larger than %d MiB: split it.", b.Bytes>>20)
	case err != nil:
		return out, refuse("The file cannot be read as OSCAL: %s.", said(err))
	case f.Definition.Metadata.OSCALVersion == "":
		return out, refuse("The file is no OSCAL component definition: it lacks component-definition with its metadata.")
	case !strings.HasPrefix(f.Definition.Metadata.OSCALVersion, "1."):
		return out, refuse("The file is of OSCAL %s, and versions 1.x are read.", clip(f.Definition.Metadata.OSCALVersion))
	case len(f.Definition.Components) > b.Components:
		return out, refuse("The file has %d components: at most %d are read.", len(f.Definition.Components), b.Components)
	}
	d := &reader{definition: f.Definition, out: &out, budget: b, sets: map[catalog.SetID]*catalog.Set{}, tokens: map[catalog.SetID]map[string]catalog.RequirementID{}}
	for _, s := range sets {
		d.sets[s.ID] = s
		by := make(map[string]catalog.RequirementID, len(s.Requirements))
		for _, r := range s.Requirements {
			by[Token(r.ID)] = r.ID
		}
		d.tokens[s.ID] = by
	}
	d.company()
	for i, c := range f.Definition.Components {
		if err := d.component(i, c); err != nil {
			return out, err
		}
	}
	return out, nil
}

type reader struct {
	definition componentDefinition
	out        *Read
	budget     Budget
	sets       map[catalog.SetID]*catalog.Set
	tokens     map[catalog.SetID]map[string]catalog.RequirementID
	read       int
	keys       map[string]bool
}

func (d *reader) company() {
	for _, p := range d.definition.Metadata.Parties {
		if p.Type == "organization" && d.out.Content.Company.Name == "" {
			d.out.Content.Company.Name = line(p.Name)
		}
	}
	for _, c := range d.definition.Components {
		if key := c.Props.get("company-key"); key != "" {
			d.out.Content.Company.Key = key
		}
	}
	d.out.Content.Company.Name = orElse(d.out.Content.Company.Name, line(d.definition.Metadata.Title))
	d.out.Content.Company.Key = orElse(d.out.Content.Company.Key, "CO-1")
	d.keys = map[string]bool{}
}

func (d *reader) component(i int, c component) error {
	about := ""
	switch {
	case c.Props.get("company-key") != "":
		about = "company " + d.out.Content.Company.Key
	case slices.Contains([]string{"policy", "process-procedure", "plan", "guidance", "standard", "validation", "interconnection", "physical"}, c.Type):
		d.refuse(c, "", "A component of the type %s is no product, and was left out.", clip(c.Type))
		return nil
	default:
		p := d.product(i, c)
		if d.keys[p.Key] {
			d.refuse(c, "", "The product %s is there twice: the second was left out.", clip(p.Key))
			return nil
		}
		d.keys[p.Key] = true
		d.out.Content.Products = append(d.out.Content.Products, p)
		about = "product " + p.Key
	}
	seen := map[catalog.RequirementID]catalog.SetID{}
	for _, x := range c.Implementations {
		set := d.set(x)
		if set == nil {
			d.refuse(c, "", "The catalogue has no set for %q: what is claimed against it was left out.", clip(orElse(x.Props.get("requirement-set"), x.Source)))
			continue
		}
		for _, r := range x.Requirements {
			if d.read++; d.read > d.budget.Requirements {
				return refuse("The file has more than %d requirements: split it.", d.budget.Requirements)
			}
			claim, ok := d.claim(c, set, r)
			if !ok {
				continue
			}
			if seen[claim.Requirement] == set.ID {
				d.refuse(c, r.ControlID, "It is answered twice: the second answer was left out.")
				continue
			}
			seen[claim.Requirement], claim.About = set.ID, about
			d.out.Content.Claims = append(d.out.Content.Claims, claim)
		}
	}
	return nil
}

func (d *reader) product(i int, c component) supply.OfferedProduct {
	g := c.Props.get
	p := supply.OfferedProduct{
		Key: orElse(g("product-key"), fmt.Sprintf("PD-%03d", i+1)), Name: line(c.Title), Vendor: orElse(g("vendor"), d.out.Content.Company.Name), Model: orElse(g("model"), line(c.Title)),
		Release: g("release"), OrderNumbers: c.Props.all("order-number"), Aliases: c.Props.all("other-name"), Types: []catalog.ComponentType{}, Description: c.Description,
		SupportFrom: day(g("support-from")), SupportEnds: day(g("support-ends")), SecurityEnds: day(g("security-updates-end")),
		ReplacedBy: g("replaced-by"), SBOM: g("bill-of-materials"), EvidenceNotes: c.Remarks,
	}
	for _, x := range c.Props { // the property that others use
		if x.Name == "version" && x.NS != Namespace && p.Release == "" {
			p.Release = line(x.Value)
		}
	}
	for _, t := range c.Props.all("component-type") {
		if slices.Contains(catalog.ComponentTypes, catalog.ComponentType(t)) {
			p.Types = append(p.Types, catalog.ComponentType(t))
		}
	}
	if len(p.Types) == 0 && c.Type == "software" {
		p.Types = append(p.Types, catalog.SoftwareApplication)
	}
	if n, err := strconv.Atoi(g("aim")); err == nil && n >= 0 && n <= 4 {
		p.Aim = n
	}
	if p.Description == line(p.Vendor+" "+p.Model+" "+p.Release) {
		p.Description = "" // made where there was none
	}
	return p
}

// set is the requirement set that is claimed against: by our property, else by
// what the source refers to, else the one whose ids fit.
func (d *reader) set(x implementation) *catalog.Set {
	if s := d.sets[catalog.SetID(x.Props.get("requirement-set"))]; s != nil {
		return s
	}
	source := x.Source
	if id, ok := strings.CutPrefix(source, "#"); ok && d.definition.BackMatter != nil {
		for _, r := range d.definition.BackMatter.Resources {
			if r.UUID == id {
				source = r.Title
				if r.Citation != nil {
					source += " " + r.Citation.Text
				}
			}
		}
	}
	plain := func(s string) string { return supply.NormalName(s) }
	for _, id := range sortedSets(d.sets) {
		s := d.sets[id]
		if strings.Contains(plain(source), plain(string(s.ID))) || s.Standard != "" && strings.Contains(plain(source), plain(s.Standard)) {
			return s
		}
	}
	if len(x.Requirements) == 0 {
		return nil
	}
	for _, id := range sortedSets(d.sets) {
		all := true
		for _, r := range x.Requirements {
			if _, ok := d.tokens[id][Token(catalog.RequirementID(r.ControlID))]; !ok {
				all = false
				break
			}
		}
		if all {
			return d.sets[id]
		}
	}
	return nil
}

func sortedSets(sets map[catalog.SetID]*catalog.Set) []catalog.SetID {
	var ids []catalog.SetID
	for id := range sets {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

func (d *reader) claim(c component, set *catalog.Set, r implemented) (supply.OfferedClaim, bool) {
	id, ok := catalog.RequirementID(r.Props.get("requirement")), false
	if _, ok = set.Find(id); !ok {
		id, ok = d.tokens[set.ID][Token(catalog.RequirementID(r.ControlID))]
	}
	if !ok {
		d.refuse(c, r.ControlID, "%s has no such requirement.", set.Standard)
		return supply.OfferedClaim{}, false
	}
	g := r.Props.get
	o := supply.OfferedClaim{
		Set: set.ID, Requirement: id, State: assess.State(g("answer")), Reason: r.Description, Approver: g("approver"), Compensating: g("stands-in"),
		Expires: day(g("expires")), Function: g("essential-function"), Evidence: r.Props.all("evidence"), Assessor: g("assessor"), AssessedOn: day(g("assessed-on")), Note: r.Remarks,
	}
	o.Maturity, o.MaturityTarget = maturity(g("maturity")), maturity(g("maturity-target"))
	if !slices.Contains([]assess.State{assess.Met, assess.Partly, assess.NotMet, assess.NotApplicable, assess.Compensated, assess.NotApplied}, o.State) {
		o.State = stateOf(r.Props)
	}
	if o.Reason == plainAnswer(o.State) {
		o.Reason = ""
	}
	return o, true
}

// stateOf reads the status that other programs write. A requirement that is
// listed without one is said to be implemented: that is what the list is for.
func stateOf(p props) assess.State {
	for _, x := range p {
		if x.Name != "implementation-status" {
			continue
		}
		switch x.Value {
		case "partial", "alternative": // what stands in has no expiry there
			return assess.Partly
		case "planned":
			return assess.NotMet
		case "not-applicable":
			return assess.NotApplicable
		}
	}
	return assess.Met
}

const mostRefusals = 500

func (d *reader) refuse(c component, control, format string, args ...any) {
	if len(d.out.Refusals) < mostRefusals {
		d.out.Refusals = append(d.out.Refusals, Refusal{clip(line(c.Title)), clip(control), fmt.Sprintf(format, args...)})
	}
}

func maturity(s string) int {
	if n, err := strconv.Atoi(s); err == nil && n >= 1 && n <= 4 {
		return n
	}
	return 0
}

func day(s string) plant.Date {
	d, err := plant.ParseDate(s)
	if err != nil {
		return ""
	}
	return d
}

func refuse(format string, args ...any) error {
	return plant.Problems{{Text: fmt.Sprintf(format, args...)}}
}

// said is an error of the JSON reader without the names of our structs.
func said(err error) string {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Sprintf("%s is a %s", orElse(wrong.Field, "the file"), wrong.Value)
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}

func clip(s string) string {
	if r := []rune(s); len(r) > 80 {
		return string(r[:80]) + "…"
	}
	return s
}
