import { useTranslation } from "react-i18next";
import "./risk.css";
import type { Criteria } from "./types";

interface Props {
  /** Id of the band; none is shown as not rated. */
  band: string | undefined;
  criteria: Criteria | null | undefined;
  /** Why it is this band, as the server says it. */
  why?: string;
}

/** A band of risk by its name, tinted by what the criteria say of it. */
export function BandBadge({ band, criteria, why }: Props) {
  const { t } = useTranslation("risklib");
  const known = criteria?.bands.find((b) => b.id === band);
  if (!band) {
    return (
      <span className="band band-none" title={why}>
        {t("notRated")}
      </span>
    );
  }
  return (
    <span className="band" data-region={known?.region} title={why}>
      {known?.name ?? band}
    </span>
  );
}
