import { Chip, Group, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Grid3x3 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../../parts/EmptyState";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { LoadingRows } from "../../../parts/Loading";
import { LinkButton } from "../../../parts/plant/link";
import { riskOf, scenariosOf } from "../../../parts/risk/queries";
import type { RiskResult } from "../../../parts/risk/types";
import { Adequacy } from "./Adequacy";
import { Beyond } from "./Beyond";
import { BowTieView } from "./BowTieView";
import { Loss } from "./Loss";
import { MatrixView } from "./MatrixView";
import { ZoneRiskMap } from "./ZoneRiskMap";

const pictures = ["matrix", "bowtie", "map", "beyond", "adequacy", "loss"] as const;
type Picture = (typeof pictures)[number];

/** The register in pictures, each under an address of its own. */
export function Pictures({ site }: { site: string }) {
  const { t } = useTranslation("targets");
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const risk = useQuery(riskOf(site));
  const shown = pictures.find((p) => p === search.picture) ?? "matrix";
  return (
    <Stack>
      <Chip.Group
        value={shown}
        onChange={(v) =>
          void navigate({
            to: ".",
            search: { view: "pictures", picture: String(v) },
            replace: true,
            resetScroll: false,
          })
        }
      >
        <Group gap={6} role="radiogroup" aria-label={t("pictures.choose")} className="no-print">
          {pictures.map((p) => (
            <Chip key={p} value={p} size="sm">
              {t(`pictures.name.${p}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {risk.isError && <ErrorPanel error={risk.error} onRetry={() => void risk.refetch()} />}
      {risk.isPending && <LoadingRows rows={10} />}
      {risk.data && <Shown site={site} picture={shown} risk={risk.data} />}
    </Stack>
  );
}

function Shown({ site, picture, risk }: { site: string; picture: Picture; risk: RiskResult }) {
  const { t } = useTranslation("targets");
  const scenarios = useQuery({ ...scenariosOf(site), enabled: picture === "bowtie" });
  switch (picture) {
    case "beyond":
      return <Beyond site={site} criteria={risk.criteria} />;
    case "adequacy":
      return <Adequacy site={site} />;
    case "loss":
      return <Loss site={site} />;
  }
  if (!risk.criteria) {
    return (
      <EmptyState icon={Grid3x3} title={t("pictures.noCriteria")} text={risk.why}>
        <LinkButton to="/sites/$site/criteria" params={{ site }}>
          {t("toCriteria")}
        </LinkButton>
      </EmptyState>
    );
  }
  if (risk.scenarios.length === 0) {
    return (
      <EmptyState icon={Grid3x3} title={t("pictures.noScenarios")} text={t("pictures.noScenariosText")}>
        <LinkButton to="/sites/$site/risk" params={{ site }} search={{ view: "worksheet" }}>
          {t("pictures.toWorksheet")}
        </LinkButton>
      </EmptyState>
    );
  }
  switch (picture) {
    case "matrix":
      return <MatrixView site={site} risk={risk} criteria={risk.criteria} />;
    case "map":
      return <ZoneRiskMap site={site} risk={risk} criteria={risk.criteria} />;
    case "bowtie":
      if (scenarios.isError) return <ErrorPanel error={scenarios.error} onRetry={() => void scenarios.refetch()} />;
      if (scenarios.isPending) return <LoadingRows rows={10} />;
      return <BowTieView site={site} risk={risk} criteria={risk.criteria} records={scenarios.data} />;
  }
}
