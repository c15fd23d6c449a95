import { UnstyledButton } from "@mantine/core";
import { ChevronDown, ChevronRight, TriangleAlert } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Key } from "../../../parts/Key";
import type { Branch } from "../../../parts/library/catalogue";
import { ConfidenceMark } from "../../../parts/library/ConfidenceMark";
import type { LibraryRequirement } from "../../../parts/library/types";
import { groupName } from "./SetFilters";
import classes from "./sets.module.css";

interface Props {
  tree: Branch[];
  active: string | undefined;
  onOpen: (id: string) => void;
}

/** The headings with their requirements; each heading can be folded. */
export function Branches({ tree, active, onOpen }: Props) {
  const { t } = useTranslation("standards");
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const [box, row] = [list.current, list.current?.querySelector<HTMLElement>("[aria-current]")];
    // Only the list is scrolled, and never the page.
    if (!box || !row || box.scrollHeight <= box.clientHeight) return;
    const at = row.getBoundingClientRect().top - box.getBoundingClientRect().top;
    if (at < 40 || at > box.clientHeight - row.offsetHeight) box.scrollTop += at - box.clientHeight / 2;
  }, [active]);
  // A heading below a folded one is hidden with it.
  const shown: { branch: Branch; open: boolean }[] = [];
  let under = -1;
  for (const branch of tree) {
    if (under >= 0 && branch.depth > under) continue;
    const open = !folded.has(branch.id);
    under = open ? -1 : branch.depth;
    shown.push({ branch, open });
  }
  const fold = (id: string) =>
    setFolded((old) => {
      const next = new Set(old);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <nav className={classes.tree} ref={list} aria-label={t("set.list")}>
      {shown.map(({ branch, open }) => (
        <section key={branch.id} style={{ "--depth": branch.depth } as never}>
          {branch.title && (
            <UnstyledButton
              className={classes.heading}
              aria-expanded={open}
              onClick={() => fold(branch.id)}
              title={branch.summary}
            >
              {open ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
              <span>{groupName(branch)}</span>
            </UnstyledButton>
          )}
          {open && branch.requirements.length > 0 && (
            <ul>
              {branch.requirements.map((r) => (
                <li key={r.id}>
                  <Row requirement={r} active={r.id === active} onOpen={() => onOpen(r.id)} />
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </nav>
  );
}

function Row({
  requirement: r,
  active,
  onOpen,
}: {
  requirement: LibraryRequirement;
  active: boolean;
  onOpen: () => void;
}) {
  const { t } = useTranslation("standards");
  const unsure = r.confidence && r.confidence !== "high";
  return (
    <UnstyledButton
      className={classes.row}
      data-enhancement={r.parent ? true : undefined}
      aria-current={active || undefined}
      onClick={onOpen}
    >
      <Key>{r.id}</Key>
      <span className={classes.rowTitle}>{r.title}</span>
      <span className={classes.rowMeta}>
        {(r.doubts ?? []).length > 0 && (
          <TriangleAlert size={14} role="img" aria-label={t("set.doubt")} color="var(--level-edge)" />
        )}
        {unsure && <ConfidenceMark of={r.confidence} />}
        {r.slFrom ? <span>{t("set.from", { level: r.slFrom })}</span> : null}
      </span>
    </UnstyledButton>
  );
}
