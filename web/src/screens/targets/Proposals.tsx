import { Alert, Button, Checkbox, Group, Select, Stack, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { FileSignature, SearchX, Spline } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { EmptyState } from "../../parts/EmptyState";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { LoadingRows } from "../../parts/Loading";
import { LinkButton } from "../../parts/plant/link";
import { postureOf } from "../../parts/plant/queries";
import { riskOf } from "../../parts/risk/queries";
import { derivedMethods, proposalsOf } from "../../parts/risk/views";
import { SearchBox } from "../../parts/SearchBox";
import type { Search } from "../../router";
import { ProposalTable } from "./ProposalTable";
import { Subject } from "./Subject";
import { TakeAll } from "./TakeAll";
import classes from "./targets.module.css";
import { filterOf, fits, nameOf, subjectNamed, textOf, unfit } from "./targets";

/** SL-T as it is decided beside what a method proposes. */
export function Proposals({ site }: { site: string }) {
  const { t } = useTranslation("targets");
  const can = useCan();
  const maySign = can("risk.sign", site);
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const filter = filterOf(search);
  const open = subjectNamed(textOf(search, "subject"));
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [taking, setTaking] = useState(false);

  const proposals = useQuery({ ...proposalsOf(site, filter.method), placeholderData: keepPreviousData });
  const posture = useQuery({ ...postureOf(site), enabled: can("verdict.read", site) });
  const risk = useQuery(riskOf(site));
  const postures = useMemo(() => new Map((posture.data?.subjects ?? []).map((s) => [s.subject.id, s])), [posture.data]);
  const all = proposals.data?.items ?? [];
  const rows = all.filter((p) => fits(p, filter));
  const chosen = all.filter((p) => selected.has(nameOf(p.subject)));
  const method = filter.method ?? all[0]?.method;
  const criteria = risk.data?.criteria;

  const go = (change: Search) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  const toggle = (names: string[], on: boolean) =>
    setSelected((old) => {
      const next = new Set(old);
      for (const n of names) {
        if (on) next.add(n);
        else next.delete(n);
      }
      return next;
    });
  const choice = (name: keyof Search & string, label: string, values: [string, string][], value: string) => (
    <Select
      label={label}
      data={[{ value: "-", label: t("everything") }, ...values.map(([v, l]) => ({ value: v, label: l }))]}
      value={value || "-"}
      allowDeselect={false}
      onChange={(v) => go({ [name]: v === "-" || v === null ? undefined : v })}
    />
  );

  return (
    <Stack>
      {risk.data && !risk.data.inForce && (
        <Alert color="yellow" title={t("unsigned")}>
          <Group justify="space-between" gap="sm">
            <Text size="sm">{risk.data.why}</Text>
            <LinkButton size="xs" variant="default" to="/sites/$site/criteria" params={{ site }}>
              {t("toCriteria")}
            </LinkButton>
          </Group>
        </Alert>
      )}
      <div className={`${classes.controls} no-print`}>
        <SearchBox label={t("search")} value={filter.search} onChange={(value) => go({ search: value || undefined })} />
        <Select
          label={t("method")}
          data={derivedMethods.map((m) => ({
            value: m,
            label:
              m === all.find((p) => p.default)?.method
                ? t("methodDefault", { name: t(`methods.${m}`) })
                : m === "technique"
                  ? t("methodCheck", { name: t(`methods.${m}`) })
                  : t(`methods.${m}`),
          }))}
          value={method ?? null}
          allowDeselect={false}
          onChange={(v) => {
            setSelected(new Set());
            go({ method: v ?? undefined });
          }}
          miw={280}
        />
        {choice(
          "kind",
          t("kind"),
          [
            ["zone", t("zones")],
            ["conduit", t("conduits")],
          ],
          filter.kind,
        )}
        {choice(
          "compared",
          t("compared"),
          [
            ["differs", t("comparison.differs")],
            ["undecided", t("comparison.undecided")],
            ["agrees", t("comparison.agrees")],
          ],
          filter.compared,
        )}
        <Checkbox
          label={t("onlyIncomplete")}
          checked={filter.incomplete}
          mb={8}
          onChange={(e) => go({ incomplete: e.currentTarget.checked ? "1" : undefined })}
        />
      </div>
      {all[0]?.crossCheck && <Alert color="gray">{t("crossCheckText")}</Alert>}
      {risk.isError && <ErrorPanel error={risk.error} onRetry={() => void risk.refetch()} />}
      {proposals.isError && <ErrorPanel error={proposals.error} onRetry={() => void proposals.refetch()} />}
      {proposals.isPending && <LoadingRows rows={9} />}
      {proposals.isSuccess && all.length === 0 && (
        <EmptyState icon={Spline} title={t("noSubjects")} text={t("noSubjectsText")}>
          {can("plant.edit", site) && (
            <LinkButton to="/sites/$site/zones" params={{ site }} search={{ add: "zone" }}>
              {t("addZone")}
            </LinkButton>
          )}
        </EmptyState>
      )}
      {all.length > 0 && rows.length === 0 && (
        <EmptyState icon={SearchX} title={t("noneFound")}>
          <Button
            variant="default"
            onClick={() => go({ kind: undefined, compared: undefined, incomplete: undefined, search: undefined })}
          >
            {t("clearFilters")}
          </Button>
        </EmptyState>
      )}
      {rows.length > 0 && (
        <>
          {maySign && selected.size > 0 && (
            <div className={`${classes.bar} no-print`} role="region" aria-label={t("bulk.bar")}>
              <Text size="sm" fw={600} role="status">
                {t("bulk.selected", { count: selected.size })}
              </Text>
              <Button
                size="compact-sm"
                leftSection={<FileSignature size={14} aria-hidden />}
                disabled={!risk.data?.inForce}
                onClick={() => setTaking(true)}
              >
                {t("bulk.take", { count: chosen.filter((p) => !unfit(p)).length })}
              </Button>
              <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setSelected(new Set())}>
                {t("bulk.clear")}
              </Button>
            </div>
          )}
          <ProposalTable
            site={site}
            rows={rows}
            postures={postures}
            sort={filter.sort}
            onSort={(sort) => go({ sort })}
            selectable={maySign}
            selected={selected}
            onToggle={toggle}
            onOpen={(p) => go({ subject: nameOf(p.subject) })}
          />
        </>
      )}
      {open && (
        <Subject
          key={nameOf(open)}
          site={site}
          subject={open}
          posture={postures.get(open.id)}
          scenarios={risk.data?.scenarios ?? []}
          criteria={criteria}
          inForce={risk.data?.inForce ?? false}
          maySign={maySign}
          onClose={() => go({ subject: undefined })}
        />
      )}
      {taking && (
        <TakeAll
          site={site}
          proposals={chosen}
          onDone={() => setSelected(new Set())}
          onClose={() => setTaking(false)}
        />
      )}
    </Stack>
  );
}
