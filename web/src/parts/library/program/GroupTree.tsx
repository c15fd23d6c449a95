import { Select, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { RequirementSet } from "../types";
import { depthOf } from "./filter";
import { MaturityBadge } from "./Maturity";
import classes from "./program.module.css";
import type { Program, ProgramGroup } from "./types";

interface Props {
  program: Program;
  scale: RequirementSet["maturity"];
  at: string;
  onGo: (group: string) => void;
}

/** The headings of the set, each with where it stands; one chooses what is listed. */
export function GroupTree({ program, scale, at, onGo }: Props) {
  const { t } = useTranslation("program");
  const all: ProgramGroup = { ...program.whole, id: "", title: t("tree.all") };
  return (
    <nav className={classes.tree} aria-label={t("tree.name")}>
      <ul>
        {[all, ...program.groups].map((g) => (
          <li key={g.id}>
            <UnstyledButton
              className={classes.branch}
              data-depth={g.id ? Math.min(2, depthOf(program.groups, g)) : undefined}
              aria-current={g.id === at ? "true" : undefined}
              onClick={() => onGo(g.id)}
            >
              <span className={classes.branchName}>
                {g.id && <span className="mono">{g.id}</span>} {g.title}
              </span>
              <span className={classes.branchMarks}>
                {program.rated && <MaturityBadge level={g.maturity} scale={scale} />}
                {g.gap > 0 && (
                  <span className="gap" title={t("maturity.below", { gap: g.gap })}>
                    {t("maturity.minus", { gap: g.gap })}
                  </span>
                )}
                {!program.rated && (
                  <span className={classes.part}>
                    {t("tree.holds", { holds: g.counts.holds, total: g.counts.total })}
                  </span>
                )}
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The same choice where there is no room for the tree. */
export function GroupSelect({ program, at, onGo }: Omit<Props, "scale">) {
  const { t } = useTranslation("program");
  const standing = (g: ProgramGroup) =>
    program.rated
      ? t("tree.at", { level: g.maturity ?? t("maturity.none") })
      : t("tree.holds", { holds: g.counts.holds, total: g.counts.total });
  return (
    <Select
      label={t("tree.name")}
      placeholder={t("tree.all")}
      clearable
      searchable
      data={program.groups.map((g) => ({ value: g.id, label: `${g.id} ${g.title} (${standing(g)})` }))}
      value={at || null}
      onChange={(v) => onGo(v ?? "")}
    />
  );
}
