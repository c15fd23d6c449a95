import { Stack, Title } from "@mantine/core";
import { Wrench } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../../parts/EmptyState";
import { useSites } from "../../../parts/sites";
import classes from "../exchange.module.css";
import { newestFirst, threadsOf } from "../threads";
import type { Package, Reply } from "../types";
import { Loose, ThreadCard } from "./Threads";

/** What an integrator was asked, the projects made of it, and what went back. */
export function Integrator({ packages, replies }: { packages: Package[]; replies: Reply[] }) {
  const { t } = useTranslation("exchange");
  const sites = useSites();
  const threads = threadsOf(packages, replies, "in");
  const claims = newestFirst(packages.filter((p) => p.kind === "claims" && p.direction === "in"));
  const siteOf = (replies: Reply[]) => sites.find((s) => replies.some((r) => r.site === s.id))?.key;
  return (
    <Stack>
      {threads.length === 0 ? (
        <EmptyState icon={Wrench} title={t("integrator.empty")} text={t("integrator.emptyText")} />
      ) : (
        <>
          <Title order={2}>{t("integrator.asked")}</Title>
          <ul className={classes.threads}>
            {threads.map((thread) => (
              <ThreadCard key={thread.asked.id} thread={thread} site={siteOf(thread.replies)} />
            ))}
          </ul>
        </>
      )}
      {claims.length > 0 && (
        <section className={classes.card}>
          <Title order={2} size="h3">
            {t("integrator.claims")}
          </Title>
          <Loose packages={claims} />
        </section>
      )}
    </Stack>
  );
}
