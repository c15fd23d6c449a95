package catalog

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ringwall/internal/sl"
)

// The budget of names and ids. The longest title of the series has fewer than
// 100 bytes.
const (
	maxNameBytes = 300
	maxIDBytes   = 60
)

// idForm is how a part prints its ids. In the form, base is the requirement
// that an id is or enhances, re is not empty for an enhancement, and fr is the
// number of the foundational requirement.
type idForm struct {
	form  *regexp.Regexp
	words string
}

var idForms = map[SetKind]idForm{
	OfSystem: {regexp.MustCompile(`^(?P<base>SR (?P<fr>[1-7])\.[1-9][0-9]?)(?P<re> RE [1-9])?$`), `"SR 1.1" or "SR 1.1 RE 1"`},
	OfComponent: {regexp.MustCompile(`^(?P<base>(?:CR|SAR|EDR|HDR|NDR) (?P<fr>[1-7])\.[1-9][0-9]?)(?P<re> RE [1-9])?$|^CCSC [1-9]$`),
		`"CR 1.1", "EDR 2.4 RE 1" or "CCSC 1"`},
	OfDevelopment: {regexp.MustCompile(`^[A-Z]{2,3}-[1-9][0-9]?$`), `"SM-1"`},
	OfProvider:    {regexp.MustCompile(`^(?P<base>SP\.[0-9]{2}\.[0-9]{2}) (?:BR|(?P<re>RE\([1-9]\)))$`), `"SP.01.01 BR" or "SP.01.01 RE(1)"`},
	OfProgram:     {regexp.MustCompile(`^[1-9][0-9]?(\.[1-9][0-9]?){2,4}$|^[A-Z]{2,5} [1-9]\.[1-9][0-9]?$`), `"4.2.3.4" or "ORG 1.1"`},
	OfProcedure:   {regexp.MustCompile(`^ZCR [1-9]\.[1-9][0-9]?$`), `"ZCR 1.1"`},
}

// typeOf is the component type that the first word of a type-specific id names.
var typeOf = map[string]ComponentType{
	"SAR": SoftwareApplication, "EDR": EmbeddedDevice, "HDR": HostDevice, "NDR": NetworkDevice,
}

func (c *checker) requirement(e packEntry) Requirement {
	r := Requirement{
		ID: e.ID, FR: sl.None, Group: e.Group, Parent: e.Parent, Title: strings.TrimSpace(e.Title),
		Types: e.Types, Heading: e.Heading, Derives: e.Derives, Confidence: e.Confidence,
	}
	c.id(&r, e)
	if r.Title == "" || len(r.Title) > maxNameBytes {
		c.fault("no title, or one longer than %d bytes", maxNameBytes)
	}
	c.level(&r, e)
	c.component(&r)
	c.place(r)
	r.Summary = c.text("summary", e.Summary)
	r.Question = c.text("question", e.Question)
	r.Evidence = c.text("evidence", e.Evidence)
	if r.Question != "" && c.series() && !strings.HasSuffix(r.Question, "?") {
		c.fault("the question does not end with a question mark")
	}
	if e.Confidence != "" && !slices.Contains([]Confidence{High, Medium, Low}, e.Confidence) {
		c.fault("confidence is %q, it is high, medium or low", short(string(e.Confidence)))
	}
	for _, d := range e.Doubts {
		name, known := c.sources[d.Source]
		if !known {
			c.fault("a doubt names the source %q, which the pack does not list", d.Source)
		}
		if d.About == "" || d.Says == "" {
			c.fault("a doubt does not say what it is about, or what the source says")
		}
		r.Doubts = append(r.Doubts, Doubt{About: d.About, Source: name, Says: d.Says, Note: d.Note})
	}
	return r
}

// id checks the form of the id, and what follows from it: the foundational
// requirement and the parent of an enhancement.
func (c *checker) id(r *Requirement, e packEntry) {
	id := string(e.ID)
	if !c.series() || c.set.Kind == OfFramework {
		if id == "" || len(id) > maxIDBytes || strings.TrimSpace(id) != id || strings.ContainsFunc(id, func(r rune) bool { return r < ' ' }) {
			c.fault("an id has 1 to %d bytes, in one line and with no space at either end", maxIDBytes)
		}
		if e.FR != "" {
			c.fault("fr is %q, but the set has no foundational requirements", short(e.FR))
		}
		return
	}
	form, known := idForms[c.set.Kind]
	if !known {
		return // the head has been refused
	}
	m := form.form.FindStringSubmatch(id)
	if m == nil {
		c.fault(`an id is written %s`, form.words)
		return
	}
	part := func(name string) string {
		if i := form.form.SubexpIndex(name); i >= 0 {
			return m[i]
		}
		return ""
	}
	if n, err := strconv.Atoi(part("fr")); err == nil {
		r.FR = sl.FR(n - 1)
		if e.FR != r.FR.ID() {
			c.fault("fr is %q, the id belongs to %s", e.FR, r.FR.ID())
		}
	} else if e.FR != "" {
		c.fault("fr is %q, but the id belongs to no foundational requirement", e.FR)
	}
	base := part("base")
	if c.set.Kind == OfProvider {
		base += " BR"
	}
	if enhances := part("re") != ""; enhances && string(e.Parent) != base {
		c.fault("parent is %q, the id enhances %s", e.Parent, base)
	} else if !enhances && e.Parent != "" {
		c.fault("parent is %q, but the id is no enhancement", e.Parent)
	}
}

// level checks from which security level the requirement is asked.
func (c *checker) level(r *Requirement, e packEntry) {
	switch asked := c.levelled() && !strings.HasPrefix(string(r.ID), "CCSC "); {
	case asked && e.From == nil:
		c.fault("no slFrom, a requirement is asked from SL 1, 2, 3 or 4")
	case !asked && e.From != nil:
		c.fault("slFrom is given, but the requirement is not asked by security level")
	case e.From != nil && (*e.From < 1 || !sl.Level(*e.From).Valid()):
		c.fault("slFrom is %d, a requirement is asked from SL 1, 2, 3 or 4", *e.From)
	case e.From != nil:
		r.From = sl.Level(*e.From)
	}
}

// component checks what only the requirements for components have. The first
// word of a type-specific id says the type.
func (c *checker) component(r *Requirement) {
	if c.set.Kind != OfComponent {
		if len(r.Types) > 0 || r.Heading != "" || len(r.Derives) > 0 {
			c.fault("types, heading and derives belong to a set of the kind component")
		}
		return
	}
	for i, t := range r.Types {
		if !slices.Contains(ComponentTypes, t) {
			c.fault("type %q is not one of %s", short(string(t)), words(ComponentTypes))
		} else if slices.Contains(r.Types[:i], t) {
			c.fault("type %s stands twice", t)
		}
	}
	prefix, number, _ := strings.Cut(string(r.ID), " ")
	if t, specific := typeOf[prefix]; specific {
		if len(r.Types) == 0 {
			r.Types = []ComponentType{t}
		} else if len(r.Types) != 1 || r.Types[0] != t {
			c.fault("an %s is for the type %s alone", prefix, t)
		}
		if base, _, _ := strings.Cut(number, " RE "); r.Heading != RequirementID("CR "+base) && (r.Heading != "" || r.Parent == "") {
			c.fault("heading is %q, the id stands under CR %s", r.Heading, base)
		}
	} else if r.Heading != "" {
		c.fault("heading is %q, but only requirements for one component type stand under one", r.Heading)
	}
	for _, id := range r.Derives {
		if !idForms[OfSystem].form.MatchString(string(id)) {
			c.fault("derives names %q, an id is written %s", short(string(id)), idForms[OfSystem].words)
		}
	}
}

// place checks the heading that the requirement stands under.
func (c *checker) place(r Requirement) {
	switch {
	case r.Group != "" && !c.groups[r.Group]:
		c.fault("group %q is not in the pack", r.Group)
	case r.Group == "" && c.series() && !c.levelled():
		c.fault("no group, name the heading that it stands under")
	}
}

// parent checks an enhancement against the requirement that it enhances, which
// stands before it. It cannot be asked for at a lower level than that one.
func (c *checker) parent(s *Set, r Requirement) {
	p, ok := s.Find(r.Parent)
	switch {
	case !ok:
		c.fault("parent %q does not stand before it", r.Parent)
	case p.Enhancement():
		c.fault("parent %q is an enhancement itself", r.Parent)
	case r.From < p.From:
		c.fault("asked from SL %d, before %s at SL %d", r.From, p.ID, p.From)
	}
}
