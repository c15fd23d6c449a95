import { Alert, Button, Checkbox, Group, SegmentedControl, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ArrowRightLeft } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keyOf, Problem, reading, send, url } from "../../../api/api";
import { useCan } from "../../../api/me";
import { useWrite } from "../../../api/write";
import { EmptyState } from "../../../parts/EmptyState";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { Key } from "../../../parts/Key";
import { usePlace } from "../../../parts/library/program/address";
import { LoadingRows } from "../../../parts/Loading";
import { useNarrow } from "../../../parts/plant/useNarrow";
import { SearchBox } from "../../../parts/SearchBox";
import classes from "../coverage.module.css";
import { fits, showing, type MigrationView } from "./edition";
import { EditionLine } from "./EditionLine";

/** Carries answers of the edition of 2010 over to that of 2024, line by line. */
export function EditionTab({ site }: { site: string }) {
  const { t } = useTranslation("program");
  const place = usePlace();
  const company = place.get("company");
  const path = company ? url`/companies/${company}/migration` : url`/sites/${site}/migration`;
  const view = useQuery(reading<MigrationView>(path));
  if (view.isError) return <ErrorPanel error={view.error} onRetry={() => void view.refetch()} />;
  if (!view.data) return <LoadingRows rows={10} />;
  const v = view.data;
  if (v.counts.gives === 0 && v.lines.every((l) => l.from.every((f) => f.state === "unanswered"))) {
    return (
      <EmptyState icon={ArrowRightLeft} title={t("edition.none")} text={t("edition.noneText")}>
        <Group justify="center">
          <Button variant="default" onClick={() => place.go({ company: company || undefined })}>
            {t("edition.new")}
          </Button>
          <Button variant="subtle" onClick={() => place.go({ set: v.from, company: company || undefined })}>
            {t("edition.old")}
          </Button>
        </Group>
      </EmptyState>
    );
  }
  return <Lines key={v.hash} site={company ? "" : site} path={path} view={v} />;
}

const none: ReadonlySet<string> = new Set();

function Lines({ site, path, view: v }: { site: string; path: string; view: MigrationView }) {
  const { t } = useTranslation("program");
  const can = useCan();
  const place = usePlace();
  const narrow = useNarrow();
  const may = site ? can("verdict.edit", site) : can("library.edit");
  const [picked, setPicked] = useState(none);
  const [note, setNote] = useState("");
  const show = showing.find((s) => s === place.get("show")) ?? (v.counts.gives > 0 ? "gives" : "all");
  const search = place.get("search");
  const shown = v.lines.filter((l) => fits(l, show, search));
  const offered = shown.filter((l) => l.gives).map((l) => l.requirement);
  const chosen = v.lines.filter((l) => picked.has(l.requirement)).map((l) => l.requirement);
  const apply = useWrite(
    () =>
      send<{ changed: number; entry: number }>("POST", path, {
        from: v.from,
        to: v.to,
        requirements: chosen,
        hash: v.hash,
        note,
      }),
    {
      touches: site ? [keyOf(url`/sites/${site}`)] : [["companies"], ["claims"]],
      site,
      quiet: true,
      said: (out) => t("edition.said", { count: out.changed }),
      onSuccess: () => setPicked(none),
    },
  );
  const toggle = (id: string) => {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    setPicked(next);
  };
  const stale = apply.error instanceof Problem && apply.error.stale;
  return (
    <Stack gap="md">
      <Text size="sm">
        {t("edition.counts", {
          total: v.counts.total,
          kept: v.counts.kept,
          start: v.counts.start,
          fresh: v.counts.fresh,
          answered: v.counts.answered,
        })}
      </Text>
      {v.notes.map((n) => (
        <Text key={n} size="sm" c="dimmed">
          {n}
        </Text>
      ))}
      <div className={`${classes.filters} no-print`}>
        <SearchBox
          label={t("filter.search")}
          value={search}
          onChange={(q) => place.change({ search: q || undefined })}
        />
        <SegmentedControl
          size="xs"
          orientation={narrow ? "vertical" : "horizontal"}
          aria-label={t("filter.show")}
          value={show}
          onChange={(s) => place.change({ show: s })}
          data={showing.map((s) => ({ value: s, label: t(`edition.show.${s}`) }))}
        />
      </div>
      {may && v.counts.gives > 0 && (
        <Alert color="petrol" p="sm" className="no-print">
          <Group align="flex-end" gap="sm">
            <Checkbox
              mb={8}
              label={t("edition.pickAll", { count: offered.length })}
              disabled={offered.length === 0}
              checked={offered.length > 0 && offered.every((id) => picked.has(id))}
              onChange={(e) => setPicked(e.currentTarget.checked ? new Set(offered) : none)}
            />
            <TextInput
              label={t("edition.note")}
              flex="1 1 200px"
              maxLength={400}
              value={note}
              onChange={(e) => setNote(e.currentTarget.value)}
            />
            <Button disabled={chosen.length === 0} loading={apply.isPending} onClick={() => apply.mutate()}>
              {t("edition.apply", { count: chosen.length })}
            </Button>
          </Group>
          {apply.error && (
            <>
              <ErrorPanel error={apply.error} />
              {stale && <Text size="sm">{t("edition.stale")}</Text>}
            </>
          )}
        </Alert>
      )}
      {shown.length === 0 && <Text size="sm">{t(`edition.empty.${show}`)}</Text>}
      {shown.length > 0 && (
        <ul className={classes.lines} aria-label={t("edition.lines")}>
          {shown.map((l) => (
            <EditionLine
              key={l.requirement}
              line={l}
              picked={picked.has(l.requirement)}
              onPick={may && l.gives ? () => toggle(l.requirement) : undefined}
            />
          ))}
        </ul>
      )}
      {v.lost.length > 0 && (
        <section>
          <Title order={3}>{t("edition.lost")}</Title>
          <Text size="sm" c="dimmed">
            {t("edition.lostText")}
          </Text>
          <ul className={classes.parts}>
            {v.lost.map((l) => (
              <li key={l.requirement}>
                <Key>{l.requirement}</Key> {l.title}
                {": "}
                {l.why}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Stack>
  );
}
