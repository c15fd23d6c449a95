package csms

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// library is a plant with a company, a product of it and an evidence.
type library struct {
	*works
	company  supply.Company
	product  supply.Product
	evidence proof.Evidence
}

func newLibrary(t *testing.T) *library {
	t.Helper()
	return libraryIn(t, newWorks(t))
}

func libraryIn(t *testing.T, w *works) *library {
	t.Helper()
	l := &library{works: w}
	l.company = shelve(t, w, w.Companies(), supply.Company{Head: supply.Head{Name: "Siemens"}, Aliases: []string{"SIEMENS AG"}})
	l.product = shelve(t, w, w.Products(), supply.Product{
		Head: supply.Head{Name: "S7-1500"}, Company: l.company.ID, Vendor: "Siemens", Model: "S7-1500", Types: []catalog.ComponentType{catalog.EmbeddedDevice},
	})
	l.evidence = shelve(t, w, w.Evidence(), proof.Evidence{Head: supply.Head{Site: w.site, Name: "Restore test"}, Kind: proof.Works, Zones: []plant.ZoneID{w.cell.ID}})
	return l
}

func shelve[T any](t *testing.T, w *works, q Library[T], x T) T {
	t.Helper()
	x, entry, err := q.Add(t.Context(), w.ada, x)
	if err != nil {
		toldOf(t, err)
	}
	if entry == 0 {
		t.Fatal("the record left no entry")
	}
	return x
}

// toldOf ends a test with an error and its fields.
func toldOf(t *testing.T, err error) {
	t.Helper()
	if e, ok := errors.AsType[*Error](err); ok {
		t.Fatalf("%v %+v", err, e.Fields)
	}
	t.Fatal(err)
}

// fieldsOf are the pointers of an error's broken fields.
func fieldsOf(err error) []string {
	var at []string
	if e, ok := errors.AsType[*Error](err); ok {
		for _, f := range e.Fields {
			at = append(at, f.Pointer)
		}
	}
	return at
}

func TestTheLibraryGivesOutKeysAndListsThem(t *testing.T) {
	l := newLibrary(t)
	if l.company.Key != "CO-001" || l.product.Key != "PD-001" || l.evidence.Key != "EV-001" {
		t.Errorf("the keys are %s, %s, %s", l.company.Key, l.product.Key, l.evidence.Key)
	}
	shelve(t, l.works, l.Products(), supply.Product{Head: supply.Head{Key: "PD-0041", Name: "Old"}, Vendor: "HIMA", Model: "X", Types: []catalog.ComponentType{catalog.EmbeddedDevice}})
	if next := shelve(t, l.works, l.Products(), supply.Product{Head: supply.Head{Name: "New"}, Vendor: "HIMA", Model: "Y", Types: []catalog.ComponentType{catalog.EmbeddedDevice}}); next.Key != "PD-0042" {
		t.Errorf("the next key is %s", next.Key)
	}
	page, err := l.Products().List(t.Context(), l.ada, LibraryFilter{Text: "hima"}, "", 1)
	if err != nil || len(page.Items) != 1 || page.Total != 2 || page.Next == "" {
		t.Fatalf("%+v, %v", page, err)
	}
	rest, err := l.Products().List(t.Context(), l.ada, LibraryFilter{Text: "hima"}, page.Next, 1)
	if err != nil || len(rest.Items) != 1 || rest.Items[0].Key != "PD-0042" || rest.Next != "" {
		t.Fatalf("%+v, %v", rest, err)
	}
	if _, err := l.Products().List(t.Context(), l.ada, LibraryFilter{}, page.Next, 1); KindOf(err) != Invalid {
		t.Errorf("a page mark of another list: %v", err)
	}
}

func TestOfALibraryEachRoleSeesWhatIsMeantForIt(t *testing.T) {
	l := newLibrary(t)
	other := l.addSite(t, l.ada, "BRW")
	far := shelve(t, l.works, l.Evidence(), proof.Evidence{Head: supply.Head{Site: other.ID, Name: "Far"}, Kind: proof.Works})
	secret := shelve(t, l.works, l.Evidence(), proof.Evidence{Head: supply.Head{Site: l.site, Name: "Secret"}, Kind: proof.Works, Confidentiality: "secret"})
	shared := shelve(t, l.works, l.Evidence(), proof.Evidence{Head: supply.Head{Name: "Policy"}, Kind: proof.Implemented})
	hima := shelve(t, l.works, l.Products(), supply.Product{Head: supply.Head{Name: "Other"}, Vendor: "HIMA", Model: "X", Types: []catalog.ComponentType{catalog.EmbeddedDevice}})

	engineer := l.user(access.Engineer, access.Grant{})
	engineer.Email = benEmail
	list := func(who access.Principal, f LibraryFilter) string {
		t.Helper()
		page, err := l.Evidence().List(t.Context(), who, f, "", 50)
		if err != nil {
			return err.Error()
		}
		var keys []string
		for _, e := range page.Items {
			keys = append(keys, e.Key)
		}
		return fmt.Sprintf("%s of %d", strings.Join(keys, " "), page.Total)
	}
	for _, c := range []struct {
		name string
		who  access.Principal
		f    LibraryFilter
		want string
	}{
		{"an administrator sees all", l.ada, LibraryFilter{}, "EV-001 EV-002 EV-003 EV-004 of 4"},
		{"of one site with what all share", l.ada, LibraryFilter{Site: other.ID}, "EV-002 EV-004 of 2"},
		{"of one site alone", l.ada, LibraryFilter{Site: other.ID, Own: true}, "EV-002 of 1"},
		{"what all share alone", l.ada, LibraryFilter{Own: true}, "EV-004 of 1"},
		{"an engineer sees that of the site, without secrets, and what all share", engineer, LibraryFilter{}, "EV-001 EV-004 of 2"},
		{"nothing of another site", engineer, LibraryFilter{Site: other.ID}, "There is no such site."},
		{"nothing of a site that is not there", l.ada, LibraryFilter{Site: "nowhere"}, "There is no such site."},
		{"a supplier has no business with evidence", l.user(access.Supplier, access.Grant{Vendor: "Siemens"}), LibraryFilter{}, "Your role does not allow this."},
	} {
		if got := list(c.who, c.f); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	for name, id := range map[string]supply.ID{"of another site": far.ID, "that is secret": secret.ID, "that is none": "nothing", "that is a product": l.product.ID} {
		_, err := l.Evidence().One(t.Context(), engineer, string(id))
		refused(t, "an evidence "+name, err, NotFound, "")
		e := l.evidence
		e.ID = id
		_, _, err = l.Evidence().Change(t.Context(), engineer, e)
		refused(t, "a change to an evidence "+name, err, NotFound, "")
		_, err = l.Evidence().Delete(t.Context(), engineer, string(id), 1, false)
		refused(t, "deleting an evidence "+name, err, NotFound, "")
	}
	mine := shared
	mine.Description = "Mine now"
	if _, _, err := l.Evidence().Change(t.Context(), engineer, mine); KindOf(err) != Denied {
		t.Errorf("an engineer of one site changes what all share: %v", err)
	}
	if _, _, err := l.Evidence().Add(t.Context(), engineer, proof.Evidence{Head: supply.Head{Site: other.ID, Name: "X"}, Kind: proof.Works}); KindOf(err) != NotFound {
		t.Errorf("an engineer adds evidence to another site: %v", err)
	}
	if _, _, err := l.Evidence().Add(t.Context(), engineer, proof.Evidence{Head: supply.Head{Site: l.site, Name: "X"}, Kind: proof.Works}); err != nil {
		t.Errorf("an engineer adds evidence to the site: %v", err)
	}
	if _, err := l.Companies().One(t.Context(), l.user(access.Viewer, access.Grant{}), string(l.company.ID)); err != nil {
		t.Errorf("a viewer of one site reads a company: %v", err)
	}

	sue := l.ada
	sue.Grants = []access.Grant{{Role: access.Supplier, Vendor: " siemens "}}
	page, err := l.Products().List(t.Context(), sue, LibraryFilter{}, "", 50)
	if err != nil || len(page.Items) != 1 || page.Items[0].ID != l.product.ID || page.Total != 1 {
		t.Errorf("a supplier sees %+v, %v", page, err)
	}
	_, err = l.Products().One(t.Context(), sue, string(hima.ID))
	refused(t, "a supplier and a product of another", err, NotFound, "")
	_, err = l.Companies().List(t.Context(), sue, LibraryFilter{}, "", 50)
	refused(t, "a supplier and the companies", err, Denied, "")
	_, err = l.Companies().One(t.Context(), sue, "nothing")
	refused(t, "a supplier and a company", err, Denied, "")
	own := l.product
	own.Description = "From the supplier"
	if own, _, err = l.Products().Change(t.Context(), sue, own); err != nil {
		t.Errorf("a supplier changes its product: %v", err)
	}
	own.Vendor = "HIMA"
	_, _, err = l.Products().Change(t.Context(), sue, own)
	refused(t, "a supplier gives a product away", err, Denied, "")
	_, _, err = l.Products().Add(t.Context(), sue, supply.Product{Head: supply.Head{Name: "N"}, Vendor: "HIMA", Model: "Z", Types: []catalog.ComponentType{catalog.EmbeddedDevice}})
	refused(t, "a supplier adds a product of another", err, Denied, "")
	eve := l.otherOrganisation(t)
	_, err = l.Products().One(t.Context(), eve, string(l.product.ID))
	refused(t, "somebody of another organisation", err, NotFound, "")
}

func TestALibraryRecordKeepsItsRules(t *testing.T) {
	l := newLibrary(t)
	ctx := t.Context()
	own := shelve(t, l.works, l.Companies(), supply.Company{Head: supply.Head{Name: "Aqua"}, Own: true})
	key := "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbL"
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"a product without a vendor":                          {third(l.Products().Add(ctx, l.ada, supply.Product{Head: supply.Head{Name: "X"}, Model: "X", Types: []catalog.ComponentType{catalog.HostDevice}})), "/vendor"},
		"a product of a site":                                 {third(l.Products().Add(ctx, l.ada, supply.Product{Head: supply.Head{Site: l.site, Name: "X"}, Vendor: "V", Model: "X", Types: []catalog.ComponentType{catalog.HostDevice}})), "/site"},
		"a product of no company":                             {third(l.Products().Add(ctx, l.ada, supply.Product{Head: supply.Head{Name: "X"}, Company: "gone", Vendor: "V", Model: "X", Types: []catalog.ComponentType{catalog.HostDevice}})), "/company"},
		"a second company of our own":                         {third(l.Companies().Add(ctx, l.ada, supply.Company{Head: supply.Head{Name: "Us"}, Own: true})), "/own"},
		"a company with a key that is trusted from the start": {third(l.Companies().Add(ctx, l.ada, supply.Company{Head: supply.Head{Name: "Us"}, Keys: []supply.PartnerKey{{Key: key, Trusted: true}}})), "/keys/0/trusted"},
		"a certificate that ends before it begins":            {third(l.Certificates().Add(ctx, l.ada, supply.Certificate{Head: supply.Head{Name: "C"}, Scheme: "iecee-4-2", Product: l.product.ID, Issued: "2026-02-01", Expires: "2026-01-01"})), "/expires"},
		"a certificate of a set that nobody knows":            {third(l.Certificates().Add(ctx, l.ada, supply.Certificate{Head: supply.Head{Name: "C"}, Scheme: "iecee-4-2", Product: l.product.ID, Set: "iec:9"})), "/set"},
		"an evidence with files that were never uploaded":     {third(l.Evidence().Add(ctx, l.ada, proof.Evidence{Head: supply.Head{Name: "E"}, Kind: proof.Works, Files: []proof.File{{Revision: 1, Hash: "ab"}}})), "/files"},
		"an evidence of a zone of another site":               {third(l.Evidence().Add(ctx, l.ada, proof.Evidence{Head: supply.Head{Name: "E", Site: l.site}, Kind: proof.Works, Zones: []plant.ZoneID{"far"}})), "/zones/0"},
		"an assessment that is signed from the start": {third(l.Assessments().Add(ctx, l.ada, proof.Assessment{
			Head: supply.Head{Name: "A"}, Set: catalog.SystemRequirements, Parts: []proof.Part{{Site: l.site}}, State: proof.Signed, Review: &proof.Signature{By: "ada"},
		})), "/state /review"},
		"an assessment of a zone by the component requirements": {third(l.Assessments().Add(ctx, l.ada, proof.Assessment{
			Head: supply.Head{Name: "A"}, Set: catalog.ComponentRequirements, Parts: []proof.Part{{Site: l.site, Subjects: []assess.Subject{{Kind: assess.OfZone, ID: string(l.cell.ID)}}}},
		})), "/parts/0/subjects/0/kind"},
		"a rule on a requirement that is none":      {third(l.FreshnessRules().Add(ctx, l.ada, catalog.Freshness{Set: catalog.SystemRequirements, Requirement: "SR 9.9", Days: 30})), "/requirement"},
		"a rule that makes evidence fresh for ever": {third(l.FreshnessRules().Add(ctx, l.ada, catalog.Freshness{Set: catalog.SystemRequirements, Days: -1})), "/days"},
		"a text that is too long":                   {third(l.LicensedTexts().Add(ctx, l.ada, catalog.LicensedText{Set: catalog.SystemRequirements, Requirement: "SR 1.1", Text: strings.Repeat("x", catalog.MostTextBytes+1)})), "/text"},
		"a decision on no crosswalk":                {third(l.PairDecisions().Add(ctx, l.ada, catalog.PairDecision{Crosswalk: "x", From: "a", To: "b", State: catalog.Confirmed})), "/crosswalk"},
	} {
		if KindOf(c.err) != Invalid || strings.Join(fieldsOf(c.err), " ") != c.want {
			t.Errorf("%s: %v at %v, want %s", name, c.err, fieldsOf(c.err), c.want)
		}
	}
	own.Note = "still we"
	if _, _, err := l.Companies().Change(ctx, l.ada, own); err != nil {
		toldOf(t, err)
	}
	_, _, err := l.Packages().Add(ctx, l.ada, supply.Package{Head: supply.Head{Name: "P"}})
	if KindOf(err) != Invalid {
		t.Errorf("a package is added by hand: %v", err)
	}
	_, _, err = l.Products().Add(ctx, l.ada, supply.Product{Head: supply.Head{Key: "pd-001", Name: "X"}, Vendor: "V", Model: "X", Types: []catalog.ComponentType{catalog.HostDevice}})
	refused(t, "a key that differs in case", err, Conflict, "key-taken")
	rule := shelve(t, l.works, l.FreshnessRules(), catalog.Freshness{Set: catalog.SystemRequirements, Requirement: "SR 1.1", Days: 30})
	if rule.Key != "iec-62443-3-3:2013 SR 1.1" {
		t.Errorf("the rule is called %q", rule.Key)
	}
	_, _, err = l.FreshnessRules().Add(ctx, l.ada, catalog.Freshness{Set: catalog.SystemRequirements, Requirement: "SR 1.1", Days: 60})
	refused(t, "a second rule on the same", err, Conflict, "key-taken")
}

func third[A, B any](_ A, _ B, err error) error { return err }

func TestWhatOnlyItsOperationsSetStaysInAnEdit(t *testing.T) {
	l := newLibrary(t)
	e := l.evidence
	l.put(t, func(tx *store.Tx) error {
		e.Files = []proof.File{{Revision: 1, Name: "a.pdf", Hash: strings.Repeat("a", 64)}}
		return store.Put(tx, &e)
	})
	if e.AddedBy != adaEmail {
		t.Errorf("it was added by %q", e.AddedBy)
	}
	edit := e
	edit.Files, edit.AddedBy, edit.Site, edit.Name = nil, "", "", "Renamed"
	edit, _, err := l.Evidence().Change(t.Context(), l.ada, edit)
	if err != nil {
		toldOf(t, err)
	}
	if len(edit.Files) != 1 || edit.AddedBy != adaEmail || edit.Site != l.site || edit.Name != "Renamed" {
		t.Errorf("after the edit it is %+v", edit)
	}
	forged := edit
	forged.Files = []proof.File{{Revision: 1, Name: "a.pdf", Hash: strings.Repeat("b", 64)}}
	_, _, err = l.Evidence().Change(t.Context(), l.ada, forged)
	if diff := cmp.Diff([]string{"/files"}, fieldsOf(err)); diff != "" {
		t.Error(diff)
	}
	away := edit
	away.Site = "elsewhere"
	_, _, err = l.Evidence().Change(t.Context(), l.ada, away)
	if diff := cmp.Diff([]string{"/site"}, fieldsOf(err)); diff != "" {
		t.Error(diff)
	}
	stale := edit
	stale.Version = 1
	_, _, err = l.Evidence().Change(t.Context(), l.ada, stale)
	refused(t, "an edit of an earlier version", err, Conflict, "stale")

	// Trust in a key survives an edit that does not mention it, and comes with none.
	key := "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
	c := l.company
	l.put(t, func(tx *store.Tx) error {
		c.Keys = []supply.PartnerKey{{Key: key, Trusted: true, By: "Ada", On: "2026-03-01"}}
		return store.Put(tx, &c)
	})
	sent := c
	sent.Keys = []supply.PartnerKey{{Key: key}}
	sent, _, err = l.Companies().Change(t.Context(), l.ada, sent)
	if err != nil {
		toldOf(t, err)
	}
	if k := sent.Keys[0]; !k.Trusted || k.By != "Ada" || k.On != "2026-03-01" {
		t.Errorf("the key is %+v", k)
	}
	sent.Keys[0].By = "Eve"
	_, _, err = l.Companies().Change(t.Context(), l.ada, sent)
	if diff := cmp.Diff([]string{"/keys/0/trusted"}, fieldsOf(err)); diff != "" {
		t.Error(diff)
	}
}

// put stores something behind the back of the use cases.
func (l *library) put(t *testing.T, fn func(tx *store.Tx) error) int64 {
	t.Helper()
	entry, err := l.update(t.Context(), l.ada, intent{do: access.LibraryEdit, verb: "test.put", subject: "x"}, fn)
	if err != nil {
		t.Fatal(err)
	}
	return entry.Seq
}

func TestManyLibraryRecordsChangeTogetherOrNotAtAll(t *testing.T) {
	l := newLibrary(t)
	second := shelve(t, l.works, l.Evidence(), proof.Evidence{Head: supply.Head{Site: l.site, Name: "Second"}, Kind: proof.Works})
	changed := l.evidence
	changed.Name = "Changed"
	broken := LibraryBulk[proof.Evidence]{
		Put: []proof.Evidence{
			changed, {Head: supply.Head{Site: l.site, Name: "New"}, Kind: proof.Works},
			{Head: supply.Head{Site: l.site}, Kind: "odd"},
			{Head: supply.Head{Site: l.site, Name: "Z"}, Kind: proof.Works, Zones: []plant.ZoneID{"gone"}},
		},
		Delete: []LibraryGone{{string(second.ID), 1}},
	}
	_, _, err := l.Evidence().Bulk(t.Context(), l.ada, broken)
	if diff := cmp.Diff([]string{"/put/2/name", "/put/2/kind", "/put/3/zones/0"}, fieldsOf(err)); diff != "" {
		t.Error(diff)
	}
	good := broken
	good.Put = broken.Put[:2]
	good.Dry = true
	if out, entry, err := l.Evidence().Bulk(t.Context(), l.ada, good); err != nil || entry != 0 || out[1].ID != "" || out[1].Key != "EV-002" {
		t.Errorf("a try: %+v, %d, %v", out, entry, err)
	}
	good.Dry = false
	out, entry, err := l.Evidence().Bulk(t.Context(), l.ada, good)
	if err != nil || entry == 0 || len(out) != 2 || out[0].Version != 2 || out[1].Key != "EV-002" {
		t.Fatalf("%+v, %d, %v", out, entry, err)
	}
	if _, err := l.Undo(t.Context(), l.ada, l.site, entry); err != nil {
		t.Fatal(err)
	}
	page, err := l.Evidence().List(t.Context(), l.ada, LibraryFilter{}, "", 50)
	if err != nil || len(page.Items) != 2 || page.Items[0].Name != "Restore test" || page.Items[1].ID != second.ID {
		t.Errorf("after undoing: %+v, %v", page.Items, err)
	}

	_, _, err = l.Evidence().Bulk(t.Context(), l.ada, LibraryBulk[proof.Evidence]{Put: []proof.Evidence{
		{Head: supply.Head{Site: l.site, Name: "A"}, Kind: proof.Works}, {Head: supply.Head{Name: "B"}, Kind: proof.Works},
	}})
	if diff := cmp.Diff([]string{"/put/1/site"}, fieldsOf(err)); diff != "" {
		t.Error(diff)
	}
	_, _, err = l.Evidence().Bulk(t.Context(), l.ada, LibraryBulk[proof.Evidence]{})
	refused(t, "nothing at all", err, Invalid, "")
}

func TestAProductInUseStaysUnlessItsAnswersGoWithIt(t *testing.T) {
	l := newLibrary(t)
	l.claim(t, assess.Verdict{State: assess.Met}, "CR 1.1", "CR 1.2")
	_, err := l.Products().Delete(t.Context(), l.ada, string(l.product.ID), l.product.Version, false)
	refused(t, "a product with answers", err, Conflict, "in-use")
	refs, err := l.Companies().References(t.Context(), l.ada, string(l.company.ID))
	if err != nil || len(refs) != 1 || refs[0].Key != "PD-001" {
		t.Errorf("the company is referred to by %+v, %v", refs, err)
	}
	entry, err := l.Products().Delete(t.Context(), l.ada, string(l.product.ID), l.product.Version, true)
	if err != nil {
		t.Fatal(err)
	}
	if claims := l.claims(t); len(claims) != 0 {
		t.Errorf("%d answers are left", len(claims))
	}
	if _, err := l.Undo(t.Context(), l.ada, "", entry); err != nil {
		t.Fatal(err)
	}
	if p, err := l.Products().One(t.Context(), l.ada, string(l.product.ID)); err != nil || p.Name != l.product.Name {
		t.Errorf("it came back as %+v, %v", p, err)
	}
	got, err := l.Claims(t.Context(), l.ada, assess.Subject{Kind: assess.OfProduct, ID: string(l.product.ID)}, "")
	if err != nil || len(got) != 2 {
		t.Errorf("%d answers came back: %v", len(got), err)
	}
}

func (l *library) claims(t *testing.T) (claims []assess.Claim) {
	t.Helper()
	err := l.db.View(t.Context(), l.ada.Org, func(r *store.Reader) (err error) { claims, err = r.Claims(); return err })
	if err != nil {
		t.Fatal(err)
	}
	return claims
}

func TestTheHistoryOfTheLibraryTellsOfNothingElse(t *testing.T) {
	l := newLibrary(t)
	l.hire(t, access.Grant{Role: access.Viewer})
	page, err := l.History(t.Context(), l.ada, "", HistoryFilter{}, "", 50)
	if err != nil {
		t.Fatal(err)
	}
	var verbs []string
	for _, e := range page.Items {
		verbs = append(verbs, e.Verb+" "+e.Subject)
	}
	if diff := cmp.Diff([]string{"product.add PD-001", "company.add CO-001"}, verbs); diff != "" {
		t.Error(diff)
	}
	var hired int64
	err = l.db.View(t.Context(), l.ada.Org, func(r *store.Reader) error {
		found, err := r.Entries(store.EntryQuery{Verb: "user.add"})
		if err == nil {
			hired = found.Entries[0].Seq
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = l.HistoryEntry(t.Context(), l.ada, "", hired, "", 10)
	refused(t, "the entry of an account", err, NotFound, "")
	_, err = l.Undo(t.Context(), l.ada, "", hired)
	refused(t, "undoing an account", err, NotFound, "")
	_, err = l.Versions(t.Context(), l.ada, "", "user", string(l.ada.User))
	refused(t, "the values of an account", err, NotFound, "")
	_, err = l.Versions(t.Context(), l.ada, "", "zone", string(l.cell.ID))
	refused(t, "the values of a zone", err, NotFound, "")
	_, err = l.Versions(t.Context(), l.ada, "", "evidence", string(l.evidence.ID))
	refused(t, "the values of an evidence of a site", err, NotFound, "")

	p := l.product
	p.Name = "Renamed"
	if p, _, err = l.Products().Change(t.Context(), l.ada, p); err != nil {
		t.Fatal(err)
	}
	detail, err := l.HistoryEntry(t.Context(), l.ada, "", page.Items[0].Seq, "", 10)
	if err != nil || len(detail.Changes) != 1 || detail.Names[string(l.company.ID)] != "CO-001" {
		t.Errorf("%+v, %v", detail, err)
	}
	if _, err := l.Restore(t.Context(), l.ada, "", "product", string(p.ID), page.Items[0].Seq); err != nil {
		t.Fatal(err)
	}
	if p, err = l.Products().One(t.Context(), l.ada, string(p.ID)); err != nil || p.Name != "S7-1500" || p.Version != 3 {
		t.Errorf("restored it is %+v, %v", p, err)
	}
	assessor := l.user(access.Assessor, access.Grant{})
	_, err = l.History(t.Context(), assessor, "", HistoryFilter{}, "", 50)
	refused(t, "an assessor of one site and the history of all", err, Denied, "")
}

func TestTheHistoryHidesASecretEvidence(t *testing.T) {
	l := newLibrary(t)
	secret, entry, err := l.Evidence().Add(t.Context(), l.ada, proof.Evidence{Head: supply.Head{Site: l.site, Name: "Plan of the vault"}, Kind: proof.Works, Confidentiality: "secret"})
	if err != nil {
		t.Fatal(err)
	}
	engineer := l.user(access.Engineer, access.Grant{})
	engineer.Email = benEmail
	detail, err := l.HistoryEntry(t.Context(), engineer, l.site, entry, "", 10)
	if err != nil || len(detail.Changes) != 1 || len(detail.Changes[0].Fields) != 0 || detail.Changes[0].ID != "" {
		t.Errorf("the engineer reads %+v, %v", detail.Changes, err)
	}
	_, err = l.Versions(t.Context(), engineer, l.site, "evidence", string(secret.ID))
	refused(t, "its values", err, NotFound, "")
	_, err = l.Undo(t.Context(), engineer, l.site, entry)
	refused(t, "undoing it", err, Denied, "")
}

func TestNoSignatureOfTheLibraryComesOrGoesByUndoing(t *testing.T) {
	l := newLibrary(t)
	a := shelve(t, l.works, l.Assessments(), proof.Assessment{Head: supply.Head{Name: "A", Site: l.site}, Set: catalog.SystemRequirements, Parts: []proof.Part{{Site: l.site}}})
	if a.State != proof.Planned || a.Key != "AM-001" {
		t.Errorf("it is %+v", a)
	}
	entry, err := l.update(t.Context(), l.ada, intent{do: access.EvidenceEdit, site: l.site, verb: "assessment.sign", subject: a.Key}, func(tx *store.Tx) error {
		a.State, a.Review = proof.Signed, &proof.Signature{By: "ben", Name: "Ben"}
		return store.Put(tx, &a)
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = l.Undo(t.Context(), l.ada, l.site, entry.Seq)
	refused(t, "undoing a signature", err, Conflict, "signed")
	_, err = l.Restore(t.Context(), l.ada, l.site, "assessment", string(a.ID), entry.Seq-1)
	refused(t, "restoring what was before it", err, Conflict, "signed")
	a.Name = "B"
	_, _, err = l.Assessments().Change(t.Context(), l.ada, a)
	refused(t, "changing what is signed", err, Conflict, "signed")
	_, err = l.Assessments().Delete(t.Context(), l.ada, string(a.ID), a.Version, false)
	refused(t, "deleting what is signed", err, Conflict, "signed")
}

func TestASiteGoesAndComesWithItsShelf(t *testing.T) {
	l := newLibrary(t)
	first := shelve(t, l.works, l.Assessments(), proof.Assessment{Head: supply.Head{Name: "A", Site: l.site}, Set: catalog.SystemRequirements, Parts: []proof.Part{{Site: l.site}}})
	shelve(t, l.works, l.Assessments(), proof.Assessment{Head: supply.Head{Name: "B", Site: l.site}, Set: catalog.SystemRequirements, Parts: []proof.Part{{Site: l.site}}, Before: first.ID})
	e := l.evidence
	e.ReplacedBy = shelve(t, l.works, l.Evidence(), proof.Evidence{Head: supply.Head{Site: l.site, Name: "Newer"}, Kind: proof.Works}).ID
	if _, _, err := l.Evidence().Change(t.Context(), l.ada, e); err != nil {
		toldOf(t, err)
	}
	shelve(t, l.works, l.Certificates(), supply.Certificate{Head: supply.Head{Site: l.site, Name: "C"}, Scheme: "isasecure-ssa", Proof: assess.EvidenceID(e.ID)})
	plc := assess.Subject{Kind: assess.OfAsset, ID: string(l.assets["PLC-101"].ID)}
	if _, err := l.SetVerdicts(t.Context(), l.ada, l.site, VerdictInput{
		Subjects: []assess.Subject{plc}, Set: catalog.ComponentRequirements, Requirements: []catalog.RequirementID{"CR 1.1"},
		Answer: assess.Verdict{State: assess.Met, Proofs: []assess.EvidenceID{assess.EvidenceID(e.ID)}},
	}); err != nil {
		toldOf(t, err)
	}
	site, err := l.Site(t.Context(), l.ada, l.site)
	if err != nil {
		t.Fatal(err)
	}
	entry, err := l.DeleteSite(t.Context(), l.ada, l.site, site.Version, true)
	if err != nil {
		t.Fatal(err)
	}
	if page, err := l.Evidence().List(t.Context(), l.ada, LibraryFilter{}, "", 50); err != nil || page.Total != 0 {
		t.Errorf("%d evidences are left: %v", page.Total, err)
	}
	if _, err := l.Undo(t.Context(), l.ada, l.site, entry); err != nil {
		t.Fatal(err)
	}
	page, err := l.Evidence().List(t.Context(), l.ada, LibraryFilter{Site: l.site}, "", 50)
	if err != nil || page.Total != 2 {
		t.Errorf("%d evidences came back: %v", page.Total, err)
	}
}

func TestAnAssetGoesWithItsAnswersOrStays(t *testing.T) {
	l := newLibrary(t)
	plc := l.assets["PLC-101"]
	if _, err := l.SetVerdicts(t.Context(), l.ada, l.site, VerdictInput{
		Subjects: []assess.Subject{{Kind: assess.OfAsset, ID: string(plc.ID)}}, Set: catalog.ComponentRequirements,
		Requirements: []catalog.RequirementID{"CR 1.1", "CR 1.2"}, Answer: assess.Verdict{State: assess.Met},
	}); err != nil {
		toldOf(t, err)
	}
	_, err := l.DeleteAsset(t.Context(), l.ada, l.site, plc.ID, plc.Version, false)
	refused(t, "an asset with answers", err, Conflict, "in-use")
	_, err = l.BulkAssets(t.Context(), l.ada, l.site, AssetBulk{IDs: []plant.AssetID{plc.ID}, Delete: true})
	refused(t, "many assets, one with answers", err, Conflict, "in-use")
	entry, err := l.DeleteAsset(t.Context(), l.ada, l.site, plc.ID, plc.Version, true)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Undo(t.Context(), l.ada, l.site, entry); err != nil {
		t.Fatal(err)
	}
	done, err := l.BulkAssets(t.Context(), l.ada, l.site, AssetBulk{IDs: []plant.AssetID{plc.ID}, Delete: true, Cascade: true})
	if err != nil || done.Changed != 1 {
		t.Errorf("%+v, %v", done, err)
	}
}
