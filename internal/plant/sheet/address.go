package sheet

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"ringwall/internal/plant"
)

// addressDividers divide the addresses of one cell. A hyphen and a dot stand
// within MAC addresses, a slash before a mask.
const addressDividers = ",;|\n\t 、"

// misread is a cell that cannot be read, by the field it feeds.
type misread struct{ field, text string }

// addresses reads the address columns of a row into an asset. A cell may hold
// several; the columns belong together value by value. What the columns do not
// say of an address that is known already stays.
func (im *importer) addresses(a *plant.Asset, l line) *misread {
	lists := map[string][]string{}
	most := 0
	for _, field := range []string{"ip", "mac", "host", "vlan", "interface"} {
		lists[field] = several(field, im.text(l, field))
		most = max(most, len(lists[field]))
	}
	if most == 0 {
		return nil
	}
	at := func(field string, i int) string {
		if i < len(lists[field]) {
			return lists[field][i]
		}
		return ""
	}
	var out []plant.Address
	for i := range most {
		address := plant.Address{MAC: plant.NormaliseMAC(at("mac", i)), Host: at("host", i), Interface: at("interface", i)}
		ip, err := readIP(at("ip", i))
		if err != nil {
			return &misread{"ip", err.Error() + "."}
		}
		address.IP = ip
		if text := at("vlan", i); text != "" {
			n, err := strconv.Atoi(strings.TrimSpace(strings.TrimPrefix(strings.ToUpper(text), "VLAN")))
			if err != nil {
				return &misread{"vlan", fmt.Sprintf("%q is no VLAN number: write 1 to 4094.", text)}
			}
			address.VLAN = n
		}
		out = append(out, keep(a.Addresses, address))
	}
	if (len(lists["ip"]) == 0 || len(lists["mac"]) == 0) && covered(a.Addresses, out) {
		return nil // the row names only some of what is known
	}
	a.Addresses = slices.DeleteFunc(out, func(address plant.Address) bool { return address == plant.Address{} })
	return nil
}

// several divides a cell. Lines keep their place even when one is empty, so
// that columns written side by side stay side by side.
func several(field, text string) []string {
	if strings.Contains(text, "\n") {
		lines := strings.Split(text, "\n")
		for i := range lines {
			lines[i] = strings.TrimSpace(lines[i])
		}
		return lines
	}
	switch field {
	case "interface", "vlan": // "VLAN 10", "Port 3"
		return parts(text, ",;|")
	case "mac":
		// "00 1B 1B 0A 0B 0C" is one address, not six.
		if mac := plant.NormaliseMAC(text); len(mac) == 17 {
			return []string{mac}
		}
	}
	return parts(text, addressDividers)
}

// readIP reads an address, with or without the mask that lists often add.
func readIP(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	if prefix, err := netip.ParsePrefix(text); err == nil {
		return prefix.Addr().Unmap().String(), nil
	}
	ip, err := netip.ParseAddr(text)
	if err != nil {
		return "", fmt.Errorf("%q is no IP address: write it as 10.20.1.5, several divided by commas", short(text))
	}
	return ip.Unmap().String(), nil
}

// keep adds to an address what the asset's own address of the same IP or MAC says beside it.
func keep(known []plant.Address, address plant.Address) plant.Address {
	for _, k := range known {
		if address.IP != "" && k.IP == address.IP || address.IP == "" && address.MAC != "" && k.MAC == address.MAC {
			if address.IP == "" {
				address.IP = k.IP
			}
			if address.MAC == "" {
				address.MAC = k.MAC
			}
			if address.Host == "" {
				address.Host = k.Host
			}
			if address.Interface == "" {
				address.Interface = k.Interface
			}
			if address.VLAN == 0 {
				address.VLAN = k.VLAN
			}
			return address
		}
	}
	return address
}

func covered(known, named []plant.Address) bool {
	for _, address := range named {
		if !slices.Contains(known, address) {
			return false
		}
	}
	return true
}
