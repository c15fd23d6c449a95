import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { CircleX, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../../api/problem";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { useShortcut } from "../../../parts/Shortcuts";
import { AskedFacts } from "../lines/AskedFacts";
import { Sentences } from "../Marks";
import type { Answer, LineState, ReplyView } from "../types";
import { AnswerFields, type Draft } from "./AnswerFields";
import { useAnswer } from "./useAnswer";

interface Props {
  view: ReplyView;
  line: LineState;
  mayEdit: boolean;
  /** Goes on to the line after it. */
  onNext: () => void;
}

/** One line: what is asked, and how it is answered. */
export function AnswerLine({ view, line, mayEdit, onNext }: Props) {
  const { t } = useTranslation("exchange");
  const [draft, setDraft] = useState<Draft>({
    answer: line.reply?.answer ?? "",
    reason: line.reply?.reason ?? "",
    instead: line.reply?.instead ?? "",
    products: line.reply?.products ?? [],
  });
  const write = useAnswer(view);
  const save = (d: Draft, then?: () => void) => {
    if (!d.answer || write.isPending) return;
    const { answer } = d;
    const one = { line: line.id, answer, reason: d.reason.trim(), instead: d.instead.trim(), products: d.products };
    write.mutate({ put: [one] }, { onSuccess: then });
  };
  const quick = (answer: Answer) => () => {
    const d = { ...draft, answer };
    setDraft(d);
    // What needs a reason waits for it.
    if (answer === "comply") save(d, onNext);
  };
  useShortcut("c", t("keys.comply"), quick("comply"), mayEdit);
  useShortcut("d", t("keys.deviate"), quick("deviate"), mayEdit);
  useShortcut("q", t("keys.clarify"), quick("clarify"), mayEdit);
  const errors = write.error instanceof Problem ? ofLine(write.error) : {};
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        save(draft, onNext);
      }}
    >
      <Stack gap="sm">
        <AskedFacts line={line} asks={line.asks} />
        {line.reply && line.problems.length > 0 && (
          <Alert color="red" icon={<CircleX size={18} />} title={t("reply.problems")}>
            <Sentences of={line.problems} tone="bad" />
          </Alert>
        )}
        {line.warnings.length > 0 && (
          <Alert color="orange" icon={<TriangleAlert size={18} />} title={t("reply.warnings")}>
            <Sentences of={line.warnings} />
          </Alert>
        )}
        {line.reply?.decided && (
          <Text size="sm">
            {t(`decided.${line.reply.decided}`)} {line.reply.comment}
          </Text>
        )}
        <AnswerFields value={draft} onChange={setDraft} products={view.products} errors={errors} readOnly={!mayEdit} />
        {Object.keys(errors).length === 0 && <ErrorPanel error={write.error} />}
        {mayEdit && (
          <Group>
            <Button type="submit" loading={write.isPending} disabled={!draft.answer}>
              {t("reply.saveNext")}
            </Button>
            {line.reply && (
              <Button variant="subtle" color="gray" onClick={() => write.mutate({ clear: [line.id] })}>
                {t("reply.clear")}
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </form>
  );
}

/** The fields of the one line that was sent. */
function ofLine(problem: Problem): Record<string, string> {
  return Object.fromEntries(
    Object.entries(problem.fields)
      .filter(([path]) => path.startsWith("put.0."))
      .map(([path, text]) => [path.slice("put.0.".length).split(".")[0] ?? "", text]),
  );
}
