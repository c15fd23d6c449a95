import { Chip, Drawer, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../parts/DataTable";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Key } from "../../parts/Key";
import { LoadingRows } from "../../parts/Loading";
import { AnswerMark } from "../../parts/plant/AnswerMark";
import { LinkAnchor } from "../../parts/plant/link";
import type { AnswerState, SubjectRef } from "../../parts/plant/types";
import { threatsOf, threatStates, type SubjectThreats, type TechniqueThreat } from "../../parts/risk/views";
import { SearchBox } from "../../parts/SearchBox";
import type { Search } from "../../router";
import { ThreatMark } from "./Marks";
import { textOf } from "./targets";
import classes from "./targets.module.css";

interface Props {
  site: string;
  subject: SubjectRef;
  onClose: () => void;
}

/** The techniques that reach one zone or conduit, worst first. */
export function Techniques({ site, subject, onClose }: Props) {
  const { t } = useTranslation("targets");
  const map = useQuery(threatsOf(site, subject));
  const one = map.data?.subjects[0];
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(1100px, 96vw)"
      title={
        one ? (
          <>
            <Key>{one.key}</Key> {one.name}
          </>
        ) : (
          t("tabThreats")
        )
      }
    >
      {map.isError && <ErrorPanel error={map.error} onRetry={() => void map.refetch()} />}
      {map.isPending && <LoadingRows rows={12} />}
      {one && map.data && <List site={site} of={one} attribution={map.data.attribution} />}
    </Drawer>
  );
}

function List({ site, of, attribution }: { site: string; of: SubjectThreats; attribution: string }) {
  const { t } = useTranslation("targets");
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const states = [search.state ?? []].flat();
  const text = textOf(search, "technique");
  const go = (change: Search) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  const worst = (x: TechniqueThreat) => threatStates.indexOf(x.state);
  const rows = [...of.techniques]
    .sort((a, b) => worst(a) - worst(b))
    .filter(
      (x) =>
        (states.length === 0 || states.includes(x.state)) &&
        `${x.id} ${x.name} ${x.requirements.map((r) => r.id).join(" ")}`
          .toLowerCase()
          .includes(text.trim().toLowerCase()),
    );
  const columns: Column<TechniqueThreat>[] = [
    {
      id: "technique",
      title: t("threats.technique"),
      cell: (x) => (
        <div>
          <Key>{x.id}</Key> {x.name}
          <Text size="xs" c="dimmed">
            {x.tactics.join(", ")}
          </Text>
        </div>
      ),
    },
    {
      id: "reaches",
      title: t("threats.reaches"),
      cell: (x) => (
        <div>
          <Text size="xs" component="div">
            {x.kinds.join(", ")}
          </Text>
          {x.scenarios.map((id, i) => (
            <LinkAnchor
              key={id}
              size="xs"
              to="/sites/$site/risk"
              params={{ site }}
              search={{ view: "worksheet", scenario: id }}
            >
              <Key>{x.scenarioKeys[i]}</Key>{" "}
            </LinkAnchor>
          ))}
        </div>
      ),
    },
    {
      id: "state",
      title: t("threats.standing"),
      cell: (x) => (
        <div>
          <ThreatMark state={x.state} />
          <Text size="xs" c="dimmed" maw={260}>
            {x.why}
          </Text>
        </div>
      ),
    },
    {
      id: "requirements",
      title: t("threats.requirements"),
      cell: (x) => (
        <ul className={classes.chips}>
          {x.requirements.map((r) => (
            <li key={r.id} title={[r.title, r.why].filter(Boolean).join(": ")}>
              <AnswerMark state={r.state as AnswerState} />
              <LinkAnchor
                size="xs"
                to="/sites/$site/requirements/$kind/$id"
                params={{ site, kind: of.subject.kind, id: of.subject.id }}
                search={{ requirement: r.id, scope: "all" }}
              >
                {r.id}
              </LinkAnchor>
            </li>
          ))}
        </ul>
      ),
    },
  ];
  const counts: Record<string, number> = {
    open: of.open,
    partly: of.partly,
    covered: of.covered,
    unmatched: of.unmatched,
  };
  return (
    <Stack>
      <Text size="sm">{of.why}</Text>
      <Group gap="sm" className="no-print">
        <Chip.Group multiple value={states} onChange={(v) => go({ state: v.length ? v : undefined })}>
          <Group gap={6} role="group" aria-label={t("threats.filter")}>
            {threatStates.map((s) => (
              <Chip key={s} value={s} size="xs">
                {t("threats.filterOne", { state: t(`threats.state.${s}`), count: counts[s] ?? 0 })}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        <SearchBox
          label={t("threats.search")}
          value={text}
          onChange={(value) => go({ technique: value || undefined })}
        />
      </Group>
      {of.techniques.length === 0 && (
        <EmptyState title={t("threats.noTechniques")} text={t("threats.noTechniquesText")} />
      )}
      {of.techniques.length > 0 && rows.length === 0 && <EmptyState icon={SearchX} title={t("noneFound")} />}
      {rows.length > 0 && (
        <DataTable caption={t("threats.techniques")} columns={columns} rows={rows} rowKey={(x) => x.id} cards />
      )}
      <Text size="xs" c="dimmed">
        {attribution}
      </Text>
    </Stack>
  );
}
