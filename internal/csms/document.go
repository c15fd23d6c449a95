package csms

import (
	"context"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// ApplyInput brings a site to what a document says.
type ApplyInput struct {
	Document risk.Document
	// Site is the site to change; "" is the one with the document's key, which
	// is added when there is none.
	Site   plant.SiteID
	DryRun bool // show what would change and change nothing
	Prune  bool // also remove what the document does not name
	Note   string
}

// Applied is what applying a document did, or would do.
type Applied struct {
	Site    plant.SiteID    `json:"site,omitempty"`
	Entry   int64           `json:"entry,omitempty"`
	Changes plant.ChangeSet `json:"changes"`
}

// ApplyDocument applies a document to a site as one act: all of it or nothing.
func (s *Service) ApplyDocument(ctx context.Context, who access.Principal, in ApplyInput) (Applied, error) {
	if err := s.sound(in.Document); err != nil {
		return Applied{}, err
	}
	if in.Site == "" {
		site, err := s.SiteByKey(ctx, who, in.Document.Site.Key)
		if err != nil && KindOf(err) != NotFound {
			return Applied{}, err
		}
		in.Site = site.ID
	}
	if in.Site == "" {
		// Who restores an export into a new site brings its signatures along.
		return s.addDocument(ctx, who, in, access.Check(who, access.UserManage, "") == nil)
	}
	out := Applied{Site: in.Site}
	plan := func(r *store.Reader) (err error) {
		out.Changes, err = s.plan(r, in.Site, in.Document, in.Prune)
		return err
	}
	if in.DryRun {
		return out, s.view(ctx, who, access.ImportRun, in.Site, plan)
	}
	entry, err := s.update(ctx, who, intent{do: access.ImportRun, site: in.Site, verb: "document.apply", subject: in.Document.Site.Key, note: in.Note}, func(tx *store.Tx) error {
		if err := plan(tx.Reader()); err != nil {
			return err
		}
		return s.fail(s.applyChanges(tx, who, in.Site, out.Changes), "document")
	})
	out.Entry = entry.Seq
	return out, err
}

// sound refuses a document that breaks a rule.
func (s *Service) sound(doc risk.Document) error {
	if problems := risk.CheckDocument(doc); len(problems) > 0 {
		return s.fail(problems, "document")
	}
	return nil
}

// plan is the way from a site as the reader sees it to what a sound document
// says.
func (s *Service) plan(r *store.Reader, site plant.SiteID, wanted risk.Document, prune bool) (plant.ChangeSet, error) {
	now, err := s.document(r, site, "")
	if err != nil {
		return plant.ChangeSet{}, err
	}
	set := risk.Plan(now, wanted, prune)
	return set, s.oneKeyEach(set, now)
}

// oneKeyEach refuses to add a record whose key is that of another but for the
// case: Z-02 and z-02 are one key when said aloud.
func (s *Service) oneKeyEach(set plant.ChangeSet, now risk.Document) error {
	taken := map[string]string{}
	note := func(kind, key string) { taken[kind+" "+strings.ToLower(key)] = key }
	for _, z := range now.Zones {
		note("zone", z.Key)
	}
	for _, c := range now.Conduits {
		note("conduit", c.Key)
	}
	for _, a := range now.Assets {
		note("asset", a.Key)
	}
	now.Each(func(kind string, rec risk.Record) { note(kind, rec.Base().Key) })
	for _, c := range set.Changes {
		if c.Op == plant.OpRemove {
			delete(taken, c.Kind+" "+strings.ToLower(c.Key))
		}
	}
	for _, c := range set.Changes {
		if other, is := taken[c.Kind+" "+strings.ToLower(c.Key)]; is && c.Op == plant.OpAdd {
			return s.keyTaken(c.Kind, other)
		}
	}
	return nil
}

// mayApply demands the right to change records of every kind that a change set
// changes.
func mayApply(who access.Principal, site plant.SiteID, set plant.ChangeSet) error {
	rights := map[string]access.Action{
		"site": access.SiteEdit, "zone": access.PlantEdit, "conduit": access.PlantEdit,
		"asset": access.AssetEdit, "answer": access.VerdictEdit,
	}
	for _, c := range set.Changes {
		if c.Op == plant.OpSkip {
			continue
		}
		do, known := rights[c.Kind]
		if !known && ofRegister(c) {
			do, known = access.RiskEdit, true
		}
		if !known || !access.PartOf(who, do, site).All {
			return &Error{Kind: Denied, Text: "Your role does not allow to change what the document says of " + c.Kind + " " + c.Key + "."}
		}
	}
	return nil
}

// addDocument adds a new site with all that the document says of it, signatures
// included if the caller may bring them.
func (s *Service) addDocument(ctx context.Context, who access.Principal, in ApplyInput, signatures bool) (Applied, error) {
	if err := access.Check(who, access.SiteAdd, ""); err != nil {
		return Applied{}, s.fail(err, "site")
	}
	out := Applied{Changes: risk.Plan(risk.Document{}, in.Document, false)}
	if !signatures {
		if err := signsNothing(out.Changes); err != nil {
			return out, err
		}
	}
	risk.MarkImported(out.Changes)
	if in.DryRun {
		return out, nil
	}
	entry, err := s.update(ctx, who, intent{do: access.SiteAdd, verb: "site.import", subject: in.Document.Site.Key, note: in.Note}, func(tx *store.Tx) error {
		site := in.Document.Site.Record()
		site.Org = who.Org
		if err := store.Put(tx, &site); err != nil {
			return err
		}
		out.Site = site.ID
		return s.fail(s.writeChanges(tx, site.ID, out.Changes), "document")
	})
	if err != nil {
		return Applied{}, err
	}
	out.Entry = entry.Seq
	return out, nil
}

// SiteByKey finds a site by what people call it.
func (s *Service) SiteByKey(ctx context.Context, who access.Principal, key string) (plant.SiteRecord, error) {
	var site plant.SiteRecord
	err := s.view(ctx, who, access.OrgRead, "", func(r *store.Reader) error {
		known, err := knownSites(r, who)
		if err != nil {
			return err
		}
		for _, x := range known {
			if x.Key == key {
				site = x
				return nil
			}
		}
		return notFound("site")
	})
	return site, err
}

// LoadExample adds the example plant to the caller's organisation, and its library
// if the organisation keeps none.
func (s *Service) LoadExample(ctx context.Context, who access.Principal) (Applied, error) {
	if err := access.Check(who, access.SiteAdd, ""); err != nil {
		return Applied{}, s.fail(err, "site")
	}
	if s.example == nil {
		return Applied{}, notFound("example plant")
	}
	doc, err := s.example()
	if err != nil {
		return Applied{}, err
	}
	if _, err := s.SiteByKey(ctx, who, doc.Site.Key); err == nil {
		return Applied{}, s.fail(&store.KeyTaken{Kind: "site", Key: doc.Site.Key}, "site")
	}
	if err := s.sound(doc); err != nil {
		return Applied{}, err
	}
	// Nobody is called by the names that the example is signed with.
	out, err := s.addDocument(ctx, who, ApplyInput{Document: doc, Note: "Example plant"}, true)
	if err == nil {
		err = s.addExampleLibrary(ctx, who)
	}
	return out, err
}
