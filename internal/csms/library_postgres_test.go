package csms

import (
	"testing"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/supply"
)

// TestTheLibraryOnBothEngines takes records through adding, listing, claiming, a
// change of many, and undoing, on a site and in the whole organisation.
func TestTheLibraryOnBothEngines(t *testing.T) {
	for name, open := range map[string]func(*testing.T) *office{
		"SQLite":     func(t *testing.T) *office { return newOffice(t) },
		"PostgreSQL": postgresOffice,
	} {
		t.Run(name, func(t *testing.T) {
			l := libraryIn(t, worksIn(t, open(t)))
			l.claim(t, assess.Verdict{State: assess.Met}, "CR 1.1", "CR 1.2")
			entry, err := l.Products().Delete(t.Context(), l.ada, string(l.product.ID), l.product.Version, true)
			if err != nil {
				toldOf(t, err)
			}
			if _, err := l.Undo(t.Context(), l.ada, "", entry); err != nil {
				toldOf(t, err)
			}
			if claims := l.claims(t); len(claims) != 2 {
				t.Errorf("%d answers came back", len(claims))
			}
			many := LibraryBulk[proof.Evidence]{Put: []proof.Evidence{
				{Head: supply.Head{Site: l.site, Name: "100% of pumps"}, Kind: proof.Works, Zones: []plant.ZoneID{l.safe.ID}},
				{Head: supply.Head{Site: l.site, Name: "Valves"}, Kind: proof.Works},
			}}
			out, entry, err := l.Evidence().Bulk(t.Context(), l.ada, many)
			if err != nil || len(out) != 2 {
				toldOf(t, err)
			}
			page, err := l.Evidence().List(t.Context(), l.ada, LibraryFilter{Site: l.site, Text: "100%"}, "", 10)
			if err != nil || page.Total != 1 || page.Items[0].ID != out[0].ID {
				t.Errorf("%+v, %v", page, err)
			}
			if _, err := l.Undo(t.Context(), l.ada, l.site, entry); err != nil {
				toldOf(t, err)
			}
			history, err := l.History(t.Context(), l.ada, "", HistoryFilter{Verb: "claim."}, "", 10)
			if err != nil || len(history.Items) != 1 || history.Items[0].Subject != "2 requirements of PD-001" {
				t.Errorf("%+v, %v", history.Items, err)
			}
			_, _, err = l.Companies().Add(t.Context(), l.ada, supply.Company{Head: supply.Head{Key: "co-001", Name: "Again"}})
			refused(t, "a key that differs in case", err, Conflict, "key-taken")
			site, err := l.Site(t.Context(), l.ada, l.site)
			if err != nil {
				t.Fatal(err)
			}
			if entry, err = l.DeleteSite(t.Context(), l.ada, l.site, site.Version, true); err != nil {
				toldOf(t, err)
			}
			if _, err := l.Undo(t.Context(), l.ada, l.site, entry); err != nil {
				toldOf(t, err)
			}
			if e, err := l.Service.Evidence().One(t.Context(), l.ada, string(l.evidence.ID)); err != nil || e.Key != "EV-001" {
				t.Errorf("the evidence came back as %+v, %v", e, err)
			}
		})
	}
}
