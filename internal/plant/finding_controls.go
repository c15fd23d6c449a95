package plant

import (
	"strings"
	"unicode"
)

// Protection is what the words of a control amount to. A control is a line of
// text that somebody wrote, so what is meant by it has to be read.
type Protection uint8

// The protections. An access list filters by address and port; a boundary
// device keeps state and denies what it does not know. Detection is none of
// both: it filters nothing.
const (
	AccessList Protection = 1 << iota
	BoundaryDevice
	DataDiode // is a boundary device as well
	Encryption
	Detection
	Prevention
)

// Has says whether any of the protections is there.
func (p Protection) Has(any Protection) bool { return p&any != 0 }

// protectionWords are what controls are called, in the languages of the
// program. A word in capitals is one that must stand alone: IDS is no part of
// "sides".
var protectionWords = []struct {
	is    Protection
	words []string
}{
	{AccessList, []string{"access list", "access control list", "packet filter", "port filter", "ACL", "zugriffsliste", "paketfilter", "アクセスリスト"}},
	{BoundaryDevice, []string{"firewall", "fire wall", "deep inspection", "application gateway", "proxy", "UTM", "NGFW", "ファイアウォール"}},
	{DataDiode | BoundaryDevice, []string{"data diode", "datadiode", "data-diode", "one-way gateway", "unidirectional gateway", "datendiode", "データダイオード"}},
	{Encryption, []string{"encrypt", "ipsec", "wireguard", "macsec", "wpa2", "wpa3", "secoc", "signandencrypt", "VPN", "TLS", "SSH", "DTLS", "verschlüssel", "暗号"}},
	{Detection, []string{"intrusion detection", "anomaly detection", "network monitoring", "security monitoring", "passive monitoring", "IDS", "NIDS", "IPS", "SIEM", "angriffserkennung", "anomalieerkennung", "侵入検知"}},
	{Prevention, []string{
		"intrusion prevention", "deep inspection", "deep packet inspection", "allowlist", "allow-list", "whitelist", "application control", "malware", "antivirus", "anti-virus", "virus scan",
		"endpoint protection", "write blocked", "IPS", "DPI", "EDR", "virenschutz", "侵入防止", "マルウェア",
	}},
}

// saysNo are the beginnings of a control that tells what is missing.
var saysNo = []string{"no ", "not ", "none", "without ", "missing ", "kein", "ohne ", "nicht "}

// ProtectionOf reads what texts such as the controls of a conduit amount to. A
// text that begins with "no" or "without" amounts to nothing.
func ProtectionOf(texts ...string) Protection {
	var p Protection
	for _, text := range texts {
		lower := strings.ToLower(strings.TrimSpace(text))
		if hasPrefix(lower, saysNo) {
			continue
		}
		for _, kind := range protectionWords {
			for _, word := range kind.words {
				if contains(lower, word) {
					p |= kind.is
					break
				}
			}
		}
	}
	return p
}

func hasPrefix(text string, beginnings []string) bool {
	for _, b := range beginnings {
		if strings.HasPrefix(text, b) {
			return true
		}
	}
	return false
}

// contains finds a word in a text of small letters; one in capitals must stand alone.
func contains(lower, word string) bool {
	if word[0] < 'A' || word[0] > 'Z' {
		return strings.Contains(lower, word)
	}
	word = strings.ToLower(word)
	for from := 0; ; {
		i := strings.Index(lower[from:], word)
		if i < 0 {
			return false
		}
		i += from
		if !letterAt(lower, i-1) && !letterAt(lower, i+len(word)) {
			return true
		}
		from = i + 1
	}
}

func letterAt(s string, i int) bool {
	return i >= 0 && i < len(s) && unicode.IsLetter(rune(s[i]))
}

// Protection is what an asset itself gives to those beside it, by its role,
// its tags and what it is called.
func (a Asset) Protection() Protection {
	var p Protection
	switch a.Role {
	case "firewall":
		p = BoundaryDevice
	case "data-diode":
		p = BoundaryDevice | DataDiode
	case "plc", "safety-controller", "rtu", "remote-io", "drive", "robot", "instrument", "ied", "printer", "camera":
		return 0
	}
	// What a switch is called says nothing of the firewall that it leads to.
	const byName = Detection | Prevention
	return p | ProtectionOf(append([]string{a.Name, a.Model}, a.Tags...)...)&byName
}

// secretProtocols encrypt what they carry.
var secretProtocols = map[string]bool{
	"https": true, "ssh": true, "sftp": true, "scp": true, "ftps": true, "ldaps": true, "syslog-tls": true, "mqtts": true,
	"opc-ua-secure": true, "rdp": true, "rdp-gateway": true, "tls": true, "dtls": true, "ipsec": true, "wireguard": true,
	"openvpn": true, "snmpv3": true, "cip-security": true, "imaps": true, "smtps": true, "radsec": true, "winrm-https": true,
}

// ClearFlows are the protocols of a conduit that do not encrypt by themselves.
func (c Conduit) ClearFlows() []string {
	var clear []string
	told := map[string]bool{}
	for _, f := range c.Flows {
		protocol := strings.ToLower(f.Protocol)
		if !secretProtocols[protocol] && !told[protocol] {
			told[protocol] = true
			clear = append(clear, protocol)
		}
	}
	return clear
}
