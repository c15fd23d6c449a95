package report

import (
	"cmp"
	"fmt"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
)

// SiteAnswer is what a site as a whole answers to one requirement of a set of
// IEC 62443: for a statement about the site its weakest part counts.
type SiteAnswer struct {
	Requirement catalog.RequirementID `json:"requirement"`
	// Asked says that something of the site is asked for it: its target level, or
	// the set as a whole where it knows no levels.
	Asked bool            `json:"asked"`
	Holds catalog.Holding `json:"holds" enum:"holds,partly,not,unanswered,not-applicable"`
	Why   string          `json:"why"`
	// Parts are the answers of each zone, conduit, site or company that is asked.
	Parts []PartAnswer `json:"parts"`
}

// PartAnswer is the answer of one zone, conduit, site or company.
type PartAnswer struct {
	Subject  assess.Subject  `json:"subject"`
	Key      string          `json:"key"`
	Name     string          `json:"name"`
	State    assess.State    `json:"state"`
	Holds    catalog.Holding `json:"holds" enum:"holds,partly,not,unanswered,not-applicable"`
	Why      string          `json:"why"`
	Reason   string          `json:"reason,omitempty"`
	Maturity *int            `json:"maturity,omitempty"`
	Target   *int            `json:"target,omitempty"`
	Evidence []string        `json:"evidence,omitempty"` // in words
	Proofs   []ProofName     `json:"proofs,omitempty"`   // of the evidence library
	Owner    string          `json:"owner,omitempty"`    // who answered
	Checked  plant.Date      `json:"checked,omitempty"`  // day of the answer
}

// ProofName is a record of the evidence library as a report names it.
type ProofName struct {
	ID   string `json:"id"`
	Key  string `json:"key"`
	Name string `json:"name"`
}

// CoverageLine is how far the answers of a site settle one requirement of a set
// that was not asked itself.
type CoverageLine struct {
	Requirement catalog.RequirementID `json:"requirement"`
	Title       string                `json:"title"`
	Group       string                `json:"group"`
	State       catalog.CoverageState `json:"state" enum:"full,partly,not,open,no-pair"`
	Strength    catalog.Strength      `json:"strength,omitempty"`
	Confirmed   bool                  `json:"confirmed"`
	Asked       bool                  `json:"asked" doc:"Something that the site is asked for stands behind it"`
	Why         string                `json:"why"`
	Pairs       []CoveragePair        `json:"pairs"`
}

// CoveragePair is a pair of a crosswalk with the answer behind it. The strength
// says how much of the reported requirement an answer to it settles.
type CoveragePair struct {
	Crosswalk string `json:"crosswalk"`
	// From and To are the ends of the pair as the crosswalk writes it, by which a
	// decision about the pair names it; both may be groups.
	From        catalog.RequirementID `json:"from"`
	To          catalog.RequirementID `json:"to"`
	Derived     bool                  `json:"derived" doc:"Joined from two crosswalks or derived by its source"`
	Set         catalog.SetID         `json:"set"`
	Requirement catalog.RequirementID `json:"requirement"`
	Title       string                `json:"title"`
	Strength    catalog.Strength      `json:"strength"`
	State       catalog.PairState     `json:"state"`
	Holds       catalog.Holding       `json:"holds" enum:"holds,partly,not,unanswered,not-applicable"`
	Asked       bool                  `json:"asked"`
	Why         string                `json:"why"`
	Note        string                `json:"note,omitempty"`
	Parts       []PartAnswer          `json:"parts"`
	More        int                   `json:"more" doc:"Further parts that are not listed"`
}

// CoverageSource is a crosswalk that answers were carried over.
type CoverageSource struct {
	Crosswalk   string        `json:"crosswalk"`
	Title       string        `json:"title"`
	Source      string        `json:"source"`
	Attribution string        `json:"attribution,omitempty"`
	Set         catalog.SetID `json:"set"`
	Standard    string        `json:"standard"`
	Derived     bool          `json:"derived"`
	Pairs       int           `json:"pairs"`
	Decided     int           `json:"decided" doc:"Pairs that the organisation decided itself"`
}

// CoverageCounts counts the lines of each state.
type CoverageCounts struct {
	Total     int `json:"total"`
	Full      int `json:"full"`
	Partly    int `json:"partly"`
	Not       int `json:"not"`
	Open      int `json:"open"`
	NoPair    int `json:"noPair"`
	Suggested int `json:"suggested" doc:"Full, partly or not by suggested pairs only"`
}

// Count adds one line.
func (n *CoverageCounts) Count(l *CoverageLine) {
	n.Total++
	switch l.State {
	case catalog.CoveredFully:
		n.Full++
	case catalog.CoveredPartly:
		n.Partly++
	case catalog.NotCovered:
		n.Not++
	case catalog.NotYetKnown:
		n.Open++
	default:
		n.NoPair++
		return
	}
	if !l.Confirmed && l.State != catalog.NotYetKnown {
		n.Suggested++
	}
}

// CoverageInput is what the reports about another set are made of.
type CoverageInput struct {
	Site    plant.SiteRecord
	Set     *catalog.Set
	Lines   []CoverageLine
	Sources []CoverageSource
	Notes   []string
	Today   plant.Date
	Stamp   Stamp
}

func (in CoverageInput) counts() (n CoverageCounts) {
	for i := range in.Lines {
		n.Count(&in.Lines[i])
	}
	return n
}

func (in CoverageInput) document(title string, sections ...Section) Document {
	return Document{
		Title: title, Subject: fmt.Sprintf("%s (%s)", in.Site.Name, in.Site.Key), Stamp: in.Stamp,
		Sections: append(sections, in.sources(), in.howCovered()),
		Data:     map[string]any{"site": in.Site, "set": in.Set.ID, "today": in.Today, "counts": in.counts(), "sources": in.Sources, "lines": in.Lines},
	}
}

func (in CoverageInput) sources() Section {
	t := Table{
		Name: "Sources", Empty: "No crosswalk leads from an answered set to this one.",
		Columns: []Column{{Title: "Answers to", Share: 1.8}, {Title: "Crosswalk", Share: 1.7}, {Title: "Kind", Share: 1.2}, {Title: "Pairs", Share: .7, Number: true}, {Title: "Decided here", Share: .9, Number: true}, {Title: "Source", Share: 5}},
	}
	for _, s := range in.Sources {
		kind := "published"
		if s.Derived {
			kind = "derived"
		}
		t.Rows = append(t.Rows, []string{s.Standard, s.Crosswalk, kind, fmt.Sprint(s.Pairs), fmt.Sprint(s.Decided), strings.TrimSpace(s.Source + " " + s.Attribution)})
	}
	return Section{Heading: "Crosswalks", Blocks: []Block{tableOf(t)}}
}

func (in CoverageInput) howCovered() Section {
	points := []string{
		fmt.Sprintf("Nobody was asked by %s. Every state follows from the answers of the site to IEC 62443, carried over the crosswalks above.", in.Set.Standard),
		"Only what is asked counts: of IEC 62443-3-3 what the SL-T of a zone or conduit asks for, of the other parts every requirement. For the site as a whole the weakest zone or conduit counts, and those that do not hold are named.",
		"In full needs a confirmed pair of the strength equal or superset whose requirement holds. Everything else that holds gives partly. A suggested pair, and the strengths intersects and related, never give more.",
		"A suggested pair was derived and nobody has confirmed it. The organisation confirms or rejects pairs, and the report follows.",
	}
	points = append(points, in.Notes...)
	return Section{Heading: "How this was computed", Blocks: []Block{list(append(points, fmt.Sprintf("Judged by the day %s.", in.Today))...)}}
}

// strengthWord shows by which pairs a state is carried.
func strengthWord(l *CoverageLine) string {
	if l.Strength == "" {
		return "–"
	}
	if l.Confirmed {
		return string(l.Strength) + ", confirmed"
	}
	return string(l.Strength) + ", suggested"
}

// mostNamedPairs is how many answers a cell names before it counts the rest.
const mostNamedPairs = 6

// naming names the pairs of a line for which want holds.
func naming(l *CoverageLine, want func(*CoveragePair) bool, show func(*CoveragePair) string) string {
	var names []string
	more := 0
	for i := range l.Pairs {
		switch p := &l.Pairs[i]; {
		case !want(p):
		case len(names) == mostNamedPairs:
			more++
		default:
			names = append(names, show(p))
		}
	}
	if more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	return strings.Join(names, "; ")
}

func (p *CoveragePair) open() bool {
	return p.Asked && (p.Holds == catalog.HoldsNot || p.Holds == catalog.HoldsPartly || p.Holds == catalog.Unanswered)
}

// name is a pair in a cell: "SR 1.1: holds in Z-01; not met in Z-02".
func (p *CoveragePair) name() string { return string(p.Requirement) + ": " + p.Why }

// proofs lists the evidence behind what holds, each once.
func proofs(l *CoverageLine) string {
	var out []string
	seen := map[string]bool{}
	add := func(s string) {
		if !seen[s] && len(out) <= mostNamedPairs {
			seen[s] = true
			out = append(out, s)
		}
	}
	for i := range l.Pairs {
		for _, a := range l.Pairs[i].Parts {
			if a.Holds != catalog.HoldsFully && a.Holds != catalog.HoldsPartly {
				continue
			}
			for _, e := range a.evidence() {
				add(e)
			}
		}
	}
	if len(out) > mostNamedPairs {
		out[mostNamedPairs] = "…"
	}
	return cmp.Or(strings.Join(out, "; "), "–")
}

func (a PartAnswer) evidence() []string {
	var out []string
	for _, p := range a.Proofs {
		out = append(out, name(p.Key, p.Name))
	}
	return append(out, a.Evidence...)
}
