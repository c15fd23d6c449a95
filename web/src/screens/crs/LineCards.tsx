import { Anchor, Checkbox, Skeleton, Text } from "@mantine/core";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { has, type Selection } from "../assets/selection";
import { columns } from "./columns";
import type { Line } from "./crs";
import classes from "./crs.module.css";

const height = 122;

interface Props {
  lines: Line[];
  total: number;
  selection: Selection;
  mayEdit: boolean;
  onToggle: (index: number, range: boolean) => void;
  onOpen: (line: Line) => void;
  onReach: (index: number) => void;
}

/** The requirements as cards, where a table would not fit. */
export function LineCards({ lines, total, selection, mayEdit, onToggle, onOpen, onReach }: Props) {
  const { t } = useTranslation("crs");
  const [top, setTop] = useState(0);
  const measure = useCallback((list: HTMLUListElement | null) => setTop(list?.offsetTop ?? 0), []);
  const cards = useWindowVirtualizer({ count: total, estimateSize: () => height, overscan: 6, scrollMargin: top });
  const items = cards.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onReach(last), [last, onReach, lines.length]);
  return (
    <ul ref={measure} className={classes.cards} style={{ height: cards.getTotalSize() }}>
      {items.map((item) => {
        const line = lines[item.index];
        return (
          <li
            key={item.index}
            className={classes.card}
            style={{ height, transform: `translateY(${item.start - cards.options.scrollMargin}px)` }}
          >
            <div className={classes.cardBody} data-selected={(line && has(selection, line.id)) || undefined}>
              {!line && <Skeleton height={90} style={{ gridColumn: "1 / -1" }} />}
              {line && mayEdit && (
                <Checkbox
                  aria-label={t("lines.select", { number: line.number })}
                  checked={has(selection, line.id)}
                  onChange={() => onToggle(item.index, false)}
                />
              )}
              {line && !mayEdit && <span />}
              {line && (
                <div>
                  <div className={classes.cardLine}>
                    <Anchor component="button" type="button" fw={600} size="sm" onClick={() => onOpen(line)}>
                      {columns.subject.cell(line)} {columns.requirement.cell(line)}
                    </Anchor>
                  </div>
                  <Text size="sm" className={classes.cardLine} component="div">
                    {columns.state.cell(line)} {columns.target.cell(line)}
                  </Text>
                  <Text size="sm" c="dimmed" className={classes.cardLine} component="div">
                    {columns.verification.cell(line)} {columns.hold.cell(line)}
                  </Text>
                  <Text size="sm" c="dimmed" className={classes.cardLine} component="div">
                    {columns.serves.cell(line)}
                  </Text>
                </div>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
