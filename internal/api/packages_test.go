package api

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ringwall/internal/csms"
	"ringwall/internal/plant"
	"ringwall/internal/supply"
)

// partners are two organisations that hand packages to one another.
type partners struct {
	*world
	t *testing.T
}

func (p partners) ask(from int, method, path string, body any, set ...string) *http.Response {
	p.t.Helper()
	as := bySession(p.secretOf(p.t, p.orgs[from].admin.email))
	return p.send(method, "/api/v1"+path, body, func(r *http.Request) {
		as(r)
		for i := 0; i+1 < len(set); i += 2 {
			r.Header.Set(set[i], set[i+1])
		}
	})
}

// file sends a file as it is.
func (p partners) file(from int, path string, content []byte) *http.Response {
	p.t.Helper()
	as := bySession(p.secretOf(p.t, p.orgs[from].admin.email))
	r := httptest.NewRequest(http.MethodPost, "/api/v1"+path, bytes.NewReader(content))
	r.Header.Set("Content-Type", "application/octet-stream")
	as(r)
	out := httptest.NewRecorder()
	p.ServeHTTP(out, r)
	return out.Result()
}

func (p partners) bytes(from int, path string) []byte {
	p.t.Helper()
	res := p.ask(from, "GET", path, nil)
	content, err := io.ReadAll(res.Body)
	must(p.t, err)
	if res.StatusCode != http.StatusOK || !strings.HasPrefix(res.Header.Get("Content-Disposition"), "attachment") {
		p.t.Fatalf("GET %s: %d %v %.300s", path, res.StatusCode, res.Header, content)
	}
	return content
}

func TestPackagesGoFromOneOrganisationToTheOther(t *testing.T) {
	p := partners{newWorld(t), t}
	product := read[supply.Product](t, p.ask(0, "POST", "/products", `{"key":"","name":"Drive","vendor":"Bolt","model":"D-1","types":["embedded-device"]}`), http.StatusCreated)
	claims := `{"subjects":[{"kind":"product","id":"` + string(product.ID) + `"}],"requirementSet":"iec-62443-4-2:2019","requirements":["CR 1.1"],"set":{"state":"met"}}`
	read[csms.Claimed](t, p.ask(0, "PUT", "/claims", claims), http.StatusOK)

	res := p.ask(0, "POST", "/packages/claims", `{"products":["`+string(product.ID)+`"],"to":"Others"}`)
	made := read[supply.Package](t, res, http.StatusCreated)
	if res.Header.Get("Location") != "/api/v1/packages/"+string(made.ID) || res.Header.Get("Entry") == "" || made.State != "sent" || made.Fingerprint == "" {
		t.Errorf("made %+v with %v", made, res.Header)
	}
	key := read[csms.OwnKey](t, p.ask(0, "GET", "/exchange-key", nil), http.StatusOK)
	if key.Fingerprint != made.Fingerprint {
		t.Errorf("the key is %+v", key)
	}
	file := p.bytes(0, "/packages/"+string(made.ID)+"/file")

	if got := problemOf(t, p.file(1, "/packages", append(bytes.Clone(file), 'x'))); got.Status != http.StatusUnprocessableEntity || got.Code != "package-damaged" || len(got.Errors) != 1 {
		t.Errorf("a longer file: %+v", got)
	}
	if tried := read[csms.TakenPackage](t, p.file(1, "/packages?dry=1", file), http.StatusOK); tried.Package.ID != "" || !tried.Report.Whole {
		t.Errorf("a dry run: %+v", tried)
	}
	taken := read[csms.TakenPackage](t, p.file(1, "/packages?name=claims.zip", file), http.StatusCreated)
	if taken.Key.Trusted || len(taken.Blockers) != 1 || taken.Package.State != "received" {
		t.Errorf("taken %+v", taken)
	}
	at := "/packages/" + string(taken.Package.ID)
	if got := problemOf(t, p.ask(1, "POST", at+"/accept", `{"password":"`+goodPassword+`"}`)); got.Status != http.StatusConflict || got.Code != "blocked" || len(got.Errors) != 1 {
		t.Errorf("accepted without trust: %+v", got)
	}
	company := read[supply.Company](t, p.ask(1, "POST", "/companies", `{"key":"","name":"`+taken.Package.From+`"}`), http.StatusCreated)
	trust := "/companies/" + string(company.ID) + "/keys/" + key.Fingerprint + "/trust"
	if got := problemOf(t, p.ask(1, "POST", trust, `{"key":"`+key.Key+`","password":"wrong"}`)); got.Status != http.StatusUnprocessableEntity || got.Errors[0].Location != "body/password" {
		t.Errorf("a wrong password: %+v", got)
	}
	company = read[supply.Company](t, p.ask(1, "POST", trust, `{"key":"`+key.Key+`","password":"`+goodPassword+`"}`), http.StatusOK)
	if len(company.Keys) != 1 || !company.Keys[0].Trusted {
		t.Errorf("trusted %+v", company.Keys)
	}
	if d := read[csms.PackageDifference](t, p.ask(1, "GET", at+"/difference", nil), http.StatusOK); d.Offer == nil || d.Offer.Claims.Add != 1 || d.Offer.Products[0].Op != plant.OpAdd || len(d.Says) != 1 {
		t.Errorf("difference %+v", d)
	}
	done := read[csms.AcceptedPackage](t, p.ask(1, "POST", at+"/accept", `{"password":"`+goodPassword+`","products":["`+product.Key+`"]}`), http.StatusOK) // the sender is not its maker
	if done.Package.State != "accepted" || done.Adopted.Claims.Add != 1 || done.Entry == 0 {
		t.Errorf("accepted %+v", done)
	}
	if v := read[csms.PackageView](t, p.ask(1, "GET", at+"/content", nil), http.StatusOK); v.Claims == nil || len(v.Claims.Claims) != 1 || !v.Key.Trusted || v.Package.Signed == nil {
		t.Errorf("content %+v", v)
	}
	if got := problemOf(t, p.ask(1, "POST", at+"/refuse", `{"reason":"Too late."}`)); got.Code != "decided" {
		t.Errorf("refused after it was accepted: %+v", got)
	}
}

func TestClaimSheetsGoOutAndComeBackOverHTTP(t *testing.T) {
	p := partners{newWorld(t), t}
	product := read[supply.Product](t, p.ask(0, "POST", "/products", `{"key":"","name":"Drive","vendor":"Bolt","model":"D-1","types":["embedded-device"]}`), http.StatusCreated)
	claims := `{"subjects":[{"kind":"product","id":"` + string(product.ID) + `"}],"requirementSet":"iec-62443-4-2:2019","requirements":["CR 1.1"],"set":{"state":"met"}}`
	read[csms.Claimed](t, p.ask(0, "PUT", "/claims", claims), http.StatusOK)
	for _, format := range csms.ClaimFormats {
		file := p.bytes(0, "/products/"+string(product.ID)+"/claims."+format)
		got := read[csms.ClaimFile](t, p.file(0, "/claims/sheet?name=claims."+format, file), http.StatusOK)
		if got.Counts != (supply.ClaimCounts{Skip: 1}) || len(got.Refusals) > 0 {
			t.Errorf("%s: %+v", format, got)
		}
	}
	other := "Part,Id,Title,Answer,Set\nProduct,product," + product.Key + "\nProduct,model,D-1\nProduct,vendor,Bolt\nRequirement,CR 1.2,x,not met,iec-62443-4-2:2019\nRequirement,CR 1.3,x,perhaps,iec-62443-4-2:2019\n"
	got := read[csms.ClaimFile](t, p.file(0, "/claims/sheet?name=c.csv", []byte(other)), http.StatusOK)
	if got.Counts.Add != 1 || len(got.Refusals) != 1 || got.Refusals[0].Cell != "D6" || got.Entry != 0 {
		t.Errorf("preview %+v", got)
	}
	if refused := problemOf(t, p.file(0, "/claims/sheet?apply=1", []byte(other))); refused.Code != "refused-rows" {
		t.Errorf("applied with refused rows: %+v", refused)
	}
	if got = read[csms.ClaimFile](t, p.file(0, "/claims/sheet?apply=1&withoutRefused=1", []byte(other)), http.StatusOK); got.Entry == 0 {
		t.Errorf("applied %+v", got)
	}
}
