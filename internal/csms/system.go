package csms

import (
	"context"

	"ringwall/internal/access"
	"ringwall/internal/store"
)

// System tells what runs here and how long its ledger is.
type System struct {
	Version string      `json:"version"`
	Dialect string      `json:"dialect"`
	Ledger  LedgerState `json:"ledger"`
}

// LedgerState is the ledger's size and root, with the newest signed checkpoint.
type LedgerState struct {
	Size       int64  `json:"size"`
	Root       string `json:"root"`
	Checkpoint string `json:"checkpoint"`
	// Key verifies the checkpoint; it is to be kept outside of this machine.
	Key string `json:"key"`
}

// Version is that of the program.
func (s *Service) Version() string { return s.version }

// System reads the state of the instance.
func (s *Service) System(ctx context.Context, who access.Principal) (System, error) {
	note, err := s.Checkpoint(ctx, who)
	if err != nil {
		return System{}, err
	}
	size, err := s.db.LedgerSize(ctx)
	if err != nil {
		return System{}, s.fail(err, "ledger")
	}
	return System{
		Version: s.version, Dialect: s.db.Dialect(),
		Ledger: LedgerState{Size: size.Entries, Root: size.Root, Checkpoint: string(note), Key: s.db.VerifierKey()},
	}, nil
}

// Checkpoint is the newest signed state of the ledger (C2SP signed note).
func (s *Service) Checkpoint(ctx context.Context, who access.Principal) ([]byte, error) {
	if err := access.Check(who, access.LedgerRead, ""); err != nil {
		return nil, s.fail(err, "ledger")
	}
	note, err := s.db.Checkpoint(ctx)
	return note, s.fail(err, "ledger")
}

// Ready says whether the store answers.
func (s *Service) Ready(ctx context.Context) error {
	return s.db.Housekeep(ctx, func(o *store.Ops) error {
		_, err := o.CountUsers()
		return err
	})
}
