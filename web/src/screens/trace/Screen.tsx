import { Alert, Checkbox, Group, SegmentedControl, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Route } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem";
import { useSite } from "../../frame/site";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { placeOf } from "../../parts/library/places";
import { LoadingRows } from "../../parts/Loading";
import { Page } from "../../parts/Page";
import { LinkButton } from "../../parts/plant/link";
import { useNarrow } from "../../parts/plant/useNarrow";
import { text } from "../../parts/search";
import type { Search } from "../../router";
import { Columns } from "./Columns";
import { Selected } from "./Selected";
import { Starts } from "./Starts";
import { lacking, nameOf, startKinds, traceOf, type StartKind, type TraceNode } from "./trace";
import { WalkList } from "./WalkList";

/** From a risk to the proof that it is held down, and back. */
export default function Screen() {
  const { t } = useTranslation("xrays");
  const site = useSite();
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const kind = text(search.kind);
  const id = text(search.id);
  const began = kind !== "" && id !== "";
  const from = startKinds.find((k) => k === text(search.from)) ?? "scenario";
  const go = (next: Search) => void navigate({ to: ".", search: next, resetScroll: false });
  return (
    <Page
      title={t("chain.title")}
      full={began}
      wide
      lead={t("chain.lead")}
      actions={
        began && (
          <LinkButton variant="default" to="/sites/$site/trace" params={{ site: site.id }}>
            {t("chain.other")}
          </LinkButton>
        )
      }
    >
      {!began && <Starts site={site.id} kind={from} onKind={(k: StartKind) => go({ from: k })} />}
      {began && <Chain key={site.id} site={site.id} kind={kind} id={id} />}
    </Page>
  );
}

function Chain({ site, kind, id }: { site: string; kind: string; id: string }) {
  const { t } = useTranslation("xrays");
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const narrow = useNarrow();
  const view = text(search.view) === "list" || narrow ? "list" : "columns";
  const only = text(search.only) !== "";
  const trace = useQuery({ ...traceOf(site, kind, id, true), placeholderData: keepPreviousData });
  const graph = useMemo(() => (trace.data && only ? lacking(trace.data) : trace.data), [trace.data, only]);
  const at = text(search.at);
  const node = graph?.nodes.find((n) => nameOf(n) === at) ?? graph?.nodes[0];
  const root = { kind, id };

  const change = (next: Search) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...next }), replace: true, resetScroll: false });
  const select = (n: TraceNode) => change({ at: nameOf(n) });
  const begin = (n: TraceNode) =>
    void navigate({
      to: ".",
      search: (old) => ({ ...old, kind: n.kind, id: n.id, at: undefined }),
      resetScroll: false,
    });
  const open = (n: TraceNode) => {
    const place = placeOf(site, n);
    if (place) void navigate(place as never);
  };

  const gone = trace.error instanceof Problem && trace.error.status === 404;
  if (gone)
    return (
      <EmptyState icon={Route} title={t("chain.gone")} text={t("chain.goneText")}>
        <LinkButton to="/sites/$site/trace" params={{ site }}>
          {t("chain.other")}
        </LinkButton>
      </EmptyState>
    );
  if (trace.isError) return <ErrorPanel error={trace.error} onRetry={() => void trace.refetch()} />;
  if (!graph || !node) return <LoadingRows rows={8} />;
  const gaps = graph.gaps.length;
  return (
    <>
      <Group gap="md" className="no-print">
        {!narrow && (
          <SegmentedControl
            size="xs"
            aria-label={t("chain.view")}
            data={(["columns", "list"] as const).map((value) => ({ value, label: t(`chain.${value}`) }))}
            value={view}
            onChange={(v) => change({ view: v === "list" ? "list" : undefined })}
          />
        )}
        <Checkbox
          size="xs"
          label={t("chain.lacking")}
          checked={only}
          onChange={(e) => change({ only: e.currentTarget.checked ? "yes" : undefined, at: undefined })}
        />
        <Text size="sm" role="status" c={gaps > 0 ? "var(--gap-text)" : "dimmed"} fw={gaps > 0 ? 600 : undefined}>
          {t("chain.shown", { count: graph.nodes.length })},{" "}
          {gaps > 0 ? t("chain.gaps", { count: gaps }) : t("chain.noGaps")}
        </Text>
      </Group>
      {graph.cut && (
        <Alert color="gray" p="xs">
          {graph.cut}
        </Alert>
      )}
      <Selected
        site={site}
        graph={graph}
        node={node}
        root={root}
        brief={view === "list"}
        onSelect={select}
        onBegin={begin}
      />
      {view === "columns" ? (
        <Columns graph={graph} node={node} onSelect={select} onBegin={begin} onOpen={open} />
      ) : (
        <WalkList graph={graph} node={node} onSelect={select} />
      )}
    </>
  );
}
