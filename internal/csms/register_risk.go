package csms

import (
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// keptRisk is what is kept of a site for its risk: nil is what must be read or
// computed anew. Readers share it, so it is replaced and never changed.
type keptRisk struct {
	site     *plant.Site
	register *risk.Register
	result   *risk.Result
	day      plant.Date
	threats  *catalog.ThreatSet // in use by the organisation
}

// note forgets what a change of a record of some kind touches.
func (k *keptRisk) note(kind string) {
	switch kind {
	case "site", "zone", "conduit", "asset":
		k.site, k.result = nil, nil
	case "verdict", "capture", "traffic", "view", "mapping", "certificate", "package", "reply", "test", "evidence", "assessment":
	default:
		k.register, k.result = nil, nil
	}
}

// load reads what is missing.
func (k *keptRisk) load(r *store.Reader, site plant.SiteID, today plant.Date) error {
	if k.site == nil {
		all, err := r.Site(site)
		if err != nil {
			return err
		}
		k.site = &all
	}
	if k.register == nil {
		all, err := r.Register(site)
		if err != nil {
			return err
		}
		k.register = &all
	}
	if k.day != today {
		k.day, k.result = today, nil
	}
	return nil
}

func (k *keptRisk) input() risk.Input {
	return risk.Input{Site: *k.site, Register: *k.register, Today: k.day, Threats: k.threats}
}

// use takes a release of ATT&CK for ICS into use: another one finds other
// weaknesses. It belongs to the organisation, so no change of the site tells of it.
func (k *kept) use(threats *catalog.ThreatSet) {
	if before := k.risk.threats; before == nil || before.Release != threats.Release {
		k.findings, k.departure = nil, nil
	}
	k.risk.threats = threats
}

// riskOf is the risk register of a site with what it amounts to, as the
// reader's transaction sees it. Both are shared and must not be changed. The
// reader must not be that of an update, see [Service.standing].
func (s *Service) riskOf(r *store.Reader, site plant.SiteID) (in risk.Input, res risk.Result, err error) {
	threats, err := s.threats(r)
	if err != nil {
		return in, res, err
	}
	err = s.standing(r, site, func(k *kept) error {
		k.use(threats)
		if err := k.risk.load(r, site, k.day); err != nil {
			return err
		}
		in = k.risk.input()
		if k.risk.result == nil {
			rated := risk.Rate(in)
			k.risk.result = &rated
		}
		res = *k.risk.result
		return nil
	})
	return in, res, err
}

// riskInput is the input of [Service.riskOf] alone.
func (s *Service) riskInput(r *store.Reader, site plant.SiteID) (in risk.Input, err error) {
	threats, err := s.threats(r)
	if err != nil {
		return in, err
	}
	err = s.standing(r, site, func(k *kept) error {
		k.use(threats)
		if err := k.risk.load(r, site, k.day); err != nil {
			return err
		}
		in = k.risk.input()
		return nil
	})
	return in, err
}

// rules are what a record of the register is checked against within an update.
type rules struct {
	risk.Context
	ids map[string]map[string]bool // of every record that may be referred to, by kind
}

// contextOf are the rules of a site. What is kept of it serves if it is of the
// same revision; the update itself leaves nothing there, for it may never come
// to be.
func (s *Service) contextOf(tx *store.Tx, site plant.SiteID) (*rules, error) {
	today := plant.DateOf(s.now())
	if tx.Entry() == 0 {
		rev, err := tx.Reader().Revision(site)
		if err != nil {
			return nil, err
		}
		if in, ok := s.postures.of(site).at(rev); ok {
			return rulesOf(risk.Context{Site: in.Site, Register: in.Register, Today: today}), nil
		}
	}
	fresh := keptRisk{}
	if err := fresh.load(tx.Reader(), site, today); err != nil {
		return nil, err
	}
	return rulesOf(risk.Context{Site: *fresh.site, Register: *fresh.register, Today: today}), nil
}

func rulesOf(c risk.Context) *rules {
	r := &rules{Context: c, ids: map[string]map[string]bool{}}
	know(r, risk.OfZone, c.Site.Zones, func(x *plant.Zone) string { return string(x.ID) })
	know(r, risk.OfConduit, c.Site.Conduits, func(x *plant.Conduit) string { return string(x.ID) })
	know(r, risk.OfAsset, c.Site.Assets, func(x *plant.Asset) string { return string(x.ID) })
	knowKind(r, systemKind)
	knowKind(r, functionKind)
	knowKind(r, assumptionKind)
	knowKind(r, countermeasureKind)
	knowKind(r, worstCaseKind)
	knowKind(r, scenarioKind)
	knowKind(r, specificationKind)
	return r
}

func know[T any](r *rules, kind string, all []T, id func(*T) string) {
	ids := make(map[string]bool, len(all))
	for i := range all {
		ids[id(&all[i])] = true
	}
	r.ids[kind] = ids
}

func knowKind[T any](r *rules, k *registered[T]) {
	know(r, k.name, k.of(&r.Register), func(x *T) string { return string(k.head(x).ID) })
}

// at is what is kept of a site's risk if it is of the revision.
func (k *kept) at(rev int64) (risk.Input, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.engine == nil || k.rev != rev || k.risk.site == nil || k.risk.register == nil {
		return risk.Input{}, false
	}
	return k.risk.input(), true
}
