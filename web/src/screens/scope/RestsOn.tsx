import { List, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { reading, url } from "../../api/api";
import type { Page, Ref } from "../../api/types";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Key } from "../../parts/Key";
import { kindName } from "../../parts/words";

const most = 12;

/** The scenarios and worst cases that rest on an assumption. */
export function RestsOn({ site, assumption }: { site: string; assumption: string }) {
  const { t } = useTranslation(["criteria", "common"]);
  const references = useQuery(reading<Page<Ref>>(url`/sites/${site}/assumptions/${assumption}/references`));
  const items = references.data?.items;
  if (references.isError) return <ErrorPanel error={references.error} onRetry={() => void references.refetch()} />;
  if (!items) return null;
  return (
    <section aria-label={t("assumption.rests")}>
      <Text size="sm" fw={600}>
        {items.length === 0 ? t("assumption.restsNothing") : t("assumption.restsOn", { count: items.length })}
      </Text>
      <List size="sm">
        {items.slice(0, most).map((r) => (
          <List.Item key={r.kind + r.id}>
            {kindName(r.kind)} <Key>{r.key}</Key> {r.name}
          </List.Item>
        ))}
      </List>
      {items.length > most && <Text size="sm">{t("common:andMore", { count: items.length - most })}</Text>}
    </section>
  );
}
