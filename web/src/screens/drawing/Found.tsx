import { List, Text, VisuallyHidden } from "@mantine/core";
import { CircleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import classes from "./drawing.module.css";
import type { DrawnFinding } from "./findings";

/** How many findings a zone or conduit has; nothing where there are none. */
export function FoundBadge({ found }: { found?: DrawnFinding[] }) {
  const { t } = useTranslation("drawing");
  if (!found?.length) return null;
  const high = found.some((f) => f.severity === "high");
  return (
    <span className={classes.found} data-high={high || undefined} title={found.map((f) => f.text).join("\n")}>
      <CircleAlert size={12} aria-hidden />
      <span aria-hidden>{found.length}</span>
      <VisuallyHidden>{t("findings", { count: found.length })}</VisuallyHidden>
    </span>
  );
}

/** The findings in the server's sentences, with how to mend each. */
export function FoundList({ found }: { found?: DrawnFinding[] }) {
  const { t } = useTranslation("drawing");
  if (!found?.length) return null;
  return (
    <section aria-label={t("findingsTitle")}>
      <Text size="sm" fw={600} mb={4}>
        {t("findings", { count: found.length })}
      </Text>
      <List size="sm" spacing={6}>
        {found.map((f) => (
          <List.Item key={f.id || f.rule + f.text}>
            {f.text}{" "}
            <Text span size="sm" c="dimmed">
              {f.mend}
            </Text>
          </List.Item>
        ))}
      </List>
    </section>
  );
}
