package catalog

// Crosswalk says which requirements of one set speak of the same matter as
// which of another, as one source sees it.
type Crosswalk struct {
	ID     string `json:"id"` // "csf-1.1"
	Title  string `json:"title"`
	From   SetID  `json:"from"`
	To     SetID  `json:"to"`
	Source string `json:"source"`
	// Attribution names the source where its licence asks for that.
	Attribution string `json:"attribution,omitempty"`
	// Direct is false for pairs that were derived over a third set, which are
	// suggestions only.
	Direct bool   `json:"direct"`
	Pairs  []Pair `json:"pairs"`
	// Rest are the requirements of both sets that the source left unpaired on
	// purpose. Only the crosswalk between two editions of a part lists them.
	Rest []Unpaired `json:"rest,omitempty"`
}

// Unpaired is a requirement without a counterpart in the other set, and why.
type Unpaired struct {
	Set         SetID         `json:"set"`
	Requirement RequirementID `json:"requirement"`
	Why         string        `json:"why"`
}

// Pair relates one requirement of the set From to one of the set To.
type Pair struct {
	From     RequirementID `json:"from"`
	To       RequirementID `json:"to"`
	Strength Strength      `json:"strength"`
	State    PairState     `json:"state"`
	// Whole marks the parts that together make up the whole of To: Subset pairs
	// which settle it when all of them hold.
	Whole bool            `json:"whole,omitempty"`
	Via   []RequirementID `json:"via,omitempty"` // of a derived pair: what lies between
	// FromStands and ToStands are the requirements that an end stands for which is
	// none itself, such as a group; see [Set.Resolve]. A crosswalk that is shown has
	// them, a pack does not.
	FromStands []RequirementID `json:"fromStands,omitempty" yaml:"-"`
	ToStands   []RequirementID `json:"toStands,omitempty" yaml:"-"`
	Note       string          `json:"note,omitempty"`
}

// Strength is how much of the requirement To an answer to From settles, after
// NIST IR 8477 (set theory relationships).
type Strength string

// The strengths of a pair.
const (
	Equal      Strength = "equal"      // the same
	Superset   Strength = "superset"   // From asks for all of To and more: it settles To
	Subset     Strength = "subset"     // From asks for a part of To
	Intersects Strength = "intersects" // they have something in common
	Related    Strength = "related"    // the source names both and says no more
)

// PairState says who stands behind a pair.
type PairState string

// The states of a pair.
const (
	Suggested PairState = "suggested"
	Confirmed PairState = "confirmed"
	Rejected  PairState = "rejected"
)
