package spec

import (
	"ringwall/internal/catalog"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
)

// verificationOf is how a requirement is usually shown to be met, and why so.
func verificationOf(r catalog.Requirement) (risk.Verification, string) {
	id := r.ID
	if r.Parent != "" {
		id = r.Parent
	}
	if v, ok := verifiedOtherwise[id]; ok {
		return v.by, v.why
	}
	switch r.FR {
	case sl.RDF:
		return "design-review", "the division of the network is shown by its design"
	case sl.TRE:
		return "sat", "records and alarms are shown where they arrive"
	}
	return "fat", "a function of the delivered system, shown before it leaves the maker"
}

type method struct {
	by  risk.Verification
	why string
}

// verifiedOtherwise lists the requirements that are not shown as the others of
// their foundational requirement are.
var verifiedOtherwise = map[catalog.RequirementID]method{
	"SR 1.6":  {"sat", "radio is shown on site, where it is received"},
	"SR 1.8":  {"design-review", "certificates are a matter of design"},
	"SR 1.13": {"sat", "access from outside is shown with the site's own connection"},
	"SR 2.2":  {"sat", "radio is shown on site, where it is received"},
	"SR 2.3":  {"sat", "portable devices are shown with those of the site"},
	"SR 3.2":  {"sat", "protection against malware is shown with what the site runs"},
	"SR 4.2":  {"document-review", "how devices are wiped is a procedure"},
	"SR 4.3":  {"design-review", "cryptography is a matter of design"},
	"SR 5.2":  {"sat", "a boundary is shown to hold on site"},
	"SR 7.3":  {"commissioning", "a backup is shown by restoring what was commissioned"},
	"SR 7.4":  {"commissioning", "recovery is shown on the plant, before it produces"},
	"SR 7.5":  {"commissioning", "emergency power is shown on the plant, before it produces"},
	"SR 7.8":  {"document-review", "the inventory is a document"},
}
