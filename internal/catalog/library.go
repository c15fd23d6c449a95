package catalog

// Head is what the records that an organisation adds to the catalogue share.
type Head struct {
	ID      string `json:"id,omitempty"`
	Key     string `json:"key"`  // unique within its kind
	Name    string `json:"name"` // as people read it
	Version int    `json:"version,omitempty"`
}

// AddedSet is a requirement set that an organisation added: from a data pack,
// an OSCAL catalogue or a spreadsheet. Its key is the id of the set.
type AddedSet struct {
	Head
	Source string `json:"source"`         // "OSCAL catalogue, catalog.json"
	Hash   string `json:"hash,omitempty"` // SHA-256 of the file, hex
	// Pack is the set as a data pack, which [Parse] reads.
	Pack string `json:"pack"`
}

// LicensedText is the wording of one requirement out of a copy that the owner
// bought. It is shown beside the requirement and never leaves: no export, no
// report and no package holds it. Its key is "set requirement".
type LicensedText struct {
	Head
	Set         SetID         `json:"set"`
	Requirement RequirementID `json:"requirement"`
	Text        string        `json:"text"`
}

// Freshness is how old evidence for a requirement may be. Its key is "set" or
// "set requirement"; the narrower rule counts.
type Freshness struct {
	Head
	Set         SetID         `json:"set"`
	Requirement RequirementID `json:"requirement,omitempty"` // empty: of the whole set
	Days        int           `json:"days"`
	Note        string        `json:"note,omitempty"`
}

// PairDecision is what an organisation decided about one pair of a crosswalk.
// Its key is "crosswalk: from > to".
type PairDecision struct {
	Head
	Crosswalk string        `json:"crosswalk"`
	From      RequirementID `json:"from"`
	To        RequirementID `json:"to"`
	State     PairState     `json:"state"` // confirmed or rejected
	Strength  Strength      `json:"strength,omitempty"`
	Whole     bool          `json:"whole,omitempty"` // see [Pair]
	Note      string        `json:"note,omitempty"`
	By        string        `json:"by,omitempty"`
	On        string        `json:"on,omitempty"` // day
}
