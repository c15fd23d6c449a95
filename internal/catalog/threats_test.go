package catalog_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ringwall/internal/catalog"
)

func TestThreatsHaveTheCountsOfTheRelease(t *testing.T) {
	set := catalog.Threats()
	got := map[string]int{
		"tactics": len(set.Tactics), "techniques": len(set.Techniques), "mitigations": len(set.Mitigations),
		"assets": len(set.Assets), "retired": len(set.Retired),
	}
	requirements := map[catalog.RequirementID]bool{}
	for _, t := range set.Techniques {
		got["technique and mitigation"] += len(t.Mitigations)
	}
	for _, m := range set.Mitigations {
		got["labels"] += len(m.Requirements)
		for _, id := range m.Requirements {
			requirements[id] = true
		}
	}
	for _, a := range set.Assets {
		got["asset and technique"] += len(a.Techniques)
	}
	got["requirements"] = len(requirements)
	want := map[string]int{
		"tactics": 12, "techniques": 83, "mitigations": 52, "assets": 18, "retired": 12,
		"technique and mitigation": 331, "asset and technique": 685, "labels": 37, "requirements": 20,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if set.Release != "18.1" || !strings.Contains(set.Attribution, "The MITRE Corporation") {
		t.Errorf("release %q, attribution %q", set.Release, set.Attribution)
	}
}

func TestThreatsAreFoundByID(t *testing.T) {
	set := catalog.Threats()
	if got, _ := set.Technique("T0855"); got.Name != "Unauthorized Command Message" {
		t.Errorf("T0855 is %+v", got)
	}
	if _, ok := set.Technique("T0810"); ok {
		t.Error("T0810 is retired and was found in use")
	}
	if got, ok := set.Retirement("T0810"); !ok || got.Why != "deprecated" {
		t.Errorf("T0810: %+v, %v", got, ok)
	}
	if got, _ := set.Asset("A0003"); !strings.HasPrefix(got.Name, "Programmable Logic Controller") {
		t.Errorf("A0003 is %+v", got)
	}
	want := []catalog.RequirementID{"SR 1.3", "SR 2.1", "SR 7.3"}
	if got := set.Requirements("T0809"); !cmp.Equal(got, want) {
		t.Errorf("T0809 is worked against by %v, want %v", got, want)
	}
	ids := set.Requirements("T0822")
	for i := 1; i < len(ids); i++ {
		if ids[i] == ids[i-1] {
			t.Errorf("%s is named twice", ids[i])
		}
	}
}

func TestReleaseSurvivesBeingStored(t *testing.T) {
	doc, err := json.Marshal(catalog.Threats())
	if err != nil {
		t.Fatal(err)
	}
	var back catalog.ThreatSet
	if err := json.Unmarshal(doc, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(catalog.Threats(), &back, cmp.AllowUnexported(catalog.ThreatSet{})); diff != "" {
		t.Error(diff)
	}
	if err := json.Unmarshal([]byte(`{"release":"1.0","attribution":"MITRE","techniques":[{"id":"T0001","name":"x"}]}`), &back); err == nil {
		t.Error("a technique without a tactic was read")
	}
}

func TestReleasesCompareByNumber(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"9.0", "18.1", -1}, {"18.1", "18.1", 0}, {"18.10", "18.9", 1}, {"19", "18.1", 1}} {
		if got := catalog.CompareReleases(c.a, c.b); got != c.want {
			t.Errorf("CompareReleases(%s, %s) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

// smallBundle is a release of our own: two techniques in use, one deprecated,
// one revoked in favour of another, and one of the enterprise matrix.
const smallBundle = `{"type":"bundle","id":"bundle--1","spec_version":"2.0","objects":[
 {"type":"x-mitre-collection","id":"x-mitre-collection--1","name":"ICS","x_mitre_version":"99.2"},
 {"type":"marking-definition","id":"marking-definition--1","definition_type":"statement","definition":{"statement":"Copyright of the release."}},
 {"type":"relationship","id":"relationship--1","relationship_type":"mitigates","source_ref":"course-of-action--1","target_ref":"attack-pattern--1"},
 {"type":"relationship","id":"relationship--2","relationship_type":"mitigates","source_ref":"course-of-action--1","target_ref":"attack-pattern--3"},
 {"type":"relationship","id":"relationship--3","relationship_type":"targets","source_ref":"attack-pattern--1","target_ref":"x-mitre-asset--1"},
 {"type":"relationship","id":"relationship--4","relationship_type":"targets","source_ref":"attack-pattern--2","target_ref":"x-mitre-asset--1","revoked":true},
 {"type":"relationship","id":"relationship--5","relationship_type":"revoked-by","source_ref":"attack-pattern--4","target_ref":"attack-pattern--1"},
 {"type":"relationship","id":"relationship--6","relationship_type":"uses","source_ref":"malware--1","target_ref":"attack-pattern--1"},
 {"type":"attack-pattern","id":"attack-pattern--1","name":"Send \"}]\" \\ a command","external_references":[{"source_name":"mitre-attack","external_id":"T9001"}],
  "kill_chain_phases":[{"kill_chain_name":"mitre-ics-attack","phase_name":"stop-it"}],"x_mitre_domains":["ics-attack"]},
 {"type":"attack-pattern","id":"attack-pattern--2","name":"Part of it","external_references":[{"source_name":"elsewhere","external_id":"X-1"},{"source_name":"mitre-attack","external_id":"T9001.001"}],
  "kill_chain_phases":[{"kill_chain_name":"mitre-ics-attack","phase_name":"stop-it"}]},
 {"type":"attack-pattern","id":"attack-pattern--3","name":"Old way","x_mitre_deprecated":true,"external_references":[{"source_name":"mitre-attack","external_id":"T9002"}]},
 {"type":"attack-pattern","id":"attack-pattern--4","name":"Other way","revoked":true,"external_references":[{"source_name":"mitre-attack","external_id":"T9003"}]},
 {"type":"attack-pattern","id":"attack-pattern--5","name":"Mail","external_references":[{"source_name":"mitre-attack","external_id":"T1566"}],"x_mitre_domains":["enterprise-attack"]},
 {"type":"course-of-action","id":"course-of-action--1","name":"Ask who it is","labels":["IEC 62443-3-3:2013 - SR 1.10","IEC 62443-3-3:2013 - SR 1.2 RE (1)","IEC 62443-3-3:2013 - SR 8.1","NIST SP 800-53 Rev. 5 - IA-2"],
  "external_references":[{"source_name":"mitre-attack","external_id":"M9001"}]},
 {"type":"x-mitre-asset","id":"x-mitre-asset--1","name":"Controller","external_references":[{"source_name":"mitre-attack","external_id":"A9001"}]},
 {"type":"x-mitre-tactic","id":"x-mitre-tactic--1","name":"Stop","x_mitre_shortname":"stop-it","external_references":[{"source_name":"mitre-attack","external_id":"TA9001"}]}
]}`

func TestReadSTIXTakesWhatIsInUse(t *testing.T) {
	set, err := catalog.ReadSTIX(strings.NewReader(smallBundle), catalog.ICSBudget)
	if err != nil {
		t.Fatal(err)
	}
	want := &catalog.ThreatSet{
		Release:     "99.2",
		Attribution: "MITRE ATT&CK for ICS 99.2. Reproduced with the permission of The MITRE Corporation. Copyright of the release.",
		Tactics:     []catalog.Tactic{{ID: "TA9001", Name: "Stop"}},
		Techniques: []catalog.Technique{
			{ID: "T9001", Name: `Send "}]" \ a command`, Tactics: []string{"TA9001"}, Mitigations: []string{"M9001"}},
			{ID: "T9001.001", Name: "Part of it", Tactics: []string{"TA9001"}, Mitigations: []string{}},
		},
		Mitigations: []catalog.Mitigation{{ID: "M9001", Name: "Ask who it is", Requirements: []catalog.RequirementID{"SR 1.2 RE 1", "SR 1.10"}}},
		Assets:      []catalog.TargetedKind{{ID: "A9001", Name: "Controller", Techniques: []string{"T9001"}}},
		Retired:     []catalog.RetiredTechnique{{ID: "T9002", Name: "Old way", Why: "deprecated"}, {ID: "T9003", Name: "Other way", Why: "revoked", By: "T9001"}},
		Notes:       []string{"Mitigation M9001 names SR 8.1, which IEC 62443-3-3 does not have; it is left out."},
	}
	if diff := cmp.Diff(want, set, cmpopts.IgnoreUnexported(catalog.ThreatSet{})); diff != "" {
		t.Error(diff)
	}
	if got := set.Requirements("T9001"); !cmp.Equal(got, []catalog.RequirementID{"SR 1.2 RE 1", "SR 1.10"}) {
		t.Errorf("T9001 is worked against by %v", got)
	}
}

func TestReadSTIXUnpacksGzip(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write([]byte(smallBundle)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	whole := packed.Bytes()
	if set, err := catalog.ReadSTIX(bytes.NewReader(whole), catalog.ICSBudget); err != nil || set.Release != "99.2" {
		t.Errorf("%v, %v", set, err)
	}
	if _, err := catalog.ReadSTIX(bytes.NewReader(whole[:len(whole)/2]), catalog.ICSBudget); err == nil || !strings.Contains(err.Error(), "ends too early") {
		t.Errorf("half a file: %v", err)
	}
}

func TestReadSTIXSaysWhatIsWrong(t *testing.T) {
	tight := catalog.STIXBudget{Bytes: 1 << 20, Objects: 4, Depth: 32}
	for _, c := range []struct {
		name, old, new, want string
		budget               catalog.STIXBudget
	}{
		{"a bundle without a release", `"type":"x-mitre-collection"`, `"type":"note"`, "which release", catalog.ICSBudget},
		{"a release that is no number", `"99.2"`, `"latest"`, `the release is "latest"`, catalog.ICSBudget},
		{"a bundle of another matrix", `ics-attack`, `mobile-attack`, "no technique of ATT&CK for ICS", catalog.ICSBudget},
		{"a technique twice", `T9001.001`, `T9001`, "technique T9001 is there twice", catalog.ICSBudget},
		{"a technique both in use and retired", `T9003`, `T9001`, "both in use and retired", catalog.ICSBudget},
		{"an id of another form", `M9001`, `X9001`, `"X9001" is no id of a mitigation`, catalog.ICSBudget},
		{"a technique without tactic", `"phase_name":"stop-it"`, `"phase_name":"go"`, "has no tactic", catalog.ICSBudget},
		{"a single object", `"type":"bundle"`, `"type":"malware"`, `a STIX "malware"`, catalog.ICSBudget},
		{"no objects", `"objects"`, `"things"`, "no list of objects", catalog.ICSBudget},
		{"a number for a name", `"name":"Controller"`, `"name":7`, "name is a number", catalog.ICSBudget},
		{"a file cut off", "]}", "", "ends too early", catalog.ICSBudget},
		{"a file with something behind", "\n]}", "\n]} {}", "something follows", catalog.ICSBudget},
		{"more objects than the budget", "", "", "more than 4 objects", tight},
		{"more bytes than the budget", "", "", "larger than 100 bytes", catalog.STIXBudget{Bytes: 100, Objects: 10, Depth: 10}},
		{"something nested without end", `"id":"bundle--1"`, `"id":` + strings.Repeat("[", 40) + strings.Repeat("]", 40), "nested deeper than 32", catalog.ICSBudget},
	} {
		broken := smallBundle
		if c.old == "]}" {
			broken = strings.TrimSuffix(broken, "\n]}")
		} else if c.old != "" {
			broken = strings.ReplaceAll(broken, c.old, c.new)
		}
		if c.old != "" && broken == smallBundle {
			t.Fatalf("%s: the test breaks nothing", c.name)
		}
		_, err := catalog.ReadSTIX(strings.NewReader(broken), c.budget)
		if err == nil {
			t.Errorf("%s was accepted", c.name)
		} else if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: the error is %q, want it to say %q", c.name, err, c.want)
		}
	}
	for _, text := range []string{"", "[]", "null", "hello", `{"type":"bundle"`} {
		if _, err := catalog.ReadSTIX(strings.NewReader(text), catalog.ICSBudget); err == nil {
			t.Errorf("%q was accepted", text)
		}
	}
}

func TestParseThreatsSaysWhatIsWrong(t *testing.T) {
	const good = `format: ringwall-threats/1
release: "1.0"
attribution: MITRE
tactics: [{id: TA0001, name: Stop}]
mitigations: [{id: M0001, name: Ask, requirements: [SR 1.1]}]
techniques: [{id: T0001, name: Send, tactics: [TA0001], mitigations: [M0001]}]
assets: [{id: A0001, name: Controller, techniques: [T0001]}]
retired: [{id: T0002, name: Old, why: revoked, by: T0001}]
`
	if _, err := catalog.ParseThreats(strings.NewReader(good)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, old, new, want string }{
		{"another format", "threats/1", "threats/2", "the format is"},
		{"an unknown field", "release:", "colour: red\nrelease:", "field colour not found"},
		{"an unknown requirement", "SR 1.1", "SR 9.9", `"SR 9.9", which IEC 62443-3-3 does not have`},
		{"an unknown technique of an asset", "techniques: [T0001]", "techniques: [T0009]", `names technique "T0009"`},
		{"an unknown mitigation", "mitigations: [M0001]", "mitigations: [M0009]", `names mitigation "M0009"`},
		{"a technique retired for no reason", "why: revoked", "why: old", "retired because"},
		{"a second document", "format:", "format: x\n---\nformat:", "more than one document"},
		{"an anchor", "release:", "x: &a 1\nrelease:", "anchors"},
	} {
		broken := strings.Replace(good, c.old, c.new, 1)
		if broken == good {
			t.Fatalf("%s: the test breaks nothing", c.name)
		}
		if _, err := catalog.ParseThreats(strings.NewReader(broken)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want it to say %q", c.name, err, c.want)
		}
	}
}

func FuzzReadSTIX(f *testing.F) {
	f.Add([]byte(smallBundle))
	f.Add([]byte(`{"type":"bundle","objects":[{"type":"relationship"},{"type":"attack-pattern"}]}`))
	f.Add([]byte{0x1f, 0x8b, 8, 0})
	budget := catalog.STIXBudget{Bytes: 1 << 16, Objects: 200, Depth: 12}
	f.Fuzz(func(t *testing.T, file []byte) {
		set, err := catalog.ReadSTIX(bytes.NewReader(file), budget)
		if (set == nil) == (err == nil) {
			t.Fatalf("set %v with error %v", set, err)
		}
		if set == nil {
			return
		}
		// What was accepted can be used: whatever is named is there.
		for _, technique := range set.Techniques {
			for _, m := range technique.Mitigations {
				if _, ok := set.Mitigation(m); !ok {
					t.Errorf("%s names %s", technique.ID, m)
				}
			}
			if found, ok := set.Technique(technique.ID); !ok || found.Name == "" {
				t.Errorf("%+v is not found", technique)
			}
		}
	})
}

func FuzzParseThreats(f *testing.F) {
	f.Add("format: ringwall-threats/1\n")
	f.Fuzz(func(t *testing.T, text string) {
		set, err := catalog.ParseThreats(strings.NewReader(text))
		if (set == nil) == (err == nil) {
			t.Fatalf("set %v with error %v", set, err)
		}
	})
}
