package assess_test

import (
	"fmt"

	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/plant"
	"ringwall/internal/sl"
)

const today plant.Date = "2026-11-24"

// zone is a zone with a target.
func zone(key string, target ...sl.Vector) plant.Zone {
	z := plant.Zone{ID: plant.ZoneID("id-" + key), Key: key, Name: "Name of " + key, Kind: plant.ZoneControl}
	if len(target) > 0 {
		z.Target = &plant.Target{Vector: target[0]}
	}
	return z
}

// conduit is a conduit between two zones, with a target.
func conduit(key string, from, to plant.Zone, target ...sl.Vector) plant.Conduit {
	c := plant.Conduit{ID: plant.ConduitID("id-" + key), Key: key, From: from.ID, To: to.ID}
	if len(target) > 0 {
		c.Target = &plant.Target{Vector: target[0]}
	}
	return c
}

func ofZone(key string) assess.Subject { return assess.Subject{Kind: assess.OfZone, ID: "id-" + key} }
func ofConduit(key string) assess.Subject {
	return assess.Subject{Kind: assess.OfConduit, ID: "id-" + key}
}

// ofSite is the site of every test.
var ofSite = assess.Subject{Kind: assess.OfSite, ID: "id-site"}

func answer(s assess.Subject, id catalog.RequirementID, state assess.State) assess.Verdict {
	return assess.Verdict{
		ID:      assess.VerdictID(fmt.Sprint(s.Kind, s.ID, id)),
		Subject: s, Set: catalog.SystemRequirements, Requirement: id, State: state,
	}
}

func inherit(s assess.Subject, id catalog.RequirementID, from assess.Subject) assess.Verdict {
	v := answer(s, id, assess.Inherited)
	v.From = &from
	return v
}

func compensate(s assess.Subject, id catalog.RequirementID, by string, until plant.Date) assess.Verdict {
	v := answer(s, id, assess.Compensated)
	v.Compensating, v.Expires = by, until
	return v
}

func notApplicable(s assess.Subject, id catalog.RequirementID, reason, approver string) assess.Verdict {
	v := answer(s, id, assess.NotApplicable)
	v.Reason, v.Approver = reason, approver
	return v
}

// metUpTo answers met to whatever the vector asks of the subject.
func metUpTo(s assess.Subject, v sl.Vector) []assess.Verdict {
	var met []assess.Verdict
	for _, fr := range sl.FRs {
		for _, r := range catalog.SystemSet().UpTo(fr, v[fr]) {
			met = append(met, answer(s, r.ID, assess.Met))
		}
	}
	return met
}

func input(site plant.Site, verdicts ...assess.Verdict) assess.Input {
	site.SiteRecord = plant.SiteRecord{ID: "id-site", Key: "S-1", Name: "Bottling"}
	return assess.Input{Site: site, Verdicts: verdicts, Set: catalog.SystemSet(), Today: today}
}

func zones(zs ...plant.Zone) plant.Site { return plant.Site{Zones: zs} }

// of is the posture of one subject, which must exist.
func of(in assess.Input, s assess.Subject) assess.SubjectPosture {
	sp, ok := assess.Assess(in).Of(s)
	if !ok {
		panic(fmt.Sprintf("the posture has no %s %s", s.Kind, s.ID))
	}
	return sp
}

// effective is what one requirement amounts to for one subject.
func effective(in assess.Input, s assess.Subject, id catalog.RequirementID) assess.Effective {
	answers, ok := assess.Answers(in, s)
	if !ok {
		panic(fmt.Sprintf("the site has no %s %s", s.Kind, s.ID))
	}
	for _, a := range answers {
		if a.Requirement.ID == id {
			return a.Effective
		}
	}
	panic("no requirement " + string(id))
}
