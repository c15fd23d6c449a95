package risk

import (
	"slices"
	"strconv"
	"strings"

	"ringwall/internal/plant"
)

// rateWorstCases rates every worst case with all that it leads to.
func (r *rater) rateWorstCases() []WorstCaseResult {
	all := r.in.Register.WorstCases
	index := make(map[ID]int, len(all))
	for i := range all {
		index[all[i].ID] = i
	}
	out := make([]WorstCaseResult, len(all))
	r.worst = make(map[ID]*WorstCaseResult, len(all))
	for i := range all {
		out[i] = r.rateWorstCase(all, index, i)
		r.worst[out[i].ID] = &out[i]
	}
	return out
}

// rateWorstCase walks what a worst case leads to, the nearest first, so that
// the path that is told is the shortest.
func (r *rater) rateWorstCase(all []WorstCase, index map[ID]int, start int) WorstCaseResult {
	w := &all[start]
	out := WorstCaseResult{
		ID: w.ID, Key: w.Key, Name: w.Name, Function: w.Function,
		Ratings: Ratings{}, Missing: []Category{}, Conditions: []string{},
	}
	cameFrom := map[int]int{start: -1}
	source := map[Category]int{}
	var notes []string
	for queue := []int{start}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		ratings, said := r.worsened(&all[at], &out)
		notes = append(notes, said...)
		for category, level := range ratings {
			if had, ok := out.Ratings[category]; !ok || level > had {
				out.Ratings[category], source[category] = level, at
			}
		}
		if at == start {
			out.Own, _ = highest(ratings)
		}
		for _, id := range all[at].Inherits {
			to, there := index[id]
			if there && to == start {
				out.Cycle = true
			}
			if _, seen := cameFrom[to]; there && !seen {
				cameFrom[to] = at
				queue = append(queue, to)
			}
		}
	}
	out.Consequence, out.Driving = highest(out.Ratings)
	from := start
	if out.Driving != "" {
		from = source[out.Driving]
	}
	for at := from; at >= 0; at = cameFrom[at] {
		out.Path = append(out.Path, all[at].Key)
	}
	slices.Reverse(out.Path)
	for _, category := range []Category{Safety, Environmental} {
		if _, rated := out.Ratings[category]; !rated {
			out.Missing = append(out.Missing, category)
		}
	}
	out.Complete = len(out.Missing) == 0
	out.Conditional = len(out.Conditions) > 0
	out.Why = r.worstWhy(out, notes)
	return out
}

// worsened is the ratings of a worst case with what its false assumptions add;
// open ones are noted as conditions.
func (r *rater) worsened(w *WorstCase, out *WorstCaseResult) (Ratings, []string) {
	add := 0
	var notes []string
	for _, id := range w.Assumptions {
		a := r.assumption(id)
		if a.condition != "" && !slices.Contains(out.Conditions, a.condition) {
			out.Conditions = append(out.Conditions, a.condition)
		}
		if a.consequence > 0 {
			add += a.consequence
			notes = append(notes, a.note)
		}
	}
	return r.raised(w.Ratings, add), notes
}

func (r *rater) assumption(id ID) assumed {
	if a, there := r.assumptions[id]; there {
		return a
	}
	return assumed{condition: "An assumption that this rests on is no longer in the register."}
}

// raised is ratings with levels added to each category that hurts at all,
// capped by the scale; when none does, to every one that was rated.
func (r *rater) raised(ratings Ratings, add int) Ratings {
	if add <= 0 || len(ratings) == 0 {
		return ratings
	}
	top, _ := highest(ratings)
	out := make(Ratings, len(ratings))
	for category, level := range ratings {
		if level > 0 || top == 0 {
			level += add
			if n := len(r.consequences); n > 0 {
				level = min(level, max(n, ratings[category]))
			}
		}
		out[category] = level
	}
	return out
}

// highest is the maximum of the categories; of equals, the first in the order
// of [Categories] drives.
func highest(ratings Ratings) (int, Category) {
	top, driving := 0, Category("")
	for _, category := range Categories {
		if level, rated := ratings[category]; rated && level > top {
			top, driving = level, category
		}
	}
	return top, driving
}

func (r *rater) worstWhy(w WorstCaseResult, notes []string) string {
	var b strings.Builder
	switch {
	case len(w.Ratings) == 0:
		b.WriteString("No category is rated yet: rate each, with 0 for none.")
	case w.Consequence == 0:
		b.WriteString("Every category that is rated has no consequence.")
	default:
		b.WriteString("Consequence " + r.consequence(w.Consequence) + " is the highest of the categories, driven by " + string(w.Driving))
		if len(w.Path) > 1 {
			b.WriteString(", inherited by way of " + strings.Join(w.Path, " → "))
		}
		b.WriteString(".")
	}
	for _, note := range notes {
		b.WriteString(" " + note)
	}
	if len(w.Ratings) > 0 && !w.Complete {
		b.WriteString(" It is incomplete: " + missing(w.Missing) + ".")
	}
	if w.Cycle {
		b.WriteString(" It leads back to itself, which adds nothing.")
	}
	return b.String()
}

// missing says which of safety and environment lack a value.
func missing(categories []Category) string {
	names := make([]string, len(categories))
	for i, c := range categories {
		names[i] = string(c)
	}
	return strings.Join(names, " and ") + " must have a value, 0 if there is no consequence"
}

// consequence is a level with its name, "4 (Major)".
func (r *rater) consequence(level int) string {
	if level >= 1 && level <= len(r.consequences) {
		return r.consequences[level-1]
	}
	return strconv.Itoa(level)
}

// rateFunctions finds the worst that losing each function can do.
func (r *rater) rateFunctions(worst []WorstCaseResult) []FunctionResult {
	of := map[ID][]*WorstCaseResult{}
	for i := range worst {
		of[worst[i].Function] = append(of[worst[i].Function], &worst[i])
	}
	out := make([]FunctionResult, len(r.in.Register.Functions))
	for i := range r.in.Register.Functions {
		f := &r.in.Register.Functions[i]
		x := FunctionResult{ID: f.ID, Key: f.Key, Name: f.Name, WorstCases: []ID{}, Complete: true}
		var top *WorstCaseResult
		for _, w := range of[f.ID] {
			x.WorstCases = append(x.WorstCases, w.ID)
			x.Complete = x.Complete && w.Complete
			if top == nil || worse(w, top) {
				top = w
			}
		}
		if top == nil {
			x.Complete = false
			x.Why = "No worst case is rated for the function: say what happens when an attacker has it."
		} else {
			x.WorstCase, x.Consequence, x.Driving = top.ID, top.Consequence, top.Driving
			x.Why = "Worst case " + top.Key + ": " + top.Why
		}
		out[i] = x
	}
	return out
}

// worse orders worst cases by level, then category, then key.
func worse(a, b *WorstCaseResult) bool {
	if a.Consequence != b.Consequence {
		return a.Consequence > b.Consequence
	}
	if x, y := slices.Index(Categories, a.Driving), slices.Index(Categories, b.Driving); x != y {
		return x < y
	}
	return plant.CompareKeys(a.Key, b.Key) < 0
}
