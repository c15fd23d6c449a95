package audit

import (
	"strings"
	"unicode"
)

// layout says where a record's value stands in its table. It is written down
// here a second time on purpose: if the writer puts a value into the wrong
// column, the check must not look for it there.
type layout struct {
	kind, table string
	ofSite      bool   // the table has a column for the site that the record belongs to
	key         string // column to name a row by
	columns     []column
	beside      *beside
	links       paths // of what its records hold fast; nil if nothing
	// extra are links that depend on what the record says.
	extra func(doc) []link
}

// column is a column with the member of the record that it holds, or with how
// it is computed from the record.
type column struct {
	name, member string
	of           func(doc) string
}

// beside is a column whose digest only is in the ledger.
type beside struct{ kind, column string }

var layouts = []layout{
	{kind: "organisation", table: "plant_organisation", key: "key", columns: []column{{"key", "key", nil}, {"name", "name", nil}}},
	{kind: "site", table: "plant_site", key: "key", columns: []column{{"key", "key", nil}, {"name", "name", nil}}},
	{kind: "zone", table: "plant_zone", ofSite: true, key: "key", columns: []column{
		{"key", "key", nil}, {"name", "name", nil}, {"zone_kind", "kind", nil}, {"parent", "parent", nil},
	}},
	{kind: "conduit", table: "plant_conduit", ofSite: true, key: "key", columns: []column{
		{"key", "key", nil}, {"name", "name", nil}, {"from_zone", "from", nil}, {"to_zone", "to", nil},
	}, links: paths{"asset": "devices"}},
	{kind: "asset", table: "plant_asset", ofSite: true, key: "key", columns: []column{
		{"key", "key", nil}, {"name", "name", nil}, {"asset_type", "type", nil}, {"asset_role", "role", nil}, {"zone", "zone", nil},
		{"vendor", "vendor", nil}, {"vendor_folded", "", foldedVendor}, {"model", "model", nil}, {"firmware", "firmware", nil},
		{"serial", "serial", nil}, {"criticality", "criticality", nil}, {"owner", "owner", nil}, {"location", "location", nil}, {"search", "", search},
	}},
	{kind: "verdict", table: "assess_verdict", ofSite: true, key: "requirement", columns: []column{
		{"subject_kind", "subject.kind", nil}, {"subject_id", "subject.id", nil},
		{"zone", "", subject("subject", "zone")}, {"conduit", "", subject("subject", "conduit")},
		{"requirement_set", "set", nil}, {"requirement", "requirement", nil}, {"state", "state", nil}, {"reason", "reason", nil},
		{"approver", "approver", nil}, {"compensating", "compensating", nil}, {"expires", "expires", nil}, {"assessor", "assessor", nil},
		{"assessed_on", "assessedOn", nil}, {"note", "note", nil},
		{"from_zone", "", subject("from", "zone")}, {"from_conduit", "", subject("from", "conduit")},
	}, links: paths{"evidence": "proofs"}, extra: aboutLibrary},
	{kind: "user", table: "access_user", key: "email", beside: &beside{"password", "password"}, columns: []column{
		{"email", "email", nil}, {"name", "name", nil}, {"disabled", "disabled", nil},
	}},
	{kind: "token", table: "access_token", key: "name", beside: &beside{"secret", "secret"}, columns: []column{
		{"owner", "user", nil}, {"name", "name", nil}, {"scope", "scope", nil}, {"site", "site", nil}, {"expires", "expires", nil},
	}},
	{kind: "view", table: "store_view", key: "name", columns: []column{
		{"owner", "user", nil}, {"site", "site", nil}, {"name", "name", nil}, {"screen", "screen", nil},
	}},
	{kind: "mapping", table: "store_mapping", key: "name", columns: []column{{"name", "name", nil}, {"record_kind", "kind", nil}}},
	{kind: "capture", table: "observe_capture", ofSite: true, key: "key", columns: []column{
		{"key", "key", nil}, {"file", "file", nil}, {"hash", "hash", nil},
	}},
	{kind: "threat-release", table: "catalog_threat_release", key: "number", columns: []column{{"number", "release", nil}}},
	ofRegister("system", "risk_system", paths{"zone": "zones accessPoints.zone", "conduit": "accessPoints.conduit"}),
	ofRegister("function", "risk_function", paths{"zone": "zones", "asset": "assets"}),
	ofRegister("criteria", "risk_criteria", nil),
	ofRegister("assumption", "risk_assumption", nil),
	ofRegister("countermeasure", "risk_countermeasure", paths{"zone": "zones placedIn", "conduit": "conduits"}),
	ofRegister("environment", "risk_environment", paths{"zone": "zone", "countermeasure": "countermeasures"}),
	ofRegister("worst-case", "risk_worst_case", paths{"function": "function", "worst-case": "inherits", "assumption": "assumptions"}),
	ofRegister("comparison", "risk_comparison", paths{"zone": "zone"}),
	ofRegister("scenario", "risk_scenario", paths{
		"zone": "zone safeguards.placedIn", "conduit": "conduit", "function": "functions", "worst-case": "worstCase",
		"countermeasure": "safeguards.countermeasure", "assumption": "assumptions",
	}),
	ofRegister("finding", "risk_finding", nil),
	ofRegister("proposal", "risk_proposal", nil),
	ofRegister("roadmap", "risk_roadmap", nil),
	ofRegister("specification", "risk_specification", paths{
		"system": "system", "zone": "lines.zone own.zones", "conduit": "lines.conduit own.conduits", "scenario": "own.scenarios",
	}),
	ofRegister("approval", "risk_approval", paths{"specification": "specification"}),
	ofRegister("task", "risk_task", nil),
	ofLibrary("company", "supply_company", false, "aliases contact website note", nil),
	ofLibrary("product", "supply_product", false, "vendor model release orderNumbers aliases description", paths{
		"company": "company saidBy", "product": "replacedBy", "package": "received",
	}),
	ofLibrary("certificate", "supply_certificate", true, "scheme number issuer scope note", paths{
		"company": "company", "product": "product", "evidence": "proof",
	}),
	ofLibrary("package", "supply_package", true, "kind from to digest note", paths{"company": "company"}),
	ofLibrary("reply", "supply_reply", true, "note", paths{"package": "package came", "product": "lines.products"}),
	ofLibrary("test", "supply_test", true, "line subject asks found", paths{"package": "package", "evidence": "proofs"}),
	ofLibrary("evidence", "proof_evidence", true, "description section source collectedBy sample files.name links", paths{
		"zone": "zones", "conduit": "conduits", "asset": "assets", "product": "products", "evidence": "replacedBy",
	}),
	campaign(ofLibrary("assessment", "proof_assessment", true, "set lead purpose method", paths{"assessment": "before"})),
	ofLibrary("added-set", "catalog_added_set", false, "source", nil),
	ofLibrary("licensed-text", "catalog_licensed_text", false, "", nil),
	ofLibrary("freshness", "catalog_freshness", false, "note", nil),
	ofLibrary("pair-decision", "catalog_pair_decision", false, "note", nil),
	{kind: "claim", table: "assess_claim", key: "requirement", columns: []column{
		{"subject_kind", "subject.kind", nil}, {"subject_id", "subject.id", nil},
		{"requirement_set", "set", nil}, {"requirement", "requirement", nil}, {"state", "state", nil}, {"reason", "reason", nil},
		{"approver", "approver", nil}, {"compensating", "compensating", nil}, {"expires", "expires", nil}, {"assessor", "assessor", nil},
		{"assessed_on", "assessedOn", nil}, {"note", "note", nil},
	}, links: paths{"evidence": "proofs"}, extra: aboutLibrary},
}

// ofRegister is a kind of the risk register, which has a key and a name beside
// the rest.
func ofRegister(kind, table string, links paths) layout {
	return layout{kind: kind, table: table, ofSite: true, key: "key", links: links, columns: []column{{"key", "key", nil}, {"name", "name", nil}}}
}

// known are the kinds that a change may have.
var known = func() map[string]bool {
	all := map[string]bool{traffic: true}
	for _, l := range layouts {
		all[l.kind] = true
		if l.beside != nil {
			all[l.beside.kind] = true
		}
	}
	return all
}()

// subject is the id in a member {kind, id} if the kind is the wanted one.
func subject(member, kind string) func(doc) string {
	return func(d doc) string {
		if d.text(member+".kind") != kind {
			return ""
		}
		return d.text(member + ".id")
	}
}

func foldedVendor(d doc) string { return lower(strings.TrimSpace(d.text("vendor"))) }

// search is every text that a search in the asset list looks at, a line each.
func search(d doc) string {
	var lines []string
	add := func(d doc, members string) {
		for _, m := range strings.Fields(members) {
			lines = append(lines, d.text(m))
		}
	}
	add(d, "key name vendor model orderNumber firmware serial owner location")
	for _, address := range d.list("addresses") {
		add(address, "mac ip host")
	}
	for _, module := range d.list("modules") {
		add(module, "name model orderNumber serial")
	}
	if tags, ok := d["tags"].([]any); ok {
		for _, tag := range tags {
			lines = append(lines, textOf(tag))
		}
	}
	add(d, "description")
	var b strings.Builder
	for _, line := range lines {
		if line != "" {
			b.WriteString(lower(line) + "\n")
		}
	}
	return b.String()
}

func lower(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r != 0 {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}
