import { Button, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Key } from "../../../parts/Key";
import { PairStateMark, StrengthMark } from "../../../parts/library/PairMark";
import { AnswerMark } from "../../../parts/plant/AnswerMark";
import classes from "../coverage.module.css";
import { CoverageBar, CoverageMark, HoldingMark } from "../CoverageMark";
import { DecidePair } from "../DecidePair";
import type { Isms, IsmsLine } from "./isms";

interface Props {
  seen: Isms;
  /** A pair was decided about, so that the preview is another one; undefined once applied. */
  onDecided?: () => void;
}

const atOnce = 30;

/** What a statement of applicability settles of each set, what applying answers, and what remains to be asked. */
export function Statement({ seen, onDecided }: Props) {
  const { t } = useTranslation("program");
  const [set, setSet] = useState<string>();
  const [show, setShow] = useState<"delta" | "gives" | "all">("delta");
  const [shown, setShown] = useState(atOnce);
  const mark = seen.marks.find((m) => m.set === set) ?? seen.marks.find((m) => m.answers) ?? seen.marks[0];
  if (!mark) return null;
  const lines = mark.lines.filter((l) => show === "all" || (show === "gives" ? l.gives : l.delta));
  return (
    <Stack gap="sm">
      {seen.marks.length > 1 && (
        <SegmentedControl
          aria-label={t("set.label")}
          style={{ alignSelf: "flex-start" }}
          value={mark.set}
          onChange={(v) => {
            setSet(v);
            setShown(atOnce);
          }}
          data={seen.marks.map((m) => ({ value: m.set, label: m.standard }))}
        />
      )}
      <Title order={3}>{t("isms.settles", { standard: mark.standard })}</Title>
      <CoverageBar counts={mark.counts} />
      <Text size="sm">
        {onDecided && mark.answers
          ? t("isms.writes", { count: mark.writes, delta: mark.delta })
          : t(onDecided ? "isms.writesNone" : "isms.remains", { delta: mark.delta })}
      </Text>
      {onDecided && mark.answers && mark.writes === 0 && (
        <Text size="sm" c="dimmed">
          {t("isms.confirmHint")}
        </Text>
      )}
      <SegmentedControl
        size="xs"
        className="no-print"
        style={{ alignSelf: "flex-start" }}
        aria-label={t("filter.show")}
        value={show}
        onChange={(v) => {
          setShow(v);
          setShown(atOnce);
        }}
        data={[
          { value: "delta", label: t("isms.show.delta", { count: mark.delta }) },
          { value: "gives", label: t("isms.show.gives", { count: mark.writes }) },
          { value: "all", label: t("isms.show.all", { count: mark.counts.total }) },
        ]}
      />
      {lines.length === 0 && <Text size="sm">{t(`isms.nothing.${show}`)}</Text>}
      {lines.length > 0 && (
        <ul className={classes.lines} aria-label={t("isms.lines", { standard: mark.standard })}>
          {lines.slice(0, shown).map((l) => (
            <Line key={l.requirement} line={l} onDecided={onDecided} />
          ))}
        </ul>
      )}
      {lines.length > shown && (
        <Button variant="default" size="xs" onClick={() => setShown(shown + 100)} style={{ alignSelf: "flex-start" }}>
          {t("isms.more", { count: lines.length - shown })}
        </Button>
      )}
    </Stack>
  );
}

function Line({ line: l, onDecided }: { line: IsmsLine; onDecided?: () => void }) {
  const { t } = useTranslation("program");
  return (
    <li className={classes.line}>
      <div className={classes.marks}>
        <Key>{l.requirement}</Key>
        <Text component="span" size="sm" fw={600}>
          {l.title}
        </Text>
        <CoverageMark state={l.state} />
        {l.strength && <StrengthMark strength={l.strength} />}
        {l.gives && (
          <>
            <Text component="span" size="sm">
              {t("edition.becomes")}
            </Text>
            <AnswerMark state={l.gives} named />
          </>
        )}
        {l.now !== "unanswered" && (
          <>
            <Text component="span" size="sm">
              {t("isms.now")}
            </Text>
            <HoldingMark holds={l.now} />
          </>
        )}
      </div>
      <Text size="sm">{l.asks ?? l.reason ?? l.why}</Text>
      {(l.by ?? []).length > 0 && (
        <details className={classes.behind}>
          <summary>{t("isms.by", { count: (l.by ?? []).length })}</summary>
          {(l.by ?? []).map((p) => (
            <div key={`${p.crosswalk} ${p.from} ${p.to} ${p.control}`} className={classes.pair}>
              <div className={classes.marks}>
                <Text size="sm" component="span">
                  <Key>{p.control}</Key> {p.title}
                </Text>
                <HoldingMark holds={p.holds} />
                <StrengthMark strength={p.strength} />
                <PairStateMark state={p.state} />
              </div>
              <Text size="xs" c="dimmed">
                {p.why}
              </Text>
              {onDecided && <DecidePair pair={p} onDone={onDecided} />}
            </div>
          ))}
        </details>
      )}
    </li>
  );
}
