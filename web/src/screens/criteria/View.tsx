import { Badge, Group, Paper, Stack, Table, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Key } from "../../parts/Key";
import { consequenceName, likelihoodName } from "../../parts/risk/levels";
import { SignedBy } from "../../parts/risk/SignedBy";
import type { Criteria } from "../../parts/risk/types";
import { riskWord } from "../../parts/risk/words";
import classes from "./criteria.module.css";
import { authorityTitle, defaultMethod, overrideSentence, targetLines } from "./lines";
import { BandLetter, Legend, Matrix } from "./Matrix";

/** Criteria as they are read: signed ones are never changed. */
export function View({ criteria: c, inForce }: { criteria: Criteria; inForce: boolean }) {
  const { t } = useTranslation("criteria");
  return (
    <Stack gap="lg">
      <Paper withBorder p="md">
        <Group gap="xs" mb={4}>
          <Title order={2}>
            <Key>{c.key}</Key> {c.name}
          </Title>
          <Badge color={inForce ? "green" : "gray"}>
            {inForce ? t("state.inForce") : c.signed ? t("state.replaced") : t("state.draft")}
          </Badge>
        </Group>
        {c.signed && <SignedBy of={c.signed} authorities={c.authorities} />}
        {c.note && (
          <Text size="sm" mt="xs" maw="80ch">
            {c.note}
          </Text>
        )}
      </Paper>
      <div className={classes.pair}>
        <Part title={t("part.matrix")} lead={t("about.matrix")}>
          <Matrix criteria={c} caption={t("part.matrix")} />
          <Legend criteria={c} />
        </Part>
        <Part title={t("part.bands")} lead={t("about.bands")}>
          <Bands criteria={c} />
        </Part>
      </div>
      <Part title={t("part.scales")} lead={t("about.scales")}>
        <Scales criteria={c} />
      </Part>
      <div className={classes.pair}>
        <Part title={t("part.likelihood")} lead={t("about.likelihood")}>
          <ol className={classes.plain}>
            {[...c.likelihoods].reverse().map((step, i) => (
              <li key={i}>
                <strong>{likelihoodName(c, c.likelihoods.length - i)}</strong>{" "}
                <Text span size="sm" c="dimmed">
                  {step.meaning} {step.perYear ? t("perYear", { number: step.perYear }) : ""}
                </Text>
              </li>
            ))}
          </ol>
        </Part>
        <Part title={t("part.overrides")} lead={t("about.overrides")}>
          {!c.overrides?.length && <Text size="sm">{t("override.none")}</Text>}
          <ul className={classes.plain}>
            {(c.overrides ?? []).map((o) => (
              <li key={o.name}>
                <strong>{o.name}</strong>
                <Text size="sm">{overrideSentence(c, o)}</Text>
              </li>
            ))}
          </ul>
        </Part>
      </div>
      <Part title={t("part.targets")} lead={t(`method.${(c.targets.method || defaultMethod) as "consequence"}.text`)}>
        <dl className={classes.facts}>
          {targetLines(c)
            .filter(([, text]) => text)
            .map(([what, text]) => (
              <div key={what}>
                <dt>{what}</dt>
                <dd>{text}</dd>
              </div>
            ))}
        </dl>
      </Part>
    </Stack>
  );
}

function Part({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <section aria-label={title} className={classes.part}>
      <Title order={2}>{title}</Title>
      <Text size="sm" c="dimmed" mb="xs" maw="80ch">
        {lead}
      </Text>
      {children}
    </section>
  );
}

function Bands({ criteria: c }: { criteria: Criteria }) {
  const { t } = useTranslation("criteria");
  return (
    <>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t("part.bands")}>
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("band.name")}</Table.Th>
              <Table.Th>{t("band.region")}</Table.Th>
              <Table.Th>{t("band.accepts")}</Table.Th>
              <Table.Th>{t("band.act")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {[...c.bands].reverse().map((b) => (
              <Table.Tr key={b.id}>
                <Table.Td>
                  <BandLetter criteria={c} band={b.id} /> {b.name}
                </Table.Td>
                <Table.Td>{riskWord("region", b.region)}</Table.Td>
                <Table.Td>
                  {b.region === "intolerable"
                    ? t("band.nobody")
                    : b.authority
                      ? `${authorityTitle(c, b.authority)}${b.acceptMonths ? `, ${t("band.months", { count: b.acceptMonths })}` : ""}`
                      : t("band.notNeeded")}
                </Table.Td>
                <Table.Td>{b.actDays ? t("band.within", { count: b.actDays }) : "–"}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {c.authorities && c.authorities.length > 0 && (
        <>
          <Title order={3} mt="md" mb={4}>
            {t("authority.title")}
          </Title>
          <ul className={classes.plain}>
            {[...c.authorities].reverse().map((a) => (
              <li key={a.id}>
                <strong>{a.title}</strong>{" "}
                <Text span size="sm" c="dimmed" className="wrap-anywhere">
                  {a.holders?.length ? a.holders.join(", ") : t("authority.nobody")}
                </Text>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Scales({ criteria: c }: { criteria: Criteria }) {
  const { t } = useTranslation("criteria");
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t("part.scales")}>
      <Table verticalSpacing={4} className={classes.scales}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("category")}</Table.Th>
            {c.consequences.map((_, i) => (
              <Table.Th key={i}>{consequenceName(c, i + 1)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {c.categories.map((s) => (
            <Table.Tr key={s.category}>
              <Table.Th scope="row">{riskWord("category", s.category)}</Table.Th>
              {c.consequences.map((_, i) => (
                <Table.Td key={i}>{s.levels[i]}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
