import { useTranslation } from "react-i18next";
import { get, Problem, send, url } from "../../../api/api";
import { useWrite } from "../../../api/write";
import { useConflict } from "../../../parts/Conflict";
import type { ReplyLine, ReplyView } from "../types";

export interface AnswerInput {
  put?: ReplyLine[];
  clear?: string[];
}

/** Stores answers. Lines that somebody else answered meanwhile are asked about, all others just stay. */
export function useAnswer(view: ReplyView, onDone?: () => void) {
  const { t } = useTranslation("exchange");
  const ask = useConflict();
  const path = url`/replies/${view.reply.id}/lines`;
  return useWrite(
    async (input: AnswerInput) => {
      try {
        return await send<ReplyView>("PUT", path, input, view.reply.version);
      } catch (problem) {
        if (!(problem instanceof Problem && problem.stale)) throw problem;
        const now = await get<ReplyView>(path);
        const named = [...(input.put ?? []).map((l) => l.line), ...(input.clear ?? [])];
        if (named.some((id) => answerIn(now, id) !== answerIn(view, id))) {
          const theirs = { lines: now.lines.filter((l) => named.includes(l.id)).map((l) => l.reply) };
          const choice = await ask({ mine: { lines: input.put ?? [] }, theirs });
          if (choice === "cancel") throw problem;
          if (choice === "theirs") return now;
        }
        return send<ReplyView>("PUT", path, input, now.reply.version);
      }
    },
    {
      site: view.reply.site ?? "",
      quiet: true,
      said: (_, { put, clear }) =>
        put?.length ? t("reply.saved", { count: put.length }) : t("reply.cleared", { count: clear?.length ?? 0 }),
      onSuccess: onDone,
    },
  );
}

function answerIn(view: ReplyView, id: string): string {
  return JSON.stringify(view.lines.find((l) => l.id === id)?.reply ?? null);
}
