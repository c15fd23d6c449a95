package audit

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/risk"
	"ringwall/internal/supply"
)

// refers is a record that says itself what it refers to. Here alone the check and
// the writer are held against one another.
type refers interface {
	Refs(visit func(kind string, id *string))
}

// full gives every member of a value one of its own.
func full(v reflect.Value, n *int) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		full(v.Elem(), n)
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		full(v.Index(0), n)
	case reflect.Struct:
		if v.Type().PkgPath() == "time" {
			return
		}
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				full(v.Field(i), n)
			}
		}
	case reflect.String:
		*n++
		v.SetString(fmt.Sprintf("id-%d", *n))
	}
}

func TestEveryLayoutHasTheLinksOfItsRecords(t *testing.T) {
	product := assess.Subject{Kind: assess.OfProduct, ID: "product"}
	for kind, x := range map[string]refers{
		"conduit": &plant.Conduit{}, "verdict": &assess.Verdict{}, "claim": &assess.Claim{},
		"system": &risk.System{}, "function": &risk.Function{}, "criteria": &risk.Criteria{}, "assumption": &risk.Assumption{},
		"countermeasure": &risk.Countermeasure{}, "environment": &risk.Environment{}, "worst-case": &risk.WorstCase{}, "comparison": &risk.Comparison{},
		"scenario": &risk.Scenario{}, "specification": &risk.Specification{}, "approval": &risk.Approval{},
		"company": &supply.Company{}, "product": &supply.Product{}, "certificate": &supply.Certificate{}, "package": &supply.Package{},
		"reply": &supply.Reply{}, "test": &supply.Test{}, "evidence": &proof.Evidence{}, "assessment": &proof.Assessment{},
	} {
		var n int
		full(reflect.ValueOf(x).Elem(), &n)
		switch x := x.(type) {
		case *assess.Verdict:
			x.Subject, x.From = product, &assess.Subject{Kind: assess.OfCompany, ID: "company"}
		case *assess.Claim:
			x.Subject, x.From = product, &assess.Subject{Kind: assess.OfCompany, ID: "company"}
		case *proof.Assessment:
			x.Parts[0].Subjects[0] = product
		}
		want := map[link]bool{}
		x.Refs(func(kind string, id *string) { want[link{kind, *id}] = true })
		text, err := json.Marshal(x)
		if err != nil {
			t.Fatal(err)
		}
		d, err := readDoc(string(text))
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(layouts, func(l layout) bool { return l.kind == kind })
		if i < 0 {
			t.Errorf("%s has no layout", kind)
			continue
		}
		got := map[link]bool{}
		for _, l := range layouts[i].linksOf(d) {
			got[l] = true
		}
		for l := range want {
			if !got[l] {
				t.Errorf("%s refers to %s %s and its layout does not", kind, l.kind, l.id)
			}
		}
		for l := range got {
			if !want[l] {
				t.Errorf("the layout of %s has a link to %s %s that its records have not", kind, l.kind, l.id)
			}
		}
	}
}
