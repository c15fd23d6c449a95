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

// AddedRelease is a release after it was read in, with what it calls for at the
// sites that the caller may see.
type AddedRelease struct {
	ThreatRelease
	Entry int64            `json:"entry"` // 0 when it was only tried out
	Sites []ReverifyAtSite `json:"sites"`
}

// ReverifyAtSite is what a release calls for looking at again at one site.
type ReverifyAtSite struct {
	Site plant.SiteID `json:"site"`
	Key  string       `json:"key"`
	Name string       `json:"name"`
	risk.Reverify
}

// threats is the newest release that the organisation has.
func (s *Service) threats(r *store.Reader) (*catalog.ThreatSet, error) {
	now, _, err := s.lastReleases(r)
	return now, err
}

// lastReleases are the release in use and the one before it, nil for none.
func (s *Service) lastReleases(r *store.Reader) (now, before *catalog.ThreatSet, err error) {
	now = catalog.Threats()
	stored, err := store.All[store.ThreatRelease](r, "")
	for i := range stored {
		set := stored[i].Set
		switch {
		case set == nil:
		case catalog.CompareReleases(set.Release, now.Release) > 0:
			now, before = set, now
		case before == nil || catalog.CompareReleases(set.Release, before.Release) > 0:
			before = set
		}
	}
	return now, before, err
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
// organisation. When it is the newest it is in use from then on: each site whose
// scenarios or approvals rest on what it changed gets a task, and the approvals
// are reopened. With try it is told what all of that would be, and nothing is done.
func (s *Service) AddThreatRelease(ctx context.Context, who access.Principal, file string, data []byte, try bool) (AddedRelease, error) {
	if err := access.Check(who, access.RiskEdit, ""); err != nil {
		return AddedRelease{}, s.fail(err, "release")
	}
	set, err := catalog.ReadSTIX(bytes.NewReader(data), catalog.ICSBudget)
	if err != nil {
		return AddedRelease{}, invalid("%s", asSentence(err))
	}
	out := AddedRelease{Sites: []ReverifyAtSite{}}
	inUse := false
	err = s.db.View(ctx, who.Org, func(r *store.Reader) error {
		if err := s.absentRelease(r, set.Release); err != nil {
			return err
		}
		now, err := s.threats(r)
		if err != nil || catalog.CompareReleases(set.Release, now.Release) <= 0 {
			return err
		}
		inUse = true
		out.Sites, err = s.toReverify(r, who, now, set)
		return err
	})
	if err != nil {
		return AddedRelease{}, s.fail(err, "release")
	}
	sum := sha256.Sum256(data)
	release := store.ThreatRelease{
		Release: set.Release, File: file, Hash: hex.EncodeToString(sum[:]),
		Added: s.now().UTC().Truncate(time.Second), By: who.Name, Set: set,
	}
	if !try {
		in := intent{do: access.RiskEdit, verb: "threats.add", subject: set.Release}
		entry, err := s.update(ctx, who, in, func(tx *store.Tx) error {
			if err := s.absentRelease(tx.Reader(), set.Release); err != nil {
				return err
			}
			return s.fail(store.Put(tx, &release), "release")
		})
		if err != nil {
			return AddedRelease{}, err
		}
		out.Entry = entry.Seq
	}
	out.ThreatRelease = releaseOf(set, &release)
	out.InUse = inUse
	if inUse && !try {
		s.reverifyAll(ctx, who)
	}
	return out, nil
}

// absentRelease refuses a release that is there already.
func (s *Service) absentRelease(r *store.Reader, release string) error {
	if release == catalog.Threats().Release {
		return releaseThere(release)
	}
	switch _, err := store.GetKey[store.ThreatRelease](r, "", release); {
	case err == nil:
		return releaseThere(release)
	case !errors.Is(err, store.ErrNotFound):
		return err
	}
	return nil
}

func releaseThere(release string) error {
	return &Error{Kind: Conflict, Code: "key-taken", Text: "Release " + release + " of ATT&CK for ICS is there already."}
}

// asSentence is an error as one sentence of its own.
func asSentence(err error) string {
	text := strings.ReplaceAll(err.Error(), "\n", "; ")
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// toReverify is what a release calls for at every site that the caller may see.
func (s *Service) toReverify(r *store.Reader, who access.Principal, before, now *catalog.ThreatSet) ([]ReverifyAtSite, error) {
	out := []ReverifyAtSite{}
	sites, err := store.All[plant.SiteRecord](r, "")
	if err != nil {
		return nil, err
	}
	for _, site := range sites {
		if access.Check(who, access.RiskRead, site.ID) != nil {
			continue
		}
		in, err := s.riskInput(r, site.ID)
		if err != nil {
			return nil, err
		}
		if what := risk.Reverifying(in.Register, before, now); len(what.Techniques) > 0 || len(what.Approvals) > 0 {
			out = append(out, ReverifyAtSite{site.ID, site.Key, site.Name, what})
		}
	}
	return out, nil
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
