import { Alert, Anchor, Badge, Group, Stack, Text } from "@mantine/core";
import { CircleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Key } from "../../Key";
import { LevelBadge } from "../../LevelBadge";
import { AnswerMark } from "../../plant/AnswerMark";
import { frName } from "../../plant/words";
import type { ComponentPosture } from "../supply";
import classes from "./component.module.css";

interface Props {
  posture: ComponentPosture;
  onRequirement: (id: string) => void;
}

/** SL-C for each foundational requirement with its reason and what the next level needs; the constraints apart. */
export function Posture({ posture, onRequirement }: Props) {
  const { t } = useTranslation("library");
  return (
    <Stack gap="lg">
      {posture.conditional && (
        <Alert color="orange" icon={<CircleAlert size={18} />} title={t("component.conditional")}>
          {posture.conditional}
        </Alert>
      )}
      <ul className={classes.postures}>
        {posture.frs.map((f) => (
          <li key={f.fr} className={classes.posture}>
            <span>{frName(f.fr)}</span>
            <span>
              <LevelBadge level={f.achieved} long />
            </span>
            <div>
              {f.reason}
              {f.next > 0 && (f.stops ?? []).length > 0 && (
                <>
                  <Text size="xs" c="dimmed" mt={4}>
                    {t("component.next", { level: f.next })}
                  </Text>
                  <ul className={classes.stops}>
                    {(f.stops ?? []).map((s) => (
                      <li key={s.requirement}>
                        <Anchor
                          component="button"
                          type="button"
                          size="sm"
                          title={s.title}
                          onClick={() => onRequirement(s.requirement)}
                        >
                          <AnswerMark state={s.state} /> <Key>{s.requirement}</Key>
                        </Anchor>
                      </li>
                    ))}
                  </ul>
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
      <div>
        <Text fw={600}>{t("component.constraints")}</Text>
        <Text size="sm" c="dimmed" mb={6}>
          {t("component.constraintsText")}
        </Text>
        <Stack gap={6}>
          {posture.constraints.map((a) => (
            <Group key={a.requirement.id} gap="xs" wrap="nowrap" align="baseline">
              <AnswerMark state={a.effective.state} named />
              <Anchor
                component="button"
                type="button"
                size="sm"
                ta="left"
                onClick={() => onRequirement(a.requirement.id)}
              >
                <Key>{a.requirement.id}</Key> {a.requirement.title}
              </Anchor>
              {a.own && <Badge color="gray">{t("component.own")}</Badge>}
            </Group>
          ))}
        </Stack>
      </div>
    </Stack>
  );
}
