package catalog

import (
	"bytes"
	_ "embed"
	"sync"
)

//go:embed packs/iec-62443-3-3-2013.yaml
var systemPack []byte

// SystemSet is the set of IEC 62443-3-3:2013 with COR1:2014, which every
// program carries. It is parsed once and shared: do not change it.
func SystemSet() *Set { return systemSet() }

// A pack that does not parse is a fault of the build, which the tests of this
// package refuse; there is nothing a caller could do about it.
var systemSet = sync.OnceValue(func() *Set {
	set, err := Parse(bytes.NewReader(systemPack))
	if err != nil {
		panic("the embedded requirement pack is damaged: " + err.Error())
	}
	return set
})
