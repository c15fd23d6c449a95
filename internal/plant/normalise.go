package plant

import (
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"time"
)

// NormaliseSiteRecord trims every text of the record.
func NormaliseSiteRecord(r SiteRecord) SiteRecord { return Tidy(r) }

// NormaliseZone trims every text of the zone and drops empty entries of lists.
func NormaliseZone(z Zone) Zone { return Tidy(z) }

// NormaliseConduit does for a conduit what [NormaliseZone] does for a zone, and
// writes ports without blanks.
func NormaliseConduit(c Conduit) Conduit {
	c = Tidy(c)
	for i := range c.Flows {
		c.Flows[i].Ports = strings.ReplaceAll(c.Flows[i].Ports, " ", "")
	}
	return c
}

// NormaliseAsset does for an asset what [NormaliseZone] does for a zone, brings
// addresses into their one form and drops repeated tags.
func NormaliseAsset(a Asset) Asset {
	a = Tidy(a)
	for i := range a.Addresses {
		a.Addresses[i].MAC = NormaliseMAC(a.Addresses[i].MAC)
		if ip, err := netip.ParseAddr(a.Addresses[i].IP); err == nil {
			a.Addresses[i].IP = ip.Unmap().String()
		}
	}
	seen := map[string]bool{}
	a.Tags = slices.DeleteFunc(a.Tags, func(tag string) bool {
		again := seen[tag]
		seen[tag] = true
		return again
	})
	return a
}

// NormaliseMAC writes a MAC address in lower case with colons; what is none is
// left as it is, for the rules to refuse.
func NormaliseMAC(s string) string {
	hex := make([]byte, 0, 12)
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9', c >= 'a' && c <= 'f':
			hex = append(hex, c)
		case c >= 'A' && c <= 'F':
			hex = append(hex, c+'a'-'A')
		case c == ':' || c == '-' || c == '.' || c == ' ':
		default:
			return s
		}
	}
	if len(hex) != 12 {
		return s
	}
	mac := make([]byte, 0, 17)
	for i := 0; i < 12; i += 2 {
		if i > 0 {
			mac = append(mac, ':')
		}
		mac = append(mac, hex[i], hex[i+1])
	}
	return string(mac)
}

// Tidy copies a record deeply; in the copy texts are trimmed, line ends are
// "\n", empty texts are gone from lists, and empty lists and maps are nil, so
// that equal records have one form.
func Tidy[T any](record T) T {
	out := reflect.New(reflect.TypeFor[T]()).Elem()
	out.Set(reflect.ValueOf(record))
	tidyValue(out)
	return out.Interface().(T)
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func tidyValue(v reflect.Value) {
	if at, ok := v.Addr().Interface().(*time.Time); ok {
		*at = at.UTC()
		return
	}
	switch v.Kind() {
	case reflect.String:
		s := v.String()
		if strings.Contains(s, "\r") {
			s = lineEnds.Replace(s)
		}
		v.SetString(strings.TrimSpace(s))
	case reflect.Struct:
		for i := range v.NumField() {
			tidyValue(v.Field(i))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			copied := reflect.New(v.Type().Elem())
			copied.Elem().Set(v.Elem())
			tidyValue(copied.Elem())
			v.Set(copied)
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 { // JSON, which is no text of ours
			v.SetBytes(slices.Clone(v.Bytes()))
			return
		}
		tidySlice(v)
	case reflect.Map:
		tidyMap(v)
	}
}

func tidySlice(v reflect.Value) {
	out := reflect.Zero(v.Type())
	for i := range v.Len() {
		item := reflect.New(v.Type().Elem()).Elem()
		item.Set(v.Index(i))
		tidyValue(item)
		if item.Kind() != reflect.String || item.Len() > 0 {
			out = reflect.Append(out, item)
		}
	}
	v.Set(out)
}

func tidyMap(v reflect.Value) {
	if v.Len() == 0 {
		v.SetZero()
		return
	}
	out := reflect.MakeMapWithSize(v.Type(), v.Len())
	for _, key := range v.MapKeys() {
		item := reflect.New(v.Type().Elem()).Elem()
		item.Set(v.MapIndex(key))
		tidyValue(item)
		out.SetMapIndex(key, item)
	}
	v.Set(out)
}
