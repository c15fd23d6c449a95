package proof

import "strings"

// Viewer is who wants to see an evidence, in the rights that matter for it.
type Viewer struct {
	Email string
	// Trusted is an administrator or a security manager.
	Trusted bool
	// Staff is anybody with a role beyond viewer, integrator and supplier.
	Staff bool
}

// SeenBy says whether the grade of the evidence lets somebody see it, its files
// and that it is there at all. Who collected it is told by e-mail, which only an
// administrator gives out; a name is whatever its owner writes.
func (e Evidence) SeenBy(v Viewer) bool {
	switch e.Confidentiality {
	case "", "public", "internal":
		return true
	case "confidential":
		return v.Trusted || v.Staff || e.collectedBy(v)
	}
	return v.Trusted || e.collectedBy(v)
}

func (e Evidence) collectedBy(v Viewer) bool {
	return v.Email != "" && (strings.EqualFold(e.AddedBy, v.Email) || strings.EqualFold(strings.TrimSpace(e.CollectedBy), v.Email))
}
