package store

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/supply"
)

func of(site plant.SiteID, key string) supply.Head {
	return supply.Head{Site: site, Key: key, Name: "Name of " + key}
}

// shelf is a record of each kind of the library.
type shelf struct {
	company     supply.Company
	product     supply.Product
	certificate supply.Certificate
	pack        supply.Package
	reply       supply.Reply
	test        supply.Test
	evidence    proof.Evidence
	shared      proof.Evidence
	assessment  proof.Assessment
	set         catalog.AddedSet
	text        catalog.LicensedText
	freshness   catalog.Freshness
	pair        catalog.PairDecision
	claim       assess.Claim
	verdict     assess.Verdict // of an asset
}

func (b *bench) shelf(zones []plant.Zone, assets []plant.Asset) (s shelf) {
	b.t.Helper()
	s.company = put(b, supply.Company{Head: of("", "CO-001"), Aliases: []string{"ACME AG"}, Parties: []plant.Party{plant.ProductSupplier}})[0]
	s.pack = put(b, supply.Package{Head: of(b.site, "PK-001"), Kind: supply.Requirements, Direction: supply.Outgoing, From: "works", Made: start, Digest: "ab", File: "cd", State: "sent", Company: s.company.ID})[0]
	received := put(b, supply.Package{Head: of("", "PK-002"), Kind: supply.Claims, Direction: supply.Incoming, State: "accepted"})[0]
	s.product = put(b, supply.Product{Head: of("", "PD-001"), Company: s.company.ID, Vendor: "Acme", Model: "X-1", OrderNumbers: []string{"6ES7"}, Types: []catalog.ComponentType{catalog.EmbeddedDevice}, Received: received.ID})[0]
	s.shared = put(b, proof.Evidence{Head: of("", "EV-001"), Kind: proof.Implemented, Products: []supply.ID{s.product.ID}})[0]
	s.evidence = put(b, proof.Evidence{
		Head: of(b.site, "EV-002"), Kind: proof.Works, Zones: []plant.ZoneID{zones[0].ID}, Assets: []plant.AssetID{assets[0].ID},
		Files: []proof.File{{Revision: 1, Name: "Restore.pdf", Hash: "ab", At: start}}, ReplacedBy: s.shared.ID,
	})[0]
	s.certificate = put(b, supply.Certificate{Head: of(b.site, "CT-001"), Scheme: "isasecure-csa", Product: s.product.ID, Proof: assess.EvidenceID(s.evidence.ID)})[0]
	s.reply = put(b, supply.Reply{Head: of(b.site, "RP-001"), Package: s.pack.ID, Lines: []supply.ReplyLine{{Line: "1", Answer: "comply", Products: []supply.ID{s.product.ID}}}, State: "draft"})[0]
	s.test = put(b, supply.Test{Head: of(b.site, "TE-001"), Package: s.pack.ID, Phase: "fat", Line: "1", Result: "open", Proofs: []assess.EvidenceID{assess.EvidenceID(s.evidence.ID)}})[0]
	s.assessment = put(b, proof.Assessment{Head: of("", "AM-001"), Set: catalog.SystemRequirements, State: proof.Open, Parts: []proof.Part{
		{Site: b.site, Subjects: []assess.Subject{{Kind: assess.OfZone, ID: string(zones[1].ID)}}},
	}})[0]
	s.set = put(b, catalog.AddedSet{Head: catalog.Head{Key: "own:1", Name: "Own"}, Source: "own.yaml", Pack: "format: x"})[0]
	s.text = put(b, catalog.LicensedText{Head: catalog.Head{Key: "iec-62443-3-3:2013 SR 1.1", Name: "SR 1.1"}, Set: catalog.SystemRequirements, Requirement: "SR 1.1", Text: "wording"})[0]
	s.freshness = put(b, catalog.Freshness{Head: catalog.Head{Key: "iec-62443-3-3:2013", Name: "Whole set"}, Set: catalog.SystemRequirements, Days: 365})[0]
	s.pair = put(b, catalog.PairDecision{Head: catalog.Head{Key: "csf-1.1-3-3: PR.AC-1 > SR 1.1", Name: "PR.AC-1 > SR 1.1"}, Crosswalk: "csf-1.1-3-3", From: "PR.AC-1", To: "SR 1.1", State: catalog.Confirmed})[0]
	s.claim = put(b, assess.Claim{Verdict: assess.Verdict{
		Subject: assess.Subject{Kind: assess.OfProduct, ID: string(s.product.ID)}, Set: catalog.ComponentRequirements, Requirement: "CR 1.1", State: assess.Met,
		Proofs: []assess.EvidenceID{assess.EvidenceID(s.shared.ID)}, Assessor: "Ada",
	}})[0]
	s.verdict = put(b, assess.Verdict{
		Site: b.site, Subject: assess.Subject{Kind: assess.OfAsset, ID: string(assets[1].ID)}, Set: catalog.ComponentRequirements, Requirement: "CR 1.1",
		State: assess.NotMet, Proofs: []assess.EvidenceID{assess.EvidenceID(s.evidence.ID), assess.EvidenceID(s.shared.ID)},
	})[0]
	return s
}

func TestTheLibraryIsReadBackAsItWasStored(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		zones, _, assets, _ := db.plantSite()
		s := db.shelf(zones, assets)
		db.view(func(r *Reader) error {
			same(t, r, string(s.company.ID), s.company)
			same(t, r, string(s.product.ID), s.product)
			same(t, r, string(s.certificate.ID), s.certificate)
			same(t, r, string(s.pack.ID), s.pack)
			same(t, r, string(s.reply.ID), s.reply)
			same(t, r, string(s.test.ID), s.test)
			same(t, r, string(s.evidence.ID), s.evidence)
			same(t, r, string(s.shared.ID), s.shared)
			same(t, r, string(s.assessment.ID), s.assessment)
			same(t, r, s.set.ID, s.set)
			same(t, r, s.text.ID, s.text)
			same(t, r, s.freshness.ID, s.freshness)
			same(t, r, s.pair.ID, s.pair)
			same(t, r, string(s.claim.ID), s.claim)
			same(t, r, string(s.verdict.ID), s.verdict)
			claims, err := r.ClaimsOf(s.claim.Subject)
			if diff := cmp.Diff([]assess.Claim{s.claim}, claims); diff != "" {
				t.Error(diff)
			}
			return err
		})
		db.honest()
	})
}

func TestTheLibraryIsListedBySiteAndByWords(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		zones, _, assets, _ := db.plantSite()
		db.shelf(zones, assets)
		other := put(db, plant.SiteRecord{Key: "brewing", Name: "Brewing"})[0]
		put(db, proof.Evidence{Head: of(other.ID, "EV-003"), Description: "100% of Pumps"}, proof.Evidence{Head: of(other.ID, "EV-004")})
		for _, c := range []struct {
			name string
			q    LibraryQuery
			want string
		}{
			{"all of it", LibraryQuery{AllSites: true, Shared: true}, "[EV-001 EV-002 EV-003 EV-004] of 4"},
			{"of one site with what all share", LibraryQuery{Sites: []plant.SiteID{db.site}, Shared: true}, "[EV-001 EV-002] of 2"},
			{"of one site alone", LibraryQuery{Sites: []plant.SiteID{other.ID}}, "[EV-003 EV-004] of 2"},
			{"of every site", LibraryQuery{AllSites: true}, "[EV-002 EV-003 EV-004] of 3"},
			{"what all share", LibraryQuery{Shared: true}, "[EV-001] of 1"},
			{"of nothing", LibraryQuery{}, "[] of 0"},
			{"with a word of a file", LibraryQuery{AllSites: true, Shared: true, Search: "RESTORE ev"}, "[EV-002] of 1"},
			{"with a sign that LIKE would take for any", LibraryQuery{AllSites: true, Shared: true, Search: "100%"}, "[EV-003] of 1"},
			{"page by page", LibraryQuery{AllSites: true, Shared: true, After: "EV-001", Limit: 2}, "[EV-002 EV-003] and more of 4"},
		} {
			db.view(func(r *Reader) error {
				page, err := Library[proof.Evidence](r, c.q)
				keys := []string{}
				for _, e := range page.Items {
					keys = append(keys, e.Key)
				}
				got := fmt.Sprintf("%v of %d", keys, page.Total)
				if page.More {
					got = fmt.Sprintf("%v and more of %d", keys, page.Total)
				}
				if got != c.want {
					t.Errorf("%s: %s, want %s", c.name, got, c.want)
				}
				return err
			})
		}
		db.view(func(r *Reader) error {
			keys, err := LibraryKeys[proof.Evidence](r, "EV-")
			if len(keys) != 4 {
				t.Errorf("the keys are %v", keys)
			}
			if err != nil {
				return err
			}
			if key, err := SameKey[proof.Evidence](r, "", "ev-003"); key != "EV-003" || err != nil {
				t.Errorf("ev-003 is %q: %v", key, err)
			}
			mine, err := OfSite[proof.Evidence](r, other.ID)
			if len(mine) != 2 {
				t.Errorf("of the site there are %d", len(mine))
			}
			return err
		})
	})
}

func TestWhatTheLibraryRefersToStays(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		zones, _, assets, _ := db.plantSite()
		s := db.shelf(zones, assets)
		inUse := func(name string, err error, want ...string) {
			t.Helper()
			used, ok := errors.AsType[*InUse](err)
			if !ok {
				t.Errorf("%s: %v", name, err)
				return
			}
			var got []string
			for _, by := range used.By {
				if by.Kind == "asset" || by.Kind == "zone" || by.Kind == "conduit" || by.Kind == "verdict" && by.Key != "CR 1.1" {
					continue
				}
				got = append(got, by.Kind+" "+by.Key)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
		inUse("a company", db.refused(func(tx *Tx) error { return Delete[supply.Company](tx, string(s.company.ID), 1) }), "package PK-001", "product PD-001")
		inUse("a product", db.refused(func(tx *Tx) error { return Delete[supply.Product](tx, string(s.product.ID), 1) }),
			"certificate CT-001", "claim CR 1.1", "evidence EV-001", "reply RP-001")
		inUse("a package", db.refused(func(tx *Tx) error { return Delete[supply.Package](tx, string(s.pack.ID), 1) }), "reply RP-001", "test TE-001")
		inUse("an evidence of a site", db.refused(func(tx *Tx) error { return Delete[proof.Evidence](tx, string(s.evidence.ID), 1) }),
			"certificate CT-001", "test TE-001", "verdict CR 1.1")
		inUse("an evidence of all", db.refused(func(tx *Tx) error { return Delete[proof.Evidence](tx, string(s.shared.ID), 1) }),
			"claim CR 1.1", "evidence EV-002", "verdict CR 1.1")
		inUse("an asset with answers of its own", db.refused(func(tx *Tx) error { return Delete[plant.Asset](tx, string(assets[1].ID), 1) }), "verdict CR 1.1")
		inUse("a zone that evidence is about", db.refused(func(tx *Tx) error { return Delete[plant.Zone](tx, string(zones[0].ID), 1) }), "evidence EV-002")
		inUse("a zone that is being assessed", db.refused(func(tx *Tx) error { return Delete[plant.Zone](tx, string(zones[1].ID), 1) }), "assessment AM-001")
		inUse("the site", db.refused(func(tx *Tx) error { return Delete[plant.SiteRecord](tx, string(db.site), 1) }),
			"verdict CR 1.1", "certificate CT-001", "package PK-001", "reply RP-001", "test TE-001", "evidence EV-002", "assessment AM-001")

		// An assessment that is over tells of the zone as it was.
		s.assessment.State = proof.Signed
		put(db, s.assessment)
		db.view(func(r *Reader) error {
			refs, err := References(r, "zone", string(zones[1].ID))
			for _, ref := range refs {
				if ref.Kind == "assessment" {
					t.Errorf("the zone is still held by %v", ref)
				}
			}
			return err
		})
		db.honest()
	})
}

func TestTheLibraryRefersToWhatItMay(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		zones, _, assets, _ := db.plantSite()
		s := db.shelf(zones, assets)
		other := put(db, plant.SiteRecord{Key: "brewing", Name: "Brewing"})[0]
		far := put(db, plant.Zone{Site: other.ID, Key: "Z-01", Kind: plant.ZoneControl})[0]
		theirs := put(db, proof.Evidence{Head: of(other.ID, "EV-009")})[0]
		zone := assess.Subject{Kind: assess.OfZone, ID: string(zones[0].ID)}
		for name, write := range map[string]func(*Tx) error{
			"a verdict rests on no evidence of another site": func(tx *Tx) error {
				v := db.verdict(zone, "SR 2.1", assess.Met)
				v.Proofs = []assess.EvidenceID{assess.EvidenceID(theirs.ID)}
				return Put(tx, &v)
			},
			"a claim rests on no evidence of a site": func(tx *Tx) error {
				c := s.claim
				c.Proofs = []assess.EvidenceID{assess.EvidenceID(s.evidence.ID)}
				return Put(tx, &c)
			},
			"evidence names no zone of another site": func(tx *Tx) error {
				e := s.evidence
				e.Zones = []plant.ZoneID{far.ID}
				return Put(tx, &e)
			},
			"evidence is of no site that is not there": func(tx *Tx) error {
				return Put(tx, &proof.Evidence{Head: of("nowhere", "EV-010")})
			},
			"a product is of no company that is a zone": func(tx *Tx) error {
				p := s.product
				p.Company = supply.ID(zones[0].ID)
				return Put(tx, &p)
			},
			"a verdict is about no asset that is not there": func(tx *Tx) error {
				v := s.verdict
				v.ID, v.Version, v.Subject.ID = "", 0, "nobody"
				return Put(tx, &v)
			},
		} {
			t.Run(name, func(t *testing.T) { is(t, db.refused(write), ErrReference) })
		}
		db.view(func(r *Reader) error {
			for _, c := range []struct {
				kind, id string
				site     plant.SiteID
				want     bool
			}{
				{"evidence", string(theirs.ID), other.ID, true},
				{"evidence", string(theirs.ID), db.site, false},
				{"evidence", string(theirs.ID), "", false},
				{"zone", string(far.ID), "", true},
				{"zone", string(far.ID), db.site, false},
				{"site", string(other.ID), "", true},
				{"site", string(other.ID), db.site, false},
				{"user", "u1", "", false},
				{"nonsense", "x", "", false},
			} {
				if got, err := r.Exists(c.kind, c.id, c.site); got != c.want || err != nil {
					t.Errorf("%s from site %q: %v, %v", c.kind, c.site, got, err)
				}
			}
			return nil
		})
		// Keys are unique in the organisation, answers by subject and requirement.
		if _, ok := errors.AsType[*KeyTaken](db.refused(func(tx *Tx) error { return Put(tx, &proof.Evidence{Head: of(other.ID, "EV-001")}) })); !ok {
			t.Error("two evidences have one key")
		}
		if _, ok := errors.AsType[*KeyTaken](db.refused(func(tx *Tx) error { c := s.claim; c.ID, c.Version = "", 0; return Put(tx, &c) })); !ok {
			t.Error("a requirement is claimed twice")
		}
		db.honest()
	})
}

func TestAnotherOrganisationSeesNothingOfTheLibrary(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		zones, _, assets, _ := db.plantSite()
		s := db.shelf(zones, assets)
		org, site := db.found("others", "plant")
		db.viewAs(org, func(r *Reader) error {
			unseen[supply.Company](t, r, "", string(s.company.ID), "CO-001")
			unseen[supply.Product](t, r, "", string(s.product.ID), "PD-001")
			unseen[supply.Certificate](t, r, "", string(s.certificate.ID), "CT-001")
			unseen[supply.Package](t, r, "", string(s.pack.ID), "PK-001")
			unseen[supply.Reply](t, r, "", string(s.reply.ID), "RP-001")
			unseen[supply.Test](t, r, "", string(s.test.ID), "TE-001")
			unseen[proof.Evidence](t, r, "", string(s.evidence.ID), "EV-002")
			unseen[proof.Assessment](t, r, "", string(s.assessment.ID), "AM-001")
			unseen[catalog.AddedSet](t, r, "", s.set.ID, s.set.Key)
			unseen[catalog.LicensedText](t, r, "", s.text.ID, s.text.Key)
			unseen[catalog.Freshness](t, r, "", s.freshness.ID, s.freshness.Key)
			unseen[catalog.PairDecision](t, r, "", s.pair.ID, s.pair.Key)
			unseen[assess.Claim](t, r, "", string(s.claim.ID), "CR 1.1")
			if page, err := Library[proof.Evidence](r, LibraryQuery{AllSites: true, Shared: true}); err != nil || page.Total != 0 {
				t.Errorf("%d foreign evidences are listed: %v", page.Total, err)
			}
			if mine, err := OfSite[proof.Evidence](r, db.site); err != nil || len(mine) != 0 {
				t.Errorf("%d foreign evidences: %v", len(mine), err)
			}
			if ok, err := r.Exists("product", string(s.product.ID), ""); ok || err != nil {
				t.Errorf("a foreign product is told of: %v", err)
			}
			if key, err := SameKey[supply.Company](r, "", "co-001"); key != "" || err != nil {
				t.Errorf("a foreign key is told of: %q, %v", key, err)
			}
			keys, err := LibraryKeys[supply.Company](r, "CO")
			if len(keys) != 0 {
				t.Errorf("foreign keys: %v", keys)
			}
			return err
		})
		act := db.act("product.add", "")
		act.Org, act.Site = org, ""
		_, err := db.Update(t.Context(), act, func(tx *Tx) error {
			return Put(tx, &supply.Product{Head: of("", "PD-001"), Company: s.company.ID})
		})
		is(t, err, ErrReference)
		_, err = db.Update(t.Context(), act, func(tx *Tx) error { return Put(tx, &proof.Evidence{Head: of(db.site, "EV-001")}) })
		is(t, err, ErrReference)
		_, err = db.Update(t.Context(), act, func(tx *Tx) error { return Put(tx, &proof.Evidence{Head: of(site, "EV-001")}) })
		if err != nil {
			t.Error(err)
		}
	})
}

func TestTheRevisionOfTheOrganisationFollowsItsLibrary(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		zones, _, assets, _ := db.plantSite()
		s := db.shelf(zones, assets)
		db.view(func(r *Reader) error {
			before, err := r.Revision("")
			if err != nil {
				return err
			}
			kind, err := r.KindRevision(OfClaim)
			if kind == 0 || kind != before {
				t.Errorf("claims are of entry %d, the organisation of %d", kind, before)
			}
			return err
		})
		var since int64
		db.view(func(r *Reader) (err error) { since, err = r.Revision(""); return err })
		s.claim.State = assess.NotMet
		put(db, s.claim)
		db.zone("Z-09")
		db.view(func(r *Reader) error {
			changes, ok, err := r.ChangesSince("", since, 10)
			if !ok || len(changes) != 1 || changes[0].Kind != OfClaim {
				t.Errorf("the changes are %+v", changes)
				return err
			}
			claim, err := Decode[assess.Claim](changes[0])
			if claim.State != assess.NotMet || claim.Subject != s.claim.Subject {
				t.Errorf("the claim is %+v", claim)
			}
			return err
		})
	})
}
