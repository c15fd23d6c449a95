import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Vector } from "../api/types";
import "./levels.css";

export const frs = [1, 2, 3, 4, 5, 6, 7] as const;

interface Props {
  achieved?: Vector | null;
  target?: Vector | null;
  /** SL-C; null when it cannot be stated, undefined where it is not shown. */
  capable?: Vector | null;
  /** What is missing per foundational requirement, as the server computed it. */
  gap?: Vector | null;
  caption?: string;
  /** What the two rows are called where they are not SL-T and SL-A. */
  names?: { target: string; achieved: string };
}

/** The seven foundational requirements with target, achieved level and gap, as a small table. */
export function VectorBar({ achieved, target, capable, gap, caption, names }: Props) {
  const { t } = useTranslation();
  const rows = [
    { name: names?.target ?? t("level.target"), vector: target },
    ...(capable === undefined ? [] : [{ name: t("level.capable"), vector: capable }]),
    { name: names?.achieved ?? t("level.achieved"), vector: achieved },
  ];
  return (
    <table className="vector">
      <caption>
        <VisuallyHidden>{caption ?? t("level.vectorCaption")}</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          <td />
          {frs.map((fr) => (
            <th key={fr} scope="col">
              <abbr title={t(`fr.name.${fr}`)}>{t(`fr.short.${fr}`)}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, vector }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {frs.map((fr) => (
              <td key={fr}>
                <Cell level={vector?.[fr - 1]} />
              </td>
            ))}
          </tr>
        ))}
        {gap && (
          <tr>
            <th scope="row">{t("level.gapRow")}</th>
            {frs.map((fr) => {
              const missing = gap[fr - 1] ?? 0;
              return (
                <td key={fr}>
                  <span className={missing > 0 ? "gap" : "gap gap-closed"}>
                    {missing > 0 ? t("level.gap", { gap: missing }) : 0}
                  </span>
                </td>
              );
            })}
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** The achieved vector, or what a component is capable of, in one line for table cells; what lies below the target is underlined. */
export function VectorLine({ achieved, target, capable, gap }: Props) {
  const { t } = useTranslation();
  if (!achieved && !target && !capable) return <span className="level level-none">{t("level.none")}</span>;
  const shown = achieved ?? capable ?? target;
  return (
    <span className="vector-line" role="img" aria-label={spoken()}>
      {frs.map((fr) => {
        const level = shown?.[fr - 1] ?? 0;
        return (
          <span
            key={fr}
            className={`level level-${level}${(gap?.[fr - 1] ?? 0) > 0 ? " below" : ""}`}
            title={t(`fr.name.${fr}`)}
          >
            {level}
          </span>
        );
      })}
    </span>
  );

  function spoken(): string {
    const parts = [
      achieved && `${t("level.achieved")} ${achieved.join(" ")}`,
      capable && `${t("level.capable")} ${capable.join(" ")}`,
      target && `${t("level.target")} ${target.join(" ")}`,
    ];
    return parts.filter(Boolean).join("; ");
  }
}

function Cell({ level }: { level: number | undefined }) {
  const { t } = useTranslation();
  if (level === undefined) return <span className="level level-none">{t("level.dash")}</span>;
  return <span className={`level level-${level}`}>{level}</span>;
}
