package catalog

import (
	"bytes"
	"fmt"
	"io"
	"sync"
)

// Threats is release 18.1 of ATT&CK for ICS, which every program carries. It is
// parsed once and shared: do not change it.
func Threats() *ThreatSet { return embeddedThreats() }

// A pack that does not parse is a fault of the build, which the tests of this
// package refuse; there is nothing a caller could do about it.
var embeddedThreats = sync.OnceValue(func() *ThreatSet {
	text, err := packs.ReadFile("packs/attack-ics-18.1.yaml")
	if err != nil {
		panic("the program was built without the threat pack: " + err.Error())
	}
	set, err := ParseThreats(bytes.NewReader(text))
	if err != nil {
		panic("the embedded threat pack is damaged: " + err.Error())
	}
	return set
})

// ThreatFormat is the first line of a threat pack: the format that [ParseThreats] reads.
const ThreatFormat = "ringwall-threats/1"

// threatsInFile is a threat pack as it stands in the file.
type threatsInFile struct {
	Format      string             `yaml:"format"`
	Release     string             `yaml:"release"`
	Attribution string             `yaml:"attribution"`
	Tactics     []Tactic           `yaml:"tactics"`
	Mitigations []Mitigation       `yaml:"mitigations"`
	Techniques  []Technique        `yaml:"techniques"`
	Assets      []TargetedKind     `yaml:"assets"`
	Retired     []RetiredTechnique `yaml:"retired"`
}

// ParseThreats reads a threat pack and checks all of it.
func ParseThreats(r io.Reader) (*ThreatSet, error) {
	var p threatsInFile
	if _, err := readPack(r, "the threat pack", &p); err != nil {
		return nil, err
	}
	if p.Format != ThreatFormat {
		return nil, fmt.Errorf("the threat pack: the format is %q, want %q", short(p.Format), ThreatFormat)
	}
	set := &ThreatSet{
		Release: p.Release, Attribution: p.Attribution, Tactics: p.Tactics, Techniques: p.Techniques,
		Mitigations: p.Mitigations, Assets: p.Assets, Retired: p.Retired,
	}
	if err := set.settle(); err != nil {
		return nil, fmt.Errorf("the threat pack: %w", err)
	}
	return set, nil
}
