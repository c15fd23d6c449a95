package csms

import (
	"fmt"
	"testing"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// BenchmarkChainOfALargeSite reads the levels of a site of 10,000 assets of one
// product out of 40, each with some 90 claims: from nothing, after an answer of
// a zone, after a claim of the product, and when nothing has changed.
func BenchmarkChainOfALargeSite(b *testing.B) {
	f := newBigRisk(b)
	var product supply.Product
	f.fill(b, func(tx *store.Tx) error {
		for i := range 40 {
			p := supply.Product{Head: supply.Head{Key: fmt.Sprintf("PD-%03d", i), Name: "Controller"}, Vendor: "Acme", Model: fmt.Sprintf("X-%d", i), Types: []catalog.ComponentType{catalog.EmbeddedDevice}}
			if err := store.Put(tx, &p); err != nil {
				return err
			}
			if i == 1 {
				product = p
			}
			for _, q := range catalog.ComponentSet().For(p.Types) {
				c := assess.Claim{Verdict: assess.Verdict{Subject: assess.Subject{Kind: assess.OfProduct, ID: string(p.ID)}, Set: catalog.ComponentRequirements, Requirement: q.ID, State: assess.Met}}
				if err := store.Put(tx, &c); err != nil {
					return err
				}
			}
		}
		return nil
	})
	read := func(b *testing.B) {
		err := f.db.View(b.Context(), f.ada.Org, func(r *store.Reader) error {
			p, err := f.posture(r, f.site)
			if err == nil && p.Subjects[0].Capable == nil {
				b.Fatal(p.Subjects[0].FRs[0].CapableReason)
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	states := []assess.State{assess.NotMet, assess.Met}
	b.Run("FromNothing", func(b *testing.B) {
		for b.Loop() {
			f.postures, f.suppliers = newPostures(), suppliers{}
			read(b)
		}
	})
	b.Run("Unchanged", func(b *testing.B) {
		for b.Loop() {
			read(b)
		}
	})
	b.Run("AfterOneAnswer", func(b *testing.B) {
		in := VerdictInput{Subjects: []assess.Subject{f.subject(7)}, Requirements: []catalog.RequirementID{"SR 7.6"}}
		for i := 0; b.Loop(); i++ {
			b.StopTimer()
			in.Answer.State = states[i%2]
			if _, err := f.SetVerdicts(b.Context(), f.ada, f.site, in); err != nil {
				b.Fatal(err)
			}
			k := f.postures.of(f.site) // back to before the answer
			k.rev--
			b.StartTimer()
			read(b)
		}
	})
	b.Run("AfterOneClaim", func(b *testing.B) {
		in := ClaimInput{Subjects: []assess.Subject{{Kind: assess.OfProduct, ID: string(product.ID)}}, Set: catalog.ComponentRequirements, Requirements: []catalog.RequirementID{"CR 2.1"}}
		for i := 0; b.Loop(); i++ {
			b.StopTimer()
			in.Answer.State = states[i%2]
			if _, err := f.SetClaims(b.Context(), f.ada, in); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			read(b)
		}
	})
}
