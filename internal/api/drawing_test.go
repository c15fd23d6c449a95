package api

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
)

func TestDrawingGoesOutAndComesBackWithoutAChange(t *testing.T) {
	w := newWorld(t)
	as := bySession(w.secretOf(t, w.orgs[0].admin.email))
	root := "/api/v1/sites/" + string(w.orgs[0].sites[0].id) + "/drawing"
	r := w.send("GET", root+".drawio", nil, as)
	file, err := io.ReadAll(r.Body)
	must(t, err)
	if r.StatusCode != 200 || !bytes.Contains(file, []byte("<mxfile")) || r.Header.Get("Content-Type") != mediaTypes["drawio"] {
		t.Fatalf("%d %s %.200s", r.StatusCode, r.Header.Get("Content-Type"), file)
	}
	out := read[csms.DrawingImport](t, w.send("POST", root+"/import?dry=1&name=plant.drawio", string(file), octets(as)), 200)
	if out.Counts.Add+out.Counts.Change+out.Counts.Refuse > 0 || out.Counts.Skip == 0 {
		t.Errorf("the drawing that was exported would change %+v: %+v", out.Counts, out)
	}
	if r := w.send("POST", root+"/import?name=plant.drawio", string(file), octets(as)); r.StatusCode != 200 || r.Header.Get("Entry") != "" {
		t.Errorf("applying it left entry %q: %d", r.Header.Get("Entry"), r.StatusCode)
	}
}

func TestDrawingIsAppliedAsItsPreviewShowedAndUndoneAsOne(t *testing.T) {
	w := newWorld(t)
	as := bySession(w.secretOf(t, w.orgs[0].admin.email))
	site := "/api/v1/sites/" + string(w.orgs[0].sites[0].id)
	table := "id,text,container,type,from,to\nz1,Z-81 Laboratory,,container,,\nz2,Z-82 Office,,container,,\na,PC-81,z1,Computer,,\nl,C-81 Results,,,z1,z2\n"
	zonesDrawn := func() int { return len(read[csms.Drawing](t, w.send("GET", site+"/drawing", nil, as), 200).Nodes) }
	before := zonesDrawn()
	dry := read[csms.DrawingImport](t, w.send("POST", site+"/drawing/import?dry=1&name=lab.csv", table, octets(as)), 200)
	if dry.Counts != (csms.DrawingCounts{Add: 4}) || dry.Entry != 0 {
		t.Fatalf("%+v", dry)
	}
	if got := zonesDrawn(); got != before {
		t.Errorf("the preview left %d zones", got)
	}
	if r := w.send("POST", site+"/drawing/import?name=lab.csv&hash="+dry.Hash, table+"b,PC-82,z1,Computer,,\n", octets(as)); r.StatusCode != http.StatusPreconditionFailed && r.StatusCode != http.StatusConflict {
		t.Errorf("another file than the preview's: %d %s", r.StatusCode, text(t, r))
	}
	done := read[csms.DrawingImport](t, w.send("POST", site+"/drawing/import?name=lab.csv&hash="+dry.Hash, table, octets(as)), 200)
	if done.Entry == 0 {
		t.Fatalf("no entry: %+v", done)
	}
	zones := read[page[plant.Zone]](t, w.send("GET", site+"/zones", nil, as), 200)
	found := 0
	for _, z := range zones.Items {
		if z.Key == "Z-81" || z.Key == "Z-82" {
			found++
		}
	}
	if found != 2 {
		t.Errorf("%d of the two zones are there", found)
	}
	r := w.send("GET", site+"/drawing/diff.svg?from="+itoa(w.orgs[0].sites[0].seq), nil, as)
	if svg := text(t, r); r.StatusCode != 200 || !strings.Contains(svg, "+ zone Z-81 Laboratory: added") || !strings.Contains(svg, "+ conduit C-81") {
		t.Errorf("the picture of the changes: %d %.300s", r.StatusCode, svg)
	}
	if r := w.send("POST", site+"/history/"+itoa(done.Entry)+"/undo", `{}`, as); r.StatusCode != 200 {
		t.Fatalf("undo: %d %s", r.StatusCode, text(t, r))
	}
	if got := zonesDrawn(); got != before {
		t.Errorf("undone, %d zones are left", got)
	}
}

func TestDrawingsThatCannotBeRead(t *testing.T) {
	w := newWorld(t)
	as := bySession(w.secretOf(t, w.orgs[0].admin.email))
	root := "/api/v1/sites/" + string(w.orgs[0].sites[0].id) + "/drawing"
	for name, c := range map[string]struct{ method, path, body, want string }{
		"a picture":              {"POST", "/import?dry=1", "\x89PNG\r\n", "is a picture"},
		"an empty body":          {"POST", "/import?dry=1&name=a.drawio", "", "a.drawio is empty"},
		"an unknown page":        {"POST", "/import?dry=1&page=Attic", "id,text\na,PLC-1\n", "no page"},
		"a dry that is no truth": {"POST", "/import?dry=maybe", "id,text\na,PLC-1\n", "query.dry"},
		"an unknown parameter":   {"POST", "/import?x=1", "", "query.x"},
		"a diff from nowhere":    {"GET", "/diff.svg", "", "is no time"},
		"a diff backwards":       {"GET", "/diff.svg?from=5&to=1", "", "exchange from and to"},
	} {
		r := w.send(c.method, root+c.path, c.body, octets(as))
		if got := text(t, r); r.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(got, c.want) {
			t.Errorf("%s: %d %.300s, want %q", name, r.StatusCode, got, c.want)
		}
	}
}

func TestDrawingOfAnIntegratorHoldsOnlyItsPart(t *testing.T) {
	w := newWorld(t)
	h := w.orgs[0]
	site := h.sites[0]
	as := bySession(w.secretOf(t, w.account(t, h, "integrator", access.Grant{Role: access.Integrator, Site: site.id, Zones: []plant.ZoneID{site.zones[0].ID}}).Email))
	for _, format := range []string{"drawio", "svg", "png"} {
		r := w.send("GET", "/api/v1/sites/"+string(site.id)+"/drawing."+format, nil, as)
		got := text(t, r)
		if r.StatusCode != 200 || format != "png" && (strings.Contains(got, site.zones[1].Key) || !strings.Contains(got, site.zones[0].Key)) {
			t.Errorf("%s: %d %.200s", format, r.StatusCode, got)
		}
	}
}

func TestDrawingAZoneIntoAnotherMakesItThatZonesPart(t *testing.T) {
	w := newWorld(t)
	site := w.orgs[0].sites[0]
	as := bySession(w.secretOf(t, w.orgs[0].admin.email))
	root := "/api/v1/sites/" + string(site.id)
	place := func(zone plant.ZoneID, parent string) string {
		return fmt.Sprintf(`{"places":[{"zone":%q,"x":10,"y":20,"w":300,"h":100%s}]}`, zone, parent)
	}
	parent := func() plant.ZoneID {
		return read[plant.Zone](t, w.send("GET", root+"/zones/"+string(site.zones[1].ID), nil, as), 200).Parent
	}
	into := fmt.Sprintf(`,"parent":%q`, site.zones[0].ID)
	if done := read[entryAnswer](t, w.send("PUT", root+"/drawing/places", place(site.zones[1].ID, into), as), 200); done.Entry == 0 || parent() != site.zones[0].ID {
		t.Errorf("entry %d, parent %q", done.Entry, parent())
	}
	if w.send("PUT", root+"/drawing/places", place(site.zones[1].ID, ""), as); parent() != site.zones[0].ID {
		t.Error("a place alone took the zone out of the one around it")
	}
	if r := w.send("PUT", root+"/drawing/places", place(site.zones[0].ID, fmt.Sprintf(`,"parent":%q`, site.zones[1].ID)), as); r.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("a zone within itself: %d %s", r.StatusCode, text(t, r))
	}
	if w.send("PUT", root+"/drawing/places", place(site.zones[1].ID, `,"parent":""`), as); parent() != "" {
		t.Error("the zone was not taken out")
	}
}

// octets sends a body as a file.
func octets(as func(*http.Request)) func(*http.Request) {
	return func(r *http.Request) {
		as(r)
		r.Header.Set("Content-Type", "application/octet-stream")
	}
}
