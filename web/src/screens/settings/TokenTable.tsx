import { Badge, Button, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Token } from "../../api/types";
import { DataTable, type Column } from "../../parts/DataTable";
import { useSites } from "../../parts/sites";
import { formatDay } from "../../parts/TimeAgo";

export function TokenTable({ tokens, onRevoke }: { tokens: Token[]; onRevoke: (token: Token) => void }) {
  const { t } = useTranslation("account");
  const sites = useSites();
  const today = new Date().toISOString().slice(0, 10);
  const columns: Column<Token>[] = [
    {
      id: "name",
      title: t("tokens.name"),
      cell: (x) => (
        <Text size="sm" fw={600}>
          {x.name}
        </Text>
      ),
    },
    { id: "scope", title: t("tokens.scope"), cell: (x) => t(`tokens.${x.scope}`) },
    {
      id: "site",
      title: t("tokens.site"),
      wide: true,
      cell: (x) =>
        x.site ? (sites.find((s) => s.id === x.site)?.name ?? t("users.unknownSite")) : t("tokens.allSites"),
    },
    {
      id: "expires",
      title: t("tokens.expires"),
      cell: (x) => (
        <>
          {formatDay(x.expires)} {x.expires < today && <Badge color="orange">{t("tokens.expired")}</Badge>}
        </>
      ),
    },
    {
      id: "revoke",
      title: t("tokens.revoke"),
      untitled: true,
      right: true,
      cell: (x) => (
        <Button size="compact-sm" variant="default" onClick={() => onRevoke(x)}>
          {t("tokens.revoke")}
        </Button>
      ),
    },
  ];
  return <DataTable cards columns={columns} rows={tokens} rowKey={(x) => x.id} caption={t("tokens.title")} />;
}
