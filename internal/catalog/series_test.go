package catalog_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/catalog"
)

func TestSeriesHasItsNineteenParts(t *testing.T) {
	s := catalog.Series()
	groups := map[string]int{}
	published, then, releasedThen := 0, 0, 0
	for _, p := range s.Parts {
		groups[p.Group]++
		if p.Status == "published" {
			published++
		}
		if p.Then != nil {
			then++
			if p.Then.Released {
				releasedThen++
			}
		}
	}
	if diff := cmp.Diff(map[string]int{"general": 6, "policies": 5, "system": 3, "component": 2, "profiles": 1, "evaluation": 2}, groups); diff != "" {
		t.Error(diff)
	}
	if len(s.Parts) != 19 || published != 14 || then != 14 || releasedThen != 8 {
		t.Errorf("%d parts, %d published, %d in the old picture and %d released there; want 19, 14, 14 and 8", len(s.Parts), published, then, releasedThen)
	}
}

func TestNumbersOfISAAndIECLeadToOnePart(t *testing.T) {
	s := catalog.Series()
	for name, want := range map[string]string{
		"ISA-62443-3-3": "IEC 62443-3-3", "ANSI/ISA-62443-3-3 (99.03.03)-2013": "IEC 62443-3-3", "IEC 62443-3-3:2013": "IEC 62443-3-3",
		"iec-62443-3-3:2013": "IEC 62443-3-3", "62443-3-3": "IEC 62443-3-3", "ISA-99.03.03": "IEC 62443-3-3",
		"EN IEC 62443-4-2:2019": "IEC 62443-4-2", "IEC TS 62443-1-1:2009": "IEC 62443-1-1", "ISA-TR62443-2-2-2025": "IEC 62443-2-2",
		"ISA-99.02.01": "IEC 62443-2-1", "ANSI/ISA-TR99.00.01-2007": "IEC 62443-3-1", "IEC TS 62443-6-2:2025": "IEC 62443-6-2",
		"ISO/IEC 27001:2022": "ISO/IEC 27001", "ISO 27001": "ISO/IEC 27001", "iso-27001:2022": "ISO/IEC 27001", "ISMS": "ISO/IEC 27001",
		"IEC 61508-3:2010": "IEC 61508", "EN ISO 13849-1:2023": "ISO 13849", "Guide 51": "ISO/IEC Guide 51",
		"IEC TR 63069:2019": "IEC TR 63069", "NIST CSF 1.1": "NIST CSF", "nist-csf:2.0": "NIST CSF", "NIST SP 800-53 Rev. 5": "NIST SP 800-53",
	} {
		if got, ok := s.Resolve(name); !ok || got.ID != want {
			t.Errorf("%q leads to %+v, want %s", name, got, want)
		}
	}
	for _, name := range []string{"", "IEC 62443-9-9", "IEC 62443", "ISO 12"} {
		if got, ok := s.Resolve(name); ok {
			t.Errorf("%q leads to %s, want nothing", name, got.ID)
		}
	}
}

func TestEverySetBelongsToAStandard(t *testing.T) {
	s := catalog.Series()
	of := map[catalog.SetID]string{}
	for _, list := range [][]catalog.Standard{s.Parts, s.Related} {
		for _, st := range list {
			for _, id := range st.Sets {
				of[id] = st.ID
			}
		}
	}
	for _, set := range catalog.BuiltIn() {
		st, ok := s.Resolve(set.Standard)
		if !ok || of[set.ID] != st.ID {
			t.Errorf("%s is of %q by its head and of %q by the series", set.ID, set.Standard, of[set.ID])
		}
		delete(of, set.ID)
	}
	for id := range of {
		t.Errorf("the series names the set %s, which nobody carries", id)
	}
}

func TestEveryPartIsReachedByAnEdgeAndExplained(t *testing.T) {
	s := catalog.Series()
	for _, p := range s.Parts {
		if len(s.Referring(p.ID)) == 0 {
			t.Errorf("%s stands alone", p.ID)
		}
		if p.About == "" || p.Use == "" || len(p.Roles) == 0 || p.Confidence == "" {
			t.Errorf("%s is not explained", p.ID)
		}
		if p.Then != nil && !p.Then.Released && p.Status == "published" && p.Note == "" {
			t.Errorf("nothing says what became of %s", p.ID)
		}
	}
	if len(s.Corrections) < 5 {
		t.Errorf("%d corrections", len(s.Corrections))
	}
}

const smallSeries = `format: ringwall-series/1
version: "1"
groups:
  - {id: general, title: General, about: a}
parts:
  - {id: IEC 62443-1-2, title: T, group: general, status: planned, about: a}
related:
  - {id: ISO 1, title: T, about: a, names: [One]}
references:
  - {from: ISO 1, verb: uses, to: IEC 62443-1-2}
`

func TestParseSeriesRefusesABrokenPack(t *testing.T) {
	if _, err := catalog.ParseSeries(strings.NewReader(smallSeries)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, old, new, want string }{
		{"another format", "series/1", "series/2", "the format is"},
		{"a group nobody lists", "group: general", "group: other", `line 6: IEC 62443-1-2 stands in the group "other"`},
		{"published without a date", "planned", "published", "neither published with date and link"},
		{"an edge to nowhere", "to: IEC 62443-1-2", "to: ISO 2", "line 10: an edge leads"},
		{"a name twice", "names: [One]", "names: [IEC 62443-1-2]", "share the name"},
		{"no words", "title: T, about: a, names", "title: T, names", "line 8: standard \"ISO 1\" has no id"},
	} {
		if _, err := catalog.ParseSeries(strings.NewReader(strings.Replace(smallSeries, c.old, c.new, 1))); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: the error is %v, want it to say %q", c.name, err, c.want)
		}
	}
}

func FuzzParseSeries(f *testing.F) {
	f.Add(smallSeries, "ISO 1")
	f.Fuzz(func(t *testing.T, text, name string) {
		s, err := catalog.ParseSeries(strings.NewReader(text))
		if (s == nil) == (err == nil) {
			t.Fatalf("series %v with error %v", s, err)
		}
		if s != nil {
			s.Resolve(name)
		}
		catalog.Series().Resolve(name)
	})
}
