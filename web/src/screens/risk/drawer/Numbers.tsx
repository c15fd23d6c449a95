import { Button, Group, NumberInput, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatNumber } from "../../../parts/TimeAgo";
import type { ExplainedScenario, LOPA, LossRange, LOPAResult, Scenario } from "../../../parts/risk/types";
import classes from "./drawer.module.css";

interface Props {
  scenario: Scenario;
  explained: ExplainedScenario;
  readOnly: boolean;
  errors: Record<string, string>;
  onChange: (part: Partial<Scenario>) => void;
}

/** The layer of protection analysis and the estimate of the annual loss, with what the server computed. */
export function Numbers({ scenario: s, explained, readOnly, errors, onChange }: Props) {
  const { t } = useTranslation("risk");
  const { lopa } = explained.result;
  const { loss } = explained;
  const lopaFields: [keyof LOPA, string][] = [
    ["initiatingPerYear", t("lopa.initiating")],
    ["targetPerYear", t("lopa.target")],
    ["statedPerYear", t("lopa.stated")],
  ];
  const lossFields: [keyof LossRange, string][] = [
    ["eventsPerYear", t("loss.events")],
    ["low", t("loss.low")],
    ["high", t("loss.high")],
  ];
  return (
    <Stack gap="md">
      <div>
        <Text fw={600} size="sm" mb={4}>
          {t("lopa.title")}
        </Text>
        {s.lopa ? (
          <div className={classes.fields}>
            {lopaFields.map(([field, label]) => (
              <NumberInput
                key={field}
                label={label}
                value={s.lopa?.[field] ?? ""}
                min={0}
                readOnly={readOnly}
                error={errors[`lopa.${field}`]}
                onChange={(v) => onChange({ lopa: { ...emptyLOPA, ...s.lopa, [field]: v === "" ? 0 : Number(v) } })}
              />
            ))}
          </div>
        ) : (
          <Text size="sm" c="dimmed">
            {t("lopa.none")}
          </Text>
        )}
        {lopa && s.lopa === explained.scenario.lopa && <Layers lopa={lopa} />}
        {!readOnly && (
          <Button
            size="compact-xs"
            variant="subtle"
            mt={4}
            onClick={() => onChange({ lopa: s.lopa ? undefined : emptyLOPA })}
          >
            {s.lopa ? t("lopa.remove") : t("lopa.add")}
          </Button>
        )}
      </div>
      <div>
        <Text fw={600} size="sm" mb={4}>
          {t("loss.title")}
        </Text>
        {s.loss ? (
          <div className={classes.fields}>
            {lossFields.map(([field, label]) => (
              <NumberInput
                key={field}
                label={label}
                value={s.loss?.[field] ?? ""}
                min={0}
                thousandSeparator=" "
                readOnly={readOnly}
                error={errors[`loss.${field}`]}
                onChange={(v) => onChange({ loss: { ...emptyLoss, ...s.loss, [field]: v === "" ? 0 : Number(v) } })}
              />
            ))}
          </div>
        ) : (
          <Text size="sm" c="dimmed">
            {t("loss.none")}
          </Text>
        )}
        {loss && s.loss === explained.scenario.loss && (
          <>
            <Text size="sm" mt="xs">
              {loss.why}
            </Text>
            <table className={classes.numbers}>
              <thead>
                <tr>
                  <th scope="col">{t("loss.mean")}</th>
                  <th scope="col">{t("loss.percentile", { p: 50 })}</th>
                  <th scope="col">{t("loss.percentile", { p: 90 })}</th>
                  <th scope="col">{t("loss.percentile", { p: 95 })}</th>
                  <th scope="col">{t("loss.percentile", { p: 99 })}</th>
                </tr>
              </thead>
              <tbody>
                <tr>
                  {[loss.mean, loss.p50, loss.p90, loss.p95, loss.p99].map((x, i) => (
                    <td key={i}>{formatNumber(Math.round(x))}</td>
                  ))}
                </tr>
              </tbody>
            </table>
            <Text size="xs" c="dimmed">
              {t("loss.seed", { seed: loss.seed, years: formatNumber(loss.years) })}
            </Text>
          </>
        )}
        {!readOnly && (
          <Group>
            <Button
              size="compact-xs"
              variant="subtle"
              mt={4}
              onClick={() => onChange({ loss: s.loss ? undefined : emptyLoss })}
            >
              {s.loss ? t("loss.remove") : t("loss.add")}
            </Button>
          </Group>
        )}
      </div>
    </Stack>
  );
}

const emptyLOPA: LOPA = { initiatingPerYear: 0, targetPerYear: 0 };
const emptyLoss: LossRange = { eventsPerYear: 0, low: 0, high: 0 };

function Layers({ lopa }: { lopa: LOPAResult }) {
  const { t } = useTranslation("risk");
  return (
    <>
      <Text size="sm" mt="xs">
        {lopa.why}
      </Text>
      {lopa.discrepancy && (
        <Text size="sm" c="red" mt={4}>
          {lopa.discrepancy}
        </Text>
      )}
      {lopa.layers.length > 0 && (
        <table className={classes.numbers}>
          <thead>
            <tr>
              <th scope="col">{t("lopa.layer")}</th>
              <th scope="col">{t("lopa.pfd")}</th>
              <th scope="col">{t("lopa.credited")}</th>
              <th scope="col">{t("lopa.why")}</th>
            </tr>
          </thead>
          <tbody>
            {lopa.layers.map((l, i) => (
              <tr key={i}>
                <td>{l.name}</td>
                <td>{l.stated}</td>
                <td>{l.credited}</td>
                <td>{l.why}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
