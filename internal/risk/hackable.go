package risk

import (
	"strings"

	"ringwall/internal/plant"
)

// defeated says why an attacker who causes the scenario has a safeguard as
// well, "" when it stands. Only an attack through the system reaches a network,
// and only what is hackable falls with it. A safeguard that does not say where it stands is
// taken as within reach: what is not known must not hold a risk down.
func (r *rater) defeated(hackable bool, place plant.ZoneID, s *Scenario) string {
	if !hackable || !s.Attackable() {
		return ""
	}
	if place == "" {
		return "It is hackable and does not say in which network it stands, so it is taken as within the attacker's reach: say where it is placed."
	}
	if !r.attacked(s)[place] {
		return ""
	}
	name := string(place)
	if z := r.zones[place]; z != nil {
		name = z.Key
	}
	return "It is hackable and stands in " + name + ", which belongs to the attacked network, so it earns no credit."
}

// attacked is the network that the attacker of a scenario is in: its zone, or
// both ends of its conduit, with the zones that lie within them and those that
// they lie within. A declared conduit between a zone and the one around it
// keeps the two apart.
func (r *rater) attacked(s *Scenario) map[plant.ZoneID]bool {
	id := "z" + string(s.Zone)
	ends := []plant.ZoneID{s.Zone}
	if c := r.conduits[s.Conduit]; s.Conduit != "" && c != nil {
		id, ends = "c"+string(s.Conduit), []plant.ZoneID{c.From, c.To}
	}
	if network, known := r.networks[id]; known {
		return network
	}
	network := map[plant.ZoneID]bool{}
	for _, end := range ends {
		r.inward(end, network)
		for at := r.zones[end]; at != nil && at.Parent != "" && !network[at.Parent] && !r.joined[[2]plant.ZoneID{at.ID, at.Parent}]; at = r.zones[at.Parent] {
			network[at.Parent] = true
		}
	}
	delete(network, "")
	r.networks[id] = network
	return network
}

func (r *rater) inward(zone plant.ZoneID, network map[plant.ZoneID]bool) {
	if network[zone] {
		return
	}
	network[zone] = true
	for _, part := range r.within[zone] {
		if !r.joined[[2]plant.ZoneID{zone, part}] {
			r.inward(part, network)
		}
	}
}

// inSafetyZone says whether a scenario plays in a safety zone, or on a conduit
// that ends in one.
func (r *rater) inSafetyZone(s *Scenario) bool {
	if c := r.conduits[s.Conduit]; c != nil {
		return safetyZone(r.zones[c.From]) || safetyZone(r.zones[c.To])
	}
	return safetyZone(r.zones[s.Zone])
}

func safetyZone(z *plant.Zone) bool { return z != nil && (z.Safety || z.Kind == plant.ZoneSafety) }

// barrier says why a safeguard does not keep an attacker from the consequence
// for good, "" when it does. That takes something that works by itself in the
// process or in the field, such as a relief valve or a hard-wired interlock:
// elsewhere, that nobody marked it as hackable shows nothing, and what earns no
// credit stands in nobody's way.
func (g *guard) barrier() string {
	switch {
	case g.Hackable:
		return ""
	case g.Layer == "":
		return "“" + g.Name + "” does not say in which layer it stands"
	case g.Layer != "physical" && g.Layer != "safety-process":
		return "“" + g.Name + "” stands in the layer " + string(g.Layer) + ", not in the field or the process"
	case g.claim == Lowered{} && !(g.pfd > 0 && g.pfd < 1):
		return "“" + g.Name + "” earns no credit"
	}
	return ""
}

// hackable decides whether an attacker can cause the scenario and defeat every
// safeguard: then nothing but cyber security stands in between.
func (r *rater) hackable(b *basis, guards []guard, out *ScenarioResult) {
	if !b.s.Attackable() {
		out.HackableWhy = "No attacker can bring the cause about through the system, so the scenario is not hackable."
		return
	}
	var all, firm, later, doubtful []string
	for i := range guards {
		g := &guards[i]
		if !g.inPlace(true) {
			continue
		}
		doubt := g.barrier()
		switch {
		case doubt != "":
			doubtful = append(doubtful, doubt)
		case g.Hackable:
		case g.there:
			firm = append(firm, g.Name)
		default:
			later = append(later, g.Name)
		}
		if g.there && (g.Hackable || doubt != "") {
			all = append(all, g.Name)
		}
	}
	out.Hackable = len(firm) == 0
	out.HackableResidual = out.Hackable && len(later) == 0
	switch {
	case !out.Hackable:
		out.HackableWhy = "It is not hackable: no attacker can defeat " + strings.Join(firm, ", ") + "."
		return
	case len(all) == 0:
		out.HackableWhy = "It is hackable: an attacker can bring it about and no safeguard is there."
	default:
		out.HackableWhy = "It is hackable: an attacker can bring it about and defeat every safeguard that is there (" + strings.Join(all, ", ") + ")."
	}
	if len(doubtful) > 0 {
		out.HackableWhy += " Only a safeguard that is not hackable, earns credit and stands in the layer physical or safety-process settles this: " + strings.Join(doubtful, "; ") + "."
	}
	if !out.HackableResidual {
		out.HackableWhy += " Once " + strings.Join(later, ", ") + " is there, it no longer is."
	}
}
