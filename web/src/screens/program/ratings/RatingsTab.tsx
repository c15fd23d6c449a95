import { Alert, Button, Select, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Layers } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../../parts/EmptyState";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { Key } from "../../../parts/Key";
import { usePlace } from "../../../parts/library/program/address";
import { LoadingRows } from "../../../parts/Loading";
import { LinkAnchor, LinkButton } from "../../../parts/plant/link";
import { RatingCell } from "./RatingCell";
import { ratingsQuery, type Ratings, type ZoneRating } from "./ratings";
import classes from "./ratings.module.css";
import { ZonePanel } from "./ZonePanel";

/** The security protection ratings of the zones: predicted by design, and revalidated by what is there. */
export function RatingsTab({ site }: { site: string }) {
  const { t } = useTranslation("program");
  const { get, change } = usePlace();
  const ratings = useQuery(ratingsQuery(site));
  if (ratings.isError) return <ErrorPanel error={ratings.error} onRetry={() => void ratings.refetch()} />;
  if (!ratings.data) return <LoadingRows rows={8} />;
  const r = ratings.data;
  const zones = r.zones ?? [];
  const zone = zones.find((z) => z.subject.id === get("zone"));
  if (zones.length === 0) {
    return (
      <EmptyState icon={Layers} title={t("ratings.none")} text={t("ratings.noneText")}>
        <LinkButton to="/sites/$site/zones" params={{ site }} variant="default">
          {t("ratings.toZones")}
        </LinkButton>
      </EmptyState>
    );
  }
  return (
    <Stack gap="md">
      <Method ratings={r} />
      {zone && (
        <>
          <div className={`${classes.bar} no-print`}>
            <Select
              label={t("ratings.zone")}
              allowDeselect={false}
              searchable
              data={zones.map((z) => ({ value: z.subject.id, label: `${z.key} ${z.name}` }))}
              value={zone.subject.id}
              onChange={(v) => change({ zone: v ?? undefined })}
            />
            <Button variant="default" onClick={() => change({ zone: undefined, rated: undefined })}>
              {t("ratings.allZones")}
            </Button>
          </div>
          <ZonePanel site={site} zone={zone} />
        </>
      )}
      {!zone && (
        <>
          <div className={classes.list}>
            {zones.map((z) => (
              <Zone key={z.subject.id} zone={z} onOpen={() => change({ zone: z.subject.id })} />
            ))}
          </div>
          <NotFormed ratings={r} />
        </>
      )}
    </Stack>
  );
}

/** By which method, and on whose pairs, the ratings rest. */
function Method({ ratings: r }: { ratings: Ratings }) {
  const { t } = useTranslation("program");
  return (
    <Alert color="gray" title={r.method} p="sm">
      <Text size="sm">{t("ratings.method")}</Text>
      <Text size="xs" c="dimmed" mt={4}>
        {t("ratings.pairs", { title: r.pairs.title, confirmed: r.pairs.confirmed, suggested: r.pairs.suggested })}{" "}
        <LinkAnchor
          to="/standards"
          search={{ tab: "crosswalks", crosswalk: r.pairs.crosswalk }}
          c="inherit"
          size="xs"
          underline="always"
        >
          {t("ratings.toPairs")}
        </LinkAnchor>
      </Text>
    </Alert>
  );
}

function Zone({ zone: z, onOpen }: { zone: ZoneRating; onOpen: () => void }) {
  const { t } = useTranslation("program");
  return (
    <section className={classes.zone} aria-label={`${z.key} ${z.name}`}>
      <div className={classes.head}>
        <Title order={2}>
          <Key>{z.key}</Key> {z.name}
        </Title>
        <Button size="compact-sm" variant="default" className="no-print" onClick={onOpen}>
          {t("ratings.open", { zone: z.key })}
        </Button>
      </div>
      <div className={classes.two}>
        <RatingCell kind="predicted" rating={z.predicted} />
        <RatingCell kind="revalidated" rating={z.revalidated} />
      </div>
    </section>
  );
}

function NotFormed({ ratings: r }: { ratings: Ratings }) {
  const { t } = useTranslation("program");
  const list = r.notFormed ?? [];
  if (list.length === 0) return null;
  return (
    <details className={classes.rest}>
      <summary>{t("ratings.notFormed", { count: list.length })}</summary>
      <ul>
        {list.map((n) => (
          <li key={n.requirement}>
            <Key>{n.requirement}</Key> {n.title}
            {": "}
            {n.why}
          </li>
        ))}
      </ul>
    </details>
  );
}
