import { Button, Drawer, Group, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../../api/me";
import { EmptyState } from "../../EmptyState";
import { ErrorPanel } from "../../ErrorPanel";
import { LoadingRows } from "../../Loading";
import "../../plant/plant.css";
import { stateName } from "../../plant/words";
import { SearchBox } from "../../SearchBox";
import { useShortcut } from "../../Shortcuts";
import { setQuery } from "../queries";
import type { RequirementSet } from "../types";
import { usePlace } from "./address";
import { AnswerForm, type AnswerValues } from "./AnswerForm";
import { AnswerRows } from "./AnswerRows";
import { Detail } from "./Detail";
import { fits, shows, under, type Show } from "./filter";
import { Given } from "./Given";
import { GroupSelect, GroupTree } from "./GroupTree";
import classes from "./program.module.css";
import { programQuery, useAnswer } from "./queries";
import { Steps } from "./Steps";
import { Summary } from "./Summary";
import type { GivenAnswer, Program, ProgramStep, ProgramSubject } from "./types";

interface Props {
  subject: ProgramSubject;
  set: string;
  /** Shown above all else while nothing is answered: other ways to begin. */
  start?: ReactNode;
}

/** How a site or a company answers a set without security levels: where it stands, what to do next, every requirement. */
export function ProgramAnswers({ subject, set, start }: Props) {
  const program = useQuery(programQuery(subject, set));
  const pack = useQuery(setQuery(set));
  const failed = program.isError ? program : pack.isError ? pack : undefined;
  if (failed) return <ErrorPanel error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!program.data || !pack.data) return <LoadingRows rows={12} />;
  return (
    <Sheet
      key={`${subject.kind}/${subject.id}/${set}`}
      subject={subject}
      program={program.data}
      pack={pack.data}
      start={start}
    />
  );
}

interface SheetProps {
  subject: ProgramSubject;
  program: Program;
  pack: RequirementSet;
  start?: ReactNode;
}

const nobody: ReadonlySet<string> = new Set();

function Sheet({ subject, program, pack, start }: SheetProps) {
  const { t } = useTranslation(["program", "common"]);
  const can = useCan();
  const mayEdit = subject.kind === "site" ? can("verdict.edit", subject.id) : can("library.edit");
  const place = usePlace();
  const narrow = useMediaQuery("screen and (max-width: 62em)") ?? false;
  const scale = program.rated ? pack.maturity : undefined;

  const group = program.groups.some((g) => g.id === place.get("group")) ? place.get("group") : "";
  const show = shows.find((s) => s === place.get("show")) ?? "all";
  const search = place.get("search");
  const at = place.get("requirement");
  const within = group ? under(program.groups, group) : undefined;
  const shown = program.answers.filter((a) => fits(a, { group, show, search }, within) || a.requirement.id === at);
  const known = shown.findIndex((a) => a.requirement.id === at);
  const index = Math.max(0, known);
  const active = shown[index];

  const [picked, setPicked] = useState(nobody);
  const [last, setLast] = useState<string>();
  const [opened, setOpened] = useState(false);
  const drafts = useRef(new Map<string, AnswerValues>());
  const many = shown.filter((a) => picked.has(a.requirement.id)).map((a) => a.requirement.id);
  const chosen = many.length > 0 ? many : active ? [active.requirement.id] : [];

  const answering = useAnswer(subject, program.set, (out, { requirements, answer }) =>
    t("said", {
      count: requirements.length,
      changed: out.changed,
      id: requirements[0],
      state: stateName(answer?.state ?? "unanswered"),
    }),
  );
  const open = (id: string | undefined) => {
    answering.reset();
    place.change({ requirement: id });
  };
  const step = (by: number) => open(shown[Math.max(0, Math.min(shown.length - 1, index + by))]?.requirement.id);
  const give = (answer: GivenAnswer | undefined) => {
    const next = shown[index + 1]?.requirement.id;
    answering.mutate(
      { requirements: chosen, answer },
      {
        onSuccess: () => {
          for (const id of chosen) drafts.current.delete(id);
          if (many.length > 0) setPicked(nobody);
          else if (answer && next) open(next);
        },
      },
    );
  };
  const pick = (id: string, range: boolean) => {
    const next = new Set(picked);
    if (range && last) {
      const ids = shown.map((a) => a.requirement.id);
      const [i, j] = [ids.indexOf(last), ids.indexOf(id)].sort((a, b) => a - b) as [number, number];
      for (const x of ids.slice(Math.max(0, i), j + 1)) next.add(x);
    } else if (!next.delete(id)) next.add(id);
    setLast(id);
    setPicked(next);
  };
  const pickAll = () => setPicked(many.length === shown.length ? nobody : new Set(shown.map((a) => a.requirement.id)));
  const goTo = (s: ProgramStep) => {
    place.change({ group: s.group, show: undefined, search: undefined, requirement: s.requirements[0] });
    if (narrow) setOpened(true);
  };

  useShortcut("j", t("key.down"), () => step(1));
  useShortcut("k", t("key.up"), () => step(-1));
  useShortcut("ArrowDown", t("key.down"), () => step(1));
  useShortcut("ArrowUp", t("key.up"), () => step(-1));
  useShortcut("x", t("key.pick"), () => active && pick(active.requirement.id, false), mayEdit);
  useShortcut("a", t("key.all"), pickAll, mayEdit);
  useShortcut("Escape", t("key.none"), () => setPicked(nobody), many.length > 0);

  const form = (name: string, count: number) => (
    <AnswerForm
      // What the server stored meanwhile is shown anew.
      key={`${name}/${count === 1 ? (active?.verdict?.version ?? 0) : 0}`}
      subject={subject}
      site={subject.kind === "site" ? subject.id : undefined}
      scale={scale}
      verdict={count === 1 ? (active?.verdict ?? null) : null}
      name={name}
      drafts={drafts}
      count={count}
      busy={answering.isPending}
      error={answering.error}
      onGive={give}
      onClear={() => give(undefined)}
    />
  );
  const detail =
    many.length > 0 ? (
      <Stack gap="sm">
        <Title order={2}>{t("bulk.title", { count: many.length })}</Title>
        <Text size="sm" c="dimmed">
          {t("bulk.text")}
        </Text>
        <Text size="sm" className="wrap-anywhere">
          {many.slice(0, 12).join(", ")}
          {many.length > 12 && ` ${t("bulk.more", { count: many.length - 12 })}`}
        </Text>
        {form("many", many.length)}
      </Stack>
    ) : (
      active && (
        <Detail answer={active} rated={program.rated} scale={scale}>
          {mayEdit ? form(active.requirement.id, 1) : <Given answer={active} />}
        </Detail>
      )
    );

  const heading = group ? program.groups.find((g) => g.id === group) : undefined;
  const counts = {
    all: undefined,
    open: program.whole.counts.unanswered,
    below: program.answers.filter((a) => a.gap > 0).length,
    unproven: undefined,
  };
  return (
    <Stack gap="md">
      {start && program.whole.counts.unanswered === program.whole.counts.total && start}
      <div className={classes.top}>
        <Summary group={program.whole} rated={program.rated} scale={scale} />
        <Steps steps={program.steps} onGo={goTo} />
      </div>
      <div className={`${classes.filters} no-print`}>
        {narrow && (
          <GroupSelect
            program={program}
            at={group}
            onGo={(g) => place.change({ group: g || undefined, requirement: undefined })}
          />
        )}
        <SearchBox
          label={t("filter.search")}
          value={search}
          onChange={(v) => place.change({ search: v || undefined })}
        />
        <SegmentedControl
          size="xs"
          aria-label={t("filter.show")}
          orientation={narrow ? "vertical" : "horizontal"}
          value={show}
          onChange={(v) => place.change({ show: v === "all" ? undefined : v, requirement: undefined })}
          data={shows
            .filter((s: Show) => program.rated || s !== "below")
            .map((s) => ({
              value: s,
              label: counts[s] === undefined ? t(`filter.${s}`) : t(`filter.${s}`) + ` (${counts[s]})`,
            }))}
        />
      </div>
      <div className={classes.columns}>
        {!narrow && (
          <GroupTree
            program={program}
            scale={scale}
            at={group}
            onGo={(g) => place.change({ group: g || undefined, requirement: undefined })}
          />
        )}
        <div className={classes.middle}>
          {heading && (
            <div className={classes.heading}>
              <Text fw={600} size="sm" component="h2" m={0}>
                {heading.id} {heading.title}
              </Text>
              <Text size="xs" c="dimmed">
                {heading.reason}
              </Text>
            </div>
          )}
          {shown.length === 0 && (
            <EmptyState icon={SearchX} title={t("list.none")} text={t(`list.noneText.${show}`)}>
              <Button
                variant="default"
                onClick={() => place.change({ group: undefined, show: undefined, search: undefined })}
              >
                {t("list.showAll")}
              </Button>
            </EmptyState>
          )}
          {shown.length > 0 && mayEdit && (
            <Group justify="space-between" gap="xs" className={`${classes.pickBar} no-print`}>
              <Text size="xs" c="dimmed" role="status">
                {many.length > 0 ? t("list.picked", { count: many.length }) : t("list.count", { count: shown.length })}
              </Text>
              <Group gap={4}>
                {narrow && many.length > 0 && (
                  <Button size="compact-xs" onClick={() => setOpened(true)}>
                    {t("list.answerPicked")}
                  </Button>
                )}
                <Button size="compact-xs" variant="subtle" onClick={pickAll}>
                  {many.length === shown.length ? t("list.pickNone") : t("list.pickAll")}
                </Button>
              </Group>
            </Group>
          )}
          {shown.length > 0 && (
            <AnswerRows
              answers={shown}
              rated={program.rated}
              scale={scale}
              active={many.length > 0 ? undefined : active?.requirement.id}
              picked={picked}
              mayEdit={mayEdit}
              onPick={pick}
              onOpen={(id) => {
                setPicked(nobody);
                open(id);
                if (narrow) setOpened(true);
              }}
            />
          )}
        </div>
        {!narrow && shown.length > 0 && (
          <section className={classes.detail} aria-label={t("detail")}>
            {detail}
          </section>
        )}
      </div>
      {narrow && (
        <Drawer
          opened={opened && shown.length > 0}
          onClose={() => setOpened(false)}
          position="bottom"
          size="92%"
          title={t("detail")}
          closeButtonProps={{ "aria-label": t("common:close") }}
        >
          {detail}
        </Drawer>
      )}
    </Stack>
  );
}
