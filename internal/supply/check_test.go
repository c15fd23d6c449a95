package supply_test

import (
	"strings"
	"testing"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/supply"
)

// at are the pointers of broken rules.
func at(p plant.Problems) string {
	var pointers []string
	for _, x := range p {
		pointers = append(pointers, x.Pointer)
	}
	return strings.Join(pointers, " ")
}

func head(key string) supply.Head { return supply.Head{Key: key, Name: "Name"} }

func TestCheckCompany(t *testing.T) {
	key := "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
	for _, c := range []struct {
		name string
		x    supply.Company
		want string
	}{
		{"a supplier with a key", supply.Company{Head: head("CO-1"), Parties: []plant.Party{plant.ProductSupplier}, Website: "https://example.com", Keys: []supply.PartnerKey{{Key: key}}}, ""},
		{"without key and name", supply.Company{}, "/key /name"},
		{"of one site", supply.Company{Head: supply.Head{Key: "CO-1", Name: "N", Site: "s"}}, "/site"},
		{"a party of the court", supply.Company{Head: head("CO-1"), Parties: []plant.Party{"defendant"}}, "/parties/0"},
		{"a party twice", supply.Company{Head: head("CO-1"), Parties: []plant.Party{plant.AssetOwner, plant.AssetOwner}}, "/parties/1"},
		{"a name twice, in another case", supply.Company{Head: head("CO-1"), Aliases: []string{"ACME", "Acme"}}, "/aliases/1"},
		{"an empty name", supply.Company{Head: head("CO-1"), Aliases: []string{" "}}, "/aliases/0"},
		{"a web address that a browser would run", supply.Company{Head: head("CO-1"), Website: "javascript:alert(1)"}, "/website"},
		{"a key of the wrong length", supply.Company{Head: head("CO-1"), Keys: []supply.PartnerKey{{Key: "AAAA"}}}, "/keys/0/key"},
		{"a key twice", supply.Company{Head: head("CO-1"), Keys: []supply.PartnerKey{{Key: key}, {Key: key}}}, "/keys/1/key"},
	} {
		if got := at(supply.CheckCompany(c.x)); got != c.want {
			t.Errorf("%s: broken at %q, want %q", c.name, got, c.want)
		}
	}
}

func TestCheckProduct(t *testing.T) {
	good := supply.Product{Head: head("PD-1"), Vendor: "Acme", Model: "X", Types: []catalog.ComponentType{catalog.HostDevice}, SupportFrom: "2020-01-01", SupportEnds: "2030-01-01", Aim: 2}
	with := func(fn func(*supply.Product)) supply.Product { x := good; fn(&x); return x }
	for _, c := range []struct {
		name string
		x    supply.Product
		want string
	}{
		{"one with its periods", good, ""},
		{"without vendor and model", with(func(x *supply.Product) { x.Vendor, x.Model = " ", "" }), "/vendor /model"},
		{"of no type", with(func(x *supply.Product) { x.Types = nil }), "/types"},
		{"of a type that is none", with(func(x *supply.Product) { x.Types = []catalog.ComponentType{"toaster"} }), "/types/0"},
		{"of a type twice", with(func(x *supply.Product) {
			x.Types = []catalog.ComponentType{catalog.HostDevice, catalog.HostDevice}
		}), "/types/1"},
		{"whose support ends before it begins", with(func(x *supply.Product) { x.SupportEnds = "2019-12-31" }), "/supportEnds"},
		{"whose updates end before support begins", with(func(x *supply.Product) { x.SecurityEnds = "2019-12-31" }), "/securityEnds"},
		{"with a day that does not exist", with(func(x *supply.Product) { x.SecurityEnds = "2027-02-30" }), "/securityEnds"},
		{"that aims at SL 5", with(func(x *supply.Product) { x.Aim = 5 }), "/aim"},
		{"that replaces itself", with(func(x *supply.Product) { x.ID, x.ReplacedBy = "p", "p" }), "/replacedBy"},
		{"with an order number twice", with(func(x *supply.Product) { x.OrderNumbers = []string{"6ES7", "6ES7"} }), "/orderNumbers/1"},
	} {
		if got := at(supply.CheckProduct(c.x)); got != c.want {
			t.Errorf("%s: broken at %q, want %q", c.name, got, c.want)
		}
	}
}

func TestCheckCertificate(t *testing.T) {
	good := supply.Certificate{Head: head("CT-1"), Scheme: "isasecure-csa", Product: "p", Level: 2, Issued: "2025-01-01", Expires: "2028-01-01"}
	with := func(fn func(*supply.Certificate)) supply.Certificate { x := good; fn(&x); return x }
	for _, c := range []struct {
		name string
		x    supply.Certificate
		want string
	}{
		{"of a product", good, ""},
		{"of a solution at a site", with(func(x *supply.Certificate) { x.Product, x.Site = "", "s" }), ""},
		{"of nobody", with(func(x *supply.Certificate) { x.Product = "" }), "/product"},
		{"of a product and a company", with(func(x *supply.Certificate) { x.Company = "c" }), "/company"},
		{"of a scheme that is none", with(func(x *supply.Certificate) { x.Scheme = "own" }), "/scheme"},
		{"that ends before it is issued", with(func(x *supply.Certificate) { x.Expires = "2024-01-01" }), "/expires"},
		{"that is revoked before it is issued", with(func(x *supply.Certificate) { x.Revoked = "2024-01-01" }), "/revoked"},
		{"of SL 5 and ML 7", with(func(x *supply.Certificate) { x.Level, x.Maturity = 5, 7 }), "/level /maturity"},
	} {
		if got := at(supply.CheckCertificate(c.x)); got != c.want {
			t.Errorf("%s: broken at %q, want %q", c.name, got, c.want)
		}
	}
}

func TestCheckPackage(t *testing.T) {
	sum := strings.Repeat("a1", 32)
	good := supply.Package{Head: head("PK-1"), Kind: supply.Claims, Direction: supply.Incoming, State: "received", Digest: sum, File: sum}
	with := func(fn func(*supply.Package)) supply.Package { x := good; fn(&x); return x }
	for _, c := range []struct {
		name string
		x    supply.Package
		want string
	}{
		{"that came in", good, ""},
		{"that came in and was sent", with(func(x *supply.Package) { x.State = "sent" }), "/state"},
		{"that went out and was received", with(func(x *supply.Package) { x.Direction = supply.Outgoing }), "/state"},
		{"of a kind that is none", with(func(x *supply.Package) { x.Kind = "gift" }), "/kind"},
		{"without digests", with(func(x *supply.Package) { x.Digest, x.File = "", "AB" }), "/digest /file"},
		{"that answers what has no digest", with(func(x *supply.Package) { x.Answers = "yes" }), "/answers"},
	} {
		if got := at(supply.CheckPackage(c.x)); got != c.want {
			t.Errorf("%s: broken at %q, want %q", c.name, got, c.want)
		}
	}
}

func TestCheckReplyAndTest(t *testing.T) {
	reply := func(lines ...supply.ReplyLine) supply.Reply {
		return supply.Reply{Head: head("RP-1"), Package: "p", State: "draft", Lines: lines}
	}
	for _, c := range []struct {
		name string
		x    supply.Reply
		want string
	}{
		{"that complies", reply(supply.ReplyLine{Line: "1", Answer: "comply"}), ""},
		{"that deviates without a reason", reply(supply.ReplyLine{Line: "1", Answer: "deviate"}), "/lines/0/reason"},
		{"that answers a line twice", reply(supply.ReplyLine{Line: "1", Answer: "comply"}, supply.ReplyLine{Line: "1", Answer: "clarify"}), "/lines/1/line"},
		{"with an answer that is none", reply(supply.ReplyLine{Line: "1", Answer: "maybe"}), "/lines/0/answer"},
		{"with a decision that is none", reply(supply.ReplyLine{Line: "1", Answer: "comply", Decided: "perhaps"}), "/lines/0/decided"},
		{"to no package", supply.Reply{Head: head("RP-1"), State: "draft"}, "/package"},
	} {
		if got := at(supply.CheckReply(c.x)); got != c.want {
			t.Errorf("a reply %s: broken at %q, want %q", c.name, got, c.want)
		}
	}
	good := supply.Test{Head: head("TE-1"), Phase: "fat", Line: "1", Result: "passed", By: "Ada", On: "2026-11-24"}
	with := func(fn func(*supply.Test)) supply.Test { x := good; fn(&x); return x }
	for _, c := range []struct {
		name string
		x    supply.Test
		want string
	}{
		{"that passed", good, ""},
		{"that is open", with(func(x *supply.Test) { x.Result, x.By, x.On = "open", "", "" }), ""},
		{"that passed by nobody on no day", with(func(x *supply.Test) { x.By, x.On = "", "" }), "/by /on"},
		{"that failed without a finding", with(func(x *supply.Test) { x.Result = "failed" }), "/found"},
		{"that is waived without a reason", with(func(x *supply.Test) { x.Result = "waived" }), "/found"},
		{"that holds the work and nobody witnessed", with(func(x *supply.Test) { x.HoldPoint = true }), "/witness"},
		{"of no phase and no line", with(func(x *supply.Test) { x.Phase, x.Line = "", "" }), "/phase /line"},
	} {
		if got := at(supply.CheckTest(c.x)); got != c.want {
			t.Errorf("a test %s: broken at %q, want %q", c.name, got, c.want)
		}
	}
}

func TestRefsVisitAndRewriteEveryReference(t *testing.T) {
	seen := map[string]string{}
	visit := func(kind string, id *string) {
		seen[*id] = kind
		*id = "new " + *id
	}
	p := supply.Product{Company: "c1", ReplacedBy: "p2", Received: "k1"}
	p.Refs(visit)
	ct := supply.Certificate{Company: "c2", Product: "p3", Proof: "e1"}
	ct.Refs(visit)
	r := supply.Reply{Package: "k2", Lines: []supply.ReplyLine{{Products: []supply.ID{"p4", "p5"}}}}
	r.Refs(visit)
	te := supply.Test{Package: "k3"}
	te.Refs(visit)
	k := supply.Package{Company: "c3"}
	k.Refs(visit)
	want := map[string]string{
		"c1": "company", "p2": "product", "k1": "package", "c2": "company", "p3": "product", "e1": "evidence", "k2": "package",
		"p4": "product", "p5": "product", "k3": "package", "c3": "company",
	}
	for id, kind := range want {
		if seen[id] != kind {
			t.Errorf("%s is seen as %q, want %q", id, seen[id], kind)
		}
	}
	if len(seen) != len(want) || p.Company != "new c1" || r.Lines[0].Products[1] != "new p5" || ct.Proof != "new e1" {
		t.Errorf("%v, %+v, %+v", seen, p, r)
	}
}
