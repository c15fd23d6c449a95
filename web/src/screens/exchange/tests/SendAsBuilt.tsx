import { Alert } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CirclePause } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { send, url } from "../../../api/api";
import { EvidencePicker } from "../../../parts/library/EvidencePicker";
import { MakeDialog } from "../MakeDialog";
import { Sentences } from "../Marks";
import { packagesQuery } from "../queries";
import type { Package, TestTally } from "../types";

interface Props {
  site: string;
  /** The requirements package that was built to. */
  asked: string | undefined;
  tallies: TestTally[];
  onClose: () => void;
}

/** Hands the plant over as it was built. */
export function SendAsBuilt({ site, asked, tallies, onClose }: Props) {
  const { t } = useTranslation("exchange");
  const [evidence, setEvidence] = useState<string[]>([]);
  const packages = useQuery(packagesQuery);
  const of = packages.data?.find((p) => p.id === asked);
  const holding = tallies.reduce((sum, x) => sum + x.holding, 0);
  const open = tallies.reduce((sum, x) => sum + x.open, 0);
  return (
    <MakeDialog
      key={of?.id}
      title={t("asBuilt.title")}
      confirm={t("asBuilt.confirm")}
      of={["asset-owner"]}
      site={site}
      start={{ company: of?.company, to: of?.from }}
      make={(to) =>
        send<Package>("POST", url`/sites/${site}/packages/as-built`, { ...to, requirements: asked, evidence })
      }
      onClose={onClose}
    >
      <Sentences
        tone="calm"
        of={[
          of ? t("asBuilt.answers", { key: of.key, party: of.from }) : t("asBuilt.answersNone"),
          t("asBuilt.goes"),
          t("asBuilt.stays"),
        ]}
      />
      {(holding > 0 || open > 0) && (
        <Alert color="orange" icon={<CirclePause size={18} />} title={t("asBuilt.early")}>
          <Sentences
            of={[
              ...(holding > 0 ? [t("asBuilt.holding", { count: holding })] : []),
              ...(open > 0 ? [t("asBuilt.open", { count: open })] : []),
            ]}
          />
        </Alert>
      )}
      <EvidencePicker
        site={site}
        label={t("asBuilt.evidence")}
        description={t("asBuilt.evidenceHint")}
        value={evidence}
        onChange={setEvidence}
      />
    </MakeDialog>
  );
}
