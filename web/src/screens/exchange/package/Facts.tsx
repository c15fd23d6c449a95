import { Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Key } from "../../../parts/Key";
import { LinkAnchor } from "../../../parts/plant/link";
import { formatDay, formatSize, formatTime } from "../../../parts/TimeAgo";
import { CopyField } from "../../../parts/CopyField";
import classes from "../exchange.module.css";
import { packagesQuery } from "../queries";
import type { PackageView } from "../types";

/** Who made a package, for whom, when, and what was made of it. */
export function Facts({ view }: { view: PackageView }) {
  const { t } = useTranslation("exchange");
  const p = view.package;
  const all = useQuery(packagesQuery).data ?? [];
  const answered = all.find((x) => x.id === view.answers) ?? all.find((x) => p.answers && x.digest === p.answers);
  const answers = all.filter((x) => x.answers === p.digest && x.id !== p.id);
  return (
    <section className={classes.card} aria-labelledby="facts">
      <Title order={2} size="h4" id="facts">
        {t("fact.title")}
      </Title>
      <dl className={classes.facts}>
        <dt>{t("fact.from")}</dt>
        <dd>{p.from}</dd>
        {p.to && <dt>{t("fact.to")}</dt>}
        {p.to && <dd>{p.to}</dd>}
        <dt>{t("fact.made")}</dt>
        <dd>
          {formatTime(p.made ?? "")}, {formatSize(p.size)}
        </dd>
        {answered && <dt>{t("fact.answers")}</dt>}
        {answered && (
          <dd>
            <LinkAnchor size="sm" to="/exchange" search={{ package: answered.id }}>
              <Key>{answered.key}</Key> {answered.name}
            </LinkAnchor>
          </dd>
        )}
        {answers.length > 0 && <dt>{t("fact.answeredBy")}</dt>}
        {answers.length > 0 && (
          <dd>
            {answers.map((a) => (
              <div key={a.id}>
                <LinkAnchor size="sm" to="/exchange" search={{ package: a.id }}>
                  <Key>{a.key}</Key> {a.name}
                </LinkAnchor>
              </div>
            ))}
          </dd>
        )}
        {p.by && <dt>{t(`fact.by.${p.state}`)}</dt>}
        {p.by && (
          <dd>
            {p.by}
            {p.on && `, ${formatDay(p.on)}`}
          </dd>
        )}
        {p.signed && <dt>{t("fact.signed")}</dt>}
        {p.signed && (
          <dd>
            {p.signed.name}, {formatTime(p.signed.at)}: {p.signed.meaning}
          </dd>
        )}
        {p.note && <dt>{t("fact.note")}</dt>}
        {p.note && <dd className={classes.text}>{p.note}</dd>}
        {(view.reply?.note ?? view.built?.note) && <dt>{t("fact.theirNote")}</dt>}
        {(view.reply?.note ?? view.built?.note) && <dd>{view.reply?.note ?? view.built?.note}</dd>}
      </dl>
      <div className="no-print">
        <CopyField label={t("fact.verify")} value={`ringwall verify ${p.key}.zip`} />
        <Text size="xs" c="dimmed" className="wrap-anywhere" mt={4}>
          {t("fact.digest", { digest: p.digest })}
        </Text>
      </div>
    </section>
  );
}
