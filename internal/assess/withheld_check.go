package assess

import (
	"strings"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// highestMaturity is the top of the maturity scale of the series.
const highestMaturity = 4

// SubjectsOf lists what the requirements of a kind of set are answered for.
func SubjectsOf(kind catalog.SetKind) []SubjectKind {
	switch kind {
	case catalog.OfSystem:
		return []SubjectKind{OfZone, OfConduit, OfSite}
	case catalog.OfComponent:
		return []SubjectKind{OfProduct, OfAsset}
	case catalog.OfDevelopment:
		return []SubjectKind{OfCompany, OfProduct}
	}
	return []SubjectKind{OfSite, OfCompany}
}

// sourcesOf lists what an answer to a kind of set can be inherited from.
func sourcesOf(kind catalog.SetKind) []SubjectKind {
	switch kind {
	case catalog.OfComponent:
		return nil
	case catalog.OfDevelopment:
		return []SubjectKind{OfCompany}
	}
	return SubjectsOf(kind)
}

// byComponents holds "by components" to where there are any.
func (c *verdictCheck) byComponents(set *catalog.Set) {
	if set.Kind != catalog.OfSystem || c.v.Subject.Kind == OfSite {
		c.add("/state", "%q is an answer to a system requirement of a zone or a conduit: %s of %s has no components to ask.",
			ByComponents, c.v.Requirement, c.v.Subject.Kind.Word())
	}
}

// withheld demands of "not applied" who decided on what ground, and what stands
// in: to leave a requirement out is a decision, and must not last for ever.
func (c *verdictCheck) withheld(set *catalog.Set, today plant.Date) {
	if !set.Levelled() {
		c.add("/state", "%q is for requirements with a security level; answer %s with not met or not applicable.", NotApplied, c.v.Requirement)
	}
	c.demand("/function", c.v.Function, "Name the essential function that applying %s would harm.")
	c.demand("/reason", c.v.Reason, "Give the reason why applying %s would harm it.")
	c.demand("/approver", c.v.Approver, "Name who agreed that %s is not applied.")
	c.demand("/compensating", c.v.Compensating, "Name the countermeasure that stands in for %s.")
	c.expiry(today)
}

// maturity checks the maturity shown and the one aimed at.
func (c *verdictCheck) maturity(set *catalog.Set) {
	for _, m := range []struct {
		pointer string
		level   int
	}{{"/maturity", c.v.Maturity}, {"/maturityTarget", c.v.MaturityTarget}} {
		name := strings.TrimPrefix(m.pointer, "/")
		switch {
		case m.level == 0:
		case len(set.Maturity) == 0:
			c.add(m.pointer, "%s is not rated by maturity: leave the %s out.", set.Standard, name)
		case m.level < 0 || m.level > highestMaturity:
			c.add(m.pointer, "The %s is %d, it is 1 to %d.", name, m.level, highestMaturity)
		}
	}
}
