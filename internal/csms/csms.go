// Package csms holds the use cases: one method for each intention of a user.
// It alone opens transactions; a method loads what it needs, asks
// access.Check, takes one pure step and stores the result.
package csms

import (
	"cmp"
	"context"
	"log/slog"
	"time"

	"github.com/alexedwards/argon2id"

	"ringwall/internal/catalog"
	"ringwall/internal/risk"
	"ringwall/internal/store"
	"ringwall/internal/vault"
)

// Service runs the use cases on one store.
type Service struct {
	db    *store.DB
	vault *vault.Vault
	set   *catalog.Set
	log   *slog.Logger
	now   func() time.Time

	version        string
	demo           bool
	example        func() (risk.Document, error)
	exampleLibrary func() (ExampleLibrary, error)
	// evidenceLimit is the size in bytes up to which a file of an evidence is taken.
	evidenceLimit int64

	postures *postures
	numbers  summaries // of whole sites, for the portfolio
	shelves  shelves   // requirement sets, by organisation
	// suppliers is what organisations know of products.
	suppliers suppliers
	imports   *imports
	guard     *guard
	daily     daily
	grounds   grounds // of the evidence that the program makes
	xrays     xrays
}

// Parts are what a service is made of.
type Parts struct {
	DB    *store.DB
	Vault *vault.Vault
	Set   *catalog.Set // the system security requirements
	Log   *slog.Logger
	Now   func() time.Time
	// Version of the program, as shown to people.
	Version string
	// Example is the example plant; nil when there is none to load.
	Example func() (risk.Document, error)
	// ExampleLibrary is the library that goes with it; nil when there is none.
	ExampleLibrary func() (ExampleLibrary, error)
	// Demo loads the example plant together with the first administrator.
	Demo bool
	// Hashing is the work put into a password; nil is what suits a server.
	Hashing *argon2id.Params
	// EvidenceLimit is the largest file of an evidence in bytes; 0 is [EvidenceLimit].
	EvidenceLimit int64
}

// New makes a service of its parts.
func New(p Parts) *Service {
	return &Service{
		db: p.DB, vault: p.Vault, set: p.Set, log: p.Log, now: p.Now,
		version: p.Version, demo: p.Demo, example: p.Example, exampleLibrary: p.ExampleLibrary,
		evidenceLimit: cmp.Or(p.EvidenceLimit, EvidenceLimit),
		postures:      newPostures(),
		imports:       newImports(),
		guard:         newGuard(p.Now, p.Hashing),
	}
}

// Run starts the work in the background: it takes up imports that an earlier
// run left unfinished, and finds each day what has come due. It ends with ctx.
func (s *Service) Run(ctx context.Context) {
	s.imports.run(ctx, s)
	s.daily.run(ctx, s)
}

// Close waits for the work in the background to end.
func (s *Service) Close() {
	s.daily.wait()
	s.imports.wait()
}
