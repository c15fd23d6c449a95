// Package exchange makes and proves the signed packages that the parties of IEC
// 62443 hand to one another.
//
// A package is a ZIP file without compression. Its first part is the manifest in
// canonical JSON (RFC 8785), which lists every other part with size and SHA-256;
// its second the signature of the manifest (Ed25519); then come the content as
// JSON and the attachments. Nothing in the file is free: the frame of the ZIP
// follows from the manifest, so that one altered byte anywhere is found.
package exchange

import (
	"encoding/hex"
	"fmt"
	"time"

	"ringwall/internal/supply"
)

// Format names the format of a package and its version.
const Format = "ringwall-package/1"

// The parts that every package has, in this order, before all others.
const (
	manifestPath  = "manifest.json"
	signaturePath = "manifest.sig"
)

// The parts that hold content.
const (
	RequirementsPath = "requirements.json"
	ReplyPath        = "reply.json"
	ClaimsPath       = "claims.json"
	AsBuiltPath      = "as-built.json"
)

// Manifest says what a package is and lists all that is in it.
type Manifest struct {
	Format string             `json:"format"`
	Kind   supply.PackageKind `json:"kind"`
	Name   string             `json:"name,omitempty"`
	From   string             `json:"from"` // name of the party that made it
	To     string             `json:"to,omitempty"`
	Made   time.Time          `json:"made"`
	// Answers is the digest of the package that this one replies to.
	Answers string `json:"answers,omitempty"`
	// Key is the Ed25519 public key by which it is signed, in base64.
	Key   string `json:"key"`
	Parts []Part `json:"parts"`
}

// Part is one file of a package.
type Part struct {
	Path   string `json:"path"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"` // hex
}

// Content is what a package holds; what its kind does not have is nil.
type Content struct {
	Requirements *supply.Asked
	Reply        *supply.ReplyContent
	Claims       *supply.ClaimsContent
	AsBuilt      *supply.AsBuiltContent
}

// parts are the contents with their paths, in the order of the file.
func (c *Content) parts() []contentPart {
	return []contentPart{
		{RequirementsPath, c.Requirements, c.Requirements == nil, func() any { c.Requirements = new(supply.Asked); return c.Requirements }},
		{ReplyPath, c.Reply, c.Reply == nil, func() any { c.Reply = new(supply.ReplyContent); return c.Reply }},
		{ClaimsPath, c.Claims, c.Claims == nil, func() any { c.Claims = new(supply.ClaimsContent); return c.Claims }},
		{AsBuiltPath, c.AsBuilt, c.AsBuilt == nil, func() any { c.AsBuilt = new(supply.AsBuiltContent); return c.AsBuilt }},
	}
}

type contentPart struct {
	path   string
	value  any
	absent bool
	make   func() any
}

// needs lists the content that a kind must have, and what it may have besides.
var needs = map[supply.PackageKind]struct{ must, may []string }{
	supply.Requirements: {[]string{RequirementsPath}, nil},
	supply.ReplyPackage: {[]string{ReplyPath}, []string{ClaimsPath}},
	supply.Claims:       {[]string{ClaimsPath}, nil},
	supply.AsBuilt:      {[]string{AsBuiltPath}, []string{ReplyPath, ClaimsPath}},
}

// Kinds lists the kinds of package in the order of a project.
var Kinds = []supply.PackageKind{supply.Requirements, supply.ReplyPackage, supply.Claims, supply.AsBuilt}

// Budget limits what reading a package may cost.
type Budget struct {
	Bytes    int64 // of the file
	Manifest int64 // bytes of the manifest
	JSON     int64 // bytes of one content
	Parts    int
	Path     int // bytes of one path
}

// DefaultBudget is enough for the as-built package of a plant with 30,000 assets.
var DefaultBudget = Budget{Bytes: 2 << 30, Manifest: 8 << 20, JSON: 64 << 20, Parts: 5_000, Path: 240}

// KindWord is the kind of a package in words.
func KindWord(k supply.PackageKind) string {
	switch k {
	case supply.Requirements:
		return "requirements package"
	case supply.ReplyPackage:
		return "reply package"
	case supply.Claims:
		return "claims package"
	case supply.AsBuilt:
		return "as-built package"
	}
	return fmt.Sprintf("package of the kind %q", k)
}

func digestOf(sum [32]byte) string { return hex.EncodeToString(sum[:]) }
