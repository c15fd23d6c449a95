import { Button, Group, Modal, MultiSelect, SegmentedControl, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, send, url } from "../../api/api";
import type { Written } from "../../api/types";
import { useWrite } from "../../api/write";
import { ErrorPanel } from "../../parts/ErrorPanel";
import type { Evidence } from "../../parts/library/evidence";
import { placeOf } from "../../parts/library/places";
import { setsQuery } from "../../parts/library/queries";
import { RequirementPicker } from "../../parts/library/RequirementPicker";
import { LinkAnchor } from "../../parts/plant/link";
import type { SubjectRef } from "../../parts/plant/types";
import { formatNumber } from "../../parts/TimeAgo";
import { useSubjects } from "../requirements/SubjectSelect";
import { AssetsPicker } from "./AssetsPicker";
import classes from "./evidence.module.css";

interface Linked extends Written {
  changed: number;
  unanswered: { subject: SubjectRef; requirement: string }[] | null;
}

interface Props {
  site: string;
  evidence: Pick<Evidence, "id" | "key">[];
  onClose: () => void;
}

const systemSet = "iec-62443-3-3:2013";
const ofSite = ["zone", "conduit", "site", "asset"];

/** Links evidence to many requirements of many subjects in one act, or takes such links away. */
export function LinkDialog({ site, evidence, onClose }: Props) {
  const { t } = useTranslation(["evidence", "common"]);
  const [set, setSet] = useState(systemSet);
  const [requirements, setRequirements] = useState<string[]>([]);
  const [subjects, setSubjects] = useState<string[]>([]);
  const [assets, setAssets] = useState<string[]>([]);
  const [act, setAct] = useState<"add" | "remove">("add");
  const removes = act === "remove";
  const known = useSubjects(site);
  const sets = useQuery(setsQuery);
  const kinds = sets.data?.items.find((s) => s.id === set)?.subjects ?? [];
  const all = [known.site, ...known.zones, ...known.conduits].filter((s) => kinds.includes(s.subject.kind));
  const chosen: { kind: string; id: string }[] = [
    ...all.filter((s) => subjects.includes(s.value)).map((s) => s.subject),
    ...(kinds.includes("asset") ? assets.map((id) => ({ kind: "asset", id })) : []),
  ];
  const links = evidence.length * requirements.length * chosen.length;
  const link = useWrite(
    () =>
      send<Linked>("POST", url`/sites/${site}/evidence/link`, {
        evidence: evidence.map((e) => e.id),
        set,
        requirements,
        subjects: chosen,
        ...(removes && { remove: true }),
      }),
    {
      touches: [keyOf("/evidence"), keyOf(url`/sites/${site}`)],
      site,
      quiet: true,
      said: (out) => t(removes ? "link.unlinked" : "link.linked", { count: out.changed, n: formatNumber(out.changed) }),
      onSuccess: (out) => {
        if ((out.unanswered ?? []).length === 0) onClose();
      },
    },
  );
  const without = link.data?.unanswered ?? [];
  const nameOf = (s: SubjectRef) =>
    [known.site, ...known.zones, ...known.conduits].find((x) => x.value === `${s.kind}/${s.id}`)?.label ?? s.id;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t("link.title", { count: evidence.length, key: evidence[0]?.key })}
    >
      <form
        onSubmit={(e) => {
          e.preventDefault();
          link.mutate(undefined);
        }}
      >
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t("link.text")}
          </Text>
          <SegmentedControl
            aria-label={t("link.act")}
            data={(["add", "remove"] as const).map((value) => ({ value, label: t(`link.acts.${value}`) }))}
            value={act}
            onChange={(v) => setAct(v as typeof act)}
          />
          <RequirementPicker
            set={set}
            value={requirements}
            offers={(s) => s.subjects.some((k) => ofSite.includes(k))}
            onChange={(nextSet, ids) => {
              setSet(nextSet);
              setRequirements(ids);
            }}
          />
          {all.length > 0 && (
            <>
              <MultiSelect
                label={t("link.subjects")}
                placeholder={subjects.length === 0 ? t("link.subjectsHint") : undefined}
                data={all.map(({ value, label }) => ({ value, label }))}
                value={subjects.filter((v) => all.some((s) => s.value === v))}
                onChange={setSubjects}
                searchable
                hidePickedOptions
              />
              {all.length > 1 && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  style={{ alignSelf: "flex-start" }}
                  onClick={() => setSubjects(all.map((s) => s.value))}
                >
                  {t("link.everySubject", { count: all.length })}
                </Button>
              )}
            </>
          )}
          {kinds.includes("asset") && (
            <AssetsPicker site={site} label={t("form.assets")} value={assets} onChange={setAssets} />
          )}
          {links > 0 && (
            <Text size="sm" role="status">
              {t("link.sum", {
                count: links,
                n: formatNumber(links),
                evidence: evidence.length,
                requirements: requirements.length,
                subjects: chosen.length,
              })}
            </Text>
          )}
          {without.length > 0 && (
            <div role="alert" className={classes.unanswered}>
              <Text size="sm" fw={600}>
                {t("link.unanswered", { count: without.length })}
              </Text>
              <ul className={classes.plain}>
                {without.slice(0, 20).map(({ subject, requirement }) => {
                  const place = placeOf(site, { kind: "answer", id: "", key: "", subject, set, requirement });
                  const words = t("link.at", { requirement, subject: nameOf(subject) });
                  return (
                    <li key={subject.id + requirement}>
                      {place ? (
                        <LinkAnchor {...place} size="sm">
                          {words}
                        </LinkAnchor>
                      ) : (
                        <Text size="sm">{words}</Text>
                      )}
                    </li>
                  );
                })}
              </ul>
              {without.length > 20 && <Text size="sm">{t("common:andMore", { count: without.length - 20 })}</Text>}
            </div>
          )}
          <ErrorPanel error={link.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {link.isSuccess ? t("common:close") : t("common:cancel")}
            </Button>
            <Button type="submit" loading={link.isPending} disabled={links === 0}>
              {t(removes ? "link.remove" : "link.add")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
