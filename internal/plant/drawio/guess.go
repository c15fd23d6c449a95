package drawio

import (
	"regexp"
	"strings"

	"ringwall/internal/plant"
	"ringwall/internal/plant/sheet"
)

// The words by which drawings say what a zone is for, in English and German;
// the more particular stand first.
var zoneWords = []struct {
	words *regexp.Regexp
	kind  plant.ZoneKind
}{
	{regexp.MustCompile(`(?i)\bsafety\b|\bSIS\b|\bESD\b|sicherheitsgerichtet|安全計装`), plant.ZoneSafety},
	{regexp.MustCompile(`(?i)\bI?DMZ\b|demilitari`), plant.ZoneDMZ},
	{regexp.MustCompile(`(?i)remote|vendor|internet|cloud|\bVPN\b|fernwartung|fernzugriff|lieferant|リモート|インターネット`), plant.ZoneRemote},
	{regexp.MustCompile(`(?i)enterprise|corporate|business|office|\bERP\b|büro|unternehmen|\bIT\b|事務|オフィス`), plant.ZoneEnterprise},
	{regexp.MustCompile(`(?i)scada|supervis|control room|\bDCS\b|operator|leitwarte|leitstand|leitsystem|監視`), plant.ZoneSupervisory},
	{regexp.MustCompile(`(?i)operations|\bMES\b|engineering|site|plant network|betriebsführung|werksnetz`), plant.ZoneOperations},
	{regexp.MustCompile(`(?i)control|\bPLC|\bSPS\b|cell|line|process|machine|field|unit|zelle|linie|anlage|maschine|feld|制御|ライン`), plant.ZoneControl},
}

func kindOf(label string) plant.ZoneKind {
	for _, w := range zoneWords {
		if w.words.MatchString(label) {
			return w.kind
		}
	}
	return plant.ZoneOther
}

var levelWords = regexp.MustCompile(`(?i)\b(?:purdue|level|lvl|ebene|L)[ -]?([0-5](?:\.5)?)\b`)

// purdueOf is the level that a label names, "" for none.
func purdueOf(label string) string {
	m := levelWords.FindStringSubmatch(label)
	if m == nil || strings.HasSuffix(m[1], ".5") && m[1] != "3.5" {
		return ""
	}
	return m[1]
}

var zoneNamed = regexp.MustCompile(`(?i)\bzone\b|\bnetwork\b|\bsegment\b|\bDMZ\b|netz|zelle|ゾーン|ネットワーク`)

// roleOf is the role that a shape's words or look name, "" for none.
func roleOf(label, look string) plant.AssetRole {
	for _, text := range []string{label, look} {
		for line := range strings.SplitSeq(text, "\n") {
			if role, known := sheet.RoleNamed(line); known {
				return role
			}
			fields := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" .,;:/()_-0123456789", r) })
			for n := min(3, len(fields)); n > 0; n-- {
				for i := 0; i+n <= len(fields); i++ {
					if role, known := sheet.RoleNamed(strings.Join(fields[i:i+n], " ")); known && role != "other" {
						return role
					}
				}
			}
		}
	}
	return ""
}

// look is what a cell's style says of its stencil, in words.
func (s style) look() string {
	return strings.NewReplacer("mxgraph.", "", ".", " ", "_", " ", "/", " ").Replace(s["shape"] + " " + s["prIcon"] + " " + s["image"])
}

// cloud says whether a shape is drawn as one: what lies outside of the plant.
func (s style) cloud() bool {
	look := strings.ToLower(s.look())
	return strings.Contains(look, "cloud") || strings.Contains(look, "internet") || s.has("cloud")
}
