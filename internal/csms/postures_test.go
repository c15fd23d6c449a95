package csms

import (
	"context"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/store"
)

// held is how many requirements hold for a subject.
func held(p assess.Posture, s assess.Subject) int {
	sp, _ := p.Of(s)
	return sp.Counts.All.Holds
}

func TestAReaderThatBeganEarlierSeesWhatWasSoThen(t *testing.T) {
	f := newTwoZones(t)
	subject := f.zone(f.control)
	f.answer(t, f.ada, subject, assess.Verdict{State: assess.Met}, upTo(1)...)
	err := f.db.View(t.Context(), f.ada.Org, func(r *store.Reader) error {
		before, err := f.posture(r, f.site.ID)
		if err != nil {
			return err
		}
		done := f.answer(t, f.ada, subject, assess.Verdict{State: assess.NotMet}, upTo(1)...)
		late, err := f.posture(r, f.site.ID)
		if err != nil {
			return err
		}
		if was, is := held(before, subject), held(late, subject); was != is || is == 0 {
			t.Errorf("within one reader %d requirements hold, then %d", was, is)
		}
		if k := f.postures.of(f.site.ID); k.rev != done.Entry {
			t.Errorf("what is kept went back to revision %d, want %d", k.rev, done.Entry)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	now, err := f.Posture(t.Context(), f.ada, f.site.ID, "")
	if err != nil || held(now, subject) != 0 {
		t.Errorf("the next reader sees %d that hold (%v), want none", held(now, subject), err)
	}
}

func TestAReaderThatFailsLeavesNothingBehind(t *testing.T) {
	f := newTwoZones(t)
	if _, err := f.Posture(t.Context(), f.ada, f.site.ID, ""); err != nil {
		t.Fatal(err)
	}
	f.answer(t, f.ada, f.zone(f.control), assess.Verdict{State: assess.Met}, upTo(1)...)
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := f.Posture(ended, f.ada, f.site.ID, ""); err == nil {
		t.Error("a reader whose request had ended succeeded")
	}
	p, err := f.Posture(t.Context(), f.ada, f.site.ID, "")
	if err != nil || held(p, f.zone(f.control)) == 0 {
		t.Errorf("after it %d hold (%v)", held(p, f.zone(f.control)), err)
	}
}

// replica is a second program on the same data.
func (f *twoZones) replica(t *testing.T, dir string) *Service {
	t.Helper()
	db, err := store.Open(t.Context(), store.Config{URL: "sqlite:" + filepath.Join(dir, "ringwall.db"), Now: f.clock.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return New(Parts{DB: db, Vault: f.vault, Set: catalog.SystemSet(), Log: slog.New(slog.DiscardHandler), Now: f.clock.now, Hashing: &quick})
}

func TestReadersAndWritersOnTwoReplicas(t *testing.T) {
	f := newTwoZones(t)
	other := f.replica(t, f.dir)
	ids := upTo(1)
	var all sync.WaitGroup
	states := []assess.State{assess.Met, assess.NotMet}
	for n, s := range []*Service{f.Service, other} {
		all.Go(func() {
			for i := range 20 {
				in := VerdictInput{
					Subjects: []assess.Subject{f.zone(f.control), f.zone(f.super)}, Requirements: ids[n*10 : n*10+10],
					Answer: assess.Verdict{State: states[i%2]},
				}
				if _, err := s.SetVerdicts(t.Context(), f.ada, f.site.ID, in); err != nil {
					t.Error(err)
				}
			}
		})
		for range 2 {
			all.Go(func() {
				for range 40 {
					if err := s.db.View(t.Context(), f.ada.Org, func(r *store.Reader) error { return agrees(t, s, r, f) }); err != nil {
						t.Error(err)
					}
				}
			})
		}
	}
	all.Wait()
}

// agrees holds the kept posture against one computed anew from the same snapshot.
func agrees(t *testing.T, s *Service, r *store.Reader, f *twoZones) error {
	kept, err := s.posture(r, f.site.ID)
	if err != nil {
		return err
	}
	of, err := s.supplied(r)
	if err != nil {
		return err
	}
	in, err := s.assessed(r, f.site.ID, of, kept.Today)
	if err != nil {
		return err
	}
	if same, err := same(kept, assess.Assess(in)); err != nil || !same {
		t.Errorf("a kept posture is not that of its snapshot (%v)", err)
	}
	return nil
}

func TestAnswersAndPostureAreOfOneMoment(t *testing.T) {
	f := newTwoZones(t)
	var all sync.WaitGroup
	all.Go(func() {
		states := []assess.State{assess.Met, assess.NotMet}
		for i := range 30 {
			f.answer(t, f.ada, f.zone(f.control), assess.Verdict{State: states[i%2]}, upTo(1)...)
		}
	})
	for range 60 {
		answers, posture, err := f.Requirements(t.Context(), f.ada, f.site.ID, f.zone(f.control))
		if err != nil {
			t.Fatal(err)
		}
		met := 0
		for _, a := range answers {
			if a.Verdict != nil && a.Verdict.State == assess.Met {
				met++
			}
		}
		if met != posture.Counts.All.Met {
			t.Fatalf("%d answers are met, and the posture counts %d", met, posture.Counts.All.Met)
		}
	}
	all.Wait()
}

func TestOneRequirementNamedTwiceIsAnsweredOnce(t *testing.T) {
	f := newTwoZones(t)
	zone := f.zone(f.control)
	in := VerdictInput{
		Subjects: []assess.Subject{zone, zone}, Requirements: []catalog.RequirementID{"SR 1.1", "SR 1.1"},
		Answer: assess.Verdict{State: assess.Met},
	}
	for _, clear := range []bool{false, true} {
		in.Clear = clear
		if done, err := f.SetVerdicts(t.Context(), f.ada, f.site.ID, in); err != nil || done.Changed != 1 || len(done.Posture) != 1 {
			t.Errorf("clear %v: changed %d, told of %d subjects, %v", clear, done.Changed, len(done.Posture), err)
		}
	}
}

// Whoever previews an import sees what it would change; so the policy must let
// nobody run imports who does not see all of the site.
func TestWhoeverRunsImportsSeesAndChangesTheWholeInventory(t *testing.T) {
	for _, role := range access.Roles {
		who := access.Principal{Org: "o", Grants: []access.Grant{{Role: role, Site: "s", Zones: nil, Vendor: "Acme"}}}
		if access.PartOf(who, access.ImportRun, "s").Empty() {
			continue
		}
		for _, do := range []access.Action{access.ImportRun, access.SiteRead, access.PlantRead, access.AssetRead, access.VerdictRead, access.AssetEdit} {
			if !access.PartOf(who, do, "s").All {
				t.Errorf("%s runs imports without %s on all of the site", role, do)
			}
		}
	}
}
