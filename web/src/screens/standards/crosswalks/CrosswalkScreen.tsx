import { Button, Group, Select, Text, Title } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { ArrowLeft, ArrowLeftRight, SearchX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../../parts/EmptyState";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { crosswalkQuery, setQuery } from "../../../parts/library/queries";
import { useMayKeepCatalogue } from "../../../parts/library/rights";
import { pairStates, strengths, type Crosswalk } from "../../../parts/library/types";
import { libOptions } from "../../../parts/library/words";
import { LoadingRows } from "../../../parts/Loading";
import { SearchBox } from "../../../parts/SearchBox";
import { useAddress } from "../useAddress";
import { DecideBar } from "./DecideBar";
import { PairTable } from "./PairTable";
import { shownPairs } from "./pairs";
import { Rest } from "./Rest";
import classes from "./crosswalks.module.css";

/** The pairs of one crosswalk, from either end, to look at and decide about. */
export function CrosswalkScreen({ id }: { id: string }) {
  const { t } = useTranslation("standards");
  const { go } = useAddress();
  const crosswalk = useQuery(crosswalkQuery(id));
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        mb="xs"
        className="no-print"
        leftSection={<ArrowLeft size={14} aria-hidden />}
        onClick={() => go({ tab: "crosswalks" })}
      >
        {t("crosswalks.back")}
      </Button>
      {crosswalk.isError && <ErrorPanel error={crosswalk.error} onRetry={() => void crosswalk.refetch()} />}
      {crosswalk.isPending && <LoadingRows rows={10} />}
      {crosswalk.data && <Opened crosswalk={crosswalk.data} />}
    </>
  );
}

const nobody: ReadonlySet<string> = new Set();

function Opened({ crosswalk: c }: { crosswalk: Crosswalk }) {
  const { t } = useTranslation("standards");
  const mayEdit = useMayKeepCatalogue();
  const { get, change } = useAddress();
  const [picked, setPicked] = useState(nobody);
  const [from, to] = useQueries({ queries: [setQuery(c.from), setQuery(c.to)] });
  const turned = get("turned") === "1";
  const filter = { search: get("search"), state: get("state"), strength: get("strength") };
  const shown = shownPairs(c, turned, { from: from.data, to: to.data }, filter);
  const left = turned ? to.data : from.data;
  const right = turned ? from.data : to.data;
  const chosen = shown.filter((s) => picked.has(s.id));
  const open = c.pairs.filter((p) => p.state === "suggested").length;
  return (
    <>
      <Title order={2}>
        {left?.standard ?? (turned ? c.to : c.from)} → {right?.standard ?? (turned ? c.from : c.to)}
      </Title>
      <Text size="sm" c="dimmed" maw="90ch">
        {c.direct ? t("pairs.directLong") : t("pairs.derivedLong")} {t("pairs.source", { source: c.source })}{" "}
        {c.attribution && c.attribution !== c.source ? c.attribution : ""}
      </Text>
      <Text size="sm" mb="sm">
        {open > 0 ? t("pairs.open", { count: open, total: c.pairs.length }) : t("pairs.allDecided")}
      </Text>
      <div className={`${classes.filters} no-print`}>
        <SearchBox
          label={t("pairs.search")}
          value={filter.search}
          onChange={(v) => change({ search: v || undefined })}
        />
        <Select
          aria-label={t("pairs.state")}
          placeholder={t("pairs.anyState")}
          clearable
          data={libOptions("pairState", pairStates)}
          value={filter.state || null}
          onChange={(v) => change({ state: v ?? undefined })}
        />
        <Select
          aria-label={t("pairs.strength")}
          placeholder={t("pairs.anyStrength")}
          clearable
          data={libOptions("strength", strengths)}
          value={filter.strength || null}
          onChange={(v) => change({ strength: v ?? undefined })}
        />
        <Button
          variant="default"
          leftSection={<ArrowLeftRight size={15} aria-hidden />}
          onClick={() => change({ turned: turned ? undefined : "1" })}
        >
          {t("pairs.turn")}
        </Button>
      </div>
      {mayEdit && <DecideBar crosswalk={c} chosen={chosen} turned={turned} onClear={() => setPicked(nobody)} />}
      {!mayEdit && (
        <Text size="xs" c="dimmed" className="no-print">
          {t("pairs.readOnly")}
        </Text>
      )}
      {shown.length === 0 && (
        <EmptyState icon={SearchX} title={t("pairs.none")}>
          <Button
            variant="default"
            onClick={() => change({ search: undefined, state: undefined, strength: undefined })}
          >
            {t("pairs.showAll")}
          </Button>
        </EmptyState>
      )}
      {shown.length > 0 && (
        <PairTable
          shown={shown}
          left={left}
          right={right}
          picked={picked}
          onPick={mayEdit ? setPicked : undefined}
          opened={get("pair")}
          onOpen={(pair) => change({ pair })}
        />
      )}
      <Group mt="lg">
        <Rest crosswalk={c} sets={[from.data, to.data]} />
      </Group>
    </>
  );
}
