import { Badge, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Grant } from "../../api/types";
import { useSites } from "../../parts/sites";

/** The roles of a user, each with where it holds. */
export function GrantList({ grants }: { grants: Grant[] }) {
  const { t } = useTranslation("account");
  const sites = useSites();
  if (grants.length === 0) {
    return (
      <Text size="xs" c="dimmed">
        {t("grants.empty")}
      </Text>
    );
  }
  const where = (g: Grant) =>
    g.site ? (sites.find((s) => s.id === g.site)?.key ?? t("users.unknownSite")) : t("users.everywhere");
  return (
    <Group gap={4}>
      {grants.map((g, i) => (
        <Badge key={i} color={g.role === "administrator" ? "petrol" : "gray"} title={t(`roleText.${g.role}`)}>
          {[t(`roles.${g.role}`), where(g), g.vendor].filter(Boolean).join(" · ")}
        </Badge>
      ))}
    </Group>
  );
}
