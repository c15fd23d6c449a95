import { useQuery } from "@tanstack/react-query";
import { memo, use } from "react";
import { useTranslation } from "react-i18next";
import { reading, url } from "../../api/api";
import type { Asset, Page } from "../../api/types";
import { formatNumber } from "../../parts/TimeAgo";
import classes from "./drawing.module.css";
import { Selecting } from "./selecting";

/** The first assets of a zone, "none" for those without one. */
export function assetsIn(site: string, zone: string, limit: number) {
  return reading<Page<Asset> & { total: number }>(url`/sites/${site}/assets`, { zone, limit });
}

/** The assets inside of a zone as small boxes that can be carried elsewhere. */
export const AssetChips = memo(function AssetChips({ zone, most }: { zone: string; most: number }) {
  const { t } = useTranslation("drawing");
  const { site } = use(Selecting);
  const { data } = useQuery({ ...assetsIn(site, zone, most), staleTime: 60_000 });
  if (!data || data.total === 0) return null;
  const more = data.total - data.items.length;
  return (
    <ul className={classes.chips} aria-label={t("assetsOfZone")}>
      {data.items.map((a) => (
        <li key={a.id}>
          <AssetChip asset={a} inZone />
        </li>
      ))}
      {more > 0 && <li className={classes.more}>{t("more", { n: formatNumber(more) })}</li>}
    </ul>
  );
});

/**
 * One asset: drag it to another zone, or press it and choose one. Inside of a
 * zone, which is a button itself, only the pointer reaches it; the details of
 * the zone offer the same by keyboard.
 */
export function AssetChip({ asset, inZone = false }: { asset: Asset; inZone?: boolean }) {
  const { t } = useTranslation("drawing");
  const { carry, ask } = use(Selecting);
  const title = [asset.key, asset.name].filter(Boolean).join(" ");
  if (!carry || !ask) {
    return (
      <span className={classes.chip} title={title}>
        {asset.key}
      </span>
    );
  }
  if (inZone) {
    return (
      <span
        className={`${classes.chip} nodrag nopan`}
        title={title}
        data-asset={asset.key}
        data-carried
        onPointerDown={(e) => carry(asset, e)}
        onClick={(e) => e.stopPropagation()}
      >
        {asset.key}
      </span>
    );
  }
  return (
    <button
      type="button"
      className={`${classes.chip} nodrag nopan`}
      title={title}
      aria-label={t("moveAsset", { asset: title })}
      data-asset={asset.key}
      onPointerDown={(e) => carry(asset, e)}
      onClick={(e) => {
        e.stopPropagation();
        if (e.detail === 0) ask(asset); // by keyboard; a press of the pointer is told by carrying
      }}
      onKeyDown={(e) => e.stopPropagation()}
    >
      {asset.key}
    </button>
  );
}
