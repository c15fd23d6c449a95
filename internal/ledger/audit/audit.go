// Package audit checks a database of Ringwall from outside: it reads every row
// again and computes from it what the ledger must have said.
//
// It shares no code with the packages that write, neither theirs nor the
// library of the log: hashes and trees are written from RFC 6962, the signed
// checkpoint from the C2SP specifications signed-note and tlog-checkpoint, the
// text of leaves from RFC 8785. A mistake of the writer is therefore not
// repeated here.
//
// What is found: any record, change, entry, hash or checkpoint that was altered,
// added or taken away by anything but the program. What cannot be found from
// the database alone: a return of the whole database to an earlier state, and
// the work of somebody who also has the signing key. Both show against a
// checkpoint that was kept elsewhere.
package audit

import "errors"

// Source hands out raw rows and does nothing else.
type Source interface {
	// Rows reads up to limit rows of a table, in the order of the columns by,
	// beginning after the row that has the values after in them; nil is the start.
	// Values are nil, bool, int64, string, []byte or time.Time.
	Rows(table string, columns, by []string, after []any, limit int) ([][]any, error)
}

// Options of a check.
type Options struct {
	// Verifier is the log's public key, as a signed note's verifier key.
	Verifier string
	// All reports every object that does not match; otherwise the check ends with the first.
	All bool
}

// Check reads everything and reports what does not match. The error tells that
// something could not be read; what is wrong stands in the report.
func Check(s Source, o Options) (Report, error) {
	key, err := readVerifier(o.Verifier)
	if err != nil {
		return Report{}, err
	}
	c := &check{source: s, all: o.All, key: key}
	for _, step := range []func() error{c.log, c.records} {
		if err := step(); errors.Is(err, errEnough) {
			break
		} else if err != nil {
			return c.report, err
		}
	}
	return c.report, nil
}

// errEnough ends a check that looks for the first finding only.
var errEnough = errors.New("enough found")

type check struct {
	source Source
	all    bool
	key    verifier
	report Report
}

// found notes a finding. The check goes on only when all are wanted.
func (c *check) found(object, problem string) error {
	c.report.Findings = append(c.report.Findings, Finding{Object: object, Problem: problem})
	if c.all {
		return nil
	}
	return errEnough
}
