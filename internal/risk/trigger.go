package risk

import (
	"fmt"
	"reflect"
	"strings"

	"ringwall/internal/plant"
)

// AssumptionOverdue says that the test of an assumption is due.
const AssumptionOverdue Trigger = "assumption-overdue"

// Cause is what makes something decided be looked at again.
type Cause struct {
	Trigger Trigger
	What    string // "conduit C-07 was added"
}

// Causes tells what a change of one record calls for (IEC 62443-3-2, ZCR 7):
// nothing, as a rule. before is nil for a new record, after for one that went;
// both are pointers to records of the same kind.
func Causes(before, after any) []Cause {
	switch {
	case is[plant.Asset](before, after):
		return assetCauses(as[plant.Asset](before), as[plant.Asset](after))
	case is[plant.Conduit](before, after):
		return conduitCauses(as[plant.Conduit](before), as[plant.Conduit](after))
	case is[System](before, after):
		return accessCauses(as[System](before), as[System](after))
	case is[Assumption](before, after):
		return assumptionCauses(as[Assumption](before), as[Assumption](after))
	}
	return nil
}

func is[T any](before, after any) bool {
	_, b := before.(*T)
	_, a := after.(*T)
	return a || b
}

func as[T any](v any) *T {
	p, _ := v.(*T)
	return p
}

func assetCauses(before, after *plant.Asset) (causes []Cause) {
	switch {
	case before == nil:
		return []Cause{{AssetChanged, "asset " + after.Key + " was added"}}
	case after == nil:
		return []Cause{{AssetChanged, "asset " + before.Key + " was removed"}}
	}
	if !strings.EqualFold(strings.TrimSpace(before.Vendor), strings.TrimSpace(after.Vendor)) {
		causes = append(causes, Cause{SupplierChanged, fmt.Sprintf("the vendor of asset %s was changed from %s to %s", after.Key, said(before.Vendor), said(after.Vendor))})
	}
	var what []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"the zone", before.Zone == after.Zone},
		{"the addresses", alike(before.Addresses, after.Addresses)},
		{"the type", before.Type == after.Type},
		{"the firmware", before.Firmware == after.Firmware},
	} {
		if !f.same {
			what = append(what, f.name)
		}
	}
	if len(what) > 0 {
		causes = append(causes, Cause{AssetChanged, fmt.Sprintf("%s of asset %s changed", strings.Join(what, " and "), after.Key)})
	}
	return causes
}

func conduitCauses(before, after *plant.Conduit) []Cause {
	switch {
	case before == nil:
		return []Cause{{PathChanged, "conduit " + after.Key + " was added"}}
	case after == nil:
		return []Cause{{PathChanged, "conduit " + before.Key + " was removed"}}
	case before.From != after.From || before.To != after.To:
		return []Cause{{PathChanged, "the ends of conduit " + after.Key + " changed"}}
	case !alike(before.Flows, after.Flows):
		return []Cause{{PathChanged, "the flow rules of conduit " + after.Key + " changed"}}
	case !alike(before.Controls, after.Controls):
		return []Cause{{PathChanged, "the controls of conduit " + after.Key + " changed"}}
	case !alike(before.Devices, after.Devices):
		return []Cause{{PathChanged, "the devices of conduit " + after.Key + " changed"}}
	case before.Wireless != after.Wireless || before.External != after.External || before.Medium != after.Medium:
		return []Cause{{PathChanged, "the medium of conduit " + after.Key + " changed"}}
	}
	return nil
}

// accessCauses compares the access points of a system by key.
func accessCauses(before, after *System) (causes []Cause) {
	was, now := accessPoints(before), accessPoints(after)
	tell := func(p AccessPoint, did string) {
		causes = append(causes, Cause{PathChanged, "access point " + p.Key + " " + did})
	}
	for _, p := range now {
		if old, known := accessPoint(was, p.Key); !known {
			tell(p, "was added")
		} else if !alike(old, p) {
			tell(p, "was changed")
		}
	}
	for _, p := range was {
		if _, still := accessPoint(now, p.Key); !still {
			tell(p, "was removed")
		}
	}
	return causes
}

func accessPoints(s *System) []AccessPoint {
	if s == nil {
		return nil
	}
	return s.AccessPoints
}

func accessPoint(all []AccessPoint, key string) (AccessPoint, bool) {
	for _, p := range all {
		if p.Key == key {
			return p, true
		}
	}
	return AccessPoint{}, false
}

func assumptionCauses(before, after *Assumption) []Cause {
	if after == nil || after.State != AssumptionFalse || before != nil && before.State == AssumptionFalse {
		return nil
	}
	return []Cause{{AssumptionFailed, "assumption " + after.Key + " proved false"}}
}

func said(s string) string {
	if s = strings.TrimSpace(s); s == "" {
		return "none"
	}
	return s
}

// alike compares two values; an empty list is as good as none.
func alike[T any](a, b T) bool {
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	if x.Kind() == reflect.Slice && x.Len() == 0 && y.Len() == 0 {
		return true
	}
	return reflect.DeepEqual(a, b)
}
