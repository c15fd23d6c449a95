package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// shelf stores a record of each kind of the library; their ids join those of the
// risk register.
func (w *world) shelf(t testing.TB, h *house, s *hall) {
	t.Helper()
	head := func(site plant.SiteID, key string) supply.Head {
		return supply.Head{Site: site, Key: key + " " + string(s.id)[30:], Name: "Of " + h.word}
	}
	note := func(kind, id string) { s.risks[kind] = id }
	company := supply.Company{Head: head("", "CO")}
	product := supply.Product{Head: head("", "PD"), Vendor: "Acme", Model: "X", Types: []catalog.ComponentType{catalog.HostDevice}}
	w.write(t, h, "", "product.add", func(tx *store.Tx) {
		must(t, store.Put(tx, &company))
		product.Company = company.ID
		must(t, store.Put(tx, &product))
		claim := assess.Claim{Verdict: assess.Verdict{
			Subject: assess.Subject{Kind: assess.OfProduct, ID: string(product.ID)}, Set: catalog.ComponentRequirements, Requirement: "CR 1.2", State: assess.Met, Note: h.word,
		}}
		must(t, store.Put(tx, &claim))
	})
	note("company", string(company.ID))
	note("product", string(product.ID))
	shared := w.write(t, h, "", "evidence.add", func(tx *store.Tx) {
		must(t, store.Put(tx, &proof.Evidence{Head: head("", "EV undone"), Kind: proof.Works}))
	})
	note("shared", fmt.Sprint(shared.Seq))
	kept := proof.Evidence{Head: head("", "EV kept"), Kind: proof.Works}
	entry := w.write(t, h, "", "evidence.add", func(tx *store.Tx) { must(t, store.Put(tx, &kept)) })
	note("kept", string(kept.ID))
	note("keptseq", fmt.Sprint(entry.Seq))
	w.write(t, h, "", "certificate.add", func(tx *store.Tx) {
		x := supply.Certificate{Head: head("", "CT"), Scheme: "iecee-4-2", Product: product.ID}
		must(t, store.Put(tx, &x))
		note("certificate", string(x.ID))
		id := string(s.id)[30:]
		text := catalog.LicensedText{Head: catalog.Head{Key: "text " + id, Name: h.word}, Set: catalog.SystemRequirements, Requirement: "SR 1.1", Text: h.word}
		must(t, store.Put(tx, &text))
		note("licensedtext", text.ID)
		fresh := catalog.Freshness{Head: catalog.Head{Key: "fresh " + id, Name: h.word}, Set: catalog.SystemRequirements, Days: 30}
		must(t, store.Put(tx, &fresh))
		note("freshness", fresh.ID)
		pair := catalog.PairDecision{Head: catalog.Head{Key: "pair " + id, Name: h.word}, Crosswalk: "csf-1.1-3-3", State: catalog.Confirmed}
		must(t, store.Put(tx, &pair))
		note("pairdecision", pair.ID)
	})
	w.write(t, h, s.id, "evidence.add", func(tx *store.Tx) {
		evidence := proof.Evidence{Head: head(s.id, "EV"), Kind: proof.Works, Files: []proof.File{{Revision: 1, Name: h.word + ".txt", Hash: strings.Repeat("c", 64), Media: "text/plain"}}}
		must(t, store.Put(tx, &evidence))
		note("evidence", string(evidence.ID))
		assessment := proof.Assessment{Head: head(s.id, "AM"), Set: catalog.SystemRequirements, Parts: []proof.Part{{Site: s.id}}, State: proof.Planned}
		must(t, store.Put(tx, &assessment))
		note("assessment", string(assessment.ID))
		pack := supply.Package{Head: head(s.id, "PK"), Kind: supply.Requirements, Direction: supply.Outgoing, State: "sent", Digest: strings.Repeat("a", 64), File: strings.Repeat("b", 64)}
		must(t, store.Put(tx, &pack))
		note("package", string(pack.ID))
		reply := supply.Reply{Head: head(s.id, "RP"), Package: pack.ID, State: "draft"}
		must(t, store.Put(tx, &reply))
		note("reply", string(reply.ID))
		test := supply.Test{Head: head(s.id, "TE"), Phase: "fat", Line: "1", Result: "open"}
		must(t, store.Put(tx, &test))
		note("test", string(test.ID))
	})
}

func TestALibraryRecordIsAddedChangedUndoneAndDeleted(t *testing.T) {
	w := newWorld(t)
	as := bySession(w.secretOf(t, w.orgs[0].admin.email))
	ask := func(method, path, body, match string) *http.Response {
		var send any
		if body != "" {
			send = body
		}
		return w.send(method, "/api/v1"+path, send, func(r *http.Request) {
			as(r)
			if match != "" {
				r.Header.Set("If-Match", match)
			}
		})
	}
	res := ask("POST", "/products", `{"key":"","name":"Drive","vendor":"Bolt","model":"D-1","types":["embedded-device"]}`, "")
	p := read[supply.Product](t, res, http.StatusCreated)
	if p.Key != "PD-001" || res.Header.Get("ETag") != `"v1"` || res.Header.Get("Location") != "/api/v1/products/"+string(p.ID) || res.Header.Get("Entry") == "" {
		t.Errorf("%+v %v", p, res.Header)
	}
	if got := problemOf(t, ask("PUT", "/products/"+string(p.ID), `{"key":"PD-001","name":"Drive","vendor":"Bolt","model":"D-1","types":["embedded-device"]}`, "")); got.Status != http.StatusPreconditionRequired {
		t.Errorf("without a version: %+v", got)
	}
	res = ask("PUT", "/products/"+string(p.ID), `{"key":"PD-001","name":"Drive 2","vendor":"Bolt","model":"D-1","types":["embedded-device"]}`, `"v1"`)
	read[supply.Product](t, res, http.StatusOK)
	read[csms.Undone](t, ask("POST", "/history/"+res.Header.Get("Entry")+"/undo", "", ""), http.StatusOK)
	if p = read[supply.Product](t, ask("GET", "/products/"+string(p.ID), "", ""), http.StatusOK); p.Name != "Drive" || p.Version != 3 {
		t.Errorf("after undoing: %+v", p)
	}
	list := read[page[supply.Product]](t, ask("GET", "/products?q=bolt", "", ""), http.StatusOK)
	if list.Total != 1 || list.Items[0].ID != p.ID {
		t.Errorf("the list is %+v", list)
	}
	got := problemOf(t, ask("POST", "/products", `{"key":"","name":"","vendor":"","model":"X","types":["toaster"]}`, ""))
	if got.Status != http.StatusUnprocessableEntity {
		t.Errorf("%+v", got)
	}
	got = problemOf(t, ask("POST", "/products/bulk", `{"put":[{"key":"","name":"A","vendor":"V","model":"M","types":["host-device"]},{"key":"","name":"B","vendor":" ","model":"M","types":["host-device"]}]}`, ""))
	if got.Status != http.StatusUnprocessableEntity || len(got.Errors) != 1 || got.Errors[0].Location != "body/put/1/vendor" {
		t.Errorf("%+v", got)
	}

	claims := `{"subjects":[{"kind":"product","id":"` + string(p.ID) + `"}],"requirementSet":"iec-62443-4-2:2019","requirements":["CR 1.1","CR 1.2"],"set":{"state":"met"}}`
	if done := read[csms.Claimed](t, ask("PUT", "/claims", claims, ""), http.StatusOK); done.Changed != 2 || done.Entry == 0 {
		t.Errorf("%+v", done)
	}
	said := read[page[assess.Claim]](t, ask("GET", "/claims?kind=product&id="+string(p.ID), "", ""), http.StatusOK)
	if len(said.Items) != 2 || said.Items[0].State != assess.Met {
		t.Errorf("%+v", said)
	}
	got = problemOf(t, ask("DELETE", "/products/"+string(p.ID), "", `"v3"`))
	if got.Status != http.StatusConflict || got.Code != "in-use" {
		t.Errorf("a product with answers: %+v", got)
	}
	if res := ask("DELETE", "/products/"+string(p.ID)+"?cascade=true", "", `"v3"`); res.StatusCode != http.StatusNoContent {
		t.Errorf("with its answers: %d %s", res.StatusCode, text(t, res))
	}
}
