import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ClipboardCheck, FileDown, PackageCheck, RefreshCw, SearchX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { address, url } from "../../../api/api";
import { useCan } from "../../../api/me";
import { DataTable, type Column } from "../../../parts/DataTable";
import { EmptyState } from "../../../parts/EmptyState";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { Key } from "../../../parts/Key";
import { LoadingRows } from "../../../parts/Loading";
import { Page } from "../../../parts/Page";
import { LinkAnchor } from "../../../parts/plant/link";
import { SearchBox } from "../../../parts/SearchBox";
import { useSites } from "../../../parts/sites";
import { FacetMenu } from "../../assets/FacetMenu";
import { useAddress } from "../address";
import { Back } from "../Back";
import classes from "../exchange.module.css";
import { FlagMark, ResultMark } from "../Marks";
import { repliesQuery, talliesOf, testsOf } from "../queries";
import { SheetIn } from "../SheetIn";
import { phases, results, type Test } from "../types";
import { Draw } from "./Draw";
import { SendAsBuilt } from "./SendAsBuilt";
import { Tallies } from "./Tallies";
import { TestBulk } from "./TestBulk";
import { TestForm } from "./TestForm";

/** The acceptance tests of a project: what is verified when, and what came of it. */
export function Tests({ site }: { site: string }) {
  const { t } = useTranslation("exchange");
  const mayEdit = useCan()("package.run", site);
  const { get, all, change } = useAddress();
  const named = useSites().find((s) => s.id === site);
  const tests = useQuery(testsOf(site));
  const tallies = useQuery(talliesOf(site));
  const reply = useQuery(repliesQuery).data?.find((r) => r.site === site && !r.came);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<"draw" | "built">();
  const [phase, result, hold] = [all("phase"), all("result"), get("hold")];
  const words = get("search").toLowerCase();
  const list = tests.data ?? [];
  const rows = list.filter(
    (x) =>
      (phase.length === 0 || phase.includes(x.phase)) &&
      (result.length === 0 || result.includes(x.result)) &&
      (!hold || x.holdPoint) &&
      [x.key, x.name, x.subject, x.asks, x.line].join(" ").toLowerCase().includes(words),
  );
  const count = (test: (x: Test) => boolean) => list.filter(test).length;
  const pick = (id: string) =>
    setPicked((old) => {
      const next = new Set(old);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const asked = reply?.package ?? list.find((x) => x.package)?.package;
  const one = list.find((x) => x.id === get("test"));
  const columns: Column<Test>[] = [
    ...(mayEdit
      ? [
          {
            id: "pick",
            title: t("tests.pick"),
            untitled: true,
            cell: (x: Test) => (
              <Checkbox
                size="xs"
                aria-label={t("tests.pickOne", { key: x.key })}
                checked={picked.has(x.id)}
                onChange={() => pick(x.id)}
              />
            ),
          },
        ]
      : []),
    {
      id: "test",
      title: t("tests.test"),
      sort: (x) => x.key,
      cell: (x) => (
        <LinkAnchor
          size="sm"
          to="/exchange"
          search={(old) => ({ ...old, test: x.id })}
          replace
          resetScroll={false}
          className="wrap-anywhere"
        >
          <Key>{x.key}</Key> {x.name}
        </LinkAnchor>
      ),
    },
    { id: "subject", title: t("filter.subject"), sort: (x) => x.subject ?? "", cell: (x) => x.subject },
    {
      id: "phase",
      title: t("tests.phase"),
      sort: (x) => phases.indexOf(x.phase),
      cell: (x) => t(`phase.${x.phase}`),
    },
    {
      id: "result",
      title: t("tests.result"),
      sort: (x) => results.indexOf(x.result),
      cell: (x) => (
        <span className={classes.line}>
          <ResultMark result={x.result} />
          {x.holdPoint && <FlagMark flag="hold" />}
        </span>
      ),
    },
    { id: "found", title: t("tests.found"), cell: (x) => x.found, wide: true },
    {
      id: "who",
      title: t("tests.who"),
      wide: true,
      cell: (x) => [x.by, x.witness && t("tests.witnessed", { name: x.witness })].filter(Boolean).join(", "),
    },
    {
      id: "proofs",
      title: t("tests.proofs"),
      right: true,
      sort: (x) => x.proofs?.length ?? 0,
      cell: (x) => x.proofs?.length || "",
    },
  ];
  return (
    <Page
      wide
      title={t("tests.title", { site: named?.name ?? "" })}
      lead={
        <Group gap="xs">
          <Back />
          {reply && (
            <LinkAnchor size="sm" to="/exchange" search={{ reply: reply.id }}>
              {t("tests.reply", { key: reply.key })}
            </LinkAnchor>
          )}
          {named && (
            <LinkAnchor size="sm" to="/sites/$site" params={{ site }}>
              {t("tests.site")}
            </LinkAnchor>
          )}
        </Group>
      }
      actions={
        <>
          <Button
            variant="default"
            component="a"
            download
            href={address(url`/sites/${site}/tests.xlsx`)}
            leftSection={<FileDown size={16} aria-hidden />}
          >
            {t("tests.out")}
          </Button>
          {mayEdit && (
            <>
              <SheetIn label={t("sheet.in")} path={url`/sites/${site}/tests/sheet`} site={site} />
              {asked && (
                <Button
                  variant="default"
                  leftSection={<RefreshCw size={16} aria-hidden />}
                  onClick={() => setOpen("draw")}
                >
                  {t("draw.button")}
                </Button>
              )}
              <Button leftSection={<PackageCheck size={16} aria-hidden />} onClick={() => setOpen("built")}>
                {t("asBuilt.button")}
              </Button>
            </>
          )}
        </>
      }
    >
      {(tests.isError || tallies.isError) && (
        <ErrorPanel
          error={tests.error ?? tallies.error}
          onRetry={() => void Promise.all([tests.refetch(), tallies.refetch()])}
        />
      )}
      {tests.isPending && <LoadingRows rows={8} />}
      {tests.data && list.length === 0 && (
        <EmptyState icon={ClipboardCheck} title={t("tests.empty")} text={t("tests.emptyText")} />
      )}
      {list.length > 0 && (
        <Stack>
          {tallies.data && <Tallies of={tallies.data.items} />}
          <div className={`${classes.filters} no-print`}>
            <SearchBox
              label={t("tests.search")}
              value={get("search")}
              onChange={(search) => change({ search })}
              w={{ base: "100%", sm: 240 }}
            />
            <FacetMenu
              title={t("tests.phase")}
              choices={phases.map((p) => ({ value: p, label: t(`phase.${p}`), count: count((x) => x.phase === p) }))}
              chosen={phase}
              onChange={(values) => change({ phase: values })}
            />
            <FacetMenu
              title={t("tests.result")}
              choices={results.map((r) => ({ value: r, label: t(`result.${r}`), count: count((x) => x.result === r) }))}
              chosen={result}
              onChange={(values) => change({ result: values })}
            />
            <Checkbox
              size="xs"
              label={t("tests.onlyHold", { count: count((x) => x.holdPoint === true) })}
              checked={Boolean(hold)}
              onChange={(e) => change({ hold: e.currentTarget.checked ? "1" : undefined })}
            />
            {mayEdit && rows.length > 0 && (
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => setPicked(picked.size > 0 ? new Set() : new Set(rows.map((x) => x.id)))}
              >
                {picked.size > 0 ? t("bulk.none") : t("tests.pickAll", { count: rows.length })}
              </Button>
            )}
            <Text size="sm" c="dimmed" role="status" ml="auto">
              {t("tests.count", { count: rows.length })}
            </Text>
          </div>
          {rows.length === 0 ? (
            <EmptyState icon={SearchX} title={t("tests.none")}>
              <Button
                variant="default"
                onClick={() => change({ search: undefined, phase: undefined, result: undefined, hold: undefined })}
              >
                {t("filter.clear")}
              </Button>
            </EmptyState>
          ) : (
            <DataTable
              cards
              caption={t("tests.table")}
              columns={columns}
              rows={rows}
              rowKey={(x) => x.id}
              sort={get("sort")}
              onSort={(sort) => change({ sort })}
            />
          )}
          {mayEdit && (
            <TestBulk site={site} tests={rows.filter((x) => picked.has(x.id))} onClear={() => setPicked(new Set())} />
          )}
        </Stack>
      )}
      {one && (
        <TestForm
          key={one.id + one.version}
          site={site}
          test={one}
          readOnly={!mayEdit}
          onClose={() => change({ test: undefined })}
        />
      )}
      {open === "draw" && asked && <Draw site={site} asked={asked} onClose={() => setOpen(undefined)} />}
      {open === "built" && (
        <SendAsBuilt site={site} asked={asked} tallies={tallies.data?.items ?? []} onClose={() => setOpen(undefined)} />
      )}
    </Page>
  );
}
