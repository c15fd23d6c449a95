package report

import (
	"bytes"
	"strings"
	"testing"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

// assessedStore is the chlorine store with what its risk report shows.
func assessedStore(t *testing.T) RiskInput {
	t.Helper()
	in := chlorine(t)
	r := in.Register
	r.Functions = []risk.Function{{Head: risk.Head{ID: "f", Key: "F-01", Name: "Shut-off"}, Zones: []plant.ZoneID{"z2"}}}
	r.Countermeasures = []risk.Countermeasure{{Head: risk.Head{ID: "m", Key: "CM-01", Name: "Hard-wired trip"}, State: risk.MeasureExisting}}
	s := &r.Scenarios[0]
	s.Cause, s.Owner, s.Due, s.Treatment = "A changed set point", "Safety", "2027-03-01", "mitigate"
	s.Safeguards = []risk.Safeguard{{Countermeasure: "m", LowersLikelihood: 1, Reason: "it needs no controller"}}
	s.Acceptance = &risk.Acceptance{Band: "medium", Until: "2027-06-01", Justification: "The store is emptied in May.", Signed: risk.Signature{By: "berg@example.com", Name: "A. Berg", Authority: "plant-manager"}}
	in.Result.Scenarios[0].Credits = []risk.Credit{{Countermeasure: "m", Name: "Hard-wired trip", State: risk.CreditCounts, Existing: risk.Lowered{Likelihood: 1}}}
	in.Result.Scenarios[0].Acceptance = risk.AcceptanceState{State: risk.AcceptedValid, By: "A. Berg", Until: "2027-06-01", Why: "A. Berg accepted the risk as Medium until 2027-06-01."}
	in.Result.Scenarios[0].Flags = []risk.Flag{{Text: "The rating is conditional.", Mend: "Test the assumption."}}
	r.Scenarios = append(r.Scenarios, risk.Scenario{Head: risk.Head{ID: "s3", Key: "SC-003", Name: "Old valve"}, Zone: "z1", Removed: "taken out in 2025"})
	in.Result.Scenarios = append(in.Result.Scenarios, risk.ScenarioResult{ID: "s3", Key: "SC-003", Removed: "taken out in 2025"})
	in.Result.Functions = []risk.FunctionResult{{ID: "f", Key: "F-01", Name: "Shut-off"}}
	return RiskInput{Input: risk.Input{Site: in.Site, Register: r, Today: in.CRS.Today}, Result: in.Result, Stamp: in.Stamp}
}

func TestTheRiskReportTellsOfEveryScenarioWhatItsRatingRestsOn(t *testing.T) {
	d := RiskDocument(assessedStore(t))
	all := texts(d)
	for _, want := range []string{
		"SC-001 Trip is held back", "A changed set point", "Likelihood lower by 1 level, because it needs no controller", "CM-01 Hard-wired trip",
		"mitigate, owner Safety, due 2027-03-01", "accepted the risk as Medium until 2027-06-01", "The store is emptied in May.",
		"The rating is conditional. Test the assumption.", "Removed by design: taken out in 2025", "Functions without a worst case", "SC-002",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("it does not say %q", want)
		}
	}
	if strings.Contains(all, "SC-003 Old valve") {
		t.Error("a removed scenario is told in detail")
	}
}

func TestTheRiskReportIsWrittenInEveryFormat(t *testing.T) {
	d := RiskDocument(assessedStore(t))
	for name, write := range map[string]func(*bytes.Buffer) error{
		"html": func(b *bytes.Buffer) error { return WriteHTML(b, d) }, "pdf": func(b *bytes.Buffer) error { return WritePDF(b, d) },
		"docx": func(b *bytes.Buffer) error { return WriteDOCX(b, d) }, "xlsx": func(b *bytes.Buffer) error { return WriteXLSX(b, d) },
		"json": func(b *bytes.Buffer) error { return WriteJSON(b, d) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil || b.Len() < 2000 {
			t.Errorf("%s: %d bytes, %v", name, b.Len(), err)
		}
		if name == "html" && !strings.Contains(b.String(), `class="scroll wide"`) {
			t.Error("the table of scenarios does not stand on a wide page")
		}
	}
}

func TestTheDrawingOfASpecificationShowsWhatIsAskedFor(t *testing.T) {
	in := chlorine(t)
	in.Site.Zones = append(in.Site.Zones, plant.Zone{ID: "far", Key: "Z-77", Name: "Of another system"})
	pic := in.picture()
	words := ""
	for _, z := range pic.zones {
		words += z.spoken() + "\n"
	}
	if strings.Contains(words, "SL-A") || strings.Contains(words, "below target") || strings.Contains(words, "Z-77") || !strings.Contains(words, "SL-T") {
		t.Error(words)
	}
	var b bytes.Buffer
	if err := WriteSVG(&b, pic); err != nil {
		t.Fatal(err)
	}
	for _, z := range pic.zones {
		if z.posture.Target == nil && !strings.Contains(b.String(), "no target") {
			t.Errorf("zone %s without a target has numbers", z.zone.Key)
		}
	}
}
