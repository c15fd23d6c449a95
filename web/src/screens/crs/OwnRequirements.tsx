import { ActionIcon, Badge, Button, Card, Group, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { Key } from "../../parts/Key";
import { conduitsOf, zonesOf } from "../../parts/plant/queries";
import { scenariosOf } from "../../parts/risk/queries";
import { sent, useRecordWrite } from "../../parts/risk/records";
import type { Outline, OwnRequirement, Specification } from "./crs";
import classes from "./crs.module.css";
import { OwnForm } from "./OwnForm";
import { specificationKind } from "./WrittenForm";

interface Props {
  site: string;
  spec: Specification;
  outline: Outline;
  mayEdit: boolean;
}

/** What the owner asks for beyond IEC 62443-3-3. */
export function OwnRequirements({ site, spec, mayEdit }: Props) {
  const { t } = useTranslation("crs");
  const [edited, setEdited] = useState<OwnRequirement | "new">();
  const [doomed, setDoomed] = useState<OwnRequirement>();
  const own = spec.own ?? [];
  const remove = useRecordWrite<Specification>(site, specificationKind, { onDone: () => setDoomed(undefined) }).save;
  return (
    <Card withBorder padding="md" component="section" aria-labelledby="crs-own">
      <Group justify="space-between" mb={4}>
        <Title order={2} id="crs-own">
          {t("own.title")}
        </Title>
        {mayEdit && (
          <Button
            size="compact-sm"
            variant="subtle"
            className="no-print"
            leftSection={<Plus size={14} aria-hidden />}
            onClick={() => setEdited("new")}
          >
            {t("own.add")}
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {own.length === 0 ? t("own.none") : t("own.lead")}
      </Text>
      <ul className={classes.own}>
        {own.map((o) => (
          <li key={o.key}>
            <div>
              <Text size="sm" className="wrap-anywhere">
                <Key>{o.key}</Key> {o.text}
              </Text>
              <Facts site={site} own={o} />
            </div>
            {mayEdit && (
              <Group gap={4} wrap="nowrap" className="no-print">
                <ActionIcon variant="subtle" aria-label={t("own.edit", { key: o.key })} onClick={() => setEdited(o)}>
                  <Pencil size={15} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t("own.remove", { key: o.key })}
                  onClick={() => setDoomed(o)}
                >
                  <Trash2 size={15} aria-hidden />
                </ActionIcon>
              </Group>
            )}
          </li>
        ))}
      </ul>
      {edited && (
        <OwnForm
          site={site}
          spec={spec}
          own={edited === "new" ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
      {doomed && (
        <ConfirmDialog
          opened
          danger
          title={t("own.removeTitle", { key: doomed.key })}
          text={doomed.text}
          confirm={t("own.removeConfirm")}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(sent({ ...spec, own: own.filter((o) => o.key !== doomed.key) }))}
          onClose={() => setDoomed(undefined)}
        />
      )}
    </Card>
  );
}

/** Where it applies, which risks it serves, and how it is shown. */
function Facts({ site, own: o }: { site: string; own: OwnRequirement }) {
  const { t } = useTranslation("crs");
  const zones = useQuery(zonesOf(site)).data ?? [];
  const conduits = useQuery(conduitsOf(site)).data ?? [];
  const scenarios = useQuery(scenariosOf(site)).data ?? [];
  const keys = (all: { id: string; key: string }[], ids: string[] = []) =>
    all.filter((x) => ids.includes(x.id)).map((x) => x.key);
  const at = [...keys(zones, o.zones), ...keys(conduits, o.conduits)];
  const serves = keys(scenarios, o.scenarios);
  const facts = [
    at.length > 0 ? t("own.at", { keys: at.join(", ") }) : t("own.everywhere"),
    serves.length > 0 ? t("own.serves", { keys: serves.join(", ") }) : t("own.servesNone"),
    t("own.by", { method: t(`verification.${o.verification ?? "document-review"}`) }),
  ];
  return (
    <Text size="xs" c="dimmed" component="div">
      {facts.join(" · ")} {o.holdPoint && <Badge size="sm">{t("line.hold")}</Badge>}
    </Text>
  );
}
