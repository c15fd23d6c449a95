import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { GapBadge } from "../../parts/LevelBadge";
import type { SubjectPosture } from "../../parts/plant/types";
import { frShort } from "../../parts/plant/words";
import { Cell } from "./Cell";
import { SubjectName, type Opened } from "./HeatTable";
import classes from "./levels.module.css";
import { ReasonsPanel } from "./ReasonsPanel";

interface Props {
  site: string;
  subjects: SubjectPosture[];
  opened: Opened;
  /** The levels are those of a past time. */
  past: boolean;
  onToggle: (id: string, fr?: number) => void;
}

/** The same as the table, one card below the other, for narrow windows. */
export function Cards({ site, subjects, opened, past, onToggle }: Props) {
  const { t } = useTranslation("plant");
  return (
    <Stack gap="sm">
      {subjects.map((s) => {
        const id = s.subject.id;
        const open = opened.ids.has(id);
        return (
          <section key={id} className={classes.card} aria-label={`${s.key} ${s.name}`}>
            <SubjectName subject={s} open={open} onToggle={() => onToggle(id)} />{" "}
            {s.target ? <GapBadge gap={s.steps} /> : t("levels.noTarget")}
            <div className={classes.cardCells}>
              {s.frs.map((fr) => (
                <div key={fr.fr}>
                  <div className={classes.cardHead} aria-hidden>
                    {frShort(fr.fr)}
                  </div>
                  <Cell
                    fr={fr}
                    open={open}
                    chosen={open && opened.fr.get(id) === fr.fr}
                    controls={`reasons-${id}`}
                    onClick={() => onToggle(id, fr.fr)}
                  />
                </div>
              ))}
            </div>
            {open && (
              <div id={`reasons-${id}`} style={{ marginTop: 12 }}>
                <ReasonsPanel site={site} subject={s} chosen={opened.fr.get(id)} past={past} />
              </div>
            )}
          </section>
        );
      })}
    </Stack>
  );
}
