import { Button, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { SearchBox } from "../../../parts/SearchBox";
import { formatNumber } from "../../../parts/TimeAgo";
import { FacetMenu } from "../../assets/FacetMenu";
import classes from "../exchange.module.css";
import { countBy, flags, narrowed, type Filter, type Line } from "../filter";
import { answers } from "../types";

interface Props {
  lines: Line[];
  shown: number;
  filter: Filter;
  /** Nothing is answered yet. */
  asked?: boolean;
  onChange: (part: Partial<Filter>) => void;
}

const none: Filter = { search: "", answer: [], subject: [], fr: [], flag: [] };

/** Search and filters of the lines. */
export function LineFilters({ lines, shown, filter, asked, onChange }: Props) {
  const { t } = useTranslation(["exchange", "common"]);
  const byAnswer = countBy(lines, (l) => [l.answer]);
  const bySubject = countBy(lines, (l) => [l.line.subject]);
  const byFR = countBy(lines, (l) => [l.line.fr ?? "own"]);
  const byFlag = countBy(lines, (l) => l.flags);
  const frTitle = (fr: string) =>
    fr === "own" ? t("filter.own") : t(`common:fr.name.${fr.replace(/\D+/g, "")}` as never, { defaultValue: fr });
  const known = flags.filter((f) => byFlag.has(f));
  return (
    <div className={`${classes.filters} no-print`}>
      <SearchBox
        label={t("filter.search")}
        value={filter.search}
        onChange={(search) => onChange({ search })}
        w={{ base: "100%", sm: 230 }}
      />
      {!asked && (
        <FacetMenu
          title={t("filter.answer")}
          choices={(["open", ...answers] as const).map((a) => ({
            value: a,
            label: t(`answer.${a}`),
            count: byAnswer.get(a) ?? 0,
          }))}
          chosen={filter.answer}
          onChange={(answer) => onChange({ answer })}
        />
      )}
      <FacetMenu
        title={t("filter.subject")}
        choices={[...bySubject].map(([value, count]) => ({ value, label: value, count }))}
        chosen={filter.subject}
        onChange={(subject) => onChange({ subject })}
      />
      <FacetMenu
        title={t("filter.fr")}
        choices={[...byFR].map(([value, count]) => ({ value, label: frTitle(value), count }))}
        chosen={filter.fr}
        onChange={(fr) => onChange({ fr })}
      />
      {known.length > 0 && (
        <FacetMenu
          title={t("filter.flag")}
          choices={known.map((f) => ({ value: f, label: t(`flag.${f}`), count: byFlag.get(f) }))}
          chosen={filter.flag}
          onChange={(flag) => onChange({ flag })}
        />
      )}
      {narrowed(filter) && (
        <Button size="compact-xs" variant="subtle" onClick={() => onChange(none)}>
          {t("filter.clear")}
        </Button>
      )}
      <Text size="sm" c="dimmed" role="status" ml="auto">
        {shown === lines.length
          ? t("lines.count", { count: shown, n: formatNumber(shown) })
          : t("lines.of", { count: lines.length, shown: formatNumber(shown), n: formatNumber(lines.length) })}
      </Text>
    </div>
  );
}
