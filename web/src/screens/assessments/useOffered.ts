import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { reading, url } from "../../api/api";
import { useCan } from "../../api/me";
import type { Asset, Page } from "../../api/types";
import { companiesQuery, productsQuery, productTitle } from "../../parts/library/supply";
import { conduitsOf, zonesOf } from "../../parts/plant/queries";
import { noSite } from "./plan";

interface Named {
  id: string;
  key: string;
  name?: string;
}

/** The subjects that a part can name, by kind; assets are looked up as one types. */
export function useOffered(site: string, kinds: string[], chosen: string[]) {
  const { t } = useTranslation("assessments");
  const can = useCan();
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim(), 200);
  const there = site !== noSite;
  const has = (kind: string, where: boolean) => kinds.includes(kind) && where;
  const zones = useQuery({ ...zonesOf(site), enabled: has("zone", there && can("plant.read", site)) });
  const conduits = useQuery({ ...conduitsOf(site), enabled: has("conduit", there && can("plant.read", site)) });
  const assets = useQuery({
    ...reading<Page<Asset>>(url`/sites/${site}/assets`, { search: q, limit: 50 }),
    enabled: has("asset", there),
    placeholderData: keepPreviousData,
  });
  const products = useQuery({ ...productsQuery, enabled: has("product", !there) });
  const companies = useQuery({ ...companiesQuery, enabled: has("company", !there) });
  const items = (kind: string, records: Named[] | undefined) =>
    (records ?? []).map((r) => ({ value: `${kind}/${r.id}`, label: [r.key, r.name].filter(Boolean).join(" ") }));
  const services =
    there && kinds.includes("site") && kinds.length > 2 ? [{ value: `site/${site}`, label: t("plan.services") }] : [];
  const groups = [
    { group: t("kind.zone"), items: items("zone", zones.data) },
    { group: t("kind.conduit"), items: items("conduit", conduits.data) },
    { group: t("kind.site"), items: services },
    { group: t("kind.asset"), items: items("asset", there ? assets.data?.items : undefined) },
    {
      group: t("kind.product"),
      items: items(
        "product",
        products.data?.map((p) => ({ id: p.id, key: p.key, name: productTitle(p) })),
      ),
    },
    { group: t("kind.company"), items: items("company", companies.data) },
  ];
  // What was chosen stays chosen when it is not among what was found.
  const known = new Set(groups.flatMap((g) => g.items.map((i) => i.value)));
  const rest = chosen.filter((c) => !known.has(c)).map((c) => ({ value: c, label: c.split("/")[1] ?? c }));
  if (rest.length > 0) groups.push({ group: t("plan.chosen"), items: rest });
  return [typed, groups.filter((g) => g.items.length > 0), setTyped] as const;
}
