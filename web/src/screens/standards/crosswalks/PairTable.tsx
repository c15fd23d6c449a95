import { Checkbox, Text, UnstyledButton } from "@mantine/core";
import { ChevronDown, ChevronRight } from "lucide-react";
import { Fragment, useState } from "react";
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Key } from "../../../parts/Key";
import { PairStateMark, StrengthMark } from "../../../parts/library/PairMark";
import type { RequirementSet } from "../../../parts/library/types";
import { usePrinting } from "../../../parts/printing";
import type { Shown } from "./pairs";
import { SideBySide } from "./SideBySide";
import classes from "./crosswalks.module.css";

interface Props {
  shown: Shown[];
  left: RequirementSet | undefined;
  right: RequirementSet | undefined;
  picked: ReadonlySet<string>;
  /** Undefined where nothing may be decided. */
  onPick: ((picked: ReadonlySet<string>) => void) | undefined;
  opened: string;
  onOpen: (pair: string | undefined) => void;
}

const atOnce = 150;

/** The pairs, each to be opened to what both sides say. */
export function PairTable({ shown, left, right, picked, onPick, opened, onOpen }: Props) {
  const { t } = useTranslation(["standards", "common"]);
  const [most, setMost] = useState(atOnce);
  const [last, setLast] = useState<string>();
  const printing = usePrinting();
  const rows = printing ? shown : shown.slice(0, most);
  const all = shown.length > 0 && shown.every((s) => picked.has(s.id));
  const pick = (id: string, range: boolean) => {
    const next = new Set(picked);
    const i = shown.findIndex((s) => s.id === id);
    const j = range ? shown.findIndex((s) => s.id === last) : i;
    const add = !picked.has(id);
    const [from, to] = j < 0 ? [i, i] : [Math.min(i, j), Math.max(i, j)];
    for (const s of shown.slice(from, to + 1)) {
      if (add) next.add(s.id);
      else next.delete(s.id);
    }
    setLast(id);
    onPick?.(next);
  };
  return (
    <>
      <table className={classes.pairs} aria-label={t("pairs.caption")}>
        <thead>
          <tr>
            {onPick && (
              <th className={`${classes.tick} no-print`}>
                <Checkbox
                  size="sm"
                  aria-label={t("pairs.pickAll")}
                  checked={all}
                  indeterminate={!all && shown.some((s) => picked.has(s.id))}
                  onChange={() => onPick(all ? new Set() : new Set(shown.map((s) => s.id)))}
                />
              </th>
            )}
            <th scope="col">{left?.standard}</th>
            <th scope="col">{t("pairs.strength")}</th>
            <th scope="col">{right?.standard}</th>
            <th scope="col">{t("pairs.state")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((s) => {
            const open = opened === s.id;
            const Fold = open ? ChevronDown : ChevronRight;
            return (
              <Fragment key={s.id}>
                <tr data-picked={picked.has(s.id) || undefined} data-state={s.pair.state}>
                  {onPick && (
                    <td className={`${classes.tick} no-print`}>
                      <Checkbox
                        size="sm"
                        aria-label={t("pairs.pick", { left: s.left, right: s.right })}
                        checked={picked.has(s.id)}
                        onChange={(e) => pick(s.id, (e.nativeEvent as unknown as MouseEvent).shiftKey)}
                      />
                    </td>
                  )}
                  <td className={classes.end}>
                    <UnstyledButton
                      className={classes.open}
                      aria-expanded={open}
                      onClick={() => onOpen(open ? undefined : s.id)}
                    >
                      <Fold size={14} aria-hidden className="no-print" />
                      <span>
                        <Key>{s.left}</Key> {s.leftTitle}
                      </span>
                    </UnstyledButton>
                  </td>
                  <td className={classes.strength}>
                    <StrengthMark strength={s.strength} />
                    {s.pair.whole && <span className={classes.whole}>{t("pairs.whole")}</span>}
                  </td>
                  <td className={classes.end}>
                    <Key>{s.right}</Key> {s.rightTitle}
                  </td>
                  <td className={classes.state}>
                    <PairStateMark state={s.pair.state} />
                    {s.pair.via && s.pair.via.length > 0 && (
                      <Text size="xs" c="dimmed">
                        {t("pairs.via", { ids: s.pair.via.join(", ") })}
                      </Text>
                    )}
                  </td>
                </tr>
                {open && (
                  <tr className={classes.opened}>
                    <td colSpan={onPick ? 5 : 4}>
                      <SideBySide shown={s} left={left} right={right} />
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
      {shown.length > rows.length && (
        <Button variant="default" size="xs" mt="xs" onClick={() => setMost(most + atOnce)}>
          {t("common:more")}
        </Button>
      )}
    </>
  );
}
