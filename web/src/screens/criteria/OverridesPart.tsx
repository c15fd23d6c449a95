import { Button, Checkbox, Group, MultiSelect, Select, Text, Textarea, TextInput, VisuallyHidden } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { consequenceName } from "../../parts/risk/levels";
import { causeKinds, mechanisms, type Category, type Override } from "../../parts/risk/types";
import { riskOptions } from "../../parts/risk/words";
import classes from "./criteria.module.css";
import { overrideSentence } from "./lines";
import type { PartProps } from "./part";

/** The overrides as sentences: what raises the band, whatever the matrix says. */
export function OverridesPart(p: PartProps) {
  const { criteria: c, onChange } = p;
  const { t } = useTranslation("criteria");
  const all = c.overrides ?? [];
  const highest = c.bands.filter((b) => b.region !== "intolerable").at(-1) ?? c.bands.at(-1);
  return (
    <>
      {all.length === 0 && (
        <Text size="sm" mb="sm">
          {t("override.none")}
        </Text>
      )}
      {all.map((o, i) => (
        <OverrideRow key={i} {...p} override={o} at={i} />
      ))}
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<Plus size={14} aria-hidden />}
        onClick={() => onChange({ ...c, overrides: [...all, { name: "", when: {}, least: highest?.id ?? "" }] })}
      >
        {t("override.add")}
      </Button>
    </>
  );
}

function OverrideRow({ criteria: c, onChange, says, override: o, at }: PartProps & { override: Override; at: number }) {
  const { t } = useTranslation("criteria");
  const all = c.overrides ?? [];
  const path = (field: string) => says(`overrides.${at}.${field}`);
  const set = (part: Partial<Override>) =>
    onChange({ ...c, overrides: all.map((x, i) => (i === at ? { ...x, ...part } : x)) });
  const when = (part: Partial<Override["when"]>) => set({ when: { ...o.when, ...part } });
  const some = (list: string[]) => (list.length > 0 ? list : undefined);
  return (
    <fieldset className={classes.override}>
      <VisuallyHidden component="legend">{t("override.row", { n: at + 1, name: o.name })}</VisuallyHidden>
      <Group justify="space-between" align="end" mb="xs" wrap="nowrap">
        <TextInput
          size="xs"
          label={t("override.name")}
          value={o.name}
          onChange={(e) => set({ name: e.currentTarget.value })}
          error={path("name")}
          maxLength={100}
          flex={1}
          maw={360}
        />
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          leftSection={<Trash2 size={14} aria-hidden />}
          onClick={() => onChange({ ...c, overrides: all.filter((_, i) => i !== at) })}
          aria-label={t("override.remove", { name: o.name })}
        >
          {t("remove")}
        </Button>
      </Group>
      <div className={classes.sentence}>
        <Text size="sm">{t("override.whenMechanism")}</Text>
        <MultiSelect
          size="xs"
          miw={220}
          aria-label={t("override.mechanisms")}
          placeholder={o.when.mechanisms?.length ? undefined : t("override.anyMechanism")}
          data={riskOptions("mechanism", mechanisms)}
          value={o.when.mechanisms ?? []}
          onChange={(v) => when({ mechanisms: some(v) })}
          clearable
        />
        <Text size="sm">{t("override.andCause")}</Text>
        <MultiSelect
          size="xs"
          miw={160}
          aria-label={t("override.causes")}
          placeholder={o.when.causes?.length ? undefined : t("override.anyCause")}
          data={riskOptions("causeKind", causeKinds)}
          value={o.when.causes ?? []}
          onChange={(v) => when({ causes: some(v) })}
          clearable
        />
        <Text size="sm">{t("override.andCategory")}</Text>
        <Select
          size="xs"
          w={150}
          aria-label={t("override.categoryOf")}
          placeholder={t("override.anyCategory")}
          data={riskOptions(
            "category",
            c.categories.map((s) => s.category),
          )}
          value={o.when.category ?? null}
          onChange={(v) => when({ category: (v ?? undefined) as Category | undefined })}
          clearable
        />
        <Text size="sm">{t("override.isAtLeast")}</Text>
        <Select
          size="xs"
          w={160}
          aria-label={t("override.level")}
          placeholder={t("override.anyLevel")}
          data={c.consequences.map((_, i) => ({ value: String(i + 1), label: consequenceName(c, i + 1) }))}
          value={o.when.atLeast ? String(o.when.atLeast) : null}
          onChange={(v) => when({ atLeast: v ? Number(v) : undefined })}
          error={path("when.atLeast")}
          clearable
        />
        <Checkbox
          size="xs"
          label={t("override.ifHackable")}
          checked={o.when.hackable ?? false}
          onChange={(e) => when({ hackable: e.currentTarget.checked || undefined })}
        />
        <Checkbox
          size="xs"
          label={t("override.ifSafetyZone")}
          checked={o.when.safetyZone ?? false}
          onChange={(e) => when({ safetyZone: e.currentTarget.checked || undefined })}
        />
        <Text size="sm">{t("override.thenAtLeast")}</Text>
        <Select
          size="xs"
          w={150}
          aria-label={t("override.least")}
          data={c.bands.map((b) => ({ value: b.id, label: b.name }))}
          value={o.least || null}
          onChange={(v) => v && set({ least: v })}
          allowDeselect={false}
          error={path("least")}
        />
      </div>
      {path("when") && (
        <Text size="xs" c="red" mt={4} role="alert">
          {path("when")}
        </Text>
      )}
      <Textarea
        mt="xs"
        size="xs"
        minRows={1}
        label={t("override.reason")}
        value={o.reason ?? ""}
        onChange={(e) => set({ reason: e.currentTarget.value })}
        error={path("reason")}
        maxLength={500}
      />
      <Text size="sm" mt="xs" c="dimmed">
        {overrideSentence(c, o)}
      </Text>
    </fieldset>
  );
}
