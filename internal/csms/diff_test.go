package csms

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDiffDocs(t *testing.T) {
	tests := []struct {
		name          string
		before, after string
		want          []FieldChange
	}{
		{"equal values have no difference, whatever their order and version",
			`{"id":"1","key":"Z-01","name":"Line","version":1}`,
			`{"version":2,"name":"Line","key":"Z-01","id":"1"}`,
			nil},
		{"a renamed zone shows the key",
			`{"key":"Z-01","name":"Line"}`, `{"key":"Z-1","name":"Line"}`,
			[]FieldChange{{"/key", "Z-01", "Z-1"}}},
		{"a field that was not set is null before",
			`{"key":"Z-01"}`, `{"key":"Z-01","owner":"B. Meyer"}`,
			[]FieldChange{{"/owner", nil, "B. Meyer"}}},
		{"a new record shows each of its fields",
			``, `{"id":"1","key":"Z-01","safety":true,"version":1}`,
			[]FieldChange{{"/key", nil, "Z-01"}, {"/safety", nil, true}}},
		{"a deleted record shows what was lost",
			`{"key":"Z-01"}`, ``,
			[]FieldChange{{"/key", "Z-01", nil}}},
		{"a vector is shown as a whole",
			`{"target":{"method":"OG86","vector":[1,1,1,1,1,1,1]}}`, `{"target":{"method":"OG86","vector":[2,1,1,1,1,1,1]}}`,
			[]FieldChange{{"/target/vector", numbers(1, 1, 1, 1, 1, 1, 1), numbers(2, 1, 1, 1, 1, 1, 1)}}},
		{"a target that is taken away is shown as a whole",
			`{"target":{"method":"OG86"}}`, `{}`,
			[]FieldChange{{"/target", map[string]any{"method": "OG86"}, nil}}},
		{"a flow rule put in the middle is one new rule",
			`{"flows":[{"protocol":"modbus"},{"protocol":"ntp"}]}`,
			`{"flows":[{"protocol":"modbus"},{"protocol":"https"},{"protocol":"ntp"}]}`,
			[]FieldChange{{"/flows/1", nil, map[string]any{"protocol": "https"}}}},
		{"a changed port is shown within its rule",
			`{"flows":[{"protocol":"modbus","ports":"502"}]}`, `{"flows":[{"protocol":"modbus","ports":"503"}]}`,
			[]FieldChange{{"/flows/0/ports", "502", "503"}}},
		{"a removed address names its place",
			`{"addresses":[{"ip":"10.0.0.1"},{"ip":"10.0.0.2"}]}`, `{"addresses":[{"ip":"10.0.0.1"}]}`,
			[]FieldChange{{"/addresses/1", map[string]any{"ip": "10.0.0.2"}, nil}}},
		{"a list of words is shown as a whole",
			`{"tags":["line 1"]}`, `{"tags":["line 1","hot"]}`,
			[]FieldChange{{"/tags", []any{"line 1"}, []any{"line 1", "hot"}}}},
		{"a slash in a name is escaped as RFC 6901 says",
			`{"sources":{"a/b~":{"from":"typed"}}}`, `{"sources":{"a/b~":{"from":"imported"}}}`,
			[]FieldChange{{"/sources/a~1b~0/from", "typed", "imported"}}},
		{"long numbers keep their digits",
			`{"n":12345678901234567890}`, `{"n":12345678901234567891}`,
			[]FieldChange{{"/n", json.Number("12345678901234567890"), json.Number("12345678901234567891")}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := diffDocs([]byte(tt.before), []byte(tt.after))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDiffDocsRefusesWhatIsNoRecord(t *testing.T) {
	for _, doc := range []string{`[`, `[1]`, `"text"`} {
		if _, err := diffDocs([]byte(doc), nil); err == nil {
			t.Errorf("%s was read as a record", doc)
		}
		if _, err := diffDocs(nil, []byte(doc)); err == nil {
			t.Errorf("%s was read as a record", doc)
		}
	}
}

func numbers(ns ...int) []any {
	list := make([]any, len(ns))
	for i, n := range ns {
		list[i] = json.Number(string(rune('0' + n)))
	}
	return list
}
