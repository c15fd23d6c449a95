import { Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Key } from "../../Key";
import { ConfidenceMark } from "../ConfidenceMark";
import { RequirementText } from "../RequirementText";
import type { RequirementSet } from "../types";
import { MaturityBadge, MaturityGap } from "./Maturity";
import type { ProgramAnswer } from "./types";

interface Props {
  answer: ProgramAnswer;
  rated: boolean;
  scale: RequirementSet["maturity"];
  /** How it is answered. */
  children: ReactNode;
}

/** One requirement: what is asked, how it may be shown, where it stands, how it is answered. */
export function Detail({ answer: a, rated, scale, children }: Props) {
  const { t } = useTranslation("program");
  const r = a.requirement;
  return (
    <Stack gap="sm">
      <div>
        <Group gap="xs" align="baseline">
          <Key>{r.id}</Key>
          {r.confidence && r.confidence !== "high" && <ConfidenceMark of={r.confidence} named />}
        </Group>
        <Title order={2} mt={4}>
          {r.title}
        </Title>
      </div>
      <RequirementText requirement={r} />
      <Group gap="xs" role="note">
        {rated && <MaturityBadge level={a.maturity} scale={scale} />}
        {rated && <MaturityGap target={a.target} gap={a.gap} />}
        <Text size="sm">{t("now", { why: a.why })}</Text>
      </Group>
      {children}
    </Stack>
  );
}
