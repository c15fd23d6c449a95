package proof

import (
	"slices"
	"strings"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/supply"
)

// Filter chooses evidence. What is empty chooses all.
type Filter struct {
	// Text must occur in key, name, description, section, source, sample, the
	// collector, a link or the name of a file; each of its words somewhere.
	Text        string
	Section     string
	Kind        Kind
	Grade       Confidentiality
	Zone        plant.ZoneID
	Conduit     plant.ConduitID
	Asset       plant.AssetID
	Product     supply.ID
	Set         catalog.SetID
	Requirement catalog.RequirementID // that a verdict with this proof answers
	State       StandState
	Made        MadeRule // "any" chooses all that the program makes
	// From and Until enclose the last day on which the evidence counts.
	From, Until plant.Date
}

// Serves is a requirement of a set that a verdict with the proof answers.
type Serves struct {
	Set         catalog.SetID         `json:"set"`
	Requirement catalog.RequirementID `json:"requirement"`
}

// Matches says whether an evidence is chosen; stand is what it amounts to for
// what it serves.
func (f Filter) Matches(e *Evidence, serves []Serves, stand Stand) bool {
	return (f.Section == "" || strings.EqualFold(f.Section, e.Section)) &&
		(f.Kind == "" || f.Kind == e.Kind) &&
		(f.Grade == "" || f.Grade == e.Confidentiality) &&
		(f.Zone == "" || slices.Contains(e.Zones, f.Zone)) &&
		(f.Conduit == "" || slices.Contains(e.Conduits, f.Conduit)) &&
		(f.Asset == "" || slices.Contains(e.Assets, f.Asset)) &&
		(f.Product == "" || slices.Contains(e.Products, f.Product)) &&
		(f.Made == "" || e.Made != nil && (f.Made == "any" || f.Made == e.Made.Rule)) &&
		f.serves(serves) &&
		(f.State == "" || f.State == stand.State) &&
		(f.From == "" || stand.Until != "" && f.From <= stand.Until) &&
		(f.Until == "" || stand.Until != "" && stand.Until <= f.Until) &&
		says(f.Text, e)
}

func (f Filter) serves(serves []Serves) bool {
	if f.Set == "" && f.Requirement == "" {
		return true
	}
	return slices.ContainsFunc(serves, func(s Serves) bool {
		return (f.Set == "" || s.Set == f.Set) && (f.Requirement == "" || s.Requirement == f.Requirement)
	})
}

func says(text string, e *Evidence) bool {
	words := strings.Fields(strings.ToLower(text))
	if len(words) == 0 {
		return true
	}
	all := []string{e.Key, e.Name, e.Description, e.Section, e.Source, e.Sample, e.CollectedBy}
	all = append(all, e.Links...)
	for _, f := range e.Files {
		all = append(all, f.Name)
	}
	hay := strings.ToLower(strings.Join(all, "\n"))
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(hay, w) })
}

// Overall is what an evidence amounts to for all that it serves: the worst of
// it, and of equals the one that ends first. Evidence that serves nothing yet is
// held against the rule that counts without one.
func Overall(e Evidence, serves []Serves, rules []catalog.Freshness, ground string, today plant.Date) Stand {
	if len(serves) == 0 {
		return Standing(e, "", "", rules, ground, today)
	}
	var worst Stand
	for i, s := range serves {
		stand := Standing(e, s.Set, s.Requirement, rules, ground, today)
		if i == 0 || stand.worse(worst) {
			worst = stand
		}
	}
	return worst
}

func (s Stand) worse(than Stand) bool {
	a, b := slices.Index(StandStates, s.State), slices.Index(StandStates, than.State)
	return a > b || a == b && s.Until < than.Until
}
