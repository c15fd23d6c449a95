package supply_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"ringwall/internal/plant"
	"ringwall/internal/supply"
)

var matchCompanies = []supply.Company{
	{Head: supply.Head{ID: "c1", Key: "CO-001", Name: "Siemens AG"}, Aliases: []string{"SIEMENS", "Siemens Industry Inc."}},
	{Head: supply.Head{ID: "c2", Key: "CO-002", Name: "安川電機株式会社"}, Aliases: []string{"Yaskawa"}},
}

var matchProducts = []supply.Product{
	{Head: supply.Head{ID: "p1", Key: "PD-001"}, Company: "c1", Vendor: "Siemens", Model: "CPU 1515-2 PN", Release: "V2.9.4", OrderNumbers: []string{"6ES7 515-2AM01-0AB0"}},
	{Head: supply.Head{ID: "p2", Key: "PD-002"}, Company: "c1", Vendor: "Siemens", Model: "CPU 1515-2 PN", Release: "V3.0", OrderNumbers: []string{"6ES7515-2AM02-0AB0"}},
	{Head: supply.Head{ID: "p3", Key: "PD-003"}, Company: "c1", Vendor: "Siemens", Model: "SCALANCE XC208", Aliases: []string{"XC-208"}},
	{Head: supply.Head{ID: "p4", Key: "PD-004"}, Company: "c2", Vendor: "Yaskawa", Model: "MP3300"},
	{Head: supply.Head{ID: "p5", Key: "PD-005"}, Vendor: "Moxa Inc.", Model: "EDS-408A"},
	{Head: supply.Head{ID: "p6", Key: "PD-006"}, Vendor: "Moxa", Model: "EDS-408A", Release: "3.8"},
}

func TestMatch(t *testing.T) {
	for _, tt := range []struct {
		name                                 string
		vendor, model, order, firmware, want string
		why                                  string
	}{
		{"model and release of the product", "Siemens", "CPU 1515-2 PN", "", "V2.9.4", "PD-001", "model CPU 1515-2 PN"},
		{"legal form and case of the vendor do not count", "SIEMENS A.G.", "cpu1515-2pn", "", "FW 2.9.4", "PD-001", "2.9.4 is its release"},
		{"another name of the company counts", "Siemens Industry, Inc.", "CPU 1515-2 PN", "", "3.0", "PD-002", ""},
		{"the order number finds the product without a model", "Siemens", "", "6es7515-2am01-0ab0", "v2.9.4", "PD-001", "order number"},
		{"an order number of the installed release counts before the model", "Siemens", "CPU 1515-2 PN", "6ES7515-2AM02-0AB0", "3.0", "PD-002", "order number"},
		{"a product without release takes every release", "Siemens", "XC 208", "", "V4.1", "PD-003", "every release"},
		{"a product without release takes an asset without one", "Siemens", "SCALANCE-XC208", "", "", "PD-003", "every release"},
		{"the Japanese name of a company is one of its names", "株式会社 安川電機", "MP3300", "", "1", "PD-004", ""},
		{"the exact release counts before every release", "MOXA", "EDS408A", "", "v3.8", "PD-006", "3.8 is its release"},
		{"a release without product falls to the one for every release", "Moxa", "EDS-408A", "", "3.9", "PD-005", "every release"},
		{"another release is no match and names what is near", "Siemens", "CPU 1515-2 PN", "", "V2.9.7", "", "Product PD-001 is the same of release V2.9.4, and V2.9.7 is installed"},
		{"no release said is no match with a product of a release", "Siemens", "CPU 1515-2 PN", "", "", "", "does not say which release"},
		{"trailing zeros are no other writing of a release", "Siemens", "CPU 1515-2 PN", "", "3.0.0", "", "Product PD-002"},
		{"the same model of another vendor is no match", "ABB", "MP3300", "", "", "", "no product MP3300 of ABB"},
		{"without vendor nothing matches", "", "MP3300", "", "", "", "no vendor"},
		{"a vendor alone is not enough", "Siemens", " - ", "", "", "", "neither model nor order number"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := plant.Asset{Key: "A-1", Vendor: tt.vendor, Model: tt.model, OrderNumber: tt.order, Firmware: tt.firmware}
			p, m, ok := supply.Match(a, matchProducts, matchCompanies...)
			if ok != (tt.want != "") || p.Key != tt.want || m.Key != tt.want {
				t.Fatalf("matched %q (%v), want %q: %s", p.Key, ok, tt.want, m.Why)
			}
			if !strings.Contains(m.Why, tt.why) || m.Why == "" {
				t.Errorf("why is %q, want %q in it", m.Why, tt.why)
			}
			if !ok && (m.Near != "") != (m.NearKey != "") {
				t.Errorf("near is half said: %+v", m)
			}
		})
	}
}

func TestNormalVendorKeepsNamesThatAreALegalForm(t *testing.T) {
	for name, want := range map[string]string{"AB": "ab", "A.B.": "ab", "B&R": "br", "Phoenix Contact GmbH & Co. KG": "phoenixcontact", "": "", " . ": ""} {
		if got := supply.NormalVendor(name); got != want {
			t.Errorf("NormalVendor(%q) = %q, want %q", name, got, want)
		}
	}
}

// TestMatchManyAssets holds the matcher to a speed that a page can wait for.
func TestMatchManyAssets(t *testing.T) {
	var products []supply.Product
	for i := range 2_000 {
		products = append(products, supply.Product{
			Head: supply.Head{ID: supply.ID(fmt.Sprint("p", i)), Key: fmt.Sprint("PD-", i)}, Vendor: fmt.Sprint("Maker ", i%40), Model: fmt.Sprint("Model ", i),
		})
	}
	start := time.Now()
	m := supply.NewMatcher(products, nil)
	for i := range 10_000 {
		n := i % 2_000
		p, _, ok := m.Match(plant.Asset{Vendor: fmt.Sprint("MAKER-", n%40, " GmbH"), Model: fmt.Sprint("model", n), Firmware: "1.0"})
		if !ok || p.Key != fmt.Sprint("PD-", n) {
			t.Fatalf("asset %d matched %q", i, p.Key)
		}
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("10,000 assets took %v", took)
	}
}

func FuzzNormal(f *testing.F) {
	for _, s := range []string{"Siemens AG", "株式会社 安川電機", "V2.9.4", "FW: v 1", "６ＥＳ７", "İ", "\xff", "ﬁ", "ver.ver.1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, normal := range map[string]func(string) string{"vendor": supply.NormalVendor, "name": supply.NormalName, "release": supply.NormalRelease} {
			once := normal(s)
			if again := normal(once); again != once && name == "name" {
				t.Errorf("%s %q becomes %q and then %q", name, s, once, again)
			}
			if name != "release" && normal(" "+s+" ") != once {
				t.Errorf("%s %q changes with blanks around it", name, s)
			}
			if strings.ContainsAny(once, " \t\n") {
				t.Errorf("%s %q keeps a blank: %q", name, s, once)
			}
		}
	})
}
