package api

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"ringwall/internal/webui"
)

// frame is what every request passes before its operation or page.
func (a *API) frame(next http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	cross.SetDenyHandler(http.HandlerFunc(a.refuseCross))
	return a.identify(a.record(a.recovered(secured(cross.Handler(next)))))
}

// request is what is known of a request beside its content.
type request struct {
	id     string
	source string // address of the client, as far as it can be trusted
	agent  string
	user   string // set once it is known who asks; for the access log
}

type requestKey struct{}

// requestOf is the request that a context belongs to.
func requestOf(ctx context.Context) *request {
	if r, ok := ctx.Value(requestKey{}).(*request); ok {
		return r
	}
	return &request{}
}

// identify gives the request an id of ours; one that a client sends could be
// used to blur the log.
func (a *API) identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b := make([]byte, 9)
		rand.Read(b) // never fails: crypto/rand ends the program instead
		req := &request{id: base64.RawURLEncoding.EncodeToString(b), source: source(r, a.proxies), agent: r.UserAgent()}
		w.Header().Set("X-Request-Id", req.id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), requestKey{}, req)))
	})
}

// record writes the access log: what was asked and how it went, with neither
// query nor body nor header, for those may hold secrets.
func (a *API) record(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		out := &counted{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			level := slog.LevelInfo
			if out.status >= 500 {
				level = slog.LevelError
			}
			req := requestOf(r.Context())
			a.log.LogAttrs(r.Context(), level, "request",
				slog.String("request", req.id), slog.String("method", r.Method), slog.String("path", r.URL.Path),
				slog.Int("status", out.status), slog.Int64("bytes", out.bytes), slog.Duration("time", time.Since(start)),
				slog.String("source", req.source), slog.String("user", req.user))
		}()
		next.ServeHTTP(out, r)
	})
}

// recovered answers for a handler that panicked.
func (a *API) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			if err, ok := cause.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(cause)
			}
			id := requestOf(r.Context()).id
			a.log.ErrorContext(r.Context(), "request panicked", "request", id, "cause", cause, "stack", string(debug.Stack()))
			writeProblem(w, &Problem{
				Status: http.StatusInternalServerError,
				Detail: "Something went wrong on the server. Its log has the reason under request " + id + ".",
			})
		}()
		next.ServeHTTP(w, r)
	})
}

// secured sets the headers that every answer has; the web app's page replaces
// the policy by its own with a nonce.
func secured(next http.Handler) http.Handler {
	policy := webui.Policy("")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=()")
		if r.TLS != nil {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		if strings.HasPrefix(r.URL.Path, "/api/") {
			h.Set("Cache-Control", "no-store")
		}
		next.ServeHTTP(w, r)
	})
}

// refuseCross answers a write that another site sent through a browser.
func (a *API) refuseCross(w http.ResponseWriter, r *http.Request) {
	writeProblem(w, &Problem{
		Status: http.StatusForbidden, Code: "cross-origin",
		Detail: "This request came from another site and was refused.",
	})
}

// noOperation answers below /api where there is nothing.
func (a *API) noOperation(w http.ResponseWriter, r *http.Request) {
	writeProblem(w, &Problem{Status: http.StatusNotFound, Detail: "There is no such operation."})
}

// broken logs an answer that could not be finished; the client sees it end early.
func (a *API) broken(r *http.Request, err error) {
	if r.Context().Err() == nil {
		a.log.WarnContext(r.Context(), "answer ended early", "request", requestOf(r.Context()).id, "error", err)
	}
	panic(http.ErrAbortHandler)
}

// counted notes status and size of an answer.
type counted struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (c *counted) WriteHeader(status int) {
	c.status = status
	c.ResponseWriter.WriteHeader(status)
}

func (c *counted) Write(b []byte) (int, error) {
	n, err := c.ResponseWriter.Write(b)
	c.bytes += int64(n)
	return n, err
}

func (c *counted) Unwrap() http.ResponseWriter { return c.ResponseWriter }
