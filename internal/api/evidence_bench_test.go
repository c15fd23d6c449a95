package api

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// BenchmarkRequirementWithProofs opens a requirement that 100 evidences prove, at
// a site of 200 zones with all 100 requirements answered and 2,000 evidences in
// its library, some of which the program made. Goal: 150 ms. The library with
// all that it serves is measured beside it.
func BenchmarkRequirementWithProofs(b *testing.B) {
	w := emptyWorld(b)
	h := w.house(b, "aquamarine")
	site := h.sites[0].id
	set := catalog.SystemSet()
	var evidence []assess.EvidenceID
	w.write(b, h, site, "evidence.add", func(tx *store.Tx) {
		for i := range 2_000 {
			e := proof.Evidence{
				Head: supply.Head{Site: site, Key: fmt.Sprintf("EV-%04d", i), Name: "Screenshot of the policy"}, Kind: proof.Implemented, Confidentiality: "internal",
				Section: "accounts and access reviews", CollectedBy: "Kim", Effective: "2026-02-01",
				Files: []proof.File{{Revision: 1, Name: "policy.pdf", Hash: strings.Repeat("a", 64), Size: 70_000, Media: "application/pdf", At: w.clock.now(), By: "Kim"}},
			}
			if i%100 == 0 {
				e.Files, e.Made = nil, &proof.Made{Rule: proof.InventoryReconciled, At: w.clock.now(), Result: "All were seen.", Holds: true, Ground: "g"}
			}
			must(b, store.Put(tx, &e))
			evidence = append(evidence, assess.EvidenceID(e.ID))
		}
	})
	var first plant.Zone
	for n := range 200 {
		w.write(b, h, site, "verdict.set", func(tx *store.Tx) {
			z := plant.Zone{Site: site, Key: fmt.Sprintf("B-%03d", n), Name: "Cell", Kind: plant.ZoneControl}
			must(b, store.Put(tx, &z))
			if n == 0 {
				first = z
			}
			for i, r := range set.Requirements {
				v := assess.Verdict{Site: site, Subject: assess.Subject{Kind: assess.OfZone, ID: string(z.ID)}, Set: set.ID, Requirement: r.ID, State: assess.Met}
				switch {
				case n == 0 && r.ID == "SR 1.1":
					v.Proofs = evidence[:100]
				case i%10 == 0:
					v.Proofs = evidence[(n*10+i)%1_900 : (n*10+i)%1_900+2]
				}
				must(b, store.Put(tx, &v))
			}
		})
	}
	as := bySession(w.secretOf(b, h.admin.email))
	for name, path := range map[string]string{
		"requirement": "/evidence/proofs?requirement=SR%201.1&kind=zone&id=" + string(first.ID),
		"library":     "/evidence/standing?limit=50",
	} {
		b.Run(name, func(b *testing.B) {
			size := 0
			for b.Loop() {
				answer := w.send("GET", "/api/v1/sites/"+string(site)+path, nil, as)
				body, err := io.ReadAll(answer.Body)
				must(b, err)
				if size = len(body); answer.StatusCode != http.StatusOK || name == "requirement" && strings.Count(string(body), `"EV-`) < 100 {
					b.Fatalf("%d: %.300s", answer.StatusCode, body)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms")
			b.ReportMetric(float64(size)/1024, "KiB")
		})
	}
}
