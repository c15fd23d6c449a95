import { Button, Checkbox, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { VerdictState } from "../../plant/types";
import { stateName } from "../../plant/words";
import type { ComponentAnswer } from "../supply";
import classes from "./component.module.css";

interface Props {
  state: VerdictState;
  answers: ComponentAnswer[];
  busy: boolean;
  onGive: (requirements: string[]) => void;
  onClose: () => void;
}

/** Asks once more for each requirement before many get the same answer: its question stands beside its box. */
export function ManyDialog({ state, answers, busy, onGive, onClose }: Props) {
  const { t } = useTranslation(["library", "common"]);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set(answers.map((a) => a.requirement.id)));
  const toggle = (id: string) => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t("component.many.title", { state: stateName(state), count: answers.length })}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <Stack>
        <Text size="sm">{t("component.many.text")}</Text>
        <div className={classes.chosen}>
          {answers.map(({ requirement: r }) => (
            <Checkbox
              key={r.id}
              checked={left.has(r.id)}
              onChange={() => toggle(r.id)}
              label={`${r.id} ${r.title}`}
              description={r.question}
            />
          ))}
        </div>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("common:cancel")}
          </Button>
          <Button loading={busy} disabled={left.size === 0} onClick={() => onGive([...left])}>
            {t("component.many.give", { count: left.size, state: stateName(state) })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
