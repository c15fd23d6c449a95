import { Button, Group, Text, Title } from "@mantine/core";
import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { address, url } from "../../../api/api";
import { Key } from "../../../parts/Key";
import { LinkAnchor, LinkButton } from "../../../parts/plant/link";
import { TimeAgo } from "../../../parts/TimeAgo";
import classes from "../exchange.module.css";
import { StateMark, TrustMark } from "../Marks";
import { partnerOf, type Thread } from "../threads";
import type { Package, Reply } from "../types";

/** A requirements package with what answers it and what to do next. */
export function ThreadCard({ thread: { asked, answers, replies }, site }: { thread: Thread; site?: string }) {
  const { t } = useTranslation("exchange");
  const incoming = asked.direction === "in";
  const from = partnerOf(asked);
  return (
    <li className={classes.card}>
      <div>
        <div className={classes.line}>
          <Title order={3} size="h4" className="wrap-anywhere">
            <LinkAnchor to="/exchange" search={{ package: asked.id }} inherit>
              <Key>{asked.key}</Key> {asked.name}
            </LinkAnchor>
          </Title>
          <StateMark state={asked.state} asks />
          {incoming && <TrustMark of={asked} />}
        </div>
        <Text size="sm" c="dimmed">
          {from ? t(incoming ? "thread.from" : "thread.to", { party: from }) : t("thread.nobody")}{" "}
          <TimeAgo at={asked.made} /> {site && t("thread.site", { site })}
        </Text>
      </div>
      <ul className={classes.steps}>
        {replies.map((r) => (
          <ProjectStep key={r.id} reply={r} />
        ))}
        {answers.map((p) => (
          <AnswerStep key={p.id} of={p} />
        ))}
        {incoming && replies.length === 0 && asked.state === "received" && (
          <Step text={t("thread.nextProject")}>
            <LinkButton size="xs" to="/exchange" search={{ package: asked.id }}>
              {t("thread.project")}
            </LinkButton>
          </Step>
        )}
        {!incoming && answers.length === 0 && (
          <Step text={from ? t("thread.nextHand", { party: from }) : t("thread.nextHandOver")}>
            <FileLink of={asked} />
          </Step>
        )}
      </ul>
    </li>
  );
}

function Step({ text, children }: { text: ReactNode; children?: ReactNode }) {
  return (
    <li className={classes.step}>
      <Text size="sm" component="div" className={classes.grow}>
        {text}
      </Text>
      <Group gap="xs" className="no-print">
        {children}
      </Group>
    </li>
  );
}

/** What answers a package, and what is to be done with it. */
export function AnswerStep({ of: p }: { of: Package }) {
  const { t } = useTranslation("exchange");
  const incoming = p.direction === "in";
  return (
    <Step
      text={
        <>
          <span className={classes.line}>
            <LinkAnchor to="/exchange" search={{ package: p.id }} size="sm">
              {t(`kind.${p.kind}`)} <Key>{p.key}</Key>
            </LinkAnchor>
            <StateMark state={p.state} />
            {incoming && <TrustMark of={p} />}
            <Text size="sm" c="dimmed" span>
              {incoming && `${p.from} `}
              <TimeAgo at={p.made} />
            </Text>
          </span>
          {p.state === "received" && <Text size="sm">{t(`next.${p.kind}`)}</Text>}
          {p.state === "refused" && p.note && <Text size="sm">{t("thread.refused", { reason: p.note })}</Text>}
        </>
      }
    >
      {incoming && p.state === "received" ? (
        <LinkButton size="xs" to="/exchange" search={{ package: p.id }}>
          {t("thread.look")}
        </LinkButton>
      ) : (
        !incoming && <FileLink of={p} />
      )}
    </Step>
  );
}

/** A reply of our own on its way, with the tests of its project. */
function ProjectStep({ reply: r }: { reply: Reply }) {
  const { t } = useTranslation("exchange");
  const draft = r.state === "draft";
  return (
    <Step
      text={
        <>
          <span className={classes.line}>
            <LinkAnchor to="/exchange" search={{ reply: r.id }} size="sm">
              <Key>{r.key}</Key> {r.name}
            </LinkAnchor>
            <StateMark state={r.state} />
          </span>
          <Text size="sm">{draft ? t("thread.answered", { count: r.lines?.length ?? 0 }) : t("thread.replied")}</Text>
        </>
      }
    >
      {r.site && (
        <LinkButton size="xs" variant="default" to="/exchange" search={{ tests: r.site }}>
          {t("thread.tests")}
        </LinkButton>
      )}
      <LinkButton size="xs" variant={draft ? "filled" : "default"} to="/exchange" search={{ reply: r.id }}>
        {t(draft ? "thread.answer" : "thread.lines")}
      </LinkButton>
    </Step>
  );
}

/** The file of a package, to be handed over. */
export function FileLink({ of }: { of: Package }) {
  const { t } = useTranslation("exchange");
  return (
    <Button
      size="xs"
      variant="default"
      component="a"
      href={address(url`/packages/${of.id}/file`)}
      download
      leftSection={<Download size={14} aria-hidden />}
    >
      {t("file")}
    </Button>
  );
}

/** Packages on their own, each in a line. */
export function Loose({ packages }: { packages: Package[] }) {
  return (
    <ul className={classes.steps}>
      {packages.map((p) => (
        <AnswerStep key={p.id} of={p} />
      ))}
    </ul>
  );
}
