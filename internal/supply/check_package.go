package supply

import (
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/plant"
)

// PackageKinds lists the kinds of package in the order of a project.
var PackageKinds = []PackageKind{Requirements, ReplyPackage, Claims, AsBuilt}

// PackageStates lists the states of a package: what goes out is sent, what
// comes in is received and then accepted or refused.
var PackageStates = []string{"sent", "received", "accepted", "refused"}

// ReplyStates lists the states of a reply.
var ReplyStates = []string{"draft", "sent", "accepted", "refused"}

// Decisions lists what the owner may say of a deviation.
var Decisions = []string{"accepted", "refused"}

// CheckPackage holds a package against the rules of its kind.
func CheckPackage(p Package) plant.Problems {
	var f Form
	f.Head(OfPackage, p.Head, false)
	plant.OneOf(&f.Form, "/kind", p.Kind, PackageKinds)
	plant.OneOf(&f.Form, "/direction", p.Direction, []Direction{Outgoing, Incoming})
	plant.OneOf(&f.Form, "/state", p.State, PackageStates)
	if p.Direction == Incoming && p.State == "sent" {
		f.Add("/state", "A package that came in is received, accepted or refused, not sent.")
	}
	if p.Direction == Outgoing && p.State == "received" {
		f.Add("/state", "A package that went out is sent, accepted or refused, not received.")
	}
	f.Short("/from", p.From)
	f.Short("/to", p.To)
	for pointer, digest := range map[string]string{"/digest": p.Digest, "/file": p.File} {
		if !isDigest(digest) {
			f.Add(pointer, "This is no SHA-256: 64 digits 0 to 9 and a to f are needed.")
		}
	}
	if p.Answers != "" && !isDigest(p.Answers) {
		f.Add("/answers", "This is no SHA-256: 64 digits 0 to 9 and a to f are needed.")
	}
	if p.Size < 0 {
		f.Add("/size", "The size is below zero.")
	}
	f.Short("/fingerprint", p.Fingerprint)
	f.Short("/by", p.By)
	f.Day("/on", p.On)
	f.Text("/note", p.Note)
	slices.SortStableFunc(f.Problems, func(a, b plant.Problem) int { return strings.Compare(a.Pointer, b.Pointer) })
	return f.Problems
}

// CheckReply holds a reply against the rules of its kind.
func CheckReply(r Reply) plant.Problems {
	var f Form
	f.Head(OfReply, r.Head, false)
	if r.Package == "" {
		f.Add("/package", "Say which package the reply answers.")
	}
	plant.OneOf(&f.Form, "/state", r.State, ReplyStates)
	f.Text("/note", r.Note)
	f.Count("/lines", len(r.Lines), mostLines)
	seen := map[string]bool{}
	for i, l := range r.Lines {
		at := fmt.Sprintf("/lines/%d", i)
		f.named(at+"/line", "line", l.Line)
		if seen[l.Line] {
			f.Add(at+"/line", "The line %q is answered twice: remove one answer.", plant.Clip(l.Line))
		}
		seen[l.Line] = true
		f.replyLine(at, l)
	}
	return f.Problems
}

func (f *Form) replyLine(at string, l ReplyLine) {
	plant.OneOf(&f.Form, at+"/answer", l.Answer, Answers)
	if l.Answer == "deviate" && strings.TrimSpace(l.Reason) == "" {
		f.Add(at+"/reason", "Give the reason for the deviation from line %q.", plant.Clip(l.Line))
	}
	f.Text(at+"/reason", l.Reason)
	f.Text(at+"/instead", l.Instead)
	f.Count(at+"/products", len(l.Products), mostCarriers)
	if l.Decided != "" {
		plant.OneOf(&f.Form, at+"/decided", l.Decided, Decisions)
	}
	f.Text(at+"/comment", l.Comment)
}

// CheckTest holds an acceptance test against the rules of its kind.
func CheckTest(t Test) plant.Problems {
	var f Form
	f.Head(OfTest, t.Head, false)
	plant.OneOf(&f.Form, "/phase", t.Phase, Phases)
	f.named("/line", "line of the specification", t.Line)
	f.Short("/subject", t.Subject)
	f.Text("/asks", t.Asks)
	f.Text("/steps", t.Steps)
	f.Text("/expected", t.Expected)
	plant.OneOf(&f.Form, "/result", t.Result, TestResults)
	f.Text("/found", t.Found)
	f.Short("/by", t.By)
	f.Short("/witness", t.Witness)
	f.Day("/on", t.On)
	if t.Result != "open" {
		if t.By == "" {
			f.Add("/by", "Say who ran the test.")
		}
		if t.On == "" {
			f.Add("/on", "Say on which day the test was run.")
		}
	}
	if t.Result == "failed" && strings.TrimSpace(t.Found) == "" {
		f.Add("/found", "Say what was found: the test failed.")
	}
	if t.Result == "waived" && strings.TrimSpace(t.Found) == "" {
		f.Add("/found", "Say why the test is waived.")
	}
	if t.Result == "passed" && t.HoldPoint && t.Witness == "" {
		f.Add("/witness", "This test is a hold point: name who witnessed it for the owner.")
	}
	f.Count("/proofs", len(t.Proofs), mostProofs)
	return f.Problems
}
