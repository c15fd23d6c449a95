import { ActionIcon, Group, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { conduitsOf, zonesOf } from "../../parts/plant/queries";
import type { SubjectRef } from "../../parts/plant/types";
import { useShortcut } from "../../parts/Shortcuts";

export interface SubjectOption {
  value: string;
  label: string;
  subject: SubjectRef;
}

/** All that requirements are answered for: the site's own services, zones, conduits. */
export function useSubjects(site: string): { site: SubjectOption; zones: SubjectOption[]; conduits: SubjectOption[] } {
  const { t } = useTranslation("plant");
  const zones = useQuery(zonesOf(site)).data ?? [];
  const conduits = useQuery(conduitsOf(site)).data ?? [];
  const option = (kind: "zone" | "conduit") => (r: { id: string; key: string; name: string }) => ({
    value: `${kind}/${r.id}`,
    label: `${r.key} ${r.name}`,
    subject: { kind, id: r.id },
  });
  return {
    site: { value: `site/${site}`, label: t("answer.site"), subject: { kind: "site", id: site } },
    zones: zones.map(option("zone")),
    conduits: conduits.map(option("conduit")),
  };
}

/** Goes from one subject to another and keeps the filter. */
export function SubjectSelect({ site, subject }: { site: string; subject: SubjectRef }) {
  const { t } = useTranslation("plant");
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const subjects = useSubjects(site);
  const all = [subjects.site, ...subjects.zones, ...subjects.conduits];
  const at = all.findIndex((s) => s.value === `${subject.kind}/${subject.id}`);
  const go = (to: SubjectOption | undefined) => {
    if (!to) return;
    void navigate({
      to: "/sites/$site/requirements/$kind/$id",
      params: { site, kind: to.subject.kind, id: to.subject.id },
      search,
    });
  };
  useShortcut("[", t("answer.keyBefore"), () => go(all[at - 1]));
  useShortcut("]", t("answer.keyAfter"), () => go(all[at + 1]));
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon
        variant="default"
        aria-label={t("answer.keyBefore")}
        disabled={at <= 0}
        onClick={() => go(all[at - 1])}
      >
        <ChevronLeft size={16} aria-hidden />
      </ActionIcon>
      <Select
        aria-label={t("answer.subject")}
        searchable
        allowDeselect={false}
        w={280}
        maxDropdownHeight={420}
        data={[
          { group: t("zones.zones"), items: subjects.zones },
          { group: t("zones.conduits"), items: subjects.conduits },
          { group: t("answer.siteGroup"), items: [subjects.site] },
        ]}
        value={at >= 0 ? (all[at]?.value ?? null) : null}
        onChange={(v) => go(all.find((s) => s.value === v))}
      />
      <ActionIcon
        variant="default"
        aria-label={t("answer.keyAfter")}
        disabled={at < 0 || at >= all.length - 1}
        onClick={() => go(all[at + 1])}
      >
        <ChevronRight size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
