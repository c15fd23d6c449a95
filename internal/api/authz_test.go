package api

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"ringwall/internal/access"
	"ringwall/internal/plant"
)

// rule is the row of one operation in testdata/authz.yaml: who may do it,
// written down without a look at the policy.
type rule struct {
	// Action is the action of the policy; only whether it reads is used, for tokens.
	Action string `yaml:"action"`
	// Scope is public, own (what is the caller's alone), org or site.
	Scope string `yaml:"scope"`
	// Roles may do it; "any" is whoever has an account.
	Roles []string `yaml:"roles"`
	// AnyGrant is true where a role on one site reaches the organisation.
	AnyGrant bool `yaml:"anyGrant"`
	// Params fills parameters of the path that the fixture does not fill by name.
	Params map[string]string `yaml:"params"`
	// Query is appended to the path.
	Query string `yaml:"query"`
	// Body is a body that passes the decoder; {zone} and the like are filled.
	Body string `yaml:"body"`
	// Type is the body's type if it is not JSON.
	Type string `yaml:"type"`
}

func readRules(t *testing.T) map[string]rule {
	t.Helper()
	f, err := os.Open("testdata/authz.yaml")
	must(t, err)
	defer f.Close()
	rules := map[string]rule{}
	d := yaml.NewDecoder(f)
	d.KnownFields(true)
	must(t, d.Decode(&rules))
	return rules
}

func TestEveryOperationIsOpenToWhomItIsMeantForAndToNobodyElse(t *testing.T) {
	m := newMatrix(t)
	found := m.deviations(readRules(t))
	for _, d := range found[:min(len(found), 60)] {
		t.Error(d)
	}
	if len(found) > 60 {
		t.Errorf("and %d more", len(found)-60)
	}
	t.Logf("%d requests on %d operations", m.requests, len(m.Operations()))
}

// TestTheMatrixFindsAMissingCheck makes holes on purpose: a matrix that finds
// nothing proves nothing.
func TestTheMatrixFindsAMissingCheck(t *testing.T) {
	m := newMatrix(t)
	op(m.API, operation{id: "leak-site", method: "GET", path: "/api/v1/sites/{site}/leak", tag: "Test"},
		func(_ context.Context, _ access.Principal, in *struct {
			Site string `path:"site"`
		}) (*answer[none], error) {
			return &answer[none]{}, nil // no check at all
		})
	op(m.API, operation{id: "leak-open", method: "GET", path: "/api/v1/leak", tag: "Test", public: true},
		func(context.Context, access.Principal, *none) (*answer[none], error) { return &answer[none]{}, nil })
	rules := readRules(t)
	only := map[string]rule{
		"leak-site": {Action: "site.read", Scope: "site", Roles: []string{"administrator"}},
		"leak-open": {Action: "org.read", Scope: "org", Roles: []string{"administrator"}},
	}
	for id := range rules {
		m.skip = append(m.skip, id)
	}
	found := strings.Join(m.deviations(merge(rules, only)), "\n")
	for _, want := range []string{
		"leak-site: viewer of the organisation, own site: 200, want 403",
		"leak-site: engineer of one site, other site: 200, want 404",
		"leak-site: administrator of another organisation, own site: 200, want 404",
		"leak-site: administrator of the organisation, no such site: 200, want 404",
		"leak-open: nobody, own site: 200, want 401",
		"leak-open: disabled account, own site: 200, want 401",
	} {
		if !strings.Contains(found, want) {
			t.Errorf("not found: %s", want)
		}
	}

	for name, change := range map[string]func(map[string]rule){
		"an operation without a row": func(r map[string]rule) { delete(r, "list-users") },
		"a row without an operation": func(r map[string]rule) { r["fly"] = rule{Scope: "org"} },
		"a role too many in the row": func(r map[string]rule) {
			u := r["list-users"]
			u.Roles = append(u.Roles, "viewer")
			r["list-users"] = u
		},
		"a role missing in the row":   func(r map[string]rule) { u := r["list-users"]; u.Roles = nil; r["list-users"] = u },
		"a public one that is not":    func(r map[string]rule) { u := r["list-users"]; u.Scope = "public"; r["list-users"] = u },
		"one that is public unawares": func(r map[string]rule) { u := r["read-start"]; u.Scope = "own"; r["read-start"] = u },
	} {
		changed := merge(rules, only)
		change(changed)
		m.skip = nil
		for id := range changed {
			if id != "list-users" && id != "read-start" {
				m.skip = append(m.skip, id)
			}
		}
		if found := m.deviations(changed); len(found) == 0 {
			t.Errorf("%s goes unnoticed", name)
		}
	}
}

func merge(a, b map[string]rule) map[string]rule {
	both := map[string]rule{}
	for _, m := range []map[string]rule{a, b} {
		for id, r := range m {
			both[id] = r
		}
	}
	return both
}

// matrix runs each operation for each asker on each target.
type matrix struct {
	*world
	t        *testing.T
	askers   []*asker
	skip     []string
	requests int
}

// asker is one who makes requests.
type asker struct {
	name   string
	email  string
	role   access.Role
	grant  string // "org", "site", or "" for whoever must be turned away
	house  int
	token  *access.Token
	secret string
}

func (a *asker) sign(r *http.Request) {
	switch {
	case a.token != nil:
		byToken(a.secret)(r)
	case a.secret != "":
		bySession(a.secret)(r)
	}
}

func newMatrix(t *testing.T) *matrix {
	t.Helper()
	m := &matrix{world: newWorld(t), t: t}
	a := m.orgs[0]
	add := func(x asker) *asker { m.askers = append(m.askers, &x); return &x }

	expired := m.account(t, a, "expired", access.Grant{Role: access.Administrator})
	add(asker{name: "expired session", secret: m.secretOf(t, expired.Email)})
	m.clock.pass(13 * 3600 * 1e9)

	disabled := m.account(t, a, "disabled", access.Grant{Role: access.Administrator})
	secret := m.secretOf(t, disabled.Email)
	system, err := m.svc.SystemPrincipal(t.Context(), a.wordKey())
	must(t, err)
	disabled.Disabled = true
	_, err = m.svc.ChangeUser(t.Context(), system, disabled)
	must(t, err)
	add(asker{name: "disabled account", secret: secret})
	add(asker{name: "nobody"})
	add(asker{name: "made-up session", secret: "c2VjcmV0LW9mLW1hbGxvcnktaW4tYmFzZTY0LXVybA"})

	for _, role := range access.Roles {
		g := access.Grant{Role: role}
		if role == access.Supplier {
			g.Vendor = "Acme"
		}
		everywhere, here := g, g
		here.Site = a.sites[0].id
		if role == access.Integrator {
			here.Zones = []plant.ZoneID{a.sites[0].zones[0].ID, a.sites[0].zones[1].ID}
			everywhere.Zones = append(slices.Clone(here.Zones), a.sites[1].zones[0].ID, a.sites[1].zones[1].ID)
		}
		for grant, g := range map[string]access.Grant{"org": everywhere, "site": here} {
			user := m.account(t, a, grant+"-"+string(role), g)
			name := string(role) + " of the organisation"
			if grant == "site" {
				name = string(role) + " of one site"
			}
			add(asker{name: name, email: user.Email, role: role, grant: grant})
		}
	}
	add(asker{name: "administrator of another organisation", email: m.orgs[1].admin.email, role: access.Administrator, grant: "org", house: 1})
	slices.SortFunc(m.askers, func(x, y *asker) int { return strings.Compare(x.name, y.name) })
	for _, x := range m.askers {
		if x.email != "" {
			x.secret = m.secretOf(t, x.email)
		}
	}
	m.addTokens(t)
	return m
}

func (h *house) wordKey() string { return strings.ToUpper(h.word) }

// addTokens adds askers with tokens: one that only reads, and one of an
// engineer that is narrowed to one site.
func (m *matrix) addTokens(t *testing.T) {
	t.Helper()
	for _, c := range []struct {
		name, owner string
		token       access.Token
		grant       string
	}{
		{"read token of an administrator", "administrator of the organisation", access.Token{Scope: access.ScopeRead}, "org"},
		{"write token of an administrator", "administrator of the organisation", access.Token{Scope: access.ScopeWrite}, "org"},
		{"token of an engineer for one site", "engineer of the organisation", access.Token{Scope: access.ScopeWrite, Site: m.orgs[0].sites[0].id}, "site"},
	} {
		i := slices.IndexFunc(m.askers, func(a *asker) bool { return a.name == c.owner })
		owner := m.askers[i]
		who, err := m.svc.PrincipalOfSession(t.Context(), owner.secret)
		must(t, err)
		c.token.Name, c.token.Expires = c.name, "2026-12-31"
		token, secret, err := m.svc.AddToken(t.Context(), who, c.token)
		must(t, err)
		m.askers = append(m.askers, &asker{name: c.name, role: owner.role, grant: c.grant, token: &token, secret: secret})
	}
}

// target is what a request is aimed at.
type target struct {
	name  string
	house int
	site  int
	// mixed aims at the own site with records of the other one.
	mixed   bool
	unknown bool
}

var targets = []target{
	{name: "own site"},
	{name: "other site", site: 1},
	{name: "site of another organisation", house: 1},
	{name: "no such site", unknown: true},
	{name: "own site, record of the other", mixed: true},
}

// deviations runs the matrix and tells where answers are not as the rules say.
func (m *matrix) deviations(rules map[string]rule) []string {
	var found []string
	tell := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	known := map[string]bool{}
	for _, o := range m.Operations() {
		known[o.ID] = true
		r, written := rules[o.ID]
		if !written {
			tell("%s has no row in authz.yaml", o.ID)
			continue
		}
		if o.Public != (r.Scope == "public") {
			tell("%s: public is %v, the row says %s", o.ID, o.Public, r.Scope)
		}
		if r.Scope == "site" != strings.Contains(o.Path, "{site}") {
			tell("%s: scope %s does not fit the path %s", o.ID, r.Scope, o.Path)
		}
		if slices.Contains(m.skip, o.ID) && !strings.HasPrefix(o.ID, "leak") {
			continue
		}
		for _, a := range m.askers {
			m.operation(o, r, a, tell)
		}
	}
	for id := range rules {
		if !known[id] {
			tell("%s has a row in authz.yaml and is no operation", id)
		}
	}
	slices.Sort(found)
	return found
}

// operation runs one operation for one asker on all targets.
func (m *matrix) operation(o Operation, r rule, a *asker, tell func(string, ...any)) {
	answers := map[string]string{}
	for _, to := range targets {
		if r.Scope != "site" && (to.site != 0 || to.mixed) {
			continue
		}
		if to.mixed && !r.named(o) {
			continue
		}
		m.refresh(a)
		status, body := m.ask(o, r, a, to)
		answers[to.name] = fmt.Sprint(status, body)
		if want := r.verdict(o, a, to); !want.holds(status) {
			tell("%s: %s, %s: %d, want %s: %.200s", o.ID, a.name, to.name, status, want.name, body)
		}
		for i, h := range m.orgs {
			if i != a.house && strings.Contains(body, h.word) {
				tell("%s: %s, %s: the answer has the word of another organisation: %.200s", o.ID, a.name, to.name, body)
			}
		}
	}
	// A record of somebody else and none at all must not be told apart.
	shared := sharedPath(o.Path)
	if a.house == 0 && strings.Contains(o.Path, "{") && !shared && answers["site of another organisation"] != answers["no such site"] {
		tell("%s: %s: foreign and unknown are told apart:\n%.300s\n%.300s", o.ID, a.name, answers["site of another organisation"], answers["no such site"])
	}
}

// named says whether a request names a record of the site, in its path or its body.
func (r rule) named(o Operation) bool {
	for _, p := range pathParam.FindAllStringSubmatch(o.Path+r.Body+fmt.Sprint(r.Params), -1) {
		if slices.Contains([]string{"zone", "conduit", "asset", "subject", "id", "capture", "import"}, p[1]) {
			return true
		}
	}
	return false
}

// refresh signs an asker in again whose session an operation has ended.
func (m *matrix) refresh(a *asker) {
	if a.email == "" {
		return
	}
	if _, err := m.svc.PrincipalOfSession(m.t.Context(), a.secret); err != nil {
		a.secret = m.secretOf(m.t, a.email)
	}
}

func (m *matrix) ask(o Operation, r rule, a *asker, to target) (status int, body string) {
	m.requests++
	h := m.orgs[to.house]
	site := h.sites[to.site]
	params := map[string]string{"n": fmt.Sprint(m.requests)}
	for name, value := range r.Params {
		params[name] = value
	}
	other := site
	if to.mixed {
		other = h.sites[1]
	}
	fill := func(s string) string { return m.fillFrom(s, h, site, other, params) }
	path := fill(o.Path)
	if to.unknown {
		path = m.unknown(o.Path, params)
	}
	path += fill(r.Query)
	var send any
	if r.Body != "" {
		send = fill(r.Body)
	}
	answer := m.send(o.Method, path, send, func(req *http.Request) {
		a.sign(req)
		req.Header.Set("If-Match", `"v999999"`) // passes every check but the last, and changes nothing
		if r.Type != "" {
			req.Header.Set("Content-Type", r.Type)
		}
	})
	return answer.StatusCode, text(m.t, answer)
}

// fill fills the parameters of a path from one site.
func (w *world) fill(path string, h *house, s *hall, params map[string]string) string {
	return w.fillFrom(path, h, s, s, params)
}

func (w *world) fillFrom(text string, h *house, site, records *hall, params map[string]string) string {
	values := map[string]string{
		"site": string(site.id), "zone": string(records.zones[0].ID), "zone2": string(records.zones[1].ID),
		"conduit": string(records.conduit.ID), "asset": string(records.asset.ID), "capture": records.capture.ID,
		"view": records.view.ID, "import": strings.ReplaceAll(records.imp, " ", "%20"), "seq": fmt.Sprint(records.seq),
		"user": string(h.user.ID), "token": h.token.ID, "session": "a-session-of-somebody",
		"kind": "zone", "id": string(records.zones[0].ID), "subject": string(records.zones[0].ID),
		"set": "iec-62443-3-3:2013", "crosswalk": "csf-1.1-3-3",
	}
	for name, value := range records.risks {
		values[name] = value
	}
	for name, value := range params {
		values[name] = value
	}
	for range 2 { // a row may name a parameter of the fixture
		for name, value := range values {
			text = strings.ReplaceAll(text, "{"+name+"}", value)
		}
	}
	return text
}

// unknown fills a path with ids that nobody has.
func (m *matrix) unknown(path string, params map[string]string) string {
	path = strings.ReplaceAll(path, "{seq}", "123456789")
	for name, value := range params {
		if !strings.Contains(value, "{") {
			path = strings.ReplaceAll(path, "{"+name+"}", value)
		}
	}
	return pathParam.ReplaceAllStringFunc(path, func(p string) string {
		switch p {
		case "{kind}":
			return "zone"
		case "{set}":
			return "no-set"
		}
		return "01900000-0000-7000-8000-000000000000"
	})
}

// verdict is what an answer must be.
type verdict struct {
	name  string
	holds func(status int) bool
}

func is(want int) verdict {
	return verdict{fmt.Sprint(want), func(status int) bool { return status == want }}
}

var (
	// passes is the answer to whoever may: also that a version is stale or a key taken.
	passes = verdict{"that it may", func(s int) bool {
		return s < 400 || s == http.StatusConflict || s == http.StatusPreconditionFailed || s == http.StatusUnprocessableEntity
	}}
	hidden   = is(http.StatusNotFound)
	refused  = is(http.StatusForbidden)
	turned   = is(http.StatusUnauthorized)
	noRecord = verdict{"404, 422 or 403", func(s int) bool {
		return s == http.StatusNotFound || s == http.StatusUnprocessableEntity || s == http.StatusForbidden
	}}
	notBeyond = verdict{"404 or 403", func(s int) bool { return s == http.StatusNotFound || s == http.StatusForbidden }}
)

// verdict decides what one asker must get from one target.
func (r rule) verdict(o Operation, a *asker, to target) verdict {
	record := pathParam.MatchString(o.Path) // one record is asked for
	foreign := to.house != a.house || to.unknown
	switch r.Scope {
	case "public":
		return verdict{"an answer", func(s int) bool { return s != http.StatusForbidden && s < 500 }}
	case "site":
		switch {
		case a.grant == "":
			return turned
		case foreign, a.grant == "site" && to.site == 1:
			return hidden
		case !r.allows(a):
			if to.mixed {
				return notBeyond
			}
			return refused
		case to.mixed:
			return noRecord
		}
		return passes
	case "own":
		switch {
		case a.grant == "":
			return turned
		case a.token != nil && r.Action != "self.read":
			return refused
		case record:
			return hidden // the fixture's sessions and tokens are of somebody else
		}
		return passes
	}
	if r.Scope == "library" {
		inBody := strings.Contains(r.Query+r.Body, "{product}") || strings.Contains(r.Query+r.Body, "{company}") || strings.Contains(r.Query+r.Body, "{package}") || strings.Contains(r.Query+r.Body, "{evidence}")
		switch {
		case a.grant == "":
			return turned
		case !r.allows(a):
			return refused
		case sharedPath(o.Path) && a.grant == "site" && !r.AnyGrant:
			return notBeyond
		case record && foreign && (to.unknown || !sharedPath(o.Path)):
			if a.grant == "site" && !r.AnyGrant {
				return notBeyond
			}
			return hidden
		case a.grant == "site" && !r.AnyGrant && record:
			return notBeyond // a role on one site changes nothing that all sites share
		case a.grant == "site" && !r.AnyGrant:
			return refused
		case to.house != a.house && inBody:
			return noRecord
		}
		return passes
	}
	switch {
	case a.grant == "":
		return turned
	case !r.allows(a) || a.grant == "site" && !r.AnyGrant:
		return refused
	case record && foreign && !to.unknown && !sharedPath(o.Path):
		return hidden
	case record && to.unknown:
		return hidden
	}
	return passes
}

// sharedPath says that a path names what is the same for everybody: requirement
// sets and crosswalks.
func sharedPath(path string) bool {
	return strings.Contains(path, "{set}") || strings.Contains(path, "{crosswalk}")
}

// allows says whether the row names the asker's role, and the token reaches so far.
func (r rule) allows(a *asker) bool {
	if !slices.Contains(r.Roles, string(a.role)) && !slices.Contains(r.Roles, "any") {
		return false
	}
	if a.token == nil {
		return true
	}
	switch access.Action(r.Action) {
	case access.UserManage, access.RiskSign, access.AssessmentSign, access.PackageSign:
		return false
	}
	return a.token.Scope == access.ScopeWrite || strings.HasSuffix(r.Action, ".read")
}

func TestNoWriteTakesAnOrganisationOrAFieldItDoesNotKnow(t *testing.T) {
	w := newWorld(t)
	rules := readRules(t)
	as := bySession(w.secretOf(t, w.orgs[0].admin.email))
	tried := 0
	for _, o := range w.Operations() {
		r := rules[o.ID]
		if r.Body == "" || r.Type != "" || r.Scope == "public" {
			continue
		}
		tried++
		body := w.fill(r.Body, w.orgs[0], w.orgs[0].sites[0], r.Params)
		for _, field := range []string{"org", "organisation", "passwordHash"} {
			if strings.Contains(body, `"`+field+`"`) {
				continue
			}
			more := `{"` + field + `":"x",` + strings.TrimPrefix(strings.TrimSpace(body), "{")
			if strings.TrimSpace(body) == "{}" {
				more = `{"` + field + `":"x"}`
			}
			res := w.send(o.Method, w.fill(o.Path, w.orgs[0], w.orgs[0].sites[0], r.Params)+r.Query, more, func(req *http.Request) {
				as(req)
				req.Header.Set("If-Match", `"v999999"`)
			})
			if got := text(t, res); res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(got, `"body.`+field+`"`) {
				t.Errorf("%s with the field %q: %d, want 422: %s", o.ID, field, res.StatusCode, got)
			}
		}
	}
	if tried < 7 {
		t.Errorf("only %d operations were tried", tried)
	}
}
