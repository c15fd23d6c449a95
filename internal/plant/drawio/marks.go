package drawio

import (
	"strconv"
	"strings"

	"ringwall/internal/plant"
)

// prefix is before the name of every attribute that is ours.
const prefix = "ringwall-"

// mark is an attribute of a record that the drawing carries beside the label,
// so that it comes back. What a shape does not say is not known, which is not
// the same as empty.
type mark[T any] struct {
	name string
	get  func(*T) string
	set  func(*T, string)
}

func word[T any, S ~string](name string, at func(*T) *S) mark[T] {
	return mark[T]{name, func(r *T) string { return string(*at(r)) }, func(r *T, s string) { *at(r) = S(s) }}
}

func flag[T any](name string, at func(*T) *bool) mark[T] {
	return mark[T]{name, func(r *T) string { return strconv.FormatBool(*at(r)) }, func(r *T, s string) { *at(r) = s == "true" || s == "1" || s == "yes" }}
}

var zoneMarks = []mark[plant.DocZone]{
	word("key", func(z *plant.DocZone) *string { return &z.Key }),
	word("name", func(z *plant.DocZone) *string { return &z.Name }),
	word("zone-kind", func(z *plant.DocZone) *plant.ZoneKind { return &z.Kind }),
	word("purdue", func(z *plant.DocZone) *string { return &z.Purdue }),
	flag("safety", func(z *plant.DocZone) *bool { return &z.Safety }),
	flag("wireless", func(z *plant.DocZone) *bool { return &z.Wireless }),
	flag("transient", func(z *plant.DocZone) *bool { return &z.Transient }),
	flag("external", func(z *plant.DocZone) *bool { return &z.External }),
}

var assetMarks = []mark[plant.DocAsset]{
	word("key", func(a *plant.DocAsset) *string { return &a.Key }),
	word("name", func(a *plant.DocAsset) *string { return &a.Name }),
	word("type", func(a *plant.DocAsset) *plant.AssetType { return &a.Type }),
	word("role", func(a *plant.DocAsset) *plant.AssetRole { return &a.Role }),
	word("vendor", func(a *plant.DocAsset) *string { return &a.Vendor }),
	word("model", func(a *plant.DocAsset) *string { return &a.Model }),
}

var conduitMarks = []mark[plant.DocConduit]{
	word("key", func(c *plant.DocConduit) *string { return &c.Key }),
	word("name", func(c *plant.DocConduit) *string { return &c.Name }),
	flag("wireless", func(c *plant.DocConduit) *bool { return &c.Wireless }),
	flag("external", func(c *plant.DocConduit) *bool { return &c.External }),
}

// recall takes over what the marks of a shape say, but for the key.
func recall[T any](marks []mark[T], r *T, said map[string]string) {
	for _, m := range marks {
		if value, is := said[m.name]; is && m.name != "key" {
			m.set(r, value)
		}
	}
}

// The label that [Write] gives a record. As long as a shape still has it, the
// marks hold; once somebody changed it, the label does.
func zoneLabel(key, name string) string { return strings.TrimSpace(key + " " + name) }

func assetLabel(key, name string) string {
	if name == "" {
		return key
	}
	return key + "\n" + name
}

// renamed is the name that a label gives to the record of a key, and whether
// it says one that its marks do not.
func renamed(c *cell, label, written string) (string, bool) {
	if joined(label) == joined(written) {
		return "", false
	}
	key := c.marks["key"]
	if key != "" && len(label) >= len(key) && strings.EqualFold(label[:len(key)], key) {
		label = strings.TrimLeft(label[len(key):], " \n–:·")
	}
	return joined(label), true
}
