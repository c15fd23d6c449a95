import { Button, Group, SegmentedControl, Select, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../../api/api";
import type { Organisation } from "../../../api/types";
import { EmptyState } from "../../../parts/EmptyState";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { seriesQuery } from "../../../parts/library/queries";
import type { SeriesPack } from "../../../parts/library/types";
import { libWord } from "../../../parts/library/words";
import { LoadingRows } from "../../../parts/Loading";
import { SearchBox } from "../../../parts/SearchBox";
import { useAddress } from "../useAddress";
import { Corrections } from "./Corrections";
import { PartCard } from "./PartCard";
import { PartDrawer } from "./PartDrawer";
import { fitsParty, forWhom, isFound, standardsOf } from "./series";
import classes from "./series.module.css";

const Together = lazy(() => import("./Together"));

/** The parts of the series in their groups, and how they hang together. */
export function Series() {
  const pack = useQuery(seriesQuery);
  const org = useQuery(reading<Organisation>("/organisation"));
  if (pack.isError) return <ErrorPanel error={pack.error} onRetry={() => void pack.refetch()} />;
  // The parties say what is shown first; without them everything is.
  if (!pack.data || org.isPending) return <LoadingRows rows={10} />;
  return <Shown pack={pack.data} own={org.data?.parties ?? []} />;
}

function Shown({ pack, own }: { pack: SeriesPack; own: NonNullable<Organisation["parties"]> }) {
  const { t } = useTranslation("standards");
  const { get, change } = useAddress();
  const search = get("search");
  const whom = forWhom(get("for"), own);
  const together = get("view") === "together";
  const all = standardsOf(pack);
  // Whoever searches for a number wants that part, whomever it is for.
  const shown = all.filter((s) => (search ? isFound(s, search) : fitsParty(s, whom, own)));
  const opened = all.find((s) => s.id === get("part"));
  const hidden = all.length - shown.length;
  return (
    <>
      <Group mb="md" gap="sm" className="no-print" align="flex-end">
        <SearchBox
          label={t("series.search")}
          value={search}
          flex="1 1 240px"
          maw={380}
          onChange={(v) => change({ search: v || undefined })}
        />
        <Select
          aria-label={t("series.for")}
          allowDeselect={false}
          w={230}
          disabled={search !== ""}
          data={[
            ...(own.length > 0 ? [{ value: "mine", label: t("series.mine") }] : []),
            { value: "all", label: t("series.everything") },
            ...(["asset-owner", "service-provider", "product-supplier"] as const).map((value) => ({
              value,
              label: libWord("party", value),
            })),
          ]}
          value={whom}
          onChange={(v) => change({ for: v === "mine" ? undefined : (v ?? undefined) })}
        />
        <SegmentedControl
          aria-label={t("series.view")}
          data={[
            { value: "parts", label: t("series.parts") },
            { value: "together", label: t("series.together") },
          ]}
          value={together ? "together" : "parts"}
          onChange={(v) => change({ view: v === "together" ? v : undefined })}
        />
      </Group>
      {shown.length === 0 && (
        <EmptyState icon={SearchX} title={t("series.none")} text={t("series.noneText")}>
          <Button variant="default" onClick={() => change({ search: undefined, for: "all" })}>
            {t("series.showAll")}
          </Button>
        </EmptyState>
      )}
      {together && shown.length > 0 && (
        <Suspense fallback={<LoadingRows rows={10} />}>
          <Together pack={pack} shown={shown} onOpen={(id) => change({ part: id })} />
        </Suspense>
      )}
      {!together && (
        <>
          {!search && <Corrections corrections={pack.corrections} />}
          {pack.groups.map((group) => {
            const of = shown.filter((s) => s.group === group.id);
            if (of.length === 0) return null;
            return (
              <section key={group.id} className={classes.group} aria-labelledby={`series-${group.id}`}>
                <h2 id={`series-${group.id}`}>
                  {group.number && <span className={classes.number}>{group.number}</span>} {group.title}
                </h2>
                <Text size="sm" c="dimmed" mb="xs">
                  {group.about}
                </Text>
                <div className={classes.cards}>
                  {of.map((s) => (
                    <PartCard key={s.id} part={s} onOpen={() => change({ part: s.id })} />
                  ))}
                </div>
              </section>
            );
          })}
          {hidden > 0 && shown.length > 0 && !search && (
            <Group gap="xs" className="no-print">
              <Text size="sm" c="dimmed">
                {t("series.hidden", { count: hidden })}
              </Text>
              <Button size="compact-sm" variant="subtle" onClick={() => change({ for: "all" })}>
                {t("series.showAll")}
              </Button>
            </Group>
          )}
        </>
      )}
      {opened && (
        <PartDrawer
          pack={pack}
          part={opened}
          onOpen={(id) => change({ part: id })}
          onClose={() => change({ part: undefined })}
        />
      )}
    </>
  );
}
