import { Alert, Button, Group, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { FileDown, Flag } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { usePlace } from "../../parts/library/program/address";
import { ProgramAnswers } from "../../parts/library/program/Answers";
import { setsQuery } from "../../parts/library/queries";
import type { SetKind, SetSummary } from "../../parts/library/types";
import { LoadingRows } from "../../parts/Loading";
import { Downloads } from "./Downloads";

const usual = "iec-62443-2-1:2024";

/** What is asked of the owner of a site, and of a company that works for it. */
const ofSite: SetKind[] = ["program", "procedure"];
const ofCompany: SetKind[] = ["provider", "development", "program"];

/** The answers to one set, of the site or of a company. */
export function AnswersTab({ site }: { site: string }) {
  const { t } = useTranslation("program");
  const { get, go } = usePlace();
  const can = useCan();
  const company = get("company") || undefined;
  const sets = useQuery(setsQuery);
  if (sets.isError) return <ErrorPanel error={sets.error} onRetry={() => void sets.refetch()} />;
  if (!sets.data) return <LoadingRows rows={12} />;
  const offered = choices(sets.data.items, company ? ofCompany : ofSite);
  const set = offered.find((s) => s.id === get("set")) ?? offered[0];
  if (!set) return null;
  const subject = company ? ({ kind: "company", id: company } as const) : ({ kind: "site", id: site } as const);
  return (
    <Stack gap="md">
      <Group align="flex-end" gap="sm" className="no-print">
        <Select
          label={t("set.label")}
          w={{ base: "100%", sm: 460 }}
          allowDeselect={false}
          data={offered.map((s) => ({ value: s.id, label: `${s.standard} ${s.title}` }))}
          value={set.id}
          onChange={(v) => go({ set: v && v !== offered[0]?.id ? v : undefined, company })}
        />
        {can("report.read", site) && (
          <Downloads site={site} report="statement" params={{ set: set.id, company }}>
            <FileDown size={16} aria-hidden />
          </Downloads>
        )}
      </Group>
      <ProgramAnswers subject={subject} set={set.id} start={company ? undefined : <Start set={set.id} />} />
    </Stack>
  );
}

/** The sets of some kinds, in the order of the kinds; among editions the newest first. */
function choices(all: SetSummary[], kinds: SetKind[]): SetSummary[] {
  const rank = (s: SetSummary) => kinds.indexOf(s.kind) * 2 + (all.some((x) => x.replaces === s.id) ? 1 : 0);
  return all.filter((s) => kinds.includes(s.kind)).sort((a, b) => rank(a) - rank(b));
}

/** Nothing is answered yet: three ways to begin. */
function Start({ set }: { set: string }) {
  const { t } = useTranslation("program");
  const { go } = usePlace();
  return (
    <Alert icon={<Flag size={18} />} color="petrol" title={t("start.title")} className="no-print">
      <Stack gap="xs">
        <Text size="sm">{t("start.text")}</Text>
        {set === usual && (
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={() => go({ tab: "isms" })}>
              {t("start.isms")}
            </Button>
            <Button size="xs" variant="default" onClick={() => go({ tab: "edition" })}>
              {t("start.edition")}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
