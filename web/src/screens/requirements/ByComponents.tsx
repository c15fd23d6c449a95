import { List, Radio, Stack, Text } from "@mantine/core";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, send, url } from "../../api/api";
import { useWrite } from "../../api/write";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { Key } from "../../parts/Key";
import { LoadingRows } from "../../parts/Loading";
import type { SubjectRef } from "../../parts/plant/types";

interface Carried {
  changed: number;
  entry?: number;
  subjects: { subject: SubjectRef; key: string; name: string; requirements: string[] }[];
}

interface Props {
  site: string;
  subject: SubjectRef;
  name: string;
  onClose: () => void;
}

/** How many requirements are named for each subject. */
const named = 6;

const pathOf = (site: string) => url`/sites/${site}/verdicts/by-components`;

/** What would be answered, and nothing is: a dry run. */
function dryRun(site: string, subjects: SubjectRef[] | undefined) {
  return queryOptions({
    queryKey: [...keyOf(pathOf(site)), subjects ?? "all"],
    queryFn: () => send<Carried>("POST", pathOf(site), { subjects, dry: true }),
    staleTime: 0,
  });
}

/** Answers by the components what nobody has answered and they carry, after a look at what that is. */
export function ByComponents({ site, subject, name, onClose }: Props) {
  const { t } = useTranslation(["plant", "common"]);
  const [where, setWhere] = useState("here");
  const subjects = where === "here" ? [subject] : undefined;
  const found = useQuery(dryRun(site, subjects));
  const count = found.data?.changed ?? 0;
  const carry = useWrite<SubjectRef[] | undefined, Carried>((of) => send("POST", pathOf(site), { subjects: of }), {
    touches: [keyOf(url`/sites/${site}`)],
    site,
    quiet: true,
    said: (out) => t("carry.done", { count: out.changed }),
    onSuccess: onClose,
  });
  return (
    <ConfirmDialog
      opened
      title={t("carry.title")}
      text={t("carry.text")}
      confirm={t("carry.do", { count })}
      disabled={count === 0}
      busy={carry.isPending}
      error={carry.error ?? found.error}
      onConfirm={() => carry.mutate(subjects)}
      onClose={onClose}
    >
      <Radio.Group label={t("carry.where")} value={where} onChange={setWhere}>
        <Stack gap={6} mt={4}>
          <Radio value="here" label={t("carry.here", { name })} />
          <Radio value="all" label={t("carry.all")} />
        </Stack>
      </Radio.Group>
      {found.isPending && <LoadingRows rows={3} />}
      {found.data && (
        <div role="status">
          <Text size="sm" fw={600}>
            {count === 0 ? t("carry.none") : t("carry.found", { count })}
          </Text>
          <List size="sm" mt={4}>
            {found.data.subjects.map((s) => (
              <List.Item key={s.subject.id}>
                <Key>{s.key}</Key> {s.name}
                {": "}
                {s.requirements.slice(0, named).join(", ")}{" "}
                {s.requirements.length > named && t("common:andMore", { count: s.requirements.length - named })}
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </ConfirmDialog>
  );
}
