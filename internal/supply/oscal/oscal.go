// Package oscal writes and reads what of the exchange between parties has a form
// in OSCAL 1.1.2: what is claimed of products as a component definition, and
// answers of a plant as assessment results.
//
// The requirements keep their ids as properties, for the tokens of OSCAL know no
// blanks. UUIDs follow from the records (version 5), so that the same record has
// the same UUID in every file.
package oscal

import (
	"encoding/json"
	"io"
	"strings"
	"time"
	"unicode"

	"github.com/google/uuid"

	"ringwall/internal/catalog"
)

// Version of OSCAL that is written.
const Version = "1.1.2"

// Namespace is that of the properties of ours.
const Namespace = "https://ringwall.example/ns/oscal"

// Head is what every file says of itself.
type Head struct {
	// Seed keeps the UUIDs of different organisations apart: the id of the
	// organisation.
	Seed    string
	Title   string
	Party   string // who makes the file
	Version string // of the content; "" is 1
	At      time.Time
}

// id is the UUID of a record or of a place within the file.
func (h Head) id(parts ...string) string {
	space := uuid.NewSHA1(uuid.NameSpaceURL, []byte("https://ringwall.example/oscal/"+h.Seed))
	return uuid.NewSHA1(space, []byte(strings.Join(parts, "\x00"))).String()
}

func (h Head) metadata() metadata {
	m := metadata{Title: orElse(h.Title, "Ringwall"), LastModified: h.At.UTC().Format(time.RFC3339), Version: orElse(line(h.Version), "1"), OSCALVersion: Version}
	if party := line(h.Party); party != "" {
		id := h.id("party", party)
		m.Roles = []role{{ID: "creator", Title: "Creator"}}
		m.Parties = []partyRecord{{UUID: id, Type: "organization", Name: party}}
		m.Responsible = []responsible{{RoleID: "creator", PartyUUIDs: []string{id}}}
	}
	return m
}

// The parts of OSCAL that are used, in the order of the standard.
type (
	metadata struct {
		Title        string        `json:"title"`
		LastModified string        `json:"last-modified"`
		Version      string        `json:"version"`
		OSCALVersion string        `json:"oscal-version"`
		Roles        []role        `json:"roles,omitempty"`
		Parties      []partyRecord `json:"parties,omitempty"`
		Responsible  []responsible `json:"responsible-parties,omitempty"`
		Remarks      string        `json:"remarks,omitempty"`
	}
	role struct {
		ID    string `json:"id"`
		Title string `json:"title"`
	}
	partyRecord struct {
		UUID string `json:"uuid"`
		Type string `json:"type"`
		Name string `json:"name,omitempty"`
	}
	responsible struct {
		RoleID     string   `json:"role-id"`
		PartyUUIDs []string `json:"party-uuids"`
	}
	prop struct {
		Name  string `json:"name"`
		NS    string `json:"ns,omitempty"`
		Value string `json:"value"`
	}
	link struct {
		Href string `json:"href"`
		Rel  string `json:"rel,omitempty"`
		Text string `json:"text,omitempty"`
	}
	backMatter struct {
		Resources []resource `json:"resources,omitempty"`
	}
	resource struct {
		UUID     string    `json:"uuid"`
		Title    string    `json:"title,omitempty"`
		Citation *citation `json:"citation,omitempty"`
	}
	citation struct {
		Text string `json:"text"`
	}
)

// props gathers properties of ours; those without a value are left out.
type props []prop

func (p *props) add(name, value string) {
	if value = line(value); value != "" {
		*p = append(*p, prop{name, Namespace, value})
	}
}

func (p props) get(name string) string {
	for _, x := range p {
		if x.Name == name && x.NS == Namespace {
			return x.Value
		}
	}
	return ""
}

func (p props) all(name string) []string {
	var list []string
	for _, x := range p {
		if x.Name == name && x.NS == Namespace {
			list = append(list, x.Value)
		}
	}
	return list
}

// line makes a text one line, as the values of OSCAL are.
func line(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

func orElse(s, other string) string {
	if strings.TrimSpace(s) == "" {
		return other
	}
	return s
}

// Token is the id of a requirement as OSCAL takes it: "CR 1.1 RE(1)" becomes
// "cr-1.1-re-1".
func Token(id catalog.RequirementID) string {
	var b strings.Builder
	for _, r := range strings.ToLower(string(id)) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == '_':
			b.WriteRune(r)
		case !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	token := strings.Trim(b.String(), "-.")
	if first := []rune(token); len(first) == 0 || !unicode.IsLetter(first[0]) && first[0] != '_' {
		token = "r-" + token
	}
	return strings.TrimSuffix(token, "-")
}

func write(w io.Writer, root any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(root)
}
