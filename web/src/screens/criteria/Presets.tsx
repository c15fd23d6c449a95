import { Badge, Button, Group, Modal, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { LoadingRows } from "../../parts/Loading";
import { useRecordWrite } from "../../parts/risk/records";
import type { Criteria } from "../../parts/risk/types";
import { fieldName } from "../../parts/words";
import { criteriaKind, presetsOf } from "./criteria";
import classes from "./criteria.module.css";
import { draftFrom } from "./draft";
import { Legend, Matrix } from "./Matrix";

interface Props {
  site: string;
  onMade: (draft: Criteria) => void;
  onClose: () => void;
}

/** Chooses criteria to begin with, each with its picture, and makes a draft of them. */
export function Presets({ site, onMade, onClose }: Props) {
  const { t } = useTranslation(["criteria", "common"]);
  const presets = useQuery(presetsOf(site));
  const items = presets.data?.items ?? [];
  const [chosen, choose] = useState<string>();
  const [name, setName] = useState("");
  const preset = items.find((p) => p.preset === chosen) ?? items[0];
  const add = useRecordWrite<Criteria>(site, criteriaKind, {
    onDone: (c) => {
      onClose();
      onMade(c);
    },
  }).add;
  const submit = (e: FormEvent) => {
    e.preventDefault();
    if (preset) add.mutate(draftFrom(preset, name.trim() || preset.name));
  };
  return (
    <Modal opened onClose={onClose} title={t("preset.title")} size="xl">
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{t("preset.lead")}</Text>
          {presets.isError && <ErrorPanel error={presets.error} onRetry={() => void presets.refetch()} />}
          {presets.isPending && <LoadingRows rows={6} />}
          <Radio.Group aria-label={t("preset.title")} value={preset?.preset ?? ""} onChange={choose}>
            <div className={classes.presets}>
              {items.map((p) => (
                <Radio.Card key={p.preset} value={p.preset} className={classes.preset} p="sm">
                  <Group wrap="nowrap" align="flex-start" gap="sm">
                    <Radio.Indicator mt={3} />
                    <div>
                      <Text fw={600}>{p.name}</Text>
                      <Badge size="sm" color="gray">
                        {t("preset.size", { likelihoods: p.likelihoods.length, consequences: p.consequences.length })}
                      </Badge>
                      <Text size="xs" c="dimmed" mt={4} mb="xs">
                        {p.note}
                      </Text>
                      <div aria-hidden>
                        <Matrix small criteria={p} caption={p.name} />
                        <Legend criteria={p} />
                      </div>
                    </div>
                  </Group>
                </Radio.Card>
              ))}
            </div>
          </Radio.Group>
          <TextInput
            label={fieldName("name")}
            description={t("preset.nameHint")}
            placeholder={preset?.name}
            value={name}
            onChange={(e) => setName(e.currentTarget.value)}
            maxLength={200}
          />
          <ErrorPanel error={add.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={add.isPending} disabled={!preset}>
              {t("preset.make")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
