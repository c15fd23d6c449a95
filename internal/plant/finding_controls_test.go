package plant_test

import (
	"testing"

	"ringwall/internal/plant"
)

func TestWhatAControlAmountsTo(t *testing.T) {
	for text, want := range map[string]plant.Protection{
		"firewall FW-301 with deep inspection, write blocked": plant.BoundaryDevice | plant.Prevention,
		"access list on SW-401":                               plant.AccessList,
		"ACL of the router":                                   plant.AccessList,
		"oracle database":                                     0, // no ACL in it
		"data diode DD-601":                                   plant.DataDiode | plant.BoundaryDevice,
		"Datendiode":                                          plant.DataDiode | plant.BoundaryDevice,
		"VPN portal with two factors":                         plant.Encryption,
		"WPA3-Enterprise":                                     plant.Encryption,
		"IDS sensor on the mirror port":                       plant.Detection,
		"both sides are checked":                              0, // no IDS in it
		"IPS in FW-5":                                         plant.Detection | plant.Prevention,
		"no firewall":                                         0,
		"without VPN":                                         0,
		"keine Firewall":                                      0,
		"Verschlüsselung nach Stand der Technik":              plant.Encryption,
		"暗号化":                                                 plant.Encryption,
		"ファイアウォール":                                            plant.BoundaryDevice,
		"":                                                    0,
	} {
		if got := plant.ProtectionOf(text); got != want {
			t.Errorf("%q amounts to %b, want %b", text, got, want)
		}
	}
}

// FuzzProtectionOf: whatever a control says, it is read, and texts add up.
func FuzzProtectionOf(f *testing.F) {
	for _, s := range []string{"firewall", "IDS", "ids ids", "no", "ÄCL ACL", "\xff\xfeIPS"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if plant.ProtectionOf(a, b) != plant.ProtectionOf(a)|plant.ProtectionOf(b) {
			t.Errorf("%q and %q do not add up", a, b)
		}
	})
}
