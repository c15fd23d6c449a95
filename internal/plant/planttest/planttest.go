// Package planttest draws sites at random for the tests of whoever reads,
// writes or stores them. What it draws keeps the rules of the plant, and is as
// odd as they permit.
package planttest

import (
	"fmt"

	"pgregory.net/rapid"

	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

// Document draws a site document that breaks no rule, normalised and sorted.
func Document() *rapid.Generator[plant.Document] {
	return rapid.Custom(func(t *rapid.T) plant.Document {
		d := plant.Document{Format: plant.DocumentFormat, Site: plant.DocSite{
			Key: "Bottling", Name: name(t), Sector: maybe(t, line), Location: maybe(t, line), Owner: maybe(t, line), Description: maybe(t, text),
		}}
		for i := range rapid.IntRange(0, 5).Draw(t, "zones") {
			d.Zones = append(d.Zones, zone(t, i))
		}
		if n := len(d.Zones); n > 1 {
			for i := range rapid.IntRange(0, 4).Draw(t, "conduits") {
				d.Conduits = append(d.Conduits, conduit(t, i, n))
			}
		}
		for i := range rapid.IntRange(0, 8).Draw(t, "assets") {
			d.Assets = append(d.Assets, asset(t, i, len(d.Zones)))
		}
		for i := range d.Conduits {
			for _, a := range d.Assets {
				if rapid.IntRange(0, 3).Draw(t, "device") == 0 {
					d.Conduits[i].Devices = append(d.Conduits[i].Devices, a.Key)
				}
			}
		}
		d.Answers = answers(t, d)
		d = d.Normalise()
		d.Sort()
		return d
	})
}

// odd are texts that break careless writers of YAML, CSV, JSON and XML.
var odd = []string{
	"Füller Süd", "充填機 1号", "4.10", "007", "1e3", "0x1F", "true", "No", "null", "~", "2026-11-24", "12:30:45", "a: b", "a #b", "- a", "? a", "[x]", "{x}", "a, b",
	"=1+1", "+49 30", "-", "@cmd", "＝1", "'s-Hertogenbosch", "'=x", `"quoted"`, `back\slash`, "<b>&amp;</b>", "_x000D_", "a\tb", "%d %s", "trailing:", "*a", "&a", "!tag", "|", ">", "<<", "`", "é\u0301", "\u200b\u2028", "𝄞", "\ufeffmark",
}

func line(t *rapid.T) string {
	s := rapid.OneOf(rapid.SampledFrom(odd), rapid.StringMatching(`[A-Za-z0-9 äß./:#'"=-]{1,24}`)).Draw(t, "line")
	out := []rune{}
	for _, r := range s {
		if r != '\t' && r != '\n' {
			out = append(out, r)
		}
	}
	return string(out)
}

func text(t *rapid.T) string {
	s := line(t)
	for range rapid.IntRange(0, 3).Draw(t, "further lines") {
		s += rapid.SampledFrom([]string{"\n", "\n\n", "\n  ", "\n\t", " \n"}).Draw(t, "line end") + rapid.SampledFrom(odd).Draw(t, "further")
	}
	return s
}

func name(t *rapid.T) string { return "N " + line(t) }

func maybe(t *rapid.T, draw func(*rapid.T) string) string {
	if rapid.Bool().Draw(t, "left out") {
		return ""
	}
	return draw(t)
}

func list(t *rapid.T, draw func(*rapid.T) string) []string {
	var out []string
	for range rapid.IntRange(0, 3).Draw(t, "entries") {
		out = append(out, draw(t))
	}
	return out
}

func flag(t *rapid.T) bool { return rapid.Bool().Draw(t, "flag") }

func day(t *rapid.T) plant.Date {
	if flag(t) {
		return ""
	}
	return plant.Date(fmt.Sprintf("20%02d-%02d-%02d", rapid.IntRange(0, 30).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day")))
}

func target(t *rapid.T) *plant.Target {
	if flag(t) {
		return nil
	}
	out := &plant.Target{Method: maybe(t, line), Rationale: maybe(t, text), Approver: name(t), ApprovedOn: day(t)}
	for i := range out.Vector {
		out.Vector[i] = sl.Level(rapid.IntRange(0, 4).Draw(t, "level"))
	}
	return out
}

func zoneKey(i int) string { return fmt.Sprintf("Z-%02d", i) }

func zone(t *rapid.T, i int) plant.DocZone {
	z := plant.DocZone{
		Key: zoneKey(i), Name: name(t), Kind: rapid.SampledFrom(plant.ZoneKinds).Draw(t, "kind"),
		Purdue: rapid.SampledFrom(append([]string{""}, plant.PurdueLevels...)).Draw(t, "purdue"),
		Safety: flag(t), Wireless: flag(t), Transient: flag(t), External: flag(t),
		LogicalBoundary: maybe(t, text), PhysicalBoundary: maybe(t, text), Owner: maybe(t, line),
		Description: maybe(t, text), Assumptions: list(t, text), Target: target(t),
	}
	if i > 0 && flag(t) {
		z.Parent = zoneKey(rapid.IntRange(0, i-1).Draw(t, "parent"))
	}
	if flag(t) {
		z.Place = &plant.Place{X: rapid.Float64Range(-1e5, 1e5).Draw(t, "x"), Y: float64(rapid.IntRange(-9, 900).Draw(t, "y")), W: 120.5, H: 80}
	}
	return z
}

func conduit(t *rapid.T, i, zones int) plant.DocConduit {
	from := rapid.IntRange(0, zones-1).Draw(t, "from")
	to := (from + rapid.IntRange(1, zones-1).Draw(t, "to")) % zones
	c := plant.DocConduit{
		Key: fmt.Sprintf("C-%02d", i), Name: name(t), From: zoneKey(from), To: zoneKey(to),
		Controls: list(t, line), Medium: maybe(t, line), Wireless: flag(t), External: flag(t), Owner: maybe(t, line),
		Description: maybe(t, text), Assumptions: list(t, text), Target: target(t),
	}
	for range rapid.IntRange(0, 3).Draw(t, "flows") {
		c.Flows = append(c.Flows, plant.FlowRule{
			Direction: rapid.SampledFrom([]plant.Direction{plant.Forward, plant.Backward, plant.Both}).Draw(t, "direction"),
			Protocol:  rapid.SampledFrom([]string{"modbus", "s7comm", "opc-ua", "any", "tcp"}).Draw(t, "protocol"),
			Ports:     rapid.SampledFrom([]string{"", "502", "80,443", "5000-5010"}).Draw(t, "ports"),
			Function:  rapid.SampledFrom(append([]plant.Function{""}, plant.Functions...)).Draw(t, "function"),
			Note:      maybe(t, text),
		})
	}
	return c
}

func asset(t *rapid.T, i, zones int) plant.DocAsset {
	a := plant.DocAsset{
		Key: fmt.Sprintf("A %d/x", i), Name: maybe(t, line), Type: rapid.SampledFrom(plant.AssetTypes).Draw(t, "type"),
		Role:   rapid.SampledFrom(append([]plant.AssetRole{""}, plant.AssetRoles...)).Draw(t, "role"),
		Vendor: maybe(t, line), Model: maybe(t, line), OrderNumber: maybe(t, line), Firmware: maybe(t, line), Serial: maybe(t, line),
		Criticality: rapid.IntRange(0, 5).Draw(t, "criticality"), Owner: maybe(t, line), Location: maybe(t, line),
		Installed: day(t), SupportEnds: day(t), Tags: list(t, line), Description: maybe(t, text),
	}
	if zones > 0 && flag(t) {
		a.Zone = zoneKey(rapid.IntRange(0, zones-1).Draw(t, "zone"))
	}
	for n := range rapid.IntRange(0, 2).Draw(t, "addresses") {
		a.Addresses = append(a.Addresses, plant.Address{Interface: maybe(t, line), MAC: fmt.Sprintf("00:11:22:33:%02x:%02x", i, n), IP: fmt.Sprintf("10.0.%d.%d", i, n), VLAN: rapid.IntRange(0, 4094).Draw(t, "vlan"), Host: rapid.SampledFrom([]string{"", "srv-1", "plc.line1.local"}).Draw(t, "host")})
	}
	for n := range rapid.IntRange(0, 2).Draw(t, "modules") {
		a.Modules = append(a.Modules, plant.Module{Slot: fmt.Sprint(n), Name: maybe(t, line), Vendor: maybe(t, line), Firmware: maybe(t, line), Serial: maybe(t, line)})
	}
	if flag(t) {
		a.Safety = &plant.SafetyFunction{Standard: maybe(t, line), SIL: rapid.IntRange(1, 4).Draw(t, "sil"), PL: rapid.SampledFrom([]string{"", "a", "e"}).Draw(t, "pl"), Function: maybe(t, text)}
	}
	if flag(t) {
		a.Sources = map[string]plant.Source{
			"firmware": {From: plant.Observed, Ref: name(t), Confidence: plant.Likely},
			"zone":     {From: plant.Imported, Ref: maybe(t, text)},
		}
	}
	return a
}

func answers(t *rapid.T, d plant.Document) []plant.Answer {
	subjects := []string{"site"}
	for _, z := range d.Zones {
		subjects = append(subjects, "zone "+z.Key)
	}
	for _, c := range d.Conduits {
		subjects = append(subjects, "conduit "+c.Key)
	}
	for _, a := range d.Assets {
		subjects = append(subjects, "asset "+a.Key)
	}
	var out []plant.Answer
	for i := range rapid.IntRange(0, 5).Draw(t, "answers") {
		a := plant.Answer{
			Subject: rapid.SampledFrom(subjects).Draw(t, "subject"), Requirement: fmt.Sprintf("SR %d.%d", i%7+1, i+1),
			State: rapid.SampledFrom(plant.AnswerStates).Draw(t, "state"), Reason: name(t), Approver: name(t),
			Maturity: rapid.IntRange(0, 4).Draw(t, "maturity"), Evidence: list(t, line), Assessor: maybe(t, line), AssessedOn: day(t), Note: maybe(t, text),
		}
		switch a.State {
		case "compensated":
			a.Compensating, a.Expires = name(t), "2027-06-30"
		case "not-applied":
			a.Compensating, a.Expires, a.Function = name(t), "2027-06-30", "F-01"
		case "inherited":
			if a.From = "site"; a.Subject == "site" {
				a.State, a.From = "met", ""
			}
		}
		out = append(out, a)
	}
	return out
}
