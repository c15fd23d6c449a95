package risk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ringwall/internal/assess"
	"ringwall/internal/plant"
)

// BeyondInformation answers how many risks there are that are not a loss of
// confidentiality, integrity or availability of information, and which.
type BeyondInformation struct {
	Answer string `json:"answer"` // one sentence
	// Rule is how a risk is taken for one of information, in sentences, in the
	// order in which they are tried.
	Rule        []string     `json:"rule"`
	Total       int          `json:"total"` // scenarios, opportunities aside
	Beyond      int          `json:"beyond"`
	Information int          `json:"information"`
	Undecided   int          `json:"undecided"` // without a consequence rating
	ByCategory  []BeyondPart `json:"byCategory"`
	// ByCause counts the same risks by what begins them, those of information
	// too: most are no attack, or need no network.
	ByCause     []BeyondCause `json:"byCause"`
	CauseAnswer string        `json:"causeAnswer"` // one sentence
	// Inside are the risks of information, Unrated those that nothing is known of.
	Inside  []BeyondRisk `json:"inside"`
	Unrated []BeyondRisk `json:"unrated"`
}

// BeyondPart is the risks that one category of consequence drives.
type BeyondPart struct {
	Category Category     `json:"category"`
	Count    int          `json:"count"`
	Risks    []BeyondRisk `json:"risks"` // the worst first
}

// BeyondCause counts the risks that one kind of cause begins.
type BeyondCause struct {
	Cause CauseKind `json:"cause"` // "" is not stated
	Total int       `json:"total"` // of all risks
	// Beyond are those of them that lie beyond information.
	Beyond int `json:"beyond"`
}

// BeyondRisk is one risk with where it belongs and why.
type BeyondRisk struct {
	ID          ID             `json:"id"`
	Key         string         `json:"key"`
	Name        string         `json:"name"`
	Subject     assess.Subject `json:"subject"`
	SubjectKey  string         `json:"subjectKey"`
	Consequence int            `json:"consequence"` // level, without safeguards
	Driving     Category       `json:"driving,omitempty"`
	// Tied are the other categories that are as high as the driving one, which
	// comes first only by their order.
	Tied        []Category `json:"tied,omitempty"`
	Cause       CauseKind  `json:"cause,omitempty"`
	Unmitigated BandID     `json:"unmitigated,omitempty"`
	Residual    BandID     `json:"residual,omitempty"`
	Why         string     `json:"why"`

	rank int
}

var beyondRule = []string{
	"A risk belongs to the category that drives it: the one with the highest consequence without safeguards, the earlier of safety, health, environment, availability, finance, reputation and legal when several are as high.",
	"Driven by safety, health or environment, it lies beyond information, whatever its mechanism.",
	"Otherwise it is one of information if its mechanism is theft of information.",
	"Otherwise it is one of information if every essential function that it names is there for information.",
	"Otherwise it is one of information if reputation or legal drives it and safety, health, environment and availability have no consequence: then only data is hurt.",
	"Every other risk lies beyond information; availability means that of the physical production.",
	"A risk without a consequence rating is counted as neither, and an opportunity is not counted at all, nor is a hazard that was removed by design.",
	"The count by cause is a second one over the same risks, by the kind of cause that each states.",
}

// Beyond tells the risks that lie outside the loss of confidentiality, integrity
// and availability of information, by driving category.
func Beyond(in Input, res Result) BeyondInformation {
	out := BeyondInformation{Rule: beyondRule, ByCategory: make([]BeyondPart, len(Categories)), Inside: []BeyondRisk{}, Unrated: []BeyondRisk{}}
	for _, k := range CauseKinds {
		out.ByCause = append(out.ByCause, BeyondCause{Cause: k})
	}
	for i, c := range Categories {
		out.ByCategory[i] = BeyondPart{Category: c, Risks: []BeyondRisk{}}
	}
	kinds := map[ID]FunctionKind{}
	for i := range in.Register.Functions {
		kinds[in.Register.Functions[i].ID] = in.Register.Functions[i].Kind
	}
	keys := subjectKeys(in.Site)
	for _, s := range pairsOf(in, res) {
		if !s.record.Counts() {
			continue
		}
		out.Total++
		cause := out.cause(s.record.CauseKind)
		cause.Total++
		r := BeyondRisk{
			Cause: s.record.CauseKind,
			ID:    s.result.ID, Key: s.result.Key, Name: s.result.Name, Subject: s.result.Subject, SubjectKey: keys[s.result.Subject],
			Unmitigated: s.result.Unmitigated.Band, Residual: s.result.Residual.Band, rank: s.result.Residual.Rank,
		}
		r.Driving, r.Consequence = drivenMost(s.result)
		if r.Consequence == 0 {
			out.Undecided++
			r.Why = "No consequence is rated above none, so it is not known what drives it."
			out.Unrated = append(out.Unrated, r)
			continue
		}
		var inside bool
		inside, r.Why = ofInformation(s, r.Driving, kinds)
		r.tie(s.result)
		if inside {
			out.Information++
			out.Inside = append(out.Inside, r)
			continue
		}
		out.Beyond++
		cause.Beyond++
		part := &out.ByCategory[slices.Index(Categories, r.Driving)]
		part.Count++
		part.Risks = append(part.Risks, r)
	}
	for i := range out.ByCategory {
		slices.SortStableFunc(out.ByCategory[i].Risks, worseFirst)
	}
	slices.SortStableFunc(out.Inside, worseFirst)
	slices.SortStableFunc(out.Unrated, worseFirst)
	out.Answer, out.CauseAnswer = out.sentence(), out.causeSentence()
	return out
}

// cause is the count of a kind of cause; one that is not stated is counted last.
func (b *BeyondInformation) cause(kind CauseKind) *BeyondCause {
	for i := range b.ByCause {
		if b.ByCause[i].Cause == kind {
			return &b.ByCause[i]
		}
	}
	b.ByCause = append(b.ByCause, BeyondCause{Cause: kind})
	return &b.ByCause[len(b.ByCause)-1]
}

func (b BeyondInformation) causeSentence() string {
	var parts []string
	for _, c := range b.ByCause {
		name := string(c.Cause)
		if name == "" {
			name = "not stated"
		}
		if c.Total > 0 {
			parts = append(parts, fmt.Sprintf("%d %s (%d beyond information)", c.Total, name, c.Beyond))
		}
	}
	if parts == nil {
		return "No risk is registered, so there is no cause to count."
	}
	return "By the kind of cause, of " + countOf(b.Total, "risk") + ": " + JoinWords(parts) + "."
}

func countOf(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// tie says which other categories are as high as the one that drives the risk.
func (b *BeyondRisk) tie(r *ScenarioResult) {
	var names []string
	for _, c := range Categories {
		if c != b.Driving && r.Ratings[c] == r.Ratings[b.Driving] {
			b.Tied, names = append(b.Tied, c), append(names, string(c))
		}
	}
	if names != nil {
		verb := "is"
		if len(names) > 1 {
			verb = "are"
		}
		b.Why += fmt.Sprintf(" %s %s as high, and %s comes first only by the order of the categories.", upperFirst(JoinWords(names)), verb, b.Driving)
	}
}

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// drivenMost is the category with the highest consequence without safeguards.
func drivenMost(r *ScenarioResult) (Category, int) {
	if severity(r) == 0 {
		return "", 0
	}
	if r.Unmitigated.Driving != "" {
		return r.Unmitigated.Driving, r.Unmitigated.Consequence
	}
	var driving Category
	worst := 0
	for _, c := range Categories {
		if level := r.Ratings[c]; level > worst {
			driving, worst = c, level
		}
	}
	return driving, worst
}

// ofInformation says whether only information is hurt, and why.
func ofInformation(s scenarioPair, driving Category, kinds map[ID]FunctionKind) (bool, string) {
	switch {
	case driving == Safety || driving == Health || driving == Environmental:
		return false, fmt.Sprintf("The category %s drives it.", driving)
	case s.record.Mechanism == "theft-of-information":
		return true, "Its mechanism is theft of information."
	case onlyInformation(s.record.Functions, kinds):
		return true, "Every essential function that it names is there for information."
	case (driving == Reputation || driving == Legal) && !bodily(s.result.Ratings):
		return true, fmt.Sprintf("The category %s drives it, and neither people, environment nor production are hurt.", driving)
	case driving == Availability:
		return false, "The loss of physical production drives it."
	}
	return false, fmt.Sprintf("The category %s drives it, and more than information is hurt.", driving)
}

func onlyInformation(functions []ID, kinds map[ID]FunctionKind) bool {
	for _, id := range functions {
		if kinds[id] != "information" {
			return false
		}
	}
	return len(functions) > 0
}

// bodily says whether people, environment or production are hurt.
func bodily(r Ratings) bool {
	return r[Safety] > 0 || r[Health] > 0 || r[Environmental] > 0 || r[Availability] > 0
}

func worseFirst(a, b BeyondRisk) int {
	return cmp.Or(-cmp.Compare(a.rank, b.rank), -cmp.Compare(a.Consequence, b.Consequence), plant.CompareKeys(a.Key, b.Key))
}

func (b BeyondInformation) sentence() string {
	if b.Total == 0 {
		return "No risk is registered, so there is nothing to count."
	}
	var parts []string
	for _, p := range b.ByCategory {
		if p.Count > 0 {
			parts = append(parts, fmt.Sprintf("%d by %s", p.Count, p.Category))
		}
	}
	verb := "lie"
	if b.Beyond == 1 {
		verb = "lies"
	}
	s := fmt.Sprintf("%d of %s %s outside the loss of confidentiality, integrity and availability of information", b.Beyond, countOf(b.Total, "risk"), verb)
	if parts != nil {
		s += ", driven " + JoinWords(parts)
	}
	switch b.Undecided {
	case 0:
	case 1:
		s += "; 1 is not rated and counted as neither"
	default:
		s += fmt.Sprintf("; %d are not rated and counted as neither", b.Undecided)
	}
	return s + "."
}

// subjectKeys is what zones and conduits are called.
func subjectKeys(site plant.Site) map[assess.Subject]string {
	keys := make(map[assess.Subject]string, len(site.Zones)+len(site.Conduits))
	for _, z := range site.Zones {
		keys[zoneSubject(z.ID)] = z.Key
	}
	for _, c := range site.Conduits {
		keys[conduitSubject(c.ID)] = c.Key
	}
	return keys
}
