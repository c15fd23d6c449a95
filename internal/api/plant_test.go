package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/csms"
	"ringwall/internal/plant"
)

// desk sends requests as the first administrator to their first site.
type desk struct {
	*world
	t    *testing.T
	as   func(*http.Request)
	site *hall
	base string
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	w := newWorld(t)
	d := &desk{world: w, t: t, site: w.orgs[0].sites[0]}
	d.as = bySession(w.secretOf(t, w.orgs[0].admin.email))
	d.base = "/api/v1/sites/" + string(d.site.id)
	return d
}

// try sends a request below the site; version "" leaves out If-Match.
func (d *desk) try(method, path, version string, body any) *http.Response {
	d.t.Helper()
	return d.send(method, d.base+path, body, func(r *http.Request) {
		d.as(r)
		if version != "" {
			r.Header.Set("If-Match", version)
		}
	})
}

func (d *desk) read(r *http.Response, status int, into any) *http.Response {
	d.t.Helper()
	if r.StatusCode != status {
		d.t.Fatalf("status %d, want %d: %s", r.StatusCode, status, text(d.t, r))
	}
	if into != nil {
		must(d.t, json.NewDecoder(r.Body).Decode(into))
	}
	return r
}

func TestARecordFromItsMakingToItsEnd(t *testing.T) {
	d := newDesk(t)
	tests := []struct {
		kind, path, fresh, changed string
	}{
		{"zone", "/zones", `{"key":"Z-50","name":"New","kind":"dmz"}`, `"name":"Changed"`},
		{"conduit", "/conduits", `{"key":"C-50","name":"New","from":"` + string(d.site.zones[0].ID) + `","to":"` + string(d.site.zones[1].ID) + `"}`, `"name":"Changed"`},
		{"asset", "/assets", `{"key":"PLC-50","name":"New","type":"embedded-device"}`, `"name":"Changed"`},
	}
	for _, tt := range tests {
		t.Run(tt.kind, func(t *testing.T) {
			d.t = t
			var record map[string]any
			r := d.read(d.try("POST", tt.path, "", tt.fresh), http.StatusCreated, &record)
			location, tag := r.Header.Get("Location"), r.Header.Get("ETag")
			if location != d.base+tt.path+"/"+record["id"].(string) || tag != `"v1"` {
				t.Fatalf("location %s, tag %s", location, tag)
			}
			entries := []string{r.Header.Get("Entry")}
			path := strings.TrimPrefix(location, d.base)
			r = d.read(d.try("GET", path, "", nil), http.StatusOK, &record)
			if r.Header.Get("ETag") != tag {
				t.Errorf("read with tag %s", r.Header.Get("ETag"))
			}
			record["name"] = "Changed"
			r = d.read(d.try("PUT", path, tag, record), http.StatusOK, &record)
			if r.Header.Get("ETag") != `"v2"` || record["name"] != "Changed" {
				t.Errorf("changed to %v with tag %s", record, r.Header.Get("ETag"))
			}
			entries = append(entries, r.Header.Get("Entry"))
			if r = d.read(d.try("PUT", path, `"v2"`, record), http.StatusOK, nil); r.Header.Get("Entry") != "0" {
				t.Errorf("to say the same again left entry %q", r.Header.Get("Entry"))
			}
			for _, c := range []struct {
				name, method, version string
				body                  any
				status                int
				location              string
			}{
				{"a change without a version", "PUT", "", record, http.StatusPreconditionRequired, ""},
				{"a change of an old version", "PUT", tag, record, http.StatusPreconditionFailed, ""},
				{"a change of any version", "PUT", "*", record, http.StatusPreconditionFailed, ""},
				{"a deletion without a version", "DELETE", "", nil, http.StatusPreconditionRequired, ""},
				{"a deletion of an old version", "DELETE", tag, nil, http.StatusPreconditionFailed, ""},
				{"a field that is unknown", "PUT", `"v2"`, strings.Replace(tt.fresh, "{", `{"colour":"red",`, 1), http.StatusUnprocessableEntity, "body.colour"},
				{"a field in other letters", "PUT", `"v2"`, strings.Replace(tt.fresh, "{", `{"Owner":"x",`, 1), http.StatusUnprocessableEntity, "body.Owner"},
				{"a field that is missing", "PUT", `"v2"`, `{"name":"x"}`, http.StatusUnprocessableEntity, "body"},
				{"a key that is none", "PUT", `"v2"`, strings.Replace(tt.fresh, `-50"`, `?"`, 1), http.StatusUnprocessableEntity, "body/key"},
				{"the body of another record", "PUT", `"v2"`, strings.Replace(tt.fresh, "{", `{"id":"another",`, 1), http.StatusUnprocessableEntity, "body/id"},
				{"a name that is too long", "PUT", `"v2"`, strings.Replace(tt.fresh, "New", strings.Repeat("x", 201), 1), http.StatusUnprocessableEntity, "body.name"},
			} {
				r := d.try(c.method, path, c.version, c.body)
				if r.StatusCode != c.status {
					t.Errorf("%s: %d, want %d: %s", c.name, r.StatusCode, c.status, text(t, r))
					continue
				}
				p := problemOf(t, r)
				if c.location != "" && (len(p.Errors) == 0 || p.Errors[0].Location != c.location) {
					t.Errorf("%s: errors %+v, want one at %s", c.name, p.Errors, c.location)
				}
			}
			if refs := (page[Reference]{}); d.read(d.try("GET", path+"/references", "", nil), http.StatusOK, &refs) != nil && refs.Total != 0 {
				t.Errorf("references %+v", refs)
			}
			r = d.read(d.try("DELETE", path, `"v2"`, nil), http.StatusNoContent, nil)
			d.read(d.try("GET", path, "", nil), http.StatusNotFound, nil)
			entries = append(entries, r.Header.Get("Entry"))
			for i, verb := range []string{"add", "change", "delete"} {
				var told struct{ Entry csms.HistoryEntry }
				d.read(d.try("GET", "/history/"+entries[i], "", nil), http.StatusOK, &told)
				if told.Entry.Verb != tt.kind+"."+verb {
					t.Errorf("the entry of %s is %+v", verb, told.Entry)
				}
			}
			d.read(d.try("POST", "/history/"+entries[2]+"/undo", "", nil), http.StatusOK, nil)
			d.read(d.try("GET", path, "", nil), http.StatusOK, nil)
		})
	}
}

func TestADeletionThatIsRefusedNamesTheReferences(t *testing.T) {
	d := newDesk(t)
	path := "/zones/" + string(d.site.zones[0].ID)
	r := d.try("DELETE", path, `"v1"`, nil)
	if r.StatusCode != http.StatusConflict {
		t.Fatalf("%d %s", r.StatusCode, text(t, r))
	}
	p := problemOf(t, r)
	kinds := map[string]bool{}
	for _, ref := range p.References {
		kinds[ref.Kind] = ref.ID != "" && ref.Key != ""
	}
	if p.Code != "in-use" || !kinds["conduit"] || !kinds["asset"] || !kinds["verdict"] {
		t.Errorf("%+v", p)
	}
	d.read(d.try("DELETE", path+"?cascade=true", `"v1"`, nil), http.StatusNoContent, nil)

	var history historyPage
	d.read(d.try("GET", "/history?limit=1", "", nil), http.StatusOK, &history)
	entry := history.Items[0]
	if entry.Verb != "zone.delete" || !entry.Undoable {
		t.Fatalf("%+v", entry)
	}
	var undone struct{ Entry int64 }
	d.read(d.try("POST", "/history/"+itoa(entry.Seq)+"/undo", "", nil), http.StatusOK, &undone)
	if undone.Entry != entry.Seq+1 {
		t.Errorf("undone by entry %d", undone.Entry)
	}
	d.read(d.try("GET", path, "", nil), http.StatusOK, nil)
	if p := problemOf(t, d.try("POST", "/history/"+itoa(entry.Seq)+"/undo", "", nil)); p.Status != http.StatusConflict || p.Code != "undone" {
		t.Errorf("undone twice: %+v", p)
	}
}

func itoa(n int64) string { b, _ := json.Marshal(n); return string(b) }

func TestAssetsAreListedAndChangedTogether(t *testing.T) {
	d := newDesk(t)
	for _, key := range []string{"A-1", "A-2", "A-3"} {
		d.read(d.try("POST", "/assets", "", plant.Asset{Key: key, Type: plant.HostDevice, Vendor: "Dell", Criticality: 2}), http.StatusCreated, nil)
	}
	var p page[plant.Asset]
	d.read(d.try("GET", "/assets?vendor=Dell&vendor=Acme&zone=none&criticality=2&sort=-key&limit=2", "", nil), http.StatusOK, &p)
	if p.Total != 3 || len(p.Items) != 2 || p.Items[0].Key != "A-3" || p.Next == "" {
		t.Fatalf("first page %+v", p)
	}
	d.read(d.try("GET", "/assets?vendor=Dell&vendor=Acme&zone=none&criticality=2&sort=-key&limit=2&after="+p.Next, "", nil), http.StatusOK, &p)
	if len(p.Items) != 1 || p.Items[0].Key != "A-1" || p.Next != "" {
		t.Fatalf("second page %+v", p)
	}
	for name, query := range map[string]string{
		"a parameter that is unknown": "?colour=red",
		"an order that is none":       "?sort=colour",
		"a page that is too long":     "?limit=201",
		"a cursor that is none":       "?after=x",
		"a criticality that is none":  "?criticality=high",
	} {
		if r := d.try("GET", "/assets"+query, "", nil); r.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", name, r.StatusCode)
		}
	}
	var out struct {
		Changed int
		Entry   int64
	}
	d.read(d.try("POST", "/assets/bulk", "", `{"all":{"vendor":["Dell"]},"set":{"owner":"Crew","addTags":["office"]}}`), http.StatusOK, &out)
	if out.Changed != 3 || out.Entry == 0 {
		t.Errorf("bulk %+v", out)
	}
	r := d.try("POST", "/assets/bulk", "", `{"all":{},"set":{"zone":"no-zone"}}`)
	if problem := problemOf(t, r); problem.Status != http.StatusUnprocessableEntity || len(problem.Errors) != 4 || problem.Errors[0].Location != "body/set/zone" {
		t.Errorf("bulk into a zone that is none: %+v", problem)
	}
	var facets struct{ Vendors, Zones []struct{ Value string } }
	d.read(d.try("GET", "/assets/facets", "", nil), http.StatusOK, &facets)
	if len(facets.Vendors) != 2 || len(facets.Zones) != 2 {
		t.Errorf("facets %+v", facets)
	}
}

func TestTheHistoryOfARecord(t *testing.T) {
	d := newDesk(t)
	z := d.site.zones[1]
	path := "/zones/" + string(z.ID)
	z.Name = "Renamed"
	d.read(d.try("PUT", path, `"v1"`, z), http.StatusOK, nil)
	var versions page[struct {
		Seq     int64
		Version int
		Doc     map[string]any
	}]
	d.read(d.try("GET", "/versions/zone/"+string(z.ID), "", nil), http.StatusOK, &versions)
	if versions.Total != 2 || versions.Items[0].Doc["name"] != "Renamed" {
		t.Fatalf("%+v", versions)
	}
	var entry struct {
		Entry   struct{ Verb string }
		Changes []struct {
			Op     string
			Fields []struct{ Path string }
		}
		Proof *struct{ Size int64 }
	}
	d.read(d.try("GET", "/history/"+itoa(versions.Items[0].Seq), "", nil), http.StatusOK, &entry)
	if entry.Entry.Verb != "zone.change" || entry.Changes[0].Op != "change" || entry.Changes[0].Fields[0].Path != "/name" || entry.Proof == nil {
		t.Errorf("%+v", entry)
	}
	d.read(d.try("POST", "/versions/zone/"+string(z.ID)+"/restore", "", map[string]int64{"seq": versions.Items[1].Seq}), http.StatusOK, nil)
	var back plant.Zone
	d.read(d.try("GET", path, "", nil), http.StatusOK, &back)
	if back.Name != d.orgs[0].word {
		t.Errorf("restored %+v", back)
	}
	var diff struct{ Total int }
	d.read(d.try("GET", "/diff?from="+itoa(versions.Items[0].Seq), "", nil), http.StatusOK, &diff)
	if diff.Total != 1 {
		t.Errorf("%d records differ", diff.Total)
	}
	if r := d.try("GET", "/diff", "", nil); r.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("a difference from nowhere: %d", r.StatusCode)
	}
}

func TestThePlantIsDescribed(t *testing.T) {
	d := newDesk(t)
	schemas := d.OpenAPI().Components.Schemas.Map()
	zone := schemas["Zone"]
	if !zone.Properties["id"].ReadOnly || *zone.Properties["name"].MaxLength != 200 || len(zone.Properties["kind"].Enum) != len(plant.ZoneKinds) {
		t.Errorf("zone %+v", zone.Properties)
	}
	for _, path := range d.OpenAPI().Paths {
		for _, o := range []*huma.Operation{path.Get, path.Post, path.Put, path.Delete} {
			if o != nil && o.Summary == "" {
				t.Errorf("%s has no summary", o.OperationID)
			}
		}
	}
}
