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
		p = append(p, rules.devices(c).below(at)...)
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

// anyForm is how the sets besides the system requirements print their ids, such
// as "CR 1.1 RE 1", "SM-1", "SP.01.01 RE(1)" or "4.2.3.4".
var anyForm = regexp.MustCompile(`^[A-Z0-9][A-Za-z0-9 .()-]{0,59}$`)

func answerForm(set string) *regexp.Regexp {
	if set == "" {
		return requirementForm
	}
	return anyForm
}

// CheckAnswer lists the rules that an answer breaks; whether its requirement
// exists is for whoever has the requirement set.
func CheckAnswer(s Site, a Answer) Problems {
	var p Problems
	subject(&p, s, "/subject", a.Subject)
	p.short("/set", a.Set)
	if form := answerForm(a.Set); !form.MatchString(a.Requirement) {
		p.add("/requirement", "%q is no requirement: write its id, such as SR 1.1 or SR 1.1 RE 1.", clip(a.Requirement))
	}
	oneOf(&p, "/state", a.State, AnswerStates)
	p.text("/reason", a.Reason)
	p.short("/approver", a.Approver)
	p.text("/compensating", a.Compensating)
	p.short("/function", a.Function)
	p.maturity("/maturity", a.Maturity)
	p.maturity("/maturityTarget", a.MaturityTarget)
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
	if a.Reason == "" && (a.State == "partly" || a.State == "not-applicable" || a.State == "not-applied") {
		p.add("/reason", "The answer %q needs a reason: write why.", a.State)
	}
	if a.Approver == "" && (a.State == "not-applicable" || a.State == "not-applied") {
		p.add("/approver", "%q needs an approver: name who agreed to it.", a.State)
	}
	if a.State == "compensated" || a.State == "not-applied" {
		if a.Compensating == "" {
			p.add("/compensating", "%q needs the countermeasure that stands in: name it.", a.State)
		}
		if a.Expires == "" {
			p.add("/expires", "%q needs a day on which it ends: write one, such as 2027-06-30.", a.State)
		}
	}
	if a.Function == "" && a.State == "not-applied" {
		p.add("/function", "\"not-applied\" needs the essential function that the requirement would harm: name it.")
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
	kind, key, err := ParseAnswered(text)
	if err == nil && kind == "company" && pointer != "/from" {
		_, _, err = ParseSubject(text)
	}
	if err != nil {
		p.add(pointer, "%s.", err)
		return
	}
	// The companies of an organisation are not part of a document of one site.
	there := kind == "site" || kind == "company" ||
		kind == "asset" && slices.ContainsFunc(s.Assets, func(a Asset) bool { return a.Key == key }) ||
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
