package plant

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Check tells of a whole document which rules it breaks, and, when it breaks
// none, which weaknesses of the model it shows on the given day.
func Check(d Document, today Date) (Problems, []Finding) {
	p := CheckDocument(d)
	if len(p) > 0 {
		return p, nil
	}
	return nil, Findings(SiteOf(d), d.Answers, today)
}

// CheckDocument tells of a whole document which rules it breaks.
func CheckDocument(d Document) Problems {
	var p Problems
	if d.Format != DocumentFormat {
		p.add("/format", "The format is %q: write %s.", clip(d.Format), DocumentFormat)
	}
	p = append(p, ProblemsOf(CheckSiteRecord(d.Site.Record())).below("/site")...)
	s := SiteOf(d)
	rules := RulesOf(s)
	twice := doubles{}
	for i, z := range s.Zones {
		at := fmt.Sprintf("/zones/%d", i)
		twice.note(&p, at, "zone", z.Key)
		p = append(p, rules.Zone(z).below(at)...)
	}
	for i, c := range s.Conduits {
		at := fmt.Sprintf("/conduits/%d", i)
		twice.note(&p, at, "conduit", c.Key)
		p = append(p, rules.Conduit(c).below(at)...)
	}
	for i, a := range s.Assets {
		at := fmt.Sprintf("/assets/%d", i)
		twice.note(&p, at, "asset", a.Key)
		p = append(p, rules.Asset(a).below(at)...)
	}
	for i, a := range d.Answers {
		at := fmt.Sprintf("/answers/%d", i)
		twice.note(&p, at, "answer", a.key())
		p = append(p, CheckAnswer(s, a).below(at)...)
	}
	return p
}

// doubles notices a key that stands twice in one document.
type doubles map[string]string

func (d doubles) note(p *Problems, at, kind, key string) {
	if first, again := d[kind+" "+key]; again {
		p.add(at+"/key", "The %s %q stands in the document twice, first as %s: keep one.", kind, clip(key), place(first))
		return
	}
	d[kind+" "+key] = at
}

var requirementForm = regexp.MustCompile(`^[A-Z]{2,5} [0-9]+(\.[0-9]+){0,3}( RE ?\(?[0-9]+\)?)?$`)

// CheckAnswer lists the rules that an answer breaks; whether its requirement
// exists is for whoever has the requirement set.
func CheckAnswer(s Site, a Answer) Problems {
	var p Problems
	subject(&p, s, "/subject", a.Subject)
	p.short("/set", a.Set)
	if !requirementForm.MatchString(a.Requirement) {
		p.add("/requirement", "%q is no requirement: write its id, such as SR 1.1 or SR 1.1 RE 1.", clip(a.Requirement))
	}
	oneOf(&p, "/state", a.State, AnswerStates)
	p.text("/reason", a.Reason)
	p.short("/approver", a.Approver)
	p.text("/compensating", a.Compensating)
	p.day("/expires", a.Expires)
	p.lines("/evidence", a.Evidence, longestName)
	p.short("/assessor", a.Assessor)
	p.day("/assessedOn", a.AssessedOn)
	p.text("/note", a.Note)
	p.state(s, a)
	return p
}

// state checks what a state demands beside itself.
func (p *Problems) state(s Site, a Answer) {
	if a.Reason == "" && (a.State == "partly" || a.State == "not-applicable") {
		p.add("/reason", "The answer %q needs a reason: write why.", a.State)
	}
	if a.Approver == "" && a.State == "not-applicable" {
		p.add("/approver", "\"not-applicable\" needs an approver: name who agreed to it.")
	}
	if a.State == "compensated" {
		if a.Compensating == "" {
			p.add("/compensating", "\"compensated\" needs the countermeasure that stands in: name it.")
		}
		if a.Expires == "" {
			p.add("/expires", "\"compensated\" needs a day on which it ends: write one, such as 2027-06-30.")
		}
	}
	if a.State == "inherited" {
		if a.From == a.Subject {
			p.add("/from", "An answer cannot be inherited from its own subject: name another.")
		}
		subject(p, s, "/from", a.From)
	} else if a.From != "" {
		p.add("/from", "Only an inherited answer comes from another subject: set the state to inherited, or remove from.")
	}
}

func subject(p *Problems, s Site, pointer, text string) {
	kind, key, err := ParseSubject(text)
	if err != nil {
		p.add(pointer, "%s.", err)
		return
	}
	there := kind == "site" ||
		kind == "zone" && slices.ContainsFunc(s.Zones, func(z Zone) bool { return z.Key == key }) ||
		kind == "conduit" && slices.ContainsFunc(s.Conduits, func(c Conduit) bool { return c.Key == key })
	if !there {
		p.add(pointer, "There is no %s %q in this site: name one that is.", kind, key)
	}
}

// listKeys joins up to five keys for a sentence.
func listKeys(keys []string) string {
	if len(keys) > 5 {
		return strings.Join(keys[:5], ", ") + fmt.Sprintf(" and %d more", len(keys)-5)
	}
	return strings.Join(keys, ", ")
}
