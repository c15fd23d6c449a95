// Package sl holds security levels: a level, the seven foundational
// requirements, a vector of one level for each of them, and the gap between
// two vectors. It is the leaf of the domain and imports nothing of ours.
//
// Terms follow IEC 62443-1-1 and IEC 62443-3-3: a target (SL-T) is decided, a
// capability (SL-C) is declared, an achieved level (SL-A) is computed.
package sl

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Level is a security level from 0 (no specific protection) to 4
// (IEC 62443-3-3, Annex A).
type Level int

// Highest is the highest security level that the series defines.
const Highest Level = 4

// Valid says whether the level lies in 0 to 4.
func (l Level) Valid() bool { return l >= 0 && l <= Highest }

// FR is a foundational requirement, counted from 0; FR(0) is "FR 1".
type FR int

// The seven foundational requirements (IEC 62443-1-1, IEC 62443-3-3 clauses 5 to 11).
const (
	IAC FR = iota // identification and authentication control
	UC            // use control
	SI            // system integrity
	DC            // data confidentiality
	RDF           // restricted data flow
	TRE           // timely response to events
	RA            // resource availability
)

// None stands for no foundational requirement, where a requirement belongs to
// none of the seven: of a part that knows no security levels.
const None FR = -1

// FRs lists the seven foundational requirements in order.
var FRs = [7]FR{IAC, UC, SI, DC, RDF, TRE, RA}

var abbrev = [7]string{"IAC", "UC", "SI", "DC", "RDF", "TRE", "RA"}

// ID is the identifier that the standard prints, such as "FR 5"; of [None] it
// is empty.
func (f FR) ID() string {
	if f == None {
		return ""
	}
	return "FR " + strconv.Itoa(int(f)+1)
}

// IsZero says whether there is no foundational requirement, which JSON leaves out.
func (f FR) IsZero() bool { return f == None }

// String is the abbreviation that the standard uses, such as "RDF".
func (f FR) String() string {
	if f < 0 || int(f) >= len(abbrev) {
		return "FR(" + strconv.Itoa(int(f)) + ")"
	}
	return abbrev[f]
}

// ParseFR reads "FR 5", "FR5" or "RDF".
func ParseFR(s string) (FR, error) {
	t := strings.ToUpper(strings.ReplaceAll(s, " ", ""))
	for _, f := range FRs {
		if t == f.String() || t == "FR"+strconv.Itoa(int(f)+1) {
			return f, nil
		}
	}
	return 0, fmt.Errorf("%q is no foundational requirement: write FR 1 to FR 7 or one of %s", s, strings.Join(abbrev[:], ", "))
}

// Vector is one level for each foundational requirement, in the order FR 1 to
// FR 7 (IEC 62443-3-3, Annex A.3). In JSON and YAML it is a list of seven numbers.
type Vector [7]Level

// Uniform is the vector that asks the same level of every foundational requirement.
func Uniform(l Level) Vector { return Vector{l, l, l, l, l, l, l} }

// Gap is, for each foundational requirement, how many levels the achieved
// vector lies below the target; never negative.
func Gap(target, achieved Vector) Vector {
	var gap Vector
	for i := range target {
		gap[i] = max(0, target[i]-achieved[i])
	}
	return gap
}

// Meets says whether the vector reaches the target in every foundational requirement.
func (v Vector) Meets(target Vector) bool { return Gap(target, v) == Vector{} }

// Max is the highest level of the vector. The standard knows no single number
// for a vector, so whoever shows it must name the rule "highest of the seven".
func (v Vector) Max() Level {
	m := v[0]
	for _, l := range v[1:] {
		m = max(m, l)
	}
	return m
}

// Min is the lowest level of the vector; show it only with its rule, as with [Vector.Max].
func (v Vector) Min() Level {
	m := v[0]
	for _, l := range v[1:] {
		m = min(m, l)
	}
	return m
}

// Sum adds the levels; of a gap it is the number of level steps to close.
func (v Vector) Sum() int {
	n := 0
	for _, l := range v {
		n += int(l)
	}
	return n
}

// Highest is the vector of the higher level of v and w per foundational requirement.
func (v Vector) Highest(w Vector) Vector {
	for i := range v {
		v[i] = max(v[i], w[i])
	}
	return v
}

// Check reports the first level outside 0 to 4.
func (v Vector) Check() error {
	for i, l := range v {
		if !l.Valid() {
			return fmt.Errorf("%s has level %d: a security level is 0 to 4", FR(i).ID(), l)
		}
	}
	return nil
}

// String prints the vector as the standard does: "(2 2 0 1 3 1 3)".
func (v Vector) String() string {
	var b strings.Builder
	b.WriteByte('(')
	for i, l := range v {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strconv.Itoa(int(l)))
	}
	b.WriteByte(')')
	return b.String()
}

// ParseVector reads seven levels divided by blanks, commas or semicolons, with
// or without brackets, or a single level that holds for all seven.
func ParseVector(s string) (Vector, error) {
	fields := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,;()[]{}\t", r) })
	if len(fields) != 1 && len(fields) != 7 {
		return Vector{}, fmt.Errorf("%q has %d levels: write one level, or seven in the order FR 1 to FR 7", s, len(fields))
	}
	var v Vector
	for i, f := range fields {
		n, err := strconv.Atoi(f)
		if err != nil || !Level(n).Valid() {
			return Vector{}, fmt.Errorf("%q is no security level: write 0 to 4", f)
		}
		v[i] = Level(n)
	}
	if len(fields) == 1 {
		v = Uniform(v[0])
	}
	return v, nil
}

// UnmarshalJSON reads exactly seven levels and refuses any outside 0 to 4.
func (v *Vector) UnmarshalJSON(b []byte) error {
	var levels []Level
	if err := json.Unmarshal(b, &levels); err != nil {
		return fmt.Errorf("a security level vector is a list of seven numbers: %w", err)
	}
	return v.set(levels)
}

func (v *Vector) set(levels []Level) error {
	if len(levels) != len(v) {
		return fmt.Errorf("a security level vector has seven levels, this one has %d", len(levels))
	}
	copy(v[:], levels)
	return v.Check()
}
