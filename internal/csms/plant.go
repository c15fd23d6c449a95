package csms

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// Page is one page of a list.
type Page[T any] struct {
	Items []T
	Next  string // fetches the page that follows; "" on the last one
	Total int    // records on all pages together
}

// Reference is a record that refers to another one.
type Reference = store.Ref

// cursor is what the word in [Page.Next] stands for. It carries the question
// it was given for, so that it cannot be put to another one by mistake: the
// place after which a list goes on means nothing in another order.
type cursor struct {
	Of    string `json:"o"`
	After string `json:"a"`
}

func (c cursor) encode() string {
	if c.After == "" {
		return ""
	}
	text, err := json.Marshal(c)
	if err != nil {
		panic(err) // two strings always marshal
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

// readCursor is the place after which a list goes on, "" for its beginning.
func readCursor(of, word string) (string, error) {
	if word == "" {
		return "", nil
	}
	var c cursor
	text, err := base64.RawURLEncoding.DecodeString(word)
	if err == nil {
		err = json.Unmarshal(text, &c)
	}
	if err != nil || c.After == "" {
		return "", invalid("The value of after is no page mark: use the next of the page before.")
	}
	if c.Of != of {
		return "", invalid("The value of after belongs to a list with another filter or order: start again from the first page.")
	}
	return c.After, nil
}

// slice is one page of a list that does not change: the part of it that
// begins where the word in after says, and the word for the next.
func slice[T any](of string, all []T, after string, limit int) (part []T, next string, err error) {
	last, err := readCursor(of, after)
	if err != nil {
		return nil, "", err
	}
	start := 0
	if last != "" {
		if start, err = strconv.Atoi(last); err != nil || start < 0 || start > len(all) {
			return nil, "", invalid("The value of after is no page mark: use the next of the page before.")
		}
	}
	end := min(start+limit, len(all))
	if end < len(all) {
		next = cursor{Of: of, After: strconv.Itoa(end)}.encode()
	}
	return all[start:end], next, nil
}

// keyed cuts one page out of a list that is ordered by key.
func keyed[T any](of string, all []T, key func(T) string, after string, limit int) (Page[T], error) {
	last, err := readCursor(of, after)
	if err != nil {
		return Page[T]{}, err
	}
	start := 0
	for last != "" && start < len(all) && key(all[start]) <= last {
		start++
	}
	end := min(len(all), start+limit)
	page := Page[T]{Items: append([]T{}, all[start:end]...), Total: len(all)}
	if end < len(all) {
		page.Next = cursor{Of: of, After: key(all[end-1])}.encode()
	}
	return page, nil
}

// zoneOf, conduitOf and assetOf load a record of one site. A record of another
// site is none, as an id taken from elsewhere must not open a way around the
// rights on the site.
func zoneOf(r *store.Reader, site plant.SiteID, id plant.ZoneID) (plant.Zone, error) {
	z, err := store.Get[plant.Zone](r, string(id))
	if err == nil && z.Site != site {
		err = store.ErrNotFound
	}
	return z, err
}

func conduitOf(r *store.Reader, site plant.SiteID, id plant.ConduitID) (plant.Conduit, error) {
	c, err := store.Get[plant.Conduit](r, string(id))
	if err == nil && c.Site != site {
		err = store.ErrNotFound
	}
	return c, err
}

func assetOf(r *store.Reader, site plant.SiteID, id plant.AssetID) (plant.Asset, error) {
	a, err := store.Get[plant.Asset](r, string(id))
	if err == nil && a.Site != site {
		err = store.ErrNotFound
	}
	return a, err
}

// frame is the site without its assets: enough for the rules of every single
// record, and small also where the assets are many.
func frame(r *store.Reader, id plant.SiteID) (plant.Site, error) {
	record, err := store.Get[plant.SiteRecord](r, string(id))
	if err != nil {
		return plant.Site{}, err
	}
	zones, err := store.All[plant.Zone](r, id)
	if err != nil {
		return plant.Site{}, err
	}
	conduits, err := store.All[plant.Conduit](r, id)
	if err != nil {
		return plant.Site{}, err
	}
	return plant.Site{SiteRecord: record, Zones: zones, Conduits: conduits}, nil
}

// touches says whether a conduit begins or ends in the part: whoever looks
// after a zone must know each way that leads into it.
func touches(p access.Part, c plant.Conduit) bool { return p.Zone(c.From) || p.Zone(c.To) }

// References lists the records that refer to one zone, conduit, asset or site,
// as far as the caller may know of them.
func (s *Service) References(ctx context.Context, who access.Principal, site plant.SiteID, kind, id string) ([]Reference, error) {
	read := access.PlantRead
	switch kind {
	case "asset":
		read = access.AssetRead
	case "site":
		read = access.SiteRead
	}
	refs := []Reference{}
	err := s.view(ctx, who, read, site, func(r *store.Reader) error {
		part := access.PartOf(who, read, site)
		if err := s.within(r, part, site, kind, id); err != nil {
			return err
		}
		found, err := store.References(r, kind, id)
		if err == nil {
			found, err = openRefs(r, who, found)
		}
		if err != nil {
			return err
		}
		for _, ref := range found {
			err := s.within(r, part, site, ref.Kind, ref.ID)
			if KindOf(err) == NotFound {
				continue
			}
			if err != nil {
				return err
			}
			refs = append(refs, ref)
		}
		return nil
	})
	return refs, err
}

// within refuses a record of the site that lies beyond a part of it.
func (s *Service) within(r *store.Reader, part access.Part, site plant.SiteID, kind, id string) error {
	var err error
	seen := part.All
	switch kind {
	case "zone":
		var z plant.Zone
		z, err = zoneOf(r, site, plant.ZoneID(id))
		seen = part.Zone(z.ID)
	case "conduit":
		var c plant.Conduit
		c, err = conduitOf(r, site, plant.ConduitID(id))
		seen = touches(part, c)
	case "asset":
		var a plant.Asset
		a, err = assetOf(r, site, plant.AssetID(id))
		seen = part.Asset(a)
	case "site":
		seen = plant.SiteID(id) == site
	}
	if err == nil && !seen {
		err = store.ErrNotFound
	}
	return s.fail(err, kind)
}

// same says whether two records have the same content, whatever their version.
func same(a, b any) (bool, error) {
	x, err := json.Marshal(a)
	if err != nil {
		return false, err
	}
	y, err := json.Marshal(b)
	if err != nil {
		return false, err
	}
	if bytes.Equal(x, y) {
		return true, nil
	}
	changes, err := diffDocs(x, y)
	return len(changes) == 0, err
}

// keyTaken is the refusal of a key that another record of the site has. It is
// a conflict like any other and no broken rule: the store, which alone sees
// all assets, answers the same way.
func (s *Service) keyTaken(kind, key string) error {
	return s.fail(&store.KeyTaken{Kind: kind, Key: key}, kind)
}

// named joins at most eight keys for a sentence.
func named(keys []string) string {
	const most = 8
	rest := ""
	if len(keys) > most {
		rest = fmt.Sprintf(" and %d more", len(keys)-most)
		keys = keys[:most]
	}
	quoted := make([]string, len(keys))
	for i, key := range keys {
		quoted[i] = fmt.Sprintf("%q", key)
	}
	return strings.Join(quoted, ", ") + rest
}
