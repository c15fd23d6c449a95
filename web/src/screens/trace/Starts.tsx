import { SegmentedControl, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Route, SearchX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Key } from "../../parts/Key";
import { traceFrom } from "../../parts/library/places";
import { LoadingRows } from "../../parts/Loading";
import { LinkAnchor, LinkButton } from "../../parts/plant/link";
import { useNarrow } from "../../parts/plant/useNarrow";
import { SearchBox } from "../../parts/SearchBox";
import { StateOf } from "./NodeCard";
import { startKinds, startsOf, type StartKind } from "./trace";
import classes from "./trace.module.css";

interface Props {
  site: string;
  kind: StartKind;
  onKind: (kind: StartKind) => void;
}

/** The records from which a trace can begin. */
export function Starts({ site, kind, onKind }: Props) {
  const { t } = useTranslation("xrays");
  const narrow = useNarrow();
  const [search, setSearch] = useState("");
  const starts = useQuery(startsOf(site, kind));
  const wanted = search.trim().toLowerCase().split(/\s+/);
  const items = starts.data?.items ?? [];
  const shown = items.filter((n) => wanted.every((w) => `${n.key} ${n.name ?? ""}`.toLowerCase().includes(w)));
  return (
    <>
      <SegmentedControl
        aria-label={t("chain.kind")}
        orientation={narrow ? "vertical" : "horizontal"}
        fullWidth={narrow}
        data={startKinds.map((value) => ({ value, label: t(`chain.start.${value}`) }))}
        value={kind}
        onChange={(v) => onKind(v as StartKind)}
      />
      <SearchBox label={t("chain.search")} value={search} onChange={setSearch} maw={360} />
      {starts.isPending && <LoadingRows rows={6} />}
      {starts.isError && <ErrorPanel error={starts.error} onRetry={() => void starts.refetch()} />}
      {starts.data && items.length === 0 && (
        <EmptyState icon={Route} title={t("chain.noStarts")} text={t("chain.noStartsText")}>
          <LinkButton to="/sites/$site/risk" params={{ site }}>
            {t("chain.toRisks")}
          </LinkButton>
        </EmptyState>
      )}
      {items.length > 0 && shown.length === 0 && (
        <EmptyState icon={SearchX} title={t("chain.noneFound")} text={t("chain.noneFoundText")} />
      )}
      <ul className={classes.starts}>
        {shown.map((n) => (
          <li key={n.kind + n.id}>
            <LinkAnchor {...traceFrom(site, n.kind, n.id)} size="sm">
              <Key>{n.key}</Key> {n.name}
            </LinkAnchor>
            <StateOf node={n} />
            <Text size="xs" c="dimmed">
              {n.gap ?? n.why}
            </Text>
          </li>
        ))}
      </ul>
    </>
  );
}
