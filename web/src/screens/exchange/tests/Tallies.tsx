import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "../exchange.module.css";
import { FlagMark } from "../Marks";
import { Bar } from "../Bar";
import type { TestTally } from "../types";

/** Tests counted by phase. */
export function Tallies({ of }: { of: TestTally[] }) {
  const { t } = useTranslation("exchange");
  return (
    <div className={classes.phases}>
      {of
        .filter((x) => x.tests > 0)
        .map((x) => (
          <section key={x.phase} className={classes.card} aria-label={t(`phase.${x.phase}`)}>
            <Text fw={600} size="sm">
              {t(`phase.${x.phase}`)}
            </Text>
            <Bar
              total={x.tests}
              says={t("tests.tally", { count: x.tests, ...x })}
              parts={[
                { name: "passed", value: x.passed, color: "green" },
                { name: "waived", value: x.waived, color: "gray" },
                { name: "failed", value: x.failed, color: "red" },
              ]}
            />
            {x.holding > 0 && (
              <span className={classes.line}>
                <FlagMark flag="hold" />
                <Text size="sm">{t("tests.holding", { count: x.holding })}</Text>
              </span>
            )}
          </section>
        ))}
    </div>
  );
}
