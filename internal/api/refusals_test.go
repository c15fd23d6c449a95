package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/catalog"
	"ringwall/internal/csms"
	"ringwall/internal/plant"
	"ringwall/internal/risk"
	"ringwall/internal/sl"
	"ringwall/internal/store"
)

// procedure is a site whose risk procedure has come to the detailed assessment:
// criteria in force by which its administrator is the area manager and nobody
// else may accept anything.
type procedure struct {
	*world
	at   *hall
	h    *house
	root string
	as   func(*http.Request)
}

func newProcedure(t *testing.T) *procedure {
	t.Helper()
	w := newWorld(t)
	p := &procedure{world: w, h: w.orgs[0], at: w.orgs[0].sites[0]}
	p.root, p.as = "/api/v1/sites/"+string(p.at.id), bySession(w.secretOf(t, p.h.admin.email))
	c := risk.Presets()[0]
	c.Head = risk.Head{Site: p.at.id, Key: "CR-90", Name: "In force"}
	for i := range c.Authorities {
		c.Authorities[i].Holders = []string{"board@" + p.h.word + ".example"}
	}
	c.Authorities[0].Holders = []string{p.h.admin.email}
	c.Signed = &risk.Signature{By: "board@" + p.h.word + ".example", Name: "Board", At: w.clock.now()}
	w.write(t, p.h, p.at.id, "criteria.sign", func(tx *store.Tx) { must(t, store.Put(tx, &c)) })
	return p
}

func (p *procedure) ask(method, path string, body any, version int) *http.Response {
	return p.send(method, p.root+path, body, func(r *http.Request) {
		p.as(r)
		if version > 0 {
			r.Header.Set("If-Match", etag(version))
		}
	})
}

// refusal is one request and the answer that it must get.
type refusal struct {
	name         string
	method, path string
	body         any
	version      int
	as           func(*http.Request) // nil is the administrator
	status       int
	code         string
	says         string // part of the sentence
	at           string // place of the field in the request
}

func (p *procedure) refuses(t *testing.T, r refusal) {
	t.Helper()
	admin := p.as
	if r.as != nil {
		p.as = r.as
	}
	res := p.ask(r.method, r.path, r.body, r.version)
	p.as = admin
	if res.StatusCode != r.status {
		t.Errorf("%s: %d, want %d: %s", r.name, res.StatusCode, r.status, text(t, res))
		return
	}
	problem := problemOf(t, res)
	said, places := problem.Detail, ""
	for _, e := range problem.Errors {
		said += " " + e.Message
		places += " " + e.Location
	}
	if problem.Code != r.code || !strings.Contains(said, r.says) || !strings.Contains(places, r.at) {
		t.Errorf("%s: code %q, %q at %q; want code %q, %q at %q", r.name, problem.Code, said, places, r.code, r.says, r.at)
	}
	if !strings.HasSuffix(strings.TrimSpace(said), ".") {
		t.Errorf("%s: %q is no sentence", r.name, said)
	}
}

// scenario stores a scenario by HTTP, rated as given.
func (p *procedure) scenario(t *testing.T, name string, likelihood, safety int, change func(*risk.Scenario)) risk.Scenario {
	t.Helper()
	s := risk.Scenario{
		Head: risk.Head{Name: name}, Zone: p.at.zones[0].ID, CauseKind: "human", Likelihood: likelihood,
		Ratings: risk.Ratings{risk.Safety: safety, risk.Environmental: 1},
	}
	if change != nil {
		change(&s)
	}
	return answered[risk.Scenario](t, p.ask("POST", "/scenarios", s, 0), 201)
}

func (p *procedure) result(t *testing.T, id risk.ID) risk.ScenarioResult {
	t.Helper()
	for _, s := range answered[risk.Result](t, p.ask("GET", "/risk", nil, 0), 200).Scenarios {
		if s.ID == id {
			return s
		}
	}
	t.Fatalf("scenario %s has no result", id)
	return risk.ScenarioResult{}
}

func flagged(s risk.ScenarioResult, code risk.FlagCode) bool {
	for _, f := range s.Flags {
		if f.Code == code {
			return true
		}
	}
	return false
}

func signWith(secret string) map[string]any { return map[string]any{"password": secret} }

func TestNobodySignsForAnother(t *testing.T) {
	p := newProcedure(t)
	draft := answered[page[risk.Criteria]](t, p.ask("GET", "/criteria/presets", nil, 0), 200).Items[0]
	draft.ID, draft.Key, draft.Name = "", "", "Draft"
	draft = answered[risk.Criteria](t, p.ask("POST", "/criteria", draft, 0), 201)
	s := p.scenario(t, "Overfill", 3, 2, nil)
	token := answered[struct{ Secret string }](t, p.send("POST", "/api/v1/tokens", map[string]string{"name": "machine", "scope": "write", "expires": "2026-05-01"}, p.as), 201).Secret
	accept := map[string]any{"until": "2026-12-31", "justification": "Small", "password": goodPassword}
	target := map[string]any{
		"subject": map[string]any{"kind": "zone", "id": p.at.zones[0].ID}, "password": goodPassword,
		"decision": map[string]any{"method": "owner", "vector": sl.Uniform(1), "rationale": "Enough"},
	}
	approve := map[string]any{"decisions": []string{"The targets hold."}, "doesNot": "Nothing beyond.", "reviewBy": "2027-03-01", "password": goodPassword}
	for path, body := range map[string]any{
		"/criteria/" + string(draft.ID) + "/sign": signWith(goodPassword),
		"/scenarios/" + string(s.ID) + "/accept":  accept,
		"/risk/targets":                           target,
		"/crs/approve":                            approve,
	} {
		p.refuses(t, refusal{name: "a token at " + path, method: "POST", path: path, body: body, as: byToken(token), status: 403, says: "sign in and do it yourself"})
	}
	engineer := p.account(t, p.h, "engineer", access.Grant{Role: access.Engineer})
	as := bySession(p.secretOf(t, engineer.Email))
	p.refuses(t, refusal{name: "an engineer accepts", method: "POST", path: "/scenarios/" + string(s.ID) + "/accept", body: accept, as: as, status: 403})
	accept["password"] = "wrong"
	p.refuses(t, refusal{name: "a wrong password", method: "POST", path: "/scenarios/" + string(s.ID) + "/accept", body: accept, status: 422, says: "password is wrong", at: "body/password"})

	// What is signed cannot be sent.
	forged := &risk.Acceptance{Band: "medium", Until: "2026-12-31", Justification: "Small", Signed: risk.Signature{By: p.h.admin.email, Name: "Forger", At: p.clock.now()}}
	s.Acceptance = forged
	p.refuses(t, refusal{name: "a PUT that accepts", method: "PUT", path: "/scenarios/" + string(s.ID), body: s, version: s.Version, status: 422, says: "cannot be sent", at: "body/acceptance"})
	p.refuses(t, refusal{name: "many that accept", method: "POST", path: "/scenarios/bulk", body: map[string]any{"put": []risk.Scenario{s}}, status: 422, says: "cannot be sent", at: "body/put/0/acceptance"})
	draft.Signed = &risk.Signature{By: p.h.admin.email, Name: "Forger"}
	p.refuses(t, refusal{name: "a PUT that signs", method: "PUT", path: "/criteria/" + string(draft.ID), body: draft, version: draft.Version, status: 422, says: "cannot be sent", at: "body/signed"})
	if r := p.ask("POST", "/approvals", risk.Approval{Head: risk.Head{Name: "Forged"}}, 0); r.StatusCode != http.StatusNotFound {
		t.Errorf("an approval that is sent: %d", r.StatusCode)
	}
	if got := answered[risk.Scenario](t, p.ask("GET", "/scenarios/"+string(s.ID), nil, 0), 200); got.Acceptance != nil {
		t.Errorf("it is accepted by %+v", got.Acceptance)
	}
}

func TestNobodyAcceptsBeyondTheOwnAuthority(t *testing.T) {
	p := newProcedure(t)
	medium := p.scenario(t, "Overfill", 3, 2, nil)
	high := p.scenario(t, "Overpressure", 3, 4, nil)
	extreme := p.scenario(t, "Explosion", 4, 5, nil)
	unrated := p.scenario(t, "Unknown", 0, 2, nil)
	accept := func(s risk.Scenario, until, why string) refusal {
		return refusal{method: "POST", path: "/scenarios/" + string(s.ID) + "/accept", body: map[string]any{"until": until, "justification": why, "password": goodPassword}, status: 422}
	}
	for _, c := range []struct {
		name       string
		r          refusal
		status     int
		code, says string
		at         string
	}{
		{"above one's authority", accept(high, "2026-12-31", "Small"), 403, "over-authority", "accepted by the Plant manager or above", ""},
		{"in the intolerable region", accept(extreme, "2026-12-31", "Small"), 403, "over-authority", "nobody may accept it", ""},
		{"beyond the months of the band", accept(medium, "2029-01-01", "Small"), 422, "", "for 24 months, until 2028-03-02", "body/until"},
		{"on a day that is past", accept(medium, "2026-03-01", "Small"), 422, "", "choose a later day", "body/until"},
		{"without a reason", accept(medium, "2026-12-31", " "), 422, "", "Say why", "body/justification"},
		{"without a band", accept(unrated, "2026-12-31", "Small"), 422, "", "has no band yet", ""},
	} {
		c.r.name, c.r.status, c.r.code, c.r.says, c.r.at = c.name, c.status, c.code, c.says, c.at
		p.refuses(t, c.r)
	}
}

func TestAnAcceptanceThatEndedIsOpenAgainWithATask(t *testing.T) {
	p := newProcedure(t)
	s := p.scenario(t, "Overfill", 3, 2, nil)
	body := map[string]any{"until": "2026-03-20", "justification": "Until the valve comes", "password": goodPassword}
	answered[risk.Scenario](t, p.ask("POST", "/scenarios/"+string(s.ID)+"/accept", body, 0), 200)
	if got := p.result(t, s.ID); got.Acceptance.State != risk.AcceptedValid || !got.Tolerable {
		t.Fatalf("accepted: %+v", got.Acceptance)
	}
	p.clock.pass(20 * 24 * time.Hour)
	p.as = bySession(p.secretOf(t, p.h.admin.email))
	if got := p.result(t, s.ID); got.Acceptance.State != risk.AcceptedExpired || got.Tolerable || !flagged(got, risk.FlagAcceptanceExpired) {
		t.Errorf("on the day after: %+v, flags %+v", got.Acceptance, got.Flags)
	}
	p.svc.Run(t.Context()) // whose first work is to look what has come due
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		var whys []string
		for _, task := range answered[page[risk.Task]](t, p.ask("GET", "/tasks", nil, 0), 200).Items {
			whys = append(whys, string(task.Trigger)+": "+task.Why)
		}
		if strings.Contains(fmt.Sprint(whys), "acceptance-expired: The acceptance of scenario "+s.Key+" ended on 2026-03-20.") {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("no task tells of it: %q", whys)
		}
	}
}

func TestTheRiskIsNeverTalkedDown(t *testing.T) {
	p := newProcedure(t)
	strong := risk.Safeguard{Name: "Wall", Layer: "physical", LowersLikelihood: 4, LowersConsequence: 4, Reason: "Both, since it keeps people away"}
	for _, c := range []struct {
		name string
		s    risk.Scenario
		want func(risk.ScenarioResult) bool
	}{
		{"the residual risk never falls below the lowest band", p.scenario(t, "Spill", 2, 1, func(s *risk.Scenario) { s.Safeguards = []risk.Safeguard{strong, strong} }),
			func(r risk.ScenarioResult) bool {
				return r.Residual.Rank == 0 && r.Residual.Likelihood == 1 && r.Residual.Consequence == 1 && r.Residual.Why != ""
			}},
		{"lost protection of people stays high whatever is said to stand against it", p.scenario(t, "Trip bypassed", 3, 4, func(s *risk.Scenario) {
			s.Mechanism, s.Safeguards = "loss-of-protection", []risk.Safeguard{{Name: "Guard", Layer: "physical", LowersLikelihood: 2}}
		}), func(r risk.ScenarioResult) bool {
			return r.Residual.Likelihood == 1 && r.Residual.Band == "high" && len(r.Overrides) == 1
		}},
		{"a treatment that moves no band is told", p.scenario(t, "Stop", 1, 1, func(s *risk.Scenario) {
			s.Safeguards = []risk.Safeguard{{Name: "Poster", Layer: "policy-people", Planned: true}}
		}), func(r risk.ScenarioResult) bool { return flagged(r, risk.FlagTreatmentMovesNone) }},
		{"a security control inside a protective function is told", p.scenario(t, "Trip late", 3, 3, func(s *risk.Scenario) {
			cm := answered[risk.Countermeasure](t, p.ask("POST", "/countermeasures", risk.Countermeasure{
				Head: risk.Head{Name: "Filter in the trip"}, Layer: "network", Kind: "technical", State: risk.MeasureExisting, ProtectiveFunction: true, WholeSite: true,
			}, 0), 201)
			s.Safeguards = []risk.Safeguard{{Countermeasure: cm.ID, LowersLikelihood: 1}}
		}), func(r risk.ScenarioResult) bool { return flagged(r, risk.FlagProtectiveFunction) }},
	} {
		if got := p.result(t, c.s.ID); !c.want(got) {
			t.Errorf("not so: %s: residual %+v, overrides %q, credits %+v, flags %+v", c.name, got.Residual, got.Overrides, got.Credits, got.Flags)
		}
	}

	p.refuses(t, refusal{
		name: "a control that is planned inside a protective function", method: "POST", path: "/countermeasures", status: 422, says: "where none may be", at: "body/protectiveFunction",
		body: risk.Countermeasure{Head: risk.Head{Name: "Another filter"}, Layer: "network", Kind: "technical", State: risk.MeasurePlanned, ProtectiveFunction: true, WholeSite: true},
	})

	s := p.scenario(t, "Leak", 2, 2, nil)
	p.refuses(t, refusal{name: "a scenario that goes without evidence", method: "DELETE", path: "/scenarios/" + string(s.ID), version: s.Version, status: 422, says: "removed by design", at: "removed"})
	p.refuses(t, refusal{name: "one of many that goes without evidence", method: "POST", path: "/scenarios/bulk", body: map[string]any{"delete": []map[string]any{{"id": s.ID, "version": s.Version}}}, status: 422, says: "removed by design", at: "body/delete/0"})
	s.Removed = "The line was taken out, P&ID 12 rev. 4"
	s = answered[risk.Scenario](t, p.ask("PUT", "/scenarios/"+string(s.ID), s, s.Version), 200)
	if r := p.ask("DELETE", "/scenarios/"+string(s.ID), nil, s.Version); r.StatusCode != http.StatusNoContent {
		t.Errorf("with evidence: %d %s", r.StatusCode, text(t, r))
	}

	worst := answered[risk.WorstCase](t, p.ask("POST", "/worst-cases", risk.WorstCase{Head: risk.Head{Name: "Stop"}, Function: risk.ID(p.at.risks["function"]), Ratings: risk.Ratings{risk.Availability: 3}}, 0), 201)
	incomplete := func() bool {
		for _, r := range answered[risk.Result](t, p.ask("GET", "/risk", nil, 0), 200).WorstCases {
			if r.ID == worst.ID {
				return !r.Complete
			}
		}
		t.Fatal("the worst case has no result")
		return false
	}
	if !incomplete() {
		t.Error("a worst case without a word on safety and environment counts as complete")
	}
	worst.Ratings[risk.Safety], worst.Ratings[risk.Environmental] = 0, 0
	answered[risk.WorstCase](t, p.ask("PUT", "/worst-cases/"+string(worst.ID), worst, worst.Version), 200)
	if incomplete() {
		t.Error("an explicit none is a value")
	}
}

func TestTargetsThatAreRefused(t *testing.T) {
	p := newProcedure(t)
	decide := func(kind, id string, method risk.Method, v sl.Vector, rationale string) map[string]any {
		return map[string]any{
			"subject":  map[string]any{"kind": kind, "id": id},
			"decision": risk.TargetDecision{Method: method, Vector: v, Rationale: rationale}, "password": goodPassword,
		}
	}
	zone, conduit := string(p.at.zones[0].ID), string(p.at.conduit.ID)
	answered[csms.DecidedTarget](t, p.ask("POST", "/risk/targets", decide("zone", zone, risk.MethodOwner, sl.Uniform(3), "People work beside it"), 0), 200)
	for _, c := range []struct {
		name     string
		body     map[string]any
		says, at string
	}{
		{"a conduit below its ends without a reason", decide("conduit", conduit, risk.MethodConsequence, sl.Uniform(2), ""), "lies below that of zone " + p.at.zones[0].Key, "body/decision/rationale"},
		{"SL 4 by arithmetic", decide("zone", zone, risk.MethodConsequence, sl.Uniform(4), "Because"), "SL 4 is set by a decision of the owner only", "body/decision/method"},
		{"SL 4 by the owner without a reason", decide("zone", zone, risk.MethodOwner, sl.Uniform(4), ""), "give the reason", "body/decision/rationale"},
		{"a target by a cross-check", decide("zone", zone, risk.MethodTechnique, sl.Uniform(2), "Because"), "is a cross-check", "body/decision/method"},
	} {
		p.refuses(t, refusal{name: c.name, method: "POST", path: "/risk/targets", body: c.body, status: 422, says: c.says, at: c.at})
	}
	answered[csms.DecidedTarget](t, p.ask("POST", "/risk/targets", decide("conduit", conduit, risk.MethodConsequence, sl.Uniform(2), "A data diode"), 0), 200)
}

func TestAnApprovalStandsOnlyWhileItsPathsDo(t *testing.T) {
	p := newProcedure(t)
	approval := func() risk.Approval {
		return answered[risk.Approval](t, p.ask("GET", "/approvals/"+p.at.risks["approval"], nil, 0), 200)
	}
	if a := approval(); a.Reopened != nil {
		t.Fatalf("reopened at first: %+v", a.Reopened)
	}
	c := answered[plant.Conduit](t, p.ask("GET", "/conduits/"+string(p.at.conduit.ID), nil, 0), 200)
	c.Flows = append(c.Flows, plant.FlowRule{Direction: plant.Forward, Protocol: "ssh", Ports: "22"})
	answered[plant.Conduit](t, p.ask("PUT", "/conduits/"+string(c.ID), c, c.Version), 200)
	if r := approval().Reopened; r == nil || r.Trigger != risk.PathChanged || r.What != "the flow rules of conduit "+c.Key+" changed" {
		t.Errorf("reopened by %+v", r)
	}
	tasks := answered[page[risk.Task]](t, p.ask("GET", "/tasks", nil, 0), 200).Items
	if len(tasks) != 2 || tasks[1].Trigger != risk.PathChanged || tasks[1].Record != p.at.risks["approval"] {
		t.Errorf("tasks %+v", tasks)
	}
	p.refuses(t, refusal{name: "reopening it again", method: "POST", path: "/approvals/" + p.at.risks["approval"] + "/reopen", body: map[string]any{"trigger": "incident", "what": "Ransomware"}, status: 409, code: "reopened", says: "reopened already"})
	p.refuses(t, refusal{name: "an approval that is changed", method: "PUT", path: "/approvals/" + p.at.risks["approval"], body: approval(), version: 1, status: 404, says: "no such operation"})
}

func TestOnlyTheAuthorityOfTheResidualRiskApproves(t *testing.T) {
	p := newProcedure(t)
	p.complete(t)
	body := map[string]any{"decisions": []string{"The targets hold."}, "doesNot": "Nothing beyond the line.", "reviewBy": "2027-03-01", "password": goodPassword}
	view := answered[csms.SpecificationView](t, p.ask("GET", "/crs", nil, 0), 200)
	if len(view.Blockers) != 0 || view.Needed == nil {
		t.Fatalf("needed %+v, blockers %+v", view.Needed, view.Blockers)
	}
	p.refuses(t, refusal{name: "by the area manager, of a high risk", method: "POST", path: "/crs/approve", body: body, status: 403, code: "over-authority", says: "Plant manager"})
	board := p.account(t, p.h, "board", access.Grant{Role: access.Approver})
	as := bySession(p.secretOf(t, board.Email))
	for _, c := range []struct {
		name, field string
		value       any
		says, at    string
	}{
		{"with nothing decided", "decisions", []string{}, "Nothing is decided", "body/decisions"},
		{"without what it does not cover", "doesNot", "", "does not cover", "body/doesNot"},
		{"reviewed in more than three years", "reviewBy", "2030-01-01", "three years", "body/reviewBy"},
		{"with a wrong password", "password", "wrong", "password is wrong", "body/password"},
	} {
		was := body[c.field]
		body[c.field] = c.value
		p.refuses(t, refusal{name: c.name, method: "POST", path: "/crs/approve", body: body, as: as, status: 422, says: c.says, at: c.at})
		body[c.field] = was
	}
	body["digest"] = strings.Repeat("0", 64)
	p.refuses(t, refusal{name: "of another text than was read", method: "POST", path: "/crs/approve", body: body, as: as, status: 409, code: "changed", says: "read it again"})
	body["digest"] = view.Digest
	admin := p.as
	p.as = as
	a := answered[risk.Approval](t, p.ask("POST", "/crs/approve", body, 0), 201)
	p.as = admin
	if a.Signed.Authority != "executive-board" || len(a.Residual) == 0 || a.Release != catalog.Threats().Release {
		t.Errorf("approved as %+v", a)
	}
}

// complete brings the site to where its specification can be approved by
// whoever may: one high risk, accepted by the board.
func (p *procedure) complete(t *testing.T) {
	t.Helper()
	target := &plant.Target{Vector: sl.Uniform(1), Method: "consequence", Approver: "Board", ApprovedOn: "2026-03-01"}
	signature := risk.Signature{By: "board@" + p.h.word + ".example", Name: "Board", Authority: "executive-board", At: p.clock.now()}
	p.write(t, p.h, p.at.id, "site.apply", func(tx *store.Tx) {
		zones, err := store.All[plant.Zone](tx.Reader(), p.at.id)
		must(t, err)
		for i := range zones {
			zones[i].Owner, zones[i].LogicalBoundary, zones[i].PhysicalBoundary, zones[i].Target = "Line", "VLAN", "hall", target
			must(t, store.Put(tx, &zones[i]))
		}
		c, err := store.Get[plant.Conduit](tx.Reader(), string(p.at.conduit.ID))
		must(t, err)
		c.Owner, c.Medium, c.Target = "Line", "copper", target
		c.Flows = []plant.FlowRule{{Direction: plant.Forward, Protocol: "modbus", Ports: "502"}}
		must(t, store.Put(tx, &c))
		a, err := store.Get[plant.Asset](tx.Reader(), string(p.at.asset.ID))
		must(t, err)
		a.Criticality = 2
		must(t, store.Put(tx, &a))
		safe := plant.ZoneID(p.at.risks["riskzone"])
		system, err := store.Get[risk.System](tx.Reader(), p.at.risks["system"])
		must(t, err)
		system.Description, system.Perimeter, system.Owner = "Fills.", "The hall.", "Works"
		system.Zones = []plant.ZoneID{p.at.zones[0].ID, p.at.zones[1].ID, safe}
		system.AccessPoints = []risk.AccessPoint{{Key: "D-1", Name: "Door", Kind: "door", Direction: risk.Inward, Counterparty: "visitors", Owner: "Works", Zone: p.at.zones[0].ID}}
		must(t, store.Put(tx, &system))
		as, err := store.Get[risk.Assumption](tx.Reader(), p.at.risks["assumption"])
		must(t, err)
		as.Statement, as.Owner, as.Test, as.Due = "Locked at night.", "Ada", "Try the door.", "2026-12-01"
		must(t, store.Put(tx, &as))
		env, err := store.Get[risk.Environment](tx.Reader(), p.at.risks["environment"])
		must(t, err)
		env.Owner = "Safety"
		must(t, store.Put(tx, &env))
		worst, err := store.Get[risk.WorstCase](tx.Reader(), p.at.risks["worstcase"])
		must(t, err)
		worst.Ratings = risk.Ratings{risk.Safety: 4, risk.Environmental: 1}
		must(t, store.Put(tx, &worst))
		sc, err := store.Get[risk.Scenario](tx.Reader(), p.at.risks["scenario"])
		must(t, err)
		sc.CauseKind, sc.ThreatSource, sc.Skill, sc.Likelihood = "human", "insider", 2, 3
		sc.Ratings = worst.Ratings
		sc.Acceptance = &risk.Acceptance{Band: "high", Criteria: "CR-90", Until: "2026-12-31", Justification: "Until the valve comes", Signed: signature}
		must(t, store.Put(tx, &sc))
		spec, err := store.Get[risk.Specification](tx.Reader(), p.at.risks["specification"])
		must(t, err)
		spec.Environment, spec.ThreatEnvironment, spec.Policies, spec.Regulations = "A dry hall.", "Insiders.", []string{"POL-1"}, []string{"none, found by legal"}
		must(t, store.Put(tx, &spec))
	})
}

func TestWhatIsDecidedAboutAFindingNeedsAReasonAndADayAhead(t *testing.T) {
	p := newProcedure(t)
	one := answered[Findings](t, p.ask("GET", "/findings?limit=1", nil, 0), 200).Items[0]
	for _, c := range []struct{ name, why, until, says, at string }{
		{"without a reason", " ", "2026-12-31", "justification is missing: write it", "body/accepted/justification"},
		{"on a day that is past", "Soon gone", "2026-03-01", "later day", "body/accepted/until"},
	} {
		p.refuses(t, refusal{
			name: c.name, method: "PUT", path: "/findings/" + strings.ReplaceAll(one.ID, "/", "%2F"), status: 422, says: c.says, at: c.at,
			body: map[string]any{"accepted": map[string]any{"justification": c.why, "until": c.until}},
		})
	}
}

func TestNoFileBringsASignature(t *testing.T) {
	p := newProcedure(t)
	p.svc.Run(t.Context())
	p.scenario(t, "Overfill", 3, 2, nil)
	exported := text(t, p.ask("GET", "/export?format=json", nil, 0))
	var doc map[string]any
	must(t, json.Unmarshal([]byte(exported), &doc))
	signature := map[string]any{"by": p.h.admin.email, "name": "Forger", "at": "2026-03-01T08:00:00Z", "meaning": "I accept this risk.", "digest": strings.Repeat("0", 64)}
	list := doc["scenarios"].([]any)
	list[len(list)-1].(map[string]any)["acceptance"] = map[string]any{"band": "medium", "until": "2026-12-31", "justification": "Small", "criteria": "CR-90", "signed": signature}
	forged, err := json.Marshal(doc)
	must(t, err)
	i := p.uploaded(t, p.at.id, "site.json", forged, p.as)
	if i.State != csms.ImportReady {
		t.Fatalf("%+v", i)
	}
	p.refuses(t, refusal{name: "a document that accepts a risk", method: "POST", path: "/imports/" + i.ID + "/apply", body: map[string]any{}, status: 403, code: "signature", says: "the acceptance of scenario"})
	for _, s := range answered[page[risk.Scenario]](t, p.ask("GET", "/scenarios", nil, 0), 200).Items {
		if s.Acceptance != nil {
			t.Errorf("scenario %s is accepted by %+v", s.Key, s.Acceptance)
		}
	}
}
