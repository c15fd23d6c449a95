package csms

import (
	"cmp"
	"context"
	"fmt"
	"io"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/plant/sheet"
	"ringwall/internal/store"
)

// ApplyInput brings a site to what a document says.
type ApplyInput struct {
	Document plant.Document
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
	var out Applied
	problems, _ := plant.Check(in.Document, plant.DateOf(s.now()))
	if len(problems) > 0 {
		return out, s.fail(problems, "document")
	}
	if in.Site == "" {
		site, err := s.SiteByKey(ctx, who, in.Document.Site.Key)
		if err != nil && KindOf(err) != NotFound {
			return out, err
		}
		in.Site = site.ID
	}
	if in.Site == "" {
		return s.addDocument(ctx, who, in)
	}
	out.Site = in.Site
	plan := func(r *store.Reader) error {
		current, err := s.document(r, in.Site, "")
		if err != nil {
			return err
		}
		out.Changes = plant.Plan(current, in.Document, in.Prune)
		return nil
	}
	if in.DryRun {
		return out, s.view(ctx, who, access.ImportRun, in.Site, plan)
	}
	if err := s.mayApply(who, in.Site); err != nil {
		return out, err
	}
	entry, err := s.update(ctx, who, intent{do: access.ImportRun, site: in.Site, verb: "document.apply", subject: in.Document.Site.Key, note: in.Note}, func(tx *store.Tx) error {
		if err := plan(tx.Reader()); err != nil {
			return err
		}
		return s.applyChanges(tx, in.Site, out.Changes)
	})
	out.Entry = entry.Seq
	return out, err
}

// mayApply demands every right that the records of a document stand under.
func (s *Service) mayApply(who access.Principal, site plant.SiteID) error {
	for _, do := range []access.Action{access.SiteEdit, access.PlantEdit, access.AssetEdit, access.VerdictEdit} {
		if err := access.Check(who, do, site); err != nil {
			return s.fail(err, "site")
		}
	}
	return nil
}

// addDocument adds a new site with all that the document says of it.
func (s *Service) addDocument(ctx context.Context, who access.Principal, in ApplyInput) (Applied, error) {
	out := Applied{Changes: plant.Plan(plant.Document{}, in.Document, false)}
	if in.DryRun {
		return out, s.fail(access.Check(who, access.SiteAdd, ""), "site")
	}
	entry, err := s.update(ctx, who, intent{do: access.SiteAdd, verb: "site.import", subject: in.Document.Site.Key, note: in.Note}, func(tx *store.Tx) error {
		site := in.Document.Site.Record()
		site.Org = who.Org
		if err := store.Put(tx, &site); err != nil {
			return err
		}
		out.Site = site.ID
		return s.applyChanges(tx, site.ID, out.Changes)
	})
	if err != nil {
		return Applied{}, err
	}
	out.Entry = entry.Seq
	return out, nil
}

// applier turns the keys of a document into the ids of a site as it writes.
type applier struct {
	s        *Service
	tx       *store.Tx
	site     plant.SiteID
	zones    map[string]plant.Zone
	conduits map[string]plant.Conduit
	assets   map[string]plant.Asset
	verdicts map[answered]assess.Verdict
}

// answered names what a verdict answers.
type answered struct {
	subject     assess.Subject
	set         catalog.SetID
	requirement catalog.RequirementID
}

// applyChanges writes a change set in the order that references demand: what
// is referred to comes first, and goes last.
func (s *Service) applyChanges(tx *store.Tx, id plant.SiteID, set plant.ChangeSet) error {
	site, err := tx.Reader().Site(id)
	if err != nil {
		return err
	}
	verdicts, err := tx.Reader().Verdicts(id)
	if err != nil {
		return err
	}
	a := &applier{
		s: s, tx: tx, site: id,
		zones: map[string]plant.Zone{}, conduits: map[string]plant.Conduit{},
		assets: map[string]plant.Asset{}, verdicts: map[answered]assess.Verdict{},
	}
	for _, v := range verdicts {
		a.verdicts[answered{v.Subject, v.Set, v.Requirement}] = v
	}
	for _, z := range site.Zones {
		a.zones[z.Key] = z
	}
	for _, c := range site.Conduits {
		a.conduits[c.Key] = c
	}
	for _, x := range site.Assets {
		a.assets[x.Key] = x
	}
	if err := a.remove(set, "answer", "asset", "conduit"); err != nil {
		return err
	}
	var zones []plant.DocZone
	for _, c := range set.Changes {
		if z, ok := c.After.(plant.DocZone); ok && c.Op != plant.OpSkip {
			zones = append(zones, z)
		}
	}
	for _, z := range plant.ParentsFirst(zones) {
		if err := a.zone(z); err != nil {
			return fmt.Errorf("zone %q: %w", z.Key, err)
		}
	}
	for _, c := range set.Changes {
		if c.Op == plant.OpSkip || c.Op == plant.OpRemove {
			continue
		}
		if err := a.put(c, site.SiteRecord); err != nil {
			return fmt.Errorf("%s %q: %w", c.Kind, c.Key, err)
		}
	}
	return a.remove(set, "zone")
}

// put writes one record that is added or changed; zones are written before.
func (a *applier) put(c plant.Change, site plant.SiteRecord) error {
	switch v := c.After.(type) {
	case plant.DocSite:
		record := v.Record()
		record.ID, record.Org, record.Meta = site.ID, site.Org, site.Meta
		if record == site { // a new site has just been written
			return nil
		}
		return store.Put(a.tx, &record)
	case plant.DocConduit:
		record := v.Record(a.zones[v.From].ID, a.zones[v.To].ID)
		old := a.conduits[v.Key]
		record.ID, record.Site, record.Meta = old.ID, a.site, old.Meta
		err := store.Put(a.tx, &record)
		a.conduits[v.Key] = record
		return err
	case plant.DocAsset:
		record := v.Record(a.zones[v.Zone].ID)
		old := a.assets[v.Key]
		record.ID, record.Site, record.Meta = old.ID, a.site, old.Meta
		return store.Put(a.tx, &record)
	case plant.Answer:
		return a.answer(v)
	}
	return nil
}

func (a *applier) zone(z plant.DocZone) error {
	record := z.Record(a.zones[z.Parent].ID)
	old := a.zones[z.Key]
	record.ID, record.Site, record.Meta = old.ID, a.site, old.Meta
	err := store.Put(a.tx, &record)
	a.zones[z.Key] = record
	return err
}

func (a *applier) answer(v plant.Answer) error {
	verdict, err := a.verdict(v)
	if err != nil {
		return err
	}
	// A document carries what was decided, and when. That a measure has expired
	// since is for the posture to say, not a reason to lose the answer.
	day := cmp.Or(verdict.AssessedOn, plant.DateOf(a.s.now()))
	if err := assess.CheckVerdict(verdict, a.s.set, day); err != nil {
		return err
	}
	if old, found := a.verdicts[answered{verdict.Subject, verdict.Set, verdict.Requirement}]; found {
		verdict.ID, verdict.Meta = old.ID, old.Meta
	}
	return store.Put(a.tx, &verdict)
}

// verdict is an answer with its subjects as ids.
func (a *applier) verdict(v plant.Answer) (assess.Verdict, error) {
	subject, err := a.subject(v.Subject)
	if err != nil {
		return assess.Verdict{}, err
	}
	set := catalog.SetID(v.Set)
	if set == "" {
		set = a.s.set.ID
	}
	out := assess.Verdict{
		Site: a.site, Subject: subject, Set: set, Requirement: catalog.RequirementID(v.Requirement),
		State: assess.State(v.State), Reason: v.Reason, Approver: v.Approver,
		Compensating: v.Compensating, Expires: v.Expires, Evidence: v.Evidence,
		Assessor: v.Assessor, AssessedOn: v.AssessedOn, Note: v.Note,
	}
	if v.From != "" {
		from, err := a.subject(v.From)
		if err != nil {
			return out, err
		}
		out.From = &from
	}
	return out, nil
}

func (a *applier) subject(text string) (assess.Subject, error) {
	kind, key, err := plant.ParseSubject(text)
	if err != nil {
		return assess.Subject{}, err
	}
	switch assess.SubjectKind(kind) {
	case assess.OfZone:
		if z, ok := a.zones[key]; ok {
			return assess.Subject{Kind: assess.OfZone, ID: string(z.ID)}, nil
		}
	case assess.OfConduit:
		if c, ok := a.conduits[key]; ok {
			return assess.Subject{Kind: assess.OfConduit, ID: string(c.ID)}, nil
		}
	default:
		return assess.Subject{Kind: assess.OfSite, ID: string(a.site)}, nil
	}
	return assess.Subject{}, invalid("There is no %s %q in the site.", kind, key)
}

// remove deletes what a pruning change set takes away, of some kinds.
func (a *applier) remove(set plant.ChangeSet, kinds ...string) error {
	for _, kind := range kinds {
		var zones []plant.Zone
		for _, c := range set.Changes {
			if c.Op != plant.OpRemove || c.Kind != kind {
				continue
			}
			if kind == "zone" {
				zones = append(zones, a.zones[c.Key])
				continue
			}
			if err := a.removeOne(c); err != nil {
				return fmt.Errorf("remove %s %q: %w", c.Kind, c.Key, err)
			}
		}
		for _, z := range innerFirst(zones) {
			current, err := store.Get[plant.Zone](a.tx.Reader(), string(z.ID))
			if err != nil {
				return err
			}
			if err := store.Delete[plant.Zone](a.tx, string(z.ID), current.Version); err != nil {
				return fmt.Errorf("remove zone %q: %w", z.Key, err)
			}
		}
	}
	return nil
}

func (a *applier) removeOne(c plant.Change) error {
	switch before := c.Before.(type) {
	case plant.Answer:
		v, err := a.verdict(before)
		if err != nil {
			return err
		}
		old := a.verdicts[answered{v.Subject, v.Set, v.Requirement}]
		return store.Delete[assess.Verdict](a.tx, string(old.ID), old.Version)
	case plant.DocAsset:
		old := a.assets[before.Key]
		delete(a.assets, before.Key)
		return store.Delete[plant.Asset](a.tx, string(old.ID), old.Version)
	case plant.DocConduit:
		old := a.conduits[before.Key]
		delete(a.conduits, before.Key)
		return store.Delete[plant.Conduit](a.tx, string(old.ID), old.Version)
	}
	return nil
}

// document is a site as a document, now or as it was.
func (s *Service) document(r *store.Reader, id plant.SiteID, at string) (plant.Document, error) {
	var (
		site     plant.Site
		verdicts []assess.Verdict
		err      error
	)
	if at == "" {
		if site, err = r.Site(id); err == nil {
			verdicts, err = r.Verdicts(id)
		}
	} else {
		var seq int64
		if seq, _, err = s.moment(r, at); err == nil {
			site, verdicts, err = r.SiteAt(id, seq)
		}
	}
	if err != nil {
		return plant.Document{}, err
	}
	return plant.DocumentOf(site, answersOf(s.set.ID, site, verdicts)), nil
}

// answersOf turns verdicts into the plain answers of a document. What the
// system security requirements answer needs no set named beside it.
func answersOf(usual catalog.SetID, site plant.Site, verdicts []assess.Verdict) []plant.Answer {
	keys := map[assess.Subject]string{{Kind: assess.OfSite, ID: string(site.ID)}: "site"}
	for _, z := range site.Zones {
		keys[assess.Subject{Kind: assess.OfZone, ID: string(z.ID)}] = "zone " + z.Key
	}
	for _, c := range site.Conduits {
		keys[assess.Subject{Kind: assess.OfConduit, ID: string(c.ID)}] = "conduit " + c.Key
	}
	answers := make([]plant.Answer, 0, len(verdicts))
	for _, v := range verdicts {
		a := plant.Answer{
			Subject: keys[v.Subject], Set: string(v.Set), Requirement: string(v.Requirement), State: string(v.State),
			Reason: v.Reason, Approver: v.Approver, Compensating: v.Compensating, Expires: v.Expires,
			Evidence: v.Evidence, Assessor: v.Assessor, AssessedOn: v.AssessedOn, Note: v.Note,
		}
		if v.Set == usual {
			a.Set = ""
		}
		if v.From != nil {
			a.From = keys[*v.From]
		}
		answers = append(answers, a)
	}
	return answers
}

// Export writes a site in a format that people exchange: "yaml", "json",
// "xlsx", or "csv" with the assets only; now, or as it was at a past moment.
func (s *Service) Export(ctx context.Context, who access.Principal, site plant.SiteID, format, at string, w io.Writer) error {
	write, ok := map[string]func(io.Writer, plant.Document) error{
		"yaml": plant.WriteYAML, "json": plant.WriteJSON, "xlsx": sheet.WriteXLSX, "csv": sheet.WriteCSV,
	}[format]
	if !ok {
		return invalid("%q is no format of an export: choose yaml, json, xlsx or csv.", format)
	}
	var doc plant.Document
	err := s.view(ctx, who, access.ReportRead, site, func(r *store.Reader) (err error) {
		if at != "" {
			if err := access.Check(who, access.HistoryRead, site); err != nil {
				return err
			}
		}
		doc, err = s.document(r, site, at)
		return err
	})
	if err != nil {
		return err
	}
	return write(w, doc)
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

// LoadExample adds the example plant to the caller's organisation.
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
	return s.ApplyDocument(ctx, who, ApplyInput{Document: doc, Note: "Example plant"})
}
