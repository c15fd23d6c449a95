import { Button, Group, Menu, Text } from "@mantine/core";
import { Check, ChevronDown, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { keyOf, send, url } from "../../../api/api";
import { useWrite } from "../../../api/write";
import { StrengthMark } from "../../../parts/library/PairMark";
import { strengths, type Crosswalk } from "../../../parts/library/types";
import { libWord } from "../../../parts/library/words";
import { useShortcut } from "../../../parts/Shortcuts";
import { decided, type Decision, type Shown } from "./pairs";
import classes from "./crosswalks.module.css";

interface Props {
  crosswalk: Crosswalk;
  chosen: Shown[];
  turned: boolean;
  onClear: () => void;
}

/** What can be decided about the chosen pairs, all of them in one act. */
export function DecideBar({ crosswalk, chosen, turned, onClear }: Props) {
  const { t } = useTranslation("standards");
  const count = chosen.length;
  const path = url`/catalog/crosswalks/${crosswalk.id}/pairs`;
  const decide = useWrite((decision: Decision) => send("PUT", path, { pairs: decided(chosen, decision, turned) }), {
    touches: [keyOf(url`/catalog/crosswalks/${crosswalk.id}`), ["catalog", "crosswalks"], ["sites"]],
    site: "",
    said: (_, decision) => {
      if ("back" in decision) return t("decide.backDone", { count });
      if ("state" in decision) return t("decide.done", { count, state: libWord("pairState", decision.state) });
      return t("decide.strengthDone", { count, strength: libWord("strength", decision.strength) });
    },
    onSuccess: onClear,
  });
  const some = count > 0 && !decide.isPending;
  useShortcut("c", t("decide.confirm"), () => decide.mutate({ state: "confirmed" }), some);
  useShortcut("r", t("decide.reject"), () => decide.mutate({ state: "rejected" }), some);
  return (
    <div className={`${classes.decide} no-print`} role="region" aria-label={t("decide.bar")}>
      <Text size="sm" role="status">
        {count > 0 ? t("decide.chosen", { count }) : t("decide.hint")}
      </Text>
      <Group gap="xs">
        <Button
          size="compact-sm"
          leftSection={<Check size={14} aria-hidden />}
          disabled={!some}
          onClick={() => decide.mutate({ state: "confirmed" })}
        >
          {t("decide.confirm")}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<X size={14} aria-hidden />}
          disabled={!some}
          onClick={() => decide.mutate({ state: "rejected" })}
        >
          {t("decide.reject")}
        </Button>
        <Button size="compact-sm" variant="default" disabled={!some} onClick={() => decide.mutate({ back: true })}>
          {t("decide.back")}
        </Button>
        <Menu position="bottom-start" width={320}>
          <Menu.Target>
            <Button
              size="compact-sm"
              variant="default"
              disabled={!some}
              rightSection={<ChevronDown size={13} aria-hidden />}
            >
              {t("decide.strength")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {strengths.map((s) => (
              <Menu.Item key={s} onClick={() => decide.mutate({ strength: s })}>
                <StrengthMark strength={s} />
                <Text size="xs" c="dimmed">
                  {libWord("strengthMeans", s)}
                </Text>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        {count > 0 && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onClear}>
            {t("decide.clear")}
          </Button>
        )}
      </Group>
    </div>
  );
}
