package csms

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/proof"
	"ringwall/internal/supply"
)

// answered is a reply of the integrator, with one line that deviates, sent to the
// owner who said whom the requirements are for.
func (p *three) answered(t *testing.T, asks NewRequirements) (project Project, sent supply.Package, entry int64, came TakenPackage) {
	t.Helper()
	ctx, owner, builder := t.Context(), p.owner.works, p.integrator
	product := shelve(t, builder, builder.Products(), supply.Product{Head: supply.Head{Name: "Controller"}, Vendor: "Maker Ltd", Model: "M 1", Release: "2.0", Types: []catalog.ComponentType{catalog.EmbeddedDevice}})
	claim(t, builder, product.ID, "CR 1.1", assess.Met)
	asked, _, err := owner.MakeRequirements(ctx, owner.ada, owner.site, asks)
	if err != nil {
		toldOf(t, err)
	}
	got := hand(t, owner, asked, builder)
	if project, err = builder.BeginProject(ctx, builder.ada, got.Package.ID, NewProject{Key: "P-7"}); err != nil {
		toldOf(t, err)
	}
	view, err := builder.ReplyLines(ctx, builder.ada, project.Reply.ID)
	if err != nil {
		toldOf(t, err)
	}
	var put []supply.ReplyLine
	for i, l := range view.Lines {
		a := supply.ReplyLine{Line: l.ID, Answer: "comply", Products: []supply.ID{product.ID}}
		if i == 0 {
			a = supply.ReplyLine{Line: l.ID, Answer: "deviate", Reason: "No market."}
		}
		put = append(put, a)
	}
	if _, _, err = builder.AnswerLines(ctx, builder.ada, project.Reply.ID, 0, LineAnswers{Put: put}); err != nil {
		toldOf(t, err)
	}
	if sent, entry, err = builder.SendReply(ctx, builder.ada, project.Reply.ID, NewPackage{}); err != nil {
		toldOf(t, err)
	}
	return project, sent, entry, hand(t, builder, sent, owner)
}

func claim(t *testing.T, w *works, product supply.ID, requirement catalog.RequirementID, state assess.State) {
	t.Helper()
	_, err := w.SetClaims(t.Context(), w.ada, ClaimInput{
		Subjects: []assess.Subject{productSubject(string(product))}, Set: catalog.ComponentRequirements, Requirements: []catalog.RequirementID{requirement},
		Answer: assess.Verdict{State: state},
	})
	if err != nil {
		toldOf(t, err)
	}
}

func TestWhatWasAcceptedStaysAsItWasSigned(t *testing.T) {
	p := newThree(t)
	_, _, _, came := p.answered(t, NewRequirements{})
	ctx, w := t.Context(), p.owner.works
	reply, err := w.Replies().One(ctx, w.ada, string(came.Reply))
	if err != nil {
		t.Fatal(err)
	}
	reply.Lines[0].Decided, reply.Lines[0].Comment = "accepted", "A guard will do."
	if reply, _, err = w.Replies().Change(ctx, w.ada, reply); err != nil {
		toldOf(t, err)
	}
	done, err := w.AcceptPackage(ctx, w.ada, came.Package.ID, NewPackageAcceptance{Password: adaPassword})
	if err != nil {
		toldOf(t, err)
	}
	want, err := digestOf([]supply.ReplyLine{reply.Lines[0]})
	if err != nil || done.Package.Signed.Decisions != want {
		t.Errorf("the signature is on the decisions %q, want those that stood before, %q", done.Package.Signed.Decisions, want)
	}
	if !done.Package.Trusted || done.Package.Company == "" {
		t.Errorf("a key that was trusted before the acceptance is not noted: %+v", done.Package)
	}
	products, err := w.Products().List(ctx, w.ada, LibraryFilter{}, "", 10)
	if err != nil || len(products.Items) != 1 || products.Items[0].SaidBy != done.Package.Company {
		t.Errorf("what an integrator brings of a maker is not said by the integrator: %+v %v", products.Items, err)
	}

	reply, err = w.Replies().One(ctx, w.ada, string(came.Reply))
	if err != nil {
		t.Fatal(err)
	}
	other := reply
	other.Lines = slices.Clone(reply.Lines)
	other.Lines[0].Decided = "refused"
	_, _, err = w.Replies().Change(ctx, w.ada, other)
	refused(t, "another decision", err, Conflict, "signed")
	versions, err := w.Versions(ctx, w.ada, w.site, supply.OfReply, string(reply.ID))
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Restore(ctx, w.ada, w.site, supply.OfReply, string(reply.ID), versions[len(versions)-1].Seq)
	refused(t, "the reply before it was accepted", err, Conflict, "signed")

	pkg := done.Package
	pkg.Name = "Another name"
	_, _, err = w.Packages().Change(ctx, w.ada, pkg)
	refused(t, "another name of a signed package", err, Conflict, "signed")
	pkg = done.Package
	pkg.Company = shelve(t, w, w.Companies(), supply.Company{Head: supply.Head{Name: "Somebody"}}).ID
	_, _, err = w.Packages().Change(ctx, w.ada, pkg)
	refused(t, "another company of a package", err, Invalid, "")
	pkg = done.Package
	pkg.Note = "Filed."
	if _, _, err = w.Packages().Change(ctx, w.ada, pkg); err != nil {
		t.Errorf("a note on a signed package: %v", err)
	}
}

func TestAnAcceptanceThatIsNotUndoneSaysWhatCanBeDone(t *testing.T) {
	p := newThree(t)
	ctx, w := t.Context(), p.owner.works
	claims, _, err := p.supplier.MakeClaims(ctx, p.supplier.ada, NewClaims{Products: []supply.ID{p.product.ID}})
	if err != nil {
		toldOf(t, err)
	}
	taken := hand(t, p.supplier, claims, w)
	done, err := w.AcceptPackage(ctx, w.ada, taken.Package.ID, NewPackageAcceptance{Password: adaPassword})
	if err != nil {
		toldOf(t, err)
	}
	_, err = w.Undo(ctx, w.ada, "", done.Entry)
	refused(t, "undoing an acceptance", err, Conflict, "signed")
	if err == nil || strings.Contains(err.Error(), "withdraw what was signed") || !strings.Contains(err.Error(), "mended in the library") {
		t.Errorf("it says %v", err)
	}
}

func TestWhatWasSentIsNoDraftAgain(t *testing.T) {
	p := newThree(t)
	project, _, entry, _ := p.answered(t, NewRequirements{})
	ctx, w := t.Context(), p.integrator
	_, err := w.Undo(ctx, w.ada, project.Site.ID, entry)
	refused(t, "undoing that a reply was sent", err, Conflict, "signed")
	versions, err := w.Versions(ctx, w.ada, project.Site.ID, supply.OfReply, string(project.Reply.ID))
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Restore(ctx, w.ada, project.Site.ID, supply.OfReply, string(project.Reply.ID), versions[1].Seq)
	refused(t, "restoring the draft", err, Conflict, "signed")
	_, entry, err = w.MakeAsBuilt(ctx, w.ada, project.Site.ID, NewAsBuilt{})
	if err != nil {
		toldOf(t, err)
	}
	_, err = w.Undo(ctx, w.ada, project.Site.ID, entry)
	refused(t, "undoing that an as-built package was sent", err, Conflict, "signed")
}

func TestATrustedKeyGoesOnlyByWithdrawingTheTrust(t *testing.T) {
	p := newThree(t)
	ctx, w := t.Context(), p.owner.works
	key, err := p.supplier.ExchangeKey(ctx, p.supplier.ada)
	if err != nil {
		toldOf(t, err)
	}
	company := shelve(t, w, w.Companies(), supply.Company{Head: supply.Head{Name: "Maker Ltd"}})
	if company, _, err = w.Trust(ctx, w.ada, company.ID, key.Fingerprint, TrustKey{Key: key.Key, Password: adaPassword}); err != nil {
		toldOf(t, err)
	}
	without, altered := company, company
	without.Keys = nil
	_, _, err = w.Companies().Change(ctx, w.ada, without)
	refused(t, "an edit without the key", err, Invalid, "")
	altered.Keys = slices.Clone(company.Keys)
	altered.Keys[0].Note = "Never compared."
	_, _, err = w.Companies().Change(ctx, w.ada, altered)
	refused(t, "an edit of the key", err, Invalid, "")
	_, err = w.Companies().Delete(ctx, w.ada, string(company.ID), company.Version, false)
	refused(t, "deleting the company", err, Conflict, "signed")
	company.Contact = "info@maker.example"
	if company, _, err = w.Companies().Change(ctx, w.ada, company); err != nil || !company.Keys[0].Trusted {
		t.Errorf("an edit that sends the key along: %+v %v", company.Keys, err)
	}
	if company, _, err = w.Distrust(ctx, w.ada, company.ID, key.Fingerprint, "Lost."); err != nil {
		toldOf(t, err)
	}
	company.Keys = nil
	if _, _, err = w.Companies().Change(ctx, w.ada, company); err != nil {
		t.Errorf("a key that nobody trusts any more stays: %v", err)
	}
}

func TestAnAnswerOfTheWrongPartyIsNotAccepted(t *testing.T) {
	p := newThree(t)
	w := p.owner.works
	other := shelve(t, w, w.Companies(), supply.Company{Head: supply.Head{Name: "Other GmbH"}})
	_, _, _, came := p.answered(t, NewRequirements{NewPackage: NewPackage{Company: other.ID}})
	_, err := w.AcceptPackage(t.Context(), w.ada, came.Package.ID, NewPackageAcceptance{Password: adaPassword, Decisions: []LineDecision{}})
	refused(t, "an answer of another company", err, Conflict, "blocked")
	view, err := w.PackageContent(t.Context(), w.ada, came.Package.ID)
	if err != nil || !slices.ContainsFunc(view.Blockers, func(b string) bool {
		return strings.Contains(b, "was sent to Other GmbH, and Build AG signed the answer")
	}) {
		t.Errorf("what stands against it is %q %v", view.Blockers, err)
	}
}

func TestNobodyOverwritesWhatAnotherMakerSays(t *testing.T) {
	p := newThree(t)
	ctx, w := t.Context(), p.owner.works
	mine := shelve(t, w, w.Products(), supply.Product{Head: supply.Head{Name: "Drive"}, Vendor: "Rival AG", Model: "R 1", Types: []catalog.ComponentType{catalog.EmbeddedDevice}})
	claim(t, w, mine.ID, "CR 1.1", assess.Met)
	theirs := shelve(t, p.supplier, p.supplier.Products(), supply.Product{Head: supply.Head{Name: "Bad drive"}, Vendor: "Rival AG", Model: "R 1", Types: []catalog.ComponentType{catalog.EmbeddedDevice}})
	unknown := shelve(t, p.supplier, p.supplier.Products(), supply.Product{Head: supply.Head{Name: "Old drive"}, Vendor: "Rival AG", Model: "R 0", Types: []catalog.ComponentType{catalog.EmbeddedDevice}})
	claim(t, p.supplier, theirs.ID, "CR 1.1", assess.NotMet)
	take := func(named ...string) AcceptedPackage {
		claims, _, err := p.supplier.MakeClaims(ctx, p.supplier.ada, NewClaims{Products: []supply.ID{p.product.ID, theirs.ID, unknown.ID}})
		if err != nil {
			toldOf(t, err)
		}
		taken := hand(t, p.supplier, claims, w)
		done, err := w.AcceptPackage(ctx, w.ada, taken.Package.ID, NewPackageAcceptance{Password: adaPassword, Products: named})
		if err != nil {
			toldOf(t, err)
		}
		return done
	}
	state := func() assess.State {
		claims, err := w.Claims(ctx, w.ada, productSubject(string(mine.ID)), catalog.ComponentRequirements)
		if err != nil || len(claims) != 1 {
			t.Fatalf("%+v %v", claims, err)
		}
		return claims[0].State
	}
	done := take()
	if done.Adopted.Products != (supply.OpCount{Add: 1}) || len(done.Adopted.Left) != 2 || state() != assess.Met {
		t.Errorf("adopted %+v, the claim is %s", done.Adopted, state())
	}
	if done = take(theirs.Key); done.Adopted.Products.Change != 1 || state() != assess.NotMet {
		t.Errorf("named, adopted %+v, the claim is %s", done.Adopted, state())
	}
}

func TestClosedProofsGoAlongOnlyWhenTheyAreNamed(t *testing.T) {
	p := newThree(t)
	ctx, w := t.Context(), p.owner.works
	engineer := w.user(access.Engineer, access.Grant{})
	engineer.Email = "engineer@works.example"
	secret := shelve(t, w, w.Evidence(), proof.Evidence{Head: supply.Head{Site: w.site, Name: "Pen test"}, Kind: proof.Works, Confidentiality: "secret"})
	id := assess.EvidenceID(secret.ID)
	test := shelve(t, w, w.Tests(), supply.Test{Head: supply.Head{Site: w.site, Name: "Login"}, Phase: "fat", Line: "Z-01/SR 1.1", Proofs: []assess.EvidenceID{id}})
	for who, name := range map[*access.Principal]string{&engineer: "an engineer", &w.ada: "an administrator"} {
		made, _, err := w.MakeAsBuilt(ctx, *who, w.site, NewAsBuilt{})
		if err != nil {
			toldOf(t, err)
		}
		if len(made.LeftOut) != 1 || !strings.Contains(made.LeftOut[0], test.Key) || strings.Contains(made.LeftOut[0], secret.Key) || bytes.Contains(fileOf(t, w, made), []byte("Pen test")) {
			t.Errorf("%s left out %q", name, made.LeftOut)
		}
	}
	_, _, err := w.MakeAsBuilt(ctx, engineer, w.site, NewAsBuilt{Evidence: []assess.EvidenceID{id}})
	refused(t, "an engineer who names a secret proof", err, NotFound, "")
	made, _, err := w.MakeAsBuilt(ctx, w.ada, w.site, NewAsBuilt{Evidence: []assess.EvidenceID{id}})
	if err != nil || len(made.LeftOut) != 0 || made.Grade != "secret" || !bytes.Contains(fileOf(t, w, made), []byte("Pen test")) {
		t.Fatalf("named, made %+v %v", made, err)
	}
	_, err = w.OpenPackage(ctx, engineer, made.ID)
	refused(t, "the file with a secret proof", err, NotFound, "")
	_, err = w.PackageContent(ctx, engineer, made.ID)
	refused(t, "the content with a secret proof", err, NotFound, "")
}

func TestAClaimSheetTellsNothingOfProductsOfOthers(t *testing.T) {
	p := newThree(t)
	w := p.supplier
	sue := w.ada
	sue.Grants = []access.Grant{{Role: access.Supplier, Vendor: "Rival AG"}}
	read := func(model, state string) ClaimFile {
		text := "Part,Id,Title,Answer,Set\nProduct,product,PD-001\nProduct,model," + model + "\nProduct,vendor,Maker Ltd\nProduct,release,2.0\nRequirement,CR 1.1,x," + state + ",iec-62443-4-2:2019\n"
		got, err := w.ReadClaims(t.Context(), sue, SheetInput{Name: "c.csv", Data: strings.NewReader(text), Size: int64(len(text))})
		if err != nil {
			t.Fatalf("%s %s: %v", model, state, err)
		}
		return got
	}
	none := read("No such", "met")
	for _, state := range []string{"met", "not met"} { // the first is what the competitor says
		if got := read("M 1", state); got.Counts != none.Counts || len(got.Changes) != 0 || len(got.Refusals) != len(none.Refusals) || len(got.Refusals) == 0 {
			t.Errorf("%s: %+v, but of an unknown product %+v", state, got, none)
		}
	}
}
