import { Group, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Key } from "../../../parts/Key";
import { LevelBadge } from "../../../parts/LevelBadge";
import classes from "../exchange.module.css";
import { FlagMark } from "../Marks";
import type { AskedLine } from "../types";

/** What a line asks, for whom, and how it is verified. */
export function AskedFacts({ line: l, asks }: { line: AskedLine; asks: string }) {
  const { t } = useTranslation("exchange");
  return (
    <>
      <div>
        <Text size="xs" c="dimmed">
          <span className="mono">{l.number}</span> {l.subject} {l.name}
        </Text>
        <Title order={2} size="h4">
          <Key>{l.requirement}</Key> {l.title}
        </Title>
      </div>
      <Text size="sm" className={classes.text}>
        {asks}
      </Text>
      <Group gap="xs">
        {l.target ? (
          <>
            <Text size="sm" c="dimmed">
              {t("line.target")}
            </Text>
            <LevelBadge level={l.target} long />
          </>
        ) : null}
        {l.holdPoint && <FlagMark flag="hold" />}
        <Text size="sm" c="dimmed" title={l.verificationWhy}>
          {t("line.verified", { by: t(`phase.${l.verification}` as never) })}
        </Text>
      </Group>
      {l.note && (
        <Text size="sm" className={classes.text}>
          {t("line.note", { note: l.note })}
        </Text>
      )}
    </>
  );
}
