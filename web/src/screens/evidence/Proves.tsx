import { Button, Group, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { reading, url } from "../../api/api";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Key } from "../../parts/Key";
import { LoadingRows } from "../../parts/Loading";
import type { Evidence } from "../../parts/library/evidence";
import { placeOf, traceFrom } from "../../parts/library/places";
import { LinkAnchor, LinkButton } from "../../parts/plant/link";
import { kindName } from "../../parts/words";
import { neighboursOf, type TraceGraph } from "../trace/trace";
import classes from "./evidence.module.css";

interface Props {
  site: string;
  evidence: Evidence;
  /** May link it to answers. */
  mayLink: boolean;
  onLink: () => void;
}

/** The answers, claims and other records that rest on an evidence, with how each stands. */
export function Proves({ site, evidence: e, mayLink, onLink }: Props) {
  const { t } = useTranslation("evidence");
  const graph = useQuery(reading<TraceGraph>(url`/sites/${site}/trace`, { kind: "evidence", id: e.id, depth: 1 }));
  const above = graph.data && neighboursOf(graph.data, { kind: "evidence", id: e.id }).up.map((x) => x.node);
  return (
    <section aria-label={t("proves.title")}>
      <Group justify="space-between" mb={4}>
        <Title order={3} size="h5">
          {t("proves.title")}
        </Title>
        <Group gap={6}>
          {mayLink && (
            <Button size="compact-sm" variant="light" leftSection={<Link2 size={14} aria-hidden />} onClick={onLink}>
              {t("proves.link")}
            </Button>
          )}
          <LinkButton size="compact-sm" variant="subtle" {...traceFrom(site, "evidence", e.id)}>
            {t("proves.trace")}
          </LinkButton>
        </Group>
      </Group>
      {graph.isPending && <LoadingRows rows={3} />}
      {graph.isError && <ErrorPanel error={graph.error} onRetry={() => void graph.refetch()} />}
      {above?.length === 0 && (
        <Text size="sm" c="dimmed">
          {mayLink ? t("proves.noneText") : t("proves.none")}
        </Text>
      )}
      <ul className={classes.proves}>
        {above?.map((n) => {
          const link = placeOf(site, n);
          const name = (
            <>
              <Key>{n.key}</Key> {n.name}
            </>
          );
          return (
            <li key={n.kind + n.id}>
              <Text size="xs" c="dimmed">
                {kindName(n.kind)}
                {n.state && ` · ${n.state}`}
              </Text>
              <Text size="sm" component="div">
                {link ? (
                  <LinkAnchor {...link} size="sm">
                    {name}
                  </LinkAnchor>
                ) : (
                  name
                )}
              </Text>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
