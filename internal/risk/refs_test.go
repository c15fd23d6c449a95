package risk_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/plant"
	"ringwall/internal/risk"
)

type holder interface {
	Refs(visit func(kind string, id *string))
}

// ids are the types that refer to a record, with the kind where the type tells it.
var ids = map[reflect.Type]string{
	reflect.TypeFor[plant.ZoneID]():    risk.OfZone,
	reflect.TypeFor[plant.ConduitID](): risk.OfConduit,
	reflect.TypeFor[plant.AssetID]():   risk.OfAsset,
	reflect.TypeFor[risk.ID]():         "",
}

// fillIDs gives every field of an id type below v an id of its own and every list
// one element, and notes which kind the reference must have. What a what-if
// adds has an id of its own, which is no reference.
func fillIDs(v reflect.Value, path string, want map[string]string) {
	if kind, ok := ids[v.Type()]; ok {
		v.SetString(path)
		want[path] = kind
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			own := f.Name == "ID" && (strings.HasSuffix(path, ".Conduit") || strings.HasSuffix(path, ".Countermeasure"))
			if f.Type == reflect.TypeFor[risk.Head]() || own || !f.IsExported() {
				continue
			}
			fillIDs(v.Field(i), path+"."+f.Name, want)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillIDs(v.Elem(), path, want)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fillIDs(v.Index(0), path, want)
	case reflect.String:
		if v.Type() == reflect.TypeFor[risk.ChangeKind]() {
			v.SetString(string(risk.OpenConduit))
		}
	}
}

func TestNoReferenceOfARecordIsForgotten(t *testing.T) {
	register := reflect.TypeFor[risk.Register]()
	for i := range register.NumField() {
		record := reflect.New(register.Field(i).Type.Elem())
		name := record.Elem().Type().Name()
		t.Run(name, func(t *testing.T) {
			want := map[string]string{}
			fillIDs(record.Elem(), name, want)
			got := map[string]string{}
			record.Interface().(holder).Refs(func(kind string, id *string) {
				got[*id] = kind
				*id += " now"
			})
			for path, kind := range got {
				if want[path] == "" && slices.Contains(slices.Collect(maps.Keys(want)), path) {
					want[path] = kind // the type does not tell the kind
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("references (-held +visited):\n%s", diff)
			}
			record.Interface().(holder).Refs(func(_ string, id *string) {
				if !strings.HasSuffix(*id, " now") {
					t.Errorf("what the visitor wrote to %s is not what the record refers to", *id)
				}
			})
		})
	}
}

func TestReferencesTellWhatKindOfRecordTheyMean(t *testing.T) {
	for _, c := range []struct {
		name   string
		record holder
		want   []string
	}{
		{
			"a system names its zones and where its access points end",
			&risk.System{Zones: []plant.ZoneID{"z1", "z2"}, AccessPoints: []risk.AccessPoint{{Zone: "z1", Conduit: "c1"}, {}}},
			[]string{"zone z1", "zone z2", "zone z1", "conduit c1"},
		},
		{
			"a worst case names its function, what it leads to and what it takes for granted",
			&risk.WorstCase{Function: "f", Inherits: []risk.ID{"w"}, Assumptions: []risk.ID{"a"}},
			[]string{"function f", "worst-case w", "assumption a"},
		},
		{
			"a scenario names the countermeasure behind a safeguard and where it stands",
			&risk.Scenario{Zone: "z", WorstCase: "w", Safeguards: []risk.Safeguard{{Countermeasure: "m"}, {Name: "fence", PlacedIn: "z2"}}},
			[]string{"zone z", "worst-case w", "countermeasure m", "zone z2"},
		},
		{
			"an environment names the safety zone and what protects it",
			&risk.Environment{Zone: "z", Countermeasures: []risk.ID{"m"}},
			[]string{"zone z", "countermeasure m"},
		},
		{
			"the steps of a proposal name what they change, each of its kind",
			&risk.Proposal{Changes: []risk.Change{
				{Kind: risk.CloseConduit, Record: "c"}, {Kind: risk.MoveAsset, Record: "a", Zone: "z"},
				{Kind: risk.SetAssumption, Record: "s"}, {Kind: risk.SetCountermeasure, Record: "m"}, {Kind: risk.SetTarget, Record: "t"},
				{Kind: risk.OpenConduit, Conduit: &plant.Conduit{ID: "new", From: "z1", To: "z2"}},
			}},
			[]string{"conduit c", "asset a", "zone z", "assumption s", "countermeasure m", "subject t", "zone z1", "zone z2"},
		},
		{
			"a specification names the scenarios that its own requirements serve",
			&risk.Specification{System: "s", Lines: []risk.SpecLine{{Conduit: "c"}}, Own: []risk.OwnRequirement{{Scenarios: []risk.ID{"r"}}}},
			[]string{"system s", "conduit c", "scenario r"},
		},
		{"an approval names its specification", &risk.Approval{Specification: "s"}, []string{"specification s"}},
		{"a task names the record it is about", &risk.Task{Kind: "approval", Record: "p"}, []string{"approval p"}},
		{
			"a register names what all its records do",
			&risk.Register{Functions: []risk.Function{{Assets: []plant.AssetID{"a"}}}, Tasks: []risk.Task{{Kind: "zone", Record: "z"}}},
			[]string{"asset a", "zone z"},
		},
	} {
		var got []string
		c.record.Refs(func(kind string, id *string) { got = append(got, fmt.Sprintf("%s %s", kind, *id)) })
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}
