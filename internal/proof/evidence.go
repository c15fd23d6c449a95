package proof

import (
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/plant"
)

// Bounds of one evidence. They are far above what an auditor's binder holds.
const (
	// MostFiles is how many revisions of files one evidence keeps.
	MostFiles = 500
	mostLinks = 50
	mostScope = 2_000 // zones, conduits, assets or products
)

// Kinds lists the kinds of proof in the order of menus.
var Kinds = []Kind{Implemented, Works}

// Sections are those of an auditor's binder, in its order. An evidence may
// stand in a section of another name; these are what menus offer.
var Sections = []string{
	"scope and boundary", "business rationale", "organisation and appointments", "policies",
	"risk assessments", "asset inventory", "zones and conduits", "requirements specification",
	"statement of applicability", "countermeasures", "changes", "accounts and access reviews",
	"patch status", "backup and restore tests", "malware, media and remote access", "logs",
	"incidents and drills", "continuity", "training and background checks", "supplier assessments",
	"acceptance tests", "internal audits", "corrective actions", "management reviews", "document control",
}

// Normalise trims the texts of an evidence, drops entries that are empty or
// occur twice, and gives it the grade "internal" when it has none.
func (e Evidence) Normalise() Evidence {
	for _, s := range []*string{&e.Key, &e.Name, &e.Description, &e.Section, &e.Sample, &e.CollectedBy, &e.Source} {
		*s = strings.TrimSpace(*s)
	}
	for i := range e.Links {
		e.Links[i] = strings.TrimSpace(e.Links[i])
	}
	e.Links = once(e.Links)
	e.Zones, e.Conduits, e.Assets, e.Products = once(e.Zones), once(e.Conduits), once(e.Assets), once(e.Products)
	if e.Confidentiality == "" {
		e.Confidentiality = "internal"
	}
	return e
}

// once is a list in a new one, without what is empty or occurs again.
func once[T ~string](list []T) []T {
	var out []T
	seen := make(map[T]bool, len(list))
	for _, x := range list {
		if x != "" && !seen[x] {
			seen[x] = true
			out = append(out, x)
		}
	}
	return out
}

// CheckEvidence returns every broken rule of an evidence. Whether what it refers
// to exists, and whether its key is free, is for the caller to see.
func CheckEvidence(e Evidence) plant.Problems {
	var p plant.Form
	p.Key("evidence", e.Key, false)
	p.Name("/name", e.Name)
	p.Text("/description", e.Description)
	plant.OneOf(&p, "/kind", e.Kind, Kinds)
	plant.OneOf(&p, "/confidentiality", e.Confidentiality, Confidentialities)
	p.Short("/section", e.Section)
	p.Text("/sample", e.Sample)
	p.Short("/collectedBy", e.CollectedBy)
	p.Short("/source", e.Source)
	checkLinks(&p, e.Links)
	checkDays(&p, e)
	checkScope(&p, e)
	checkFiles(&p, e.Files)
	if e.ReplacedBy != "" && e.ReplacedBy == e.ID {
		p.Add("/replacedBy", "An evidence cannot take its own place: name another one.")
	}
	return p.Problems
}

// checkDays holds the days of an evidence against each other.
func checkDays(p *plant.Form, e Evidence) {
	days := []struct {
		at, what string
		day      plant.Date
	}{{"/effective", "effective day", e.Effective}, {"/from", "beginning of the period", e.From}, {"/until", "end of the period", e.Until}, {"/expires", "expiry", e.Expires}}
	for _, d := range days {
		n := len(p.Problems)
		if p.Day(d.at, d.day); len(p.Problems) > n {
			return // what is no day cannot be early or late
		}
	}
	if e.Until.Before(e.From) {
		p.Add("/until", "The period ends on %s, before it begins on %s: exchange the two days.", e.Until, e.From)
	}
	if e.From != "" && e.Until == "" {
		p.Add("/until", "The period begins on %s and has no end: say until which day it is covered.", e.From)
	}
	if e.Expires == "" {
		return
	}
	for _, d := range days[:2] {
		if d.day != "" && d.day >= e.Expires {
			p.Add("/expires", "The evidence expires on %s, before it counts at all: its %s is %s.", e.Expires, d.what, d.day)
			return
		}
	}
}

// checkScope refuses parts of a plant where no site is named.
func checkScope(p *plant.Form, e Evidence) {
	for _, s := range []struct {
		at string
		n  int
	}{{"/zones", len(e.Zones)}, {"/conduits", len(e.Conduits)}, {"/assets", len(e.Assets)}} {
		if s.n > 0 && e.Site == "" {
			p.Add(s.at, "The evidence belongs to the whole organisation, so it cannot name %s: name the site that they are at.", strings.TrimPrefix(s.at, "/"))
		}
		p.Count(s.at, s.n, mostScope)
	}
	p.Count("/products", len(e.Products), mostScope)
}

// checkLinks keeps out what a browser would run when somebody follows it.
func checkLinks(p *plant.Form, links []string) {
	p.Count("/links", len(links), mostLinks)
	for i, l := range links {
		at := fmt.Sprintf("/links/%d", i)
		p.Text(at, l)
		if s := scheme(l); s != "" && s != "http" && s != "https" {
			p.Add(at, "%q cannot be followed safely: write an address that begins with https://, or the path or number of the document.", plant.Clip(l))
		}
	}
}

// scheme is what stands before the colon of an address, "" without one. A drive
// letter is none.
func scheme(s string) string {
	before, _, found := strings.Cut(strings.ToLower(s), ":")
	name := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '+' || r == '.' || r == '-'
	}
	if !found || len(before) < 2 || strings.ContainsFunc(before, func(r rune) bool { return !name(r) }) {
		return ""
	}
	return before
}

// checkFiles holds the revisions in their order.
func checkFiles(p *plant.Form, files []File) {
	p.Count("/files", len(files), MostFiles)
	for i, f := range files {
		if i > 0 && f.Revision <= files[i-1].Revision || f.Revision < 1 {
			p.Add(fmt.Sprintf("/files/%d/revision", i), "The revisions of the files must rise from 1: this one is %d.", f.Revision)
		}
	}
}

// AddFile is the evidence with one more revision of a file. It takes the place
// of the revision named, or else of the standing file of the same name; what it
// replaces is kept. The revision that f brings along is the least that it gets:
// a number that was given out stays taken when its upload is undone.
func (e Evidence) AddFile(f File, replaces int) (Evidence, plant.Problems) {
	if len(e.Files) >= MostFiles {
		return e, plant.Problems{{Pointer: "/files", Text: fmt.Sprintf("The evidence keeps %d revisions already: begin a new evidence.", MostFiles)}}
	}
	f.Revision, f.Superseded = max(f.Revision, 1), 0
	if n := len(e.Files); n > 0 {
		f.Revision = max(f.Revision, e.Files[n-1].Revision+1)
	}
	at := slices.IndexFunc(e.Files, func(old File) bool {
		return old.Superseded == 0 && (replaces == old.Revision || replaces == 0 && strings.EqualFold(old.Name, f.Name))
	})
	if replaces != 0 && at < 0 {
		return e, plant.Problems{{Pointer: "/replaces", Text: fmt.Sprintf("There is no standing file of revision %d that could be replaced.", replaces)}}
	}
	e.Files = append(slices.Clone(e.Files), f)
	if at >= 0 {
		e.Files[at].Superseded = f.Revision
	}
	return e, nil
}

// File is one revision of the evidence's files.
func (e Evidence) File(revision int) (File, bool) {
	i := slices.IndexFunc(e.Files, func(f File) bool { return f.Revision == revision })
	if i < 0 {
		return File{}, false
	}
	return e.Files[i], true
}

// StandingFiles are those that no later revision replaced.
func (e Evidence) StandingFiles() []File {
	var out []File
	for _, f := range e.Files {
		if f.Superseded == 0 {
			out = append(out, f)
		}
	}
	return out
}
