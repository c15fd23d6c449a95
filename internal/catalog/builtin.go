package catalog

import (
	"embed"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

//go:embed packs/*.yaml
var packs embed.FS

// The sets of the series, besides [SystemRequirements], and the frameworks that
// crosswalks lead to.
const (
	ComponentRequirements   SetID = "iec-62443-4-2:2019"
	DevelopmentRequirements SetID = "iec-62443-4-1:2018"
	ProviderRequirements    SetID = "iec-62443-2-4:2023"
	ProgramRequirements     SetID = "iec-62443-2-1:2024"
	ProgramRequirements2010 SetID = "iec-62443-2-1:2010"
	RiskProcedure           SetID = "iec-62443-3-2:2020"

	CSF11             SetID = "nist-csf:1.1"
	CSF20             SetID = "nist-csf:2.0"
	SP80053           SetID = "nist-sp-800-53:r5"
	ISO27001          SetID = "iso-27001:2022"
	ANSSI             SetID = "anssi-pa-108:2.0"
	AttackMitigations SetID = "attack-ics-mitigations:18.1"
)

// carried lists the sets that every program carries, in the order in which
// people meet them. A pack is parsed when it is first asked for, because most
// starts of the program need few of them.
var carried = []carriedSet{
	carry(SystemRequirements), carry(ComponentRequirements), carry(DevelopmentRequirements), carry(ProviderRequirements),
	carry(ProgramRequirements), carry(ProgramRequirements2010), carry(RiskProcedure),
	carry(CSF20), carry(CSF11), carry(ISO27001), carry(SP80053), carry(ANSSI), carry(AttackMitigations),
}

type carriedSet struct {
	id  SetID
	set func() *Set
}

// A pack that does not parse is a fault of the build, which the tests of this
// package refuse; there is nothing a caller could do about it.
func carry(id SetID) carriedSet {
	return carriedSet{id, sync.OnceValue(func() *Set {
		f, err := packs.Open("packs/" + PackName(id))
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil {
			defer f.Close()
			var set *Set
			if set, err = Parse(f); err == nil {
				return set
			}
		}
		panic("the embedded pack of " + string(id) + " is damaged: " + err.Error())
	})}
}

// PackName is the file name of the data pack of a set.
func PackName(id SetID) string { return strings.ReplaceAll(string(id), ":", "-") + ".yaml" }

// BuiltIn lists the sets that every program carries. They are parsed once and
// shared: do not change them.
func BuiltIn() []*Set {
	var sets []*Set
	for _, c := range carried {
		if set := c.set(); set != nil {
			sets = append(sets, set)
		}
	}
	return sets
}

// builtIn is the set with the id, without parsing the others.
func builtIn(id SetID) (*Set, bool) {
	i := slices.IndexFunc(carried, func(c carriedSet) bool { return c.id == id })
	if i < 0 {
		return nil, false
	}
	set := carried[i].set()
	return set, set != nil
}

// SystemSet is the set of IEC 62443-3-3:2013 with COR1:2014, which every
// program carries. It is parsed once and shared: do not change it.
func SystemSet() *Set { return mustCarry(SystemRequirements) }

// ComponentSet is the set of IEC 62443-4-2:2019, shared like [SystemSet].
func ComponentSet() *Set { return mustCarry(ComponentRequirements) }

func mustCarry(id SetID) *Set {
	set, ok := builtIn(id)
	if !ok {
		panic("the program was built without the pack of " + string(id))
	}
	return set
}

// Shelf is every set that an organisation can be asked by: those that the
// program carries, and those that the organisation added.
type Shelf struct{ added []*Set }

// NewShelf puts added sets beside the built-in ones. An added set cannot take
// the place of a built-in one.
func NewShelf(added []*Set) *Shelf { return &Shelf{added: added} }

// Find is the set with the id.
func (s *Shelf) Find(id SetID) (*Set, bool) {
	if set, ok := builtIn(id); ok {
		return set, true
	}
	i := slices.IndexFunc(s.added, func(set *Set) bool { return set.ID == id })
	if i < 0 {
		return nil, false
	}
	return s.added[i], true
}

// Sets lists all sets, the built-in ones first.
func (s *Shelf) Sets() []*Set {
	sets := BuiltIn()
	for _, a := range s.added {
		if _, ok := builtIn(a.ID); !ok {
			sets = append(sets, a)
		}
	}
	return sets
}
