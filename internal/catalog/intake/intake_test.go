package intake_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/catalog"
	"ringwall/internal/catalog/intake"
	"ringwall/internal/sl"
)

var own = intake.Head{ID: "plant-rules:2026", Title: "Rules of our plants"}

// sheet makes a sheet of lines, whose cells are parted by "|".
func sheet(name string, lines ...string) intake.Sheet {
	s := intake.Sheet{Name: name}
	for i, l := range lines {
		s.Rows = append(s.Rows, intake.Row{Number: i + 1, Cells: strings.Split(l, "|")})
	}
	return s
}

func TestRowsBecomeASet(t *testing.T) {
	set, refusals, err := intake.FromRows(own,
		sheet("Rules", "Rules of our plants, May 2026", "", "Nr.|Kapitel|Title|Description|Question|Evidence",
			"1.1|Access|Locked cabinets|Every cabinet is locked.|Are they locked?|Photo.", "", "1.2|Access|Visitors are led", "2.1|Backup|Copies off site"),
		sheet("Notes", "nothing to see"))
	if err != nil || len(refusals) > 0 {
		t.Fatal(err, refusals)
	}
	if set.ID != own.ID || set.Kind != catalog.OfFramework || set.Title != own.Title || set.Version != "1" {
		t.Errorf("the head came out as %+v", set)
	}
	var got []string
	for _, r := range set.Requirements {
		got = append(got, fmt.Sprintf("%s/%s/%s/%s", r.Group, r.ID, r.Title, r.Question))
	}
	if diff := cmp.Diff([]string{"Access/1.1/Locked cabinets/Are they locked?", "Access/1.2/Visitors are led/", "Backup/2.1/Copies off site/"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestASheetOfGroupsGivesTheTree(t *testing.T) {
	set, refusals, err := intake.FromRows(own,
		sheet("Rules", "id|title|group|parent", "A|First|Doors|", "A1|More of it|Doors|A"),
		sheet("Groups", "id|title|parent", "Site|The site|", "Doors|Doors and gates|Site"))
	if err != nil || len(refusals) > 0 {
		t.Fatal(err, refusals)
	}
	if path := set.GroupPath("Doors"); len(path) != 2 || path[0].Title != "The site" {
		t.Errorf("the way to the doors is %+v", path)
	}
	if r, _ := set.Find("A1"); r.Parent != "A" {
		t.Errorf("A1 came out as %+v", r)
	}
}

func TestRowsOfALevelledSetTakeLevelAndTypes(t *testing.T) {
	head := intake.Head{ID: "iec-62443-4-2:own", Kind: catalog.OfComponent, Title: "Own"}
	set, refusals, err := intake.FromRows(head, sheet("S", "id|title|SL|types|parent|summary|question|evidence",
		"CR 5.1|Segmentation|SL 1|host device; network-device||s|q?|e", "CR 5.1 RE 1|More|3||CR 5.1|s2|q2?|e2", "NDR 5.2|Boundary|1|||s3|q3?|e3"))
	if err != nil || len(refusals) > 0 {
		t.Fatal(err, refusals)
	}
	r, _ := set.Find("CR 5.1")
	if r.From != 1 || r.FR != sl.RDF || !cmp.Equal(r.Types, []catalog.ComponentType{catalog.HostDevice, catalog.NetworkDevice}) {
		t.Errorf("CR 5.1 came out as %+v", r)
	}
	if n, _ := set.Find("NDR 5.2"); n.Heading != "CR 5.2" || len(n.Types) != 1 {
		t.Errorf("NDR 5.2 came out as %+v", n)
	}
}

func TestEachRefusalNamesThePlace(t *testing.T) {
	system := intake.Head{ID: "x:1", Kind: catalog.OfSystem, Title: "X"}
	for _, c := range []struct {
		name  string
		head  intake.Head
		lines []string
		want  intake.Refusal
	}{
		{"no head", own, []string{"a|b", "1|One"}, intake.Refusal{Reason: "No sheet has a head"}},
		{"a row without id", own, []string{"id|title", "|One"}, intake.Refusal{Sheet: "S", Row: 2, Cell: "A2", Reason: "The row has no id"}},
		{"a row without title", own, []string{"title|id", "|1"}, intake.Refusal{Sheet: "S", Row: 2, Cell: "A2", Reason: "1 has no title"}},
		{"an id twice", own, []string{"id|title", "1|One", "1|Two"}, intake.Refusal{Sheet: "S", Row: 3, Reason: "1: the id stands twice"}},
		{"a parent below", own, []string{"id|title|parent", "1a|Part|1", "1|One|"}, intake.Refusal{Sheet: "S", Row: 2, Reason: `1a: parent "1" does not stand before it`}},
		{"two title columns", own, []string{"id|title|name", "1|One|Uno"}, intake.Refusal{Sheet: "S", Row: 1, Cell: "C1", Reason: "Two columns of the head mean the same"}},
		{"levels in a framework", own, []string{"id|title|level", "1|One|2"}, intake.Refusal{Sheet: "S", Row: 1, Cell: "C1", Reason: "A set of the kind framework knows no security levels"}},
		{"a level in words", system, []string{"id|title|level|summary|question|evidence", "SR 5.1|A|high|s|q?|e"}, intake.Refusal{Sheet: "S", Row: 2, Cell: "C2", Reason: `SR 5.1: "high" is no security level`}},
		{"a level out of range", system, []string{"id|title|level|summary|question|evidence", "SR 5.1|A|9|s|q?|e"}, intake.Refusal{Sheet: "S", Row: 2, Reason: "SR 5.1: slFrom is 9"}},
		{"an id in another form", system, []string{"id|title|level|summary|question|evidence", "SR-5|A|1|s|q?|e"}, intake.Refusal{Sheet: "S", Row: 2, Reason: `SR-5: an id is written "SR 1.1"`}},
		{"far to the right", own, []string{strings.Repeat("|", 27) + "id|title", strings.Repeat("|", 28) + "One"}, intake.Refusal{Sheet: "S", Row: 2, Cell: "AB2", Reason: "The row has no id"}},
	} {
		set, refusals, err := intake.FromRows(c.head, sheet("S", c.lines...))
		if err != nil || set != nil || len(refusals) == 0 {
			t.Errorf("%s: %v, %v, %v", c.name, set, refusals, err)
			continue
		}
		got := refusals[0]
		if !strings.HasPrefix(got.Reason, c.want.Reason) {
			t.Errorf("%s: the reason is %q, want %q", c.name, got.Reason, c.want.Reason)
		}
		got.Reason = c.want.Reason
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	if _, _, err := intake.FromRows(intake.Head{}, sheet("S", "id|title")); err == nil || !strings.Contains(err.Error(), "the set has no id") {
		t.Errorf("a set without id: %v", err)
	}
}

func TestManyFaultsEndInAWord(t *testing.T) {
	_, refusals, err := intake.FromRows(own, sheet("S", append([]string{"id|title"}, strings.Split(strings.Repeat("|x\n", 500), "\n")...)...))
	if err != nil || len(refusals) != 201 || !strings.HasPrefix(refusals[200].Reason, "There is more to mend") {
		t.Errorf("%d refusals, %v", len(refusals), err)
	}
}

const oscal = `{"catalog": {"uuid": "x", "metadata": {"title": "Controls of X", "version": "5.1", "oscal-version": "1.1.3"},
 "groups": [{"id": "ac", "title": "Access", "controls": [
  {"id": "ac-1", "title": "Policy", "props": [{"name": "label", "class": "sp800-53a", "value": "AC-01"}, {"name": "label", "value": "AC-1"}],
   "params": [{"id": "ac-1_prm_1", "label": "roles"}],
   "parts": [{"name": "statement", "prose": "Write a policy for {{ insert: param, ac-1_prm_1 }}:", "parts": [{"name": "item", "prose": "and keep it."}]},
             {"name": "guidance", "prose": "Much more."}, {"name": "assessment-method", "parts": [{"name": "assessment-objects", "prose": "The policy."}]}],
   "controls": [{"id": "ac-1.1", "title": "More", "props": [{"name": "label", "value": "AC-1(1)"}], "controls": [{"id": "ac-1.1.1", "title": "Deeper"}]}]},
  {"id": "ac-2", "title": "Gone", "props": [{"name": "status", "value": "withdrawn"}]}]}],
 "controls": [{"id": "z-1", "title": "Loose"}]}}`

func TestAnOSCALCatalogueBecomesASet(t *testing.T) {
	set, refusals, err := intake.ReadOSCAL(strings.NewReader(oscal), intake.Head{ID: "x:5", OwnTexts: true})
	if err != nil || len(refusals) > 0 {
		t.Fatal(err, refusals)
	}
	if set.Title != "Controls of X" || set.Edition != "5.1" || set.Kind != catalog.OfFramework {
		t.Errorf("the head came out as %+v", set)
	}
	want := []catalog.Requirement{
		{ID: "AC-1", FR: sl.None, Group: "ac", Title: "Policy", Summary: "Write a policy for [roles]: and keep it.", Evidence: "The policy."},
		{ID: "AC-1(1)", FR: sl.None, Group: "ac", Parent: "AC-1", Title: "More"},
		{ID: "ac-1.1.1", FR: sl.None, Group: "ac", Parent: "AC-1", Title: "Deeper"},
		{ID: "z-1", FR: sl.None, Title: "Loose"},
	}
	if diff := cmp.Diff(want, set.Requirements); diff != "" {
		t.Error(diff)
	}
}

func TestTheProseOfAnOSCALCatalogueStaysOutUnlessItIsTheUploadersOwn(t *testing.T) {
	set, refusals, err := intake.ReadOSCAL(strings.NewReader(oscal), intake.Head{ID: "x:5"})
	if err != nil || len(refusals) > 0 || len(set.Requirements) == 0 {
		t.Fatal(err, refusals)
	}
	for _, r := range set.Requirements {
		if r.Title == "" || r.Summary+r.Question+r.Evidence != "" {
			t.Errorf("%s came out as %+v", r.ID, r)
		}
	}
}

func TestIDsThatStandTwiceAreToldTogetherWithTheOtherRows(t *testing.T) {
	_, refusals, err := intake.FromRows(own, sheet("S", "id|title", "1|One", "1|Two", "2|"))
	if err != nil {
		t.Fatal(err)
	}
	var rows []int
	for _, r := range refusals {
		rows = append(rows, r.Row)
	}
	if diff := cmp.Diff([]int{4, 3}, rows); diff != "" {
		t.Errorf("%+v %s", refusals, diff)
	}
}

func TestOSCALRefusesWhatItCannotTake(t *testing.T) {
	for _, c := range []struct{ name, file, want string }{
		{"no JSON", "catalog:", "no OSCAL catalogue in JSON"},
		{"another JSON", `{"profile": {}}`, `no "catalog" at its top`},
		{"nothing in it", `{"catalog": {"metadata": {"title": "T"}}}`, "no requirements"},
		{"a control without id", `{"catalog": {"metadata": {"title": "T"}, "controls": [{"title": "A"}]}}`, "has no id"},
		{"an id twice", `{"catalog": {"metadata": {"title": "T"}, "controls": [{"id": "a", "title": "A"}, {"id": "a", "title": "B"}]}}`, "stands twice"},
		{"nested without end", `{"catalog": {"metadata": {"title": "T"}, "groups": [` + strings.Repeat(`{"id": "g%", "groups": [`, 20) + strings.Repeat("]}", 20) + `]}}`, "nested deeper than 12"},
	} {
		file := c.file
		for i := 0; strings.Contains(file, "%"); i++ {
			file = strings.Replace(file, "%", fmt.Sprint(i), 1)
		}
		set, refusals, err := intake.ReadOSCAL(strings.NewReader(file), intake.Head{ID: "x:1"})
		said := fmt.Sprint(err, refusals)
		if set != nil || !strings.Contains(said, c.want) {
			t.Errorf("%s: %s, want it to say %q", c.name, said, c.want)
		}
	}
}

func TestAFolderOfPacksIsReadFileByFile(t *testing.T) {
	good, err := catalog.SystemSet().Pack()
	if err != nil {
		t.Fatal(err)
	}
	const walk = "format: ringwall-crosswalk/1\nid: x\ntitle: T\nfrom: a\nto: b\nsource: S\npairs: [{from: A, to: B, strength: equal, state: confirmed}]\n"
	files := map[string]string{
		"packs/3-3.yaml": string(good), "walk.yml": walk, "readme.txt": "x", "__MACOSX/3-3.yaml": "x",
		"twice.yaml": string(good), "broken.yaml": strings.Replace(string(good), "SR 1.1\n", "SR 9.1\n", 1),
	}
	folder := fstest.MapFS{}
	var archive bytes.Buffer
	z := zip.NewWriter(&archive)
	for name, text := range files {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(f, text)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for _, read := range []func() ([]intake.Pack, intake.Refusals, error){
		func() ([]intake.Pack, intake.Refusals, error) { return intake.ReadFolder(folder) },
		func() ([]intake.Pack, intake.Refusals, error) { return intake.ReadZip(archive.Bytes()) },
	} {
		packs, refusals, err := read()
		if err != nil || len(packs) != 2 || packs[0].Set == nil || packs[0].Text != string(good) || packs[1].Crosswalk == nil {
			t.Fatal(packs, err)
		}
		said := map[string]string{}
		for _, r := range refusals {
			said[r.Sheet] += r.Reason
		}
		if !strings.Contains(said["twice.yaml"], "stands in packs/3-3.yaml already") || !strings.Contains(said["broken.yaml"], `requirement "SR 9.1"`) {
			t.Errorf("the refusals are %v", said)
		}
	}
	if _, _, err := intake.ReadFolder(fstest.MapFS{"a.txt": {}}); err == nil || !strings.Contains(err.Error(), "no data pack") {
		t.Errorf("a folder without packs: %v", err)
	}
	if _, _, err := intake.ReadZip([]byte("PK")); err == nil {
		t.Error("a broken zip file was read")
	}
}

func FuzzReadOSCAL(f *testing.F) {
	f.Add(oscal)
	f.Add(`{"catalog":{"metadata":{},"groups":[{"id":" "}]}}`)
	f.Fuzz(func(t *testing.T, text string) {
		set, refusals, err := intake.ReadOSCAL(strings.NewReader(text), intake.Head{ID: "x:1", Title: "T"})
		one(t, set, refusals, err)
	})
}

func FuzzFromRows(f *testing.F) {
	f.Add("framework", "id|title\n1|One")
	f.Add("component", "id|title|level|types\nCR 1.1|A|1|host device\nEDR|B|x|y")
	f.Fuzz(func(t *testing.T, kind, text string) {
		set, refusals, err := intake.FromRows(intake.Head{ID: "x:1", Title: "T", Kind: catalog.SetKind(kind)}, sheet("S", strings.Split(text, "\n")...))
		one(t, set, refusals, err)
	})
}

func FuzzReadZip(f *testing.F) {
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if packs, refusals, err := intake.ReadZip(data); err == nil && len(packs)+len(refusals) == 0 {
			t.Error("nothing came out, and nothing was said")
		}
	})
}

// one says that a reader gives a set, or reasons, or an error, and a set that
// can be written down.
func one(t *testing.T, set *catalog.Set, refusals intake.Refusals, err error) {
	t.Helper()
	n := 0
	for _, is := range []bool{set != nil, len(refusals) > 0, err != nil} {
		if is {
			n++
		}
	}
	if n != 1 {
		t.Fatalf("set %v, refusals %v, error %v", set, refusals, err)
	}
	for _, r := range refusals {
		if r.Reason == "" {
			t.Error("a refusal without a reason")
		}
	}
	if set != nil {
		if _, err := json.Marshal(set); err != nil {
			t.Error(err)
		}
	}
}
