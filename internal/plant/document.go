package plant

// DocumentFormat names the format and its version in the first line of a site document.
const DocumentFormat = "ringwall-site/1"

// Document is a site as people exchange it, in YAML or JSON: the same records
// as [Site], but referring to each other by key, without ids and versions, and
// with the answers to requirements beside them.
type Document struct {
	Format   string       `json:"format"`
	Site     DocSite      `json:"site"`
	Zones    []DocZone    `json:"zones,omitempty"`
	Conduits []DocConduit `json:"conduits,omitempty"`
	Assets   []DocAsset   `json:"assets,omitempty"`
	Answers  []Answer     `json:"answers,omitempty"`
}

// DocSite is the site's own record in a document.
type DocSite struct {
	Key         string `json:"key"`
	Name        string `json:"name"`
	Sector      string `json:"sector,omitempty"`
	Location    string `json:"location,omitempty"`
	Owner       string `json:"owner,omitempty"`
	Description string `json:"description,omitempty"`
}

// DocZone is a [Zone] whose parent is named by key.
type DocZone struct {
	Key              string   `json:"key"`
	Name             string   `json:"name"`
	Kind             ZoneKind `json:"kind"`
	Parent           string   `json:"parent,omitempty"`
	Purdue           string   `json:"purdue,omitempty"`
	Safety           bool     `json:"safety,omitempty"`
	Wireless         bool     `json:"wireless,omitempty"`
	Transient        bool     `json:"transient,omitempty"`
	External         bool     `json:"external,omitempty"`
	LogicalBoundary  string   `json:"logicalBoundary,omitempty"`
	PhysicalBoundary string   `json:"physicalBoundary,omitempty"`
	Owner            string   `json:"owner,omitempty"`
	Description      string   `json:"description,omitempty"`
	Assumptions      []string `json:"assumptions,omitempty"`
	Target           *Target  `json:"target,omitempty"`
	Place            *Place   `json:"place,omitempty"`
}

// DocConduit is a [Conduit] whose ends and devices are named by key.
type DocConduit struct {
	Key         string     `json:"key"`
	Name        string     `json:"name"`
	From        string     `json:"from"`
	To          string     `json:"to"`
	Flows       []FlowRule `json:"flows,omitempty"`
	Controls    []string   `json:"controls,omitempty"`
	Devices     []string   `json:"devices,omitempty"` // keys of assets
	Medium      string     `json:"medium,omitempty"`
	Wireless    bool       `json:"wireless,omitempty"`
	External    bool       `json:"external,omitempty"`
	Owner       string     `json:"owner,omitempty"`
	Description string     `json:"description,omitempty"`
	Assumptions []string   `json:"assumptions,omitempty"`
	Target      *Target    `json:"target,omitempty"`
}

// DocAsset is an [Asset] whose zone is named by key.
type DocAsset struct {
	Key         string            `json:"key"`
	Name        string            `json:"name,omitempty"`
	Type        AssetType         `json:"type"`
	Role        AssetRole         `json:"role,omitempty"`
	Zone        string            `json:"zone,omitempty"`
	Vendor      string            `json:"vendor,omitempty"`
	Model       string            `json:"model,omitempty"`
	OrderNumber string            `json:"orderNumber,omitempty"`
	Firmware    string            `json:"firmware,omitempty"`
	Serial      string            `json:"serial,omitempty"`
	Addresses   []Address         `json:"addresses,omitempty"`
	Modules     []Module          `json:"modules,omitempty"`
	Criticality int               `json:"criticality,omitempty"`
	Owner       string            `json:"owner,omitempty"`
	Location    string            `json:"location,omitempty"`
	Installed   Date              `json:"installed,omitempty"`
	SupportEnds Date              `json:"supportEnds,omitempty"`
	Retired     Date              `json:"retired,omitempty"`
	Safety      *SafetyFunction   `json:"safety,omitempty"`
	Tags        []string          `json:"tags,omitempty"`
	Description string            `json:"description,omitempty"`
	Sources     map[string]Source `json:"sources,omitempty"`
}

// Answer is the verdict on one requirement for one subject, as plain data.
type Answer struct {
	// Subject is "zone Z-01", "conduit C-01", "asset PLC-101" or "site"; see [ParseAnswered].
	Subject string `json:"subject"`
	// Set is the requirement set; "" is the system security requirements of IEC 62443-3-3.
	Set         string `json:"set,omitempty"`
	Requirement string `json:"requirement"` // "SR 1.1", "SR 1.1 RE 1"
	State       string `json:"state"`       // one of [AnswerStates]
	Reason      string `json:"reason,omitempty"`
	Approver    string `json:"approver,omitempty"`
	// Compensating and Expires belong to the states "compensated" and "not-applied".
	Compensating string `json:"compensating,omitempty"`
	Expires      Date   `json:"expires,omitempty"`
	// From is the subject whose answer is inherited; it may be a company.
	From string `json:"from,omitempty"`
	// Function is the essential function that "not-applied" spares.
	Function string `json:"function,omitempty"`
	// Maturity is shown, MaturityTarget aimed at: 1 to 4, 0 for none.
	Maturity       int      `json:"maturity,omitempty"`
	MaturityTarget int      `json:"maturityTarget,omitempty"`
	Evidence       []string `json:"evidence,omitempty"`
	Assessor       string   `json:"assessor,omitempty"`
	AssessedOn     Date     `json:"assessedOn,omitempty"`
	Note           string   `json:"note,omitempty"`
}

// AnswerStates are the states that an answer may have.
var AnswerStates = []string{"met", "partly", "not-met", "not-applicable", "compensated", "inherited", "by-components", "not-applied"}
