package sheet

import (
	"fmt"
	"strconv"
	"strings"

	"ringwall/internal/plant"
)

// Field is something of an asset that a column can feed.
type Field struct {
	Name  string `json:"name"`
	Label string `json:"label"`
	// pointer is where the rules of the plant name the field.
	pointer string
	// set reads a cell into an asset; nil for those that need more than the cell.
	set func(a *plant.Asset, text string) error
}

// Fields are the asset fields that a column can feed, in the order of menus.
var Fields = []Field{
	{"key", "Key", "/key", func(a *plant.Asset, s string) error { a.Key = s; return nil }},
	{"name", "Name", "/name", func(a *plant.Asset, s string) error { a.Name = s; return nil }},
	{"type", "Type", "/type", setType},
	{"role", "Role", "/role", setRole},
	{"zone", "Zone", "/zone", nil},
	{"vendor", "Vendor", "/vendor", func(a *plant.Asset, s string) error { a.Vendor = s; return nil }},
	{"model", "Model", "/model", func(a *plant.Asset, s string) error { a.Model = s; return nil }},
	{"orderNumber", "Order number", "/orderNumber", func(a *plant.Asset, s string) error { a.OrderNumber = s; return nil }},
	{"firmware", "Firmware", "/firmware", func(a *plant.Asset, s string) error { a.Firmware = s; return nil }},
	{"serial", "Serial number", "/serial", func(a *plant.Asset, s string) error { a.Serial = s; return nil }},
	{"ip", "IP address", "/addresses", nil},
	{"mac", "MAC address", "/addresses", nil},
	{"host", "Host name", "/addresses", nil},
	{"vlan", "VLAN", "/addresses", nil},
	{"interface", "Interface", "/addresses", nil},
	{"criticality", "Criticality", "/criticality", setCriticality},
	{"owner", "Owner", "/owner", func(a *plant.Asset, s string) error { a.Owner = s; return nil }},
	{"location", "Location", "/location", func(a *plant.Asset, s string) error { a.Location = s; return nil }},
	{"installed", "Installed", "/installed", func(a *plant.Asset, s string) error { return setDay(&a.Installed, s) }},
	{"supportEnds", "Support ends", "/supportEnds", func(a *plant.Asset, s string) error { return setDay(&a.SupportEnds, s) }},
	{"retired", "Retired", "/retired", func(a *plant.Asset, s string) error { return setDay(&a.Retired, s) }},
	{"sil", "Safety integrity level", "/safety", setSIL},
	{"pl", "Performance level", "/safety", setPL},
	{"safetyFunction", "Safety function", "/safety", func(a *plant.Asset, s string) error { safety(a).Function = s; return nil }},
	{"tags", "Tags", "/tags", setTags},
	{"description", "Description", "/description", func(a *plant.Asset, s string) error { a.Description = s; return nil }},
}

func fieldOf(name string) (Field, bool) {
	for _, f := range Fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}

// setType reads a component type, or the name of a role, which implies one.
func setType(a *plant.Asset, s string) error {
	if t, ok := typeWords[squeeze(s)]; ok {
		a.Type = t
		return nil
	}
	if role, ok := roleWords[squeeze(s)]; ok {
		a.Type = TypeOf(role)
		if a.Role == "" {
			a.Role = role
		}
		return nil
	}
	return fmt.Errorf("%q is no known type: write embedded device, host device, network device, software application, or a role such as PLC", s)
}

func setRole(a *plant.Asset, s string) error {
	role, ok := roleWords[squeeze(s)]
	if !ok {
		return fmt.Errorf("%q is no known role: write one such as PLC, HMI, switch or engineering station, or other", s)
	}
	a.Role = role
	return nil
}

func setCriticality(a *plant.Asset, s string) error {
	if n, ok := criticalityWords[squeeze(s)]; ok {
		a.Criticality = n
		return nil
	}
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 0 || n > 5 {
		return fmt.Errorf("%q is no criticality: write 1 (negligible) to 5 (catastrophic), or low, medium, high", s)
	}
	a.Criticality = n
	return nil
}

func setDay(d *plant.Date, s string) error {
	day, err := parseDay(s)
	if err != nil {
		return err
	}
	*d = day
	return nil
}

// safety is the asset's own safety function, made when there is none; a copy,
// because the asset may share the value with the site it comes from.
func safety(a *plant.Asset) *plant.SafetyFunction {
	f := plant.SafetyFunction{}
	if a.Safety != nil {
		f = *a.Safety
	}
	a.Safety = &f
	return a.Safety
}

func setSIL(a *plant.Asset, s string) error {
	n, err := strconv.Atoi(strings.TrimSpace(strings.TrimPrefix(strings.ToUpper(s), "SIL")))
	if err != nil || n < 0 || n > 4 {
		return fmt.Errorf("%q is no safety integrity level: write 1 to 4", s)
	}
	if n > 0 || a.Safety != nil {
		safety(a).SIL = n
	}
	return nil
}

func setPL(a *plant.Asset, s string) error {
	level := strings.TrimSpace(strings.TrimPrefix(strings.ToLower(strings.TrimSpace(s)), "pl"))
	if len(level) != 1 || level[0] < 'a' || level[0] > 'e' {
		return fmt.Errorf("%q is no performance level: write a to e", s)
	}
	safety(a).PL = level
	return nil
}

func setTags(a *plant.Asset, s string) error {
	a.Tags = parts(s, ",;、\n")
	return nil
}

// parts divides a cell that holds several values.
func parts(s, dividers string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(dividers, r) }) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
