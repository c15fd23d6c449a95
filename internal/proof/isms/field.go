package isms

import (
	"cmp"
	"fmt"
	"slices"

	book "ringwall/internal/plant/sheet"
)

// Field is something of a row that a column can feed.
type Field struct {
	Name     string `json:"name"`
	Label    string `json:"label"`
	Required bool   `json:"required"`

	names []string
}

// decisive are the fields by which a file shows what it is.
var decisive = map[Kind]string{SoA: "applicable", Risks: "likelihood"}

// fields are all fields with the names of their columns in English, German and
// Japanese files. Where two fit a title alike, the first is taken.
var fields = map[Kind][]Field{
	SoA: {
		{"control", "Control", true, []string{"control", "control id", "control number", "control no", "annex a", "annex a control", "annex a reference", "ISO 27001 control", "reference no", "ref", "id", "no", "clause",
			"Maßnahme", "Maßnahmennummer", "Control-Nr", "Nr", "Kennung", "管理策", "管理策番号", "項番", "番号"}},
		{"title", "Title", false, []string{"title", "control title", "control name", "name", "control objective", "description", "Titel", "Bezeichnung", "名称", "管理策名", "件名"}},
		{"applicable", "Applicable", false, []string{"applicable", "applicability", "applicable y/n", "applied", "selected", "included", "in scope", "anwendbar", "Anwendbarkeit", "ausgewählt", "適用", "適用可否", "適用の有無"}},
		{"status", "Status", false, []string{"status", "implementation status", "implementation", "implemented", "state", "implementation state", "maturity status", "Umsetzungsstatus", "Umsetzung", "umgesetzt", "Stand", "実施状況", "実施", "状況", "ステータス"}},
		{"says", "Justification", false, []string{"justification", "reason", "justification for inclusion", "justification for exclusion", "rationale", "comment", "remarks", "Begründung", "Bemerkung", "Kommentar", "理由", "適用理由", "除外理由", "備考"}},
		{"reference", "Reference", false, []string{"document", "documents", "policy", "evidence", "implementation reference", "documented in", "Dokument", "Nachweis", "Verweis", "文書", "関連文書", "証跡"}},
		{"owner", "Owner", false, []string{"owner", "control owner", "responsible", "responsibility", "Verantwortlich", "Verantwortlicher", "Zuständig", "責任者", "担当", "管理責任者"}},
	},
	Risks: {
		{"id", "Id", false, []string{"risk id", "id", "risk no", "risk number", "no", "ref", "reference", "#", "Risiko-Nr", "Risiko ID", "Nr", "Kennung", "リスク番号", "番号", "項番"}},
		{"title", "Title", true, []string{"risk", "title", "risk title", "risk name", "name", "risk scenario", "threat", "Risiko", "Titel", "Bezeichnung", "Risikoszenario", "Bedrohung", "リスク", "リスク名", "件名", "脅威"}},
		{"description", "Description", false, []string{"description", "risk description", "details", "cause", "vulnerability", "consequence", "Beschreibung", "Ursache", "Schwachstelle", "説明", "内容", "脆弱性"}},
		{"asset", "Asset or area", false, []string{"asset", "assets", "area", "asset group", "system", "location", "process", "scope", "affected asset", "Wert", "Asset", "Bereich", "System", "Anlage", "Standort", "資産", "情報資産", "対象", "場所"}},
		{"likelihood", "Likelihood", false, []string{"likelihood", "probability", "L", "Eintrittswahrscheinlichkeit", "Wahrscheinlichkeit", "発生可能性", "起こりやすさ", "頻度"}},
		{"impact", "Impact", false, []string{"impact", "consequence level", "severity", "I", "damage", "Auswirkung", "Schadenshöhe", "Schaden", "影響", "影響度", "重大度"}},
		{"rating", "Risk level", false, []string{"risk level", "risk rating", "risk score", "score", "rating", "level", "Risikostufe", "Risikowert", "Risikoklasse", "リスクレベル", "リスク値"}},
		{"treatment", "Treatment", false, []string{"treatment", "risk treatment", "treatment option", "treatment plan", "response", "action", "measures", "controls", "Behandlung", "Risikobehandlung", "Maßnahme", "Maßnahmen", "対応", "リスク対応", "対策"}},
		{"owner", "Owner", false, []string{"risk owner", "owner", "responsible", "Risikoeigner", "Risikoeigentümer", "Verantwortlich", "リスク所有者", "責任者", "担当"}},
	},
}

// Fields lists the fields of a kind of file in the order of menus.
func Fields(kind Kind) []Field { return slices.Clone(fields[kind]) }

// guess tells which field each column seems to feed, by the titles of all.
func guess(kind Kind, titles []string) map[int]string {
	type candidate struct{ column, field, score int }
	var all []candidate
	for column, title := range titles {
		for i, f := range fields[kind] {
			if score := book.Likeness(title, f.names); score > 0 {
				all = append(all, candidate{column, i, score})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.field, b.field), cmp.Compare(a.column, b.column))
	})
	out, fed := map[int]string{}, map[int]bool{}
	for _, c := range all {
		if _, taken := out[c.column]; taken || fed[c.field] {
			continue
		}
		out[c.column], fed[c.field] = fields[kind][c.field].Name, true
	}
	return out
}

// Check holds a mapping against the file; it says what is wrong, or nothing.
func (m Mapping) Check(kind Kind, look Look) string {
	i := slices.IndexFunc(look.Sheets, func(s book.Sheet) bool { return s.Name == m.Sheet })
	if i < 0 {
		return fmt.Sprintf("The file has no sheet %q: choose one that it has.", m.Sheet)
	}
	if m.Header < 0 {
		return "The row of the titles counts from 1."
	}
	for field, column := range m.Columns {
		if !slices.ContainsFunc(fields[kind], func(f Field) bool { return f.Name == field }) {
			return fmt.Sprintf("There is no field %q that a column could feed.", field)
		}
		if column < 0 || column >= len(look.Sheets[i].Columns) {
			return fmt.Sprintf("Sheet %q has no column number %d for %s.", m.Sheet, column, field)
		}
	}
	return ""
}

// missing says which required field no column feeds, or nothing.
func (m Mapping) missing(kind Kind) string {
	for _, f := range fields[kind] {
		if _, fed := m.Columns[f.Name]; f.Required && !fed {
			return fmt.Sprintf("No column of sheet %q was found for %s: say which one it is.", m.Sheet, f.Label)
		}
	}
	return ""
}
