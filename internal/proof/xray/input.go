package xray

import (
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
	"ringwall/internal/supply"
)

// Input is the whole record of a site, with what of the organisation's library
// it may rest on. What is nil was not looked at, and no rule concludes from it.
type Input struct {
	Today    plant.Date
	Site     plant.Site
	Register risk.Register
	Risk     risk.Result
	Posture  assess.Posture // by IEC 62443-3-3
	// Verdicts of the site by all sets, and claims of products and companies.
	Verdicts []assess.Verdict
	Claims   []assess.Claim
	Sets     []*catalog.Set
	// Crosswalks with what was decided about their pairs, and the decisions.
	Crosswalks []*catalog.Crosswalk
	Decisions  []catalog.PairDecision
	Freshness  []catalog.Freshness

	Companies    []supply.Company
	Products     []supply.Product
	Certificates []supply.Certificate
	Packages     []supply.Package
	Replies      []supply.Reply
	Tests        []supply.Test
	Evidence     []proof.Evidence
	Assessments  []proof.Assessment
	// Grounds are the digests of what each made evidence would be made of now.
	Grounds map[supply.ID]string
	// Capable is SL-C of each product by its claims.
	Capable map[supply.ID]sl.Vector

	People []Person
	// Traffic is what captures showed between zones, nil when nothing was captured.
	Traffic []proof.ZoneTraffic
	// Confirmed is the last day on which each asset was seen or confirmed by
	// somebody; nil when nobody looks.
	Confirmed map[plant.AssetID]plant.Date
	// Findings counts the open ones of high severity on the plant and its risk, by
	// the id of the record.
	Findings map[string]int
}

// Person is an account, as far as rules look at it.
type Person struct {
	ID       string
	Name     string
	Email    string
	Disabled bool
	// Partner marks an account of a supplier or integrator.
	Partner bool
}
