import { Alert, Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { FileDown, SearchX, Send } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { address, send, url } from "../../../api/api";
import { useCan } from "../../../api/me";
import { EmptyState } from "../../../parts/EmptyState";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { Loading } from "../../../parts/Loading";
import { Page } from "../../../parts/Page";
import { LinkAnchor, LinkButton } from "../../../parts/plant/link";
import { Back } from "../Back";
import { Bar } from "../Bar";
import { lineOfReply } from "../filter";
import { LineFilters } from "../lines/LineFilters";
import { LineList } from "../lines/LineList";
import { useLines } from "../lines/useLines";
import { Work } from "../lines/Work";
import { MakeDialog } from "../MakeDialog";
import { Sentences, StateMark } from "../Marks";
import { linesOf } from "../queries";
import { SheetIn } from "../SheetIn";
import type { Answer, Package, ReplyView } from "../types";
import { AnswerLine } from "./AnswerLine";
import { answerColors } from "./colors";
import { ReplyBulk } from "./ReplyBulk";

/** An integrator answers what an owner asked, line by line. */
export function ReplyWork({ id }: { id: string }) {
  const lines = useQuery(linesOf(id));
  if (lines.isError) return <ErrorPanel error={lines.error} onRetry={() => void lines.refetch()} />;
  if (!lines.data) return <Loading rows={12} />;
  return <Answering view={lines.data} />;
}

function Answering({ view }: { view: ReplyView }) {
  const { t } = useTranslation("exchange");
  const { reply, package: asked, progress } = view;
  const mayEdit = useCan()("package.run", reply.site || undefined) && reply.state === "draft" && !reply.came;
  const [sending, setSending] = useState(false);
  const all = useMemo(() => view.lines.map(lineOfReply), [view.lines]);
  const l = useLines(all);
  const at = l.active?.line.id;
  const state = view.lines.find((x) => x.id === at);
  const open = progress.lines - progress.answered;
  return (
    <Page
      wide
      title={`${reply.key} ${reply.name}`}
      lead={
        <Group gap="xs">
          <Back />
          <StateMark state={reply.state} />
          <LinkAnchor to="/exchange" search={{ package: asked.id }} size="sm">
            {t("reply.to", { key: asked.key, party: asked.from })}
          </LinkAnchor>
        </Group>
      }
      actions={
        <>
          {reply.site && (
            <LinkButton variant="default" to="/exchange" search={{ tests: reply.site }}>
              {t("thread.tests")}
            </LinkButton>
          )}
          <Button
            variant="default"
            component="a"
            download
            href={address(url`/replies/${reply.id}/lines.xlsx`)}
            leftSection={<FileDown size={16} aria-hidden />}
          >
            {t("sheet.out")}
          </Button>
          {mayEdit && (
            <>
              <SheetIn label={t("sheet.in")} path={url`/replies/${reply.id}/sheet`} site={reply.site ?? ""} />
              <Button leftSection={<Send size={16} aria-hidden />} onClick={() => setSending(true)}>
                {t("reply.send")}
              </Button>
            </>
          )}
        </>
      }
    >
      <Bar
        total={progress.lines}
        says={progress.says}
        parts={(Object.keys(answerColors) as Answer[]).map((a) => ({
          name: a,
          value: progress.by[a] ?? 0,
          color: answerColors[a],
        }))}
      />
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
          hint={mayEdit ? t("reply.hint") : t("reply.hintRead")}
          onClose={() => l.open(undefined)}
          list={
            <LineList
              lines={l.found}
              selection={l.selection}
              active={at ?? ""}
              mayEdit={mayEdit}
              onOpen={l.open}
              onToggle={l.onToggle}
              onSelectAll={l.selectAll}
            />
          }
        >
          {state && (
            <AnswerLine
              key={state.id + JSON.stringify(state.reply)}
              view={view}
              line={state}
              mayEdit={mayEdit}
              onNext={() => l.open(l.after(state.id) ?? l.active)}
            />
          )}
        </Work>
      )}
      {mayEdit && <ReplyBulk view={view} selected={l.selected} onSelectAll={l.selectAll} onClear={l.clear} />}
      {sending && (
        <MakeDialog
          title={t("reply.sendTitle")}
          confirm={t("reply.sendConfirm")}
          of={["asset-owner"]}
          site={reply.site ?? ""}
          start={{ company: asked.company, to: asked.from }}
          disabled={view.blockers.length > 0}
          make={(to) => send<Package>("POST", url`/replies/${reply.id}/send`, to)}
          onClose={() => setSending(false)}
        >
          {view.blockers.length > 0 ? (
            <Alert color="orange" title={t("reply.blocked")}>
              <Sentences of={view.blockers.slice(0, 12)} />
              {open > 0 && (
                <Button
                  mt="sm"
                  size="xs"
                  variant="default"
                  onClick={() => {
                    setSending(false);
                    l.setFilter({ search: "", answer: ["open"], subject: [], fr: [], flag: [] });
                  }}
                >
                  {t("reply.showOpen", { count: open })}
                </Button>
              )}
            </Alert>
          ) : (
            <Sentences tone="calm" of={[progress.says, t("reply.goes"), t("reply.closes")]} />
          )}
        </MakeDialog>
      )}
    </Page>
  );
}
