package risk

import "ringwall/internal/plant"

// standsFor is the kind of asset in ATT&CK for ICS that a role of ours is taken
// for, with the reason.
type standsFor struct {
	kind string
	why  string
}

// attackKinds says for each role which kinds of asset of ATT&CK for ICS it is
// taken for. Roles without an entry are of kinds that ATT&CK for ICS does not
// have: cameras, printers, whatever is not known.
var attackKinds = map[plant.AssetRole][]standsFor{
	"plc":                 {{"A0003", "a PLC runs the control program"}},
	"safety-controller":   {{"A0010", "it runs the safety function"}},
	"rtu":                 {{"A0004", "an RTU serves a remote station"}},
	"remote-io":           {{"A0013", "remote I/O joins the process to a controller"}},
	"drive":               {{"A0013", "a drive acts on the process at a controller's command"}},
	"instrument":          {{"A0013", "an instrument measures or acts on the process"}},
	"robot":               {{"A0018", "a robot controller is programmable and moves machinery"}},
	"ied":                 {{"A0005", "an IED protects and controls primary equipment"}},
	"hmi":                 {{"A0002", "operators view and command the process with it"}},
	"operator-station":    {{"A0002", "operators view and command the process with it"}, {"A0001", "it is a computer at which people work"}},
	"engineering-station": {{"A0001", "it is a computer at which engineers configure devices"}},
	"laptop":              {{"A0001", "it is a computer at which people work"}},
	"scada-server":        {{"A0007", "it polls and commands controllers"}},
	"batch-server":        {{"A0007", "it commands controllers through a recipe"}},
	"historian":           {{"A0006", "it stores process data"}},
	"database":            {{"A0008", "it serves data to applications"}},
	"mes":                 {{"A0008", "it serves applications of operations"}},
	"domain-controller":   {{"A0008", "it serves accounts to other hosts"}},
	"file-server":         {{"A0008", "it serves files to other hosts"}},
	"backup-server":       {{"A0008", "it serves backups to other hosts"}},
	"patch-server":        {{"A0008", "it serves updates to other hosts"}},
	"virtual-host":        {{"A0008", "it carries servers"}},
	"time-server":         {{"A0008", "it serves time to other hosts"}},
	"application":         {{"A0008", "it runs on a server"}},
	"switch":              {{"A0015", "it switches the network"}},
	"access-point":        {{"A0015", "it joins wireless devices to the network as a switch does"}},
	"router":              {{"A0014", "it routes between networks"}},
	"firewall":            {{"A0016", "it filters between networks"}},
	"data-diode":          {{"A0016", "it lets traffic pass one way only"}},
	"gateway":             {{"A0009", "it passes data between protocols"}},
	"remote-access":       {{"A0011", "it lets people in from outside"}},
	"jump-host":           {{"A0012", "people pass through it to other hosts"}},
}

// byType is what an asset without a telling role is taken for.
var byType = map[plant.AssetType]standsFor{
	plant.HostDevice:    {"A0001", "it is a host and its role does not say more"},
	plant.NetworkDevice: {"A0015", "it is a network device and its role does not say more"},
}

// kindsOf says what an asset is taken for; none when nothing is known of it.
func kindsOf(a *plant.Asset) []standsFor {
	if kinds, ok := attackKinds[a.Role]; ok {
		return kinds
	}
	if a.Role != "" && a.Role != "other" {
		return nil
	}
	if kind, ok := byType[a.Type]; ok {
		return []standsFor{kind}
	}
	return nil
}
