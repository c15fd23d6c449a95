import { Autocomplete, Button, Group, MultiSelect, Select, Stack, Text } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSites } from "../../parts/sites";
import classes from "./assessments.module.css";
import { noSite, type Draft, type PartDraft } from "./plan";
import { useOffered } from "./useOffered";

interface Props {
  form: UseFormReturnType<Draft>;
  index: number;
  /** What the set is answered for. */
  kinds: string[];
  people: string[];
}

/** One part of the plan: where, what of it, and who answers. */
export function PartFields({ form, index, kinds, people }: Props) {
  const { t } = useTranslation("assessments");
  const sites = useSites();
  const { scope, parts } = form.getValues();
  const part = parts[index] as PartDraft;
  const [typed, offered, setTyped] = useOffered(part.site, kinds, part.subjects);
  const at = `parts.${index}`;
  // A problem about one subject is shown at all of them: they share an input.
  const wrong = Object.entries(form.errors).find(([path]) => path.startsWith(`${at}.subjects`))?.[1];
  const siteOnly = part.site !== noSite && offered.every((g) => g.items.length === 0) && !typed;
  const where = [
    ...sites.map((s) => ({ value: s.id, label: `${s.key} ${s.name}` })),
    ...(kinds.some((k) => k === "product" || k === "company")
      ? [{ value: "none", label: t("plan.productsAndCompanies") }]
      : []),
  ];
  return (
    <Stack gap="xs" className={classes.part} role="group" aria-label={t("plan.part", { n: index + 1 })}>
      <Group justify="space-between">
        <Text size="sm" fw={600}>
          {t("plan.part", { n: index + 1 })}
        </Text>
        {parts.length > 1 && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={<X size={13} aria-hidden />}
            aria-label={t("plan.removePart", { n: index + 1 })}
            onClick={() => form.removeListItem("parts", index)}
          >
            {t("plan.remove")}
          </Button>
        )}
      </Group>
      {scope === "shared" && (
        <Select
          label={t("plan.where")}
          data={where}
          allowDeselect={false}
          searchable
          value={part.site || "none"}
          error={form.errors[`${at}.site`]}
          onChange={(v) =>
            form.setFieldValue(at, { ...part, site: v === "none" || v === null ? noSite : v, subjects: [] })
          }
        />
      )}
      {!siteOnly && (
        <MultiSelect
          label={t("plan.subjects")}
          description={part.site === noSite ? t("plan.subjectsShared") : t("plan.subjectsHint")}
          placeholder={part.subjects.length === 0 && part.site !== noSite ? t("plan.wholeSite") : undefined}
          searchable
          hidePickedOptions
          clearable
          data={offered}
          value={part.subjects}
          error={wrong}
          searchValue={typed}
          onSearchChange={setTyped}
          onChange={(subjects) => form.setFieldValue(`${at}.subjects`, subjects)}
          limit={100}
          nothingFoundMessage={t("plan.nothing")}
        />
      )}
      <Autocomplete
        label={t("plan.assessor")}
        description={t("plan.assessorHint")}
        data={people}
        {...form.getInputProps(`${at}.assessor`)}
      />
    </Stack>
  );
}
