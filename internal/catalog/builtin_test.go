package catalog_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/catalog"
	"ringwall/internal/sl"
)

// set is a built-in set, which the test demands.
func set(t *testing.T, id catalog.SetID) *catalog.Set {
	t.Helper()
	s, ok := catalog.NewShelf(nil).Find(id)
	if !ok {
		t.Fatalf("the program does not carry %s (packs/%s)", id, catalog.PackName(id))
	}
	return s
}

func TestTheProgramCarriesTheSeriesAndTheFrameworks(t *testing.T) {
	for id, want := range map[catalog.SetID]struct {
		kind                 catalog.SetKind
		requirements, groups int
		maturity             int
	}{
		catalog.SystemRequirements:      {catalog.OfSystem, 100, 0, 0},
		catalog.ComponentRequirements:   {catalog.OfComponent, 126, 0, 0},
		catalog.DevelopmentRequirements: {catalog.OfDevelopment, 47, 8, 4},
		catalog.ProviderRequirements:    {catalog.OfProvider, 123, 12, 4},
		catalog.ProgramRequirements:     {catalog.OfProgram, 87, 24, 4},
		catalog.ProgramRequirements2010: {catalog.OfProgram, 126, 25, -1},
		catalog.RiskProcedure:           {catalog.OfProcedure, 32, 7, 0},
		catalog.CSF11:                   {catalog.OfFramework, 108, 28, 0},
		catalog.CSF20:                   {catalog.OfFramework, 106, 28, 0},
		catalog.ISO27001:                {catalog.OfFramework, 93, 4, 0},
		catalog.SP80053:                 {catalog.OfFramework, 25, 10, 0},
		catalog.ANSSI:                   {catalog.OfFramework, 142, 0, 0},
		catalog.AttackMitigations:       {catalog.OfFramework, 52, 0, 0},
	} {
		t.Run(string(id), func(t *testing.T) {
			s := set(t, id)
			if s.Kind != want.kind || s.ID != id {
				t.Errorf("kind %s of %s, want %s", s.Kind, s.ID, want.kind)
			}
			if len(s.Requirements) != want.requirements || len(s.Groups) != want.groups {
				t.Errorf("%d requirements in %d groups, want %d in %d", len(s.Requirements), len(s.Groups), want.requirements, want.groups)
			}
			if want.maturity >= 0 && len(s.Maturity) != want.maturity {
				t.Errorf("%d maturity levels, want %d", len(s.Maturity), want.maturity)
			}
			if s.Edition == "" {
				t.Error("no edition")
			}
		})
	}
}

func TestMaturityLevelsHaveTheNamesOfTheStandard(t *testing.T) {
	for _, id := range []catalog.SetID{catalog.DevelopmentRequirements, catalog.ProviderRequirements, catalog.ProgramRequirements} {
		var names []string
		for _, m := range set(t, id).Maturity {
			names = append(names, m.Name)
		}
		if diff := cmp.Diff([]string{"Initial", "Managed", "Defined (Practiced)", "Improving"}, names); diff != "" {
			t.Errorf("%s: %s", id, diff)
		}
	}
}

func TestSetsLeadToEachOther(t *testing.T) {
	shelf := catalog.NewShelf(nil)
	for _, s := range shelf.Sets() {
		if s.Replaces != "" {
			if _, ok := shelf.Find(s.Replaces); !ok {
				t.Errorf("%s replaces %s, which nobody carries", s.ID, s.Replaces)
			}
		}
		for _, r := range s.Requirements {
			for _, id := range r.Derives {
				if _, ok := catalog.SystemSet().Find(id); !ok {
					t.Errorf("%s %s derives from %s, which IEC 62443-3-3 does not have", s.ID, r.ID, id)
				}
			}
		}
	}
	if s := set(t, catalog.ProgramRequirements); s.Replaces != catalog.ProgramRequirements2010 {
		t.Errorf("the program requirements of 2024 replace %q", s.Replaces)
	}
}

// The counts of IEC 62443-4-2, typed here a second time: of each id form, of
// each level, and of each component type at each level. The common constraints
// hold at every level and are counted apart.
func TestComponentSetHasThePublishedCounts(t *testing.T) {
	s := set(t, catalog.ComponentRequirements)
	forms, enhancements := map[string]int{}, map[string]int{}
	for _, r := range s.Requirements {
		prefix, _, _ := strings.Cut(string(r.ID), " ")
		if r.Enhancement() {
			enhancements[prefix]++
		} else {
			forms[prefix]++
		}
		if constraint := prefix == "CCSC"; constraint != (r.FR == sl.None) || constraint != (r.From == 0) {
			t.Errorf("%s belongs to %s and is asked from SL %d", r.ID, r.FR, r.From)
		}
	}
	if diff := cmp.Diff(map[string]int{"CCSC": 4, "CR": 43, "SAR": 2, "EDR": 8, "HDR": 8, "NDR": 12}, forms); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"CR": 27, "SAR": 1, "EDR": 5, "HDR": 6, "NDR": 10}, enhancements); diff != "" {
		t.Errorf("enhancements: %s", diff)
	}
	var gates [4]int
	for i := range gates {
		gates[i] = s.Gate(sl.Level(i + 1))
	}
	if want := [4]int{50, 93, 116, 122}; gates != want {
		t.Errorf("SL 1 to 4 ask for %v, want %v", gates, want)
	}
	for typ, want := range map[catalog.ComponentType][4]int{
		catalog.SoftwareApplication: {34, 53, 67, 73},
		catalog.EmbeddedDevice:      {36, 61, 77, 83},
		catalog.HostDevice:          {36, 62, 78, 84},
		catalog.NetworkDevice:       {40, 67, 86, 92},
	} {
		var got [4]int
		for _, r := range s.For([]catalog.ComponentType{typ}) {
			for level := max(int(r.From), 1); level <= 4 && r.From > 0; level++ {
				got[level-1]++
			}
		}
		if got != want {
			t.Errorf("SL 1 to 4 ask of a %s for %v, want %v", typ, got, want)
		}
	}
}

func TestEveryComponentRequirementSaysWhatItServes(t *testing.T) {
	for _, r := range set(t, catalog.ComponentRequirements).Requirements {
		for _, id := range r.Derives {
			if s, _ := catalog.SystemSet().Find(id); s.FR != r.FR {
				t.Errorf("%s of %s derives from %s of %s", r.ID, r.FR, id, s.FR)
			}
		}
	}
}

// A component of two types answers what is for every type once, and what is for
// each of its types.
func TestAComponentOfTwoTypesIsAskedForBoth(t *testing.T) {
	s := set(t, catalog.ComponentRequirements)
	both := s.For([]catalog.ComponentType{catalog.SoftwareApplication, catalog.HostDevice})
	seen := map[catalog.RequirementID]int{}
	for _, r := range both {
		seen[r.ID]++
	}
	for id, want := range map[catalog.RequirementID]int{"CR 1.1": 1, "CCSC 1": 1, "SAR 2.4": 1, "HDR 2.4": 1, "EDR 2.4": 0, "NDR 1.6": 0, "CR 2.4": 0} {
		if seen[id] != want {
			t.Errorf("%s is asked %d times, want %d", id, seen[id], want)
		}
	}
	if n := len(s.For(nil)); n != 4+43+27 {
		t.Errorf("a component without a type is asked for %d, want what is for every type", n)
	}
}

func TestProviderSetHasTheTwelveAreas(t *testing.T) {
	s := set(t, catalog.ProviderRequirements)
	base := map[string]int{}
	var areas []string
	bases, enhancements := 0, 0
	for _, g := range s.Groups {
		areas = append(areas, g.ID)
	}
	for _, r := range s.Requirements {
		if r.Enhancement() {
			enhancements++
		} else {
			bases++
			base[r.Group]++
		}
		if !strings.HasPrefix(string(r.ID), r.Group+".") {
			t.Errorf("%s stands under %s", r.ID, r.Group)
		}
	}
	if bases != 72 || enhancements != 51 {
		t.Errorf("%d base requirements and %d enhancements, want 72 and 51", bases, enhancements)
	}
	if diff := cmp.Diff(map[string]int{
		"SP.01": 7, "SP.02": 3, "SP.03": 10, "SP.04": 3, "SP.05": 9, "SP.06": 3,
		"SP.07": 4, "SP.08": 4, "SP.09": 9, "SP.10": 5, "SP.11": 6, "SP.12": 9,
	}, base); diff != "" {
		t.Error(diff)
	}
	if !slices.IsSorted(areas) {
		t.Errorf("areas out of order: %v", areas)
	}
}

func TestDevelopmentSetHasTheEightPractices(t *testing.T) {
	count := map[string]int{}
	for _, r := range set(t, catalog.DevelopmentRequirements).Requirements {
		count[r.Group]++
	}
	if diff := cmp.Diff(map[string]int{"SM": 13, "SR": 5, "SD": 4, "SI": 2, "SVV": 5, "DM": 6, "SUM": 5, "SG": 7}, count); diff != "" {
		t.Error(diff)
	}
}

// The engine of the program is the edition of 2010: three categories, three
// element groups and nineteen elements.
func TestProgramSetOf2010HasTheNineteenElements(t *testing.T) {
	s := set(t, catalog.ProgramRequirements2010)
	elements := map[string]int{}
	for _, r := range s.Requirements {
		elements[r.Group]++
	}
	if diff := cmp.Diff(map[string]int{
		"4.2.2": 1, "4.2.3": 14, "4.3.2.2": 2, "4.3.2.3": 4, "4.3.2.4": 6, "4.3.2.5": 7, "4.3.2.6": 8,
		"4.3.3.2": 7, "4.3.3.3": 10, "4.3.3.4": 3, "4.3.3.5": 8, "4.3.3.6": 9, "4.3.3.7": 4,
		"4.3.4.2": 2, "4.3.4.3": 9, "4.3.4.4": 7, "4.3.4.5": 11, "4.4.2": 6, "4.4.3": 8,
	}, elements); diff != "" {
		t.Error(diff)
	}
	var way []string
	for _, g := range s.GroupPath("4.3.2.5") {
		way = append(way, g.ID)
	}
	if diff := cmp.Diff([]string{"4.3", "4.3.2", "4.3.2.5"}, way); diff != "" {
		t.Error(diff)
	}
}

func TestProgramSetOf2024HasTheEightElements(t *testing.T) {
	s := set(t, catalog.ProgramRequirements)
	top, _ := s.Children("")
	var counts []int
	subs := 0
	for _, g := range top {
		counts = append(counts, len(s.Under(g.ID)))
		below, _ := s.Children(g.ID)
		subs += len(below)
	}
	if diff := cmp.Diff([]int{11, 4, 15, 10, 7, 23, 9, 8}, counts); diff != "" {
		t.Error(diff)
	}
	if subs != 16 {
		t.Errorf("%d sub-elements, want 16", subs)
	}
}

func TestRiskProcedureHasTheSevenSteps(t *testing.T) {
	s := set(t, catalog.RiskProcedure)
	for i, want := range []int{1, 1, 6, 1, 13, 9, 1} {
		if got := len(s.Under(fmt.Sprintf("ZCR %d", i+1))); got != want {
			t.Errorf("ZCR %d has %d requirements, want %d", i+1, got, want)
		}
	}
}

// Other documents cite groups, bare numbers and headings; each leads to the
// requirements that are meant.
func TestCitedIdsLeadToRequirements(t *testing.T) {
	for _, c := range []struct {
		set  catalog.SetID
		id   catalog.RequirementID
		want []catalog.RequirementID
	}{
		{catalog.SystemRequirements, "SR 5.2", []catalog.RequirementID{"SR 5.2"}},
		{catalog.SystemRequirements, "SR 8.1", nil},
		{catalog.ProgramRequirements2010, "4.3.2.2", []catalog.RequirementID{"4.3.2.2.1", "4.3.2.2.2"}},
		{catalog.ProgramRequirements, "NET 3", []catalog.RequirementID{"NET 3.1", "NET 3.2", "NET 3.3"}},
		{catalog.ProviderRequirements, "SP.01.02", []catalog.RequirementID{"SP.01.02 BR", "SP.01.02 RE(1)"}},
		{catalog.ComponentRequirements, "CR 2.4", []catalog.RequirementID{"SAR 2.4", "EDR 2.4", "HDR 2.4", "NDR 2.4"}},
	} {
		if diff := cmp.Diff(c.want, set(t, c.set).Resolve(c.id)); diff != "" {
			t.Errorf("%s in %s: %s", c.id, c.set, diff)
		}
	}
}

func TestAnAddedSetStandsBesideTheBuiltInOnes(t *testing.T) {
	own := &catalog.Set{ID: "own:1"}
	pretender := &catalog.Set{ID: catalog.SystemRequirements}
	shelf := catalog.NewShelf([]*catalog.Set{own, pretender})
	if got, ok := shelf.Find("own:1"); !ok || got != own {
		t.Error("the added set is not found")
	}
	if got, _ := shelf.Find(catalog.SystemRequirements); got != catalog.SystemSet() {
		t.Error("an added set took the place of a built-in one")
	}
	if n := len(shelf.Sets()) - len(catalog.BuiltIn()); n != 1 {
		t.Errorf("%d sets more than the built-in ones, want 1", n)
	}
}
