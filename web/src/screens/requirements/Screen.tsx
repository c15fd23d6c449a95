import { Button, Drawer, Group } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Blocks, Copy, SearchX } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { useSite } from "../../frame/site";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Loading } from "../../parts/Loading";
import { Page } from "../../parts/Page";
import "../../parts/plant/plant.css";
import { answersOf } from "../../parts/plant/queries";
import type { Answer, AnswerState, SubjectPosture, SubjectRef, VerdictState } from "../../parts/plant/types";
import { stateName } from "../../parts/plant/words";
import { useShortcut } from "../../parts/Shortcuts";
import { AnswerDialog } from "./AnswerDialog";
import { useAnswering, type Given } from "./answering";
import { AnswerList } from "./AnswerList";
import { ByComponents } from "./ByComponents";
import { CopyDialog } from "./CopyDialog";
import { Detail } from "./Detail";
import { filterOf, fits, needsMore, type Filter } from "./filter";
import { FilterBar } from "./FilterBar";
import { Proofs } from "./Proofs";
import classes from "./requirements.module.css";
import { SubjectSelect, useSubjects } from "./SubjectSelect";
import { Top } from "./Top";

/** The requirements of a zone, a conduit or the site, to be answered one after the other. */
export default function Screen() {
  const { t } = useTranslation("plant");
  const site = useSite();
  const { kind = "zone", id = "" } = useParams({ strict: false });
  const subject = useMemo<SubjectRef>(() => ({ kind: kind as SubjectRef["kind"], id }), [kind, id]);
  const sheet = useQuery(answersOf(site.id, kind, id));
  const name =
    kind === "site" ? t("answer.site") : sheet.data ? `${sheet.data.posture.key} ${sheet.data.posture.name}` : "";
  return (
    <Page
      title={name ? t("answer.title", { name }) : t("answer.untitled")}
      actions={<SubjectSelect site={site.id} subject={subject} />}
    >
      {sheet.isError && <ErrorPanel error={sheet.error} onRetry={() => void sheet.refetch()} />}
      {sheet.isPending && <Loading rows={10} />}
      {sheet.data && (
        <Sheet
          key={`${kind}/${id}`}
          site={site.id}
          subject={subject}
          answers={sheet.data.items}
          posture={sheet.data.posture}
        />
      )}
    </Page>
  );
}

interface SheetProps {
  site: string;
  subject: SubjectRef;
  answers: Answer[];
  posture: SubjectPosture;
}

const nobody: ReadonlySet<string> = new Set();

function Sheet({ site, subject, answers, posture }: SheetProps) {
  const { t } = useTranslation(["plant", "common"]);
  const can = useCan();
  const mayEdit = can("verdict.edit", site);
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const subjects = useSubjects(site);
  const narrow = useMediaQuery("screen and (max-width: 62em)") ?? false;
  const filter = filterOf(search, posture.target !== null);
  const shown = answers.filter((a) => fits(a, filter) || a.requirement.id === search.requirement);

  const [at, setAt] = useState<string | undefined>(
    typeof search.requirement === "string" ? search.requirement : undefined,
  );
  const [anchor, setAnchor] = useState<string>();
  const [picked, setPicked] = useState<ReadonlySet<string>>(nobody);
  const [dialog, setDialog] = useState<VerdictState>();
  const [copying, setCopying] = useState(false);
  const [carrying, setCarrying] = useState(false);
  const [opened, setOpened] = useState(false);
  const [settled, setSettled] = useState<number>(); // where the list stood when its active entry left it

  // An answer can take a requirement out of the filtered list; the next one then takes its place.
  const known = shown.findIndex((a) => a.requirement.id === at);
  const index = known >= 0 ? known : Math.min(settled ?? 0, shown.length - 1);
  const active = shown[index];
  const listed = new Set(shown.map((a) => a.requirement.id));
  const many = [...picked].filter((r) => listed.has(r));
  const chosen = many.length > 1 ? many : active ? [active.requirement.id] : [];
  const selected = many.length > 1 ? new Set(many) : new Set(chosen);

  // One answer shows in the list itself; a notice for each would stand in the way of the next.
  const answering = useAnswering(site, subject, (out, { set, subjects: of, requirements }) =>
    requirements.length * of.length === 1
      ? ""
      : t("answer.saidMany", { count: out.changed, state: stateName(set?.state ?? "unanswered") }),
  );

  const moveTo = (to: number) => {
    const next = shown[Math.max(0, Math.min(shown.length - 1, to))];
    if (!next) return;
    setAt(next.requirement.id);
    setSettled(undefined);
    return next.requirement.id;
  };
  const range = (from: string, to: string): ReadonlySet<string> => {
    const i = shown.findIndex((a) => a.requirement.id === from);
    const j = shown.findIndex((a) => a.requirement.id === to);
    return new Set(shown.slice(Math.min(i, j), Math.max(i, j) + 1).map((a) => a.requirement.id));
  };
  const step = (by: number, extend: boolean) => {
    const to = moveTo(index + by);
    if (extend && to && active) {
      const from = anchor ?? active.requirement.id;
      setAnchor(from);
      setPicked(range(from, to));
    } else {
      setAnchor(undefined);
      setPicked(nobody);
    }
  };
  const onActive = (id: string, how: "only" | "extend" | "toggle") => {
    if (how === "extend" && active) setPicked(range(anchor ?? active.requirement.id, id));
    else if (how === "toggle") {
      const next = new Set(picked.size > 0 ? picked : chosen);
      if (!next.delete(id)) next.add(id);
      setPicked(next);
    } else setPicked(nobody);
    if (how !== "extend") setAnchor(id);
    setAt(id);
  };
  const send = (set: Given | undefined, also: SubjectRef[] = []) => {
    if (chosen.length === 0) return;
    const input = { subjects: [subject, ...also], requirements: chosen, set };
    answering.mutate(input, {
      onSuccess: () => {
        setDialog(undefined);
        setPicked(nobody);
        setAnchor(undefined);
      },
    });
    // One by one, the next requirement is at hand as soon as one is answered.
    if (chosen.length === 1 && set) {
      setSettled(index);
      if (index < shown.length - 1) setAt(shown[index + 1]?.requirement.id);
    }
  };
  const answer = (state: AnswerState) => {
    if (!mayEdit || chosen.length === 0) return;
    if (state === "unanswered") send(undefined);
    else if (needsMore(state)) setDialog(state as VerdictState);
    else if (state !== "by-components" || active?.support?.holds || chosen.length > 1) {
      send({ state: state as VerdictState, ...kept() });
    }
  };
  // What proves an answer stays with it when only its state changes.
  const kept = (): Partial<Given> => {
    const { evidence, proofs } = (chosen.length === 1 && active?.verdict) || {};
    return { ...(evidence && { evidence }), ...(proofs && { proofs }) };
  };
  const nameOf = (s: SubjectRef) =>
    [subjects.site, ...subjects.zones, ...subjects.conduits].find((x) => x.value === `${s.kind}/${s.id}`)?.label ??
    s.id;

  useShortcut("j", t("answer.keyDown"), () => step(1, false));
  useShortcut("k", t("answer.keyUp"), () => step(-1, false));
  useShortcut("ArrowDown", t("answer.keyDown"), () => step(1, false));
  useShortcut("ArrowUp", t("answer.keyUp"), () => step(-1, false));
  useShortcut("1", stateName("met"), () => answer("met"), mayEdit);
  useShortcut("2", stateName("partly"), () => answer("partly"), mayEdit);
  useShortcut("3", stateName("not-met"), () => answer("not-met"), mayEdit);
  useShortcut("4", stateName("not-applicable"), () => answer("not-applicable"), mayEdit);
  useShortcut("5", stateName("compensated"), () => answer("compensated"), mayEdit);
  useShortcut("6", stateName("inherited"), () => answer("inherited"), mayEdit);
  useShortcut("7", stateName("by-components"), () => answer("by-components"), mayEdit && subject.kind !== "site");
  useShortcut("8", stateName("not-applied"), () => answer("not-applied"), mayEdit);
  useShortcut("0", t("answer.clear"), () => answer("unanswered"), mayEdit);

  const setFilter = (f: Filter) => {
    const next = { scope: f.scope, fr: f.fr || undefined, state: f.states, search: f.search || undefined };
    void navigate({ to: ".", search: next, replace: true, resetScroll: false });
  };
  const detail = active && (
    <Detail
      answer={active}
      count={chosen.length}
      mayEdit={mayEdit}
      nameOf={nameOf}
      onAnswer={answer}
      onDetails={() => active.verdict && setDialog(active.verdict.state)}
    >
      <Proofs site={site} subject={subject} answer={active} requirements={chosen} mayEdit={mayEdit} />
    </Detail>
  );

  return (
    <>
      <Top posture={posture} fr={active?.requirement.fr} />
      <FilterBar filter={filter} target={posture.target !== null} onChange={setFilter} />
      {shown.length === 0 && (
        <EmptyState icon={SearchX} title={t("answer.noneFound")} text={t("answer.noneFoundText")}>
          <Button variant="default" onClick={() => setFilter({ scope: "all", fr: "", states: [], search: "" })}>
            {t("answer.showAll")}
          </Button>
        </EmptyState>
      )}
      {shown.length > 0 && (
        <div className={classes.columns}>
          <div>
            <AnswerList
              answers={shown}
              posture={posture}
              active={active?.requirement.id}
              selected={selected}
              onActive={onActive}
              onStep={step}
              onOpen={() => setOpened(true)}
            />
            {mayEdit && (
              <Group gap="xs" mt="xs" className="no-print">
                <Button
                  size="compact-sm"
                  variant="subtle"
                  leftSection={<Copy size={14} aria-hidden />}
                  onClick={() => setCopying(true)}
                >
                  {t("answer.copy")}
                </Button>
                {subject.kind !== "site" && (
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    leftSection={<Blocks size={14} aria-hidden />}
                    onClick={() => setCarrying(true)}
                  >
                    {t("carry.button")}
                  </Button>
                )}
              </Group>
            )}
          </div>
          {!narrow && (
            <section className={classes.detail} aria-label={t("answer.detail")}>
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
          title={t("answer.detail")}
          closeButtonProps={{ "aria-label": t("common:close") }}
        >
          {detail}
        </Drawer>
      )}
      {dialog && (
        <AnswerDialog
          key={dialog + chosen.join()}
          site={site}
          state={dialog}
          requirements={chosen}
          verdict={chosen.length === 1 ? (active?.verdict ?? undefined) : undefined}
          subject={subject}
          subjects={subjects}
          busy={answering.isPending}
          error={answering.error}
          onGive={send}
          onClose={() => {
            setDialog(undefined);
            answering.reset();
          }}
        />
      )}
      {carrying && (
        <ByComponents site={site} subject={subject} name={nameOf(subject)} onClose={() => setCarrying(false)} />
      )}
      {copying && (
        <CopyDialog
          site={site}
          subject={subject}
          subjects={subjects}
          answers={shown}
          onClose={() => setCopying(false)}
        />
      )}
    </>
  );
}
