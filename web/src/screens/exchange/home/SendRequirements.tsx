import { Alert, Select, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CircleCheck, FilePen } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { send, url } from "../../../api/api";
import { useCan } from "../../../api/me";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { LinkAnchor } from "../../../parts/plant/link";
import { useSites } from "../../../parts/sites";
import { formatNumber } from "../../../parts/TimeAgo";
import { outlineOf, specificationsOf } from "../../crs/crs";
import { MakeDialog } from "../MakeDialog";
import { Sentences } from "../Marks";
import type { Package } from "../types";

/** An owner asks: chooses the site and its specification, and sees what goes out and what stays. */
export function SendRequirements({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("exchange");
  const can = useCan();
  const sites = useSites().filter((s) => can("package.run", s.id) && can("risk.read", s.id));
  const [chosen, setChosen] = useState<string>();
  const site = chosen ?? (sites.length === 1 ? sites[0]?.id : undefined);
  const [specification, setSpecification] = useState<string>();
  const all = useQuery({ ...specificationsOf(site ?? ""), enabled: site !== undefined });
  const outline = useQuery({ ...outlineOf(site ?? "", specification), enabled: site !== undefined });
  const o = site ? outline.data : undefined;
  return (
    <MakeDialog
      title={t("ask.title")}
      confirm={t("ask.confirm")}
      of={["service-provider"]}
      site={site ?? ""}
      disabled={!o || o.counts.lines === 0}
      make={(to) =>
        send<Package>("POST", url`/sites/${site ?? ""}/packages/requirements`, {
          ...to,
          specification: o?.specification.id || undefined,
        })
      }
      onClose={onClose}
    >
      <Select
        label={t("ask.site")}
        data={sites.map((s) => ({ value: s.id, label: `${s.key} ${s.name}` }))}
        value={site ?? null}
        allowDeselect={false}
        searchable
        required
        nothingFoundMessage={t("ask.noSite")}
        onChange={(id) => {
          setChosen(id ?? undefined);
          setSpecification(undefined);
        }}
      />
      {site && (all.data?.length ?? 0) > 1 && (
        <Select
          label={t("ask.specification")}
          data={(all.data ?? []).map((s) => ({ value: s.id, label: `${s.key} ${s.name}` }))}
          value={specification ?? o?.specification.id ?? null}
          allowDeselect={false}
          onChange={(id) => setSpecification(id ?? undefined)}
        />
      )}
      {site && outline.isPending && <Skeleton height={90} />}
      {site && outline.isError && <ErrorPanel error={outline.error} onRetry={() => void outline.refetch()} />}
      {site && o && (
        <>
          <Alert
            color={o.standing.stands ? "green" : "orange"}
            icon={o.standing.stands ? <CircleCheck size={18} /> : <FilePen size={18} />}
            title={t(o.standing.stands ? "ask.approved" : "ask.draft")}
          >
            <Stack gap={4}>
              <Text size="sm">{o.standing.why}</Text>
              {!o.standing.stands && (
                <LinkAnchor size="sm" to="/sites/$site/crs" params={{ site }} search={{ tab: "approval" }}>
                  {t("ask.toApproval")}
                </LinkAnchor>
              )}
            </Stack>
          </Alert>
          {o.counts.lines === 0 ? (
            <Text size="sm">{t("ask.nothing")}</Text>
          ) : (
            <GoesAndStays
              goes={t("ask.goes", {
                count: o.counts.lines,
                n: formatNumber(o.counts.lines),
                subjects: formatNumber(o.counts.subjects),
              })}
            />
          )}
        </>
      )}
    </MakeDialog>
  );
}

/** What goes into a requirements package, and what never leaves. */
export function GoesAndStays({ goes }: { goes: string }) {
  const { t } = useTranslation("exchange");
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {t("ask.in")}
      </Text>
      <Sentences tone="calm" of={[goes, t("ask.inTargets"), t("ask.inSystem")]} />
      <Text size="sm" fw={600}>
        {t("ask.out")}
      </Text>
      <Sentences tone="calm" of={[t("ask.outRisk"), t("ask.outState"), t("ask.outAssets")]} />
    </Stack>
  );
}
