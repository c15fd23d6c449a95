package api

import (
	"encoding/json"
	"net/http"
	"testing"
)

func TestASpecificationThatIsNotCompleteIsRefusedWithTheList(t *testing.T) {
	w := newWorld(t)
	as := bySession(w.secretOf(t, w.orgs[0].admin.email))
	root := "/api/v1/sites/" + string(w.orgs[0].sites[0].id)
	r := w.send("GET", root+"/crs", nil, as)
	var crs struct {
		CRS struct {
			Complete bool
			Parts    []struct {
				Clause  string
				Missing []string
			}
		}
		Blockers []struct{ Kind, Of, Text string }
		Standing struct {
			Stands bool
			Why    string
		}
	}
	must(t, json.NewDecoder(r.Body).Decode(&crs))
	if r.StatusCode != http.StatusOK || crs.CRS.Complete || len(crs.CRS.Parts) != 9 || crs.Standing.Stands || len(crs.Blockers) == 0 {
		t.Fatalf("%d: %+v", r.StatusCode, crs)
	}
	p := problemOf(t, w.send("POST", root+"/crs/approve", `{"decisions":["X"],"doesNot":"X","reviewBy":"2027-01-01","password":"`+goodPassword+`"}`, as))
	if p.Status != http.StatusConflict || p.Code != "blocked" || len(p.Errors) != len(crs.Blockers) || p.Errors[0].Message != crs.Blockers[0].Text {
		t.Errorf("%+v", p)
	}
	for path, status := range map[string]int{
		"/crs?at=2001-01-01":      404,
		"/crs?at=yesterday":       422,
		"/crs?specification=none": 404,
		"/crs.pdf?at=2001-01-01":  404,
		"/crs.pdf?x=1":            422,
		"/crs.odt":                404,
	} {
		if r := w.send("GET", root+path, nil, as); r.StatusCode != status {
			t.Errorf("%s: %d, want %d", path, r.StatusCode, status)
		}
	}
}
