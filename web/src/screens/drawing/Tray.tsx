import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { use } from "react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "../../parts/plant/link";
import { formatNumber } from "../../parts/TimeAgo";
import { AssetChip, assetsIn } from "./AssetChips";
import classes from "./drawing.module.css";
import { Selecting } from "./selecting";

const most = 30;

/** The assets that lie in no zone yet, to be put into one. */
export function Tray() {
  const { t } = useTranslation("drawing");
  const { site } = use(Selecting);
  const { data } = useQuery(assetsIn(site, "none", most));
  if (!data || data.total === 0) return null;
  return (
    <section className={`${classes.tray} nodrag nopan nowheel`} aria-label={t("unplaced", { count: data.total })}>
      <Text size="xs" fw={600}>
        {t("unplaced", { count: data.total, n: formatNumber(data.total) })}
      </Text>
      <ul className={classes.chips}>
        {data.items.map((a) => (
          <li key={a.id}>
            <AssetChip asset={a} />
          </li>
        ))}
      </ul>
      {data.total > most && (
        <LinkButton
          size="compact-xs"
          variant="subtle"
          to="/sites/$site/assets"
          params={{ site }}
          search={{ zone: "none" }}
        >
          {t("allUnplaced", { n: formatNumber(data.total) })}
        </LinkButton>
      )}
    </section>
  );
}
