import { Badge, Button, Group, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ClipboardList, Pencil, Plus, Trash2, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../../api/me";
import { EmptyState } from "../../../parts/EmptyState";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { Key } from "../../../parts/Key";
import { LoadingRows } from "../../../parts/Loading";
import { LinkButton } from "../../../parts/plant/link";
import { consequenceName } from "../../../parts/risk/levels";
import { assumptionsOf, functionsOf, riskOf, worstCasesOf } from "../../../parts/risk/queries";
import { RatingCells } from "../../../parts/risk/RatingCells";
import type { Criteria, FunctionResult, WorstCase, WorstCaseResult } from "../../../parts/risk/types";
import { riskWord } from "../../../parts/risk/words";
import { useShortcut } from "../../../parts/Shortcuts";
import { Comparison } from "../compare/Comparison";
import { DeleteWorstCase } from "./DeleteWorstCase";
import classes from "./worst.module.css";
import { WorstCaseDialog } from "./WorstCaseDialog";

/** The worst that losing each essential function can do, every control ignored and without likelihood. */
export function WorstCases({ site }: { site: string }) {
  const { t } = useTranslation("risk");
  const can = useCan();
  const mayEdit = can("risk.edit", site);
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const risk = useQuery(riskOf(site));
  const functions = useQuery(functionsOf(site));
  const records = useQuery(worstCasesOf(site));
  const assumptions = useQuery(assumptionsOf(site));
  const [deleting, setDeleting] = useState<WorstCase>();

  const reads = [risk, functions, records, assumptions];
  const failed = reads.find((r) => r.isError && !r.data);
  const go = (worst: string | undefined, of?: string) =>
    void navigate({ to: ".", search: (old) => ({ ...old, worst, of }), replace: true, resetScroll: false });
  const open = typeof search.worst === "string" ? search.worst : undefined;
  const of = typeof search.of === "string" ? search.of : undefined;
  useShortcut("n", t("worst.add"), () => go("new"), mayEdit && (functions.data?.length ?? 0) > 0);

  if (failed) return <ErrorPanel error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!risk.data || !functions.data || !records.data) return <LoadingRows rows={10} />;
  const { criteria } = risk.data;
  if (functions.data.length === 0) {
    return (
      <EmptyState icon={ClipboardList} title={t("worst.noFunctions")} text={t("worst.noFunctionsText")}>
        <LinkButton to="/sites/$site/scope" params={{ site }}>
          {t("worst.toScope")}
        </LinkButton>
      </EmptyState>
    );
  }
  if (!criteria) {
    return (
      <EmptyState icon={ClipboardList} title={t("worst.noCriteria")} text={t("worst.noCriteriaText")}>
        <LinkButton to="/sites/$site/criteria" params={{ site }}>
          {t("worst.toCriteria")}
        </LinkButton>
      </EmptyState>
    );
  }
  const results = new Map(risk.data.worstCases.map((w) => [w.id, w]));
  const byID = new Map(records.data.map((w) => [w.id, w]));
  const edited = open && open !== "new" ? byID.get(open) : undefined;
  // What is still to do comes first.
  const todo = risk.data.functions.filter((f) => f.worstCases.length === 0);
  const done = risk.data.functions.filter((f) => f.worstCases.length > 0);
  const incomplete = done.filter((f) => !f.complete).length;
  return (
    <>
      <Group justify="space-between" mb="sm">
        <Text size="sm" role="status">
          {t("worst.rated", { count: done.length, total: risk.data.functions.length })}{" "}
          {incomplete > 0 && t("worst.incompleteCount", { count: incomplete })}
        </Text>
        {mayEdit && (
          <Button size="xs" leftSection={<Plus size={15} aria-hidden />} onClick={() => go("new")} className="no-print">
            {t("worst.add")}
          </Button>
        )}
      </Group>
      <ul className={classes.list}>
        {[...todo, ...done].map((f) => (
          <FunctionCard
            key={f.id}
            f={f}
            kind={functions.data?.find((x) => x.id === f.id)?.kind ?? ""}
            criteria={criteria}
            cases={f.worstCases.flatMap((id) => {
              const record = byID.get(id);
              const result = results.get(id);
              return record && result ? [{ record, result }] : [];
            })}
            mayEdit={mayEdit}
            onAdd={() => go("new", f.id)}
            onEdit={(id) => go(id)}
            onDelete={setDeleting}
          />
        ))}
      </ul>
      <Comparison site={site} criteria={criteria} mayEdit={mayEdit} />
      {mayEdit && open && (open === "new" || edited) && (
        <WorstCaseDialog
          key={open}
          site={site}
          record={edited}
          of={of}
          functions={functions.data}
          worstCases={records.data}
          results={results}
          assumptions={assumptions.data ?? []}
          criteria={criteria}
          onClose={() => go(undefined)}
        />
      )}
      {deleting && <DeleteWorstCase site={site} record={deleting} onClose={() => setDeleting(undefined)} />}
    </>
  );
}

interface CardProps {
  f: FunctionResult;
  kind: string;
  criteria: Criteria;
  cases: { record: WorstCase; result: WorstCaseResult }[];
  mayEdit: boolean;
  onAdd: () => void;
  onEdit: (id: string) => void;
  onDelete: (record: WorstCase) => void;
}

function FunctionCard({ f, kind, criteria, cases, mayEdit, onAdd, onEdit, onDelete }: CardProps) {
  const { t } = useTranslation(["risk", "common"]);
  const none = cases.length === 0;
  return (
    <li className={classes.function} data-open={none || !f.complete || undefined}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div>
          <Title order={2}>
            <Key>{f.key}</Key> {f.name}
          </Title>
          {kind && (
            <Text size="xs" c="dimmed">
              {t(`functionKind.${kind}` as never)}
            </Text>
          )}
        </div>
        {mayEdit && (
          <Button size="xs" variant={none ? "filled" : "default"} onClick={onAdd} className="no-print">
            {none ? t("worst.rate") : t("worst.another")}
          </Button>
        )}
      </Group>
      <Text size="sm" mt={4}>
        {!none && (
          <span className={classes.overall}>
            {f.driving
              ? t("worst.overall", {
                  level: consequenceName(criteria, f.consequence),
                  category: riskWord("category", f.driving),
                })
              : t("worst.overallNone")}
          </span>
        )}{" "}
        {f.why}
      </Text>
      {cases.map(({ record, result }) => (
        <div key={record.id} className={classes.case}>
          <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
            <div>
              <Text size="sm" fw={600}>
                <Key>{record.key}</Key> {record.name}
                {!result.complete && (
                  <Badge color="orange" ml={8} leftSection={<TriangleAlert size={12} aria-hidden />}>
                    {t("worst.incomplete")}
                  </Badge>
                )}
              </Text>
              {record.outcome && <Text size="sm">{record.outcome}</Text>}
            </div>
            {mayEdit && (
              <Group gap={4} wrap="nowrap" className="no-print">
                <Button
                  size="compact-xs"
                  variant="subtle"
                  leftSection={<Pencil size={13} aria-hidden />}
                  onClick={() => onEdit(record.id)}
                  aria-label={t("worst.editOne", { key: record.key })}
                >
                  {t("common:edit")}
                </Button>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="red"
                  leftSection={<Trash2 size={13} aria-hidden />}
                  onClick={() => onDelete(record)}
                  aria-label={t("worst.deleteOne", { key: record.key })}
                >
                  {t("common:delete")}
                </Button>
              </Group>
            )}
          </Group>
          <div className="scroll-x" tabIndex={0} role="region" aria-label={t("worst.ratingsOf", { key: record.key })}>
            <RatingCells
              ratings={result.ratings}
              criteria={criteria}
              driving={result.driving}
              missing={result.missing}
            />
          </div>
          <Text size="sm" c="dimmed">
            {result.why}
          </Text>
          {result.path.length > 1 && (
            <Text size="sm" c="dimmed">
              {t("worst.path", { path: result.path.join(" → ") })}
            </Text>
          )}
          {result.conditions.map((c) => (
            <Text key={c} size="sm" c="dimmed">
              {c}
            </Text>
          ))}
        </div>
      ))}
    </li>
  );
}
