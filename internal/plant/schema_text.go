package plant

// describe is what an attribute of a document means, in one sentence.
func describe(def, name string) string {
	if text, ok := meanings[def+"."+name]; ok {
		return text
	}
	return meanings[name]
}

// meanings is by "definition.attribute", or by attribute where it means the
// same everywhere.
var meanings = map[string]string{
	"document.format":   "Name and version of this format.",
	"document.site":     "The site itself.",
	"document.zones":    "Groups of assets with common security requirements.",
	"document.conduits": "Groups of channels between two zones each.",
	"document.assets":   "Devices, hosts and applications.",
	"document.answers":  "Answers to requirements; what has none counts as not met.",

	"key":         "Short unique name that people say aloud; records refer to each other by it.",
	"name":        "What people call it.",
	"owner":       "Who answers for it.",
	"description": "Free text; may have several lines.",
	"location":    "Where it stands.",
	"note":        "Free remark.",
	"vendor":      "Who makes it.",
	"model":       "Model name.",
	"orderNumber": "Order number of the vendor.",
	"firmware":    "Firmware or software version.",
	"serial":      "Serial number.",
	"wireless":    "True when radio is used.",
	"external":    "True when it reaches beyond the owner's control.",
	"assumptions": "What was taken for granted about its surroundings.",
	"target":      "Decided target security level (SL-T).",

	"site.sector":           "Branch of industry.",
	"zone.kind":             "What the zone is for.",
	"zone.parent":           "Key of the zone around it.",
	"zone.purdue":           "Purdue level; an attribute only.",
	"zone.safety":           "True for a zone of safety instrumented systems.",
	"zone.transient":        "True for a zone of devices that come and go.",
	"zone.logicalBoundary":  "Where the zone ends in the network.",
	"zone.physicalBoundary": "Where the zone ends in the building.",
	"zone.place":            "Where the drawing shows the zone; without it the drawing keeps or chooses one.",
	"conduit.from":          "Key of the zone at one end.",
	"conduit.to":            "Key of the zone at the other end.",
	"conduit.flows":         "Permitted traffic; nothing else is declared.",
	"conduit.controls":      "Security measures on the way.",
	"conduit.medium":        "What carries it, such as copper, fibre or VPN.",

	"asset.type":        "Component type of IEC 62443-4-2.",
	"asset.role":        "What it does in the plant.",
	"asset.zone":        "Key of its zone; empty for an asset not assigned yet.",
	"asset.addresses":   "Network addresses.",
	"asset.modules":     "Parts with an identity of their own.",
	"asset.criticality": "How bad its loss is, from 1 (negligible) to 5 (catastrophic); 0 is not rated.",
	"asset.installed":   "Day of installation.",
	"asset.supportEnds": "Day on which the vendor's support ends.",
	"asset.retired":     "Day on which it was taken out of service.",
	"asset.safety":      "Part in a safety function.",
	"asset.tags":        "Free words to find it by; the tag business marks office equipment.",
	"asset.sources":     "Where attributes come from, by attribute name; what is not listed was typed.",

	"target.vector":     "Levels from 0 to 4 for FR 1 to FR 7.",
	"target.method":     "How the target was derived.",
	"target.rationale":  "Why it is right.",
	"target.approver":   "Who approved it.",
	"target.approvedOn": "Day of approval.",

	"place.x": "Left edge.",
	"place.y": "Top edge.",
	"place.w": "Width.",
	"place.h": "Height.",

	"flowRule.direction": "Who opens the exchange, seen from the conduit's from end.",
	"flowRule.protocol":  "Application protocol, or tcp, udp or any.",
	"flowRule.ports":     "Server ports, such as 502, 5000-5010 or 80,443; empty is any.",
	"flowRule.function":  "What the protocol may do; empty is any.",

	"address.interface": "Interface or port of the device.",
	"address.mac":       "MAC address in lower case with colons.",
	"address.ip":        "IPv4 or IPv6 address without a mask.",
	"address.vlan":      "VLAN number.",
	"address.host":      "Host name.",

	"module.slot": "Slot or position.",

	"safetyFunction.standard": "Standard that the level follows.",
	"safetyFunction.sil":      "Safety integrity level, 1 to 4.",
	"safetyFunction.pl":       "Performance level, a to e.",
	"safetyFunction.function": "What the safety function does.",

	"source.from":       "How the value came in.",
	"source.ref":        "File and place it came from.",
	"source.confidence": "How far it can be trusted.",

	"answer.subject":      "What the answer is about: site, or zone or conduit and its key.",
	"answer.set":          "Requirement set; empty is the system requirements of IEC 62443-3-3.",
	"answer.requirement":  "Id of the requirement.",
	"answer.state":        "The answer.",
	"answer.reason":       "Why; needed for partly and not-applicable.",
	"answer.approver":     "Who agreed; needed for not-applicable.",
	"answer.compensating": "Countermeasure that stands in; needed for compensated.",
	"answer.expires":      "Day from which a compensated answer counts as not met.",
	"answer.from":         "Subject whose answer on the same requirement is inherited.",
	"answer.evidence":     "Proofs in words or by document id.",
	"answer.assessor":     "Who assessed it.",
	"answer.assessedOn":   "Day of the assessment.",
}
