package csms

import (
	"strings"
	"sync"

	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/store"
)

// shelves keeps the requirement sets of each organisation. The key is the last
// change to a set that it added.
type shelves struct {
	mu   sync.Mutex
	kept map[plant.OrgID]keptShelf
}

type keptShelf struct {
	rev   int64
	shelf *catalog.Shelf
}

// mostShelves is how many organisations' sets are kept in memory.
const mostShelves = 200

// shelf is every requirement set of the reader's organisation: those that the
// program carries, and those that were added. It must not be asked for within
// an update that changes the added sets.
func (s *Service) shelf(r *store.Reader) (*catalog.Shelf, error) {
	rev, err := r.KindRevision(store.OfAddedSet)
	if err != nil {
		return nil, err
	}
	s.shelves.mu.Lock()
	known, ok := s.shelves.kept[r.Org()]
	s.shelves.mu.Unlock()
	if ok && known.rev == rev {
		return known.shelf, nil
	}
	records, err := store.All[catalog.AddedSet](r, "")
	if err != nil {
		return nil, err
	}
	added := make([]*catalog.Set, 0, len(records))
	for _, record := range records {
		set, err := catalog.Parse(strings.NewReader(record.Pack))
		if err != nil {
			// It was read when it was added. A later program may know better; the
			// set is then not there, and the log tells why.
			s.log.Warn("an added requirement set cannot be read", "organisation", r.Org(), "set", record.Key, "error", err)
			continue
		}
		added = append(added, set)
	}
	shelf := catalog.NewShelf(added)
	s.shelves.mu.Lock()
	defer s.shelves.mu.Unlock()
	if s.shelves.kept == nil || len(s.shelves.kept) >= mostShelves {
		s.shelves.kept = map[plant.OrgID]keptShelf{}
	}
	s.shelves.kept[r.Org()] = keptShelf{rev, shelf}
	return shelf, nil
}

// setOf is one requirement set that the organisation knows.
func (s *Service) setOf(r *store.Reader, id catalog.SetID) (*catalog.Set, error) {
	shelf, err := s.shelf(r)
	if err != nil {
		return nil, err
	}
	set, found := shelf.Find(id)
	if !found {
		return nil, notFound("requirement set")
	}
	return set, nil
}
