import { Button, Group, Stack, Title } from "@mantine/core";
import { FileSignature } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../../api/me";
import { EmptyState } from "../../../parts/EmptyState";
import { useSites } from "../../../parts/sites";
import { useShortcut } from "../../../parts/Shortcuts";
import classes from "../exchange.module.css";
import { loose, threadsOf } from "../threads";
import type { Package, Reply } from "../types";
import { SendRequirements } from "./SendRequirements";
import { Loose, ThreadCard } from "./Threads";

/** What an asset owner asks, and what came back. */
export function Owner({ packages, replies }: { packages: Package[]; replies: Reply[] }) {
  const { t } = useTranslation("exchange");
  const can = useCan();
  const sites = useSites();
  const may = sites.some((s) => can("package.run", s.id));
  const [asking, setAsking] = useState(false);
  useShortcut("n", t("ask.button"), () => setAsking(true), may);
  const threads = threadsOf(packages, replies, "out");
  const others = loose(packages, threads);
  const button = may && (
    <Button leftSection={<FileSignature size={16} aria-hidden />} onClick={() => setAsking(true)}>
      {t("ask.button")}
    </Button>
  );
  return (
    <Stack>
      {threads.length === 0 ? (
        <EmptyState icon={FileSignature} title={t("owner.empty")} text={t("owner.emptyText")}>
          {button}
        </EmptyState>
      ) : (
        <>
          <Group justify="space-between">
            <Title order={2}>{t("owner.asked")}</Title>
            {button}
          </Group>
          <ul className={classes.threads}>
            {threads.map((thread) => (
              <ThreadCard
                key={thread.asked.id}
                thread={thread}
                site={sites.find((s) => s.id === thread.asked.site)?.key}
              />
            ))}
          </ul>
        </>
      )}
      {others.length > 0 && (
        <section className={classes.card}>
          <Title order={2} size="h3">
            {t("owner.other")}
          </Title>
          <Loose packages={others} />
        </section>
      )}
      {asking && <SendRequirements onClose={() => setAsking(false)} />}
    </Stack>
  );
}
