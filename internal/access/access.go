// Package access decides who may do what: principals, roles, and one policy
// table. Check is the only place where a right is decided.
package access

import (
	"ringwall/internal/plant"
)

// UserID identifies a user.
type UserID string

// Role is a bundle of permissions, granted for the whole organisation or for one site.
type Role string

// The roles.
const (
	Administrator   Role = "administrator"    // accounts and settings, and all of the plant
	SecurityManager Role = "security-manager" // all of the plant, targets, reports
	Engineer        Role = "engineer"         // inventory, zones, conduits, imports
	Assessor        Role = "assessor"         // verdicts and evidence
	Auditor         Role = "auditor"          // reads all, writes findings only
	Integrator      Role = "integrator"       // the zones named in the grant, no more
	Supplier        Role = "supplier"         // the assets of the vendor named in the grant, no more
	Viewer          Role = "viewer"           // reads the plant
	Approver        Role = "approver"         // plant manager, executive: reads all, signs what is decided about risk
)

// Roles lists the roles in the order of menus.
var Roles = []Role{Administrator, SecurityManager, Engineer, Assessor, Auditor, Approver, Integrator, Supplier, Viewer}

// Grant gives a role for the whole organisation (Site "") or for one site.
type Grant struct {
	Role Role         `json:"role"`
	Site plant.SiteID `json:"site,omitempty"`
	// Zones is the integrator's part: the zones the grant covers.
	Zones []plant.ZoneID `json:"zones,omitempty"`
	// Vendor is the supplier's part: assets of this vendor, compared without case.
	Vendor string `json:"vendor,omitempty"`
}

// User is a person with an account. The password is kept apart.
type User struct {
	ID       UserID  `json:"id"`
	Email    string  `json:"email"` // the key: lower case, unique on the whole instance
	Name     string  `json:"name"`
	Grants   []Grant `json:"grants"`
	Disabled bool    `json:"disabled,omitempty"`
	Language string  `json:"language,omitempty"`
	plant.Meta
}

// TokenScope limits what an API token may do below what its owner may.
type TokenScope string

// The scopes of a token.
const (
	ScopeRead  TokenScope = "read"
	ScopeWrite TokenScope = "write"
)

// Token is an API token without its secret.
type Token struct {
	ID      string       `json:"id"`
	User    UserID       `json:"user"`
	Name    string       `json:"name"`
	Scope   TokenScope   `json:"scope"`
	Site    plant.SiteID `json:"site,omitempty"` // limits the token to one site
	Expires plant.Date   `json:"expires"`
	plant.Meta
}

// Principal is who stands behind a request. Rights are read anew for each
// request; a session or token holds none.
type Principal struct {
	User    UserID
	Name    string
	Email   string
	Org     plant.OrgID
	Grants  []Grant
	Session string // id of the session or token
	Token   *Token // set when the request came with an API token
	System  bool   // the command line on the machine itself; may do all within Org
}
