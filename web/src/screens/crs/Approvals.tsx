import { Badge, Card, Group, List, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Key } from "../../parts/Key";
import { LoadingRows } from "../../parts/Loading";
import { BandBadge } from "../../parts/risk/BandBadge";
import { SignedBy } from "../../parts/risk/SignedBy";
import { riskWord } from "../../parts/risk/words";
import { formatDay, formatNumber } from "../../parts/TimeAgo";
import { approvalsOf, type Approval, type Outline } from "./crs";
import classes from "./crs.module.css";

/** Every approval of the specification, the newest first, as it was signed. */
export function Approvals({ site, outline: o }: { site: string; outline: Outline }) {
  const { t } = useTranslation("crs");
  const all = useQuery(approvalsOf(site));
  const own = (all.data ?? [])
    .filter((a) => (a.specification ?? "") === o.specification.id)
    .sort((a, b) => b.signed.at.localeCompare(a.signed.at));
  return (
    <Card withBorder padding="md" component="section" aria-labelledby="crs-approvals">
      <Title order={2} id="crs-approvals" mb="xs">
        {t("history.title")}
      </Title>
      {all.isError && <ErrorPanel error={all.error} onRetry={() => void all.refetch()} />}
      {all.isPending && <LoadingRows rows={2} />}
      {all.isSuccess && own.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("history.none")}
        </Text>
      )}
      <ul className={classes.approvals}>
        {own.map((a) => (
          <li key={a.id}>
            <One approval={a} outline={o} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function One({ approval: a, outline: o }: { approval: Approval; outline: Outline }) {
  const { t } = useTranslation("crs");
  const standing = o.standing.approval?.id === a.id && o.standing.stands;
  return (
    <>
      <Group gap="xs">
        <Title order={3} size="h5">
          <Key>{a.key}</Key> {a.name}
        </Title>
        <Badge color={standing ? "green" : "gray"}>{t(standing ? "approved" : "history.past")}</Badge>
      </Group>
      <SignedBy of={a.signed} authorities={o.criteria?.authorities} />
      <dl className={classes.facts}>
        <Listed name={t("approve.decisions")} items={a.decisions} />
        <Listed name={t("approve.conditions")} items={a.conditions} />
        {a.doesNot && (
          <>
            <dt>{t("approve.doesNot")}</dt>
            <dd>{a.doesNot}</dd>
          </>
        )}
        <dt>{t("residual.title")}</dt>
        <dd>
          <Group gap="xs">
            {(a.residual ?? []).map((r) => (
              <span key={r.band}>
                <BandBadge band={r.band} criteria={o.criteria} /> {formatNumber(r.scenarios)}
              </span>
            ))}
          </Group>
        </dd>
        <dt>{t("approval.reviewBy")}</dt>
        <dd>{formatDay(a.reviewBy)}</dd>
        <dt>{t("history.bound")}</dt>
        <dd className="wrap-anywhere">{t("history.boundText", { revision: a.revision, digest: a.digest })}</dd>
        {a.reopened && (
          <>
            <dt>{t("history.reopened")}</dt>
            <dd>
              {formatDay(a.reopened.on)}, {riskWord("trigger", a.reopened.trigger)}: {a.reopened.what}
            </dd>
          </>
        )}
      </dl>
    </>
  );
}

function Listed({ name, items }: { name: string; items: string[] | undefined }) {
  if (!items || items.length === 0) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <List size="sm">
          {items.map((item) => (
            <List.Item key={item}>{item}</List.Item>
          ))}
        </List>
      </dd>
    </>
  );
}
