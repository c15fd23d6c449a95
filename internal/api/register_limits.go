package api

import (
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"ringwall/internal/risk"
)

// longRiskTexts are the texts of several lines in the risk register.
var longRiskTexts = map[string]bool{
	"perimeter": true, "excluded": true, "statement": true, "outcome": true, "rationale": true, "deviation": true, "cause": true,
	"vulnerability": true, "consequence": true, "objective": true, "removed": true, "reason": true, "evidence": true, "test": true,
	"introduction": true, "environment": true, "threatEnvironment": true, "text": true, "resolution": true, "why": true,
	"justification": true, "meaning": true, "doesNot": true, "what": true,
}

// limitRegister writes limits into the schemas of the risk register. They mirror
// the rules of package risk, which has the last word.
func limitRegister(schemas huma.Registry) {
	for _, t := range []reflect.Type{
		reflect.TypeFor[risk.System](), reflect.TypeFor[risk.AccessPoint](), reflect.TypeFor[risk.Function](), reflect.TypeFor[risk.Recovery](),
		reflect.TypeFor[risk.Criteria](), reflect.TypeFor[risk.Band](), reflect.TypeFor[risk.Authority](), reflect.TypeFor[risk.Override](),
		reflect.TypeFor[risk.LikelihoodStep](), reflect.TypeFor[risk.CategoryScale](),
		reflect.TypeFor[risk.Assumption](), reflect.TypeFor[risk.Countermeasure](), reflect.TypeFor[risk.Dependency](), reflect.TypeFor[risk.SafetyConflict](),
		reflect.TypeFor[risk.Environment](), reflect.TypeFor[risk.WorstCase](), reflect.TypeFor[risk.Comparison](), reflect.TypeFor[risk.Scenario](), reflect.TypeFor[risk.Safeguard](),
		reflect.TypeFor[risk.Proposal](), reflect.TypeFor[risk.Roadmap](), reflect.TypeFor[risk.Specification](), reflect.TypeFor[risk.SpecLine](),
		reflect.TypeFor[risk.OwnRequirement](), reflect.TypeFor[risk.Task](),
	} {
		s := schemas.Schema(t, false, "")
		for name, p := range s.Properties {
			if p.Type == huma.TypeString && p.MaxLength == nil && longRiskTexts[name] {
				longest := textLimit
				p.MaxLength = &longest
			}
			limit(name, p)
		}
	}
}
