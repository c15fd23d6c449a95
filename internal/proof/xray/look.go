package xray

import (
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/risk"
	"ringwall/internal/supply"
)

// look is the record with the look-ups that the rules need.
type look struct {
	Input
	sets      map[catalog.SetID]*catalog.Set
	zones     map[plant.ZoneID]*plant.Zone
	conduits  map[plant.ConduitID]*plant.Conduit
	assets    map[plant.AssetID]*plant.Asset
	assetKeys map[string]*plant.Asset
	members   map[plant.ZoneID][]*plant.Asset // in service
	retired   map[plant.ZoneID]int
	touching  map[plant.ZoneID][]*plant.Conduit
	measures  map[string]*risk.Countermeasure // by key and by name, in lower case
	functions map[string]*risk.Function       // by key, in lower case
	evidence  map[assess.EvidenceID]*proof.Evidence
	scopes    map[assess.EvidenceID]*scope
	served    map[assess.EvidenceID][]*assess.Verdict // answers that name it
	products  map[supply.ID]*supply.Product
	companies map[supply.ID]*supply.Company
	certs     map[supply.ID][]*supply.Certificate // of each product
	subjects  map[string]assess.Subject           // by what people call them: "zone Z-01"
	names     map[assess.Subject]string
	people    map[string]*Person // by name and by e-mail, in lower case
	answers   map[assess.Subject]map[catalog.SetID]map[catalog.RequirementID]*assess.Verdict
	claims    map[supply.ID][]*assess.Claim // of each product
	postures  map[assess.Subject]*assess.SubjectPosture
	stands    map[standKey]proof.Stand
	days      map[freshKey]int
	matched   map[plant.AssetID]*supply.Matched // of those in service
	installed map[supply.ID][]*plant.Asset
}

func lookInto(in Input) *look {
	m := &look{
		Input: in, sets: map[catalog.SetID]*catalog.Set{},
		zones: map[plant.ZoneID]*plant.Zone{}, conduits: map[plant.ConduitID]*plant.Conduit{},
		assets: make(map[plant.AssetID]*plant.Asset, len(in.Site.Assets)), assetKeys: make(map[string]*plant.Asset, len(in.Site.Assets)),
		members: map[plant.ZoneID][]*plant.Asset{}, retired: map[plant.ZoneID]int{}, touching: map[plant.ZoneID][]*plant.Conduit{},
		measures: map[string]*risk.Countermeasure{}, functions: map[string]*risk.Function{},
		evidence: make(map[assess.EvidenceID]*proof.Evidence, len(in.Evidence)), scopes: map[assess.EvidenceID]*scope{},
		served:   make(map[assess.EvidenceID][]*assess.Verdict, len(in.Evidence)),
		products: map[supply.ID]*supply.Product{}, companies: map[supply.ID]*supply.Company{}, certs: map[supply.ID][]*supply.Certificate{},
		subjects: map[string]assess.Subject{}, names: map[assess.Subject]string{}, people: map[string]*Person{},
		answers: map[assess.Subject]map[catalog.SetID]map[catalog.RequirementID]*assess.Verdict{}, claims: map[supply.ID][]*assess.Claim{},
		postures: map[assess.Subject]*assess.SubjectPosture{}, stands: map[standKey]proof.Stand{}, days: map[freshKey]int{},
		matched: map[plant.AssetID]*supply.Matched{}, installed: map[supply.ID][]*plant.Asset{},
	}
	for _, s := range in.Sets {
		m.sets[s.ID] = s
	}
	m.learnPlant()
	m.learnRegister()
	m.learnLibrary()
	m.learnAnswers()
	for i := range in.People {
		p := &in.People[i]
		m.people[fold(p.Email)] = p
		if known := m.people[fold(p.Name)]; known == nil || known.Disabled {
			m.people[fold(p.Name)] = p // of two of one name the one who still works counts
		}
	}
	delete(m.people, "")
	return m
}

func (m *look) learnPlant() {
	m.call(assess.Subject{Kind: assess.OfSite, ID: string(m.Site.ID)}, "site")
	for i := range m.Site.Zones {
		z := &m.Site.Zones[i]
		m.zones[z.ID] = z
		m.call(zoneSubject(z.ID), "zone "+z.Key)
	}
	for i := range m.Site.Conduits {
		c := &m.Site.Conduits[i]
		m.conduits[c.ID] = c
		m.touching[c.From] = append(m.touching[c.From], c)
		m.touching[c.To] = append(m.touching[c.To], c)
		m.call(conduitSubject(c.ID), "conduit "+c.Key)
	}
	for i := range m.Site.Assets {
		a := &m.Site.Assets[i]
		m.assets[a.ID] = a
		m.names[assess.Subject{Kind: assess.OfAsset, ID: string(a.ID)}] = "asset " + a.Key
		m.assetKeys[fold(a.Key)] = a
		if risk.Expired(a.Retired, m.Today) {
			m.retired[a.Zone]++
		} else {
			m.members[a.Zone] = append(m.members[a.Zone], a)
		}
	}
	for i := range m.Posture.Subjects {
		m.postures[m.Posture.Subjects[i].Subject] = &m.Posture.Subjects[i]
	}
}

func (m *look) call(s assess.Subject, name string) { m.names[s], m.subjects[fold(name)] = name, s }

func (m *look) learnRegister() {
	for i := range m.Register.Countermeasures {
		c := &m.Register.Countermeasures[i]
		if m.measures[fold(c.Name)] == nil {
			m.measures[fold(c.Name)] = c
		}
	}
	for i := range m.Register.Countermeasures { // a key counts before a name
		c := &m.Register.Countermeasures[i]
		m.measures[fold(c.Key)] = c
	}
	delete(m.measures, "")
	for i := range m.Register.Functions {
		f := &m.Register.Functions[i]
		m.functions[fold(f.Key)] = f
	}
}

func (m *look) learnLibrary() {
	for i := range m.Evidence {
		e := &m.Evidence[i]
		m.evidence[assess.EvidenceID(e.ID)] = e
	}
	for i := range m.Companies {
		c := &m.Companies[i]
		m.companies[c.ID] = c
		m.names[assess.Subject{Kind: assess.OfCompany, ID: string(c.ID)}] = "company " + c.Key
	}
	for i := range m.Products {
		p := &m.Products[i]
		m.products[p.ID] = p
		m.names[productSubject(p.ID)] = "product " + p.Key
	}
	for i := range m.Certificates {
		c := &m.Certificates[i]
		if c.Product != "" {
			m.certs[c.Product] = append(m.certs[c.Product], c)
		}
	}
	m.match()
}

// match finds the product of each asset in service. Many assets are of one make,
// so each make is looked up once.
func (m *look) match() {
	if len(m.Products) == 0 {
		return
	}
	type thing struct{ vendor, model, order, firmware string }
	known := map[thing]*supply.Matched{}
	matcher := supply.NewMatcher(m.Products, m.Companies)
	for i := range m.Site.Assets {
		a := &m.Site.Assets[i]
		if risk.Expired(a.Retired, m.Today) {
			continue
		}
		is := thing{a.Vendor, a.Model, a.OrderNumber, a.Firmware}
		found := known[is]
		if found == nil {
			_, x, _ := matcher.Match(*a)
			found = &x
			known[is] = found
		}
		m.matched[a.ID] = found
		if found.Product != "" {
			m.installed[found.Product] = append(m.installed[found.Product], a)
		}
	}
}

func (m *look) learnAnswers() {
	for i := range m.Verdicts {
		v := &m.Verdicts[i]
		m.learnAnswer(v)
	}
	for i := range m.Claims {
		c := &m.Claims[i]
		m.learnAnswer(&c.Verdict)
		if c.Subject.Kind == assess.OfProduct {
			m.claims[supply.ID(c.Subject.ID)] = append(m.claims[supply.ID(c.Subject.ID)], c)
		}
	}
}

func (m *look) learnAnswer(v *assess.Verdict) {
	sets := m.answers[v.Subject]
	if sets == nil {
		sets = map[catalog.SetID]map[catalog.RequirementID]*assess.Verdict{}
		m.answers[v.Subject] = sets
	}
	if sets[v.Set] == nil {
		sets[v.Set] = map[catalog.RequirementID]*assess.Verdict{}
	}
	sets[v.Set][v.Requirement] = v
	for _, id := range v.Proofs {
		m.served[id] = append(m.served[id], v)
	}
}

// answer is the verdict on one requirement for one subject, nil for none.
func (m *look) answer(s assess.Subject, set catalog.SetID, id catalog.RequirementID) *assess.Verdict {
	return m.answers[s][set][id]
}

func fold(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

func zoneSubject(id plant.ZoneID) assess.Subject {
	return assess.Subject{Kind: assess.OfZone, ID: string(id)}
}

func conduitSubject(id plant.ConduitID) assess.Subject {
	return assess.Subject{Kind: assess.OfConduit, ID: string(id)}
}

func productSubject(id supply.ID) assess.Subject {
	return assess.Subject{Kind: assess.OfProduct, ID: string(id)}
}
