import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { url } from "../../../api/api";
import { useCan } from "../../../api/me";
import { useSave } from "../../../api/write";
import { EmptyState } from "../../../parts/EmptyState";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { Bar } from "../Bar";
import classes from "../exchange.module.css";
import { lineOfDifference, narrowed, type Line } from "../filter";
import { AskedFacts } from "../lines/AskedFacts";
import { LineFilters } from "../lines/LineFilters";
import { LineList } from "../lines/LineList";
import { useLines } from "../lines/useLines";
import { Work } from "../lines/Work";
import { FlagMark, ReplyMark } from "../Marks";
import { replyQuery } from "../queries";
import { answerColors } from "../reply/colors";
import type { Answer, Decision, Difference, LineDifference, PackageView, Reply } from "../types";

interface Props {
  view: PackageView;
  difference: Difference;
}

/** A reply against what was asked, line by line, and the owner's word on each deviation. */
export function DecideLines({ view, difference: d }: Props) {
  const { t } = useTranslation("exchange");
  const can = useCan();
  const p = view.package;
  const record = useQuery({ ...replyQuery(view.record ?? ""), enabled: Boolean(view.record) });
  const mayEdit = p.state === "received" && record.data !== undefined && can("package.run", p.site || undefined);
  const all = useMemo(() => d.lines.map(lineOfDifference), [d.lines]);
  const l = useLines(all);
  const at = l.active;
  const line = d.lines.find((x) => x.line.id === at?.line.id);
  const [bulk, setBulk] = useState<Decision>();
  const deviating = l.selected.filter((x) => x.answer === "deviate");
  return (
    <Stack>
      <Bar
        total={d.counts.lines}
        says={d.says}
        parts={(Object.keys(answerColors) as Answer[]).map((a) => ({
          name: a,
          value: d.counts.by[a] ?? 0,
          color: answerColors[a],
        }))}
      />
      {d.counts.undecided > 0 && !narrowed(l.filter) && (
        <Group gap="xs" className="no-print">
          <Text size="sm">{t("decide.open", { count: d.counts.undecided })}</Text>
          <Button size="compact-sm" variant="light" onClick={() => l.setFilter({ flag: ["undecided"] })}>
            {t("decide.show")}
          </Button>
        </Group>
      )}
      <LineFilters lines={all} shown={l.found.length} filter={l.filter} onChange={l.setFilter} />
      {l.found.length === 0 ? (
        <EmptyState icon={SearchX} title={t("lines.none")}>
          <Button
            variant="default"
            onClick={() => l.setFilter({ search: "", answer: [], subject: [], fr: [], flag: [] })}
          >
            {t("filter.clear")}
          </Button>
        </EmptyState>
      ) : (
        <Work
          hint={t("decide.hint")}
          onClose={() => l.open(undefined)}
          list={
            <LineList
              lines={l.found}
              selection={l.selection}
              active={at?.line.id ?? ""}
              mayEdit={mayEdit}
              onOpen={l.open}
              onToggle={l.onToggle}
              onSelectAll={l.selectAll}
            />
          }
        >
          {line && (
            <OneLine
              key={line.line.id + (line.decided ?? "") + (line.comment ?? "")}
              of={line}
              record={mayEdit ? record.data : undefined}
              onDone={() => l.open(l.after(line.line.id) ?? at)}
            />
          )}
        </Work>
      )}
      {mayEdit && l.selected.length > 0 && (
        <div className={`${classes.bar} no-print`} role="region" aria-label={t("bulk.label")}>
          <Text size="sm" fw={600} role="status">
            {t("bulk.selected", { count: l.selected.length })} {t("decide.deviating", { count: deviating.length })}
          </Text>
          <Button size="xs" disabled={deviating.length === 0} onClick={() => setBulk("accepted")}>
            {t("decide.acceptMany")}
          </Button>
          <Button size="xs" variant="default" disabled={deviating.length === 0} onClick={() => setBulk("refused")}>
            {t("decide.refuseMany")}
          </Button>
          <Button size="xs" variant="subtle" onClick={l.selectAll}>
            {t("bulk.all")}
          </Button>
          <Button size="xs" variant="subtle" color="gray" onClick={l.clear}>
            {t("bulk.none")}
          </Button>
        </div>
      )}
      {bulk && record.data && (
        <BulkDecide
          as={bulk}
          of={deviating}
          record={record.data}
          onClose={() => setBulk(undefined)}
          onDone={() => {
            setBulk(undefined);
            l.clear();
          }}
        />
      )}
    </Stack>
  );
}

function useDecide(record: Reply | undefined, onDone: () => void) {
  const { t } = useTranslation("exchange");
  const save = useSave<Reply>((r) => url`/replies/${r.id}`, {
    site: record?.site ?? "",
    quiet: true,
    said: t("decide.saved"),
    onSuccess: onDone,
  });
  const decide = (ids: string[], decided: Decision, comment: string) => {
    if (!record) return;
    const lines = (record.lines ?? []).map((l) => (ids.includes(l.line) ? { ...l, decided, comment } : l));
    save.mutate({ ...record, lines });
  };
  return { decide, save };
}

interface OneProps {
  of: LineDifference;
  /** The reply on which deviations are decided; undefined where nothing is decided any more. */
  record: Reply | undefined;
  onDone: () => void;
}

/** What was asked, what is answered, and the owner's word. */
function OneLine({ of: d, record, onDone }: OneProps) {
  const { t } = useTranslation("exchange");
  const [comment, setComment] = useState(d.comment ?? "");
  const { decide, save } = useDecide(record, onDone);
  const a = d.answer;
  const waits = record !== undefined && a?.answer === "deviate";
  return (
    <Stack gap="sm">
      <AskedFacts line={d.line} asks={d.asks} />
      <dl className={classes.facts}>
        <dt>{t("decide.answered")}</dt>
        <dd>
          <ReplyMark answer={a?.answer ?? "open"} />
        </dd>
        {a?.reason && <dt>{t("reply.reason")}</dt>}
        {a?.reason && <dd className={classes.text}>{a.reason}</dd>}
        {a?.instead && <dt>{t("reply.instead")}</dt>}
        {a?.instead && <dd className={classes.text}>{a.instead}</dd>}
        {a?.products && a.products.length > 0 && <dt>{t("decide.products")}</dt>}
        {a?.products && a.products.length > 0 && <dd>{a.products.join(", ")}</dd>}
        {d.since && <dt>{t("decide.since")}</dt>}
        {d.since && (
          <dd>
            {t(`since.${d.since}`)} {d.changes?.join(", ")}
          </dd>
        )}
        {d.decided && <dt>{t("decide.decided")}</dt>}
        {d.decided && (
          <dd>
            <FlagMark flag={d.decided} /> {d.comment}
          </dd>
        )}
      </dl>
      <Text size="sm" c="dimmed">
        {d.why}
      </Text>
      {waits && (
        <>
          <Textarea
            label={t("decide.comment")}
            description={t("decide.commentHint")}
            autosize
            minRows={2}
            maxLength={4000}
            value={comment}
            onChange={(e) => setComment(e.currentTarget.value)}
          />
          <ErrorPanel error={save.error} />
          <Group>
            <Button size="sm" loading={save.isPending} onClick={() => decide([d.line.id], "accepted", comment.trim())}>
              {t("decide.accept")}
            </Button>
            <Button
              size="sm"
              variant="default"
              disabled={!comment.trim() || save.isPending}
              title={comment.trim() ? undefined : t("decide.refuseWhy")}
              onClick={() => decide([d.line.id], "refused", comment.trim())}
            >
              {t("decide.refuse")}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}

interface BulkProps {
  as: Decision;
  of: Line[];
  record: Reply;
  onClose: () => void;
  onDone: () => void;
}

function BulkDecide({ as, of, record, onClose, onDone }: BulkProps) {
  const { t } = useTranslation(["exchange", "common"]);
  const [comment, setComment] = useState("");
  const { decide, save } = useDecide(record, onDone);
  const refused = as === "refused";
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(refused ? "decide.refuseTitle" : "decide.acceptTitle", { count: of.length })}
    >
      <form
        onSubmit={(e) => {
          e.preventDefault();
          decide(
            of.map((l) => l.line.id),
            as,
            comment.trim(),
          );
        }}
      >
        <Stack>
          <Text size="sm">{of.map((l) => l.line.number).join(", ")}</Text>
          <Textarea
            label={t("decide.comment")}
            description={t("decide.commentHint")}
            required={refused}
            autosize
            minRows={2}
            maxLength={4000}
            value={comment}
            onChange={(e) => setComment(e.currentTarget.value)}
            data-autofocus
          />
          <ErrorPanel error={save.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={refused && !comment.trim()}>
              {t(refused ? "decide.refuse" : "decide.accept")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
