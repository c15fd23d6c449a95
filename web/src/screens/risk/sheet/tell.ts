import i18n from "../../../i18n";
import { consequenceName, meaning } from "../../../parts/risk/levels";
import { categories, type Category, type Scenario, type ScenarioResult } from "../../../parts/risk/types";
import type { SheetColumn } from "./columns";
import { problems, type Draft } from "./drafts";
import type { Lookup } from "./lookup";

/** What there is to say about a cell: what is wrong with it, why it is what it is, or its whole text. */
export function tell(
  column: SheetColumn | undefined,
  scenario: Scenario | undefined,
  result: ScenarioResult | undefined,
  draft: Draft | undefined,
  look: Lookup,
): { text: string; problem: boolean } {
  if (!column || !scenario) return { text: i18n.t("risk:sheet.begin"), problem: false };
  const wrong = draft ? problems(draft) : {};
  const problem = wrong[column.id] ?? wrong[""];
  if (problem) return { text: problem, problem: true };
  return { text: reason(column, scenario, result, look), problem: false };
}

function reason(column: SheetColumn, s: Scenario, r: ScenarioResult | undefined, look: Lookup): string {
  switch (column.id) {
    case "key":
      return [s.name || s.deviation, r?.residual.why].filter(Boolean).join(": ");
    case "unmitigated":
    case "existing":
    case "residual":
      return r?.[column.id].why ?? "";
    case "tolerable":
      return r ? `${r.residual.why} ${r.acceptance.why}` : "";
    case "acceptance":
      return r?.acceptance.why ?? "";
    case "flags":
      return (r?.flags ?? []).map((f) => `${f.text} ${f.mend}`).join(" ");
    case "causeHackable":
      return r?.hackableWhy ?? "";
    case "safeguards":
      return (r?.credits ?? []).map((c) => `${c.name}: ${c.why}`).join(" ");
    case "likelihood":
      return look.criteria?.likelihoods[(s.likelihood ?? 0) - 1]?.meaning ?? "";
  }
  if ((categories as readonly string[]).includes(column.id)) {
    const category = column.id as Category;
    const level = s.ratings?.[category] ?? r?.ratings[category];
    if (!level) return "";
    const meant = meaning(look.criteria, category, level);
    return [consequenceName(look.criteria, level), meant].filter(Boolean).join(": ");
  }
  return column.read(s, look);
}
