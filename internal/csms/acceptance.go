package csms

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/store"
	"ringwall/internal/supply"
	"ringwall/internal/supply/exchange"
)

// TrustKey confirms, by the caller's signature, that a key is that of a company.
type TrustKey struct {
	Key      string `json:"key,omitempty" maxLength:"60" doc:"The public key in base64, when the company does not have it yet"`
	Note     string `json:"note,omitempty" maxLength:"4000" doc:"How the words were compared"`
	Password string `json:"password" maxLength:"200" writeOnly:"true" doc:"Of the caller: trust is signed"`
}

// Trust confirms a key of a company after its words were compared on another way.
func (s *Service) Trust(ctx context.Context, who access.Principal, id supply.ID, fingerprint string, in TrustKey) (supply.Company, int64, error) {
	company, err := s.keyHolder(ctx, who, id)
	if err != nil {
		return supply.Company{}, 0, err
	}
	i := slices.IndexFunc(company.Keys, func(k supply.PartnerKey) bool { return exchange.SameKey(k.Key, fingerprint) })
	public := in.Key
	if i >= 0 {
		public = company.Keys[i].Key
	}
	words, err := exchange.Fingerprint(public)
	switch {
	case public == "":
		return supply.Company{}, 0, &Error{Kind: Conflict, Code: "no-key", Text: "The company has no key with these words: send the key along."}
	case err != nil:
		return supply.Company{}, 0, s.fail(plant.Problems{{Pointer: "/key", Text: err.Error() + "."}}, "company")
	case !exchange.SameKey(public, fingerprint):
		return supply.Company{}, 0, s.fail(plant.Problems{{Pointer: "/key", Text: "The key has the words " + words + ", and not those that were given: compare them once more."}}, "company")
	case i >= 0 && company.Keys[i].Trusted:
		return company, 0, nil
	}
	signature, err := s.sign(ctx, who, in.Password, "", "I compared the words of this key with the company on another way.", []string{string(id), public})
	if err != nil {
		return supply.Company{}, 0, s.fail(err, "company")
	}
	note := in.Note
	after, entry, err := s.changeKeys(ctx, who, company, "company.trust", words, note, func(c *supply.Company) {
		k := supply.PartnerKey{Key: public, Fingerprint: words, Trusted: true, By: signature.Name, On: plant.DateOf(signature.At), Note: note}
		if at := slices.IndexFunc(c.Keys, func(o supply.PartnerKey) bool { return o.Key == public }); at >= 0 {
			if note == "" {
				k.Note = c.Keys[at].Note
			}
			c.Keys[at] = k
		} else {
			c.Keys = append(c.Keys, k)
		}
	})
	return after, entry, err
}

// Distrust withdraws the trust in a key, for one that was lost or stolen.
func (s *Service) Distrust(ctx context.Context, who access.Principal, id supply.ID, fingerprint, reason string) (supply.Company, int64, error) {
	company, err := s.keyHolder(ctx, who, id)
	if err != nil {
		return supply.Company{}, 0, err
	}
	i := slices.IndexFunc(company.Keys, func(k supply.PartnerKey) bool { return exchange.SameKey(k.Key, fingerprint) })
	if i < 0 {
		return supply.Company{}, 0, &Error{Kind: Conflict, Code: "no-key", Text: "The company has no key with these words."}
	}
	if company.Own {
		return supply.Company{}, 0, &Error{Kind: Conflict, Code: "own-key", Text: "This is the key of the organisation itself: it cannot be distrusted here."}
	}
	return s.changeKeys(ctx, who, company, "company.distrust", company.Keys[i].Fingerprint, reason, func(c *supply.Company) {
		for at := range c.Keys {
			if exchange.SameKey(c.Keys[at].Key, fingerprint) {
				c.Keys[at].Trusted, c.Keys[at].By, c.Keys[at].On = false, "", ""
			}
		}
	})
}

func (s *Service) keyHolder(ctx context.Context, who access.Principal, id supply.ID) (supply.Company, error) {
	if err := access.Check(who, access.PackageSign, ""); err != nil {
		return supply.Company{}, s.fail(err, "company")
	}
	return s.Companies().One(ctx, who, string(id))
}

func (s *Service) changeKeys(ctx context.Context, who access.Principal, company supply.Company, verb, subject, note string, change func(*supply.Company)) (supply.Company, int64, error) {
	var after supply.Company
	entry, err := s.update(ctx, who, intent{do: access.PackageSign, verb: verb, subject: company.Key + " " + subject, note: note}, func(tx *store.Tx) error {
		before, err := store.Get[supply.Company](tx.Reader(), string(company.ID))
		if err != nil {
			return s.fail(err, "company")
		}
		if before.Version != company.Version {
			return s.fail(store.ErrStale, "company")
		}
		after = before
		after.Keys = slices.Clone(before.Keys)
		change(&after)
		return s.Companies().put(tx, s.shelfContext(tx.Reader(), who), &before, &after)
	})
	return after, entry.Seq, err
}

// LineDecision is the owner's word on one deviation.
type LineDecision struct {
	Line    string `json:"line" maxLength:"200"`
	Decided string `json:"decided" enum:"accepted,refused"`
	Comment string `json:"comment,omitempty" maxLength:"4000"`
}

// NewPackageAcceptance is what an owner decides about a package that came in.
type NewPackageAcceptance struct {
	Decisions []LineDecision `json:"decisions,omitempty" maxItems:"20000" doc:"On deviations; they may have been decided before"`
	// Products are those of other makers than the sender whose entries in the
	// library change all the same.
	Products []string `json:"products,omitempty" maxItems:"2000" doc:"Keys, in the package, of products of other makers that are taken on the sender's word; without them such products are left out and told"`
	// Site takes an as-built package that answers none of ours.
	Site     plant.SiteID `json:"site,omitempty" maxLength:"64" doc:"Site that an as-built package belongs to, when it answers none of ours"`
	Note     string       `json:"note,omitempty" maxLength:"4000"`
	Digest   string       `json:"digest,omitempty" maxLength:"64" doc:"Of the package as the caller saw it; another one is refused"`
	Password string       `json:"password" maxLength:"200" writeOnly:"true" doc:"Of the caller: an acceptance is signed"`
}

// AcceptedPackage is what accepting a package did.
type AcceptedPackage struct {
	Package  supply.Package `json:"package"`
	Adopted  Adopted        `json:"adopted"`
	Built    *plantCounts   `json:"built,omitempty" doc:"What changed in the plant"`
	Tests    int            `json:"tests"`
	Evidence int            `json:"evidence"`
	Entry    int64          `json:"entry"`
}

type plantCounts = supply.BuiltDifference

// wrongParty says that a package was signed by another company than the one that
// was asked, "" if it was not.
func wrongParty(companies []supply.Company, sent supply.Package, key KeyStanding) string {
	if key.Company == "" || sent.Company == key.Company || sent.Company == "" && sent.To == "" {
		return ""
	}
	var signer supply.Company
	asked := sent.To
	for _, c := range companies {
		switch c.ID {
		case key.Company:
			signer = c
		case sent.Company:
			asked = c.Name
		}
	}
	if sent.Company == "" && goesBy(signer, sent.To) {
		return ""
	}
	mend := "ask " + asked + " for the answer"
	if sent.Company == "" {
		mend += ", or add this as another name of " + signer.Name + " if both are one"
	}
	return fmt.Sprintf("Package %s was sent to %s, and %s signed the answer: %s.", sent.Key, asked, signer.Name, mend)
}

// goesBy says whether a company is known by a name.
func goesBy(c supply.Company, name string) bool {
	folded := supply.NormalVendor(name)
	return folded != "" && slices.ContainsFunc(append([]string{c.Name}, c.Aliases...), func(n string) bool { return supply.NormalVendor(n) == folded })
}

// blockersOf are the sentences that stand against accepting a package today.
func (s *Service) blockersOf(r *store.Reader, p supply.Package, pkg *exchange.Package, key KeyStanding) ([]string, error) {
	list := []string{}
	switch {
	case p.Direction == supply.Outgoing:
		return append(list, "This organisation sent the package: only what comes in is accepted."), nil
	case p.State == "accepted" || p.State == "refused":
		return append(list, fmt.Sprintf("The package is %s already.", p.State)), nil
	case p.Kind == supply.Requirements:
		return append(list, "A requirements package is answered and not accepted: begin a project with it."), nil
	}
	if !key.Trusted {
		list = append(list, key.Why)
	}
	wrong, err := s.askedOther(r, p, key)
	if err != nil {
		return nil, err
	}
	if wrong != "" {
		list = append(list, wrong)
	}
	if p.Kind == supply.AsBuilt {
		for _, t := range pkg.AsBuilt.Tests {
			if t.HoldPoint && t.Result != "passed" && t.Result != "waived" {
				list = append(list, fmt.Sprintf("Test %s of line %s is a hold point and has not passed.", clipped(t.Key), clipped(t.Line)))
			}
		}
	}
	if p.Kind != supply.ReplyPackage || p.ID == "" {
		return list, nil
	}
	reply, err := s.replyTo(r, p)
	if err != nil {
		return nil, err
	}
	for _, l := range reply.Lines {
		if l.Answer == "deviate" && l.Decided == "" {
			list = append(list, fmt.Sprintf("The deviation from line %s is not decided: accept or refuse it.", l.Line))
		}
	}
	return list, nil
}

// askedOther is [wrongParty] for the package of ours that one answers.
func (s *Service) askedOther(r *store.Reader, p supply.Package, key KeyStanding) (string, error) {
	id := s.answeredBy(r, p)
	if id == "" {
		return "", nil
	}
	sent, err := store.Get[supply.Package](r, string(id))
	if err != nil {
		return "", err
	}
	companies, err := store.All[supply.Company](r, "")
	return wrongParty(companies, sent, key), err
}

// AcceptPackage accepts a package that came in, by the caller's signature, in one
// act: its products, claims and certificates come into the library, deviations
// are decided, and a plant as built becomes the plant as declared.
func (s *Service) AcceptPackage(ctx context.Context, who access.Principal, id supply.ID, in NewPackageAcceptance) (AcceptedPackage, error) {
	var out AcceptedPackage
	if err := s.somePackages(who, access.PackageSign); err != nil {
		return out, err
	}
	p, err := s.Packages().One(ctx, who, string(id))
	if err != nil {
		return out, err
	}
	site, err := placeFor(p, in)
	if err != nil {
		return out, s.fail(err, "package")
	}
	if err := access.Check(who, access.PackageSign, site); err != nil {
		return out, s.fail(s.hideSite(ctx, who, site, err), "package")
	}
	if in.Digest != "" && in.Digest != p.Digest {
		return out, &Error{Kind: Conflict, Code: "changed", Text: "The package is another one: read it again before you accept it."}
	}
	err = s.withPackage(ctx, p, func(pkg *exchange.Package) error {
		a := &accepting{s: s, who: who, in: in, pkg: pkg, record: p, site: site}
		out, err = a.run(ctx)
		return err
	})
	return out, err
}

// placeFor is the site at which a package is accepted.
func placeFor(p supply.Package, in NewPackageAcceptance) (plant.SiteID, error) {
	switch {
	case p.Site != "" || p.Kind != supply.AsBuilt:
		if in.Site != "" && in.Site != p.Site {
			return "", plant.Problems{{Pointer: "/site", Text: "The package belongs where it answers: leave the site out."}}
		}
		return p.Site, nil
	case in.Site == "":
		return "", plant.Problems{{Pointer: "/site", Text: "The package answers none of ours: say which site it is the as-built state of."}}
	}
	return in.Site, nil
}

// accepting is one acceptance.
type accepting struct {
	s      *Service
	who    access.Principal
	in     NewPackageAcceptance
	pkg    *exchange.Package
	record supply.Package
	site   plant.SiteID
	proofs []proofFiles // of an as-built package, in the vault by now
	reply  supply.Reply
	key    KeyStanding
	// outside are the zones that an as-built package may not change.
	outside []string
}

func (a *accepting) run(ctx context.Context) (AcceptedPackage, error) {
	var out AcceptedPackage
	s := a.s
	if err := s.db.View(ctx, a.who.Org, a.ready); err != nil {
		return out, s.fail(err, "package")
	}
	meaning := map[supply.PackageKind]string{
		supply.ReplyPackage: "I accept this reply with the deviations that I decided.",
		supply.Claims:       "I take these claims into the library as what their maker says.",
		supply.AsBuilt:      "I accept this plant as it was built.",
	}[a.record.Kind]
	if len(a.in.Products) > 0 {
		meaning += " Of other makers' products that I named I take the word of the sender."
	}
	decided := decidedLines(a.reply)
	decisions, err := decisionsDigest(decided)
	if err != nil {
		return out, err
	}
	signature, err := s.sign(ctx, a.who, a.in.Password, "", meaning, []any{a.record.Digest, decided, a.in.Products, a.site})
	if err != nil {
		return out, s.fail(err, "package")
	}
	s.imports.files.begin()
	defer s.arrived(ctx)
	if a.outside, err = s.outsideOf(ctx, a.who.Org, a.pkg, a.record); err != nil {
		return out, err
	}
	if err := a.unpackProofs(ctx); err != nil {
		return out, err
	}
	act := intent{do: access.PackageSign, site: a.site, verb: "package.accept", subject: a.record.Key, note: a.in.Note}
	entry, err := s.update(ctx, a.who, act, func(tx *store.Tx) error {
		if err := a.ready(tx.Reader()); err != nil { // it may have changed while the password was checked
			return err
		}
		if now, err := decisionsDigest(decidedLines(a.reply)); err != nil || now != decisions {
			return cmp.Or(err, error(&Error{Kind: Conflict, Code: "changed", Text: "Somebody decided about a line in the meantime: read the reply again before you accept it."}))
		}
		c := s.shelfContext(tx.Reader(), a.who)
		after := a.record
		after.Trusted, after.Company = a.key.Trusted, a.key.Company
		after.State, after.By, after.On = "accepted", a.who.Name, c.today
		after.Signed = &supply.Acceptance{By: signature.By, Name: signature.Name, At: signature.At.Truncate(time.Second), Meaning: meaning, Digest: a.record.Digest, Decisions: decisions}
		if a.in.Note != "" {
			after.Note = a.in.Note
		}
		if out.Adopted, err = a.adopt(tx, c, &after); err != nil {
			return err
		}
		before := a.record
		if err := s.Packages().put(tx, c, &before, &after); err != nil {
			return err
		}
		out.Package = after
		if err := a.close(tx, c, out.Adopted); err != nil {
			return err
		}
		if a.record.Kind == supply.AsBuilt {
			return a.build(tx, c, &out)
		}
		return nil
	})
	if err != nil {
		a.dropProofs(ctx)
		return AcceptedPackage{}, err
	}
	out.Entry = entry.Seq
	return out, nil
}

// ready refuses what may not be accepted, with everything that stands against it.
func (a *accepting) ready(r *store.Reader) error {
	now, err := store.Get[supply.Package](r, string(a.record.ID))
	if err != nil {
		return err
	}
	a.record = now
	companies, err := store.All[supply.Company](r, "")
	if err != nil {
		return err
	}
	if a.record.Kind == supply.ReplyPackage {
		if a.reply, err = a.s.replyTo(r, now); err != nil {
			return err
		}
		if err := a.decide(); err != nil {
			return err
		}
	}
	a.key = standingOf(companies, a.pkg.Manifest.Key, a.pkg.From)
	blockers, err := a.s.blockersOf(r, now, a.pkg, a.key)
	if err != nil {
		return err
	}
	blockers = slices.DeleteFunc(blockers, func(text string) bool { return a.decided(text) })
	if len(blockers) == 0 {
		return nil
	}
	e := &Error{Kind: Conflict, Code: "blocked", Text: "The package cannot be accepted. " + blockers[0]}
	for _, b := range blockers {
		e.Fields = append(e.Fields, Field{Text: b})
	}
	return e
}

// decidedLines are the lines of a reply that somebody decided about, whenever
// that was: an acceptance is signed with all of them.
func decidedLines(reply supply.Reply) []supply.ReplyLine {
	decided := []supply.ReplyLine{}
	for _, l := range reply.Lines {
		if l.Decided != "" {
			l.Products = nil // they come with the acceptance
			decided = append(decided, l)
		}
	}
	return decided
}

// decisionsDigest is the digest by which decided lines stand in the acceptance,
// "" for none.
func decisionsDigest(decided []supply.ReplyLine) (string, error) {
	if len(decided) == 0 {
		return "", nil
	}
	return digestOf(decided)
}

// decide puts the decisions into the reply.
func (a *accepting) decide() error {
	at := map[string]int{}
	a.reply.Lines = slices.Clone(a.reply.Lines)
	for i, l := range a.reply.Lines {
		at[l.Line] = i
	}
	var p plant.Problems
	for i, d := range a.in.Decisions {
		k, known := at[d.Line]
		pointer := fmt.Sprintf("/decisions/%d/line", i)
		switch {
		case !known:
			p = append(p, plant.Problem{Pointer: pointer, Text: "The reply has no line " + clipped(d.Line) + "."})
		case a.reply.Lines[k].Answer != "deviate":
			p = append(p, plant.Problem{Pointer: pointer, Text: "Line " + d.Line + " does not deviate, so there is nothing to decide."})
		case d.Decided == "refused" && strings.TrimSpace(d.Comment) == "":
			p = append(p, plant.Problem{Pointer: fmt.Sprintf("/decisions/%d/comment", i), Text: "Say why the deviation from line " + d.Line + " is refused."})
		default:
			a.reply.Lines[k].Decided, a.reply.Lines[k].Comment = d.Decided, d.Comment
		}
	}
	if len(p) > 0 {
		return p
	}
	return nil
}

// decided says whether a blocker is about a deviation that this acceptance
// decides.
func (a *accepting) decided(blocker string) bool {
	for _, l := range a.reply.Lines {
		if l.Decided != "" && blocker == fmt.Sprintf("The deviation from line %s is not decided: accept or refuse it.", l.Line) {
			return true
		}
	}
	return false
}

// close closes the reply with what was decided and the products that came along.
func (a *accepting) close(tx *store.Tx, c *shelfContext, adopted Adopted) error {
	if a.record.Kind != supply.ReplyPackage {
		return nil
	}
	before, err := store.Get[supply.Reply](tx.Reader(), string(a.reply.ID))
	if err != nil {
		return a.s.fail(err, "reply")
	}
	after := a.reply
	after.State = "accepted"
	named := map[string][]string{}
	for _, l := range a.pkg.Reply.Lines {
		named[l.Line] = l.Products
	}
	for i := range after.Lines {
		after.Lines[i].Products = nil
		for _, key := range named[after.Lines[i].Line] {
			if id := adopted.ids[key]; id != "" {
				after.Lines[i].Products = append(after.Lines[i].Products, id)
			}
		}
	}
	return a.s.Replies().put(tx, c, &before, &after)
}

// RefusePackage sends a package back, with the reason in the record.
func (s *Service) RefusePackage(ctx context.Context, who access.Principal, id supply.ID, reason string) (supply.Package, int64, error) {
	if err := s.somePackages(who, access.PackageRun); err != nil {
		return supply.Package{}, 0, err
	}
	p, err := s.Packages().One(ctx, who, string(id))
	if err != nil {
		return p, 0, err
	}
	if err := access.Check(who, access.PackageRun, p.Site); err != nil {
		return p, 0, s.fail(err, "package")
	}
	if strings.TrimSpace(reason) == "" {
		return p, 0, s.fail(plant.Problems{{Pointer: "/reason", Text: "Say why the package is refused: the other party has to mend it."}}, "package")
	}
	var after supply.Package
	entry, err := s.update(ctx, who, intent{do: access.PackageRun, site: p.Site, verb: "package.refuse", subject: p.Key, note: reason}, func(tx *store.Tx) error {
		before, err := store.Get[supply.Package](tx.Reader(), string(id))
		if err != nil {
			return s.fail(err, "package")
		}
		if before.State != "received" {
			return &Error{Kind: Conflict, Code: "decided", Text: "Only a package that came in and was not decided yet is refused: " + before.Key + " is " + before.State + "."}
		}
		c := s.shelfContext(tx.Reader(), who)
		after = before
		after.State, after.By, after.On, after.Note = "refused", who.Name, c.today, page(reason)
		if err := s.Packages().put(tx, c, &before, &after); err != nil {
			return err
		}
		if after.Kind != supply.ReplyPackage {
			return nil
		}
		was, err := s.replyTo(tx.Reader(), after)
		if err != nil {
			return err
		}
		is := was
		is.State = "refused"
		return s.Replies().put(tx, c, &was, &is)
	})
	return after, entry.Seq, err
}
