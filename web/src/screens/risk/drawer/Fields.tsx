import { Checkbox, MultiSelect, Select, Text, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { consequenceName, likelihoodChoices } from "../../../parts/risk/levels";
import { functionsOf, techniquesOf, worstCasesOf } from "../../../parts/risk/queries";
import { RatingPickers } from "../../../parts/risk/RatingPickers";
import { RecordPicker, RecordsPicker } from "../../../parts/risk/RecordPicker";
import {
  categories,
  causeKinds,
  confidences,
  mechanisms,
  threatSources,
  treatments,
  type Category,
  type Scenario,
} from "../../../parts/risk/types";
import { riskOptions } from "../../../parts/risk/words";
import { columns } from "../sheet/columns";
import type { Lookup } from "../sheet/lookup";
import classes from "./drawer.module.css";
import { Section } from "./Section";

interface Props {
  site: string;
  scenario: Scenario;
  look: Lookup;
  readOnly: boolean;
  errors: Record<string, string>;
  onChange: (part: Partial<Scenario>) => void;
}

type TextField = "deviation" | "cause" | "vulnerability" | "consequence" | "objective" | "rationale" | "note";
type ShortField = "name" | "owner" | "pha" | "due";
type ChoiceField = "causeKind" | "threatSource" | "mechanism" | "confidence" | "treatment";

/** All other fields of a scenario, in the order in which one thinks of them. */
export function Fields({ site, scenario: s, look, readOnly, errors, onChange }: Props) {
  const { t } = useTranslation("risk");
  const functions = useQuery(functionsOf(site));
  const worst = useQuery(worstCasesOf(site));
  const techniques = useQuery(techniquesOf(site));

  const long = (field: TextField) => (
    <Textarea
      label={t(`column.${field}`)}
      value={s[field] ?? ""}
      readOnly={readOnly}
      error={errors[field]}
      minRows={1}
      maxLength={4000}
      className={classes.wide}
      onChange={(e) => onChange({ [field]: e.currentTarget.value })}
    />
  );
  const short = (field: ShortField, type?: "date") => (
    <TextInput
      type={type}
      label={t(`column.${field}`)}
      value={s[field] ?? ""}
      readOnly={readOnly}
      error={errors[field]}
      onChange={(e) => onChange({ [field]: e.currentTarget.value })}
    />
  );
  const choose = (field: ChoiceField, values: readonly string[]) => (
    <Select
      label={t(`column.${field}`)}
      data={riskOptions(field, values)}
      value={s[field] || null}
      readOnly={readOnly}
      clearable={!readOnly}
      error={errors[field]}
      onChange={(v) => onChange({ [field]: v ?? "" })}
    />
  );
  const node = s.zone || s.conduit || null;
  const nodes = (list: { id: string; key: string; name: string }[]) =>
    list.map((x) => ({ value: x.id, label: `${x.key} ${x.name}` }));
  const skill = columns.find((c) => c.id === "skill");
  const known = new Map((techniques.data?.items ?? []).map((x) => [x.id, x.name]));
  const choices = [...new Set([...known.keys(), ...(s.techniques ?? [])])].map((id) => ({
    value: id,
    label: known.has(id) ? `${id} ${known.get(id)}` : id,
  }));
  const own = Object.keys(s.ratings ?? {}).length > 0;
  const inherited = worst.data?.find((w) => w.id === s.worstCase);

  return (
    <>
      <Section title={t("drawer.what")}>
        <div className={classes.fields}>
          {short("name")}
          <Select
            label={t("column.node")}
            data={[
              { group: t("filter.zones"), items: nodes(look.zones) },
              { group: t("filter.conduits"), items: nodes(look.conduits) },
            ]}
            value={node}
            searchable
            readOnly={readOnly}
            error={errors.zone ?? errors.conduit}
            onChange={(v) => {
              const zone = look.zones.some((z) => z.id === v);
              onChange({ zone: zone ? (v ?? "") : "", conduit: zone ? "" : (v ?? "") });
            }}
          />
          {long("deviation")}
          {choose("threatSource", threatSources)}
          <Select
            label={t("column.skill")}
            data={skill?.choices?.(look) ?? []}
            value={s.skill ? String(s.skill) : null}
            readOnly={readOnly}
            clearable={!readOnly}
            error={errors.skill}
            onChange={(v) => onChange({ skill: Number(v ?? 0) })}
          />
          <MultiSelect
            label={t("column.techniques")}
            description={techniques.data && t("drawer.release", { release: techniques.data.release })}
            data={choices}
            value={s.techniques ?? []}
            searchable
            hidePickedOptions
            limit={100}
            readOnly={readOnly}
            error={errors.techniques ?? firstOf(errors, "techniques.")}
            className={classes.wide}
            onChange={(list) => onChange({ techniques: list, release: techniques.data?.release ?? s.release })}
          />
          {long("vulnerability")}
          {long("cause")}
          {choose("causeKind", causeKinds)}
          {choose("mechanism", mechanisms)}
          <Checkbox
            label={t("drawer.causeHackable")}
            checked={s.causeHackable ?? false}
            disabled={readOnly}
            className={classes.wide}
            onChange={(e) => onChange({ causeHackable: e.currentTarget.checked })}
          />
          <RecordsPicker
            label={t("drawer.functions")}
            records={functions.data}
            value={s.functions}
            readOnly={readOnly}
            error={errors.functions}
            onChange={(list) => onChange({ functions: list })}
          />
          <TextInput
            label={t("column.objective")}
            value={s.objective ?? ""}
            readOnly={readOnly}
            error={errors.objective}
            onChange={(e) => onChange({ objective: e.currentTarget.value })}
          />
        </div>
      </Section>
      <Section title={t("group.consequence")}>
        <div className={classes.fields}>
          {long("consequence")}
          <RecordPicker
            label={t("drawer.worstCase")}
            description={t("drawer.worstCaseHint")}
            records={worst.data}
            value={s.worstCase}
            readOnly={readOnly}
            error={errors.worstCase}
            onChange={(worstCase) => onChange({ worstCase })}
          />
          <Select
            label={t("drawer.likelihood")}
            data={likelihoodChoices(look.criteria)}
            value={s.likelihood ? String(s.likelihood) : null}
            readOnly={readOnly}
            clearable={!readOnly}
            error={errors.likelihood}
            onChange={(v) => onChange({ likelihood: Number(v ?? 0) })}
          />
        </div>
        {!own && inherited && (
          <Text size="sm" c="dimmed" my="xs">
            {t("drawer.inherited", {
              key: inherited.key,
              levels: categories
                .filter((c) => inherited.ratings?.[c] !== undefined)
                .map(
                  (c) =>
                    `${riskOptions("category", [c])[0]?.label} ${consequenceName(look.criteria, inherited.ratings?.[c] ?? 0)}`,
                )
                .join(", "),
            })}
          </Text>
        )}
        <RatingPickers
          ratings={s.ratings ?? {}}
          criteria={look.criteria}
          readOnly={readOnly}
          errors={ratingErrors(errors)}
          onChange={(ratings) => onChange({ ratings })}
        />
      </Section>
      <Section title={t("group.decision")}>
        <div className={classes.fields}>
          {choose("treatment", treatments)}
          {short("owner")}
          {short("due", "date")}
          <Checkbox
            label={t("drawer.opportunity")}
            checked={s.opportunity ?? false}
            disabled={readOnly}
            onChange={(e) => onChange({ opportunity: e.currentTarget.checked })}
          />
        </div>
      </Section>
      <Section title={t("group.ground")}>
        <div className={classes.fields}>
          {choose("confidence", confidences)}
          {short("pha")}
          <div className={classes.wide}>
            <RecordsPicker
              label={t("column.assumptions")}
              records={look.assumptions}
              value={s.assumptions}
              readOnly={readOnly}
              error={errors.assumptions}
              onChange={(assumptions) => onChange({ assumptions })}
            />
          </div>
          {long("rationale")}
          {long("note")}
        </div>
      </Section>
    </>
  );
}

function firstOf(errors: Record<string, string>, begin: string): string | undefined {
  return Object.entries(errors).find(([field]) => field.startsWith(begin))?.[1];
}

function ratingErrors(errors: Record<string, string>): Partial<Record<Category, string>> {
  return Object.fromEntries(categories.flatMap((c) => (errors[`ratings.${c}`] ? [[c, errors[`ratings.${c}`]]] : [])));
}
