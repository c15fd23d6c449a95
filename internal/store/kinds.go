package store

import (
	"fmt"
	"reflect"
	"strings"
	"unicode"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/observe"
	"ringwall/internal/plant"
)

// kinds lists every kind of record. What a kind refers to stands before it.
var kinds = append([]*kind{
	define(
		kind{name: "organisation", table: "plant_organisation", scope: ofInstance, key: "key", label: "name"},
		func(o *plant.Organisation) base { return base{id: (*string)(&o.ID), key: &o.Key, version: &o.Version} },
		field("key", func(o *plant.Organisation) any { return &o.Key }),
		field("name", func(o *plant.Organisation) any { return &o.Name }),
	),
	define(
		kind{name: "site", table: "plant_site", scope: ofOrganisation, key: "key", label: "name", usedBy: append([]use{
			{"zone", "site"}, {"conduit", "site"}, {"asset", "site"}, {"verdict", "site"}, {"capture", "site"}, {"token", "site"}, {"view", "site"},
		}, append(usesOfSite(), sitedUses()...)...)},
		func(s *plant.SiteRecord) base {
			return base{id: (*string)(&s.ID), key: &s.Key, version: &s.Version, site: &s.ID, org: &s.Org}
		},
		field("key", func(s *plant.SiteRecord) any { return &s.Key }),
		field("name", func(s *plant.SiteRecord) any { return &s.Name }),
	),
	define(
		kind{name: "zone", table: "plant_zone", scope: ofSite, key: "key", label: "name", usedBy: []use{
			{"zone", "parent"}, {"conduit", "from_zone"}, {"conduit", "to_zone"}, {"asset", "zone"}, {"verdict", "zone"}, {"verdict", "from_zone"},
		}},
		func(z *plant.Zone) base {
			return base{id: (*string)(&z.ID), key: &z.Key, version: &z.Version, site: &z.Site}
		},
		field("key", func(z *plant.Zone) any { return &z.Key }),
		field("name", func(z *plant.Zone) any { return &z.Name }),
		field("zone_kind", func(z *plant.Zone) any { return (*string)(&z.Kind) }),
		field("parent", func(z *plant.Zone) any { return nullable{(*string)(&z.Parent)} }),
	),
	define(
		kind{name: "conduit", table: "plant_conduit", scope: ofSite, key: "key", label: "name", usedBy: []use{
			{"verdict", "conduit"}, {"verdict", "from_conduit"},
		}, refs: func(rec any, visit func(kind string, id *string)) { rec.(*plant.Conduit).Refs(visit) }},
		func(c *plant.Conduit) base {
			return base{id: (*string)(&c.ID), key: &c.Key, version: &c.Version, site: &c.Site}
		},
		field("key", func(c *plant.Conduit) any { return &c.Key }),
		field("name", func(c *plant.Conduit) any { return &c.Name }),
		field("from_zone", func(c *plant.Conduit) any { return (*string)(&c.From) }),
		field("to_zone", func(c *plant.Conduit) any { return (*string)(&c.To) }),
	),
	define(
		kind{name: "asset", table: "plant_asset", scope: ofSite, key: "key", label: "name"},
		func(a *plant.Asset) base {
			return base{id: (*string)(&a.ID), key: &a.Key, version: &a.Version, site: &a.Site}
		},
		field("key", func(a *plant.Asset) any { return &a.Key }),
		field("name", func(a *plant.Asset) any { return &a.Name }),
		field("asset_type", func(a *plant.Asset) any { return (*string)(&a.Type) }),
		field("asset_role", func(a *plant.Asset) any { return (*string)(&a.Role) }),
		field("zone", func(a *plant.Asset) any { return nullable{(*string)(&a.Zone)} }),
		field("vendor", func(a *plant.Asset) any { return &a.Vendor }),
		computed("vendor_folded", func(a *plant.Asset) any { return fold(strings.TrimSpace(a.Vendor)) }),
		field("model", func(a *plant.Asset) any { return &a.Model }),
		field("firmware", func(a *plant.Asset) any { return &a.Firmware }),
		field("serial", func(a *plant.Asset) any { return &a.Serial }),
		field("criticality", func(a *plant.Asset) any { return &a.Criticality }),
		field("owner", func(a *plant.Asset) any { return &a.Owner }),
		field("location", func(a *plant.Asset) any { return &a.Location }),
		computed("search", searchText),
	),
	define(
		kind{name: "verdict", table: "assess_verdict", scope: ofSite, key: "requirement", order: "subject_id, requirement_set, requirement", refs: func(rec any, visit func(kind string, id *string)) { rec.(*assess.Verdict).Refs(visit) }},
		func(v *assess.Verdict) base {
			return base{id: (*string)(&v.ID), key: (*string)(&v.Requirement), version: &v.Version, site: &v.Site}
		},
		field("subject_kind", func(v *assess.Verdict) any { return (*string)(&v.Subject.Kind) }),
		field("subject_id", func(v *assess.Verdict) any { return &v.Subject.ID }),
		computed("zone", func(v *assess.Verdict) any { return subjectOf(&v.Subject, assess.OfZone) }),
		computed("conduit", func(v *assess.Verdict) any { return subjectOf(&v.Subject, assess.OfConduit) }),
		field("requirement_set", func(v *assess.Verdict) any { return (*string)(&v.Set) }),
		field("requirement", func(v *assess.Verdict) any { return (*string)(&v.Requirement) }),
		field("state", func(v *assess.Verdict) any { return (*string)(&v.State) }),
		field("reason", func(v *assess.Verdict) any { return &v.Reason }),
		field("approver", func(v *assess.Verdict) any { return &v.Approver }),
		field("compensating", func(v *assess.Verdict) any { return &v.Compensating }),
		field("expires", func(v *assess.Verdict) any { return (*string)(&v.Expires) }),
		field("assessor", func(v *assess.Verdict) any { return &v.Assessor }),
		field("assessed_on", func(v *assess.Verdict) any { return (*string)(&v.AssessedOn) }),
		field("note", func(v *assess.Verdict) any { return &v.Note }),
		computed("from_zone", func(v *assess.Verdict) any { return subjectOf(v.From, assess.OfZone) }),
		computed("from_conduit", func(v *assess.Verdict) any { return subjectOf(v.From, assess.OfConduit) }),
	),
	define(
		kind{name: "user", table: "access_user", scope: ofInstance, key: "email", label: "name", beside: kindPassword, usedBy: []use{
			{"token", "owner"}, {"view", "owner"},
		}},
		func(u *access.User) base { return base{id: (*string)(&u.ID), key: &u.Email, version: &u.Version} },
		field("email", func(u *access.User) any { return &u.Email }),
		field("name", func(u *access.User) any { return &u.Name }),
		field("disabled", func(u *access.User) any { return &u.Disabled }),
	),
	define(
		kind{name: "token", table: "access_token", scope: ofOrganisation, key: "name", order: "name, id", beside: kindSecret},
		func(t *access.Token) base { return base{id: &t.ID, key: &t.Name, version: &t.Version} },
		field("owner", func(t *access.Token) any { return (*string)(&t.User) }),
		field("name", func(t *access.Token) any { return &t.Name }),
		field("scope", func(t *access.Token) any { return (*string)(&t.Scope) }),
		field("site", func(t *access.Token) any { return nullable{(*string)(&t.Site)} }),
		field("expires", func(t *access.Token) any { return (*string)(&t.Expires) }),
	),
	define(
		kind{name: "view", table: "store_view", scope: ofOrganisation, key: "name", order: "owner, screen, name"},
		func(v *View) base { return base{id: &v.ID, key: &v.Name, version: &v.Version} },
		field("owner", func(v *View) any { return (*string)(&v.User) }),
		field("site", func(v *View) any { return nullable{(*string)(&v.Site)} }),
		field("name", func(v *View) any { return &v.Name }),
		field("screen", func(v *View) any { return &v.Screen }),
	),
	define(
		kind{name: "mapping", table: "store_mapping", scope: ofOrganisation, key: "name", order: "record_kind, name"},
		func(m *Mapping) base { return base{id: &m.ID, key: &m.Name, version: &m.Version} },
		field("name", func(m *Mapping) any { return &m.Name }),
		field("record_kind", func(m *Mapping) any { return &m.Kind }),
	),
	define(
		kind{name: "capture", table: "observe_capture", scope: ofSite, key: "key", label: "file", beside: kindTraffic},
		func(c *observe.Capture) base { return base{id: &c.ID, key: &c.Key, version: &c.Version, site: &c.Site} },
		field("key", func(c *observe.Capture) any { return &c.Key }),
		field("file", func(c *observe.Capture) any { return &c.File }),
		field("hash", func(c *observe.Capture) any { return &c.Hash }),
	),
	threatKind(),
}, append(registerKinds, libraryKinds...)...)

// Changes that are not records of their own: the ledger binds the digest of
// what a column or a table holds, and history has no value to show.
const (
	kindPassword = "password" // of a user
	kindSecret   = "secret"   // of a token
	kindTraffic  = "traffic"  // of a capture
)

var kindByName, kindByType = index(kinds)

func index(kinds []*kind) (map[string]*kind, map[reflect.Type]*kind) {
	byName, byType := map[string]*kind{}, map[reflect.Type]*kind{}
	for _, k := range kinds {
		byName[k.name], byType[k.typ] = k, k
	}
	return byName, byType
}

// kindFor finds the kind of a Go type. Asking for a type that is no kind is a
// mistake of the program.
func kindFor[T any]() *kind {
	k, ok := kindByType[reflect.TypeFor[T]()]
	if !ok {
		panic(fmt.Sprintf("%s is not a kind of record", reflect.TypeFor[T]()))
	}
	return k
}

// subjectOf is the id of a subject if it is of the kind, else NULL.
func subjectOf(s *assess.Subject, kind assess.SubjectKind) any {
	if s == nil || s.Kind != kind || s.ID == "" {
		return nil
	}
	return s.ID
}

// searchText is what a search in the asset list looks at, one text per line.
func searchText(a *plant.Asset) any {
	texts := []string{a.Key, a.Name, a.Vendor, a.Model, a.OrderNumber, a.Firmware, a.Serial, a.Owner, a.Location}
	for _, d := range a.Addresses {
		texts = append(texts, d.MAC, d.IP, d.Host)
	}
	for _, m := range a.Modules {
		texts = append(texts, m.Name, m.Model, m.OrderNumber, m.Serial)
	}
	texts = append(texts, a.Tags...)
	texts = append(texts, a.Description)
	var b strings.Builder
	for _, t := range texts {
		if t != "" {
			b.WriteString(fold(t))
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// fold makes texts comparable without regard to case, in the same way on both engines.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r == 0 {
			return -1 // PostgreSQL has no NUL in text
		}
		return unicode.ToLower(r)
	}, s)
}
