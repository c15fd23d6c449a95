package supply_test

import (
	"slices"
	"strings"
	"testing"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
	"ringwall/internal/supply"
)

func TestDifferenceOfAReply(t *testing.T) {
	sent := asked(t)
	now := asked(t)
	now.Lines = slices.Clone(now.Lines)
	for i := range now.Lines {
		switch now.Lines[i].ID {
		case "Z-01/SR 1.2":
			now.Lines[i].Target, now.Lines[i].HoldPoint = 3, true
		case "Z-01/SR 1.3":
			now.Lines[i].ID = "Z-01/SR 99.9"
		}
	}
	d := supply.DifferenceOf(supply.DifferenceInput{
		Sent: sent, Now: now,
		Reply: supply.ReplyContent{Lines: []supply.OfferedLine{
			{Line: "Z-01/SR 1.1", Answer: "comply", Products: []string{"PD-001"}},
			{Line: "Z-01/SR 1.2", Answer: "deviate", Reason: "No service accounts", Instead: "Certificates."},
			{Line: "Z-01/SR 2.1", Answer: "comply"},
		}},
		Capable: func(p string) (supply.Capable, bool) {
			return supply.Capable{Levels: sl.Uniform(1), Reasons: [7]string{"SL 2 stops at CR 1.1 RE 1."}}, p == "PD-001"
		},
		Decided: map[string]supply.ReplyLine{},
	})
	line := func(id string) supply.LineDifference {
		i := slices.IndexFunc(d.Lines, func(l supply.LineDifference) bool { return l.Line.ID == id })
		if i < 0 {
			t.Fatalf("no line %s", id)
		}
		return d.Lines[i]
	}
	for _, tt := range []struct{ name, id, since, why string }{
		{"an answered line says with what", "Z-01/SR 1.1", "", "Complies with PD-001."},
		{"a deviation and what is asked differently", "Z-01/SR 1.2", "changed", "Deviates: No service accounts. Offered instead: Certificates. Asked differently since: SL-T 2 became 3, it became a hold point."},
		{"a line that went", "Z-01/SR 1.3", "gone", "Not answered. No longer asked."},
		{"a line that came", "Z-01/SR 99.9", "new", "Not answered. Asked only since the package was sent."},
	} {
		if l := line(tt.id); l.Since != tt.since || l.Why != tt.why {
			t.Errorf("%s: %q %q", tt.name, l.Since, l.Why)
		}
	}
	if d.Counts.By["comply"] != 2 || d.Counts.Undecided != 1 || d.Counts.Changed != 3 || d.Counts.Unanswered != d.Counts.Lines-3 {
		t.Errorf("counts %+v", d.Counts)
	}
	if len(d.Levels) != 2 {
		t.Fatalf("levels %+v", d.Levels)
	}
	if want := "Product PD-001 reaches SL-C 1 in FR 1, and zone Z-01 asks for SL-T 2. SL 2 stops at CR 1.1 RE 1."; d.Levels[0].Why != want {
		t.Errorf("shortfall is %q", d.Levels[0].Why)
	}
	if d.Levels[1].Product != "" || !strings.Contains(d.Levels[1].Why, "No product is named that carries FR 2") {
		t.Errorf("shortfall is %+v", d.Levels[1])
	}
	if !strings.HasPrefix(d.Says, "29") && d.Counts.Lines == 0 {
		t.Error(d.Says)
	}
}

func TestDifferenceOfAnOffer(t *testing.T) {
	own := supply.Library{
		Companies: []supply.Company{{Head: supply.Head{ID: "c1", Key: "CO-001", Name: "Siemens AG"}}},
		Products: []supply.Product{
			{Head: supply.Head{ID: "p1", Key: "PD-001", Name: "CPU"}, Company: "c1", Vendor: "Siemens", Model: "CPU 1515", Release: "V2.9", Types: []catalog.ComponentType{"embedded-device"}, Received: "k0"},
			{Head: supply.Head{ID: "p2", Key: "PD-002", Name: "Switch"}, Company: "c1", Vendor: "Siemens", Model: "XC208", Received: "k0"},
			{Head: supply.Head{ID: "p3", Key: "PD-003", Name: "Ours"}, Company: "c1", Vendor: "Siemens", Model: "XC216"},
		},
		Claims: []assess.Claim{
			{Verdict: assess.Verdict{Subject: assess.Subject{Kind: assess.OfProduct, ID: "p1"}, Set: "iec-62443-4-2:2019", Requirement: "CR 1.1", State: assess.Met}},
			{Verdict: assess.Verdict{Subject: assess.Subject{Kind: assess.OfProduct, ID: "p1"}, Set: "iec-62443-4-2:2019", Requirement: "CR 1.2", State: assess.Met}},
		},
		Certificates: []supply.Certificate{{Head: supply.Head{ID: "t1", Key: "CT-001", Name: "CSA"}, Scheme: "isasecure-csa", Number: "CSA-7", Issuer: "exida"}},
	}
	offer := supply.ClaimsContent{
		Company: supply.OfferedCompany{Key: "X", Name: "SIEMENS"},
		Products: []supply.OfferedProduct{
			{Key: "S1", Name: "CPU", Vendor: "SIEMENS AG", Model: "cpu-1515", Release: "2.9", Types: []catalog.ComponentType{"embedded-device"}, SecurityEnds: "2030-01-01"},
			{Key: "S2", Name: "CPU", Vendor: "Siemens", Model: "CPU 1515", Release: "3.0"},
		},
		Claims: []supply.OfferedClaim{
			{About: "product S1", Set: "iec-62443-4-2:2019", Requirement: "CR 1.1", State: assess.Partly, Reason: "r"},
			{About: "product S1", Set: "iec-62443-4-2:2019", Requirement: "CR 1.3", State: assess.Met},
			{About: "product S2", Set: "iec-62443-4-2:2019", Requirement: "CR 1.1", State: assess.Met},
			{About: "company X", Set: "iec-62443-4-1:2018", Requirement: "SM-1", State: assess.Met, Maturity: 3},
		},
		Certificates: []supply.OfferedCertificate{{Name: "CSA", Scheme: "isasecure-csa", Number: "csa 7", Issuer: "Exida", Level: 2}},
	}
	d := supply.OfferDifferenceOf(offer, own)
	if d.Company.ID != "c1" {
		t.Errorf("company %+v", d.Company)
	}
	if p := d.Products[0]; p.Op != plant.OpChange || p.ID != "p1" || !slices.Contains(p.Changes, "securityEnds") || p.Claims != (supply.ClaimCounts{Add: 1, Change: 1, Gone: 1}) {
		t.Errorf("the known product is %+v", p)
	}
	if p := d.Products[1]; p.Op != plant.OpAdd || p.ID != "" || p.Claims.Add != 1 {
		t.Errorf("another release is %+v", p)
	}
	if !slices.Equal(d.Gone, []string{"PD-002"}) {
		t.Errorf("gone are %v: only what a package brought can go", d.Gone)
	}
	if d.Claims != (supply.ClaimCounts{Add: 3, Change: 1, Gone: 1}) {
		t.Errorf("claims %+v", d.Claims)
	}
	if c := d.Certificates[0]; c.ID != "t1" || c.Op != plant.OpChange || !slices.Contains(c.Changes, "level") {
		t.Errorf("certificate %+v", c)
	}
}

func TestDifferenceOfWhatWasBuilt(t *testing.T) {
	in, _ := owners()
	declared := plant.DocumentOf(in.Site, nil)
	built := plant.DocumentOf(in.Site, nil)
	built.Site.Key = "PROJECT-7"
	built.Zones = slices.Clone(built.Zones[:2])
	built.Zones[0].Parent, built.Zones[0].Target = "", nil // an integrator does not decide targets
	built.Zones[1].Description = ""                        // stripped, because it lies outside
	built.Assets = append(slices.Clone(built.Assets), plant.DocAsset{Key: "PLC-2", Zone: "Z-01", Type: plant.EmbeddedDevice})
	built.Assets[0].Firmware = "V3"
	declared.Assets = append(declared.Assets, plant.DocAsset{Key: "PLC-9", Zone: "Z-01", Type: plant.EmbeddedDevice}, plant.DocAsset{Key: "PC-1", Zone: "Z-02", Type: plant.HostDevice})
	d, _ := supply.BuiltDifferenceOf(declared, built, []string{"Z-02"})
	got := []string{}
	for _, c := range d.Changes {
		got = append(got, string(c.Op)+" "+c.Kind+" "+c.Key)
	}
	want := []string{"change asset PLC-1", "add asset PLC-2", "remove asset PLC-9"}
	if !slices.Equal(got, want) {
		t.Errorf("changes %v, want %v", got, want)
	}
	if d.Counts["asset"] != (supply.OpCount{Add: 1, Change: 1, Remove: 1}) {
		t.Errorf("counts %+v", d.Counts)
	}
}
