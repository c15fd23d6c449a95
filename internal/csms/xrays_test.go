package csms

import (
	"strings"
	"testing"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/catalog"
	"ringwall/internal/observe"
	"ringwall/internal/plant"
	"ringwall/internal/proof"
	"ringwall/internal/proof/trace"
	"ringwall/internal/proof/xray"
	"ringwall/internal/risk/lint"
	"ringwall/internal/store"
	"ringwall/internal/supply"
)

// xrayed are the X-rays of one rule that somebody sees.
func (w *works) xrayed(t testing.TB, who access.Principal, filter XRayFilter) []xray.Judged {
	t.Helper()
	page, err := w.XRays(t.Context(), who, w.site, filter, "", "", 200)
	if err != nil {
		t.Fatal(err)
	}
	if page.Total != len(page.Items) {
		t.Fatalf("%d of %d X-rays are on the page", len(page.Items), page.Total)
	}
	return page.Items
}

func byRule(rule string) XRayFilter { return XRayFilter{Rules: []string{rule}} }

func TestContradictionsAreFoundDecidedAboutAndMended(t *testing.T) {
	w := newWorks(t)
	ctx := t.Context()
	w.met(t, "SR 1.1")
	found := w.xrayed(t, w.ada, byRule("answer-unproven"))
	if len(found) != 1 || found[0].Key != "zone Z-01 FR 1" || found[0].State != lint.Open || found[0].Matters == "" {
		t.Fatalf("a requirement that is met by word alone shows as %+v", found)
	}
	id := found[0].ID
	got, entry, err := w.DecideXRay(ctx, w.ada, w.site, id, Decision{Owner: "Ada", Accepted: &Accepting{Justification: "until the audit", Until: "2026-06-30"}}, 0)
	if err != nil || entry == 0 || got.State != lint.Accepted || got.Decision.Version != 1 {
		t.Fatalf("accepted: %+v, entry %d, %v", got, entry, err)
	}
	if _, _, err := w.DecideXRay(ctx, w.ada, w.site, id, Decision{Note: "x"}, 0); KindOf(err) != Conflict {
		t.Errorf("decided on an old version: %v", err)
	}
	if _, _, err := w.DecideXRay(ctx, w.ada, w.site, "xray-answer-unproven/nowhere", Decision{Note: "x"}, 0); KindOf(err) != NotFound {
		t.Errorf("decided about nothing: %v", err)
	}

	// The decision is one about an X-ray, and no finding that was resolved.
	page, err := w.Findings(ctx, w.ada, w.site, FindingFilter{}, "", "", 200)
	if err != nil || page.Counts.State[lint.Resolved] != 0 {
		t.Errorf("%d findings are resolved, %v", page.Counts.State[lint.Resolved], err)
	}
	if _, _, err := w.Decide(ctx, w.ada, w.site, id, Decision{Note: "x"}, 1); KindOf(err) != NotFound {
		t.Errorf("an X-ray is decided about as a finding: %v", err)
	}
	done, err := w.DecideXRays(ctx, w.ada, w.site, []string{id}, FindingSet{Reopen: true})
	if err != nil || done.Changed != 1 || done.Entry == 0 {
		t.Errorf("reopened: %+v, %v", done, err)
	}
	if _, err := w.DecideXRays(ctx, w.ada, w.site, []string{id}, FindingSet{}); KindOf(err) != Invalid {
		t.Errorf("nothing is decided about many: %v", err)
	}

	// With evidence it is mended, and told of as resolved.
	w.met(t, "SR 1.1", w.upload(t, w.shelve(t, proof.Evidence{Head: supply.Head{Site: w.site}}), "a.txt", "x"))
	found = w.xrayed(t, w.ada, byRule("answer-unproven"))
	if len(found) != 1 || found[0].State != lint.Resolved || found[0].Text == "" || found[0].Area != xray.Answers {
		t.Errorf("with evidence: %+v", found)
	}
	all, err := w.XRays(ctx, w.ada, w.site, XRayFilter{}, "-due", "", 1)
	if err != nil || len(all.Counts.Rules) != len(xray.Rules()) || all.Counts.State[lint.Resolved] != 1 || len(all.Items) != 1 {
		t.Errorf("counts: %+v, %v", all.Counts.State, err)
	}
	if _, err := w.XRays(ctx, w.ada, w.site, XRayFilter{}, "colour", "", 1); KindOf(err) != Invalid {
		t.Errorf("an order that is none: %v", err)
	}
}

func TestAnXRayTellsNobodyOfWhatIsClosedToThem(t *testing.T) {
	w := newWorks(t)
	ctx := t.Context()
	secret := w.upload(t, w.shelve(t, proof.Evidence{
		Head: supply.Head{Site: w.site, Name: "Penetration test"}, Confidentiality: "secret", Expires: "2026-03-01", Effective: "2025-06-01", Zones: []plant.ZoneID{w.safe.ID},
	}), "a.txt", "x")
	w.met(t, "SR 1.1", secret)
	l := &library{works: w}
	l.put(t, func(tx *store.Tx) error {
		p := supply.Package{Head: supply.Head{Key: "PK-9", Name: "As built"}, Kind: supply.AsBuilt, Direction: supply.Incoming, From: "Acme", State: "accepted", Digest: strings.Repeat("a", 64), File: strings.Repeat("b", 64)}
		return store.Put(tx, &p)
	})
	viewer := w.user(access.Viewer, access.Grant{})
	viewer.Email, viewer.User = "v@x.example", "someone"
	for _, c := range []struct {
		who  access.Principal
		rule string
		n    int
		says string
	}{
		{w.ada, "evidence-scope", 1, secret.Key},
		{viewer, "evidence-scope", 0, ""},
		{w.ada, "answer-proof-lapsed", 1, secret.Key},
		{viewer, "answer-proof-lapsed", 1, "not open to you"},
		{w.ada, "package-untrusted", 1, "PK-9"},
		{viewer, "package-untrusted", 0, ""},
	} {
		found := w.xrayed(t, c.who, byRule(c.rule))
		if len(found) != c.n {
			t.Errorf("%s sees %d of %s, want %d", c.who.Name, len(found), c.rule, c.n)
		} else if c.n > 0 && !strings.Contains(found[0].Text, c.says) {
			t.Errorf("%s reads %q", c.who.Name, found[0].Text)
		}
	}

	// What is decided about it stands in the history, where it tells no more.
	id := w.xrayed(t, w.ada, byRule("evidence-scope"))[0].ID
	if _, _, err := w.DecideXRay(ctx, w.ada, w.site, id, Decision{Note: "looked at"}, 0); err != nil {
		t.Fatal(err)
	}
	for _, x := range w.xrayed(t, viewer, XRayFilter{}) {
		if strings.Contains(x.Text+x.Key, secret.Key) || x.ID == id {
			t.Errorf("the viewer is told of it: %+v", x)
		}
	}
	in, err := w.viewRegister(t)
	if err != nil || len(in) != 1 || strings.Contains(in[0], secret.Key) {
		t.Errorf("the decision keeps %q, %v", in, err)
	}
}

// viewRegister are the texts that the decisions of the works keep.
func (w *works) viewRegister(t testing.TB) (out []string, err error) {
	t.Helper()
	err = w.db.View(t.Context(), w.ada.Org, func(r *store.Reader) error {
		register, err := r.Register(w.site)
		for _, d := range register.Findings {
			out = append(out, d.Name+" "+d.Finding.Text)
		}
		return err
	})
	return out, err
}

func TestCapturesSpeakAgainstLevels(t *testing.T) {
	w := newWorks(t)
	var capture observe.Capture
	l := &library{works: w}
	l.put(t, func(tx *store.Tx) error {
		capture = observe.Capture{Site: w.site, Key: "line.pcap", Hash: strings.Repeat("c", 64)}
		if err := store.Put(tx, &capture); err != nil {
			return err
		}
		return tx.PutTraffic(capture.ID, nil, nil)
	})
	err := w.db.View(t.Context(), w.ada.Org, func(r *store.Reader) error {
		known, err := w.riskInput(r, w.site)
		if err != nil {
			return err
		}
		seen, err := w.seenOf(r, known, keptSeen{})
		if err != nil || seen.last == nil || seen.ground == "" {
			t.Errorf("a capture that shows nothing is looked at as %+v, %v", seen, err)
		}
		again, err := w.seenOf(r, known, keptSeen{ground: seen.ground, last: map[plant.AssetID]plant.Date{"x": "2026-01-01"}})
		if err != nil || len(again.last) != 1 {
			t.Errorf("on the same ground it is looked at again: %+v, %v", again, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheTraceLeadsFromAnAnswerToItsEvidence(t *testing.T) {
	w := newWorks(t)
	ctx := t.Context()
	secret := w.upload(t, w.shelve(t, proof.Evidence{Head: supply.Head{Site: w.site, Name: "Penetration test"}, Confidentiality: "secret"}), "a.txt", "x")
	w.met(t, "SR 1.1", secret)
	w.met(t, "SR 1.2")
	viewer := w.user(access.Viewer, access.Grant{})
	viewer.Email, viewer.User = "v@x.example", "someone"
	at := func(id catalog.RequirementID) trace.Ref {
		return trace.RequirementAt(assess.Subject{Kind: assess.OfZone, ID: string(w.cell.ID)}, catalog.SystemRequirements, id)
	}
	evidence := trace.Ref{Kind: trace.Evidence, ID: string(secret.ID)}
	g, err := w.Trace(ctx, w.ada, w.site, TraceQuery{From: at("SR 1.1"), Depth: 1})
	if err != nil || len(g.Edges) != 1 || g.Edges[0].To != evidence || g.Edges[0].Verb != "is shown by" || len(g.Gaps) != 0 || g.Nodes[0].Why != "It is met." {
		t.Errorf("around SR 1.1: %+v, %v", g, err)
	}
	if g, err = w.Trace(ctx, viewer, w.site, TraceQuery{From: at("SR 1.1"), Chain: true}); err != nil || len(g.Edges) != 0 || len(g.Gaps) != 0 {
		t.Errorf("a viewer walks to %+v, %v", g, err)
	}
	if _, err = w.Trace(ctx, viewer, w.site, TraceQuery{From: evidence, Depth: 1}); KindOf(err) != NotFound {
		t.Errorf("a viewer begins at a secret evidence: %v", err)
	}
	if g, err = w.Trace(ctx, w.ada, w.site, TraceQuery{From: evidence, Chain: true}); err != nil || len(g.Nodes) != 2 {
		t.Errorf("up from the evidence: %+v, %v", g, err)
	}
	g, err = w.Trace(ctx, w.ada, w.site, TraceQuery{From: at("SR 1.2"), Chain: true})
	if err != nil || len(g.Gaps) != 1 || g.Gaps[0].Text != "No evidence for SR 1.2 at zone Z-01." || len(g.Edges) != 1 || g.Edges[0].To.Kind != trace.XRay {
		t.Errorf("down from SR 1.2: %+v, %v", g, err)
	}
	starts, err := w.TraceStarts(ctx, w.ada, w.site, trace.Zone)
	if err != nil || len(starts) != 3 || starts[0].Key != "Z-00" {
		t.Errorf("one can begin at %+v, %v", starts, err)
	}
}
