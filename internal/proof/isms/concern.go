package isms

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// Known is something of the site that a risk may speak of: a zone, an asset, a
// scenario of the register.
type Known struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Key  string `json:"key"`
	Name string `json:"name"`
	// Text is what else is said of it; only scenarios are compared by it.
	Text string `json:"-"`
}

// Concern says whether a risk concerns the control system, and why.
type Concern struct {
	Concerns bool   `json:"concerns"`
	Why      string `json:"why"`
	// Named are the zones, conduits and assets that it names.
	Named []Known `json:"named"`
	// Like are scenarios in similar words, the most similar first.
	Like []Likeness `json:"like"`
}

// Likeness is a scenario that shares words with a risk.
type Likeness struct {
	Known
	Words []string `json:"words"`
}

// plantWords mark a risk that concerns the control system by its own words.
var plantWords = wordSet("ot ics iacs scada plc dcs hmi sis rtu plant plants production manufacturing factory controller controllers fieldbus industrial automation engineering historian process turbine boiler burner pump pumps valve machine machines line lines conveyor robot sensor actuator modbus profinet opc safety instrumented shutdown " +
	"anlage anlagen produktion fertigung steuerung leittechnik leitsystem werk maschine maschinen sps prozess ventil pumpe brenner")

// signs mark it in scripts that put no blanks between words.
var signs = []string{"制御", "工場", "プラント", "生産", "製造", "設備", "装置", "制御システム"}

// weak words say nothing about likeness.
var weak = wordSet("the a an of to in on at by for from with without and or not no is are be was due into over via as that this it its their risk loss data system systems information security access attack unauthorised unauthorized cyber der die das ein eine und oder nicht kein durch von zu im in auf bei mit ohne für")

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(s) {
		set[w] = true
	}
	return set
}

// wordsOf are the words of a text, in lower case.
func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' })
}

// Concerns tells which risks concern the control system: those that name a zone,
// a conduit or an asset of the site, or speak of plant. It also finds scenarios
// that share at least two telling words, or half of them. That is a hint to look,
// nothing more.
func Concerns(risks []Risk, places, scenarios []Known) []Concern {
	speak := map[string][]int{} // scenarios by the words that they use
	for i, s := range scenarios {
		for w := range telling(s.Name + " " + s.Text) {
			speak[w] = append(speak[w], i)
		}
	}
	out := make([]Concern, len(risks))
	for i, r := range risks {
		text := strings.Join([]string{r.Title, r.Description, r.Asset, r.Treatment}, " ")
		c := Concern{Named: named(text, places), Like: []Likeness{}}
		mine := telling(r.Title + " " + r.Description + " " + r.Asset)
		shared := map[int][]string{}
		for _, w := range slices.Sorted(maps.Keys(mine)) {
			for _, j := range speak[w] {
				shared[j] = append(shared[j], w)
			}
		}
		for _, j := range slices.Sorted(maps.Keys(shared)) {
			if n := len(shared[j]); n >= 2 || n == 1 && len(mine) <= 2 {
				c.Like = append(c.Like, Likeness{scenarios[j], shared[j]})
			}
		}
		slices.SortStableFunc(c.Like, func(a, b Likeness) int { return cmp.Compare(len(b.Words), len(a.Words)) })
		c.Like = c.Like[:min(len(c.Like), mostLike)]
		c.judge(text)
		out[i] = c
	}
	return out
}

const (
	mostLike  = 5
	mostNamed = 10
)

func (c *Concern) judge(text string) {
	var words []string
	for _, w := range wordsOf(text) {
		if plantWords[w] && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	for _, s := range signs {
		if strings.Contains(text, s) {
			words = append(words, s)
		}
	}
	switch {
	case len(c.Named) > 0:
		keys := make([]string, len(c.Named))
		for i, k := range c.Named {
			keys[i] = k.Key
		}
		c.Concerns, c.Why = true, "It names "+strings.Join(keys, ", ")+" of the site."
	case len(words) > 0:
		c.Concerns, c.Why = true, "It speaks of plant: "+strings.Join(words[:min(len(words), 5)], ", ")+"."
	case len(c.Like) > 0:
		c.Why = "It names nothing of the plant, but " + c.Like[0].Key + " is told in similar words: look at it."
	default:
		c.Why = "It names nothing of the site and no word of plant."
	}
}

// named are the places whose key or whole name stands in a text.
func named(text string, places []Known) []Known {
	out := []Known{}
	padded := " " + strings.Join(wordsOf(text), " ") + " "
	for _, p := range places {
		key, name := strings.Join(wordsOf(p.Key), " "), strings.Join(wordsOf(p.Name), " ")
		if key != "" && strings.Contains(padded, " "+key+" ") || len(name) > 3 && strings.Contains(padded, " "+name+" ") {
			if out = append(out, p); len(out) == mostNamed {
				break
			}
		}
	}
	return out
}

// telling are the words of a text that say what it is about.
func telling(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range wordsOf(text) {
		if len([]rune(w)) > 2 && !weak[w] {
			set[stem(w)] = true
		}
	}
	return set
}

// stem takes the ending of the plural off, so that "pumps" is "pump".
func stem(w string) string {
	if len(w) > 4 {
		w = strings.TrimSuffix(w, "s")
	}
	return w
}
