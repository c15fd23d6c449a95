import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { SeverityMark } from "../findings/Marks";
import { areas, type XRayRule } from "./xrays";
import classes from "./xrays.module.css";

/** All that is looked at, so that nothing found can be told from nothing looked at. */
export function Rules({ rules }: { rules: XRayRule[] }) {
  const { t } = useTranslation("xrays");
  return (
    <details className={`${classes.rules} no-print`}>
      <summary>{t("rules.title", { count: rules.length })}</summary>
      {areas.map((area) => (
        <section key={area}>
          <Text size="sm" fw={600} mt="sm">
            {t(`area.${area}.name`)}
          </Text>
          <ul className={classes.plain}>
            {rules
              .filter((r) => r.area === area)
              .map((r) => (
                <li key={r.rule}>
                  <SeverityMark severity={r.severity} />
                  <Text size="sm">
                    {r.title}. {r.matters}
                  </Text>
                  <Text size="sm" c="dimmed" className="nowrap">
                    {t("rules.open", { count: r.open })}
                  </Text>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </details>
  );
}
