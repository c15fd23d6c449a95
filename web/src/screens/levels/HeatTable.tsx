import { UnstyledButton } from "@mantine/core";
import { ArrowDown, ChevronDown, ChevronRight } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Key } from "../../parts/Key";
import { GapBadge } from "../../parts/LevelBadge";
import { Marks } from "../../parts/plant/Marks";
import { frs, type SubjectPosture } from "../../parts/plant/types";
import { frName, frShort } from "../../parts/plant/words";
import { usePrinting } from "../../parts/printing";
import { Cell } from "./Cell";
import classes from "./levels.module.css";
import { ReasonsPanel } from "./ReasonsPanel";

export interface Opened {
  /** Ids of the subjects whose reasons are shown. */
  ids: ReadonlySet<string>;
  /** The foundational requirement that was asked about, by subject. */
  fr: ReadonlyMap<string, number>;
}

interface Props {
  site: string;
  subjects: SubjectPosture[];
  sort: string;
  opened: Opened;
  /** The levels are those of a past time. */
  past: boolean;
  onSort: (sort: string) => void;
  onToggle: (id: string, fr?: number) => void;
}

/** Zones and conduits by foundational requirement; each row opens to its reasons. */
export function HeatTable({ site, subjects, sort, opened, past, onSort, onToggle }: Props) {
  const { t } = useTranslation("plant");
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t("levels.table")}>
      <table className={classes.table}>
        <thead>
          <tr>
            <Head id="key" sort={sort} onSort={onSort}>
              {t("levels.subject")}
            </Head>
            {frs.map((fr) => (
              <Head key={fr} id={String(fr)} sort={sort} onSort={onSort} title={frName(fr)}>
                {frShort(fr)}
              </Head>
            ))}
            <Head id="gap" right sort={sort} onSort={onSort}>
              {t("levels.steps")}
            </Head>
            <Head id="unanswered" right sort={sort} onSort={onSort}>
              {t("levels.unanswered")}
            </Head>
          </tr>
        </thead>
        <tbody>
          {subjects.map((s) => {
            const id = s.subject.id;
            const open = opened.ids.has(id);
            return (
              <Fragment key={id}>
                <tr>
                  <th scope="row">
                    <SubjectName subject={s} open={open} onToggle={() => onToggle(id)} />
                  </th>
                  {s.frs.map((fr) => (
                    <td key={fr.fr}>
                      <Cell
                        fr={fr}
                        open={open}
                        chosen={open && opened.fr.get(id) === fr.fr}
                        controls={`reasons-${id}`}
                        onClick={() => onToggle(id, fr.fr)}
                      />
                    </td>
                  ))}
                  <td className={classes.number}>{s.target ? <GapBadge gap={s.steps} /> : t("levels.noTarget")}</td>
                  <td className={classes.number}>
                    {s.target
                      ? t("levels.unansweredOf", { open: s.unanswered, total: s.counts.asked.total })
                      : t("levels.dash")}
                  </td>
                </tr>
                {open && (
                  <tr className={classes.reasonsRow}>
                    <td colSpan={10} className={classes.reasons} id={`reasons-${id}`}>
                      <ReasonsPanel site={site} subject={s} chosen={opened.fr.get(id)} past={past} />
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

export function SubjectName({
  subject,
  open,
  onToggle,
}: {
  subject: SubjectPosture;
  open: boolean;
  onToggle: () => void;
}) {
  const Icon = open ? ChevronDown : ChevronRight;
  return (
    <UnstyledButton className={classes.subject} aria-expanded={open} onClick={onToggle} fz="sm">
      <Icon size={15} aria-hidden className="no-print" />
      <span>
        <Key>{subject.key}</Key> {subject.name} <Marks of={{ safety: subject.safety }} />
      </span>
    </UnstyledButton>
  );
}

interface HeadProps {
  id: string;
  sort: string;
  title?: string;
  right?: boolean;
  onSort: (sort: string) => void;
  children: ReactNode;
}

function Head({ id, sort, title, right, onSort, children }: HeadProps) {
  const on = sort === id;
  const printing = usePrinting();
  return (
    <th
      scope="col"
      className={right ? classes.number : undefined}
      aria-sort={on ? (id === "key" ? "ascending" : "descending") : undefined}
    >
      {/* Where the head is repeated on the next page, browsers leave buttons out. */}
      {printing ? (
        children
      ) : (
        <UnstyledButton className="sort-button" fz="sm" title={title} onClick={() => onSort(id)}>
          {children} {on && <ArrowDown size={12} aria-hidden />}
        </UnstyledButton>
      )}
    </th>
  );
}
