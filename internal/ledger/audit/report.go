package audit

import (
	"fmt"
	"strings"
)

// Finding names one object that does not match.
type Finding struct {
	Object  string `json:"object"`  // `zone "Z-02" (id …), version 3, entry 17`
	Problem string `json:"problem"` // one sentence
}

func (f Finding) String() string { return f.Object + ": " + f.Problem }

// Report is what a check of the whole record found.
type Report struct {
	Entries     int64     `json:"entries"`
	Changes     int64     `json:"changes"`
	Records     int64     `json:"records"`
	Checkpoints int64     `json:"checkpoints"`
	Root        string    `json:"root"` // tree hash over all entries, in base64
	Findings    []Finding `json:"findings"`
}

// OK says that everything matched.
func (r Report) OK() bool { return len(r.Findings) == 0 }

func (r Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d entries, %d changes, %d records and %d checkpoints were read.\n", r.Entries, r.Changes, r.Records, r.Checkpoints)
	if r.OK() {
		fmt.Fprintf(&b, "Everything matches; the tree hash is %s.\n", r.Root)
	}
	for _, f := range r.Findings {
		fmt.Fprintln(&b, f)
	}
	return b.String()
}
