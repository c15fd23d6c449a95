package access

import (
	"errors"
	"fmt"
	"slices"

	"ringwall/internal/plant"
)

// ErrDenied is the answer to doing what one may not, where one may look.
var ErrDenied = errors.New("access: not allowed")

// ErrByToken is an [ErrDenied] to a token whose owner may do it.
var ErrByToken = fmt.Errorf("%w to a token", ErrDenied)

// ErrHidden is the answer where one may not even look; to the caller it must
// be the same as if the thing did not exist.
var ErrHidden = errors.New("access: not known to this principal")

// policy is the one table of rights: who may do an action. Integrators and
// suppliers may do it within their part only, see [PartOf].
var policy = map[Action][]Role{
	OrgRead:        {Administrator, SecurityManager, Engineer, Assessor, Auditor, Approver, Integrator, Supplier, Viewer},
	OrgEdit:        {Administrator},
	UserManage:     {Administrator},
	TokenOwn:       {Administrator, SecurityManager, Engineer, Assessor, Auditor, Approver, Integrator, Supplier, Viewer},
	SiteRead:       {Administrator, SecurityManager, Engineer, Assessor, Auditor, Approver, Integrator, Supplier, Viewer},
	SiteAdd:        {Administrator, SecurityManager},
	SiteEdit:       {Administrator, SecurityManager},
	SiteDelete:     {Administrator, SecurityManager},
	PlantRead:      {Administrator, SecurityManager, Engineer, Assessor, Auditor, Approver, Integrator, Viewer},
	PlantEdit:      {Administrator, SecurityManager, Engineer},
	AssetRead:      {Administrator, SecurityManager, Engineer, Assessor, Auditor, Approver, Integrator, Supplier, Viewer},
	AssetEdit:      {Administrator, SecurityManager, Engineer, Integrator, Supplier},
	VerdictRead:    {Administrator, SecurityManager, Engineer, Assessor, Auditor, Approver, Integrator, Viewer},
	VerdictEdit:    {Administrator, SecurityManager, Assessor, Integrator},
	ImportRun:      {Administrator, SecurityManager, Engineer},
	HistoryRead:    {Administrator, SecurityManager, Engineer, Assessor, Auditor, Approver},
	HistoryRestore: {Administrator, SecurityManager, Engineer},
	ReportRead:     {Administrator, SecurityManager, Engineer, Assessor, Auditor, Approver, Viewer},
	LedgerRead:     {Administrator, SecurityManager, Engineer, Assessor, Auditor, Approver},
	FindingWrite:   {Administrator, SecurityManager, Auditor},
	RiskRead:       {Administrator, SecurityManager, Engineer, Assessor, Auditor, Approver, Viewer},
	RiskEdit:       {Administrator, SecurityManager, Engineer, Assessor},
	RiskSign:       {Administrator, SecurityManager, Approver},
	LibraryRead:    {Administrator, SecurityManager, Engineer, Assessor, Auditor, Approver, Integrator, Supplier, Viewer},
	LibraryEdit:    {Administrator, SecurityManager, Assessor, Supplier},
	EvidenceRead:   {Administrator, SecurityManager, Engineer, Assessor, Auditor, Approver, Viewer},
	EvidenceEdit:   {Administrator, SecurityManager, Engineer, Assessor},
	AssessmentSign: {Administrator, SecurityManager, Assessor, Approver},
	PackageRead:    {Administrator, SecurityManager, Engineer, Assessor, Auditor, Approver},
	PackageRun:     {Administrator, SecurityManager, Engineer},
	PackageSign:    {Administrator, SecurityManager, Approver},
}

// Check decides whether a principal may do an action: on a site, or on the
// organisation when site is "". It knows nothing of which sites exist; the
// store finds no site of another organisation.
func Check(who Principal, do Action, site plant.SiteID) error {
	switch {
	case allowed(who, do, site):
		return nil
	case site != "" && !allowed(who, SiteRead, site):
		return ErrHidden
	case who.Token != nil && allowed(who.person(), do, site):
		return ErrByToken
	default:
		return ErrDenied
	}
}

// person is the principal with the rights of the account alone.
func (p Principal) person() Principal {
	p.Token = nil
	return p
}

// Sites tells on which sites a principal may do an action: on all of the
// organisation, or on those named.
func Sites(who Principal, do Action) (all bool, sites []plant.SiteID) {
	if who.System {
		return true, nil
	}
	for _, g := range grants(who, do) {
		if g.Site == "" {
			all = true
		} else if !slices.Contains(sites, g.Site) {
			sites = append(sites, g.Site)
		}
	}
	if all {
		return true, nil
	}
	return false, sites
}

func allowed(who Principal, do Action, site plant.SiteID) bool {
	if who.System {
		return true
	}
	for _, g := range grants(who, do) {
		if g.Site == "" || do.anyGrant() && (site == "" || do.OfOrganisation()) {
			return true
		}
		if site != "" && g.Site == site && !do.OfOrganisation() {
			return true
		}
	}
	return false
}

// grants are those of a principal's grants that allow an action, as far as the
// principal's token lets them.
func grants(who Principal, do Action) []Grant {
	var some []Grant
	for _, g := range who.Grants {
		if !slices.Contains(policy[do], g.Role) {
			continue
		}
		if who.Token != nil {
			var ok bool
			if g, ok = who.Token.cut(g, do); !ok {
				continue
			}
		}
		some = append(some, g)
	}
	return some
}

// cut narrows a grant of the owner to what the token may use of it.
func (t *Token) cut(g Grant, do Action) (Grant, bool) {
	if do.ownHand() || t.Scope != ScopeWrite && !do.Reads() {
		return Grant{}, false
	}
	switch {
	case t.Site == "":
		return g, true
	case g.Site == "" || g.Site == t.Site:
		g.Site = t.Site
		return g, true
	}
	return Grant{}, false
}
