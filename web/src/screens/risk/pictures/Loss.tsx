import { Button, Group, NumberInput, Select, Stack, Text, Title } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Banknote } from "lucide-react";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../../parts/DataTable";
import { EmptyState } from "../../../parts/EmptyState";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { Key } from "../../../parts/Key";
import { LoadingRows } from "../../../parts/Loading";
import { LinkAnchor, LinkButton } from "../../../parts/plant/link";
import { lossOf, type SiteLoss } from "../../../parts/risk/views";
import { formatNumber } from "../../../parts/TimeAgo";
import { LossCurve } from "./LossCurve";
import classes from "./pictures.module.css";

const manyYears = ["1000", "10000", "50000", "100000"];
/** JSON holds whole numbers exactly only below 2^53. */
const mostSeed = Number.MAX_SAFE_INTEGER;

/** The simulated loss of a year; the seed stands in the address, so that a link shows the same numbers. */
export function Loss({ site }: { site: string }) {
  const { t } = useTranslation("targets");
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const seed = wholeNumber(search.seed, 1, 0, mostSeed);
  const years = wholeNumber(search.years, 10_000, 100, 100_000);
  const loss = useQuery({ ...lossOf(site, seed, years), placeholderData: keepPreviousData });
  const [typed, setTyped] = useState<string | number>(seed);
  const go = (change: { seed?: string; years?: string }) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  const submit = (e: FormEvent) => {
    e.preventDefault();
    go({ seed: String(wholeNumber(String(typed), 1, 0, mostSeed)) });
  };

  if (loss.isError) return <ErrorPanel error={loss.error} onRetry={() => void loss.refetch()} />;
  if (loss.isPending) return <LoadingRows rows={8} />;
  const { result } = loss.data;
  if (!result) {
    return (
      <EmptyState icon={Banknote} title={t("loss.none")} text={loss.data.why}>
        <LinkButton to="/sites/$site/risk" params={{ site }} search={{ view: "worksheet" }}>
          {t("pictures.toWorksheet")}
        </LinkButton>
      </EmptyState>
    );
  }
  return (
    <Stack>
      <Text size="sm" fw={600} maw="80ch">
        {loss.data.why}
      </Text>
      <form onSubmit={submit} className="no-print">
        <Group align="flex-end" gap="sm">
          <NumberInput
            label={t("loss.seed")}
            description={t("loss.seedHint")}
            min={0}
            max={mostSeed}
            allowDecimal={false}
            value={typed}
            onChange={setTyped}
          />
          <Select
            label={t("loss.years")}
            data={manyYears.map((y) => ({ value: y, label: formatNumber(Number(y)) }))}
            value={manyYears.includes(String(years)) ? String(years) : null}
            onChange={(v) => v && go({ years: v })}
            allowDeselect={false}
          />
          <Button type="submit" variant="default" loading={loss.isPlaceholderData}>
            {t("loss.again")}
          </Button>
        </Group>
      </form>
      <dl className={classes.numbers}>
        <Amount name={t("loss.mean")} value={result.mean} />
        <Amount name={t("loss.p50")} value={result.p50} />
        <Amount name={t("loss.p90")} value={result.p90} />
        <Amount name={t("loss.p95")} value={result.p95} />
        <Amount name={t("loss.p99")} value={result.p99} />
        <div>
          <dt>{t("loss.noneShare")}</dt>
          <dd>{t("loss.percent", { percent: Math.round(result.none * 100) })}</dd>
        </div>
      </dl>
      <Text size="xs" c="dimmed">
        {t("loss.made", { seed: result.seed, years: formatNumber(result.years) })}{" "}
        {result.years < years && t("loss.fewer")}
      </Text>
      <section aria-labelledby="curve-title">
        <Title order={3} id="curve-title" mb="xs">
          {t("loss.curve")}
        </Title>
        <LossCurve curve={result.curve} />
      </section>
      <Estimates site={site} loss={loss.data} />
    </Stack>
  );
}

function Amount({ name, value }: { name: string; value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{formatNumber(Math.round(value))}</dd>
    </div>
  );
}

function Estimates({ site, loss }: { site: string; loss: SiteLoss }) {
  const { t } = useTranslation("targets");
  const columns: Column<SiteLoss["scenarios"][number]>[] = [
    {
      id: "scenario",
      title: t("loss.scenario"),
      cell: (s) => (
        <LinkAnchor size="sm" to="/sites/$site/risk" params={{ site }} search={{ view: "worksheet", scenario: s.id }}>
          <Key>{s.key}</Key> {s.name}
        </LinkAnchor>
      ),
    },
    { id: "events", title: t("loss.events"), right: true, cell: (s) => formatNumber(s.loss.eventsPerYear) },
    { id: "low", title: t("loss.low"), right: true, cell: (s) => formatNumber(s.loss.low) },
    { id: "high", title: t("loss.high"), right: true, cell: (s) => formatNumber(s.loss.high) },
  ];
  return (
    <section aria-labelledby="estimates-title">
      <Title order={3} id="estimates-title" mb="xs">
        {t("loss.estimates")}
      </Title>
      <DataTable cards caption={t("loss.estimates")} columns={columns} rows={loss.scenarios} rowKey={(s) => s.id} />
      {loss.without > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          {t("loss.without", { count: loss.without })}
        </Text>
      )}
    </section>
  );
}

function wholeNumber(value: unknown, otherwise: number, least: number, most: number): number {
  const n = typeof value === "string" && value !== "" ? Number(value) : Number.NaN;
  return Number.isInteger(n) && n >= least && n <= most ? n : otherwise;
}
