import { ActionIcon, Button, Fieldset, Group, MultiSelect, Paper, Select, Stack, Text, TextInput } from "@mantine/core";
import type { FormErrors } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { readingAll, url } from "../../api/api";
import type { Grant, Role, Zone } from "../../api/types";
import { useSites } from "../../parts/sites";

const roles: Role[] = [
  "administrator",
  "security-manager",
  "engineer",
  "assessor",
  "auditor",
  "approver",
  "integrator",
  "supplier",
  "viewer",
];

interface Props {
  value: Grant[];
  onChange: (grants: Grant[]) => void;
  errors: FormErrors;
}

/** Edits a user's roles: for all sites or one; an integrator's zones; a supplier's vendor. */
export function Grants({ value, onChange, errors }: Props) {
  const { t } = useTranslation("account");
  const put = (i: number, grant: Grant) => onChange(value.map((g, j) => (j === i ? grant : g)));
  return (
    <Fieldset legend={t("grants.title")}>
      <Stack gap="xs">
        <Text size="xs" c="dimmed">
          {t("grants.hint")}
        </Text>
        {value.map((grant, i) => (
          <Line
            key={i}
            grant={grant}
            error={Object.entries(errors).find(([path]) => path.startsWith(`grants.${i}`))?.[1]}
            onChange={(g) => put(i, g)}
            onRemove={() => onChange(value.filter((_, j) => j !== i))}
          />
        ))}
        {value.length === 0 && <Text size="sm">{t("grants.empty")}</Text>}
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<Plus size={14} />}
            onClick={() => onChange([...value, { role: "viewer" }])}
          >
            {t("grants.add")}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}

interface LineProps {
  grant: Grant;
  error?: React.ReactNode;
  onChange: (grant: Grant) => void;
  onRemove: () => void;
}

function Line({ grant, error, onChange, onRemove }: LineProps) {
  const { t } = useTranslation("account");
  const sites = useSites();
  return (
    <Paper withBorder p="xs">
      <Group align="flex-start" gap="xs">
        <Select
          flex="1 1 160px"
          label={t("grants.role")}
          description={t(`roleText.${grant.role}`)}
          inputWrapperOrder={["label", "input", "description", "error"]}
          data={roles.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
          value={grant.role}
          allowDeselect={false}
          onChange={(role) => role && onChange({ role, site: grant.site })}
          error={error}
        />
        <Select
          flex="1 1 160px"
          label={t("grants.where")}
          searchable
          data={[
            { value: "", label: t("grants.allSites") },
            ...sites.map((s) => ({ value: s.id, label: `${s.key} ${s.name}` })),
          ]}
          value={grant.site ?? ""}
          allowDeselect={false}
          onChange={(site) => onChange({ ...grant, site: site || undefined, zones: undefined })}
        />
        {grant.role === "supplier" && (
          <TextInput
            flex="1 1 140px"
            label={t("grants.vendor")}
            description={t("grants.vendorHint")}
            inputWrapperOrder={["label", "input", "description", "error"]}
            value={grant.vendor ?? ""}
            onChange={(e) => onChange({ ...grant, vendor: e.currentTarget.value || undefined })}
          />
        )}
        <ActionIcon aria-label={t("grants.remove")} onClick={onRemove} mt={26}>
          <X size={16} />
        </ActionIcon>
      </Group>
      {grant.role === "integrator" && <Zones grant={grant} onChange={onChange} />}
    </Paper>
  );
}

function Zones({ grant, onChange }: { grant: Grant; onChange: (grant: Grant) => void }) {
  const { t } = useTranslation("account");
  const zones = useQuery({
    ...readingAll<Zone>(url`/sites/${grant.site ?? ""}/zones`),
    enabled: Boolean(grant.site),
  });
  return (
    <MultiSelect
      mt="xs"
      size="sm"
      label={t("grants.zones")}
      description={grant.site ? undefined : t("grants.needsSite")}
      disabled={!grant.site}
      searchable
      data={(zones.data ?? []).map((z) => ({ value: z.id, label: `${z.key} ${z.name}` }))}
      value={grant.zones ?? []}
      onChange={(chosen) => onChange({ ...grant, zones: chosen.length > 0 ? chosen : undefined })}
    />
  );
}
