import { Alert, Button, Checkbox, FileInput, Group, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { CircleCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, Problem, sendFile, url } from "../../../api/api";
import { useCan } from "../../../api/me";
import type { ImportMapping } from "../../../api/types";
import { useWrite } from "../../../api/write";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { LinkButton } from "../../../parts/plant/link";
import { usePlace } from "../../../parts/library/program/address";
import type { Isms, IsmsKind, NodeRef } from "./isms";
import { Kept } from "./Kept";
import { Mapping } from "./Mapping";
import { Refused } from "./Refused";
import { Risks } from "./Risks";
import { Statement } from "./Statement";

/** Takes over what an ISMS of ISO/IEC 27001 has already: its statement of applicability, or its risk register. */
export function IsmsTab({ site }: { site: string }) {
  const { t } = useTranslation(["program", "common"]);
  const can = useCan();
  const place = usePlace();
  const may = can("evidence.edit", site);
  const [file, setFile] = useState<File | null>(null);
  const [kind, setKind] = useState<IsmsKind | null>(null);
  const [day, setDay] = useState("");
  const [seen, setSeen] = useState<Isms>();
  const [mapping, setMapping] = useState<ImportMapping>();
  const [take, setTake] = useState<ReadonlySet<number>>(new Set());
  const [nodes, setNodes] = useState<Record<number, NodeRef>>({});
  const [without, setWithout] = useState(false);
  const [looked, setLooked] = useState("{}"); // the places that the preview knows
  const [done, setDone] = useState<Isms>();

  const remapped = seen !== undefined && JSON.stringify(mapping) !== JSON.stringify(seen.mapping);

  const ask = (chosen: ImportMapping | undefined, more: Record<string, string | number | undefined>) => {
    if (!file) throw new Error("no file");
    const placed = Object.keys(nodes).length > 0 ? JSON.stringify(nodes) : undefined;
    return sendFile<Isms>(
      url`/sites/${site}/isms`,
      {
        kind: seen?.kind ?? kind,
        name: file.name,
        day: day || undefined,
        mapping: chosen && !seen?.oscal && (remapped || !seen?.guessed) ? JSON.stringify(chosen) : undefined,
        take: [...take].join(",") || undefined,
        nodes: placed,
        ...more,
      },
      file,
    );
  };
  const look = useWrite((map: ImportMapping | undefined) => ask(map, {}), {
    touches: [],
    quiet: true,
    onSuccess: (out) => {
      setSeen(out);
      setMapping(out.mapping);
      setLooked(JSON.stringify(nodes));
    },
  });
  const apply = useWrite(() => ask(mapping, { apply: 1, hash: seen?.hash, withoutRefused: without ? 1 : undefined }), {
    touches: [keyOf(url`/sites/${site}`), ["evidence"]],
    site,
    quiet: true,
    said: (out) => t("isms.said", { file: out.file, count: out.kind === "risks" ? take.size : out.writes }),
    onSuccess: setDone,
  });
  const start = (next: File | null) => {
    setFile(next);
    setSeen(undefined);
    setDone(undefined);
    setMapping(undefined);
    setTake(new Set());
    setNodes({});
    setWithout(false);
    look.reset();
    apply.reset();
  };
  const previewed = new Set(seen?.risks.filter((r) => r.taken).map((r) => r.row));
  const retaken =
    seen?.kind === "risks" &&
    (take.size !== previewed.size || [...take].some((row) => !previewed.has(row)) || JSON.stringify(nodes) !== looked);
  const unlooked = remapped || retaken;
  const refuses = seen?.counts.refuse ?? 0;
  const stale = apply.error instanceof Problem && apply.error.stale;
  return (
    <Stack gap="lg" maw={1100}>
      <Text size="sm" maw="80ch">
        {t("isms.lead")}
      </Text>
      {may && !done && (
        <section aria-label={t("isms.choose")}>
          <Group align="flex-end" gap="sm">
            <FileInput
              label={t("isms.file")}
              description={t("isms.fileHint")}
              placeholder={t("isms.choose")}
              accept=".xlsx,.csv,.json"
              value={file}
              onChange={start}
              flex="1 1 260px"
              clearable
              clearButtonProps={{ "aria-label": t("common:clear") }}
            />
            <Select
              label={t("isms.kind")}
              placeholder={t("isms.kindGuess")}
              clearable
              w={230}
              data={(["statement", "risks"] as const).map((k) => ({ value: k, label: t(`isms.kinds.${k}`) }))}
              value={kind}
              onChange={(v) => {
                setKind(v);
                setSeen(undefined);
              }}
            />
            <TextInput
              label={t("isms.day")}
              type="date"
              w={170}
              value={day}
              onChange={(e) => {
                setDay(e.currentTarget.value);
                setSeen(undefined);
              }}
            />
            <Button disabled={!file} loading={look.isPending && !seen} onClick={() => look.mutate(undefined)}>
              {t("isms.read")}
            </Button>
          </Group>
          <Text size="xs" c="dimmed" mt={6}>
            {t("isms.readOnly")}
          </Text>
        </section>
      )}
      {!may && <Alert color="gray">{t("isms.mayNot")}</Alert>}
      <ErrorPanel error={look.error} />
      {seen && !done && (
        <Stack gap="md">
          <Title order={2}>{t(`isms.found.${seen.kind}`, { file: seen.file, day: seen.day })}</Title>
          <Text size="sm">
            {t("isms.counts", { read: seen.counts.read, skip: seen.counts.skip, refuse: seen.counts.refuse })}
          </Text>
          {seen.notes.map((n) => (
            <Text key={n} size="sm">
              {n}
            </Text>
          ))}
          {mapping && !seen.oscal && <Mapping seen={seen} mapping={mapping} onChange={setMapping} />}
          {remapped && (
            <Group>
              <Button variant="light" loading={look.isPending} onClick={() => look.mutate(mapping)}>
                {t("isms.again")}
              </Button>
              <Text size="sm" c="dimmed">
                {t("isms.againHint")}
              </Text>
            </Group>
          )}
          <Refused seen={seen} />
          {seen.kind === "statement" && <Statement seen={seen} onDecided={() => look.mutate(mapping)} />}
          {seen.kind === "risks" && (
            <Risks site={site} seen={seen} take={take} nodes={nodes} onTake={setTake} onNodes={setNodes} />
          )}
          {seen.blocked && <Alert color="orange">{seen.blocked}</Alert>}
          {refuses > 0 && (
            <Checkbox
              label={t("isms.without", { count: refuses })}
              checked={without}
              onChange={(e) => setWithout(e.currentTarget.checked)}
            />
          )}
          <ErrorPanel error={apply.error} />
          <Group gap="sm">
            {unlooked && !remapped && (
              <Button variant="light" loading={look.isPending} onClick={() => look.mutate(mapping)}>
                {t("isms.preview", { count: take.size })}
              </Button>
            )}
            {stale && (
              <Button variant="light" onClick={() => look.mutate(mapping)}>
                {t("isms.again")}
              </Button>
            )}
            <Button
              loading={apply.isPending}
              disabled={unlooked || seen.blocked !== "" || (refuses > 0 && !without) || seen.counts.read === 0}
              onClick={() => apply.mutate()}
            >
              {seen.kind === "risks"
                ? t("isms.applyRisks", { count: previewed.size })
                : t("isms.applyStatement", { count: seen.writes })}
            </Button>
            <Button variant="default" onClick={() => start(null)}>
              {t("common:cancel")}
            </Button>
          </Group>
        </Stack>
      )}
      {done && (
        <Alert color="green" icon={<CircleCheck size={18} />} title={t("isms.done", { file: done.file })}>
          <Stack gap="xs">
            <Text size="sm">
              {done.evidence && t("isms.keptAs", { key: done.evidence.key })}{" "}
              {done.kind === "risks" ? t("isms.doneRisks") : t("isms.doneStatement", { count: done.writes })}
            </Text>
            <Group gap="xs">
              {done.kind === "risks" ? (
                <LinkButton to="/sites/$site/risk" params={{ site }} size="xs" variant="default">
                  {t("isms.toRisks")}
                </LinkButton>
              ) : (
                <Button size="xs" variant="default" onClick={() => place.go({ show: "open" })}>
                  {t("isms.toOpen")}
                </Button>
              )}
              <Button size="xs" variant="subtle" onClick={() => start(null)}>
                {t("isms.another")}
              </Button>
            </Group>
          </Stack>
        </Alert>
      )}
      {done?.kind === "statement" && <Statement seen={done} />}
      <Kept site={site} />
    </Stack>
  );
}
