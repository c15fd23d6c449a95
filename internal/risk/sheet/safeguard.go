package sheet

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ringwall/internal/risk"
)

var (
	numbered   = regexp.MustCompile(`^\(?([0-9]{1,2})[.):、）]\)?\s*(?:[^0-9\s]|\s)`)
	numberHead = regexp.MustCompile(`^\(?[0-9]{1,2}[.):、）]\)?\s*`)
	bulletHead = regexp.MustCompile(`^(?:[-–—•‣▪●*・·]|[①-⑳])\s*`)
	inline     = regexp.MustCompile(`(?:^|\s)\(?([0-9]{1,2})[.)]\s`)
	circled    = regexp.MustCompile(`[①-⑳]`)
	ownMark    = regexp.MustCompile(`(?i)\s*[(\[（]\s*(not hackable|non-hackable|nicht hackbar|hackable|hackbar|NH|H)\s*[)\]）]`)
)

// entries divides a cell into the entries that people put into one: by line
// ends, semicolons, bullets or numbers. In a numbered list, a line without a
// number belongs to the entry before it.
func entries(s string) []string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "；", ";", "<br>", "\n").Replace(s)
	s = circled.ReplaceAllStringFunc(s, func(c string) string { return "\n" + c })
	s = splitInline(s)
	var out []string
	counted := false
	for piece := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '\n' || r == ';' }) {
		piece = strings.TrimSpace(piece)
		if piece == "" {
			continue
		}
		isNumbered := numbered.MatchString(piece + " ")
		if len(out) > 0 && counted && !isNumbered && !bulletHead.MatchString(piece) {
			out[len(out)-1] += " " + piece
			continue
		}
		counted = counted || isNumbered
		if isNumbered {
			piece = numberHead.ReplaceAllString(piece, "")
		} else {
			piece = bulletHead.ReplaceAllString(piece, "")
		}
		if piece = strings.TrimSpace(piece); piece != "" {
			out = append(out, piece)
		}
	}
	return out
}

// splitInline breaks "1) Relief valve 2) Alarm" into lines: the numbers must
// count up from 1, or they are part of the words.
func splitInline(s string) string {
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		next, from := 1, 0
		for _, m := range inline.FindAllStringSubmatchIndex(line, -1) {
			n, _ := strconv.Atoi(line[m[2]:m[3]])
			if n != next || next == 1 && strings.TrimSpace(line[:m[0]]) != "" {
				continue
			}
			if next > 1 {
				out = append(out, line[from:m[0]])
				from = m[0]
			}
			next++
		}
		out = append(out, line[from:])
	}
	return strings.Join(out, "\n")
}

// longestCell that is divided into safeguards, in bytes.
const longestCell = 20_000

// named is a safeguard as a cell tells of it.
type named struct {
	risk.Safeguard
	said bool // the text itself says whether it is hackable
}

// safeguardsIn reads the safeguards of one cell.
func (p *planner) safeguardsIn(s string) ([]named, error) {
	if len(s) > longestCell {
		return nil, fmt.Errorf("the cell has %d bytes: shorten it to the names of the safeguards", len(s))
	}
	var out []named
	for _, entry := range entries(s) {
		if noSafeguard(entry) {
			continue
		}
		g := named{}
		if m := ownMark.FindStringSubmatch(entry); m != nil {
			word := strings.ToLower(m[1])
			g.said, g.Hackable = true, word == "h" || word == "hackable" || word == "hackbar"
			entry = strings.TrimSpace(ownMark.ReplaceAllString(entry, ""))
		}
		pfd, rest, err := stated(entry)
		if err != nil {
			return nil, err
		}
		g.PFD, g.Name = pfd, rest
		if pfd == 0 {
			g.Name = entry // as it was written
		}
		if g.Name == "" {
			return nil, fmt.Errorf("%q states a PFD but names no safeguard: write its name as well", entry)
		}
		p.link(&g.Safeguard)
		if p.kind == Physical && g.Countermeasure == "" {
			g.Layer = "physical"
		}
		out = append(out, g)
	}
	return out, nil
}

func noSafeguard(s string) bool {
	return slices.Contains([]string{"-", "--", "–", "—", "none", "n/a", "na", "nil", "no safeguards", "none identified", "keine", "keine vorhanden", "なし", "無し", "特になし"}, folded(s))
}

// link makes a safeguard the countermeasure of the register that has its name or
// its key; what the register says of it then counts.
func (p *planner) link(g *risk.Safeguard) {
	if id, known := p.names.measures[folded(g.Name)]; known {
		g.Countermeasure, g.Name = id, ""
	}
}

// merged is the list of safeguards after a file was read in again. What the file
// names keeps its credits, layer and place; what the file no longer names goes,
// but for countermeasures of the register and what is planned, which the file
// does not know.
func merged(before []risk.Safeguard, file []named, marked bool) []risk.Safeguard {
	out := []risk.Safeguard{}
	used := make([]bool, len(before))
	for _, g := range file {
		i := slices.IndexFunc(before, func(b risk.Safeguard) bool {
			return b.Countermeasure == g.Countermeasure && folded(b.Name) == folded(g.Name)
		})
		if i < 0 || used[i] {
			out = append(out, g.Safeguard)
			continue
		}
		used[i] = true
		b := before[i]
		if g.PFD > 0 {
			b.PFD = g.PFD
		}
		if marked || g.said {
			b.Hackable = g.Hackable
		}
		out = append(out, b)
	}
	for i, b := range before {
		if !used[i] && (b.Planned || b.Countermeasure != "") {
			out = append(out, b)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}
