package assess

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"ringwall/internal/plant"
)

// Step is one thing to do next at a site.
type Step struct {
	ID   string `json:"id"`   // stable while the step is open
	Text string `json:"text"` // what to do
	Why  string `json:"why"`
	Link Link   `json:"link"`
}

// Link says where a step is done: a screen, the record to open there, and what
// to filter by.
type Link struct {
	Screen Screen            `json:"screen"`
	Kind   SubjectKind       `json:"kind,omitempty"`
	ID     string            `json:"id,omitempty"`
	Filter map[string]string `json:"filter,omitempty"`
}

// Screen is a page of a site.
type Screen string

// The screens that steps lead to.
const (
	ScreenImports      Screen = "imports"
	ScreenAssets       Screen = "assets"
	ScreenZones        Screen = "zones"
	ScreenConduits     Screen = "conduits"
	ScreenRequirements Screen = "requirements"
	ScreenLevels       Screen = "levels"
)

// soon is how many days ahead the end of a compensating measure is announced.
const soon = 30

// Next lists what to do next at a site, the most important first: what nothing
// can be said without, then subject by subject. Safety zones and the conduits
// that end in them come before all others; within a subject, what has lapsed
// comes before what is undecided, and that before what is known to be missing.
func Next(p Posture) []Step {
	steps := groundwork(p.Summary)
	for _, task := range tasks(p) {
		steps = append(steps, task.step)
	}
	return steps
}

// groundwork are the steps of a site at its beginning.
func groundwork(s Summary) []Step {
	steps := []Step{}
	if s.Assets == 0 {
		steps = append(steps, Step{
			ID: "import-assets", Text: "Import the asset list",
			Why:  "No assets are known yet; a spreadsheet, a site document or a capture brings them in.",
			Link: Link{Screen: ScreenImports},
		})
	}
	if s.Zones == 0 {
		steps = append(steps, Step{
			ID: "add-zones", Text: "Divide the site into zones",
			Why:  "Without zones there is nothing that a security level could be asked of.",
			Link: Link{Screen: ScreenZones},
		})
	}
	if s.Unzoned > 0 && s.Zones > 0 {
		steps = append(steps, Step{
			ID: "place-assets", Text: fmt.Sprintf("Put %s into a zone", many(s.Unzoned, "asset")),
			Why:  "An asset in no zone is protected by no target, and no level speaks for it.",
			Link: Link{Screen: ScreenAssets, Filter: map[string]string{"zone": "none"}},
		})
	}
	if s.Zones > 1 && s.Conduits == 0 {
		steps = append(steps, Step{
			ID: "add-conduits", Text: "Declare the conduits between the zones",
			Why:  fmt.Sprintf("%s are declared and no way between them.", many(s.Zones, "zone")),
			Link: Link{Screen: ScreenConduits},
		})
	}
	return steps
}

// task is a step for one subject, with what it is ordered by.
type task struct {
	step   Step
	safety bool
	rank   rank
	size   int // among equals, the larger first
}

// rank orders the kinds of task.
type rank int

const (
	lapsed rank = iota
	untargeted
	lapsing
	unanswered
	unmet
)

func tasks(p Posture) []task {
	var res []task
	for i := range p.Subjects {
		sp := &p.Subjects[i]
		add := func(r rank, size int, s Step) {
			s.Link.Kind, s.Link.ID = sp.Subject.Kind, sp.Subject.ID
			res = append(res, task{s, sp.Safety, r, size})
		}
		sp.expiring(p.Today, add)
		if sp.Target == nil {
			add(untargeted, sp.Assets, Step{
				ID:   sp.stepID("set-target"),
				Text: "Set the target of " + sp.called(),
				Why:  "Without SL-T nobody has said how much protection is enough" + sp.holding() + ".",
				Link: Link{Screen: sp.screen()},
			})
			continue
		}
		if n := sp.Unanswered; n > 0 {
			add(unanswered, n, Step{
				ID:   sp.stepID("answer"),
				Text: fmt.Sprintf("Answer %s for %s", many(n, "requirement"), sp.called()),
				Why:  fmt.Sprintf("%d of %d that SL-T asks for are unanswered and count as not met.", n, sp.Counts.Asked.Total),
				Link: Link{Screen: ScreenRequirements, Filter: map[string]string{"state": string(Unanswered), "asked": "true"}},
			})
		}
		if lift, ok := sp.bestLift(); ok {
			add(unmet, int(sp.Gap.Max())*100+sp.Steps, lift.step(sp))
		}
	}
	slices.SortStableFunc(res, func(x, y task) int {
		if x.safety != y.safety {
			if x.safety {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(x.rank, y.rank), cmp.Compare(y.size, x.size))
	})
	return res
}

// expiring adds a step for each asked requirement whose compensating measure
// has expired or is about to. The rest of the measures hold nothing up.
func (sp *SubjectPosture) expiring(today plant.Date, add func(rank, int, Step)) {
	limit := inDays(today, soon)
	for _, x := range sp.Expiries {
		if !x.Asked {
			continue
		}
		s := Step{
			ID:   sp.stepID("renew") + ":" + string(x.Requirement),
			Link: Link{Screen: ScreenRequirements, Filter: map[string]string{"requirement": string(x.Requirement)}},
		}
		switch {
		case x.Expired:
			s.Text = fmt.Sprintf("Renew or replace the measure for %s in %s", x.Requirement, sp.called())
			s.Why = fmt.Sprintf("%q expired on %s; since then %s counts as not met.", x.Measure, x.On, x.Requirement)
			add(lapsed, 0, s)
		case x.On.Before(limit) || x.On == limit:
			s.Text = fmt.Sprintf("Look again at the measure for %s in %s", x.Requirement, sp.called())
			s.Why = fmt.Sprintf("%q expires on %s; from that day %s counts as not met.", x.Measure, x.On, x.Requirement)
			add(lapsing, 0, s)
		}
	}
}

func (sp *SubjectPosture) stepID(what string) string {
	return what + ":" + string(sp.Subject.Kind) + ":" + sp.Subject.ID
}

// called names the subject as a person would: "zone Z-02 (Bottling line)".
func (sp *SubjectPosture) called() string {
	name := string(sp.Subject.Kind) + " " + sp.Key
	if sp.Name != "" && sp.Name != sp.Key {
		name += " (" + sp.Name + ")"
	}
	if sp.Safety && sp.Subject.Kind == OfZone {
		name = "safety " + name
	}
	return name
}

func (sp *SubjectPosture) holding() string {
	if sp.Assets == 0 {
		return ""
	}
	return " for its " + many(sp.Assets, "asset")
}

func (sp *SubjectPosture) screen() Screen {
	if sp.Subject.Kind == OfConduit {
		return ScreenConduits
	}
	return ScreenZones
}

// many counts things: "1 asset", "12 assets".
func many(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// inDays is the day n days later; "" for no day.
func inDays(d plant.Date, n int) plant.Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return plant.DateOf(t.AddDate(0, 0, n))
}
