package main

import (
	"bytes"
	"os"
	"strconv"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"ringwall/internal/supply"
	"ringwall/internal/supply/exchange"
)

// The secret of the installation that sends packages in scripts, and the words
// of its key.
const (
	senderSecret = "RINGWALL-EXCHANGE-KEY-1 MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
	senderOrg    = "sender"
)

// makePackage is "package FILE": another party makes a claims package. It sets
// KEY to the public key and WORDS to its fingerprint.
func makePackage(ts *testscript.TestScript, _ bool, args []string) {
	root, err := exchange.ReadRoot(senderSecret)
	ts.Check(err)
	key, err := root.For(senderOrg)
	ts.Check(err)
	var b bytes.Buffer
	_, _, err = exchange.Build(&b, exchange.Manifest{Kind: supply.Claims, From: "Maker Ltd", To: "Acme Water", Made: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)},
		exchange.Content{Claims: &supply.ClaimsContent{
			Company: supply.OfferedCompany{Key: "CO-001", Name: "Maker Ltd"}, Products: []supply.OfferedProduct{}, Claims: []supply.OfferedClaim{},
		}}, nil, key)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o600))
	ts.Setenv("KEY", key.Public())
	ts.Setenv("WORDS", key.Fingerprint())
}

// alterByte is "alter FILE AT": one bit of the byte at a place is flipped; from
// the end when the place is negative.
func alterByte(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	content, err := os.ReadFile(path)
	ts.Check(err)
	at, err := strconv.Atoi(args[1])
	ts.Check(err)
	if at < 0 {
		at += len(content)
	}
	content[at] ^= 1
	ts.Check(os.WriteFile(path, content, 0o600))
}
