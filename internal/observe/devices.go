package observe

import (
	"net/netip"
	"slices"
)

// device is what one MAC address stands for, or an IP address whose MAC is not
// its own.
type device struct {
	mac     string // "" where the device is known by its IP address only
	talkers []Talker
	behind  string   // the MAC that passes its packets on
	passes  []Talker // whose packets its MAC passes on
}

// devices groups the talkers of a capture into devices. Addresses of groups and
// of the loopback interface are nobody's.
//
// The rule for a MAC with several IPv4 addresses: those it announces are its
// own and the others are behind it; if it announces none, all are behind it,
// since a router looks just so and a host with two addresses does rarely.
func devices(t Traffic) []device {
	var list []device
	at := map[string]int{} // MAC to its place in list
	for _, w := range t.Talkers {
		ip, _ := netip.ParseAddr(w.IP)
		if w.Group != Single || ip.IsLoopback() {
			continue
		}
		if w.MAC == "" {
			if ip.IsValid() && !ip.IsUnspecified() {
				list = append(list, device{talkers: []Talker{w}})
			}
			continue
		}
		i, ok := at[w.MAC]
		if !ok {
			i = len(list)
			at[w.MAC] = i
			list = append(list, device{mac: w.MAC})
		}
		list[i].talkers = append(list[i].talkers, w)
	}
	for i := range list[:len(list):len(list)] {
		list = append(list, list[i].split()...)
	}
	return joinBehind(list)
}

// split takes the addresses that are only behind the device out of it.
func (d *device) split() []device {
	if d.mac == "" {
		return nil
	}
	var v4, v6, announced int
	for _, w := range d.talkers {
		switch ip, err := netip.ParseAddr(w.IP); {
		case err != nil:
		case ip.Is4():
			v4++
			if w.OwnIP {
				announced++
			}
		case !w.OwnIP && !ip.IsLinkLocalUnicast():
			v6++
		}
	}
	// A host has a few addresses of IPv6 (a fixed one, some that change).
	const fewIPv6 = 3
	own := func(w Talker) bool {
		switch ip, err := netip.ParseAddr(w.IP); {
		case err != nil || w.OwnIP || ip.IsLinkLocalUnicast():
			return true
		case ip.Is4():
			return v4 == 1
		default:
			return v6 <= fewIPv6 && v4-announced <= 1
		}
	}
	var behind []device
	var kept []Talker
	for _, w := range d.talkers {
		if own(w) {
			kept = append(kept, w)
			continue
		}
		d.passes = append(d.passes, w)
		behind = append(behind, device{behind: d.mac, talkers: []Talker{w}})
	}
	d.talkers = kept
	return behind
}

// joinBehind joins what was seen of one address at several places: on its own
// MAC and behind another, when the capture was taken on both sides of a router.
func joinBehind(list []device) []device {
	at := map[string]int{}
	for i, d := range list {
		for _, w := range d.talkers {
			if _, ok := at[w.IP]; !ok && w.IP != "" && d.behind == "" {
				at[w.IP] = i
			}
		}
	}
	var joined []device
	place := map[int]int{} // in list to in joined
	for i, d := range list {
		if d.behind != "" {
			ip := d.talkers[0].IP
			if j, ok := at[ip]; ok {
				joined[place[j]].talkers = append(joined[place[j]].talkers, d.talkers...)
				continue
			}
			at[ip] = i
		}
		place[i] = len(joined)
		joined = append(joined, d)
	}
	return slices.DeleteFunc(joined, func(d device) bool { return len(d.talkers) == 0 && len(d.passes) == 0 })
}

// wire are the talkers by which the device itself shows on the wire: its own,
// or, when it only passes packets on, those that it passes on.
func (d device) wire() []Talker {
	if len(d.talkers) == 0 {
		return d.passes
	}
	return d.talkers
}

// silent says that the device was addressed but never sent a packet, so that
// nothing shows that it exists.
func (d device) silent() bool {
	return !slices.ContainsFunc(d.wire(), func(w Talker) bool { return w.Sent > 0 })
}

// ends are the device's addresses, without repetition.
func (d device) ends() []End {
	var list []End
	for _, w := range d.talkers {
		e := End{MAC: d.mac, IP: w.IP}
		if !slices.Contains(list, e) {
			list = append(list, e)
		}
	}
	if len(list) == 0 {
		list = []End{{MAC: d.mac}}
	}
	return list
}

// ips are the device's IP addresses.
func (d device) ips() []string {
	var list []string
	for _, w := range d.talkers {
		if w.IP != "" && !slices.Contains(list, w.IP) {
			list = append(list, w.IP)
		}
	}
	return list
}

// occurrence is when the device was seen, and in which frame first.
func (d device) occurrence() Occurrence {
	var o Occurrence
	for _, w := range d.wire() {
		o.Packets += w.Packets
		if !w.First.IsZero() && (o.First.IsZero() || w.First.Before(o.First)) {
			o.First = w.First
		}
		if w.Last.After(o.Last) {
			o.Last = w.Last
		}
		if o.FirstFrame == 0 || w.FirstFrame < o.FirstFrame {
			o.FirstFrame = w.FirstFrame
		}
	}
	return o
}
