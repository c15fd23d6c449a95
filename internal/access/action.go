package access

import "strings"

// Action is something a principal may be allowed to do.
type Action string

// The actions. What ends in ".read" changes nothing.
const (
	OrgRead        Action = "org.read"    // name of the organisation, its parties
	OrgEdit        Action = "org.edit"    // change them
	UserManage     Action = "user.manage" // accounts and grants
	TokenOwn       Action = "token.own"   // make and end one's own API tokens
	SiteRead       Action = "site.read"   // know that a site exists
	SiteAdd        Action = "site.add"
	SiteEdit       Action = "site.edit"
	SiteDelete     Action = "site.delete"
	PlantRead      Action = "plant.read" // zones, conduits, drawing
	PlantEdit      Action = "plant.edit" // zones, conduits, targets, drawing
	AssetRead      Action = "asset.read"
	AssetEdit      Action = "asset.edit"
	VerdictRead    Action = "verdict.read" // requirements, verdicts, levels
	VerdictEdit    Action = "verdict.edit"
	ImportRun      Action = "import.run"      // upload, map, apply, discard
	HistoryRead    Action = "history.read"    // entries, versions, differences
	HistoryRestore Action = "history.restore" // undo an entry, restore a version
	ReportRead     Action = "report.read"     // reports and exports
	LedgerRead     Action = "ledger.read"     // checkpoint and state of the ledger
	FindingWrite   Action = "finding.write"
	RiskRead       Action = "risk.read" // the register of the risk procedure and what follows from it
	RiskEdit       Action = "risk.edit" // its records
	RiskSign       Action = "risk.sign" // criteria, acceptances, target levels and the specification, by one's own hand
	// The library: what belongs to a site needs the right there, what belongs to
	// the whole organisation a right in all of it; to read that, one on any site is
	// enough.
	LibraryRead    Action = "library.read"    // companies, products, certificates, what they claim, what is added to the catalogue
	LibraryEdit    Action = "library.edit"    // the same
	EvidenceRead   Action = "evidence.read"   // proofs with their files, assessments
	EvidenceEdit   Action = "evidence.edit"   // the same
	AssessmentSign Action = "assessment.sign" // an assessment, by one's own hand
	PackageRead    Action = "package.read"    // what the parties hand to one another, replies, acceptance tests
	PackageRun     Action = "package.run"     // make, take in, reply, test
	PackageSign    Action = "package.sign"    // acceptance of a package, by one's own hand
)

// Actions lists the actions in the order of the policy table.
var Actions = []Action{
	OrgRead, OrgEdit, UserManage, TokenOwn,
	SiteRead, SiteAdd, SiteEdit, SiteDelete,
	PlantRead, PlantEdit, AssetRead, AssetEdit, VerdictRead, VerdictEdit,
	ImportRun, HistoryRead, HistoryRestore, ReportRead, LedgerRead, FindingWrite,
	RiskRead, RiskEdit, RiskSign,
	LibraryRead, LibraryEdit, EvidenceRead, EvidenceEdit, AssessmentSign, PackageRead, PackageRun, PackageSign,
}

// Reads says whether the action changes nothing.
func (a Action) Reads() bool { return strings.HasSuffix(string(a), ".read") }

// OfOrganisation says whether the action concerns the organisation and not one
// site; a grant for a single site does not reach it.
func (a Action) OfOrganisation() bool {
	switch a {
	case OrgRead, OrgEdit, UserManage, TokenOwn, SiteAdd, LedgerRead:
		return true
	}
	return false
}

// anyGrant says whether one grant, for whatever site, is enough for what belongs
// to the organisation: everybody reads its name and keeps tokens of their own,
// and what all sites share is there for each of them.
func (a Action) anyGrant() bool {
	switch a {
	case OrgRead, TokenOwn, LibraryRead, EvidenceRead, PackageRead:
		return true
	}
	return false
}

// ownHand says whether the action needs the person and no token will do: a
// token that made tokens or accounts would outlive its own end, and a signature
// is a person's.
func (a Action) ownHand() bool {
	switch a {
	case TokenOwn, UserManage, RiskSign, AssessmentSign, PackageSign:
		return true
	}
	return false
}
