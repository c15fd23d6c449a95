import { Alert, List, Text, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, send, url } from "../../api/api";
import { Problem } from "../../api/problem";
import type { Vector } from "../../api/types";
import { refresh } from "../../api/write";
import { Key } from "../../parts/Key";
import { saidProblem, saidUndo } from "../../parts/notice";
import { SignDialog } from "../../parts/risk/SignDialog";
import type { DecidedTarget, TargetProposal } from "../../parts/risk/views";
import { VectorLine } from "../../parts/VectorBar";
import classes from "./targets.module.css";
import { nameOf, unfit } from "./targets";

interface Props {
  site: string;
  proposals: TargetProposal[];
  onDone: () => void;
  onClose: () => void;
}

/** A refusal in the middle: those before it are decided, it and those after it are not. */
interface Stopped {
  at: TargetProposal;
  why: unknown;
}

/** Takes the proposals for several subjects, in order, each by a signature of its own; stops at the first refusal. */
export function TakeAll({ site, proposals, onDone, onClose }: Props) {
  const { t } = useTranslation("targets");
  const [rationale, setRationale] = useState("");
  const [decided, setDecided] = useState<DecidedTarget[]>([]);
  const [stopped, setStopped] = useState<Stopped>();
  const done = new Set(decided.map((d) => nameOf(d.subject)));
  const fit = proposals.filter((p) => !unfit(p));
  const left = fit.filter((p) => !done.has(nameOf(p.subject)));
  const out = proposals.filter(unfit);

  const takeBack = async (made: DecidedTarget[]) => {
    try {
      for (const d of [...made].reverse()) await send("POST", url`/sites/${site}/history/${d.entry}/undo`);
    } catch (problem) {
      saidProblem(problem);
    }
    refresh();
  };
  const take = useMutation({
    mutationFn: async (password: string) => {
      const made = [...decided];
      for (const p of left) {
        try {
          made.push(
            await send<DecidedTarget>("POST", url`/sites/${site}/risk/targets`, {
              subject: p.subject,
              decision: { method: p.method, vector: p.vector as Vector, rationale: rationale.trim() || undefined },
              password,
            }),
          );
        } catch (why) {
          return { made, stopped: { at: p, why } };
        }
        setDecided([...made]);
      }
      return { made, stopped: undefined };
    },
    onSuccess: ({ made, stopped: at }) => {
      refresh([keyOf(url`/sites/${site}`)]);
      setStopped(at);
      if (at) return;
      saidUndo(t("bulk.done", { count: made.length }), () => takeBack(made));
      onDone();
      onClose();
    },
  });
  const badPassword = stopped?.why instanceof Problem && stopped.why.fields.password !== undefined;

  return (
    <SignDialog
      title={t("bulk.title", { count: left.length })}
      confirm={t("bulk.confirm", { count: left.length })}
      busy={take.isPending}
      error={badPassword ? stopped.why : undefined}
      disabled={left.length === 0}
      onSign={(password) => take.mutate(password)}
      onClose={onClose}
    >
      <Text size="sm">{t("bulk.text")}</Text>
      {stopped && !badPassword && (
        <Alert color="red" role="alert" title={t("bulk.stopped", { key: stopped.at.key, count: decided.length })}>
          <Text size="sm">{sentences(stopped.why)}</Text>
        </Alert>
      )}
      <ul className={classes.asked}>
        {left.map((p) => (
          <li key={nameOf(p.subject)} style={{ display: "contents" }}>
            <span>
              <Key>{p.key}</Key> {p.name}
            </span>
            <span>
              {p.present && (
                <>
                  <VectorLine target={p.present.vector} /> {t("bulk.to")}{" "}
                </>
              )}
              <VectorLine target={p.vector} />
            </span>
          </li>
        ))}
      </ul>
      {out.length > 0 && (
        <Alert color="gray" title={t("bulk.out", { count: out.length })}>
          <List size="sm">
            {out.map((p) => (
              <List.Item key={nameOf(p.subject)}>
                <Key>{p.key}</Key> {t(`bulk.unfit.${unfit(p) ?? "no-level"}`)}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Textarea
        label={t("bulk.rationale")}
        description={t("bulk.rationaleHint")}
        value={rationale}
        onChange={(e) => setRationale(e.currentTarget.value)}
      />
    </SignDialog>
  );
}

function sentences(why: unknown): string {
  if (why instanceof Problem && why.sentences.length > 0) return why.sentences.map((s) => s.text).join(" ");
  return why instanceof Error ? why.message : String(why);
}
