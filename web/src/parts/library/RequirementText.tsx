import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Term } from "./Term";
import type { LibraryRequirement } from "./types";

/** What a requirement asks, in our own words: the matter, the question, and what good evidence looks like. */
export function RequirementText({ requirement: r }: { requirement: LibraryRequirement }) {
  const { t } = useTranslation("library");
  if (!r.summary && !r.question && !r.evidence) {
    return (
      <Text size="sm" c="dimmed">
        {t("requirement.untold")}
      </Text>
    );
  }
  return (
    <Stack gap={8}>
      {r.summary && <Text size="sm">{r.summary}</Text>}
      {r.question && (
        <Text size="sm" fw={600}>
          {r.question}
        </Text>
      )}
      {r.evidence && (
        <Text size="sm">
          <Text component="span" c="dimmed" inherit>
            <Term word="evidence">{t("requirement.evidence")}</Term>
          </Text>{" "}
          {r.evidence}
        </Text>
      )}
    </Stack>
  );
}
