import {
  ActionIcon,
  Button,
  Checkbox,
  MultiSelect,
  NumberInput,
  Paper,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plus, Route, X } from "lucide-react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { postureOf } from "../../parts/plant/queries";
import { frs } from "../../parts/plant/types";
import { frName } from "../../parts/plant/words";
import { nextRow, noPrice, type AskValues } from "./ask";
import type { Price } from "../../api/plan";
import classes from "./plan.module.css";

interface Props {
  site: string;
  values: AskValues;
  busy: boolean;
  onChange: (values: AskValues) => void;
  onPlan: () => void;
}

/** Asks what is to be lifted, what things cost, and when the plant stands still. */
export function AskForm({ site, values: v, busy, onChange, onPlan }: Props) {
  const { t } = useTranslation("plan");
  const posture = useQuery(postureOf(site));
  const set = (part: Partial<AskValues>) => onChange({ ...v, ...part });
  const subjects = (posture.data?.subjects ?? []).filter((s) => s.target);
  const choice = (kind: string) =>
    subjects
      .filter((s) => s.subject.kind === kind)
      .map((s) => ({ value: `${kind}:${s.subject.id}`, label: `${s.key} ${s.name}` }));
  const submit = (e: FormEvent) => {
    e.preventDefault();
    onPlan();
  };
  return (
    <Paper withBorder p="md" component="form" onSubmit={submit} className="no-print" aria-label={t("roadmap.asked")}>
      <Stack gap="md">
        {posture.isError && <ErrorPanel error={posture.error} onRetry={() => void posture.refetch()} />}
        <MultiSelect
          label={t("ask.subjects")}
          description={v.subjects.length === 0 ? t("ask.allBelow") : undefined}
          data={[
            { group: t("change.zones"), items: choice("zone") },
            { group: t("change.conduits"), items: choice("conduit") },
          ]}
          value={v.subjects}
          onChange={(subjects) => set({ subjects })}
          searchable
          clearable
          clearButtonProps={{ "aria-label": t("ask.all") }}
          limit={100}
        />
        <section>
          <Title order={2} size="h5">
            {t("ask.costs")}
          </Title>
          <Text size="xs" c="dimmed" mb={6}>
            {t("ask.costsText")}
          </Text>
          <PriceFields price={v.price} onChange={(price) => set({ price })} />
        </section>
        <section>
          <Title order={2} size="h5" mb={4}>
            {t("ask.frs")}
          </Title>
          <div className={classes.rows}>
            {v.frs.map((f) => (
              <div key={f.row} className={classes.rows}>
                <div className={classes.row}>
                  <Select
                    label={t("ask.fr")}
                    data={frs
                      .map((fr) => ({ value: `FR ${fr + 1}`, label: frName(fr) }))
                      .filter((o) => o.value === f.fr || !v.frs.some((x) => x.fr === o.value))}
                    value={f.fr || null}
                    onChange={(fr) => set({ frs: v.frs.map((x) => (x.row === f.row ? { ...x, fr: fr ?? "" } : x)) })}
                    required
                  />
                  <Remove name={f.fr} onClick={() => set({ frs: v.frs.filter((x) => x.row !== f.row) })} />
                </div>
                <PriceFields
                  price={f}
                  onChange={(price) => set({ frs: v.frs.map((x) => (x.row === f.row ? { ...x, ...price } : x)) })}
                />
              </div>
            ))}
            {v.frs.length < 7 && (
              <Add onClick={() => set({ frs: [...v.frs, { ...noPrice, row: nextRow(v.frs), fr: "" }] })}>
                {t("ask.addFR")}
              </Add>
            )}
          </div>
        </section>
        <section>
          <Title order={2} size="h5" mb={4}>
            {t("ask.weights")}
          </Title>
          <div className={classes.fields}>
            <Amount label={t("ask.dayRate")} value={v.dayRate} onChange={(dayRate) => set({ dayRate })} />
            <Amount label={t("ask.hourRate")} value={v.hourRate} onChange={(hourRate) => set({ hourRate })} />
          </div>
        </section>
        <section>
          <Title order={2} size="h5" mb={4}>
            {t("ask.calendar")}
          </Title>
          <div className={classes.fields}>
            <Amount label={t("ask.perWeek")} value={v.effortPerWeek} onChange={(n) => set({ effortPerWeek: n })} />
            <TextInput
              type="date"
              label={t("ask.start")}
              value={v.start}
              onChange={(e) => set({ start: e.currentTarget.value })}
            />
          </div>
          <div className={classes.rows} style={{ marginTop: 8 }}>
            {v.windows.map((w) => (
              <div key={w.row} className={classes.row}>
                <TextInput
                  type="date"
                  label={t("ask.outage")}
                  value={w.date}
                  required
                  onChange={(e) => {
                    const date = e.currentTarget.value;
                    set({ windows: v.windows.map((x) => (x.row === w.row ? { ...x, date } : x)) });
                  }}
                />
                <Amount
                  label={t("ask.hours")}
                  value={w.hours}
                  onChange={(hours) => set({ windows: v.windows.map((x) => (x.row === w.row ? { ...x, hours } : x)) })}
                />
                <Remove name={w.date} onClick={() => set({ windows: v.windows.filter((x) => x.row !== w.row) })} />
              </div>
            ))}
            <Add onClick={() => set({ windows: [...v.windows, { row: nextRow(v.windows), date: "", hours: 8 }] })}>
              {t("ask.addOutage")}
            </Add>
          </div>
        </section>
        <Button type="submit" leftSection={<Route size={16} aria-hidden />} loading={busy}>
          {t("ask.plan")}
        </Button>
      </Stack>
    </Paper>
  );
}

function PriceFields({ price, onChange }: { price: Price; onChange: (price: Price) => void }) {
  const { t } = useTranslation("plan");
  const { cost, effort, shutdown, hours } = price;
  const set = (part: Partial<Price>) => onChange({ cost, effort, shutdown, hours, ...part });
  return (
    <>
      <div className={classes.fields}>
        <Amount label={t("ask.cost")} value={cost} onChange={(n) => set({ cost: n })} />
        <Amount label={t("ask.effort")} value={effort} onChange={(n) => set({ effort: n })} />
        {shutdown && <Amount label={t("ask.hours")} value={hours} onChange={(n) => set({ hours: n })} />}
      </div>
      <Checkbox
        mt={6}
        size="xs"
        label={t("ask.shutdown")}
        checked={shutdown}
        onChange={(e) => set({ shutdown: e.currentTarget.checked })}
      />
    </>
  );
}

function Amount({ label, value, onChange }: { label: string; value: number; onChange: (n: number) => void }) {
  return (
    <NumberInput label={label} value={value} min={0} thousandSeparator onChange={(n) => onChange(Number(n) || 0)} />
  );
}

function Remove({ name, onClick }: { name: string; onClick: () => void }) {
  const { t } = useTranslation("plan");
  return (
    <ActionIcon variant="subtle" size="lg" aria-label={t("ask.remove", { name })} onClick={onClick}>
      <X size={16} aria-hidden />
    </ActionIcon>
  );
}

function Add({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <div>
      <Button variant="default" size="compact-sm" leftSection={<Plus size={15} aria-hidden />} onClick={onClick}>
        {children}
      </Button>
    </div>
  );
}
