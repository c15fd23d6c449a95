package api

import (
	"net/http"
	"time"
)

// Limits of the server. An operation that streams sets longer ones for itself.
const (
	headerTime     = 5 * time.Second
	idleTime       = 60 * time.Second
	writeAfterRead = 30 * time.Second
	headerLimit    = 32 << 10
)

// Server is an HTTP server with the limits that keep slow clients from
// holding it up.
func Server(handler http.Handler) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       bodyTime,
		WriteTimeout:      bodyTime + writeAfterRead,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    headerLimit,
	}
}
