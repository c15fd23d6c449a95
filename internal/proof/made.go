package proof

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// MadeRules lists the rules in the order of menus.
var MadeRules = []MadeRule{InventoryReconciled, TrafficConforms, RestoreTested, Trained, LedgerVerified}

// MadeWords are what a rule gives an evidence that was begun without words of
// its own.
type MadeWords struct {
	Name    string `json:"name"`
	Section string `json:"section"`
	Kind    Kind   `json:"kind"`
	About   string `json:"about"` // what it is made from, and when it holds
}

// Words describes a rule.
func (r MadeRule) Words() MadeWords {
	switch r {
	case InventoryReconciled:
		return MadeWords{"Inventory against what was seen", "asset inventory", Implemented,
			"Made from the inventory and the captures of the last 90 days. It holds when 95 of 100 assets in service were seen, every one has a zone and an owner, and every device that was seen is in the inventory."}
	case TrafficConforms:
		return MadeWords{"Traffic against declared conduits", "zones and conduits", Works,
			"Made from the flows of the captures of the last 90 days, the inventory and the declared conduits. It holds when every flow between two zones runs over a conduit whose flow rules permit it."}
	case RestoreTested:
		return MadeWords{"Restore tests of essential functions", "backup and restore tests", Works,
			"Made from what is recorded of the recovery of each essential function. It holds when each restore was tested in the last 12 months and was back in its target time."}
	case Trained:
		return MadeWords{"Training records", "training and background checks", Implemented,
			"No training records are kept yet, so it never holds."}
	case LedgerVerified:
		return MadeWords{"The record itself is whole", "document control", Works,
			"Made by reading the whole record again and holding it against its ledger. It holds when nothing differs."}
	}
	return MadeWords{}
}

// Valid says whether the rule is one of those known.
func (r MadeRule) Valid() bool { return slices.Contains(MadeRules, r) }

// OfSite says whether the rule looks at one site; the others look at all that
// the organisation keeps.
func (r MadeRule) OfSite() bool { return r != LedgerVerified && r != Trained }

// MadeInput is what evidence is made from. A rule reads its own part of it.
type MadeInput struct {
	Today plant.Date
	At    time.Time
	Site  plant.Site
	// Captures of the site. [Ground] needs their files only, [Make] what they show.
	Captures  []Capture
	Functions []risk.Function
	Ledger    *LedgerLook
}

// Capture is what one capture showed, told by the inventory.
type Capture struct {
	Key  string
	Hash string // of its file
	Last plant.Date
	// Seen are the assets that sent something, each with the last day of it.
	Seen map[plant.AssetID]plant.Date
	// Unknown are devices that sent something and are in no inventory.
	Unknown []string
	Flows   []Flow
}

// Flow is traffic between two assets, to a service of the second one.
type Flow struct {
	Client, Server plant.AssetID
	Protocol       string
	Transport      string
	Port           int
	Known          bool // which of the two is the server
}

// LedgerLook is what reading the whole record again showed.
type LedgerLook struct {
	Key     string // that verifies its checkpoints
	Entries int64
	Root    string
	Wrong   []string // sentences
}

// seenDays is for how long having been seen counts.
const seenDays = 90

// Make makes the evidence of a rule from what is known today.
func Make(rule MadeRule, in MadeInput) Made {
	m := Made{Rule: rule, At: in.At, Ground: Ground(rule, in)}
	switch rule {
	case InventoryReconciled:
		m.Result, m.Holds = reconcile(in)
	case TrafficConforms:
		m.Result, m.Holds = conform(in)
	case RestoreTested:
		m.Result, m.Holds = restore(in)
	case LedgerVerified:
		m.Result, m.Holds = whole(in.Ledger)
	case Trained:
		m.Result = "No training records are kept yet, so nothing can be shown of training."
	default:
		m.Result = fmt.Sprintf("The program knows no way to make %q.", rule)
	}
	return m
}

// Ground is the digest of what a rule makes evidence from. It is the same on
// every day on which the record is the same.
func Ground(rule MadeRule, in MadeInput) string {
	var of any
	switch rule {
	case InventoryReconciled:
		of = []any{rule, inService(in.Site), captured(in.Captures)}
	case TrafficConforms:
		of = []any{rule, inService(in.Site), bounds(in.Site), captured(in.Captures)}
	case RestoreTested:
		of = []any{rule, recoveries(in.Functions)}
	case LedgerVerified:
		// A ledger that only grew does not change what was found of it.
		key := ""
		if in.Ledger != nil {
			key = in.Ledger.Key
		}
		of = []any{rule, key}
	default:
		of = []any{rule}
	}
	return digest(of)
}

// digest is the SHA-256 of the JSON of a value whose members have a fixed order.
func digest(of any) string {
	doc, err := json.Marshal(of)
	if err != nil {
		return "" // plain values always marshal
	}
	sum := sha256.Sum256(doc)
	return hex.EncodeToString(sum[:])
}

// stock is what of an asset counts for reconciliation and conformance.
type stock struct {
	ID    plant.AssetID
	Zone  plant.ZoneID
	Owned bool
	At    []string
}

// inService are the assets that were not retired, by id. A day of retirement
// that is still to come counts as one that has come, so that the ground is the
// same on every day.
func inService(site plant.Site) []stock {
	out := make([]stock, 0, len(site.Assets))
	for i := range site.Assets {
		a := &site.Assets[i]
		if a.Retired != "" {
			continue
		}
		s := stock{ID: a.ID, Zone: a.Zone, Owned: a.Owner != ""}
		for _, address := range a.Addresses {
			s.At = append(s.At, address.MAC+" "+address.IP)
		}
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b stock) int { return compare(a.ID, b.ID) })
	return out
}

func captured(all []Capture) []string {
	out := make([]string, len(all))
	for i, c := range all {
		out[i] = c.Hash + " " + c.Key
	}
	slices.Sort(out)
	return out
}

// edge is a conduit with what it permits.
type edge struct {
	ID       plant.ConduitID
	From, To plant.ZoneID
	Rules    []plant.FlowRule
}

// bounds are the zones with their parents and the conduits between them, by id.
func bounds(site plant.Site) any {
	parents := make([][2]plant.ZoneID, 0, len(site.Zones))
	for _, z := range site.Zones {
		parents = append(parents, [2]plant.ZoneID{z.ID, z.Parent})
	}
	slices.SortFunc(parents, func(a, b [2]plant.ZoneID) int { return compare(a[0], b[0]) })
	edges := make([]edge, 0, len(site.Conduits))
	for _, c := range site.Conduits {
		edges = append(edges, edge{c.ID, c.From, c.To, c.Flows})
	}
	slices.SortFunc(edges, func(a, b edge) int { return compare(a.ID, b.ID) })
	return []any{parents, edges}
}

// recovery is what of a function a restore test is about.
type recovery struct {
	ID     risk.ID
	Key    string
	Tested plant.Date
	Target *float64
	Took   *float64
}

func recoveries(all []risk.Function) []recovery {
	out := make([]recovery, 0, len(all))
	for _, f := range all {
		r := recovery{ID: f.ID, Key: f.Key}
		if f.Recovery != nil {
			r.Tested, r.Target, r.Took = f.Recovery.RestoreTested, f.Recovery.TargetTime, f.Recovery.MeasuredTime
		}
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b recovery) int { return compare(a.ID, b.ID) })
	return out
}

func compare[T ~string](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
