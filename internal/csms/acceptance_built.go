package csms

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/store"
	"ringwall/internal/supply"
	"ringwall/internal/supply/exchange"
	"ringwall/internal/vault"
)

// withPackage opens the file of a package for as long as fn runs.
func (s *Service) withPackage(ctx context.Context, p supply.Package, fn func(*exchange.Package) error) error {
	f, err := s.vault.Get(p.File)
	if errors.Is(err, vault.ErrNotFound) || errors.Is(err, vault.ErrDamaged) {
		s.log.Error("a package is not as it was", "package", p.Key, "error", err)
		return &Error{Kind: Conflict, Code: "damaged", Text: "The file of package " + p.Key + " in the vault is not any more what was put in: bring it back from a backup.", err: err}
	}
	if err != nil {
		return err
	}
	defer f.Close()
	at, ok := f.(io.ReaderAt)
	if !ok {
		return errors.New("the vault hands out no file that can be read at a place")
	}
	pkg, report, err := exchange.Open(ctx, at, p.Size, exchange.DefaultBudget)
	if err != nil {
		return err
	}
	if pkg == nil {
		return &Error{Kind: Conflict, Code: "damaged", Text: "The file of package " + p.Key + " cannot be read: " + report.Faults[0].Text}
	}
	return fn(pkg)
}

// proofFiles are the files of one proof of a package, in the vault by now.
type proofFiles struct {
	proof supply.BuiltProof
	files []proof.File
}

// unpackProofs puts the files of the proofs into the vault, before anything is
// written about them.
func (a *accepting) unpackProofs(ctx context.Context) error {
	if a.pkg.AsBuilt == nil {
		return nil
	}
	for _, p := range a.pkg.AsBuilt.Proofs {
		kept := proofFiles{proof: p}
		for _, f := range p.Files {
			r, listed := a.pkg.File(f.Path)
			if r == nil {
				return &Error{Kind: Invalid, Text: fmt.Sprintf("Proof %s names the file %s, which is not in the package.", clipped(p.Key), clipped(f.Path))}
			}
			in := bufio.NewReaderSize(r, sniffBytes)
			head, err := in.Peek(sniffBytes)
			if err != nil && !errors.Is(err, io.EOF) {
				return err
			}
			blob, err := a.s.vault.Put(ctx, in, listed.Size)
			if err != nil {
				return err
			}
			kept.files = append(kept.files, proof.File{
				Revision: len(kept.files) + 1, Name: fileName(orElse(f.Name, path.Base(f.Path))), Hash: blob.Hash, Size: blob.Size, Media: mediaOf(head),
				At: a.s.now().UTC().Truncate(time.Second), By: a.who.Name, Note: clipped(f.Note),
			})
		}
		a.proofs = append(a.proofs, kept)
	}
	return nil
}

func (a *accepting) dropProofs(ctx context.Context) {
	for _, p := range a.proofs {
		for _, f := range p.files {
			a.s.dropFile(ctx, f.Hash)
		}
	}
}

// build makes the plant as built the plant as declared, and keeps tests and
// proofs. Who accepts needs the right to change what changes.
func (a *accepting) build(tx *store.Tx, c *shelfContext, out *AcceptedPackage) error {
	diff, set, err := a.s.builtAgainst(tx.Reader(), a.site, a.pkg, a.outside)
	if err != nil {
		return err
	}
	if err := mayApply(a.who, a.site, set); err != nil {
		return err
	}
	if err := a.s.writeChanges(tx, a.site, set); err != nil {
		return a.s.fail(err, "document")
	}
	out.Built = &diff
	proofs, err := a.keepProofs(tx, c)
	if err != nil {
		return err
	}
	out.Evidence = len(proofs)
	out.Tests, err = a.keepTests(tx, proofs)
	return err
}

// outsideOf are the zones of an as-built package that were only named to its
// maker, without what the owner says of them: a delivery changes none of them.
// Where nothing was asked, these are the zones beyond anybody's control.
func (s *Service) outsideOf(ctx context.Context, org plant.OrgID, pkg *exchange.Package, record supply.Package) ([]string, error) {
	if pkg.AsBuilt == nil {
		return nil, nil
	}
	var sent supply.Package
	err := s.db.View(ctx, org, func(r *store.Reader) (err error) {
		if id := s.answeredBy(r, record); id != "" {
			sent, err = store.Get[supply.Package](r, string(id))
		}
		return err
	})
	if err != nil {
		return nil, s.fail(err, "package")
	}
	if sent.Kind == supply.Requirements {
		content, err := s.contentOf(ctx, sent)
		if err != nil {
			return nil, err
		}
		return content.Requirements.Outside, nil
	}
	var outside []string
	for _, z := range pkg.AsBuilt.Site.Zones {
		if z.External {
			outside = append(outside, z.Key)
		}
	}
	return outside, nil
}

// builtAgainst is the plant of a package against the plant as declared.
func (s *Service) builtAgainst(r *store.Reader, site plant.SiteID, pkg *exchange.Package, outside []string) (supply.BuiltDifference, plant.ChangeSet, error) {
	declared, err := s.document(r, site, "")
	if err != nil {
		return supply.BuiltDifference{}, plant.ChangeSet{}, err
	}
	built := pkg.AsBuilt.Site
	built.Answers = nil
	diff, set := supply.BuiltDifferenceOf(declared.Document, built.Normalise(), outside)
	whole := declared
	whole.Document = after(declared.Document, set)
	if problems := plant.CheckDocument(whole.Document); len(problems) > 0 {
		return diff, set, s.fail(problems, "document")
	}
	return diff, set, nil
}

// after is a document with the plant's changes carried out.
func after(d plant.Document, set plant.ChangeSet) plant.Document {
	for _, c := range set.Changes {
		switch c.Kind {
		case "zone":
			d.Zones = changedList(d.Zones, c, func(z plant.DocZone) string { return z.Key })
		case "conduit":
			d.Conduits = changedList(d.Conduits, c, func(z plant.DocConduit) string { return z.Key })
		case "asset":
			d.Assets = changedList(d.Assets, c, func(z plant.DocAsset) string { return z.Key })
		}
	}
	return d
}

func changedList[T any](list []T, c plant.Change, key func(T) string) []T {
	out := slices.DeleteFunc(slices.Clone(list), func(x T) bool { return key(x) == c.Key })
	if x, ok := c.After.(T); ok && c.Op != plant.OpRemove {
		out = append(out, x)
	}
	return out
}

// keepProofs adds the proofs of the delivery to the evidence of the site.
func (a *accepting) keepProofs(tx *store.Tx, c *shelfContext) (map[string]assess.EvidenceID, error) {
	q := a.s.Evidence()
	site, err := tx.Reader().Site(a.site)
	if err != nil {
		return nil, err
	}
	ids := map[string]assess.EvidenceID{}
	for _, kept := range a.proofs {
		p := kept.proof
		e := proof.Evidence{
			Head: supply.Head{Site: a.site, Name: clipped(p.Name)}, Description: page(p.Description), Kind: proof.Kind(p.Kind), Section: clipped(p.Section), Files: kept.files,
			Effective: p.Effective, From: p.From, Until: p.Until, Sample: page(p.Sample), CollectedBy: clipped(p.CollectedBy),
			Source: clipped(orElse(p.Source, "package "+a.record.Key)), Expires: p.Expires,
		}
		for _, z := range site.Zones {
			if slices.Contains(p.Zones, z.Key) {
				e.Zones = append(e.Zones, z.ID)
			}
		}
		for _, z := range site.Conduits {
			if slices.Contains(p.Conduits, z.Key) {
				e.Conduits = append(e.Conduits, z.ID)
			}
		}
		for _, z := range site.Assets {
			if slices.Contains(p.Assets, z.Key) {
				e.Assets = append(e.Assets, z.ID)
			}
		}
		e = e.Normalise()
		e.AddedBy = a.who.Email
		if e.Key, err = q.next(tx.Reader()); err != nil {
			return nil, err
		}
		if err := q.put(tx, c, nil, &e); err != nil {
			return nil, inPackage(err, "proof "+clipped(p.Key))
		}
		ids[p.Key] = assess.EvidenceID(e.ID)
	}
	return ids, nil
}

// keepTests stores the results of the tests of a delivery. A test of the site for
// the same line of the same requirements takes the result.
func (a *accepting) keepTests(tx *store.Tx, proofs map[string]assess.EvidenceID) (int, error) {
	asked := a.s.answeredBy(tx.Reader(), a.record)
	now, err := a.s.testsOf(tx.Reader(), a.site, func(t supply.Test) bool { return t.Package == asked })
	if err != nil {
		return 0, err
	}
	var add []supply.Test
	for _, b := range a.pkg.AsBuilt.Tests {
		t := supply.Test{Package: asked, Line: clipped(b.Line)}
		i := slices.IndexFunc(now, func(o supply.Test) bool { return o.Line == t.Line && o.Phase == b.Phase })
		if i >= 0 {
			t = now[i]
		}
		t.Phase, t.Name, t.Subject, t.HoldPoint = b.Phase, clipped(b.Name), clipped(b.Subject), b.HoldPoint
		t.Asks, t.Steps, t.Expected = page(b.Asks), page(b.Steps), page(b.Expected)
		t.Result, t.Found, t.By, t.Witness, t.On = b.Result, page(b.Found), clipped(b.By), clipped(b.Witness), b.On
		t.Proofs = nil
		for _, key := range b.Proofs {
			if id := proofs[key]; id != "" {
				t.Proofs = append(t.Proofs, id)
			}
		}
		if i < 0 {
			add = append(add, t)
			continue
		}
		if problems := supply.CheckTest(t); len(problems) > 0 {
			return 0, inPackage(a.s.fail(problems, "test"), "test "+clipped(b.Key))
		}
		if err := store.Put(tx, &t); err != nil {
			return 0, a.s.fail(err, "test")
		}
	}
	if err := a.s.addTests(tx, a.s.shelfContext(tx.Reader(), a.who), a.site, add); err != nil {
		return 0, inPackage(err, "list of tests")
	}
	return len(a.pkg.AsBuilt.Tests), nil
}

// answeredBy is the package of ours that one answers, "" for none.
func (s *Service) answeredBy(r *store.Reader, p supply.Package) supply.ID {
	all, err := store.All[supply.Package](r, "")
	if err != nil {
		return ""
	}
	for _, x := range all {
		if p.Answers != "" && x.Digest == p.Answers && x.Direction != p.Direction {
			return x.ID
		}
	}
	return ""
}

// NewAsBuilt is an as-built package that is to be made.
type NewAsBuilt struct {
	NewPackage
	Requirements supply.ID           `json:"requirements,omitempty" maxLength:"64" doc:"The requirements package that was built to"`
	Evidence     []assess.EvidenceID `json:"evidence,omitempty" maxItems:"2000" doc:"Proofs that go along with their files; those of the tests do too, unless they are confidential or secret and not named here"`
}

// MakeAsBuilt makes an as-built package of a site: zones, conduits and assets,
// the tests with their results, the reply, what is claimed of the products that
// stand there, and the proofs with their files.
func (s *Service) MakeAsBuilt(ctx context.Context, who access.Principal, site plant.SiteID, in NewAsBuilt) (supply.Package, int64, error) {
	d := draft{NewPackage: in.NewPackage, kind: supply.AsBuilt, site: site, verb: "package.as-built"}
	content := &supply.AsBuiltContent{Note: in.Note}
	if err := s.view(ctx, who, access.PackageRun, site, nothing); err != nil {
		return supply.Package{}, 0, err
	}
	if in.Requirements != "" {
		p, asked, err := s.askedBy(ctx, who, in.Requirements)
		if err != nil {
			return supply.Package{}, 0, err
		}
		d.answers, content.Specification = p.Digest, asked.Specification.Key
		d.Company, d.To = supply.ID(orElse(string(d.Company), string(p.Company))), orElse(d.To, p.From)
	}
	from, err := s.sender(ctx, who)
	if err != nil {
		return supply.Package{}, 0, err
	}
	err = s.view(ctx, who, access.PackageRun, site, func(r *store.Reader) error {
		if err := access.Check(who, access.EvidenceRead, site); err != nil {
			return err
		}
		b := &building{s: s, r: r, site: site, in: in, content: content}
		if err := b.plant(); err != nil {
			return err
		}
		if err := b.proofs(ctx, who); err != nil {
			return err
		}
		d.attachments, d.grade, d.leftOut = b.attachments, b.grade, b.leftOut
		claims, ok, err := b.claims(from)
		if ok {
			d.content.Claims = &claims
		}
		return err
	})
	if err != nil {
		return supply.Package{}, 0, err
	}
	d.content.AsBuilt = content
	return s.makePackage(ctx, who, d)
}

// building gathers what an as-built package holds.
type building struct {
	s           *Service
	r           *store.Reader
	site        plant.SiteID
	in          NewAsBuilt
	content     *supply.AsBuiltContent
	value       plant.Site
	wanted      []assess.EvidenceID
	grade       string   // the highest of the proofs inside
	leftOut     []string // whose proofs stay behind
	attachments []exchange.Attachment
}

func (b *building) plant() (err error) {
	if b.value, err = b.r.Site(b.site); err != nil {
		return err
	}
	b.content.Site = plant.DocumentOf(b.value, nil)
	tests, err := b.s.testsOf(b.r, b.site, func(t supply.Test) bool { return b.in.Requirements == "" || t.Package == b.in.Requirements })
	if err != nil {
		return err
	}
	b.wanted = append(b.wanted, b.in.Evidence...)
	for _, t := range tests {
		x := supply.BuiltTest{
			Key: t.Key, Name: t.Name, Phase: t.Phase, Line: t.Line, Subject: t.Subject, Asks: t.Asks, Steps: t.Steps, Expected: t.Expected, HoldPoint: t.HoldPoint,
			Result: t.Result, Found: t.Found, By: t.By, Witness: t.Witness, On: t.On,
		}
		for _, id := range t.Proofs {
			x.Proofs = append(x.Proofs, string(id)) // named by key below
		}
		b.wanted = append(b.wanted, t.Proofs...)
		b.content.Tests = append(b.content.Tests, x)
	}
	return nil
}

// proofs takes the proofs that are wanted, with their files as they stand. What is
// confidential or secret goes along only if the maker may see it and names it. Of
// the others the test is told and not the proof: who reads the record of the
// package may not know of it.
func (b *building) proofs(ctx context.Context, who access.Principal) error {
	keys := map[string]string{}
	for _, id := range distinct(b.wanted) {
		e, err := store.Get[proof.Evidence](b.r, string(id))
		if slices.Contains(b.in.Evidence, id) {
			e, err = b.s.Evidence().find(b.r, who, string(id))
		} else if err == nil && graded(e.Confidentiality) > 0 {
			continue
		}
		if err != nil {
			return b.s.fail(err, proof.OfEvidence)
		}
		if graded(e.Confidentiality) > graded(proof.Confidentiality(b.grade)) {
			b.grade = string(e.Confidentiality)
		}
		keys[string(id)] = e.Key
		p := supply.BuiltProof{
			Key: e.Key, Name: e.Name, Description: e.Description, Kind: string(e.Kind), Section: e.Section, Effective: e.Effective, From: e.From, Until: e.Until,
			Sample: e.Sample, CollectedBy: e.CollectedBy, Source: e.Source, Expires: e.Expires,
		}
		for _, z := range b.value.Zones {
			if slices.Contains(e.Zones, z.ID) {
				p.Zones = append(p.Zones, z.Key)
			}
		}
		for _, z := range b.value.Conduits {
			if slices.Contains(e.Conduits, z.ID) {
				p.Conduits = append(p.Conduits, z.Key)
			}
		}
		for _, z := range b.value.Assets {
			if slices.Contains(e.Assets, z.ID) {
				p.Assets = append(p.Assets, z.Key)
			}
		}
		for _, f := range e.Files {
			if f.Superseded != 0 {
				continue
			}
			at := fmt.Sprintf("%s%s/%d %s", exchange.Below, exchange.SafeName(e.Key), f.Revision, exchange.SafeName(f.Name))
			hash := f.Hash
			b.attachments = append(b.attachments, exchange.Attachment{Path: at, Open: func() (io.ReadCloser, error) { return b.s.vault.Get(hash) }})
			p.Files = append(p.Files, supply.BuiltFile{Path: at, Name: f.Name, Media: f.Media, Note: f.Note})
		}
		b.content.Proofs = append(b.content.Proofs, p)
	}
	for i := range b.content.Tests {
		t := &b.content.Tests[i]
		named := len(t.Proofs)
		t.Proofs = slices.DeleteFunc(t.Proofs, func(id string) bool { return keys[id] == "" })
		for k, id := range t.Proofs {
			t.Proofs[k] = keys[id]
		}
		if named > len(t.Proofs) {
			b.leftOut = append(b.leftOut, fmt.Sprintf("Test %s: proofs that are confidential or secret are left out (%d). Who may see them can name them to send them along.", t.Key, named-len(t.Proofs)))
		}
	}
	return ctx.Err()
}

// graded is the rank of a confidentiality: 0 for what every reader of evidence
// sees.
func graded(confidentiality proof.Confidentiality) int {
	switch confidentiality {
	case "", "public", "internal":
		return 0
	case "confidential":
		return 1
	}
	return 2
}

// mayOpen refuses an as-built package with a proof inside that is closed to the
// caller, as if the package were not there. A proof is known again by its key, if
// the package went out, and by its files.
func (s *Service) mayOpen(ctx context.Context, who access.Principal, p supply.Package, pkg *exchange.Package) error {
	if pkg.AsBuilt == nil || len(pkg.AsBuilt.Proofs) == 0 {
		return nil
	}
	closed, known := false, map[string]bool{}
	err := s.db.View(ctx, who.Org, func(r *store.Reader) error {
		all, err := store.All[proof.Evidence](r, "")
		for _, e := range all {
			for _, x := range pkg.AsBuilt.Proofs {
				if isProof(e, x, p, pkg) {
					known[x.Key] = true
					closed = closed || !e.SeenBy(viewer(who, e.Site))
				}
			}
		}
		return err
	})
	if err == nil && len(known) < len(pkg.AsBuilt.Proofs) { // one that is gone was graded when it was sent
		closed = closed || !proof.Evidence{Confidentiality: proof.Confidentiality(p.Grade)}.SeenBy(viewer(who, p.Site))
	}
	if err == nil && closed {
		err = notFound(supply.OfPackage)
	}
	return err
}

func isProof(e proof.Evidence, x supply.BuiltProof, p supply.Package, pkg *exchange.Package) bool {
	if p.Direction == supply.Outgoing && e.Key == x.Key {
		return true
	}
	for _, f := range x.Files {
		r, listed := pkg.File(f.Path)
		if r != nil && slices.ContainsFunc(e.Files, func(own proof.File) bool { return own.Hash == listed.SHA256 }) {
			return true
		}
	}
	return false
}

// claims is what is claimed of the products that stand in the plant.
func (b *building) claims(from senderOf) (supply.ClaimsContent, bool, error) {
	own, err := libraryOf(b.r)
	if err != nil {
		return supply.ClaimsContent{}, false, err
	}
	m := supply.NewMatcher(own.Products, own.Companies)
	stands := map[supply.ID]bool{}
	for _, a := range b.value.Assets {
		if p, _, ok := m.Match(a); ok {
			stands[p.ID] = true
		}
	}
	var products []supply.Product
	for _, p := range own.Products {
		if stands[p.ID] {
			products = append(products, p)
		}
	}
	company := from.own
	if company.ID == "" {
		company = supply.Company{Head: supply.Head{Key: "CO-000", Name: from.org.Name}, Parties: from.org.Parties}
	}
	out := supply.ClaimsOf(company, products, own, b.s.capability(own))
	return out, len(out.Products)+len(out.Claims) > 0, nil
}
