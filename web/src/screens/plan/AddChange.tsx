import {
  Button,
  Checkbox,
  Group,
  Modal,
  MultiSelect,
  NumberInput,
  Select,
  Stack,
  TextInput,
  type SelectProps,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { reading, url } from "../../api/api";
import { assumptionsOf, countermeasuresOf, scenariosOf, type ChangeKind } from "../../api/plan";
import type { Asset, Page } from "../../api/types";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { conduitsOf, zonesOf } from "../../parts/plant/queries";
import type { Requirement } from "../../parts/plant/types";
import { changeOf, complete, emptyDraft, kinds, layers, measureKinds, states, type Draft } from "./draft";
import classes from "./plan.module.css";
import type { Tried } from "./WhatIfTab";

interface Props {
  site: string;
  onAdd: (change: Tried["change"], label: string) => void;
  onClose: () => void;
}

const requirementSet = "iec-62443-3-3:2013";

/** Puts one change together by choosing. */
export function AddChange({ site, onAdd, onClose }: Props) {
  const { t } = useTranslation(["plan", "common"]);
  const [kind, setKind] = useState<ChangeKind>("set-countermeasure");
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const set = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
  const wants = (...of: ChangeKind[]) => of.includes(kind);

  const zones = useQuery(zonesOf(site));
  const conduits = useQuery(conduitsOf(site));
  const measures = useQuery({ ...countermeasuresOf(site), enabled: wants("set-countermeasure") });
  const assumptions = useQuery({ ...assumptionsOf(site), enabled: wants("set-assumption") });
  const scenarios = useQuery({ ...scenariosOf(site), enabled: wants("add-countermeasure") });
  const requirements = useQuery({
    ...reading<{ requirements: Requirement[] }>(url`/catalog/sets/${requirementSet}`),
    staleTime: Infinity,
    enabled: wants("add-countermeasure"),
  });
  const reads = [zones, conduits, measures, assumptions, scenarios, requirements];
  const failed = reads.find((r) => r.isError);

  const named = (list: { id: string; key: string; name: string }[] | undefined) =>
    (list ?? []).map((x) => ({ value: x.id, label: `${x.key} ${x.name}` }));
  const zoneChoice = named(zones.data);
  const conduitChoice = named(conduits.data);
  const subjects = [
    { group: t("change.zones"), items: zoneChoice },
    { group: t("change.conduits"), items: conduitChoice },
  ];
  const measure = measures.data?.find((m) => m.id === draft.record);
  const assumption = assumptions.data?.find((a) => a.id === draft.record);

  const submit = (e: FormEvent) => {
    e.preventDefault();
    if (!complete(kind, draft)) return;
    const labels = [...zoneChoice, ...conduitChoice, ...named(measures.data), ...named(assumptions.data)];
    const about = draft.recordLabel || labels.find((x) => x.value === draft.record)?.label || draft.name || draft.key;
    onAdd(changeOf(kind, draft), t("change.label", { kind: t(`kind.${kind}`), about }));
  };
  const record = (label: string, data: SelectProps["data"]) => (
    <Select
      label={label}
      data={data}
      value={draft.record || null}
      onChange={(v) => set({ record: v ?? "", value: "" })}
      searchable
      required
      nothingFoundMessage={t("change.nothing")}
      limit={100}
    />
  );

  return (
    <Modal opened onClose={onClose} title={t("whatIf.add")} size="lg">
      <form onSubmit={submit}>
        <Stack>
          <Select
            label={t("change.kind")}
            data={kinds.map((k) => ({ value: k, label: t(`kind.${k}`) }))}
            value={kind}
            allowDeselect={false}
            onChange={(v) => {
              setKind(v as ChangeKind);
              setDraft(emptyDraft);
            }}
            data-autofocus
          />
          {wants("close-conduit") && record(t("change.conduit"), conduitChoice)}
          {wants("open-conduit") && (
            <div className={classes.fields}>
              <TextInput
                label={t("change.key")}
                value={draft.key}
                onChange={(e) => set({ key: e.currentTarget.value })}
                required
                maxLength={64}
              />
              <TextInput
                label={t("change.name")}
                value={draft.name}
                onChange={(e) => set({ name: e.currentTarget.value })}
                required
                maxLength={200}
              />
              <Select
                label={t("change.from")}
                data={zoneChoice}
                value={draft.from || null}
                onChange={(v) => set({ from: v ?? "" })}
                searchable
                required
              />
              <Select
                label={t("change.to")}
                data={zoneChoice.filter((z) => z.value !== draft.from)}
                value={draft.zone || null}
                onChange={(v) => set({ zone: v ?? "" })}
                searchable
                required
              />
            </div>
          )}
          {wants("move-asset") && (
            <>
              <AssetSelect
                site={site}
                value={draft.record}
                onChange={(id, label) => set({ record: id, recordLabel: label })}
              />
              <Select
                label={t("change.toZone")}
                data={zoneChoice}
                value={draft.zone || null}
                onChange={(v) => set({ zone: v ?? "" })}
                searchable
                required
              />
            </>
          )}
          {wants("set-countermeasure") && (
            <>
              {record(t("change.countermeasure"), named(measures.data))}
              <Select
                label={t("change.becomes")}
                description={measure && t("change.now", { state: t(`state.${measure.state}` as never) })}
                data={states.filter((s) => s !== measure?.state).map((s) => ({ value: s, label: t(`state.${s}`) }))}
                value={draft.value || null}
                onChange={(v) => set({ value: v ?? "" })}
                required
              />
            </>
          )}
          {wants("set-assumption") && (
            <>
              {record(t("change.assumption"), named(assumptions.data))}
              <Select
                label={t("change.becomes")}
                description={assumption && t("change.now", { state: t(`state.${assumption.state}` as never) })}
                data={(["open", "confirmed", "false"] as const)
                  .filter((s) => s !== assumption?.state)
                  .map((s) => ({ value: s, label: t(`state.${s}`) }))}
                value={draft.value || null}
                onChange={(v) => set({ value: v ?? "" })}
                required
              />
            </>
          )}
          {wants("set-target") && (
            <>
              {record(t("change.subject"), subjects)}
              <TextInput
                label={t("change.vector")}
                description={t("change.vectorHint")}
                value={draft.value}
                onChange={(e) => set({ value: e.currentTarget.value })}
                required
                maxLength={40}
              />
            </>
          )}
          {wants("add-countermeasure") && (
            <>
              <div className={classes.fields}>
                <TextInput
                  label={t("change.name")}
                  value={draft.name}
                  onChange={(e) => set({ name: e.currentTarget.value })}
                  required
                  maxLength={200}
                />
                <Select
                  label={t("change.layer")}
                  data={layers.map((l) => ({ value: l, label: t(`layer.${l}`) }))}
                  value={draft.layer}
                  allowDeselect={false}
                  onChange={(v) => v && set({ layer: v })}
                />
                <Select
                  label={t("change.measureKind")}
                  data={measureKinds.map((k) => ({ value: k, label: t(`measureKind.${k}`) }))}
                  value={draft.measureKind}
                  allowDeselect={false}
                  onChange={(v) => v && set({ measureKind: v })}
                />
                <Select
                  label={t("change.state")}
                  data={states.slice(0, 3).map((s) => ({ value: s, label: t(`state.${s}`) }))}
                  value={draft.value || "existing"}
                  allowDeselect={false}
                  onChange={(v) => v && set({ value: v })}
                />
              </div>
              <Checkbox
                label={t("change.wholeSite")}
                checked={draft.wholeSite}
                onChange={(e) => set({ wholeSite: e.currentTarget.checked })}
              />
              {!draft.wholeSite && (
                <>
                  <MultiSelect
                    label={t("change.zones")}
                    data={zoneChoice}
                    value={draft.zones}
                    onChange={(v) => set({ zones: v })}
                    searchable
                    limit={100}
                  />
                  <MultiSelect
                    label={t("change.conduits")}
                    data={conduitChoice}
                    value={draft.conduits}
                    onChange={(v) => set({ conduits: v })}
                    searchable
                    limit={100}
                  />
                </>
              )}
              <MultiSelect
                label={t("change.requirements")}
                description={t("change.requirementsHint")}
                data={(requirements.data?.requirements ?? []).map((r) => ({
                  value: r.id,
                  label: `${r.id} ${r.title}`,
                }))}
                value={draft.requirements}
                onChange={(v) => set({ requirements: v })}
                searchable
              />
              <MultiSelect
                label={t("change.scenarios")}
                description={t("change.scenariosHint")}
                data={named(scenarios.data)}
                value={draft.scenarios}
                onChange={(v) => set({ scenarios: v })}
                searchable
                limit={100}
              />
              {draft.scenarios.length > 0 && (
                <div className={classes.fields}>
                  <NumberInput
                    label={t("change.lowersLikelihood")}
                    min={0}
                    max={5}
                    allowDecimal={false}
                    value={draft.lowersLikelihood}
                    onChange={(v) => set({ lowersLikelihood: Number(v) || 0 })}
                  />
                  <NumberInput
                    label={t("change.lowersConsequence")}
                    min={0}
                    max={5}
                    allowDecimal={false}
                    value={draft.lowersConsequence}
                    onChange={(v) => set({ lowersConsequence: Number(v) || 0 })}
                  />
                </div>
              )}
            </>
          )}
          {failed && <ErrorPanel error={failed.error} onRetry={() => void failed.refetch()} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" disabled={!complete(kind, draft)}>
              {t("change.add")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Finds assets on the server: there may be many thousands. */
function AssetSelect({
  site,
  value,
  onChange,
}: {
  site: string;
  value: string;
  onChange: (id: string, label: string) => void;
}) {
  const { t } = useTranslation("plan");
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState("");
  const [asked] = useDebouncedValue(search === chosen ? "" : search, 150);
  const found = useQuery({
    ...reading<Page<Asset>>(url`/sites/${site}/assets`, { search: asked || undefined, limit: 30 }),
    placeholderData: (old) => old,
  });
  const data = (found.data?.items ?? []).map((a) => ({
    value: a.id,
    label: [a.key, a.name].filter(Boolean).join(" "),
  }));
  if (value && !data.some((d) => d.value === value)) data.unshift({ value, label: chosen });
  return (
    <>
      <Select
        label={t("change.asset")}
        description={t("change.assetHint")}
        data={data}
        value={value || null}
        onChange={(v, option) => {
          setChosen(option?.label ?? "");
          onChange(v ?? "", option?.label ?? "");
        }}
        searchable
        searchValue={search}
        onSearchChange={setSearch}
        filter={({ options }) => options}
        nothingFoundMessage={t("change.nothing")}
        required
      />
      {found.isError && <ErrorPanel error={found.error} />}
    </>
  );
}
