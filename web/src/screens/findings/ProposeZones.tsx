import { Button } from "@mantine/core";
import { Boxes } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { load } from "../../i18n";
import { formatNumber } from "../../parts/TimeAgo";

const ZoneProposals = lazy(() => Promise.all([import("./ZoneProposals"), load("findings")]).then(([dialog]) => dialog));

interface Props {
  site: string;
  /** How many assets lie in no zone, if the button is to say so. */
  unzoned?: number;
  variant?: string;
  size?: string;
}

/** Offers zones for the assets that lie in none, to whoever may change both. */
export function ProposeZones({ site, unzoned, variant = "default", size }: Props) {
  const { t } = useTranslation("plant");
  const can = useCan();
  const [open, setOpen] = useState(false);
  if (!can("plant.edit", site) || !can("asset.edit", site) || !can("risk.read", site)) return null;
  return (
    <>
      <Button variant={variant} size={size} leftSection={<Boxes size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {unzoned ? t("zones.putAssets", { count: unzoned, n: formatNumber(unzoned) }) : t("zones.propose")}
      </Button>
      {open && (
        <Suspense>
          <ZoneProposals site={site} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
