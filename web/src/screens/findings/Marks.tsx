import { Badge, Text } from "@mantine/core";
import { CircleCheck, CircleDashed, Handshake, Info, OctagonAlert, RotateCcw, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Key } from "../../parts/Key";
import { LinkAnchor } from "../../parts/plant/link";
import { kindName } from "../../parts/words";
import { recordLink, type Finding, type FindingState, type Severity } from "./findings";

const graded = {
  high: { colour: "red", Icon: OctagonAlert },
  medium: { colour: "orange", Icon: TriangleAlert },
  low: { colour: "gray", Icon: Info },
} as const;

/** How bad a finding is: by word and shape, the colour only adds to it. */
export function SeverityMark({ severity }: { severity: Severity }) {
  const { t } = useTranslation("findings");
  const { colour, Icon } = graded[severity];
  return (
    <Badge color={colour} variant="light" autoContrast leftSection={<Icon size={12} aria-hidden />}>
      {t(`severity.${severity}`)}
    </Badge>
  );
}

const stood = { open: CircleDashed, lapsed: RotateCcw, accepted: Handshake, resolved: CircleCheck } as const;

export function StateMark({ state }: { state: FindingState }) {
  const { t } = useTranslation("findings");
  const Icon = stood[state];
  return (
    <Badge
      color={state === "lapsed" ? "orange" : state === "open" ? "petrol" : "gray"}
      variant="outline"
      leftSection={<Icon size={12} aria-hidden />}
    >
      {t(`state.${state}`)}
    </Badge>
  );
}

/** The record that a finding is about, as a way there. */
export function RecordKey({ site, finding }: { site: string; finding: Finding }) {
  const link = finding.state === "resolved" ? undefined : recordLink(site, finding);
  const name = (
    <>
      <Text span size="xs" c="dimmed" display="block">
        {kindName(finding.kind)}
      </Text>
      <Key>{finding.key}</Key>
    </>
  );
  if (!link) return name;
  return (
    <LinkAnchor {...link} size="sm" onClick={(e) => e.stopPropagation()}>
      {name}
    </LinkAnchor>
  );
}

export function Due({ finding }: { finding: Finding }) {
  const { t } = useTranslation("findings");
  const due = finding.decision?.due;
  if (!due) return null;
  return (
    <Text span size="sm" c={finding.overdue ? "var(--gap-text)" : undefined} fw={finding.overdue ? 600 : undefined}>
      {due} {finding.overdue && `(${t("overdue")})`}
    </Text>
  );
}
