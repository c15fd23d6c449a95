import { CircleCheck, CircleDashed, CircleDot } from "lucide-react";
import { useTranslation } from "react-i18next";
import library from "../../../parts/library/library.module.css";
import type { Standard } from "../../../parts/library/types";
import classes from "./series.module.css";

const icons = { published: CircleCheck, "in development": CircleDot, planned: CircleDashed };
const tones = { published: "good", "in development": undefined, planned: "open" };

/** Whether a part is out, as a mark and in words. */
export function StatusMark({ part }: { part: Standard }) {
  const { t } = useTranslation("standards");
  if (!part.status) return null;
  const Icon = icons[part.status];
  const words = { published: "published", "in development": "inDevelopment", planned: "planned" } as const;
  return (
    <span className={library.mark} data-tone={tones[part.status]}>
      <Icon size={13} aria-hidden />
      <span>{t(`series.status.${words[part.status]}`)}</span>
    </span>
  );
}

/** How a part stands in the picture that most people know, and how it stands today. */
export function ThenAndNow({ part }: { part: Standard }) {
  const { t } = useTranslation("standards");
  const then = part.then
    ? part.then.released
      ? t("series.thenReleased")
      : t("series.thenOpen")
    : t("series.thenMissing");
  const now = [part.type, part.edition && t("series.edition", { edition: part.edition }), part.published]
    .filter(Boolean)
    .join(" · ");
  return (
    <dl className={classes.thenNow}>
      <dt>{t("series.then")}</dt>
      <dd>{then}</dd>
      <dt>{t("series.now")}</dt>
      <dd>
        <StatusMark part={part} /> {now}
      </dd>
    </dl>
  );
}
