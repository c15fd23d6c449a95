import { Checkbox, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Key } from "../../../parts/Key";
import { StrengthMark } from "../../../parts/library/PairMark";
import library from "../../../parts/library/library.module.css";
import { MaturityBadge } from "../../../parts/library/program/Maturity";
import { AnswerMark } from "../../../parts/plant/AnswerMark";
import classes from "../coverage.module.css";
import type { MigrationLine } from "./edition";

interface Props {
  line: MigrationLine;
  picked: boolean;
  /** Undefined where the line gives nothing, or the user may not. */
  onPick: (() => void) | undefined;
}

const tones = { kept: "good", start: "doubt", fresh: "open" } as const;

/** One requirement of the new edition: what the old one gives to it, and why. */
export function EditionLine({ line: l, picked, onPick }: Props) {
  const { t } = useTranslation("program");
  return (
    <li className={classes.line}>
      <div className={classes.marks}>
        {onPick && (
          <Checkbox
            size="sm"
            className="no-print"
            aria-label={t("edition.pick", { id: l.requirement })}
            checked={picked}
            onChange={onPick}
          />
        )}
        <Key>{l.requirement}</Key>
        <Text component="span" size="sm" fw={600}>
          {l.title}
        </Text>
        <span className={library.mark} data-tone={tones[l.carry]}>
          {t(`edition.carry.${l.carry}`)}
        </span>
        {l.gives && (
          <>
            <Text component="span" size="sm">
              {t("edition.becomes")}
            </Text>
            <AnswerMark state={l.gives} named />
            {l.maturity ? <MaturityBadge level={l.maturity} /> : null}
          </>
        )}
        {l.answered && (
          <>
            <Text component="span" size="sm">
              {t("edition.stays")}
            </Text>
            <AnswerMark state={l.answered} named />
          </>
        )}
      </div>
      <Text size="sm">{l.says}</Text>
      {l.why !== l.says && (
        <Text size="sm" c="dimmed">
          {l.why}
        </Text>
      )}
      {l.from.map((f) => (
        <div key={f.requirement} className={classes.pair}>
          <div className={classes.marks}>
            <Text size="sm" component="span">
              <Key>{f.requirement}</Key> {f.title}
            </Text>
            <AnswerMark state={f.state} named />
            {f.maturity ? <MaturityBadge level={f.maturity} /> : null}
            {f.strength && <StrengthMark strength={f.strength} />}
          </div>
          {f.why !== l.why && (
            <Text size="xs" c="dimmed">
              {f.why}
            </Text>
          )}
        </div>
      ))}
    </li>
  );
}
