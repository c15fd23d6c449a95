package csms

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/store"
	"ringwall/internal/supply"
	"ringwall/internal/supply/exchange"
	"ringwall/internal/vault"
)

// TakenPackage is a package that came in, as it was proved.
type TakenPackage struct {
	Package supply.Package  `json:"package"`
	Report  exchange.Report `json:"report" doc:"What the check of the file found"`
	Key     KeyStanding     `json:"key" doc:"Whose key signed it"`
	Reply   supply.ID       `json:"reply,omitempty" doc:"The record with the answers, when it is a reply"`
	Entry   int64           `json:"entry,omitempty"`
	// Blockers are the sentences that stand against accepting it today.
	Blockers []string `json:"blockers"`
}

// KeyStanding says whose key signed a package, as far as it is known today.
type KeyStanding struct {
	Key         string     `json:"key"` // Ed25519 public key, base64
	Fingerprint string     `json:"fingerprint" doc:"Eight words by which people compare the key"`
	Company     supply.ID  `json:"company,omitempty"`
	CompanyKey  string     `json:"companyKey,omitempty"`
	Trusted     bool       `json:"trusted"`
	By          string     `json:"by,omitempty"`
	On          plant.Date `json:"on,omitempty"`
	Why         string     `json:"why"`
}

// TakePackage takes a file that another party sent. It is proved while it lies
// in the vault; what is not whole, or answers nothing that was asked, is refused
// and not kept. A dry run proves it and keeps nothing.
func (s *Service) TakePackage(ctx context.Context, who access.Principal, name string, dry bool, r io.Reader) (TakenPackage, error) {
	var out TakenPackage
	if err := s.somePackages(who, access.PackageRun); err != nil {
		return out, err
	}
	name = fileName(name)
	in := bufio.NewReaderSize(r, 4)
	if head, err := in.Peek(4); err != nil && !errors.Is(err, io.EOF) {
		return out, err
	} else if string(head) != "PK\x03\x04" {
		return out, invalid("%s is no package: a package is a ZIP file that another party's program made.", name)
	}
	s.imports.files.begin()
	defer s.arrived(ctx)
	blob, err := s.vault.Put(ctx, in, exchange.DefaultBudget.Bytes)
	if errors.Is(err, vault.ErrTooLarge) {
		return out, invalid("%s is larger than the %d MiB that a package may have.", name, exchange.DefaultBudget.Bytes>>20)
	}
	if err != nil {
		return out, err
	}
	out, err = s.takeFile(ctx, who, name, blob, dry)
	if err != nil || dry {
		s.dropFile(ctx, blob.Hash)
	}
	return out, err
}

// somePackages refuses whoever may do an action on packages nowhere.
func (s *Service) somePackages(who access.Principal, do access.Action) error {
	if all, some := access.Sites(who, do); !all && len(some) == 0 {
		if err := access.Check(who, do, ""); err != nil {
			return s.fail(err, "package")
		}
	}
	return nil
}

func (s *Service) takeFile(ctx context.Context, who access.Principal, name string, blob vault.Blob, dry bool) (TakenPackage, error) {
	var out TakenPackage
	pkg, report, err := s.openFile(ctx, blob.Hash, blob.Size)
	if err != nil {
		return out, err
	}
	out.Report = report
	if pkg == nil {
		e := &Error{Kind: Invalid, Code: "package-damaged", Text: fmt.Sprintf("%s is not as it was signed, and was not taken: %s", name, report.Faults[0].Text)}
		for _, f := range report.Faults {
			e.Fields = append(e.Fields, Field{Pointer: "/" + f.Path, Text: f.Text})
		}
		return out, e
	}
	var answered supply.Package
	err = s.db.View(ctx, who.Org, func(r *store.Reader) (err error) {
		answered, err = s.placeOf(r, who, pkg)
		return err
	})
	if err != nil {
		return out, s.fail(err, "package")
	}
	in := intent{do: access.PackageRun, site: answered.Site, verb: "package.receive", subject: name}
	if dry {
		err := s.view(ctx, who, access.PackageRun, in.site, func(r *store.Reader) (err error) {
			out.Package, out.Key, err = s.packageOf(r, pkg, blob, answered)
			return err
		})
		return s.told(ctx, who, out, pkg, err)
	}
	entry, err := s.updateAs(ctx, who, in, func(tx *store.Tx) (string, error) {
		r := tx.Reader()
		record, key, err := s.packageOf(r, pkg, blob, answered)
		if err != nil {
			return "", err
		}
		c := s.shelfContext(r, who)
		if record.Key, err = s.Packages().next(r); err != nil {
			return "", err
		}
		if err := s.Packages().put(tx, c, nil, &record); err != nil {
			return "", err
		}
		out.Package, out.Key = record, key
		if pkg.Kind == supply.ReplyPackage {
			out.Reply, err = s.keepReply(tx, c, record, answered, pkg)
		}
		return record.Key, err
	})
	out.Entry = entry
	return s.told(ctx, who, out, pkg, err)
}

// told completes what is said of a package that was taken.
func (s *Service) told(ctx context.Context, who access.Principal, out TakenPackage, pkg *exchange.Package, err error) (TakenPackage, error) {
	if err != nil {
		return TakenPackage{}, err
	}
	err = s.db.View(ctx, who.Org, func(r *store.Reader) (err error) {
		out.Blockers, err = s.blockersOf(r, out.Package, pkg, out.Key)
		return err
	})
	return out, s.fail(err, "package")
}

// openFile opens a package that lies in the vault. It is read into nothing but
// its contents; attachments stay in the file.
func (s *Service) openFile(ctx context.Context, hash string, size int64) (*exchange.Package, exchange.Report, error) {
	f, err := s.vault.Get(hash)
	if err != nil {
		return nil, exchange.Report{}, err
	}
	defer f.Close()
	at, ok := f.(io.ReaderAt)
	if !ok {
		return nil, exchange.Report{}, errors.New("the vault hands out no file that can be read at a place")
	}
	return exchange.Open(ctx, at, size, exchange.DefaultBudget)
}

// stored opens a package of the library with its content.
func (s *Service) contentOf(ctx context.Context, p supply.Package) (*exchange.Package, error) {
	pkg, report, err := s.openFile(ctx, p.File, p.Size)
	switch {
	case errors.Is(err, vault.ErrNotFound) || errors.Is(err, vault.ErrDamaged):
		s.log.Error("a package is not as it was", "package", p.Key, "error", err)
		return nil, &Error{Kind: Conflict, Code: "damaged", Text: "The file of package " + p.Key + " in the vault is not any more what was put in: bring it back from a backup.", err: err}
	case err != nil:
		return nil, err
	case pkg == nil:
		return nil, &Error{Kind: Conflict, Code: "damaged", Text: "The file of package " + p.Key + " cannot be read: " + report.Faults[0].Text}
	}
	return pkg, nil
}

// placeOf is the package that another one answers, by whose site it belongs; the
// empty one when it answers none. A package is taken once.
func (s *Service) placeOf(r *store.Reader, who access.Principal, pkg *exchange.Package) (answered supply.Package, err error) {
	all, err := store.All[supply.Package](r, "")
	if err != nil {
		return answered, err
	}
	for _, p := range all {
		if p.Digest == pkg.Digest && p.Direction == supply.Incoming && (p.Site == "" || access.Check(who, access.PackageRead, p.Site) == nil) {
			return answered, &Error{Kind: Conflict, Code: "taken", Text: "This package was taken already, as " + p.Key + "."}
		}
		if pkg.Answers != "" && p.Digest == pkg.Answers && p.Direction == supply.Outgoing {
			answered = p
		}
	}
	if pkg.Kind == supply.ReplyPackage && answered.ID == "" {
		return answered, &Error{Kind: Conflict, Code: "not-asked", Text: "The package answers another one that this organisation did not send: ask the sender to reply to the one that was sent."}
	}
	return answered, nil
}

// packageOf is the record of a package that comes in.
func (s *Service) packageOf(r *store.Reader, pkg *exchange.Package, blob vault.Blob, answered supply.Package) (supply.Package, KeyStanding, error) {
	companies, err := store.All[supply.Company](r, "")
	if err != nil {
		return supply.Package{}, KeyStanding{}, err
	}
	key := standingOf(companies, pkg.Manifest.Key, pkg.From)
	return supply.Package{
		Head: supply.Head{Site: answered.Site, Name: packageName(pkg.Manifest.Name, pkg.Kind, pkg.From)},
		Kind: pkg.Kind, Direction: supply.Incoming, From: clipped(pkg.From), To: clipped(pkg.To), Company: key.Company, Made: pkg.Made,
		Digest: pkg.Digest, File: blob.Hash, Size: blob.Size, Fingerprint: pkg.Fingerprint, Trusted: key.Trusted,
		Answers: pkg.Answers, State: "received", On: plant.DateOf(s.now()),
	}, key, nil
}

func packageName(name string, kind supply.PackageKind, from string) string {
	if name = clipped(name); name != "" {
		return name
	}
	words := exchange.KindWord(kind)
	return clipped(strings.ToUpper(words[:1]) + words[1:] + " from " + from)
}

// clipped makes a text of another party's one that a field takes.
func clipped(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r < ' ' || r == ' ' || r == 0x7f }), " ")
	if r := []rune(s); len(r) > 200 {
		s = string(r[:199]) + "…"
	}
	return s
}

// standingOf says whose key signed a package: the company that has it, else the
// one by whose name the package goes.
func standingOf(companies []supply.Company, public, from string) KeyStanding {
	out := KeyStanding{Key: public}
	out.Fingerprint, _ = exchange.Fingerprint(public)
	for _, c := range companies {
		for _, k := range c.Keys {
			if k.Key != public {
				continue
			}
			out.Company, out.CompanyKey, out.Trusted, out.By, out.On = c.ID, c.Key, k.Trusted, k.By, k.On
			if k.Trusted {
				out.Why = fmt.Sprintf("Signed with the key of %s, which %s trusted on %s.", c.Name, k.By, k.On)
			} else {
				out.Why = fmt.Sprintf("Signed with a key of %s that nobody has trusted yet: compare its words with the company on another way, then confirm it.", c.Name)
			}
			return out
		}
	}
	names := supply.NormalVendor(from)
	for _, c := range companies {
		if slices.ContainsFunc(append([]string{c.Name}, c.Aliases...), func(n string) bool { return supply.NormalVendor(n) == names && names != "" }) {
			out.Company, out.CompanyKey = c.ID, c.Key
			out.Why = fmt.Sprintf("It says that it is from %s, and the key is not known as one of theirs: compare its words with them on another way, then confirm it.", c.Name)
			return out
		}
	}
	out.Why = fmt.Sprintf("%s is not in the library: add the company, compare the words of its key with it on another way, then confirm the key.", clipped(from))
	return out
}

// PackageFile is an open package file; the caller closes it.
type PackageFile struct {
	io.ReadSeekCloser
	Name string
	Made time.Time
}

// OpenPackage opens the file of a package, as it came or went.
func (s *Service) OpenPackage(ctx context.Context, who access.Principal, id supply.ID) (PackageFile, error) {
	p, err := s.Packages().One(ctx, who, string(id))
	if err != nil {
		return PackageFile{}, err
	}
	if p.Kind == supply.AsBuilt {
		if err := s.withPackage(ctx, p, func(pkg *exchange.Package) error { return s.mayOpen(ctx, who, p, pkg) }); err != nil {
			return PackageFile{}, err
		}
	}
	f, err := s.vault.Get(p.File)
	if errors.Is(err, vault.ErrNotFound) || errors.Is(err, vault.ErrDamaged) {
		s.log.Error("a package is not as it was", "package", p.Key, "error", err)
		return PackageFile{}, &Error{Kind: Conflict, Code: "damaged", Text: "The file of package " + p.Key + " in the vault is not any more what was put in: bring it back from a backup.", err: err}
	}
	return PackageFile{f, fmt.Sprintf("%s %s.zip", p.Key, p.Kind), p.Made}, err
}
