package csms

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// ThreatRelease is a release of ATT&CK for ICS in a list.
type ThreatRelease struct {
	ID          string     `json:"id,omitempty"` // of one that was read in
	Version     int        `json:"version,omitempty"`
	Release     string     `json:"release"`
	Attribution string     `json:"attribution"`
	Techniques  int        `json:"techniques"`
	Mitigations int        `json:"mitigations"`
	Assets      int        `json:"assets"`
	Retired     int        `json:"retired"`
	InUse       bool       `json:"inUse"`   // the newest is
	BuiltIn     bool       `json:"builtIn"` // the program carries it
	File        string     `json:"file,omitempty"`
	Hash        string     `json:"hash,omitempty"`
	Added       *time.Time `json:"added,omitempty"`
	By          string     `json:"by,omitempty"`
	Notes       []string   `json:"notes"` // what of the file was left out
}

// AddedRelease is a release after it was read in, with what it means for the
// scenarios that the caller may see.
type AddedRelease struct {
	ThreatRelease
	Entry int64         `json:"entry"`
	Stale []StaleAtSite `json:"stale"`
}

// StaleAtSite are scenarios of a site that name techniques that the release
// does not have in use.
type StaleAtSite struct {
	Site       plant.SiteID          `json:"site"`
	Key        string                `json:"key"`
	Techniques []risk.StaleTechnique `json:"techniques"`
}

// threats is the newest release that the organisation has.
func (s *Service) threats(r *store.Reader) (*catalog.ThreatSet, error) {
	newest := catalog.Threats()
	stored, err := store.All[store.ThreatRelease](r, "")
	for i := range stored {
		if set := stored[i].Set; set != nil && catalog.CompareReleases(set.Release, newest.Release) > 0 {
			newest = set
		}
	}
	return newest, err
}

// ThreatReleases lists the releases that there are, the newest first.
func (s *Service) ThreatReleases(ctx context.Context, who access.Principal) ([]ThreatRelease, error) {
	out := []ThreatRelease{releaseOf(catalog.Threats(), nil)}
	err := s.view(ctx, who, access.OrgRead, "", func(r *store.Reader) error {
		stored, err := store.All[store.ThreatRelease](r, "")
		for i := range stored {
			if stored[i].Set != nil {
				out = append(out, releaseOf(stored[i].Set, &stored[i]))
			}
		}
		return err
	})
	slices.SortStableFunc(out, func(a, b ThreatRelease) int { return catalog.CompareReleases(b.Release, a.Release) })
	out[0].InUse = true
	return out, err
}

func releaseOf(set *catalog.ThreatSet, stored *store.ThreatRelease) ThreatRelease {
	out := ThreatRelease{
		Release: set.Release, Attribution: set.Attribution, Techniques: len(set.Techniques), Mitigations: len(set.Mitigations),
		Assets: len(set.Assets), Retired: len(set.Retired), BuiltIn: stored == nil, Notes: append([]string{}, set.Notes...),
	}
	if stored != nil {
		out.ID, out.Version = stored.ID, stored.Version
		out.File, out.Hash, out.Added, out.By = stored.File, stored.Hash, &stored.Added, stored.By
	}
	return out
}

// AddThreatRelease reads a release from its STIX file, for the whole
// organisation, and names the scenarios that it makes stale.
func (s *Service) AddThreatRelease(ctx context.Context, who access.Principal, file string, data []byte) (AddedRelease, error) {
	if err := access.Check(who, access.RiskEdit, ""); err != nil {
		return AddedRelease{}, s.fail(err, "release")
	}
	set, err := catalog.ReadSTIX(bytes.NewReader(data), catalog.ICSBudget)
	if err != nil {
		return AddedRelease{}, invalid("%s", asSentence(err))
	}
	sum := sha256.Sum256(data)
	release := store.ThreatRelease{
		Release: set.Release, File: file, Hash: hex.EncodeToString(sum[:]),
		Added: s.now().UTC().Truncate(time.Second), By: who.Name, Set: set,
	}
	in := intent{do: access.RiskEdit, verb: "threats.add", subject: set.Release}
	entry, err := s.update(ctx, who, in, func(tx *store.Tx) error {
		if set.Release == catalog.Threats().Release {
			return releaseThere(set.Release)
		}
		_, err := store.GetKey[store.ThreatRelease](tx.Reader(), "", set.Release)
		switch {
		case err == nil:
			return releaseThere(set.Release)
		case !errors.Is(err, store.ErrNotFound):
			return err
		}
		return s.fail(store.Put(tx, &release), "release")
	})
	if err != nil {
		return AddedRelease{}, err
	}
	out := AddedRelease{ThreatRelease: releaseOf(set, &release), Entry: entry.Seq, Stale: []StaleAtSite{}}
	out.InUse = catalog.CompareReleases(set.Release, catalog.Threats().Release) > 0
	out.Stale, err = s.staleSites(ctx, who)
	return out, err
}

func releaseThere(release string) error {
	return &Error{Kind: Conflict, Code: "key-taken", Text: "Release " + release + " of ATT&CK for ICS is there already."}
}

// asSentence is an error as one sentence of its own.
func asSentence(err error) string {
	text := strings.ReplaceAll(err.Error(), "\n", "; ")
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// staleSites names the scenarios of every site that the caller may see that
// name techniques which the release in use does not have.
func (s *Service) staleSites(ctx context.Context, who access.Principal) ([]StaleAtSite, error) {
	out := []StaleAtSite{}
	err := s.db.View(ctx, who.Org, func(r *store.Reader) error {
		threats, err := s.threats(r)
		if err != nil {
			return err
		}
		sites, err := store.All[plant.SiteRecord](r, "")
		if err != nil {
			return err
		}
		for _, site := range sites {
			if access.Check(who, access.RiskRead, site.ID) != nil {
				continue
			}
			in, err := s.riskInput(r, site.ID)
			if err != nil {
				return err
			}
			if stale := risk.StaleTechniques(in.Register, threats); len(stale) > 0 {
				out = append(out, StaleAtSite{site.ID, site.Key, stale})
			}
		}
		return nil
	})
	return out, s.fail(err, "site")
}

// RemoveThreatRelease removes a release that was read in; the one before it is
// in use again.
func (s *Service) RemoveThreatRelease(ctx context.Context, who access.Principal, id string, version int) (int64, error) {
	in := intent{do: access.RiskEdit, verb: "threats.remove"}
	entry, err := s.updateAs(ctx, who, in, func(tx *store.Tx) (string, error) {
		stored, err := store.Get[store.ThreatRelease](tx.Reader(), id)
		if err == nil {
			err = store.Delete[store.ThreatRelease](tx, id, version)
		}
		return stored.Release, s.fail(err, "release")
	})
	return entry, err
}
