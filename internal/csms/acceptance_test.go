package csms

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/supply"
	"ringwall/internal/supply/exchange"
)

// three are the parties of a project, each with an installation of its own.
type three struct {
	owner      *assessed
	integrator *works
	supplier   *works
	product    supply.Product // of the supplier
}

func newThree(t *testing.T) *three {
	t.Helper()
	p := &three{owner: newAssessed(t), integrator: newWorks(t), supplier: newWorks(t)}
	p.owner.specification(t)
	for w, name := range map[*works]string{p.owner.works: "Acme Water", p.integrator: "Build AG", p.supplier: "Maker Ltd"} {
		org, err := w.Organisation(t.Context(), w.ada)
		if err != nil {
			t.Fatal(err)
		}
		org.Name = name
		if _, err := w.ChangeOrganisation(t.Context(), w.ada, org); err != nil {
			t.Fatal(err)
		}
	}
	p.product = shelve(t, p.supplier, p.supplier.Products(), supply.Product{Head: supply.Head{Name: "Controller"}, Vendor: "Maker Ltd", Model: "M 1", Release: "2.0", Types: []catalog.ComponentType{catalog.EmbeddedDevice}})
	_, err := p.supplier.SetClaims(t.Context(), p.supplier.ada, ClaimInput{
		Subjects: []assess.Subject{productSubject(string(p.product.ID))}, Set: catalog.ComponentRequirements, Requirements: []catalog.RequirementID{"CR 1.1", "CR 1.3"},
		Answer: assess.Verdict{State: assess.Met, Evidence: []string{"Manual"}},
	})
	if err != nil {
		toldOf(t, err)
	}
	return p
}

// fileOf is the file of a package.
func fileOf(t *testing.T, w *works, p supply.Package) []byte {
	t.Helper()
	f, err := w.OpenPackage(t.Context(), w.ada, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	content, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// hand gives a package of one party to another, who takes it and trusts its key.
func hand(t *testing.T, from *works, p supply.Package, to *works) TakenPackage {
	t.Helper()
	taken, err := to.TakePackage(t.Context(), to.ada, "package.zip", false, bytes.NewReader(fileOf(t, from, p)))
	if err != nil {
		toldOf(t, err)
	}
	if taken.Key.Trusted {
		return taken
	}
	company := taken.Key.Company
	if company == "" {
		company = shelve(t, to, to.Companies(), supply.Company{Head: supply.Head{Name: p.From}}).ID
	}
	if _, entry, err := to.Trust(t.Context(), to.ada, company, taken.Key.Fingerprint, TrustKey{Key: taken.Key.Key, Password: adaPassword}); err != nil || entry == 0 {
		toldOf(t, err)
	}
	return taken
}

// TestAnOwnerAcceptsWhatAnIntegratorBuiltOnASuppliersClaims walks all of it: the
// supplier hands out claims, the owner asks, the integrator answers and builds,
// and the owner accepts both.
func TestAnOwnerAcceptsWhatAnIntegratorBuiltOnASuppliersClaims(t *testing.T) {
	p := newThree(t)
	ctx, owner, builder := t.Context(), p.owner.works, p.integrator

	claims, _, err := p.supplier.MakeClaims(ctx, p.supplier.ada, NewClaims{Products: []supply.ID{p.product.ID}})
	if err != nil {
		toldOf(t, err)
	}
	taken := hand(t, p.supplier, claims, builder)
	adopted, err := builder.AcceptPackage(ctx, builder.ada, taken.Package.ID, NewPackageAcceptance{Password: adaPassword})
	if err != nil {
		toldOf(t, err)
	}
	if adopted.Adopted.Products.Add != 1 || adopted.Adopted.Claims.Add != 2 || len(adopted.Adopted.Left) > 0 || adopted.Package.Signed == nil || adopted.Package.State != "accepted" {
		t.Fatalf("adopted %+v of %+v", adopted.Adopted, adopted.Package)
	}

	p.besideTheSystem(t)
	asked, _, err := owner.MakeRequirements(ctx, owner.ada, owner.site, NewRequirements{NewPackage: NewPackage{To: "Build AG"}})
	if err != nil {
		toldOf(t, err)
	}
	got := hand(t, owner, asked, builder)
	project, err := builder.BeginProject(ctx, builder.ada, got.Package.ID, NewProject{Key: "P-7"})
	if err != nil {
		toldOf(t, err)
	}
	view, err := builder.ReplyLines(ctx, builder.ada, project.Reply.ID)
	if err != nil {
		toldOf(t, err)
	}
	if project.Tests != len(view.Lines) || len(view.Lines) < 10 || view.Progress.Answered != 0 || len(view.Products) != 1 {
		t.Fatalf("project %+v with %d lines", project, len(view.Lines))
	}
	_, _, err = builder.SendReply(ctx, builder.ada, project.Reply.ID, NewPackage{})
	refused(t, "a reply with open lines", err, Conflict, "blocked")
	var put []supply.ReplyLine
	for i, l := range view.Lines {
		a := supply.ReplyLine{Line: l.ID, Answer: "comply", Products: []supply.ID{view.Products[0].ID}}
		if i == 3 {
			a = supply.ReplyLine{Line: l.ID, Answer: "deviate", Reason: "No such thing on the market.", Instead: "A guard."}
		}
		put = append(put, a)
	}
	view, _, err = builder.AnswerLines(ctx, builder.ada, project.Reply.ID, view.Reply.Version, LineAnswers{Put: put})
	if err != nil {
		toldOf(t, err)
	}
	if len(view.Blockers) > 0 || view.Progress.Warnings == 0 {
		t.Errorf("blockers %v, progress %+v", view.Blockers, view.Progress)
	}
	sent, _, err := builder.SendReply(ctx, builder.ada, project.Reply.ID, NewPackage{})
	if err != nil {
		toldOf(t, err)
	}
	_, _, err = builder.AnswerLines(ctx, builder.ada, project.Reply.ID, 0, LineAnswers{Clear: []string{view.Lines[0].ID}})
	refused(t, "answering a line of a sent reply", err, Conflict, "sent")

	came := hand(t, builder, sent, owner)
	d, err := owner.DifferenceOfPackage(ctx, owner.ada, came.Package.ID, "")
	if err != nil {
		toldOf(t, err)
	}
	if d.Lines == nil || d.Lines.Counts.Undecided != 1 || d.Lines.Counts.Unanswered != 0 || d.Lines.Counts.Changed != 0 || len(d.Lines.Levels) == 0 || d.Offer.Claims.Add != 2 {
		t.Fatalf("difference %+v %+v", d.Lines, d.Offer)
	}
	_, err = owner.AcceptPackage(ctx, owner.ada, came.Package.ID, NewPackageAcceptance{Password: adaPassword})
	refused(t, "a reply with a deviation that nobody decided", err, Conflict, "blocked")
	_, err = owner.AcceptPackage(ctx, owner.ada, came.Package.ID, NewPackageAcceptance{Password: "wrong", Decisions: []LineDecision{{Line: put[3].Line, Decided: "accepted"}}})
	refused(t, "a wrong password", err, Invalid, "")
	done, err := owner.AcceptPackage(ctx, owner.ada, came.Package.ID, NewPackageAcceptance{Password: adaPassword, Decisions: []LineDecision{{Line: put[3].Line, Decided: "accepted", Comment: "A guard will do."}}})
	if err != nil {
		toldOf(t, err)
	}
	reply, err := owner.Replies().One(ctx, owner.ada, string(came.Reply))
	if err != nil {
		t.Fatal(err)
	}
	if reply.State != "accepted" || reply.Lines[3].Decided != "accepted" || len(reply.Lines[0].Products) != 1 || done.Adopted.Products.Add != 1 {
		t.Errorf("the reply is %s, line %+v; adopted %+v", reply.State, reply.Lines[3], done.Adopted)
	}

	p.deliver(t, project, put, got.Package)
}

// besideTheSystem makes a system of two zones and joins one of them to a zone
// that the integrator only hears the name of.
func (p *three) besideTheSystem(t *testing.T) {
	t.Helper()
	ctx, w := t.Context(), p.owner.works
	systems, err := w.Systems().List(ctx, w.ada, w.site, "", 10)
	if err != nil {
		t.Fatal(err)
	}
	system := systems.Items[0]
	system.Zones = []plant.ZoneID{w.cell.ID, w.safe.ID}
	changedTo(t, w, w.Systems(), system)
	store := w.zone(t, plant.Zone{Key: "Z-05", Name: "Store", Kind: plant.ZoneOperations, Description: "Known to the owner alone."})
	if _, _, err := w.AddConduit(ctx, w.ada, w.site, plant.Conduit{Key: "C-05", Name: "To the store", From: w.cell.ID, To: store.ID}); err != nil {
		t.Fatal(err)
	}
}

// deliver builds the plant, tests it, and has the owner accept it as built.
func (p *three) deliver(t *testing.T, project Project, put []supply.ReplyLine, requirements supply.Package) {
	t.Helper()
	ctx, owner, builder := t.Context(), p.owner.works, p.integrator
	zones, err := builder.Zones(ctx, builder.ada, project.Site.ID, "", 100)
	if err != nil {
		t.Fatal(err)
	}
	cell := zones.Items[slices.IndexFunc(zones.Items, func(z plant.Zone) bool { return z.Key == "Z-01" })]
	if _, _, err := builder.AddAsset(ctx, builder.ada, project.Site.ID, plant.Asset{Key: "PLC-900", Name: "New one", Type: plant.EmbeddedDevice, Zone: cell.ID, Vendor: "Maker", Model: "M1", Firmware: "v2.0"}); err != nil {
		t.Fatal(err)
	}
	evidence := shelve(t, builder, builder.Evidence(), proof.Evidence{Head: supply.Head{Site: project.Site.ID, Name: "FAT record"}, Kind: proof.Works})
	evidence, _, err = builder.AddEvidenceFile(ctx, builder.ada, evidence.ID, NewFile{Name: "fat.txt"}, strings.NewReader("All accounts were refused.\n"))
	if err != nil {
		toldOf(t, err)
	}
	tests, err := builder.Tests().List(ctx, builder.ada, LibraryFilter{Site: project.Site.ID, Own: true}, "", 500)
	if err != nil {
		t.Fatal(err)
	}
	for i := range tests.Items {
		x := &tests.Items[i]
		x.Result, x.By, x.On, x.Witness = "passed", "I. Engineer", "2026-03-01", "O. Owner"
		x.Proofs = []assess.EvidenceID{assess.EvidenceID(evidence.ID)}
	}
	if _, _, err := builder.Tests().Bulk(ctx, builder.ada, LibraryBulk[supply.Test]{Put: tests.Items}); err != nil {
		toldOf(t, err)
	}
	built, _, err := builder.MakeAsBuilt(ctx, builder.ada, project.Site.ID, NewAsBuilt{Requirements: requirements.ID})
	if err != nil {
		toldOf(t, err)
	}
	came := hand(t, builder, built, owner)
	if came.Package.Site != owner.site {
		t.Fatalf("the as-built package belongs to %q", came.Package.Site)
	}
	d, err := owner.DifferenceOfPackage(ctx, owner.ada, came.Package.ID, "")
	if err != nil {
		toldOf(t, err)
	}
	if d.Built == nil || d.Built.Counts["asset"].Add != 1 || d.Built.Counts["zone"].Change != 0 {
		t.Fatalf("as built %+v", d.Built)
	}
	done, err := owner.AcceptPackage(ctx, owner.ada, came.Package.ID, NewPackageAcceptance{Password: adaPassword})
	if err != nil {
		toldOf(t, err)
	}
	after, err := owner.Zones(ctx, owner.ada, owner.site, "", 100)
	if err != nil {
		t.Fatal(err)
	}
	if i := slices.IndexFunc(after.Items, func(z plant.Zone) bool { return z.Key == "Z-05" }); i < 0 || after.Items[i].Description != "Known to the owner alone." {
		t.Error("a delivery changes a zone beyond its system")
	}
	if done.Evidence != 1 || done.Tests != len(tests.Items) || done.Built.Counts["asset"].Add != 1 {
		t.Errorf("accepted %+v", done)
	}
	assets, err := owner.Assets(ctx, owner.ada, owner.site, AssetFilter{Search: "PLC-900"}, "", "", 10)
	if err != nil || len(assets.Items) != 1 || assets.Items[0].Firmware != "v2.0" {
		t.Errorf("the new asset is %+v %v", assets.Items, err)
	}
	list, err := owner.Evidence().List(ctx, owner.ada, LibraryFilter{Site: owner.site, Own: true, Text: "FAT"}, "", 10)
	if err != nil || len(list.Items) != 1 {
		t.Fatalf("evidence %+v %v", list.Items, err)
	}
	f, err := owner.OpenEvidenceFile(ctx, owner.ada, list.Items[0].ID, 1, false)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if text, _ := io.ReadAll(f); string(text) != "All accounts were refused.\n" {
		t.Errorf("the file of the proof says %q", text)
	}
	mine, err := owner.Tests().List(ctx, owner.ada, LibraryFilter{Site: owner.site, Own: true}, "", 500)
	if err != nil || mine.Total != len(tests.Items) || len(mine.Items[0].Proofs) != 1 {
		t.Errorf("%d tests %v", mine.Total, err)
	}
}

func TestPackagesThatAreNotTaken(t *testing.T) {
	p := newThree(t)
	ctx, owner := t.Context(), p.owner.works
	claims, _, err := p.supplier.MakeClaims(ctx, p.supplier.ada, NewClaims{Products: []supply.ID{p.product.ID}})
	if err != nil {
		toldOf(t, err)
	}
	file := fileOf(t, p.supplier, claims)
	take := func(file []byte, dry bool) (TakenPackage, error) {
		return owner.TakePackage(ctx, owner.ada, "x.zip", dry, bytes.NewReader(file))
	}
	altered := bytes.Clone(file)
	altered[len(altered)/2] ^= 1
	_, err = take(altered, false)
	refused(t, "an altered package", err, Invalid, "package-damaged")
	_, err = take([]byte("hello, this is no package"), false)
	refused(t, "another file", err, Invalid, "")
	if page, err := owner.Packages().List(ctx, owner.ada, LibraryFilter{}, "", 10); err != nil || page.Total != 0 {
		t.Errorf("%d packages were kept: %v", page.Total, err)
	}
	tried, err := take(file, true)
	if err != nil || tried.Package.ID != "" || !tried.Report.Whole || len(tried.Blockers) != 1 || tried.Entry != 0 {
		t.Errorf("a dry run gives %+v %v", tried, err)
	}
	taken, err := take(file, false)
	if err != nil {
		toldOf(t, err)
	}
	_, err = take(file, false)
	refused(t, "the same package once more", err, Conflict, "taken")
	_, err = owner.AcceptPackage(ctx, owner.ada, taken.Package.ID, NewPackageAcceptance{Password: adaPassword})
	refused(t, "a package of an unknown key", err, Conflict, "blocked")
	_, _, err = owner.RefusePackage(ctx, owner.ada, taken.Package.ID, " ")
	refused(t, "a refusal without a reason", err, Invalid, "")
	gone, entry, err := owner.RefusePackage(ctx, owner.ada, taken.Package.ID, "Wrong product.")
	if err != nil || entry == 0 || gone.State != "refused" || gone.Note != "Wrong product." {
		t.Errorf("refused %+v %v", gone, err)
	}
	_, err = owner.AcceptPackage(ctx, owner.ada, taken.Package.ID, NewPackageAcceptance{Password: adaPassword})
	refused(t, "a package that was refused", err, Conflict, "blocked")
}

func TestTrustIsAPersonsAndOfTheRightKey(t *testing.T) {
	p := newThree(t)
	ctx, owner := t.Context(), p.owner.works
	company := shelve(t, owner, owner.Companies(), supply.Company{Head: supply.Head{Name: "Maker Ltd"}})
	key, err := p.supplier.ExchangeKey(ctx, p.supplier.ada)
	if err != nil {
		toldOf(t, err)
	}
	other, err := exchange.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = owner.Trust(ctx, owner.ada, company.ID, other.Fingerprint(), TrustKey{Key: key.Key, Password: adaPassword})
	refused(t, "a key with other words", err, Invalid, "")
	_, _, err = owner.Trust(ctx, owner.ada, company.ID, key.Fingerprint, TrustKey{Key: key.Key, Password: "wrong"})
	refused(t, "a wrong password", err, Invalid, "")
	_, _, err = owner.Trust(ctx, owner.ada, company.ID, key.Fingerprint, TrustKey{Password: adaPassword})
	refused(t, "a key that nobody gave", err, Conflict, "no-key")
	engineer := owner.user(access.Engineer, access.Grant{})
	_, _, err = owner.Trust(ctx, engineer, company.ID, key.Fingerprint, TrustKey{Key: key.Key, Password: adaPassword})
	refused(t, "an engineer", err, Denied, "")
	after, _, err := owner.Trust(ctx, owner.ada, company.ID, strings.ToUpper(key.Fingerprint), TrustKey{Key: key.Key, Password: adaPassword})
	if err != nil || len(after.Keys) != 1 || !after.Keys[0].Trusted || after.Keys[0].By == "" {
		t.Fatalf("trusted %+v %v", after.Keys, err)
	}
	after, _, err = owner.Distrust(ctx, owner.ada, company.ID, key.Fingerprint, "The laptop was stolen.")
	if err != nil || after.Keys[0].Trusted {
		t.Errorf("distrusted %+v %v", after.Keys, err)
	}
}

func TestAClaimSheetGoesOutAndComesBack(t *testing.T) {
	p := newThree(t)
	w := p.supplier
	for _, format := range ClaimFormats {
		var b bytes.Buffer
		if err := w.WriteClaims(t.Context(), w.ada, assess.OfProduct, p.product.ID, format, &b); err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		got, err := w.ReadClaims(t.Context(), w.ada, SheetInput{Name: "claims." + format, Data: bytes.NewReader(b.Bytes()), Size: int64(b.Len())})
		if err != nil || len(got.Refusals) > 0 || got.Counts != (supply.ClaimCounts{Skip: 2}) {
			t.Errorf("%s comes back as %+v %v", format, got, err)
		}
	}
}
