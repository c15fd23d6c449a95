// Package plant is the plant as the asset owner declares it: organisations,
// sites, zones, conduits with their flow rules, and assets with their modules.
//
// A site is a value: [Site] holds everything declared about it, and whatever is
// worth knowing of it is a pure function of that value. Records refer to each
// other by id, which never changes; people and documents use the key (PLC-101,
// Z-02), which is unique within its site and may be renamed.
package plant

import "ringwall/internal/sl"

// Ids are time-ordered and opaque; the store gives them out.
type (
	OrgID     string
	SiteID    string
	ZoneID    string
	ConduitID string
	AssetID   string
)

// Meta is what every stored record carries. Version counts the changes of the
// record from 1 and guards against lost updates; a record that was never
// stored has version 0.
type Meta struct {
	Version int `json:"version" document:"-"`
}

// Organisation owns sites, or serves those who do (IEC 62443-1-1: asset owner,
// integration or maintenance service provider, product supplier).
type Organisation struct {
	ID      OrgID   `json:"id"`
	Key     string  `json:"key"`
	Name    string  `json:"name"`
	Parties []Party `json:"parties,omitempty"`
	Meta
}

// Party is a role of the series that an organisation plays; it may play several.
type Party string

// The three parties of the series.
const (
	AssetOwner      Party = "asset-owner"
	ServiceProvider Party = "service-provider"
	ProductSupplier Party = "product-supplier"
)

// SiteRecord is the site's own record; [Site] is the site with all that is in it.
type SiteRecord struct {
	ID          SiteID `json:"id"`
	Org         OrgID  `json:"-"`
	Key         string `json:"key"`
	Name        string `json:"name"`
	Sector      string `json:"sector,omitempty"`
	Location    string `json:"location,omitempty"`
	Description string `json:"description,omitempty"`
	Owner       string `json:"owner,omitempty"`
	Meta
}

// Site is the declared plant as one value.
type Site struct {
	SiteRecord
	Zones    []Zone
	Conduits []Conduit
	Assets   []Asset
}

// Zone is a grouping of assets with common security requirements (IEC
// 62443-3-2, ZCR 3). The Purdue level is an attribute, never the zone's key.
type Zone struct {
	ID       ZoneID   `json:"id"`
	Site     SiteID   `json:"-"`
	Key      string   `json:"key"`
	Name     string   `json:"name"`
	Kind     ZoneKind `json:"kind"`
	Parent   ZoneID   `json:"parent,omitempty"`
	Purdue   string   `json:"purdue,omitempty"` // "0" to "5", "3.5" for a DMZ
	Safety   bool     `json:"safety,omitempty"`
	Wireless bool     `json:"wireless,omitempty"`
	// Transient marks a zone for devices that come and go: laptops, media (ZCR 3.4).
	Transient bool `json:"transient,omitempty"`
	// External marks a zone outside the owner's control: internet, vendor, cloud.
	External         bool     `json:"external,omitempty"`
	LogicalBoundary  string   `json:"logicalBoundary,omitempty"`
	PhysicalBoundary string   `json:"physicalBoundary,omitempty"`
	Owner            string   `json:"owner,omitempty"`
	Description      string   `json:"description,omitempty"`
	Assumptions      []string `json:"assumptions,omitempty"`
	Target           *Target  `json:"target,omitempty"`
	// Place is where the drawing shows the zone; nil until it was laid out.
	Place *Place `json:"place,omitempty"`
	Meta
}

// ZoneKind says what a zone is for.
type ZoneKind string

// The kinds of zone.
const (
	ZoneControl     ZoneKind = "control"     // basic and process control
	ZoneSafety      ZoneKind = "safety"      // safety instrumented systems
	ZoneSupervisory ZoneKind = "supervisory" // SCADA, HMI, historian
	ZoneOperations  ZoneKind = "operations"  // site operations, MES, engineering
	ZoneDMZ         ZoneKind = "dmz"
	ZoneEnterprise  ZoneKind = "enterprise"
	ZoneRemote      ZoneKind = "remote" // remote access, vendor, cloud
	ZoneOther       ZoneKind = "other"
)

// ZoneKinds lists the kinds in the order of menus.
var ZoneKinds = []ZoneKind{ZoneControl, ZoneSafety, ZoneSupervisory, ZoneOperations, ZoneDMZ, ZoneEnterprise, ZoneRemote, ZoneOther}

// Target is a decided SL-T: never a silent number, always with the method it
// came by and the person who approved it (IEC 62443-3-2, ZCR 5.6).
type Target struct {
	Vector     sl.Vector `json:"vector"`
	Method     string    `json:"method,omitempty"`
	Rationale  string    `json:"rationale,omitempty"`
	Approver   string    `json:"approver,omitempty"`
	ApprovedOn Date      `json:"approvedOn,omitempty"`
}

// Place is a rectangle on the drawing, in its own units, from the top left.
type Place struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
	W float64 `json:"w"`
	H float64 `json:"h"`
}

// Conduit is the grouping of communication channels between two zones (IEC
// 62443-3-2, ZCR 3). What its flow rules do not permit is not declared.
type Conduit struct {
	ID       ConduitID  `json:"id" document:"-"`
	Site     SiteID     `json:"-"`
	Key      string     `json:"key"`
	Name     string     `json:"name"`
	From     ZoneID     `json:"from"`
	To       ZoneID     `json:"to"`
	Flows    []FlowRule `json:"flows,omitempty"`
	Controls []string   `json:"controls,omitempty"`
	// Devices are the assets that form the conduit: firewalls, diodes, gateways.
	Devices     []AssetID `json:"devices,omitempty"`
	Medium      string    `json:"medium,omitempty"`
	Wireless    bool      `json:"wireless,omitempty"`
	External    bool      `json:"external,omitempty"`
	Owner       string    `json:"owner,omitempty"`
	Description string    `json:"description,omitempty"`
	Assumptions []string  `json:"assumptions,omitempty"`
	Target      *Target   `json:"target,omitempty"`
	Meta
}

// Refs visits the references of a conduit that no column of its own holds fast:
// its devices. What the visitor writes to id is what the conduit refers to from
// then on.
func (c *Conduit) Refs(visit func(kind string, id *string)) {
	for i := range c.Devices {
		id := string(c.Devices[i])
		visit("asset", &id)
		if id != string(c.Devices[i]) { // who only reads must not write: records are shared
			c.Devices[i] = AssetID(id)
		}
	}
}

// FlowRule permits one kind of traffic on a conduit.
type FlowRule struct {
	// Direction is who opens the exchange: the conduit's From end ("forward"),
	// its To end ("backward"), or either ("both").
	Direction Direction `json:"direction"`
	// Protocol is the name of the application protocol, or "tcp", "udp", "any".
	Protocol string `json:"protocol"`
	// Ports is the server's port or range: "502", "5000-5010", "80,443"; empty is any.
	Ports string `json:"ports,omitempty"`
	// Function limits what the protocol may do; empty is any.
	Function Function `json:"function,omitempty"`
	Note     string   `json:"note,omitempty"`
}

// Direction of a flow rule, seen from the conduit's From end.
type Direction string

// The directions.
const (
	Forward  Direction = "forward"
	Backward Direction = "backward"
	Both     Direction = "both"
)

// Function is the class of what an exchange does to the device that serves it.
type Function string

// The function classes.
const (
	FunctionAny      Function = "any"
	FunctionRead     Function = "read"
	FunctionWrite    Function = "write"
	FunctionProgram  Function = "program"
	FunctionDiscover Function = "discover"
)

// Asset is one device, host or application of the plant, with its modules.
type Asset struct {
	ID          AssetID   `json:"id"`
	Site        SiteID    `json:"-"`
	Key         string    `json:"key"`
	Name        string    `json:"name,omitempty"`
	Type        AssetType `json:"type"`
	Role        AssetRole `json:"role,omitempty"`
	Zone        ZoneID    `json:"zone,omitempty"`
	Vendor      string    `json:"vendor,omitempty"`
	Model       string    `json:"model,omitempty"`
	OrderNumber string    `json:"orderNumber,omitempty"`
	Firmware    string    `json:"firmware,omitempty"`
	Serial      string    `json:"serial,omitempty"`
	Addresses   []Address `json:"addresses,omitempty"`
	Modules     []Module  `json:"modules,omitempty"`
	// Criticality is how bad the loss of the asset is for people, environment
	// and production, from 1 (negligible) to 5 (catastrophic); 0 is not rated.
	Criticality int             `json:"criticality,omitempty"`
	Owner       string          `json:"owner,omitempty"`
	Location    string          `json:"location,omitempty"`
	Installed   Date            `json:"installed,omitempty"`
	SupportEnds Date            `json:"supportEnds,omitempty"`
	Retired     Date            `json:"retired,omitempty"`
	Safety      *SafetyFunction `json:"safety,omitempty"`
	Tags        []string        `json:"tags,omitempty"`
	Description string          `json:"description,omitempty"`
	// Sources tells where an attribute's value comes from, by the attribute's
	// JSON name. An attribute without an entry was typed.
	Sources map[string]Source `json:"sources,omitempty"`
	Meta
}

// AssetType is the component type of IEC 62443-4-2.
type AssetType string

// The component types (IEC 62443-4-2, clause 4).
const (
	EmbeddedDevice AssetType = "embedded-device"
	HostDevice     AssetType = "host-device"
	NetworkDevice  AssetType = "network-device"
	Application    AssetType = "software-application"
)

// AssetTypes lists the component types in the order of menus.
var AssetTypes = []AssetType{EmbeddedDevice, HostDevice, NetworkDevice, Application}

// AssetRole is what an asset does in the plant.
type AssetRole string

// AssetRoles lists the known roles in the order of menus.
var AssetRoles = []AssetRole{
	"plc", "safety-controller", "rtu", "remote-io", "drive", "robot", "instrument", "ied",
	"hmi", "engineering-station", "operator-station", "scada-server", "historian", "mes", "batch-server",
	"domain-controller", "file-server", "backup-server", "patch-server", "virtual-host", "database", "application",
	"switch", "router", "firewall", "data-diode", "access-point", "gateway", "remote-access", "jump-host",
	"time-server", "camera", "printer", "laptop", "other",
}

// Address is one network address of an asset. At least one field is set.
type Address struct {
	Interface string `json:"interface,omitempty"`
	MAC       string `json:"mac,omitempty"` // lower case, colons
	IP        string `json:"ip,omitempty"`
	VLAN      int    `json:"vlan,omitempty"`
	Host      string `json:"host,omitempty"` // host name
}

// Module is a part of an asset with an identity of its own, such as a card in a slot.
type Module struct {
	Slot        string `json:"slot,omitempty"`
	Name        string `json:"name,omitempty"`
	Vendor      string `json:"vendor,omitempty"`
	Model       string `json:"model,omitempty"`
	OrderNumber string `json:"orderNumber,omitempty"`
	Firmware    string `json:"firmware,omitempty"`
	Serial      string `json:"serial,omitempty"`
}

// SafetyFunction is the safety duty of an asset (IEC 61508, IEC 61511: SIL; ISO 13849: PL).
type SafetyFunction struct {
	Standard string `json:"standard,omitempty"`
	SIL      int    `json:"sil,omitempty"` // 1 to 4
	PL       string `json:"pl,omitempty"`  // a to e
	Function string `json:"function,omitempty"`
}

// Source is where a value comes from and how far it can be trusted.
type Source struct {
	From       Origin     `json:"from"`
	Ref        string     `json:"ref,omitempty"` // "assets.xlsx, sheet Line 1, row 12", "line1.pcap, frame 81"
	Confidence Confidence `json:"confidence,omitempty"`
}

// Origin is the way a value came in.
type Origin string

// The origins.
const (
	Typed    Origin = "typed"
	Imported Origin = "imported"
	Observed Origin = "observed"
)

// Confidence grades a value that nobody typed.
type Confidence string

// The grades of confidence.
const (
	Confirmed Confidence = "confirmed"
	Likely    Confidence = "likely"
	Guess     Confidence = "guess"
)
