package api

import (
	"context"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"ringwall/internal/access"
)

// cookieName has the prefix that makes browsers insist on Secure, on the whole
// host and on no other.
const cookieName = "__Host-ringwall"

type principalKey struct{}

// principal is who asks; nobody for a public operation.
func principal(ctx context.Context) access.Principal {
	who, _ := ctx.Value(principalKey{}).(access.Principal)
	return who
}

// admit lets a request through to its operation when it is known who asks and
// its body is of a type that the operation takes.
func (a *API) admit(o operation, next func(huma.Context)) func(huma.Context) {
	return func(ctx huma.Context) {
		r, w := humago.Unwrap(ctx)
		if !o.public {
			who, err := a.authenticate(r)
			if err != nil {
				p := a.problem(r.Context(), err)
				if p.Status == http.StatusUnauthorized {
					w.Header().Set("WWW-Authenticate", `Bearer realm="Ringwall"`)
				}
				writeProblem(w, p)
				return
			}
			requestOf(r.Context()).user = string(who.User)
			ctx = huma.WithValue(ctx, principalKey{}, who)
		}
		if p := refuseType(ctx.Operation(), r); p != nil {
			writeProblem(w, p)
			return
		}
		// The server's own deadlines suit the many short answers.
		if o.time > 0 {
			until := time.Now().Add(o.time)
			control := http.NewResponseController(w)
			_ = control.SetReadDeadline(until)                      // not possible under a test's recorder
			_ = control.SetWriteDeadline(until.Add(writeAfterRead)) // likewise
		}
		next(ctx)
	}
}

// authenticate finds out who asks: by API token where one is sent, else by session.
func (a *API) authenticate(r *http.Request) (access.Principal, error) {
	if header := r.Header.Get("Authorization"); header != "" {
		token, found := strings.CutPrefix(header, "Bearer ")
		if !found {
			token = ""
		}
		return a.svc.PrincipalOfToken(r.Context(), token)
	}
	return a.svc.PrincipalOfSession(r.Context(), secret(r))
}

// secret is the session's secret, "" without one.
func secret(r *http.Request) string {
	c, err := r.Cookie(cookieName)
	if err != nil {
		return ""
	}
	return c.Value
}

// refuseType refuses a body in a form that the operation does not take. A page
// of another site can send text and forms without asking first, but not JSON.
func refuseType(d *huma.Operation, r *http.Request) *Problem {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return nil
	}
	header := r.Header.Get("Content-Type")
	takes := map[string]*huma.MediaType{"application/json": nil}
	if d.RequestBody != nil {
		takes = d.RequestBody.Content
	}
	if header == "" && (r.ContentLength == 0 || d.RequestBody == nil) {
		return nil
	}
	media, _, err := mime.ParseMediaType(header)
	if _, taken := takes[media]; err == nil && taken {
		return nil
	}
	p := newProblem(http.StatusUnsupportedMediaType, "This operation takes no body of that type.")
	if _, json := takes["application/json"]; json {
		p.Detail = "Send JSON, with the header Content-Type: application/json."
	}
	return p
}
