package csms

import (
	"context"
	"fmt"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// NewProject is the site that an integrator works on, out of a requirements
// package.
type NewProject struct {
	Key  string `json:"key,omitempty" maxLength:"64" doc:"Key of the new site; that of the owner when left out"`
	Name string `json:"name,omitempty" maxLength:"200"`
	Note string `json:"note,omitempty" maxLength:"4000"`
}

// Project is what became of a requirements package.
type Project struct {
	Site  plant.SiteRecord `json:"site"`
	Reply supply.Reply     `json:"reply"`
	Tests int              `json:"tests"`
	Entry int64            `json:"entry"`
}

// BeginProject makes a site of a requirements package that came in: with its
// zones, conduits and targets, a draft reply, and the acceptance tests. It is one
// act.
func (s *Service) BeginProject(ctx context.Context, who access.Principal, id supply.ID, in NewProject) (Project, error) {
	var out Project
	for _, do := range []access.Action{access.SiteAdd, access.PackageRun} {
		if err := access.Check(who, do, ""); err != nil {
			return out, s.fail(err, "package")
		}
	}
	p, asked, err := s.askedBy(ctx, who, id)
	if err != nil {
		return out, err
	}
	if p.Direction != supply.Incoming {
		return out, &Error{Kind: Conflict, Code: "own-package", Text: "Package " + p.Key + " is one of this organisation: it asks others."}
	}
	doc := projectOf(asked, in)
	if err := s.sound(doc); err != nil {
		return out, err
	}
	act := intent{do: access.SiteAdd, verb: "package.project", subject: p.Key, note: in.Note}
	entry, err := s.update(ctx, who, act, func(tx *store.Tx) error {
		out.Site = doc.Site.Record()
		out.Site.Org = who.Org
		if err := store.Put(tx, &out.Site); err != nil {
			return s.fail(err, "site")
		}
		changes := risk.Plan(risk.Document{}, doc, false)
		if err := s.writeChanges(tx, out.Site.ID, changes); err != nil {
			return s.fail(err, "document")
		}
		c := s.shelfContext(tx.Reader(), who)
		out.Reply = supply.NewReply(p, asked)
		out.Reply.Site, out.Reply.Name = out.Site.ID, clipped(out.Reply.Name)
		var err error
		if out.Reply.Key, err = s.Replies().next(tx.Reader()); err != nil {
			return err
		}
		if err := s.Replies().put(tx, c, nil, &out.Reply); err != nil {
			return err
		}
		plan := supply.TestsFrom(asked, p.ID, nil)
		out.Tests = len(plan.Add)
		return s.addTests(tx, c, out.Site.ID, plan.Add)
	})
	out.Entry = entry.Seq
	return out, err
}

// projectOf is the site document of a project.
func projectOf(a supply.Asked, in NewProject) risk.Document {
	site := plant.DocSite{Key: a.System.Site, Name: a.System.SiteName, Owner: a.System.Owner, Description: a.System.Description}
	if a.System.Name != "" && a.System.Name != site.Name {
		site.Name = clipped(site.Name + ", " + a.System.Name)
	}
	if key := strings.TrimSpace(in.Key); key != "" {
		site.Key = key
	}
	if name := strings.TrimSpace(in.Name); name != "" {
		site.Name = name
	}
	d := risk.Document{Document: plant.Document{Format: plant.DocumentFormat, Site: site, Zones: a.Zones, Conduits: a.Conduits}}
	return d
}

// addTests puts new tests with the next free keys.
func (s *Service) addTests(tx *store.Tx, c *shelfContext, site plant.SiteID, tests []supply.Test) error {
	q := s.Tests()
	key, err := q.next(tx.Reader())
	if err != nil {
		return err
	}
	var n, width int
	if digits, ok := strings.CutPrefix(key, "TE-"); ok {
		width = len(digits)
		if _, err := fmt.Sscanf(digits, "%d", &n); err != nil {
			return err
		}
	}
	for i := range tests {
		t := &tests[i]
		t.Site, t.Key = site, fmt.Sprintf("TE-%0*d", width, n+i)
		t.Name, t.Subject = clipped(t.Name), clipped(t.Subject)
		t.Asks, t.Steps, t.Expected = page(t.Asks), page(t.Steps), page(t.Expected)
		if problems := supply.CheckTest(*t); len(problems) > 0 {
			return s.fail(problems, "test")
		}
		if err := store.Put(tx, t); err != nil {
			return s.fail(err, "test")
		}
	}
	return nil
}

// page makes a text of another party's one that a field of several lines takes.
func page(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
	if r := []rune(s); len(r) > 4_000 {
		s = string(r[:3_999]) + "…"
	}
	return strings.TrimSpace(s)
}

// DrawnTests is what became of the tests when they were drawn again.
type DrawnTests struct {
	Add    int      `json:"add"`
	Change int      `json:"change"`
	Keep   int      `json:"keep"`
	Remove int      `json:"remove" doc:"Tests without a result whose line is no longer asked"`
	Stay   []string `json:"stay" doc:"Keys of tests whose line is no longer asked, and that stay for their result"`
	Again  []string `json:"again" doc:"Tests to be done again, each a sentence"`
	Entry  int64    `json:"entry,omitempty"`
}

// DrawTests draws the acceptance tests of a site from a requirements package
// again: results stay.
func (s *Service) DrawTests(ctx context.Context, who access.Principal, site plant.SiteID, id supply.ID, dry bool) (DrawnTests, error) {
	out := DrawnTests{Stay: []string{}}
	if err := s.view(ctx, who, access.PackageRun, site, nothing); err != nil {
		return out, err
	}
	p, asked, err := s.askedBy(ctx, who, id)
	if err != nil {
		return out, err
	}
	plan := func(r *store.Reader) (supply.TestPlan, []supply.Test, error) {
		now, err := s.testsOf(r, site, func(t supply.Test) bool { return t.Package == p.ID })
		if err != nil {
			return supply.TestPlan{}, nil, err
		}
		drawn := supply.TestsFrom(asked, p.ID, now)
		out = DrawnTests{Add: len(drawn.Add), Change: len(drawn.Change), Keep: drawn.Keep, Again: drawn.Again, Stay: []string{}}
		var gone []supply.Test
		for _, t := range drawn.Gone {
			if t.Result == "open" && t.Found == "" && len(t.Proofs) == 0 {
				gone = append(gone, t)
			} else {
				out.Stay = append(out.Stay, t.Key)
			}
		}
		out.Remove = len(gone)
		return drawn, gone, nil
	}
	if dry {
		return out, s.view(ctx, who, access.PackageRun, site, func(r *store.Reader) error { _, _, err := plan(r); return err })
	}
	entry, err := s.update(ctx, who, intent{do: access.PackageRun, site: site, verb: "test.draw", subject: p.Key}, func(tx *store.Tx) error {
		drawn, gone, err := plan(tx.Reader())
		if err != nil {
			return err
		}
		for _, t := range gone {
			if err := store.Delete[supply.Test](tx, string(t.ID), t.Version); err != nil {
				return s.fail(err, "test")
			}
		}
		c := s.shelfContext(tx.Reader(), who)
		for i := range drawn.Change {
			t := &drawn.Change[i]
			t.Name, t.Asks, t.Steps, t.Expected = clipped(t.Name), page(t.Asks), page(t.Steps), page(t.Expected)
			if err := store.Put(tx, t); err != nil {
				return s.fail(err, "test")
			}
		}
		return s.addTests(tx, c, site, drawn.Add)
	})
	out.Entry = entry.Seq
	return out, err
}

// nothing reads nothing: a view of it asks only for the right.
func nothing(*store.Reader) error { return nil }

// testsOf are tests of a site, by key.
func (s *Service) testsOf(r *store.Reader, site plant.SiteID, wanted func(supply.Test) bool) ([]supply.Test, error) {
	all, err := store.All[supply.Test](r, "")
	var list []supply.Test
	for _, t := range all {
		if t.Site == site && wanted(t) {
			list = append(list, t)
		}
	}
	return list, err
}
