package csms

import (
	"context"
	"errors"
	"io"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
	"ringwall/internal/supply"
	"ringwall/internal/supply/exchange"
	"ringwall/internal/vault"
)

// NewPackage says to whom a package goes.
type NewPackage struct {
	Name    string    `json:"name,omitempty" maxLength:"200" doc:"As people call it; made up when left out"`
	To      string    `json:"to,omitempty" maxLength:"200" doc:"Party that it is for; the name of the company when left out"`
	Company supply.ID `json:"company,omitempty" maxLength:"64" doc:"The party in the library"`
	Note    string    `json:"note,omitempty" maxLength:"4000"`
}

// NewRequirements is a requirements package that is to be made.
type NewRequirements struct {
	NewPackage
	Specification risk.ID `json:"specification,omitempty" maxLength:"64" doc:"The one begun last, when left out"`
}

// draft is a package that is being made.
type draft struct {
	NewPackage
	kind        supply.PackageKind
	site        plant.SiteID
	answers     string
	content     exchange.Content
	attachments []exchange.Attachment
	verb        string
	grade       string // the highest of the proofs inside
	leftOut     []string
	// also changes other records in the same act; id is that of the package.
	also func(tx *store.Tx, c *shelfContext, record supply.Package) error
}

// MakeRequirements makes a requirements package of the specification of a site. A
// specification that is not approved goes out marked as a draft.
func (s *Service) MakeRequirements(ctx context.Context, who access.Principal, site plant.SiteID, in NewRequirements) (supply.Package, int64, error) {
	var asked supply.Asked
	err := s.view(ctx, who, access.PackageRun, site, func(r *store.Reader) error {
		if err := access.Check(who, access.RiskRead, site); err != nil {
			return err
		}
		crs, err := s.specificationNow(r, who, site, in.Specification)
		if err != nil {
			return err
		}
		asked, err = supply.AskedOf(crs.CRS, crs.in.Site, crs.Standing)
		return err
	})
	if err != nil {
		return supply.Package{}, 0, err
	}
	if len(asked.Lines) == 0 {
		return supply.Package{}, 0, &Error{Kind: Conflict, Code: "nothing-asked", Text: "Nothing is asked yet, so there is nothing to send: decide the target levels of the zones, or add requirements of your own."}
	}
	return s.makePackage(ctx, who, draft{
		NewPackage: in.NewPackage, kind: supply.Requirements, site: site, content: exchange.Content{Requirements: &asked}, verb: "package.requirements",
	})
}

// makePackage signs a package, puts it into the vault and notes it as sent.
func (s *Service) makePackage(ctx context.Context, who access.Principal, d draft) (supply.Package, int64, error) {
	var record supply.Package
	sender, err := s.sender(ctx, who)
	if err != nil {
		return record, 0, err
	}
	if d.To, err = s.receiver(ctx, who, d.NewPackage); err != nil {
		return record, 0, err
	}
	d.Name = packageName(d.Name, d.kind, sender.name)
	manifest := exchange.Manifest{Kind: d.kind, Name: d.Name, From: sender.name, To: d.To, Made: s.now(), Answers: d.answers}
	s.imports.files.begin()
	defer s.arrived(ctx)
	manifest, digest, blob, err := s.pack(ctx, manifest, d, sender.key)
	if err != nil {
		return record, 0, s.fail(err, "package")
	}
	in := intent{do: access.PackageRun, site: d.site, verb: d.verb, subject: d.Name, note: d.Note}
	entry, err := s.updateAs(ctx, who, in, func(tx *store.Tx) (string, error) {
		c := s.shelfContext(tx.Reader(), who)
		if err := s.keepOwn(tx, c, sender); err != nil {
			return "", err
		}
		key, err := s.Packages().next(tx.Reader())
		if err != nil {
			return "", err
		}
		record = supply.Package{
			Head: supply.Head{Key: key, Name: d.Name, Site: d.site}, Kind: d.kind, Direction: supply.Outgoing, From: manifest.From, To: d.To,
			Company: d.Company, Made: manifest.Made, Digest: digest, File: blob.Hash, Size: blob.Size, Fingerprint: sender.key.Fingerprint(), Trusted: true,
			Answers: d.answers, State: "sent", By: who.Name, On: plant.DateOf(s.now()), Note: d.Note, Grade: d.grade, LeftOut: d.leftOut,
		}
		if err := s.Packages().put(tx, c, nil, &record); err != nil {
			return "", err
		}
		if d.also != nil {
			return key, d.also(tx, c, record)
		}
		return key, nil
	})
	if err != nil {
		s.dropFile(ctx, blob.Hash)
		return supply.Package{}, 0, err
	}
	return record, entry, nil
}

// pack streams a package into the vault.
func (s *Service) pack(ctx context.Context, m exchange.Manifest, d draft, key exchange.Key) (exchange.Manifest, string, vault.Blob, error) {
	r, w := io.Pipe()
	type built struct {
		manifest exchange.Manifest
		digest   string
		err      error
	}
	done := make(chan built, 1)
	go func() { // ends when the reader does: the vault closes the pipe below
		m, digest, err := exchange.Build(w, m, d.content, d.attachments, key)
		w.CloseWithError(err)
		done <- built{m, digest, err}
	}()
	kept, err := s.vault.Put(ctx, r, exchange.DefaultBudget.Bytes)
	r.CloseWithError(errors.Join(err, io.ErrClosedPipe))
	out := <-done
	if out.err != nil {
		return m, "", vault.Blob{}, &Error{Kind: Conflict, Code: "package-not-made", Text: "The package cannot be made: " + out.err.Error() + ".", err: out.err}
	}
	return out.manifest, out.digest, kept, err
}

// senderOf is the organisation as it signs packages.
type senderOf struct {
	name string
	org  plant.Organisation
	own  supply.Company // of the library; without an id, none is there yet
	key  exchange.Key
}

// sender finds the organisation's own company and its key, which is made with
// the first package.
func (s *Service) sender(ctx context.Context, who access.Principal) (senderOf, error) {
	var out senderOf
	err := s.db.View(ctx, who.Org, func(r *store.Reader) (err error) {
		if out.org, err = store.Get[plant.Organisation](r, string(who.Org)); err != nil {
			return err
		}
		all, err := store.All[supply.Company](r, "")
		for _, c := range all {
			if c.Own {
				out.own = c
			}
		}
		return err
	})
	if err != nil {
		return out, s.fail(err, "organisation")
	}
	out.name = out.org.Name
	if out.own.ID != "" {
		out.name = out.own.Name
	}
	first := true
	for _, k := range out.own.Keys {
		first = first && !k.Trusted
	}
	out.key, err = s.db.ExchangeKey(who.Org, first)
	if errors.Is(err, store.ErrExchangeKey) {
		return out, &Error{Kind: Conflict, Code: "key-missing", Text: "The key by which this organisation signs packages is missing on this machine, and partners know it: have the key file put back.", err: err}
	}
	return out, err
}

// keepOwn notes the key of the organisation at its own company, which is added
// if it is not there.
func (s *Service) keepOwn(tx *store.Tx, c *shelfContext, from senderOf) error {
	q := s.Companies()
	own := from.own
	if own.ID != "" {
		current, err := store.Get[supply.Company](tx.Reader(), string(own.ID))
		if err != nil {
			return s.fail(err, "company")
		}
		own = current
		if hasKey(own.Keys, from.key.Public()) {
			return nil
		}
	}
	before := own
	own.Keys = append(append([]supply.PartnerKey{}, own.Keys...), supply.PartnerKey{
		Key: from.key.Public(), Fingerprint: from.key.Fingerprint(), Trusted: true, By: c.who.Name, On: c.today, Note: "Made by this installation.",
	})
	if own.ID != "" {
		return q.put(tx, c, &before, &own)
	}
	key, err := q.next(tx.Reader())
	if err != nil {
		return err
	}
	own.Head, own.Own, own.Parties = supply.Head{Key: key, Name: from.org.Name}, true, from.org.Parties
	return q.put(tx, c, nil, &own)
}

// receiver is the name of the party that a package is for.
func (s *Service) receiver(ctx context.Context, who access.Principal, in NewPackage) (string, error) {
	to := strings.TrimSpace(in.To)
	if in.Company == "" || to != "" {
		return clipped(to), nil
	}
	c, err := s.Companies().One(ctx, who, string(in.Company))
	if err != nil {
		return "", err
	}
	return c.Name, nil
}

// OwnKey is the key by which partners know this organisation.
type OwnKey struct {
	Name        string    `json:"name"`
	Company     supply.ID `json:"company,omitempty"`
	Key         string    `json:"key"`
	Fingerprint string    `json:"fingerprint"`
}

// ExchangeKey is the public key of the organisation, for partners to compare.
func (s *Service) ExchangeKey(ctx context.Context, who access.Principal) (OwnKey, error) {
	if err := s.somePackages(who, access.PackageRead); err != nil {
		return OwnKey{}, err
	}
	from, err := s.sender(ctx, who)
	if err != nil {
		return OwnKey{}, err
	}
	return OwnKey{from.name, from.own.ID, from.key.Public(), from.key.Fingerprint()}, nil
}
