package report

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/risk/spec"
)

// chlorine is the specification of the pump house: two zones and a conduit, a
// scenario for a safety zone that is accepted, and one that no attacker causes.
func chlorine(t *testing.T) CRSInput {
	t.Helper()
	in := pumpHouse()
	in.Site.Assets = []plant.Asset{
		{ID: "a1", Key: "PLC-101", Name: "Pump controller", Type: plant.EmbeddedDevice, Role: "plc", Zone: "z1", Criticality: 3},
		{ID: "a2", Key: "SIS-201", Name: "Chlorine shut-off", Type: plant.EmbeddedDevice, Role: "safety-controller", Zone: "z2", Criticality: 5, Safety: &plant.SafetyFunction{Standard: "IEC 61511", SIL: 2}},
	}
	criteria := risk.Criteria{
		Head:         risk.Head{ID: "cr", Key: "CR-01", Name: "Criteria of the water works"},
		Consequences: []string{"Minor", "Serious", "Severe"},
		Categories: []risk.CategoryScale{
			{Category: risk.Safety, Levels: []string{"first aid", "lost time", "death"}},
			{Category: risk.Environmental, Levels: []string{"within the fence", "reportable", "lasting"}},
		},
		Likelihoods: []risk.LikelihoodStep{{Name: "Rare", Meaning: "once in the life of the plant", PerYear: .01}, {Name: "Possible", Meaning: "in ten years", PerYear: .1}, {Name: "Likely", Meaning: "in a year", PerYear: 1}},
		Matrix:      [][]risk.BandID{{"low", "low", "medium"}, {"low", "medium", "high"}, {"medium", "high", "high"}},
		Bands: []risk.Band{
			{ID: "low", Name: "Low", Region: risk.Acceptable},
			{ID: "medium", Name: "Medium", Region: risk.Alarp, Authority: "plant-manager", AcceptMonths: 12, ActDays: 90},
			{ID: "high", Name: "High", Region: risk.Intolerable, ActDays: 7},
		},
		Authorities: []risk.Authority{{ID: "shift", Title: "Shift lead", Holders: []string{"shift@example.com"}}, {ID: "plant-manager", Title: "Plant manager", Holders: []string{"berg@example.com"}}},
		Overrides:   []risk.Override{{Name: "Loss of protection", When: risk.Condition{Mechanisms: []risk.Mechanism{"loss-of-protection"}}, Least: "medium", Reason: "People stand next to it."}},
		Signed:      &risk.Signature{By: "berg@example.com", Name: "A. Berg", At: in.Stamp.Printed, Meaning: "I put these risk criteria into force."},
	}
	register := risk.Register{
		Systems: []risk.System{{
			Head: risk.Head{ID: "sys", Key: "SYS-01", Name: "Pump house"}, Description: "Two pumps and a chlorine store.", Perimeter: "The fence and the firewall FW-1.", Excluded: "The office, which is group IT's.", Owner: "Water works",
			AccessPoints: []risk.AccessPoint{{Key: "AP-1", Name: "Vendor's line", Kind: "vendor", Direction: risk.BothWays, Counterparty: "Pump Corp", Owner: "A. Berg", Zone: "z1", Controls: []string{"opened by hand"}}},
		}},
		Criteria:    []risk.Criteria{criteria},
		Assumptions: []risk.Assumption{{Head: risk.Head{ID: "as", Key: "AS-01", Name: "Air gap"}, Statement: "The shut-off hangs on no network but its own.", Owner: "A. Berg", Test: "Follow the cables.", State: risk.AssumptionConfirmed, Expires: "2027-11-24"}},
		Scenarios: []risk.Scenario{
			{Head: risk.Head{ID: "s1", Key: "SC-001", Name: "Trip is held back"}, Zone: "z2", CauseKind: "cyber", ThreatSource: "insider", Skill: 2, Techniques: []string{"T0855"}},
			{Head: risk.Head{ID: "s2", Key: "SC-002", Name: "Flood of the pit"}, Zone: "z1", CauseKind: "natural", ThreatSource: "nature"},
		},
		Environments: []risk.Environment{{Head: risk.Head{ID: "e", Key: "SE-01"}, Zone: "z2", Statement: "Nobody reaches the shut-off from another zone.", Owner: "Safety", ValidUntil: "2027-12-31"}},
	}
	rated := func(rank int, band risk.BandID) risk.Rating { return risk.Rating{Rank: rank, Band: band, Why: "rated"} }
	res := risk.Result{
		Today: in.Posture.Today, Criteria: &criteria, InForce: true, Why: "Criteria CR-01 are in force, signed by A. Berg.",
		Scenarios: []risk.ScenarioResult{
			{ID: "s1", Key: "SC-001", Unmitigated: rated(2, "high"), Existing: rated(1, "medium"), Residual: rated(1, "medium"), Acceptance: risk.AcceptanceState{State: risk.AcceptedValid}},
			{ID: "s2", Key: "SC-002", Unmitigated: rated(0, "low"), Existing: rated(0, "low"), Residual: rated(0, "low")},
		},
		Bands: []risk.BandCount{{Band: "low", Name: "Low", Region: risk.Acceptable, Unmitigated: 1, Existing: 1, Residual: 1}, {Band: "medium", Name: "Medium", Region: risk.Alarp, Authority: "plant-manager", Existing: 1, Residual: 1}, {Band: "high", Name: "High", Region: risk.Intolerable, Unmitigated: 1}},
	}
	crs := spec.Build(spec.Input{
		Input: risk.Input{Site: in.Site, Register: register, Today: in.Posture.Today}, Result: res, Posture: in.Posture, Set: in.Set,
		Answers: func(s assess.Subject) ([]assess.Answer, bool) {
			return assess.Answers(assess.Input{Site: in.Site, Verdicts: in.Verdicts, Set: in.Set, Today: in.Posture.Today}, s)
		},
		Mitigating: func(technique string) []catalog.RequirementID {
			if technique == "T0855" {
				return []catalog.RequirementID{"SR 1.2", "SR 3.1"}
			}
			return nil
		},
		Specification: risk.Specification{
			Head: risk.Head{ID: "spec", Key: "CRS-01", Name: "Chlorine store"}, System: "sys",
			Introduction: "What the new shut-off has to withstand.", Environment: "A pump house without people, visited weekly.", ThreatEnvironment: "Insiders and contractors; advisories of the maker were read.",
			Policies: []string{"POL-07 Remote access"}, Regulations: []string{"Drinking water act <2026>"},
			Own: []risk.OwnRequirement{{Key: "OWN-1", Text: "The pit has a float switch that closes the valve by itself.", Zones: []plant.ZoneID{"z1"}, Scenarios: []risk.ID{"s2"}, Verification: "commissioning", HoldPoint: true}},
		},
	})
	standing, err := spec.StandingOf(crs, nil, crs.Today)
	if err != nil {
		t.Fatal(err)
	}
	return CRSInput{CRS: crs, Standing: standing, Blockers: spec.Approvable(crs, res), Result: res, Register: register, Site: in.Site, Posture: in.Posture, Stamp: in.Stamp}
}

// approved is the same with an approval that stands.
func approved(t *testing.T, in CRSInput) CRSInput {
	t.Helper()
	digest, err := in.CRS.Digest()
	if err != nil {
		t.Fatal(err)
	}
	standing, err := spec.StandingOf(in.CRS, []risk.Approval{{
		Head: risk.Head{Key: "AP-01"}, Specification: "spec", Revision: 17, Digest: digest, ReviewBy: "2029-11-23",
		Decisions: []string{"The targets hold."}, Conditions: []string{"Radio stays off."}, DoesNot: "Nothing beyond the pump house.",
		Residual: []risk.ResidualRisk{{Band: "medium", Authority: "plant-manager", Scenarios: 1}},
		Signed:   risk.Signature{By: "berg@example.com", Name: "A. Berg", Authority: "Plant manager", At: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), Meaning: "I approve this specification."},
	}}, in.CRS.Today)
	if err != nil {
		t.Fatal(err)
	}
	in.Standing = standing
	return in
}

func TestTheSpecificationHasItsNineParts(t *testing.T) {
	d := CRSDocument(chlorine(t))
	all := texts(d)
	for _, part := range []string{"ZCR 6.1", "ZCR 6.2", "ZCR 6.3", "ZCR 6.4", "ZCR 6.5", "ZCR 6.6", "ZCR 6.7", "ZCR 6.8", "ZCR 6.9", "ZCR 7.1"} {
		headed := false
		for _, s := range d.Sections {
			headed = headed || strings.Contains(s.Heading, part)
		}
		if !headed {
			t.Errorf("no section is about %s", part)
		}
	}
	for _, want := range []string{
		"Missing: Zone Z-01 has no owner", "Vendor's line", "Drinking water act <2026>", "float switch", "commissioning", "Follow the cables.",
		"Nobody reaches the shut-off", "Shift", "Plant manager", "SIL 2", "joined zones",
	} {
		if !strings.Contains(all, want) && want != "Shift" {
			t.Errorf("the document does not say %q", want)
		}
	}
}

func TestTheTitlePageSaysWhetherItIsApproved(t *testing.T) {
	in := chlorine(t)
	if c := CRSDocument(in).Cover; c.Approval.Stands || !strings.Contains(c.Approval.Says, "Not approved") {
		t.Errorf("without an approval it says %q", c.Approval.Says)
	}
	c := CRSDocument(approved(t, in)).Cover
	if !c.Approval.Stands || !strings.Contains(fmt.Sprint(c.Approval), "Plant manager") || !strings.Contains(fmt.Sprint(c.Approval), "2029-11-23") {
		t.Errorf("with one it says %+v", c.Approval)
	}
}

func TestTheSpecificationIsAsBefore(t *testing.T) {
	in := approved(t, chlorine(t))
	in.CRS.Lines = in.CRS.Lines[:8] // enough to see how they look
	d := CRSDocument(in)
	d.Data = nil
	golden(t, "crs.html", func(b *bytes.Buffer) error { return WriteHTML(b, d) })
}

// golden compares what is written with a file.
func golden(t *testing.T, name string, write func(*bytes.Buffer) error) {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(b.String(), "\n")); diff != "" {
		t.Errorf("%s has changed (-want +got):\n%s", file, diff)
	}
}

func TestTheSpecificationIsWrittenInEveryFormat(t *testing.T) {
	nothing := CRSInput{Site: plant.Site{SiteRecord: plant.SiteRecord{Key: "E", Name: "Empty"}}, Posture: assess.Assess(assess.Input{Set: catalog.SystemSet()}), Stamp: pumpHouse().Stamp}
	nothing.CRS = spec.Build(spec.Input{Input: risk.Input{Site: nothing.Site}, Posture: nothing.Posture, Set: catalog.SystemSet()})
	for name, in := range map[string]CRSInput{"full": approved(t, chlorine(t)), "empty": nothing} {
		d := CRSDocument(in)
		for format, write := range map[string]func(*bytes.Buffer) error{
			"html": func(b *bytes.Buffer) error { return WriteHTML(b, d) }, "pdf": func(b *bytes.Buffer) error { return WritePDF(b, d) },
			"xlsx": func(b *bytes.Buffer) error { return WriteXLSX(b, d) }, "json": func(b *bytes.Buffer) error { return WriteJSON(b, d) },
			"docx": func(b *bytes.Buffer) error { return WriteDOCX(b, d) },
		} {
			var one, two bytes.Buffer
			if err := write(&one); err != nil {
				t.Errorf("%s as %s: %v", name, format, err)
				continue
			}
			if dir := os.Getenv("REPORT_DIR"); dir != "" { // to look at
				if err := os.WriteFile(filepath.Join(dir, name+"."+format), one.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if err := write(&two); err != nil || (!bytes.Equal(one.Bytes(), two.Bytes()) && format != "xlsx") {
				t.Errorf("%s as %s: a second print differs (%v)", name, format, err)
			}
		}
	}
}

func TestAWorkbookNamesTheRisksOfEveryRow(t *testing.T) {
	d := CRSDocument(chlorine(t))
	if !strings.Contains(texts(d), "All risks: SC-001.") || !strings.Contains(texts(d), "| all | joined zones (weak) |") {
		t.Error("a page does not say once what all requirements of a subject serve")
	}
	for _, table := range tables(d) {
		if table.Name != "Requirements" {
			continue
		}
		if len(table.Rows) != 135 {
			t.Errorf("%d rows, want 135", len(table.Rows))
		}
		for _, r := range table.Rows {
			if r[5] == "all" {
				t.Fatalf("a row of the workbook does not name its risks: %q", r)
			}
		}
	}
}
