import { Anchor, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../../parts/EmptyState";
import { Key } from "../../../parts/Key";
import { lacking } from "../../../parts/library/component/answering";
import type { ComponentAnswer, ComponentPosture } from "../../../parts/library/supply";
import { AnswerMark } from "../../../parts/plant/AnswerMark";
import { grouped } from "../../../parts/plant/grouped";
import { frName } from "../../../parts/plant/words";
import classes from "../products.module.css";

interface Props {
  posture: ComponentPosture;
  /** The level that is asked about, as in the address; without one the next above the aim. */
  level: string;
  onLevel: (level: string) => void;
  onRequirement: (id: string) => void;
}

/** What a level still lacks: every requirement up to it that does not hold, to be handed to development. */
export function Gaps({ posture, level, onLevel, onRequirement }: Props) {
  const { t } = useTranslation("products");
  const aim = posture.target?.[0] ?? 0;
  const asked = ["1", "2", "3", "4"].includes(level) ? Number(level) : Math.min(4, aim + 1);
  const open = posture.constraints.filter((a) => !a.effective.holds);
  const missing = lacking(posture, asked);
  const groups = grouped(missing, (a) => a.requirement.fr ?? 0);
  return (
    <Stack>
      <div className="no-print">
        <Text size="sm" fw={600} mb={4} id="gaps-level">
          {t("gaps.level")}
        </Text>
        <SegmentedControl
          aria-labelledby="gaps-level"
          data={[1, 2, 3, 4].map((l) => ({ value: String(l), label: t("form.level", { level: l }) }))}
          value={String(asked)}
          onChange={onLevel}
        />
      </div>
      <Title order={2}>{t("gaps.title", { level: asked, name: posture.name })}</Title>
      {missing.length === 0 && open.length === 0 ? (
        <EmptyState icon={CircleCheck} title={t("gaps.none", { level: asked })} text={t("gaps.noneText")} />
      ) : (
        <>
          <Text size="sm">{t("gaps.count", { count: missing.length, level: asked })}</Text>
          {[...groups].map(([fr, of]) => (
            <section key={fr} aria-label={frName(fr)}>
              <Title order={3}>
                {frName(fr)}
                <Text span size="sm" c="dimmed" ml="xs">
                  {t("gaps.now", { level: posture.frs[fr]?.achieved ?? 0 })}
                </Text>
              </Title>
              <Lines of={of} onRequirement={onRequirement} />
            </section>
          ))}
          {open.length > 0 && (
            <section aria-label={t("gaps.constraints")}>
              <Title order={3}>{t("gaps.constraints")}</Title>
              <Lines of={open} onRequirement={onRequirement} />
            </section>
          )}
        </>
      )}
    </Stack>
  );
}

function Lines({ of, onRequirement }: { of: ComponentAnswer[]; onRequirement: Props["onRequirement"] }) {
  const { t } = useTranslation("products");
  return (
    <ul className={classes.gaps}>
      {of.map(({ requirement: r, effective, verdict }) => (
        <li key={r.id} className={classes.gap}>
          <span>
            <AnswerMark state={effective.state} named />
          </span>
          <Anchor component="button" type="button" size="sm" onClick={() => onRequirement(r.id)}>
            <Key>{r.id}</Key>
          </Anchor>
          <div>
            {r.title}
            {(verdict?.reason || r.evidence) && <p>{verdict?.reason || r.evidence}</p>}
          </div>
          <span>{r.slFrom ? t("form.level", { level: r.slFrom }) : ""}</span>
        </li>
      ))}
    </ul>
  );
}
