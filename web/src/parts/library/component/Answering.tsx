import { Button, Drawer, Select, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { SearchX } from "lucide-react";
import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../EmptyState";
import type { AnswerState, VerdictState } from "../../plant/types";
import { stateName } from "../../plant/words";
import { SearchBox } from "../../SearchBox";
import { useShortcut } from "../../Shortcuts";
import type { ComponentPosture } from "../supply";
import {
  confirming,
  fits,
  inScope,
  keyed,
  needsMore,
  toConfirm,
  useComponentAnswering,
  type AnswerFilter,
  type Given,
} from "./answering";
import { AnswerList } from "./AnswerList";
import { ClaimDetail } from "./ClaimDetail";
import { ClaimDialog } from "./ClaimDialog";
import classes from "./component.module.css";
import { LevelCards } from "./LevelCards";
import { ManyDialog } from "./ManyDialog";

interface Props {
  posture: ComponentPosture;
  /** Of an installed asset; a product is of all sites. */
  site?: string;
  mayEdit: boolean;
  filter: AnswerFilter;
  onFilter: (filter: AnswerFilter) => void;
  /** The requirement that is open. */
  at: string | undefined;
  onAt: (id: string) => void;
}

const nobody: ReadonlySet<string> = new Set();

/** The requirements of a component, answered level by level. */
export function Answering({ posture, site, mayEdit, filter, onFilter, at, onAt }: Props) {
  const { t } = useTranslation(["library", "plant", "common"]);
  const narrow = useMediaQuery("screen and (max-width: 62em)") ?? false;
  const scoped = inScope(posture, filter.scope);
  const all = inScope(posture, "all");
  const shown = scoped.filter((a) => fits(a, filter) || a.requirement.id === at);
  const [picked, setPicked] = useState<ReadonlySet<string>>(nobody);
  const [dialog, setDialog] = useState<VerdictState>();
  const [many, setMany] = useState<VerdictState>();
  const [opened, setOpened] = useState(false);

  const known = shown.findIndex((a) => a.requirement.id === at);
  const index = Math.max(0, known);
  const active = shown[index];
  const choice = shown.filter((a) => picked.has(a.requirement.id));
  const chosen = choice.length > 0 ? choice : active ? [active] : [];
  const ids = chosen.map((a) => a.requirement.id);
  const waiting = all.filter(toConfirm);

  const answering = useComponentAnswering(posture.subject, site, (out, { requirements, set }) =>
    requirements.length === 1
      ? ""
      : t("plant:answer.saidMany", { count: out.changed, state: stateName(set?.state ?? "unanswered") }),
  );
  const step = (by: number) => {
    const next = shown[Math.max(0, Math.min(shown.length - 1, index + by))];
    if (next) onAt(next.requirement.id);
  };
  const send = (set: Given | undefined, requirements = ids) =>
    answering.mutate(
      { requirements, set },
      {
        onSuccess: () => {
          setDialog(undefined);
          setMany(undefined);
          setPicked(nobody);
        },
      },
    );
  const answer = (state: AnswerState) => {
    if (!mayEdit || ids.length === 0) return;
    if (state === "unanswered") send(undefined);
    else if (needsMore(state as VerdictState)) setDialog(state as VerdictState);
    else if (ids.length > 1) setMany(state as VerdictState);
    else {
      send({ state: state as VerdictState });
      // One by one, the next requirement is at hand as soon as one is answered.
      if (!narrow) step(1);
    }
  };
  const confirm = () => {
    for (const group of confirming(chosen.filter(toConfirm))) send(group.set, group.requirements);
  };
  const choose = (id: string) => {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    setPicked(next);
    onAt(id);
  };
  const press = (key: string): boolean => {
    const state = keyed[Number(key) - 1];
    if (key === "j" || key === "ArrowDown") step(1);
    else if (key === "k" || key === "ArrowUp") step(-1);
    else if (key === "x" && mayEdit && active) choose(active.requirement.id);
    else if (key === "c" && mayEdit && chosen.some(toConfirm)) confirm();
    else if (key === "0") answer("unanswered");
    else if (state) answer(state);
    else return false;
    return true;
  };
  // In a dialog the list hears the keys itself; on a page the whole page does.
  const onKey = (e: KeyboardEvent) => {
    if (e.ctrlKey || e.metaKey || e.altKey || !press(e.key)) return;
    e.preventDefault();
    e.stopPropagation();
  };
  useShortcut("j", t("plant:answer.keyDown"), () => step(1));
  useShortcut("k", t("plant:answer.keyUp"), () => step(-1));
  useShortcut("ArrowDown", t("plant:answer.keyDown"), () => step(1));
  useShortcut("ArrowUp", t("plant:answer.keyUp"), () => step(-1));
  useShortcut("x", t("component.keyChoose"), () => press("x"), mayEdit);
  useShortcut("c", t("component.confirm"), () => press("c"), mayEdit && waiting.length > 0);
  useShortcut("1", stateName("met"), () => answer("met"), mayEdit);
  useShortcut("2", stateName("partly"), () => answer("partly"), mayEdit);
  useShortcut("3", stateName("not-met"), () => answer("not-met"), mayEdit);
  useShortcut("4", stateName("not-applicable"), () => answer("not-applicable"), mayEdit);
  useShortcut("5", stateName("compensated"), () => answer("compensated"), mayEdit);
  useShortcut("0", t("plant:answer.clear"), () => answer("unanswered"), mayEdit);

  const left = [
    { value: "-", label: t("component.left.all") },
    { value: "open", label: t("component.left.open") },
    { value: "missing", label: t("component.left.missing") },
    ...(waiting.length > 0
      ? [{ value: "confirm", label: t("component.left.confirm", { count: waiting.length }) }]
      : []),
  ];
  const detail = active && (
    <ClaimDetail
      answer={active}
      count={ids.length}
      mayEdit={mayEdit}
      onAnswer={answer}
      onDetails={() => active.verdict && setDialog(active.verdict.state)}
      onConfirm={confirm}
    />
  );
  return (
    <>
      <LevelCards posture={posture} scope={filter.scope} onScope={(scope) => onFilter({ ...filter, scope })} />
      <div className={`${classes.filters} no-print`}>
        <SearchBox
          label={t("plant:answer.search")}
          value={filter.search}
          onChange={(search) => onFilter({ ...filter, search })}
        />
        <Select
          aria-label={t("component.left.label")}
          data={left}
          value={filter.left || "-"}
          allowDeselect={false}
          onChange={(v) => onFilter({ ...filter, left: v === "-" || !v ? "" : (v as AnswerFilter["left"]) })}
        />
      </div>
      {choice.length > 0 && (
        <div className={`${classes.bar} no-print`} role="region" aria-label={t("component.selection")}>
          <Text size="sm" fw={600} role="status">
            {t("component.selected", { count: choice.length })}
          </Text>
          <Button size="compact-sm" onClick={() => answer("met")}>
            {t("component.answerMet")}
          </Button>
          {choice.some(toConfirm) && (
            <Button size="compact-sm" variant="light" onClick={confirm}>
              {t("component.confirm")}
            </Button>
          )}
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setPicked(nobody)}>
            {t("component.unselect")}
          </Button>
        </div>
      )}
      {shown.length === 0 ? (
        <EmptyState icon={SearchX} title={t("component.nothing")} text={t("component.nothingText")}>
          <Button variant="default" onClick={() => onFilter({ scope: "all", left: "", search: "" })}>
            {t("component.showAll")}
          </Button>
        </EmptyState>
      ) : (
        <div className={classes.columns}>
          <AnswerList
            answers={shown}
            posture={posture}
            active={active?.requirement.id}
            chosen={picked}
            mayEdit={mayEdit}
            onOpen={(id) => {
              onAt(id);
              setOpened(true);
            }}
            onChoose={choose}
            onKey={onKey}
          />
          {!narrow && (
            <section className={classes.detail} aria-label={t("plant:answer.detail")}>
              {detail}
            </section>
          )}
        </div>
      )}
      {narrow && (
        <Drawer
          opened={opened && active !== undefined}
          onClose={() => setOpened(false)}
          position="bottom"
          size="88%"
          title={t("plant:answer.detail")}
          closeButtonProps={{ "aria-label": t("common:close") }}
        >
          {detail}
        </Drawer>
      )}
      {dialog && (
        <ClaimDialog
          key={dialog + ids.join()}
          state={dialog}
          requirements={ids}
          verdict={ids.length === 1 ? (chosen[0]?.verdict ?? undefined) : undefined}
          site={site}
          busy={answering.isPending}
          error={answering.error}
          onGive={send}
          onClose={() => {
            setDialog(undefined);
            answering.reset();
          }}
        />
      )}
      {many && (
        <ManyDialog
          state={many}
          answers={chosen}
          busy={answering.isPending}
          onGive={(requirements) => send({ state: many }, requirements)}
          onClose={() => setMany(undefined)}
        />
      )}
    </>
  );
}
