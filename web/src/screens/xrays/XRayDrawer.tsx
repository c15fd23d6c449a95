import { Drawer, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { reading, url } from "../../api/api";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { traceFrom } from "../../parts/library/places";
import { LoadingRows } from "../../parts/Loading";
import { LinkButton } from "../../parts/plant/link";
import findings from "../findings/findings.module.css";
import { Decide, Earlier } from "../findings/FindingDrawer";
import { SeverityMark, StateMark } from "../findings/Marks";
import { mendPlace, type XRay } from "./xrays";
import { Records } from "./XRayList";

interface Props {
  site: string;
  /** The id of an X-ray. */
  xray: string;
  onClose: () => void;
}

/** One X-ray with what contradicts what, and what was decided about it. */
export function XRayDrawer({ site, xray, onClose }: Props) {
  const { t } = useTranslation(["xrays", "common"]);
  const path = url`/sites/${site}/xrays/${xray}`;
  const record = useQuery(reading<XRay>(path));
  const x = record.data;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={x ? t("drawer.title", { key: x.key }) : t("title")}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      {record.isError && <ErrorPanel error={record.error} onRetry={() => void record.refetch()} />}
      {record.isPending && <LoadingRows rows={8} />}
      {x && (
        <Stack gap="lg">
          <About site={site} xray={x} />
          <Decide key={x.id + (x.decision?.version ?? 0)} site={site} finding={x} path={path} onClose={onClose} />
          <Earlier site={site} finding={x} />
        </Stack>
      )}
    </Drawer>
  );
}

function About({ site, xray: x }: { site: string; xray: XRay }) {
  const { t } = useTranslation(["xrays", "findings"]);
  const mend = mendPlace(site, x);
  return (
    <section aria-label={t("findings:drawer.about")}>
      <div className={findings.line}>
        <SeverityMark severity={x.severity} />
        <StateMark state={x.state} />
      </div>
      <Title order={3} mt="xs" size="h4">
        {x.title}
      </Title>
      <Text mt={4}>{x.text}</Text>
      {x.why && (
        <Text size="sm" c="dimmed" mt={4}>
          {x.why}
        </Text>
      )}
      <dl className={findings.facts} style={{ marginTop: 12 }}>
        <dt>{t("drawer.matters")}</dt>
        <dd>{x.matters}</dd>
        <dt>{t("findings:drawer.mend")}</dt>
        <dd>{x.mend}</dd>
        <dt>{t("drawer.records")}</dt>
        <dd className={findings.line}>
          <Records site={site} xray={x} all />
        </dd>
        {(x.requirements ?? []).length > 0 && (
          <>
            <dt>{t("drawer.requirements")}</dt>
            <dd>{x.requirements?.join(", ")}</dd>
          </>
        )}
        {x.clause && (
          <>
            <dt>{t("findings:drawer.clause")}</dt>
            <dd>{x.clause}</dd>
          </>
        )}
        <dt>{t("findings:drawer.rule")}</dt>
        <dd className="mono">{x.rule}</dd>
      </dl>
      <Group gap="xs" mt="sm">
        {mend && (
          <LinkButton size="xs" {...mend}>
            {t("drawer.go")}
          </LinkButton>
        )}
        <LinkButton size="xs" variant="default" {...traceFrom(site, "xray", x.id)}>
          {t("drawer.trace")}
        </LinkButton>
      </Group>
    </section>
  );
}
