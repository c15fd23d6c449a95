import { NumberInput, Select, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { consequenceName } from "../../parts/risk/levels";
import type { TargetRules } from "../../parts/risk/types";
import classes from "./criteria.module.css";
import { defaultMethod, methods } from "./lines";
import type { PartProps } from "./part";

const levels = ["0", "1", "2", "3", "4"];
const ways = ["linear", "decade"] as const;

/** The numbers behind the six methods that derive target levels. */
export function TargetsPart({ criteria: c, onChange, says }: PartProps) {
  const { t } = useTranslation("criteria");
  const r = c.targets;
  const set = (part: Partial<TargetRules>) => onChange({ ...c, targets: { ...r, ...part } });
  const choices = levels.map((value) => ({ value, label: t("sl", { level: value }) }));
  const whole = (path: string) =>
    says(path) && (
      <Text size="xs" c="red" role="alert">
        {says(path)}
      </Text>
    );
  const byConsequence = (
    <div className={classes.numbers}>
      {c.consequences.map((_, i) => (
        <Select
          key={i}
          size="xs"
          label={consequenceName(c, i + 1)}
          data={choices}
          value={r.byConsequence?.[i] === undefined ? null : String(r.byConsequence[i])}
          onChange={(v) =>
            v &&
            set({ byConsequence: c.consequences.map((_, k) => (k === i ? Number(v) : (r.byConsequence?.[k] ?? 1))) })
          }
          allowDeselect={false}
          error={says(`targets.byConsequence.${i}`)}
        />
      ))}
      {whole("targets.byConsequence")}
    </div>
  );
  const byBand = (
    <div className={classes.numbers}>
      {c.bands.map((b) => {
        const range = r.byBand?.[b.id];
        const put = (part: { from?: number; to?: number }) => {
          const next = { from: range?.from ?? 1, to: range?.to ?? 1, ...part };
          set({ byBand: { ...r.byBand, [b.id]: next } });
        };
        return (
          <div key={b.id} className={classes.numbers}>
            <Select
              size="xs"
              w={92}
              label={t("target.bandFrom", { name: b.name })}
              data={choices}
              value={range ? String(range.from) : null}
              onChange={(v) => v && put({ from: Number(v), to: Math.max(Number(v), range?.to ?? 0) })}
              allowDeselect={false}
              error={says(`targets.byBand.${b.id}.from`) ?? says(`targets.byBand.${b.id}`)}
            />
            <Select
              size="xs"
              w={92}
              label={t("target.bandTo", { name: b.name })}
              data={choices}
              value={range ? String(range.to) : null}
              onChange={(v) => v && put({ to: Number(v) })}
              allowDeselect={false}
              error={says(`targets.byBand.${b.id}.to`)}
            />
          </div>
        );
      })}
    </div>
  );
  const crrf = (
    <div className={classes.numbers}>
      <Select
        size="xs"
        label={t("target.crrf")}
        data={ways.map((value) => ({ value, label: t(`crrf.${value}`) }))}
        value={r.crrf ?? null}
        onChange={(v) => set({ crrf: v ?? undefined })}
        miw={260}
        clearable
        error={says("targets.crrf")}
      />
      <NumberInput
        size="xs"
        label={t("target.tolerableRisk")}
        min={0}
        max={36}
        value={r.tolerableRisk ?? ""}
        onChange={(v) => set({ tolerableRisk: v === "" || Number(v) === 0 ? undefined : Number(v) })}
        error={says("targets.tolerableRisk")}
      />
    </div>
  );
  const perYear = (
    <div className={classes.numbers}>
      {c.consequences.map((_, i) => (
        <NumberInput
          key={i}
          size="xs"
          label={consequenceName(c, i + 1)}
          min={0}
          hideControls
          decimalScale={9}
          value={r.tolerablePerYear?.[i] ?? ""}
          onChange={(v) =>
            set({
              tolerablePerYear: c.consequences.map((_, k) => (k === i ? Number(v) : (r.tolerablePerYear?.[k] ?? 0))),
            })
          }
          error={says(`targets.tolerablePerYear.${i}`)}
        />
      ))}
      {whole("targets.tolerablePerYear")}
    </div>
  );
  const fields: Partial<Record<(typeof methods)[number], ReactNode>> = {
    consequence: byConsequence,
    band: byBand,
    crrf,
    lopa: perYear,
  };
  return (
    <>
      <Select
        label={t("target.default")}
        description={t("target.defaultHint")}
        data={methods.map((value) => ({ value, label: t(`method.${value}.name`) }))}
        value={r.method || defaultMethod}
        onChange={(v) => v && set({ method: v })}
        allowDeselect={false}
        maw={420}
        mb="md"
        error={says("targets.method")}
      />
      {methods.map((m) => (
        <section key={m} className={classes.method} aria-label={t(`method.${m}.name`)}>
          <Title order={3}>{t(`method.${m}.name`)}</Title>
          <Text size="sm" c="dimmed" mb={6} className={classes.hint}>
            {t(`method.${m}.text`)}
          </Text>
          {fields[m]}
        </section>
      ))}
    </>
  );
}
