package csms

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// guardCompany keeps trust in keys out of edits, and the organisation itself one
// company.
func guardCompany(c *shelfContext, before, after *supply.Company) error {
	var known []supply.PartnerKey
	if before != nil {
		known = before.Keys
	}
	if after == nil {
		if before != nil && !before.Own && slices.ContainsFunc(known, func(k supply.PartnerKey) bool { return k.Trusted }) {
			return signed("A key of the company " + before.Key + " is trusted by signature: withdraw the trust in it before the company goes.")
		}
		return nil
	}
	problems := keepTrust(known, after.Keys)
	if len(problems) == 0 {
		problems = holdTrusted(known, after.Keys)
	}
	if len(problems) > 0 {
		return problems
	}
	if !after.Own {
		return nil
	}
	all, err := store.All[supply.Company](c.r, "")
	if err != nil {
		return err
	}
	for _, other := range all {
		if other.Own && other.ID != after.ID {
			return plant.Problems{{Pointer: "/own", Text: "The organisation itself is the company " + other.Key + " already: there is one of it."}}
		}
	}
	return nil
}

// keepTrust carries over who trusted a key and when. A key that is new to the
// company is not trusted.
func keepTrust(before, after []supply.PartnerKey) (problems plant.Problems) {
	for i := range after {
		k := &after[i]
		var was supply.PartnerKey
		for _, other := range before {
			if other.Key == k.Key {
				was = other
			}
		}
		given := k.Trusted || k.By != "" || k.On != ""
		if given && (k.Trusted != was.Trusted || k.By != was.By || k.On != was.On) {
			problems = append(problems, plant.Problem{
				Pointer: "/keys/" + strconv.Itoa(i) + "/trusted",
				Text:    "Trust in a key cannot be sent: compare its fingerprint and confirm it instead.",
			})
			continue
		}
		k.Trusted, k.By, k.On = was.Trusted, was.By, was.On
	}
	return problems
}

// holdTrusted refuses an edit that drops a key which somebody trusts by signature,
// or alters it. What is left out of the key stays.
func holdTrusted(before, after []supply.PartnerKey) (problems plant.Problems) {
	for _, was := range before {
		if !was.Trusted {
			continue
		}
		i := slices.IndexFunc(after, func(k supply.PartnerKey) bool { return k.Key == was.Key })
		if i >= 0 {
			after[i].Fingerprint, after[i].Note = orElse(after[i].Fingerprint, was.Fingerprint), orElse(after[i].Note, was.Note)
		}
		switch {
		case i < 0:
			problems = append(problems, plant.Problem{Pointer: "/keys", Text: "The key " + orElse(was.Fingerprint, was.Key) + " is trusted by signature and cannot be left out: send it along, or withdraw the trust in it first."})
		case after[i] != was:
			problems = append(problems, plant.Problem{Pointer: "/keys/" + strconv.Itoa(i), Text: "The key " + orElse(was.Fingerprint, was.Key) + " is trusted by signature and stays as it is: withdraw the trust in it first."})
		}
	}
	return problems
}

// namesOfCertificate are the vendor of its product, or the names of its company.
func namesOfCertificate(r *store.Reader, x *supply.Certificate) ([]string, error) {
	if x.Product != "" {
		p, err := store.Get[supply.Product](r, string(x.Product))
		return []string{p.Vendor}, unlessMissing(err)
	}
	return namesOfCompany(r, x.Company)
}

// namesOfCompany are the names by which a company is known.
func namesOfCompany(r *store.Reader, id supply.ID) ([]string, error) {
	if id == "" {
		return nil, nil
	}
	c, err := store.Get[supply.Company](r, string(id))
	if err != nil {
		return nil, unlessMissing(err)
	}
	return append([]string{c.Name}, c.Aliases...), nil
}

func checkCertificate(c *shelfContext, x supply.Certificate) plant.Problems {
	problems := supply.CheckCertificate(x)
	if x.Set != "" && c.set(x.Set) == nil {
		problems = append(problems, plant.Problem{Pointer: "/set", Text: "There is no such requirement set: choose one that the program knows or was given."})
	}
	return problems
}

// keptOfPackage are the members of a package that say what it is. They follow
// from making it or taking it in.
func keptOfPackage(x *supply.Package) []keptMember {
	const made = "This follows from the package itself and cannot be sent."
	return []keptMember{
		{"/kind", &x.Kind, made}, {"/direction", &x.Direction, made}, {"/from", &x.From, made}, {"/to", &x.To, made},
		{"/made", &x.Made, made}, {"/digest", &x.Digest, made}, {"/file", &x.File, made}, {"/size", &x.Size, made},
		{"/fingerprint", &x.Fingerprint, made}, {"/answers", &x.Answers, made}, {"/grade", &x.Grade, made}, {"/leftOut", &x.LeftOut, made},
		{"/company", &x.Company, "The other party of a package cannot be sent: it follows from whom it was made for, or from the key that signed it."},
		{"/trusted", &x.Trusted, "Trust in a package cannot be sent: it follows from the key that signed it."},
		{"/state", &x.State, "The state of a package cannot be sent: accept or refuse the package instead."},
		{"/by", &x.By, made}, {"/on", &x.On, made},
		{"/signed", &x.Signed, "A signature cannot be sent: accept the package instead."},
	}
}

func guardPackage(_ *shelfContext, before, after *supply.Package) error {
	switch {
	case before == nil:
		return invalid("A package is not added by hand: make one, or take in a file.")
	case after == nil && before.Signed != nil:
		return signed("The package " + before.Key + " was accepted by signature and stays.")
	case after != nil && before.Signed != nil && !alike(signedPackage(before), signedPackage(after)):
		return signed("The package " + before.Key + " was accepted by signature and stays as it is: only its note may change.")
	}
	return nil
}

// signedPackage is what was signed of a package: all of one that was accepted but
// its note, and of one that went out that it did.
func signedPackage(x *supply.Package) any {
	switch {
	case x.Signed != nil:
		kept := *x
		kept.Version, kept.Note = 0, ""
		return kept
	case x.Direction == supply.Outgoing:
		return []any{x.State, x.Digest}
	}
	return nil
}

// signedReply is what was signed of a reply: all of one whose package was
// accepted, and of one that went out what was sent. One that came in may go again
// with the package that brought it, as long as nobody accepted it.
func signedReply(x *supply.Reply) any {
	switch {
	case x.State == "accepted":
		kept := *x
		kept.Version = 0
		return kept
	case x.State != "draft" && x.Came == "":
		return []any{x.Package, linesAsSent(x.Lines), x.Note}
	}
	return nil
}

// returnless says of a record of the exchange why it is not set back, and what
// can be done instead.
func returnless(kind string) error {
	switch kind {
	case supply.OfPackage:
		return signed("A package that was sent or accepted neither comes back nor goes by undoing. What it brought is mended in the library and the plant themselves; a key that should not have been trusted is distrusted, and the sender can make a new package.")
	case supply.OfReply:
		return signed("A reply that was sent or accepted stays as it is and is not set back: begin a new reply to the same package and send that one.")
	case supply.OfCompany:
		return signed("Trust in a key neither comes back nor goes by undoing: confirm the key, or withdraw the trust in it.")
	case proof.OfAssessment:
		return signed("An assessment that was signed or given back is not set back: the signature and the remarks of its reviewers stay. Answer a remark and submit the assessment again.")
	}
	return forged()
}

func guardReply(_ *shelfContext, before, after *supply.Reply) error {
	switch {
	case before == nil || before.State == "draft":
		return nil
	case after == nil:
		return &Error{Kind: Conflict, Code: "sent", Text: "The reply " + before.Key + " was sent and stays."}
	case !alike(before.Package, after.Package):
		return &Error{Kind: Conflict, Code: "sent", Text: "The reply " + before.Key + " was sent: which package it answers stays as it is."}
	case before.Note != after.Note:
		return &Error{Kind: Conflict, Code: "sent", Text: "The reply " + before.Key + " was sent: its note went with it and stays as it is."}
	case before.State == "accepted" && !alike(signedReply(before), signedReply(after)):
		return signed("The reply " + before.Key + " was accepted by signature: what was decided of its lines stays as it is.")
	case before.State == "refused" && !alike(before.Lines, after.Lines):
		return &Error{Kind: Conflict, Code: "decided", Text: "The reply " + before.Key + " was refused: what was decided of its lines stays as it is."}
	}
	// Of what was sent only the owner's word on each line may change.
	was, is := linesAsSent(before.Lines), linesAsSent(after.Lines)
	if !alike(was, is) {
		return &Error{Kind: Conflict, Code: "sent", Text: "The reply " + before.Key + " was sent: its answers stay as they are."}
	}
	return nil
}

func linesAsSent(lines []supply.ReplyLine) []supply.ReplyLine {
	sent := make([]supply.ReplyLine, len(lines))
	for i, l := range lines {
		l.Decided, l.Comment = "", ""
		sent[i] = l
	}
	return sent
}

func keptOfEvidence(x *proof.Evidence) []keptMember {
	return []keptMember{
		{"/files", &x.Files, "Files cannot be sent with the record: upload them."},
		{"/made", &x.Made, "What the program finds cannot be sent: have it look again."},
		{"/addedBy", &x.AddedBy, "Who added an evidence cannot be sent."},
	}
}

func keptOfAssessment(x *proof.Assessment) []keptMember {
	const moved = "This cannot be sent: start the assessment, submit it, return it, sign it or cancel it instead."
	return []keptMember{
		{"/state", &x.State, moved}, {"/result", &x.Result, moved}, {"/review", &x.Review, "A signature cannot be sent: sign the assessment instead."},
		{"/returned", &x.Returned, moved}, {"/cancelled", &x.Cancelled, moved},
	}
}

// guardAssessment keeps what is in review, and more so what is signed, as it is.
func guardAssessment(_ *shelfContext, before, after *proof.Assessment) error {
	if before == nil {
		return nil
	}
	problems := before.Editable()
	if after == nil && before.State == proof.GivenUp {
		return nil // what was cancelled may go
	}
	if len(problems) > 0 {
		return &Error{Kind: Conflict, Code: "signed", Text: problems[0].Text}
	}
	return nil
}

func checkAssessment(c *shelfContext, x proof.Assessment) plant.Problems {
	problems := proof.CheckAssessment(x)
	set := c.set(x.Set)
	if set == nil {
		if x.Set != "" {
			problems = append(problems, plant.Problem{Pointer: "/set", Text: "There is no such requirement set: choose one that the program knows or was given."})
		}
		return problems
	}
	for i, part := range x.Parts {
		for j, subject := range part.Subjects {
			if text := unfit(subject.Kind, set); text != "" {
				problems = append(problems, plant.Problem{Pointer: "/parts/" + strconv.Itoa(i) + "/subjects/" + strconv.Itoa(j) + "/kind", Text: text})
			}
		}
	}
	return problems
}

func checkPair(c *shelfContext, x catalog.PairDecision) plant.Problems {
	walk, found := catalog.FindCrosswalk(x.Crosswalk)
	if !found {
		walk, found = c.joined(x.Crosswalk)
	}
	if !found {
		return problemsOf(catalog.CheckPairDecision(x, nil, nil, nil))
	}
	return problemsOf(catalog.CheckPairDecision(x, walk, c.set(walk.From), c.set(walk.To)))
}

// unfit says for what a set is answered if a kind of subject is none of it, ""
// if it is.
func unfit(kind assess.SubjectKind, set *catalog.Set) string {
	kinds := assess.SubjectsOf(set.Kind)
	if slices.Contains(kinds, kind) {
		return ""
	}
	words := make([]string, len(kinds))
	for i, k := range kinds {
		words[i] = k.Word()
	}
	return fmt.Sprintf("%s is answered for %s, not for %s.", set.Standard, strings.Join(words, " or "), kind.Word())
}

// clearClaims removes the answers about a product or company that goes.
func clearClaims[T any](subject func(*T) assess.Subject) func(tx *store.Tx, x *T) error {
	return func(tx *store.Tx, x *T) error {
		claims, err := tx.Reader().ClaimsOf(subject(x))
		if err != nil {
			return err
		}
		return deleteAll(tx, claims, func(c assess.Claim) (string, int) { return string(c.ID), c.Version })
	}
}

func unlessMissing(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	return err
}
