import { Anchor, Button, Drawer, Stack, Text } from "@mantine/core";
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Key } from "../../parts/Key";
import type { DepthCell, ZoneDepth } from "../../parts/risk/views";
import { riskWord } from "../../parts/risk/words";
import classes from "./countermeasures.module.css";
import { signs } from "./depth";

interface Props {
  zone: ZoneDepth;
  cell: DepthCell;
  onOpen: (measure: string) => void;
  /** Absent for those who may not add. */
  onAdd?: () => void;
  onClose: () => void;
}

/** What counts in one layer of one zone, what does not, and why. */
export function CellDrawer({ zone, cell, onOpen, onAdd, onClose }: Props) {
  const { t } = useTranslation("targets");
  return (
    <Drawer
      opened
      position="right"
      size="md"
      onClose={onClose}
      title={t("depth.cellTitle", { layer: riskWord("layer", cell.layer), zone: `${zone.key} ${zone.name}` })}
    >
      <Stack>
        <Text fw={600}>{cell.why}</Text>
        {cell.measures.map((m) => (
          <div key={m.id}>
            <span className={classes.chip} data-state={m.state}>
              <span aria-hidden>{signs[m.state]}</span> {t(`depth.state.${m.state}`)}
            </span>{" "}
            <Anchor component="button" type="button" size="sm" fw={600} onClick={() => onOpen(m.id)}>
              <Key>{m.key}</Key> {m.name}
            </Anchor>
            <Text size="sm">{m.why}</Text>
            <Text size="xs" c="dimmed">
              {t(`measures.kinds.${m.kind}` as never)}
              {m.via && ` · ${t("depth.via", { via: m.via })}`}
            </Text>
          </div>
        ))}
        {onAdd && (
          <Button leftSection={<Plus size={16} aria-hidden />} onClick={onAdd}>
            {t("depth.add")}
          </Button>
        )}
      </Stack>
    </Drawer>
  );
}
