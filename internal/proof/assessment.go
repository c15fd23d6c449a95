package proof

import (
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
)

// Bounds of one assessment.
const (
	mostParts    = 500
	mostSubjects = 2_000 // of all parts
)

// CampaignStates lists the states in their order.
var CampaignStates = []CampaignState{Planned, Open, InReview, Signed, GivenUp}

// Word is the state in words.
func (s CampaignState) Word() string {
	if s == InReview {
		return "in review"
	}
	return string(s)
}

// Normalise trims the texts of an assessment; one without a state is planned.
func (a Assessment) Normalise() Assessment {
	for _, s := range []*string{&a.Key, &a.Name, &a.Lead, &a.Purpose, &a.Method} {
		*s = strings.TrimSpace(*s)
	}
	for i := range a.Parts {
		a.Parts[i].Assessor = strings.TrimSpace(a.Parts[i].Assessor)
	}
	if a.State == "" {
		a.State = Planned
	}
	return a
}

// CheckAssessment returns every broken rule of an assessment. Whether its set,
// sites and subjects exist is for the caller to see.
func CheckAssessment(a Assessment) plant.Problems {
	var p plant.Form
	p.Key("assessment", a.Key, false)
	p.Name("/name", a.Name)
	p.Short("/lead", a.Lead)
	p.Text("/purpose", a.Purpose)
	p.Text("/method", a.Method)
	plant.OneOf(&p, "/state", a.State, CampaignStates)
	if a.Set == "" {
		p.Add("/set", "Say which requirement set is answered.")
	}
	p.Day("/starts", a.Starts)
	p.Day("/due", a.Due)
	if a.Due.Before(a.Starts) {
		p.Add("/due", "The assessment is due on %s, before it starts on %s: exchange the two days.", a.Due, a.Starts)
	}
	if a.Before != "" && a.Before == a.ID {
		p.Add("/before", "An assessment cannot be compared to itself: name an earlier one.")
	}
	checkParts(&p, a)
	return p.Problems
}

func checkParts(p *plant.Form, a Assessment) {
	if len(a.Parts) == 0 {
		p.Add("/parts", "Name at least one site, product or company that is assessed.")
	}
	p.Count("/parts", len(a.Parts), mostParts)
	seen, all := map[assess.Subject]bool{}, 0
	whole := map[plant.SiteID]bool{}
	for i, part := range a.Parts {
		at := fmt.Sprintf("/parts/%d", i)
		p.Short(at+"/assessor", part.Assessor)
		if a.Site != "" && part.Site != "" && part.Site != a.Site {
			p.Add(at+"/site", "The assessment belongs to one site, and this part is of another one.")
		}
		if len(part.Subjects) == 0 {
			if part.Site == "" {
				p.Add(at+"/subjects", "Name the site, or the products or companies that are assessed.")
			} else if whole[part.Site] {
				p.Add(at+"/site", "The whole of this site is a part already: name other subjects, or remove one of the two.")
			}
			whole[part.Site] = true
		}
		for k, s := range part.Subjects {
			here := fmt.Sprintf("%s/subjects/%d", at, k)
			checkSubject(p, here, part.Site, s)
			if seen[s] {
				p.Add(here, "The %s is a part already: name it once.", s.Kind)
			}
			seen[s] = true
			all++
		}
	}
	p.Count("/parts", all, mostSubjects)
}

func checkSubject(p *plant.Form, at string, site plant.SiteID, s assess.Subject) {
	atSite := []assess.SubjectKind{assess.OfZone, assess.OfConduit, assess.OfSite, assess.OfAsset}
	shared := []assess.SubjectKind{assess.OfProduct, assess.OfCompany}
	switch {
	case s.ID == "":
		p.Add(at+"/id", "Say which one is assessed.")
	case !slices.Contains(atSite, s.Kind) && !slices.Contains(shared, s.Kind):
		p.Add(at+"/kind", "%q is no subject of an assessment: it is a zone, a conduit, a site, an asset, a product or a company.", s.Kind)
	case site == "" && slices.Contains(atSite, s.Kind):
		p.Add(at, "A %s belongs to a site: name the site of this part.", s.Kind)
	case site != "" && slices.Contains(shared, s.Kind):
		p.Add(at, "A %s belongs to no site: make a part without a site for it.", s.Kind)
	}
}

// Editable says why the plan of an assessment can no longer be changed, nil when
// it can. What was given into review is what gets signed.
func (a Assessment) Editable() plant.Problems {
	switch a.State {
	case InReview:
		return plant.Problems{{Pointer: "/state", Text: "The assessment is in review: have it returned before you change it."}}
	case Signed:
		return plant.Problems{{Pointer: "/state", Text: "The assessment is signed and stays as it is: begin a new one that is compared to it."}}
	case GivenUp:
		return plant.Problems{{Pointer: "/state", Text: "The assessment was cancelled and stays as it is: begin a new one."}}
	}
	return nil
}
