package plant

import (
	"fmt"
	"math"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Limits of one record. They are far above what a plant needs and keep every
// page, report and export of it readable.
const (
	longestName  = 200    // names, owners, models and the like, in characters
	longestText  = 4_000  // descriptions, reasons, boundaries
	mostLines    = 100    // assumptions, controls, tags, evidence
	longestList  = 20_000 // bytes of a list of texts, to fit one spreadsheet cell
	mostFlows    = 500
	mostDevices  = 100
	mostAddress  = 128
	mostModules  = 512
	mostSources  = 64
	highestVLAN  = 4094
	furthestSpot = 1e6 // on the drawing
)

var keyForm = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N} ._/-]{0,63}$`)

// ValidKey says whether a text can be a key: up to 64 letters, digits, blanks
// and . _ / -, beginning with a letter or digit and not ending with a blank.
func ValidKey(s string) bool { return keyForm.MatchString(s) && !strings.HasSuffix(s, " ") }

// PurdueLevels lists the values of a zone's Purdue level.
var PurdueLevels = []string{"0", "1", "2", "3", "3.5", "4", "5"}

// Rules checks records against one site. Build it once to check many records.
type Rules struct {
	zones    map[ZoneID]Zone
	zoneKeys map[string]ZoneID // by folded key
	conduits map[string]ConduitID
	assets   map[string]AssetID
	assetIDs map[AssetID]bool // nil until asked for
}

// RulesOf reads the keys and ids of a site.
func RulesOf(s Site) *Rules {
	r := &Rules{
		zones:    make(map[ZoneID]Zone, len(s.Zones)),
		zoneKeys: make(map[string]ZoneID, len(s.Zones)),
		conduits: make(map[string]ConduitID, len(s.Conduits)),
		assets:   make(map[string]AssetID, len(s.Assets)),
	}
	for _, z := range s.Zones {
		r.zones[z.ID] = z
		r.zoneKeys[fold(z.Key)] = z.ID
	}
	for _, c := range s.Conduits {
		r.conduits[fold(c.Key)] = c.ID
	}
	for _, a := range s.Assets {
		r.assets[fold(a.Key)] = a.ID
	}
	return r
}

// CheckOrganisation tells which rules an organisation's own record breaks.
func CheckOrganisation(o Organisation) error {
	var p Problems
	p.key("/key", o.Key)
	p.name("/name", o.Name)
	for i, party := range o.Parties {
		oneOf(&p, fmt.Sprintf("/parties/%d", i), party, []Party{AssetOwner, ServiceProvider, ProductSupplier})
	}
	return p.err()
}

// CheckSiteRecord tells which rules a site's own record breaks; the error is [Problems].
func CheckSiteRecord(r SiteRecord) error {
	var p Problems
	p.key("/key", r.Key)
	p.name("/name", r.Name)
	p.short("/sector", r.Sector)
	p.short("/location", r.Location)
	p.short("/owner", r.Owner)
	p.text("/description", r.Description)
	return p.err()
}

// CheckZone tells which rules a zone breaks within its site, which may or may
// not hold an earlier version of it; the error is [Problems].
func CheckZone(s Site, z Zone) error { return RulesOf(s).Zone(z).err() }

// CheckConduit does for a conduit what [CheckZone] does for a zone.
func CheckConduit(s Site, c Conduit) error { return RulesOf(s).Conduit(c).err() }

// CheckAsset does for an asset what [CheckZone] does for a zone.
func CheckAsset(s Site, a Asset) error { return RulesOf(s).Asset(a).err() }

// Zone lists the rules that a zone breaks.
func (r *Rules) Zone(z Zone) Problems {
	var p Problems
	p.key("/key", z.Key)
	if id, taken := r.zoneKeys[fold(z.Key)]; taken && id != z.ID {
		p.taken("zone", z.Key)
	}
	p.name("/name", z.Name)
	oneOf(&p, "/kind", z.Kind, ZoneKinds)
	if z.Purdue != "" {
		oneOf(&p, "/purdue", z.Purdue, PurdueLevels)
	}
	r.parent(&p, z)
	p.text("/logicalBoundary", z.LogicalBoundary)
	p.text("/physicalBoundary", z.PhysicalBoundary)
	p.short("/owner", z.Owner)
	p.text("/description", z.Description)
	p.lines("/assumptions", z.Assumptions, longestText)
	p.target("/target", z.Target)
	if z.Place != nil {
		p.place("/place", *z.Place)
	}
	return p
}

func (r *Rules) parent(p *Problems, z Zone) {
	if z.Parent == "" {
		return
	}
	if _, there := r.zones[z.Parent]; !there {
		p.add("/parent", "The parent of zone %q is not a zone of this site: name one that is, or leave it empty.", z.Key)
		return
	}
	// A zone that is not stored yet can be nobody's ancestor.
	for up, steps := z.Parent, 0; up != "" && steps <= len(r.zones); steps++ {
		if up == z.ID {
			p.add("/parent", "Zone %q would lie within itself: choose a parent that does not lie within %q.", z.Key, z.Key)
			return
		}
		up = r.zones[up].Parent
	}
}

// Conduit lists the rules that a conduit breaks.
func (r *Rules) Conduit(c Conduit) Problems {
	var p Problems
	p.key("/key", c.Key)
	if id, taken := r.conduits[fold(c.Key)]; taken && id != c.ID {
		p.taken("conduit", c.Key)
	}
	p.name("/name", c.Name)
	r.end(&p, "/from", c.Key, c.From)
	r.end(&p, "/to", c.Key, c.To)
	if c.From != "" && c.From == c.To {
		p.add("/to", "Both ends of conduit %q are the same zone: a conduit joins two zones.", c.Key)
	}
	p.count("/flows", len(c.Flows), mostFlows)
	for i, f := range c.Flows {
		p.flow(fmt.Sprintf("/flows/%d", i), f)
	}
	p.lines("/controls", c.Controls, longestName)
	p.count("/devices", len(c.Devices), mostDevices)
	for i, id := range c.Devices {
		if slices.Contains(c.Devices[:i], id) {
			p.add(fmt.Sprintf("/devices/%d", i), "A device of conduit %q is named twice: name it once.", c.Key)
		}
	}
	p.short("/medium", c.Medium)
	p.short("/owner", c.Owner)
	p.text("/description", c.Description)
	p.lines("/assumptions", c.Assumptions, longestText)
	p.target("/target", c.Target)
	return p
}

// devices lists the devices of a conduit that are no assets of the site. It is
// for whoever has all assets at hand; otherwise the store sees to it.
func (r *Rules) devices(c Conduit) Problems {
	var p Problems
	if r.assetIDs == nil && len(c.Devices) > 0 {
		r.assetIDs = make(map[AssetID]bool, len(r.assets))
		for _, id := range r.assets {
			r.assetIDs[id] = true
		}
	}
	for i, id := range c.Devices {
		if !r.assetIDs[id] {
			p.add(fmt.Sprintf("/devices/%d", i), "A device of conduit %q is not an asset of this site: name one that is.", c.Key)
		}
	}
	return p
}

func (r *Rules) end(p *Problems, pointer, conduit string, end ZoneID) {
	if end == "" {
		p.add(pointer, "Conduit %q lacks an end: name the zone it leads %s.", conduit, pointer[1:])
	} else if _, there := r.zones[end]; !there {
		p.add(pointer, "An end of conduit %q is not a zone of this site: name one that is.", conduit)
	}
}

// Asset lists the rules that an asset breaks.
func (r *Rules) Asset(a Asset) Problems {
	var p Problems
	p.key("/key", a.Key)
	if id, taken := r.assets[fold(a.Key)]; taken && id != a.ID {
		p.taken("asset", a.Key)
	}
	oneOf(&p, "/type", a.Type, AssetTypes)
	if a.Role != "" {
		oneOf(&p, "/role", a.Role, AssetRoles)
	}
	if _, there := r.zones[a.Zone]; a.Zone != "" && !there {
		p.add("/zone", "The zone of asset %q is not a zone of this site: name one that is, or leave it empty.", a.Key)
	}
	for _, f := range []struct{ pointer, value string }{
		{"/name", a.Name}, {"/vendor", a.Vendor}, {"/model", a.Model}, {"/orderNumber", a.OrderNumber},
		{"/firmware", a.Firmware}, {"/serial", a.Serial}, {"/owner", a.Owner}, {"/location", a.Location},
	} {
		p.short(f.pointer, f.value)
	}
	p.count("/addresses", len(a.Addresses), mostAddress)
	for i, address := range a.Addresses {
		p.address(fmt.Sprintf("/addresses/%d", i), address)
	}
	p.count("/modules", len(a.Modules), mostModules)
	for i, m := range a.Modules {
		p.module(fmt.Sprintf("/modules/%d", i), m)
	}
	if a.Criticality < 0 || a.Criticality > 5 {
		p.add("/criticality", "Criticality %d is out of range: write 1 (negligible) to 5 (catastrophic), or 0 for not rated.", a.Criticality)
	}
	p.day("/installed", a.Installed)
	p.day("/supportEnds", a.SupportEnds)
	p.day("/retired", a.Retired)
	if a.Retired.Before(a.Installed) {
		p.add("/retired", "Asset %q is retired on %s, before it was installed on %s: correct one of the two days.", a.Key, a.Retired, a.Installed)
	}
	if a.Safety != nil {
		p.safety("/safety", *a.Safety)
	}
	p.lines("/tags", a.Tags, longestName)
	p.text("/description", a.Description)
	p.sources("/sources", a.Sources)
	return p
}

func (p *Problems) flow(at string, f FlowRule) {
	oneOf(p, at+"/direction", f.Direction, []Direction{Forward, Backward, Both})
	if f.Protocol == "" {
		p.add(at+"/protocol", "The flow rule names no protocol: name it, such as modbus, or write tcp, udp or any.")
	}
	p.short(at+"/protocol", f.Protocol)
	if bad := badPort(f.Ports); bad != "" {
		p.add(at+"/ports", "%q is no port or range of ports: write 502, 5000-5010 or 80,443, each from 1 to 65535.", bad)
	}
	if f.Function != "" {
		oneOf(p, at+"/function", f.Function, Functions)
	}
	p.text(at+"/note", f.Note)
}

// Functions lists the function classes in the order of menus.
var Functions = []Function{FunctionAny, FunctionRead, FunctionWrite, FunctionProgram, FunctionDiscover}

// badPort is the first part of a list of ports that is none, "" when all are.
func badPort(ports string) string {
	if ports == "" {
		return ""
	}
	if len(ports) > longestName {
		return ports[:20] + "…"
	}
	for part := range strings.SplitSeq(ports, ",") {
		low, high, isRange := strings.Cut(strings.TrimSpace(part), "-")
		from, err := strconv.ParseUint(low, 10, 16)
		to := from
		if err == nil && isRange {
			to, err = strconv.ParseUint(high, 10, 16)
		}
		if err != nil || from == 0 || to < from {
			return part
		}
	}
	return ""
}

var (
	macForm  = regexp.MustCompile(`^[0-9a-f]{2}(:[0-9a-f]{2}){5}$`)
	hostForm = regexp.MustCompile(`^[\p{L}\p{N}_]([\p{L}\p{N}_.-]{0,252})$`)
)

func (p *Problems) address(at string, a Address) {
	if a == (Address{}) {
		p.add(at, "The address is empty: give a MAC, an IP or a host name, or remove it.")
		return
	}
	p.short(at+"/interface", a.Interface)
	if a.MAC != "" && !macForm.MatchString(a.MAC) {
		p.add(at+"/mac", "%q is no MAC address: write six pairs of hexadecimal digits, such as 00:1b:1b:0a:0b:0c.", clip(a.MAC))
	}
	if a.IP != "" {
		if _, err := netip.ParseAddr(a.IP); err != nil {
			p.add(at+"/ip", "%q is no IP address: write it as 10.20.1.5 or fd00::5, without a mask.", clip(a.IP))
		}
	}
	if a.VLAN < 0 || a.VLAN > highestVLAN {
		p.add(at+"/vlan", "VLAN %d does not exist: write 1 to %d, or 0 for none.", a.VLAN, highestVLAN)
	}
	if a.Host != "" && !hostForm.MatchString(a.Host) {
		p.add(at+"/host", "%q is no host name: write letters, digits, dots and hyphens.", clip(a.Host))
	}
}

func (p *Problems) module(at string, m Module) {
	if m == (Module{}) {
		p.add(at, "The module is empty: give it at least a slot or a name, or remove it.")
		return
	}
	for _, f := range []struct{ pointer, value string }{
		{"/slot", m.Slot}, {"/name", m.Name}, {"/vendor", m.Vendor}, {"/model", m.Model},
		{"/orderNumber", m.OrderNumber}, {"/firmware", m.Firmware}, {"/serial", m.Serial},
	} {
		p.short(at+f.pointer, f.value)
	}
}

func (p *Problems) safety(at string, s SafetyFunction) {
	if s == (SafetyFunction{}) {
		p.add(at, "The safety function is empty: say what it is, or remove it.")
	}
	p.short(at+"/standard", s.Standard)
	p.text(at+"/function", s.Function)
	if s.SIL < 0 || s.SIL > 4 {
		p.add(at+"/sil", "SIL %d does not exist: write 1 to 4, or 0 for none.", s.SIL)
	}
	if s.PL != "" {
		oneOf(p, at+"/pl", s.PL, []string{"a", "b", "c", "d", "e"})
	}
}

func (p *Problems) sources(at string, sources map[string]Source) {
	p.count(at, len(sources), mostSources)
	for _, name := range sortedKeys(sources) {
		here := at + "/" + pointerToken(name)
		if !AssetAttribute(name) {
			p.add(here, "%q is no attribute of an asset: name one, such as firmware.", clip(name))
		}
		oneOf(p, here+"/from", sources[name].From, []Origin{Typed, Imported, Observed})
		if c := sources[name].Confidence; c != "" {
			oneOf(p, here+"/confidence", c, []Confidence{Confirmed, Likely, Guess})
		}
		p.text(here+"/ref", sources[name].Ref)
	}
}

func (p *Problems) target(at string, t *Target) {
	if t == nil {
		return
	}
	for i, level := range t.Vector {
		if !level.Valid() {
			p.add(fmt.Sprintf("%s/vector/%d", at, i), "FR %d has level %d: a security level is 0 to 4.", i+1, level)
		}
	}
	p.short(at+"/method", t.Method)
	p.text(at+"/rationale", t.Rationale)
	p.short(at+"/approver", t.Approver)
	p.day(at+"/approvedOn", t.ApprovedOn)
	if t.ApprovedOn != "" && t.Approver == "" {
		p.add(at+"/approver", "The target has a day of approval but no approver: name who approved it.")
	}
}

func (p *Problems) place(at string, place Place) {
	for _, f := range []struct {
		pointer string
		value   float64
		least   float64
	}{{"/x", place.X, -furthestSpot}, {"/y", place.Y, -furthestSpot}, {"/w", place.W, 1}, {"/h", place.H, 1}} {
		if math.IsNaN(f.value) || f.value < f.least || f.value > furthestSpot {
			p.add(at+f.pointer, "%v lies off the drawing: keep the zone within ±%v and at least 1 wide and high.", f.value, int(furthestSpot))
		}
	}
}

func oneOf[T ~string](p *Problems, pointer string, value T, allowed []T) {
	if slices.Contains(allowed, value) {
		return
	}
	words := make([]string, 0, len(allowed))
	for _, w := range allowed {
		words = append(words, string(w))
	}
	what := pointer[strings.LastIndexByte(pointer, '/')+1:]
	if value == "" {
		p.add(pointer, "The %s is missing: choose one of %s.", what, strings.Join(words, ", "))
		return
	}
	p.add(pointer, "%q is no %s: choose one of %s.", clip(string(value)), what, strings.Join(words, ", "))
}
