package catalog

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

// CrosswalkFormat is the first line of a crosswalk pack: the format that
// [ParseCrosswalk] reads.
const CrosswalkFormat = "ringwall-crosswalk/1"

// carriedCrosswalks lists the crosswalks that every program carries. A pack is
// parsed when it is first asked for.
var carriedCrosswalks = []carriedCrosswalk{
	carryCrosswalk("csf-2.0-2-1"), carryCrosswalk("csf-2.0-3-3"), carryCrosswalk("csf-1.1-2-1"), carryCrosswalk("csf-1.1-3-3"),
	carryCrosswalk("iso-27001-2-1"), carryCrosswalk("iso-27001-3-3"), carryCrosswalk("sp-800-53-3-3"),
	carryCrosswalk("anssi-2-1"), carryCrosswalk("anssi-2-4"), carryCrosswalk("anssi-3-2"), carryCrosswalk("anssi-3-3"),
	carryCrosswalk("anssi-4-1"), carryCrosswalk("anssi-4-2"),
	carryCrosswalk("attack-3-3"), carryCrosswalk("attack-4-2"), carryCrosswalk("attack-sp-800-53"),
	carryCrosswalk("2-1-2010-2024"), carryCrosswalk("2-1-2024-3-3"),
}

type carriedCrosswalk struct {
	id        string
	crosswalk func() *Crosswalk
}

// A damaged pack is a fault of the build, as with [carry].
func carryCrosswalk(id string) carriedCrosswalk {
	return carriedCrosswalk{id, sync.OnceValue(func() *Crosswalk {
		f, err := packs.Open("packs/crosswalk-" + id + ".yaml")
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil {
			defer f.Close()
			var c *Crosswalk
			if c, err = ParseCrosswalk(f); err == nil {
				return c
			}
		}
		panic("the embedded crosswalk " + id + " is damaged: " + err.Error())
	})}
}

// Crosswalks lists the crosswalks that every program carries. They are parsed
// once and shared: do not change them.
func Crosswalks() []*Crosswalk {
	var all []*Crosswalk
	for _, c := range carriedCrosswalks {
		if c := c.crosswalk(); c != nil {
			all = append(all, c)
		}
	}
	return all
}

// FindCrosswalk is the crosswalk with the id, without parsing the others.
func FindCrosswalk(id string) (*Crosswalk, bool) {
	i := slices.IndexFunc(carriedCrosswalks, func(c carriedCrosswalk) bool { return c.id == id })
	if i < 0 {
		return nil, false
	}
	c := carriedCrosswalks[i].crosswalk()
	return c, c != nil
}

// crosswalkInFile is a crosswalk pack as it stands in the file.
type crosswalkInFile struct {
	Format    string `yaml:"format"`
	Crosswalk `yaml:",inline"`
}

// ParseCrosswalk reads a crosswalk pack and checks all of it. An error joins
// everything that is wrong, each with its line and the pair.
func ParseCrosswalk(r io.Reader) (*Crosswalk, error) {
	const name = "the crosswalk pack"
	var p crosswalkInFile
	lines, err := readPack(r, name, &p)
	if err != nil {
		return nil, err
	}
	if err := p.check(lines); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &p.Crosswalk, nil
}

var pairStates = []PairState{Suggested, Confirmed, Rejected}

func (p *crosswalkInFile) check(lines sections) error {
	var faults []error
	fault := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	if p.Format != CrosswalkFormat {
		fault("the format is %q, want %q", short(p.Format), CrosswalkFormat)
	}
	for _, f := range []struct{ name, value string }{
		{"id", p.ID}, {"title", p.Title}, {"from", string(p.From)}, {"to", string(p.To)}, {"source", p.Source},
	} {
		if strings.TrimSpace(f.value) == "" || len(f.value) > maxTextBytes {
			fault("the crosswalk has no %s, or one longer than %d bytes", f.name, maxTextBytes)
		}
	}
	if p.From == p.To && p.From != "" {
		fault("the crosswalk leads from %s to itself", p.From)
	}
	if len(p.Pairs) == 0 {
		fault("the crosswalk has no pairs")
	}
	seen := map[[2]RequirementID]bool{}
	for i, pair := range p.Pairs {
		at := fmt.Sprintf("line %d, pair %q to %q", lines.line("pairs", i), short(string(pair.From)), short(string(pair.To)))
		ends := [2]RequirementID{pair.From, pair.To}
		switch {
		case pair.From == "" || pair.To == "" || len(pair.From) > maxIDBytes || len(pair.To) > maxIDBytes:
			fault("%s: each end is an id of 1 to %d bytes", at, maxIDBytes)
		case seen[ends]:
			fault("%s: the pair stands twice", at)
		case !slices.Contains(Strengths, pair.Strength):
			fault("%s: strength is %q, it is one of %s", at, short(string(pair.Strength)), words(Strengths))
		case !slices.Contains(pairStates, pair.State):
			fault("%s: state is %q, it is one of %s", at, short(string(pair.State)), words(pairStates))
		case pair.Whole && pair.Strength != Subset:
			fault("%s: whole marks parts, so the strength is subset", at)
		case len(pair.Note) > maxTextBytes:
			fault("%s: the note is longer than %d bytes", at, maxTextBytes)
		}
		seen[ends] = true
	}
	for i, u := range p.Rest {
		if u.Set != p.From && u.Set != p.To || u.Requirement == "" || u.Why == "" {
			fault("line %d: an unpaired requirement names one of the two sets, itself and why", lines.line("rest", i))
		}
	}
	return errors.Join(faults...)
}
