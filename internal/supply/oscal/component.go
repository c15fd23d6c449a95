package oscal

import (
	"io"
	"slices"
	"strconv"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/sl"
	"ringwall/internal/supply"
)

type (
	componentFile struct {
		Definition componentDefinition `json:"component-definition"`
	}
	componentDefinition struct {
		UUID       string      `json:"uuid"`
		Metadata   metadata    `json:"metadata"`
		Components []component `json:"components,omitempty"`
		BackMatter *backMatter `json:"back-matter,omitempty"`
	}
	component struct {
		UUID            string           `json:"uuid"`
		Type            string           `json:"type"`
		Title           string           `json:"title"`
		Description     string           `json:"description"`
		Props           props            `json:"props,omitempty"`
		Implementations []implementation `json:"control-implementations,omitempty"`
		Remarks         string           `json:"remarks,omitempty"`
	}
	implementation struct {
		UUID         string        `json:"uuid"`
		Source       string        `json:"source"`
		Description  string        `json:"description"`
		Props        props         `json:"props,omitempty"`
		Requirements []implemented `json:"implemented-requirements"`
	}
	implemented struct {
		UUID        string `json:"uuid"`
		ControlID   string `json:"control-id"`
		Description string `json:"description"`
		Props       props  `json:"props,omitempty"`
		Remarks     string `json:"remarks,omitempty"`
	}
)

// WriteComponents writes what is claimed of products as a component definition:
// one component for each product, and one for the company where it claims
// something of itself. The sets tell the names of their standards.
func WriteComponents(w io.Writer, h Head, c supply.ClaimsContent, sets func(catalog.SetID) *catalog.Set) error {
	d := componentDefinition{UUID: h.id("component-definition", c.Company.Key), Metadata: h.metadata()}
	by := map[string][]supply.OfferedClaim{}
	used := map[catalog.SetID]bool{}
	for _, x := range c.Claims {
		by[x.About], used[x.Set] = append(by[x.About], x), true
	}
	for _, p := range c.Products {
		d.Components = append(d.Components, h.product(p, by["product "+p.Key], sets))
	}
	if company := by["company "+c.Company.Key]; len(company) > 0 {
		x := component{UUID: h.id("company", c.Company.Key), Type: "process-procedure", Title: orElse(c.Company.Name, c.Company.Key), Description: "How " + orElse(c.Company.Name, c.Company.Key) + " works."}
		x.Props.add("company-key", c.Company.Key)
		x.Implementations = h.implementations("company "+c.Company.Key, company, sets)
		d.Components = append(d.Components, x)
	}
	d.BackMatter = h.standards(used, sets)
	return write(w, componentFile{d})
}

func (h Head) product(p supply.OfferedProduct, claims []supply.OfferedClaim, sets func(catalog.SetID) *catalog.Set) component {
	x := component{
		UUID: h.id("product", p.Key), Type: "hardware", Title: orElse(p.Name, orElse(p.Model, "Product "+p.Key)),
		Description: orElse(p.Description, orElse(line(p.Vendor+" "+p.Model+" "+p.Release), "Product "+p.Key)), Remarks: p.EvidenceNotes,
	}
	if len(p.Types) == 1 && p.Types[0] == catalog.SoftwareApplication {
		x.Type = "software"
	}
	x.Props.add("product-key", p.Key)
	x.Props.add("vendor", p.Vendor)
	x.Props.add("model", p.Model)
	x.Props.add("release", p.Release)
	for _, n := range p.OrderNumbers {
		x.Props.add("order-number", n)
	}
	for _, n := range p.Aliases {
		x.Props.add("other-name", n)
	}
	for _, t := range p.Types {
		x.Props.add("component-type", string(t))
	}
	if p.Aim > 0 {
		x.Props.add("aim", strconv.Itoa(p.Aim))
	}
	x.Props.add("support-from", string(p.SupportFrom))
	x.Props.add("support-ends", string(p.SupportEnds))
	x.Props.add("security-updates-end", string(p.SecurityEnds))
	x.Props.add("replaced-by", p.ReplacedBy)
	x.Props.add("bill-of-materials", p.SBOM)
	if p.Capable != nil {
		for _, fr := range sl.FRs {
			x.Props.add("sl-c-"+Token(catalog.RequirementID(fr.ID())), strconv.Itoa(int(p.Capable[fr])))
		}
	}
	x.Implementations = h.implementations("product "+p.Key, claims, sets)
	return x
}

// implementations gathers claims by requirement set, in the order of the set.
func (h Head) implementations(about string, claims []supply.OfferedClaim, sets func(catalog.SetID) *catalog.Set) []implementation {
	var list []implementation
	for _, c := range claims {
		i := slices.IndexFunc(list, func(x implementation) bool { return x.Props.get("requirement-set") == string(c.Set) })
		if i < 0 {
			x := implementation{
				UUID: h.id("implementation", about, string(c.Set)), Source: "#" + h.id("standard", string(c.Set)),
				Description: "What is claimed against " + standard(c.Set, sets) + ".",
			}
			x.Props.add("requirement-set", string(c.Set))
			list = append(list, x)
			i = len(list) - 1
		}
		list[i].Requirements = append(list[i].Requirements, h.implemented(about, c))
	}
	return list
}

// statusOf is a state in the words of OSCAL.
func statusOf(s assess.State) string {
	switch s {
	case assess.Met:
		return "implemented"
	case assess.Partly:
		return "partial"
	case assess.Compensated, assess.NotApplied:
		return "alternative"
	case assess.NotApplicable:
		return "not-applicable"
	}
	return "planned"
}

func (h Head) implemented(about string, c supply.OfferedClaim) implemented {
	x := implemented{
		UUID: h.id("claim", about, string(c.Set), string(c.Requirement)), ControlID: Token(c.Requirement),
		Description: orElse(c.Reason, plainAnswer(c.State)), Remarks: c.Note,
	}
	x.Props.add("requirement", string(c.Requirement))
	x.Props.add("answer", string(c.State))
	x.Props.add("implementation-status", statusOf(c.State))
	x.Props.add("stands-in", c.Compensating)
	x.Props.add("expires", string(c.Expires))
	x.Props.add("approver", c.Approver)
	x.Props.add("essential-function", c.Function)
	if c.Maturity > 0 {
		x.Props.add("maturity", strconv.Itoa(c.Maturity))
	}
	if c.MaturityTarget > 0 {
		x.Props.add("maturity-target", strconv.Itoa(c.MaturityTarget))
	}
	for _, e := range c.Evidence {
		x.Props.add("evidence", e)
	}
	x.Props.add("assessor", c.Assessor)
	x.Props.add("assessed-on", string(c.AssessedOn))
	return x
}

// plainAnswer stands where a claim has no reason, for OSCAL wants words.
func plainAnswer(s assess.State) string { return "The answer is: " + s.Word() + "." }

func standard(id catalog.SetID, sets func(catalog.SetID) *catalog.Set) string {
	if s := sets(id); s != nil {
		return s.Standard
	}
	return string(id)
}

// standards cites each requirement set once, so that sources can refer to it.
func (h Head) standards(used map[catalog.SetID]bool, sets func(catalog.SetID) *catalog.Set) *backMatter {
	var ids []catalog.SetID
	for id := range used {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	if len(ids) == 0 {
		return nil
	}
	b := &backMatter{}
	for _, id := range ids {
		name := standard(id, sets)
		b.Resources = append(b.Resources, resource{UUID: h.id("standard", string(id)), Title: name, Citation: &citation{Text: name}})
	}
	return b
}
