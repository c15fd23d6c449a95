import { Alert, Stack, Text } from "@mantine/core";
import { CircleCheck, FilePen } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { formatDay, formatNumber } from "../../../parts/TimeAgo";
import { GoesAndStays } from "../home/SendRequirements";
import classes from "../exchange.module.css";
import type { Line } from "../filter";
import { AskedFacts } from "../lines/AskedFacts";
import { LineFilters } from "../lines/LineFilters";
import { LineList } from "../lines/LineList";
import { useLines } from "../lines/useLines";
import { Work } from "../lines/Work";
import type { Asked } from "../types";

/** What a requirements package asks. */
export function AskedView({ asked, ours }: { asked: Asked; ours: boolean }) {
  const { t } = useTranslation("exchange");
  const { specification: s, system } = asked;
  const all = useMemo<Line[]>(
    () =>
      asked.lines.map((line) => ({
        line,
        asks: line.text ?? "",
        answer: "open",
        products: [],
        flags: line.holdPoint ? ["hold"] : [],
      })),
    [asked.lines],
  );
  const l = useLines(all);
  const texts = useMemo(() => new Map(asked.requirements.map((r) => [r.id, r.text])), [asked.requirements]);
  const at = l.active;
  return (
    <Stack>
      <Alert
        color={s.draft ? "orange" : "green"}
        icon={s.draft ? <FilePen size={18} /> : <CircleCheck size={18} />}
        title={t(s.draft ? "ask.draft" : "ask.approved")}
      >
        {s.standing}
      </Alert>
      <dl className={classes.facts}>
        <dt>{t("asked.specification")}</dt>
        <dd>
          {s.key} {s.name}, {formatDay(s.day)}
        </dd>
        <dt>{t("asked.system")}</dt>
        <dd>
          {system.name}, {system.siteName}
        </dd>
        {system.perimeter && <dt>{t("asked.perimeter")}</dt>}
        {system.perimeter && <dd>{system.perimeter}</dd>}
        <dt>{t("asked.zones")}</dt>
        <dd>{[...asked.zones, ...asked.conduits].map((z) => z.key).join(", ")}</dd>
        {asked.outside && asked.outside.length > 0 && <dt>{t("asked.outside")}</dt>}
        {asked.outside && asked.outside.length > 0 && <dd>{asked.outside.join(", ")}</dd>}
      </dl>
      <LineFilters asked lines={all} shown={l.found.length} filter={l.filter} onChange={l.setFilter} />
      <Work
        hint={t("asked.hint")}
        onClose={() => l.open(undefined)}
        list={
          <LineList
            asked
            lines={l.found}
            selection={l.selection}
            active={at?.line.id ?? ""}
            mayEdit={false}
            onOpen={l.open}
            onToggle={l.onToggle}
            onSelectAll={l.selectAll}
          />
        }
      >
        {at && (
          <Stack gap="sm">
            <AskedFacts line={at.line} asks={at.asks || (texts.get(at.line.requirement) ?? "")} />
            {at.line.verificationWhy && (
              <Text size="sm" c="dimmed">
                {at.line.verificationWhy}
              </Text>
            )}
          </Stack>
        )}
      </Work>
      {ours && (
        <GoesAndStays
          goes={t("ask.goes", {
            count: asked.lines.length,
            n: formatNumber(asked.lines.length),
            subjects: formatNumber(new Set(asked.lines.map((x) => x.subject).filter((x) => x !== "system")).size),
          })}
        />
      )}
    </Stack>
  );
}
