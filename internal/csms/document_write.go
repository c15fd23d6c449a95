package csms

import (
	"cmp"
	"errors"
	"fmt"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// applier turns the keys of a document into the ids of a site as it writes.
type applier struct {
	s        *Service
	tx       *store.Tx
	site     plant.SiteID
	zones    map[string]plant.Zone
	conduits map[string]plant.Conduit
	assets   map[string]plant.Asset
	verdicts map[answered]assess.Verdict
	register *registerWriter
	shelf    *catalog.Shelf // nil until an answer asks for it
}

// answered names what a verdict answers.
type answered struct {
	subject     assess.Subject
	set         catalog.SetID
	requirement catalog.RequirementID
}

// applyChanges writes what a change set changes, if the caller may change all
// of it.
func (s *Service) applyChanges(tx *store.Tx, who access.Principal, id plant.SiteID, set plant.ChangeSet) error {
	if err := mayApply(who, id, set); err != nil {
		return err
	}
	if who.System {
		risk.MarkImported(set)
	} else if err := signsNothing(set); err != nil {
		return err
	}
	return s.writeChanges(tx, id, set)
}

// writeChanges writes a change set in the order that references demand: what
// is referred to comes first, and goes last.
func (s *Service) writeChanges(tx *store.Tx, id plant.SiteID, set plant.ChangeSet) error {
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
	if a.register, err = newRegisterWriter(tx, site); err != nil {
		return err
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
	// What the register holds can go only after the register let go of it.
	held, free := a.register.split(set)
	held, free = a.deviceLater(held, free)
	if err := a.remove(free, "answer", "conduit", "asset"); err != nil {
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
	if err := a.register.finish(set); err != nil {
		return err
	}
	if err := a.remove(held, "conduit", "asset"); err != nil {
		return err
	}
	return a.remove(set, "zone")
}

// deviceLater puts the removal of assets that form a conduit off until the
// conduits are written, which let go of them.
func (a *applier) deviceLater(held, free plant.ChangeSet) (later, now plant.ChangeSet) {
	devices := map[plant.AssetID]bool{}
	for _, c := range a.conduits {
		for _, id := range c.Devices {
			devices[id] = true
		}
	}
	for _, c := range free.Changes {
		if c.Kind == "asset" && devices[a.assets[c.Key].ID] {
			held.Changes = append(held.Changes, c)
		} else {
			now.Changes = append(now.Changes, c)
		}
	}
	return held, now
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
		var devices []plant.AssetID
		for _, key := range v.Devices {
			device, known := a.assets[key]
			if !known {
				return invalid("The device %q of conduit %q is not an asset of the site.", key, v.Key)
			}
			devices = append(devices, device.ID)
		}
		record := v.Record(a.zones[v.From].ID, a.zones[v.To].ID, devices)
		old := a.conduits[v.Key]
		record.ID, record.Site, record.Meta = old.ID, a.site, old.Meta
		err := store.Put(a.tx, &record)
		a.conduits[v.Key] = record
		a.register.names.Add(risk.OfConduit, string(record.ID), record.Key)
		return err
	case plant.DocAsset:
		record := v.Record(a.zones[v.Zone].ID)
		old := a.assets[v.Key]
		record.ID, record.Site, record.Meta = old.ID, a.site, old.Meta
		err := store.Put(a.tx, &record)
		a.assets[v.Key] = record
		a.register.names.Add(risk.OfAsset, string(record.ID), record.Key)
		return err
	case plant.Answer:
		return a.answer(v)
	}
	return a.register.put(c)
}

func (a *applier) zone(z plant.DocZone) error {
	record := z.Record(a.zones[z.Parent].ID)
	old := a.zones[z.Key]
	record.ID, record.Site, record.Meta = old.ID, a.site, old.Meta
	err := store.Put(a.tx, &record)
	a.zones[z.Key] = record
	a.register.names.Add(risk.OfZone, string(record.ID), record.Key)
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
	if a.shelf == nil {
		if a.shelf, err = a.s.shelf(a.tx.Reader()); err != nil {
			return err
		}
	}
	set, known := a.shelf.Find(verdict.Set)
	if !known {
		return invalid("There is no requirement set %q in the catalogue: add it first.", verdict.Set)
	}
	if err := assess.CheckVerdict(verdict, set, day); err != nil {
		return err
	}
	if old, found := a.verdicts[answered{verdict.Subject, verdict.Set, verdict.Requirement}]; found {
		// The proofs of the library are no part of a document and stay.
		verdict.ID, verdict.Meta, verdict.Proofs = old.ID, old.Meta, old.Proofs
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
		Function: v.Function, Maturity: v.Maturity, MaturityTarget: v.MaturityTarget,
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
	kind, key, err := plant.ParseAnswered(text)
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
	case assess.OfAsset:
		if x, ok := a.assets[key]; ok {
			return assess.Subject{Kind: assess.OfAsset, ID: string(x.ID)}, nil
		}
	case assess.OfCompany:
		c, err := store.GetKey[supply.Company](a.tx.Reader(), "", key)
		if err == nil {
			return assess.Subject{Kind: assess.OfCompany, ID: string(c.ID)}, nil
		}
		if !errors.Is(err, store.ErrNotFound) {
			return assess.Subject{}, err
		}
		return assess.Subject{}, invalid("There is no company %q in the library to inherit from: add it first.", key)
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
