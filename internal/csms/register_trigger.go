package csms

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/ledger"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
)

// lookAgain reopens the approvals that stand at a site when what an update
// changed calls for it, within the same act: what was approved is not what is
// there any more.
func (s *Service) lookAgain(tx *store.Tx, site plant.SiteID) error {
	if site == "" || tx.Entry() == 0 {
		return nil
	}
	approvals, err := store.All[risk.Approval](tx.Reader(), site)
	if err != nil {
		return err
	}
	standing := risk.StandingApprovals(approvals)
	if len(standing) == 0 {
		return nil
	}
	causes, err := causesOf(tx)
	if err != nil || len(causes) == 0 {
		return err
	}
	for _, a := range standing {
		if err := s.reopen(tx, a, causes); err != nil {
			return err
		}
	}
	return nil
}

// watched are the kinds of record whose change may call for a look.
var watched = []string{risk.OfAsset, risk.OfConduit, risk.OfSystem, risk.OfAssumption}

// causesOf is what the changes of an update call for, one cause for each trigger.
func causesOf(tx *store.Tx) (causes []risk.Cause, err error) {
	const page = 500
	var more []risk.Trigger
	for n := -1; ; {
		changes, err := tx.Written(n, page, watched...)
		if err != nil {
			return nil, err
		}
		for _, c := range changes {
			found, err := causesIn(tx.Reader(), c)
			if err != nil {
				return nil, err
			}
			for _, f := range found {
				switch {
				case !slices.ContainsFunc(causes, func(c risk.Cause) bool { return c.Trigger == f.Trigger }):
					causes = append(causes, f)
				case !slices.Contains(more, f.Trigger):
					more = append(more, f.Trigger)
				}
			}
			n = c.N
		}
		if len(changes) < page || len(more) > 1 { // enough is known of what a file brought in
			break
		}
	}
	for i := range causes {
		if slices.Contains(more, causes[i].Trigger) {
			causes[i].What += ", and others"
		}
	}
	return causes, nil
}

func causesIn(r *store.Reader, c ledger.Change) ([]risk.Cause, error) {
	doc, _, _, err := r.Before(c.Kind, c.ID, c.Seq)
	if err != nil {
		return nil, err
	}
	before := c
	before.Doc = doc
	switch c.Kind {
	case risk.OfAsset:
		return causesBetween[plant.Asset](before, c)
	case risk.OfConduit:
		return causesBetween[plant.Conduit](before, c)
	case risk.OfSystem:
		return causesBetween[risk.System](before, c)
	default:
		return causesBetween[risk.Assumption](before, c)
	}
}

func causesBetween[T any](before, after ledger.Change) ([]risk.Cause, error) {
	was, err := valueOf[T](before)
	if err != nil {
		return nil, err
	}
	now, err := valueOf[T](after)
	if err != nil || was == nil && now == nil {
		return nil, err
	}
	return risk.Causes(was, now), nil
}

// valueOf is the value of a change, nil for none.
func valueOf[T any](c ledger.Change) (*T, error) {
	if len(c.Doc) == 0 {
		return nil, nil
	}
	v, err := store.Decode[T](c)
	return &v, err
}

// reopen marks an approval as one that no longer stands, and opens a task for
// each cause.
func (s *Service) reopen(tx *store.Tx, a risk.Approval, causes []risk.Cause) error {
	a.Reopened = &risk.Reopened{Trigger: causes[0].Trigger, What: causes[0].What, On: plant.DateOf(s.now())}
	if err := store.Put(tx, &a); err != nil {
		return err
	}
	for _, c := range causes {
		task := risk.Task{
			Head: risk.Head{Site: a.Site, Name: "Look again at what approval " + a.Key + " rests on"},
			Why:  sentenceOf(c.What), Trigger: c.Trigger, Kind: risk.OfApproval, Record: string(a.ID),
		}
		if err := s.openTask(tx, task); err != nil {
			return err
		}
	}
	return nil
}

// openTask stores a task, unless one about the same is open, or was there for
// the same day.
func (s *Service) openTask(tx *store.Tx, task risk.Task) error {
	tasks, err := store.All[risk.Task](tx.Reader(), task.Site)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(tasks, func(t risk.Task) bool { return sameTask(t, task) }) {
		return nil
	}
	task.Key = s.Tasks().next(risk.Context{Register: risk.Register{Tasks: tasks}})
	return store.Put(tx, &task)
}

func sameTask(there, task risk.Task) bool {
	return there.Trigger == task.Trigger && there.Kind == task.Kind && there.Record == task.Record &&
		(there.Done == "" || task.Due != "" && there.Due == task.Due)
}

func sentenceOf(s string) string { return strings.ToUpper(s[:1]) + s[1:] + "." }

// ReopenApproval says by hand that an approval no longer stands.
func (s *Service) ReopenApproval(ctx context.Context, who access.Principal, site plant.SiteID, id risk.ID, trigger risk.Trigger, what string) (risk.Approval, int64, error) {
	what = strings.TrimSuffix(strings.TrimSpace(what), ".")
	var problems plant.Problems
	if !slices.Contains(risk.Triggers, trigger) {
		problems = append(problems, plant.Problem{Pointer: "/trigger", Text: "Choose what happened, such as an incident."})
	}
	if what == "" {
		problems = append(problems, plant.Problem{Pointer: "/what", Text: "Say what happened."})
	}
	var a risk.Approval
	err := s.view(ctx, who, access.RiskEdit, site, func(r *store.Reader) (err error) {
		if a, err = s.Approvals().find(r, site, id); err == nil && len(problems) > 0 {
			err = problems
		}
		return err
	})
	if err != nil {
		return risk.Approval{}, 0, err
	}
	in := intent{do: access.RiskEdit, site: site, verb: "approval.reopen", subject: a.Key, note: what}
	entry, err := s.update(ctx, who, in, func(tx *store.Tx) error {
		now, err := s.Approvals().find(tx.Reader(), site, id)
		if err != nil {
			return err
		}
		if now.Reopened != nil {
			return &Error{Kind: Conflict, Code: "reopened", Text: "The approval " + now.Key + " is reopened already: " + now.Reopened.What + "."}
		}
		if err := s.reopen(tx, now, []risk.Cause{{Trigger: trigger, What: what}}); err != nil {
			return err
		}
		a, err = s.Approvals().find(tx.Reader(), site, id)
		return err
	})
	return a, entry.Seq, err
}

// openDue opens a task for all that time alone has made come due at a site, and
// reopens the approvals that it concerns.
func (s *Service) openDue(ctx context.Context, who access.Principal, site plant.SiteRecord) error {
	today := plant.DateOf(s.now())
	fresh := func(r *store.Reader) (due []risk.Due, reg risk.Register, err error) {
		if reg, err = r.Register(site.ID); err != nil {
			return nil, reg, err
		}
		due = slices.DeleteFunc(risk.Overdue(reg, today), func(d risk.Due) bool {
			return slices.ContainsFunc(reg.Tasks, func(t risk.Task) bool { return sameTask(t, dueTask(site.ID, d)) })
		})
		return due, reg, nil
	}
	var due []risk.Due
	err := s.db.View(ctx, who.Org, func(r *store.Reader) (err error) {
		due, _, err = fresh(r)
		return err
	})
	if err != nil || len(due) == 0 {
		return err
	}
	in := intent{do: access.RiskEdit, site: site.ID, verb: "task.due", subject: strconv.Itoa(len(due)) + " due"}
	_, err = s.update(ctx, who, in, func(tx *store.Tx) error {
		due, reg, err := fresh(tx.Reader())
		if err != nil {
			return err
		}
		for _, d := range due {
			if err := s.openTask(tx, dueTask(site.ID, d)); err != nil {
				return err
			}
		}
		for _, a := range risk.StandingApprovals(reg.Approvals) {
			i := slices.IndexFunc(due, func(d risk.Due) bool {
				return d.Trigger == risk.AcceptanceExpired || d.Trigger == risk.ReviewDue && d.Record == a.ID
			})
			if i < 0 {
				continue
			}
			a.Reopened = &risk.Reopened{Trigger: due[i].Trigger, What: due[i].What, On: today}
			if err := store.Put(tx, &a); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

func dueTask(site plant.SiteID, d risk.Due) risk.Task {
	what := map[risk.Trigger]string{
		risk.AcceptanceExpired: "Decide again about the risk of scenario ",
		risk.ReviewDue:         "Review what was approved by ",
		risk.AssumptionOverdue: "Test the assumption ",
	}[d.Trigger]
	return risk.Task{
		Head: risk.Head{Site: site, Name: what + d.Key}, Why: sentenceOf(d.What),
		Trigger: d.Trigger, Kind: d.Kind, Record: string(d.Record), Due: d.On,
	}
}
