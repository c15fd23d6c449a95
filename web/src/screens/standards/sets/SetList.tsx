import { Anchor, Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { FilePlus2, SearchX } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../../parts/DataTable";
import { EmptyState } from "../../../parts/EmptyState";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { holds } from "../../../parts/library/catalogue";
import { setsQuery } from "../../../parts/library/queries";
import { useMayKeepCatalogue } from "../../../parts/library/rights";
import { setKinds, type SetSummary } from "../../../parts/library/types";
import { libWord } from "../../../parts/library/words";
import { LoadingRows } from "../../../parts/Loading";
import { SearchBox } from "../../../parts/SearchBox";
import { useShortcut } from "../../../parts/Shortcuts";
import { formatNumber } from "../../../parts/TimeAgo";
import { useAddress } from "../useAddress";
import { Attested } from "./Attested";

const AddSet = lazy(() => import("./AddSet"));

/** All requirement sets, editions of one standard beside each other. */
export function SetList() {
  const { t } = useTranslation("standards");
  const mayEdit = useMayKeepCatalogue();
  const { get, change, go } = useAddress();
  const sets = useQuery(setsQuery);
  const search = get("search");
  useShortcut("n", t("add.open"), () => change({ add: "set" }), mayEdit);
  if (sets.isError) return <ErrorPanel error={sets.error} onRetry={() => void sets.refetch()} />;
  if (!sets.data) return <LoadingRows rows={9} />;
  const all = sets.data.items;
  const shown = inOrder(
    all.filter((s) => holds(`${s.id} ${s.standard} ${s.title} ${libWord("setKind", s.kind)}`, search)),
  );
  const columns: Column<SetSummary>[] = [
    {
      id: "standard",
      title: t("sets.set"),
      cell: (s) => (
        <div>
          <Anchor
            component="button"
            type="button"
            fw={600}
            size="sm"
            ta="left"
            onClick={() => go({ tab: "sets", set: s.id })}
          >
            {s.standard}
          </Anchor>
          <Text size="sm">{s.title}</Text>
        </div>
      ),
      sort: (s) => s.standard,
    },
    {
      id: "kind",
      title: t("sets.kind"),
      cell: (s) => libWord("setKind", s.kind),
      sort: (s) => setKinds.indexOf(s.kind),
    },
    { id: "edition", title: t("sets.edition"), cell: (s) => <Edition set={s} all={all} /> },
    {
      id: "requirements",
      title: t("sets.count"),
      right: true,
      cell: (s) => formatNumber(s.requirements),
      sort: (s) => s.requirements,
    },
    { id: "confidence", title: t("sets.confidence"), cell: (s) => <Attested set={s} /> },
    {
      id: "version",
      title: t("sets.version"),
      cell: (s) => s.version,
      wide: true,
    },
    {
      id: "origin",
      title: t("sets.origin"),
      cell: (s) => (s.added ? t("sets.added") : t("sets.carried")),
      sort: (s) => (s.added ? 1 : 0),
    },
  ];
  return (
    <>
      <Group mb="md" gap="sm" justify="space-between" className="no-print">
        <SearchBox
          label={t("sets.search")}
          value={search}
          flex="0 1 360px"
          onChange={(v) => change({ search: v || undefined })}
        />
        {mayEdit && (
          <Button leftSection={<FilePlus2 size={16} aria-hidden />} onClick={() => change({ add: "set" })}>
            {t("add.open")}
          </Button>
        )}
      </Group>
      {shown.length === 0 && (
        <EmptyState icon={SearchX} title={t("sets.none")} text={t("sets.noneText")}>
          <Button variant="default" onClick={() => change({ search: undefined })}>
            {t("sets.all")}
          </Button>
        </EmptyState>
      )}
      {shown.length > 0 && (
        <DataTable
          caption={t("sets.caption")}
          columns={columns}
          rows={shown}
          rowKey={(s) => s.id}
          cards
          sort={get("sort")}
          onSort={(sort) => change({ sort })}
        />
      )}
      {mayEdit && get("add") === "set" && (
        <Suspense fallback={null}>
          <AddSet onClose={() => change({ add: undefined })} onAdded={(set) => go({ tab: "sets", set })} />
        </Suspense>
      )}
    </>
  );
}

/** The edition, and what it replaces or is replaced by, each a way to the other. */
function Edition({ set, all }: { set: SetSummary; all: SetSummary[] }) {
  const { t } = useTranslation("standards");
  const { go } = useAddress();
  const before = all.find((s) => s.id === set.replaces);
  const after = all.find((s) => s.replaces === set.id);
  const other = before ?? after;
  return (
    <div>
      {[set.edition, set.corrigendum].filter(Boolean).join(", ")}
      {other && (
        <div>
          <Anchor
            component="button"
            type="button"
            size="xs"
            ta="left"
            onClick={() => go({ tab: "sets", set: other.id })}
          >
            {before
              ? t("sets.replaces", { standard: before.standard })
              : t("sets.replacedBy", { standard: other.standard })}
          </Anchor>
        </div>
      )}
    </div>
  );
}

/** By kind, as an owner meets them, and the newest edition of a standard first. */
function inOrder(sets: SetSummary[]): SetSummary[] {
  const family = (s: SetSummary) => s.id.split(":")[0] ?? s.id;
  return [...sets].sort(
    (a, b) =>
      setKinds.indexOf(a.kind) - setKinds.indexOf(b.kind) ||
      family(a).localeCompare(family(b)) ||
      b.id.localeCompare(a.id, undefined, { numeric: true }),
  );
}
