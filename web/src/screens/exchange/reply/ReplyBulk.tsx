import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import classes from "../exchange.module.css";
import type { Line } from "../filter";
import type { ReplyView } from "../types";
import { AnswerFields, type Draft } from "./AnswerFields";
import { useAnswer } from "./useAnswer";

interface Props {
  view: ReplyView;
  selected: Line[];
  onSelectAll: () => void;
  onClear: () => void;
}

/** What can be done with the selected lines. */
export function ReplyBulk({ view, selected, onSelectAll, onClear }: Props) {
  const { t } = useTranslation("exchange");
  const [open, setOpen] = useState(false);
  const write = useAnswer(view, onClear);
  if (selected.length === 0) return null;
  return (
    <div className={`${classes.bar} no-print`} role="region" aria-label={t("bulk.label")}>
      <Text size="sm" fw={600} role="status">
        {t("bulk.selected", { count: selected.length })}
      </Text>
      <Button size="xs" onClick={() => setOpen(true)}>
        {t("bulk.answer")}
      </Button>
      <Button
        size="xs"
        variant="default"
        loading={write.isPending}
        onClick={() => write.mutate({ clear: selected.filter((l) => l.answer !== "open").map((l) => l.line.id) })}
      >
        {t("reply.clear")}
      </Button>
      <Button size="xs" variant="subtle" onClick={onSelectAll}>
        {t("bulk.all")}
      </Button>
      <Button size="xs" variant="subtle" color="gray" onClick={onClear}>
        {t("bulk.none")}
      </Button>
      {open && <BulkDialog view={view} selected={selected} onClose={() => setOpen(false)} onDone={onClear} />}
    </div>
  );
}

interface DialogProps {
  view: ReplyView;
  selected: Line[];
  onClose: () => void;
  onDone: () => void;
}

function BulkDialog({ view, selected, onClose, onDone }: DialogProps) {
  const { t } = useTranslation(["exchange", "common"]);
  const [draft, setDraft] = useState<Draft>({ answer: "comply", reason: "", instead: "", products: [] });
  const write = useAnswer(view, () => {
    onClose();
    onDone();
  });
  return (
    <Modal opened onClose={onClose} size="lg" title={t("bulk.title", { count: selected.length })}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          const { answer } = draft;
          if (!answer) return;
          write.mutate({
            put: selected.map((l) => ({
              line: l.line.id,
              answer,
              reason: draft.reason.trim(),
              instead: draft.instead.trim(),
              products: draft.products.length > 0 ? draft.products : l.products,
            })),
          });
        }}
      >
        <Stack>
          <AnswerFields
            value={draft}
            onChange={setDraft}
            products={view.products}
            productsHint={t("bulk.productsHint")}
          />
          <ErrorPanel error={write.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={write.isPending}>
              {t("bulk.do", { count: selected.length })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
