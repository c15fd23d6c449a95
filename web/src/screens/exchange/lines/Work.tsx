import { Drawer, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNarrow } from "../../../parts/plant/useNarrow";
import classes from "../exchange.module.css";

interface Props {
  list: ReactNode;
  /** The line at hand; nothing when none is chosen. */
  children: ReactNode;
  hint: string;
  onClose: () => void;
}

/** A list and beside it what is at hand; on narrow screens it opens over the list. */
export function Work({ list, children, hint, onClose }: Props) {
  const { t } = useTranslation("exchange");
  const narrow = useNarrow();
  if (narrow)
    return (
      <>
        {list}
        <Drawer opened={Boolean(children)} onClose={onClose} position="bottom" size="88%" title={t("line.title")}>
          {children}
        </Drawer>
      </>
    );
  return (
    <div className={classes.work}>
      {list}
      <aside className={`${classes.side} no-print`} aria-label={t("line.title")} tabIndex={0}>
        {children || (
          <Text size="sm" c="dimmed">
            {hint}
          </Text>
        )}
      </aside>
    </div>
  );
}
