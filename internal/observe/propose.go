package observe

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"ringwall/internal/plant"
)

// Proposal is an asset that the inventory lacks and the traffic shows. It is a
// draft for a person to accept, change or refuse; each of its values says in
// which frame it was seen and how far it can be trusted.
type Proposal struct {
	Asset  plant.Asset `json:"asset"`
	Reason string      `json:"reason"`
	Ends   []End       `json:"ends"`
	Occurrence
}

// Propose lists the devices of a capture that match no asset of the site by MAC
// or by IP address, in the order in which they first occur. Group addresses,
// the loopback interface, and addresses that were only asked for and never
// answered are no devices.
func Propose(site plant.Site, t Traffic) []Proposal {
	known := inventoryOf(site)
	taken := map[string]bool{}
	for _, a := range site.Assets {
		taken[strings.ToLower(a.Key)] = true
	}
	clues := cluesOf(t)
	var list []Proposal
	for _, d := range devices(t) {
		if found, _ := known.find(d); len(found) == 0 && !d.silent() {
			list = append(list, propose(d, clues, t.Capture.File))
		}
	}
	slices.SortStableFunc(list, func(a, b Proposal) int { return int(a.FirstFrame - b.FirstFrame) })
	for i := range list {
		list[i].Asset.Key = unusedKey(list[i].Asset.Key, taken)
	}
	return list
}

func propose(d device, clues clues, file string) Proposal {
	p := Proposal{Ends: d.ends(), Occurrence: d.occurrence()}
	source := func(frame int64, c plant.Confidence) plant.Source {
		return plant.Source{From: plant.Observed, Ref: fmt.Sprintf("%s, frame %d", file, frame), Confidence: c}
	}
	kind := clues.kind(d)
	a := plant.Asset{
		Key: suggestedKey(d), Type: kind.assetType, Role: kind.role, Addresses: d.addresses(),
		Sources: map[string]plant.Source{
			"addresses": source(p.FirstFrame, d.confidence()),
			"type":      source(kind.frame, kind.confidence),
		},
	}
	if a.Role != "" {
		a.Sources["role"] = source(kind.frame, kind.confidence)
	}
	for _, w := range d.talkers {
		for _, at := range w.Attributes {
			if take(&a, at) {
				a.Sources[at.Name] = source(at.Frame, at.Confidence)
			}
		}
	}
	p.Asset = a
	p.Reason = strings.Join(append(d.sentences(p.Packets), kind.reason), " ")
	return p
}

// take puts an attribute into the asset where it has none yet, and says whether
// it is now the asset's own.
func take(a *plant.Asset, at Attribute) bool {
	if at.Module != "" {
		takeModule(a, at)
		return false
	}
	fields := map[string]*string{
		"name": &a.Name, "vendor": &a.Vendor, "model": &a.Model, "orderNumber": &a.OrderNumber,
		"firmware": &a.Firmware, "serial": &a.Serial, "location": &a.Location, "description": &a.Description,
	}
	field, ok := fields[at.Name]
	if !ok || *field != "" {
		return false
	}
	*field = at.Value
	if runes := []rune(at.Value); at.Name != "description" && len(runes) > maxShort {
		*field = strings.TrimSpace(string(runes[:maxShort]))
	}
	return true
}

// maxShort is the length of the short texts of an asset.
const maxShort = 200

func takeModule(a *plant.Asset, at Attribute) {
	i := slices.IndexFunc(a.Modules, func(m plant.Module) bool { return m.Slot == at.Module })
	if i < 0 {
		i = len(a.Modules)
		a.Modules = append(a.Modules, plant.Module{Slot: at.Module})
	}
	m := &a.Modules[i]
	fields := map[string]*string{
		"name": &m.Name, "vendor": &m.Vendor, "model": &m.Model, "orderNumber": &m.OrderNumber,
		"firmware": &m.Firmware, "serial": &m.Serial,
	}
	if field, ok := fields[at.Name]; ok && *field == "" {
		*field = at.Value
	}
}

// confidence is how sure it is that the addresses belong together.
func (d device) confidence() plant.Confidence {
	switch {
	case d.mac == "", len(d.ips()) == 0:
		return plant.Confirmed // there is nothing to put together
	case slices.ContainsFunc(d.talkers, func(w Talker) bool { return w.IP != "" && !w.OwnIP }):
		return plant.Likely
	}
	return plant.Confirmed
}

// addresses are the device's addresses as the inventory writes them.
func (d device) addresses() []plant.Address {
	var list []plant.Address
	for _, e := range d.ends() {
		// What a device sends below IP needs no line of its own.
		if e.IP == "" && len(d.ips()) > 0 {
			continue
		}
		a := plant.Address{MAC: e.MAC, IP: e.IP}
		i := slices.IndexFunc(d.talkers, func(w Talker) bool { return w.IP == e.IP })
		if i >= 0 && len(d.talkers[i].VLANs) == 1 {
			a.VLAN = d.talkers[i].VLANs[0]
		}
		if list = append(list, a); len(list) == maxAddresses {
			break
		}
	}
	return list
}

// maxAddresses is how many addresses of a device are proposed.
const maxAddresses = 32

// sentences say what is known of the device and how it was told apart.
func (d device) sentences(seen int64) []string {
	what := d.mac
	if ips := d.ips(); len(ips) > 0 {
		what = strings.Join(ips, ", ")
		if d.mac != "" {
			what += " (" + d.mac + ")"
		}
	}
	list := []string{fmt.Sprintf("%s is in no asset's addresses and was seen in %s.", what, packets(seen))}
	switch {
	case d.behind != "":
		list = append(list, fmt.Sprintf("Its packets pass the device with the MAC %s, so its own MAC is not known.", d.behind))
	case len(d.passes) > 0:
		list = append(list, fmt.Sprintf("It passes on the packets of %d IP addresses that are not its own.", len(d.passes)))
	}
	if ips := d.ips(); len(ips) > 0 && !slices.ContainsFunc(ips, isPlantAddress) {
		list = append(list, "The address is a public one and may lie outside the plant.")
	}
	return list
}

// isPlantAddress says whether an address is of a range that is not routed in
// the internet.
func isPlantAddress(s string) bool {
	ip, err := netip.ParseAddr(s)
	return err == nil && (ip.IsPrivate() || ip.IsLinkLocalUnicast())
}

// suggestedKey is a key made of the device's address: what a person can find on
// the wire until the device has a proper name.
func suggestedKey(d device) string {
	ips := d.ips()
	for _, s := range ips {
		if ip, err := netip.ParseAddr(s); err == nil && ip.Is4() {
			return s
		}
	}
	if d.mac != "" {
		return strings.ReplaceAll(d.mac, ":", "-")
	}
	ip, err := netip.ParseAddr(ips[0])
	if err != nil {
		return ips[0]
	}
	return strings.ReplaceAll(ip.WithZone("").StringExpanded(), ":", "-")
}

// unusedKey numbers a key that is in use.
func unusedKey(key string, taken map[string]bool) string {
	unused := key
	for n := 2; taken[strings.ToLower(unused)]; n++ {
		unused = key + "-" + strconv.Itoa(n)
	}
	taken[strings.ToLower(unused)] = true
	return unused
}
