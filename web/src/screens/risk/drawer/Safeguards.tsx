import { ActionIcon, Badge, Button, Checkbox, Group, NumberInput, Select, Text, TextInput } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { RecordPicker } from "../../../parts/risk/RecordPicker";
import { dependencyKinds, layers, type Credit, type Dependency, type Safeguard } from "../../../parts/risk/types";
import { riskOptions, riskWord } from "../../../parts/risk/words";
import { safeguardName } from "../sheet/columns";
import type { Lookup } from "../sheet/lookup";
import classes from "./drawer.module.css";

interface Props {
  list: Safeguard[];
  /** As they were when the server found the credits. */
  stored: Safeguard[];
  credits: Credit[];
  look: Lookup;
  readOnly: boolean;
  errors: Record<string, string>;
  onChange: (list: Safeguard[]) => void;
}

/** What stands in the way of a scenario, each with the credit that the server gives it and why. */
export function Safeguards({ list, stored, credits, look, readOnly, errors, onChange }: Props) {
  const { t } = useTranslation("risk");
  const put = (i: number, part: Partial<Safeguard>) => onChange(list.map((g, n) => (n === i ? { ...g, ...part } : g)));
  return (
    <>
      {list.length === 0 && (
        <Text size="sm" c="dimmed" mb="xs">
          {t("guard.none")}
        </Text>
      )}
      {list.map((g, i) => (
        <One
          key={i}
          guard={g}
          number={i}
          // A credit belongs to the safeguard as it is stored.
          credit={g === stored[i] ? credits[i] : undefined}
          look={look}
          readOnly={readOnly}
          errors={errors}
          onChange={(part) => put(i, part)}
          onRemove={() => onChange(list.filter((_, n) => n !== i))}
        />
      ))}
      {!readOnly && (
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            leftSection={<Plus size={15} aria-hidden />}
            onClick={() => onChange([...list, { name: "" }])}
          >
            {t("guard.add")}
          </Button>
        </Group>
      )}
    </>
  );
}

interface OneProps {
  guard: Safeguard;
  number: number;
  credit: Credit | undefined;
  look: Lookup;
  readOnly: boolean;
  errors: Record<string, string>;
  onChange: (part: Partial<Safeguard>) => void;
  onRemove: () => void;
}

function One({ guard: g, number, credit, look, readOnly, errors, onChange, onRemove }: OneProps) {
  const { t } = useTranslation("risk");
  const measure = look.countermeasures.find((m) => m.id === g.countermeasure);
  const error = (field: string) => errors[`safeguards.${number}.${field}`];
  const zones = look.zones.map((z) => ({ value: z.id, label: `${z.key} ${z.name}` }));
  const name = measure ? `${measure.key} ${measure.name}` : safeguardName(g, look) || t("guard.unnamed");
  return (
    <fieldset className={classes.safeguard}>
      <legend>{name}</legend>
      {credit ? (
        <p className={classes.credit}>
          <Badge color={credit.state === "counts" ? "green" : credit.state === "planned" ? "blue" : "orange"} mr={6}>
            {riskWord("creditState", credit.state)}
          </Badge>
          <Text span size="sm">
            {credit.why}
          </Text>
        </p>
      ) : (
        <Text size="sm" c="dimmed" mb="xs">
          {t("guard.saveFirst")}
        </Text>
      )}
      <div className={classes.fields}>
        <RecordPicker
          label={t("guard.countermeasure")}
          placeholder={t("guard.own")}
          records={look.countermeasures}
          value={g.countermeasure}
          readOnly={readOnly}
          error={error("countermeasure")}
          onChange={(countermeasure) => onChange({ countermeasure, ...(countermeasure && { name: "" }) })}
        />
        {measure ? (
          <Text size="sm" c="dimmed" component="div">
            {t("guard.register", {
              layer: riskWord("layer", measure.layer),
              hackable: measure.hackable ? t("guard.isHackable") : t("guard.notHackable"),
              place: measure.placedIn ? look.key(measure.placedIn) : t("guard.nowhere"),
            })}
            {(measure.dependencies ?? []).length > 0 && (
              <> {t("guard.shares", { names: (measure.dependencies ?? []).map((d) => d.name).join(", ") })}</>
            )}
          </Text>
        ) : (
          <TextInput
            label={t("guard.name")}
            value={g.name ?? ""}
            readOnly={readOnly}
            error={error("name")}
            maxLength={4000}
            onChange={(e) => onChange({ name: e.currentTarget.value })}
          />
        )}
        {!measure && (
          <>
            <Select
              label={t("guard.layer")}
              data={riskOptions("layer", layers)}
              value={g.layer || null}
              readOnly={readOnly}
              clearable={!readOnly}
              error={error("layer")}
              onChange={(v) => onChange({ layer: v ?? "" })}
            />
            <Select
              label={t("guard.placedIn")}
              description={t("guard.placedInHint")}
              data={zones}
              value={g.placedIn || null}
              readOnly={readOnly}
              clearable={!readOnly}
              searchable
              error={error("placedIn")}
              onChange={(v) => onChange({ placedIn: v ?? "" })}
            />
          </>
        )}
        <NumberInput
          label={t("guard.likelihood")}
          value={g.lowersLikelihood ?? 0}
          min={0}
          max={5}
          allowDecimal={false}
          readOnly={readOnly}
          error={error("lowersLikelihood")}
          onChange={(v) => onChange({ lowersLikelihood: Number(v) || 0 })}
        />
        <NumberInput
          label={t("guard.consequence")}
          value={g.lowersConsequence ?? 0}
          min={0}
          max={5}
          allowDecimal={false}
          readOnly={readOnly}
          error={error("lowersConsequence")}
          onChange={(v) => onChange({ lowersConsequence: Number(v) || 0 })}
        />
        <TextInput
          label={t("guard.reason")}
          description={t("guard.reasonHint")}
          value={g.reason ?? ""}
          readOnly={readOnly}
          error={error("reason")}
          className={classes.wide}
          onChange={(e) => onChange({ reason: e.currentTarget.value })}
        />
        <NumberInput
          label={t("guard.pfd")}
          description={t("guard.pfdHint")}
          value={g.pfd ?? ""}
          min={0}
          max={1}
          step={0.1}
          readOnly={readOnly}
          error={error("pfd")}
          onChange={(v) => onChange({ pfd: v === "" ? undefined : Number(v) })}
        />
        <TextInput
          label={t("guard.evidence")}
          value={g.evidence ?? ""}
          readOnly={readOnly}
          error={error("evidence")}
          onChange={(e) => onChange({ evidence: e.currentTarget.value })}
        />
        <Group gap="lg" className={classes.wide}>
          <Checkbox
            label={t("guard.planned")}
            checked={g.planned ?? false}
            disabled={readOnly}
            onChange={(e) => onChange({ planned: e.currentTarget.checked })}
          />
          {!measure && (
            <Checkbox
              label={t("guard.hackable")}
              checked={g.hackable ?? false}
              disabled={readOnly}
              onChange={(e) => onChange({ hackable: e.currentTarget.checked })}
            />
          )}
        </Group>
        {!measure && (
          <Dependencies
            list={g.dependencies ?? []}
            readOnly={readOnly}
            onChange={(dependencies) => onChange({ dependencies })}
          />
        )}
      </div>
      {!readOnly && (
        <Group justify="flex-end" mt="xs">
          <Button
            size="compact-xs"
            variant="subtle"
            color="red"
            leftSection={<Trash2 size={14} aria-hidden />}
            onClick={onRemove}
            aria-label={t("guard.removeOne", { name })}
          >
            {t("guard.remove")}
          </Button>
        </Group>
      )}
    </fieldset>
  );
}

interface DependenciesProps {
  list: Dependency[];
  readOnly: boolean;
  onChange: (list: Dependency[]) => void;
}

/** What a safeguard shares with others: two with one in common count once. */
function Dependencies({ list, readOnly, onChange }: DependenciesProps) {
  const { t } = useTranslation("risk");
  const put = (i: number, part: Partial<Dependency>) => onChange(list.map((d, n) => (n === i ? { ...d, ...part } : d)));
  return (
    <div className={classes.wide}>
      <Text size="sm" fw={500}>
        {t("guard.dependencies")}
      </Text>
      <Text size="xs" c="dimmed" mb={4}>
        {t("guard.dependenciesHint")}
      </Text>
      {list.map((d, i) => (
        <Group key={i} gap="xs" mb={4} wrap="nowrap">
          <Select
            size="xs"
            aria-label={t("guard.dependencyKind", { n: i + 1 })}
            data={riskOptions("dependency", dependencyKinds)}
            value={d.kind}
            allowDeselect={false}
            readOnly={readOnly}
            onChange={(v) => put(i, { kind: v ?? "other" })}
            w={150}
          />
          <TextInput
            size="xs"
            aria-label={t("guard.dependencyName", { n: i + 1 })}
            value={d.name}
            readOnly={readOnly}
            onChange={(e) => put(i, { name: e.currentTarget.value })}
            flex={1}
          />
          {!readOnly && (
            <ActionIcon
              aria-label={t("guard.removeDependency", { n: i + 1 })}
              onClick={() => onChange(list.filter((_, n) => n !== i))}
            >
              <Trash2 size={14} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      ))}
      {!readOnly && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => onChange([...list, { kind: "account-store", name: "" }])}
        >
          {t("guard.addDependency")}
        </Button>
      )}
    </div>
  );
}
