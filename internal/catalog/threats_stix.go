package catalog

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// STIXBudget bounds what [ReadSTIX] takes on.
type STIXBudget struct {
	Bytes   int64 // of JSON, after unpacking
	Objects int   // in the bundle
	Depth   int   // of lists and objects within each other
}

// ICSBudget leaves room for ten times the bundle of ATT&CK for ICS 18.1, which
// has 1,826 objects in 3 MB, six deep.
var ICSBudget = STIXBudget{Bytes: 32 << 20, Objects: 20_000, Depth: 32}

// ReadSTIX reads a release of ATT&CK for ICS from its STIX 2 bundle, as JSON or
// packed with gzip. Objects that are revoked or deprecated count only as
// retired techniques; objects of other kinds are passed over. An error says
// what the file lacks, in words for whoever chose it.
func ReadSTIX(r io.Reader, budget STIXBudget) (*ThreatSet, error) {
	in := bufio.NewReader(r)
	if head, err := in.Peek(2); err == nil && head[0] == 0x1f && head[1] == 0x8b {
		unpacked, err := gzip.NewReader(in)
		if err != nil {
			return nil, fmt.Errorf("the file is not readable as gzip: %w", err)
		}
		in = bufio.NewReader(unpacked)
	}
	b := bundle{set: &ThreatSet{}, ids: map[string]string{}, phases: map[string]string{}}
	if err := b.read(&measured{in: in, left: budget.Bytes, budget: budget}, budget); err != nil {
		return nil, fmt.Errorf("the STIX file: %w", err)
	}
	set, err := b.release()
	if err != nil {
		return nil, fmt.Errorf("the STIX file: %w", err)
	}
	return set, nil
}

// stixObject is what is wanted of an object, whichever type it has.
type stixObject struct {
	Type         string   `json:"type"`
	ID           string   `json:"id"`
	Name         string   `json:"name"`
	Revoked      bool     `json:"revoked"`
	Deprecated   bool     `json:"x_mitre_deprecated"`
	Domains      []string `json:"x_mitre_domains"`
	Version      string   `json:"x_mitre_version"`
	Shortname    string   `json:"x_mitre_shortname"`
	Labels       []string `json:"labels"`
	Relationship string   `json:"relationship_type"`
	Source       string   `json:"source_ref"`
	Target       string   `json:"target_ref"`
	References   []struct {
		Source string `json:"source_name"`
		ID     string `json:"external_id"`
	} `json:"external_references"`
	Phases []struct {
		Chain string `json:"kill_chain_name"`
		Name  string `json:"phase_name"`
	} `json:"kill_chain_phases"`
	DefinitionType string `json:"definition_type"`
	Definition     struct {
		Statement string `json:"statement"`
	} `json:"definition"`
}

// key is the id that ATT&CK gives the object.
func (o stixObject) key() string {
	for _, r := range o.References {
		if r.Source == "mitre-attack" || r.Source == "mitre-ics-attack" {
			return r.ID
		}
	}
	return ""
}

func (o stixObject) gone() bool { return o.Revoked || o.Deprecated }

// ofICS says whether the object belongs to the matrix for ICS. A bundle of the
// enterprise matrix shares the types, and its techniques would mean nothing here.
func (o stixObject) ofICS() bool {
	if len(o.Domains) > 0 {
		return slices.Contains(o.Domains, "ics-attack")
	}
	for _, p := range o.Phases {
		if p.Chain != "mitre-ics-attack" {
			return false
		}
	}
	return true
}

// bundle gathers what the objects say; they come in any order.
type bundle struct {
	set       *ThreatSet
	statement string
	ids       map[string]string // STIX id to ATT&CK id, of what is in use
	phases    map[string]string // name of a tactic within a kill chain to its id
	pending   []stixObject      // techniques, whose tactics may be still to come
	gone      map[string]string // STIX id to ATT&CK id, of retired techniques
	relations []stixObject
}

func (b *bundle) read(r io.Reader, budget STIXBudget) error {
	dec := json.NewDecoder(r)
	if err := want(dec, json.Delim('{')); err != nil {
		return err
	}
	seen := false
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return broken(err)
		}
		switch name {
		case "type":
			var kind string
			if err := dec.Decode(&kind); err != nil {
				return broken(err)
			}
			if kind != "bundle" {
				return fmt.Errorf("it is a STIX %q: the bundle is wanted, ics-attack.json", short(kind))
			}
		case "objects":
			if seen {
				return errors.New("it has two lists of objects: a bundle has one")
			}
			seen = true
			if err := b.objects(dec, budget); err != nil {
				return err
			}
		default:
			var passed json.RawMessage
			if err := dec.Decode(&passed); err != nil {
				return broken(err)
			}
		}
	}
	if _, err := dec.Token(); err != nil {
		return broken(err)
	}
	if !seen {
		return errors.New("it has no list of objects, so it is no STIX bundle: take ics-attack.json")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the bundle: take the file as it was published")
	}
	return nil
}

func (b *bundle) objects(dec *json.Decoder, budget STIXBudget) error {
	if err := want(dec, json.Delim('[')); err != nil {
		return err
	}
	for n := 0; dec.More(); n++ {
		if n == budget.Objects {
			return fmt.Errorf("it has more than %d objects: ATT&CK for ICS has some 2,000", budget.Objects)
		}
		var o stixObject
		if err := dec.Decode(&o); err != nil {
			return fmt.Errorf("object %d: %w", n+1, broken(err))
		}
		b.take(o)
	}
	_, err := dec.Token()
	return broken(err)
}

func (b *bundle) take(o stixObject) {
	switch o.Type {
	case "relationship":
		if !o.gone() && (o.Relationship == "mitigates" || o.Relationship == "targets" || o.Relationship == "revoked-by") {
			b.relations = append(b.relations, o)
		}
		return
	case "x-mitre-collection":
		b.set.Release = o.Version
		return
	case "marking-definition":
		if o.DefinitionType == "statement" {
			b.statement = o.Definition.Statement
		}
		return
	}
	key := o.key()
	if key == "" || !o.ofICS() {
		return
	}
	if o.gone() {
		if o.Type == "attack-pattern" {
			why := "deprecated"
			if o.Revoked {
				why = "revoked"
			}
			b.set.Retired = append(b.set.Retired, RetiredTechnique{ID: key, Name: o.Name, Why: why})
			if b.gone == nil {
				b.gone = map[string]string{}
			}
			b.gone[o.ID] = key
		}
		return
	}
	switch o.Type {
	case "x-mitre-tactic":
		b.set.Tactics = append(b.set.Tactics, Tactic{ID: key, Name: o.Name})
		b.phases[o.Shortname] = key
	case "attack-pattern":
		b.pending = append(b.pending, o)
	case "course-of-action":
		b.set.Mitigations = append(b.set.Mitigations, Mitigation{ID: key, Name: o.Name, Requirements: b.labelled(key, o.Labels)})
	case "x-mitre-asset":
		b.set.Assets = append(b.set.Assets, TargetedKind{ID: key, Name: o.Name})
	default:
		return
	}
	b.ids[o.ID] = key
}

var systemLabel = regexp.MustCompile(`^IEC 62443-3-3:2013 - (SR \d+\.\d+( RE \(?\d+\)?)?)$`)

// labelled are the requirements that the labels of a mitigation name. A label
// that names none of the standard must not cost the whole release.
func (b *bundle) labelled(mitigation string, labels []string) []RequirementID {
	var ids []RequirementID
	for _, label := range labels {
		m := systemLabel.FindStringSubmatch(strings.TrimSpace(label))
		if m == nil {
			continue
		}
		id := RequirementID(strings.NewReplacer("(", "", ")", "").Replace(m[1]))
		if _, ok := SystemSet().Find(id); !ok {
			b.set.Notes = append(b.set.Notes, fmt.Sprintf("Mitigation %s names %s, which IEC 62443-3-3 does not have; it is left out.", short(mitigation), short(string(id))))
			continue
		}
		ids = append(ids, id)
	}
	return ids
}

// release joins what was gathered, once everything is there.
func (b *bundle) release() (*ThreatSet, error) {
	set := b.set
	switch {
	case len(b.pending) == 0:
		return nil, errors.New("it has no technique of ATT&CK for ICS: take ics-attack.json, not that of the enterprise or mobile matrix")
	case set.Release == "":
		return nil, errors.New("it does not say which release it is: it has no x-mitre-collection with a version; take the file as MITRE publishes it")
	}
	set.Attribution = "MITRE ATT&CK for ICS " + short(set.Release) + ". Reproduced with the permission of The MITRE Corporation."
	if s := strings.Join(strings.Fields(b.statement), " "); s != "" && len(s) <= 400 {
		set.Attribution += " " + s
	}
	mitigations, techniques, by := b.pairs()
	for _, o := range b.pending {
		t := Technique{ID: b.ids[o.ID], Name: o.Name, Mitigations: mitigations[o.ID]}
		for _, p := range o.Phases {
			if tactic, ok := b.phases[p.Name]; ok {
				t.Tactics = append(t.Tactics, tactic)
			}
		}
		set.Techniques = append(set.Techniques, t)
	}
	for i := range set.Assets {
		set.Assets[i].Techniques = techniques[set.Assets[i].ID]
	}
	for i := range set.Retired {
		set.Retired[i].By = by[set.Retired[i].ID]
	}
	return set, set.settle()
}

// pairs reads the relationships whose both ends are in use.
func (b *bundle) pairs() (mitigations, techniques map[string][]string, by map[string]string) {
	mitigations, techniques, by = map[string][]string{}, map[string][]string{}, map[string]string{}
	for _, r := range b.relations {
		source, target := b.ids[r.Source], b.ids[r.Target]
		switch {
		case r.Relationship == "revoked-by" && b.gone[r.Source] != "" && target != "":
			by[b.gone[r.Source]] = target
		case source == "" || target == "":
		case r.Relationship == "mitigates" && mitigationID.MatchString(source) && techniqueID.MatchString(target):
			mitigations[r.Target] = append(mitigations[r.Target], source)
		case r.Relationship == "targets" && techniqueID.MatchString(source) && assetKindID.MatchString(target):
			techniques[target] = append(techniques[target], source)
		}
	}
	return mitigations, techniques, by
}

func want(dec *json.Decoder, delim json.Delim) error {
	token, err := dec.Token()
	if err != nil {
		return broken(err)
	}
	if token != delim {
		return errors.New("it is no STIX bundle: that is a JSON object with a list of objects")
	}
	return nil
}

// broken words what the decoder found.
func broken(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("it ends too early: fetch it again")
	}
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("it is no JSON from byte %d on: %s", e.Offset, e.Error())
	}
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Errorf("%s is a %s where STIX has another kind of value", e.Field, e.Value)
	}
	return err
}

// measured holds the JSON that passes through it to the budget of bytes and
// depth before the decoder sees it.
type measured struct {
	in     io.Reader
	budget STIXBudget
	left   int64
	depth  int
	quoted bool // within a string
	escape bool // after a backslash within a string
}

func (m *measured) Read(p []byte) (int, error) {
	n, err := m.in.Read(p)
	if m.left -= int64(n); m.left < 0 {
		return 0, fmt.Errorf("it is larger than %d bytes: ATT&CK for ICS has some 3 MB", m.budget.Bytes)
	}
	for _, c := range p[:n] {
		switch {
		case m.escape:
			m.escape = false
		case m.quoted && c == '\\':
			m.escape = true
		case c == '"':
			m.quoted = !m.quoted
		case m.quoted:
		case c == '{' || c == '[':
			if m.depth++; m.depth > m.budget.Depth {
				return 0, fmt.Errorf("it is nested deeper than %d", m.budget.Depth)
			}
		case c == '}' || c == ']':
			m.depth--
		}
	}
	return n, err
}
