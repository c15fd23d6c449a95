import { Anchor, Checkbox, Skeleton, Text } from "@mantine/core";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset, Zone } from "../../api/types";
import { Key } from "../../parts/Key";
import { criticality, word } from "../../parts/plant/words";
import classes from "./assets.module.css";
import { columns, zoneName } from "./columns";
import { has, type Selection } from "./selection";

const height = 122;

interface Props {
  assets: Asset[];
  total: number;
  zones: Map<string, Zone>;
  selection: Selection;
  onToggle: (index: number, range: boolean) => void;
  onOpen: (asset: Asset) => void;
  onReach: (index: number) => void;
}

/** The assets as cards, where a table would not fit. */
export function AssetCards({ assets, total, zones, selection, onToggle, onOpen, onReach }: Props) {
  const { t } = useTranslation("plant");
  const [top, setTop] = useState(0);
  const measure = useCallback((list: HTMLUListElement | null) => setTop(list?.offsetTop ?? 0), []);
  const cards = useWindowVirtualizer({
    count: total,
    estimateSize: () => height,
    overscan: 6,
    scrollMargin: top,
  });
  const items = cards.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onReach(last), [last, onReach, assets.length]);
  return (
    <ul
      ref={measure}
      className={classes.cards}
      style={{ height: cards.getTotalSize(), padding: 0, margin: 0, listStyle: "none" }}
    >
      {items.map((item) => {
        const asset = assets[item.index];
        return (
          <li
            key={item.index}
            className={classes.card}
            style={{ height, transform: `translateY(${item.start - cards.options.scrollMargin}px)` }}
          >
            <div className={classes.cardBody} data-selected={(asset && has(selection, asset.id)) || undefined}>
              {!asset && <Skeleton height={80} style={{ gridColumn: "1 / -1" }} />}
              {asset && (
                <>
                  <Checkbox
                    aria-label={t("assets.select", { key: asset.key })}
                    checked={has(selection, asset.id)}
                    onChange={() => onToggle(item.index, false)}
                  />
                  <div>
                    <div className={classes.cardLine}>
                      <Anchor component="button" type="button" fw={600} onClick={() => onOpen(asset)}>
                        <Key>{asset.key}</Key> {asset.name}
                      </Anchor>
                    </div>
                    <Text size="sm" className={classes.cardLine}>
                      {[word("assetRole", asset.role), asset.vendor, asset.model].filter(Boolean).join(" · ")}
                    </Text>
                    <Text size="sm" c="dimmed" className={classes.cardLine}>
                      {zoneName(asset, zones) ?? t("assets.noZone")}
                    </Text>
                    <Text size="sm" c="dimmed" className={classes.cardLine}>
                      {columns.ip.cell(asset, zones)} {asset.criticality ? ` · ${criticality(asset.criticality)}` : ""}
                    </Text>
                  </div>
                </>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
