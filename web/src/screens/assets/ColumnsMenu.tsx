import { Button, Checkbox, Popover, Stack } from "@mantine/core";
import { Columns3 } from "lucide-react";
import { useTranslation } from "react-i18next";
import classes from "./assets.module.css";
import { columnIDs } from "./columns";
import { asShipped, type ColumnState } from "./useColumns";

/** Which columns the table shows. */
export function ColumnsMenu({ state }: { state: ColumnState }) {
  const { t } = useTranslation("plant");
  return (
    <Popover position="bottom-end" width={240} trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<Columns3 size={16} aria-hidden />}>
          {t("assets.columns")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="sm" aria-label={t("assets.columns")}>
        <Stack gap={6} className={classes.facetList} role="group" aria-label={t("assets.columns")}>
          {columnIDs.map((id) => (
            <Checkbox
              key={id}
              size="xs"
              label={t(`assets.column.${id}`)}
              checked={state.visible[id] ?? false}
              disabled={id === "key"}
              onChange={(e) =>
                state.set({ visible: { ...state.visible, [id]: e.currentTarget.checked }, sizes: state.sizes })
              }
            />
          ))}
        </Stack>
        <Button size="compact-xs" variant="subtle" mt="xs" onClick={() => state.set(asShipped)}>
          {t("assets.resetColumns")}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
