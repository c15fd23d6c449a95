import { ChevronsRight, TriangleAlert } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { BandBadge } from "../../../parts/risk/BandBadge";
import { consequenceName, likelihoodName, meaning } from "../../../parts/risk/levels";
import { categories, type Category, type ScenarioResult } from "../../../parts/risk/types";
import { riskWord } from "../../../parts/risk/words";
import { safeguardName, type SheetColumn } from "./columns";
import type { Draft } from "./drafts";
import type { Lookup } from "./lookup";
import type { Scenario } from "../../../parts/risk/types";
import classes from "./sheet.module.css";

interface Props {
  column: SheetColumn;
  scenario: Scenario;
  result: ScenarioResult | undefined;
  draft: Draft | undefined;
  look: Lookup;
}

/** What a cell shows when it is not edited. */
export const CellView = memo(function CellView({ column, scenario, result, draft, look }: Props) {
  const { t } = useTranslation(["risk", "common"]);
  const raw = draft?.raw[column.id];
  if (raw) return <>{raw.text}</>;
  const { criteria } = look;
  switch (column.id) {
    case "key":
      return (
        <>
          <span className="mono">{scenario.key || t("sheet.newKey")}</span>
          {result?.opportunity && <span className={classes.small}> {t("sheet.opportunity")}</span>}
        </>
      );
    case "node": {
      const id = scenario.zone || scenario.conduit;
      const node = [...look.zones, ...look.conduits].find((x) => x.id === id);
      return node ? (
        <>
          <span className="mono">{node.key}</span> {node.name}
        </>
      ) : null;
    }
    case "likelihood":
      return scenario.likelihood ? <>{likelihoodName(criteria, scenario.likelihood)}</> : null;
    case "unmitigated":
    case "existing":
    case "residual": {
      const rating = result?.[column.id];
      return rating ? <BandBadge band={rating.band} criteria={criteria} why={rating.why} /> : null;
    }
    case "tolerable":
      if (!result || result.opportunity) return null;
      return <>{result.tolerable ? t("common:yes") : t("common:no")}</>;
    case "flags":
      if (!result || result.flags.length === 0) return null;
      return (
        <span title={result.flags.map((f) => f.text).join("\n")}>
          <TriangleAlert size={13} aria-hidden className={classes.flag} />{" "}
          {t("sheet.flags", {
            count: result.flags.length,
            first: riskWord("flag", result.flags[0]?.code),
            more: result.flags.length - 1,
          })}
        </span>
      );
    case "acceptance":
      if (!result || result.acceptance.state === "none") return null;
      return (
        <span title={result.acceptance.why}>
          {riskWord("standing", result.acceptance.state)} {result.acceptance.until}
        </span>
      );
    case "safeguards": {
      const list = scenario.safeguards ?? [];
      if (list.length === 0) return null;
      return (
        <>
          <ChevronsRight size={13} aria-hidden className={classes.more} />{" "}
          {t("sheet.safeguards", {
            count: list.length,
            names: list.map((g) => safeguardName(g, look)).join(", "),
          })}
        </>
      );
    }
  }
  if ((categories as readonly string[]).includes(column.id)) {
    const category = column.id as Category;
    const own = scenario.ratings?.[category];
    if (own !== undefined) return <>{consequenceName(criteria, own)}</>;
    // Without ratings of its own the scenario has those of its worst case.
    const inherited = Object.keys(scenario.ratings ?? {}).length === 0 ? result?.ratings[category] : undefined;
    return inherited === undefined ? null : (
      <span className={classes.inherited} title={meaning(criteria, category, inherited)}>
        {t("sheet.inherited", { level: consequenceName(criteria, inherited) })}
      </span>
    );
  }
  return <>{column.read(scenario, look)}</>;
});
