import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { specificationsOf } from "./crs";

interface Props {
  site: string;
  chosen: string | undefined;
}

/** Chooses between the specifications of a site that has several. */
export function WhichSpecification({ site, chosen }: Props) {
  const { t } = useTranslation("crs");
  const navigate = useNavigate();
  const all = useQuery(specificationsOf(site)).data ?? [];
  if (all.length < 2) return null;
  return (
    <Select
      aria-label={t("which")}
      data={all.map((s) => ({ value: s.id, label: `${s.key} ${s.name}` }))}
      value={chosen ?? null}
      allowDeselect={false}
      onChange={(id) =>
        void navigate({ to: ".", search: (old) => ({ tab: old.tab, specification: id ?? undefined }), replace: true })
      }
    />
  );
}
