package sheet

import (
	"fmt"
	"slices"

	"ringwall/internal/risk"
)

// Field is something of a scenario that columns of a table can feed.
type Field struct {
	Name  string `json:"name"`
	Label string `json:"label"`
	// Many says that several columns may feed it.
	Many bool `json:"many"`

	pointer string // of the record, for the rules that it may break
	kinds   string // of file that have it: "hlp"
	names   []string
}

// fields are all fields with the names under which their columns go in English,
// German and Japanese tables. Where two fit a title alike, the first is taken.
var fields = []Field{
	{"pha", "PHA reference", false, "/pha", "hlp", []string{"PHA id", "PHA reference", "PHA ref", "HAZOP id", "HAZOP no", "LOPA id", "LOPA no", "scenario id", "scenario no", "scenario number", "finding id", "finding no", "item no", "item", "ref", "ref no", "reference", "ID", "no", "#",
		"Lfd. Nr.", "Nr", "Nummer", "Kennung", "Szenario-Nr", "Fundstelle", "番号", "項番", "No.", "シナリオ番号", "管理番号"}},
	{"node", "Node", false, "/zone", "hlp", []string{"node", "zone or conduit", "zone", "conduit", "system", "section", "node description", "location", "area", "place", "Knoten", "Zone/Conduit", "Anlagenteil", "Teilanlage", "Ort", "Bereich", "Standort", "ノード", "ゾーン", "区間", "対象系統", "場所", "箇所", "設置場所"}},
	{"title", "Name", false, "/name", "hlp", []string{"name", "title", "scenario title", "finding", "scenario name", "short description", "Titel", "Bezeichnung", "Befund", "Feststellung", "名称", "件名", "指摘事項"}},
	{"guideWord", "Guide word", false, "/deviation", "h", []string{"guide word", "guideword", "GW", "Leitwort", "ガイドワード", "手引き語"}},
	{"parameter", "Parameter", false, "/deviation", "h", []string{"parameter", "process parameter", "Prozessgröße", "Prozessparameter", "パラメータ", "パラメーター"}},
	{"deviation", "Deviation", false, "/deviation", "hl", []string{"deviation", "scenario", "scenario description", "hazard scenario", "impact event", "impact event description", "hazard", "Abweichung", "Szenario", "Szenariobeschreibung", "Ereignis", "Störung", "ずれ", "逸脱", "偏差", "シナリオ", "ハザード"}},
	{"causeHackable", "Cause is hackable", false, "/causeHackable", "hlp", []string{"cause hackable", "hackable cause", "cause is hackable", "cause cyber", "initiating event hackable", "threat hackable", "Ursache hackbar", "Ursache angreifbar", "原因ハッキング可能", "原因がハッキング可能", "原因のサイバー可否"}},
	{"hackable", "Safeguards are hackable", false, "/safeguards", "hlp", []string{"safeguards hackable", "safeguard hackable", "hackable safeguards", "hackable safeguard", "IPL hackable", "IPLs hackable", "barriers hackable", "hackable", "Schutzmaßnahme hackbar", "Schutzmaßnahmen hackbar", "Maßnahme hackbar", "hackbar", "安全対策ハッキング可能", "防護策ハッキング可能", "ハッキング可能"}},
	{"initiating", "Initiating frequency per year", false, "/lopa/initiatingPerYear", "l", []string{"initiating frequency", "initiating event frequency", "initiating event likelihood", "IEF", "IE frequency", "frequency of initiating event", "initiating event frequency per year", "frequency", "Eintrittshäufigkeit", "Häufigkeit der Ursache", "Häufigkeit", "auslösende Häufigkeit", "起因事象頻度", "起因頻度", "発生頻度"}},
	{"target", "Tolerable frequency per year", false, "/lopa/targetPerYear", "l", []string{"target", "target frequency", "tolerable frequency", "TMEL", "target mitigated event likelihood", "risk target", "tolerable risk", "target per year", "Zielhäufigkeit", "tolerierbare Häufigkeit", "Zielwert", "目標頻度", "許容頻度", "目標値"}},
	{"stated", "Printed mitigated frequency per year", false, "/lopa/statedPerYear", "l", []string{"mitigated frequency", "mitigated event frequency", "mitigated event likelihood", "MEL", "mitigated likelihood", "intermediate event likelihood", "result", "resulting frequency", "geminderte Häufigkeit", "Resthäufigkeit", "verbleibende Häufigkeit", "緩和後頻度", "低減後頻度", "緩和後の頻度"}},
	{"cause", "Cause", false, "/cause", "hlp", []string{"cause", "causes", "possible cause", "initiating event", "initiating cause", "initiator", "threat", "threat scenario", "Ursache", "Ursachen", "mögliche Ursache", "auslösendes Ereignis", "Auslöser", "Bedrohung", "Gefährdung", "原因", "起因事象", "想定原因", "脅威"}},
	{"vulnerability", "Vulnerability", false, "/vulnerability", "hlp", []string{"vulnerability", "vulnerabilities", "weakness", "gap", "Schwachstelle", "Schwachstellen", "Verwundbarkeit", "Mangel", "脆弱性", "弱点", "不備"}},
	{"consequence", "Consequence", false, "/consequence", "hlp", []string{"consequence", "consequences", "consequence description", "effect", "effects", "impact", "Auswirkung", "Auswirkungen", "Folge", "Folgen", "Konsequenz", "影響", "結果", "被害"}},
	category(risk.Safety, "safety", "S", "personnel", "people", "safety severity", "Sicherheit", "Personen", "Personenschaden", "安全", "人身"),
	category(risk.Health, "health", "Gesundheit", "健康", "衛生"),
	category(risk.Environmental, "environment", "environmental", "E", "Umwelt", "環境"),
	category(risk.Availability, "availability", "production", "downtime", "business interruption", "Verfügbarkeit", "Produktion", "Produktionsausfall", "稼働", "可用性", "生産"),
	category(risk.Finance, "finance", "financial", "cost", "economic", "F", "asset damage", "Finanzen", "Kosten", "Sachschaden", "財務", "経済", "金銭"),
	category(risk.Reputation, "reputation", "R", "Ruf", "Ansehen", "Image", "評判", "信用"),
	category(risk.Legal, "legal", "compliance", "L&R", "Recht", "rechtlich", "法令", "法務"),
	{"severity", "Severity (one category)", false, "/ratings", "hlp", []string{"severity", "sev", "consequence severity", "severity level", "consequence category", "impact rating", "rating", "severity rating", "Schwere", "Schweregrad", "Schadensausmaß", "Ausmaß", "Bewertung", "Einstufung", "重大度", "影響度", "被害度", "深刻度", "評価"}},
	{"likelihood", "Likelihood without safeguards", false, "/likelihood", "hlp", []string{"likelihood", "probability", "unmitigated likelihood", "likelihood level", "L", "Wahrscheinlichkeit", "Eintrittswahrscheinlichkeit", "起こりやすさ", "発生可能性", "可能性", "頻度"}},
	{"risk", "Printed risk", false, "", "hlp", []string{"risk", "risk ranking", "risk rank", "risk rating", "risk level", "RR", "Risiko", "Risikostufe", "Risikoklasse", "Risikobewertung", "リスク", "リスクレベル", "リスクランク"}},
	{"pfd", "PFD of safeguards", true, "/safeguards", "hl", []string{"PFD", "IPL PFD", "PFD of IPL", "probability of failure on demand", "RRF", "risk reduction factor", "Ausfallwahrscheinlichkeit", "Versagenswahrscheinlichkeit", "作動要求時機能失敗確率", "失敗確率"}},
	{"safeguards", "Safeguards", true, "/safeguards", "hlp", []string{"safeguards", "safeguard", "existing safeguards", "existing controls", "controls", "protection layers", "protection layer", "independent protection layers", "independent protection layer", "IPL", "IPLs", "barriers", "barrier", "existing barriers", "BPCS", "SIS", "SIF", "alarm", "alarm and operator", "operator response", "relief valve", "PSV", "rupture disc", "mechanical protection", "dike", "other IPL",
		"Schutzmaßnahmen", "Schutzmaßnahme", "vorhandene Maßnahmen", "Maßnahmen", "Schutzebene", "Schutzebenen", "Barriere", "Barrieren", "Sicherheitsventil", "安全対策", "防護策", "既存対策", "現状の安全対策", "防護層", "独立防護層", "バリア", "対策"}},
	{"recommendation", "Recommendation", false, "/note", "hlp", []string{"recommendation", "recommendations", "action", "actions", "recommended action", "further action", "Empfehlung", "Empfehlungen", "Empfohlene Maßnahme", "weitere Maßnahmen", "勧告", "推奨事項", "推奨対策", "改善提案", "追加対策"}},
	{"owner", "Owner", false, "/owner", "hlp", []string{"owner", "responsible", "responsibility", "action by", "by", "Verantwortlich", "Verantwortlicher", "Zuständig", "責任者", "担当", "担当者"}},
	{"due", "Due", false, "/due", "hlp", []string{"due", "due date", "target date", "Termin", "fällig", "Frist", "期限", "期日", "完了予定日"}},
	{"note", "Note", false, "/note", "hlp", []string{"note", "notes", "comment", "comments", "remarks", "remark", "Bemerkung", "Bemerkungen", "Anmerkung", "Kommentar", "備考", "コメント", "注記"}},
}

// category is a column that rates one category of consequence.
func category(c risk.Category, names ...string) Field {
	return Field{Name: string(c), Label: "Consequence: " + string(c), pointer: "/ratings/" + string(c), kinds: "hlp", names: names}
}

var kindLetters = map[Kind]string{HAZOP: "h", LOPA: "l", Physical: "p"}

// Fields are the fields of a kind of file, in the order of menus; a worksheet has
// none, since its columns are known.
func Fields(kind Kind) []Field {
	out := []Field{}
	for _, f := range fields {
		if has(f, kind) {
			out = append(out, f)
		}
	}
	return out
}

func has(f Field, kind Kind) bool {
	letter := kindLetters[kind]
	return letter != "" && slices.Contains([]rune(f.kinds), rune(letter[0]))
}

// Node is a zone or a conduit.
type Node struct {
	Kind string `json:"kind" enum:"zone,conduit"`
	ID   string `json:"id" maxLength:"64"`
}

// Mapping says which columns of which sheet feed which field, and what the words
// of the file mean.
type Mapping struct {
	Sheet   string           `json:"sheet"`
	Header  int              `json:"header"`  // row of the titles, from 1
	Columns map[string][]int `json:"columns"` // by field name; columns count from 0
	// Category that the column "severity" rates; "" is safety.
	Category risk.Category `json:"category,omitempty"`
	// Fixed is the node of every row, whatever the node column says.
	Fixed *Node `json:"fixed,omitempty"`
	// Nodes says which zone or conduit a text of the node column means.
	Nodes map[string]Node `json:"nodes,omitempty"`
}

// Check says what is wrong with a mapping, "" when nothing is.
func (m Mapping) Check(look Look) string {
	columns := -1
	for _, s := range look.Sheets {
		if s.Name == m.Sheet {
			columns = len(s.Columns)
		}
	}
	if columns < 0 {
		return fmt.Sprintf("The file has no sheet %q: choose one that it has.", m.Sheet)
	}
	if m.Header < 0 {
		return "The row of the titles counts from 1."
	}
	for name, list := range m.Columns {
		i := slices.IndexFunc(look.Fields, func(f Field) bool { return f.Name == name })
		if i < 0 {
			return fmt.Sprintf("%q is no field that a column of this kind of file can feed.", name)
		}
		if len(list) > 1 && !look.Fields[i].Many {
			return fmt.Sprintf("Several columns feed %s, which takes one: choose one of them.", look.Fields[i].Label)
		}
		for _, c := range list {
			if c < 0 || c >= columns {
				return fmt.Sprintf("The sheet %q has %d columns, so column %d for %s does not exist.", m.Sheet, columns, c+1, look.Fields[i].Label)
			}
		}
	}
	if m.Category != "" && !slices.Contains(risk.Categories, m.Category) {
		return fmt.Sprintf("%q is no category of consequence: choose one such as safety.", m.Category)
	}
	return ""
}
